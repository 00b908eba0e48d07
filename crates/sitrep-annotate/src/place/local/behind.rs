//! What stands behind the noun of a local place: "of Mosul", "near Bama", "8 km east of Tripoli".

use sitrep_gazetteer::{Direction, LocalKind};
use sitrep_types::{PlaceKey, Upos};

use super::LocalFinder;
use super::phrase::PARTS;

#[derive(Debug)]
pub(super) enum Behind {
    Nothing,
    SamePlace,
    Lies(PlaceKey),
    Near(PlaceKey),
    Offset(f64, Direction, Option<PlaceKey>),
}

impl LocalFinder<'_> {
    /// What stands behind the noun: "of Mosul", "in the city", "near Bama", "8 km east of Tripoli".
    pub(super) fn behind(&self, token: usize, end: usize) -> Behind {
        let next = token + 1;
        if next >= end {
            return Behind::Nothing;
        }
        if let Some((km, direction, place)) = self.distance_from(next, end) {
            return Behind::Offset(km, direction, place);
        }
        let preposition = self.tree.lower(next);
        if !matches!(preposition.as_str(), "of" | "in" | "at" | "inside" | "near" | "outside" | "within") {
            return Behind::Nothing;
        }
        for at in next + 1..end.min(next + 8) {
            if let Some(place) =
                self.place_at(at).filter(|place| place.locates() || place.hit.is_some() && !place.found.adjective)
            {
                let Some(key) = place.key.clone() else { return Behind::Nothing };
                let noun = self.lemma(token);
                let own_name = preposition == "of"
                    && matches!(
                        self.nouns.kind(&noun),
                        Some(LocalKind::Settlement | LocalKind::Division | LocalKind::District)
                    )
                    && !PARTS.contains(&noun.as_str())
                    && !matches!(self.noun_at(0, token), Some((ref compound, _, _)) if compound.contains(' '));
                return if own_name {
                    Behind::SamePlace
                } else if matches!(preposition.as_str(), "near" | "outside") {
                    Behind::Near(key)
                } else {
                    Behind::Lies(key)
                };
            }
            let lemma = self.lemma(at);
            if let Some(kind @ (LocalKind::Settlement | LocalKind::Division)) = self.nouns.kind(&lemma) {
                // "of the village of Abu Karmah", which no gazetteer holds, is not the village named before.
                let named = self.tree.lower(at + 1) == "of" && self.tree.word(at + 2).starts_with(char::is_uppercase);
                if named && at + 2 < end {
                    if self.place_at(at + 2).is_some() {
                        continue;
                    }
                    return Behind::Nothing;
                }
                let key = if self.is_capital(at) {
                    None
                } else {
                    self.antecedent(self.tree.sentence_of(at), self.tree.tokens[at].span, kind)
                };
                return key.map_or(Behind::Nothing, Behind::Lies);
            }
            if self.is_capital(at) {
                let found = self.capital(at).and_then(|phrase| phrase.same_as);
                return found.map_or(Behind::Nothing, Behind::Lies);
            }
            if !matches!(self.tree.upos(at), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::X | Upos::Part) {
                return Behind::Nothing;
            }
        }
        Behind::Nothing
    }

    /// A number of kilometres or miles in a direction from a place, from this word on.
    pub(super) fn distance_from(&self, token: usize, end: usize) -> Option<(f64, Direction, Option<PlaceKey>)> {
        let tree = self.tree;
        let number: f64 = tree
            .word(token)
            .replace(',', "")
            .parse()
            .ok()
            .filter(|km: &f64| km.is_finite() && (0.0..2000.0).contains(km))?;
        let mut at = token + 1;
        if tree.word(at) == "-" {
            at += 1;
        }
        let unit = match tree.lower(at).trim_end_matches(['s', '.']) {
            "km" | "kilometre" | "kilometer" => 1.0,
            "mile" | "mi" => 1.609,
            _ => return None,
        };
        at += 1;
        if at < end && tree.lower(at).starts_with('(') {
            at = (at..end.min(at + 6)).find(|close| tree.word(*close) == ")")? + 1;
        }
        if matches!(tree.lower(at).as_str(), "to" | "the") {
            at += 1;
        }
        let direction = Direction::from_word(&tree.lower(at))?;
        at += 1;
        if at >= end || !matches!(tree.lower(at).as_str(), "of" | "from") {
            return None;
        }
        for place in at + 1..end.min(at + 6) {
            if let Some(place) = self.place_at(place) {
                return Some((number * unit, direction, place.key.clone()));
            }
            if self.is_capital(place) {
                let key = self.capital(place).and_then(|phrase| phrase.same_as);
                return Some((number * unit, direction, key));
            }
            if let Some(kind @ (LocalKind::Settlement | LocalKind::Division)) = self.nouns.kind(&self.lemma(place)) {
                let key = self.antecedent(tree.sentence_of(place), tree.tokens[place].span, kind);
                return Some((number * unit, direction, key));
            }
        }
        None
    }
}
