//! Nouns of places that no gazetteer holds ("museum", "district", "road"): `resources/gazetteer/local.toml`.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use sitrep_types::PlaceKind;

use crate::error::GazetteerError;

/// What sort of local place a noun names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum LocalKind {
    /// A building or site.
    Facility,
    /// A part of a town.
    District,
    /// A road, street, crossing.
    Road,
    /// Water.
    Water,
    /// A village, a camp: a place that people live in.
    Settlement,
    /// A mountain, forest, field.
    Nature,
    /// A division: province, state.
    Division,
}

impl LocalKind {
    /// The kind of place that the record speaks of.
    #[must_use]
    pub const fn kind(self) -> PlaceKind {
        match self {
            Self::Facility => PlaceKind::Facility,
            Self::District => PlaceKind::District,
            Self::Road => PlaceKind::Road,
            Self::Water => PlaceKind::Water,
            Self::Settlement => PlaceKind::City,
            Self::Nature => PlaceKind::Other,
            Self::Division => PlaceKind::Region,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    facility: Vec<String>,
    district: Vec<String>,
    road: Vec<String>,
    water: Vec<String>,
    settlement: Vec<String>,
    nature: Vec<String>,
    division: Vec<String>,
    generic_modifiers: Vec<String>,
    figures_of_speech: Vec<String>,
    same: FxHashMap<String, String>,
}

/// The table of nouns.
pub struct LocalNouns {
    nouns: FxHashMap<String, LocalKind>,
    generic: FxHashSet<String>,
    figures: FxHashSet<String>,
    same: FxHashMap<String, String>,
}

impl LocalNouns {
    /// The table that the program carries.
    ///
    /// # Errors
    /// Where the table is damaged.
    pub fn shipped() -> Result<Self, GazetteerError> {
        Self::read(include_str!("../../../resources/gazetteer/local.toml"))
    }

    /// Reads a table.
    ///
    /// # Errors
    /// Where it is not one.
    pub fn read(text: &str) -> Result<Self, GazetteerError> {
        let file: File = toml::from_str(text)
            .map_err(|error| GazetteerError::Table { file: "local.toml".into(), problem: error.to_string() })?;
        let mut nouns = FxHashMap::default();
        for (kind, words) in [
            (LocalKind::Facility, file.facility),
            (LocalKind::District, file.district),
            (LocalKind::Road, file.road),
            (LocalKind::Water, file.water),
            (LocalKind::Settlement, file.settlement),
            (LocalKind::Nature, file.nature),
            (LocalKind::Division, file.division),
        ] {
            for word in words {
                nouns.entry(word).or_insert(kind);
            }
        }
        Ok(Self {
            nouns,
            generic: file.generic_modifiers.into_iter().collect(),
            figures: file.figures_of_speech.into_iter().collect(),
            same: file.same,
        })
    }

    /// The sort of local place that a noun (lemma, lower case; or a compound of two words) names.
    #[must_use]
    pub fn kind(&self, noun: &str) -> Option<LocalKind> {
        self.nouns.get(noun).copied()
    }

    /// Whether an adjective tells no two places apart ("main", "famed", "provincial").
    #[must_use]
    pub fn is_generic(&self, modifier: &str) -> bool {
        self.generic.contains(modifier)
    }

    /// Whether a modifier and a noun together name no place ("black market").
    #[must_use]
    pub fn is_figure_of_speech(&self, words: &str) -> bool {
        self.figures.contains(words)
    }

    /// The word that stands for this one in a place's normalised name ("center" for "centre").
    #[must_use]
    pub fn canonical<'a>(&'a self, word: &'a str) -> &'a str {
        self.same.get(word).map_or(word, String::as_str)
    }
}
