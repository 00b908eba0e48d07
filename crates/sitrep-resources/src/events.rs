//! The event lexicon, `resources/events/*.toml`: words that tell of an event, the type they tell of, and how the
//! parties to it surface around them.

use std::collections::BTreeMap;

use serde::Deserialize;
use sitrep_types::{ControlEffect, EventType, QuantityKind, SubType};

use crate::ResourceError;

/// The files, in the order in which their entries are tried.
const FILES: &[(&str, &str)] = &[
    ("resources/events/battles.toml", include_str!("../../../resources/events/battles.toml")),
    ("resources/events/explosions.toml", include_str!("../../../resources/events/explosions.toml")),
    ("resources/events/civilians.toml", include_str!("../../../resources/events/civilians.toml")),
    ("resources/events/demonstrations.toml", include_str!("../../../resources/events/demonstrations.toml")),
    ("resources/events/strategic.toml", include_str!("../../../resources/events/strategic.toml")),
    ("resources/events/casualties.toml", include_str!("../../../resources/events/casualties.toml")),
    ("resources/events/states.toml", include_str!("../../../resources/events/states.toml")),
    ("resources/events/statements.toml", include_str!("../../../resources/events/statements.toml")),
    ("resources/events/diplomacy.toml", include_str!("../../../resources/events/diplomacy.toml")),
    ("resources/events/carriers.toml", include_str!("../../../resources/events/carriers.toml")),
];

/// How a party to the event is named by the place its words have in the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Who acts.
    Actor,
    /// Who or what is acted on.
    Target,
    /// From whom something is taken: a target named after the thing itself.
    Loser,
    /// Weapon or means.
    Instrument,
    /// Where it happens.
    Place,
    /// No party.
    None,
}

/// What sort of thing a filler must be for an entry to fire.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FillerKind {
    /// A named or described place that can be held.
    Place,
    /// A building or site.
    Facility,
    /// Armed people.
    Force,
    /// Armed people of a state; they are a force too.
    StateForce,
    /// Other armed people; they are a force too.
    NonState,
    /// Unarmed people.
    Civilian,
    /// People who demonstrate or riot.
    Crowd,
    /// Anybody else who is a person.
    Person,
    /// A government, organisation or body.
    Body,
    /// A weapon or munition.
    Weapon,
    /// A vehicle, vessel or aircraft.
    Vehicle,
    /// An event word.
    Event,
    /// A pronoun or number that resolves to nothing known.
    Unresolved,
    /// Anything else.
    Thing,
}

/// How an entry is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EntryClass {
    /// An event by itself.
    #[default]
    Event,
    /// People hurt, killed, taken: part of another event where one is told beside it, else an event of its own whose
    /// type follows from the story.
    Casualty,
    /// An act of speech that is news by itself.
    Statement,
    /// A standing condition.
    State,
}

/// One entry: words with one meaning and one frame.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventEntry {
    /// Its name, unique over all files.
    pub id: String,
    /// ACLED type, or Statement or State.
    #[serde(rename = "type")]
    pub event_type: EventType,
    /// ACLED sub-type; for `by_weapon` and `territory` entries the one to use where nothing decides.
    #[serde(default)]
    pub sub_type: Option<SubType>,
    /// How it is used.
    #[serde(default)]
    pub class: EntryClass,
    /// The sub-type follows from who takes the territory.
    #[serde(default)]
    pub territory: bool,
    /// The sub-type follows from the weapon named.
    #[serde(default)]
    pub by_weapon: bool,
    /// What it counts, for casualty entries.
    #[serde(default)]
    pub counts: Option<QuantityKind>,
    /// Effect on the control of the target.
    #[serde(default)]
    pub effect: Option<ControlEffect>,
    /// PLOVER event and mode: "ASSAULT aerial".
    #[serde(default)]
    pub plover: Option<String>,
    /// Verb patterns.
    #[serde(default)]
    pub verbs: Vec<String>,
    /// Noun patterns.
    #[serde(default)]
    pub nouns: Vec<String>,
    /// Adjective and participle patterns: their noun is the target.
    #[serde(default)]
    pub adjectives: Vec<String>,
    /// Roles around a verb: `subject`, `object`, or a preposition.
    #[serde(default)]
    pub verb_roles: BTreeMap<String, Role>,
    /// Roles around a noun: `possessive`, `compound`, or a preposition.
    #[serde(default)]
    pub noun_roles: BTreeMap<String, Role>,
    /// The object (or the target however it is reached) must be one of these.
    #[serde(default)]
    pub object_is: Vec<FillerKind>,
    /// The subject must be one of these.
    #[serde(default)]
    pub subject_is: Vec<FillerKind>,
    /// The object's head must be one of these words.
    #[serde(default)]
    pub object_words: Vec<String>,
    /// The object's head must not be one of these words.
    #[serde(default)]
    pub not_object_words: Vec<String>,
    /// The noun is no event as the object of these verbs: "violated the ceasefire".
    #[serde(default)]
    pub not_object_of: Vec<String>,
    /// The subject's head must be one of these words.
    #[serde(default)]
    pub subject_words: Vec<String>,
    /// Subjects that never take part: an aid convoy that enters a town fights nobody.
    #[serde(default)]
    pub not_subject_words: Vec<String>,
    /// Words that must not stand beside the trigger.
    #[serde(default)]
    pub not_with: Vec<String>,
    /// Whatever this befalls lives: a counted noun that no table knows is taken for people.
    #[serde(default)]
    pub animate: bool,
    /// The verb must stand in the passive.
    #[serde(default)]
    pub passive_only: bool,
    /// The verb must stand in the active.
    #[serde(default)]
    pub active_only: bool,
    /// The subject must be more than one: a man who leaves his house is not displaced.
    #[serde(default)]
    pub many: bool,
    /// Fires only where a force, a place or a civilian takes part.
    #[serde(default)]
    pub weak: bool,
    /// A casualty whose type is always its own: a massacre is no armed clash, whatever is told around it.
    #[serde(default)]
    pub closed: bool,
    /// An attack that is violence against civilians, not a clash, where only civilians suffer by it.
    #[serde(default)]
    pub one_sided: bool,
    /// The words by themselves say that it failed or was only tried.
    #[serde(default)]
    pub attempted: bool,
    /// Sentences that must fire, and what they must yield is this entry.
    #[serde(default)]
    pub examples: Vec<String>,
    /// Sentences in which it must not fire.
    #[serde(default)]
    pub counterexamples: Vec<String>,
}

/// Words for weapons and the sub-type that their use has.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WeaponEntry {
    /// Head words, singular.
    pub words: Vec<String>,
    /// The sub-type.
    pub sub_type: SubType,
}

/// Verbs that lend their subject or object to the event noun they carry.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Carriers {
    /// "carried out an attack": the subject acts.
    #[serde(default)]
    pub actor: Vec<String>,
    /// "ended the siege": the subject puts an end to a state and did not keep it up.
    #[serde(default)]
    pub ends: Vec<String>,
    /// "came under fire", "suffered an attack": the subject is acted on.
    #[serde(default)]
    pub target: Vec<String>,
    /// "an explosion tore through the market": the object or oblique is acted on.
    #[serde(default)]
    pub hits: Vec<String>,
    /// "repelled an attack": the subject is acted on and the event failed.
    #[serde(default)]
    pub repels: Vec<String>,
    /// "came into force": an idiom whose nouns take no part.
    #[serde(default)]
    pub idle: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct EventFile {
    #[serde(default)]
    event: Vec<EventEntry>,
    #[serde(default)]
    weapon: Vec<WeaponEntry>,
    #[serde(default)]
    carriers: Option<Carriers>,
}

/// The whole lexicon.
#[derive(Debug, Clone, Default)]
pub struct EventLexicon {
    /// Entries, in order of the files.
    pub entries: Vec<EventEntry>,
    /// Weapons.
    pub weapons: Vec<WeaponEntry>,
    /// Carrier verbs.
    pub carriers: Carriers,
}

impl EventLexicon {
    /// The verb phrases of all entries.
    pub(crate) fn verbs(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().flat_map(|entry| entry.verbs.iter().map(String::as_str))
    }

    /// The lexicon that ships with the program.
    ///
    /// # Errors
    /// Where a file is malformed, an entry has no words, or two have one name.
    pub fn shipped() -> Result<Self, ResourceError> {
        Self::read(FILES)
    }

    /// The lexicon of these files, each a name and its text, in this order.
    ///
    /// # Errors
    /// As for [`shipped`](Self::shipped).
    pub fn read(files: &[(&str, &str)]) -> Result<Self, ResourceError> {
        let mut lexicon = Self::default();
        for (file, text) in files {
            let error = |problem: String| ResourceError { file: (*file).into(), problem };
            let parsed: EventFile = crate::parse(file, text)?;
            for entry in parsed.event {
                if entry.verbs.is_empty() && entry.nouns.is_empty() && entry.adjectives.is_empty() {
                    return Err(error(format!("entry {} has no words: add verbs, nouns or adjectives", entry.id)));
                }
                if lexicon.entries.iter().any(|other| other.id == entry.id) {
                    return Err(error(format!("entry {} stands twice: rename one of them", entry.id)));
                }
                lexicon.entries.push(entry);
            }
            lexicon.weapons.extend(parsed.weapon);
            if let Some(carriers) = parsed.carriers {
                lexicon.carriers = carriers;
            }
        }
        Ok(lexicon)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_lexicon_loads_and_covers_every_sub_type() {
        let lexicon = EventLexicon::shipped().unwrap();
        for sub_type in SubType::ALL {
            // The two territory sub-types are decided by the actor, and weapons decide theirs.
            let covered = lexicon.entries.iter().any(|entry| entry.sub_type == Some(*sub_type) || entry.territory)
                || lexicon.weapons.iter().any(|weapon| weapon.sub_type == *sub_type);
            assert!(covered, "no entry for {sub_type}");
        }
    }

    #[test]
    fn every_file_of_the_folder_is_read() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../resources/events");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| format!("resources/events/{}", entry.unwrap().file_name().to_string_lossy()))
            .collect();
        names.sort();
        let mut listed: Vec<String> = FILES.iter().map(|(name, _)| (*name).to_owned()).collect();
        listed.sort();
        assert_eq!(names, listed);
    }
}
