//! `resources/actors`: armed groups, forces, governments and bodies with their other names, and the words by which
//! actors are described where they are not named.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use sitrep_types::ActorKind;

use crate::{ResourceError, parse};

const FILES: &[(&str, &str)] = &[
    ("resources/actors/armed_groups.toml", include_str!("../../../resources/actors/armed_groups.toml")),
    ("resources/actors/state_forces.toml", include_str!("../../../resources/actors/state_forces.toml")),
    ("resources/actors/bodies.toml", include_str!("../../../resources/actors/bodies.toml")),
];

const DESCRIPTIONS: &str = "resources/actors/descriptions.toml";

/// An actor that the table lists.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorEntry {
    /// Stable identifier.
    pub id: String,
    /// The name the record uses.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// What kind of actor.
    pub kind: ActorKind,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// PLOVER sector.
    pub sector: Option<String>,
}

/// What a common noun or a word beside it tells of an actor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActorClass {
    /// What kind of actor.
    pub kind: ActorKind,
    /// PLOVER sector.
    pub sector: Option<String>,
}

/// The listed actors and the words that describe others.
#[derive(Debug, Clone, Default)]
pub struct Actors {
    entries: Vec<ActorEntry>,
    by_exact_name: FxHashMap<String, usize>,
    by_lower_name: FxHashMap<String, usize>,
    nouns: FxHashMap<String, ActorClass>,
    weak_nouns: FxHashMap<String, ActorClass>,
    modifiers: FxHashMap<String, ActorClass>,
    longest_name_words: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    kind: ActorKind,
    sector: String,
    actors: Vec<Row>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    id: String,
    name: String,
    aliases: Vec<String>,
    kind: Option<ActorKind>,
    country: Option<String>,
    sector: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Descriptions {
    class: Vec<NounClass>,
    weak: NounClass,
    modifier: Vec<WordClass>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NounClass {
    kind: ActorKind,
    sector: String,
    nouns: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WordClass {
    kind: ActorKind,
    sector: String,
    words: Vec<String>,
}

impl Actors {
    pub(crate) fn shipped() -> Result<Self, ResourceError> {
        let mut table = Self::default();
        for (file, text) in FILES {
            let parsed: File = parse(file, text)?;
            for row in parsed.actors {
                table.add(file, row, parsed.kind, &parsed.sector)?;
            }
        }
        let descriptions: Descriptions =
            parse(DESCRIPTIONS, include_str!("../../../resources/actors/descriptions.toml"))?;
        for class in descriptions.class {
            let value = ActorClass { kind: class.kind, sector: some(class.sector) };
            table.nouns.extend(class.nouns.into_iter().map(|noun| (noun, value.clone())));
        }
        let weak = ActorClass { kind: descriptions.weak.kind, sector: some(descriptions.weak.sector) };
        table.weak_nouns.extend(descriptions.weak.nouns.into_iter().map(|noun| (noun, weak.clone())));
        for class in descriptions.modifier {
            let value = ActorClass { kind: class.kind, sector: some(class.sector) };
            table.modifiers.extend(class.words.into_iter().map(|word| (word, value.clone())));
        }
        Ok(table)
    }

    fn add(&mut self, file: &str, row: Row, kind: ActorKind, sector: &str) -> Result<(), ResourceError> {
        let index = self.entries.len();
        for name in std::iter::once(&row.name).chain(&row.aliases) {
            let name = normalise(name);
            self.longest_name_words = self.longest_name_words.max(name.split(' ').count());
            if let Some(other) = self.by_exact_name.insert(name.clone(), index)
                && other != index
            {
                let problem =
                    format!("\"{name}\" names both {} and {}; take it out of one", self.entries[other].id, row.id);
                return Err(ResourceError { file: file.into(), problem });
            }
            if !is_acronym(&name) {
                self.by_lower_name.entry(name.to_lowercase()).or_insert(index);
            }
        }
        self.entries.push(ActorEntry {
            id: row.id,
            name: row.name,
            aliases: row.aliases,
            kind: row.kind.unwrap_or(kind),
            country: row.country,
            sector: row.sector.or_else(|| some(sector.to_owned())),
        });
        Ok(())
    }

    /// The actor of a name, blanks and apostrophes evened out; acronyms are taken as written, others in any case.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&ActorEntry> {
        let name = normalise(name);
        let index = self.by_exact_name.get(&name).or_else(|| self.by_lower_name.get(&name.to_lowercase()))?;
        self.entries.get(*index)
    }

    /// The same in a text without capitals, where an acronym is written small too. Many are words: whoever asks must
    /// know that a name is meant.
    #[must_use]
    pub fn named_without_capitals(&self, name: &str) -> Option<&ActorEntry> {
        self.named(name).or_else(|| self.named(&name.to_uppercase()))
    }

    /// The actor of an identifier.
    #[must_use]
    pub fn by_id(&self, id: &str) -> Option<&ActorEntry> {
        self.entries.iter().find(|entry| entry.id == id)
    }

    /// Every listed actor.
    #[must_use]
    pub fn entries(&self) -> &[ActorEntry] {
        &self.entries
    }

    /// How many words the longest name has.
    #[must_use]
    pub const fn longest_name_words(&self) -> usize {
        self.longest_name_words
    }

    /// What a common noun, in dictionary form, says of an actor.
    #[must_use]
    pub fn noun(&self, lemma: &str) -> Option<&ActorClass> {
        self.nouns.get(lemma)
    }

    /// What a noun says that describes an actor only with another word ("group", "force").
    #[must_use]
    pub fn weak_noun(&self, lemma: &str) -> Option<&ActorClass> {
        self.weak_nouns.get(lemma)
    }

    /// What a word beside the noun says ("rebel" forces).
    #[must_use]
    pub fn modifier(&self, word: &str) -> Option<&ActorClass> {
        self.modifiers.get(&word.to_lowercase())
    }
}

/// Evens out blanks, apostrophes and the leading article.
fn normalise(name: &str) -> String {
    let evened = name.replace(['’', '‘', 'ʼ', '`'], "'");
    let words: Vec<&str> = evened.split_whitespace().collect();
    let words = match words.split_first() {
        Some((first, rest)) if !rest.is_empty() && first.eq_ignore_ascii_case("the") => rest,
        _ => &words[..],
    };
    words.join(" ")
}

/// Whether a name must be written in capitals: "IS", "M23", "3R".
fn is_acronym(name: &str) -> bool {
    !name.contains(' ') && !name.chars().any(char::is_lowercase)
}

fn some(text: String) -> Option<String> {
    (!text.is_empty()).then_some(text)
}
