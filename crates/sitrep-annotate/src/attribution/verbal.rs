//! Verbs of saying: active, passive, participles, verbs that relay ("AFP quoted X as saying").

use sitrep_resources::{Cue, CueTakes};
use sitrep_types::{LinkKind, Span, Upos};

use super::{Context, Draft, source, trimmed, without};
use crate::entity::full_phrase;
use crate::tree::Tree;

/// Adds an attribution for each verb of saying that has a content.
pub(crate) fn find(context: &Context<'_>, drafts: &mut Vec<Draft>) {
    for token in 0..context.tree.tokens.len() {
        if !matches!(context.tree.upos(token), Upos::Verb | Upos::Adj | Upos::Noun) || context.tree.relation(token) == "case" {
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

/// Adds an attribution for each verb that relays; needs the drafts of the verbs of saying around it.
pub(crate) fn find_relays(context: &Context<'_>, drafts: &mut Vec<Draft>) {
    for token in 0..context.tree.tokens.len() {
        if context.tree.upos(token) != Upos::Verb || is_participle_adjective(context.tree, token) {
            continue;
        }
        if let Some(cue) = context.resources.cues.relay(context.tree.lemma(token)) {
            relay(context, token, cue, drafts);
        }
    }
}

fn is_participle_adjective(tree: &Tree<'_>, token: usize) -> bool {
    tree.relation(token) == "amod" || tree.relation(token) == "compound"
}

/// The cue's words: the verb with its auxiliaries and particles, and where or how it was said.
fn cue_span(tree: &Tree<'_>, verb: usize) -> Span {
    let first = (verb.saturating_sub(4)..verb)
        .rev()
        .take_while(|token| tree.head(*token) == Some(verb) && matches!(tree.relation(*token), "aux" | "advmod") || tree.relation(*token) == "advmod" && tree.head(*token) == Some(verb))
        .last()
        .filter(|first| (*first..verb).all(|token| tree.head(token) == Some(verb)));
    let last = tree.children_by(verb, &["compound:prt"]).filter(|child| *child == verb + 1).last().unwrap_or(verb);
    tree.stretch(first.unwrap_or(verb), last)
}

/// The subject of a verb: its own, the one it shares with a verb it is coordinated with or adds to.
pub(crate) fn subject(tree: &Tree<'_>, verb: usize) -> Option<usize> {
    let mut at = verb;
    for _ in 0..5 {
        if let Some(subject) = tree.child_by(at, &["nsubj"]) {
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

pub(crate) fn is_relative(tree: &Tree<'_>, token: usize) -> bool {
    matches!(tree.lower(token).as_str(), "who" | "which" | "that" | "whom" | "whose") && tree.upos(token) == Upos::Pron
}

/// "has not confirmed", "did not say": nothing is said.
fn is_negated(tree: &Tree<'_>, verb: usize) -> bool {
    tree.children_by(verb, &["advmod"]).any(|child| child < verb && matches!(tree.lower(child).as_str(), "not" | "n't" | "n’t" | "never"))
}

fn is_passive(tree: &Tree<'_>, verb: usize) -> bool {
    tree.children(verb).iter().any(|child| matches!(tree.deprel(*child), "nsubj:pass" | "aux:pass"))
}

fn say(context: &Context<'_>, verb: usize, cue: &Cue, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    if is_passive(tree, verb) {
        passive(context, verb, cue, drafts);
        return;
    }
    if is_negated(tree, verb) {
        return;
    }
    let told = told(context, verb);
    if let Some((source, content)) = aside(context, verb, cue) {
        let kind = tree.words_in(source).find_map(|token| reporter(context, Some(token)));
        drafts.push(Draft { source: Some(source), kind, cue_head: verb, cue: cue_span(tree, verb), content, told, entry: cue.cue.clone(), relayed_by: None });
        return;
    }
    let subject_head = subject(tree, verb).filter(|head| *head != verb);
    let Some(content) = content(context, verb, cue, subject_head) else { return };
    if cue.tally && !holds_number_or_loss(context, &content) {
        return;
    }
    let subject_head = subject_head.or_else(|| inverted_subject(context, verb));
    let source = subject_head.map(|head| source::span(context, head)).or_else(|| speaker_before(context, verb));
    if source.is_none() && !matches!(tree.relation(verb), "root" | "parataxis" | "ccomp" | "conj") {
        return;
    }
    if subject_head.is_some_and(|head| !can_speak(context, head, cue)) {
        return;
    }
    let cue_words = cue_span(tree, verb);
    let content: Vec<Span> = content.into_iter().filter(|piece| source.is_none_or(|source| *piece != source)).collect();
    if content.is_empty() {
        return;
    }
    drafts.push(Draft { source, kind: reporter(context, subject_head), cue_head: verb, cue: cue_words, content, told, entry: cue.cue.clone(), relayed_by: None });
}

/// "…, the army said", "“…,” said X, a spokesman": a source and a verb set off from the sentence they report.
/// The words decide, not the parse, which often goes astray here. Returns the source and the rest of the sentence.
fn aside(context: &Context<'_>, verb: usize, cue: &Cue) -> Option<(Span, Vec<Span>)> {
    let tree = context.tree;
    if !cue.takes.contains(&CueTakes::Clause) || tree.lower(verb).ends_with("ing") || has_to(tree, verb) {
        return None;
    }
    let sentence = tree.sentence_words(verb);
    let sets_off = |token: usize| matches!(tree.word(token), "," | "”" | "\"" | "’" | "'" | "—" | "–" | "-" | "?" | "!" | "»" | "…");
    let starts_noun = |token: usize| token < sentence.end && matches!(tree.upos(token), Upos::Det | Upos::Propn | Upos::Noun | Upos::Adj | Upos::Pron | Upos::Num);
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
    if start == sentence.start {
        return None;
    }
    if let Some(content) = relative_content(context, start, verb) {
        return Some((source, content));
    }
    if !sets_off(start - 1) && tree.word(start - 1) != "(" {
        return None;
    }
    // The aside ends at the next comma, or with the sentence; a clause of its own makes it no aside.
    let from = if inverted { tree.words_in(source).end } else { verb + 1 };
    let end = (from..sentence.end).find(|token| matches!(tree.word(*token), "," | ";" | "—" | "–" | ":" | "“" | "”")).unwrap_or(sentence.end);
    let says_more = (from..end).any(|token| {
        let that = tree.lower(token) == "that" && tree.upos(token) == Upos::Sconj;
        that || tree.relation(token) == "ccomp" && tree.head(token) == Some(verb) || tree.relation(token) == "obj" && tree.head(token) == Some(verb) && !is_hearer(context, verb, token)
    });
    if says_more {
        return None;
    }
    let hole = tree.stretch(start, end.saturating_sub(1).max(verb));
    let mut content: Vec<Span> = without(context, reported_words(context, start, end), &[hole]);
    // "…, he said, adding that …": what is added has a cue of its own.
    content.retain(|piece| {
        let first = tree.words_in(*piece).start;
        !(piece.start > hole.start && tree.lower(first).ends_with("ing") && (context.resources.cues.verb(tree.lemma(first)).is_some() || context.resources.cues.relay(tree.lemma(first)).is_some()))
    });
    let before: Vec<usize> = (sentence.start..start).collect();
    let said = before.iter().any(|token| matches!(tree.upos(*token), Upos::Verb | Upos::Aux) || matches!(tree.word(*token), "”" | "\"" | "“")) && before.len() > 2;
    (said && !content.is_empty()).then_some((source, content))
}

/// The words that an aside at `start..end` reports: the sentence where the aside ends it; else what stands between
/// semicolons; only the quotation where a colon introduces one just before.
fn reported_words(context: &Context<'_>, start: usize, end: usize) -> std::ops::Range<usize> {
    let tree = context.tree;
    let sentence = tree.sentence_words(start);
    let closes = (start.saturating_sub(2)..start).any(|token| matches!(tree.word(token), "”" | "\""));
    if closes {
        let opened = (sentence.start..start.saturating_sub(2)).rev().find(|token| matches!(tree.word(*token), "“" | "\""));
        if let Some(opened) = opened.filter(|opened| *opened > sentence.start && tree.word(opened - 1) == ":") {
            return opened..sentence.end;
        }
    }
    let last = end >= sentence.end || (end..sentence.end).all(|token| tree.upos(token) == Upos::Punct);
    if last {
        return sentence;
    }
    let from = (sentence.start..start).rev().find(|token| tree.word(*token) == ";").map_or(sentence.start, |token| token + 1);
    let to = (end..sentence.end).find(|token| tree.word(*token) == ";").unwrap_or(sentence.end);
    from..to
}

/// "which UNRWA said was sheltering thousands": the rest of the relative clause.
fn relative_content(context: &Context<'_>, start: usize, verb: usize) -> Option<Vec<Span>> {
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

fn is_hearer(context: &Context<'_>, verb: usize, token: usize) -> bool {
    matches!(context.tree.lemma(verb), "tell" | "inform" | "assure" | "warn" | "remind" | "ask") || tree_is_time(context, token)
}

fn tree_is_time(context: &Context<'_>, token: usize) -> bool {
    is_time_word(context.tree.lemma(token))
}

/// A subject between the last mark and the verb.
fn own_subject_before(tree: &Tree<'_>, verb: usize) -> bool {
    tree.children_by(verb, &["nsubj"]).any(|subject| {
        subject < verb && (subject..verb).all(|token| !matches!(tree.word(token), "," | "”" | "\""))
    })
}

/// The first noun or pronoun of a run that no verb or comma breaks, at the end of its phrase.
pub(crate) fn nominal_head(context: &Context<'_>, first: usize, end: usize) -> Option<usize> {
    let tree = context.tree;
    let run_end = (first..end).find(|token| is_relative(tree, *token) || !matches!(tree.upos(*token), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part | Upos::Pron) && !matches!(tree.word(*token), "-" | "“" | "”" | "\"")).unwrap_or(end);
    (first..run_end).rev().find(|token| matches!(tree.upos(*token), Upos::Noun | Upos::Propn | Upos::Pron))
}

/// The noun phrase, apposition included, that ends where the verb begins.
fn speaker_before(context: &Context<'_>, verb: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    // Past auxiliaries and adverbs.
    let mut end = verb;
    while end > sentence.start && (matches!(tree.upos(end - 1), Upos::Aux | Upos::Adv) && tree.head(end - 1) == Some(verb)) {
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
    let somebody = words.into_iter().any(|token| matches!(tree.upos(token), Upos::Noun | Upos::Propn | Upos::Pron) && speaks(context, token));
    somebody.then_some(phrase)
}

/// "an officer's wife reached by satellite phone": all between the last mark and the verb, where it is a noun phrase
/// with a participle and no finite verb.
fn segment_before(context: &Context<'_>, end: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(end.checked_sub(1)?);
    let mark = (sentence.start..end).rev().find(|token| matches!(tree.word(*token), "," | ";" | "”" | "\"" | "—" | "–" | ":"))?;
    let first = mark + 1;
    let starts = first < end && matches!(tree.upos(first), Upos::Det | Upos::Propn | Upos::Noun | Upos::Num);
    let mut verbs = (first..end).filter(|token| matches!(tree.upos(*token), Upos::Verb | Upos::Aux | Upos::Sconj) || is_relative(tree, *token));
    let participle = verbs.next().is_some_and(|token| {
        let word = tree.lower(token);
        tree.upos(token) == Upos::Verb && (word.ends_with("ed") || word.ends_with("en") || word.ends_with("ing")) && tree.upos(token + 1) == Upos::Adp
    });
    let head = nominal_head(context, first, end)?;
    (starts && participle && verbs.next().is_none() && speaks(context, head)).then(|| tree.stretch(first, end - 1))
}

/// The longest noun phrase whose last word stands before `end`, reaching back over "of" and "for" to the mark that
/// sets it off.
fn phrase_ending_at(context: &Context<'_>, end: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(end.checked_sub(1)?);
    let fits = |token: usize| {
        !is_relative(tree, token) && matches!(tree.upos(token), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num | Upos::Part | Upos::Pron | Upos::Adp | Upos::Cconj | Upos::Adv | Upos::X | Upos::Sym)
            || matches!(tree.word(token), "-" | "'" | "’" | "." | "/" | "“" | "”" | "\"") && !is_relative(tree, token)
    };
    let first = (sentence.start..end).rev().take_while(|token| fits(*token)).last()?;
    // Conjunctions, prepositions and quotation marks do not begin a phrase.
    let first = (first..end).find(|token| !matches!(tree.upos(*token), Upos::Adp | Upos::Cconj | Upos::Punct | Upos::Adv | Upos::Part))?;
    let noun = (first..end).any(|token| matches!(tree.upos(token), Upos::Noun | Upos::Propn | Upos::Pron));
    noun.then(|| tree.stretch(first, end - 1))
}

/// Whether a noun can be the source of what is said: a name, a pronoun, somebody or a body, a document.
pub(crate) fn speaks(context: &Context<'_>, head: usize) -> bool {
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
            context.mentions.iter().any(|mention| mention.head == head && mention.kind != sitrep_types::MentionKind::Description)
                || context.resources.cues.source_kind(lemma).is_some()
                || context.resources.actors.noun(lemma).is_some()
                || context.resources.actors.weak_noun(lemma).is_some()
                || context.resources.titles.offices.contains_key(lemma)
        }
    }
}

pub(crate) fn is_time_word(lemma: &str) -> bool {
    matches!(lemma, "monday" | "tuesday" | "wednesday" | "thursday" | "friday" | "saturday" | "sunday" | "today" | "yesterday" | "tomorrow" | "night" | "morning" | "evening" | "afternoon" | "weekend" | "week" | "month" | "hour" | "year" | "day" | "midnight" | "noon" | "january" | "february" | "march" | "april" | "may" | "june" | "july" | "august" | "september" | "october" | "november" | "december")
}

fn reporter(context: &Context<'_>, head: Option<usize>) -> Option<LinkKind> {
    let head = head?;
    (context.resources.cues.source_kind(context.tree.lemma(head)) == Some(LinkKind::ReporterOnScene)).then_some(LinkKind::ReporterOnScene)
}

/// "said X" where the parse made X something else than the subject.
fn inverted_subject(context: &Context<'_>, verb: usize) -> Option<usize> {
    let tree = context.tree;
    let next = verb + 1;
    let sentence = tree.sentence_words(verb);
    if !sentence.contains(&next) || tree.child_by(verb, &["ccomp"]).is_some_and(|child| child > verb) {
        return None;
    }
    tree.children_by(verb, &["obj", "dep"]).find(|child| *child > verb && context.mentions.iter().any(|mention| mention.head == *child))
}

/// Whether somebody or something of this kind can be the source of the cue.
fn can_speak(context: &Context<'_>, head: usize, cue: &Cue) -> bool {
    let tree = context.tree;
    if tree.upos(head) == Upos::Pron && matches!(tree.lemma(head), "this" | "that") {
        return matches!(cue.cue.as_str(), "show" | "suggest" | "indicate");
    }
    speaks(context, head)
}

/// Whom something is told, where that is an outlet or agency.
fn told(context: &Context<'_>, verb: usize) -> Option<Span> {
    let tree = context.tree;
    let direct = tree.children_by(verb, &["iobj", "obj"]).find(|child| *child > verb && source::is_outlet(context, *child));
    let with_preposition = || {
        tree.children_by(verb, &["obl", "nmod"]).find(|child| {
            let prepositions: Vec<String> = tree.children_by(*child, &["case"]).map(|case| tree.lower(case)).collect();
            prepositions.iter().any(|word| matches!(word.as_str(), "to" | "by" | "with")) && source::is_outlet(context, *child)
        })
    };
    let takes_hearer = matches!(tree.lemma(verb), "tell" | "inform" | "brief" | "assure" | "remind" | "notify" | "warn" | "ask" | "answer");
    // People tell outlets more than they tell each other by name: any name that is neither a person's full name nor
    // a public body's is taken for an outlet.
    let named = || {
        tree.children_by(verb, &["iobj", "obj"]).find(|child| {
            let person = context.mentions.iter().any(|mention| {
                mention.head == *child && mention.kind == sitrep_types::MentionKind::Person && tree.words_in(mention.span).len() > 1
            });
            *child > verb && tree.upos(*child) == Upos::Propn && !person && !source::is_public_body(context, source::span(context, *child)) && !is_time_word(tree.lemma(*child))
        })
    };
    let after = || {
        let next = verb + 1;
        let sentence = tree.sentence_words(verb);
        let bare = next < sentence.end && tree.upos(next) == Upos::Propn && !is_time_word(tree.lemma(next));
        bare.then(|| nominal_head(context, next, sentence.end)).flatten().filter(|head| (next..=*head).all(|token| tree.upos(token) == Upos::Propn || tree.word(token) == "-"))
    };
    // "told Myanmar Now": a run of capitalised words straight after the verb.
    let capitalised = || {
        let sentence = tree.sentence_words(verb);
        let end = (verb + 1..sentence.end).find(|token| !tree.word(*token).starts_with(char::is_uppercase)).unwrap_or(sentence.end);
        let run = verb + 1..end;
        let span = (!run.is_empty()).then(|| tree.stretch(run.start, run.end - 1))?;
        let person = context.mentions.iter().any(|mention| mention.kind == sitrep_types::MentionKind::Person && mention.span.overlaps(span));
        (!person && !source::is_public_body(context, span) && !run.into_iter().any(|token| is_time_word(tree.lemma(token)))).then_some(span)
    };
    if takes_hearer && let Some(span) = capitalised() {
        return Some(span);
    }
    let head = if takes_hearer { direct.or_else(named).or_else(with_preposition).or_else(after) } else { with_preposition() }?;
    Some(source::span(context, head))
}

/// What is said.
fn content(context: &Context<'_>, verb: usize, cue: &Cue, subject_head: Option<usize>) -> Option<Vec<Span>> {
    let tree = context.tree;
    let takes = |kind: CueTakes| cue.takes.contains(&kind);
    let mut pieces: Vec<usize> = Vec::new();
    let clause_like = |child: usize| matches!(tree.relation(child), "ccomp" | "csubj");
    if takes(CueTakes::Clause) || takes(CueTakes::Person) {
        let person_only = !takes(CueTakes::Clause);
        pieces.extend(tree.children(verb).iter().copied().filter(|child| clause_like(*child) && (*child > verb || !person_only)));
        // Coordinated contents: "said that A and that B" hang by the first.
        if pieces.is_empty() {
            pieces.extend(tree.children_by(verb, &["parataxis", "xcomp", "advcl", "dep"]).filter(|child| in_quotes(tree, *child) || tree.relation(*child) == "parataxis" && *child > verb && after_colon(tree, *child)));
        }
    }
    if takes(CueTakes::Infinitive) {
        pieces.extend(tree.children_by(verb, &["xcomp"]).filter(|child| has_to(tree, *child)));
    }
    if takes(CueTakes::Gerund) {
        pieces.extend(tree.children_by(verb, &["xcomp", "ccomp", "advcl"]).filter(|child| tree.lower(*child).ends_with("ing")));
    }
    if takes(CueTakes::Person) {
        let person = tree.child_by(verb, &["obj", "iobj"]);
        let rest: Vec<usize> = tree
            .children_by(verb, &["xcomp", "advcl", "obl", "ccomp"])
            .filter(|child| *child > verb && !is_circumstance(context, *child))
            .collect();
        if !rest.is_empty() {
            if !matches!(cue.cue.as_str(), "tell" | "warn") || rest.iter().any(|child| tree.relation(*child) == "xcomp") {
                pieces.extend(person);
            }
            pieces.extend(rest);
        }
    }
    if takes(CueTakes::Of) {
        pieces.extend(tree.children_by(verb, &["obl"]).filter(|child| {
            tree.children_by(*child, &["case"]).any(|case| matches!(tree.lower(case).as_str(), "of" | "about"))
        }));
    }
    if takes(CueTakes::At) && tree.child_by(verb, &["obl"]).is_some_and(|child| tree.children_by(child, &["case"]).any(|case| matches!(tree.lower(case).as_str(), "at" | "to" | "in"))) {
        pieces.extend(tree.children_by(verb, &["obj", "obl"]).filter(|child| *child > verb));
    }
    if takes(CueTakes::Object) && pieces.is_empty() {
        pieces.extend(tree.children_by(verb, &["obj", "xcomp"]).filter(|child| *child > verb || in_quotes(tree, *child)));
        if !pieces.is_empty() {
            pieces.extend(tree.children_by(verb, &["advcl", "obl"]).filter(|child| *child > verb && !is_circumstance(context, *child)));
        }
    }
    pieces.sort_unstable();
    pieces.dedup();
    pieces.retain(|child| Some(*child) != subject_head && context.resources.cues.relay(tree.lemma(*child)).is_none());
    // "said on Monday that …": what follows the conjunction is said, however the parse hangs it.
    if takes(CueTakes::Clause)
        && let Some(said) = that_clause(context, verb)
    {
        return Some(vec![said]);
    }
    // "confirmed the release of four men whom …": an object that the parse took for the clause's subject.
    let stray = pieces.iter().any(|piece| tree.relation(*piece) == "ccomp" && *piece > verb && tree.children_by(*piece, &["nsubj", "obj"]).any(|child| is_relative(tree, child)));
    if takes(CueTakes::Object) && stray
        && let Some(object) = object_after(context, verb)
    {
        return Some(vec![object.cover(pieces_to_spans(context, verb, &pieces).into_iter().fold(object, Span::cover))]);
    }
    if !pieces.is_empty() {
        return Some(pieces_to_spans(context, verb, &pieces));
    }
    if takes(CueTakes::At)
        && let Some(put) = put_at(context, verb)
    {
        return Some(vec![put]);
    }
    if takes(CueTakes::Person) && !takes(CueTakes::Clause)
        && let Some(rest) = accusation(context, verb)
    {
        return Some(vec![rest]);
    }
    if takes(CueTakes::Object)
        && let Some(object) = object_after(context, verb)
    {
        return Some(vec![object]);
    }
    // "…, the army said": the cue is an aside of the clause it reports.
    if takes(CueTakes::Clause) && matches!(tree.relation(verb), "parataxis" | "ccomp" | "advcl" | "dep" | "acl" | "conj") && is_aside(tree, verb) {
        return Some(clause_around(context, verb));
    }
    if takes(CueTakes::Clause) && tree.relation(verb) == "root" {
        let sentence = tree.sentence_words(verb);
        let subject_span = subject_head.map(|head| source::span(context, head));
        // The parse may have hung the clause before the verb elsewhere: what stands before a comma is content.
        let start = subject_span.map_or(tree.tokens[verb].span.start, |span| span.start.min(tree.tokens[verb].span.start));
        let before: Vec<usize> = sentence.take_while(|token| tree.tokens[*token].span.end <= start).collect();
        let comma = before.iter().rev().take(2).any(|token| matches!(tree.word(*token), "," | "”" | "\"" | "’" | "?" | "!" | "—"));
        let has_verb = before.iter().any(|token| matches!(tree.upos(*token), Upos::Verb | Upos::Aux));
        if comma && (has_verb || before.iter().any(|token| matches!(tree.word(*token), "”" | "\"" | "“" | "’"))) && before.len() > 2 {
            return trimmed(tree, &before).map(|span| vec![span]);
        }
    }
    None
}

/// The clause after "that", where that follows the verb with nothing but circumstances between: to the end of the
/// sentence, or to what the parse hangs above the verb.
fn that_clause(context: &Context<'_>, verb: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let that = (verb + 1..sentence.end.min(verb + 14)).find(|token| tree.lower(*token) == "that" && matches!(tree.upos(*token), Upos::Sconj))?;
    // Only places, times, hearers and commas may stand between.
    let between_ok = (verb + 1..that).all(|token| !matches!(tree.upos(token), Upos::Verb | Upos::Aux | Upos::Sconj) && tree.word(token) != ";");
    if !between_ok || tree.head(that).is_some_and(|head| tree.deprel(head) == "acl:relcl" && tree.head(head).is_some_and(|noun| noun > verb)) {
        return None;
    }
    // A clause of another verb later in the sentence, hung by this verb or above it, ends what is said.
    let ends = (that + 1..sentence.end).find(|token| {
        let mark = matches!(tree.word(*token), ";")
            || tree.word(*token) == "," && {
                let next = tree.lower(*token + 1);
                let participle = next.ends_with("ing") && context.resources.cues.verb(tree.lemma(*token + 1)).is_some();
                let relays = context.resources.cues.relay(tree.lemma(*token + 1)).is_some();
                let aside = matches!(next.as_str(), "while" | "but" | "hours" | "minutes" | "days" | "whereas" | "although" | "though")
                    && tree.head(*token).is_none_or(|head| !tree.is_under(head, that.max(verb + 1)));
                participle || relays || aside
            };
        mark && *token > that + 2
    });
    let words: Vec<usize> = (that..ends.unwrap_or(sentence.end)).collect();
    trimmed(tree, &words)
}

/// "puts the number of people beaten at more than 40": to the end of the number's phrase.
fn put_at(context: &Context<'_>, verb: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let end = (verb + 1..sentence.end).find(|token| matches!(tree.word(*token), ";" | "," | ".")).unwrap_or(sentence.end);
    let at = (verb + 1..end).find(|token| matches!(tree.lower(*token).as_str(), "at" | "to"))?;
    let number = (at + 1..end.min(at + 6)).any(|token| tree.upos(token) == Upos::Num || matches!(tree.lemma(token), "dozen" | "hundred" | "thousand" | "several" | "score"));
    let words: Vec<usize> = (verb + 1..end).collect();
    number.then(|| trimmed(tree, &words)).flatten()
}

/// "accused the authorities of loading …", "blames the rebels for …": what follows the verb to the end of the clause.
fn accusation(context: &Context<'_>, verb: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let end = (verb + 1..sentence.end).find(|token| tree.word(*token) == ";").unwrap_or(sentence.end);
    let names_deed = (verb + 2..end).any(|token| {
        matches!(tree.lower(token).as_str(), "of" | "for") && (tree.upos(token + 1) == Upos::Verb || matches!(tree.lemma(verb), "accuse" | "blame"))
            || tree.lower(token) == "to" && tree.upos(token + 1) == Upos::Verb
    });
    let words: Vec<usize> = (verb + 1..end).collect();
    names_deed.then(|| trimmed(tree, &words)).flatten()
}

/// The noun phrase that follows a verb, past when and where it was said, where the parse gave the verb no object.
fn object_after(context: &Context<'_>, verb: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let mut first = verb + 1;
    // "confirmed on Monday |the release": one prepositional phrase of time.
    if first + 1 < sentence.end && tree.upos(first) == Upos::Adp && is_time_word(tree.lemma(first + 1)) {
        first += 2;
    }
    let begins = first < sentence.end && (matches!(tree.upos(first), Upos::Det | Upos::Num) || matches!(tree.word(first), "“" | "\""));
    if !begins {
        return None;
    }
    let quoted = matches!(tree.word(first), "“" | "\"");
    let head = nominal_head(context, first + usize::from(quoted), sentence.end)?;
    let phrase = full_phrase(tree, head, true);
    Some(tree.tokens[first].span.cover(phrase))
}

/// The spans of subtrees, joined where only punctuation parts them; the cue's own words left out.
fn pieces_to_spans(context: &Context<'_>, verb: usize, pieces: &[usize]) -> Vec<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let mut words: Vec<usize> = Vec::new();
    for piece in pieces {
        words.extend(tree.subtree(*piece, &|child| child == verb || is_own_aside(tree, child, verb)));
    }
    // Punctuation between and around belongs: quotation marks are often hung by the cue.
    words.sort_unstable();
    words.dedup();
    let mut spans: Vec<Vec<usize>> = Vec::new();
    for word in words {
        match spans.last_mut() {
            Some(run) if run.last().is_some_and(|last| (last + 1..word).all(|between| tree.upos(between) == Upos::Punct || between != verb && tree.head(between).is_some_and(|head| run.contains(&head)))) => run.push(word),
            _ => spans.push(vec![word]),
        }
    }
    spans
        .into_iter()
        .filter_map(|mut run| {
            // An opening quotation mark before the first word, a closing one after the last.
            if let Some(first) = run.first().copied().filter(|first| *first > sentence.start && matches!(tree.word(first - 1), "“" | "\"" | "‘")) {
                run.insert(0, first - 1);
            }
            if let Some(last) = run.last().copied() {
                let mut next = last + 1;
                while next < sentence.end && matches!(tree.word(next), "”" | "\"" | "’" | "." | ",") && matches!(tree.word(next), "”" | "\"" | "’") | (next + 1 < sentence.end && matches!(tree.word(next + 1), "”" | "\"" | "’")) {
                    run.push(next);
                    next += 1;
                }
            }
            trimmed(tree, &run)
        })
        .collect()
}

fn is_own_aside(tree: &Tree<'_>, child: usize, verb: usize) -> bool {
    tree.relation(child) == "parataxis" && tree.is_under(verb, child)
}

fn has_to(tree: &Tree<'_>, token: usize) -> bool {
    tree.children_by(token, &["mark"]).any(|mark| tree.lower(mark) == "to")
}

fn after_colon(tree: &Tree<'_>, token: usize) -> bool {
    let words = tree.subtree(token, &|_| false);
    words.first().is_some_and(|first| (first.saturating_sub(2)..=*first).any(|before| matches!(tree.word(before), ":" | "“" | "\"")))
}

/// Whether quotation marks open before a word and close after it.
pub(crate) fn in_quotes(tree: &Tree<'_>, token: usize) -> bool {
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

/// A time, place or manner of saying is not what is said: "on Thursday", "in a statement", "to reporters".
fn is_circumstance(context: &Context<'_>, child: usize) -> bool {
    let tree = context.tree;
    if tree.relation(child) != "obl" {
        return tree.relation(child) == "advcl" && !tree.lower(child).ends_with("ing") && tree.children_by(child, &["mark"]).next().is_some();
    }
    let case = tree.children_by(child, &["case"]).map(|case| tree.lower(case)).next().unwrap_or_default();
    let said_in = matches!(
        tree.lemma(child),
        "statement" | "telegram" | "facebook" | "twitter" | "interview" | "television" | "conference" | "briefing" | "post" | "message" | "speech" | "report" | "letter" | "reporter" | "journalist" | "x" | "video" | "condition" | "thread"
    );
    let time = is_time_word(tree.lemma(child));
    let comment = tree.lemma(child) == "comment";
    said_in || time || comment || matches!(case.as_str(), "" | "on" | "via" | "through" | "during" | "after" | "before" | "by" | "since" | "in" | "at" | "from" | "to" | "with")
        && !matches!(case.as_str(), "with" | "from" | "to" | "in" | "at" if matches!(tree.lemma(tree.head(child).unwrap_or(child)), "accuse" | "blame" | "charge" | "put" | "estimate" | "describe" | "call"))
}

/// A clause of saying beside the clause it reports: before or after commas, quotation marks.
fn is_aside(tree: &Tree<'_>, verb: usize) -> bool {
    let words = tree.subtree(verb, &|_| false);
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let sentence = tree.sentence_words(verb);
    let mark = |token: usize| matches!(tree.word(token), "," | "”" | "\"" | "’" | "—" | "–" | "-" | "?" | "!" | "(" | "'");
    let before = *first == sentence.start || mark(*first) || (*first > 0 && mark(*first - 1));
    let after = *last + 1 >= sentence.end || mark(*last + 1) || mark(*last) || matches!(tree.word(*last + 1), "." | ";" | ":" | ")") || tree.word(*last) == ".";
    let governor = tree.head(verb);
    let saying_alone = tree.child_by(verb, &["ccomp"]).is_none();
    before && after && governor.is_some() && saying_alone && tree.relation(verb) != "acl" && (tree.relation(verb) != "conj" || *first > sentence.start && mark(*first - 1))
        && (tree.relation(verb) != "advcl" || tree.children_by(verb, &["mark"]).all(|mark| tree.lower(mark) == "as"))
}

/// The whole sentence without the aside.
fn clause_around(context: &Context<'_>, verb: usize) -> Vec<Span> {
    let tree = context.tree;
    let words = tree.subtree(verb, &|_| false);
    let hole = tree.cover(&words).unwrap_or_default();
    without(context, tree.sentence_words(verb), &[hole])
}

/// "it was reported that", "is thought to have", "are believed to be", "was quoted as saying" goes to `relay`.
fn passive(context: &Context<'_>, verb: usize, cue: &Cue, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    let agent = tree
        .children_by(verb, &["obl:agent", "obl"])
        .find(|child| tree.children_by(*child, &["case"]).any(|case| tree.lower(case) == "by") && speaks(context, *child));
    let clause = tree.child_by(verb, &["ccomp", "csubj", "xcomp"]);
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
        (None, Some(subject)) if cue.takes.iter().any(|takes| matches!(takes, CueTakes::Object)) && agent.is_some() => content.push(subject),
        (None, Some(subject)) if matches!(cue.cue.as_str(), "report" | "confirm") => content.push(subject),
        (None, None) if agent.is_some() && matches!(cue.cue.as_str(), "report" | "confirm" | "announce" | "claim") => {
            // The parse lost the subject: what stands before the auxiliary is reported.
            let sentence = tree.sentence_words(verb);
            let start = (sentence.start..verb).rev().find(|token| tree.word(*token) == ";").map_or(sentence.start, |token| token + 1);
            content.extend((start..verb).filter(|token| tree.head(*token).is_none_or(|head| !(start..verb).contains(&head)) && tree.upos(*token) != Upos::Aux));
        }
        _ => return,
    }
    let told_head = tree.child_by(verb, &["nsubj:pass"]).filter(|_| matches!(cue.cue.as_str(), "tell" | "inform") && clause.is_some());
    if let Some(hearer) = told_head {
        content.retain(|word| *word != hearer);
    }
    let content = pieces_to_spans(context, verb, &content);
    if content.is_empty() || cue.tally && agent.is_none() {
        return;
    }
    let aux_first = tree.children_by(verb, &["aux", "aux:pass"]).filter(|aux| *aux < verb && verb - *aux <= 3).min().unwrap_or(verb);
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

/// "AFP quoted X as saying that", "X, citing Y, reported", "which relies on Y", "survivors whom the mayor quoted".
fn relay(context: &Context<'_>, verb: usize, cue: &Cue, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    let complement = match &cue.with {
        Some(preposition) => tree.children_by(verb, &["obl", "nmod"]).find(|child| tree.children_by(*child, &["case"]).any(|case| tree.lower(case) == *preposition)),
        None => tree.child_by(verb, &["obj"]),
    };
    let relative_object = complement.filter(|object| is_relative(tree, *object));
    let saying = tree.children_by(verb, &["advcl", "xcomp", "ccomp", "obl"]).find(|child| {
        *child > verb && (tree.children_by(*child, &["mark", "case"]).any(|mark| tree.lower(mark) == "as") || context.resources.cues.verb(tree.lemma(*child)).is_some())
    });
    let said_in = saying.and_then(|saying| {
        let clause: Vec<usize> = tree.children_by(saying, &["ccomp", "xcomp", "obj", "parataxis"]).collect();
        (!clause.is_empty()).then(|| pieces_to_spans(context, saying, &clause))
    });
    if is_passive(tree, verb) {
        // "X was quoted (by AFP) as saying that": X speaks, the agent relays.
        let Some(speaker) = tree.child_by(verb, &["nsubj"]) else { return };
        let agent = tree.children_by(verb, &["obl"]).find(|child| tree.children_by(*child, &["case"]).any(|case| tree.lower(case) == "by"));
        let content = said_in.unwrap_or_else(|| if is_aside(tree, verb) { clause_around(context, verb) } else { Vec::new() });
        if content.is_empty() {
            return;
        }
        let outer = drafts.len();
        if let Some(agent) = agent {
            drafts.push(Draft { source: Some(source::span(context, agent)), kind: None, cue_head: verb, cue: tree.tokens[verb].span, content: content.clone(), told: None, entry: cue.cue.clone(), relayed_by: None });
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
        let Some(inner) = drafts.iter().position(|draft| draft.source.is_some_and(|source| source.contains(quoted))) else { return };
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
        drafts.push(Draft { source: Some(relayer), kind: None, cue_head: verb, cue: tree.tokens[verb].span, content, told: told(context, verb), entry: cue.cue.clone(), relayed_by: drafts[inner].relayed_by });
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
    if !tree.words_in(origin_span).any(|token| matches!(tree.upos(token), Upos::Noun | Upos::Propn | Upos::Pron) && speaks(context, token)) {
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
            let of_relative = relative_subject && draft.source.is_some_and(|source| {
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
            let follows = (participle || relative_subject) && draft.cue_head < verb && (draft.cue_head..verb).all(|token| !matches!(tree.word(token), ";"));
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
            .filter(|piece| !tree.words_in(*piece).all(|token| matches!(tree.upos(token), Upos::Punct | Upos::Det | Upos::Pron)))
            .collect();
        if content.is_empty() {
            return;
        }
        drafts[outer].content = content.clone();
        drafts.push(Draft { source: Some(origin_span), kind: None, cue_head: verb, cue: tree.tokens[verb].span, content, told: None, entry: cue.cue.clone(), relayed_by: Some(outer) });
        return;
    }
    let content = said_in.clone().or_else(|| governing_content(context, verb, drafts)).or_else(|| aside_content(context, verb));
    let Some(content) = content.filter(|content| !content.is_empty()) else { return };
    let relayer = subject_head.map(|head| source::span(context, head)).or_else(|| speaker_before(context, verb)).filter(|_| !relative_subject && (!participle || subject_head.is_some()));
    let outer = governing.or_else(|| {
        let relayer = relayer?;
        drafts.push(Draft { source: Some(relayer), kind: None, cue_head: verb, cue: tree.tokens[verb].span, content: content.clone(), told: told(context, verb), entry: cue.cue.clone(), relayed_by: None });
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
fn object_phrase(context: &Context<'_>, verb: usize, cue: &Cue) -> Option<Span> {
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
fn aside_content(context: &Context<'_>, verb: usize) -> Option<Vec<Span>> {
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
fn quoted_by_relative(context: &Context<'_>, verb: usize, drafts: &[Draft]) -> Option<(Span, usize)> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let from = verb.saturating_sub(14).max(sentence.start);
    let whom = (from..verb).rev().find(|token| matches!(tree.lower(*token).as_str(), "whom" | "who" | "which"))?;
    if whom + 1 >= verb {
        return None;
    }
    let inner = drafts.iter().position(|draft| draft.source.is_some_and(|source| {
        let end = tree.words_in(source).end;
        end == whom || end + 1 == whom || source.contains(tree.tokens[whom].span)
    }) && sentence.contains(&draft.cue_head) && draft.cue_head < whom)?;
    let words: Vec<usize> = (whom + 1..verb).filter(|token| tree.upos(*token) != Upos::Aux).collect();
    let nominal = words.iter().any(|token| matches!(tree.upos(*token), Upos::Noun | Upos::Propn | Upos::Pron));
    nominal.then(|| trimmed(tree, &words)).flatten().map(|span| (span, inner))
}

/// Puts a relayer outside a draft that exists.
fn push_relay(context: &Context<'_>, verb: usize, cue: &Cue, relayer: usize, inner: usize, drafts: &mut Vec<Draft>) {
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
fn governing_content(context: &Context<'_>, verb: usize, drafts: &[Draft]) -> Option<Vec<Span>> {
    let tree = context.tree;
    if let Some(draft) = drafts.iter().find(|draft| tree.ancestors(verb).any(|above| above == draft.cue_head)) {
        return Some(draft.content.clone());
    }
    // "X, citing Y, reported that …": the verb of saying is found later; its clause is content all the same.
    let above = tree.ancestors(verb).find(|above| context.resources.cues.verb(tree.lemma(*above)).is_some() && tree.upos(*above) == Upos::Verb);
    if let Some(above) = above {
        let cue = context.resources.cues.verb(tree.lemma(above))?;
        return content(context, above, cue, subject(tree, above));
    }
    if matches!(tree.relation(verb), "advcl" | "parataxis" | "acl") {
        return Some(clause_around(context, verb));
    }
    None
}

fn holds_number_or_loss(context: &Context<'_>, content: &[Span]) -> bool {
    let tree = context.tree;
    let kinds = &context.resources.quantities.kinds;
    content.iter().any(|piece| {
        tree.words_in(*piece).any(|token| {
            tree.upos(token) == Upos::Num || kinds.killed_nouns.contains(tree.lemma(token)) || kinds.killed_adjectives.contains(tree.lemma(token))
                || matches!(tree.lemma(token), "casualty" | "attack" | "strike" | "killing" | "incident" | "case" | "violation")
        })
    })
}

/// The whole noun phrase of a word, for callers that need no clause.
pub(crate) fn phrase(context: &Context<'_>, head: usize) -> Span {
    full_phrase(context.tree, head, false)
}
