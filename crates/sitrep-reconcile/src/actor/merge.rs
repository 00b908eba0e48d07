//! Which nodes are one actor: persons and bodies by their names, bodies by their initials.

use std::collections::{BTreeMap, BTreeSet};

use sitrep_types::ActorKind;

use super::gather::Gatherer;
use super::node::{Node, NodeKey, kind_class, top};
use crate::names::{NameMatch, Names, fold};
use crate::union::Union;

/// Names of one block beyond this many are compared only with names written alike.
const LARGEST_BLOCK: usize = 600;

/// Where a body stands among all nodes, and the word before it that names its country.
type Owned<'a> = (usize, &'a str);

/// A country and its people share at least so many letters where they share a name: Iraq and Iraqi, Nigeria and Nigerian.
const COUNTRY_LETTERS: usize = 4;

impl Gatherer<'_> {
    /// Groups of nodes that are one actor.
    pub(super) fn merge(&self, names: &Names) -> Vec<Vec<usize>> {
        let mut order: Vec<usize> = (0..self.nodes.len()).collect();
        order.sort_by(|&one, &other| self.keys[one].cmp(&self.keys[other]));
        let mut union = Union::new(order.len());
        let mut persons: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut bodies: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for (position, &at) in order.iter().enumerate() {
            if let NodeKey::Named { words, kind, .. } = &self.keys[at] {
                let Some(last) = words.last() else { continue };
                if *kind == kind_class(ActorKind::Person) {
                    persons.entry(Names::block_key(last)).or_default().push(position);
                    // Family name first, where it is written so.
                    if words.len() >= 2 && Names::block_key(&words[0]) != Names::block_key(last) {
                        persons.entry(Names::block_key(&words[0])).or_default().push(position);
                    }
                } else {
                    bodies.entry(Names::block_key(&words.concat())).or_default().push(position);
                }
            }
        }
        for block in persons.values() {
            self.merge_persons(block, &order, names, &mut union);
        }
        for block in bodies.values() {
            self.merge_bodies(block, &order, names, &mut union);
        }
        self.merge_states(&order, &mut union);
        self.merge_acronyms(&order, &mut union);
        union.sets().into_iter().map(|set| set.into_iter().map(|position| order[position]).collect()).collect()
    }

    fn merge_persons(&self, block: &[usize], order: &[usize], names: &Names, union: &mut Union) {
        let name_of = |position: usize| self.nodes[order[position]].names.keys().next().map_or("", String::as_str);
        let words_of = |position: usize| match &self.keys[order[position]] {
            NodeKey::Named { words, .. } => words.len(),
            _ => 0,
        };
        let mut sorted = block.to_vec();
        sorted.sort_by_key(|&position| (std::cmp::Reverse(words_of(position).min(4)), position));
        let mut clusters: Vec<Vec<usize>> = Vec::new();
        for position in sorted {
            let mut fits: Vec<(NameMatch, usize)> = Vec::new();
            let thorough = block.len() <= LARGEST_BLOCK;
            for (at, cluster) in clusters.iter().enumerate() {
                let worst = cluster
                    .iter()
                    .take(if thorough { 8 } else { 1 })
                    .map(|&member| {
                        let found = if thorough || fold(name_of(member)) == fold(name_of(position)) {
                            names.compare(name_of(member), name_of(position))
                        } else {
                            NameMatch::Different
                        };
                        if found > NameMatch::Different && self.conflict(order[member], order[position]) {
                            NameMatch::Different
                        } else {
                            found
                        }
                    })
                    .min()
                    .unwrap_or(NameMatch::Different);
                let backed = cluster.iter().any(|&member| self.agree(order[member], order[position]));
                match worst {
                    NameMatch::Same => fits.push((NameMatch::Same, at)),
                    NameMatch::Possible if backed => fits.push((NameMatch::Possible, at)),
                    _ => {}
                }
            }
            fits.sort_by(|one, other| other.cmp(one));
            let same = fits.iter().filter(|(found, _)| *found == NameMatch::Same).count();
            match (fits.first(), same) {
                (Some(&(_, at)), 1) => {
                    union.join(clusters[at][0], position);
                    clusters[at].push(position);
                }
                (Some(&(NameMatch::Possible, at)), 0) if fits.len() == 1 => {
                    union.join(clusters[at][0], position);
                    clusters[at].push(position);
                }
                _ => clusters.push(vec![position]),
            }
        }
    }

    /// What is told of two mentions cannot be told of one person.
    fn conflict(&self, first: usize, second: usize) -> bool {
        let (one, other) = (&self.nodes[first], &self.nodes[second]);
        let (a, b) = (top(&one.countries), top(&other.countries));
        if let (Some(a), Some(b)) = (&a, &b)
            && a != b
        {
            return true;
        }
        let belongs = |node: &Node| -> BTreeSet<String> {
            node.affiliations.keys().flat_map(|name| self.telling_words(name)).collect()
        };
        let (mine, theirs) = (belongs(one), belongs(other));
        if mine.is_empty() || theirs.is_empty() || !mine.is_disjoint(&theirs) {
            return false;
        }
        // A name of three words with the same country outweighs two ways to say what its bearer belongs to.
        let long = |node: &Node| node.names.keys().any(|name| fold(name).len() >= 3);
        !(a.is_some() && a == b && long(one) && long(other))
    }

    /// Something besides the name speaks for one person.
    fn agree(&self, first: usize, second: usize) -> bool {
        let (one, other) = (&self.nodes[first], &self.nodes[second]);
        let share = |left: &BTreeMap<String, usize>, right: &BTreeMap<String, usize>| {
            left.keys().any(|key| right.keys().any(|own| own.eq_ignore_ascii_case(key)))
        };
        share(&one.affiliations, &other.affiliations)
            || share(&one.countries, &other.countries)
            || share(&one.roles, &other.roles)
    }

    fn merge_bodies(&self, block: &[usize], order: &[usize], names: &Names, union: &mut Union) {
        if block.len() > LARGEST_BLOCK {
            return;
        }
        for (at, &first) in block.iter().enumerate() {
            for &second in &block[at + 1..] {
                let (
                    NodeKey::Named { words: one, kind: a, country: x, .. },
                    NodeKey::Named { words: other, kind: b, country: y, .. },
                ) = (&self.keys[order[first]], &self.keys[order[second]])
                else {
                    continue;
                };
                let kinds = a == b || *a == kind_class(ActorKind::Unknown) || *b == kind_class(ActorKind::Unknown);
                let countries = x == y || x.is_none() || y.is_none();
                let words = one == other
                    || one.len() == other.len()
                        && one.iter().zip(other).all(|(left, right)| {
                            left == right || left.len() >= 5 && right.len() >= 5 && names.same_word(left, right)
                        });
                if kinds && countries && words {
                    union.join(first, second);
                }
            }
        }
    }

    /// "Nigeria's government" and "the Nigerian government" are one: the same body, and the name of its country before
    /// it; so are a state's names where no body is named.
    fn merge_states(&self, order: &[usize], union: &mut Union) {
        let mut by_body: BTreeMap<(&str, &[String]), Vec<Owned>> = BTreeMap::new();
        for (position, &at) in order.iter().enumerate() {
            if let NodeKey::Named { words, kind, country: Some(country), .. } = &self.keys[at]
                && *kind == kind_class(ActorKind::Government)
                && let [owner, body @ ..] = words.as_slice()
                && !body.is_empty()
                && body.iter().all(|word| self.generic.contains(word.as_str()))
            {
                by_body.entry((country, body)).or_default().push((position, owner));
            }
        }
        // "US" and "American" before what they do stand for the one state.
        let mut by_country: BTreeMap<&str, usize> = BTreeMap::new();
        for (position, &at) in order.iter().enumerate() {
            if let NodeKey::Named { words, kind, country: Some(country), .. } = &self.keys[at]
                && *kind == kind_class(ActorKind::Unknown)
                && let [name] = words.as_slice()
                && (!name.ends_with('s') || name.len() < COUNTRY_LETTERS)
            {
                union.join(*by_country.entry(country).or_insert(position), position);
            }
        }
        for same in by_body.values() {
            for (at, (first, owner)) in same.iter().enumerate() {
                for (second, other) in &same[at + 1..] {
                    let shared = owner.chars().zip(other.chars()).take_while(|(one, two)| one == two).count();
                    if shared >= COUNTRY_LETTERS {
                        union.join(*first, *second);
                    }
                }
            }
        }
    }

    /// "RSF" is the one body of that country whose initials these are.
    fn merge_acronyms(&self, order: &[usize], union: &mut Union) {
        let mut by_initials: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let body = |at: usize| match &self.keys[at] {
            NodeKey::Named { words, kind, .. } if *kind != kind_class(ActorKind::Person) => Some(words),
            _ => None,
        };
        for (position, &at) in order.iter().enumerate() {
            if let Some(words) = body(at)
                && words.len() >= 2
            {
                let small = ["of", "the", "and", "for", "in"];
                let initials: String = words
                    .iter()
                    .filter(|word| !small.contains(&word.as_str()))
                    .filter_map(|word| word.chars().next())
                    .collect();
                by_initials.entry(initials).or_default().push(position);
            }
        }
        for (position, &at) in order.iter().enumerate() {
            let Some([word]) = body(at).map(Vec::as_slice) else { continue };
            let capitals = self.nodes[at]
                .names
                .keys()
                .all(|name| name.chars().all(|letter| letter.is_uppercase() || letter == '.'));
            if !capitals || !(2..=6).contains(&word.len()) {
                continue;
            }
            let Some(full) = by_initials.get(word.as_str()) else { continue };
            let mut fits: Vec<usize> = full
                .iter()
                .copied()
                .filter(|&other| !self.conflict(at, order[other]))
                .map(|other| union.find(other))
                .collect();
            fits.sort_unstable();
            fits.dedup();
            if let [only] = fits.as_slice() {
                union.join(position, *only);
            }
        }
    }
}
