//! What a person decides about the record: a judgement, kept apart from everything that is derived.
//!
//! A decision names things by what survives a rebuild. Claims, events and actors get their ids from what was read, and
//! another version reads differently; what stays is the document (its id is made from its content) and the span of the
//! words. So every reference carries both: the id as it was when the decision was made, and the words it rests on.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    ActorId, ActorKind, ClaimId, DateInterval, DocumentId, EventId, EventStatus, EventType, Modality, Place,
    QuantityKind, Scope, Span, SubType, stable_id,
};

/// Longest reason or name that is taken, in bytes: decisions are exchanged as files, and files come from anywhere.
pub const LONGEST_TEXT: usize = 10_000;

/// A decision's id, from everything it says, so that the same decision imported twice is there once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DecisionId(pub String);

impl std::fmt::Display for DecisionId {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Words of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Anchor {
    /// The document; its id is made from its content.
    pub document: DocumentId,
    /// Where the words stand in its text.
    pub span: Span,
}

/// A claim, by its id and by the words it was read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ClaimRef {
    /// Its id when the decision was made.
    pub id: ClaimId,
    /// Its document.
    pub document: DocumentId,
    /// The words that made it.
    pub trigger: Span,
    /// Its sentence or clause.
    pub evidence: Span,
    /// That sentence, so that a reader sees what was decided even where the document is gone.
    pub text: String,
}

/// An event, by its id and by the claims it consisted of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventRef {
    /// Its id when the decision was made.
    pub id: EventId,
    /// Its sentence at that time, for readers.
    pub summary: String,
    /// Its claims at that time, sorted.
    pub claims: Vec<ClaimRef>,
}

/// An actor, by its id, its name and words that name it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ActorRef {
    /// Its id when the decision was made; `None` for one whom no report names so far.
    pub id: Option<ActorId>,
    /// Its name.
    pub name: String,
    /// What kind, where no report names it.
    pub kind: Option<ActorKind>,
    /// Words that name it, one or a few for each name and document.
    pub mentions: Vec<Anchor>,
}

/// Somebody or something acted on, as a person decides it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TargetRef {
    /// The actor, if it is one.
    pub actor: Option<ActorRef>,
    /// The place, if it is one.
    pub place: Option<Place>,
    /// Words for it.
    pub text: String,
}

/// What a decision about a field speaks of.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// An event.
    Event(EventRef),
    /// A claim.
    Claim(ClaimRef),
}

/// A number as a person gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// What it counts.
    pub what: QuantityKind,
    /// Whom.
    pub of: Option<String>,
    /// Lowest.
    pub low: Option<i64>,
    /// Most likely.
    pub best: Option<i64>,
    /// Highest.
    pub high: Option<i64>,
    /// Incident or running total.
    pub scope: Scope,
}

impl Figures {
    /// The figures that are given, from low to high.
    pub fn given(&self) -> impl Iterator<Item = i64> {
        [self.low, self.best, self.high].into_iter().flatten()
    }

    /// Puts the number into a list in the place of the one that counts the same, or strikes that one out where no figure is
    /// given. `counted` tells what a number of the list counts; `make` makes one of the list's kind, from the old one and
    /// whom the number counts, which the old one tells where this one does not.
    pub fn put_into<T>(
        &self,
        list: &mut Vec<T>,
        counted: impl Fn(&T) -> (QuantityKind, Scope, Option<&str>),
        make: impl FnOnce(Option<T>, Option<String>) -> T,
    ) {
        let is_same =
            |number: &T| matches!(counted(number), (what, scope, _) if (what, scope) == (self.what, self.scope));
        let at = list.iter().position(is_same);
        let old = at.map(|at| list.remove(at));
        if self.given().next().is_some() {
            let told = old.as_ref().and_then(|old| counted(old).2).map(str::to_owned);
            let of = self.of.clone().or(told);
            list.insert(at.unwrap_or(list.len()), make(old, of));
        }
    }
}

/// A field with the value that a person gives it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "field", content = "value")]
pub enum FieldValue {
    /// Type and sub-type.
    Type {
        /// ACLED type, or Statement or State.
        event_type: EventType,
        /// ACLED sub-type.
        sub_type: Option<SubType>,
    },
    /// Everybody who acts.
    Actors(Vec<ActorRef>),
    /// Everybody and everything acted on.
    Targets(Vec<TargetRef>),
    /// Where; `None`: nowhere that could be said.
    Place(Option<Place>),
    /// When.
    Time(DateInterval),
    /// A number, in the place of the one that counts the same; without any figure, that one is struck out.
    Quantity(Figures),
    /// How an event stands; events only.
    Status(EventStatus),
    /// How far a claim says that its event took place; claims only.
    Modality {
        /// How far.
        modality: Modality,
        /// Said not to have happened.
        negated: bool,
    },
}

impl FieldValue {
    /// The field's name, as the exported record has it.
    #[must_use]
    pub const fn field(&self) -> &'static str {
        match self {
            Self::Type { .. } => "type",
            Self::Actors(_) => "actors",
            Self::Targets(_) => "targets",
            Self::Place(_) => "place",
            Self::Time(_) => "time",
            Self::Quantity(_) => "quantity",
            Self::Status(_) => "status",
            Self::Modality { .. } => "modality",
        }
    }
}

/// How somebody judges.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// Looked at, and not to be told: changes nothing, and is shown.
    Unsure,
}

/// What is judged. With [`Verdict::Yes`] it is so, with [`Verdict::No`] it is not, with [`Verdict::Unsure`] somebody
/// looked and could not tell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Judgement {
    /// The event or claim is right as the record has it. Yes accepts it; no rejects it: a rejected claim belongs to no
    /// event, a rejected event is shown as rejected and counts for nothing.
    Review {
        /// The event or claim.
        subject: Subject,
    },
    /// A field has this value. Yes only, or unsure.
    Correct {
        /// The event or claim.
        subject: Subject,
        /// The field and its value.
        value: FieldValue,
    },
    /// These events are one. Yes merges them; no keeps them apart.
    SameEvent {
        /// Two or more.
        events: Vec<EventRef>,
    },
    /// These claims tell another happening than the rest of the event. Yes only, or unsure.
    Split {
        /// The event.
        event: EventRef,
        /// Those of its claims that do not belong to it.
        claims: Vec<ClaimRef>,
    },
    /// These actors are one. Yes joins them; no keeps them apart.
    SameActor {
        /// Two or more.
        actors: Vec<ActorRef>,
    },
    /// Whoever goes by these names is somebody else than the rest of the actor. Yes only, or unsure.
    PartActor {
        /// The actor.
        actor: ActorRef,
        /// Those of its names that are somebody else's.
        names: Vec<String>,
    },
    /// The document was published then; what it dates by its own day is resolved again. Yes only, or unsure.
    PinDate {
        /// The document.
        document: DocumentId,
        /// The days.
        published: DateInterval,
    },
    /// The place lies there. Yes only, or unsure.
    PinPlace {
        /// The place as the record has it.
        place: Place,
        /// Degrees north.
        latitude: f64,
        /// Degrees east.
        longitude: f64,
    },
    /// The document is a copy of the other one. No: it is no copy of it.
    Copy {
        /// The document.
        document: DocumentId,
        /// The one it copies.
        of: DocumentId,
    },
    /// Somebody holds the place before anything that the reports tell of it. Yes only, or unsure.
    Holder {
        /// The place.
        place: Place,
        /// Who holds it.
        holder: ActorRef,
        /// Since when, if that is known.
        since: Option<DateInterval>,
    },
    /// The other decision is taken back. An undo can be undone. Yes only.
    Undo {
        /// The other decision.
        decision: DecisionId,
    },
}

/// One judgement of one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Decision {
    /// From all that follows.
    #[serde(default)]
    pub id: DecisionId,
    /// What is judged.
    #[serde(flatten)]
    pub judgement: Judgement,
    /// How.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Who.
    pub author: String,
    /// When, as the caller says. Of two decisions that cannot both hold, the later one does.
    pub at: Timestamp,
}

impl Decision {
    /// A decision with the id that its contents give it.
    ///
    /// # Errors
    /// Where it cannot be meant: nobody's, without a reason, one event "merged", a number that is none, …; in words for
    /// the user.
    pub fn new(
        judgement: Judgement,
        verdict: Verdict,
        reason: &str,
        author: &str,
        at: Timestamp,
    ) -> Result<Self, String> {
        let mut decision = Self {
            id: DecisionId::default(),
            judgement,
            verdict,
            reason: reason.trim().to_owned(),
            author: author.trim().to_owned(),
            at,
        };
        decision.id = decision.content_id()?;
        decision.check()?;
        Ok(decision)
    }

    /// The id that its contents give it.
    ///
    /// # Errors
    /// Where a coordinate is no number.
    pub fn content_id(&self) -> Result<DecisionId, String> {
        let judgement = serde_json::to_string(&self.judgement).map_err(|error| error.to_string())?;
        let verdict = serde_json::to_string(&self.verdict).map_err(|error| error.to_string())?;
        let parts = [judgement.as_str(), &verdict, &self.reason, &self.author, &self.at.to_string()];
        Ok(DecisionId(stable_id("decision-", &parts)))
    }

    /// Whether it can be meant, and has its own id.
    ///
    /// # Errors
    /// What is wrong, in words for the user.
    pub fn check(&self) -> Result<(), String> {
        for (name, text) in [("author", &self.author), ("reason", &self.reason)] {
            if text.trim().is_empty() {
                return Err(format!("a decision needs its {name}"));
            }
            if text.len() > LONGEST_TEXT {
                return Err(format!("the {name} is longer than {LONGEST_TEXT} bytes"));
            }
        }
        self.judgement.check(self.verdict)?;
        if self.content_id()? != self.id {
            return Err(format!(
                "{}: the id does not fit what the decision says; leave the id out to have it made",
                self.id
            ));
        }
        Ok(())
    }

    /// What it is called: `accept`, `reject`, `correct`, `merge`, `keep_apart`, …, or `unsure` whatever it is about.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match (&self.judgement, self.verdict) {
            (Judgement::Undo { .. }, _) => "undo",
            (_, Verdict::Unsure) => "unsure",
            (Judgement::Review { .. }, Verdict::Yes) => "accept",
            (Judgement::Review { .. }, Verdict::No) => "reject",
            (Judgement::Correct { .. }, _) => "correct",
            (Judgement::SameEvent { .. }, Verdict::Yes) => "merge",
            (Judgement::SameEvent { .. }, Verdict::No) => "keep_apart",
            (Judgement::Split { .. }, _) => "split",
            (Judgement::SameActor { .. }, Verdict::Yes) => "join_actors",
            (Judgement::SameActor { .. }, Verdict::No) => "keep_actors_apart",
            (Judgement::PartActor { .. }, _) => "part_actor",
            (Judgement::PinDate { .. }, _) => "pin_date",
            (Judgement::PinPlace { .. }, _) => "pin_place",
            (Judgement::Copy { .. }, Verdict::Yes) => "copy",
            (Judgement::Copy { .. }, Verdict::No) => "not_a_copy",
            (Judgement::Holder { .. }, _) => "holder",
        }
    }
}

impl Judgement {
    /// What it speaks of, as keys: two decisions that share one can contradict each other. Events are named by their
    /// claims, as their ids change with them.
    #[must_use]
    pub fn subjects(&self) -> Vec<String> {
        let claims = |claims: &[ClaimRef]| claims.iter().map(|claim| claim.id.0.clone()).collect::<Vec<_>>();
        let actor = |actor: &ActorRef| actor.id.as_ref().map_or_else(|| actor.name.clone(), |id| id.0.clone());
        let mut keys = match self {
            Self::Review { subject } | Self::Correct { subject, .. } => match subject {
                Subject::Event(event) => claims(&event.claims),
                Subject::Claim(claim) => vec![claim.id.0.clone()],
            },
            Self::SameEvent { events } => events.iter().flat_map(|event| claims(&event.claims)).collect(),
            Self::Split { event, .. } => claims(&event.claims),
            Self::SameActor { actors } => actors.iter().map(actor).collect(),
            Self::PartActor { actor: parted, .. } => vec![actor(parted)],
            Self::PinDate { document, .. } => vec![document.0.clone()],
            Self::Copy { document, of } => vec![document.0.clone(), of.0.clone()],
            Self::PinPlace { place, .. } | Self::Holder { place, .. } => vec![place.key.0.clone()],
            Self::Undo { decision } => vec![decision.0.clone()],
        };
        keys.sort();
        keys.dedup();
        keys
    }

    fn check(&self, verdict: Verdict) -> Result<(), String> {
        let both =
            matches!(self, Self::Review { .. } | Self::SameEvent { .. } | Self::SameActor { .. } | Self::Copy { .. });
        if verdict == Verdict::No && !both {
            return Err("'no' says nothing here: decide what is so instead, or undo the other decision".to_owned());
        }
        match self {
            Self::Undo { .. } if verdict != Verdict::Yes => Err("a decision is either undone or not".to_owned()),
            Self::SameEvent { events } if events.len() < 2 => Err("it takes two events to be one".to_owned()),
            Self::SameActor { actors } if actors.len() < 2 => Err("it takes two actors to be one".to_owned()),
            Self::Split { claims, .. } if claims.is_empty() => Err("no claim is named to be split off".to_owned()),
            Self::Split { event, claims } if event.claims.iter().all(|claim| claims.contains(claim)) => {
                Err("all claims of the event are named: nothing would be left of it".to_owned())
            }
            Self::PartActor { names, .. } if names.is_empty() => Err("no name is given to be parted".to_owned()),
            Self::Copy { document, of } if document == of => Err("a document is no copy of itself".to_owned()),
            Self::PinPlace { latitude, longitude, .. } => check_point(*latitude, *longitude),
            Self::Correct { subject, value } => check_value(subject, value),
            Self::PinDate { published, .. } => check_interval(published),
            Self::Holder { since: Some(since), .. } => check_interval(since),
            _ => Ok(()),
        }
    }
}

fn check_point(latitude: f64, longitude: f64) -> Result<(), String> {
    if latitude.abs() <= 90.0 && longitude.abs() <= 180.0 {
        Ok(())
    } else {
        Err(format!("{latitude}, {longitude} is no point on the earth"))
    }
}

fn check_interval(interval: &DateInterval) -> Result<(), String> {
    match (interval.earliest, interval.latest) {
        (Some(earliest), Some(latest)) if earliest > latest => {
            Err(format!("{earliest} to {latest} ends before it begins"))
        }
        _ => Ok(()),
    }
}

fn check_value(subject: &Subject, value: &FieldValue) -> Result<(), String> {
    match (subject, value) {
        (Subject::Event(_), FieldValue::Modality { .. }) => {
            Err("claims have a modality; an event has a status".to_owned())
        }
        (Subject::Claim(_), FieldValue::Status(_)) => Err("events have a status; a claim has a modality".to_owned()),
        (_, FieldValue::Time(interval)) => check_interval(interval),
        (_, FieldValue::Quantity(figures)) => {
            let given: Vec<i64> = figures.given().collect();
            if given.iter().any(|number| *number < 0) || !given.is_sorted() {
                return Err("a number is not negative, and low, best and high come in that order".to_owned());
            }
            Ok(())
        }
        (_, FieldValue::Place(Some(Place { latitude: Some(latitude), longitude: Some(longitude), .. }))) => {
            check_point(*latitude, *longitude)
        }
        _ => Ok(()),
    }
}

/// How a decision stands in the record as it is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Everything that it speaks of is there, and the record follows it.
    InForce,
    /// The record follows it as far as what it speaks of is still there.
    Partly,
    /// Nothing that it speaks of is there any more; it comes into force again when that comes back.
    EvidenceGone,
    /// A later decision says otherwise.
    Overruled,
    /// Taken back.
    Undone,
    /// Kept since the record was made; the next build, rebuild or decision makes it count.
    Waiting,
}

/// A decision and how it stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DecisionEntry {
    /// The decision.
    pub decision: Decision,
    /// How it stands.
    pub standing: Standing,
    /// Why it stands so, in words for the user; empty where it is simply in force.
    pub note: String,
    /// Ids of the events, claims, actors, places and documents that it touches in the record as it is now, sorted.
    pub touches: Vec<String>,
}

/// A field of the record that shows what a person decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecidedField {
    /// The field: `verdict`, `type`, `actors`, `targets`, `place`, `time`, `quantity`, `status`, `modality`, `claims`,
    /// `names`, `published`, `point`, `copy_of`, `holder`.
    pub field: String,
    /// How it was judged.
    pub verdict: Verdict,
    /// What was decided, in words.
    pub value: String,
    /// What the reports gave, in words; empty where that is nothing.
    pub was: String,
    /// The decision.
    pub decision: DecisionId,
    /// Who.
    pub author: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Timestamp,
}
