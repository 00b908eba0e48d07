//! Claims as a person corrected them, before anything is derived from them.
//!
//! What was read stays as it is in the project; reconcile is handed a corrected copy. A corrected claim keeps its id, its
//! evidence and its words: only what they are taken to mean changes.

use rustc_hash::FxHashMap;
use sitrep_types::{
    ActorKind, ActorMention, ActorRef, Anchor, Claim, ClaimTime, ControlEffect, DocumentId, FieldValue, Figures,
    Filler, Quantity, Reading, Span, SubType, TargetRef, TimeMeaning,
};

/// Who is named where in the readings.
pub(super) struct Mentions<'a> {
    fillers: FxHashMap<&'a DocumentId, Vec<&'a Filler>>,
    by_name: FxHashMap<&'a str, &'a ActorMention>,
}

impl<'a> Mentions<'a> {
    /// Indexes the fillers of all claims.
    pub fn new(readings: &'a [Reading]) -> Self {
        let mut fillers: FxHashMap<&DocumentId, Vec<&Filler>> = FxHashMap::default();
        let mut by_name: FxHashMap<&str, &ActorMention> = FxHashMap::default();
        let mut sorted: Vec<&Reading> = readings.iter().collect();
        sorted.sort_by(|one, other| one.document.id.cmp(&other.document.id));
        for claim in sorted.iter().flat_map(|reading| &reading.claims) {
            for filler in claim.actors.iter().chain(&claim.targets) {
                fillers.entry(&claim.document).or_default().push(filler);
                if let Some(actor) = &filler.actor {
                    by_name.entry(&actor.name).or_insert(actor);
                }
            }
        }
        Self { fillers, by_name }
    }

    fn at(&self, anchor: &Anchor) -> Option<&'a Filler> {
        let fillers = self.fillers.get(&anchor.document)?;
        fillers.iter().copied().find(|filler| filler.actor.is_some() && filler.span.overlaps(anchor.span))
    }

    /// The actor as the readings know it, or a new one of that name.
    fn actor(&self, wanted: &ActorRef) -> ActorMention {
        let told = wanted.mentions.iter().find_map(|anchor| self.at(anchor)).and_then(|filler| filler.actor.as_ref());
        told.or_else(|| self.by_name.get(wanted.name.as_str()).copied()).cloned().unwrap_or_else(|| ActorMention {
            name: wanted.name.clone(),
            entry: None,
            kind: wanted.kind.unwrap_or(ActorKind::Unknown),
            country: None,
            role: None,
            affiliation: None,
            plover_sector: None,
        })
    }

    /// Words of a document that name the actor, if it has any.
    fn words(&self, wanted: &ActorRef, document: &DocumentId) -> Option<(String, Span)> {
        let own = wanted.mentions.iter().filter(|anchor| anchor.document == *document);
        own.into_iter().find_map(|anchor| self.at(anchor)).map(|filler| (filler.text.clone(), filler.span))
    }
}

/// Gives a field of a claim the decided value; `how` says who decided and why.
pub(super) fn correct(claim: &mut Claim, value: &FieldValue, how: &str, mentions: &Mentions) {
    match value {
        FieldValue::Type { event_type, sub_type } => {
            if (claim.event_type, claim.sub_type) != (*event_type, *sub_type) {
                claim.plover = None;
                claim.effect = effect(*sub_type);
            }
            (claim.event_type, claim.sub_type) = (*event_type, *sub_type);
        }
        FieldValue::Actors(actors) => {
            let old = std::mem::take(&mut claim.actors);
            claim.actors = actors
                .iter()
                .enumerate()
                .map(|(at, actor)| {
                    let kept = old.iter().find(|old| actor.id.is_none() && old.text == actor.name);
                    kept.cloned().unwrap_or_else(|| filler(claim, old.get(at), Some(actor), None, mentions))
                })
                .collect();
        }
        FieldValue::Targets(targets) => {
            let old = std::mem::take(&mut claim.targets);
            claim.targets = targets
                .iter()
                .enumerate()
                .map(|(at, target)| {
                    if target.actor.is_some() || target.place.is_some() {
                        return filler(claim, old.get(at), target.actor.as_ref(), Some(target), mentions);
                    }
                    // Words alone: those of the claim stay what they were taken for, others name somebody new.
                    let kept = old.iter().find(|old| old.text == target.text).cloned();
                    kept.unwrap_or_else(|| filler(claim, old.get(at), Some(&named(&target.text)), None, mentions))
                })
                .collect();
        }
        FieldValue::Place(place) => {
            claim.place = place.as_ref().map(|place| place.key.clone());
            claim.place_text = None;
            claim.place_how = Some(how.to_owned());
        }
        FieldValue::Time(interval) => {
            let meaning = TimeMeaning::Absolute { interval: *interval };
            claim.time = Some(ClaimTime { interval: *interval, meaning, text: None, span: None, how: how.to_owned() });
        }
        FieldValue::Quantity(figures) => {
            let &Figures { what, low, best, high, scope, .. } = figures;
            let no_words = no_words(claim);
            figures.put_into(
                &mut claim.quantities,
                |it| (it.what, it.scope, it.of.as_deref()),
                |old, of| Quantity { what, of, low, best, high, scope, span: old.map_or(no_words, |old| old.span) },
            );
        }
        FieldValue::Status(_) => {}
        FieldValue::Modality { modality, negated } => {
            claim.modality = *modality;
            claim.negated = *negated;
        }
    }
}

/// Somebody or something of whom only the words are told.
fn named(text: &str) -> ActorRef {
    ActorRef { id: None, name: text.to_owned(), kind: None, mentions: Vec::new() }
}

/// A decided filler keeps the words that stood in its place, else it takes words of the document that name it, else it
/// has none: nothing is quoted that the text does not say.
fn filler(
    claim: &Claim,
    old: Option<&Filler>,
    actor: Option<&ActorRef>,
    target: Option<&TargetRef>,
    mentions: &Mentions,
) -> Filler {
    let known = actor.and_then(|actor| mentions.words(actor, &claim.document));
    let (text, span) = known
        .or_else(|| old.map(|old| (old.text.clone(), old.span)))
        .unwrap_or_else(|| (String::new(), no_words(claim)));
    Filler {
        text,
        span,
        actor: actor.map(|actor| mentions.actor(actor)),
        place: target.and_then(|target| target.place.as_ref()).map(|place| place.key.clone()),
    }
}

/// The empty span before the trigger: a value without words of its own.
fn no_words(claim: &Claim) -> Span {
    Span::new(claim.trigger.span.start, claim.trigger.span.start)
}

/// What an event of that type does to the control of its place.
fn effect(sub_type: Option<SubType>) -> Option<ControlEffect> {
    match sub_type {
        Some(SubType::GovernmentRegainsTerritory | SubType::NonStateActorOvertakesTerritory) => {
            Some(ControlEffect::ActorGains)
        }
        _ => None,
    }
}
