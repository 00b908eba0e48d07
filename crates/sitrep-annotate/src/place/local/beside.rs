//! What the words before the noun are to the place: "the Mosul museum" lies in Mosul, "Harib district" is a name, "the
//! black market" is no market.

use sitrep_gazetteer::{Feature, LocalKind};
use sitrep_types::PlaceKey;

use super::LocalFinder;
use super::modifiers::Modifiers;

/// What a country keeps in other countries.
const FOREIGN: &[&str] = &[
    "embassy",
    "consulate",
    "consulate general",
    "mission",
    "military base",
    "naval base",
    "air base",
    "airbase",
    "base",
];

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Beside {
    Nothing,
    IsTheName,
    Lies(PlaceKey),
}

impl LocalFinder<'_> {
    /// What a name beside the noun is to it: what it lies in ("the Mosul museum") or its own name ("Harib district").
    pub(super) fn named_beside(&self, phrase: &Modifiers, noun: &str, kind: LocalKind) -> Beside {
        let place = phrase.words.iter().find_map(|word| self.place_at(*word).filter(|place| !place.found.adjective));
        let Some(place) = place else { return self.first_end(phrase, kind) };
        // "the US embassy in Manila", "a German consulate building": what belongs to a country need not lie in it.
        if place.is_country() {
            let foreign = |word: &str| FOREIGN.contains(&word);
            let demonym = self.gazetteer.country_of_demonym(self.text(place.found.span)).is_some();
            if demonym || foreign(noun) || phrase.modifiers.iter().any(|word| foreign(word)) {
                return Beside::Nothing;
            }
        }
        let natural = place.hit.is_some_and(|hit| {
            matches!(
                hit.record.feature,
                Feature::River | Feature::Sea | Feature::Mountain | Feature::Landscape | Feature::Island
            )
        });
        match (kind, &place.key) {
            (LocalKind::Settlement | LocalKind::Division, Some(_)) => Beside::IsTheName,
            (LocalKind::Water | LocalKind::Nature, Some(_)) if natural => Beside::IsTheName,
            (LocalKind::Road, Some(_)) => Beside::Nothing,
            (_, Some(key)) => Beside::Lies(key.clone()),
            _ => Beside::Nothing,
        }
    }

    /// "the Mosul-Kasik road" begins at Mosul.
    fn first_end(&self, phrase: &Modifiers, kind: LocalKind) -> Beside {
        let Some(first) = phrase.words.first().filter(|_| kind == LocalKind::Road) else { return Beside::Nothing };
        let written = self.tree.word(*first);
        let start = written.split(['-', '–']).next().unwrap_or_default();
        let whole = self.tree.cover(&phrase.words).map_or("", |span| self.text(span));
        if !whole.contains(['-', '–']) {
            return Beside::Nothing;
        }
        let named = self.setting.names.iter().find(|name| name.hit.is_some() && self.text(name.found.span) == start);
        named.and_then(|name| name.key.clone()).map_or(Beside::Nothing, Beside::Lies)
    }

    /// "the black market" is no market.
    pub(super) fn is_figure_of_speech(&self, phrase: &Modifiers, noun: &str) -> bool {
        phrase.modifiers.last().is_some_and(|last| self.nouns.is_figure_of_speech(&format!("{last} {noun}")))
    }
}
