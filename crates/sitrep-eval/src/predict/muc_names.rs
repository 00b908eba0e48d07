//! Fillers of MUC's templates as whole phrases: the head of incident roles marks words, at times only some of a name.

use std::collections::BTreeSet;

use sitrep_types::{AnnotatedDocument, MentionKind, Span, Upos};

/// Most words of a name.
const NAME_WORDS: usize = 6;
/// Most words that a phrase is longer than what was marked.
const LONGER: usize = 4;
/// Words that no filler begins or ends with.
const EDGES: &[&str] =
    &["and", "of", "the", "a", "an", "'s", "s", "by", "in", "from", "with", "or", "to", "for", "at", "on"];

/// Who belongs to a body.
const PEOPLE: &[&str] = &[
    "terrorist",
    "guerrilla",
    "unit",
    "member",
    "spokesman",
    "leader",
    "chief",
    "commander",
    "rebel",
    "soldier",
    "officer",
    "commando",
    "squad",
    "column",
    "troop",
    "fighter",
    "militant",
    "command",
];

/// The phrases and names of a document.
pub(super) struct Names<'a> {
    annotated: &'a AnnotatedDocument,
    /// Names of persons and bodies, in small letters, the longest first.
    names: Vec<Vec<String>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(annotated: &'a AnnotatedDocument) -> Self {
        let text = &annotated.document.text;
        let named = annotated
            .mentions
            .iter()
            .filter(|mention| mention.kind == MentionKind::Person)
            .filter_map(|mention| Some(words_of(mention.span.slice(text)?)))
            .filter(|words| (2..=NAME_WORDS).contains(&words.len()));
        let named: BTreeSet<Vec<String>> = named.collect();
        let mut names: Vec<Vec<String>> = named.into_iter().collect();
        names.sort_by_key(|words| std::cmp::Reverse(words.len()));
        Self { annotated, names }
    }

    /// What was marked as the whole phrase that it is a part of, in small letters; `None` where nothing is left of it.
    pub(super) fn whole(&self, role: &str, marked: Span) -> Option<String> {
        let tokens = &self.annotated.tokens;
        let text = &self.annotated.document.text;
        let lower = |at: usize| tokens[at].span.slice(text).unwrap_or_default().to_lowercase();
        let mut first = self.annotated.token_at(marked.start)?;
        let mut last = (first..tokens.len()).take_while(|at| tokens[*at].span.start < marked.end).last()?;
        // A name is taken whole.
        for mention in &self.annotated.mentions {
            let named = matches!(mention.kind, MentionKind::Person | MentionKind::Organisation);
            if named && mention.span.overlaps(marked) {
                let start = self.annotated.token_at(mention.span.start).unwrap_or(first);
                let end = (start..tokens.len()).take_while(|at| tokens[*at].span.start < mention.span.end).last();
                (first, last) = (first.min(start), last.max(end.unwrap_or(last)));
            }
        }
        // "|liqueur| plant", "300 kg |of| dynamite": to the word that what was marked describes or measures.
        for _ in 0..LONGER {
            let describes = |relation: &str| match role {
                // "|bomb| attack": the weapon is the bomb.
                "Weapon" => relation == "amod",
                _ => matches!(relation, "compound" | "amod" | "flat" | "nmod:desc"),
            };
            let reaches = tokens[last].head.filter(|head| (last + 1..=last + LONGER).contains(head));
            match reaches {
                // "|fmln| terrorists": the body is not its people.
                Some(head) if role == "PerpOrg" && PEOPLE.contains(&tokens[head].lemma.as_str()) => break,
                Some(head) if describes(&tokens[last].deprel) || lower(last) == "of" => last = head,
                _ => break,
            }
        }
        // "300 kg of |dynamite|", "11 |bombs|": what it is, however much.
        if role == "Weapon" {
            first = (first..last).rev().find(|at| lower(*at) == "of").map_or(first, |of| of + 1);
            while first < last && tokens[first].upos == Upos::Num {
                first += 1;
            }
        }
        while first < last && EDGES.contains(&lower(first).as_str()) {
            first += 1;
        }
        while last > first
            && (EDGES.contains(&lower(last).as_str()) || matches!(tokens[last].upos, Upos::Punct | Upos::Verb))
        {
            last -= 1;
        }
        let span = Span::new(tokens[first].span.start, tokens[last].span.end);
        let words = words_of(span.slice(text)?);
        if words.iter().all(|word| EDGES.contains(&word.as_str())) {
            return None;
        }
        // "Umanzor" is who was "Ernestina Umanzor" before.
        let longer = self.names.iter().find(|name| {
            name.len() > words.len() && words.len() <= 2 && name.windows(words.len()).any(|part| part == words)
        });
        Some(longer.unwrap_or(&words).join(" "))
    }
}

fn words_of(text: &str) -> Vec<String> {
    text.to_lowercase().split_whitespace().map(str::to_owned).collect()
}
