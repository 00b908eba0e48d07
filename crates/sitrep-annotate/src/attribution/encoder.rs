//! The encoder's own attributions: they add what the rules missed and fill what they left open.

use sitrep_types::{Span, Upos};

use super::say::is_negated;
use super::words::{claims_lives, speaks};
use super::{Context, Draft, trimmed};
use crate::reader::AttributionReading;

/// Takes over the encoder's attributions that no rule found, and its source or content where a rule found none.
pub(crate) fn merge(context: &Context<'_>, readings: &[AttributionReading], drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    for reading in readings {
        let words = |list: &[(usize, usize)]| -> Vec<usize> {
            list.iter().map(|(_, token)| *token).filter(|token| *token < tree.tokens.len()).collect()
        };
        let (source_words, cue_words, content_words) =
            (words(&reading.source), words(&reading.cue), words(&reading.content));
        let Some(cue) = tree.cover(&cue_words) else { continue };
        let source = pieces(context, &source_words).into_iter().next();
        let content = pieces(context, &content_words);
        let known = drafts.iter_mut().find(|draft| draft.cue.overlaps(cue) || cue_words.contains(&draft.cue_head));
        if let Some(draft) = known {
            // "ISIS is thought to have": the encoder's source must not be what is spoken of.
            let spoken_of = |source: Span| draft.content.iter().any(|piece| piece.overlaps(source));
            if draft.source.is_none() && draft.kind.is_none() && !source.is_some_and(spoken_of) {
                draft.source = source;
            }
            continue;
        }
        if content.is_empty() {
            continue;
        }
        let Some(entry) = entry(context, &cue_words) else { continue };
        let speaker = source.map(|source| tree.head_of_run(tree.words_in(source)));
        if speaker.is_some_and(|head| !speaks(context, head)) {
            continue;
        }
        let listed = context.resources.cues.verb(&entry).or_else(|| context.resources.cues.adverb(&entry)).is_some();
        // "lawmakers passed a bill": what has an object outside of what is said says nothing that the table knows of.
        let acts = cue_words.iter().any(|word| {
            tree.children_by(*word, &["obj"])
                .any(|object| !content.iter().any(|piece| piece.overlaps(tree.tokens[object].span)))
        });
        if !listed && acts || cue_words.iter().any(|word| claims_lives(tree, *word)) {
            continue;
        }
        // A cue that the table does not know needs a source, and a content near it.
        let near = content.iter().any(|piece| {
            tree.words_in(*piece).any(|token| tree.sentence_of(token).abs_diff(tree.sentence_of(cue_words[0])) <= 1)
        });
        if !near || !listed && source.is_none() {
            continue;
        }
        // A verb that only takes clauses says nothing of a bare noun phrase.
        let clause_only =
            context.resources.cues.verb(&entry).is_some_and(|cue| cue.takes == [sitrep_resources::CueTakes::Clause]);
        let has_verb = content.iter().any(|piece| {
            tree.words_in(*piece).any(|token| {
                // "signed a revised agreement": a participle beside a noun tells nothing.
                matches!(tree.upos(token), Upos::Verb | Upos::Aux) && tree.relation(token) != "amod"
            })
        });
        let negated = cue_words.iter().any(|word| is_negated(tree, *word));
        let told_of_nobody = source.is_none()
            && !matches!(
                entry.as_str(),
                "report"
                    | "say"
                    | "claim"
                    | "believe"
                    | "think"
                    | "allege"
                    | "suspect"
                    | "expect"
                    | "estimate"
                    | "confirm"
                    | "fear"
                    | "announce"
                    | "reportedly"
                    | "allegedly"
                    | "apparently"
                    | "suggest"
            );
        if (clause_only || !listed) && !has_verb
            || told_of_nobody
            || negated
            || listed && context.resources.cues.verb(&entry).is_some_and(|cue| cue.tally)
        {
            continue;
        }
        drafts.push(Draft {
            source,
            kind: None,
            cue_head: cue_words[0],
            cue,
            content,
            told: None,
            entry,
            relayed_by: None,
        });
    }
}

/// The row of the cue table for the encoder's cue words; a cue that the table does not know claims its content.
fn entry(context: &Context<'_>, cue: &[usize]) -> Option<String> {
    let tree = context.tree;
    let cues = &context.resources.cues;
    let known = cue.iter().find_map(|token| {
        let lemma = tree.lemma(*token);
        let found = cues
            .verb(lemma)
            .or_else(|| cues.relay(lemma))
            .or_else(|| cues.noun(lemma))
            .or_else(|| cues.adverb(lemma))?;
        Some(found.cue.clone())
    });
    known
        .or_else(|| cue.iter().any(|token| tree.lower(*token) == "according").then(|| "according to".to_owned()))
        .or_else(|| {
            // Verbs and nouns of its own choice count; a bare preposition or mark does not.
            cue.iter().find(|token| matches!(tree.upos(**token), Upos::Verb)).map(|token| tree.lemma(*token).to_owned())
        })
}

/// Words as stretches, one for each run without a gap.
fn pieces(context: &Context<'_>, words: &[usize]) -> Vec<Span> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    for word in words {
        match runs.last_mut() {
            Some(run) if run.last().is_some_and(|last| last + 1 == *word) => run.push(*word),
            _ => runs.push(vec![*word]),
        }
    }
    runs.iter().filter_map(|run| trimmed(context.tree, run)).collect()
}
