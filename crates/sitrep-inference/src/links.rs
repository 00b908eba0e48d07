//! Attributions from tagged runs: each source and content goes to the cue that its words point at.

use crate::bio::Run;

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

/// Joins runs labelled SOURCE, CUE and CONTENT. `point(word, cue word)` is the score of a word's cue being the
/// one that begins at a word; a run points where the sum of its words' log-probabilities over the cues is
/// highest. A cue keeps the one source that points at it most; runs in a window without a cue are dropped.
pub fn link(runs: &[Run], point: impl Fn(usize, usize) -> f32) -> Vec<Linked> {
    let cues = runs.iter().filter(|run| run.2 == "CUE");
    let mut out: Vec<Linked> =
        cues.map(|run| Linked { cue: (run.0, run.1), source: None, content: Vec::new() }).collect();
    if out.is_empty() {
        return out;
    }
    let mut strength = vec![f32::NEG_INFINITY; out.len()];
    for (start, end, label) in runs.iter().filter(|run| run.2 != "CUE") {
        let mut sums = vec![0.0_f32; out.len()];
        for word in *start..*end {
            let scores: Vec<f32> = out.iter().map(|linked| point(word, linked.cue.0)).collect();
            let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let total = top + scores.iter().map(|score| (score - top).exp()).sum::<f32>().ln();
            for (sum, score) in sums.iter_mut().zip(&scores) {
                *sum += (score - total) / (end - start) as f32;
            }
        }
        let best = crate::bio::argmax(&sums);
        if *label == "CONTENT" {
            out[best].content.push((*start, *end));
        } else if sums[best] > strength[best] {
            strength[best] = sums[best];
            out[best].source = Some((*start, *end));
        }
    }
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
        let found = link(&runs, |word, cue| -(word.abs_diff(cue) as f32));
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].source, found[0].content.clone()), (Some((0, 1)), vec![(2, 4)]));
        assert_eq!((found[1].source, found[1].content.clone()), (Some((5, 6)), vec![(7, 8)]));
        assert!(link(&runs[..1], |_, _| 0.0).is_empty());
    }
}
