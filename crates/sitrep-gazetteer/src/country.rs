//! Countries and their peoples.

use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::error::GazetteerError;
use crate::normalise::exact_key;

/// A country.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Country {
    /// ISO 3166 alpha-2.
    pub code: String,
    /// ISO 3166 alpha-3.
    pub alpha3: String,
    /// Its usual name in English news.
    pub name: String,
    /// Other names and abbreviations.
    #[serde(default)]
    pub also: Vec<String>,
    /// Its capital.
    #[serde(default)]
    pub capital: Option<String>,
    /// Adjectives and names of its people ("Iraqi", "Briton").
    #[serde(default)]
    pub people: Vec<String>,
    /// The point that stands for it: latitude, longitude.
    pub at: [f64; 2],
    /// GeoNames identifier.
    #[serde(default)]
    pub geonameid: u32,
    /// Inhabitants, in thousands.
    #[serde(default)]
    pub thousands: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    countries: Vec<Country>,
}

/// All countries, by code and by people.
pub(crate) struct Countries {
    pub(crate) list: Vec<Country>,
    by_code: FxHashMap<String, usize>,
    by_people: FxHashMap<String, usize>,
}

impl Countries {
    pub(crate) fn read(text: &str) -> Result<Self, GazetteerError> {
        let table = |problem: String| GazetteerError::Table { file: "countries.toml".into(), problem };
        let file: File = toml::from_str(text).map_err(|error| table(error.to_string()))?;
        let mut by_code = FxHashMap::default();
        let mut by_people = FxHashMap::default();
        for (index, country) in file.countries.iter().enumerate() {
            if country.code.len() != 2 || country.alpha3.len() != 3 {
                return Err(table(format!("{}: code needs two letters, alpha3 three", country.name)));
            }
            for code in [&country.code, &country.alpha3] {
                if by_code.insert(code.clone(), index).is_some() {
                    return Err(table(format!("{code} stands there twice")));
                }
            }
            for word in &country.people {
                by_people.entry(exact_key(word)).or_insert(index);
            }
        }
        Ok(Self { list: file.countries, by_code, by_people })
    }

    pub(crate) fn by_code(&self, code: &str) -> Option<&Country> {
        self.by_code.get(code).map(|index| &self.list[*index])
    }

    pub(crate) fn by_people(&self, word: &str) -> Option<&Country> {
        let key = exact_key(word);
        let index = self.by_people.get(&key).or_else(|| self.by_people.get(key.strip_suffix('s')?))?;
        Some(&self.list[*index])
    }
}
