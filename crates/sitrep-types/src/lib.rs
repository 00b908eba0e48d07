//! The nouns every stage shares: plain data with public fields, no input or output, no algorithms.
//!
//! The modules follow the way of the data: a [`Document`] is annotated into an [`AnnotatedDocument`], from which
//! [`Claim`]s are extracted; the [`Reading`]s of all documents are reconciled into one [`Record`].

mod annotation;
mod claim;
mod code;
mod decision;
mod diagnostic;
mod document;
mod id;
mod place;
mod reading;
mod record;
mod span;
mod time;

pub use annotation::{
    ActorMention, AnnotatedDocument, Attribution, Chain, EventMention, Mention, MentionKind, Sentence, Thousandths,
    Token, Upos,
};
pub use claim::{
    ActorKind, AttributionLink, Claim, ClaimTime, ControlEffect, Evidence, Filler, LinkKind, Modality, Quantity,
    QuantityKind, Scope, Trigger,
};
pub use code::{EventType, PloverCode, SubType};
pub use decision::{
    ActorRef, Anchor, ClaimRef, DecidedField, Decision, DecisionEntry, DecisionId, EventRef, FieldValue, Figures,
    Judgement, LONGEST_TEXT, Standing, Subject, TargetRef, Verdict,
};
pub use diagnostic::Diagnostic;
pub use document::{
    Block, BlockKind, Document, Genre, How, InputName, LeftOut, OutletName, Published, SourceMap, SourceSegment,
};
pub use id::{ActorId, ClaimId, ContradictionId, DocumentId, EventId, PlaceKey, stable_id};
pub use place::{Place, PlaceKind, PlaceMention};
pub use reading::{Layer, Mark, Reading};
pub use record::{
    Actor, Contradiction, ContradictionKind, ContradictionReading, Control, DocumentEntry, Estimate, Event,
    EventStatus, NotMerged, Origin, Participant, Record, RecordPlace, Side,
};
pub use span::Span;
pub use time::{DateInterval, Direction, Precision, TimeExpression, TimeMeaning, TimeRelation, TimexType};
