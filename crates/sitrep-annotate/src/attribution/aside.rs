//! A source and a verb set off from the sentence they report: "…, the army said", "“…,” said X, a spokesman".

use super::words::{has_to, in_quotes, is_relative, is_time_word, nominal_head, speaks};
use super::{Context, source, trimmed, without};
use crate::tree::Tree;
use sitrep_resources::{Cue, CueTakes};
use sitrep_types::{Span, Upos};

/// "…, the army said", "“…,” said X, a spokesman": a source and a verb set off from the sentence they report.
/// The words decide, not the parse, which often goes astray here. Returns the source and the rest of the sentence.
pub(super) fn aside(context: &Context<'_>, verb: usize, cue: &Cue) -> Option<(Span, Vec<Span>)> {
    let tree = context.tree;
    if !cue.takes.contains(&CueTakes::Clause) || tree.lower(verb).ends_with("ing") || has_to(tree, verb) {
        return None;
    }
    let sentence = tree.sentence_words(verb);
    let sets_off = |token: usize| {
        matches!(tree.word(token), "," | "”" | "\"" | "’" | "'" | "—" | "–" | "-" | "?" | "!" | "»" | "…")
    };
    let starts_noun = |token: usize| {
        token < sentence.end
            && matches!(tree.upos(token), Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Pron | Upos::Num)
    };
    // Verb first: "“…,” said the mayor". Otherwise the source ends where the verb begins.
    let inverted = verb > sentence.start
        && sets_off(verb - 1)
        && starts_noun(verb + 1)
        && tree.children_by(verb, &["aux"]).next().is_none()
        && !cue.takes.contains(&CueTakes::Person)
        && !own_subject_before(tree, verb);
    let (source, start) = if inverted {
        let head = tree
            .children_by(verb, &["nsubj", "obj", "dep", "obl"])
            .find(|child| *child > verb && tree.children_by(*child, &["case"]).next().is_none())
            .or_else(|| nominal_head(context, verb + 1, sentence.end))?;
        let span = source::span(context, head);
        let first = tree.words_in(span).start;
        let after = tree.words_in(span).end;
        let ends_there = after >= sentence.end || matches!(tree.upos(after), Upos::Punct | Upos::Adp | Upos::Adv);
        if first != verb + 1 || !speaks(context, head) || !ends_there {
            return None;
        }
        (span, verb)
    } else {
        let span = speaker_before(context, verb)?;
        (span, tree.words_in(span).start)
    };
    // A speaker in the sentence before sets nothing off here.
    if start <= sentence.start {
        return None;
    }
    if let Some(content) = relative_content(context, start, verb) {
        return Some((source, content));
    }
    if !sets_off(start - 1) && !matches!(tree.word(start - 1), "(" | ")") {
        return None;
    }
    // The aside ends at the next comma, or with the sentence; a clause of its own makes it no aside.
    let from = if inverted { tree.words_in(source).end } else { verb + 1 };
    let end = (from..sentence.end)
        .find(|token| matches!(tree.word(*token), "," | ";" | "—" | "–" | ":" | "“" | "”"))
        .unwrap_or(sentence.end);
    let says_more = (from..end).any(|token| {
        let that = tree.lower(token) == "that" && tree.upos(token) == Upos::Sconj;
        that || tree.relation(token) == "ccomp" && tree.head(token) == Some(verb)
            || tree.relation(token) == "obj" && tree.head(token) == Some(verb) && !is_hearer(context, verb, token)
    });
    if says_more {
        return None;
    }
    let hole = tree.stretch(start, end.saturating_sub(1).max(verb));
    let mut content: Vec<Span> = without(context, reported_words(context, start, end), &[hole]);
    // "…, he said, adding that …": what is added has a cue of its own.
    content.retain(|piece| {
        let first = tree.words_in(*piece).start;
        !(piece.start > hole.start
            && tree.lower(first).ends_with("ing")
            && (context.resources.cues.verb(tree.lemma(first)).is_some()
                || context.resources.cues.relay(tree.lemma(first)).is_some()))
    });
    // "…, a spokesman said, but residents said that": whoever else speaks behind it is not quoted by the first.
    content.retain(|piece| piece.start < hole.start || !another_speaks(context, *piece));
    // "“They left nothing,” she told the paper, two days after the raid": behind a quotation and who speaks it, only what
    // is quoted is said.
    if (start.saturating_sub(2)..start).any(|token| matches!(tree.word(token), "”" | "\"")) {
        content.retain(|piece| {
            let first = tree.words_in(*piece).start;
            first < start || in_quotes(tree, first + 1)
        });
    }
    let before: Vec<usize> = (sentence.start..start).collect();
    let said = before.iter().any(|token| {
        matches!(tree.upos(*token), Upos::Verb | Upos::Aux) || matches!(tree.word(*token), "”" | "\"" | "“")
    }) && before.len() > 2;
    (said && !content.is_empty()).then_some((source, content))
}

/// Whether a clause set against what was said before has a verb of saying with a subject of its own.
fn another_speaks(context: &Context<'_>, piece: Span) -> bool {
    let tree = context.tree;
    let words = tree.words_in(piece);
    let opposed = matches!(tree.lower(words.start).as_str(), "but" | "while" | "whereas" | "although" | "though");
    opposed
        && words.clone().any(|verb| {
            tree.upos(verb) == Upos::Verb
                && context
                    .resources
                    .cues
                    .verb(tree.lemma(verb))
                    .is_some_and(|cue| cue.takes.contains(&CueTakes::Clause))
                && tree.child_by(verb, &["nsubj"]).is_some_and(|subject| words.contains(&subject))
        })
}

/// The words that an aside at `start..end` reports: the sentence where the aside ends it; else what stands between
/// semicolons; only the quotation where a colon introduces one just before.
pub(super) fn reported_words(context: &Context<'_>, start: usize, end: usize) -> std::ops::Range<usize> {
    let tree = context.tree;
    let sentence = tree.sentence_words(start);
    let closes = (start.saturating_sub(2)..start).any(|token| matches!(tree.word(token), "”" | "\""));
    if closes {
        let opened =
            (sentence.start..start.saturating_sub(2)).rev().find(|token| matches!(tree.word(*token), "“" | "\""));
        if let Some(opened) = opened.filter(|opened| *opened > sentence.start && tree.word(opened - 1) == ":") {
            return opened..sentence.end;
        }
    }
    let last = end >= sentence.end || (end..sentence.end).all(|token| tree.upos(token) == Upos::Punct);
    if last {
        return sentence;
    }
    let from =
        (sentence.start..start).rev().find(|token| tree.word(*token) == ";").map_or(sentence.start, |token| token + 1);
    let to = (end..sentence.end).find(|token| tree.word(*token) == ";").unwrap_or(sentence.end);
    torn_apart(tree, from..to, start, end).unwrap_or(from..to)
}

/// The words that an aside at `start..end` within `around` tears apart, where these are but a part of the sentence: it
/// reports them alone. "Six were killed, and the wounded, |a nurse said,| were carried on doors"; "nine recruits, tired,
/// |they said,| of hunger, deserted".
fn torn_apart(
    tree: &Tree<'_>,
    around: std::ops::Range<usize>,
    start: usize,
    end: usize,
) -> Option<std::ops::Range<usize>> {
    let comma = |token: usize| tree.word(token) == ",";
    let before = start.checked_sub(1).filter(|before| *before > around.start && comma(*before))?;
    let next = (end..around.end).find(|token| tree.upos(*token) != Upos::Punct)?;
    let no_verb = |words: std::ops::Range<usize>| {
        words.into_iter().all(|token| !matches!(tree.upos(token), Upos::Verb | Upos::Aux | Upos::Punct))
    };
    // A subject behind "and" or a colon that waits for its verb.
    if matches!(tree.upos(next), Upos::Verb | Upos::Aux) && !tree.lower(next).ends_with("ing") {
        let joint = (around.start..before).rev().find(|token| {
            tree.upos(*token) == Upos::Cconj || matches!(tree.lower(*token).as_str(), ":" | "while" | "whereas")
        })?;
        let told_before = (around.start..joint).any(|token| matches!(tree.upos(token), Upos::Verb | Upos::Aux));
        return (told_before && joint + 1 < before && no_verb(joint + 1..before)).then_some(joint + 1..around.end);
    }
    // What somebody is, that waits for its preposition.
    let opened = (around.start..before).rev().find(|token| comma(*token))?;
    let closed = (next..around.end).find(|token| comma(*token))?;
    let is_state = matches!(tree.upos(opened + 1), Upos::Adj | Upos::Verb) && opened + 2 == before;
    (tree.upos(next) == Upos::Adp && is_state).then_some(opened + 1..closed)
}

/// "which UNRWA said was sheltering thousands": the rest of the relative clause.
pub(super) fn relative_content(context: &Context<'_>, start: usize, verb: usize) -> Option<Vec<Span>> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let relative = start.checked_sub(1).filter(|token| *token >= sentence.start && is_relative(tree, *token))?;
    let next = verb + 1;
    if next >= sentence.end || !matches!(tree.upos(next), Upos::Verb | Upos::Aux) {
        return None;
    }
    let end = (next..sentence.end).find(|token| matches!(tree.word(*token), "," | ";" | ")")).unwrap_or(sentence.end);
    let rest: Vec<usize> = (next..end).collect();
    Some([trimmed(tree, &[relative]), trimmed(tree, &rest)].into_iter().flatten().collect())
}

pub(super) fn is_hearer(context: &Context<'_>, verb: usize, token: usize) -> bool {
    matches!(context.tree.lemma(verb), "tell" | "inform" | "assure" | "warn" | "remind" | "ask")
        || tree_is_time(context, token)
}

pub(super) fn tree_is_time(context: &Context<'_>, token: usize) -> bool {
    is_time_word(context.tree.lemma(token))
}

/// A subject between the last mark and the verb.
pub(super) fn own_subject_before(tree: &Tree<'_>, verb: usize) -> bool {
    tree.children_by(verb, &["nsubj"])
        .any(|subject| subject < verb && (subject..verb).all(|token| !matches!(tree.word(token), "," | "”" | "\"")))
}

/// The noun phrase, apposition included, that ends where the verb begins.
pub(super) fn speaker_before(context: &Context<'_>, verb: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    // Past auxiliaries and adverbs.
    let mut end = verb;
    while end > sentence.start
        && (matches!(tree.upos(end - 1), Upos::Aux | Upos::Adv) && tree.head(end - 1) == Some(verb))
    {
        end -= 1;
    }
    let comma = end > sentence.start && tree.word(end - 1) == ",";
    if comma {
        // "Colonel X, a spokesman, said": the parse's subject, or the name before the apposition.
        let close = end - 1;
        let open = (sentence.start..close).rev().find(|token| tree.word(*token) == ",")?;
        let inner = phrase_ending_at(context, close)?;
        if tree.words_in(inner).start < open {
            return Some(inner);
        }
        let outer = phrase_ending_at(context, open)?;
        let outer_head = tree.head_of_run(tree.words_in(outer));
        let inner_first = tree.words_in(inner).start;
        let adjoining = inner_first == open + 1 || tree.upos(open + 1) == Upos::Pron;
        return (adjoining && speaks(context, outer_head)).then(|| outer.cover(inner));
    }
    let phrase = phrase_ending_at(context, end)?;
    let words = tree.words_in(phrase);
    let reduced = segment_before(context, end).filter(|segment| segment.contains(phrase) && *segment != phrase);
    if reduced.is_some() {
        return reduced;
    }
    let somebody = words
        .into_iter()
        .any(|token| matches!(tree.upos(token), Upos::Noun | Upos::Propn | Upos::Pron) && speaks(context, token));
    somebody.then_some(phrase)
}

/// "an officer's wife reached by satellite phone": all between the last mark and the verb, where it is a noun phrase
/// with a participle and no finite verb.
pub(super) fn segment_before(context: &Context<'_>, end: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(end.checked_sub(1)?);
    let mark = (sentence.start..end)
        .rev()
        .find(|token| matches!(tree.word(*token), "," | ";" | "”" | "\"" | "—" | "–" | ":"))?;
    let first = mark + 1;
    let starts = first < end && matches!(tree.upos(first), Upos::Det | Upos::Propn | Upos::Noun | Upos::Num);
    let mut verbs = (first..end)
        .filter(|token| matches!(tree.upos(*token), Upos::Verb | Upos::Aux | Upos::Sconj) || is_relative(tree, *token));
    let participle = verbs.next().is_some_and(|token| {
        let word = tree.lower(token);
        tree.upos(token) == Upos::Verb
            && (word.ends_with("ed") || word.ends_with("en") || word.ends_with("ing"))
            && tree.upos(token + 1) == Upos::Adp
    });
    let head = nominal_head(context, first, end)?;
    (starts && participle && verbs.next().is_none() && speaks(context, head)).then(|| tree.stretch(first, end - 1))
}

/// The longest noun phrase whose last word stands before `end`, reaching back over "of" and "for" to the mark that
/// sets it off.
pub(super) fn phrase_ending_at(context: &Context<'_>, end: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(end.checked_sub(1)?);
    let fits = |token: usize| {
        !is_relative(tree, token)
            && matches!(
                tree.upos(token),
                Upos::Det
                    | Upos::Adj
                    | Upos::Noun
                    | Upos::Propn
                    | Upos::Num
                    | Upos::Part
                    | Upos::Pron
                    | Upos::Adp
                    | Upos::Cconj
                    | Upos::Adv
                    | Upos::X
                    | Upos::Sym
            )
            || matches!(tree.word(token), "-" | "'" | "’" | "." | "/" | "“" | "”" | "\"") && !is_relative(tree, token)
    };
    let first = (sentence.start..end).rev().take_while(|token| fits(*token)).last()?;
    // Conjunctions, prepositions and quotation marks do not begin a phrase.
    let first = (first..end)
        .find(|token| !matches!(tree.upos(*token), Upos::Adp | Upos::Cconj | Upos::Punct | Upos::Adv | Upos::Part))?;
    let noun = (first..end).any(|token| matches!(tree.upos(token), Upos::Noun | Upos::Propn | Upos::Pron));
    noun.then(|| tree.stretch(first, end - 1))
}
