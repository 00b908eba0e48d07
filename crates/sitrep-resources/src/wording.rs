//! Tables that say what ordinary words mean to the reading of events: `nouns.toml` (what sort of thing a noun names),
//! `modality.toml` (how far an event is told as having happened), `domains.toml` (documents that only borrow the words
//! of war).

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::{ResourceError, parse};

/// What sort of thing a noun names.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NounKinds {
    /// Places that can be held.
    pub place: Vec<String>,
    /// Buildings and sites.
    pub facility: Vec<String>,
    /// Armed people of a state.
    pub state: Vec<String>,
    /// Other armed people.
    pub nonstate: Vec<String>,
    /// Unarmed people.
    pub civilian: Vec<String>,
    /// People who demonstrate or riot, and their gatherings.
    pub crowd: Vec<String>,
    /// Governments and bodies.
    pub body: Vec<String>,
    /// Weapons.
    pub weapon: Vec<String>,
    /// Vehicles.
    pub vehicle: Vec<String>,
    /// Nouns that only measure another.
    pub kinship: Measures,
    /// Wars and conflicts.
    pub struggles: Struggles,
    /// What kills without anybody's doing.
    pub hazards: Hazards,
}

/// Nouns that only measure a noun after "of".
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measures {
    /// "dozens of shops", "a group of men".
    pub measures: Vec<String>,
}

/// What people die of that nobody does by himself.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Struggles {
    /// "war", "insurgency".
    pub nouns: Vec<String>,
}

/// What kills, hurts or drives out people without anybody's doing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hazards {
    /// "earthquake", "flood".
    pub nouns: Vec<String>,
    /// "capsize", "overturn".
    pub verbs: Vec<String>,
}

/// Cues of one modality.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct ModalityCues {
    /// Words above the event's verb or noun.
    pub governors: Vec<String>,
    /// Words beside it.
    pub modifiers: Vec<String>,
    /// Conjunctions.
    pub marks: Vec<String>,
    /// Phrases of a sentence beside it.
    pub sentences: Vec<String>,
    /// Plain words.
    pub words: Vec<String>,
}

/// Cues of every modality.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the names are the record's own modalities")]
pub struct ModalityTable {
    pub attempted: ModalityCues,
    pub planned: ModalityCues,
    pub ordered: ModalityCues,
    pub forecast: ModalityCues,
    pub hypothetical: ModalityCues,
    pub unconfirmed: ModalityCues,
    pub denied: ModalityCues,
    pub negation: ModalityCues,
    /// Whoever avenges, mourns or condemns a death takes it to have happened.
    pub presupposed: ModalityCues,
    /// Whoever used a means to an end reached it: "used sledgehammers to smash statues".
    pub reached: ModalityCues,
}

/// Words of one domain.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct DomainWords {
    /// Words and phrases, lower case.
    pub words: Vec<String>,
    /// Words that count half.
    pub light: Vec<String>,
}

/// Domains by name; `anchors` are the words of conflict.
pub type DomainTable = BTreeMap<String, DomainWords>;

/// The shipped table of nouns.
///
/// # Errors
/// Where the file is malformed.
pub fn shipped_nouns() -> Result<NounKinds, ResourceError> {
    parse("resources/nouns.toml", include_str!("../../../resources/nouns.toml"))
}

/// The shipped table of modality cues.
///
/// # Errors
/// Where the file is malformed.
pub fn shipped_modality() -> Result<ModalityTable, ResourceError> {
    parse("resources/modality.toml", include_str!("../../../resources/modality.toml"))
}

/// The shipped table of domains.
///
/// # Errors
/// Where the file is malformed or has no anchors.
pub fn shipped_domains() -> Result<DomainTable, ResourceError> {
    let table: DomainTable = parse("resources/domains.toml", include_str!("../../../resources/domains.toml"))?;
    if table.contains_key("anchors") {
        Ok(table)
    } else {
        Err(ResourceError {
            file: "resources/domains.toml".into(),
            problem: "has no [anchors]: list the words that anchor a document in conflict".to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_load() {
        assert!(shipped_nouns().unwrap().place.contains(&"town".to_owned()));
        assert!(shipped_modality().unwrap().hypothetical.marks.contains(&"if".to_owned()));
        assert!(shipped_domains().unwrap().len() > 5);
    }
}
