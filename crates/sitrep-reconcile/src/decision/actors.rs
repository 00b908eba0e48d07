//! Actors as decisions name them, found in the record of today.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use sitrep_types::{
    Actor, ActorId, ActorKind, ActorRef, ClaimId, DocumentId, Judgement, Record, Span, Standing, Verdict, stable_id,
};

use super::Plan;
use super::log::Logged;

/// Which actor stands behind which words of which document.
pub(super) struct Words {
    by_document: FxHashMap<DocumentId, Vec<(Span, ActorId)>>,
}

impl Words {
    /// Indexes the fillers and links of all claims.
    pub fn new(record: &Record) -> Self {
        let mut by_document: FxHashMap<DocumentId, Vec<(Span, ActorId)>> = FxHashMap::default();
        let known = |lists: &BTreeMap<ClaimId, Vec<Option<ActorId>>>, claim: &ClaimId| -> Vec<Option<ActorId>> {
            lists.get(claim).cloned().unwrap_or_default()
        };
        for claim in &record.claims {
            let fillers = claim.actors.iter().chain(&claim.targets).map(|filler| Some(filler.span));
            let links = claim.attribution.iter().map(|link| link.span);
            let fillers = fillers.zip(known(&record.claim_actors, &claim.id));
            let links = links.zip(known(&record.claim_sources, &claim.id));
            let words = by_document.entry(claim.document.clone()).or_default();
            words.extend(fillers.chain(links).filter_map(|(span, actor)| Some((span?, actor?))));
        }
        Self { by_document }
    }

    /// The actor behind most of the words that named it, else the one of that id, else the only one of that name.
    pub fn find(&self, record: &Record, wanted: &ActorRef) -> Option<ActorId> {
        let mut votes: BTreeMap<&ActorId, usize> = BTreeMap::new();
        for anchor in &wanted.mentions {
            let words = self.by_document.get(&anchor.document).map(Vec::as_slice).unwrap_or_default();
            for (_, actor) in words.iter().filter(|(span, _)| span.overlaps(anchor.span)) {
                *votes.entry(actor).or_default() += 1;
            }
        }
        if let Some((actor, _)) = votes.into_iter().max_by_key(|&(actor, n)| (n, std::cmp::Reverse(actor))) {
            return Some(actor.clone());
        }
        let by_id = |id: &ActorId| record.actors.binary_search_by(|actor| actor.id.cmp(id)).is_ok();
        if let Some(id) = wanted.id.as_ref().filter(|id| by_id(id)) {
            return Some(id.clone());
        }
        let called = |actor: &&Actor| actor.name == wanted.name || actor.aliases.contains(&wanted.name);
        let mut named = record.actors.iter().filter(called);
        match (named.next(), named.next()) {
            (Some(only), None) => Some(only.id.clone()),
            _ => None,
        }
    }

    /// As [`Words::find`]; one whom no report names is added to the record.
    pub fn find_or_add(&self, record: &mut Record, wanted: &ActorRef) -> ActorId {
        if let Some(id) = self.find(record, wanted) {
            return id;
        }
        let id = ActorId(stable_id("actor-", &["decided", &wanted.name]));
        if let Err(at) = record.actors.binary_search_by(|actor| actor.id.cmp(&id)) {
            let actor = Actor {
                id: id.clone(),
                name: wanted.name.clone(),
                aliases: Vec::new(),
                kind: wanted.kind.unwrap_or(ActorKind::Unknown),
                country: None,
                affiliation: None,
                role: None,
                plover_sector: None,
                named: BTreeMap::new(),
            };
            record.actors.insert(at, actor);
        }
        id
    }
}

impl Plan {
    /// The decisions that join or part actors, in their order.
    pub(crate) fn about_actors(&self) -> Vec<(usize, Judgement, Verdict)> {
        let about = |entry: &Logged| {
            matches!(entry.decision.judgement, Judgement::SameActor { .. } | Judgement::PartActor { .. })
        };
        let acting = self.log.iter().enumerate().filter(|(_, entry)| entry.acts() && about(entry));
        acting.map(|(number, entry)| (number, entry.decision.judgement.clone(), entry.decision.verdict)).collect()
    }

    /// A decision has nothing to speak of any more.
    pub(crate) fn lost(&mut self, number: usize, why: &str) {
        self.log[number].found(0, 1, || why.to_owned());
    }

    /// A decision's id.
    pub(crate) fn name_of(&self, number: usize) -> String {
        self.log[number].decision.id.0.clone()
    }

    /// Shows on the actors who was joined with whom or parted from whom, and marks what later decisions overrule.
    pub(super) fn show_actors(&mut self, record: &Record, words: &Words) {
        for number in 0..self.log.len() {
            let entry = &mut self.log[number];
            if !entry.counts() {
                continue;
            }
            let (refs, value) = match &entry.decision.judgement {
                Judgement::SameActor { actors } => {
                    let names: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
                    let word = if entry.decision.verdict == Verdict::No { "not one: " } else { "one: " };
                    (actors.clone(), format!("{word}{}", names.join("; ")))
                }
                Judgement::PartActor { actor, names } => {
                    let parted = names.iter().map(|name| ActorRef {
                        id: None,
                        name: name.clone(),
                        kind: None,
                        mentions: Vec::new(),
                    });
                    let refs = std::iter::once(actor.clone()).chain(parted).collect();
                    (refs, format!("somebody else: {}", names.join("; ")))
                }
                _ => continue,
            };
            let mut found: Vec<ActorId> = refs.iter().filter_map(|actor| words.find(record, actor)).collect();
            found.sort();
            found.dedup();
            let joined = matches!(entry.decision.judgement, Judgement::SameActor { .. });
            let wanted_one = joined && entry.decision.verdict == Verdict::Yes;
            let holds = !entry.acts() || !joined || (found.len() == 1) == wanted_one;
            if !holds && entry.standing == Standing::InForce {
                entry.standing = Standing::Overruled;
                entry.note = "later decisions say otherwise for these actors".to_owned();
                continue;
            }
            for id in found {
                self.show(&id.0, number, "names", value.clone(), String::new());
            }
        }
    }
}
