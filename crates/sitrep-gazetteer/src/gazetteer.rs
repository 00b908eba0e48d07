//! The gazetteer: all layers as one.

use std::cmp::Ordering;

use rustc_hash::FxHashSet;
use sitrep_types::{PlaceKey, PlaceKind};

use crate::country::{Countries, Country};
use crate::error::GazetteerError;
use crate::feature::Feature;
use crate::geometry::distance_km;
use crate::layer::{Layer, PlaceRef, Record};
use crate::normalise::{exact_key, variant_key};
use crate::pack::{self, RawPlace, without_division_word};
use crate::packed::Bytes;
use crate::table;
use crate::towns::{self, TownsAround};
use crate::user::UserPlaces;

/// The packed file of the shipped packages.
static SHIPPED: &[u8] = include_bytes!("../../../resources/gazetteer/places.sitgaz");

/// A populated place of a user's file this near to a shipped one of the same name is the same place.
const SAME_PLACE_KM: f64 = 20.0;

/// A name's match with a place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The place.
    pub place: PlaceRef,
    /// What the gazetteer says of it.
    pub record: Record,
    /// True where the name is written as the gazetteer has it, false where only the transliterations meet.
    pub exact: bool,
}

/// A place with everything the gazetteer says of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// Its key.
    pub key: PlaceKey,
    /// Its main name.
    pub name: String,
    /// What it is.
    pub feature: Feature,
    /// What the record calls it.
    pub kind: PlaceKind,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Name of its first-order division.
    pub admin1: Option<String>,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Inhabitants, as far as known; rounded.
    pub population: u64,
    /// GeoNames identifier.
    pub geonameid: Option<u32>,
    /// What it lies in.
    pub parent: Option<PlaceKey>,
    /// False where only the transliterations of the looked-up name and this place's meet.
    pub exact: bool,
}

/// The place index.
pub struct Gazetteer {
    /// The shipped file, then the hand-written tables, then the user's files.
    layers: Vec<Layer>,
    countries: Countries,
    towns: TownsAround,
}

impl std::fmt::Debug for Gazetteer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Gazetteer({} layers)", self.layers.len())
    }
}

impl Gazetteer {
    /// The gazetteer that the program carries.
    ///
    /// # Errors
    /// Where the packed file or a table of `resources/gazetteer` is damaged.
    pub fn shipped() -> Result<Self, GazetteerError> {
        Self::over(SHIPPED)
    }

    /// The hand-written tables over these packed bytes.
    fn over(packed: &'static [u8]) -> Result<Self, GazetteerError> {
        let countries = Countries::read(table::COUNTRIES)?;
        let (mut places, parents) = table::places(&countries)?;
        let shipped = Layer::new(&Bytes::Static(packed), "place")?;
        for place in &mut places {
            identify(place, &shipped);
        }
        let mut tables = Layer::new(&Bytes::Owned(pack::pack(places)?.into()), "place")?;
        tables.parents = parents;
        Ok(Self { layers: vec![shipped, tables], countries, towns: TownsAround::default() })
    }

    /// Lays a user's places on top. Where the user's file holds a place that is here already (same identifier, or same
    /// name within a few kilometres), the user's point is taken.
    ///
    /// # Errors
    /// Where the index over the new places cannot be built; nothing is changed then.
    pub fn add(&mut self, places: UserPlaces) -> Result<(), GazetteerError> {
        self.layers.push(Layer::new(&Bytes::Owned(pack::pack(places.places)?.into()), "user")?);
        Ok(())
    }

    /// Every place that a name may stand for, without order.
    ///
    /// A name with a word for a division ("Idlib province") finds divisions only, if there are any.
    #[must_use]
    pub fn lookup(&self, name: &str) -> Vec<Hit> {
        let key = exact_key(name);
        if key.is_empty() {
            return Vec::new();
        }
        let mut hits = self.lookup_key(&key, &variant_key(name));
        if let Some(bare) = without_division_word(&key) {
            let divisions = self.lookup_key(&bare, &variant_key(&bare));
            let known: FxHashSet<PlaceRef> = hits.iter().map(|hit| hit.place).collect();
            hits.extend(divisions.into_iter().filter(|hit| {
                matches!(
                    hit.record.feature,
                    Feature::Admin1
                        | Feature::Admin2
                        | Feature::Admin2Approximate
                        | Feature::Landscape
                        | Feature::District
                ) && !known.contains(&hit.place)
            }));
        }
        hits
    }

    fn lookup_key(&self, key: &str, variant: &str) -> Vec<Hit> {
        let mut hits: Vec<Hit> = Vec::new();
        let mut seen = FxHashSet::default();
        for exact in [true, false] {
            if !exact && variant.is_empty() {
                continue;
            }
            for (number, layer) in self.layers.iter().enumerate() {
                let mut found = |index: u32| {
                    let place = PlaceRef { layer: number as u8, index };
                    if seen.insert(place)
                        && let Some(record) = layer.packed.record(index)
                    {
                        hits.push(Hit { place, record, exact });
                    }
                };
                if exact {
                    layer.packed.exact(key, &mut found);
                } else {
                    layer.packed.variant(variant, &mut found);
                }
            }
        }
        self.drop_overlaid(&mut hits);
        hits
    }

    /// Removes shipped places that a later layer holds as well.
    fn drop_overlaid(&self, hits: &mut Vec<Hit>) {
        if hits.iter().all(|hit| hit.place.layer == 0) {
            return;
        }
        let upper: Vec<Hit> = hits.iter().filter(|hit| hit.place.layer > 0).copied().collect();
        hits.retain(|hit| {
            !upper.iter().any(|over| {
                over.place.layer > hit.place.layer
                    && ((over.record.geonameid != 0 && over.record.geonameid == hit.record.geonameid)
                        || (over.record.feature == Feature::Admin1
                            && hit.record.feature == Feature::Admin1
                            && self.key(over.place, &over.record) == self.key(hit.place, &hit.record))
                        || (over.record.feature.kind() == hit.record.feature.kind()
                            && over.record.country == hit.record.country
                            && over.record.feature.kind() == PlaceKind::City
                            && distance_km(over.record.point(), hit.record.point()) < SAME_PLACE_KM
                            && self.same_name(over.place, hit.place)))
            })
        });
    }

    fn same_name(&self, one: PlaceRef, other: PlaceRef) -> bool {
        let (one, other) = (self.name(one), self.name(other));
        exact_key(one) == exact_key(other) || (!variant_key(one).is_empty() && variant_key(one) == variant_key(other))
    }

    /// Every place that a name may stand for, the likeliest without context first: countries, then divisions and
    /// towns by population; spelling as given before other transliterations.
    #[must_use]
    pub fn candidates(&self, name: &str) -> Vec<Entry> {
        let mut hits = self.lookup(name);
        hits.sort_by(|a, b| {
            prior(b).partial_cmp(&prior(a)).unwrap_or(Ordering::Equal).then_with(|| a.place.cmp(&b.place))
        });
        hits.iter().map(|hit| Entry { exact: hit.exact, ..self.entry(hit.place, &hit.record) }).collect()
    }

    /// A place's main name.
    #[must_use]
    pub fn name(&self, place: PlaceRef) -> &str {
        self.layers.get(usize::from(place.layer)).map_or("", |layer| layer.packed.name(place.index))
    }

    /// A place's key.
    #[must_use]
    pub fn key(&self, place: PlaceRef, record: &Record) -> PlaceKey {
        let Some(layer) = self.layers.get(usize::from(place.layer)) else { return PlaceKey::default() };
        let code = || record.division.and_then(|division| layer.packed.division_code(division));
        match record.feature {
            Feature::Country => {
                let country = std::str::from_utf8(&record.country).ok().and_then(|code| self.countries.by_code(code));
                PlaceKey(format!("country:{}", country.map_or("???", |country| &country.alpha3)))
            }
            Feature::Admin1 if code().is_some() => PlaceKey(format!("admin1:{}", code().unwrap_or_default())),
            Feature::Admin2 | Feature::Admin2Approximate if code().is_some() => {
                PlaceKey(format!("admin2:{}", code().unwrap_or_default()))
            }
            _ if record.geonameid != 0 => PlaceKey(format!("geonames:{}", record.geonameid)),
            _ => layer.own_key(place.index, record),
        }
    }

    /// The place of a key, and its record.
    #[must_use]
    pub fn find(&self, key: &PlaceKey) -> Option<(PlaceRef, Record)> {
        let (sort, rest) = key.0.split_once(':')?;
        for (number, layer) in self.layers.iter().enumerate().rev() {
            let index = match sort {
                "geonames" => layer.packed.by_geonameid(rest.parse().ok().filter(|id| *id != 0)?),
                "admin1" | "admin2" => layer.packed.by_division(rest),
                "country" => {
                    let country = self.countries.by_code(rest)?;
                    let mut index = None;
                    layer.packed.exact(&exact_key(&country.name), &mut |found| {
                        if layer.packed.record(found).is_some_and(|record| {
                            record.feature == Feature::Country && record.country == country.code.as_bytes()
                        }) {
                            index = Some(found);
                        }
                    });
                    index
                }
                _ => layer.by_own_key(&key.0),
            };
            if let Some(index) = index
                && let Some(record) = layer.packed.record(index)
            {
                return Some((PlaceRef { layer: number as u8, index }, record));
            }
        }
        None
    }

    /// The place of a key.
    #[must_use]
    pub fn place(&self, key: &PlaceKey) -> Option<Entry> {
        let (place, record) = self.find(key)?;
        Some(self.entry(place, &record))
    }

    /// Everything the gazetteer says of a place.
    #[must_use]
    pub fn entry(&self, place: PlaceRef, record: &Record) -> Entry {
        let country = std::str::from_utf8(&record.country).ok().and_then(|code| self.countries.by_code(code));
        let name = match (record.feature, country) {
            (Feature::Country, Some(country)) => country.name.clone(),
            _ => self.name(place).to_owned(),
        };
        Entry {
            key: self.key(place, record),
            name,
            feature: record.feature,
            kind: record.feature.kind(),
            country: country.map(|country| country.alpha3.clone()),
            admin1: self.division_of(place, record, 1).map(|(place, _)| self.name(place).to_owned()),
            latitude: record.latitude,
            longitude: record.longitude,
            population: (record.log_population.exp() - 1.0).round() as u64,
            geonameid: (record.geonameid != 0).then_some(record.geonameid),
            parent: self.parent(place, record),
            exact: true,
        }
    }

    /// What a place lies in: what its table says, else the town around a district or facility, else its division, else
    /// its country.
    #[must_use]
    pub fn parent(&self, place: PlaceRef, record: &Record) -> Option<PlaceKey> {
        if matches!(record.feature, Feature::Country | Feature::Continent) {
            return None;
        }
        let layer = self.layers.get(usize::from(place.layer))?;
        let given = layer.parents.get(&(layer.packed.name(place.index).to_owned(), record.country));
        if let Some(parent) = given {
            return Some(parent.clone());
        }
        if matches!(record.feature, Feature::District | Feature::Facility)
            && let Some(town) = self.towns.of(place, || towns::around(self, &self.layers, place, record))
        {
            return Some(town);
        }
        let country = || {
            let code = std::str::from_utf8(&record.country).ok()?;
            Some(PlaceKey(format!("country:{}", self.countries.by_code(code)?.alpha3)))
        };
        let level = if record.feature == Feature::Admin1 { 0 } else { 1 };
        let division = self.division_of(place, record, level);
        division.map(|(place, record)| self.key(place, &record)).or_else(country)
    }

    /// The first-order division (level 1) that a place is or lies in; none for level 0.
    fn division_of(&self, place: PlaceRef, record: &Record, level: u8) -> Option<(PlaceRef, Record)> {
        if level == 0 {
            return None;
        }
        let layer = self.layers.get(usize::from(place.layer))?;
        let code = layer.packed.division_code(record.division?)?;
        self.admin1(&first_order(code))
    }

    /// The first-order division of this code ("IQ.15").
    #[must_use]
    pub fn admin1(&self, code: &str) -> Option<(PlaceRef, Record)> {
        let base = self.layers.first()?;
        let index = base.packed.by_division(code)?;
        Some((PlaceRef { layer: 0, index }, base.packed.record(index)?))
    }

    /// Code of the division that a place is or lies in: "IQ.15", "US.LA.077".
    #[must_use]
    pub fn division_code(&self, place: PlaceRef, record: &Record) -> Option<&str> {
        self.layers.get(usize::from(place.layer))?.packed.division_code(record.division?)
    }

    /// The country whose people or adjective this word is: "Iraqi", "Iraqis", "Briton".
    #[must_use]
    pub fn country_of_demonym(&self, word: &str) -> Option<&Country> {
        self.countries.by_people(word)
    }

    /// The country of an ISO 3166 alpha-2 or alpha-3 code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.by_code(code)
    }

    /// Every country.
    #[must_use]
    pub fn countries(&self) -> &[Country] {
        &self.countries.list
    }
}

/// Gives a town of a table the identifier and division of the shipped place of that name which stands there, so that a
/// line that adds a spelling or a better point stays the place that others know.
fn identify(place: &mut RawPlace, shipped: &Layer) {
    if place.geonameid != 0 || place.feature != Feature::City {
        return;
    }
    let mut nearest: Option<(f64, Record)> = None;
    for name in std::iter::once(&place.name).chain(&place.others) {
        shipped.packed.exact(&exact_key(name), &mut |index| {
            if let Some(record) = shipped.packed.record(index)
                && record.feature == Feature::City
                && record.country == place.country
            {
                let distance = distance_km(record.point(), (place.latitude, place.longitude));
                if distance < SAME_PLACE_KM && nearest.is_none_or(|(best, _)| distance < best) {
                    nearest = Some((distance, record));
                }
            }
        });
    }
    if let Some((_, record)) = nearest {
        place.geonameid = record.geonameid;
        let code = record.division.and_then(|division| shipped.packed.division_code(division));
        if let Some(code) = code {
            place.division = code.to_owned();
        }
    }
}

/// "US.LA" of "US.LA.077".
fn first_order(code: &str) -> String {
    code.splitn(3, '.').take(2).collect::<Vec<_>>().join(".")
}

/// How likely a place is meant before the text is looked at: countries stand over all (so that "Iraq" is not Arak),
/// then the logarithm of the population, which a place without a known one is lent.
fn prior(hit: &Hit) -> f64 {
    let size = match hit.record.feature {
        Feature::Country | Feature::Continent => 40.0,
        Feature::Landscape | Feature::Sea | Feature::River => hit.record.log_population.max(14.0),
        Feature::Admin1 => hit.record.log_population.max(9.0) - 1.5,
        Feature::Admin2 => 5.5,
        Feature::Admin2Approximate => 4.5,
        _ => hit.record.log_population.max(6.0),
    };
    if hit.exact { size } else { size - 3.0 }
}
