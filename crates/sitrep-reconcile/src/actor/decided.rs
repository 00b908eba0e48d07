//! Actors that a person joined or parted: on top of what the names alone give, in the order of the decisions, so that the
//! later one holds.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;
use sitrep_types::{ActorRef, DocumentId, Judgement, Span, Verdict};

use super::PerClaim;
use super::gather::Gatherer;
use super::node::{Node, NodeKey, count};
use crate::decision::Plan;
use crate::material::Material;
use crate::names::fold;

/// Who stands behind which words: for each claim its fillers, then the links of its attribution.
pub(super) struct Slots<'a> {
    pub material: &'a Material<'a>,
    pub fillers: &'a mut PerClaim,
    pub links: &'a mut PerClaim,
}

impl Slots<'_> {
    /// Words, where they stand, and the node behind them.
    fn of_claim(&self, claim: usize) -> Vec<(String, Option<Span>, Option<usize>)> {
        let told = self.material.claims[claim].claim;
        let fillers = told.actors.iter().chain(&told.targets).map(|filler| (filler.text.clone(), Some(filler.span)));
        let links = told.attribution.iter().map(|link| (link.text.clone(), link.span));
        fillers
            .zip(&self.fillers[claim])
            .chain(links.zip(&self.links[claim]))
            .map(|((text, span), node)| (text, span, *node))
            .collect()
    }

    fn put(&mut self, claim: usize, slot: usize, node: usize) {
        let n_fillers = self.fillers[claim].len();
        let place = if slot < n_fillers {
            self.fillers[claim].get_mut(slot)
        } else {
            self.links[claim].get_mut(slot - n_fillers)
        };
        if let Some(place) = place {
            *place = Some(node);
        }
    }
}

impl Gatherer<'_> {
    /// Joins and parts groups of nodes as decided.
    pub(super) fn decide(
        &mut self,
        plan: &mut Plan,
        mut groups: Vec<Vec<usize>>,
        slots: &mut Slots<'_>,
    ) -> Vec<Vec<usize>> {
        for (number, judgement, verdict) in plan.about_actors() {
            match (&judgement, verdict) {
                (Judgement::SameActor { actors }, Verdict::Yes) => {
                    let sets = self.all_nodes(plan, number, actors, slots);
                    let Some(sets) = sets else { continue };
                    let wanted: BTreeSet<usize> = sets.into_iter().flatten().collect();
                    let (joined, mut rest): (Vec<Vec<usize>>, Vec<Vec<usize>>) =
                        groups.into_iter().partition(|group| group.iter().any(|node| wanted.contains(node)));
                    rest.push(joined.concat());
                    groups = rest;
                }
                (Judgement::SameActor { actors }, _) => {
                    let sets = self.all_nodes(plan, number, actors, slots);
                    for set in sets.iter().flat_map(|sets| &sets[1..]) {
                        groups = take_out(groups, set);
                    }
                }
                (Judgement::PartActor { actor, names }, _) => {
                    let nodes = self.nodes_of(actor, slots);
                    let members: BTreeSet<usize> = groups
                        .iter()
                        .filter(|group| group.iter().any(|at| nodes.contains(at)))
                        .flatten()
                        .copied()
                        .collect();
                    match self.part(&members, names, &plan.name_of(number), slots) {
                        Some(new) => groups.push(vec![new]),
                        None => plan.lost(number, "no report calls the actor by these names any more"),
                    }
                }
                _ => {}
            }
        }
        groups.retain(|group| !group.is_empty());
        groups
    }

    /// The nodes of each of the actors; `None`, and the decision has lost its evidence, where fewer than two are there.
    fn all_nodes(
        &self,
        plan: &mut Plan,
        number: usize,
        actors: &[ActorRef],
        slots: &Slots<'_>,
    ) -> Option<Vec<BTreeSet<usize>>> {
        let sets: Vec<BTreeSet<usize>> =
            actors.iter().map(|actor| self.nodes_of(actor, slots)).filter(|set| !set.is_empty()).collect();
        if sets.len() < 2 {
            plan.lost(number, "no report names these actors any more");
            return None;
        }
        Some(sets)
    }

    /// The nodes behind the words that named an actor; where none of these is there any more, the nodes of its name.
    fn nodes_of(&self, actor: &ActorRef, slots: &Slots<'_>) -> BTreeSet<usize> {
        let mut wanted: FxHashMap<&DocumentId, Vec<Span>> = FxHashMap::default();
        for anchor in &actor.mentions {
            wanted.entry(&anchor.document).or_default().push(anchor.span);
        }
        let mut found = BTreeSet::new();
        for (claim, told) in slots.material.claims.iter().enumerate() {
            let Some(spans) = wanted.get(&told.claim.document) else { continue };
            for (_, span, node) in slots.of_claim(claim) {
                if let (Some(span), Some(node)) = (span, node)
                    && spans.iter().any(|wanted| wanted.overlaps(span))
                {
                    found.insert(node);
                }
            }
        }
        if found.is_empty() {
            let name = fold(&actor.name);
            found =
                (0..self.nodes.len()).filter(|&at| self.nodes[at].names.keys().any(|own| fold(own) == name)).collect();
        }
        found
    }

    /// Gives the mentions under these names a node of their own.
    fn part(
        &mut self,
        members: &BTreeSet<usize>,
        names: &[String],
        decision: &str,
        slots: &mut Slots<'_>,
    ) -> Option<usize> {
        let names: BTreeSet<Vec<String>> = names.iter().map(|name| fold(name)).collect();
        let new = self.nodes.len();
        let mut node = Node::default();
        let mut moved = false;
        for claim in 0..slots.material.claims.len() {
            let told = slots.material.claims[claim];
            let outlet = slots.material.outlet(told.document);
            for (slot, (text, _, at)) in slots.of_claim(claim).into_iter().enumerate() {
                let Some(at) = at.filter(|at| members.contains(at)) else { continue };
                if !names.contains(&fold(&text)) {
                    continue;
                }
                moved = true;
                slots.put(claim, slot, new);
                let old = &mut self.nodes[at];
                node.kinds.clone_from(&old.kinds);
                node.countries.clone_from(&old.countries);
                node.affiliations.clone_from(&old.affiliations);
                count(&mut node.names, &text);
                count(node.named.entry(outlet.to_string()).or_default(), &text);
                old.names.retain(|name, _| !names.contains(&fold(name)));
                for used in old.named.values_mut() {
                    used.retain(|name, _| !names.contains(&fold(name)));
                }
            }
        }
        if !moved {
            return None;
        }
        self.nodes.push(node);
        // The decision is part of the key, so that the parted actor keeps its id as long as the decision stands.
        let words = names.into_iter().next().unwrap_or_default();
        self.keys.push(NodeKey::Described { words, scope: decision.to_string() });
        Some(new)
    }
}

/// Takes these nodes out of every group that holds others as well, into a group of their own.
fn take_out(groups: Vec<Vec<usize>>, nodes: &BTreeSet<usize>) -> Vec<Vec<usize>> {
    let mut result = Vec::with_capacity(groups.len() + 1);
    for group in groups {
        let (out, rest): (Vec<usize>, Vec<usize>) = group.into_iter().partition(|node| nodes.contains(node));
        result.extend([rest, out].into_iter().filter(|group| !group.is_empty()));
    }
    result
}
