//! Attribution without a verb: "according to", adverbs, nouns with a clause, colons, counts.

use sitrep_types::{BlockKind, Span, Upos};

use super::words::{in_quotes, nominal_head, phrase};
use super::{Context, Draft, source, trimmed, without};

/// A speaker before a colon has at most this many words.
const LONGEST_SPEAKER_WORDS: usize = 14;

/// Adds the attributions of prepositions, adverbs, nouns and colons.
pub(crate) fn find(context: &Context<'_>, drafts: &mut Vec<Draft>) {
    for token in 0..context.tree.tokens.len() {
        prepositional(context, token, drafts);
        adverbial(context, token, drafts);
        nominal(context, token, drafts);
        figure(context, token, drafts);
    }
    for sentence in 0..context.tree.sentences.len() {
        closing_source(context, sentence, drafts);
        colon(context, sentence, drafts);
        as_clause(context, sentence, drafts);
    }
}

/// "according to X", "in the words of X".
fn prepositional(context: &Context<'_>, token: usize, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    let sentence = tree.sentence_words(token);
    let matched = context.resources.cues.prepositions().iter().find(|(words, _)| {
        token + words.len() < sentence.end
            && words.iter().enumerate().all(|(offset, word)| tree.lower(token + offset) == *word)
    });
    let possessive = || counted_by(context, token);
    let (cue, first_after, source_head, cue_end) = match matched {
        Some((words, cue)) => {
            if words.len() == 1 && tree.upos(token) != Upos::Adp {
                return;
            }
            let after = token + words.len();
            let Some(head) = noun_after(context, after) else { return };
            (cue.cue.clone(), after, head, after - 1)
        }
        None => match possessive() {
            Some((head, count)) => ("by the count of".to_owned(), token + 1, head, count),
            None => return,
        },
    };
    // A name after its common noun is one phrase: "the prison service |SNAI".
    let whole =
        nominal_head(context, first_after, sentence.end).filter(|last| *last > source_head && matched.is_some());
    let source_span = source::span(context, source_head);
    let source_span = whole.map_or(source_span, |last| source_span.cover(tree.tokens[last].span));
    if source_span.start < tree.tokens[first_after.min(tree.tokens.len() - 1)].span.start {
        return;
    }
    let cue_span = tree.stretch(token, cue_end);
    let hole = cue_span.cover(source_span);
    // A relative clause of the source ("survivors whom the mayor quoted") is no content either.
    let relative = tree
        .children_by(source_head, &["acl"])
        .filter_map(|clause| tree.cover(&tree.subtree(clause, &|_| false)))
        .fold(hole, Span::cover);
    let content = without(context, clause_of(context, token, sentence), &[relative]);
    if content.is_empty() {
        return;
    }
    let cue_words = if matched.is_some() { cue_span } else { tree.tokens[cue_end].span };
    drafts.push(Draft {
        source: Some(source_span),
        kind: None,
        cue_head: token,
        cue: cue_words,
        content,
        told: None,
        entry: cue,
        relayed_by: None,
    });
}

/// "by the ministry's count", "on its own account": the possessor counts.
fn counted_by(context: &Context<'_>, token: usize) -> Option<(usize, usize)> {
    let tree = context.tree;
    if !matches!(tree.lower(token).as_str(), "by" | "in" | "on") {
        return None;
    }
    let noun = tree.head(token).filter(|head| *head > token && tree.relation(token) == "case")?;
    let counts = matches!(
        tree.lemma(noun),
        "count" | "account" | "tally" | "estimate" | "telling" | "version" | "words" | "reckoning" | "admission"
    );
    if !counts {
        return None;
    }
    let possessor = tree.child_by(noun, &["nmod:poss"]).or_else(|| {
        tree.children_by(noun, &["nmod"])
            .find(|child| tree.children_by(*child, &["case"]).any(|case| tree.lower(case) == "of"))
    })?;
    Some((possessor, noun))
}

/// The head of the noun phrase that begins at a word.
fn noun_after(context: &Context<'_>, first: usize) -> Option<usize> {
    let tree = context.tree;
    let sentence = tree.sentence_words(first);
    // A source that a comma closes is the nouns before that comma: "According to AFP, the general said in a statement".
    let comma = (first..sentence.end).find(|token| tree.word(*token) == ",");
    if let Some(last) = comma.and_then(|comma| nominal_head(context, first, comma).filter(|last| last + 1 == comma)) {
        let inside = |token: usize| (first..=last).contains(&token);
        return Some(
            (first..=last)
                .find(|token| {
                    matches!(tree.upos(*token), Upos::Noun | Upos::Propn | Upos::Pron)
                        && tree.head(*token).is_none_or(|head| !inside(head))
                })
                .unwrap_or(last),
        );
    }
    // "according to" hangs by the noun in the trees we train on.
    let by_case = tree.head(first.checked_sub(1)?).filter(|head| {
        *head >= first && sentence.contains(head) && matches!(tree.upos(*head), Upos::Noun | Upos::Propn | Upos::Pron)
    });
    let fixed_head = first.checked_sub(2).and_then(|cue| tree.head(cue)).filter(|head| {
        *head >= first && sentence.contains(head) && matches!(tree.upos(*head), Upos::Noun | Upos::Propn | Upos::Pron)
    });
    fixed_head.or(by_case).or_else(|| {
        (first..sentence.end.min(first + 12))
            .take_while(|token| !matches!(tree.upos(*token), Upos::Verb | Upos::Punct | Upos::Sconj))
            .find(|token| {
                matches!(tree.upos(*token), Upos::Noun | Upos::Propn | Upos::Pron)
                    && tree.head(*token).is_none_or(|head| head < first || head > *token)
            })
            .or_else(|| (first..sentence.end).find(|token| matches!(tree.upos(*token), Upos::Noun | Upos::Propn)))
    })
}

/// The words that a cue at `token` reports: the sentence, or the part between semicolons.
fn clause_of(context: &Context<'_>, token: usize, sentence: std::ops::Range<usize>) -> std::ops::Range<usize> {
    let tree = context.tree;
    let starts =
        (sentence.start..token).rev().find(|word| tree.word(*word) == ";").map_or(sentence.start, |word| word + 1);
    let ends = (token..sentence.end).find(|word| tree.word(*word) == ";").unwrap_or(sentence.end);
    // A cue at the end of the sentence speaks for all of it.
    if ends == sentence.end && starts > sentence.start && token > starts + 3 { sentence } else { starts..ends }
}

/// "reportedly", "allegedly".
fn adverbial(context: &Context<'_>, token: usize, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    let Some(cue) = context.resources.cues.adverb(&tree.lower(token)) else { return };
    if tree.relation(token) != "advmod" {
        return;
    }
    let Some(head) = tree.head(token) else { return };
    let words: Vec<usize> =
        tree.subtree(head, &|child| child == token).into_iter().filter(|word| *word != token).collect();
    let Some(content) = trimmed(tree, &words) else { return };
    let content = without(context, tree.words_in(content), &[tree.tokens[token].span]);
    drafts.push(Draft {
        source: None,
        kind: None,
        cue_head: token,
        cue: tree.tokens[token].span,
        content,
        told: None,
        entry: cue.cue.clone(),
        relayed_by: None,
    });
}

/// "reports from the UN that …", "its claim to have …".
fn nominal(context: &Context<'_>, token: usize, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    if tree.upos(token) != Upos::Noun {
        return;
    }
    let Some(cue) = context.resources.cues.noun(tree.lemma(token)) else { return };
    let clause = tree.children_by(token, &["acl", "ccomp", "appos"]).find(|child| {
        let that = tree.children_by(*child, &["mark"]).any(|mark| matches!(tree.lower(mark).as_str(), "that" | "to"));
        *child > token && that && tree.deprel(*child) != "acl:relcl"
    });
    let of = || {
        tree.children_by(token, &["nmod"]).find(|child| {
            *child > token
                && tree.children_by(*child, &["case"]).any(|case| tree.lower(case) == "of")
                && matches!(
                    cue.cue.as_str(),
                    "report"
                        | "claim"
                        | "allegation"
                        | "rumour"
                        | "rumor"
                        | "accusation"
                        | "warning"
                        | "news"
                        | "denial"
                )
        })
    };
    let Some(said) = clause.or_else(of) else { return };
    // "said in a report that": the verb has the clause; "the latest reports" have none.
    let source_head = tree
        .child_by(token, &["nmod:poss"])
        .or_else(|| {
            tree.children_by(token, &["nmod"]).find(|child| {
                tree.children_by(*child, &["case"]).any(|case| matches!(tree.lower(case).as_str(), "from" | "by"))
            })
        })
        .or_else(|| tree.child_by(token, &["compound"]).filter(|child| tree.upos(*child) == Upos::Propn));
    let content = phrase_or_clause(context, said);
    drafts.push(Draft {
        source: source_head.map(|head| source::span(context, head)),
        kind: None,
        cue_head: token,
        cue: tree.tokens[token].span,
        content: vec![content],
        told: None,
        entry: cue.cue.clone(),
        relayed_by: None,
    });
}

/// "An earlier toll of nine came from the hospital": a figure and where it comes from.
fn figure(context: &Context<'_>, token: usize, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    let figure = matches!(tree.lemma(token), "toll" | "count" | "figure" | "tally" | "number" | "total" | "estimate");
    let Some(verb) = tree.head(token).filter(|_| figure && tree.relation(token) == "nsubj") else { return };
    let source = tree
        .children_by(verb, &["obl"])
        .find(|child| *child > verb && tree.children_by(*child, &["case"]).any(|case| tree.lower(case) == "from"));
    let Some(source) = source.filter(|_| matches!(tree.lemma(verb), "come" | "originate" | "stem")) else { return };
    drafts.push(Draft {
        source: Some(source::span(context, source)),
        kind: None,
        cue_head: verb,
        cue: tree.tokens[verb].span,
        content: vec![phrase(context, token)],
        told: None,
        entry: "put".to_owned(),
        relayed_by: None,
    });
}

fn phrase_or_clause(context: &Context<'_>, head: usize) -> Span {
    let tree = context.tree;
    if tree.is_predicate(head) {
        let words = tree.subtree(head, &|_| false);
        trimmed(tree, &words).unwrap_or(tree.tokens[head].span)
    } else {
        phrase(context, head)
    }
}

/// "Spokesman for the grouping: we have pulled out", "Witness: 'we saw them'".
fn colon(context: &Context<'_>, sentence_index: usize, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    let sentence = &tree.sentences[sentence_index];
    let words = sentence.first_token..sentence.end_token;
    let Some(at) = words.clone().take(LONGEST_SPEAKER_WORDS + 4).find(|token| tree.word(*token) == ":") else { return };
    if drafts.iter().any(|draft| draft.cue_head == at) {
        return;
    }
    let headline = context
        .document
        .blocks
        .get(sentence.block)
        .is_some_and(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Dek));
    // A time or bullet may stand before the speaker: "08:40 —".
    let start = words
        .clone()
        .take_while(|token| *token < at)
        .filter(|token| matches!(tree.word(*token), "—" | "–" | "•" | "-") && *token <= words.start + 2)
        .last()
        .map_or(words.start, |dash| dash + 1);
    let before = start..at;
    if before.clone().any(|token| matches!(tree.upos(token), Upos::Verb | Upos::Aux)) {
        spokesman_colon(context, before, at, words.end, drafts);
        return;
    }
    if before.is_empty() || before.len() > LONGEST_SPEAKER_WORDS {
        return;
    }
    let after: Vec<usize> = (at + 1..words.end).collect();
    let says_something =
        after.iter().any(|token| matches!(tree.upos(*token), Upos::Verb | Upos::Aux)) && after.len() > 2;
    let shouted = before.clone().any(|token| tree.word(token).len() > 1)
        && before.clone().all(|token| !tree.word(token).chars().any(char::is_lowercase));
    let human = before.clone().any(|token| {
        let lemma = tree.lemma(token);
        context.mentions.iter().any(|mention| mention.head == token && matches!(mention.kind, sitrep_types::MentionKind::Person | sitrep_types::MentionKind::Organisation))
            || context.resources.titles.offices.contains_key(lemma)
            || matches!(context.resources.cues.source_kind(lemma), Some(kind) if kind != sitrep_types::LinkKind::Document)
    });
    let quoted = after.first().is_some_and(|token| matches!(tree.word(*token), "“" | "\"" | "‘" | "'"));
    let transcript = shouted && before.len() <= 3;
    if !says_something
        || !(human || quoted && headline || transcript)
        || transcript
            && !human
            && !quoted
            && !matches!(
                tree.lower(before.start).as_str(),
                "presenter" | "guest" | "host" | "caller" | "q" | "a" | "reporter" | "anchor" | "question" | "answer"
            )
    {
        return;
    }
    // Inside a quotation or a clause of its own the colon only introduces.
    if in_quotes(tree, at)
        || drafts.iter().any(|draft| {
            draft.content.iter().any(|piece| piece.overlaps(tree.tokens[at].span))
                || sentence.span.contains(draft.cue) && draft.cue.start < tree.tokens[at].span.start
        })
    {
        return;
    }
    let (Some(source), Some(content)) = (trimmed(tree, &before.collect::<Vec<_>>()), trimmed(tree, &after)) else {
        return;
    };
    drafts.push(Draft {
        source: Some(source),
        kind: None,
        cue_head: at,
        cue: tree.tokens[at].span,
        content: vec![content],
        told: None,
        entry: "say".to_owned(),
        relayed_by: None,
    });
}

/// "A spokesman for the command hit back within the hour: the situation was critical".
fn spokesman_colon(
    context: &Context<'_>,
    before: std::ops::Range<usize>,
    at: usize,
    end: usize,
    drafts: &mut Vec<Draft>,
) {
    let tree = context.tree;
    let Some(verb) = before.clone().find(|token| tree.upos(*token) == Upos::Verb) else { return };
    let Some(speaker) = before
        .clone()
        .take_while(|token| *token < verb)
        .find(|token| matches!(tree.lemma(*token), "spokesman" | "spokeswoman" | "spokesperson"))
    else {
        return;
    };
    if drafts.iter().any(|draft| (before.start..end).contains(&draft.cue_head)) {
        return;
    }
    let after: Vec<usize> = (at + 1..end).collect();
    if !after.iter().any(|token| matches!(tree.upos(*token), Upos::Verb | Upos::Aux)) {
        return;
    }
    let Some(content) = trimmed(tree, &after) else { return };
    drafts.push(Draft {
        source: Some(source::span(context, speaker)),
        kind: None,
        cue_head: verb,
        cue: tree.tokens[verb].span,
        content: vec![content],
        told: None,
        entry: "say".to_owned(),
        relayed_by: None,
    });
}

/// "DEATH TOLL CLIMBS TO 19 - HOSPITAL SPOKESMAN", "Two killed in blast: police": a source that closes a headline.
fn closing_source(context: &Context<'_>, sentence_index: usize, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    let sentence = &tree.sentences[sentence_index];
    let words = sentence.first_token..sentence.end_token;
    let headline = context
        .document
        .blocks
        .get(sentence.block)
        .is_some_and(|block| matches!(block.kind, BlockKind::Headline | BlockKind::Dek));
    let shouted = words.clone().all(|token| !tree.word(token).chars().any(char::is_lowercase));
    if !headline && !shouted {
        return;
    }
    let Some(mark) = words.clone().rev().take(9).find(|token| {
        matches!(tree.word(*token), "-" | "–" | "—" | ":")
            && (tree.word(*token) == ":"
                || tree.tokens[*token].span.start > tree.tokens[token.saturating_sub(1)].span.end)
    }) else {
        return;
    };
    let after: Vec<usize> = (mark + 1..words.end).collect();
    let before: Vec<usize> = (words.start..mark).collect();
    let source_like = after.iter().any(|token| {
        let lemma = tree.lemma(*token);
        matches!(context.resources.cues.source_kind(lemma), Some(kind) if kind != sitrep_types::LinkKind::Document)
            || context.resources.agencies.named(tree.word(*token)).is_some()
            || context.resources.actors.named(tree.word(*token)).is_some()
            || matches!(lemma, "ministry" | "army" | "hospital" | "mission" | "un")
    });
    let verbal = after.iter().any(|token| matches!(tree.upos(*token), Upos::Verb | Upos::Aux));
    if before.len() < 3 || !source_like || verbal || after.len() > 8 {
        return;
    }
    let (Some(source), Some(content)) = (trimmed(tree, &after), trimmed(tree, &before)) else { return };
    drafts.push(Draft {
        source: Some(source),
        kind: None,
        cue_head: mark,
        cue: tree.tokens[mark].span,
        content: vec![content],
        told: None,
        entry: "say".to_owned(),
        relayed_by: None,
    });
}

/// "As the daily Le Sahel has it, …", "as this newspaper's reporter saw".
fn as_clause(context: &Context<'_>, sentence_index: usize, drafts: &mut Vec<Draft>) {
    let tree = context.tree;
    let sentence = &tree.sentences[sentence_index];
    let words = sentence.first_token..sentence.end_token;
    for token in words.clone() {
        if tree.lower(token) != "as" {
            continue;
        }
        let Some(verb) = tree.head(token).filter(|head| *head > token && tree.upos(*head) == Upos::Verb) else {
            continue;
        };
        let has_it = tree.lemma(verb) == "have" && tree.lower(verb + 1) == "it";
        let says = has_it
            || matches!(
                tree.lemma(verb),
                "see"
                    | "report"
                    | "put"
                    | "tell"
                    | "describe"
                    | "say"
                    | "claim"
                    | "recount"
                    | "witness"
                    | "observe"
                    | "announce"
                    | "note"
            );
        if !says || drafts.iter().any(|draft| draft.cue_head == verb) || tree.child_by(verb, &["ccomp"]).is_some() {
            continue;
        }
        let Some(subject) = tree.child_by(verb, &["nsubj"]).filter(|subject| *subject > token) else { continue };
        let speaks = tree.upos(subject) != Upos::Pron
            && (context.mentions.iter().any(|mention| mention.head == subject)
                || context.resources.cues.source_kind(tree.lemma(subject)).is_some());
        if !speaks {
            continue;
        }
        let clause = tree.subtree(verb, &|_| false);
        let hole = tree.cover(&clause).unwrap_or_default().cover(tree.tokens[token].span);
        let content = without(context, words.clone(), &[hole]);
        if content.is_empty() || content.iter().all(|piece| tree.words_in(*piece).len() < 3) {
            continue;
        }
        drafts.push(Draft {
            source: Some(source::span(context, subject)),
            kind: None,
            cue_head: verb,
            cue: tree.stretch(verb, if has_it { verb + 1 } else { verb }),
            content,
            told: None,
            entry: "say".to_owned(),
            relayed_by: None,
        });
    }
}
