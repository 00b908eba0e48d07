//! Places by their direction from or within a named one: "20 km south of Mosul", "western Mosul".

use sitrep_gazetteer::Direction;
use sitrep_types::PlaceKind;

use super::{LocalFinder, LocalPhrase, direction_word};

impl LocalFinder<'_> {
    /// "20 km south of Mosul" as a place of its own.
    pub(super) fn offset(&self, sentence: usize, token: usize) -> Option<LocalPhrase> {
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
    pub(super) fn direction(&self, token: usize) -> Option<LocalPhrase> {
        let word = self.tree.lower(token);
        let direction = Direction::from_word(&word)
            .map(direction_word)
            .or_else(|| matches!(word.as_str(), "central" | "downtown").then_some("central"))?;
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
}
