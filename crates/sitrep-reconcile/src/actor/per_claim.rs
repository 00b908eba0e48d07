//! For each claim a short list of who is who, all in one.

use std::ops::{Index, IndexMut};

/// A list for each claim.
#[derive(Debug, Clone, Default)]
pub struct PerClaim {
    /// Where each list ends.
    ends: Vec<usize>,
    all: Vec<Option<usize>>,
}

impl PerClaim {
    /// Adds the list of the next claim.
    pub(super) fn push(&mut self, list: impl Iterator<Item = Option<usize>>) {
        self.all.extend(list);
        self.ends.push(self.all.len());
    }

    /// The lists with another number for each.
    pub(super) fn renamed(mut self, names: &[usize]) -> Self {
        self.all.iter_mut().flatten().for_each(|one| *one = names[*one]);
        self
    }

    /// The lists of all claims.
    pub fn iter(&self) -> impl Iterator<Item = &[Option<usize>]> {
        (0..self.ends.len()).map(|claim| &self[claim])
    }

    fn start(&self, claim: usize) -> usize {
        claim.checked_sub(1).map_or(0, |before| self.ends[before])
    }
}

impl Index<usize> for PerClaim {
    type Output = [Option<usize>];

    fn index(&self, claim: usize) -> &Self::Output {
        &self.all[self.start(claim)..self.ends[claim]]
    }
}

impl IndexMut<usize> for PerClaim {
    fn index_mut(&mut self, claim: usize) -> &mut Self::Output {
        let start = self.start(claim);
        &mut self.all[start..self.ends[claim]]
    }
}
