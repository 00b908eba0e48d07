//! When a claim's event took place: the expression attached to its clause, else its sentence's, else the story's.

use sitrep_resources::EntryClass;
use sitrep_timex::{claim_meaning, resolve};
use sitrep_types::{
    BlockKind, ClaimTime, DateInterval, Direction, EventType, Precision, TimeExpression, TimeMeaning, TimeRelation,
    TimexType, Upos,
};

use crate::draft::{Draft, Lookup};
use crate::recall;
use crate::saying::dates_the_cue;
use crate::tree::Tree;

/// How well an expression fits a draft: smaller is better.
type Rank = u8;

/// An expression that may date something.
pub(crate) fn datable(expression: &TimeExpression) -> bool {
    // "Only one was freed until now" is not of today.
    let until_now = expression.relation == TimeRelation::Until && expression.value == "PRESENT_REF";
    expression.timex_type != TimexType::Set
        && !until_now
        && match expression.meaning {
            TimeMeaning::Length { .. } => false,
            TimeMeaning::Vague { .. } => !expression.interval.is_unknown(),
            _ => true,
        }
}

/// The word of an expression that hangs on something outside it.
pub(crate) fn anchor_word(tree: &Tree, expression: &TimeExpression) -> Option<usize> {
    let first = tree.document.token_at(expression.span.start)?;
    let words = (first..tree.tokens.len()).take_while(|token| tree.span(*token).start < expression.span.end);
    words.min_by_key(|token| (tree.depth(*token), *token))
}

/// Words between a happening and the time told right behind it.
const ADJACENT_WORDS: usize = 12;

/// Whether nothing stands between a happening and a time behind it that the time could date instead: "shells landing
/// on the market between 9 and 10 this morning".
fn follows_at_once(tree: &Tree, draft: &Draft, expression: &TimeExpression) -> bool {
    let Some(first) = tree.document.token_at(expression.span.start) else { return false };
    let head = draft.hit.head;
    let between = head + 1..first;
    head < first
        && tree.upos(head) == Upos::Verb
        && between.len() <= ADJACENT_WORDS
        && between.clone().all(|token| {
            let counts = |token: usize| tree.upos(token) == Upos::Num;
            // "between 9 and 10 this morning"
            let joins_numbers = token > 0 && counts(token - 1);
            (!matches!(tree.upos(token), Upos::Verb | Upos::Sconj | Upos::Cconj | Upos::Pron) || joins_numbers)
                && !matches!(tree.word(token), "," | ";" | ":" | "." | "(" | ")" | "\"" | "“" | "”" | "–" | "—")
        })
}

fn rank(tree: &Tree, drafts: &[Draft], draft: &Draft, word: usize) -> Option<Rank> {
    if dates_the_cue(tree, word, draft) {
        return None;
    }
    let clause = tree.clause_of(word);
    // "condemned Monday's attack": the day is the attack's.
    let others = drafts.iter().any(|other| {
        other.hit.head != draft.hit.head
            && other.clause != other.hit.head
            && tree.is_under(word, other.hit.head)
            && tree.is_under(other.hit.head, draft.hit.head)
    });
    if others {
        return Some(TAKEN);
    }
    let own = [Some(draft.clause), Some(draft.hit.head), draft.parties.carrier];
    if own.contains(&Some(clause))
        || draft.folded.contains(&clause)
        || tree.is_under(word, draft.hit.head) && !other_between(drafts, draft, tree, word)
    {
        return Some(0);
    }
    if tree.is_under(word, draft.clause) && !other_between(drafts, draft, tree, word) {
        return below(tree, clause, draft.clause);
    }
    // The clause hangs on the one that is dated.
    let mut at = draft.clause;
    let mut cost: Rank = 1;
    for _ in 0..6 {
        let Some(above) = tree.head(at) else { break };
        if is_spaced(tree, at) {
            return None;
        }
        cost += match (tree.relation(at), tree.deprel(at)) {
            ("xcomp", _) => 0,
            (_, "acl:relcl") if tree.is_pluperfect(at) => return None,
            (_, "acl:relcl") => 3,
            ("acl" | "conj", _) => 1,
            ("advcl", _) => {
                if tree.is_pluperfect(at) {
                    4
                } else {
                    1
                }
            }
            ("ccomp" | "parataxis", _) => 3,
            _ => 0,
        };
        at = above;
        if tree.clause_of(above) == clause {
            return Some(cost.min(8));
        }
    }
    // "the girls who were abducted two years ago are free": what only describes somebody dates nothing else.
    if tree.deprel(clause) == "acl:relcl" && !tree.is_under(draft.hit.head, clause) {
        return None;
    }
    // Another clause of the sentence.
    let taken = drafts
        .iter()
        .any(|other| other.hit != draft.hit && (other.clause == clause || tree.is_under(word, other.hit.head)));
    Some(if taken { TAKEN } else { 9 })
}

/// Whether a happening only tells which ones are meant: "21 kidnapped girls were freed on Thursday" were not kidnapped
/// then.
pub(crate) fn is_attributive(tree: &Tree, draft: &Draft) -> bool {
    let head = draft.hit.head;
    // "set a dormitory alight and hacked pupils" tells two deeds, whatever the parse makes of the second.
    let coordinated = head > 0 && tree.upos(head - 1) == Upos::Cconj;
    tree.deprel(head) == "amod"
        && tree.is_past_form(head)
        && !coordinated
        && tree.head(head).is_some_and(|noun| noun > head)
}

/// Whether a clause tells of something a length of days away from what it hangs on: "was retaken on Thursday, three
/// months after gunmen stormed it".
fn is_spaced(tree: &Tree, clause: usize) -> bool {
    let apart = |mark: usize| {
        let in_days = |time: &&TimeExpression| {
            time.timex_type == TimexType::Duration
                && time.value.starts_with('P')
                && !time.value.starts_with("PT")
                && time.span.end <= tree.span(mark).start
                && (tree.document.document.text.get(time.span.end..tree.span(mark).start))
                    .is_some_and(|gap| gap.trim().is_empty())
        };
        matches!(tree.lower(mark).as_str(), "after" | "before") && tree.document.times.iter().any(|time| in_days(&time))
    };
    tree.children_by(clause, &["mark", "case"]).any(apart)
}

/// The rank of an expression that the parse gives to something else though it stands right behind.
const ADJACENT: Rank = 9;

/// The rank of an expression that dates another event.
const TAKEN: Rank = 12;

/// How well the time of a clause fits the one that it hangs under: "gains a town that it had first reached ten years
/// ago" was not gained then.
fn below(tree: &Tree, clause: usize, above: usize) -> Option<Rank> {
    let mut cost: Rank = 1;
    let mut at = clause;
    for _ in 0..6 {
        if at == above {
            break;
        }
        cost += match tree.deprel(at) {
            "acl:relcl" => return None,
            "parataxis" => 8,
            "advcl" if tree.is_pluperfect(at) => 7,
            "conj" => 5,
            "ccomp" => 4,
            "advcl" => 2,
            _ => 0,
        };
        at = tree.head(at)?;
    }
    Some(cost.min(TAKEN - 1))
}

/// Whether another draft's clause stands between an expression and this draft.
fn other_between(drafts: &[Draft], draft: &Draft, tree: &Tree, word: usize) -> bool {
    drafts.iter().any(|other| {
        other.hit.head != draft.hit.head
            && other.clause != draft.clause
            && tree.is_under(word, other.clause)
            && tree.is_under(other.clause, draft.clause)
    })
}

/// The time that the sentence gives a draft.
pub(crate) fn in_sentence(
    tree: &Tree,
    drafts: &[Draft],
    draft: &Draft,
    published: DateInterval,
) -> Option<(ClaimTime, Rank)> {
    let sentence = tree.document.sentences.get(draft.sentence(tree))?;
    let mut found: Vec<(Rank, usize, &TimeExpression, usize)> = tree
        .document
        .times
        .iter()
        .filter(|time| sentence.span.contains(time.span) && datable(time))
        .filter(|time| {
            !is_comparison(tree, time)
                || is_told_of_then(tree, draft, time)
                || anchor_word(tree, time).is_some_and(|word| tree.is_under(draft.hit.head, word))
        })
        .filter_map(|time| {
            let word = anchor_word(tree, time)?;
            if recall::dates_a_toll(tree, word) || recall::is_parted_by_an_answer(tree, word, draft.hit.head) {
                return None;
            }
            if is_attributive(tree, draft) && !tree.is_under(word, draft.hit.head) {
                return None;
            }
            if is_perfect(tree, draft)
                && drafts.iter().any(|other| other.hit != draft.hit && follows_at_once(tree, other, time))
            {
                return None;
            }
            let rank = match rank(tree, drafts, draft, word) {
                Some(rank) if rank < TAKEN => rank,
                _ if follows_at_once(tree, draft, time) => ADJACENT,
                other => other?,
            };
            let rank = if rank < TAKEN && is_parted(tree, draft, time) { TAKEN - 1 } else { rank };
            Some((rank, word.abs_diff(draft.hit.head), time, word))
        })
        .collect();
    found.sort_by_key(|(rank, distance, time, _)| (*rank, is_weak(time), *distance, time.span));
    let (rank, _, best, word) = *found.first()?;
    // What dates another event dates this one only where the sentence has no other time.
    if rank >= TAKEN
        && (found.iter().any(|(_, _, other, _)| other.span != best.span) || tree.is_pluperfect(draft.hit.head))
    {
        return None;
    }
    let place = if rank <= 1 { "in its clause" } else { "in its sentence" };
    let (mut interval, mut meaning, mut how) =
        (best.interval, best.meaning.clone(), format!("{} {place}", quoted(tree, best)));
    let cases = tree.cases(word);
    // "since Saturday, when the town was taken": taken on that day.
    let defines_it = tree.is_under(draft.hit.head, word) || is_told_of_then(tree, draft, best);
    if is_in_a_clause_since(tree, word, draft.hit.head) {
        // "9,400 have been killed since Russia invaded in February 2022"
        let since = TimeExpression { relation: TimeRelation::Since, meaning, ..best.clone() };
        meaning = claim_meaning(std::slice::from_ref(&since), 0)?;
        interval = resolve(&meaning, published, &[]);
        how = format!("since {}", quoted(tree, best));
    } else if let Some((covered, words)) = covered(tree, best).filter(|_| !defines_it) {
        // "since October", "from Monday to Wednesday", "before the end of the week": more than the expression itself.
        interval = resolve(&covered, published, &[]);
        meaning = covered;
        how = words;
    } else if let Some((_, _, other, other_word)) = found.iter().skip(1).find(|(other, ..)| *other == rank) {
        // A second expression beside the first narrows it, or ends what the first begins.
        let other_cases = tree.cases(*other_word);
        let starts = |cases: &[&str]| cases.iter().any(|case| matches!(*case, "from" | "between" | "since"));
        let ends = |cases: &[&str]| cases.iter().any(|case| matches!(*case, "until" | "till" | "to"));
        if starts(&cases) && (ends(&other_cases) || tree.is_relation(*other_word, &["conj"])) {
            interval.latest = other.interval.latest.or(interval.latest);
            how = format!("from {} to {}", quoted(tree, best), quoted(tree, other));
        } else if starts(&other_cases) && ends(&cases) {
            interval.earliest = other.interval.earliest.or(interval.earliest);
            how = format!("from {} to {}", quoted(tree, other), quoted(tree, best));
        } else if interval.may_overlap(&other.interval) && width(other.interval) < width(interval) {
            interval = other.interval;
        }
    }
    if is_told_as_past(tree, draft)
        && let (Some(earliest), Some(latest)) = (interval.earliest, published.latest)
        && earliest > latest
    {
        // What has happened was not after the report: "assaulted on New Year's Eve" was so the last time.
        meaning = turned_back(&meaning)?;
        interval = resolve(&meaning, published, &[]);
    }
    if is_told_as_past(tree, draft)
        && let (Some(latest), Some(published)) = (interval.latest, published.latest)
        && latest > published
        && interval.earliest.is_some_and(|earliest| earliest <= published)
    {
        // "Have died this year": of the year, what has passed.
        interval.latest = Some(published);
    }
    Some((claim_time_as(tree, best, interval, meaning, how), rank))
}

/// Whether a word stands in a clause that "since" opens, and the trigger does not.
fn is_in_a_clause_since(tree: &Tree, word: usize, trigger: usize) -> bool {
    let clause = tree.ancestors(word).take(4).find(|above| tree.relation(*above) == "advcl");
    clause.is_some_and(|clause| {
        !tree.is_under(trigger, clause) && tree.children_by(clause, &["mark"]).any(|mark| tree.lower(mark) == "since")
    })
}

/// Whether an expression dates only where nothing else does: "now", and "for a third day" beside a day by its name.
pub(crate) fn is_weak(expression: &TimeExpression) -> bool {
    expression.value == "PRESENT_REF" || expression.rule == "on_the_nth_day"
}

/// How many words before it "since 1959" may be what makes it a comparison.
const COMPARED_WORDS: usize = 14;

/// Whether an expression only says with what something is compared: "the first crash since 1959", "the worst attack
/// since March".
fn is_comparison(tree: &Tree, expression: &TimeExpression) -> bool {
    let Some(first) = tree.document.token_at(expression.span.start) else { return false };
    let start = tree.sentence_words(tree.sentence_of(first)).start.max(first.saturating_sub(COMPARED_WORDS));
    expression.relation == TimeRelation::Since
        && (start..first).any(|token| {
            let word = tree.lower(token);
            let superlative = word.len() > 5 && word.ends_with("est") && tree.upos(token) == Upos::Adj;
            superlative || matches!(word.as_str(), "first" | "worst" | "best")
        })
}

/// Whether a happening is only told of somebody in passing: "fighters have quit the town they walked into two weeks
/// ago". The whole of a headline may be such a phrase: "Five killed in raid".
pub(crate) fn is_aside(tree: &Tree, draft: &Draft) -> bool {
    matches!(tree.deprel(draft.clause), "acl" | "acl:relcl")
        && tree.head(draft.clause).is_some_and(|noun| tree.head(noun).is_some())
}

/// Whether a happening is told in "when …" right behind a time: "since 1959, when two passengers died".
fn is_told_of_then(tree: &Tree, draft: &Draft, expression: &TimeExpression) -> bool {
    let trigger = tree.span(draft.hit.head);
    let text = tree.document.document.text.as_str();
    let between = text.get(expression.span.end..trigger.start).unwrap_or_default();
    between.trim_start_matches(',').trim_start().starts_with("when ") && !between.contains(['.', ';'])
}

/// Whether a semicolon parts a happening from a time: "… was cut to pieces; on 6 February the flag went up".
fn is_parted(tree: &Tree, draft: &Draft, expression: &TimeExpression) -> bool {
    let trigger = tree.span(draft.hit.head);
    let (from, to) = (trigger.end.min(expression.span.end), trigger.start.max(expression.span.start));
    tree.document.document.text.get(from..to).is_some_and(|between| between.contains(';'))
}

/// Whether a happening is told in the present perfect, which no "two years ago" goes with.
pub(crate) fn is_perfect(tree: &Tree, draft: &Draft) -> bool {
    let clause = tree.clause_of(draft.hit.head);
    tree.children_by(clause, &["aux"]).any(|aux| matches!(tree.lower(aux).as_str(), "has" | "have" | "'ve" | "’ve"))
}

/// Whether a happening is told by a verb in the past.
pub(crate) fn is_told_as_past(tree: &Tree, draft: &Draft) -> bool {
    let head = match draft.parties.carrier {
        Some(carrier) if tree.upos(draft.hit.head) != Upos::Verb => carrier,
        _ => draft.hit.head,
    };
    let ahead = |token: usize| {
        matches!(
            tree.lower(token).as_str(),
            "will" | "'ll" | "’ll" | "would" | "could" | "may" | "might" | "can" | "should" | "must" | "shall" | "to"
        )
    };
    tree.upos(head) == Upos::Verb
        && tree.is_past_form(head)
        && !tree.children_by(head, &["aux", "aux:pass", "mark"]).any(ahead)
}

/// The same on the side of the past; none where the words do not leave that open.
fn turned_back(meaning: &TimeMeaning) -> Option<TimeMeaning> {
    if let TimeMeaning::Range { start, end } = meaning {
        let (start, end) = (Box::new(turned_back(start)?), Box::new(turned_back(end)?));
        return Some(TimeMeaning::Range { start, end });
    }
    let mut back = meaning.clone();
    match &mut back {
        TimeMeaning::Weekday { direction, .. }
        | TimeMeaning::Weekend { direction, .. }
        | TimeMeaning::Partial { direction, year_offset: None, .. }
        | TimeMeaning::Festival { direction, year: None, .. } => *direction = Direction::Past,
        _ => return None,
    }
    Some(back)
}

/// What an expression dates where that is more than its own days, and the words for it.
fn covered(tree: &Tree, expression: &TimeExpression) -> Option<(TimeMeaning, String)> {
    let times = &tree.document.times;
    let index = times.iter().position(|time| time.span == expression.span)?;
    let meaning = claim_meaning(times, index).filter(|meaning| matches!(meaning, TimeMeaning::Range { .. }))?;
    let words = match expression.relation {
        TimeRelation::Since => format!("since {}", quoted(tree, expression)),
        TimeRelation::RangeStart => {
            let end = times.get(index + 1).map(|end| format!(" to {}", quoted(tree, end))).unwrap_or_default();
            format!("from {}{end}", quoted(tree, expression))
        }
        TimeRelation::RangeEnd => {
            let start = index.checked_sub(1).map(|start| format!("from {} ", quoted(tree, &times[start])));
            format!("{}to {}", start.unwrap_or_default(), quoted(tree, expression))
        }
        TimeRelation::Until | TimeRelation::By | TimeRelation::Before => format!("by {}", quoted(tree, expression)),
        _ => return None,
    };
    Some((meaning, words))
}

pub(crate) fn quoted(tree: &Tree, expression: &TimeExpression) -> String {
    format!("\"{}\"", tree.document.words(expression.span))
}

/// The time that an expression gives a claim, with what the expression is to it.
pub(crate) fn claim_time(
    tree: &Tree,
    expression: &TimeExpression,
    interval: DateInterval,
    meaning: TimeMeaning,
    role: &str,
) -> ClaimTime {
    claim_time_as(tree, expression, interval, meaning, format!("{} {role}", quoted(tree, expression)))
}

pub(crate) fn claim_time_as(
    tree: &Tree,
    expression: &TimeExpression,
    interval: DateInterval,
    meaning: TimeMeaning,
    how: String,
) -> ClaimTime {
    let text = tree.document.words(expression.span).to_owned();
    let published = tree.document.document.published.as_ref().map(|published| published.interval);
    let how = match published.and_then(|published| published.earliest.filter(|day| published.latest == Some(*day))) {
        Some(day) if is_counted(&meaning) => format!("{how}, in a report of {}", day.strftime("%-d %B %Y")),
        _ => how,
    };
    ClaimTime { interval, meaning, text: Some(text), span: Some(expression.span), how }
}

/// Whether a meaning is counted from the day of publication.
fn is_counted(meaning: &TimeMeaning) -> bool {
    match meaning {
        TimeMeaning::Absolute { .. } | TimeMeaning::Length { .. } | TimeMeaning::Festival { year: Some(_), .. } => {
            false
        }
        TimeMeaning::Range { start, end } => is_counted(start) || is_counted(end),
        TimeMeaning::Relative { base, .. } => is_counted(base),
        _ => true,
    }
}

pub(crate) fn width(interval: DateInterval) -> i32 {
    match (interval.earliest, interval.latest) {
        (Some(earliest), Some(latest)) => earliest.until(latest).map_or(i32::MAX, |span| span.get_days()),
        _ => i32::MAX,
    }
}

/// Whether a claim may be dated by the story where its sentence says nothing.
pub(crate) fn follows_the_story(tree: &Tree, lookup: &Lookup, draft: &Draft) -> bool {
    let class = lookup.entry(draft.entry).class;
    !matches!(class, EntryClass::State | EntryClass::Statement)
        && !tree.is_pluperfect(draft.hit.head)
        && !is_spaced(tree, draft.clause)
        && !is_attributive(tree, draft)
        && draft.event_type != EventType::State
}

/// A headline or lead in the present or perfect tells of the day it is published or the day before.
pub(crate) fn from_headline(tree: &Tree, lookup: &Lookup, draft: &Draft, published: DateInterval) -> Option<ClaimTime> {
    let state = lookup.entry(draft.entry).class == EntryClass::State;
    if !follows_the_story(tree, lookup, draft) || state || is_aside(tree, draft) {
        return None;
    }
    let sentence = tree.document.sentences.get(draft.sentence(tree))?;
    let headline = tree
        .document
        .document
        .blocks
        .get(sentence.block)
        .is_some_and(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Dek));
    // "TOWN ABANDONED." at the head of a text is a headline, wherever it stands.
    let first = tree.document.sentences.first().is_some_and(|first| first.span == sentence.span);
    let words = tree.document.words(sentence.span);
    let headline = headline || first && words.contains(' ') && !words.contains(char::is_lowercase);
    let clause = tree.clause_of(draft.hit.head);
    let perfect = clause == draft.hit.head
        && tree.children_by(clause, &["aux"]).any(|child| matches!(tree.lower(child).as_str(), "has" | "have"));
    let lead =
        tree.document.sentences.iter().position(|other| other.span == sentence.span).is_some_and(|index| index <= 1);
    if !(headline || perfect && lead) {
        return None;
    }
    let latest = published.latest?;
    let earliest = published.earliest?.yesterday().ok()?;
    Some(ClaimTime {
        interval: DateInterval { earliest: Some(earliest), latest: Some(latest), precision: Precision::Day },
        meaning: TimeMeaning::Offset { earliest_days: -1, latest_days: 0, precision: Precision::Day },
        text: None,
        span: None,
        how: "tense of the headline or lead".to_owned(),
    })
}

/// Whether the time lies wholly after the report.
pub(crate) fn is_ahead(time: &ClaimTime, published: DateInterval) -> bool {
    matches!((time.interval.earliest, published.latest), (Some(earliest), Some(latest)) if earliest > latest)
}

/// Days between an event and the report of it beyond which it is told as history.
const HISTORY_DAYS: i32 = 60;

/// Whether the time makes it earlier history.
pub(crate) fn is_background(time: &ClaimTime, published: DateInterval) -> bool {
    let Some(latest) = time.interval.latest else { return false };
    match published.earliest {
        Some(published) => latest.until((jiff::Unit::Day, published)).is_ok_and(|span| span.get_days() > HISTORY_DAYS),
        // Without a date of its own, a report that names the year looks back.
        None => time
            .text
            .as_deref()
            .is_some_and(|text| text.as_bytes().windows(4).any(|four| four.iter().all(u8::is_ascii_digit))),
    }
}
