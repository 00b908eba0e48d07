//! Writes the packed gazetteer: two `fst` maps from names to places, fixed-size records, a pool of names.
//!
//! Layout, all numbers little-endian: the magic bytes, the lengths of the six sections as `u32`, the sections:
//! exact names (fst), variant names (fst), postings, records, names, division codes. A value of an fst is a record's
//! index, or with [`MANY`] set the offset of a posting: a count and that many differences of indices, as LEB128.

use std::collections::BTreeMap;

use crate::error::GazetteerError;
use crate::feature::Feature;
use crate::normalise::{exact_key, variant_key};

/// First bytes of a packed gazetteer.
pub const MAGIC: &[u8; 8] = b"SITGAZ1\n";
/// Marks a value of an fst as an offset into the postings.
pub const MANY: u64 = 1 << 40;
/// Bytes of a record.
pub const RECORD_BYTES: usize = 19;
/// Stands for "no division" in a record.
pub const NO_DIVISION: u16 = u16::MAX;
/// Steps of the logarithmic population byte for each unit of `ln(population + 1)`.
pub const POPULATION_STEPS: f64 = 12.0;

/// A place to be packed.
#[derive(Debug, Clone, PartialEq)]
pub struct RawPlace {
    /// What it is.
    pub feature: Feature,
    /// GeoNames identifier, 0 where it has none.
    pub geonameid: u32,
    /// Its name.
    pub name: String,
    /// Other names.
    pub others: Vec<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// ISO 3166 alpha-2 in capitals, `--` where it lies in no one country.
    pub country: [u8; 2],
    /// Code of the division that it is or lies in: "IQ.15", "US.LA.077"; empty where unknown.
    pub division: String,
    /// Inhabitants, 0 where unknown.
    pub population: u64,
}

/// Countries whose names reach English in many transliterations; only their places get a variant key.
const TRANSLITERATED: &str = "IQ SY YE LB JO PS IL SA AE OM KW QA BH EG LY TN DZ MA EH SD SS SO ET ER DJ IR AF PK TR AM AZ \
GE RU UA BY MD ML BF NE TD NG CM CF MR SN GM GN BD IN LK MM TH PH NP UZ TJ TM KG KZ CD KE UG RW BI MZ XK RS BA AL MK";

/// Words that name the sort of a division; "Idlib Governorate" is also found as "Idlib".
const DIVISION_WORDS: [&str; 30] = [
    "governorate",
    "province",
    "state",
    "region",
    "oblast",
    "district",
    "department",
    "raion",
    "rayon",
    "krai",
    "republic",
    "territory",
    "muhafazat",
    "mudiriyat",
    "wilayat",
    "qada",
    "qaza",
    "cercle",
    "prefecture",
    "subprefecture",
    "degmada",
    "degmo",
    "departamento",
    "provincia",
    "provincie",
    "woreda",
    "zone",
    "township",
    "division",
    "municipality",
];

/// A division's name without the word for its sort, as an exact key; `None` where there is none, or nothing else.
#[must_use]
pub fn without_division_word(key: &str) -> Option<String> {
    let tokens: Vec<&str> = key.split(' ').collect();
    let (last, first) = (tokens.last()?, tokens.first()?);
    let kept = if DIVISION_WORDS.contains(last) {
        &tokens[..tokens.len() - 1]
    } else if DIVISION_WORDS.contains(first) {
        let skipped = if matches!(tokens.get(1), Some(&("of" | "du" | "de" | "des"))) { 2 } else { 1 };
        tokens.get(skipped..)?
    } else {
        return None;
    };
    (!kept.is_empty()).then(|| kept.join(" "))
}

/// Packs places; the order given does not matter.
///
/// # Errors
/// Where the index cannot be built, which would be a fault of this module.
pub fn pack(mut places: Vec<RawPlace>) -> Result<Vec<u8>, GazetteerError> {
    places.sort_by(|a, b| {
        (a.geonameid, a.feature, &a.division, &a.name, a.country)
            .cmp(&(b.geonameid, b.feature, &b.division, &b.name, b.country))
            .then(a.latitude.total_cmp(&b.latitude))
            .then(a.longitude.total_cmp(&b.longitude))
    });
    let mut division_codes: Vec<&str> =
        places.iter().map(|place| place.division.as_str()).filter(|code| !code.is_empty()).collect();
    division_codes.sort_unstable();
    division_codes.dedup();

    let mut exact: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut variant: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut records = Vec::with_capacity(places.len() * RECORD_BYTES);
    let mut names = Vec::new();
    let mut name_offsets: BTreeMap<&str, usize> = BTreeMap::new();
    let mut own_record = vec![u32::MAX; division_codes.len()];
    for (index, place) in (0_u32..).zip(&places) {
        let transliterated = std::str::from_utf8(&place.country).is_ok_and(|code| TRANSLITERATED.contains(code));
        for name in std::iter::once(&place.name).chain(&place.others) {
            let key = exact_key(name);
            if matches!(place.feature, Feature::Admin1 | Feature::Admin2 | Feature::Admin2Approximate)
                && let Some(bare) = without_division_word(&key)
            {
                post(&mut exact, bare, index);
            }
            if transliterated {
                post(&mut variant, variant_key(name), index);
            }
            post(&mut exact, key, index);
        }
        let offset = *name_offsets.entry(&place.name).or_insert_with(|| {
            let offset = names.len();
            let text = &place.name.as_bytes()[..place.name.len().min(255)];
            names.push(text.len() as u8);
            names.extend_from_slice(text);
            offset
        });
        let division = division_codes.binary_search(&place.division.as_str()).ok();
        if let Some(division) = division
            && matches!(place.feature, Feature::Admin1 | Feature::Admin2 | Feature::Admin2Approximate)
        {
            own_record[division] = index;
        }
        records.extend_from_slice(&(offset as u32).to_le_bytes()[..3]);
        records.extend_from_slice(&degrees(place.latitude, 90.0));
        records.extend_from_slice(&degrees(place.longitude, 180.0));
        records.extend_from_slice(&place.geonameid.to_le_bytes());
        records.extend_from_slice(&place.country);
        let division = division.map_or(NO_DIVISION, |index| index.min(usize::from(NO_DIVISION)) as u16);
        records.extend_from_slice(&division.to_le_bytes());
        records.push(place.feature.code());
        records.push((((place.population + 1) as f64).ln() * POPULATION_STEPS).round().min(255.0) as u8);
    }

    let mut postings = Vec::new();
    let exact = index_of(&exact, &mut postings)?;
    let variant = index_of(&variant, &mut postings)?;
    let mut codes = (division_codes.len() as u32).to_le_bytes().to_vec();
    let mut end = 0_u32;
    for (code, record) in division_codes.iter().zip(&own_record) {
        end += code.len() as u32;
        codes.extend_from_slice(&record.to_le_bytes());
        codes.extend_from_slice(&end.to_le_bytes());
    }
    for code in &division_codes {
        codes.extend_from_slice(code.as_bytes());
    }

    let sections = [exact, variant, postings, records, names, codes];
    let mut packed = MAGIC.to_vec();
    for section in &sections {
        packed.extend_from_slice(&(section.len() as u32).to_le_bytes());
    }
    packed.extend(sections.into_iter().flatten());
    Ok(packed)
}

fn post(index: &mut BTreeMap<String, Vec<u32>>, key: String, place: u32) {
    if key.is_empty() {
        return;
    }
    let list = index.entry(key).or_default();
    if list.last() != Some(&place) {
        list.push(place);
    }
}

/// Degrees as a signed 24-bit fraction of `limit`: about a metre of latitude, two of longitude.
fn degrees(value: f64, limit: f64) -> [u8; 3] {
    let scaled = (value / limit * f64::from((1 << 23) - 1)).round() as i32;
    let [low, middle, high, _] = scaled.to_le_bytes();
    [low, middle, high]
}

fn index_of(keys: &BTreeMap<String, Vec<u32>>, postings: &mut Vec<u8>) -> Result<Vec<u8>, GazetteerError> {
    let mut builder = fst::MapBuilder::memory();
    for (key, places) in keys {
        let value = match places.as_slice() {
            [only] => u64::from(*only),
            many => {
                let offset = postings.len() as u64;
                leb128(many.len() as u32, postings);
                let mut before = 0;
                for place in many {
                    leb128(place - before, postings);
                    before = *place;
                }
                MANY | offset
            }
        };
        builder.insert(key, value)?;
    }
    Ok(builder.into_inner()?)
}

fn leb128(mut value: u32, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
