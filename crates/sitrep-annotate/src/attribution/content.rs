//! What a verb of saying says: clauses, objects, infinitives, numbers put at a figure.

use super::words::{has_to, in_quotes, is_relative, is_time_word, nominal_head};
use super::{Context, source, trimmed, without};
use crate::entity::full_phrase;
use crate::tree::Tree;
use sitrep_resources::{Cue, CueTakes};
use sitrep_types::{Span, Upos};

/// What is said.
pub(super) fn content(context: &Context<'_>, verb: usize, cue: &Cue, subject_head: Option<usize>) -> Option<Vec<Span>> {
    let tree = context.tree;
    let takes = |kind: CueTakes| cue.takes.contains(&kind);
    let mut pieces: Vec<usize> = Vec::new();
    let clause_like = |child: usize| matches!(tree.relation(child), "ccomp" | "csubj");
    if takes(CueTakes::Clause) || takes(CueTakes::Person) {
        let person_only = !takes(CueTakes::Clause);
        pieces.extend(
            tree.children(verb).iter().copied().filter(|child| clause_like(*child) && (*child > verb || !person_only)),
        );
        // Coordinated contents: "said that A and that B" hang by the first.
        if pieces.is_empty() {
            pieces.extend(tree.children_by(verb, &["parataxis", "xcomp", "advcl", "dep"]).filter(|child| {
                in_quotes(tree, *child)
                    || tree.relation(*child) == "parataxis" && *child > verb && after_colon(tree, *child)
            }));
        }
    }
    if takes(CueTakes::Infinitive) {
        pieces.extend(tree.children_by(verb, &["xcomp"]).filter(|child| has_to(tree, *child)));
    }
    if takes(CueTakes::Gerund) {
        pieces.extend(
            tree.children_by(verb, &["xcomp", "ccomp", "advcl"]).filter(|child| tree.lower(*child).ends_with("ing")),
        );
    }
    if takes(CueTakes::Person) {
        let person = tree.child_by(verb, &["obj", "iobj"]);
        let rest: Vec<usize> = tree
            .children_by(verb, &["xcomp", "advcl", "obl", "ccomp"])
            .filter(|child| *child > verb && !is_circumstance(context, *child))
            .collect();
        if !rest.is_empty() {
            if !matches!(cue.cue.as_str(), "tell" | "warn") || rest.iter().any(|child| tree.relation(*child) == "xcomp")
            {
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
    if takes(CueTakes::At)
        && tree.child_by(verb, &["obl"]).is_some_and(|child| {
            tree.children_by(child, &["case"]).any(|case| matches!(tree.lower(case).as_str(), "at" | "to" | "in"))
        })
    {
        pieces.extend(tree.children_by(verb, &["obj", "obl"]).filter(|child| *child > verb));
    }
    if takes(CueTakes::Object) && pieces.is_empty() {
        pieces
            .extend(tree.children_by(verb, &["obj", "xcomp"]).filter(|child| *child > verb || in_quotes(tree, *child)));
        if !pieces.is_empty() {
            pieces.extend(
                tree.children_by(verb, &["advcl", "obl"])
                    .filter(|child| *child > verb && !is_circumstance(context, *child)),
            );
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
    let stray = pieces.iter().any(|piece| {
        tree.relation(*piece) == "ccomp"
            && *piece > verb
            && (verb + 1..*piece)
                .any(|token| tree.lower(token) == "whom" || is_relative(tree, token) && tree.lower(token) != "that")
    });
    if takes(CueTakes::Object)
        && stray
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
    if takes(CueTakes::Person)
        && !takes(CueTakes::Clause)
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
    if takes(CueTakes::Clause)
        && matches!(tree.relation(verb), "parataxis" | "ccomp" | "advcl" | "dep" | "acl" | "conj")
        && is_aside(tree, verb)
    {
        return Some(clause_around(context, verb));
    }
    if takes(CueTakes::Clause) && tree.relation(verb) == "root" {
        let sentence = tree.sentence_words(verb);
        let subject_span = subject_head.map(|head| source::span(context, head));
        // The parse may have hung the clause before the verb elsewhere: what stands before a comma is content.
        let start =
            subject_span.map_or(tree.tokens[verb].span.start, |span| span.start.min(tree.tokens[verb].span.start));
        let before: Vec<usize> = sentence.take_while(|token| tree.tokens[*token].span.end <= start).collect();
        let comma = before
            .iter()
            .rev()
            .take(2)
            .any(|token| matches!(tree.word(*token), "," | "”" | "\"" | "’" | "?" | "!" | "—"));
        let has_verb = before.iter().any(|token| matches!(tree.upos(*token), Upos::Verb | Upos::Aux));
        if comma
            && (has_verb || before.iter().any(|token| matches!(tree.word(*token), "”" | "\"" | "“" | "’")))
            && before.len() > 2
        {
            return trimmed(tree, &before).map(|span| vec![span]);
        }
    }
    None
}

/// The clause after "that", where that follows the verb with nothing but circumstances between: to the end of the
/// sentence, or to what the parse hangs above the verb.
pub(super) fn that_clause(context: &Context<'_>, verb: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let that = (verb + 1..sentence.end.min(verb + 14))
        .find(|token| tree.lower(*token) == "that" && matches!(tree.upos(*token), Upos::Sconj))?;
    // Only places, times, hearers and commas may stand between.
    let between_ok = (verb + 1..that)
        .all(|token| !matches!(tree.upos(token), Upos::Verb | Upos::Aux | Upos::Sconj) && tree.word(token) != ";");
    if !between_ok
        || tree
            .head(that)
            .is_some_and(|head| tree.deprel(head) == "acl:relcl" && tree.head(head).is_some_and(|noun| noun > verb))
    {
        return None;
    }
    // A clause of another verb later in the sentence, hung by this verb or above it, ends what is said.
    let ends = (that + 1..sentence.end).find(|token| {
        let mark = matches!(tree.word(*token), ";")
            || tree.word(*token) == "," && {
                let next = tree.lower(*token + 1);
                let participle = next.ends_with("ing") && context.resources.cues.verb(tree.lemma(*token + 1)).is_some();
                let relays = context.resources.cues.relay(tree.lemma(*token + 1)).is_some();
                let aside = matches!(
                    next.as_str(),
                    "while" | "but" | "hours" | "minutes" | "days" | "whereas" | "although" | "though"
                ) && tree.head(*token).is_none_or(|head| !tree.is_under(head, that.max(verb + 1)));
                participle || relays || aside
            };
        mark && *token > that + 2
    });
    let words: Vec<usize> = (that..ends.unwrap_or(sentence.end)).collect();
    trimmed(tree, &words)
}

/// "puts the number of people beaten at more than 40": to the end of the number's phrase.
pub(super) fn put_at(context: &Context<'_>, verb: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let end =
        (verb + 1..sentence.end).find(|token| matches!(tree.word(*token), ";" | "," | ".")).unwrap_or(sentence.end);
    let at = (verb + 1..end).find(|token| matches!(tree.lower(*token).as_str(), "at" | "to"))?;
    let number = (at + 1..end.min(at + 6)).any(|token| {
        tree.upos(token) == Upos::Num
            || matches!(tree.lemma(token), "dozen" | "hundred" | "thousand" | "several" | "score")
    });
    let words: Vec<usize> = (verb + 1..end).collect();
    number.then(|| trimmed(tree, &words)).flatten()
}

/// "accused the authorities of loading …", "blames the rebels for …": what follows the verb to the end of the clause.
pub(super) fn accusation(context: &Context<'_>, verb: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let end = (verb + 1..sentence.end).find(|token| tree.word(*token) == ";").unwrap_or(sentence.end);
    let names_deed = (verb + 2..end).any(|token| {
        matches!(tree.lower(token).as_str(), "of" | "for")
            && (tree.upos(token + 1) == Upos::Verb || matches!(tree.lemma(verb), "accuse" | "blame"))
            || tree.lower(token) == "to" && tree.upos(token + 1) == Upos::Verb
    });
    let words: Vec<usize> = (verb + 1..end).collect();
    names_deed.then(|| trimmed(tree, &words)).flatten()
}

/// The noun phrase that follows a verb, past when and where it was said, where the parse gave the verb no object.
pub(super) fn object_after(context: &Context<'_>, verb: usize) -> Option<Span> {
    let tree = context.tree;
    let sentence = tree.sentence_words(verb);
    let mut first = verb + 1;
    // "confirmed on Monday |the release": one prepositional phrase of time.
    if first + 1 < sentence.end && tree.upos(first) == Upos::Adp && is_time_word(tree.lemma(first + 1)) {
        first += 2;
    }
    let begins = first < sentence.end
        && (matches!(tree.upos(first), Upos::Det | Upos::Num) || matches!(tree.word(first), "“" | "\""));
    if !begins {
        return None;
    }
    let quoted = matches!(tree.word(first), "“" | "\"");
    let head = nominal_head(context, first + usize::from(quoted), sentence.end)?;
    let phrase = full_phrase(tree, head, true);
    Some(tree.tokens[first].span.cover(phrase))
}

/// The spans of subtrees, joined where only punctuation parts them; the cue's own words left out.
pub(super) fn pieces_to_spans(context: &Context<'_>, verb: usize, pieces: &[usize]) -> Vec<Span> {
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
            Some(run)
                if run.last().is_some_and(|last| {
                    (last + 1..word).all(|between| {
                        tree.upos(between) == Upos::Punct
                            || between != verb && tree.head(between).is_some_and(|head| run.contains(&head))
                    })
                }) =>
            {
                run.push(word);
            }
            _ => spans.push(vec![word]),
        }
    }
    // "“They left nothing,” he said, two days after the withdrawal": what follows a quotation and its cue outside of
    // quotation marks is told by the report.
    let quoted = |run: &[usize]| {
        run.first().is_some_and(|first| in_quotes(tree, first + 1)) && run.last().is_some_and(|last| *last < verb)
    };
    if spans.first().is_some_and(|run| quoted(run)) {
        spans.retain(|run| run.first().is_some_and(|first| *first < verb || in_quotes(tree, first + 1)));
    }
    spans
        .into_iter()
        .filter_map(|mut run| {
            // An opening quotation mark before the first word, a closing one after the last.
            if let Some(first) = run
                .first()
                .copied()
                .filter(|first| *first > sentence.start && matches!(tree.word(first - 1), "“" | "\"" | "‘"))
            {
                run.insert(0, first - 1);
            }
            if let Some(last) = run.last().copied() {
                let mut next = last + 1;
                while next < sentence.end
                    && matches!(tree.word(next), "”" | "\"" | "’" | "." | ",")
                    && matches!(tree.word(next), "”" | "\"" | "’")
                        | (next + 1 < sentence.end && matches!(tree.word(next + 1), "”" | "\"" | "’"))
                {
                    run.push(next);
                    next += 1;
                }
            }
            trimmed(tree, &run)
        })
        .collect()
}

pub(super) fn is_own_aside(tree: &Tree<'_>, child: usize, verb: usize) -> bool {
    tree.relation(child) == "parataxis" && tree.is_under(verb, child)
}

pub(super) fn after_colon(tree: &Tree<'_>, token: usize) -> bool {
    let words = tree.subtree(token, &|_| false);
    words.first().is_some_and(|first| {
        (first.saturating_sub(2)..=*first).any(|before| matches!(tree.word(before), ":" | "“" | "\""))
    })
}

/// A time, place or manner of saying is not what is said: "on Thursday", "in a statement", "to reporters".
pub(super) fn is_circumstance(context: &Context<'_>, child: usize) -> bool {
    let tree = context.tree;
    if tree.relation(child) != "obl" {
        return tree.relation(child) == "advcl"
            && !tree.lower(child).ends_with("ing")
            && tree.children_by(child, &["mark"]).next().is_some();
    }
    let case = tree.children_by(child, &["case"]).map(|case| tree.lower(case)).next().unwrap_or_default();
    let said_in = matches!(
        tree.lemma(child),
        "statement"
            | "telegram"
            | "facebook"
            | "twitter"
            | "interview"
            | "television"
            | "conference"
            | "briefing"
            | "post"
            | "message"
            | "speech"
            | "report"
            | "letter"
            | "reporter"
            | "journalist"
            | "x"
            | "video"
            | "condition"
            | "thread"
    );
    let time = is_time_word(tree.lemma(child));
    let comment = tree.lemma(child) == "comment";
    said_in
        || time
        || comment
        || matches!(
            case.as_str(),
            "" | "on"
                | "via"
                | "through"
                | "during"
                | "after"
                | "before"
                | "by"
                | "since"
                | "in"
                | "at"
                | "from"
                | "to"
                | "with"
        ) && !matches!(case.as_str(), "with" | "from" | "to" | "in" | "at" if matches!(tree.lemma(tree.head(child).unwrap_or(child)), "accuse" | "blame" | "charge" | "put" | "estimate" | "describe" | "call"))
}

/// A clause of saying beside the clause it reports: before or after commas, quotation marks.
pub(super) fn is_aside(tree: &Tree<'_>, verb: usize) -> bool {
    let words = tree.subtree(verb, &|_| false);
    let (Some(first), Some(last)) = (words.first(), words.last()) else { return false };
    let sentence = tree.sentence_words(verb);
    let mark =
        |token: usize| matches!(tree.word(token), "," | "”" | "\"" | "’" | "—" | "–" | "-" | "?" | "!" | "(" | "'");
    let before = *first == sentence.start || mark(*first) || (*first > 0 && mark(*first - 1));
    let after = *last + 1 >= sentence.end
        || mark(*last + 1)
        || mark(*last)
        || matches!(tree.word(*last + 1), "." | ";" | ":" | ")")
        || tree.word(*last) == ".";
    let governor = tree.head(verb);
    let saying_alone = tree.child_by(verb, &["ccomp"]).is_none();
    // "Police found six bodies, prosecutors said": what has an object that hears nothing reports nothing around it.
    let hears = matches!(tree.lemma(verb), "tell" | "inform" | "assure" | "warn" | "remind" | "ask" | "brief");
    before
        && after
        && (hears || tree.child_by(verb, &["obj"]).is_none_or(|object| is_time_word(tree.lemma(object))))
        && governor.is_some()
        && saying_alone
        && tree.relation(verb) != "acl"
        && (tree.relation(verb) != "conj" || *first > sentence.start && mark(*first - 1))
        && (tree.relation(verb) != "advcl" || tree.children_by(verb, &["mark"]).all(|mark| tree.lower(mark) == "as"))
}

/// The whole sentence without the aside.
pub(super) fn clause_around(context: &Context<'_>, verb: usize) -> Vec<Span> {
    let tree = context.tree;
    let words = tree.subtree(verb, &|_| false);
    let hole = tree.cover(&words).unwrap_or_default();
    without(context, tree.sentence_words(verb), &[hole])
}
