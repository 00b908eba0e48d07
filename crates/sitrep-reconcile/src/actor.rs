//! Actors over all documents: entries of the actor table by their id, persons by their names, bodies by theirs.
//!
//! Two mentions are one actor where the names match and nothing that is told of them (country, what they belong to)
//! speaks against it. A family name alone joins the one person of that name who fits; where two fit, it stays apart.

mod decided;
mod finish;
mod gather;
mod merge;
mod node;
mod per_claim;

use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_resources::Resources;
use sitrep_types::{Actor, ActorKind};

use self::decided::Slots;
use self::gather::Gatherer;
pub use self::per_claim::PerClaim;
use crate::decision::Plan;
use crate::material::Material;
use crate::names::Names;
use crate::place::Places;

/// How two actors stand to one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kinship {
    /// Nothing speaks for a tie.
    Strangers,
    /// Two units of one side.
    SameSide,
    /// One is the whole side that the other belongs to.
    WholeAndPart,
    /// One actor.
    Same,
}

/// All actors of the project and who is who in each claim.
pub struct Actors {
    /// Actors of the record, sorted by id.
    pub record: Vec<Actor>,
    /// For each claim: actors, then targets.
    pub fillers: PerClaim,
    /// For each claim: the links of its attribution.
    pub links: PerClaim,
    /// For each actor: whether its name is that of a whole side.
    generic: Vec<bool>,
    /// For each actor: whether it is only ever called by common nouns ("police").
    described: Vec<bool>,
    /// For each actor: folded words of what it belongs to.
    belongs: Vec<FxHashSet<String>>,
    /// For each actor: the folded words of its name.
    words: Vec<Vec<String>>,
}

impl Actors {
    /// Gathers and merges the actors of all claims, then joins and parts them as decided.
    #[must_use]
    pub fn new(material: &Material, places: &Places, names: &Names, resources: &Resources, plan: &mut Plan) -> Self {
        let mut gatherer = Gatherer {
            nodes: Vec::new(),
            keys: Vec::new(),
            by_key: FxHashMap::default(),
            body: resources.sides.body.iter().map(String::as_str).collect(),
            pronoun: resources.sides.pronoun.iter().map(String::as_str).collect(),
            generic: resources.sides.generic_force.iter().map(String::as_str).collect(),
            counted: resources.sides.counted.iter().flat_map(|row| &row.words).map(String::as_str).collect(),
        };
        let mut filler_nodes = PerClaim::default();
        for told in &material.claims {
            let outlet = material.outlet(told.document);
            let document = &material.readings[told.document].document.id.0;
            let fillers = told.claim.actors.iter().chain(&told.claim.targets);
            filler_nodes.push(fillers.map(|filler| {
                filler.actor.as_ref().map(|actor| gatherer.mention(actor, &filler.text, document, outlet))
            }));
        }
        let known = gatherer.known_names();
        let mut link_nodes = PerClaim::default();
        for told in &material.claims {
            let outlet = material.outlet(told.document);
            let document = &material.readings[told.document].document.id.0;
            let links = told.claim.attribution.iter();
            link_nodes.push(links.map(|link| gatherer.link(link, &known, document, outlet)));
        }
        let mut groups = gatherer.merge(names);
        if !plan.is_empty() {
            let mut slots = Slots { material, fillers: &mut filler_nodes, links: &mut link_nodes };
            groups = gatherer.decide(plan, groups, &mut slots);
        }
        gatherer.finish(groups, filler_nodes, link_nodes, places)
    }

    /// How two actors stand to one another.
    #[must_use]
    pub fn kinship(&self, first: usize, second: usize) -> Kinship {
        if first == second {
            return Kinship::Same;
        }
        let (one, other) = (&self.record[first], &self.record[second]);
        if one.affiliation.as_ref() == Some(&other.id) || other.affiliation.as_ref() == Some(&one.id) {
            return Kinship::WholeAndPart;
        }
        let state = |actor: &Actor| matches!(actor.kind, ActorKind::StateForce | ActorKind::Government);
        let compatible_kind = state(one) == state(other);
        if one.country.is_some() && one.country == other.country && compatible_kind && state(one) {
            return if self.generic[first] || self.generic[second] { Kinship::WholeAndPart } else { Kinship::SameSide };
        }
        if one.affiliation.is_some() && one.affiliation == other.affiliation {
            return Kinship::SameSide;
        }
        if self.is_short_for(first, second) || self.is_short_for(second, first) {
            return Kinship::WholeAndPart;
        }
        // "troops" or "militants" alone may be anybody on that kind of side.
        let open =
            |actor: &Actor, at: usize| self.generic[at] && actor.country.is_none() && actor.affiliation.is_none();
        if (open(one, first) || open(other, second)) && compatible_kind {
            return Kinship::WholeAndPart;
        }
        Kinship::Strangers
    }

    /// Whether the first is called by the end of the second's name, and nothing else is known of it: "Marines" of the
    /// "Philippine marines".
    fn is_short_for(&self, short: usize, long: usize) -> bool {
        let (one, other) = (&self.record[short], &self.record[long]);
        one.kind == other.kind
            && one.kind != ActorKind::Person
            && one.country.is_none()
            && one.affiliation.is_none()
            && !self.words[short].is_empty()
            && self.words[long].len() > self.words[short].len()
            && self.words[long].ends_with(&self.words[short])
    }

    /// Whether it is only ever called by common nouns.
    #[must_use]
    pub fn is_described(&self, actor: usize) -> bool {
        self.described[actor]
    }

    /// Whether the name is that of a whole side ("Iraqi forces"), not of a unit of it.
    #[must_use]
    pub fn is_generic(&self, actor: usize) -> bool {
        self.generic[actor]
    }

    /// Folded words of what the actor belongs to or speaks for.
    #[must_use]
    pub fn belongs(&self, actor: usize) -> &FxHashSet<String> {
        &self.belongs[actor]
    }
}
