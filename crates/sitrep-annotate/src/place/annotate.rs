//! The place layer of a document.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use sitrep_gazetteer::{Feature, Gazetteer, LocalNouns, exact_key, offset};
use sitrep_types::{Document, Mention, MentionKind, Place, PlaceKey, PlaceKind, PlaceMention, Sentence, Span, Token};

use super::choose::{
    agrees_with_setting, contradicts_container, is_dedication, lies_in_named_division, plausible, town_of_that_name,
    town_on_the_river, users_own, world_city,
};
use super::context::toponyms;
use super::local::{LocalFinder, LocalPhrase};
use super::metonym::is_metonymic;
use super::precision;
use super::ranker::{self, Weights, rank};
use super::recognise::{Found, recognise};
use super::setting::{Resolved, Setting};
use crate::tree::Tree;

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
