//! One source, compiled for several kinds of processor, with the same bits from each.
//!
//! Nothing here may depend on the processor but the speed: integers are exact, and floating point is written so that
//! every lane does the same operations in the same order (no fused multiply-add, sums over a fixed number of lanes).

/// What the processor can do. Only what [`Level::best`] and [`Level::all`] return is sound to run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Whatever the program was compiled for.
    Portable,
    /// AVX2: nearly every x86 processor since 2013.
    #[cfg(target_arch = "x86_64")]
    Avx2,
    /// AVX-512 with its integer dot products: server processors since 2019.
    #[cfg(target_arch = "x86_64")]
    Vnni,
}

impl Level {
    /// The fastest that this processor has.
    pub fn best() -> Self {
        Self::all().last().copied().unwrap_or(Self::Portable)
    }

    /// All that this processor has, the slowest first.
    pub fn all() -> Vec<Self> {
        #[allow(unused_mut)]
        let mut levels = vec![Self::Portable];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                levels.push(Self::Avx2);
                let wide = is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw");
                if wide && is_x86_feature_detected!("avx512vl") && is_x86_feature_detected!("avx512vnni") {
                    levels.push(Self::Vnni);
                }
            }
        }
        levels
    }
}

/// Defines a function of a [`Level`] and the arguments named, whose body is compiled once for each level.
macro_rules! at_each_level {
    ($(#[$doc:meta])* pub fn $name:ident($($argument:ident: $kind:ty),* $(,)?) $(-> $result:ty)? $body:block) => {
        $(#[$doc])*
        #[allow(unsafe_code)]
        pub fn $name(level: $crate::simd::Level, $($argument: $kind),*) $(-> $result)? {
            #[inline(always)]
            fn portable($($argument: $kind),*) $(-> $result)? $body
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2")]
            fn avx2($($argument: $kind),*) $(-> $result)? {
                portable($($argument),*)
            }
            #[cfg(target_arch = "x86_64")]
            #[target_feature(enable = "avx2,avx512f,avx512bw,avx512vl")]
            fn avx512($($argument: $kind),*) $(-> $result)? {
                portable($($argument),*)
            }
            match level {
                $crate::simd::Level::Portable => portable($($argument),*),
                // SAFETY: this level is made only where the processor was asked and has AVX2.
                #[cfg(target_arch = "x86_64")]
                $crate::simd::Level::Avx2 => unsafe { avx2($($argument),*) },
                // SAFETY: this level is made only where the processor was asked and has these parts of AVX-512.
                #[cfg(target_arch = "x86_64")]
                $crate::simd::Level::Vnni => unsafe { avx512($($argument),*) },
            }
        }
    };
}
pub(crate) use at_each_level;
