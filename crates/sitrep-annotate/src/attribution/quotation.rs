//! Quotations over several sentences: their sentences belong to the speaker named before, between or after them.

use sitrep_types::{Span, Upos};

use super::words::subject;
use super::{Context, Draft, source, trimmed};

/// A quotation runs over at most this many sentences.
const LONGEST_QUOTATION_SENTENCES: usize = 12;

/// Gives each sentence that stands wholly in quotation marks, without a speaker of its own, to the nearest one.
pub(crate) fn run_on(context: &Context<'_>, drafts: &mut Vec<Draft>) {
    let quoted = quoted_sentences(context);
    let count = context.tree.sentences.len();
    for sentence in 0..count {
        if !quoted[sentence] || is_reported(context, drafts, sentence) {
            continue;
        }
        let content = context.tree.sentences[sentence].span;
        // "“A,” said X. “B.”": the speaker of the sentence before goes on.
        if let Some(speaker) = speaker_before(context, drafts, &quoted, sentence) {
            let mut pieces = drafts[speaker].content.clone();
            pieces.push(content);
            drafts[speaker].content = pieces;
            continue;
        }
        // "“A.” X told Reuters.": the sentence after names the speaker only.
        if let Some(draft) = speaker_after(context, drafts, sentence, content) {
            drafts.push(draft);
        }
    }
}

/// Which sentences lie inside quotation marks from their first word to their last.
fn quoted_sentences(context: &Context<'_>) -> Vec<bool> {
    let tree = context.tree;
    let mut open = false;
    let mut block = usize::MAX;
    let mut runs = 0;
    tree.sentences
        .iter()
        .map(|sentence| {
            // Marks do not pair over blocks: a quotation that goes on in a new paragraph opens again.
            if sentence.block != block || runs > LONGEST_QUOTATION_SENTENCES {
                open = false;
                runs = 0;
            }
            block = sentence.block;
            let mut outside = 0;
            for token in sentence.first_token..sentence.end_token {
                match tree.word(token) {
                    "“" | "«" | "„" => open = true,
                    "”" | "»" => open = false,
                    "\"" => open = !open,
                    word if !open && word.chars().any(char::is_alphanumeric) => outside += 1,
                    _ => {}
                }
            }
            runs = if open { runs + 1 } else { 0 };
            outside == 0 && sentence.end_token > sentence.first_token + 2
        })
        .collect()
}

/// Whether a draft already says who says most of this sentence.
fn is_reported(context: &Context<'_>, drafts: &[Draft], sentence: usize) -> bool {
    let span = context.tree.sentences[sentence].span;
    drafts.iter().any(|draft| draft.content.iter().any(|piece| piece.overlaps(span) && piece.len() * 2 > span.len()))
}

/// The draft whose quotation ends just before, past sentences already given to it.
fn speaker_before(context: &Context<'_>, drafts: &[Draft], quoted: &[bool], sentence: usize) -> Option<usize> {
    let tree = context.tree;
    let before = sentence.checked_sub(1)?;
    let span = tree.sentences[before].span;
    if tree.sentences[before].block != tree.sentences[sentence].block && !quoted[before] {
        return None;
    }
    drafts
        .iter()
        .enumerate()
        .filter(|(_, draft)| draft.source.is_some())
        .filter(|(_, draft)| {
            let here =
                span.contains(draft.cue) || quoted[before] && draft.content.iter().any(|piece| piece.overlaps(span));
            // Only a speaker who was quoted, or is introduced by a colon, goes on in quotation marks.
            let quotes = draft.content.iter().any(|piece| {
                tree.words_in(*piece).any(|token| matches!(tree.word(token), "“" | "”" | "\"" | "«" | "»"))
                    || piece.start > 0 && context.tree.text[..piece.start].trim_end().ends_with(['“', '"', '«'])
            });
            here && quotes
        })
        .max_by_key(|(index, draft)| (draft.cue.start, *index))
        .map(|(index, _)| index)
}

/// A verb of saying with a subject but no content in the sentence after a quotation.
fn speaker_after(context: &Context<'_>, drafts: &[Draft], sentence: usize, content: Span) -> Option<Draft> {
    let tree = context.tree;
    let after = tree.sentences.get(sentence + 1)?;
    if after.end_token - after.first_token > 30 || drafts.iter().any(|draft| after.span.contains(draft.cue)) {
        return None;
    }
    let verb = (after.first_token..after.end_token).find(|token| {
        tree.upos(*token) == Upos::Verb
            && matches!(tree.relation(*token), "root" | "conj" | "parataxis")
            && context.resources.cues.verb(tree.lemma(*token)).is_some_and(|cue| {
                matches!(
                    cue.cue.as_str(),
                    "say"
                        | "tell"
                        | "add"
                        | "write"
                        | "explain"
                        | "recall"
                        | "shout"
                        | "complain"
                        | "tweet"
                        | "post"
                        | "insist"
                        | "warn"
                        | "declare"
                )
            })
    })?;
    // Nothing may follow the verb but whom, when and where.
    if tree.child_by(verb, &["ccomp", "xcomp"]).is_some() {
        return None;
    }
    let speaker = subject(tree, verb)?;
    let words: Vec<usize> = tree.words_in(content).collect();
    let told =
        tree.children_by(verb, &["obj", "iobj"]).find(|child| *child > verb && source::is_outlet(context, *child));
    Some(Draft {
        source: Some(source::span(context, speaker)),
        kind: None,
        cue_head: verb,
        cue: tree.tokens[verb].span,
        content: vec![trimmed(tree, &words)?],
        told: told.map(|head| source::span(context, head)),
        entry: tree.lemma(verb).to_owned(),
        relayed_by: None,
    })
}
