//! References that survive a rebuild, made from a record: what a decision names things by.

use std::collections::BTreeMap;

use sitrep_types::{
    Actor, ActorId, ActorRef, Anchor, Claim, ClaimId, ClaimRef, DocumentId, Event, EventRef, Place, Record,
};

use crate::Error;

/// Mentions kept for one name of an actor: one would do, more survive the removal of a document.
const MENTIONS_OF_A_NAME: usize = 3;
/// Mentions kept in all.
const MENTIONS: usize = 48;

/// Makes references to things of one record. Ids may be cut short where no other begins alike.
#[derive(Debug, Clone, Copy)]
pub struct Refs<'a> {
    record: &'a Record,
}

impl<'a> Refs<'a> {
    /// References into this record.
    #[must_use]
    pub const fn new(record: &'a Record) -> Self {
        Self { record }
    }

    /// An event, by id.
    ///
    /// # Errors
    /// Where no event, or more than one, has an id that begins so.
    pub fn event(&self, id: &str) -> Result<EventRef, Error> {
        Ok(self.event_ref(only("event", id, &self.record.events, |event: &Event| &event.id.0)?))
    }

    /// The reference to an event of this record.
    #[must_use]
    pub fn event_ref(&self, event: &Event) -> EventRef {
        EventRef {
            id: event.id.clone(),
            summary: event.summary.clone(),
            claims: event.claims.iter().filter_map(|id| self.claim_of(id)).map(claim_ref).collect(),
        }
    }

    /// A claim, by id.
    ///
    /// # Errors
    /// Where no claim, or more than one, has an id that begins so.
    pub fn claim(&self, id: &str) -> Result<ClaimRef, Error> {
        Ok(claim_ref(only("claim", id, &self.record.claims, |claim: &Claim| &claim.id.0)?))
    }

    /// An actor, by id or by a name that no other actor has.
    ///
    /// # Errors
    /// Where no actor, or more than one, is called so.
    pub fn actor(&self, name: &str) -> Result<ActorRef, Error> {
        let wanted = name.to_lowercase();
        let called = |actor: &&Actor| {
            actor.name.to_lowercase() == wanted || actor.aliases.iter().any(|alias| alias.to_lowercase() == wanted)
        };
        let named: Vec<&Actor> = self.record.actors.iter().filter(called).collect();
        let actor = match named.as_slice() {
            [only] => only,
            [] => only("actor", name, &self.record.actors, |actor: &Actor| &actor.id.0)?,
            _ => return Err(Error::Ambiguous { what: "actor", id: name.to_owned() }),
        };
        Ok(ActorRef {
            id: Some(actor.id.clone()),
            name: actor.name.clone(),
            kind: Some(actor.kind),
            mentions: self.mentions(&actor.id),
        })
    }

    /// A document, by id or by the end of an input's name.
    ///
    /// # Errors
    /// Where no document, or more than one, is called so.
    pub fn document(&self, name: &str) -> Result<DocumentId, Error> {
        let from = |entry: &&sitrep_types::DocumentEntry| {
            !name.is_empty() && entry.document.inputs.iter().any(|input| input.ends_with(name))
        };
        let named: Vec<_> = self.record.documents.iter().filter(from).collect();
        match named.as_slice() {
            [only] => Ok(only.document.id.clone()),
            [] => only("document", name, &self.record.documents, |entry| &entry.document.id.0)
                .map(|entry| entry.document.id.clone()),
            _ => Err(Error::Ambiguous { what: "document", id: name.to_owned() }),
        }
    }

    /// A place, by key or by a name that no other place has.
    ///
    /// # Errors
    /// Where no place, or more than one, is called so.
    pub fn place(&self, name: &str) -> Result<Place, Error> {
        let wanted = name.to_lowercase();
        let places = || self.record.places.iter();
        if let Some(entry) = places().find(|entry| entry.place.key.0 == name) {
            return Ok(entry.place.clone());
        }
        let named: Vec<_> = places()
            .filter(|entry| {
                entry.place.name.to_lowercase() == wanted || entry.also.iter().any(|also| also.to_lowercase() == wanted)
            })
            .collect();
        match named.as_slice() {
            [only] => Ok(only.place.clone()),
            [] => Err(Error::NoSuch { what: "place", id: name.to_owned() }),
            _ => Err(Error::Ambiguous { what: "place", id: name.to_owned() }),
        }
    }

    fn claim_of(&self, id: &ClaimId) -> Option<&'a Claim> {
        let at = self.record.claims.binary_search_by(|claim| claim.id.cmp(id)).ok()?;
        self.record.claims.get(at)
    }

    /// Words that name an actor: a few for each name, in the order of the claims.
    fn mentions(&self, id: &ActorId) -> Vec<Anchor> {
        let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
        let mut mentions: Vec<Anchor> = Vec::new();
        for claim in &self.record.claims {
            let actors = self.record.claim_actors.get(&claim.id).map(Vec::as_slice).unwrap_or_default();
            let sources = self.record.claim_sources.get(&claim.id).map(Vec::as_slice).unwrap_or_default();
            let fillers =
                claim.actors.iter().chain(&claim.targets).map(|filler| (filler.text.as_str(), Some(filler.span)));
            let links = claim.attribution.iter().map(|link| (link.text.as_str(), link.span));
            for ((text, span), actor) in fillers.zip(actors).chain(links.zip(sources)) {
                let Some(span) = span.filter(|_| actor.as_ref() == Some(id)) else { continue };
                let anchor = Anchor { document: claim.document.clone(), span };
                let told = by_name.entry(text).or_default();
                if *told < MENTIONS_OF_A_NAME && mentions.len() < MENTIONS && !mentions.contains(&anchor) {
                    *told += 1;
                    mentions.push(anchor);
                }
            }
        }
        mentions.sort();
        mentions
    }
}

/// The reference to a claim.
#[must_use]
pub fn claim_ref(claim: &Claim) -> ClaimRef {
    ClaimRef {
        id: claim.id.clone(),
        document: claim.document.clone(),
        trigger: claim.trigger.span,
        evidence: claim.evidence.span,
        text: claim.evidence.text.clone(),
    }
}

/// The one item whose id is this, or begins so.
fn only<'a, T>(what: &'static str, id: &str, items: &'a [T], id_of: impl Fn(&T) -> &String) -> Result<&'a T, Error> {
    if let Some(exact) = items.iter().find(|item| id_of(item) == id) {
        return Ok(exact);
    }
    let mut begun = items.iter().filter(|item| !id.is_empty() && id_of(item).starts_with(id));
    match (begun.next(), begun.next()) {
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(Error::Ambiguous { what, id: id.to_owned() }),
        (None, _) => Err(Error::NoSuch { what, id: id.to_owned() }),
    }
}
