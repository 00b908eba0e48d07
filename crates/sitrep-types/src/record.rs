//! The record: what all documents together tell. The published JSON form is made from it by the exporter.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    ActorId, ActorKind, Claim, ClaimId, ContradictionId, DateInterval, DecidedField, DecisionEntry, Document,
    DocumentId, EventId, EventType, Genre, LeftOut, Place, PlaceKey, Published, QuantityKind, Scope, SubType, Verdict,
};

/// A document as the record lists it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DocumentEntry {
    /// The document.
    pub document: Document,
    /// When it was published, inferred where the document does not say.
    pub published: Option<Published>,
    /// How that was inferred, step by step, in words for the user.
    pub published_reason: Option<String>,
    /// Kind of writing.
    pub genre: Genre,
    /// The document that this one copies.
    pub copy_of: Option<DocumentId>,
    /// What shows that it is a copy, in words for the user.
    pub copy_reason: Option<String>,
    /// Agencies it names as sources.
    pub relays: Vec<String>,
}

/// A person, group or body.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Actor {
    /// Its id.
    pub id: ActorId,
    /// Canonical name.
    pub name: String,
    /// Other names used, sorted.
    pub aliases: Vec<String>,
    /// What kind.
    pub kind: ActorKind,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// What it belongs to or speaks for.
    pub affiliation: Option<ActorId>,
    /// Rank, title or office.
    pub role: Option<String>,
    /// PLOVER sector.
    pub plover_sector: Option<String>,
    /// Outlet to name used to how often.
    pub named: BTreeMap<String, BTreeMap<String, usize>>,
}

/// A place of the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RecordPlace {
    /// The place; its key is its id.
    pub place: Place,
    /// Other words used for it, sorted.
    pub also: Vec<String>,
}

/// A number with its bounds and the claims behind it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Estimate {
    /// What it counts.
    pub what: QuantityKind,
    /// Whom.
    pub of: Option<String>,
    /// Lowest credible.
    pub low: Option<i64>,
    /// Most likely.
    pub best: Option<i64>,
    /// Highest credible.
    pub high: Option<i64>,
    /// Incident or running total.
    pub scope: Scope,
    /// Claims behind it, sorted.
    pub claims: Vec<ClaimId>,
    /// The rules by which the figures were chosen, in words for the user.
    pub reason: String,
}

/// Words that count all who came to harm, whoever they were.
const EVERYBODY: &[&str] = &[
    "people",
    "person",
    "persons",
    "other",
    "others",
    "dead",
    "victim",
    "victims",
    "casualties",
    "fatalities",
    "bodies",
    "lives",
];

impl Estimate {
    fn size(&self) -> i64 {
        self.best.or(self.low).or(self.high).unwrap_or(0)
    }

    fn counts_everybody(&self) -> bool {
        self.of.as_deref().is_none_or(|of| EVERYBODY.contains(&of.to_lowercase().as_str()))
    }

    /// The estimates that one line tells: of each kind the toll of all people with what is larger than it, since the
    /// children, citizens and soldiers beside it are among them; without such a toll, the largest few.
    #[must_use]
    pub fn leading(estimates: &[Self]) -> Vec<&Self> {
        const MOST: usize = 3;
        let mut told: Vec<&Self> = Vec::new();
        let mut kinds: Vec<QuantityKind> = estimates.iter().map(|estimate| estimate.what).collect();
        kinds.dedup();
        for kind in kinds {
            let of_kind = || estimates.iter().filter(move |estimate| estimate.what == kind);
            let toll = of_kind().filter(|estimate| estimate.counts_everybody()).max_by_key(|estimate| estimate.size());
            let at_least = toll.map_or(0, Self::size);
            told.extend(toll);
            let mut others: Vec<&Self> =
                of_kind().filter(|estimate| !estimate.counts_everybody() && estimate.size() > at_least).collect();
            others.sort_by_key(|estimate| std::cmp::Reverse(estimate.size()));
            told.extend(others.into_iter().take(MOST));
        }
        told
    }
}

impl Event {
    /// The estimates that one line tells of it.
    #[must_use]
    pub fn leading_estimates(&self) -> Vec<&Estimate> {
        Estimate::leading(&self.estimates)
    }
}

/// How an event stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventStatus {
    /// Told by one origin.
    Reported,
    /// Told by two or more independent origins.
    Corroborated,
    /// Told and denied, or told in ways that cannot all hold.
    Disputed,
    /// Only denied.
    Denied,
    /// Told as not confirmed.
    Unconfirmed,
    /// Planned or ordered.
    Planned,
    /// Expected.
    Forecast,
}

/// A class of claims that come from the same source.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Who: the official, agency or outlet at the end of the chains.
    pub name: String,
    /// The claims, sorted.
    pub claims: Vec<ClaimId>,
    /// Why these count as one, in words for the user.
    pub reason: String,
}

/// Who or what takes part in an event: an actor, a place, or only words.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Participant {
    /// The actor, if it is one.
    pub actor: Option<ActorId>,
    /// The place, if it is one.
    pub place: Option<PlaceKey>,
    /// The most common words for it.
    pub text: String,
}

/// What the claims of one happening agree on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// Type.
    pub event_type: EventType,
    /// Sub-type.
    pub sub_type: Option<SubType>,
    /// One sentence made from the fields.
    pub summary: String,
    /// Who acts, sorted by support.
    pub actors: Vec<ActorId>,
    /// On whom or what.
    pub targets: Vec<Participant>,
    /// Where.
    pub place: Option<PlaceKey>,
    /// When.
    pub time: DateInterval,
    /// How the time was reached, in words for the user.
    pub time_reason: String,
    /// Numbers.
    pub estimates: Vec<Estimate>,
    /// How it stands.
    pub status: EventStatus,
    /// Its claims, sorted.
    pub claims: Vec<ClaimId>,
    /// Their documents, sorted.
    pub documents: Vec<DocumentId>,
    /// How many origins are independent of one another.
    pub independent_sources: usize,
    /// Those origins.
    pub origins: Vec<Origin>,
    /// Contradictions among its claims, sorted.
    pub contradictions: Vec<ContradictionId>,
    /// Told as earlier history by every claim.
    pub background: bool,
    /// The larger operation it is part of.
    pub part_of: Option<EventId>,
    /// Touched by a person's decision.
    pub reviewed: bool,
    /// How a person judges it, where one did. A rejected event counts for nothing.
    #[serde(default)]
    pub verdict: Option<Verdict>,
}

/// What a contradiction is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContradictionKind {
    /// Two numbers.
    Number,
    /// Two dates.
    Date,
    /// Two outcomes, or an event and its denial.
    Outcome,
    /// Two actors.
    Actor,
    /// Two places.
    Place,
}

/// How a contradiction reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContradictionReading {
    /// Both told as of the same time, and both cannot hold.
    Open,
    /// A later report supersedes an earlier one.
    Update,
    /// Only the precision differs.
    Vague,
}

/// One side of a contradiction.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Side {
    /// The value.
    pub value: String,
    /// The claims that tell it, sorted.
    pub claims: Vec<ClaimId>,
}

/// Claims of one event whose values cannot both hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contradiction {
    /// Its id.
    pub id: ContradictionId,
    /// The events it concerns, sorted.
    pub events: Vec<EventId>,
    /// What kind.
    pub kind: ContradictionKind,
    /// What it is about, in words.
    pub about: String,
    /// The sides, sorted by value.
    pub sides: Vec<Side>,
    /// How it reads.
    pub reading: ContradictionReading,
    /// Why it reads so, in words for the user.
    pub reason: String,
}

/// Two events that were compared as candidates for one happening and kept apart.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct NotMerged {
    /// The two events, sorted.
    pub events: [EventId; 2],
    /// What kept them apart, in words for the user.
    pub reason: String,
}

/// Who holds a place for a time.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Control {
    /// The place.
    pub place: PlaceKey,
    /// Who holds it.
    pub holder: ActorId,
    /// Since when; `None` if nothing says.
    pub from: Option<DateInterval>,
    /// Until when; `None` if it goes on or nothing says.
    pub until: Option<DateInterval>,
    /// The claims behind it, sorted.
    pub claims: Vec<ClaimId>,
    /// Fought for during that time.
    pub contested: bool,
    /// How holder and dates were reached, in words for the user.
    pub reason: String,
}

/// What all documents together tell.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Record {
    /// Documents, sorted by id.
    pub documents: Vec<DocumentEntry>,
    /// Inputs left out, sorted.
    pub left_out: Vec<LeftOut>,
    /// Actors, sorted by id.
    pub actors: Vec<Actor>,
    /// Places, sorted by key.
    pub places: Vec<RecordPlace>,
    /// Claims, sorted by id.
    pub claims: Vec<Claim>,
    /// The event each claim belongs to.
    pub claim_events: BTreeMap<ClaimId, EventId>,
    /// For each claim its fillers' actors in order: actors, then targets; `None` where a filler is no actor.
    pub claim_actors: BTreeMap<ClaimId, Vec<Option<ActorId>>>,
    /// For each claim the actor behind each link of its attribution.
    pub claim_sources: BTreeMap<ClaimId, Vec<Option<ActorId>>>,
    /// For each claim its time after document dates were solved, where that differs from the claim's own.
    pub claim_times: BTreeMap<ClaimId, DateInterval>,
    /// Events, sorted by id.
    pub events: Vec<Event>,
    /// Contradictions, sorted by id.
    pub contradictions: Vec<Contradiction>,
    /// Control, sorted by place, from, holder.
    pub control: Vec<Control>,
    /// Events that were nearly merged, sorted.
    pub not_merged: Vec<NotMerged>,
    /// Outlet to loaded word ("terrorists", "martyrs") to how often its own voice uses it.
    pub loaded_words: BTreeMap<String, BTreeMap<String, usize>>,
    /// What people decided, in the order in which they did, and how it stands.
    #[serde(default)]
    pub decisions: Vec<DecisionEntry>,
    /// Id of an event, claim, actor, place or document to its fields that show a decision, sorted by field and time.
    #[serde(default)]
    pub decided: BTreeMap<String, Vec<DecidedField>>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn killed(of: &str, best: i64) -> Estimate {
        Estimate {
            what: QuantityKind::Killed,
            of: Some(of.to_owned()),
            low: Some(best),
            best: Some(best),
            high: Some(best),
            scope: Scope::Incident,
            claims: Vec::new(),
            reason: String::new(),
        }
    }

    #[test]
    fn the_toll_leads_what_it_counts() {
        let told = |estimates: &[Estimate]| -> Vec<String> {
            Estimate::leading(estimates).into_iter().filter_map(|estimate| estimate.of.clone()).collect()
        };
        // Ten children are among the 84 people; without a toll of all, each side has its own.
        assert_eq!(told(&[killed("children", 10), killed("citizens", 2), killed("people", 84)]), ["people"]);
        assert_eq!(told(&[killed("soldiers", 3), killed("militants", 12)]), ["militants", "soldiers"]);
        assert_eq!(told(&[killed("people", 5), killed("militants", 40)]), ["people", "militants"]);
    }
}
