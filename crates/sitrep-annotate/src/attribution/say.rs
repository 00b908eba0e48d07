//! Verbs of saying, active and passive: the cue, whom it is told, and what must hold for it to be an attribution.

use super::aside::{aside, speaker_before};
use super::content::{content, pieces_to_spans};
use super::words::{claims_lives, is_time_word, nominal_head, speaks, stands_for_somebody, subject};
use super::{Context, Draft, source};
use crate::tree::Tree;
use sitrep_resources::{Cue, CueTakes};
use sitrep_types::{LinkKind, MentionKind, Span, Upos};

/// Adds an attribution for each verb of saying that has a content.
pub(super) fn find(context: &Context<'_>, drafts: &mut Vec<Draft>) {
    for token in 0..context.tree.tokens.len() {
        if !matches!(context.tree.upos(token), Upos::Verb | Upos::Adj | Upos::Noun)
            || context.tree.relation(token) == "case"
        {
            continue;
        }
        if is_participle_adjective(context.tree, token) {
            continue;
        }
        let lemma = context.tree.lemma(token);
        if context.tree.upos(token) != Upos::Verb {
            // "claims" tagged as a noun with a clause of its own is read by `phrasal`.
            continue;
        }
        if let Some(cue) = context.resources.cues.verb(lemma) {
            say(context, token, cue, drafts);
        }
    }
}

pub(super) fn say(context: &Context<'_>, verb: usize, cue: &Cue, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    if is_negated(tree, verb) || claims_lives(tree, verb) {
        return;
    }
    if is_passive(tree, verb) {
        passive(context, verb, cue, drafts);
        return;
    }
    let told = told(context, verb);
    if let Some((source, content)) = aside(context, verb, cue) {
        let kind = tree.words_in(source).find_map(|token| reporter(context, Some(token)));
        drafts.push(Draft {
            source: Some(source),
            kind,
            cue_head: verb,
            cue: cue_span(tree, verb),
            content,
            told,
            entry: cue.cue.clone(),
            relayed_by: None,
        });
        return;
    }
    // "…, he said, adding that": whoever spoke just before goes on.
    let speaker = drafts.iter().rev().find(|draft| {
        let here = draft.cue_head < verb && tree.sentence_of(draft.cue_head) == tree.sentence_of(verb);
        tree.lower(verb).ends_with("ing") && here && draft.source.is_some() && verb - draft.cue_head <= 10
    });
    let told = told.or_else(|| speaker.and_then(|draft| draft.told));
    let speaker = speaker.and_then(|draft| draft.source);
    // "In a statement on Telegram it said": the pronoun right before the verb is who says it.
    let beside =
        verb.checked_sub(1).filter(|before| stands_for_somebody(tree, *before) && tree.relation(*before) != "obj");
    let subject_head = beside.or_else(|| subject(tree, verb)).filter(|head| *head != verb);
    let Some(content) = content(context, verb, cue, subject_head) else { return };
    if cue.tally && !holds_number_or_loss(context, &content) {
        return;
    }
    let about = |object: usize| cue.objects.iter().any(|noun| noun == tree.lemma(object));
    if !cue.objects.is_empty() && !tree.children_by(verb, &["obj"]).any(about) {
        return;
    }
    let subject_head = subject_head.or_else(|| inverted_subject(context, verb));
    let source = speaker
        .or_else(|| subject_head.map(|head| source::span(context, head)))
        .or_else(|| speaker_before(context, verb));
    if source.is_none() && !matches!(tree.relation(verb), "root" | "parataxis" | "ccomp" | "conj") {
        return;
    }
    if subject_head.is_some_and(|head| !can_speak(context, head, cue) && !says_a_clause(tree, verb, cue, head)) {
        return;
    }
    let cue_words = cue_span(tree, verb);
    let content: Vec<Span> = content.into_iter().filter(|piece| source.is_none_or(|source| *piece != source)).collect();
    if content.is_empty() {
        return;
    }
    drafts.push(Draft {
        source,
        kind: reporter(context, subject_head),
        cue_head: verb,
        cue: cue_words,
        content,
        told,
        entry: cue.cue.clone(),
        relayed_by: None,
    });
}

/// "it was reported that", "is thought to have", "are believed to be", "was quoted as saying" goes to `relay`.
pub(super) fn passive(context: &Context<'_>, verb: usize, cue: &Cue, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    let agent = tree.children_by(verb, &["obl:agent", "obl"]).find(|child| {
        tree.children_by(*child, &["case"]).any(|case| tree.lower(case) == "by") && speaks(context, *child)
    });
    // "was accused of killing", "men accused of plotting": what they are accused of is said.
    let accused = || {
        let of_what = |child: &usize| {
            *child > verb
                && tree
                    .children_by(*child, &["mark", "case"])
                    .any(|mark| matches!(tree.lower(mark).as_str(), "of" | "for" | "with"))
        };
        tree.children_by(verb, &["advcl", "obl"])
            .find(of_what)
            .filter(|_| matches!(cue.cue.as_str(), "accuse" | "blame" | "charge" | "suspect"))
    };
    let clause = tree.child_by(verb, &["ccomp", "csubj", "xcomp"]).or_else(accused);
    // "was found dead", "were found shot": who finds somebody so says nothing; "was found to have lied" does.
    let told = |clause: usize| tree.child_by(clause, &["mark"]).is_some();
    if cue.cue == "find" && clause.is_some_and(|clause| !told(clause)) {
        return;
    }
    let subject = tree.child_by(verb, &["nsubj"]);
    let mut content: Vec<usize> = Vec::new();
    match (clause, subject) {
        (Some(clause), Some(subject)) => {
            if !matches!(tree.lower(subject).as_str(), "it" | "who" | "which") || tree.relation(clause) == "xcomp" {
                content.push(subject);
            }
            content.push(clause);
        }
        (Some(clause), None) => content.push(clause),
        // "looting of the pharmacy is reported by arriving families", "the strike was blamed on rebels".
        (None, Some(subject)) if cue.takes.iter().any(|takes| matches!(takes, CueTakes::Object)) && agent.is_some() => {
            content.push(subject);
        }
        (None, Some(subject)) if matches!(cue.cue.as_str(), "report" | "confirm") => content.push(subject),
        (None, None) if agent.is_some() && matches!(cue.cue.as_str(), "report" | "confirm" | "announce" | "claim") => {
            // The parse lost the subject: what stands before the auxiliary is reported.
            let sentence = tree.sentence_words(verb);
            let start = (sentence.start..verb)
                .rev()
                .find(|token| tree.word(*token) == ";")
                .map_or(sentence.start, |token| token + 1);
            content.extend((start..verb).filter(|token| {
                tree.head(*token).is_none_or(|head| !(start..verb).contains(&head)) && tree.upos(*token) != Upos::Aux
            }));
        }
        _ => return,
    }
    let told_head = tree
        .child_by(verb, &["nsubj:pass"])
        .filter(|_| matches!(cue.cue.as_str(), "tell" | "inform") && clause.is_some());
    if let Some(hearer) = told_head {
        content.retain(|word| *word != hearer);
    }
    let content = pieces_to_spans(context, verb, &content);
    if content.is_empty() || cue.tally && agent.is_none() {
        return;
    }
    let aux_first = tree
        .children_by(verb, &["aux", "aux:pass"])
        .filter(|aux| *aux < verb && verb - *aux <= 3)
        .min()
        .unwrap_or(verb);
    drafts.push(Draft {
        source: agent.map(|head| source::span(context, head)),
        kind: None,
        cue_head: verb,
        cue: tree.stretch(aux_first, verb),
        content,
        told: None,
        entry: cue.cue.clone(),
        relayed_by: None,
    });
}

/// The cue's words: the verb with its auxiliaries and particles, and where or how it was said.
pub(super) fn cue_span(tree: &Tree<'_>, verb: usize) -> Span {
    let first = (verb.saturating_sub(4)..verb)
        .rev()
        .take_while(|token| {
            tree.head(*token) == Some(verb) && matches!(tree.relation(*token), "aux" | "advmod")
                || tree.relation(*token) == "advmod" && tree.head(*token) == Some(verb)
        })
        .last()
        .filter(|first| (*first..verb).all(|token| tree.head(token) == Some(verb)));
    let last = tree.children_by(verb, &["compound:prt"]).filter(|child| *child == verb + 1).last().unwrap_or(verb);
    tree.stretch(first.unwrap_or(verb), last)
}

/// "has not confirmed", "did not say", "nobody confirmed": nothing is said.
pub(super) fn is_negated(tree: &Tree<'_>, verb: usize) -> bool {
    // "neither side has confirmed": nobody says so.
    let nobody = tree.children_by(verb, &["nsubj"]).any(|subject| {
        let none = |token: usize| matches!(tree.lower(token).as_str(), "neither" | "nobody" | "none" | "no");
        none(subject) || tree.children_by(subject, &["det"]).any(none)
    });
    nobody
        || tree
            .children_by(verb, &["advmod"])
            .any(|child| child < verb && matches!(tree.lower(child).as_str(), "not" | "n't" | "n’t" | "never"))
}

pub(super) fn is_passive(tree: &Tree<'_>, verb: usize) -> bool {
    // "two men accused of plotting"
    let describes = || {
        let form = tree.lower(verb);
        tree.deprel(verb) == "acl"
            && (form.ends_with("ed") || form.ends_with("en"))
            && tree.head(verb).is_some_and(|noun| noun < verb)
            && tree.child_by(verb, &["obj", "nsubj"]).is_none()
    };
    tree.children(verb).iter().any(|child| tree.deprel(*child) == "aux:pass") || describes()
}

pub(super) fn reporter(context: &Context<'_>, head: Option<usize>) -> Option<LinkKind> {
    let head = head?;
    (context.resources.cues.source_kind(context.tree.lemma(head)) == Some(LinkKind::ReporterOnScene))
        .then_some(LinkKind::ReporterOnScene)
}

/// "said X" where the parse made X something else than the subject.
pub(super) fn inverted_subject(context: &Context<'_>, verb: usize) -> Option<usize> {
    let tree = context.tree;
    let next = verb + 1;
    let sentence = tree.sentence_words(verb);
    if !sentence.contains(&next) || tree.child_by(verb, &["ccomp"]).is_some_and(|child| child > verb) {
        return None;
    }
    tree.children_by(verb, &["obj", "dep"])
        .find(|child| *child > verb && context.mentions.iter().any(|mention| mention.head == *child))
}

/// Whether somebody or something of this kind can be the source of the cue.
pub(super) fn can_speak(context: &Context<'_>, head: usize, cue: &Cue) -> bool {
    let tree = context.tree;
    if tree.upos(head) == Upos::Pron && matches!(tree.lemma(head), "this" | "that") {
        return matches!(cue.cue.as_str(), "show" | "suggest" | "indicate");
    }
    speaks(context, head)
}

/// "the rebel leadership said that a bridge was blown up": whatever says a clause with a subject of its own speaks, though
/// no table knows the noun.
fn says_a_clause(tree: &Tree, verb: usize, cue: &Cue, subject: usize) -> bool {
    let plain = matches!(cue.cue.as_str(), "say" | "announce" | "declare" | "insist" | "claim" | "deny" | "add");
    plain
        && tree.upos(subject) == Upos::Noun
        && !is_time_word(tree.lemma(subject))
        && tree
            .children_by(verb, &["ccomp"])
            .any(|clause| clause > verb && tree.child_by(clause, &["nsubj", "expl"]).is_some())
}

/// Whom something is told, where that is an outlet or agency.
pub(super) fn told(context: &Context<'_>, verb: usize) -> Option<Span> {
    let tree = context.tree;
    let direct =
        tree.children_by(verb, &["iobj", "obj"]).find(|child| *child > verb && source::is_outlet(context, *child));
    let with_preposition = || {
        tree.children_by(verb, &["obl", "nmod"]).find(|child| {
            let prepositions: Vec<String> = tree.children_by(*child, &["case"]).map(|case| tree.lower(case)).collect();
            prepositions.iter().any(|word| matches!(word.as_str(), "to" | "by" | "with"))
                && source::is_outlet(context, *child)
        })
    };
    // "told reporters": nobody in particular.
    let anybody =
        |head: &usize| matches!(tree.lower(*head).as_str(), "reporters" | "journalists" | "newsmen" | "correspondents");
    let takes_hearer = matches!(
        tree.lemma(verb),
        "tell" | "inform" | "brief" | "assure" | "remind" | "notify" | "warn" | "ask" | "answer"
    );
    // People tell outlets more than they tell each other by name: any name that is neither a person's full name nor
    // a public body's is taken for an outlet.
    let named = || {
        tree.children_by(verb, &["iobj", "obj"]).find(|child| {
            let person = context.mentions.iter().any(|mention| {
                mention.head == *child && mention.kind == MentionKind::Person && tree.words_in(mention.span).len() > 1
            });
            *child > verb
                && tree.upos(*child) == Upos::Propn
                && !person
                && !source::is_public_body(context, source::span(context, *child))
                && !is_time_word(tree.lemma(*child))
        })
    };
    let after = || {
        let next = verb + 1;
        let sentence = tree.sentence_words(verb);
        let bare = next < sentence.end && tree.upos(next) == Upos::Propn && !is_time_word(tree.lemma(next));
        bare.then(|| nominal_head(context, next, sentence.end))
            .flatten()
            .filter(|head| (next..=*head).all(|token| tree.upos(token) == Upos::Propn || tree.word(token) == "-"))
    };
    // "told Myanmar Now": a run of capitalised words straight after the verb.
    let capitalised = || {
        let sentence = tree.sentence_words(verb);
        let end = (verb + 1..sentence.end)
            .find(|token| !tree.word(*token).starts_with(char::is_uppercase))
            .unwrap_or(sentence.end);
        let run = verb + 1..end;
        let span = (!run.is_empty()).then(|| tree.stretch(run.start, run.end - 1))?;
        let person =
            context.mentions.iter().any(|mention| mention.kind == MentionKind::Person && mention.span.overlaps(span));
        (!person
            && !source::is_public_body(context, span)
            && !run.into_iter().any(|token| is_time_word(tree.lemma(token))))
        .then_some(span)
    };
    if takes_hearer && let Some(span) = capitalised() {
        return Some(span);
    }
    let head =
        if takes_hearer { direct.or_else(named).or_else(with_preposition).or_else(after) } else { with_preposition() }
            .filter(|head| !anybody(head))?;
    Some(source::span(context, head))
}

pub(super) fn holds_number_or_loss(context: &Context<'_>, content: &[Span]) -> bool {
    let tree = context.tree;
    let kinds = &context.resources.quantities.kinds;
    content.iter().any(|piece| {
        tree.words_in(*piece).any(|token| {
            tree.upos(token) == Upos::Num
                || kinds.killed_nouns.contains(tree.lemma(token))
                || kinds.killed_adjectives.contains(tree.lemma(token))
                || matches!(
                    tree.lemma(token),
                    "casualty" | "attack" | "strike" | "killing" | "incident" | "case" | "violation"
                )
        })
    })
}

pub(super) fn is_participle_adjective(tree: &Tree<'_>, token: usize) -> bool {
    tree.relation(token) == "amod" || tree.relation(token) == "compound"
}
