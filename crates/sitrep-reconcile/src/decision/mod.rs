//! What people decided, applied to what is derived: the same decisions and readings give the same record, whatever the
//! order of either.
//!
//! A decision finds what it speaks of by its claims, words or documents ([`find`]), not by ids alone, so that it outlives a
//! rebuild. It works where its kind belongs: corrections of claims, rejected claims and pinned dates before anything is
//! derived ([`claims`]), merges and splits while claims are grouped ([`ties`]), copies and actors while those are compared
//! ([`texts`], [`actors`]), corrections of events on the finished events ([`events`]). What is taken back or overruled
//! ([`log`]), and what has lost its evidence, is kept and says so.

mod actors;
mod claims;
mod events;
mod find;
mod log;
mod texts;
pub mod ties;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use sitrep_types::{
    Claim, ClaimId, ClaimRef, DecidedField, DocumentId, EventId, FieldValue, Judgement, PlaceKey, Published, Reading,
    Record, Standing, Subject, Verdict,
};

use self::claims::Mentions;
use self::find::Finder;
use self::log::Logged;
use self::ties::{Followed, Ties, Wish};
use crate::coreference::Clusters;
use crate::material::Material;

/// The decisions on their way through reconcile.
#[derive(Default)]
pub struct Plan {
    log: Vec<Logged>,
    /// For each decision the claims of today that it speaks of; for those about several things, one set each.
    claims: Vec<Vec<BTreeSet<ClaimId>>>,
    /// For each decision about an event the group of claims that it speaks of.
    groups: BTreeMap<usize, usize>,
    /// The event of each group.
    event_ids: Vec<EventId>,
    /// For each decision about the holder of a place the key that the record has for it.
    holders: BTreeMap<usize, PlaceKey>,
    /// Rejected claims.
    rejected: BTreeMap<ClaimId, usize>,
    /// Rejected claims as they were read: they belong to no event, and stay in the record.
    withheld: Vec<Claim>,
    /// When documents whose date is pinned say that they were published: the documents themselves stay as they are.
    said: BTreeMap<DocumentId, Option<Published>>,
    decided: BTreeMap<String, Vec<DecidedField>>,
}

impl Plan {
    /// Finds what the decisions speak of.
    #[must_use]
    pub fn new(decisions: &[sitrep_types::Decision], readings: &[Reading]) -> Self {
        if decisions.is_empty() {
            return Self::default();
        }
        let mut plan = Self { log: log::log(decisions), ..Self::default() };
        let finder = Finder::new(readings);
        plan.claims = plan.log.iter_mut().map(|entry| look_up(entry, &finder)).collect();
        overrule(&mut plan.log, &plan.claims);
        for (at, entry) in plan.log.iter().enumerate() {
            if let Judgement::Review { subject: Subject::Claim(_) } = &entry.decision.judgement
                && entry.acts()
                && entry.decision.verdict == Verdict::No
            {
                plan.rejected.extend(plan.claims[at].iter().flatten().map(|claim| (claim.clone(), at)));
            }
        }
        plan
    }

    /// Whether nothing was decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.log.is_empty()
    }

    /// Makes the readings as decided: without rejected claims, with corrected ones, dated as pinned.
    pub fn change(&mut self, readings: &mut [Reading]) {
        let mut corrections: BTreeMap<ClaimId, Vec<usize>> = BTreeMap::new();
        let mut reviews: Vec<(usize, ClaimId)> = Vec::new();
        let mut pins: BTreeMap<&str, usize> = BTreeMap::new();
        for (at, entry) in self.log.iter().enumerate().filter(|(_, entry)| entry.counts()) {
            let claims = || self.claims[at].iter().flatten().cloned();
            match &entry.decision.judgement {
                Judgement::Correct { subject: Subject::Claim(_), .. } => {
                    claims().for_each(|claim| corrections.entry(claim).or_default().push(at));
                }
                Judgement::Review { subject: Subject::Claim(_) } => reviews.extend(claims().map(|claim| (at, claim))),
                Judgement::PinDate { document, .. } if entry.acts() => {
                    pins.insert(&document.0, at);
                }
                _ => {}
            }
        }
        if corrections.is_empty() && reviews.is_empty() && pins.is_empty() {
            return;
        }
        let mentions = Mentions::new(readings);
        let mut fields: Vec<(String, usize, &'static str, String, String)> = Vec::new();
        let mut changed: Vec<(usize, Reading)> = Vec::new();
        for (position, reading) in readings.iter().enumerate() {
            let pin = pins.get(reading.document.id.0.as_str());
            let judged = |claim: &Claim| self.rejected.contains_key(&claim.id) || corrections.contains_key(&claim.id);
            if pin.is_none() && !reading.claims.iter().any(judged) {
                continue;
            }
            let mut reading = reading.clone();
            if let Some(&at) = pin {
                self.said.insert(reading.document.id.clone(), reading.document.published.clone());
                let was = texts::pin(&mut reading, &self.log[at].decision);
                let now = texts::pinned_words(&self.log[at].decision);
                fields.push((reading.document.id.0.clone(), at, "published", now, was));
            }
            let (rejected, kept): (Vec<Claim>, Vec<Claim>) = std::mem::take(&mut reading.claims)
                .into_iter()
                .partition(|claim| self.rejected.contains_key(&claim.id));
            self.withheld.extend(rejected);
            reading.claims = kept;
            for claim in &mut reading.claims {
                for &at in corrections.get(&claim.id).into_iter().flatten() {
                    let Judgement::Correct { value, .. } = &self.log[at].decision.judgement else { continue };
                    let (now, was) = (words::value(value), words::of_claim(claim, value));
                    if self.log[at].acts() {
                        claims::correct(claim, value, &how(&self.log[at]), &mentions);
                    }
                    fields.push((claim.id.0.clone(), at, value.field(), now, was));
                }
            }
            changed.push((position, reading));
        }
        // Only now: a correction names somebody by what was read, whatever the other corrections make of that.
        for (position, reading) in changed {
            readings[position] = reading;
        }
        for (at, claim) in reviews {
            self.show(&claim.0, at, "verdict", self.log[at].decision.word().to_owned(), String::new());
        }
        for (id, at, field, now, was) in fields {
            self.show(&id, at, field, now, was);
        }
    }

    /// Who is together or apart, for the grouping of claims.
    pub fn ties(&mut self, material: &Material) -> Ties {
        if self.is_empty() {
            return Ties::default();
        }
        let index = material.index();
        let at = |claims: &BTreeSet<ClaimId>| -> Vec<usize> {
            claims.iter().filter_map(|claim| index.get(claim).copied()).collect()
        };
        let mut wishes: Vec<Wish> = Vec::new();
        let mut wished_by: Vec<usize> = Vec::new();
        for (number, entry) in self.log.iter().enumerate().filter(|(_, entry)| entry.acts()) {
            let sets: Vec<Vec<usize>> = self.claims[number].iter().map(&at).collect();
            let new: Vec<Wish> = match (&entry.decision.judgement, entry.decision.verdict) {
                (Judgement::SameEvent { .. }, Verdict::Yes) => vec![Wish::Together(sets.concat())],
                (Judgement::SameEvent { .. }, _) => (0..sets.len())
                    .flat_map(|one| (one + 1..sets.len()).map(move |other| (one, other)))
                    .map(|(one, other)| Wish::Apart(sets[one].clone(), sets[other].clone()))
                    .collect(),
                (Judgement::Split { .. }, _) => vec![Wish::Apart(sets[0].clone(), sets[1].clone())],
                _ => continue,
            };
            wished_by.extend(new.iter().map(|_| number));
            wishes.extend(new);
        }
        let (ties, followed) = Ties::new(material.claims.len(), &wishes);
        for (&number, followed) in wished_by.iter().zip(&followed) {
            let entry = &mut self.log[number];
            match followed {
                Followed::Wholly => {}
                Followed::Partly if entry.standing == Standing::InForce => {
                    entry.standing = Standing::Partly;
                    entry.note = "later decisions say otherwise for some of the claims".to_owned();
                }
                Followed::Partly => {}
                Followed::Not => {
                    entry.standing = Standing::Overruled;
                    entry.note = "later decisions say otherwise for these claims".to_owned();
                }
            }
        }
        ties
    }

    /// Finds the event of each decision about one, and gives the groups that count: those of rejected events are empty.
    pub fn counting<'a>(&mut self, material: &Material, clusters: &'a Clusters) -> Cow<'a, Clusters> {
        if self.is_empty() {
            return Cow::Borrowed(clusters);
        }
        let index = material.index();
        for number in 0..self.log.len() {
            let entry = &mut self.log[number];
            if !entry.counts() || !is_about_an_event(&entry.decision.judgement) {
                continue;
            }
            let mut shares: BTreeMap<usize, usize> = BTreeMap::new();
            for claim in self.claims[number].iter().flatten().filter_map(|claim| index.get(claim)) {
                *shares.entry(clusters.of_claim[*claim]).or_default() += 1;
            }
            // The event that holds most of its claims; of equals the first.
            match shares.iter().max_by_key(|&(group, share)| (share, std::cmp::Reverse(group))) {
                Some((&group, _)) => {
                    self.groups.insert(number, group);
                    if shares.len() > 1 && entry.standing == Standing::InForce {
                        entry.standing = Standing::Partly;
                        entry.note =
                            format!("its claims are {} events now; it holds for the one with most", shares.len());
                    }
                }
                None => {
                    entry.standing = Standing::Overruled;
                    entry.note = "all claims of the event are rejected".to_owned();
                }
            }
        }
        let mut taken: BTreeMap<(usize, String), usize> = BTreeMap::new();
        for number in self.groups.keys().rev().copied().filter(|&number| self.log[number].acts()).collect::<Vec<_>>() {
            let field = match &self.log[number].decision.judgement {
                Judgement::Correct { value, .. } => field_key(value),
                _ => "verdict".to_owned(),
            };
            let key = (self.groups[&number], field);
            if let Some(&later) = taken.get(&key) {
                let by = self.log[later].decision.clone();
                self.log[number].overrule(&by);
            } else {
                taken.insert(key, number);
            }
        }
        let rejected = self.groups.iter().filter(|(number, _)| {
            let entry = &self.log[**number];
            entry.acts()
                && matches!(entry.decision.judgement, Judgement::Review { .. })
                && entry.decision.verdict == Verdict::No
        });
        let mut counting = clusters.clone();
        for (_, &group) in rejected {
            counting.groups[group].clear();
        }
        Cow::Owned(counting)
    }

    /// Learns which event each group has become.
    pub fn name_events(&mut self, ids: &[EventId]) {
        if !self.is_empty() {
            self.event_ids = ids.to_vec();
        }
    }

    /// Shows in the record what was decided of a field.
    fn show(&mut self, id: &str, at: usize, field: &str, value: String, was: String) {
        let entry = &mut self.log[at];
        entry.touches.insert(id.to_owned());
        let decision = &entry.decision;
        self.decided.entry(id.to_owned()).or_default().push(DecidedField {
            field: field.to_owned(),
            verdict: decision.verdict,
            value,
            was,
            decision: decision.id.clone(),
            author: decision.author.clone(),
            reason: decision.reason.clone(),
            at: decision.at,
        });
    }

    /// Puts rejected claims back, and into the record how every decision stands.
    pub fn finish(mut self, record: &mut Record) {
        if self.is_empty() {
            return;
        }
        self.add_holders(record);
        texts::finish(&self, record);
        record.claims.append(&mut self.withheld);
        record.claims.sort_by(|one, other| one.id.cmp(&other.id));
        // An event whose claims a person judged has been looked at as well.
        let looked_at: BTreeSet<&str> = self.decided.keys().map(String::as_str).collect();
        for event in &mut record.events {
            let mut ids = event.claims.iter().map(|claim| claim.0.as_str()).chain([event.id.0.as_str()]);
            event.reviewed |= ids.any(|id| looked_at.contains(id));
        }
        for fields in self.decided.values_mut() {
            fields.sort_by(|one, other| {
                (&one.field, one.at, &one.decision).cmp(&(&other.field, other.at, &other.decision))
            });
        }
        record.decided = self.decided;
        record.decisions = self.log.into_iter().map(Logged::entry).collect();
    }
}

const fn is_about_an_event(judgement: &Judgement) -> bool {
    matches!(
        judgement,
        Judgement::Review { subject: Subject::Event(_) } | Judgement::Correct { subject: Subject::Event(_), .. }
    )
}

/// Who decided and why, as a reason that the record prints.
fn how(entry: &Logged) -> String {
    format!("decided by {}: {}", entry.decision.author, entry.decision.reason)
}

/// The claims of today that a decision speaks of, and how far it stands for that.
fn look_up(entry: &mut Logged, finder: &Finder) -> Vec<BTreeSet<ClaimId>> {
    if !entry.counts() {
        return Vec::new();
    }
    let judgement = entry.decision.judgement.clone();
    let mut of = |wanted: Vec<&ClaimRef>, sets: Vec<BTreeSet<ClaimId>>, needed: usize| {
        let filled = sets.iter().filter(|set| !set.is_empty()).count();
        let found = wanted.iter().filter(|claim| finder.claim(claim).is_some()).count();
        entry.found(if filled < needed { 0 } else { found }, wanted.len(), || finder.missing(wanted.iter().copied()));
        sets
    };
    match &judgement {
        Judgement::Review { subject } | Judgement::Correct { subject, .. } => match subject {
            Subject::Event(event) => of(event.claims.iter().collect(), vec![finder.event(event)], 1),
            Subject::Claim(claim) => of(vec![claim], vec![finder.claims([claim])], 1),
        },
        Judgement::SameEvent { events } => {
            let sets = events.iter().map(|event| finder.event(event)).collect();
            of(events.iter().flat_map(|event| &event.claims).collect(), sets, 2)
        }
        Judgement::Split { event, claims } => {
            let split = finder.claims(claims);
            let rest: BTreeSet<ClaimId> = finder.event(event).difference(&split).cloned().collect();
            of(event.claims.iter().collect(), vec![split, rest], 2)
        }
        Judgement::PinDate { document, .. } if !finder.has_document(document) => {
            entry.found(0, 1, || format!("no longer in the project: {document}"));
            Vec::new()
        }
        Judgement::Copy { document, of } if !finder.has_document(document) || !finder.has_document(of) => {
            let gone = if finder.has_document(document) { of } else { document };
            entry.found(0, 1, || format!("no longer in the project: {gone}"));
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Of two decisions about the same field of the same thing the later one holds. Being unsure overrules nothing.
fn overrule(log: &mut [Logged], claims: &[Vec<BTreeSet<ClaimId>>]) {
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    for at in (0..log.len()).rev().filter(|&at| log[at].acts()).collect::<Vec<_>>() {
        let keys = keys(&log[at].decision.judgement, log[at].decision.verdict, &claims[at]);
        if let Some(&later) = keys.iter().find_map(|key| taken.get(key)) {
            let by = log[later].decision.clone();
            log[at].overrule(&by);
            continue;
        }
        for key in keys {
            taken.entry(key).or_insert(at);
        }
    }
}

/// The fields that a decision fills. Those of events are compared once it is known which events there are.
fn keys(judgement: &Judgement, verdict: Verdict, claims: &[BTreeSet<ClaimId>]) -> Vec<String> {
    match judgement {
        Judgement::Review { subject: Subject::Claim(_) } => {
            claims.iter().flatten().map(|claim| format!("verdict {claim}")).collect()
        }
        Judgement::Correct { subject: Subject::Claim(_), value } => {
            claims.iter().flatten().map(|claim| format!("{} {claim}", field_key(value))).collect()
        }
        Judgement::PinDate { document, .. } => vec![format!("published {document}")],
        Judgement::PinPlace { place, .. } => vec![format!("point {}", place.key)],
        Judgement::Holder { place, .. } => vec![format!("holder {}", place.key)],
        Judgement::Copy { document, of } if verdict == Verdict::Yes => {
            vec![format!("copy {document}"), format!("copy {document} {of}")]
        }
        Judgement::Copy { document, of } => vec![format!("copy {document} {of}")],
        _ => Vec::new(),
    }
}

/// A field's name; numbers by what they count.
fn field_key(value: &FieldValue) -> String {
    match value {
        FieldValue::Quantity(figures) => format!("quantity {:?} {:?}", figures.what, figures.scope),
        value => value.field().to_owned(),
    }
}
