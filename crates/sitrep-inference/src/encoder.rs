//! The encoder: subwords in, a state for each word out. BERT as all-MiniLM-L6-v2 has it (Devlin et al. 2019), with an
//! embedding for the shape of words beside those of piece and position.

use crate::ReaderError;
use crate::attention::{HEAD, attention};
use crate::maths::add_and_norm;
use crate::matrix::{Matrix, Rounded, Rows, Then};
use crate::onnx::Tensors;
use crate::simd::Level;
use crate::window::Window;

/// Finds the parts of the network among the tensors of a model file.
pub struct Parts<'a>(pub Tensors<'a>);

impl<'a> Parts<'a> {
    /// 8-bit weights.
    pub fn bytes(&self, name: &str) -> Result<&'a [u8], ReaderError> {
        self.0.bytes(name).ok_or_else(|| ReaderError::Contents(format!("it has no int8 weights '{name}'")))
    }

    /// Numbers, as many as asked for.
    pub fn floats(&self, name: &str, n: usize) -> Result<Vec<f32>, ReaderError> {
        let values = self.0.floats(name).filter(|values| values.len() == n);
        values.ok_or_else(|| ReaderError::Contents(format!("it has no {n} float32 numbers '{name}'")))
    }

    /// A matrix with its scales and, where it has them, its biases.
    pub fn matrix(&self, name: &str, n_in: usize) -> Result<Matrix, ReaderError> {
        let scales = self.0.floats(&format!("{name}.scale")).unwrap_or_default();
        let biases = self.0.floats(&format!("{name}.bias")).unwrap_or_default();
        let matrix = Matrix::new(self.bytes(name)?, scales, biases).filter(|matrix| matrix.n_in() == n_in);
        matrix.ok_or_else(|| ReaderError::Contents(format!("the sizes of its matrix '{name}' do not fit")))
    }
}

/// Scales and biases that a row has after it was brought to mean 0 and variance 1.
struct Norm {
    scales: Vec<f32>,
    biases: Vec<f32>,
}

impl Norm {
    fn new(parts: &Parts, name: &str, width: usize) -> Result<Self, ReaderError> {
        Ok(Self { scales: parts.floats(name, width)?, biases: parts.floats(&format!("{name}.bias"), width)? })
    }

    fn add(&self, level: Level, rows: &mut Rows, other: &Rows) {
        add_and_norm(level, &mut rows.values, &other.values, &self.scales, &self.biases);
    }
}

struct Layer {
    qkv: Matrix,
    out: Matrix,
    after_attention: Norm,
    up: Matrix,
    down: Matrix,
    after_all: Norm,
}

/// The encoder's weights.
pub struct Encoder {
    level: Level,
    width: usize,
    piece_scales: Vec<f32>,
    positions: Vec<f32>,
    shapes: Vec<f32>,
    norm: Norm,
    layers: Vec<Layer>,
}

impl Encoder {
    /// The encoder of a model file, for as many pieces as the vocabulary has and windows of at most `max_subwords`.
    pub fn new(parts: &Parts, n_pieces: usize, max_subwords: usize) -> Result<Self, ReaderError> {
        let unfit = |what: &str| ReaderError::Contents(format!("the sizes of its {what} do not fit"));
        let pieces = parts.bytes("words")?;
        let width = pieces.len().checked_div(n_pieces).filter(|width| *width > 0).ok_or_else(|| unfit("vocabulary"))?;
        if width * n_pieces != pieces.len() || !width.is_multiple_of(HEAD) {
            return Err(unfit("vocabulary"));
        }
        let mut layers = Vec::new();
        while parts.0.bytes(&format!("layer{}.qkv", layers.len())).is_some() {
            let name = |part: &str| format!("layer{}.{part}", layers.len());
            let up = parts.matrix(&name("up"), width)?;
            let layer = Layer {
                qkv: parts.matrix(&name("qkv"), width)?,
                out: parts.matrix(&name("out"), width)?,
                after_attention: Norm::new(parts, &name("norm1"), width)?,
                down: parts.matrix(&name("down"), up.n_out())?,
                up,
                after_all: Norm::new(parts, &name("norm2"), width)?,
            };
            if layer.qkv.n_out() != 3 * width || layer.out.n_out() != width || layer.down.n_out() != width {
                return Err(unfit("layers"));
            }
            layers.push(layer);
        }
        Ok(Self {
            level: Level::best(),
            width,
            piece_scales: parts.floats("words.scale", n_pieces)?,
            positions: parts.floats("position", max_subwords * width)?,
            shapes: parts.floats("shape", 5 * width)?,
            norm: Norm::new(parts, "norm", width)?,
            layers,
        })
    }

    /// How many numbers a state has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// What the processor can do.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The last layer's state at each word's first subword; `pieces` are the rows of weights of the vocabulary's pieces.
    pub fn states(&self, window: &Window, pieces: &[u8]) -> Rows {
        let level = self.level;
        let mut rows = self.embedded(window, pieces);
        for (at, layer) in self.layers.iter().enumerate() {
            let qkv = layer.qkv.apply(level, &Rounded::new(level, &rows), Then::Nothing);
            let mut mixed = attention(level, &qkv);
            if at + 1 == self.layers.len() {
                // What follows looks at one row at a time, and the first subwords of words are all that is asked for.
                mixed = chosen(&mixed, &window.first);
                rows = chosen(&rows, &window.first);
            }
            let mixed = layer.out.apply(level, &Rounded::new(level, &mixed), Then::Nothing);
            layer.after_attention.add(level, &mut rows, &mixed);
            let inner = layer.up.apply(level, &Rounded::new(level, &rows), Then::Gelu);
            let inner = layer.down.apply(level, &Rounded::new(level, &inner), Then::Nothing);
            layer.after_all.add(level, &mut rows, &inner);
        }
        rows
    }

    fn embedded(&self, window: &Window, pieces: &[u8]) -> Rows {
        let width = self.width;
        let mut rows = Rows::new(window.ids.len(), width);
        let mut positions = Rows::new(window.ids.len(), width);
        positions.values.copy_from_slice(&self.positions[..window.ids.len() * width]);
        let each = rows.values.chunks_exact_mut(width).zip(window.ids.iter().zip(&window.shapes));
        for (row, (piece, shape)) in each {
            let (piece, shape) = (*piece as usize, *shape as usize);
            let weights = &pieces[piece * width..(piece + 1) * width];
            let shapes = &self.shapes[shape * width..(shape + 1) * width];
            for ((value, weight), shape) in row.iter_mut().zip(weights).zip(shapes) {
                *value = f32::from(weight.cast_signed()) * self.piece_scales[piece] + shape;
            }
        }
        self.norm.add(self.level, &mut rows, &positions);
        rows
    }
}

fn chosen(rows: &Rows, which: &[i32]) -> Rows {
    let values = which.iter().flat_map(|at| rows.row(*at as usize)).copied().collect();
    Rows { width: rows.width, values }
}
