//! The words of a local place's phrase before its noun: what tells it from others and what owns it.

use sitrep_gazetteer::{Direction, LocalKind};
use sitrep_types::{PlaceKey, Upos};

use super::LocalFinder;

/// Longest phrase to the left of its noun, in words.
const MOST_MODIFIERS: usize = 6;

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Article {
    Definite,
    Indefinite,
    #[default]
    None,
}

/// The words of a phrase before its noun.
#[derive(Debug, Default)]
pub(super) struct Modifiers {
    pub(super) first: usize,
    pub(super) words: Vec<usize>,
    pub(super) modifiers: Vec<String>,
    pub(super) article: Article,
    pub(super) possessor: Option<PlaceKey>,
    pub(super) proper: bool,
}

impl LocalFinder<'_> {
    /// The words before the noun that belong to it.
    pub(super) fn modifiers(&self, first: usize, noun: usize) -> Modifiers {
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
            phrase.possessor = self.capital(owner).and_then(|phrase| phrase.same_as);
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

    /// The modifiers that tell a place from others of its kind: no generic adjectives, not the parent's own name.
    pub(super) fn telling(&self, phrase: &Modifiers, parent: Option<&PlaceKey>) -> Vec<String> {
        // "the 13th-century cathedral": its age is no name.
        let aged = phrase.modifiers.iter().any(|modifier| modifier == "century");
        let is_age =
            |modifier: &str| aged && (modifier == "century" || modifier.starts_with(|c: char| c.is_ascii_digit()));
        phrase
            .words
            .iter()
            .zip(&phrase.modifiers)
            .filter(|(_, modifier)| !is_age(modifier))
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
}
