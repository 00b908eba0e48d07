//! What overrules the ranker: rules on which of a name's candidates is meant, or that none is.

use sitrep_gazetteer::{Feature, Hit};
use sitrep_types::{PlaceKind, Span};

use super::ranker::{self, Candidate, Toponym};

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

/// The likeliest of these; of equals the first by its place, so that the order of the list does not tell.
fn likeliest<'a>(candidates: impl Iterator<Item = &'a Candidate>) -> Option<&'a Candidate> {
    candidates.max_by(|a, b| a.probability.total_cmp(&b.probability).then_with(|| b.hit.place.cmp(&a.hit.place)))
}

/// The place of a user's own file among the candidates: whoever wrote it down knows what the reports mean by the name.
/// The rows of a GeoNames dump, which bear identifiers, compete with all others; so does a place of a country that the
/// likeliest candidate does not lie in and the document does not speak of.
pub(super) fn users_own(candidates: &[Candidate]) -> Option<&Candidate> {
    let likeliest = candidates.first()?;
    candidates.iter().find(|candidate| {
        let Hit { place, record, exact } = candidate.hit;
        let here = record.country == likeliest.hit.record.country || candidate.features[17] > SPOKEN_OF;
        place.is_users() && exact && record.geonameid == 0 && here
    })
}

/// "the US embassy in Manila": a town of Arkansas that nothing but its country's name speaks for does not stand against
/// a city that the whole world knows.
pub(super) fn world_city<'a>(best: &'a Candidate, candidates: &'a [Candidate]) -> &'a Candidate {
    let is_town = best.hit.record.feature == Feature::City && best.hit.record.log_population < KNOWN_EVERYWHERE;
    if !is_town || best.hit.place.is_users() || best.features[11] > 0.0 || best.features[18] > SPOKEN_OF {
        return best;
    }
    let known = candidates.iter().filter(|other| {
        other.hit.exact && other.hit.record.feature == Feature::City && other.hit.record.log_population > KNOWN_TO_ALL
    });
    likeliest(known).unwrap_or(best)
}

/// "the road to Juba": without its article or a word such as "river", a name is that of the large town before that of the
/// water.
pub(super) fn town_on_the_river<'a>(
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
    likeliest(towns).unwrap_or(best)
}

/// "La Victoria, Apure state": whatever its name, a place of another division is not meant, where the words name the
/// division as one.
pub(super) fn contradicts_container(
    best: &Candidate,
    toponym: &Toponym,
    list: &[Toponym],
    ranked: &[Vec<Candidate>],
) -> bool {
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
pub(super) fn lies_in_named_division(other: &Candidate, toponym: &Toponym, list: &[Toponym]) -> bool {
    let container = toponym.container.and_then(|index| list.get(index));
    container.is_some_and(|container| container.wanted == Some(ranker::Wanted::Division))
        && other.hit.exact
        && other.features[11] > 0.0
        && other.hit.record.feature.kind() == PlaceKind::City
}

/// "the temple of Bel", "the shrine of Nabi Yunus": a god's or a saint's name, unless a town of some size bears it.
pub(super) fn is_dedication(text: &str, span: Span, best: &Candidate) -> bool {
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
pub(super) fn agrees_with_setting(best: &Candidate) -> bool {
    best.features[17] > SPOKEN_OF
        || best.features[11] > 0.0
        || (best.hit.exact && best.hit.record.log_population > KNOWN)
}

/// "Khartoum", "Arequipa": the town rather than the division that bears its name, unless the words ask for a division.
pub(super) fn town_of_that_name<'a>(
    best: &'a Candidate,
    candidates: &'a [Candidate],
    toponym: &Toponym,
) -> &'a Candidate {
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
    likeliest(town).unwrap_or(best)
}

/// Whether the likeliest candidate is likely enough: a village of a country that the document does not speak of, or a
/// mere likeness of transliteration there, is a namesake of a place that no gazetteer holds.
pub(super) fn plausible(best: &Candidate, toponym: &Toponym, ranked: &[Vec<Candidate>]) -> bool {
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
