//! Spans from BIO scores: the best sequence of tags in which no entity begins in its middle (Viterbi 1967).

/// What each column of a BIO head stands for.
#[derive(Debug, Clone)]
pub struct BioLabels {
    /// `None` for O, else the type and whether the tag begins it.
    tags: Vec<Option<(&'static str, bool)>>,
    /// For each column: the columns that may stand before it; `None` for all.
    before: Vec<Option<[usize; 2]>>,
}

/// A run of words with a type: start, end (exclusive), label.
pub type Run = (usize, usize, &'static str);

impl BioLabels {
    /// The columns named `O`, `B-type`, `I-type`.
    pub fn new(labels: &[&'static str]) -> Option<Self> {
        let tags: Vec<Option<(&'static str, bool)>> = labels
            .iter()
            .map(|label| match label.split_once('-') {
                Some(("B", kind)) => Some(Some((kind, true))),
                Some(("I", kind)) => Some(Some((kind, false))),
                _ if *label == "O" => Some(None),
                _ => None,
            })
            .collect::<Option<_>>()?;
        let before = tags
            .iter()
            .map(|tag| match tag {
                Some((kind, false)) => {
                    let find = |begin| tags.iter().position(|other| *other == Some((*kind, begin)));
                    Some(Some([find(true)?, find(false)?]))
                }
                _ => Some(None),
            })
            .collect::<Option<_>>()?;
        Some(Self { tags, before })
    }

    /// Type and beginning of a column; `None` for O.
    pub fn tag(&self, column: usize) -> Option<(&'static str, bool)> {
        self.tags[column]
    }

    /// How many columns there are.
    pub fn n_labels(&self) -> usize {
        self.tags.len()
    }

    /// The best well-formed sequence of columns for rows of scores.
    pub fn decode(&self, rows: &[&[f32]]) -> Vec<usize> {
        let n = self.tags.len();
        let Some(first) = rows.first() else { return Vec::new() };
        let mut score: Vec<f32> =
            (0..n).map(|c| if self.before[c].is_some() { f32::NEG_INFINITY } else { first[c] }).collect();
        let mut back = Vec::with_capacity(rows.len());
        for row in &rows[1..] {
            let best = argmax(&score);
            let from: Vec<usize> = (0..n)
                .map(|c| match self.before[c] {
                    None => best,
                    Some([a, b]) => {
                        if score[b] > score[a] {
                            b
                        } else {
                            a
                        }
                    }
                })
                .collect();
            score = (0..n).map(|c| score[from[c]] + row[c]).collect();
            back.push(from);
        }
        let mut column = argmax(&score);
        let mut path = vec![column];
        for from in back.iter().rev() {
            column = from[column];
            path.push(column);
        }
        path.reverse();
        path
    }

    /// The runs of a well-formed sequence.
    pub fn runs(&self, path: &[usize]) -> Vec<Run> {
        let mut out: Vec<Run> = Vec::new();
        for (at, column) in path.iter().enumerate() {
            match (self.tags[*column], out.last_mut()) {
                (Some((label, true)), _) => out.push((at, at + 1, label)),
                (Some(_), Some(run)) => run.1 = at + 1,
                _ => {}
            }
        }
        out
    }
}

/// Index of the largest value, the first of equals.
pub fn argmax(values: &[f32]) -> usize {
    let mut best = 0;
    for (at, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = at;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[[f32; 5]], expected: &[Run]) {
        let labels = BioLabels::new(&["O", "B-X", "I-X", "B-Y", "I-Y"]).unwrap();
        let rows: Vec<&[f32]> = rows.iter().map(|row| &row[..]).collect();
        assert_eq!(labels.runs(&labels.decode(&rows)), expected);
    }

    #[test]
    fn an_inside_tag_never_stands_alone() {
        check(&[], &[]);
        check(&[[0.0, 0.5, 3.0, 0.0, 0.0]], &[(0, 1, "X")]);
        check(&[[0.0, 2.0, 0.0, 0.0, 0.0], [0.0, 0.0, 1.0, 0.0, 1.5]], &[(0, 2, "X")]);
        check(
            &[[0.0, 2.0, 0.0, 0.0, 0.0], [0.0, 3.0, 1.0, 0.0, 1.5], [1.0, 0.0, 0.0, 0.0, 0.0]],
            &[(0, 1, "X"), (1, 2, "X")],
        );
    }

    #[test]
    fn labels_that_are_not_bio_are_refused() {
        assert!(BioLabels::new(&["O", "I-X"]).is_none());
        assert!(BioLabels::new(&["O", "X"]).is_none());
    }
}
