//! Mentions.
use sitrep_gazetteer::Gazetteer;
use sitrep_resources::Resources;
use sitrep_types::Mention;
use crate::reader::EntityTag;
use crate::tree::Tree;

/// All mentions.
#[must_use]
pub fn mentions(_tree: &Tree<'_>, _tags: &[Option<EntityTag>], _resources: &Resources, _gazetteer: &Gazetteer) -> Vec<Mention> {
    Vec::new()
}
