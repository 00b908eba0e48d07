//! What a reader sees of a record, in a reader's words: read-only structs that the terminal, the report, the briefing and
//! the web pages share. Nothing here decides anything; it finds names, words dates and puts things in order.

mod contradiction;
mod control;
mod cut;
mod document;
mod event;
mod filter;
mod headline;
mod order;
mod page;
mod quote;
mod select;
pub mod words;

pub use contradiction::{ContradictionView, SideView, contradictions, view as contradiction};
pub use control::{ControlView, control, control_where};
pub use cut::{Piece, READINGS, Run, runs};
pub use document::{DocumentView, documents};
pub use document::{name as document_name, web_address};
pub use event::{EventRow, MapPoint, estimates, events, number_words, place_words, row, sort_by_date};
pub use filter::{Filter, FilterError};
pub use headline::headline;
pub use order::{Part, importance, part};
pub use page::{EventPage, NumberView, OriginView, RelatedView, event, page};
pub use quote::{ChainLink, Quote, quotes};
pub use select::select;
