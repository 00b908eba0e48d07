//! The event lexicon made ready to be looked up by word.

use rustc_hash::FxHashMap;
use sitrep_resources::EventLexicon;
use sitrep_types::Upos;

use crate::tree::Tree;

/// Most words that ".." of a pattern stands for.
const WIDEST_GAP: usize = 8;

/// What part of speech a pattern wants of its head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Part {
    /// A verb, perhaps with its particle or object.
    Verb,
    /// A noun, perhaps with what it needs.
    Noun,
    /// A participle or adjective.
    Adjective,
}

#[derive(Debug, Clone)]
struct Pattern {
    entry: usize,
    part: Part,
    /// Words after the first; `None` is a gap.
    rest: Vec<Option<String>>,
    words: usize,
}

/// A pattern found in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Match {
    /// Index into the lexicon's entries.
    pub entry: usize,
    /// Part of speech of the pattern.
    pub part: Part,
    /// The words matched, in order.
    pub tokens: Vec<usize>,
    /// The one nearest the root of the sentence.
    pub head: usize,
}

/// Patterns by their first word.
#[derive(Debug, Clone, Default)]
pub(crate) struct Index {
    by_first: FxHashMap<String, Vec<Pattern>>,
}

impl Index {
    pub fn new(lexicon: &EventLexicon) -> Self {
        let mut index = Self::default();
        for (entry, row) in lexicon.entries.iter().enumerate() {
            for (part, patterns) in
                [(Part::Verb, &row.verbs), (Part::Noun, &row.nouns), (Part::Adjective, &row.adjectives)]
            {
                for pattern in patterns {
                    index.add(pattern, entry, part);
                    if pattern.contains('-') {
                        // The tokeniser parts most compounds at the hyphen.
                        index.add(&pattern.replace('-', " - "), entry, part);
                    }
                }
            }
        }
        index
    }

    fn add(&mut self, pattern: &str, entry: usize, part: Part) {
        let mut words = pattern.split_whitespace();
        let Some(first) = words.next() else { return };
        let rest: Vec<Option<String>> = words.map(|word| (word != "..").then(|| word.to_lowercase())).collect();
        let count = 1 + rest.iter().flatten().count();
        self.by_first.entry(first.to_lowercase()).or_default().push(Pattern { entry, part, rest, words: count });
    }

    /// Every pattern that starts at this word, the longest first, then in the order of the lexicon.
    pub fn at(&self, tree: &Tree, token: usize, loose: bool) -> Vec<Match> {
        let lower = tree.lower(token);
        let lemma = tree.lemma(token);
        let mut found: Vec<(usize, Match)> = Vec::new();
        let forms = if lower == lemma { vec![lemma] } else { vec![lemma, lower.as_str()] };
        for form in forms {
            for pattern in self.by_first.get(form).into_iter().flatten() {
                if let Some(hit) = pattern.read(tree, token, loose) {
                    found.push((pattern.words, hit));
                }
            }
        }
        found.sort_by(|(left_words, left), (right_words, right)| {
            right_words
                .cmp(left_words)
                .then_with(|| left.entry.cmp(&right.entry))
                .then_with(|| left.part.cmp(&right.part))
        });
        found.dedup_by(|second, first| second.1 == first.1);
        found.into_iter().map(|(_, hit)| hit).collect()
    }
}

/// Whether a word of a pattern is this word of the text; the "at" of "shot at least five" is none.
fn says(tree: &Tree, token: usize, word: &str) -> bool {
    (tree.lemma(token) == word || tree.lower(token) == word)
        && !(word == "at" && matches!(tree.lower(token + 1).as_str(), "least" | "most"))
}

impl Pattern {
    fn read(&self, tree: &Tree, token: usize, loose: bool) -> Option<Match> {
        let end = tree.sentence_words(tree.sentence_of(token)).end;
        let mut tokens = vec![token];
        let mut at = token + 1;
        let mut gap = false;
        for item in &self.rest {
            let Some(word) = item else {
                gap = true;
                continue;
            };
            let mut skipped = 0;
            loop {
                if at >= end {
                    return None;
                }
                if says(tree, at, word) {
                    break;
                }
                let mark = tree.word(at);
                let passable =
                    matches!(tree.upos(at), Upos::Adv | Upos::Part) || matches!(mark, "“" | "\"" | "‘" | "”" | "'");
                if gap {
                    skipped += 1;
                    if skipped > WIDEST_GAP || matches!(mark, "." | ";" | ":" | "!" | "?") {
                        return None;
                    }
                } else if !passable || matches!(tree.lower(at).as_str(), "not" | "n't") && self.part == Part::Noun {
                    return None;
                }
                at += 1;
            }
            tokens.push(at);
            at += 1;
            gap = false;
        }
        let head = tokens.iter().copied().min_by_key(|token| (tree.depth(*token), *token))?;
        // A copula inside a pattern stands under its predicate, which may lie in the gap.
        let head = if tree.is_relation(head, &["cop", "aux"]) && self.part == Part::Verb {
            tree.head(head).unwrap_or(head)
        } else {
            head
        };
        let fits = match self.part {
            Part::Verb => {
                // "the United States", "Cut Bank": a capital in the middle of a sentence makes a name.
                let named = self.words == 1
                    && !loose
                    && token > tree.sentence_words(tree.sentence_of(token)).start
                    && tree.word(token).starts_with(char::is_uppercase)
                    && tree.upos(token - 1) != Upos::Punct;
                if named {
                    return None;
                }
                let auxiliary = tree.lemma(tokens[0]) == "have" && tree.relation(tokens[0]) == "aux";
                self.words > 1
                    && !auxiliary
                    && !(tree.upos(tokens[0]) == Upos::Noun && tree.child_by(tokens[0], &["det"]).is_some())
                    && tree.upos(tokens[0]) != Upos::Adp
                    // "a town close to the border" closes nothing.
                    && !(self.rest.contains(&None) && matches!(tree.upos(tokens[0]), Upos::Adj | Upos::Adv))
                    || tree.upos(token) == Upos::Verb && !tree.is_relation(token, &["compound", "case"])
                    || loose
                        && matches!(tree.upos(token), Upos::Propn | Upos::Noun | Upos::Adj | Upos::X)
                        && !tree.is_relation(token, &["compound", "flat"])
            }
            Part::Noun => {
                let last = tokens.last().copied().unwrap_or(token);
                matches!(tree.upos(head), Upos::Noun | Upos::Propn | Upos::Sym)
                    || matches!(tree.upos(last), Upos::Noun | Upos::Propn) && self.words > 1
                    || matches!(tree.upos(head), Upos::Adj | Upos::Verb)
                        && tree.is_relation(head, &["nsubj", "obj", "obl", "nmod"])
            }
            Part::Adjective => {
                matches!(tree.upos(head), Upos::Adj | Upos::Verb)
                    && tree.child_by(head, &["obj"]).is_none()
                    && (tree.is_relation(head, &["amod", "acl", "xcomp"]) && tree.deprel(head) != "acl:relcl"
                        || tree.child_by(head, &["cop"]).is_some()
                        // "twelve killed and seven wounded"
                        || token > 0
                            && tree.upos(token - 1) == Upos::Num
                            && tree.is_relation(head, &["obj", "conj", "parataxis", "dep", "appos"])
                        // "listed 14 people dead"
                        || tree.upos(head) == Upos::Adj
                            && (tree.is_relation(head, &["ccomp"]) || tree.child_by(head, &["nsubj"]).is_some()))
            }
        };
        // A noun that only modifies another is no event by itself: "attack helicopter", "bomb disposal".
        if self.part == Part::Noun && tree.is_relation(head, &["compound", "flat"]) && self.words == 1 {
            return None;
        }
        fits.then_some(Match { entry: self.entry, part: self.part, tokens, head })
    }
}
