//! The two products that the reader spends its time in, written for each kind of processor.
//!
//! [`multiply`], of rows of 16-bit integers by a panel of 8-bit ones, is nine tenths of it. Sums are 32-bit and exact, so every processor gets the same and no order of work can show. A panel holds
//! [`PANEL`] columns of a matrix: for each pair of inputs, the two weights of the first column, of the second, …. A block
//! holds 4, 8 or 12 rows in the same manner: for each pair of inputs, the two numbers of the first row, of the second, ….
//! [`combine`], for attention, is of floats; each of its sums runs over the inputs in order, on every processor.

#![allow(unsafe_code)]

use crate::simd::Level;

/// Columns of a panel.
pub const PANEL: usize = 32;
/// Rows of a whole block.
pub const ROWS: usize = 12;
/// Blocks have a multiple of this many rows; the last ones may be zero.
pub const ROW_STEP: usize = 4;

/// Sums of a block of rows by the columns of a panel.
pub type Tile = [[i32; PANEL]; ROWS];

/// Multiplies a block of `n_rows` rows of `width` numbers by a panel of as many inputs.
///
/// The caller sees to it that no sum leaves 32 bits: `crate::matrix` bounds the activations by the width.
pub fn multiply(level: Level, rows: &[i16], n_rows: usize, width: usize, panel: &[i8], tile: &mut Tile) {
    match n_rows {
        4 => at_level::<4>(level, rows, width, panel, tile),
        8 => at_level::<8>(level, rows, width, panel, tile),
        12 => at_level::<12>(level, rows, width, panel, tile),
        _ => unreachable!("blocks of rows are cut to 4, 8 or 12"),
    }
}

fn at_level<const R: usize>(level: Level, block: &[i16], width: usize, panel: &[i8], tile: &mut Tile) {
    assert!(width.is_multiple_of(2) && block.len() == R * width && panel.len() == width * PANEL);
    match level {
        Level::Portable => portable::<R>(block, panel, tile),
        // SAFETY: this level is made only where the processor has AVX2; the sizes were checked.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { avx2::<R>(block.as_ptr().cast(), width / 2, panel.as_ptr(), tile) },
        // SAFETY: this level is made only where the processor has these parts of AVX-512; the sizes were checked.
        #[cfg(target_arch = "x86_64")]
        Level::Vnni => unsafe { vnni::<R>(block.as_ptr().cast(), width / 2, panel.as_ptr(), tile) },
    }
}

fn portable<const R: usize>(block: &[i16], panel: &[i8], tile: &mut Tile) {
    *tile = [[0; PANEL]; ROWS];
    for (pairs, weights) in block.chunks_exact(2 * R).zip(panel.chunks_exact(2 * PANEL)) {
        // Side by side, the compiler can take many at once.
        let (mut first, mut second) = ([0_i16; PANEL], [0_i16; PANEL]);
        for ((first, second), weights) in first.iter_mut().zip(&mut second).zip(weights.chunks_exact(2)) {
            (*first, *second) = (i16::from(weights[0]), i16::from(weights[1]));
        }
        for (pair, sums) in pairs.chunks_exact(2).zip(tile.iter_mut()) {
            let (a, b) = (i32::from(pair[0]), i32::from(pair[1]));
            for ((sum, first), second) in sums.iter_mut().zip(&first).zip(&second) {
                let product = a.wrapping_mul(i32::from(*first)).wrapping_add(b.wrapping_mul(i32::from(*second)));
                *sum = sum.wrapping_add(product);
            }
        }
    }
}

/// `pairs * R` pairs of a block by `pairs * PANEL` of a panel: four rows and half a panel at a time, so that the sums stay
/// in the sixteen registers.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
unsafe fn avx2<const R: usize>(block: *const i32, pairs: usize, panel: *const i8, tile: &mut Tile) {
    use std::arch::x86_64::*;

    for (rows, half) in (0..R).step_by(ROW_STEP).flat_map(|rows| [(rows, 0), (rows, PANEL / 2)]) {
        let mut sums = [[_mm256_setzero_si256(); 2]; ROW_STEP];
        for pair in 0..pairs {
            // SAFETY: a pair has 2 * PANEL weights, of which these are the 32 of one half.
            let (first, second) = unsafe {
                let at = panel.add(pair * 2 * PANEL + 2 * half);
                (_mm_loadu_si128(at.cast()), _mm_loadu_si128(at.add(16).cast()))
            };
            let weights = [_mm256_cvtepi8_epi16(first), _mm256_cvtepi8_epi16(second)];
            for (row, sums) in sums.iter_mut().enumerate() {
                // SAFETY: a pair of the block has R rows.
                let both = _mm256_set1_epi32(unsafe { block.add(pair * R + rows + row).read_unaligned() });
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum = _mm256_add_epi32(*sum, _mm256_madd_epi16(both, weight));
                }
            }
        }
        for (out, sums) in tile[rows..].iter_mut().zip(sums) {
            for (out, sum) in out[half..half + PANEL / 2].chunks_exact_mut(8).zip(sums) {
                // SAFETY: the chunk has room for eight numbers.
                unsafe { _mm256_storeu_si256(out.as_mut_ptr().cast(), sum) }
            }
        }
    }
}

/// `pairs * R` pairs of a block by `pairs * PANEL` of a panel.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl,avx512vnni")]
unsafe fn vnni<const R: usize>(block: *const i32, pairs: usize, panel: *const i8, tile: &mut Tile) {
    use std::arch::asm;
    use std::arch::x86_64::*;

    let mut sums = [[_mm512_setzero_si512(); 2]; R];
    for pair in 0..pairs {
        // SAFETY: a pair has 2 * PANEL = 64 weights.
        let (first, second) = unsafe {
            let at = panel.add(pair * 2 * PANEL);
            (_mm256_loadu_si256(at.cast()), _mm256_loadu_si256(at.add(32).cast()))
        };
        let weights = [_mm512_cvtepi8_epi16(first), _mm512_cvtepi8_epi16(second)];
        for (row, sums) in sums.iter_mut().enumerate() {
            // SAFETY: a pair of the block has R rows.
            let both = _mm512_set1_epi32(unsafe { block.add(pair * R + row).read_unaligned() });
            for (sum, weights) in sums.iter_mut().zip(weights) {
                // SAFETY: it reads and writes these registers only. The compiler makes two slower instructions of the
                // intrinsic `_mm512_dpwssd_epi32` (LLVM's machine combiner), hence by name.
                unsafe {
                    asm!(
                        "vpdpwssd {sum}, {weights}, {both}",
                        sum = inout(zmm_reg) *sum, weights = in(zmm_reg) weights, both = in(zmm_reg) both,
                        options(pure, nomem, nostack, preserves_flags)
                    );
                }
            }
        }
    }
    for (out, sums) in tile.iter_mut().zip(sums) {
        for (out, sum) in out.chunks_exact_mut(16).zip(sums) {
            // SAFETY: the chunk has room for sixteen numbers.
            unsafe { _mm512_storeu_si512(out.as_mut_ptr().cast(), sum) }
        }
    }
}

/// Rows that [`combine`] takes.
pub const QUERIES: usize = 8;

/// Sums of the rows of [`combine`].
pub type FloatTile = [[f32; PANEL]; QUERIES];

/// For each of [`QUERIES`] rows of weights (the first `n` numbers of every `row_step`): the sum of as many rows of
/// [`PANEL`] values (the first of every `step`), each times its weight.
pub fn combine(
    level: Level,
    weights: &[f32],
    row_step: usize,
    n: usize,
    values: &[f32],
    step: usize,
    tile: &mut FloatTile,
) {
    assert!(n > 0 && n <= row_step && weights.len() >= QUERIES * row_step && values.len() >= (n - 1) * step + PANEL);
    match level {
        Level::Portable => {
            for (weights, sums) in weights.chunks(row_step).zip(tile) {
                *sums = [0.0; PANEL];
                for (weight, values) in weights[..n].iter().zip(values.chunks(step)) {
                    for (sum, value) in sums.iter_mut().zip(values) {
                        *sum += weight * value;
                    }
                }
            }
        }
        // SAFETY: this level is made only where the processor has AVX2; the sizes were checked.
        #[cfg(target_arch = "x86_64")]
        Level::Avx2 => unsafe { combine_avx2(weights.as_ptr(), row_step, n, values.as_ptr(), step, tile) },
        // SAFETY: this level is made only where the processor has AVX-512; the sizes were checked.
        #[cfg(target_arch = "x86_64")]
        Level::Vnni => unsafe { combine_avx512(weights.as_ptr(), row_step, n, values.as_ptr(), step, tile) },
    }
}

/// As [`combine`], which checks the sizes: `QUERIES * row_step` weights, `(n - 1) * step + PANEL` values.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
unsafe fn combine_avx2(
    weights: *const f32,
    row_step: usize,
    n: usize,
    values: *const f32,
    step: usize,
    tile: &mut FloatTile,
) {
    use std::arch::x86_64::*;

    for (rows, out) in tile.chunks_exact_mut(2).enumerate() {
        let mut sums = [[_mm256_setzero_ps(); PANEL / 8]; 2];
        for at in 0..n {
            for column in 0..PANEL / 8 {
                // SAFETY: the sizes are the caller's promise.
                let value = unsafe { _mm256_loadu_ps(values.add(at * step + column * 8)) };
                for (row, sums) in sums.iter_mut().enumerate() {
                    // SAFETY: as above.
                    let weight = _mm256_set1_ps(unsafe { *weights.add((2 * rows + row) * row_step + at) });
                    sums[column] = _mm256_add_ps(sums[column], _mm256_mul_ps(weight, value));
                }
            }
        }
        for (out, sums) in out.iter_mut().zip(sums) {
            for (out, sum) in out.chunks_exact_mut(8).zip(sums) {
                // SAFETY: the chunk has room for eight numbers.
                unsafe { _mm256_storeu_ps(out.as_mut_ptr(), sum) }
            }
        }
    }
}

/// As [`combine`], which checks the sizes: `QUERIES * row_step` weights, `(n - 1) * step + PANEL` values.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl")]
unsafe fn combine_avx512(
    weights: *const f32,
    row_step: usize,
    n: usize,
    values: *const f32,
    step: usize,
    tile: &mut FloatTile,
) {
    use std::arch::x86_64::*;

    let mut sums = [[_mm512_setzero_ps(); 2]; QUERIES];
    for at in 0..n {
        // SAFETY: the sizes are the caller's promise.
        let (low, high) =
            unsafe { (_mm512_loadu_ps(values.add(at * step)), _mm512_loadu_ps(values.add(at * step + 16))) };
        for (row, sums) in sums.iter_mut().enumerate() {
            // SAFETY: as above.
            let weight = _mm512_set1_ps(unsafe { *weights.add(row * row_step + at) });
            sums[0] = _mm512_add_ps(sums[0], _mm512_mul_ps(weight, low));
            sums[1] = _mm512_add_ps(sums[1], _mm512_mul_ps(weight, high));
        }
    }
    for (out, sums) in tile.iter_mut().zip(sums) {
        for (out, sum) in out.chunks_exact_mut(16).zip(sums) {
            // SAFETY: the chunk has room for sixteen numbers.
            unsafe { _mm512_storeu_ps(out.as_mut_ptr(), sum) }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_processor_gets_the_sums_of_the_definition() {
        let mut state = 3_u32;
        let mut next = |bound: i32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 8) as i32 % (2 * bound + 1) - bound
        };
        for (n_rows, width, bound) in [(4, 2, 32_767), (8, 64, 32_767), (12, 384, 32_767), (4, 1536, 11_008)] {
            let rows: Vec<i16> = (0..n_rows * width).map(|_| next(bound) as i16).collect();
            let weights: Vec<i8> = (0..width * PANEL).map(|_| next(127) as i8).collect();
            let sum = |row: usize, column: usize| -> i64 {
                let number = |at: usize| rows[(at / 2 * n_rows + row) * 2 + at % 2];
                let weight = |at: usize| weights[(at / 2 * PANEL + column) * 2 + at % 2];
                (0..width).map(|at| i64::from(number(at)) * i64::from(weight(at))).sum()
            };
            for level in Level::all() {
                let mut tile = [[0; PANEL]; ROWS];
                multiply(level, &rows, n_rows, width, &weights, &mut tile);
                for (row, column) in (0..n_rows).flat_map(|row| (0..PANEL).map(move |column| (row, column))) {
                    assert_eq!(i64::from(tile[row][column]), sum(row, column), "{level:?}, {n_rows} by {width}");
                }
            }
        }
    }
}
