//! Words that tell of an incident as MUC-4 asks for: a weight for the document and one for the sentence of each
//! (`models/incidents.tsv`, learnt by `training/incidents`).
//!
//! MUC-4 leaves out fights between soldiers and guerrillas, what is long past and what is told in general; the head of
//! incident roles, which sees a few sentences at a time, marks those too.

use std::collections::BTreeSet;

use anyhow::Context;
use rustc_hash::FxHashMap;

static TABLE: &str = include_str!("../../../../models/incidents.tsv");
/// Name of the row that every text has.
const BIAS: &str = "BIAS";
/// A document that speaks more against an incident than this has none. As logarithms of odds.
const LEAST_OF_DOCUMENT: f32 = -1.0;
/// What is marked in a sentence counts where the document and the sentence together do not speak more against it.
const LEAST_OF_BOTH: f32 = -2.5;

/// The weights: of a document, of a sentence.
pub(super) struct IncidentWords(FxHashMap<&'static str, [f32; 2]>);

impl IncidentWords {
    /// # Errors
    /// Where a line of the table is malformed.
    pub(super) fn shipped() -> anyhow::Result<Self> {
        let row = |line: &'static str| {
            let (word, weights) = line.split_once('\t')?;
            let (document, sentence) = weights.split_once(' ')?;
            Some((word, [document.parse::<f32>().ok()? / 100.0, sentence.parse::<f32>().ok()? / 100.0]))
        };
        let rows = TABLE.lines().filter(|line| !line.starts_with('#'));
        let read = rows.map(|line| row(line).with_context(|| format!("models/incidents.tsv: '{line}'")));
        Ok(Self(read.collect::<anyhow::Result<_>>()?))
    }

    /// Which sentences of a document may tell of an incident.
    pub(super) fn telling(&self, sentences: &[String]) -> Vec<bool> {
        let of_document = self.score(&sentences.join(" "), 0);
        sentences
            .iter()
            .map(|sentence| of_document > LEAST_OF_DOCUMENT && of_document + self.score(sentence, 1) > LEAST_OF_BOTH)
            .collect()
    }

    /// The logarithm of the odds, by the words of a text, each once.
    fn score(&self, text: &str, column: usize) -> f32 {
        let lower = text.to_lowercase();
        let words: BTreeSet<&str> = lower.split(|letter: char| !letter.is_ascii_lowercase()).collect();
        let weights: Vec<f32> = words
            .into_iter()
            .filter_map(|word| Some(self.0.get(word)?[column]))
            .filter(|weight| *weight != 0.0)
            .collect();
        let bias = self.0.get(BIAS).map_or(0.0, |weights| weights[column]);
        bias + weights.iter().sum::<f32>() / (weights.len().max(1) as f32).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_bombing_speak_for_an_incident_and_those_of_a_battle_against() {
        let words = IncidentWords::shipped().unwrap();
        let bombing = "Unidentified terrorists exploded a bomb at the home of the mayor and murdered two persons";
        let battle = "The army and the guerrillas clashed in combat and the troops inflicted casualties";
        assert!(words.score(bombing, 1) > words.score(battle, 1));
        let trade = "The ministers discussed trade, the economy and the budget of the region in a general session";
        assert_eq!(words.telling(&[bombing.to_owned()]), [true]);
        assert_eq!(words.telling(&[trade.to_owned(), trade.to_owned()]), [false, false]);
    }
}
