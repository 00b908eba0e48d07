//! The times of a document's drafts together: what a sentence leaves unsaid follows from the sentences around it, from
//! the day on which it was reported, or from the operation that the document tells of.

use sitrep_resources::{EntryClass, Operations};
use sitrep_timex::is_told_by;
use sitrep_types::{BlockKind, ClaimTime, DateInterval, EventType, LinkKind, Precision, TimeExpression, TimeMeaning};

use crate::draft::{Draft, Lookup};
use crate::fold;
use crate::recall;
use crate::saying::{by_the_saying, is_saying};
use crate::time;
use crate::tree::Tree;

/// How many sentences a time governs those that tell none.
const REACH: usize = 1;

/// The time of every draft, the story's where a sentence says nothing.
pub(crate) fn times(
    tree: &Tree,
    lookup: &Lookup,
    operations: &Operations,
    sentences: &[Vec<Draft>],
    published: DateInterval,
) -> Vec<Vec<Option<ClaimTime>>> {
    let operation = operation_start(tree, operations, published);
    // The sentence that told it last, the time, and whether that was said of somebody in passing only: it dates nothing
    // else there.
    let mut last: Option<(usize, ClaimTime, bool)> = None;
    let mut all: Vec<Vec<Option<ClaimTime>>> = Vec::new();
    for (index, drafts) in sentences.iter().enumerate() {
        let mut times: Vec<Option<ClaimTime>> = Vec::new();
        for (position, draft) in drafts.iter().enumerate() {
            let own = time::in_sentence(tree, drafts, draft, published).map(|(time, _)| time);
            let tells = own.as_ref().is_some_and(|time| {
                lookup.entry(draft.entry).class == EntryClass::Event
                    && !time::is_background(time, published)
                    && !is_now(tree, time)
                    && !time::is_ahead(time, published)
                    && !fold::is_within_a_recall(tree, drafts, draft)
            });
            let time_of = |sentence: usize, draft: usize| {
                let time = if sentence == index { times.get(draft)? } else { all.get(sentence)?.get(draft)? }.clone();
                time.filter(|time| !is_now(tree, time))
            };
            let known = || {
                let known = recall::antecedent(tree, sentences, &time_of, (index, position))?.time?;
                Some(ClaimTime { how: format!("the story: {}", known.how), ..known })
            };
            let time = own
                // "The blast came an hour before midnight": of the day on which it is told to have been.
                .map(|time| known().filter(|_| is_bare_clock(tree, &time)).unwrap_or(time))
                // What "has" happened by the day of saying is news of then; else the story may know more exactly.
                .or_else(|| by_the_saying(tree, lookup, draft, published).filter(|_| time::is_perfect(tree, draft)))
                .or_else(|| time::from_headline(tree, lookup, draft, published))
                .or_else(|| as_reported(tree, lookup, draft, published))
                .or_else(known)
                .or_else(|| {
                    let (at, time, aside) = last.as_ref()?;
                    let before = *at == index && (*aside || comes_before(tree, draft.hit.head));
                    let near = index - at <= REACH && !before && follows(tree, lookup, draft);
                    near.then(|| ClaimTime { how: format!("the story: {}", time.how), ..time.clone() })
                })
                .or_else(|| within_operation(tree, lookup, draft, operation.as_ref(), published))
                .or_else(|| by_the_saying(tree, lookup, draft, published));
            // "the bombing on Thursday was revenge for raids this month": the day is the story's.
            let narrower = |time: &ClaimTime| match &last {
                Some((at, other, _)) if *at == index => time::width(time.interval) <= time::width(other.interval),
                _ => true,
            };
            if tells
                && let Some(time) = &time
                && narrower(time)
            {
                last = Some((index, time.clone(), tree.deprel(draft.clause) == "acl:relcl"));
            }
            times.push(time);
        }
        // "Chinatown burned on Thursday. A crowd torched …": what is told without an event of ours has a day too.
        if last.as_ref().is_none_or(|(at, ..)| *at < index)
            && let Some(time) = of_sentence(tree, index)
            && !time::is_background(&time, published)
        {
            last = Some((index, time, false));
        }
        all.push(times);
    }
    tolls_follow_the_text(tree, sentences, &mut all);
    headlines_follow_the_text(tree, sentences, published, &mut all);
    all
}

/// "killed seven on Friday, days after fighting resumed": what a clause says that "after" opens was before the day of what
/// came after it.
fn comes_before(tree: &Tree, word: usize) -> bool {
    let clauses = std::iter::once(word).chain(tree.ancestors(word)).take(4);
    clauses.filter(|clause| tree.relation(*clause) == "advcl").any(|clause| {
        tree.children_by(clause, &["mark"]).any(|mark| matches!(tree.lower(mark).as_str(), "after" | "since"))
    })
}

/// Sentences after a toll in which the day of what it counts may be told.
const TOLL_REACH: usize = 3;

/// "The toll of a bombing rose to six on Friday. … the bombing late Thursday": what is known only to have been by the
/// day of its toll has the day that is told next.
fn tolls_follow_the_text(tree: &Tree, sentences: &[Vec<Draft>], all: &mut [Vec<Option<ClaimTime>>]) {
    for index in 0..sentences.len() {
        let words = |sentence: usize| tree.document.sentences.get(sentence).map(|sentence| sentence.span);
        let after = words(index).zip(words((index + TOLL_REACH).min(tree.document.sentences.len().saturating_sub(1))));
        let Some((own, last)) = after else { continue };
        for (at, draft) in sentences[index].iter().enumerate().filter(|(_, draft)| fold::is_violent(draft)) {
            let Some(bound) = all[index][at].as_ref().filter(|time| is_told_by(&time.meaning)) else { continue };
            let counted = bound.span.and_then(|span| tree.document.token_at(span.start));
            if !counted.is_some_and(|word| recall::dates_a_toll(tree, word))
                || recall::answered(tree, draft.hit.head).is_some()
            {
                continue;
            }
            let told = tree.document.times.iter().find(|time| {
                own.end <= time.span.start
                    && time.span.end <= last.end
                    && time::datable(time)
                    && time.interval.may_overlap(&bound.interval)
                    && time::width(time.interval) < time::width(bound.interval)
                    && time::anchor_word(tree, time).is_some_and(|word| recall::dates_a_known_one(tree, word))
            });
            if let Some(told) = told {
                let time = time::claim_time(tree, told, told.interval, told.meaning.clone(), "in the text below");
                all[index][at] = Some(time);
            }
        }
    }
}

/// The value of "now": it says nothing of when the rest of a story took place.
const NOW: &str = "PRESENT_REF";

fn is_now(tree: &Tree, time: &ClaimTime) -> bool {
    tree.document.times.iter().any(|expression| Some(expression.span) == time.span && expression.value == NOW)
}

/// Whether a time tells the hour of a day that the words around it leave open.
fn is_bare_clock(tree: &Tree, time: &ClaimTime) -> bool {
    matches!(time.meaning, TimeMeaning::Offset { .. })
        && tree.document.times.iter().any(|expression| Some(expression.span) == time.span && expression.rule == "clock")
}

/// Whether a claim may be dated by the story: its tense is the story's, or only shifted back by a verb of saying.
fn follows(tree: &Tree, lookup: &Lookup, draft: &Draft) -> bool {
    let shifted = tree.is_pluperfect(draft.hit.head)
        && tree.is_relation(tree.clause_of(draft.hit.head), &["ccomp"])
        && !matches!(lookup.entry(draft.entry).class, EntryClass::State | EntryClass::Statement);
    shifted || time::follows_the_story(tree, lookup, draft)
}

/// The time of a sentence's main happening: an expression of its main clause, or of what is said in it, in the past.
fn of_sentence(tree: &Tree, index: usize) -> Option<ClaimTime> {
    let sentence = tree.document.sentences.get(index)?;
    let block = tree.document.document.blocks.get(sentence.block);
    if block.is_some_and(|block| !block.kind.carries_claims()) {
        return None;
    }
    let dates_it = |expression: &&TimeExpression| {
        sentence.span.contains(expression.span)
            && time::datable(expression)
            && expression.value != NOW
            && expression.relation == sitrep_types::TimeRelation::At
            && expression.interval.earliest.is_some()
            && time::anchor_word(tree, expression)
                .is_some_and(|word| is_told(tree, word) && !recall::is_beside_the_story(tree, word))
    };
    let times = tree.document.times.iter().filter(dates_it);
    let told = times.min_by_key(|expression| (time::is_weak(expression), expression.span))?;
    Some(time::claim_time(tree, told, told.interval, told.meaning.clone(), "in its sentence"))
}

/// Whether the clause of a word is what the sentence tells: the main clause in the past, or one that is reported; not
/// the act of saying, and not an aside.
fn is_told(tree: &Tree, word: usize) -> bool {
    let clause = tree.clause_of(word);
    let said = tree.is_relation(clause, &["ccomp"]);
    let main = tree.head(clause).is_none();
    let past = tree.is_past_form(clause)
        && !tree.children_by(clause, &["aux"]).any(|aux| matches!(tree.lower(aux).as_str(), "will" | "would" | "to"));
    (said || main && !tree.is_pluperfect(clause)) && past && !is_saying(tree.lemma(clause))
}

/// The day on which news media told it, where nothing else dates it: "On Wednesday morning, local media reported that
/// …", and the entries of a running report ("16:20 — …").
fn as_reported(tree: &Tree, lookup: &Lookup, draft: &Draft, published: DateInterval) -> Option<ClaimTime> {
    if !matches!(lookup.entry(draft.entry).class, EntryClass::Event | EntryClass::Casualty) {
        return None;
    }
    let sentence = tree.document.sentences.get(draft.sentence(tree))?;
    let first = tree.document.times.iter().find(|time| sentence.span.contains(time.span))?;
    let lead = first.span.start - sentence.span.start;
    let after = tree.document.document.text.get(first.span.end..sentence.span.end)?.trim_start();
    if first.rule == "clock" && lead == 0 && after.starts_with(['—', '–', '-', ':', '|']) {
        return entry_of_running_report(tree, first, published);
    }
    // "On Wednesday morning," opens the sentence, so that it governs what follows as a whole.
    let opens = lead <= "on the ".len() && time::datable(first) && first.interval.earliest.is_some();
    let relayed = tree.document.attributions.iter().any(|attribution| {
        matches!(attribution.kind, LinkKind::Outlet | LinkKind::Agency)
            && attribution.content.iter().any(|piece| piece.overlaps(tree.span(draft.hit.head)))
    });
    let clause = tree.clause_of(draft.hit.head);
    let told = relayed || tree.head(clause).is_some_and(|above| tree.lemma(above) == "report");
    let reported = tree.is_relation(clause, &["ccomp"]) && told && tree.is_past_form(clause);
    (opens && reported).then(|| time::claim_time(tree, first, first.interval, first.meaning.clone(), "reported then"))
}

/// An entry of a running report tells of its day or of the night before.
fn entry_of_running_report(tree: &Tree, clock: &TimeExpression, published: DateInterval) -> Option<ClaimTime> {
    let latest = clock.interval.latest.or(published.latest)?;
    let earliest = latest.yesterday().ok()?;
    let interval = DateInterval { earliest: Some(earliest), latest: Some(latest), precision: Precision::Day };
    let meaning = TimeMeaning::Offset { earliest_days: -1, latest_days: 0, precision: Precision::Day };
    Some(time::claim_time(tree, clock, interval, meaning, "is the entry of a running report"))
}

/// When the operation began that a document tells of, where it tells one beginning only: "an offensive that began more
/// than two weeks ago".
fn operation_start(tree: &Tree, operations: &Operations, published: DateInterval) -> Option<TimeExpression> {
    let published = published.latest?;
    let mut found: Option<&TimeExpression> = None;
    for expression in tree.document.times.iter().filter(|time| time::datable(time)) {
        let Some(word) = time::anchor_word(tree, expression) else { continue };
        let clause = tree.clause_of(word);
        let sentence = tree.sentence_words(tree.sentence_of(clause));
        let begins = operations.begin.iter().any(|begin| *begin == tree.lower(clause));
        // "launched the battle", "an offensive … that began": the noun stands near the verb on either side.
        let near =
            sentence.start.max(clause.saturating_sub(OPERATION_WORDS))..sentence.end.min(clause + OPERATION_WORDS);
        let named = near.clone().any(|token| operations.operation.iter().any(|noun| *noun == tree.lower(token)));
        let past = expression.interval.latest.is_some_and(|start| start <= published);
        if begins && named && past {
            match found {
                Some(other) if other.interval != expression.interval => return None,
                _ => found = Some(expression),
            }
        }
    }
    found.cloned()
}

/// How far from its verb of beginning the name of an operation may stand, in words.
const OPERATION_WORDS: usize = 9;

/// What fighters "have already" done in an operation that goes on was done since it began.
fn within_operation(
    tree: &Tree,
    lookup: &Lookup,
    draft: &Draft,
    operation: Option<&TimeExpression>,
    published: DateInterval,
) -> Option<ClaimTime> {
    let start = operation?;
    let fighting = draft.event_type == EventType::Battles && lookup.entry(draft.entry).class == EntryClass::Event;
    let perfect = std::iter::once(draft.hit.head)
        .chain(tree.ancestors(draft.hit.head))
        .take(4)
        .any(|verb| tree.children_by(verb, &["aux"]).any(|aux| matches!(tree.lower(aux).as_str(), "has" | "have")));
    let earliest = start.interval.latest?;
    if !fighting || !perfect || published.latest.is_none_or(|published| published < earliest) {
        return None;
    }
    let interval = DateInterval { earliest: Some(earliest), latest: published.latest, precision: Precision::Month };
    let now = TimeMeaning::Offset { earliest_days: 0, latest_days: 0, precision: Precision::Day };
    let meaning = TimeMeaning::Range { start: Box::new(start.meaning.clone()), end: Box::new(now) };
    Some(time::claim_time(tree, start, interval, meaning, "is when the operation began that it belongs to"))
}

/// What a headline announces took so many days at most; a total "since 2018" is no news of its own.
const LONGEST_NEWS: i32 = 62;

/// A headline is dated by what it announces: the first claim of its kind in the text below that has a time.
fn headlines_follow_the_text(
    tree: &Tree,
    sentences: &[Vec<Draft>],
    published: DateInterval,
    all: &mut [Vec<Option<ClaimTime>>],
) {
    let is_headline = |index: usize| {
        let block =
            tree.document.sentences.get(index).and_then(|sentence| tree.document.document.blocks.get(sentence.block));
        block.is_some_and(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Dek))
    };
    for index in 0..sentences.len() {
        if !is_headline(index) {
            continue;
        }
        for (at, draft) in sentences[index].iter().enumerate() {
            if all[index][at].as_ref().is_some_and(|time| time.text.is_some()) {
                continue;
            }
            let below = (index + 1..sentences.len()).filter(|other| !is_headline(*other)).find_map(|other| {
                let same = |told: &Draft| told.event_type == draft.event_type && told.sub_type == draft.sub_type;
                let position = sentences[other].iter().position(same)?;
                let time = all[other][position].as_ref()?;
                // No headline announces history: "the first such crash since 1959".
                let news = time::is_aside(tree, draft) || !time::is_background(time, published) && !is_now(tree, time);
                let exact = time::width(time.interval) <= LONGEST_NEWS;
                (news && exact && time.text.is_some() && !time.interval.is_unknown()).then(|| time.clone())
            });
            if let Some(time) = below {
                all[index][at] = Some(ClaimTime { how: format!("the text below: {}", time.how), ..time });
            }
        }
    }
}
