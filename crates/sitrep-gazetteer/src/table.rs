//! The hand-written tables of `resources/gazetteer`: places that the packages lack, and other names for those they
//! have.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use sitrep_types::PlaceKey;

use crate::country::Countries;
use crate::error::GazetteerError;
use crate::feature::Feature;
use crate::pack::RawPlace;

macro_rules! tables {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../resources/gazetteer/", $name)))),+]
    };
}

/// Every table of places, by its path in `resources/gazetteer`.
pub(crate) const PLACES: &[(&str, &str)] = tables!(
    "places/africa.toml",
    "places/americas.toml",
    "places/asia.toml",
    "places/europe.toml",
    "places/levant.toml",
    "places/mesopotamia.toml",
    "places/pacific.toml",
    "places/regions.toml",
    "places/water.toml",
);

/// The table of countries.
pub(crate) const COUNTRIES: &str = include_str!("../../../resources/gazetteer/countries.toml");

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    places: Vec<Row>,
}

/// A row: `{ name = "Gogjali", also = ["Kokjali"], at = [36.34, 43.25], in = "IQ.15", kind = "village" }`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    #[serde(default)]
    also: Vec<String>,
    at: [f64; 2],
    /// Division ("IQ.15"), country ("IQ"), or nothing where it lies in several countries.
    #[serde(default, rename = "in")]
    inside: String,
    /// Key of what it lies in, where that is a town ("geonames:99072").
    #[serde(default)]
    parent: Option<String>,
    kind: String,
    /// Inhabitants, or a guess of how well known it is on the same scale.
    #[serde(default)]
    population: u64,
    /// GeoNames identifier, where the row adds names to a place that GeoNames has.
    #[serde(default)]
    geonameid: u32,
}

/// The places of all tables, and the parents that they give in so many words.
pub(crate) type Rows = (Vec<RawPlace>, FxHashMap<(String, [u8; 2]), PlaceKey>);

/// Reads all tables.
pub(crate) fn places(countries: &Countries) -> Result<Rows, GazetteerError> {
    let mut places = Vec::new();
    let mut parents = FxHashMap::default();
    for country in &countries.list {
        places.push(RawPlace {
            feature: Feature::Country,
            geonameid: country.geonameid,
            name: country.name.clone(),
            others: country.also.clone(),
            latitude: country.at[0],
            longitude: country.at[1],
            country: alpha2(&country.code),
            division: String::new(),
            population: country.thousands * 1000,
        });
    }
    for (file, text) in PLACES {
        let table = |problem: String| GazetteerError::Table { file: (*file).to_owned(), problem };
        let read: File = toml::from_str(text).map_err(|error| table(error.to_string()))?;
        for row in read.places {
            let feature = Feature::from_name(&row.kind)
                .ok_or_else(|| table(format!("{}: there is no kind \"{}\"", row.name, row.kind)))?;
            let [latitude, longitude] = row.at;
            if !(-90.0..=90.0).contains(&latitude) || !(-180.0..=180.0).contains(&longitude) {
                return Err(table(format!("{}: {latitude}, {longitude} is no point of the globe", row.name)));
            }
            let code = row.inside.split('.').next().unwrap_or_default();
            if !code.is_empty() && countries.by_code(code).is_none() {
                return Err(table(format!("{}: there is no country \"{code}\"", row.name)));
            }
            let country = alpha2(code);
            if let Some(parent) = row.parent {
                parents.insert((row.name.clone(), country), PlaceKey(parent));
            }
            places.push(RawPlace {
                feature,
                geonameid: row.geonameid,
                name: row.name,
                others: row.also,
                latitude,
                longitude,
                country,
                division: if row.inside.contains('.') { row.inside } else { String::new() },
                population: row.population,
            });
        }
    }
    Ok((places, parents))
}

fn alpha2(code: &str) -> [u8; 2] {
    <[u8; 2]>::try_from(code.as_bytes()).unwrap_or(*b"--")
}
