//! One layer of places: the shipped file, the hand-written tables, or a user's file.

use rustc_hash::FxHashMap;
use sitrep_types::PlaceKey;

use crate::error::GazetteerError;
use crate::feature::Feature;
use crate::normalise::exact_key;
use crate::packed::{Bytes, Packed};

/// The shipped file and the hand-written tables come before it.
const FIRST_USER_LAYER: u8 = 2;

/// A place of an opened gazetteer; valid as long as the gazetteer lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceRef {
    pub(crate) layer: u8,
    pub(crate) index: u32,
}

impl PlaceRef {
    /// Whether it comes from a hand-written table or a user's file: somebody found it worth a line.
    #[must_use]
    pub const fn is_hand_written(self) -> bool {
        self.layer > 0
    }

    /// Whether it comes from a user's file.
    #[must_use]
    pub const fn is_users(self) -> bool {
        self.layer >= FIRST_USER_LAYER
    }
}

/// What a gazetteer says of a place, without its names.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Record {
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// GeoNames identifier, 0 where it has none.
    pub geonameid: u32,
    /// ISO 3166 alpha-2, `--` where it lies in no one country.
    pub country: [u8; 2],
    /// Its division, by the numbering of its layer.
    pub(crate) division: Option<u16>,
    /// What it is.
    pub feature: Feature,
    /// Natural logarithm of the population and one; 0 where unknown.
    pub log_population: f64,
}

impl Record {
    /// Latitude and longitude.
    #[must_use]
    pub const fn point(&self) -> (f64, f64) {
        (self.latitude, self.longitude)
    }
}

/// A packed gazetteer with what only layers built in memory carry.
pub(crate) struct Layer {
    pub(crate) packed: Packed,
    /// First part of the keys of its places that have no identifier of their own.
    pub(crate) prefix: &'static str,
    /// Parents given in so many words, by the place's name and country.
    pub(crate) parents: FxHashMap<(String, [u8; 2]), PlaceKey>,
}

impl Layer {
    pub(crate) fn new(bytes: &Bytes, prefix: &'static str) -> Result<Self, GazetteerError> {
        Ok(Self { packed: Packed::open(bytes)?, prefix, parents: FxHashMap::default() })
    }

    /// Key of a place that is neither of GeoNames nor a division nor a country: "place:IQ/gogjali".
    pub(crate) fn own_key(&self, index: u32, record: &Record) -> PlaceKey {
        let country = std::str::from_utf8(&record.country).unwrap_or("--");
        PlaceKey(format!("{}:{country}/{}", self.prefix, exact_key(self.packed.name(index)).replace(' ', "-")))
    }

    /// The place of such a key.
    pub(crate) fn by_own_key(&self, key: &str) -> Option<u32> {
        let rest = key.strip_prefix(self.prefix)?.strip_prefix(':')?;
        let (country, name) = rest.split_once('/')?;
        let mut result = None;
        self.packed.exact(&name.replace('-', " "), &mut |index| {
            if result.is_none()
                && let Some(record) = self.packed.record(index)
                && record.country == country.as_bytes()
                && self.own_key(index, &record).0 == key
            {
                result = Some(index);
            }
        });
        result
    }
}
