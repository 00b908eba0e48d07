//! Disjoint sets over indices; the smallest index of a set names it, so that the result does not depend on the order
//! of the unions.

use std::collections::BTreeMap;

/// Disjoint sets.
#[derive(Debug, Clone)]
pub struct Union {
    parent: Vec<usize>,
}

impl Union {
    /// `count` sets of one.
    #[must_use]
    pub fn new(count: usize) -> Self {
        Self { parent: (0..count).collect() }
    }

    /// The name of the set that holds `at`.
    pub fn find(&mut self, at: usize) -> usize {
        let mut root = at;
        while self.parent[root] != root {
            root = self.parent[root];
        }
        let mut walk = at;
        while self.parent[walk] != root {
            let next = self.parent[walk];
            self.parent[walk] = root;
            walk = next;
        }
        root
    }

    /// Joins two sets; says whether they were apart.
    pub fn join(&mut self, first: usize, second: usize) -> bool {
        let (first, second) = (self.find(first), self.find(second));
        let (low, high) = (first.min(second), first.max(second));
        self.parent[high] = low;
        low != high
    }

    /// The sets of more than one, each sorted, in order of their smallest member.
    pub fn sets_of_several(&mut self) -> Vec<Vec<usize>> {
        let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.parent.len() {
            let root = self.find(at);
            if root != at {
                sets.entry(root).or_insert_with(|| vec![root]).push(at);
            }
        }
        sets.into_values().collect()
    }

    /// The sets, each sorted, in order of their smallest member.
    pub fn sets(&mut self) -> Vec<Vec<usize>> {
        let count = self.parent.len();
        let mut slot = vec![usize::MAX; count];
        let mut sets: Vec<Vec<usize>> = Vec::new();
        for at in 0..count {
            let root = self.find(at);
            if slot[root] == usize::MAX {
                slot[root] = sets.len();
                sets.push(Vec::new());
            }
            sets[slot[root]].push(at);
        }
        sets
    }
}
