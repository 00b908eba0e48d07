//! The record's actors from groups of nodes: their ids, names, what they belong to, and whether they are a whole side.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_types::{Actor, ActorId, ActorKind, PlaceKind, stable_id};

use super::gather::Gatherer;
use super::node::{Node, NodeKey, key_parts, top};
use super::{Actors, PerClaim};
use crate::names::fold;
use crate::place::Places;

impl Gatherer<'_> {
    pub(super) fn finish(
        self,
        groups: Vec<Vec<usize>>,
        filler_nodes: PerClaim,
        link_nodes: PerClaim,
        places: &Places,
    ) -> Actors {
        let mut ids: BTreeMap<ActorId, Vec<usize>> = BTreeMap::new();
        for group in groups {
            let key = group.iter().map(|&at| &self.keys[at]).min().map(key_parts).unwrap_or_default();
            let parts: Vec<&str> = key.iter().map(String::as_str).collect();
            ids.entry(ActorId(stable_id("actor-", &parts))).or_default().extend(group);
        }
        let described: Vec<bool> = ids
            .values()
            .map(|nodes| nodes.iter().all(|&at| matches!(self.keys[at], NodeKey::Described { .. })))
            .collect();
        let mut actor_of = vec![0; self.nodes.len()];
        let mut record: Vec<Actor> = Vec::with_capacity(ids.len());
        let mut affiliations: Vec<Option<String>> = Vec::with_capacity(ids.len());
        for (at, (id, nodes)) in ids.into_iter().enumerate() {
            for &node in &nodes {
                actor_of[node] = at;
            }
            let (actor, affiliation) = self.actor(id, &nodes);
            record.push(actor);
            affiliations.push(affiliation);
        }
        let mut by_name: FxHashMap<Vec<String>, usize> = FxHashMap::default();
        for (at, actor) in record.iter().enumerate().filter(|(_, actor)| actor.kind != ActorKind::Person) {
            for name in std::iter::once(&actor.name).chain(&actor.aliases) {
                by_name.entry(fold(name)).or_insert(at);
            }
        }
        for (at, affiliation) in affiliations.iter().enumerate() {
            let whole =
                affiliation.as_ref().and_then(|name| by_name.get(&fold(name))).copied().filter(|&whole| whole != at);
            record[at].affiliation = whole.map(|whole| record[whole].id.clone());
        }
        let mut country_words: FxHashMap<&str, FxHashSet<String>> = FxHashMap::default();
        for entry in places.record().filter(|entry| entry.place.kind == PlaceKind::Country) {
            if let Some(code) = &entry.place.country {
                country_words.entry(code).or_default().extend(fold(&entry.place.name));
            }
        }
        let generic = record.iter().map(|actor| self.names_a_side(actor, &country_words)).collect();
        let belongs = affiliations.iter().map(|name| name.iter().flat_map(|name| fold(name)).collect()).collect();
        let words = record.iter().map(|actor| fold(&actor.name)).collect();
        Actors {
            fillers: filler_nodes.renamed(&actor_of),
            links: link_nodes.renamed(&actor_of),
            record,
            generic,
            described,
            belongs,
            words,
        }
    }

    fn actor(&self, id: ActorId, nodes: &[usize]) -> (Actor, Option<String>) {
        let mut all = Node::default();
        for &at in nodes {
            let node = &self.nodes[at];
            for (to, from) in [
                (&mut all.names, &node.names),
                (&mut all.countries, &node.countries),
                (&mut all.affiliations, &node.affiliations),
                (&mut all.roles, &node.roles),
                (&mut all.sectors, &node.sectors),
            ] {
                for (key, number) in from {
                    *to.entry(key.clone()).or_default() += number;
                }
            }
            for (kind, number) in &node.kinds {
                *all.kinds.entry(*kind).or_default() += number;
            }
            for (outlet, used) in &node.named {
                for (name, number) in used {
                    *all.named.entry(outlet.clone()).or_default().entry(name.clone()).or_default() += number;
                }
            }
            all.entry_name = all.entry_name.or_else(|| node.entry_name.clone());
        }
        let kind = all
            .kinds
            .iter()
            .max_by_key(|(kind, number)| (**kind != ActorKind::Unknown, **number, std::cmp::Reverse(**kind)))
            .map_or(ActorKind::Unknown, |(kind, _)| *kind);
        let name = all.entry_name.clone().unwrap_or_else(|| {
            all.names
                .iter()
                .max_by_key(|(name, number)| (fold(name).len().min(4), **number, std::cmp::Reverse((*name).clone())))
                .map(|(name, _)| name.clone())
                .unwrap_or_default()
        });
        let capital = |text: &str| text.chars().any(char::is_uppercase);
        let mut aliases: BTreeSet<String> = all.names.keys().cloned().collect();
        aliases.extend(all.named.values().flat_map(BTreeMap::keys).filter(|text| capital(text)).cloned());
        aliases.remove(&name);
        let actor = Actor {
            id,
            name,
            aliases: aliases.into_iter().collect(),
            kind,
            country: top(&all.countries),
            affiliation: None,
            role: top(&all.roles),
            plover_sector: top(&all.sectors),
            named: all.named,
        };
        (actor, top(&all.affiliations))
    }

    /// Whether a name is made of words for armed people, of its country and of nothing else.
    fn names_a_side(&self, actor: &Actor, country_words: &FxHashMap<&str, FxHashSet<String>>) -> bool {
        if actor.kind == ActorKind::Person {
            return false;
        }
        let of_country = |word: &str| {
            let Some(code) = &actor.country else { return false };
            let start: String = code.to_lowercase().chars().take(2).collect();
            word.starts_with(&start)
                || country_words
                    .get(code.as_str())
                    .is_some_and(|own| own.iter().any(|own| own.chars().take(4).eq(word.chars().take(4))))
        };
        let words = fold(&actor.name);
        let told: Vec<&String> = words.iter().filter(|word| !self.generic.contains(word.as_str())).collect();
        match told.as_slice() {
            [] => actor.kind != ActorKind::ArmedGroup || actor.country.is_none(),
            [only] => actor.kind != ActorKind::ArmedGroup && of_country(only),
            _ => false,
        }
    }
}
