//! Who published a document, when, where from, and what kind of writing it is.

pub(crate) mod agency;
pub(crate) mod byline;
pub(crate) mod date;
pub(crate) mod dateline;
pub(crate) mod front_matter;
pub(crate) mod genre;
pub(crate) mod outlet;
pub(crate) mod published;
