//! One source that passes on another: "AFP quoted X as saying", "X, citing Y, reported", "which relies on Y".

use super::aside::speaker_before;
use super::content::{clause_around, content, is_aside, pieces_to_spans};
use super::say::{is_participle_adjective, is_passive, told};
use super::words::{is_relative, nominal_head, speaks, subject};
use super::{Context, Draft, source, trimmed, without};
use crate::entity::full_phrase;
use sitrep_resources::Cue;
use sitrep_types::{Span, Upos};

/// Adds an attribution for each verb that relays; needs the drafts of the verbs of saying around it.
pub(super) fn find_relays(context: &Context<'_>, drafts: &mut Vec<Draft>) {
    for token in 0..context.tree.tokens.len() {
        if context.tree.upos(token) != Upos::Verb || is_participle_adjective(context.tree, token) {
            continue;
        }
        if let Some(cue) = context.resources.cues.relay(context.tree.lemma(token)) {
            relay(context, token, cue, drafts);
        }
    }
}

/// "AFP quoted X as saying that", "X, citing Y, reported", "which relies on Y", "survivors whom the mayor quoted".
pub(super) fn relay(context: &Context<'_>, verb: usize, cue: &Cue, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    let complement = match &cue.with {
        Some(preposition) => tree
            .children_by(verb, &["obl", "nmod"])
            .find(|child| tree.children_by(*child, &["case"]).any(|case| tree.lower(case) == *preposition)),
        None => tree.child_by(verb, &["obj"]),
    };
    let relative_object = complement.filter(|object| is_relative(tree, *object));
    let saying = tree.children_by(verb, &["advcl", "xcomp", "ccomp", "obl"]).find(|child| {
        *child > verb
            && (tree.children_by(*child, &["mark", "case"]).any(|mark| tree.lower(mark) == "as")
                || context.resources.cues.verb(tree.lemma(*child)).is_some())
    });
    let said_in = saying.and_then(|saying| {
        let clause: Vec<usize> = tree.children_by(saying, &["ccomp", "xcomp", "obj", "parataxis"]).collect();
        (!clause.is_empty()).then(|| pieces_to_spans(context, saying, &clause))
    });
    if is_passive(tree, verb) {
        // "X was quoted (by AFP) as saying that": X speaks, the agent relays.
        let Some(speaker) = tree.child_by(verb, &["nsubj"]) else { return };
        let agent = tree
            .children_by(verb, &["obl"])
            .find(|child| tree.children_by(*child, &["case"]).any(|case| tree.lower(case) == "by"));
        let content =
            said_in.unwrap_or_else(|| if is_aside(tree, verb) { clause_around(context, verb) } else { Vec::new() });
        if content.is_empty() {
            return;
        }
        let outer = drafts.len();
        if let Some(agent) = agent {
            drafts.push(Draft {
                source: Some(source::span(context, agent)),
                kind: None,
                cue_head: verb,
                cue: tree.tokens[verb].span,
                content: content.clone(),
                told: None,
                entry: cue.cue.clone(),
                relayed_by: None,
            });
        }
        let relayed_by = agent.map(|_| outer);
        drafts.push(Draft {
            source: Some(source::span(context, speaker)),
            kind: None,
            cue_head: saying.unwrap_or(verb),
            cue: tree.tokens[saying.unwrap_or(verb)].span,
            content,
            told: None,
            entry: saying.map_or("say", |saying| tree.lemma(saying)).to_owned(),
            relayed_by,
        });
        return;
    }
    if let Some(object) = relative_object {
        // "according to survivors whom the mayor quoted to AP": the noun above is the one quoted, already a source.
        let Some(noun) = tree.head(verb).filter(|_| tree.relation(verb) == "acl") else { return };
        let quoted = tree.tokens[noun].span;
        let Some(inner) = drafts.iter().position(|draft| draft.source.is_some_and(|source| source.contains(quoted)))
        else {
            return;
        };
        let Some(relayer) = tree.child_by(verb, &["nsubj"]).filter(|subject| *subject != object) else { return };
        push_relay(context, verb, cue, relayer, inner, drafts);
        return;
    }
    if let Some((relayer, inner)) = quoted_by_relative(context, verb, drafts) {
        let outer = drafts.len();
        let hole = tree.tokens[verb].span.cover(relayer);
        let content: Vec<Span> = drafts[inner].content.iter().filter(|piece| !piece.overlaps(hole)).copied().collect();
        let content = if content.is_empty() { drafts[inner].content.clone() } else { content };
        drafts[inner].content.clone_from(&content);
        drafts.push(Draft {
            source: Some(relayer),
            kind: None,
            cue_head: verb,
            cue: tree.tokens[verb].span,
            content,
            told: told(context, verb),
            entry: cue.cue.clone(),
            relayed_by: drafts[inner].relayed_by,
        });
        drafts[inner].relayed_by = Some(outer);
        return;
    }
    let relative_subject = tree.children_by(verb, &["nsubj"]).any(|child| is_relative(tree, child))
        || verb > 0 && is_relative(tree, verb - 1)
        || verb > 2 && tree.word(verb - 1) == "turn" && is_relative(tree, verb - 3);
    let subject_head = subject(tree, verb);
    let origin_span = match complement.filter(|complement| *complement > verb) {
        Some(origin) => source::span(context, origin),
        None => match object_phrase(context, verb, cue) {
            Some(span) => span,
            None => return,
        },
    };
    if !tree
        .words_in(origin_span)
        .any(|token| matches!(tree.upos(token), Upos::Noun | Upos::Propn | Upos::Pron) && speaks(context, token))
    {
        return;
    }
    let participle = tree.lower(verb).ends_with("ing");
    let sentence = tree.sentence_words(verb);
    let in_sentence = |draft: &Draft| sentence.contains(&draft.cue_head);
    // The relayer's own draft: the verb of saying that the participle goes with, or whose relative clause this is.
    let governing = drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| {
            // "quoting the ministry, which in turn referred to partners": the relative clause is the inner source's.
            let of_relative = relative_subject
                && draft.source.is_some_and(|source| {
                    (tree.words_in(source).end..verb).filter(|token| !is_relative(tree, *token)).count() <= 4
                });
            in_sentence(draft) && (draft.relayed_by.is_none() || of_relative)
        })
        .filter(|(_, draft)| {
            let above = tree.ancestors(verb).any(|above| above == draft.cue_head);
            let beside = draft.source.is_some_and(|source| {
                let end = tree.words_in(source).end;
                // "X, citing Y, reported", "X, which relies on Y", and "X reported, citing Y".
                (end..verb).len() <= 3 || subject_head.is_some_and(|head| source.contains(tree.tokens[head].span))
            });
            let follows = (participle || relative_subject)
                && draft.cue_head < verb
                && (draft.cue_head..verb).all(|token| !matches!(tree.word(token), ";"));
            above && participle || beside || follows && said_in.is_none()
        })
        .min_by_key(|(index, draft)| (draft.cue_head.abs_diff(verb), *index))
        .map(|(index, _)| index);
    let hole = tree.tokens[verb].span.cover(origin_span);
    if let Some(outer) = governing.filter(|_| said_in.is_none()) {
        // What is relayed is no part of what is said.
        let content: Vec<Span> = drafts[outer]
            .content
            .iter()
            .flat_map(|piece| without(context, tree.words_in(*piece), &[hole]))
            .filter(|piece| {
                !tree.words_in(*piece).all(|token| matches!(tree.upos(token), Upos::Punct | Upos::Det | Upos::Pron))
            })
            .collect();
        if content.is_empty() {
            return;
        }
        drafts[outer].content = content.clone();
        drafts.push(Draft {
            source: Some(origin_span),
            kind: None,
            cue_head: verb,
            cue: tree.tokens[verb].span,
            content,
            told: None,
            entry: cue.cue.clone(),
            relayed_by: Some(outer),
        });
        return;
    }
    let content =
        said_in.clone().or_else(|| governing_content(context, verb, drafts)).or_else(|| aside_content(context, verb));
    let Some(content) = content.filter(|content| !content.is_empty()) else { return };
    let relayer = subject_head
        .map(|head| source::span(context, head))
        .or_else(|| speaker_before(context, verb))
        .filter(|_| !relative_subject && (!participle || subject_head.is_some()));
    let outer = governing.or_else(|| {
        let relayer = relayer?;
        drafts.push(Draft {
            source: Some(relayer),
            kind: None,
            cue_head: verb,
            cue: tree.tokens[verb].span,
            content: content.clone(),
            told: told(context, verb),
            entry: cue.cue.clone(),
            relayed_by: None,
        });
        Some(drafts.len() - 1)
    });
    let said_by = saying.filter(|_| said_in.is_some());
    if let Some(saying) = said_by {
        // "quoted X as saying": the participle made a draft of its own, with the relayer for its subject.
        drafts.retain(|draft| draft.cue_head != saying || draft.relayed_by.is_some());
    }
    let outer = outer.filter(|outer| *outer < drafts.len());
    drafts.push(Draft {
        source: Some(origin_span),
        kind: None,
        cue_head: said_by.unwrap_or(verb),
        cue: tree.tokens[said_by.unwrap_or(verb)].span,
        content,
        told: None,
        entry: said_by.map_or(cue.cue.as_str(), |saying| tree.lemma(saying)).to_owned(),
        relayed_by: outer,
    });
}

/// The noun phrase right after a relaying verb and its preposition.
pub(super) fn object_phrase(context: &Context<'_>, verb: usize, cue: &Cue) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let first = match &cue.with {
        Some(preposition) => (verb + 1 < sentence.end && tree.lower(verb + 1) == *preposition).then_some(verb + 2)?,
        None => verb + 1,
    };
    let head = nominal_head(context, first, sentence.end)?;
    let span = full_phrase(tree, head, false);
    (first..=head).contains(&tree.words_in(span).start).then_some(span)
}

/// "…, IRNA quoted the base as saying": the words set off before the relayer.
pub(super) fn aside_content(context: &Context<'_>, verb: usize) -> Option<Vec<Span>> {
    let tree = context.tree;
    let source = speaker_before(context, verb)?;
    let start = tree.words_in(source).start;
    let sentence = tree.sentence_words(verb);
    if start <= sentence.start + 2 || !matches!(tree.word(start - 1), "," | "”" | "\"" | "—" | "–") {
        return None;
    }
    let words: Vec<usize> = (sentence.start..start).collect();
    trimmed(tree, &words).map(|span| vec![span])
}

/// "according to survivors |whom the mayor quoted|": the relayer's words and the draft whose source is relayed.
pub(super) fn quoted_by_relative(context: &Context<'_>, verb: usize, drafts: &[Draft]) -> Option<(Span, usize)> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let from = verb.saturating_sub(14).max(sentence.start);
    let whom = (from..verb).rev().find(|token| matches!(tree.lower(*token).as_str(), "whom" | "who" | "which"))?;
    if whom + 1 >= verb {
        return None;
    }
    let inner = drafts.iter().position(|draft| {
        draft.source.is_some_and(|source| {
            let end = tree.words_in(source).end;
            end == whom || end + 1 == whom || source.contains(tree.tokens[whom].span)
        }) && sentence.contains(&draft.cue_head)
            && draft.cue_head < whom
    })?;
    let words: Vec<usize> = (whom + 1..verb).filter(|token| tree.upos(*token) != Upos::Aux).collect();
    let nominal = words.iter().any(|token| matches!(tree.upos(*token), Upos::Noun | Upos::Propn | Upos::Pron));
    // "which in turn cited partners": a phrase with a preposition relays nothing.
    let placed = words.first().is_some_and(|first| matches!(tree.upos(*first), Upos::Adp | Upos::Adv));
    (nominal && !placed).then(|| trimmed(tree, &words)).flatten().map(|span| (span, inner))
}

/// Puts a relayer outside a draft that exists.
pub(super) fn push_relay(
    context: &Context<'_>,
    verb: usize,
    cue: &Cue,
    relayer: usize,
    inner: usize,
    drafts: &mut Vec<Draft>,
) {
    let tree = context.tree;
    let outer = drafts.len();
    let content = drafts[inner].content.clone();
    drafts.push(Draft {
        source: Some(source::span(context, relayer)),
        kind: None,
        cue_head: verb,
        cue: tree.tokens[verb].span,
        content,
        told: told(context, verb),
        entry: cue.cue.clone(),
        relayed_by: drafts[inner].relayed_by,
    });
    drafts[inner].relayed_by = Some(outer);
}

/// What the clause around "citing Y" says: the content of the verb of saying above, else the clause itself.
pub(super) fn governing_content(context: &Context<'_>, verb: usize, drafts: &[Draft]) -> Option<Vec<Span>> {
    let tree = context.tree;
    if let Some(draft) = drafts.iter().find(|draft| tree.ancestors(verb).any(|above| above == draft.cue_head)) {
        return Some(draft.content.clone());
    }
    // "X, citing Y, reported that …": the verb of saying is found later; its clause is content all the same.
    let above = tree
        .ancestors(verb)
        .find(|above| context.resources.cues.verb(tree.lemma(*above)).is_some() && tree.upos(*above) == Upos::Verb);
    if let Some(above) = above {
        let cue = context.resources.cues.verb(tree.lemma(above))?;
        return content(context, above, cue, subject(tree, above));
    }
    if matches!(tree.relation(verb), "advcl" | "parataxis" | "acl") {
        return Some(clause_around(context, verb));
    }
    None
}
