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
    pub fn decode<Row: AsRef<[f32]>>(&self, rows: &[Row]) -> Vec<usize> {
        self.decode_between(rows, |_, _| 0.0)
    }

    /// The best well-formed sequence where one column before another has a score too: the first of equals.
    pub fn decode_between<Row: AsRef<[f32]>>(&self, rows: &[Row], between: impl Fn(usize, usize) -> f32) -> Vec<usize> {
        let n = self.tags.len();
        let Some(first) = rows.first() else { return Vec::new() };
        let start = |c: usize| if self.before[c].is_some() { f32::NEG_INFINITY } else { first.as_ref()[c] };
        let mut score: Vec<f32> = (0..n).map(start).collect();
        let mut back = Vec::with_capacity(rows.len());
        let every: Vec<usize> = (0..n).collect();
        for row in &rows[1..] {
            let (mut from, mut next) = (vec![0; n], vec![0.0; n]);
            for c in 0..n {
                let before = self.before[c].as_ref().map_or(&every[..], |two| &two[..]);
                let mut best = (before[0], f32::NEG_INFINITY);
                for p in before {
                    let sum = score[*p] + between(*p, c);
                    if sum > best.1 {
                        best = (*p, sum);
                    }
                }
                from[c] = best.0;
                next[c] = best.1 + row.as_ref()[c];
            }
            score = next;
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
    fn what_stands_between_two_tags_counts() {
        let labels = BioLabels::new(&["O", "B-X", "I-X"]).unwrap();
        let rows = [[0.0, 2.0, 0.0], [0.5, 0.0, 1.0]];
        assert_eq!(labels.runs(&labels.decode(&rows)), [(0, 2, "X")]);
        let apart = labels.decode_between(&rows, |before, column| if (before, column) == (1, 2) { -1.0 } else { 0.0 });
        assert_eq!(labels.runs(&apart), [(0, 1, "X")]);
    }

    #[test]
    fn labels_that_are_not_bio_are_refused() {
        assert!(BioLabels::new(&["O", "I-X"]).is_none());
        assert!(BioLabels::new(&["O", "X"]).is_none());
    }
}
