//! The place layer of a document.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use sitrep_gazetteer::{Feature, Gazetteer, Hit, LocalNouns, exact_key, offset};
use sitrep_types::{Document, Mention, MentionKind, Place, PlaceKey, PlaceKind, PlaceMention, Sentence, Span, Token};

use super::context::toponyms;
use super::local::{LocalFinder, LocalPhrase};
use super::metonym::is_metonymic;
use super::precision;
use super::ranker::{self, Candidate, Toponym, Weights, rank};
use super::recognise::{Found, recognise};
use super::setting::{Resolved, Setting};
use crate::tree::Tree;

/// A place without a name beside it that another country's village shares is believed from this population on.
const KNOWN_EVERYWHERE: f64 = 9.6;
/// A city that is meant wherever in the world it is named has a population from here on: half a million.
const KNOWN_TO_ALL: f64 = 13.1;
/// Logarithm of the population of a large town.
const LARGE_TOWN: f64 = 11.0;
/// A name that only stands like a place's is believed from this population on.
const KNOWN: f64 = 8.5;
/// Below this share of the other names a country is not one that the document speaks of.
const SPOKEN_OF: f32 = 0.02;
/// Parents of parents are followed no further.
const DEEPEST: usize = 8;

/// The shipped tables of this layer, read once.
struct Tables {
    weights: Weights,
    nouns: LocalNouns,
}

/// The tables; `None` where they are damaged, which the tests of this module rule out.
fn tables() -> Option<&'static Tables> {
    static TABLES: OnceLock<Option<Tables>> = OnceLock::new();
    TABLES
        .get_or_init(|| Some(Tables { weights: Weights::shipped().ok()?, nouns: LocalNouns::shipped().ok()? }))
        .as_ref()
}

/// Every place a document names, parents included, sorted by key, and where it names them, in order of the text.
#[must_use]
pub fn annotate(
    document: &Document,
    sentences: &[Sentence],
    tokens: &[Token],
    mentions: &[Mention],
    gazetteer: &Gazetteer,
) -> (Vec<Place>, Vec<PlaceMention>) {
    let Some(tables) = tables() else { return (Vec::new(), Vec::new()) };
    let tree = Tree::new(&document.text, sentences, tokens);
    let found = recognise(document, &tree, mentions, gazetteer, &tables.nouns);
    let names = resolve(document, &tree, found, gazetteer, &tables.weights);
    let setting = Setting::new(&names, &document.text, gazetteer);
    let mut other_names: Vec<Span> = mentions
        .iter()
        .filter(|mention| {
            matches!(
                mention.kind,
                MentionKind::Person | MentionKind::Organisation | MentionKind::Group | MentionKind::Misc
            )
        })
        .map(|mention| mention.span)
        .collect();
    other_names.sort();
    let finder =
        LocalFinder { tree: &tree, setting: &setting, nouns: &tables.nouns, gazetteer, other_names: &other_names };
    let phrases = finder.find();

    let mut places = BTreeMap::new();
    let mut place_mentions = Vec::new();
    for name in &names {
        if name.found.context_only {
            continue;
        }
        if let Some(key) = &name.key {
            add_gazetteer_place(key, gazetteer, &mut places);
            if let Some(place) = places.get_mut(key)
                && let Some(written) = news_spelling(&document.text, name)
            {
                place.name = written;
            }
        } else if name.found.kind.is_some() && phrases.iter().any(|phrase| phrase.span.overlaps(name.found.span)) {
            // Its local place says where it is.
            continue;
        }
        place_mentions.push(PlaceMention {
            span: name.found.span,
            place: name.key.clone(),
            metonymic: name.metonymic,
            how: how(name, gazetteer),
        });
    }
    add_local_places(&tree, &phrases, gazetteer, &mut places, &mut place_mentions);
    place_mentions.sort_by(|a, b| (a.span, &a.place).cmp(&(b.span, &b.place)));
    place_mentions.dedup_by(|a, b| a.span == b.span && a.place == b.place);
    (places.into_values().collect(), place_mentions)
}

/// A name of a place under the widest notion of one, for measuring recognition.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedPlace {
    /// Its words.
    pub span: Span,
    /// Latitude and longitude, where it was resolved.
    pub point: Option<(f64, f64)>,
    /// It tells of a people or a body rather than of where something is: "Iraqi", the "Ohio" of "Ohio State University".
    pub associative: bool,
    /// How it was found.
    pub how: String,
}

/// Every name of a place in a document, literal or not, in order of the text.
#[must_use]
pub fn all_toponyms(
    document: &Document,
    sentences: &[Sentence],
    tokens: &[Token],
    mentions: &[Mention],
    gazetteer: &Gazetteer,
) -> Vec<NamedPlace> {
    let Some(tables) = tables() else { return Vec::new() };
    let tree = Tree::new(&document.text, sentences, tokens);
    let found = recognise(document, &tree, mentions, gazetteer, &tables.nouns);
    let names = resolve(document, &tree, found, gazetteer, &tables.weights);
    names
        .iter()
        .filter(|name| !is_seat_or_union(name, &document.text, gazetteer))
        .map(|name| NamedPlace {
            span: name.found.span,
            point: name.hit.map(|hit| hit.record.point()),
            associative: name.found.adjective || name.found.context_only,
            how: how(name, gazetteer),
        })
        .collect()
}

/// "The White House", "the EU": what the gazetteer alone takes for a place is in the first place a body.
fn is_seat_or_union(name: &Resolved, text: &str, gazetteer: &Gazetteer) -> bool {
    let Some(hit) = name.hit.filter(|_| name.found.kind.is_none()) else { return false };
    let written = name.found.span.slice(text).unwrap_or_default();
    hit.record.feature == Feature::Facility
        || (hit.record.feature == Feature::Continent
            && exact_key(written) != exact_key(gazetteer.name(hit.place))
            && (written.len() <= 3 || written.starts_with("European")))
}

/// Resolves names of places given by their spans, for measuring resolution by itself: latitude and longitude of each.
#[must_use]
pub fn resolve_spans(text: &str, spans: &[Span], gazetteer: &Gazetteer) -> Vec<Option<(f64, f64)>> {
    let Some(tables) = tables() else { return vec![None; spans.len()] };
    let mut sorted: Vec<(Span, bool)> = spans.iter().map(|span| (*span, false)).collect();
    sorted.sort();
    sorted.dedup();
    let list = toponyms(text, &sorted, gazetteer);
    let ranked = rank(gazetteer, &list, &ranker::Setting::default(), &tables.weights);
    spans
        .iter()
        .map(|span| {
            let index = sorted.binary_search(&(*span, false)).ok()?;
            let (candidates, toponym) = (ranked.get(index)?, list.get(index)?);
            candidates.first().map(|best| town_of_that_name(best, candidates, toponym).hit.record.point())
        })
        .collect()
}

/// Says of each name which place it means and whether it stands for a government.
fn resolve(
    document: &Document,
    tree: &Tree<'_>,
    found: Vec<Found>,
    gazetteer: &Gazetteer,
    weights: &Weights,
) -> Vec<Resolved> {
    let spans: Vec<(Span, bool)> = found.iter().map(|found| (found.span, found.adjective)).collect();
    let list = toponyms(&document.text, &spans, gazetteer);
    let setting = ranker::Setting { outlet_country: outlet_country(document, gazetteer) };
    let ranked = rank(gazetteer, &list, &setting, weights);
    let dateline = document.dateline_place.as_deref().and_then(|place| {
        let start = document.text.find(place)?;
        Some(Span::new(start, start + place.len()))
    });
    let count = found.len();
    let resolved: Vec<Option<Resolved>> = found
        .into_iter()
        .zip(&list)
        .zip(&ranked)
        .map(|((found, toponym), candidates)| {
            let best = users_own(candidates)
                .or_else(|| candidates.first())
                .map(|best| world_city(best, candidates))
                .map(|best| town_on_the_river(best, candidates, toponym, &document.text))
                .filter(|best| plausible(best, toponym, &ranked))
                .filter(|best| !is_dedication(&document.text, found.span, best))
                .filter(|best| !contradicts_container(best, toponym, &list, &ranked))
                .or_else(|| candidates.iter().find(|other| lies_in_named_division(other, toponym, &list)));
            if found.tentative && !best.is_some_and(agrees_with_setting) {
                return None;
            }
            let hit = best.map(|best| town_of_that_name(best, candidates, toponym).hit);
            let filed =
                dateline.is_some_and(|dateline| dateline.contains(found.span)) || opens_a_dateline(tree, found.span);
            let metonymic = !filed && is_metonymic(tree, found.span, found.adjective, hit.as_ref(), gazetteer);
            let words = tree.words_in(found.span);
            Some(Resolved {
                key: hit.map(|hit| gazetteer.key(hit.place, &hit.record)),
                sentence: if words.is_empty() { 0 } else { tree.sentence_of(words.start) },
                container: toponym.container.filter(|container| *container < count),
                dateline: filed,
                hit,
                metonymic,
                found,
            })
        })
        .collect();
    // Names that were dropped leave gaps in the numbering that containers refer to.
    let renumbered: Vec<Option<usize>> = resolved
        .iter()
        .scan(0, |kept, name| {
            let number = *kept;
            *kept += usize::from(name.is_some());
            Some(name.is_some().then_some(number))
        })
        .collect();
    resolved
        .into_iter()
        .flatten()
        .map(|mut name| {
            name.container = name.container.and_then(|container| renumbered.get(container).copied().flatten());
            name
        })
        .collect()
}

/// The place of a user's own file among the candidates: whoever wrote it down knows what the reports mean by the name.
/// The rows of a GeoNames dump, which bear identifiers, compete with all others; so does a place of a country that the
/// likeliest candidate does not lie in and the document does not speak of.
fn users_own(candidates: &[Candidate]) -> Option<&Candidate> {
    let likeliest = candidates.first()?;
    candidates.iter().find(|candidate| {
        let Hit { place, record, exact } = candidate.hit;
        let here = record.country == likeliest.hit.record.country || candidate.features[17] > SPOKEN_OF;
        place.is_users() && exact && record.geonameid == 0 && here
    })
}

/// "the US embassy in Manila": a town of Arkansas that nothing but its country's name speaks for does not stand against
/// a city that the whole world knows.
fn world_city<'a>(best: &'a Candidate, candidates: &'a [Candidate]) -> &'a Candidate {
    let is_town = best.hit.record.feature == Feature::City && best.hit.record.log_population < KNOWN_EVERYWHERE;
    if !is_town || best.hit.place.is_users() || best.features[11] > 0.0 || best.features[18] > SPOKEN_OF {
        return best;
    }
    let known = candidates.iter().filter(|other| {
        other.hit.exact && other.hit.record.feature == Feature::City && other.hit.record.log_population > KNOWN_TO_ALL
    });
    known
        .max_by(|a, b| a.probability.total_cmp(&b.probability).then_with(|| b.hit.place.cmp(&a.hit.place)))
        .unwrap_or(best)
}

/// "the road to Juba": without its article or a word such as "river", a name is that of the large town before that of the
/// water.
fn town_on_the_river<'a>(
    best: &'a Candidate,
    candidates: &'a [Candidate],
    toponym: &Toponym,
    text: &str,
) -> &'a Candidate {
    let before = text.get(..toponym.span.start).unwrap_or_default().split_whitespace().next_back();
    let articled = before.is_some_and(|word| word.eq_ignore_ascii_case("the"));
    if best.hit.record.feature != Feature::River || best.hit.place.is_users() || toponym.wanted.is_some() || articled {
        return best;
    }
    let towns = candidates.iter().filter(|other| {
        other.hit.exact && other.hit.record.feature == Feature::City && other.hit.record.log_population > LARGE_TOWN
    });
    towns
        .max_by(|a, b| a.probability.total_cmp(&b.probability).then_with(|| b.hit.place.cmp(&a.hit.place)))
        .unwrap_or(best)
}

/// "La Victoria, Apure state": whatever its name, a place of another division is not meant, where the words name the
/// division as one.
fn contradicts_container(best: &Candidate, toponym: &Toponym, list: &[Toponym], ranked: &[Vec<Candidate>]) -> bool {
    let Some(index) = toponym.container else { return false };
    let is_division = list.get(index).is_some_and(|container| container.wanted == Some(ranker::Wanted::Division));
    let container = ranked.get(index).and_then(|candidates| candidates.first());
    is_division
        && best.features[12] > 0.0
        && best.hit.record.feature.kind() == PlaceKind::City
        && container.is_some_and(|container| {
            container.hit.exact
                && matches!(container.hit.record.feature, Feature::Admin1 | Feature::Landscape)
                && container.hit.record.country == best.hit.record.country
        })
}

/// "La Victoria, Apure state": the smaller namesake that lies in the division named.
fn lies_in_named_division(other: &Candidate, toponym: &Toponym, list: &[Toponym]) -> bool {
    let container = toponym.container.and_then(|index| list.get(index));
    container.is_some_and(|container| container.wanted == Some(ranker::Wanted::Division))
        && other.hit.exact
        && other.features[11] > 0.0
        && other.hit.record.feature.kind() == PlaceKind::City
}

/// "the temple of Bel", "the shrine of Nabi Yunus": a god's or a saint's name, unless a town of some size bears it.
fn is_dedication(text: &str, span: Span, best: &Candidate) -> bool {
    const SACRED: &[&str] = &["temple", "shrine", "tomb", "mausoleum", "statue", "cult"];
    let sacred = |noun: &str| SACRED.contains(&noun.to_lowercase().as_str());
    let mut before = text.get(..span.start).unwrap_or_default().split_whitespace().rev();
    let mut own = text.get(span.start..span.end).unwrap_or_default().split_whitespace();
    let behind = before.next() == Some("of") && before.next().is_some_and(sacred);
    let within = own.next().is_some_and(sacred) && own.next() == Some("of");
    (behind || within)
        && (best.hit.record.log_population < KNOWN_TO_ALL || !best.hit.exact)
        && matches!(best.hit.record.feature.kind(), PlaceKind::City | PlaceKind::District | PlaceKind::Facility)
}

/// Whether a name that only stands like a place's is one: the document speaks of its country, or it is well known.
fn agrees_with_setting(best: &Candidate) -> bool {
    best.features[17] > SPOKEN_OF
        || best.features[11] > 0.0
        || (best.hit.exact && best.hit.record.log_population > KNOWN)
}

/// "Khartoum", "Arequipa": the town rather than the division that bears its name, unless the words ask for a division.
fn town_of_that_name<'a>(best: &'a Candidate, candidates: &'a [Candidate], toponym: &Toponym) -> &'a Candidate {
    let division = matches!(best.hit.record.feature, Feature::Admin1 | Feature::Admin2 | Feature::Admin2Approximate);
    if !division || toponym.wanted == Some(ranker::Wanted::Division) {
        return best;
    }
    let town = candidates.iter().filter(|other| {
        other.hit.exact
            && other.hit.record.feature == Feature::City
            && other.is_in_division_of(best)
            && (other.hit.record.log_population > KNOWN || best.hit.record.feature != Feature::Admin1)
    });
    town.max_by(|a, b| a.probability.total_cmp(&b.probability).then_with(|| b.hit.place.cmp(&a.hit.place)))
        .unwrap_or(best)
}

/// "MAPUTO – ", "KISMAYO, Somalia — ": capitals at the head of a text.
fn opens_a_dateline(tree: &Tree<'_>, span: Span) -> bool {
    let name = span.slice(tree.text).unwrap_or_default();
    let head = tree.text.get(..span.start).unwrap_or_default();
    let line = head.rsplit('\n').next().unwrap_or_default();
    let after: String = tree.text.get(span.end..).unwrap_or_default().chars().take(40).collect();
    line.chars().count() < 40
        && !line.chars().any(char::is_lowercase)
        && name.chars().filter(|c| c.is_alphabetic()).count() > 2
        && !name.chars().any(char::is_lowercase)
        && (after.trim_start().starts_with(['—', '–', '-', '(', '/'])
            || (after.starts_with(',') && after.contains(['—', '–', '(', '-', ':'])))
}

/// Whether the likeliest candidate is likely enough: a village of a country that the document does not speak of, or a
/// mere likeness of transliteration there, is a namesake of a place that no gazetteer holds.
fn plausible(best: &Candidate, toponym: &Toponym, ranked: &[Vec<Candidate>]) -> bool {
    let share = best.features[17];
    let in_container = best.features[11] > 0.0;
    let others = ranked.iter().filter(|list| !list.is_empty()).count() > 1;
    let record = &best.hit.record;
    let settlement = matches!(record.feature.kind(), PlaceKind::City | PlaceKind::District | PlaceKind::Facility)
        || matches!(record.feature, Feature::Admin2 | Feature::Admin2Approximate);
    // Somebody found a hand-written place worth a line because news speak of it.
    let written = best.hit.exact && best.hit.place.is_hand_written();
    if toponym.adjective || !settlement || in_container || written {
        return true;
    }
    if !best.hit.exact {
        return share > SPOKEN_OF || (!others && record.log_population > KNOWN_EVERYWHERE);
    }
    !others || share > SPOKEN_OF || record.log_population > KNOWN_EVERYWHERE
}

/// The country of an outlet's internet address; addresses under .com and the like tell nothing.
fn outlet_country(document: &Document, gazetteer: &Gazetteer) -> Option<[u8; 2]> {
    let url = document.url.as_deref()?;
    let host = url.split("://").nth(1)?.split('/').next()?;
    let code = host.rsplit('.').next().filter(|code| code.len() == 2)?.to_ascii_uppercase();
    let code = if code == "UK" { "GB".to_owned() } else { code };
    gazetteer.country(&code)?;
    <[u8; 2]>::try_from(code.as_bytes()).ok()
}

/// How a name was resolved, in words for the user.
fn how(name: &Resolved, gazetteer: &Gazetteer) -> String {
    let Some(hit) = &name.hit else { return format!("{}; no gazetteer holds it", name.found.how) };
    let spelling = if hit.exact { "" } else { ", in another transliteration" };
    let country = std::str::from_utf8(&hit.record.country).ok().and_then(|code| gazetteer.country(code));
    let country = country.map_or("", |country| country.name.as_str());
    let stands = if name.metonymic { "; stands for its government or people" } else { "" };
    format!(
        "{}: {} ({}{}){spelling}{stands}",
        name.found.how,
        gazetteer.name(hit.place),
        hit.record.feature.name(),
        if country.is_empty() { String::new() } else { format!(", {country}") }
    )
}

/// A town's name as the document spells it, where that is the gazetteer's place under a spelling of news: "Avdiivka" for
/// "Avdiyivka". Capitals of a dateline, and names that somebody wrote into a table, are left as they are.
fn news_spelling(text: &str, name: &Resolved) -> Option<String> {
    let hit = name.hit.as_ref()?;
    let written = name.found.span.slice(text)?;
    let usable = hit.record.feature == Feature::City
        && !hit.place.is_hand_written()
        && !name.found.adjective
        && written.chars().any(char::is_lowercase)
        && written.starts_with(char::is_uppercase)
        && !written.contains(['.', '\n', ','])
        && !super::context::is_part_word(written.split_whitespace().next()?);
    usable.then(|| written.to_owned())
}

/// Adds a gazetteer's place and everything that it lies in.
fn add_gazetteer_place(key: &PlaceKey, gazetteer: &Gazetteer, places: &mut BTreeMap<PlaceKey, Place>) {
    let mut next = Some(key.clone());
    for _ in 0..DEEPEST {
        let Some(key) = next.take().filter(|key| !places.contains_key(key)) else { return };
        let Some(entry) = gazetteer.place(&key) else { return };
        let (acled_geo_precision, ucdp_where_prec) = precision::of_feature(entry.feature, entry.country.is_some());
        next.clone_from(&entry.parent);
        places.insert(
            key.clone(),
            Place {
                key,
                name: entry.name,
                kind: entry.kind,
                parent: entry.parent,
                country: entry.country,
                admin1: entry.admin1,
                latitude: Some(entry.latitude),
                longitude: Some(entry.longitude),
                geonameid: entry.geonameid,
                acled_geo_precision,
                ucdp_where_prec,
            },
        );
    }
}

/// Phrases of one local place.
struct Cluster<'a> {
    phrases: Vec<&'a LocalPhrase>,
    gazetteer: &'a Gazetteer,
}

impl Cluster<'_> {
    /// Whether a phrase names this place: a bare noun the last place of that noun; a name the same name; other words
    /// where all of one side are among the other's and both lie in the same place.
    fn takes(&self, phrase: &LocalPhrase) -> bool {
        self.phrases.iter().any(|own| {
            if own.noun != phrase.noun || own.offset != phrase.offset {
                return false;
            }
            let subset = |a: &[String], b: &[String]| a.iter().all(|word| b.contains(word));
            let same_parent = own.parent == phrase.parent || self.agree(own, phrase);
            if own.modifiers == phrase.modifiers {
                return same_parent || !(own.explicit && phrase.explicit);
            }
            if own.proper && phrase.proper {
                return false;
            }
            let bare = phrase.modifiers.is_empty() || own.modifiers.is_empty();
            (bare && !phrase.noun.is_empty() && (same_parent || !phrase.explicit))
                || (same_parent
                    && (subset(&own.modifiers, &phrase.modifiers) || subset(&phrase.modifiers, &own.modifiers)))
        })
    }

    /// The phrase whose name the place bears: a proper one, else the barest.
    fn bearer(&self) -> Option<&LocalPhrase> {
        let proper = self
            .phrases
            .iter()
            .filter(|phrase| phrase.proper)
            .max_by_key(|phrase| (phrase.modifiers.len(), std::cmp::Reverse(phrase.span)));
        proper.or_else(|| self.phrases.iter().min_by_key(|phrase| (phrase.modifiers.len(), phrase.span))).copied()
    }

    /// "a consulate in Afghanistan" and one in Mazar-e-Sharif: the country of the one holds the town of the other.
    fn agree(&self, one: &LocalPhrase, other: &LocalPhrase) -> bool {
        let (Some(one), Some(other)) = (&one.parent, &other.parent) else { return false };
        self.lies_in(one, other) || self.lies_in(other, one)
    }

    fn lies_in(&self, inner: &PlaceKey, outer: &PlaceKey) -> bool {
        let country = outer.0.strip_prefix("country:");
        country.is_some()
            && inner != outer
            && self.gazetteer.place(inner).and_then(|place| place.country).as_deref() == country
    }

    /// What its phrases say it lies in, the town rather than the country where they say both.
    fn parent(&self) -> Option<PlaceKey> {
        let explicit = self.phrases.iter().find(|phrase| phrase.explicit && phrase.parent.is_some());
        let parent = explicit.or_else(|| self.phrases.first()).and_then(|phrase| phrase.parent.clone())?;
        let finer =
            self.phrases.iter().filter_map(|phrase| phrase.parent.as_ref()).find(|key| self.lies_in(key, &parent));
        Some(finer.cloned().unwrap_or(parent))
    }
}

fn add_local_places(
    tree: &Tree<'_>,
    phrases: &[LocalPhrase],
    gazetteer: &Gazetteer,
    places: &mut BTreeMap<PlaceKey, Place>,
    mentions: &mut Vec<PlaceMention>,
) {
    let mut clusters: Vec<Cluster<'_>> = Vec::new();
    for phrase in phrases {
        if let Some(key) = &phrase.same_as {
            add_gazetteer_place(key, gazetteer, places);
            mentions.push(PlaceMention {
                span: phrase.span,
                place: Some(key.clone()),
                metonymic: false,
                how: phrase.how.clone(),
            });
            continue;
        }
        match clusters.iter_mut().rev().find(|cluster| cluster.takes(phrase)) {
            Some(cluster) => cluster.phrases.push(phrase),
            None => clusters.push(Cluster { phrases: vec![phrase], gazetteer }),
        }
    }
    for cluster in &clusters {
        let Some(bearer) = cluster.bearer() else { continue };
        let parent = cluster.parent();
        if let Some(parent) = &parent {
            add_gazetteer_place(parent, gazetteer, places);
        }
        let place = local_place(tree, bearer, parent, places);
        for phrase in &cluster.phrases {
            mentions.push(PlaceMention {
                span: phrase.span,
                place: Some(place.key.clone()),
                metonymic: false,
                how: phrase.how.clone(),
            });
        }
        places.entry(place.key.clone()).or_insert(place);
    }
}

/// The local place that a phrase names, inside its parent.
fn local_place(
    tree: &Tree<'_>,
    phrase: &LocalPhrase,
    parent: Option<PlaceKey>,
    places: &BTreeMap<PlaceKey, Place>,
) -> Place {
    let written = phrase.span.slice(tree.text).unwrap_or_default();
    let mut words = phrase.modifiers.clone();
    // "Sariha village" is "Sariha"; "Mapandi bridge" is not "Mapandi".
    let noun_is_part_of_name =
        !(phrase.proper && matches!(phrase.kind, PlaceKind::City | PlaceKind::Region | PlaceKind::District));
    if noun_is_part_of_name && !phrase.noun.is_empty() {
        words.push(phrase.noun.clone());
    }
    let normalised = exact_key(&words.join(" "));
    let is_part = phrase.noun == "part" || phrase.offset.is_some();
    let name = if phrase.proper || is_part {
        written.split_whitespace().collect::<Vec<_>>().join(" ")
    } else {
        words.join(" ")
    };
    let around = parent.as_ref().and_then(|key| places.get(key));
    let point = around.and_then(|place| place.latitude.zip(place.longitude));
    let point = match (point, phrase.offset) {
        (Some(point), Some((km, direction))) => Some(offset(point, km, direction)),
        (point, _) => point,
    };
    let rounded = |degrees: f64| (degrees * 10_000.0).round() / 10_000.0;
    let (acled, ucdp) = around.map_or((None, None), |place| (place.acled_geo_precision, place.ucdp_where_prec));
    let (acled_geo_precision, ucdp_where_prec) =
        precision::of_local(phrase.kind, phrase.offset.is_some(), (acled, ucdp));
    Place {
        key: PlaceKey(format!("local:{}/{normalised}", parent.as_ref().map_or("", |key| key.0.as_str()))),
        name,
        kind: phrase.kind,
        country: around.and_then(|place| place.country.clone()),
        admin1: around.and_then(|place| {
            place.admin1.clone().or_else(|| (place.key.0.starts_with("admin1:")).then(|| place.name.clone()))
        }),
        latitude: point.map(|point| rounded(point.0)),
        longitude: point.map(|point| rounded(point.1)),
        geonameid: None,
        acled_geo_precision,
        ucdp_where_prec,
        parent,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tables_can_be_read() {
        assert!(tables().is_some());
    }
}
