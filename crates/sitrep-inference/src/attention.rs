//! Attention of every subword of a window to every other (Vaswani et al. 2017).

use crate::kernel::{FloatTile, PANEL, QUERIES, combine};
use crate::maths::{LANES, exp, folded};
use crate::matrix::Rows;
use crate::simd::{Level, at_each_level};

/// Numbers of a query, key or value of one attention head.
pub const HEAD: usize = PANEL;

/// A row of `rows` holds, for each head, query, key and value; a row of the result, for each head, the mixed values.
pub fn attention(level: Level, rows: &Rows) -> Rows {
    let n_heads = rows.width / (3 * HEAD);
    let n = rows.values.len() / rows.width;
    let mut out = Rows::new(n, n_heads * HEAD);
    let padded = n.next_multiple_of(PANEL);
    let scale = 1.0 / (HEAD as f32).sqrt();
    // Keys lie side by side, so that a query meets many at once.
    let mut keys = vec![0.0; HEAD * padded];
    let mut weights = vec![0.0; QUERIES * padded];
    let mut queries = [0.0; QUERIES * HEAD];
    let mut tile: FloatTile = [[0.0; PANEL]; QUERIES];
    for head in 0..n_heads {
        let start = head * 3 * HEAD;
        for (row, values) in rows.values.chunks_exact(rows.width).enumerate() {
            for (at, value) in values[start + HEAD..start + 2 * HEAD].iter().enumerate() {
                keys[at * padded + row] = value * scale;
            }
        }
        for first in (0..n).step_by(QUERIES) {
            for (at, query) in queries.chunks_exact_mut(HEAD).enumerate() {
                // The last query stands in for those that are missing after it.
                query.copy_from_slice(&rows.row((first + at).min(n - 1))[start..start + HEAD]);
            }
            for column in (0..padded).step_by(PANEL) {
                combine(level, &queries, HEAD, HEAD, &keys[column..], padded, &mut tile);
                for (weights, found) in weights.chunks_exact_mut(padded).zip(&tile) {
                    weights[column..column + PANEL].copy_from_slice(found);
                }
            }
            let mut totals = [0.0; QUERIES];
            for (weights, total) in weights.chunks_exact_mut(padded).zip(&mut totals) {
                *total = soften(level, weights, n);
            }
            combine(level, &weights, padded, n, &rows.values[start + 2 * HEAD..], rows.width, &mut tile);
            let places = out.values[first * n_heads * HEAD..].chunks_exact_mut(n_heads * HEAD);
            for ((place, found), total) in places.zip(&tile).zip(totals) {
                for (out, value) in place[head * HEAD..(head + 1) * HEAD].iter_mut().zip(found) {
                    *out = value / total;
                }
            }
        }
    }
    out
}

at_each_level! {
    /// The first `n` weights made `e^weight` over that of the largest, the rest next to nothing; returns their sum.
    pub fn soften(weights: &mut [f32], n: usize) -> f32 {
        weights[n..].fill(f32::MIN);
        let mut most = [f32::MIN; LANES];
        for chunk in weights.chunks_exact(LANES) {
            for (most, value) in most.iter_mut().zip(chunk) {
                *most = if *value > *most { *value } else { *most };
            }
        }
        let most = most.into_iter().fold(f32::MIN, f32::max);
        let mut lanes = [0.0_f32; LANES];
        for chunk in weights.chunks_exact_mut(LANES) {
            for (lane, value) in lanes.iter_mut().zip(chunk) {
                *value = exp(*value - most);
                *lane += *value;
            }
        }
        folded(lanes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::maths::add_and_norm;

    #[test]
    fn every_processor_gets_the_same_bits() {
        let mut state = 5_u32;
        let mut next = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as f32 / 4_194_304.0 - 2.0
        };
        for n in [1, 3, 16, 37] {
            let rows = Rows { width: 6 * HEAD, values: (0..n * 6 * HEAD).map(|_| next()).collect() };
            let scales: Vec<f32> = (0..2 * HEAD).map(|_| next()).collect();
            let results: Vec<Rows> = Level::all()
                .into_iter()
                .map(|level| {
                    let mut out = attention(level, &rows);
                    let other = out.values.clone();
                    add_and_norm(level, &mut out.values, &other, &scales, &scales);
                    out
                })
                .collect();
            assert!(results.iter().all(|result| *result == results[0]), "{n} rows");
        }
    }

    #[test]
    fn a_query_gets_the_values_of_the_keys_that_it_is_like() {
        let mut rows = Rows::new(3, 3 * HEAD);
        for (row, values) in rows.values.chunks_exact_mut(3 * HEAD).enumerate() {
            values[row] = 1000.0;
            values[HEAD + row] = 1.0;
            values[2 * HEAD] = row as f32;
        }
        for level in Level::all() {
            let out = attention(level, &rows);
            let found: Vec<f32> = (0..3).map(|row| out.row(row)[0].round()).collect();
            assert_eq!(found, [0.0, 1.0, 2.0], "{level:?}");
        }
    }
}
