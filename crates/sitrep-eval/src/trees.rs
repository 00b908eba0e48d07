//! Scores of part-of-speech tags and trees over gold tokens: UPOS, UAS and LAS, as in the CoNLL 2018 shared task.
//!
//! Relations are compared without their sub-types, as that task did. Every word counts, punctuation included.

use anyhow::bail;

/// Share of words with the right tag, head, and head with relation.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TreeScores {
    /// Words compared.
    pub words: usize,
    /// Right universal part of speech.
    pub upos: f64,
    /// Right head (unlabelled attachment).
    pub uas: f64,
    /// Right head and relation (labelled attachment).
    pub las: f64,
}

/// Compares two CoNLL-U texts over the same words.
///
/// # Errors
/// Where they do not hold the same words in the same order, naming the first that differs.
pub fn compare(gold: &str, predicted: &str) -> anyhow::Result<TreeScores> {
    let (gold, predicted) = (words(gold), words(predicted));
    if gold.len() != predicted.len() {
        bail!("the gold has {} words, the prediction {}", gold.len(), predicted.len());
    }
    let (mut tags, mut heads, mut relations) = (0_usize, 0_usize, 0_usize);
    for (index, (wanted, got)) in gold.iter().zip(&predicted).enumerate() {
        if wanted[FORM] != got[FORM] {
            bail!("word {index}: the gold has '{}', the prediction '{}'", wanted[FORM], got[FORM]);
        }
        tags += usize::from(wanted[UPOS] == got[UPOS]);
        if wanted[HEAD] == got[HEAD] {
            heads += 1;
            relations += usize::from(universal(wanted[RELATION]) == universal(got[RELATION]));
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "corpora have far fewer than 2^52 words")]
    let share = |count: usize| if gold.is_empty() { 0.0 } else { count as f64 / gold.len() as f64 };
    Ok(TreeScores { words: gold.len(), upos: share(tags), uas: share(heads), las: share(relations) })
}

const FORM: usize = 1;
const UPOS: usize = 3;
const HEAD: usize = 6;
const RELATION: usize = 7;

/// The columns of every syntactic word: no comments, ranges or empty nodes.
fn words(conllu: &str) -> Vec<Vec<&str>> {
    conllu
        .lines()
        .map(|line| line.split('\t').collect::<Vec<&str>>())
        .filter(|columns| columns.len() > RELATION && columns[0].bytes().all(|byte| byte.is_ascii_digit()))
        .collect()
}

fn universal(relation: &str) -> &str {
    relation.split(':').next().unwrap_or(relation)
}

#[cfg(test)]
mod tests {
    use super::compare;

    const GOLD: &str = "# text = Troops left.\n1\tTroops\ttroop\tNOUN\t_\t_\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\t_\t_\t0\troot\t_\t_\n\n";

    #[test]
    fn a_gold_tree_is_all_right_and_a_wrong_head_costs_its_relation() {
        let scores = compare(GOLD, GOLD).expect("the same words");
        assert_eq!((scores.upos, scores.uas, scores.las), (1.0, 1.0, 1.0));
        let wrong = GOLD.replace("\t2\tnsubj", "\t0\tnsubj");
        let scores = compare(GOLD, &wrong).expect("the same words");
        assert_eq!((scores.upos, scores.uas, scores.las), (1.0, 0.5, 0.5));
    }

    #[test]
    fn other_words_are_refused() {
        assert!(compare(GOLD, &GOLD.replace("Troops\ttroop", "Soldiers\tsoldier")).is_err());
    }
}
