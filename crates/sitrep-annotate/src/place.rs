//! Places: recognition of their names, resolution among their namesakes, and local places that no gazetteer holds.
//!
//! [`recognise`] finds the names, [`vouch`] asks the words around those that only the gazetteer knows, [`context`] reads what the words around them say, [`ranker`] chooses among the
//! gazetteer's candidates, [`metonym`] tells governments from locations, [`setting`] knows where a stretch of text
//! plays, [`local`] finds the museums, districts and roads, and [`precision`] codes how exactly a place is known.

mod annotate;
mod choose;
pub mod context;
pub mod local;
mod mend;
pub mod metonym;
pub mod precision;
pub mod ranker;
pub mod recognise;
pub mod setting;
mod vouch;

pub use annotate::{NamedPlace, all_toponyms, annotate, resolve_spans};
