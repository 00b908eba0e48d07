//! Coreference within the document: names and their other forms, definite descriptions, pronouns.
//!
//! One pass from left to right. A name joins the chain of the same name, alias, acronym or surname; a definite
//! description one with the same head, or the latest actor that it can describe; a pronoun the most salient chain
//! that agrees with it. Rules, no model: each link can be explained.

mod description;
mod features;
mod link;
mod name;
mod pronoun;
mod prune;

use sitrep_gazetteer::Gazetteer;
use sitrep_resources::Resources;
use sitrep_types::{Chain, Mention};

use self::features::Features;
use self::link::Linker;
use self::prune::prune;
use crate::actor::ActorReader;
use crate::tree::Tree;

/// Chains a document's mentions, drops the mentions that turn out to refer to nobody and nothing again, and reads
/// the actor of each chain.
#[must_use]
pub fn chains(
    tree: &Tree<'_>,
    mentions: &mut Vec<Mention>,
    resources: &Resources,
    gazetteer: &Gazetteer,
) -> Vec<Chain> {
    let links = {
        let reader = ActorReader { tree, mentions, resources, gazetteer };
        let features: Vec<Features> = (0..mentions.len()).map(|index| Features::read(&reader, index)).collect();
        let mut linker = Linker { tree, mentions, features: &features, entities: Vec::new() };
        linker.link();
        linker.entities
    };
    prune(tree, mentions, links, resources, gazetteer)
}
