//! Coreference.
use sitrep_gazetteer::Gazetteer;
use sitrep_resources::Resources;
use sitrep_types::{Chain, Mention};
use crate::tree::Tree;

/// All chains.
#[must_use]
pub fn chains(_tree: &Tree<'_>, _mentions: &mut [Mention], _resources: &Resources, _gazetteer: &Gazetteer) -> Vec<Chain> {
    Vec::new()
}
