//! What the words for a building or site mean: its kind, its own name, and what tells it from others of its kind.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_resources::Facilities;

use crate::names::fold;

/// How the words for two sites in one town compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum SiteMatch {
    /// Two different sites.
    Different,
    /// Nothing speaks for or against.
    Unknown,
    /// One site.
    Same,
}

/// The meaning of the words for a site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Site {
    /// Class of the head noun, or the noun itself.
    pub class: String,
    /// The noun alone says nothing.
    pub generic: bool,
    /// A town has one of it.
    pub one_each: bool,
    /// Whether the table knows the noun.
    pub known: bool,
    /// Words of its own name, folded, without those of its town.
    pub name: BTreeSet<String>,
    /// Meaningful words before the noun, by class.
    pub modifiers: BTreeSet<String>,
}

/// The table of words, ready for look-up.
pub struct Sites {
    heads: FxHashMap<String, (String, bool, bool)>,
    longest_head: usize,
    modifiers: FxHashMap<String, String>,
    neutral: FxHashSet<String>,
    contrast: Vec<FxHashSet<String>>,
}

impl Sites {
    /// Prepares the table.
    #[must_use]
    pub fn new(table: &Facilities) -> Self {
        let mut heads = FxHashMap::default();
        for head in &table.head {
            for word in &head.words {
                heads.insert(word.clone(), (head.class.clone(), head.one_each, head.generic));
            }
        }
        let longest_head = heads.keys().map(|word: &String| word.split(' ').count()).max().unwrap_or(1);
        let modifiers = table
            .modifier
            .iter()
            .flat_map(|modifier| modifier.words.iter().map(|word| (word.clone(), modifier.class.clone())))
            .collect();
        Self {
            heads,
            longest_head,
            modifiers,
            neutral: table.words.neutral.iter().cloned().collect(),
            contrast: table.words.contrast.iter().map(|group| group.iter().cloned().collect()).collect(),
        }
    }

    /// Reads the words for a site; `around` are folded words of the town and country it lies in, which name nothing
    /// about the site itself. `None` where there is no noun.
    #[must_use]
    pub fn read(&self, words: &str, around: &FxHashSet<String>) -> Option<Site> {
        let tokens: Vec<(String, bool)> = words
            .split(|letter: char| {
                letter.is_whitespace() || matches!(letter, '-' | '–' | '/' | ',' | '(' | ')' | '"' | '“' | '”')
            })
            .filter(|token| !token.is_empty())
            .flat_map(|token| {
                let token = token.strip_suffix("'s").or_else(|| token.strip_suffix("’s")).unwrap_or(token);
                let capital = token.chars().next().is_some_and(char::is_uppercase);
                fold(token).into_iter().map(move |word| (word, capital)).collect::<Vec<_>>()
            })
            .collect();
        // "the building that it used as its main court": what it was used as says what it is.
        let used_as = tokens
            .windows(2)
            .position(|pair| matches!(pair[0].0.as_str(), "used" | "serving" | "served" | "known") && pair[1].0 == "as")
            .map(|at| &tokens[at + 2..]);
        if let Some(site) = used_as.and_then(|rest| self.read_tokens(rest, around))
            && site.known
        {
            return Some(site);
        }
        self.read_tokens(&tokens, around)
    }

    fn read_tokens(&self, tokens: &[(String, bool)], around: &FxHashSet<String>) -> Option<Site> {
        let stop = |word: &str| {
            matches!(
                word,
                "of" | "in" | "at" | "on" | "near" | "where" | "which" | "that" | "who" | "from" | "to" | "for"
            )
        };
        let end = tokens.iter().position(|(word, _)| stop(word)).unwrap_or(tokens.len());
        // "court of justice": a listed head may hold a preposition.
        let (head_end, head) = (1..=self.longest_head)
            .rev()
            .flat_map(|length| (0..tokens.len().saturating_sub(length - 1)).map(move |start| (start, length)))
            .filter(|(start, length)| *start < end && (start + length == end || (start + length > end && *length > 1)))
            .find_map(|(start, length)| {
                let phrase =
                    tokens[start..start + length].iter().map(|(word, _)| word.as_str()).collect::<Vec<_>>().join(" ");
                self.heads.get(&phrase).map(|head| (start..start + length, head))
            })
            .map_or((None, None), |(range, head)| (Some(range), Some(head)));
        let range = head_end.unwrap_or(end.checked_sub(1)?..end);
        let noun = tokens.get(range.start)?;
        let (class, one_each, generic) = head.cloned().unwrap_or_else(|| (singular(&noun.0), false, false));
        let mut site =
            Site { class, generic, one_each, known: head.is_some(), name: BTreeSet::new(), modifiers: BTreeSet::new() };
        let after = tokens.get(range.end.max(end)..).unwrap_or_default();
        for (word, capital) in tokens[..range.start].iter().chain(after.iter().filter(|(word, _)| !stop(word))) {
            if around.contains(word) || word.chars().count() < 2 {
                continue;
            }
            if let Some(class) = self.modifiers.get(word) {
                site.modifiers.insert(class.clone());
            } else if self.neutral.contains(word) || self.heads.contains_key(word) && !*capital {
                // Tells nothing of which one is meant.
            } else if *capital && !self.heads.contains_key(word) && !self.contrasting(word) {
                if !matches!(word.as_str(), "al" | "el") {
                    site.name.insert(word.clone());
                }
            } else {
                site.modifiers.insert(word.clone());
            }
        }
        Some(site)
    }

    fn contrasting(&self, word: &str) -> bool {
        self.contrast.iter().any(|group| group.contains(word))
    }

    /// Compares two sites of one town.
    #[must_use]
    pub fn compare(&self, first: &Site, second: &Site) -> SiteMatch {
        if first.class != second.class {
            return SiteMatch::Different;
        }
        let clash = self.contrast.iter().any(|group| {
            let of = |site: &Site| {
                site.modifiers.iter().filter(|word| group.contains(*word)).cloned().collect::<BTreeSet<_>>()
            };
            let (one, other) = (of(first), of(second));
            !one.is_empty() && !other.is_empty() && one != other
        });
        if clash {
            return SiteMatch::Different;
        }
        if !first.name.is_empty() && !second.name.is_empty() {
            return if first.name.is_subset(&second.name) || second.name.is_subset(&first.name) {
                SiteMatch::Same
            } else {
                SiteMatch::Different
            };
        }
        let named = !first.name.is_empty() || !second.name.is_empty();
        if first.generic {
            return if first.modifiers == second.modifiers && !first.modifiers.is_empty() && !named {
                SiteMatch::Same
            } else if first.modifiers.is_empty() || second.modifiers.is_empty() {
                SiteMatch::Unknown
            } else {
                SiteMatch::Different
            };
        }
        if first.one_each {
            // "the airport" of a town and its named airport are one; so are two descriptions of its museum.
            return SiteMatch::Same;
        }
        if first.modifiers == second.modifiers && !named { SiteMatch::Same } else { SiteMatch::Unknown }
    }
}

fn singular(word: &str) -> String {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with('s') => stem.to_string(),
        _ => word.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{SiteMatch, Sites};
    use crate::names::fold;
    use sitrep_resources::Resources;

    fn compare(first: &str, second: &str) -> SiteMatch {
        let resources = Resources::shipped().expect("shipped tables are well formed");
        let sites = Sites::new(&resources.facilities);
        let around = fold("Mosul Iraq").into_iter().collect();
        match (sites.read(first, &around), sites.read(second, &around)) {
            (Some(one), Some(other)) => sites.compare(&one, &other),
            _ => SiteMatch::Unknown,
        }
    }

    #[test]
    fn listed_names_are_one_site_or_two() {
        let resources = Resources::shipped().expect("shipped tables are well formed");
        for row in &resources.facilities.same {
            for name in &row.names {
                assert_eq!(compare(&row.names[0], name), SiteMatch::Same, "{} / {name}", row.names[0]);
            }
        }
        for row in &resources.facilities.apart {
            assert_eq!(compare(&row.names[0], &row.names[1]), SiteMatch::Different, "{:?}", row.names);
        }
    }

    #[test]
    fn two_unnamed_hospitals_need_not_be_one() {
        assert_eq!(compare("hospital", "children's hospital"), SiteMatch::Unknown);
        assert_eq!(compare("headquarters", "police headquarters"), SiteMatch::Unknown);
    }
}
