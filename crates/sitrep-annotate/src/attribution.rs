//! Attribution.
use sitrep_resources::Resources;
use sitrep_types::{Attribution, Chain, Document, Mention};
use crate::reader::AttributionReading;
use crate::tree::Tree;

/// All attributions.
#[must_use]
pub fn attributions(
    _tree: &Tree<'_>, _document: &Document, _readings: &[AttributionReading], _mentions: &[Mention], _chains: &[Chain], _resources: &Resources,
) -> Vec<Attribution> {
    Vec::new()
}
