//! Loads and checks the tables of `resources/`: actors, cues, lexicons, outlets.
//!
//! A table is a TOML file that a person of the field can extend. It is compiled in, and a user's folder of the same
//! layout is laid over it (`--resources DIR`): its entries are added, and win where the names are equal.
//! One module a table; each row that has `examples` and `counterexamples` is tested against them by the stage that
//! reads it.

mod abbreviations;
mod actors;
mod agencies;
mod cues;
mod events;
mod facilities;
mod furniture;
mod lemmas;
mod loaded_words;
mod names;
mod operations;
mod outlets;
mod owners;
mod peoples;
mod quantities;
mod sides;
mod table;
mod titles;
mod wording;

use std::path::PathBuf;

use serde::de::DeserializeOwned;

pub use abbreviations::{AbbreviationClass, Abbreviations};
pub use actors::{ActorClass, ActorEntry, Actors};
pub use agencies::{Agencies, Agency, AgencyKind};
pub use cues::{Cue, CueTakes, Cues};
pub use events::{Carriers, EntryClass, EventEntry, EventLexicon, FillerKind, Role, WeaponEntry};
pub use facilities::{Facilities, FacilityHead, FacilityModifier, FacilityNames, FacilityWords};
pub use furniture::{Furniture, FurnitureKind, FurnitureRule, FurnitureScope};
pub use lemmas::Lemmas;
pub use loaded_words::{LoadedClass, LoadedWords};
pub use names::{Join, LetterCost, NameScheme, Position, Rewrite, Tail};
pub use operations::Operations;
pub use outlets::{Outlet, Outlets};
pub use owners::{Owner, OwnerKind, Owners};
pub use peoples::{PeopleKind, Peoples};
pub use quantities::{CountedWords, NumberBound, Quantities, VagueNumber};
pub use sides::{Counted, Sides};
pub use titles::Titles;
pub use wording::{DomainTable, DomainWords, Measures, ModalityCues, ModalityTable, NounKinds};

/// Every table, loaded and checked.
#[derive(Debug, Clone, Default)]
pub struct Resources {
    /// Abbreviations whose full stop is no end of a sentence.
    pub abbreviations: Abbreviations,
    /// News agencies.
    pub agencies: Agencies,
    /// What stands on a page beside the report.
    pub furniture: Furniture,
    /// Outlets by address and name.
    pub outlets: Outlets,
    /// Who stands behind several of them.
    pub owners: Owners,
    /// Words for buildings and sites.
    pub facilities: Facilities,
    /// Words that take a side.
    pub loaded_words: LoadedWords,
    /// How names are romanised, one scheme an origin.
    pub names: Vec<NameScheme>,
    /// Peoples, faith communities, tribes.
    pub peoples: Peoples,
    /// Words for operations that go on.
    pub operations: Operations,
    /// Words that tell of an event.
    pub events: EventLexicon,
    /// What sort of thing a noun names.
    pub nouns: NounKinds,
    /// How far an event is told as having happened.
    pub modality: ModalityTable,
    /// Documents that only borrow the words of war.
    pub domains: DomainTable,
    /// Words for armed people and their victims.
    pub sides: Sides,
    /// Dictionary forms of irregular words.
    pub lemmas: Lemmas,
    /// Armed groups, forces, bodies, and words for others.
    pub actors: Actors,
    /// Words by which somebody is said to say something.
    pub cues: Cues,
    /// Ranks, titles, offices.
    pub titles: Titles,
    /// How numbers are said.
    pub quantities: Quantities,
}

/// A table that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct ResourceError {
    /// The file.
    pub file: PathBuf,
    /// What is wrong, with the line or entry, and what to do.
    pub problem: String,
}

impl Resources {
    /// The tables that ship with the program.
    ///
    /// # Errors
    /// Where a shipped table is malformed (which a test rules out).
    pub fn shipped() -> Result<Self, ResourceError> {
        let events = EventLexicon::shipped()?;
        let cues = Cues::shipped()?;
        let mut lemmas = Lemmas::shipped()?;
        lemmas.learn(events.verbs().chain(cues.verb_lemmas()));
        Ok(Self {
            abbreviations: Abbreviations::shipped()?,
            agencies: Agencies::shipped()?,
            furniture: Furniture::shipped()?,
            outlets: Outlets::shipped()?,
            owners: Owners::shipped()?,
            facilities: Facilities::shipped()?,
            loaded_words: LoadedWords::shipped()?,
            names: NameScheme::shipped()?,
            peoples: Peoples::shipped()?,
            operations: Operations::shipped()?,
            events,
            nouns: wording::shipped_nouns()?,
            modality: wording::shipped_modality()?,
            domains: wording::shipped_domains()?,
            sides: Sides::shipped()?,
            lemmas,
            actors: Actors::shipped()?,
            cues,
            titles: Titles::shipped()?,
            quantities: Quantities::shipped()?,
        })
    }
}

/// Reads a table; `toml` names the line and column of what it cannot read.
pub(crate) fn parse<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, ResourceError> {
    toml::from_str(text).map_err(|error| ResourceError { file: PathBuf::from(file), problem: error.to_string() })
}

#[cfg(test)]
mod tests {
    use super::Resources;

    #[test]
    fn shipped_tables_are_well_formed() {
        if let Err(error) = Resources::shipped() {
            panic!("{error}");
        }
    }
}
