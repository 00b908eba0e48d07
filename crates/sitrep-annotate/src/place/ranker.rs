//! Toponym resolution: which of its namesakes a name means in this document.
//!
//! All mentions of a name in a document have one sense. Each of its candidates is scored by a linear function of the
//! [`FEATURES`], first without, then twice with what the candidates of the other names say (their countries, divisions
//! and nearness, weighted by their probabilities). The weights are in `resources/gazetteer/ranker.toml`; they are
//! learnt by `examples/train_places.rs`.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use sitrep_gazetteer::{Feature, Gazetteer, Hit, exact_key};
use sitrep_types::Span;

/// Names of the features, in order.
pub const FEATURES: [&str; 26] = [
    "exact",
    "main_name",
    "population",
    "population_unknown",
    "country",
    "admin1",
    "admin2",
    "admin2_approximate",
    "water_or_landscape",
    "other_kind",
    "hand_written",
    "in_named_container",
    "not_in_named_container",
    "outlet_country",
    "word_fits",
    "word_does_not_fit",
    "capital",
    "country_share",
    "division_share",
    "nearness",
    "nearness_wide",
    "country_named",
    "division_named",
    "country_is_share",
    "division_is_share",
    "is_seat",
];
/// Features from here on need the other names.
const FIRST_CONTEXT: usize = 17;
/// Candidates of a name beyond these are too unlikely to be looked at.
const MOST_CANDIDATES: usize = 80;
/// Logarithm of the population from which on a place is well known.
const KNOWN: f64 = 9.5;
/// How many of a name's candidates speak for the others.
const VOICES: usize = 4;
/// Half-width of the nearness kernels.
const NEAR_KM: f32 = 60.0;
const WIDE_KM: f32 = 400.0;
const EARTH_KM: f32 = 6371.0;

/// A name to be resolved.
#[derive(Debug, Clone)]
pub struct Toponym {
    /// As looked up: without article and possessive.
    pub name: String,
    /// Where it stands.
    pub span: Span,
    /// What the words around it say it is ("the city of", "province").
    pub wanted: Option<Wanted>,
    /// Index (in the same list) of the toponym that this one is said to lie in: "X, Y", "X in Y", "Y's X".
    pub container: Option<usize>,
    /// It is a people or an adjective: only countries are meant.
    pub adjective: bool,
}

/// The sort of place that the words around a name ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// "the city of", "the town of", "the village of".
    Town,
    /// "province", "county", "state".
    Division,
    /// "river", "lake", "sea".
    Water,
}

/// A candidate with its features and how probable it is.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// The place.
    pub hit: Hit,
    /// In the order of [`FEATURES`].
    pub features: [f32; FEATURES.len()],
    /// Share among the candidates of its name.
    pub probability: f32,
    point: [f32; 3],
    division: Option<u64>,
}

/// Weights of the features, of the first round and of the later ones.
#[derive(Debug, Clone)]
pub struct Weights {
    /// Without context.
    pub first: [f32; FEATURES.len()],
    /// With it.
    pub later: [f32; FEATURES.len()],
}

#[derive(Deserialize)]
struct File {
    first: FxHashMap<String, f32>,
    later: FxHashMap<String, f32>,
}

impl Candidate {
    /// Whether both lie in, or are, one first-order division of one country.
    #[must_use]
    pub fn is_in_division_of(&self, other: &Self) -> bool {
        self.hit.record.country == other.hit.record.country
            && self.division.is_some()
            && self.division == other.division
    }
}

impl Weights {
    /// The weights that the program carries.
    ///
    /// # Errors
    /// Where the table is damaged.
    pub fn shipped() -> Result<Self, toml::de::Error> {
        Self::read(include_str!("../../../../resources/gazetteer/ranker.toml"))
    }

    /// Reads a table of weights; a feature that it does not name weighs nothing.
    ///
    /// # Errors
    /// Where it is not one.
    pub fn read(text: &str) -> Result<Self, toml::de::Error> {
        let file: File = toml::from_str(text)?;
        let row = |map: &FxHashMap<String, f32>| FEATURES.map(|name| map.get(name).copied().unwrap_or(0.0));
        Ok(Self { first: row(&file.first), later: row(&file.later) })
    }
}

/// What is known of the document beside its names.
#[derive(Debug, Clone, Default)]
pub struct Setting {
    /// ISO 3166 alpha-2 of the outlet's country.
    pub outlet_country: Option<[u8; 2]>,
}

/// Ranks the candidates of every name; the lists answer the toponyms one to one, the likeliest candidate first. Names
/// of one spelling share their list.
#[must_use]
pub fn rank(gazetteer: &Gazetteer, toponyms: &[Toponym], setting: &Setting, weights: &Weights) -> Vec<Vec<Candidate>> {
    let (groups, mut lists) = candidates(gazetteer, toponyms, setting);
    softmax(&mut lists, &weights.first);
    for _ in 0..2 {
        add_context(toponyms, &groups, &mut lists);
        softmax(&mut lists, &weights.later);
    }
    for list in &mut lists {
        list.sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| a.hit.place.cmp(&b.hit.place)));
    }
    groups.iter().map(|group| lists[*group].clone()).collect()
}

/// The candidates with the features of the last round, for training: per toponym, unsorted.
#[must_use]
pub fn features(
    gazetteer: &Gazetteer,
    toponyms: &[Toponym],
    setting: &Setting,
    weights: Option<&Weights>,
) -> (Vec<usize>, Vec<Vec<Candidate>>) {
    let (groups, mut lists) = candidates(gazetteer, toponyms, setting);
    if let Some(weights) = weights {
        softmax(&mut lists, &weights.first);
        add_context(toponyms, &groups, &mut lists);
        softmax(&mut lists, &weights.later);
        add_context(toponyms, &groups, &mut lists);
    }
    (groups, lists)
}

/// The candidates of each group of equal names with the features that need no other name, and each toponym's group.
fn candidates(gazetteer: &Gazetteer, toponyms: &[Toponym], setting: &Setting) -> (Vec<usize>, Vec<Vec<Candidate>>) {
    let mut group_of: FxHashMap<(String, bool), usize> = FxHashMap::default();
    let mut groups = Vec::with_capacity(toponyms.len());
    let mut lists: Vec<Vec<Candidate>> = Vec::new();
    for toponym in toponyms {
        let key = (exact_key(&toponym.name), toponym.adjective);
        let group = *group_of.entry(key.clone()).or_insert_with(|| {
            lists.push(first_features(gazetteer, toponym, &key.0, setting));
            lists.len() - 1
        });
        groups.push(group);
    }
    // What the words around a name ask for holds for all its mentions.
    for (toponym, group) in toponyms.iter().zip(&groups) {
        if let Some(wanted) = toponym.wanted {
            for candidate in &mut lists[*group] {
                let fits = fits(wanted, candidate.hit.record.feature);
                candidate.features[if fits { 14 } else { 15 }] = 1.0;
            }
        }
    }
    for (toponym, group) in toponyms.iter().zip(&groups) {
        let Some(container) = toponym.container.and_then(|index| groups.get(index)) else { continue };
        if container == group {
            continue;
        }
        let containers: Vec<Container> = lists[*container]
            .iter()
            .map(|c| (c.hit.record.feature, c.hit.record.country, c.division, c.point))
            .collect();
        for candidate in &mut lists[*group] {
            let inside = containers.iter().any(|container| holds(container, candidate));
            if inside {
                candidate.features[11] = 1.0;
            } else if !containers.is_empty() {
                candidate.features[12] = 1.0;
            }
        }
    }
    for list in &mut lists {
        for candidate in list {
            if candidate.features[11] > 0.0 {
                candidate.features[12] = 0.0;
            }
            if candidate.features[14] > 0.0 {
                candidate.features[15] = 0.0;
            }
        }
    }
    (groups, lists)
}

/// A candidate of a container: its feature, country, division and point.
type Container = (Feature, [u8; 2], Option<u64>, [f32; 3]);

/// Whether one candidate of a container holds this candidate: a country its places, a division its towns, a town what
/// lies within a few kilometres.
fn holds(container: &Container, candidate: &Candidate) -> bool {
    let (feature, country, division, point) = container;
    let inner = &candidate.hit.record;
    match feature {
        Feature::Country => *country == inner.country && inner.feature != Feature::Country,
        Feature::Admin1 => division.is_some() && *division == candidate.division && inner.feature != Feature::Admin1,
        Feature::Continent => false,
        _ => {
            inner.feature != Feature::Country
                && inner.feature != Feature::Admin1
                && chord_km(point, &candidate.point)
                    < if feature.kind() == sitrep_types::PlaceKind::Region { 150.0 } else { 40.0 }
        }
    }
}

fn fits(wanted: Wanted, feature: Feature) -> bool {
    match wanted {
        Wanted::Town => matches!(feature, Feature::City | Feature::Village | Feature::District),
        Wanted::Division => matches!(
            feature,
            Feature::Admin1 | Feature::Admin2 | Feature::Admin2Approximate | Feature::Landscape | Feature::Country
        ),
        Wanted::Water => matches!(feature, Feature::River | Feature::Sea),
    }
}

fn first_features(gazetteer: &Gazetteer, toponym: &Toponym, key: &str, setting: &Setting) -> Vec<Candidate> {
    let people = gazetteer.country_of_demonym(&toponym.name);
    let mut hits = gazetteer.lookup(&toponym.name);
    if people.is_some() {
        // "Russian" is no transliteration of Ruzhyn.
        hits.retain(|hit| hit.exact && !toponym.adjective);
    }
    if let Some(country) = people
        && let Some((place, record)) = gazetteer.find(&sitrep_types::PlaceKey(format!("country:{}", country.alpha3)))
        && !hits.iter().any(|hit| hit.place == place)
    {
        hits.push(Hit { place, record, exact: true });
    }
    hits.retain(|hit| hit.exact || alike(key, &exact_key(gazetteer.name(hit.place))));
    // A well-known place of exactly this name leaves no room for likenesses of transliteration.
    if hits.iter().any(|hit| hit.exact && rank_of(hit) > KNOWN) {
        hits.retain(|hit| hit.exact);
    }
    if hits.len() > MOST_CANDIDATES {
        hits.sort_by(|a, b| {
            (b.exact, rank_of(b))
                .partial_cmp(&(a.exact, rank_of(a)))
                .unwrap_or(std::cmp::Ordering::Equal)
                .then(a.place.cmp(&b.place))
        });
        hits.truncate(MOST_CANDIDATES);
    }
    hits.into_iter()
        .map(|hit| {
            let record = &hit.record;
            let feature = record.feature;
            let mut features = [0.0; FEATURES.len()];
            let flag = |condition: bool| if condition { 1.0 } else { 0.0 };
            let own_name = exact_key(gazetteer.name(hit.place));
            features[0] = flag(hit.exact);
            features[1] = flag(own_name == key);
            features[2] = record.log_population as f32 / 10.0;
            features[3] = flag(record.log_population == 0.0);
            features[4] = flag(feature == Feature::Country);
            features[5] = flag(feature == Feature::Admin1);
            features[6] = flag(feature == Feature::Admin2);
            features[7] = flag(feature == Feature::Admin2Approximate);
            features[8] =
                flag(matches!(feature, Feature::Landscape | Feature::River | Feature::Sea | Feature::Continent));
            features[9] = flag(matches!(
                feature,
                Feature::Village
                    | Feature::District
                    | Feature::Facility
                    | Feature::Road
                    | Feature::Mountain
                    | Feature::Island
            ));
            features[10] = flag(hit.place.is_hand_written());
            features[13] = flag(setting.outlet_country == Some(record.country));
            let country = std::str::from_utf8(&record.country).ok().and_then(|code| gazetteer.country(code));
            let capital = country.and_then(|country| country.capital.as_deref());
            features[16] = flag(
                feature == Feature::City
                    && record.log_population > 8.0
                    && capital.is_some_and(|name| exact_key(name) == key),
            );
            let code = gazetteer.division_code(hit.place, record);
            features[25] = flag(
                feature == Feature::City
                    && code.and_then(|code| gazetteer.admin1(first_order(code))).is_some_and(|(place, _)| {
                        exact_key(gazetteer.name(place)).split(' ').next() == key.split(' ').next()
                    }),
            );
            Candidate {
                point: unit(record.point()),
                division: code.map(|code| hash(first_order(code))),
                hit,
                features,
                probability: 0.0,
            }
        })
        .collect()
}

/// Whether two spellings may be one name: at most two letters in five differ, articles left out.
fn alike(one: &str, other: &str) -> bool {
    let letters = |name: &str| -> Vec<char> {
        let words = name
            .split(' ')
            .filter(|word| !matches!(*word, "al" | "el" | "ar" | "as" | "ash" | "ad" | "az" | "an" | "at"));
        words.flat_map(str::chars).take(40).collect()
    };
    let (one, other) = (letters(one), letters(other));
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let substituted = diagonal + usize::from(a != b);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(row[j + 1] + 1);
        }
    }
    row.last().is_some_and(|distance| distance * 5 <= one.len().max(other.len()) * 2)
}

fn rank_of(hit: &Hit) -> f64 {
    match hit.record.feature {
        Feature::Country | Feature::Continent => 100.0,
        Feature::Admin1 => 50.0,
        Feature::City => hit.record.log_population,
        _ => 9.0,
    }
}

/// "US.LA" of "US.LA.077".
fn first_order(code: &str) -> &str {
    match code.match_indices('.').nth(1) {
        Some((position, _)) => &code[..position],
        None => code,
    }
}

/// FNV-1a, which is the same on every machine.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn unit(point: (f64, f64)) -> [f32; 3] {
    let (lat, lon) = (point.0.to_radians(), point.1.to_radians());
    [(lat.cos() * lon.cos()) as f32, (lat.cos() * lon.sin()) as f32, lat.sin() as f32]
}

fn chord_km(a: &[f32; 3], b: &[f32; 3]) -> f32 {
    let square: f32 = a.iter().zip(b).map(|(x, y)| (x - y) * (x - y)).sum();
    square.sqrt() * EARTH_KM
}

fn softmax(lists: &mut [Vec<Candidate>], weights: &[f32; FEATURES.len()]) {
    for list in lists {
        let scores: Vec<f32> = list
            .iter()
            .map(|c| c.features.iter().zip(weights).map(|(feature, weight)| feature * weight).sum())
            .collect();
        let top = scores.iter().copied().fold(f32::MIN, f32::max);
        let total: f32 = scores.iter().map(|score| (score - top).exp()).sum();
        for (candidate, score) in list.iter_mut().zip(&scores) {
            candidate.probability = (score - top).exp() / total;
        }
    }
}

/// What a name's likelier candidates say to the others.
struct Voice {
    group: usize,
    weight: f32,
    country: [u8; 2],
    division: Option<u64>,
    feature: Feature,
    point: [f32; 3],
}

fn add_context(toponyms: &[Toponym], groups: &[usize], lists: &mut [Vec<Candidate>]) {
    let mut mentions = vec![0.0_f32; lists.len()];
    for group in groups.iter().take(toponyms.len()) {
        mentions[*group] += 1.0;
    }
    let mut voices = Vec::new();
    for (group, list) in lists.iter().enumerate() {
        let mut best: Vec<&Candidate> = list.iter().collect();
        best.sort_by(|a, b| b.probability.total_cmp(&a.probability).then_with(|| a.hit.place.cmp(&b.hit.place)));
        for candidate in best.into_iter().take(VOICES) {
            voices.push(Voice {
                group,
                weight: candidate.probability * mentions[group].sqrt(),
                country: candidate.hit.record.country,
                division: candidate.division,
                feature: candidate.hit.record.feature,
                point: candidate.point,
            });
        }
    }
    for (group, list) in lists.iter_mut().enumerate() {
        let others: Vec<&Voice> = voices.iter().filter(|voice| voice.group != group).collect();
        let total: f32 = others.iter().map(|voice| voice.weight).sum::<f32>() + 0.5;
        for candidate in list {
            let (mut country, mut division, mut near, mut wide) = (0.0, 0.0, 0.0, 0.0);
            let (mut country_named, mut division_named) = (0.0_f32, 0.0_f32);
            for voice in &others {
                if voice.country == candidate.hit.record.country {
                    country += voice.weight;
                    if voice.feature == Feature::Country {
                        country_named = country_named.max(voice.weight.min(1.0));
                    }
                }
                if voice.division.is_some() && voice.division == candidate.division {
                    division += voice.weight;
                    if voice.feature == Feature::Admin1 {
                        division_named = division_named.max(voice.weight.min(1.0));
                    }
                }
                if !matches!(voice.feature, Feature::Country | Feature::Continent) {
                    let distance = chord_km(&voice.point, &candidate.point);
                    near += voice.weight / (1.0 + (distance / NEAR_KM) * (distance / NEAR_KM));
                    wide += voice.weight / (1.0 + (distance / WIDE_KM) * (distance / WIDE_KM));
                }
            }
            let is_country = candidate.features[4];
            let is_division = candidate.features[5];
            let features = &mut candidate.features;
            features[FIRST_CONTEXT] = country / total;
            features[FIRST_CONTEXT + 1] = division / total;
            features[FIRST_CONTEXT + 2] = (1.0 + near).ln();
            features[FIRST_CONTEXT + 3] = (1.0 + wide).ln();
            features[FIRST_CONTEXT + 4] = country_named;
            features[FIRST_CONTEXT + 5] = division_named;
            features[FIRST_CONTEXT + 6] = is_country * country / total;
            features[FIRST_CONTEXT + 7] = is_division * division / total;
        }
    }
}
