//! What stands on the encoder: the scores that the decoders ask for, each computed only where it is asked for.

use crate::ReaderError;
use crate::encoder::Parts;
use crate::maths::dot;
use crate::matrix::{Matrix, Rounded, Rows, Then};
use crate::simd::Level;

/// Scores of pairs of words (Dozat and Manning 2017): `left · bilinear · right`, and a bias of each side.
struct Biaffine {
    left: Matrix,
    right: Matrix,
    bilinear: Matrix,
    left_bias: Matrix,
    right_bias: Matrix,
}

impl Biaffine {
    fn new(parts: &Parts, name: &str, width: usize) -> Result<Self, ReaderError> {
        let left = parts.matrix(&format!("{name}.left"), width)?;
        let size = left.n_out();
        let part = |part: &str| parts.matrix(&format!("{name}.{part}"), size);
        let right = parts.matrix(&format!("{name}.right"), width)?;
        let biaffine = Self {
            left,
            right,
            bilinear: part("bilinear")?,
            left_bias: part("left_bias")?,
            right_bias: part("right_bias")?,
        };
        let n_labels = biaffine.left_bias.n_out();
        let fits = biaffine.right.n_out() == size
            && biaffine.right_bias.n_out() == n_labels
            && biaffine.bilinear.n_out() == n_labels * size;
        fits.then_some(biaffine)
            .ok_or_else(|| ReaderError::Contents(format!("the sizes of its head '{name}' do not fit")))
    }

    fn project(&self, level: Level, states: &Rounded) -> Pairs {
        let left = Rounded::new(level, &self.left.apply(level, states, Then::LeakyRelu));
        let right = self.right.apply(level, states, Then::LeakyRelu);
        Pairs {
            level,
            mixed: self.bilinear.apply(level, &left, Then::Nothing),
            left_bias: self.left_bias.apply(level, &left, Then::Nothing),
            right_bias: self.right_bias.apply(level, &Rounded::new(level, &right), Then::Nothing),
            right,
        }
    }
}

/// A biaffine's projections of the words of a window.
struct Pairs {
    level: Level,
    /// One stretch of `right.width` numbers for each label.
    mixed: Rows,
    right: Rows,
    left_bias: Rows,
    right_bias: Rows,
}

impl Pairs {
    fn score(&self, left: usize, right: usize, label: usize) -> f32 {
        let size = self.right.width;
        let mixed = &self.mixed.row(left)[label * size..(label + 1) * size];
        dot(self.level, mixed, self.right.row(right))
            + self.left_bias.row(left)[label]
            + self.right_bias.row(right)[label]
    }
}

/// The weights of all heads.
pub struct Heads {
    hidden: Matrix,
    word_heads: Matrix,
    arc: Biaffine,
    root: Matrix,
    label: Biaffine,
    cue: Biaffine,
    vector: Matrix,
}

impl Heads {
    /// The heads of a model file: `n_columns` of labels of words, `n_relations` labels of arcs.
    pub fn new(parts: &Parts, width: usize, n_columns: usize, n_relations: usize) -> Result<Self, ReaderError> {
        let hidden = parts.matrix("hidden", width)?;
        let heads = Self {
            word_heads: parts.matrix("word_heads", width + hidden.n_out())?,
            hidden,
            arc: Biaffine::new(parts, "arc", width)?,
            root: parts.matrix("root", width)?,
            label: Biaffine::new(parts, "label", width)?,
            cue: Biaffine::new(parts, "cue", width)?,
            vector: parts.matrix("vector", width)?,
        };
        let fits = heads.word_heads.n_out() == n_columns
            && heads.label.left_bias.n_out() == n_relations
            && [&heads.arc.left_bias, &heads.root, &heads.cue.left_bias].into_iter().all(|matrix| matrix.n_out() == 1);
        fits.then_some(heads).ok_or_else(|| ReaderError::Contents("the sizes of its heads do not fit".to_owned()))
    }

    /// All heads over the states of a window's words.
    pub fn read(&self, level: Level, states: &Rows) -> Output {
        let rounded = Rounded::new(level, states);
        let hidden = self.hidden.apply(level, &rounded, Then::Gelu);
        let mut wide = Rows { width: states.width + hidden.width, values: Vec::new() };
        for (state, hidden) in states.values.chunks_exact(states.width).zip(hidden.values.chunks_exact(hidden.width)) {
            wide.values.extend_from_slice(state);
            wide.values.extend_from_slice(hidden);
        }
        Output {
            labels: self.word_heads.apply(level, &Rounded::new(level, &wide), Then::Nothing),
            arcs: self.arc.project(level, &rounded),
            roots: self.root.apply(level, &rounded, Then::Nothing),
            relations: self.label.project(level, &rounded),
            cues: self.cue.project(level, &rounded),
            vectors: self.vector.apply(level, &rounded, Then::Nothing),
        }
    }
}

/// What one window came out as, by the numbers of its words.
pub struct Output {
    /// Scores of all labels of words, a row a word.
    pub labels: Rows,
    /// A vector for each word.
    pub vectors: Rows,
    arcs: Pairs,
    roots: Rows,
    relations: Pairs,
    cues: Pairs,
}

impl Output {
    /// How well `head` suits a word as its head in the tree.
    pub fn arc(&self, word: usize, head: usize) -> f32 {
        self.arcs.score(word, head, 0)
    }

    /// How well a word suits as the root.
    pub fn root(&self, word: usize) -> f32 {
        self.roots.row(word)[0]
    }

    /// How well each label suits the arc from a word to its head.
    pub fn relations(&self, word: usize, head: usize) -> Vec<f32> {
        (0..self.relations.left_bias.width).map(|label| self.relations.score(word, head, label)).collect()
    }

    /// How well the cue that begins at `cue` suits a word of a source or content.
    pub fn cue(&self, word: usize, cue: usize) -> f32 {
        self.cues.score(word, cue, 0)
    }
}
