//! Matrices as stored, and rows of numbers to multiply them by.
//!
//! A matrix has 8-bit weights and one scale a column. Rows are rounded to integers with one scale a row, so that the
//! product is an exact sum of integers, scaled once: a row's result depends on that row alone. Steps are as fine as 32-bit sums
//! allow, which is finer than a thousandth of what the rounding of the weights has already cost.

use crate::kernel::{PANEL, ROW_STEP, ROWS, multiply};
use crate::maths::{LANES, gelu};
use crate::simd::{Level, at_each_level};

/// Inputs that a matrix may have at most.
const WIDEST: usize = 4096;

/// The largest integer that a row of so many numbers is rounded to: sums of products with weights up to 127 stay below 2^31.
fn finest(width: usize) -> f32 {
    (i32::MAX as usize / (127 * width)).min(i16::MAX as usize) as f32
}

/// Rows of as many numbers each.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// Numbers of a row.
    pub width: usize,
    /// The rows, one after the other.
    pub values: Vec<f32>,
}

impl Rows {
    /// Rows of zeros.
    pub fn new(n_rows: usize, width: usize) -> Self {
        Self { width, values: vec![0.0; n_rows * width] }
    }

    /// One row.
    pub fn row(&self, at: usize) -> &[f32] {
        &self.values[at * self.width..(at + 1) * self.width]
    }
}

/// Rows rounded to integers, each with its own scale.
pub struct Rounded {
    width: usize,
    n_rows: usize,
    /// Blocks of [`ROWS`] rows as [`multiply`] wants them; rows of zeros fill the last to a multiple of [`ROW_STEP`].
    values: Vec<i16>,
    scales: Vec<f32>,
}

impl Rounded {
    /// Rounds every row by itself.
    pub fn new(level: Level, rows: &Rows) -> Self {
        let n_rows = rows.values.len() / rows.width;
        let mut values = vec![0; n_rows.next_multiple_of(ROW_STEP) * rows.width];
        let mut scales = vec![0.0; n_rows];
        let blocks = values.chunks_mut(ROWS * rows.width);
        for ((rows_in, block), scales) in rows.values.chunks(ROWS * rows.width).zip(blocks).zip(scales.chunks_mut(ROWS))
        {
            round(level, rows_in, rows.width, finest(rows.width), block, scales);
        }
        Self { width: rows.width, n_rows, values, scales }
    }
}

at_each_level! {
    /// Rounds the rows of a block to integers up to `finest`; `scales` receives what they are to be multiplied by.
    pub fn round(rows: &[f32], width: usize, finest: f32, block: &mut [i16], scales: &mut [f32]) {
        /// Added to a float, it leaves the nearest integer (ties to even) in the low bits.
        const SHIFT: f32 = 12_582_912.0;
        let n_rows = block.len() / width;
        let (out, _) = block.as_chunks_mut::<2>();
        for (at, (row, scale)) in rows.chunks_exact(width).zip(scales).enumerate() {
            let mut largest = [0.0_f32; LANES];
            for chunk in row.chunks_exact(LANES) {
                for (most, value) in largest.iter_mut().zip(chunk) {
                    *most = if value.abs() > *most { value.abs() } else { *most };
                }
            }
            let rest = row.chunks_exact(LANES).remainder().iter().map(|value| value.abs());
            let largest = largest.into_iter().chain(rest).fold(0.0, f32::max);
            if largest == 0.0 {
                continue;
            }
            let steps = finest / largest;
            let mut places = out[at..].chunks_mut(n_rows);
            for chunk in row.chunks(2 * LANES) {
                let mut rounded = [0_i16; 2 * LANES];
                for (rounded, value) in rounded.iter_mut().zip(chunk) {
                    *rounded = (value * steps + SHIFT).to_bits() as i16;
                }
                for (pair, place) in rounded.as_chunks::<2>().0.iter().zip(places.by_ref().take(chunk.len() / 2)) {
                    place[0] = *pair;
                }
            }
            *scale = largest / finest;
        }
    }
}

/// What is done to a product before it is handed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Then {
    Nothing,
    Gelu,
    /// With a slope of 0.1 below zero.
    LeakyRelu,
}

/// A matrix packed for [`multiply`], with scales and biases of its columns.
pub struct Matrix {
    n_in: usize,
    n_out: usize,
    /// Panel by panel; columns of zeros fill the last.
    panels: Vec<i8>,
    scales: Vec<f32>,
    biases: Vec<f32>,
}

impl Matrix {
    /// From weights in rows of `scales.len()` columns; `biases` may be empty. `None` when the sizes do not fit.
    pub fn new(weights: &[u8], scales: Vec<f32>, biases: Vec<f32>) -> Option<Self> {
        let n_out = scales.len();
        let n_in = weights.len().checked_div(n_out)?;
        let sound = n_in * n_out == weights.len() && n_in <= WIDEST && n_in.is_multiple_of(2);
        if !sound || !(biases.is_empty() || biases.len() == n_out) {
            return None;
        }
        let n_panels = n_out.div_ceil(PANEL);
        let mut panels = vec![0_i8; n_panels * n_in * PANEL];
        for (panel, out) in panels.chunks_exact_mut(n_in * PANEL).enumerate() {
            let columns = panel * PANEL..((panel + 1) * PANEL).min(n_out);
            for (pair, out) in out.chunks_exact_mut(2 * PANEL).enumerate() {
                let first = &weights[2 * pair * n_out..][columns.clone()];
                let second = &weights[(2 * pair + 1) * n_out..][columns.clone()];
                for ((out, first), second) in out.chunks_exact_mut(2).zip(first).zip(second) {
                    out[0] = first.cast_signed();
                    out[1] = second.cast_signed();
                }
            }
        }
        let padded = |mut values: Vec<f32>| {
            values.resize(n_panels * PANEL, 0.0);
            values
        };
        Some(Self { n_in, n_out, panels, scales: padded(scales), biases: padded(biases) })
    }

    /// How many numbers a row must have.
    pub fn n_in(&self) -> usize {
        self.n_in
    }

    /// How many numbers a row of the product has.
    pub fn n_out(&self) -> usize {
        self.n_out
    }

    /// Every row times the matrix, plus the biases.
    pub fn apply(&self, level: Level, rows: &Rounded, then: Then) -> Rows {
        assert_eq!(rows.width, self.n_in, "a matrix of {} inputs", self.n_in);
        let mut out = Rows::new(rows.n_rows, self.n_out);
        let mut tile = [[0; PANEL]; ROWS];
        for (panel, weights) in self.panels.chunks_exact(self.n_in * PANEL).enumerate() {
            let columns = panel * PANEL..(panel + 1) * PANEL;
            let (scales, biases) = (&self.scales[columns.clone()], &self.biases[columns.clone()]);
            let end = columns.end.min(self.n_out);
            for (block, values) in rows.values.chunks(ROWS * self.n_in).enumerate() {
                multiply(level, values, values.len() / self.n_in, self.n_in, weights, &mut tile);
                for (sums, row) in tile.iter().zip(block * ROWS..rows.n_rows) {
                    let out = &mut out.values[row * self.n_out + columns.start..row * self.n_out + end];
                    finish(level, sums, rows.scales[row], scales, biases, then, out);
                }
            }
        }
        out
    }
}

at_each_level! {
    /// Sums to numbers: scaled, the biases added.
    pub fn finish(sums: &[i32; PANEL], scale: f32, scales: &[f32], biases: &[f32], then: Then, out: &mut [f32]) {
        let mut values = [0.0_f32; PANEL];
        for (((value, sum), column), bias) in values.iter_mut().zip(sums).zip(scales).zip(biases) {
            *value = *sum as f32 * (scale * column) + bias;
        }
        match then {
            Then::Nothing => {}
            Then::Gelu => values.iter_mut().for_each(|value| *value = gelu(*value)),
            Then::LeakyRelu => {
                values.iter_mut().for_each(|value| *value = if *value < 0.0 { 0.1 * *value } else { *value });
            }
        }
        match out.first_chunk_mut() {
            Some(out) => *out = values,
            None => out.copy_from_slice(&values[..out.len()]),
        }
    }
}
