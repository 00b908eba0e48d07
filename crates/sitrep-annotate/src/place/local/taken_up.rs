//! Phrases that take up a place named before ("the town", "the province") or name one by its rank ("the capital").

use sitrep_gazetteer::{Country, Feature, LocalKind};
use sitrep_types::{PlaceKey, PlaceKind, Span, Upos};

use super::behind::Behind;
use super::modifiers::{Article, Modifiers};
use super::{LocalFinder, LocalPhrase};
use crate::place::setting::Resolved;

/// Above 100,000 people a place is a city before others; natural logarithm.
const LARGE: f64 = 11.5;

impl LocalFinder<'_> {
    /// "the town", "the city", "the province": the last place of that kind.
    pub(super) fn antecedent(&self, sentence: usize, span: Span, kind: LocalKind) -> Option<PlaceKey> {
        let before = |name: &&Resolved| {
            name.found.span.end <= span.start && name.hit.is_some() && !name.found.adjective && !name.found.context_only
        };
        let mut candidates: Vec<&Resolved> = self.setting.names.iter().filter(before).collect();
        candidates.retain(|name| {
            if kind == LocalKind::Division {
                name.is_region()
            } else {
                name.is_town() && !self.setting.names_a_division(name)
            }
        });
        candidates.retain(|name| !self.lies_off(name.found.span, span));
        // "the city" is no village.
        let city = span.slice(self.tree.text).is_some_and(|word| word.eq_ignore_ascii_case("city"));
        if city && candidates.iter().any(|name| name.is_city()) {
            candidates.retain(|name| name.is_city());
        }
        // Of a city and a town, the city.
        let large = |name: &&Resolved| name.hit.is_some_and(|hit| hit.record.log_population > LARGE);
        if city && candidates.iter().any(large) {
            candidates.retain(large);
        }
        let locating: Vec<&&Resolved> = candidates.iter().filter(|name| !name.metonymic && !name.dateline).collect();
        // "the ministry in Moscow announced the fall of the town": a seat of government is spoken from, not of.
        let spoken_of = locating.iter().rfind(|name| !self.setting.is_only_ahead(name));
        let last = spoken_of.or(locating.last()).copied().or_else(|| candidates.last());
        if let Some(name) = last {
            return name.key.clone();
        }
        if kind == LocalKind::Division {
            return self.setting.region_at(sentence, span).and_then(|name| name.key.clone());
        }
        self.setting.town_at(sentence, span).and_then(|name| name.key.clone())
    }

    pub(super) fn taken_up(
        &self,
        sentence: usize,
        token: usize,
        span: Span,
        kind: LocalKind,
        phrase: &Modifiers,
        behind: &Behind,
    ) -> Option<LocalPhrase> {
        let noun = self.lemma(token);
        let mut found = LocalPhrase {
            span,
            kind: kind.kind(),
            noun: String::new(),
            modifiers: Vec::new(),
            proper: false,
            parent: None,
            offset: None,
            explicit: false,
            same_as: None,
            how: String::new(),
        };
        match (phrase.article, behind) {
            // "a village near Bama": some place there.
            (Article::Indefinite, Behind::Lies(key) | Behind::Near(key)) if kind == LocalKind::Settlement => {
                found.noun = noun;
                found.parent = Some(key.clone());
                found.how = "its phrase names what it lies in".to_owned();
                Some(found)
            }
            (Article::Indefinite, Behind::Offset(km, direction, place)) if kind == LocalKind::Settlement => {
                found.noun = noun;
                found.parent = place.clone();
                found.offset = Some((*km, *direction));
                found.how = "so far from the place named".to_owned();
                Some(found)
            }
            // "the town of Bulo Haji" is named right there.
            (Article::Definite, _)
                if self.tree.lower(token + 1) == "of" && self.tree.word(token + 2).starts_with(char::is_uppercase) =>
            {
                None
            }
            (Article::Definite, _) => {
                found.same_as = Some(self.antecedent(sentence, self.tree.tokens[token].span, kind)?);
                found.how = format!("\"{}\": the last one named", self.text(span));
                Some(found)
            }
            _ => None,
        }
    }

    /// "Bara, north of the city", "Bara, 40 km from the town": what a place is told to lie off is another one.
    fn lies_off(&self, name: Span, noun: Span) -> bool {
        /// A landmark stands no farther behind than so many bytes.
        const NEAR: usize = 48;
        let between = Span::new(name.end.min(noun.start), noun.start).slice(self.tree.text).unwrap_or_default();
        let words: Vec<String> = between.split_whitespace().map(str::to_lowercase).collect();
        let words: Vec<&str> =
            words.iter().map(|word| word.trim_matches(',')).filter(|word| !word.is_empty()).collect();
        let Some((last, rest)) = words.split_last().filter(|_| between.len() <= NEAR && !between.contains('.')) else {
            return false;
        };
        let preposition = if matches!(*last, "the" | "that") { rest.last().copied() } else { Some(*last) };
        let direction = |word: &&str| {
            ["north", "south", "east", "west"].iter().any(|point| word.starts_with(point)) || *word == "outside"
        };
        match preposition {
            Some("of") => rest.iter().any(direction),
            Some("from") => {
                rest.iter().any(|word| matches!(*word, "km" | "kilometres" | "kilometers" | "miles" | "away"))
            }
            Some("near" | "outside" | "towards" | "toward") => rest.len() <= 2,
            _ => false,
        }
    }

    pub(super) fn is_capital(&self, token: usize) -> bool {
        self.tree.lower(token) == "capital" && self.tree.upos(token) != Upos::Adj
    }

    /// "the Libyan capital", "the capital": the capital of the country named, else of the story's.
    pub(super) fn capital(&self, token: usize) -> Option<LocalPhrase> {
        let first = self.tree.sentence_words(token).start;
        let before = token.checked_sub(1).filter(|before| *before >= first)?;
        let word = self.tree.word(before);
        let mut span = self.tree.tokens[token].span;
        if self.tree.lower(before) == "this"
            && let Some(here) = self.setting.names.iter().find(|name| name.dateline && name.is_town())
        {
            // Of reports filed from there: "in this capital".
            let how = format!("where the report was filed from: {}", self.text(here.found.span));
            return Some(same_place(span, here.key.clone()?, how));
        }
        // "Haiti's capital"
        let owner = before.checked_sub(1).filter(|owner| *owner >= first && matches!(word, "'s" | "’s" | "'" | "’"));
        let owner = owner.and_then(|owner| {
            let hits = self.gazetteer.lookup(self.tree.word(owner));
            let country = hits.into_iter().find(|hit| hit.exact && hit.record.feature == Feature::Country)?;
            span = span.cover(self.tree.tokens[owner].span);
            self.gazetteer.country(std::str::from_utf8(&country.record.country).ok()?)
        });
        let country = if owner.is_some() {
            owner
        } else if let Some(country) = self.gazetteer.country_of_demonym(word) {
            span = span.cover(self.tree.tokens[before].span);
            Some(country)
        } else if matches!(self.tree.lower(before).as_str(), "the" | "this" | "country") {
            // "the capital of Sennar state" is a division's.
            if self.tree.lower(token + 1) == "of" {
                return None;
            }
            let code = self.setting.country()?;
            self.gazetteer.country(std::str::from_utf8(&code).ok()?)
        } else {
            None
        }?;
        let key = self.capital_city(country)?;
        Some(same_place(span, key, format!("the capital of {}", country.name)))
    }

    /// The capital of the country that the story plays in.
    pub(super) fn capital_of_story(&self) -> Option<PlaceKey> {
        let code = self.setting.country()?;
        self.capital_city(self.gazetteer.country(std::str::from_utf8(&code).ok()?)?)
    }

    fn capital_city(&self, country: &Country) -> Option<PlaceKey> {
        let capital = country.capital.as_deref()?;
        let hit = self
            .gazetteer
            .lookup(capital)
            .into_iter()
            .filter(|hit| {
                hit.exact && hit.record.feature == Feature::City && hit.record.country == country.code.as_bytes()
            })
            .max_by(|a, b| a.record.log_population.total_cmp(&b.record.log_population).then(b.place.cmp(&a.place)))?;
        Some(self.gazetteer.key(hit.place, &hit.record))
    }
}

/// A phrase for a place that stands elsewhere under its name.
fn same_place(span: Span, key: PlaceKey, how: String) -> LocalPhrase {
    LocalPhrase {
        span,
        kind: PlaceKind::City,
        noun: String::new(),
        modifiers: Vec::new(),
        proper: false,
        parent: None,
        offset: None,
        explicit: false,
        same_as: Some(key),
        how,
    }
}
