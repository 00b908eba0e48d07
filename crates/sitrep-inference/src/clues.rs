//! Clues to who says what: what a word, its neighbours, its place in the tree and the quotation marks before it tell
//! of its part in an attribution. `models/attribution.tsv` holds what each is worth (see `clue_weights`).
//!
//! A clue is a short text such as `pw=ccomp>said` (the word stands in a clausal complement of "said"), so that the
//! table of weights can be read and what is learnt from can be written out.

use std::fmt::Write;

use rustc_hash::FxHashSet;
use sitrep_types::Upos;

/// Words that clues name; any other is `?`.
#[derive(Debug, Clone, Default)]
pub struct Lists {
    /// Frequent words, in small letters.
    pub words: FxHashSet<String>,
    /// Words that are often (part of) a cue, in small letters.
    pub cues: FxHashSet<String>,
}

/// A word with its place in its sentence's tree.
#[derive(Debug, Clone)]
pub struct Word<'a> {
    /// As written, in small letters.
    pub lower: String,
    /// Part of speech.
    pub upos: Upos,
    /// Index of its head among the words given; `None` for the root and where the head is not among them.
    pub head: Option<usize>,
    /// Relation to its head.
    pub relation: &'a str,
}

/// The clues of one word, where it stands in the sentences read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordClues {
    /// Index of its sentence.
    pub sentence: usize,
    /// Index of the word in it.
    pub word: usize,
    /// What is told of it.
    pub clues: Vec<String>,
}

/// How far up a tree a cue is looked for.
const CLIMB: usize = 25;
/// A cue further away than this counts as this far, in words.
const FAR: usize = 6;
/// A cue nearer than this is named, in words.
const NEAR: usize = 3;

/// Where a word stands under a cue: the cue, and the word below it that it stands in.
struct Under {
    cue: usize,
    child: usize,
}

/// Tells every clue of every word of a sentence, by its index. `quoted` says whether a quotation is open, before the
/// sentence and then after it.
pub fn tell_clues(words: &[Word<'_>], lists: &Lists, quoted: &mut bool, tell: &mut dyn FnMut(usize, &str)) {
    let mut buffer = String::new();
    let sentence = Sentence::new(words, lists);
    for at in 0..words.len() {
        macro_rules! clue {
            ($($part:tt)*) => {{
                buffer.clear();
                // Writing into a String cannot fail.
                let _ = write!(buffer, $($part)*);
                tell(at, &buffer);
            }};
        }
        let (before, here, after) =
            (sentence.named(at.checked_sub(1)), sentence.named(Some(at)), sentence.named(Some(at + 1)));
        clue!("w={here}");
        clue!("w-={before}");
        clue!("w+={after}");
        let (upos_before, upos, upos_after) =
            (sentence.upos(at.checked_sub(1)), sentence.upos(Some(at)), sentence.upos(Some(at + 1)));
        clue!("u={upos}");
        clue!("u-={upos_before}{upos}");
        clue!("u+={upos}{upos_after}");
        clue!("u3={upos_before}{upos}{upos_after}");
        let relation = words[at].relation;
        clue!("r={relation}");
        clue!("ru={relation}{upos}");
        match words[at].head {
            Some(head) => clue!("rhw={relation}{}{}", sentence.named(Some(head)), side(head, at)),
            None => clue!("rhw={relation}ROOT"),
        }
        for (relation, _) in &sentence.below[at] {
            clue!("cr={relation}");
        }
        match sentence.under(at) {
            Some(Under { cue, child }) => {
                let (first, last) = sentence.extent[child];
                let path = (words[child].relation, side(cue, child));
                let (relation, side) = path;
                let edge = match (first == at, last == at) {
                    (true, true) => "lr",
                    (true, false) => "l",
                    (false, true) => "r",
                    (false, false) => "",
                };
                let name = sentence.named(Some(cue));
                let top = if child == at { "=" } else { "" };
                let next = if first == at && at == cue + 1 { "L" } else { "" };
                clue!("p={relation}{side}");
                clue!("pe={relation}{side}{edge}");
                clue!("pw={relation}{side}{name}");
                clue!("pwe={relation}{side}{edge}{name}");
                clue!("pb={relation}{side}{top}{next}");
                clue!("pu={relation}{side}{upos}");
            }
            None => clue!("p=none"),
        }
        if sentence.is_cue[at] {
            clue!("c");
            for (relation, side) in &sentence.below[at] {
                clue!("c:{relation}{side}");
            }
            clue!("cw:{here}{relation}");
            let clause = sentence.below[at].iter().any(|(relation, _)| matches!(*relation, "ccomp" | "parataxis"));
            clue!("ccl:{clause}{here}");
        }
        let n_cues = sentence.is_cue.iter().filter(|is_cue| **is_cue).count();
        clue!("anyc={}", n_cues.min(2));
        let others = (0..words.len()).filter(|other| *other != at && sentence.is_cue[*other]);
        if let Some(cue) = others.min_by_key(|other| other.abs_diff(at)) {
            let distance = cue.abs_diff(at);
            clue!("dc={}{}", side(at, cue), distance.min(FAR));
            clue!("dcw={}{}", side(at, cue), if distance <= NEAR { sentence.named(Some(cue)) } else { "" });
        }
        clue!("q={quoted}");
        clue!("qu={quoted}{upos}");
        match words[at].lower.as_str() {
            "“" | "``" | "‘" => *quoted = true,
            "”" | "''" => *quoted = false,
            "\"" => *quoted = !*quoted,
            _ => {}
        }
        clue!("nq={quoted}");
        clue!("q-={}{}{quoted}", sentence.is_quote(at.checked_sub(1)), sentence.is_quote(Some(at)));
        let place = match (at, words.len() - at) {
            (0, _) => "0",
            (1, _) => "1",
            (_, 1) => "e",
            (_, 2) => "e2",
            _ => "m",
        };
        clue!("pos={place}{}", n_cues > 0);
    }
}

/// On which side of the first the second stands.
fn side(of: usize, at: usize) -> char {
    if at < of { '<' } else { '>' }
}

/// A sentence with what is asked of its tree more than once.
struct Sentence<'a> {
    words: &'a [Word<'a>],
    lists: &'a Lists,
    is_cue: Vec<bool>,
    /// Relations of the words below each, each once, with the side they stand on.
    below: Vec<Vec<(&'a str, char)>>,
    /// First and last word of what stands below each.
    extent: Vec<(usize, usize)>,
}

impl<'a> Sentence<'a> {
    fn new(words: &'a [Word<'a>], lists: &'a Lists) -> Self {
        let speaks = |word: &Word<'_>| {
            lists.cues.contains(&word.lower)
                && matches!(
                    word.upos,
                    Upos::Verb
                        | Upos::Noun
                        | Upos::Adp
                        | Upos::Adj
                        | Upos::Adv
                        | Upos::Propn
                        | Upos::Aux
                        | Upos::Sconj
                        | Upos::Punct
                )
        };
        let mut below = vec![Vec::new(); words.len()];
        let mut extent: Vec<(usize, usize)> = (0..words.len()).map(|at| (at, at)).collect();
        for (at, word) in words.iter().enumerate() {
            if let Some(head) = word.head {
                below[head].push((word.relation, side(head, at)));
            }
            for above in std::iter::successors(word.head, |above| words[*above].head).take(words.len()) {
                let (first, last) = extent[above];
                extent[above] = (first.min(at), last.max(at));
            }
        }
        for relations in &mut below {
            relations.sort_unstable();
            relations.dedup();
        }
        Self { words, lists, is_cue: words.iter().map(speaks).collect(), below, extent }
    }

    fn named(&self, at: Option<usize>) -> &'a str {
        let Some(at) = at else { return "<s>" };
        match self.words.get(at) {
            None => "</s>",
            Some(word) if self.lists.words.contains(&word.lower) => &word.lower,
            Some(_) => "?",
        }
    }

    fn upos(&self, at: Option<usize>) -> &'static str {
        at.and_then(|at| self.words.get(at)).map_or("-", |word| word.upos.name())
    }

    fn is_quote(&self, at: Option<usize>) -> bool {
        at.is_some_and(|at| matches!(self.words[at].lower.as_str(), "“" | "``" | "‘" | "”" | "''" | "\""))
    }

    /// The nearest cue above a word.
    fn under(&self, at: usize) -> Option<Under> {
        let mut child = at;
        for _ in 0..CLIMB {
            let above = self.words[child].head?;
            if self.is_cue[above] {
                return Some(Under { cue: above, child });
            }
            child = above;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The clues of one word of "residents said it fell".
    fn check(at: usize, told: &[&str], not_told: &[&str]) {
        let word = |lower: &str, upos, head, relation| Word { lower: lower.to_owned(), upos, head, relation };
        let words = [
            word("residents", Upos::Noun, Some(1), "nsubj"),
            word("said", Upos::Verb, None, "root"),
            word("it", Upos::Pron, Some(3), "nsubj"),
            word("fell", Upos::Verb, Some(1), "ccomp"),
        ];
        let list = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        let lists = Lists { words: list(&["said", "it"]), cues: list(&["said"]) };
        let mut clues = Vec::new();
        tell_clues(&words, &lists, &mut false, &mut |word, clue| {
            if word == at {
                clues.push(clue.to_owned());
            }
        });
        for clue in told {
            assert!(clues.iter().any(|other| other == clue), "{clue} is not in {clues:?}");
        }
        for clue in not_told {
            assert!(!clues.iter().any(|other| other == clue), "{clue} is in {clues:?}");
        }
    }

    #[test]
    fn clues_name_the_place_under_a_cue() {
        check(0, &["w=?", "w-=<s>", "p=nsubj<", "pw=nsubj<said", "pb=nsubj<="], &["c", "p=none"]);
        check(1, &["c", "c:ccomp>", "ccl:truesaid", "p=none"], &["pw=nsubj<said"]);
        check(2, &["p=ccomp>", "pe=ccomp>l", "pb=ccomp>L", "dc=<1", "q=false"], &["pb=ccomp>=L"]);
        check(3, &["pwe=ccomp>rsaid", "w+=</s>", "pos=etrue"], &["pe=ccomp>l"]);
    }
}
