//! The best dependency tree of a sentence: Chu and Liu (1965) / Edmonds (1967), with exactly one root.
//!
//! One root is enforced by charging every root arc more than all other scores together can make up for, the
//! exact reduction that Zmigrod, Vieira and Cotterell (EMNLP 2020) name before their faster one.

/// The head of each word, `None` for the root. `score(word, head)` with `head == n` for the root; words are
/// 0..n. Ties go to the lower head.
pub fn best_tree(n: usize, score: impl Fn(usize, usize) -> f32) -> Vec<Option<usize>> {
    if n == 0 {
        return Vec::new();
    }
    // Log-probabilities over the heads of each word, in f64 so that the charge below loses nothing.
    let mut arcs = vec![f64::NEG_INFINITY; (n + 1) * (n + 1)];
    let mut spread = 1.0;
    for word in 0..n {
        let row: Vec<f64> =
            (0..=n).map(|head| if head == word { f64::NEG_INFINITY } else { f64::from(score(word, head)) }).collect();
        let top = row.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total = top + row.iter().map(|value| (value - top).exp()).sum::<f64>().ln();
        let low = row.iter().copied().filter(|value| value.is_finite()).fold(f64::INFINITY, f64::min);
        if (total - low).is_finite() {
            spread += total - low;
        }
        for (head, value) in row.iter().enumerate() {
            arcs[word * (n + 1) + head] = value - total;
        }
    }
    for word in 0..n {
        arcs[word * (n + 1) + n] -= spread;
    }
    let heads = edmonds(n + 1, n, &arcs);
    (0..n).map(|word| (heads[word] != n).then_some(heads[word])).collect()
}

/// Best arborescence over `n` nodes from `root`; `arcs[node * n + head]`. Contracts one cycle at a time.
fn edmonds(n: usize, root: usize, arcs: &[f64]) -> Vec<usize> {
    let mut heads: Vec<usize> = (0..n)
        .map(|node| {
            if node == root {
                return root;
            }
            let row = &arcs[node * n..(node + 1) * n];
            let mut best = root;
            for (head, value) in row.iter().enumerate() {
                if head != node && *value > row[best] {
                    best = head;
                }
            }
            best
        })
        .collect();
    let Some(cycle) = cycle_in(&heads, root) else { return heads };
    let in_cycle = |node: usize| cycle.contains(&node);
    // The contracted graph: nodes outside the cycle, then one node for the cycle.
    let outside: Vec<usize> = (0..n).filter(|node| !in_cycle(*node)).collect();
    let m = outside.len() + 1;
    let mut small = vec![f64::NEG_INFINITY; m * m];
    let mut enter = vec![root; m]; // for a head outside: the cycle node that it would enter at
    let mut leave = vec![root; m]; // for a node outside: the cycle node that would be its head
    for (a, node) in outside.iter().enumerate() {
        for (b, head) in outside.iter().enumerate() {
            small[a * m + b] = arcs[node * n + head];
        }
        for member in &cycle {
            if arcs[node * n + member] > small[a * m + m - 1] {
                small[a * m + m - 1] = arcs[node * n + member];
                leave[a] = *member;
            }
            let gain = arcs[member * n + node] - arcs[member * n + heads[*member]];
            if gain > small[(m - 1) * m + a] {
                small[(m - 1) * m + a] = gain;
                enter[a] = *member;
            }
        }
    }
    let small_root = outside.iter().position(|node| *node == root).unwrap_or(0);
    let solved = edmonds(m, small_root, &small);
    for (a, node) in outside.iter().enumerate() {
        if *node != root {
            heads[*node] = if solved[a] == m - 1 { leave[a] } else { outside[solved[a]] };
        }
    }
    let entered_from = solved[m - 1];
    heads[enter[entered_from]] = outside[entered_from];
    heads
}

fn cycle_in(heads: &[usize], root: usize) -> Option<Vec<usize>> {
    let mut seen = vec![0_usize; heads.len()];
    for start in 0..heads.len() {
        let mut node = start;
        while node != root && seen[node] == 0 {
            seen[node] = start + 1;
            node = heads[node];
        }
        if node != root && seen[node] == start + 1 {
            let mut cycle = vec![node];
            let mut next = heads[node];
            while next != node {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All trees with one root over n words, by brute force.
    fn brute(n: usize, score: &dyn Fn(usize, usize) -> f32) -> f64 {
        let mut best = f64::NEG_INFINITY;
        for code in 0..(n + 1).pow(n as u32) {
            let heads: Vec<usize> = (0..n).map(|w| code / (n + 1).pow(w as u32) % (n + 1)).collect();
            let rooted = heads.iter().filter(|h| **h == n).count() == 1;
            let reaches = (0..n).all(|w| {
                let mut at = w;
                for _ in 0..n {
                    if at < n {
                        at = heads[at];
                    }
                }
                at == n
            });
            if rooted && reaches {
                best = best.max(total(&heads, n, score));
            }
        }
        best
    }

    fn total(heads: &[usize], n: usize, score: &dyn Fn(usize, usize) -> f32) -> f64 {
        heads
            .iter()
            .enumerate()
            .map(|(w, h)| {
                let norm: f64 = (0..=n).filter(|x| *x != w).map(|x| f64::from(score(w, x)).exp()).sum::<f64>().ln();
                f64::from(score(w, *h)) - norm
            })
            .sum()
    }

    #[test]
    fn it_finds_the_best_tree_with_one_root() {
        let mut state = 7_u32;
        for n in [1, 2, 3, 4, 5] {
            for _ in 0..60 {
                let table: Vec<f32> = (0..n * (n + 1))
                    .map(|_| {
                        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        (state >> 16) as f32 / 8192.0 - 4.0
                    })
                    .collect();
                let score = |w: usize, h: usize| table[w * (n + 1) + h];
                let found: Vec<usize> = best_tree(n, score).into_iter().map(|h| h.unwrap_or(n)).collect();
                assert_eq!(found.iter().filter(|h| **h == n).count(), 1);
                assert!((total(&found, n, &score) - brute(n, &score)).abs() < 1e-6);
            }
        }
    }

    #[test]
    fn no_words_no_tree() {
        assert!(best_tree(0, |_, _| 0.0).is_empty());
    }
}
