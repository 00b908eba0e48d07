//! Lines of a report to typed blocks: what is title, text, caption, credit, and what belongs to the page.

pub(crate) mod block;
pub(crate) mod line;
pub(crate) mod repair;
pub(crate) mod rules;
pub(crate) mod sentence;
pub(crate) mod split;
