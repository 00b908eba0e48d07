//! The forms that correct a field: the same for an event and for a single claim.

use sitrep_present::view::{EventPage, words};
use sitrep_types::Claim;

use super::overview::STATUSES;
use crate::decide::{MODALITIES, QUANTITIES, type_names};
use crate::query::encode;
use crate::snapshot::Snapshot;

/// What the forms are filled with.
pub struct Forms<'a> {
    /// `event` or `claim`.
    pub subject: &'static str,
    /// Its id.
    pub id: String,
    /// The page that is shown afterwards.
    pub back: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Who acts.
    pub actors: String,
    /// On whom or what.
    pub targets: String,
    /// Type or sub-type.
    pub kind: &'static str,
    /// How an event stands, in words.
    pub status: &'static str,
    /// How far a claim says that it is so.
    pub modality: String,
    /// Said not to be so.
    pub negated: bool,
    /// Places that are offered.
    pub places: Vec<&'a str>,
    /// Every type.
    pub types: Vec<&'static str>,
    /// Every status: as the form sends it, in words.
    pub statuses: [(&'static str, &'static str); 7],
    /// Every modality, likewise.
    pub modalities: Vec<(String, &'static str)>,
    /// What can be counted.
    pub quantities: Vec<&'static str>,
}

impl<'a> Forms<'a> {
    /// For an event.
    pub fn of_event(snapshot: &'a Snapshot, page: &EventPage) -> Self {
        let row = &page.row;
        Self {
            subject: "event",
            id: row.id.0.clone(),
            back: format!("/event/{}", encode(&row.id.0)),
            from: row.earliest.map(|day| day.to_string()).unwrap_or_default(),
            to: row.latest.map(|day| day.to_string()).unwrap_or_default(),
            actors: row.actors.join("; "),
            targets: row.targets.join("; "),
            kind: row.sub_type.unwrap_or(row.event_type),
            status: row.status,
            modality: String::new(),
            negated: false,
            ..Self::empty(snapshot)
        }
    }

    /// For a claim, as it was read or last corrected.
    pub fn of_claim(snapshot: &'a Snapshot, claim: &Claim) -> Self {
        let time = snapshot.index().claim_time(claim);
        let named = |fillers: &[sitrep_types::Filler]| {
            fillers.iter().map(|filler| filler.text.clone()).collect::<Vec<_>>().join("; ")
        };
        Self {
            subject: "claim",
            id: claim.id.0.clone(),
            back: format!("/claim/{}", encode(&claim.id.0)),
            from: time.and_then(|time| time.earliest).map(|day| day.to_string()).unwrap_or_default(),
            to: time.and_then(|time| time.latest).map(|day| day.to_string()).unwrap_or_default(),
            actors: named(&claim.actors),
            targets: named(&claim.targets),
            kind: claim.sub_type.map_or_else(|| claim.event_type.name(), |sub_type| sub_type.name()),
            modality: words::code(&claim.modality),
            negated: claim.negated,
            ..Self::empty(snapshot)
        }
    }

    fn empty(snapshot: &'a Snapshot) -> Self {
        Self {
            subject: "",
            id: String::new(),
            back: String::new(),
            from: String::new(),
            to: String::new(),
            actors: String::new(),
            targets: String::new(),
            kind: "",
            status: "",
            modality: String::new(),
            negated: false,
            places: snapshot.busiest_places(),
            types: type_names(),
            statuses: STATUSES,
            modalities: MODALITIES.iter().map(|term| (words::code(term), words::modality(*term))).collect(),
            quantities: QUANTITIES.iter().map(|(name, _)| *name).collect(),
        }
    }
}
