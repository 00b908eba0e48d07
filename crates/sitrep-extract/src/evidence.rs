//! The words that a claim was read from: the clause of its trigger with what was folded into it.

use sitrep_types::{EventType, Evidence, Span};

use crate::draft::Draft;
use crate::lexicon::Part;
use crate::tree::Tree;

/// The evidence of a draft.
pub(crate) fn evidence(tree: &Tree, drafts: &[Draft], draft: &Draft) -> Option<Evidence> {
    let sentence = tree.document.sentences.get(draft.sentence(tree))?;
    let span = clause_span(tree, drafts, draft);
    let span =
        if sentence.span.contains(span) && span.contains(tree.span(draft.hit.head)) { span } else { sentence.span };
    let text = span.slice(&tree.document.document.text)?.to_owned();
    Some(Evidence { text, span, block: sentence.block })
}

/// "the town, a rebel stronghold", "the fighters defending the town": a standing condition told in passing is quoted in
/// its own words, not in those of what happens beside it.
fn in_passing(tree: &Tree, drafts: &[Draft], draft: &Draft) -> Option<Span> {
    let head = draft.hit.head;
    let passing = draft.hit.part == Part::Noun && !tree.is_clausal(head) || tree.deprel(head) == "acl";
    let beside = drafts.iter().any(|other| !matches!(other.event_type, EventType::State | EventType::Statement));
    if draft.event_type != EventType::State || !passing || !beside {
        return None;
    }
    let mut words = tree.subtree(head, &|token| tree.is_relation(token, &["conj", "acl:relcl", "advcl", "ccomp"]));
    words.extend(draft.hit.tokens.iter().copied());
    if tree.deprel(head) == "acl" {
        words.extend(tree.head(head));
    }
    Some(tree.stretch(words.iter().min().copied()?, words.iter().max().copied()?))
}

fn clause_span(tree: &Tree, drafts: &[Draft], draft: &Draft) -> Span {
    if let Some(span) = in_passing(tree, drafts, draft) {
        return span;
    }
    // What is no clause by itself leans on the one above: "tried to cross", "the task of clearing".
    let mut top = draft.clause;
    let mut left = draft.hit.head;
    for _ in 0..6 {
        let Some(above) = tree.head(top) else { break };
        let relation = tree.relation(top);
        if matches!(relation, "xcomp" | "csubj")
            || relation == "advcl" && tree.is_gerund(top) && tree.child_by(top, &["nsubj"]).is_none()
        {
            top = tree.clause_of(above);
        } else if relation == "acl" {
            // The antecedent belongs to the telling.
            left = left.min(above);
            if tree.deprel(top) == "acl:relcl" {
                let first =
                    tree.subtree(above, &|token| tree.is_relation(token, &["acl", "conj", "appos"])).first().copied();
                left = left.min(first.unwrap_or(above));
                break;
            }
            top = tree.clause_of(above);
        } else if relation == "conj" && tree.child_by(top, &["nsubj"]).is_none() {
            // A shared subject.
            if let Some((subject, _)) = tree.subject(above)
                && tree.sentence_of(subject.token) == tree.sentence_of(top)
            {
                left = left.min(subject.token);
            }
            left = left.min(above);
            break;
        } else {
            break;
        }
    }
    let keeps = |token: usize| {
        tree.is_under(draft.hit.head, token) || draft.folded.iter().any(|folded| tree.is_under(*folded, token))
    };
    let foreign = |token: usize| {
        let apart =
            tree.is_relation(token, &["conj", "parataxis", "advcl", "acl:relcl", "ccomp"]) && tree.is_clausal(token);
        apart
            && !keeps(token)
            && (tree.relation(token) == "parataxis" && token > draft.hit.head
                || drafts.iter().any(|other| other.hit.head != draft.hit.head && tree.is_under(other.hit.head, token)))
    };
    let mut words = tree.subtree(top, &foreign);
    words.extend(draft.hit.tokens.iter().copied());
    for folded in &draft.folded {
        words.extend(tree.subtree(*folded, &foreign));
    }
    words.push(left);
    let sentence = tree.sentence_words(draft.sentence(tree));
    words.retain(|token| sentence.contains(token));
    words.sort_unstable();
    let first = words.first().copied().unwrap_or(draft.hit.head);
    let last = words.last().copied().unwrap_or(draft.hit.head);
    // Where the sentence tells several events of one type, only the clause says which is meant.
    let alike = drafts.iter().any(|other| {
        other.event_type == draft.event_type
            && other.hit.head != draft.hit.head
            && other.clause != draft.clause
            && !draft.folded.contains(&other.clause)
    });
    // A standing condition is told in few words; what happens beside it is another claim's.
    let beside = draft.event_type == EventType::State && drafts.len() > 1;
    let supposed = sentence.clone().any(|token| {
        let outside = token < first || token > last;
        let modal = matches!(tree.lower(token).as_str(), "would" | "could" | "might") && tree.relation(token) == "aux";
        outside && modal && !tree.is_under(token, top)
    });
    if alike || beside || supposed { tree.stretch(first, last) } else { widen(tree, sentence, first, last) }
}

/// A reader wants the telling, not its skeleton: the clause is widened to the part of the sentence between semicolons
/// that holds it.
fn widen(tree: &Tree, sentence: std::ops::Range<usize>, first: usize, last: usize) -> Span {
    let parts = |token: usize| tree.word(token) == ";";
    let mut start = first;
    while start > sentence.start && !parts(start - 1) {
        start -= 1;
    }
    let mut end = last;
    while end + 1 < sentence.end && !parts(end + 1) {
        end += 1;
    }
    tree.stretch(start, end)
}
