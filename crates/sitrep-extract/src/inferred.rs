//! What a standing tells of the happening that began it: who "has held the town since 2014" took it then.
//!
//! Only armed groups are taken at their word in this way: a government may hold a place since it lost everything else.

use sitrep_types::{
    ActorKind, Claim, ClaimId, ControlEffect, DateInterval, EventType, Modality, SubType, TimeRelation, stable_id,
};

use crate::time::{claim_time, is_background};
use crate::tree::Tree;

/// The taking that a claim of holding a place implies, dated by the expression that says since when.
pub(crate) fn taking(tree: &Tree, holds: &Claim, published: DateInterval) -> Option<Claim> {
    let told = matches!(holds.modality, Modality::Asserted | Modality::Claimed) && !holds.negated;
    let group = |claim: &Claim| {
        claim
            .actors
            .iter()
            .any(|actor| actor.actor.as_ref().is_some_and(|mention| mention.kind == ActorKind::ArmedGroup))
    };
    let is_holding = holds.effect == Some(ControlEffect::ActorHolds) && told && group(holds);
    if !is_holding || holds.targets.iter().all(|target| target.place.is_none()) {
        return None;
    }
    let span = holds.time.as_ref()?.span?;
    let times = &tree.document.times;
    let since = times.iter().find(|time| time.span == span && time.relation == TimeRelation::Since)?;
    let time = claim_time(tree, since, since.interval, since.meaning.clone(), "as the start of the holding");
    let mut taking = holds.clone();
    taking.id = ClaimId(stable_id("c", &[holds.id.0.as_str(), "taken"]));
    taking.event_type = EventType::Battles;
    taking.sub_type = Some(SubType::NonStateActorOvertakesTerritory);
    taking.effect = Some(ControlEffect::ActorGains);
    taking.trigger.path = format!("{}; who holds it since then took it then", holds.trigger.path);
    taking.quantities.clear();
    taking.background = is_background(&time, published);
    taking.time = Some(time);
    Some(taking)
}
