//! The dependency trees of a document's sentences, to be walked downwards as well as upwards.

use sitrep_types::{Sentence, Span, Token, Upos};

use crate::casing::caseless_sentences;

/// No climb is longer than this; a parse that is not a tree ends here instead of going round.
const LONGEST_CLIMB: usize = 64;

/// Read-only view of a document's words with the children of each.
#[derive(Debug)]
pub struct Tree<'a> {
    /// The cleaned text.
    pub text: &'a str,
    /// The document's sentences.
    pub sentences: &'a [Sentence],
    /// The document's words.
    pub tokens: &'a [Token],
    children: Vec<Vec<usize>>,
    sentence_of: Vec<usize>,
    caseless: Vec<bool>,
}

impl<'a> Tree<'a> {
    /// The trees over these words.
    #[must_use]
    pub fn new(text: &'a str, sentences: &'a [Sentence], tokens: &'a [Token]) -> Self {
        let mut children = vec![Vec::new(); tokens.len()];
        let mut sentence_of = vec![0; tokens.len()];
        for (index, sentence) in sentences.iter().enumerate() {
            for token in sentence.first_token..sentence.end_token.min(tokens.len()) {
                sentence_of[token] = index;
                if let Some(head) = tokens[token].head
                    && (sentence.first_token..sentence.end_token).contains(&head)
                    && head != token
                {
                    children[head].push(token);
                }
            }
        }
        let caseless = caseless_sentences(text, sentences);
        Self { text, sentences, tokens, children, sentence_of, caseless }
    }

    /// Whether a word stands in a text without capitals, where names are written small.
    #[must_use]
    pub fn is_caseless(&self, token: usize) -> bool {
        self.sentence_of.get(token).and_then(|sentence| self.caseless.get(*sentence)).copied().unwrap_or_default()
    }

    /// The word as written.
    #[must_use]
    pub fn word(&self, token: usize) -> &'a str {
        self.tokens.get(token).and_then(|token| token.span.slice(self.text)).unwrap_or_default()
    }

    /// The word in lower case.
    #[must_use]
    pub fn lower(&self, token: usize) -> String {
        self.word(token).to_lowercase()
    }

    /// The word's dictionary form.
    #[must_use]
    pub fn lemma(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |token| token.lemma.as_str())
    }

    /// The word's part of speech.
    #[must_use]
    pub fn upos(&self, token: usize) -> Upos {
        self.tokens.get(token).map_or(Upos::X, |token| token.upos)
    }

    /// The word's relation to its head, sub-type included.
    #[must_use]
    pub fn deprel(&self, token: usize) -> &'a str {
        self.tokens.get(token).map_or("", |token| token.deprel.as_str())
    }

    /// The word's relation to its head without sub-type.
    #[must_use]
    pub fn relation(&self, token: usize) -> &'a str {
        let deprel = self.deprel(token);
        deprel.split_once(':').map_or(deprel, |(base, _)| base)
    }

    /// The word it depends on.
    #[must_use]
    pub fn head(&self, token: usize) -> Option<usize> {
        self.tokens.get(token)?.head
    }

    /// The words that depend on it, in order.
    #[must_use]
    pub fn children(&self, token: usize) -> &[usize] {
        self.children.get(token).map_or(&[], Vec::as_slice)
    }

    /// Children in one of these relations, sub-types counted with their base unless named in full.
    pub fn children_by<'t>(&'t self, token: usize, relations: &'t [&'t str]) -> impl Iterator<Item = usize> + 't {
        self.children(token)
            .iter()
            .copied()
            .filter(move |child| relations.contains(&self.relation(*child)) || relations.contains(&self.deprel(*child)))
    }

    /// The first child in one of these relations.
    #[must_use]
    pub fn child_by(&self, token: usize, relations: &[&str]) -> Option<usize> {
        self.children(token)
            .iter()
            .copied()
            .find(|child| relations.contains(&self.relation(*child)) || relations.contains(&self.deprel(*child)))
    }

    /// Index of the sentence that holds the word.
    #[must_use]
    pub fn sentence_of(&self, token: usize) -> usize {
        self.sentence_of.get(token).copied().unwrap_or_default()
    }

    /// The words of the sentence that holds the word.
    #[must_use]
    pub fn sentence_words(&self, token: usize) -> std::ops::Range<usize> {
        self.sentences
            .get(self.sentence_of(token))
            .map_or(token..token + 1, |sentence| sentence.first_token..sentence.end_token)
    }

    /// The words above, nearest first.
    pub fn ancestors(&self, token: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(token), |above| self.head(*above)).take(LONGEST_CLIMB)
    }

    /// Whether `above` is the word itself or above it.
    #[must_use]
    pub fn is_under(&self, token: usize, above: usize) -> bool {
        token == above || self.ancestors(token).any(|ancestor| ancestor == above)
    }

    /// All words under one, itself included, sorted; subtrees whose relation `skip` names are left out.
    #[must_use]
    pub fn subtree(&self, token: usize, skip: &dyn Fn(usize) -> bool) -> Vec<usize> {
        let mut found = vec![token];
        let mut next = 0;
        let most = self.sentence_words(token).len();
        while next < found.len() && found.len() <= most {
            let parent = found[next];
            found.extend(self.children(parent).iter().copied().filter(|child| !skip(*child)));
            next += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The stretch of text from one word to another.
    #[must_use]
    pub fn stretch(&self, first: usize, last: usize) -> Span {
        match (self.tokens.get(first), self.tokens.get(last)) {
            (Some(first), Some(last)) => first.span.cover(last.span),
            _ => Span::default(),
        }
    }

    /// The stretch that covers these words; `None` where there are none.
    #[must_use]
    pub fn cover(&self, words: &[usize]) -> Option<Span> {
        let first = words.iter().min()?;
        let last = words.iter().max()?;
        Some(self.stretch(*first, *last))
    }

    /// The words inside a stretch of text.
    #[must_use]
    pub fn words_in(&self, span: Span) -> std::ops::Range<usize> {
        let first = self.tokens.partition_point(|token| token.span.end <= span.start);
        let end = self.tokens.partition_point(|token| token.span.start < span.end);
        first..end.max(first)
    }

    /// The word of a run whose head lies outside the run: the run's syntactic head.
    #[must_use]
    pub fn head_of_run(&self, run: std::ops::Range<usize>) -> usize {
        run.clone()
            .find(|token| self.head(*token).is_none_or(|head| !run.contains(&head)) && self.upos(*token) != Upos::Punct)
            .unwrap_or(run.end.saturating_sub(1).max(run.start))
    }

    /// The clause's predicate above a word (itself if it is one): a verb, or a word with a subject or copula.
    #[must_use]
    pub fn predicate_above(&self, token: usize) -> Option<usize> {
        std::iter::once(token).chain(self.ancestors(token)).find(|word| self.is_predicate(*word))
    }

    /// Whether a word heads a clause.
    #[must_use]
    pub fn is_predicate(&self, token: usize) -> bool {
        let upos = self.upos(token);
        (upos == Upos::Verb && self.relation(token) != "amod")
            || self.child_by(token, &["nsubj", "csubj", "cop"]).is_some()
            || upos == Upos::Aux && matches!(self.relation(token), "root" | "conj" | "ccomp" | "advcl")
    }
}
