//! `resources/titles.toml`: ranks, titles and offices.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;

use crate::{ResourceError, parse};

const FILE: &str = "resources/titles.toml";

/// The table.
#[derive(Debug, Clone, Default)]
pub struct Titles {
    /// Written form (words in lower case, without stops or hyphens) to full rank.
    pub ranks: FxHashMap<String, String>,
    /// Most words that a written rank has.
    pub longest_rank_words: usize,
    /// "Mr", in lower case.
    pub address: FxHashSet<String>,
    /// "Dr", in lower case.
    pub titles: FxHashSet<String>,
    /// Head noun of an office to the PLOVER sector of its holder; empty where the office does not tell.
    pub offices: FxHashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    ranks: BTreeMap<String, Vec<String>>,
    address: Words,
    titles: Words,
    offices: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

impl Titles {
    pub(crate) fn shipped() -> Result<Self, ResourceError> {
        let file: File = parse(FILE, include_str!("../../../resources/titles.toml"))?;
        let mut ranks = FxHashMap::default();
        let mut longest_rank_words = 0;
        for (rank, abbreviations) in file.ranks {
            for written in std::iter::once(&rank).chain(&abbreviations) {
                let key = Self::rank_key(written);
                longest_rank_words = longest_rank_words.max(key.split(' ').count());
                ranks.insert(key, rank.clone());
            }
        }
        let lower = |words: Words| words.words.iter().map(|word| word.to_lowercase()).collect();
        Ok(Self {
            ranks,
            longest_rank_words,
            address: lower(file.address),
            titles: lower(file.titles),
            offices: file.offices.into_iter().collect(),
        })
    }

    /// The form under which a written rank is looked up.
    #[must_use]
    pub fn rank_key(written: &str) -> String {
        let plain = written.to_lowercase().replace(['.', '-', '–'], " ");
        plain.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The full rank that words stand for.
    #[must_use]
    pub fn rank(&self, written: &str) -> Option<&str> {
        self.ranks.get(&Self::rank_key(written)).map(String::as_str)
    }
}
