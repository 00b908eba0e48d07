//! Words and phrases that the attribution rules look at alike: subjects, relative pronouns, who can speak.

use super::Context;
use crate::calendar::is_calendar_word;
use crate::entity::full_phrase;
use crate::tree::Tree;
use sitrep_types::{MentionKind, Span, Upos};

/// The subject of a verb: its own, the one it shares with a verb it is coordinated with or adds to.
pub(super) fn subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..5 {
        // Of two subjects before a verb, the one beside it is its own.
        let beside = tree.children_by(at, &["nsubj"]).filter(|child| *child < at).last();
        let beside = beside.filter(|child| {
            let first = tree.child_by(at, &["nsubj"]).unwrap_or(*child);
            (first..*child).all(|token| tree.upos(token) != Upos::Cconj)
                && (*child..at).all(|token| tree.word(token) != ",")
        });
        if let Some(subject) = beside.or_else(|| tree.child_by(at, &["nsubj"])) {
            // A relative pronoun stands for the noun that its clause describes.
            if is_relative(tree, subject) && tree.relation(at) == "acl" {
                return tree.head(at).or(Some(subject));
            }
            return Some(subject);
        }
        match tree.relation(at) {
            "conj" | "advcl" | "xcomp" | "parataxis" => at = tree.head(at)?,
            "acl" => return tree.head(at),
            _ => return None,
        }
    }
    None
}

pub(super) fn is_relative(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.lower(token).as_str(), "who" | "which" | "that" | "whom" | "whose") && tree.upos(token) == Upos::Pron
}

/// Whether a noun can be the source of what is said: a name, a pronoun, somebody or a body, a document.
pub(super) fn speaks(context: &Context<'_>, head: usize) -> bool {
    let tree = context.tree;
    let lemma = tree.lemma(head);
    if is_time_word(lemma) {
        return false;
    }
    match tree.upos(head) {
        Upos::Pron => !matches!(lemma, "there" | "what" | "which" | "that" | "this"),
        Upos::Propn => true,
        Upos::Num => true,
        _ => {
            context.mentions.iter().any(|mention| mention.head == head && mention.kind != MentionKind::Description)
                || context.resources.cues.source_kind(lemma).is_some()
                || context.resources.actors.noun(lemma).is_some()
                || context.resources.actors.weak_noun(lemma).is_some()
                || context.resources.titles.offices.contains_key(lemma)
        }
    }
}

pub(super) fn is_time_word(lemma: &str) -> bool {
    is_calendar_word(lemma)
        || matches!(
            lemma,
            "today"
                | "yesterday"
                | "tomorrow"
                | "night"
                | "morning"
                | "evening"
                | "afternoon"
                | "weekend"
                | "week"
                | "month"
                | "hour"
                | "year"
                | "day"
                | "midnight"
                | "noon"
        )
}

/// The first noun or pronoun of a run that no verb or comma breaks, at the end of its phrase.
pub(super) fn nominal_head(context: &Context<'_>, first: usize, end: usize) -> Option<usize> {
    let tree = context.tree;
    let run_end = (first..end)
        .find(|token| {
            // "In a statement on Telegram it said": a pronoun is a phrase by itself.
            is_relative(tree, *token)
                || stands_for_somebody(tree, *token) && *token > first
                || !matches!(
                    tree.upos(*token),
                    Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part | Upos::Pron
                ) && !matches!(tree.word(*token), "-" | "“" | "”" | "\"")
        })
        .unwrap_or(end);
    (first..run_end).rev().find(|token| matches!(tree.upos(*token), Upos::Noun | Upos::Propn | Upos::Pron))
}

/// "he", "it": a pronoun that may say something.
pub(super) fn stands_for_somebody(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.lower(token).as_str(), "he" | "she" | "it" | "they" | "we")
}

/// "has claimed more than 40,000 lives": who does so says nothing.
pub(super) fn claims_lives(tree: &Tree<'_>, verb: usize) -> bool {
    tree.lemma(verb) == "claim"
        && tree.children_by(verb, &["obj"]).any(|object| matches!(tree.lemma(object), "life" | "victim"))
}

pub(super) fn has_to(tree: &Tree<'_>, token: usize) -> bool {
    tree.children_by(token, &["mark"]).any(|mark| tree.lower(mark) == "to")
}

/// Whether quotation marks open before a word and close after it.
pub(super) fn in_quotes(tree: &Tree<'_>, token: usize) -> bool {
    let sentence = tree.sentence_words(token);
    let mut open = false;
    for word in sentence.start..token {
        match tree.word(word) {
            "“" | "«" | "„" => open = true,
            "”" | "»" => open = false,
            "\"" => open = !open,
            _ => {}
        }
    }
    open
}

/// The whole noun phrase of a word, for callers that need no clause.
pub(super) fn phrase(context: &Context<'_>, head: usize) -> Span {
    full_phrase(context.tree, head, false)
}
