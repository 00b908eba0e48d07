//! Places that no gazetteer holds, from the noun phrases that name them: "the Mosul museum", "Karama district", "the
//! eastern half of the city", "20 km south of Mosul"; and phrases that take up a place named before: "the town".

use sitrep_gazetteer::{Direction, Feature, Gazetteer, LocalKind, LocalNouns};
use sitrep_types::{PlaceKey, PlaceKind, Span, Upos};

use super::setting::{Resolved, Setting};
use crate::tree::Tree;

/// A phrase that names a local place or takes up another.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalPhrase {
    /// Its words, without article.
    pub span: Span,
    /// What it is.
    pub kind: PlaceKind,
    /// The noun, in its canonical form; empty for a place taken up and for a bare name.
    pub noun: String,
    /// What tells it from others of its kind, lower case, in order.
    pub modifiers: Vec<String>,
    /// Whether a proper name is among them.
    pub proper: bool,
    /// What it lies in.
    pub parent: Option<PlaceKey>,
    /// So many kilometres from its parent's point.
    pub offset: Option<(f64, Direction)>,
    /// Its own phrase says what it lies in.
    pub explicit: bool,
    /// It is this place, named before.
    pub same_as: Option<PlaceKey>,
    /// How it was resolved, for the user.
    pub how: String,
}

/// Plural nouns that name one place.
const PLURAL_FORMS: &[&str] = &[
    "headquarters",
    "barracks",
    "outskirts",
    "offices",
    "buildings",
    "hills",
    "mountains",
    "crossroads",
    "woods",
    "docks",
    "steelworks",
    "suburbs",
];
/// Nouns that name a place only with the words that follow ("the edge of the city").
const PARTS: &[&str] = &[
    "area",
    "block",
    "borough",
    "corner",
    "edge",
    "half",
    "outskirt",
    "outskirts",
    "part",
    "quarter",
    "sector",
    "side",
    "zone",
    "centre",
    "center",
    "suburb",
    "region",
    "coast",
];
/// Nouns for parts that add nothing to their direction: "the eastern half", "the east side".
const PLAIN_PARTS: &[&str] = &["area", "half", "part", "sector", "side", "section", "zone"];
/// Longest phrase to the left of its noun, in words.
const MOST_MODIFIERS: usize = 6;

/// Finds the local places of a document.
pub struct LocalFinder<'a> {
    /// The words.
    pub tree: &'a Tree<'a>,
    /// Where the document plays.
    pub setting: &'a Setting<'a>,
    /// Nouns of local places.
    pub nouns: &'a LocalNouns,
    /// The gazetteer.
    pub gazetteer: &'a Gazetteer,
    /// Names of people and bodies: "State" in "Islamic State" is no place.
    pub other_names: &'a [Span],
}

impl LocalFinder<'_> {
    /// All local places, in order of the text.
    #[must_use]
    pub fn find(&self) -> Vec<LocalPhrase> {
        let mut found = Vec::new();
        for (index, sentence) in self.tree.sentences.iter().enumerate() {
            for token in sentence.first_token..sentence.end_token.min(self.tree.tokens.len()) {
                found.extend(self.phrase(index, token));
                found.extend(self.offset(index, token));
                found.extend(self.direction(index, token));
            }
        }
        for name in self.setting.names {
            found.extend(self.unknown_name(name));
        }
        found.sort_by_key(|phrase| (phrase.span.start, std::cmp::Reverse(phrase.span.end)));
        // "western Mosul" inside "the western Mosul district": the longer phrase says it all.
        let mut kept: Vec<LocalPhrase> = Vec::new();
        for phrase in found {
            if !kept.iter().any(|longer| longer.span.contains(phrase.span) && longer.offset.is_none()) {
                kept.push(phrase);
            }
        }
        kept
    }

    fn text(&self, span: Span) -> &str {
        span.slice(self.tree.text).unwrap_or_default()
    }

    /// A word's dictionary form; where nothing was parsed, the word itself without a plural's s.
    fn lemma(&self, token: usize) -> String {
        let lemma = self.tree.lemma(token).to_lowercase();
        if lemma.is_empty() { self.tree.lower(token) } else { lemma }
    }

    /// The named place at a word, if a gazetteer holds it.
    fn place_at(&self, token: usize) -> Option<&Resolved> {
        let span = self.tree.tokens.get(token)?.span;
        self.setting.names.iter().find(|name| name.key.is_some() && name.found.span.overlaps(span))
    }

    /// The noun of a local place at this word, with the first word of the compound that it is.
    fn noun_at(&self, first: usize, token: usize) -> Option<(String, LocalKind, usize)> {
        let lower = self.tree.lower(token);
        let lemma = self.lemma(token);
        let singular = if self.nouns.kind(&lemma).is_some() || !lower.ends_with('s') {
            lemma
        } else {
            lower.trim_end_matches('s').to_owned()
        };
        let plural = lower != singular && lower.ends_with('s') && !PLURAL_FORMS.contains(&lower.as_str());
        for length in [2_usize, 1] {
            let Some(start) = (token + 1).checked_sub(length).filter(|start| *start >= first) else { continue };
            let mut words: Vec<String> = (start..token).map(|before| self.tree.lower(before)).collect();
            words.push(if self.nouns.kind(&lower).is_some() { lower.clone() } else { singular.clone() });
            let noun = words.join(" ");
            if let Some(kind) = self.nouns.kind(&noun) {
                return (!plural).then(|| (self.nouns.canonical(&noun).to_owned(), kind, start));
            }
        }
        None
    }

    /// The local place whose head noun is this word.
    fn phrase(&self, sentence: usize, token: usize) -> Option<LocalPhrase> {
        let tree = self.tree;
        let range = tree.sentence_words(token);
        if !matches!(tree.upos(token), Upos::Noun | Upos::Propn | Upos::X) {
            return None;
        }
        if self.is_capital(token) {
            return self.capital(sentence, token);
        }
        let (noun, kind, start) = self.noun_at(range.start, token)?;
        let inside_name = self.other_names.iter().any(|name| name.contains(tree.tokens[token].span));
        if inside_name && !matches!(kind, LocalKind::Facility | LocalKind::Road) {
            return None;
        }
        if self.continues(token, range.end) {
            return None;
        }
        let phrase = self.modifiers(range.start, start);
        let span = tree.stretch(phrase.first, token);
        // A name of the gazetteer that covers the whole phrase ("Red Sea", "Harib district") needs nothing more.
        if self.setting.names.iter().any(|name| name.key.is_some() && name.found.span.contains(tree.tokens[token].span))
        {
            return None;
        }
        let beside = self.named_beside(&phrase, kind);
        if beside == Beside::IsTheName || self.is_figure_of_speech(&phrase, &noun) {
            return None;
        }
        let behind = self.behind(token, range.end);
        if let Behind::SamePlace = behind
            && matches!(kind, LocalKind::Settlement | LocalKind::Division | LocalKind::District)
        {
            return None;
        }
        let names = phrase.proper;
        if matches!(kind, LocalKind::Settlement | LocalKind::Division) && !names && noun != "refugee camp" {
            return self.taken_up(sentence, token, span, kind, &phrase, &behind);
        }
        let is_part = PARTS.contains(&noun.as_str());
        let direction = phrase.modifiers.iter().find_map(|word| Direction::from_word(word));
        let parent_given = match (&beside, &behind) {
            (Beside::Lies(key), _) => Some(key.clone()),
            (_, Behind::Lies(key) | Behind::Near(key)) => Some(key.clone()),
            _ => phrase.possessor.clone(),
        };
        if is_part
            && !names
            && (parent_given.is_none() || (direction.is_none() && PLAIN_PARTS.contains(&noun.as_str())))
        {
            return None;
        }
        let mut modifiers = self.telling(&phrase, parent_given.as_ref());
        let mut noun = noun;
        if let Some(direction) = direction
            && !names
            && PLAIN_PARTS.contains(&noun.as_str())
        {
            modifiers = vec![direction_word(direction).to_owned()];
            noun = "part".to_owned();
        }
        let several = tree.lower(token) != self.lemma(token) || PLURAL_FORMS.contains(&tree.lower(token).as_str());
        if several && phrase.article == Article::Indefinite && tree.lower(token).ends_with('s') {
            return None;
        }
        // "a road", "an area", "a hill": nothing tells which.
        let indefinite = phrase.article == Article::Indefinite || phrase.article == Article::None;
        let telling = names || !modifiers.is_empty() || parent_given.is_some();
        if indefinite && !telling && !matches!(kind, LocalKind::Facility) {
            return None;
        }
        if phrase.article == Article::None && !telling {
            return None;
        }
        let explicit = parent_given.is_some();
        let (parent, how) = match parent_given {
            Some(key) => (Some(key), "its phrase names what it lies in".to_owned()),
            None if names && kind == LocalKind::Settlement => self.around(sentence, span),
            None => self.governing(sentence, span),
        };
        Some(
            LocalPhrase {
                span,
                kind: kind.kind(),
                noun,
                modifiers,
                proper: names,
                parent,
                offset: if let Behind::Offset(km, direction, _) = behind { Some((km, direction)) } else { None },
                explicit,
                same_as: None,
                how,
            }
            .with_offset_parent(&behind),
        )
    }

    /// Whether the noun only qualifies the one that follows ("hospital bed", "bank branch").
    fn continues(&self, token: usize, end: usize) -> bool {
        let next = token + 1;
        if next >= end {
            return false;
        }
        let adjacent = self.tree.tokens[token].span.end + 1 >= self.tree.tokens[next].span.start;
        if self.tree.head(token) == Some(next) && self.tree.relation(token) == "compound" {
            return true;
        }
        let lower = self.tree.lower(next);
        adjacent
            && (self.nouns.kind(&self.lemma(next)).is_some() || self.nouns.kind(&lower).is_some())
            && matches!(self.tree.upos(next), Upos::Noun | Upos::Propn | Upos::X)
            && self.tree.relation(next) != "appos"
    }

    /// The words before the noun that belong to it.
    fn modifiers(&self, first: usize, noun: usize) -> Modifiers {
        let tree = self.tree;
        let mut phrase = Modifiers { first: noun, ..Modifiers::default() };
        let mut at = noun;
        while at > first && noun - at < MOST_MODIFIERS {
            let before = at - 1;
            let lower = tree.lower(before);
            let gap = tree.tokens[at].span.start.saturating_sub(tree.tokens[before].span.end);
            if gap > 1 {
                break;
            }
            match lower.as_str() {
                "the" | "this" | "that" | "its" | "their" | "his" | "her" | "our" | "each" => {
                    phrase.article = Article::Definite;
                    break;
                }
                "a" | "an" | "another" | "some" | "any" | "every" | "one" | "few" | "several" | "many" | "most"
                | "all" | "both" | "more" | "no" | "such" | "numerous" | "various" => {
                    phrase.article = Article::Indefinite;
                    break;
                }
                "'s" | "’s" | "'" | "’" => {
                    self.possessor(first, before, &mut phrase);
                    phrase.article = Article::Definite;
                    break;
                }
                _ => {}
            }
            let propn =
                tree.word(before).starts_with(char::is_uppercase) && before > first || tree.upos(before) == Upos::Propn;
            let fits = match tree.upos(before) {
                Upos::Adj | Upos::Noun | Upos::Propn | Upos::Num => true,
                Upos::X => {
                    propn
                        || self.nouns.is_generic(&lower)
                        || self.nouns.kind(&lower).is_some()
                        || Direction::from_word(&lower).is_some()
                }
                Upos::Verb => tree.relation(before) == "amod",
                Upos::Punct => lower == "-" && gap == 0,
                _ => false,
            };
            // A parse says better than neighbourhood what belongs together.
            let belongs = tree.head(before).is_none() && tree.relation(before) != "root"
                || tree.head(before).is_some_and(|head| (before..=noun).contains(&head) || head == noun);
            let name_before = tree.upos(before) == Upos::Propn && tree.relation(before) != "nsubj";
            if !fits || !(belongs || name_before) || lower == "," {
                break;
            }
            if lower != "-" {
                phrase.words.push(before);
                phrase.modifiers.push(lower);
                let plausible_name = self.place_at(before).is_none_or(|place| place.key.is_some());
                phrase.proper |=
                    propn && plausible_name && self.gazetteer.country_of_demonym(tree.word(before)).is_none();
            }
            at = before;
            phrase.first = before;
        }
        phrase.words.reverse();
        phrase.modifiers.reverse();
        // What is named in capitals but is the parent's own name is no name of the place itself.
        phrase.proper = phrase.words.iter().any(|word| {
            let written = tree.word(*word);
            (tree.upos(*word) == Upos::Propn || written.starts_with(char::is_uppercase))
                && self.gazetteer.country_of_demonym(written).is_none()
                && !self.nouns.is_generic(&tree.lower(*word))
                && Direction::from_word(written).is_none()
                && !self.is_parent_name(*word)
                && (*word > first || tree.upos(*word) == Upos::Propn)
        });
        phrase
    }

    /// Whether the word belongs to the name of a town or region that was resolved.
    fn is_parent_name(&self, word: usize) -> bool {
        self.place_at(word).is_some_and(|place| place.hit.is_some())
    }

    /// "the city's museum", "Mosul's museum": what owns the place.
    fn possessor(&self, first: usize, mark: usize, phrase: &mut Modifiers) {
        let Some(owner) = mark.checked_sub(1).filter(|owner| *owner >= first) else { return };
        phrase.first = phrase.first.min(mark + 1);
        let owner_span = self.tree.tokens[owner].span;
        if self.other_names.iter().any(|name| name.contains(owner_span)) && self.place_at(owner).is_none() {
            return;
        }
        if let Some(place) = self.place_at(owner) {
            phrase.possessor = place.key.clone();
            return;
        }
        let lemma = self.lemma(owner);
        if self.is_capital(owner) {
            phrase.possessor = self.capital(self.tree.sentence_of(owner), owner).and_then(|phrase| phrase.same_as);
        } else if let Some(kind) = self.nouns.kind(&lemma)
            && matches!(kind, LocalKind::Settlement | LocalKind::Division)
        {
            phrase.possessor = self.antecedent(self.tree.sentence_of(owner), self.tree.tokens[owner].span, kind);
        } else if self.tree.upos(owner) == Upos::Noun {
            // "the governor's palace"
            phrase.modifiers.insert(0, lemma);
            phrase.words.insert(0, owner);
            phrase.first = owner;
        }
    }

    /// What a name beside the noun is to it: what it lies in ("the Mosul museum") or its own name ("Harib district").
    fn named_beside(&self, phrase: &Modifiers, kind: LocalKind) -> Beside {
        let place = phrase.words.iter().find_map(|word| self.place_at(*word).filter(|place| !place.found.adjective));
        let Some(place) = place else { return self.first_end(phrase, kind) };
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
    fn is_figure_of_speech(&self, phrase: &Modifiers, noun: &str) -> bool {
        phrase.modifiers.last().is_some_and(|last| self.nouns.is_figure_of_speech(&format!("{last} {noun}")))
    }

    /// What stands behind the noun: "of Mosul", "in the city", "near Bama", "8 km east of Tripoli".
    fn behind(&self, token: usize, end: usize) -> Behind {
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
        for at in next + 1..end.min(next + 6) {
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
                let key = if self.is_capital(at) {
                    None
                } else {
                    self.antecedent(self.tree.sentence_of(at), self.tree.tokens[at].span, kind)
                };
                return key.map_or(Behind::Nothing, Behind::Lies);
            }
            if self.is_capital(at) {
                let found = self.capital(self.tree.sentence_of(at), at).and_then(|phrase| phrase.same_as);
                return found.map_or(Behind::Nothing, Behind::Lies);
            }
            if !matches!(self.tree.upos(at), Upos::Det | Upos::Adj | Upos::Noun | Upos::Propn | Upos::X | Upos::Part) {
                return Behind::Nothing;
            }
        }
        Behind::Nothing
    }

    /// The modifiers that tell a place from others of its kind: no generic adjectives, not the parent's own name.
    fn telling(&self, phrase: &Modifiers, parent: Option<&PlaceKey>) -> Vec<String> {
        phrase
            .words
            .iter()
            .zip(&phrase.modifiers)
            .filter(|(word, modifier)| {
                let written = self.tree.word(**word);
                let parents =
                    self.place_at(**word).is_some_and(|place| place.key.is_some() && place.key.as_ref() == parent);
                let demonym = self.gazetteer.country_of_demonym(written).is_some();
                let capital_word = written.starts_with(char::is_uppercase) && self.tree.upos(**word) == Upos::Propn;
                let of_a_name = !phrase.proper
                    || written.starts_with(|c: char| c.is_uppercase() || c.is_numeric())
                    || self.tree.upos(**word) == Upos::Noun;
                !parents && !demonym && of_a_name && (capital_word || !self.nouns.is_generic(modifier))
            })
            .map(|(_, modifier)| self.nouns.canonical(modifier).to_owned())
            .collect()
    }

    fn governing(&self, sentence: usize, span: Span) -> (Option<PlaceKey>, String) {
        if let Some(town) = self.setting.town_at(sentence, span) {
            let how = if town.sentence == sentence {
                "the place named in its sentence"
            } else {
                "the place the story speaks of"
            };
            return (town.key.clone(), format!("{how}: {}", self.text(town.found.span)));
        }
        if let Some(region) = self.setting.region_at(sentence, span) {
            return (region.key.clone(), format!("the region the story speaks of: {}", self.text(region.found.span)));
        }
        (self.setting.country_key(), "the country the story speaks of".to_owned())
    }

    /// What a village or an unknown name lies in: the region that the story speaks of there, else a town named with it,
    /// else the country.
    fn around(&self, sentence: usize, span: Span) -> (Option<PlaceKey>, String) {
        if let Some(region) = self.setting.region_at(sentence, span) {
            return (region.key.clone(), format!("the region the story speaks of: {}", self.text(region.found.span)));
        }
        let beside = |other: &&Resolved| {
            other.sentence == sentence && other.locates() && other.is_town() && !other.found.span.overlaps(span)
        };
        if let Some(town) = self.setting.names.iter().filter(beside).next_back() {
            return (town.key.clone(), format!("the place named in its sentence: {}", self.text(town.found.span)));
        }
        (self.setting.country_key(), "the country the story speaks of".to_owned())
    }

    /// "the town", "the city", "the province": the last place of that kind.
    fn antecedent(&self, sentence: usize, span: Span, kind: LocalKind) -> Option<PlaceKey> {
        let before = |name: &&Resolved| {
            name.found.span.end <= span.start && name.hit.is_some() && !name.found.adjective && !name.found.context_only
        };
        let mut candidates: Vec<&Resolved> = self.setting.names.iter().filter(before).collect();
        candidates.retain(|name| if kind == LocalKind::Division { name.is_region() } else { name.is_town() });
        // "the city" is no village.
        let city = span.slice(self.tree.text).is_some_and(|word| word.eq_ignore_ascii_case("city"));
        if city && candidates.iter().any(|name| name.is_city()) {
            candidates.retain(|name| name.is_city());
        }
        let locating: Vec<&&Resolved> = candidates.iter().filter(|name| !name.metonymic && !name.dateline).collect();
        let last = locating.last().copied().or_else(|| candidates.last());
        if let Some(name) = last {
            return name.key.clone();
        }
        if kind == LocalKind::Division {
            return self.setting.region_at(sentence, span).and_then(|name| name.key.clone());
        }
        self.setting.town_at(sentence, span).and_then(|name| name.key.clone())
    }

    fn taken_up(
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
            (Article::Definite, _) => {
                found.same_as = Some(self.antecedent(sentence, self.tree.tokens[token].span, kind)?);
                found.how = format!("\"{}\": the last one named", self.text(span));
                Some(found)
            }
            _ => None,
        }
    }

    fn is_capital(&self, token: usize) -> bool {
        self.tree.lower(token) == "capital" && self.tree.upos(token) != Upos::Adj
    }

    /// "the Libyan capital", "the capital": the capital of the country named, else of the story's.
    fn capital(&self, sentence: usize, token: usize) -> Option<LocalPhrase> {
        let first = self.tree.sentence_words(token).start;
        let before = token.checked_sub(1).filter(|before| *before >= first)?;
        let word = self.tree.word(before);
        let mut span = self.tree.tokens[token].span;
        let country = if let Some(country) = self.gazetteer.country_of_demonym(word) {
            span = span.cover(self.tree.tokens[before].span);
            Some(country)
        } else if matches!(self.tree.lower(before).as_str(), "the" | "country") {
            // "the capital of Sennar state" is a division's.
            if self.tree.lower(token + 1) == "of" {
                return None;
            }
            let code = self.setting.country()?;
            self.gazetteer.country(std::str::from_utf8(&code).ok()?)
        } else {
            None
        }?;
        let capital = country.capital.as_deref()?;
        let hit = self
            .gazetteer
            .lookup(capital)
            .into_iter()
            .filter(|hit| {
                hit.exact && hit.record.feature == Feature::City && hit.record.country == country.code.as_bytes()
            })
            .max_by(|a, b| a.record.log_population.total_cmp(&b.record.log_population).then(b.place.cmp(&a.place)))?;
        let _ = sentence;
        Some(LocalPhrase {
            span,
            kind: PlaceKind::City,
            noun: String::new(),
            modifiers: Vec::new(),
            proper: false,
            parent: None,
            offset: None,
            explicit: false,
            same_as: Some(self.gazetteer.key(hit.place, &hit.record)),
            how: format!("the capital of {}", country.name),
        })
    }

    /// A number of kilometres or miles in a direction from a place, from this word on.
    fn distance_from(&self, token: usize, end: usize) -> Option<(f64, Direction, Option<PlaceKey>)> {
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
                let key = self.capital(tree.sentence_of(place), place).and_then(|phrase| phrase.same_as);
                return Some((number * unit, direction, key));
            }
            if let Some(kind @ (LocalKind::Settlement | LocalKind::Division)) = self.nouns.kind(&self.lemma(place)) {
                let key = self.antecedent(tree.sentence_of(place), tree.tokens[place].span, kind);
                return Some((number * unit, direction, key));
            }
        }
        None
    }

    /// "20 km south of Mosul" as a place of its own.
    fn offset(&self, sentence: usize, token: usize) -> Option<LocalPhrase> {
        let end = self.tree.sentence_words(token).end;
        let (km, direction, parent) = self.distance_from(token, end)?;
        let parent = parent?;
        let named = self.setting.names.iter().find(|name| {
            name.sentence == sentence
                && name.found.span.start >= self.tree.tokens[token].span.end
                && name.key.as_ref() == Some(&parent)
        });
        let last = named.map_or_else(|| self.tree.tokens[(token + 4).min(end - 1)].span, |name| name.found.span);
        Some(LocalPhrase {
            span: self.tree.tokens[token].span.cover(last),
            kind: PlaceKind::Other,
            noun: format!("{} km {}", km.round(), direction_word(direction).trim_end_matches("ern")),
            modifiers: Vec::new(),
            proper: false,
            parent: Some(parent),
            offset: Some((km, direction)),
            explicit: true,
            same_as: None,
            how: "so far from the place named".to_owned(),
        })
    }

    /// "western Mosul", "northern Iraq".
    fn direction(&self, sentence: usize, token: usize) -> Option<LocalPhrase> {
        let word = self.tree.lower(token);
        let direction = Direction::from_word(&word)
            .map(direction_word)
            .or_else(|| matches!(word.as_str(), "central" | "downtown").then_some("central"))?;
        let _ = sentence;
        let span = self.tree.tokens[token].span;
        // The name may have been given with its direction ("western Mosul" as one name) or without.
        let name = self.setting.names.iter().find(|name| {
            name.hit.is_some()
                && !name.found.adjective
                && !name.found.context_only
                && (name.found.span.start == span.start && name.found.span.end > span.end
                    || name.found.span.start == span.end + 1 && self.tree.text.as_bytes().get(span.end) == Some(&b' '))
        })?;
        let hit = name.hit?;
        // "North Kivu", "South Sudan" are names as they stand.
        if name.found.span.start == span.start
            && self.gazetteer.lookup(self.text(name.found.span)).iter().any(|own| own.exact && own.place == hit.place)
        {
            return None;
        }
        if name.metonymic {
            return None;
        }
        let kind = match hit.record.feature.kind() {
            PlaceKind::City | PlaceKind::District => PlaceKind::District,
            PlaceKind::Country | PlaceKind::Region => PlaceKind::Region,
            _ => return None,
        };
        Some(LocalPhrase {
            span: span.cover(name.found.span),
            kind,
            noun: "part".to_owned(),
            modifiers: vec![direction.to_owned()],
            proper: false,
            parent: name.key.clone(),
            offset: None,
            explicit: false,
            same_as: None,
            how: "a part of the place named".to_owned(),
        })
    }

    /// A name that is said to be a place but stands in no gazetteer: "Ceel Baraf".
    fn unknown_name(&self, name: &Resolved) -> Option<LocalPhrase> {
        if name.hit.is_some() || name.found.adjective || name.found.context_only || name.found.kind.is_none() {
            return None;
        }
        let span = name.found.span;
        let words = self.tree.words_in(span);
        let acronym = self.text(span).len() <= 5 && !self.text(span).chars().any(char::is_lowercase);
        if words.is_empty() || self.text(span).len() > 60 || acronym {
            return None;
        }
        // "Mosul Museum" given as one name is read as a phrase.
        let last = words.end - 1;
        if self.noun_at(words.start, last).is_some() {
            return None;
        }
        let container =
            name.container.and_then(|index| self.setting.names.get(index)).filter(|container| container.hit.is_some());
        let (parent, how) = match container {
            Some(container) => (container.key.clone(), "its phrase names what it lies in".to_owned()),
            None => self.around(name.sentence, span),
        };
        let how = format!("not in the gazetteer; {how}");
        let kind = match name.found.kind {
            Some(sitrep_types::MentionKind::Facility) => PlaceKind::Facility,
            Some(sitrep_types::MentionKind::Location) => PlaceKind::Other,
            _ => PlaceKind::City,
        };
        Some(LocalPhrase {
            span,
            kind,
            noun: String::new(),
            modifiers: self.text(span).split_whitespace().map(str::to_lowercase).collect(),
            proper: true,
            parent,
            offset: None,
            explicit: false,
            same_as: None,
            how,
        })
    }
}

impl LocalPhrase {
    fn with_offset_parent(mut self, behind: &Behind) -> Self {
        if let Behind::Offset(_, _, place) = behind
            && place.is_some()
        {
            self.parent = place.clone();
            self.how = "so far from the place named".to_owned();
        }
        self
    }
}

/// A direction as a local place's name has it.
#[must_use]
pub const fn direction_word(direction: Direction) -> &'static str {
    match direction {
        Direction::North => "northern",
        Direction::NorthEast => "north-eastern",
        Direction::East => "eastern",
        Direction::SouthEast => "south-eastern",
        Direction::South => "southern",
        Direction::SouthWest => "south-western",
        Direction::West => "western",
        Direction::NorthWest => "north-western",
    }
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Article {
    Definite,
    Indefinite,
    #[default]
    None,
}

/// The words of a phrase before its noun.
#[derive(Debug, Default)]
struct Modifiers {
    first: usize,
    words: Vec<usize>,
    modifiers: Vec<String>,
    article: Article,
    possessor: Option<PlaceKey>,
    proper: bool,
}

#[derive(Debug, PartialEq, Eq)]
enum Beside {
    Nothing,
    IsTheName,
    Lies(PlaceKey),
}

#[derive(Debug)]
enum Behind {
    Nothing,
    SamePlace,
    Lies(PlaceKey),
    Near(PlaceKey),
    Offset(f64, Direction, Option<PlaceKey>),
}
