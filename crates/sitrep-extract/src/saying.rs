//! The day on which something was said: it is not the day of what is said, but bounds it from above.

use sitrep_resources::EntryClass;
use sitrep_timex::{resolve, told_by};
use sitrep_types::{ClaimTime, DateInterval, Precision, TimeExpression, TimeRelation, Upos};

use crate::draft::{Draft, Lookup};
use crate::recall;
use crate::time;
use crate::tree::Tree;

/// What is announced on a day as having happened happened within so many days before, or on it.
const TOLD_WITHIN_DAYS: i32 = 3;

/// A toll still rises within so many days.
const TOLL_WITHIN_DAYS: i32 = 7;

/// Words that an addressee and a preposition take between a verb of saying and its day: "told reporters in the capital
/// on Friday".
const MOST_BETWEEN: usize = 6;

/// Whether the expression dates the telling rather than the event: "said on Tuesday".
pub(crate) fn dates_the_cue(tree: &Tree, word: usize, draft: &Draft) -> bool {
    let clause = tree.clause_of(word);
    if cue_before(tree, word, draft).is_some() {
        return true;
    }
    if clause == draft.clause || clause == draft.hit.head {
        return false;
    }
    let cue = tree.span(clause);
    // What stands inside the words reported is reported with them.
    let (trigger, time) = (tree.span(draft.hit.head), tree.span(word));
    let reported = |span| move |piece: &sitrep_types::Span| piece.contains(span);
    if tree.document.attributions.iter().any(|attribution| {
        attribution.content.iter().any(reported(time)) && attribution.content.iter().any(reported(trigger))
    }) {
        return false;
    }
    tree.document.attributions.iter().any(|attribution| {
        attribution.cue.overlaps(cue)
            && attribution.content.iter().any(|piece| piece.overlaps(tree.span(draft.hit.head)))
            && !attribution.content.iter().any(|piece| piece.contains(tree.span(word)))
    }) || is_saying(tree.lemma(clause)) && tree.is_under(draft.hit.head, clause) && !tree.is_under(word, draft.clause)
}

/// Whether a verb only tells that something was said.
pub(crate) fn is_saying(lemma: &str) -> bool {
    const SAYING: &[&str] = &[
        "acknowledge",
        "add",
        "announce",
        "claim",
        "confirm",
        "insist",
        "note",
        "report",
        "say",
        "state",
        "tell",
        "write",
    ];
    SAYING.contains(&lemma)
}

/// The verb of saying that a time stands right behind, whatever the parse hangs it on: "have retaken the bridge, the
/// army said on Friday". Not "said Friday's attack", nor where what is said stands between the two.
fn cue_before(tree: &Tree, word: usize, draft: &Draft) -> Option<usize> {
    let expression = tree.document.times.iter().find(|time| time.span.contains(tree.span(word)))?;
    let first = tree.document.token_at(expression.span.start)?;
    let sentence = tree.sentence_words(tree.sentence_of(first));
    let verb = (sentence.start.max(first.saturating_sub(MOST_BETWEEN))..first)
        .rev()
        .find(|&token| matches!(tree.upos(token), Upos::Verb | Upos::Punct | Upos::Cconj | Upos::Sconj | Upos::Aux))?;
    let head = draft.hit.head;
    let parts = [draft.clause, head, draft.parties.carrier.unwrap_or(head)];
    let between = verb + 1..first;
    let hangs = tree.is_under(head, verb) || tree.is_under(verb, head) || tree.is_under(verb, draft.clause);
    if !is_saying(tree.lemma(verb)) || parts.contains(&verb) || between.contains(&head) || !hangs {
        return None;
    }
    // "told reporters on Friday", but not "reported an attack on Friday", nor "said clashes on Friday killed ten".
    let bare = between.clone().all(|token| matches!(tree.upos(token), Upos::Adp | Upos::Adv | Upos::Adj | Upos::Det));
    let last = (first..sentence.end).take_while(|&token| tree.span(token).start < expression.span.end).last()?;
    let next = last + 1;
    let ends = next >= sentence.end
        || matches!(tree.upos(next), Upos::Punct | Upos::Sconj | Upos::Adp)
        || matches!(tree.lower(next).as_str(), "that" | "as");
    let opens_what_is_said = head > last && tree.is_under(head, verb) && !tree.is_under(word, head);
    let addressee = tree.lemma(verb) == "tell" && ends;
    let inverted = head < verb && ends;
    ((bare && (inverted || opens_what_is_said)) || (addressee && (head < verb || opens_what_is_said))).then_some(verb)
}

/// The days on which something can have happened that is told as over by somebody who "said on Friday".
pub(crate) fn by_the_saying(tree: &Tree, lookup: &Lookup, draft: &Draft, published: DateInterval) -> Option<ClaimTime> {
    let over = time::is_perfect(tree, draft) || time::is_told_as_past(tree, draft);
    if !matches!(lookup.entry(draft.entry).class, EntryClass::Event | EntryClass::Casualty)
        || !time::follows_the_story(tree, lookup, draft)
    {
        return None;
    }
    if let Some(time) = by_the_toll(tree, draft, published) {
        return Some(time);
    }
    if !over || time::is_aside(tree, draft) {
        return None;
    }
    let sentence = tree.document.sentences.get(draft.sentence(tree))?;
    let is_day = |time: &&TimeExpression| {
        sentence.span.contains(time.span)
            && time::datable(time)
            && !time::is_weak(time)
            && time.relation == TimeRelation::At
            && matches!(
                time.interval.precision,
                Precision::Day | Precision::PartOfDay | Precision::Hour | Precision::Minute
            )
            && time::anchor_word(tree, time).is_some_and(|word| dates_the_cue(tree, word, draft))
    };
    let said = tree.document.times.iter().filter(is_day).min_by_key(|time| {
        tree.document.token_at(time.span.start).map_or(usize::MAX, |token| token.abs_diff(draft.hit.head))
    })?;
    let meaning = told_by(&said.meaning, TOLD_WITHIN_DAYS);
    let interval = resolve(&meaning, published, &tree.document.times);
    let how = format!("by {}, when it was said", time::quoted(tree, said));
    Some(time::claim_time_as(tree, said, interval, meaning, how))
}

/// The days on which something can have happened whose toll "rose to six on Friday".
fn by_the_toll(tree: &Tree, draft: &Draft, published: DateInterval) -> Option<ClaimTime> {
    let sentence = tree.document.sentences.get(draft.sentence(tree))?;
    let counted = tree.document.times.iter().find(|time| {
        sentence.span.contains(time.span)
            && time::datable(time)
            && time.interval.earliest.is_some()
            && time::anchor_word(tree, time).is_some_and(|word| recall::dates_a_toll(tree, word))
    })?;
    let meaning = told_by(&counted.meaning, TOLL_WITHIN_DAYS);
    let interval = resolve(&meaning, published, &tree.document.times);
    let how = format!("by {}, the day of its toll", time::quoted(tree, counted));
    Some(time::claim_time_as(tree, counted, interval, meaning, how))
}
