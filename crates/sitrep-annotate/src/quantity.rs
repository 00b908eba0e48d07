//! Quantities.
use sitrep_resources::Resources;
use sitrep_types::{Quantity, TimeExpression};
use crate::tree::Tree;

/// All quantities.
#[must_use]
pub fn quantities(_tree: &Tree<'_>, _times: &[TimeExpression], _resources: &Resources) -> Vec<Quantity> {
    Vec::new()
}
