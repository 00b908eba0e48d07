//! Grouping by average linkage: the two groups whose members are most alike on average join first.

/// The group of each of `count` things; groups join while the mean likeness of their members is at least `least`.
/// Ties go to the lower indices. Takes memory for every pair.
pub(crate) fn average_linkage(count: usize, least: f64, likeness: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    let mut mean: Vec<Vec<f64>> =
        (0..count).map(|one| (0..count).map(|other| likeness(one.min(other), one.max(other))).collect()).collect();
    let mut group: Vec<usize> = (0..count).collect();
    let mut size = vec![1.0_f64; count];
    let mut live: Vec<usize> = (0..count).collect();
    loop {
        let mut best: Option<(f64, usize, usize)> = None;
        for (at, &one) in live.iter().enumerate() {
            for &other in &live[at + 1..] {
                let value = mean[one][other];
                if value >= least && best.is_none_or(|(most, _, _)| value > most) {
                    best = Some((value, one, other));
                }
            }
        }
        let Some((_, kept, gone)) = best else { return group };
        for &third in &live {
            if third != kept && third != gone {
                let value =
                    (mean[kept][third] * size[kept] + mean[gone][third] * size[gone]) / (size[kept] + size[gone]);
                mean[kept][third] = value;
                mean[third][kept] = value;
            }
        }
        size[kept] += size[gone];
        live.retain(|&at| at != gone);
        for label in &mut group {
            if *label == gone {
                *label = kept;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::average_linkage;

    #[test]
    fn near_things_group() {
        let at = [0.0_f64, 0.1, 5.0, 5.1, 5.2];
        let groups = average_linkage(at.len(), 0.5, |one, other| 1.0 / (1.0 + (at[one] - at[other]).abs()));
        assert_eq!(groups, [0, 0, 2, 2, 2]);
    }
}
