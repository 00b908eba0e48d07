//! Whether the words around a name of the gazetteer vouch for it: prepositions of place, a container, what is done to
//! places, how large the place is.

use sitrep_gazetteer::{Feature, Gazetteer, Hit, LocalNouns, exact_key};
use sitrep_types::Span;

use super::recognise::is_adjective;
use crate::calendar::is_calendar_word;
use crate::tree::Tree;

/// A town of so many people is believed without the words around it.
const LARGE_TOWN: f64 = 300_000.0;
/// Words in capitals of up to so many letters are initials.
const MOST_INITIALS: usize = 5;
/// Prepositions and nouns that a place follows.
const BEFORE: &[&str] = &[
    "in",
    "at",
    "near",
    "of",
    "from",
    "to",
    "outside",
    "around",
    "between",
    "inside",
    "into",
    "across",
    "toward",
    "towards",
    "through",
    "via",
    "off",
    "throughout",
    "leaving",
    "entered",
    "reached",
    "captured",
    "recaptured",
    "retook",
    "seized",
    "bombed",
    "shelled",
    "besieged",
    "district",
    "province",
    "city",
    "town",
    "village",
    "capital",
    "northern",
    "southern",
];
/// What is fought over a place.
const FOUGHT_OVER: &[&str] =
    &["advance", "assault", "attack", "battle", "fight", "fighting", "march", "offensive", "push", "raid", "struggle"];
/// From this length on a name is looked up by its transliteration as well.
const LONG_NAME: usize = 6;
/// Prepositions of a place.
const IN_A_PLACE: &[&str] =
    &["in", "at", "near", "outside", "around", "inside", "into", "toward", "towards", "through", "from", "to", "of"];
/// What is done to a place.
const TAKEN: &[&str] = &[
    "abandon",
    "approach",
    "attack",
    "besiege",
    "bomb",
    "bombard",
    "capture",
    "clear",
    "control",
    "cut",
    "defend",
    "encircle",
    "enter",
    "evacuate",
    "flee",
    "free",
    "hit",
    "hold",
    "leave",
    "liberate",
    "lift",
    "loot",
    "occupy",
    "overrun",
    "pound",
    "quit",
    "raid",
    "reach",
    "recapture",
    "regain",
    "retake",
    "seize",
    "shell",
    "storm",
    "strike",
    "surround",
    "take",
    "vacate",
    "visit",
];
/// What befalls a place.
const BEFALLS_A_PLACE: &[&str] = &["burn", "change", "fall", "lie", "live", "remain", "starve", "shelter"];
/// Capitalised words that are hardly ever the place of that name.
const HARDLY_EVER: &[&str] = &[
    "the",
    "a",
    "an",
    "of",
    "in",
    "on",
    "at",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "is",
    "as",
    "but",
    "and",
    "or",
    "if",
    "this",
    "that",
    "these",
    "those",
    "there",
    "when",
    "while",
    "after",
    "before",
    "for",
    "to",
    "by",
    "with",
    "from",
    "no",
    "not",
    "now",
    "police",
    "army",
    "general",
    "colonel",
    "major",
    "captain",
    "king",
    "queen",
    "state",
    "states",
    "city",
    "council",
    "church",
    "university",
    "bank",
    "islam",
    "muslim",
    "allah",
    "press",
    "post",
    "times",
    "media",
    "university",
    "reading",
    "mobile",
    "nice",
    "bay",
    "metro",
];

/// Words that may be a place's name.
pub(super) struct Stretch<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) span: Span,
    pub(super) has_encoder: bool,
    pub(super) inside_name: bool,
}

impl Stretch<'_> {
    /// Whether the words are no part of somebody's or something's longer name, or begin a body's ("Paris police").
    pub(super) fn stands_alone(&self, other_names: &[Span]) -> bool {
        let capital = |at: Option<usize>| {
            at.filter(|at| self.tree.sentence_words(self.first).contains(at))
                .is_some_and(|at| self.tree.word(at).starts_with(char::is_uppercase))
        };
        let inside = other_names.iter().any(|name| name.overlaps(self.span) && *name != self.span);
        if inside {
            return self.inside_name && other_names.iter().any(|name| name.contains(self.span));
        }
        let before = self.first.checked_sub(1);
        let opens = before.is_some_and(|at| at == self.tree.sentence_words(self.first).start);
        !capital(Some(self.end)) && (!capital(before) || opens)
    }
}

/// What vouches for a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vouched {
    /// It is a people's adjective.
    People,
    /// It is well known, or the words before or after it say so.
    Surely,
    /// It only stands where a place would.
    BySyntax,
}

/// Whether and how the words around a name vouch for it.
pub(super) fn vouched(stretch: &Stretch<'_>, gazetteer: &Gazetteer, nouns: &LocalNouns) -> Option<Vouched> {
    let Stretch { tree, first, end, span, has_encoder, inside_name } = *stretch;
    let text = tree.text;
    let name = span.slice(text)?;
    let single = end == first + 1;
    if name.contains('\n') || !name.ends_with(|c: char| c.is_alphanumeric() || c == '.' || c == ')') {
        return None;
    }
    if single && is_adjective(name, gazetteer) {
        return Some(Vouched::People);
    }
    let lower = name.to_lowercase();
    if (single && (HARDLY_EVER.contains(&lower.as_str()) || is_calendar_word(&lower))) || nouns.kind(&lower).is_some() {
        return None;
    }
    if !tree.word(end - 1).starts_with(|c: char| c.is_uppercase() || c.is_numeric()) {
        return None;
    }
    let key = exact_key(name);
    let hits: Vec<_> = gazetteer.lookup(name).into_iter().filter(|hit| hit.exact || key.len() >= LONG_NAME).collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    if hits.is_empty() || (letters <= 3 && name.chars().any(char::is_lowercase)) {
        return None;
    }
    let exact = |hit: &&Hit| hit.exact;
    let country = hits.iter().filter(exact).any(|hit| hit.record.feature == Feature::Country);
    let own_name = |hit: &Hit| exact_key(gazetteer.name(hit.place)) == key;
    let region = hits.iter().filter(exact).any(|hit| match hit.record.feature {
        Feature::Continent => true,
        Feature::Admin1 | Feature::Landscape | Feature::Sea | Feature::River => own_name(hit),
        _ => false,
    });
    if inside_name {
        return (country || region).then_some(Vouched::Surely);
    }
    let large = hits.iter().filter(exact).any(|hit| {
        hit.record.feature == Feature::City
            && hit.record.log_population.exp() >= LARGE_TOWN
            && (own_name(hit) || !single)
    });
    let range = tree.sentence_words(first);
    let before = if first > range.start { tree.word(first - 1) } else { "" };
    let after = if end < range.end { tree.word(end) } else { "" };
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    let shouted = !tree.tokens[range.clone()]
        .iter()
        .any(|token| token.span.slice(text).is_some_and(|word| word.chars().any(char::is_lowercase)));
    // Initials among words in lower case are a body's ("SANA reported"), though a town be called so.
    let initials = single && !shouted && letters <= MOST_INITIALS && !name.chars().any(char::is_lowercase);
    if initials && !country && !region && first > range.start {
        return None;
    }
    // A capitalised neighbour makes it part of a longer name ("Jordan Henderson", "Hotel California").
    if !shouted && !country {
        let joined_after = capital(after) && text.get(span.end..).is_some_and(|rest| rest.starts_with(' '));
        let joined_before = capital(before) && !matches!(before, "The" | "In" | "At" | "Near" | "From" | "Of");
        if joined_after || joined_before {
            return None;
        }
    }
    let cue = BEFORE.contains(&before.to_lowercase().as_str());
    let in_container = after == "," && {
        let rest = text.get(span.end..).and_then(|rest| rest.strip_prefix(", ")).unwrap_or_default();
        let next: String = rest.chars().take_while(|c| c.is_alphabetic() || *c == '.').collect();
        capital(&next)
            && gazetteer.lookup(&next).iter().any(|hit| {
                hit.exact
                    && matches!(hit.record.feature, Feature::Country | Feature::Admin1)
                    && hits.iter().filter(exact).any(|own| own.record.country == hit.record.country)
            })
    };
    let capital_city = large
        && hits.iter().filter(exact).any(|hit| {
            let country = std::str::from_utf8(&hit.record.country).ok().and_then(|code| gazetteer.country(code));
            own_name(hit)
                && country.and_then(|country| country.capital.as_deref()).is_some_and(|city| exact_key(city) == key)
        });
    let trusted = capital_city
        || country
        || (region && (cue || !has_encoder || !single))
        || (large && (cue || first > range.start));
    if trusted || in_container || (cue && (!has_encoder || large || region)) {
        return Some(Vouched::Surely);
    }
    let exactly = hits.iter().any(|hit| hit.exact);
    let written = hits.iter().any(|hit| hit.exact && hit.place.is_hand_written());
    (has_encoder && ((exactly && !single) || written || stands_like_a_place(tree, first..end, nouns)))
        .then_some(Vouched::BySyntax)
}

/// Whether the words stand where a place would: "in Amerli", "overran Mucojo", "Djibo has lived under blockade",
/// "Sirte's Giza Bahriya quarter", "MAPUTO –".
fn stands_like_a_place(tree: &Tree<'_>, words: std::ops::Range<usize>, nouns: &LocalNouns) -> bool {
    let mut head = tree.head_of_run(words.clone());
    if tree.relation(head) == "conj"
        && let Some(above) = tree.head(head)
    {
        head = above;
    }
    let above = tree.head(head).map(|above| tree.lemma(above)).unwrap_or_default();
    match tree.deprel(head) {
        "nmod:poss" => true,
        "compound" => nouns.kind(above).is_some(),
        "obj" | "nsubj:pass" => TAKEN.contains(&above),
        "nsubj" => BEFALLS_A_PLACE.contains(&above),
        "obl" | "nmod" => tree.child_by(head, &["case"]).is_some_and(|case| {
            let case = tree.lower(case);
            // "the battle for Goma", "an assault on Palma"
            let fought_over = matches!(case.as_str(), "for" | "on") && FOUGHT_OVER.contains(&above);
            fought_over || IN_A_PLACE.contains(&case.as_str())
        }),
        "root" | "dep" | "nsubj:outer" => {
            let range = tree.sentence_words(head);
            words.start == range.start
                && words.end < range.end
                && matches!(tree.word(words.end), "–" | "—" | "-" | "," | "(" | ":" | "/")
        }
        _ => false,
    }
}
