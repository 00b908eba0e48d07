//! A claim: one assertion of one event by one source in one sentence, with the words it was read from.

use serde::{Deserialize, Serialize};

use crate::{ClaimId, DateInterval, DocumentId, EventType, PlaceKey, PloverCode, Span, SubType, TimeMeaning};

/// How far a claim says that its event took place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Modality {
    /// In the outlet's own voice.
    Asserted,
    /// Attributed to a source.
    Claimed,
    /// Said not to be so.
    Denied,
    /// Told as not confirmed, alleged, reportedly.
    Unconfirmed,
    /// Tried, without the outcome being told or with failure.
    Attempted,
    /// Intended or scheduled.
    Planned,
    /// Ordered, urged, called for.
    Ordered,
    /// Expected.
    Forecast,
    /// Under a condition, or contrary to fact.
    Hypothetical,
}

/// What kind of actor somebody is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActorKind {
    /// A person.
    Person,
    /// An armed group outside the state.
    ArmedGroup,
    /// Army, police, militia under the state.
    StateForce,
    /// A government or its office.
    Government,
    /// The UN, a coalition, an alliance.
    International,
    /// Any other organisation.
    Organisation,
    /// Unarmed people.
    Civilians,
    /// An outlet or agency.
    Media,
    /// Not known.
    #[default]
    Unknown,
}

/// What a quantity counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuantityKind {
    /// Dead.
    Killed,
    /// Wounded.
    Injured,
    /// Taken, held hostage, missing by force.
    Abducted,
    /// Driven from home.
    Displaced,
    /// Detained.
    Arrested,
    /// Size of a force.
    Strength,
    /// Anything else.
    Other,
}

impl QuantityKind {
    /// Whether it counts people who came to harm.
    #[must_use]
    pub const fn is_harm(self) -> bool {
        matches!(self, Self::Killed | Self::Injured)
    }
}

/// Whether a number counts one incident or everything up to now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// This incident.
    Incident,
    /// A total so far.
    RunningTotal,
}

/// A number with its vagueness: "at least 40" is low 40, best and high unknown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quantity {
    /// What it counts.
    pub what: QuantityKind,
    /// Whom or what it counts, in the text's words ("militants", "former officers").
    pub of: Option<String>,
    /// Lowest number the words allow.
    pub low: Option<i64>,
    /// The number said.
    pub best: Option<i64>,
    /// Highest number the words allow.
    pub high: Option<i64>,
    /// Incident or running total.
    pub scope: Scope,
    /// The number's words: "at least 40", "tens".
    pub span: Span,
}

/// What stands at a link of an attribution chain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// The outlet that published, or another outlet it quotes.
    Outlet,
    /// A news agency.
    Agency,
    /// Somebody who speaks for a state, force, group or body.
    Official,
    /// A body itself.
    Organisation,
    /// Somebody who saw it.
    Witness,
    /// A reporter on the scene.
    ReporterOnScene,
    /// A report, statement, video, post.
    Document,
    /// "Sources", "reports".
    Unnamed,
}

/// One link of the chain from the outlet to the origin.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttributionLink {
    /// The source's words as in the text ("Lieutenant General Raed Shakir Jawdat").
    pub text: String,
    /// Where they stand; `None` for the outlet itself where the text does not name it.
    pub span: Option<Span>,
    /// Canonical name within the document, where coreference or the actor table gives one.
    pub name: Option<String>,
    /// Body that the source speaks for, if told.
    pub affiliation: Option<String>,
    /// The cue's words.
    pub cue: Option<String>,
    /// What kind of link.
    pub kind: LinkKind,
}

/// Somebody or something that takes part in a claimed event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filler {
    /// The words as in the text.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// The actor it is, resolved within the document; `None` for things and places.
    pub actor: Option<crate::ActorMention>,
    /// The place it is, if it is one (a museum, a town).
    pub place: Option<PlaceKey>,
}

/// What made the claim: the word, the lexicon entry and the path to the fillers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trigger {
    /// The word or words.
    pub text: String,
    /// Where they stand.
    pub span: Span,
    /// The lexicon entry that fired.
    pub entry: String,
    /// How each filler was reached: "actor: nsubj; target: obj > conj".
    pub path: String,
}

/// When a claim says that its event took place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimTime {
    /// The days it allows, given what is known of the document's own date when it was extracted.
    pub interval: DateInterval,
    /// What the expression means whatever that date; reconcile resolves it again once the date is known.
    pub meaning: TimeMeaning,
    /// The expression's words; `None` where the time comes from tense alone (a headline in the present).
    pub text: Option<String>,
    /// Where they stand.
    pub span: Option<Span>,
    /// How the interval was reached, in words for the user.
    pub how: String,
}

/// What a claimed event does to the control of its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ControlEffect {
    /// The actors hold the target from then on.
    ActorGains,
    /// The actors hold the target no longer (withdrew, lost).
    ActorLoses,
    /// The actors are told to hold the target at that time.
    ActorHolds,
    /// Fighting for it.
    Contested,
}

/// The words a claim was read from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The sentence or clause, exactly as in the text.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Index of the block.
    pub block: usize,
}

/// One assertion of one event by one source in one sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// From its document, trigger, type and fillers.
    pub id: ClaimId,
    /// The document that makes it.
    pub document: DocumentId,
    /// ACLED type, or Statement or State.
    pub event_type: EventType,
    /// ACLED sub-type; `None` for Statement and State.
    pub sub_type: Option<SubType>,
    /// PLOVER mapping, where there is one.
    pub plover: Option<PloverCode>,
    /// What made it.
    pub trigger: Trigger,
    /// Who acts.
    pub actors: Vec<Filler>,
    /// Who or what is acted on.
    pub targets: Vec<Filler>,
    /// Weapons or means, in the text's words.
    pub instruments: Vec<Filler>,
    /// Where.
    pub place: Option<PlaceKey>,
    /// The words that say where.
    pub place_text: Option<String>,
    /// How the place was reached: "locative of the verb", "target", "sentence", "dateline", "story".
    pub place_how: Option<String>,
    /// When.
    pub time: Option<ClaimTime>,
    /// How many.
    pub quantities: Vec<Quantity>,
    /// How far it is said to be so.
    pub modality: Modality,
    /// Said not to have happened.
    pub negated: bool,
    /// Told as earlier history.
    pub background: bool,
    /// What it does to the control of its place or target.
    pub effect: Option<ControlEffect>,
    /// From the outlet's informant to the origin; empty where the outlet speaks itself.
    pub attribution: Vec<AttributionLink>,
    /// The words it was read from.
    pub evidence: Evidence,
}

impl Claim {
    /// The claim that says most of who and whom; of equals the first by its id.
    pub fn fullest<'a>(claims: impl Iterator<Item = &'a Self>) -> Option<&'a Self> {
        let says = |claim: &Self| usize::from(!claim.actors.is_empty()) + usize::from(!claim.targets.is_empty());
        claims.max_by(|one, other| says(one).cmp(&says(other)).then_with(|| other.id.cmp(&one.id)))
    }

    /// Who, what and whom in the report's own words and order: "authorities … investigating … the bombing".
    #[must_use]
    pub fn in_own_words(&self) -> String {
        let fillers = self.actors.iter().chain(&self.targets).map(|filler| (filler.span, filler.text.as_str()));
        let mut parts: Vec<(Span, &str)> = fillers.chain([(self.trigger.span, self.trigger.text.as_str())]).collect();
        parts.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
        let mut words = String::new();
        let mut end = None;
        for (span, text) in parts {
            match end {
                Some(end) if span.start < end => continue,
                Some(end) => words.push_str(if span.start - end <= 1 { " " } else { " … " }),
                None => {}
            }
            words.push_str(text);
            end = Some(span.end);
        }
        words
    }
}
