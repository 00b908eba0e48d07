//! What the clues to an attribution are worth: `models/attribution.tsv`, learnt by `training/attribution`.
//!
//! Weights are whole numbers, so that their sums do not depend on the order.

use rustc_hash::FxHashMap;

use crate::ReaderError;
use crate::clues::{Lists, Word, tell_clues};

static TABLE: &str = include_str!("../../../models/attribution.tsv");

/// Weights of the labels in the order of the attribution head.
#[derive(Debug)]
pub struct ClueWeights {
    /// What the clues name.
    lists: Lists,
    /// How many make one unit of the head's scores.
    unit: f32,
    bias: Vec<i32>,
    /// For each label, those of the label behind it.
    between: Vec<Vec<i32>>,
    clues: FxHashMap<String, Vec<i32>>,
}

impl ClueWeights {
    /// The shipped table, for a head with these labels.
    pub fn shipped(labels: &[&str]) -> Result<Self, ReaderError> {
        Self::parse(TABLE, labels)
            .ok_or_else(|| ReaderError::Contents("models/attribution.tsv is not for its labels".to_owned()))
    }

    /// Reads a table: lines that begin with `#` are comments; the rest are a name, a tab and its values, parted by
    /// blanks.
    fn parse(table: &str, labels: &[&str]) -> Option<Self> {
        let mut weights = Self {
            lists: Lists::default(),
            unit: 0.0,
            bias: Vec::new(),
            between: Vec::new(),
            clues: FxHashMap::default(),
        };
        for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
            let (name, values) = line.split_once('\t')?;
            let words = || values.split(' ');
            let numbers = || words().map(|word| word.parse().ok()).collect::<Option<Vec<i32>>>();
            let of_labels = || numbers().filter(|numbers| numbers.len() == labels.len());
            match name {
                "labels" if words().eq(labels.iter().copied()) => {}
                "labels" => return None,
                "unit" => weights.unit = values.parse().ok().filter(|unit| *unit > 0.0)?,
                "words" => weights.lists.words = words().map(str::to_owned).collect(),
                "cues" => weights.lists.cues = words().map(str::to_owned).collect(),
                "bias" => weights.bias = of_labels()?,
                "between" => weights.between.push(of_labels()?),
                _ => {
                    weights.clues.insert(name.to_owned(), of_labels()?);
                }
            }
        }
        let whole = weights.unit > 0.0 && weights.bias.len() == labels.len() && weights.between.len() == labels.len();
        whole.then_some(weights)
    }

    /// What one label before another is worth.
    pub fn between(&self, before: usize, label: usize) -> f32 {
        self.between[before][label] as f32 / self.unit
    }

    /// What the clues of each word of a sentence add to the scores of its labels.
    pub fn add(&self, words: &[Word<'_>], quoted: &mut bool, scores: &mut [Vec<f32>]) {
        let mut sums = vec![self.bias.clone(); words.len()];
        tell_clues(words, &self.lists, quoted, &mut |word, clue| {
            if let Some(weights) = self.clues.get(clue) {
                sums[word].iter_mut().zip(weights).for_each(|(sum, weight)| *sum += weight);
            }
        });
        for (scores, sums) in scores.iter_mut().zip(sums) {
            scores.iter_mut().zip(sums).for_each(|(score, sum)| *score += sum as f32 / self.unit);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sitrep_types::Upos;

    const SMALL: &str = "# two labels\nlabels\tO B-CUE\nunit\t4\nwords\tsaid\ncues\tsaid\nbias\t2 0\nbetween\t0 0\n\
                         between\t0 -8\nw=said\t-1 3\n";

    #[test]
    fn clues_add_to_the_scores() {
        let weights = ClueWeights::parse(SMALL, &["O", "B-CUE"]).unwrap();
        let word = Word { lower: "said".to_owned(), upos: Upos::Verb, head: None, relation: "root" };
        let mut scores = vec![vec![1.0, 1.0]];
        weights.add(&[word], &mut false, &mut scores);
        assert_eq!(scores, [[1.25, 1.75]]);
        assert!((weights.between(1, 1) + 2.0).abs() < f32::EPSILON);
    }

    #[test]
    fn tables_for_other_labels_are_refused() {
        assert!(ClueWeights::parse(SMALL, &["O", "B-SOURCE"]).is_none());
        assert!(ClueWeights::parse(&SMALL.replace("bias\t2 0", "bias\t2"), &["O", "B-CUE"]).is_none());
        assert!(ClueWeights::parse("", &["O", "B-CUE"]).is_none());
    }
}
