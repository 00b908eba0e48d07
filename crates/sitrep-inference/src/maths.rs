//! The functions of the encoder that are no matrix, written out so that they give the same bits on every machine.

use crate::simd::at_each_level;

/// Lanes that a sum runs over; the same everywhere, since the order of a sum shows in its last bits.
pub const LANES: usize = 16;

/// `e^x` for `x` of at most 0 (Cephes' `expf`: Cody and Waite's reduction, a polynomial of degree 6).
#[inline(always)]
#[allow(clippy::excessive_precision)]
pub fn exp(x: f32) -> f32 {
    const SHIFT: f32 = 12_582_912.0;
    let x = if x < -87.0 { -87.0 } else { x };
    let shifted = x * std::f32::consts::LOG2_E + SHIFT;
    let n = shifted - SHIFT;
    let r = x - n * 0.693_359_375 + n * 2.121_944_4e-4;
    let mut y = 1.987_569_15e-4;
    for coefficient in [1.398_199_95e-3, 8.333_451_9e-3, 4.166_579_6e-2, 1.666_666_55e-1, 5.000_000_1e-1] {
        y = y * r + coefficient;
    }
    let y = y * r * r + r + 1.0;
    let power = f32::from_bits(shifted.to_bits().wrapping_add(127) << 23);
    y * power
}

/// `x` times the share of a normal distribution below it.
///
/// The error function is the rational approximation of Eigen's `generic_fast_erf_float`, within 7e-8 of the true one.
#[inline(always)]
#[allow(clippy::excessive_precision)]
pub fn gelu(x: f32) -> f32 {
    let z = x * std::f32::consts::FRAC_1_SQRT_2;
    let z = if z > 4.0 { 4.0 } else { z };
    let z = if z < -4.0 { -4.0 } else { z };
    let square = z * z;
    let mut above = -2.726_142_26e-10;
    for coefficient in
        [2.770_681_42e-8, -2.101_024_02e-6, -5.692_506_39e-5, -7.349_906_3e-4, -2.954_599_81e-3, -1.609_603_33e-2]
    {
        above = above * square + coefficient;
    }
    let mut below = -1.456_607_18e-5;
    for coefficient in [-2.133_740_56e-4, -1.682_826_97e-3, -7.373_329_17e-3, -1.426_473_91e-2] {
        below = below * square + coefficient;
    }
    0.5 * x * (1.0 + z * above / below)
}

/// The lanes of a sum added up, pair by pair.
#[inline(always)]
pub fn folded(mut lanes: [f32; LANES]) -> f32 {
    let mut n = LANES / 2;
    while n > 0 {
        for at in 0..n {
            lanes[at] += lanes[at + n];
        }
        n /= 2;
    }
    lanes[0]
}

at_each_level! {
    /// Sum of the products of two rows of equal length.
    pub fn dot(left: &[f32], right: &[f32]) -> f32 {
        let mut lanes = [0.0_f32; LANES];
        for (left, right) in left.chunks(LANES).zip(right.chunks(LANES)) {
            for ((lane, a), b) in lanes.iter_mut().zip(left).zip(right) {
                *lane += a * b;
            }
        }
        folded(lanes)
    }
}

at_each_level! {
    /// Adds `other` to each row and brings the sum to mean 0 and variance 1, then by `scales` and `biases`.
    pub fn add_and_norm(rows: &mut [f32], other: &[f32], scales: &[f32], biases: &[f32]) {
        let width = scales.len();
        for (row, other) in rows.chunks_exact_mut(width).zip(other.chunks_exact(width)) {
            let mut lanes = [0.0_f32; LANES];
            for (row, other) in row.chunks_mut(LANES).zip(other.chunks(LANES)) {
                for ((value, other), lane) in row.iter_mut().zip(other).zip(&mut lanes) {
                    *value += other;
                    *lane += *value;
                }
            }
            let mean = folded(lanes) / width as f32;
            let mut lanes = [0.0_f32; LANES];
            for row in row.chunks(LANES) {
                for (value, lane) in row.iter().zip(&mut lanes) {
                    *lane += (value - mean) * (value - mean);
                }
            }
            let deviation = (folded(lanes) / width as f32 + 1e-12).sqrt();
            for ((value, scale), bias) in row.iter_mut().zip(scales).zip(biases) {
                *value = (*value - mean) / deviation * scale + bias;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exponential_and_error_function_are_near_the_true_ones() {
        for step in 0..8000 {
            let x = -f64::from(step) / 100.0;
            let found = f64::from(exp(x as f32));
            let wanted = f64::from(x as f32).exp();
            assert!((found - wanted).abs() <= wanted * 3e-7, "e^{x} is {wanted}, not {found}");
        }
        // Values of x * Phi(x) from a table of the normal distribution.
        for (x, wanted) in [
            (0.0, 0.0),
            (1.0, 0.841_345),
            (-1.0, -0.158_655),
            (2.0, 1.954_5),
            (-3.0, -0.004_05),
            (10.0, 10.0),
            (-30.0, 0.0),
        ] {
            assert!((gelu(x) - wanted).abs() < 2e-6, "{x}: {}", gelu(x));
        }
    }
}
