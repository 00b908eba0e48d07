//! What the words around a place name say of it: what sort of place it is, and what it lies in.

use sitrep_gazetteer::{Feature, Gazetteer};
use sitrep_types::Span;

use super::ranker::{Toponym, Wanted};

/// Words that name the sort of a division when they stand beside or in a name.
const DIVISION_WORDS: &[&str] = &[
    "province",
    "county",
    "state",
    "governorate",
    "oblast",
    "region",
    "district",
    "department",
    "prefecture",
    "parish",
    "canton",
    "republic",
    "territory",
    "raion",
    "krai",
    "emirate",
    "municipality",
    "locality",
];
const TOWN_WORDS: [&str; 9] =
    ["city", "town", "village", "port", "suburb", "hamlet", "township", "capital", "stronghold"];
const WATER_WORDS: [&str; 12] =
    ["river", "lake", "sea", "gulf", "strait", "bay", "ocean", "canal", "creek", "sound", "delta", "channel"];
/// Words that may stand between a place and what it lies in: "Gwer, a town in northern", "Pulka, in the Gwoza area of".
const LINKS: &[&str] = &[
    "in",
    "of",
    "the",
    "a",
    "an",
    "northern",
    "southern",
    "eastern",
    "western",
    "central",
    "north",
    "south",
    "east",
    "west",
    "northeastern",
    "northwestern",
    "southeastern",
    "southwestern",
    "north-eastern",
    "north-western",
    "south-eastern",
    "south-western",
    "northeast",
    "northwest",
    "southeast",
    "southwest",
    "north-east",
    "north-west",
    "south-east",
    "south-west",
    "town",
    "city",
    "village",
    "villages",
    "capital",
    "district",
    "province",
    "state",
    "region",
    "area",
    "county",
    "governorate",
    "department",
    "municipality",
    "port",
    "border",
    "coastal",
    "market",
    "small",
    "country's",
    "suburb",
    "outskirts",
    "part",
    "inside",
    "within",
    "off",
    "and",
    "locality",
    "island",
    "mining",
    "remote",
    "rural",
];
/// A link is no longer than this.
const LONGEST_LINK: usize = 70;
/// How far behind a name a container that was not given as a toponym is looked for, in words.
const CONTAINER_WORDS: usize = 4;

/// Makes toponyms of spans (sorted, not overlapping): with what the words around them say, and with the containers
/// that follow them in the text though no span was given for them. Those come last; the first `spans.len()` toponyms
/// answer the spans.
#[must_use]
pub fn toponyms(text: &str, spans: &[(Span, bool)], gazetteer: &Gazetteer) -> Vec<Toponym> {
    let mut toponyms: Vec<Toponym> = spans
        .iter()
        .map(|(span, adjective)| {
            let name = span.slice(text).unwrap_or_default();
            Toponym {
                name: looked_up(name, gazetteer),
                span: *span,
                wanted: wanted(text, *span),
                container: None,
                adjective: *adjective,
            }
        })
        .collect();
    for index in 0..spans.len() {
        let span = spans[index].0;
        if let Some((next, _)) = spans.get(index + 1) {
            let between = text.get(span.end..next.start).unwrap_or("\n");
            if between.trim() == "'s" || between.trim() == "’s" {
                toponyms[index + 1].container = Some(index);
                continue;
            }
            if links(between) && toponyms[index].container.is_none() {
                toponyms[index].container = Some(index + 1);
                continue;
            }
        }
        if let Some(container) = unmarked_container(text, span, gazetteer) {
            toponyms[index].container = Some(toponyms.len());
            toponyms.push(container);
        }
    }
    // "Alexandria, Kfar and Iraq": a list, not a place and what it lies in; of "A, B, C" only the last two may be.
    for index in 0..spans.len() {
        if let Some(container) = toponyms[index].container
            && container == index + 1
            && toponyms[container].container == Some(container + 1)
            && !is_container(&toponyms[container].name, gazetteer)
        {
            toponyms[index].container = None;
        }
    }
    toponyms
}

/// Whether the text between two names says that the first lies in the second.
fn links(between: &str) -> bool {
    if between.len() > LONGEST_LINK || between.contains('\n') {
        return false;
    }
    let trimmed = between.trim();
    if trimmed == "," || trimmed == "(" || trimmed == "/" {
        return true;
    }
    let mut said = false;
    for word in between.split([' ', ',', '(']).filter(|word| !word.is_empty()) {
        let word = word.to_lowercase();
        if word == "and" || !LINKS.contains(&word.as_str()) {
            return false;
        }
        said |= matches!(word.as_str(), "in" | "of" | "inside" | "within") || between.starts_with(',');
    }
    said
}

/// "Portland, Ore." where "Ore." was not given as a toponym.
fn unmarked_container(text: &str, span: Span, gazetteer: &Gazetteer) -> Option<Toponym> {
    let rest = text.get(span.end..)?;
    let after = rest.strip_prefix(", ").or_else(|| rest.strip_prefix(" ("))?;
    let mut ends = Vec::new();
    let mut position = 0;
    for word in after.split(' ').take(CONTAINER_WORDS) {
        if !word.starts_with(char::is_uppercase) || word.contains('\n') {
            break;
        }
        position += word.len();
        ends.push(position);
        position += 1;
        if word.ends_with([',', ')', ';']) {
            break;
        }
    }
    for end in ends.into_iter().rev() {
        let raw = &after[..end];
        let name = raw.trim_end_matches([',', ')', ';', ':', '.', '"', '”', '\'']);
        let Some(name) = name.lines().next().filter(|name| !name.is_empty()) else { continue };
        if is_container(name, gazetteer) {
            let start = span.end + 2;
            return Some(Toponym {
                name: name.to_owned(),
                span: Span::new(start, start + name.len()),
                wanted: Some(Wanted::Division),
                container: None,
                adjective: false,
            });
        }
    }
    None
}

/// Whether a name may be a country's or a first-order division's.
fn is_container(name: &str, gazetteer: &Gazetteer) -> bool {
    gazetteer
        .lookup(name)
        .iter()
        .any(|hit| hit.exact && matches!(hit.record.feature, Feature::Country | Feature::Admin1))
}

/// The form of a name that the gazetteer finds: as it stands, else without what only says which part is meant.
#[must_use]
pub fn looked_up(name: &str, gazetteer: &Gazetteer) -> String {
    let mut name = name.trim();
    for possessive in ["'s", "’s", "'", "’"] {
        name = name.strip_suffix(possessive).unwrap_or(name);
    }
    let words: Vec<&str> = name.split_whitespace().collect();
    let mut forms = vec![name.to_owned()];
    // Directions and the like before the name, a word for its sort behind it, "City of" before it.
    let skipped = words.iter().take_while(|word| is_part_word(word)).count();
    if skipped > 0 && skipped < words.len() {
        forms.push(words[skipped..].join(" "));
    }
    if words.len() > 1 {
        let last = words[words.len() - 1].to_lowercase();
        if DIVISION_WORDS.contains(&last.as_str()) || TOWN_WORDS.contains(&last.as_str()) || last == "area" {
            forms.push(words[skipped.min(words.len() - 2)..words.len() - 1].join(" "));
        }
    }
    if words.len() > 2 && words[1].eq_ignore_ascii_case("of") {
        forms.push(words[2..].join(" "));
    }
    // A form that is spelt so in the gazetteer before one whose transliteration meets another's.
    for exact in [true, false] {
        if let Some(form) = forms.iter().find(|form| gazetteer.lookup(form).iter().any(|hit| hit.exact || !exact)) {
            return form.clone();
        }
    }
    name.to_owned()
}

/// "northern", "downtown", "central": says which part of a place is meant.
#[must_use]
pub fn is_part_word(word: &str) -> bool {
    let word = word.to_lowercase();
    matches!(
        word.as_str(),
        "downtown"
            | "central"
            | "greater"
            | "inner"
            | "mainland"
            | "upper"
            | "lower"
            | "mid"
            | "the"
            | "metro"
            | "suburban"
            | "rural"
    ) || sitrep_gazetteer::Direction::from_word(&word).is_some()
}

/// The sort of place that the name or the words beside it ask for.
fn wanted(text: &str, span: Span) -> Option<Wanted> {
    let sort = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        let word = word.strip_suffix("'s").unwrap_or(&word);
        if DIVISION_WORDS.contains(&word) {
            Some(Wanted::Division)
        } else if TOWN_WORDS.contains(&word) {
            Some(Wanted::Town)
        } else if WATER_WORDS.contains(&word) {
            Some(Wanted::Water)
        } else {
            None
        }
    };
    let name = span.slice(text)?;
    let words: Vec<&str> = name.split_whitespace().collect();
    if words.len() > 1
        && let Some(found) = words.last().and_then(|word| sort(word)).or_else(|| sort(words[0]))
    {
        // "Kansas City", "Mexico City" are names of towns as they stand, which agrees with what "city" asks for.
        return Some(found);
    }
    let after = text.get(span.end..)?;
    if let Some(next) = after.strip_prefix(' ').and_then(|rest| rest.split_whitespace().next())
        && next.starts_with(|c: char| c.is_alphabetic())
        && let Some(found) = sort(next)
        && found != Wanted::Town
    {
        return Some(found);
    }
    let before = text.get(..span.start)?;
    let tail: Vec<&str> = before.rsplit(' ').filter(|word| !word.is_empty()).take(3).collect();
    match tail.as_slice() {
        ["of", sort_word, ..] => sort(sort_word),
        ["the", "of", sort_word] => sort(sort_word),
        [sort_word, ..] if before.ends_with(' ') && *sort_word != "state" => {
            sort(sort_word).filter(|found| *found == Wanted::Town || sort_word.starts_with(char::is_uppercase))
        }
        _ => None,
    }
}
