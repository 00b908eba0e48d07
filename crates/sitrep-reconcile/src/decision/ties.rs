//! Which claims a person put together or apart, as constraints on the grouping of claims.
//!
//! The latest decision is taken first, and an earlier one holds only as far as it fits what was taken before it. So of two
//! that contradict one another the later one holds, and the result does not depend on the order in which they came.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::union::Union;

/// A wish about claims, by their indices.
#[derive(Debug, Clone)]
pub enum Wish {
    /// All of these tell one happening.
    Together(Vec<usize>),
    /// None of the first tells the same happening as any of the second.
    Apart(Vec<usize>, Vec<usize>),
}

impl Wish {
    fn claims(&self) -> Vec<usize> {
        match self {
            Self::Together(claims) => claims.clone(),
            Self::Apart(first, second) => first.iter().chain(second).copied().collect(),
        }
    }
}

/// How far a wish was followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Followed {
    /// Wholly.
    Wholly,
    /// Later decisions say otherwise for some of the claims.
    Partly,
    /// Later decisions say otherwise.
    Not,
}

/// Constraints on the grouping of claims.
#[derive(Debug, Clone, Default)]
pub struct Ties {
    together: Vec<Vec<usize>>,
    /// For a claim: the number of each parting, and the side that it stands on.
    sides: FxHashMap<usize, Vec<(usize, bool)>>,
    partings: usize,
}

impl Ties {
    /// Takes the wishes (the latest last) over so many claims, and says how far each was followed.
    #[must_use]
    pub fn new(claims: usize, wishes: &[Wish]) -> (Self, Vec<Followed>) {
        let mut ties = Self::default();
        if wishes.is_empty() {
            return (ties, Vec::new());
        }
        let mut union = Union::new(claims);
        let decided: BTreeSet<usize> = wishes.iter().flat_map(Wish::claims).collect();
        let mut followed: Vec<Followed> = wishes
            .iter()
            .rev()
            .map(|wish| match wish {
                Wish::Together(claims) => ties.join(&mut union, &decided, claims),
                Wish::Apart(first, second) => ties.part(&mut union, first, second),
            })
            .collect();
        followed.reverse();
        ties.together = union.sets_of_several();
        (ties, followed)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.together.is_empty() && self.partings == 0
    }

    /// Claims that are one happening from the start.
    #[must_use]
    pub fn together(&self) -> &[Vec<usize>] {
        &self.together
    }

    /// Whether a person put members of the two groups apart.
    #[must_use]
    pub fn apart(&self, first: &[usize], second: &[usize]) -> bool {
        if self.partings == 0 {
            return false;
        }
        let sides = |group: &[usize]| -> BTreeSet<(usize, bool)> {
            group.iter().filter_map(|claim| self.sides.get(claim)).flatten().copied().collect()
        };
        let first = sides(first);
        !first.is_empty() && sides(second).iter().any(|&(parting, side)| first.contains(&(parting, !side)))
    }

    /// Joins claims into as few sets as the partings allow; the wish is followed where that is one.
    fn join(&self, union: &mut Union, decided: &BTreeSet<usize>, claims: &[usize]) -> Followed {
        let mut bins: Vec<usize> = Vec::new();
        for &claim in claims {
            if bins.iter().any(|&bin| union.find(bin) == union.find(claim)) {
                continue;
            }
            let fits = bins.iter().copied().find(|&bin| {
                let (one, other) = (members(union, decided, bin), members(union, decided, claim));
                !self.apart(&one, &other)
            });
            match fits {
                Some(bin) => {
                    union.join(bin, claim);
                }
                None => bins.push(claim),
            }
        }
        match (bins.len(), claims.len()) {
            (0 | 1, _) => Followed::Wholly,
            (bins, claims) if bins < claims => Followed::Partly,
            _ => Followed::Not,
        }
    }

    /// Parts two sides, but for claims that a later decision put together with the other side.
    fn part(&mut self, union: &mut Union, first: &[usize], second: &[usize]) -> Followed {
        let mut roots =
            |claims: &[usize]| -> BTreeSet<usize> { claims.iter().map(|&claim| union.find(claim)).collect() };
        let (one, other) = (roots(first), roots(second));
        let shared: BTreeSet<usize> = one.intersection(&other).copied().collect();
        let mut free = |claims: &[usize]| -> Vec<usize> {
            claims.iter().copied().filter(|&claim| !shared.contains(&union.find(claim))).collect()
        };
        let (first_free, second_free) = (free(first), free(second));
        if first_free.is_empty() || second_free.is_empty() {
            return Followed::Not;
        }
        for (side, claims) in [(false, &first_free), (true, &second_free)] {
            for &claim in claims {
                self.sides.entry(claim).or_default().push((self.partings, side));
            }
        }
        self.partings += 1;
        if shared.is_empty() { Followed::Wholly } else { Followed::Partly }
    }
}

/// All claims of a set; only claims that decisions speak of are ever joined.
fn members(union: &mut Union, decided: &BTreeSet<usize>, of: usize) -> Vec<usize> {
    let root = union.find(of);
    decided.iter().copied().filter(|&at| union.find(at) == root).collect()
}

#[cfg(test)]
mod tests {
    use super::Wish::{Apart, Together};
    use super::*;

    /// The sets and whether some pairs are apart.
    #[track_caller]
    fn check(wishes: &[Wish], together: &[&[usize]], apart: &[(usize, usize)], followed: &[Followed]) {
        let (ties, found) = Ties::new(8, wishes);
        assert_eq!(ties.together(), together, "{wishes:?}");
        let pairs: Vec<(usize, usize)> = (0..8)
            .flat_map(|one| (one + 1..8).map(move |other| (one, other)))
            .filter(|&(one, other)| ties.apart(&[one], &[other]))
            .collect();
        assert_eq!(pairs, apart, "{wishes:?}");
        assert_eq!(found, followed, "{wishes:?}");
    }

    #[test]
    fn the_later_of_two_that_contradict_one_another_holds() {
        use Followed::{Not, Partly, Wholly};
        check(&[], &[], &[], &[]);
        check(&[Together(vec![0, 1, 2])], &[&[0, 1, 2]], &[], &[Wholly]);
        check(&[Apart(vec![0], vec![1, 2])], &[], &[(0, 1), (0, 2)], &[Wholly]);
        // Merged, then one split off.
        check(
            &[Together(vec![0, 1, 2, 3]), Apart(vec![3], vec![0, 1, 2])],
            &[&[0, 1, 2]],
            &[(0, 3), (1, 3), (2, 3)],
            &[Partly, Wholly],
        );
        check(&[Together(vec![0, 1]), Apart(vec![0], vec![1])], &[], &[(0, 1)], &[Not, Wholly]);
        // Kept apart, then merged after all.
        check(&[Apart(vec![0], vec![1]), Together(vec![0, 1])], &[&[0, 1]], &[], &[Not, Wholly]);
        check(&[Apart(vec![0, 2], vec![1]), Together(vec![0, 1])], &[&[0, 1]], &[], &[Not, Wholly]);
        // The first merge would bring together, by way of a later one, what was parted in between.
        check(
            &[Together(vec![0, 1]), Apart(vec![0], vec![2]), Together(vec![1, 2])],
            &[&[1, 2]],
            &[(0, 2)],
            &[Not, Wholly, Wholly],
        );
    }
}
