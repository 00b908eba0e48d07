//! Attributions from tagged runs: each source and content goes to the cue that its words point at.

use crate::bio::{Run, argmax};

/// An attribution in words of its window.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Linked {
    /// The cue's run of words.
    pub cue: (usize, usize),
    /// The source's run, if any.
    pub source: Option<(usize, usize)>,
    /// The content's runs, in order.
    pub content: Vec<(usize, usize)>,
}

/// How far a run is from a cue, as a penalty on the log-probability that it belongs to it. A cue and its source and
/// content stand side by side far more often than the pointing head alone sees; the weights were chosen on
/// documents of PolNeAR's training part.
#[derive(Debug, Clone, Copy)]
struct Distance {
    /// For each word between the two that belongs to no run.
    free_word: f32,
    /// For each other cue between the two.
    cue: f32,
    /// For each sentence end between the two.
    sentence: f32,
}

const DISTANCE: Distance = Distance { free_word: 0.1, cue: 2.0, sentence: 4.0 };

/// Joins runs labelled SOURCE, CUE and CONTENT. `point(word, cue word)` is the score of a word's cue being the
/// one that begins at a word, `sentence(word)` the number of a word's sentence. A run goes to the cue with the highest
/// mean log-probability over its words, less the [`Distance`]. A cue keeps the one source that suits it most; runs
/// in a window without a cue are dropped, and so are cues that nothing goes to.
pub fn link(runs: &[Run], point: impl Fn(usize, usize) -> f32, sentence: impl Fn(usize) -> usize) -> Vec<Linked> {
    let cues = runs.iter().filter(|run| run.2 == "CUE");
    let mut out: Vec<Linked> =
        cues.map(|run| Linked { cue: (run.0, run.1), source: None, content: Vec::new() }).collect();
    if out.is_empty() {
        return out;
    }
    let n_words = runs.last().map_or(0, |run| run.1);
    let mut labelled = vec![false; n_words];
    for (start, end, _) in runs {
        labelled[*start..*end].fill(true);
    }
    let penalty = |run: &Run, cue: (usize, usize)| {
        let (from, to) = if run.1 <= cue.0 { (run.1, cue.0) } else { (cue.1, run.0) };
        let free = labelled[from..to].iter().filter(|covered| !**covered).count();
        let crossed = runs.iter().filter(|other| other.2 == "CUE" && other.0 >= from && other.1 <= to).count();
        let ends = if from > to { 0 } else { sentence(to.min(n_words - 1)).abs_diff(sentence(from.max(1) - 1)) };
        DISTANCE.free_word * free as f32 + DISTANCE.cue * crossed as f32 + DISTANCE.sentence * ends as f32
    };
    let mut strength = vec![f32::NEG_INFINITY; out.len()];
    for run @ (start, end, label) in runs.iter().filter(|run| run.2 != "CUE") {
        let mut sums: Vec<f32> = out.iter().map(|linked| -penalty(run, linked.cue)).collect();
        for word in *start..*end {
            let scores: Vec<f32> = out.iter().map(|linked| point(word, linked.cue.0)).collect();
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let total = top + scores.iter().map(|score| (score - top).exp()).sum::<f32>().ln();
            for (sum, score) in sums.iter_mut().zip(&scores) {
                *sum += (score - total) / (end - start) as f32;
            }
        }
        let best = argmax(&sums);
        if *label == "CONTENT" {
            out[best].content.push((*start, *end));
        } else if sums[best] > strength[best] {
            strength[best] = sums[best];
            out[best].source = Some((*start, *end));
        }
    }
    out.retain(|linked| linked.source.is_some() || !linked.content.is_empty());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_run_goes_to_its_cue() {
        // "A said x y , B told z": cues at 1 and 6
        let runs =
            [(0, 1, "SOURCE"), (1, 2, "CUE"), (2, 4, "CONTENT"), (5, 6, "SOURCE"), (6, 7, "CUE"), (7, 8, "CONTENT")];
        let found = link(&runs, |_, _| 0.0, |word| usize::from(word > 4));
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].source, found[0].content.clone()), (Some((0, 1)), vec![(2, 4)]));
        assert_eq!((found[1].source, found[1].content.clone()), (Some((5, 6)), vec![(7, 8)]));
        assert!(link(&runs[..1], |_, _| 0.0, |_| 0).is_empty());
        assert!(link(&runs[1..2], |_, _| 0.0, |_| 0).is_empty());
    }
}
