//! Whether two romanised names are one: rewrites, letter costs and lists of each origin (`resources/names/`).
//!
//! A word is folded (no marks, lower case) and rewritten so that one sound is one letter; two words match where the
//! cheapest way from one to the other costs little. Two names match where the words of the shorter can be found in
//! order in the longer, family name on family name and first name on first name or its initial.

use rustc_hash::{FxHashMap, FxHashSet};
use sitrep_resources::{NameScheme, Position};

use crate::folded::Folded;

/// How two names compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameMatch {
    /// Different names.
    Different,
    /// They can be one name where something else speaks for it: a part of the other, a family name alone.
    Possible,
    /// One name.
    Same,
}

/// Names with more words than this are compared by their words alone.
const MOST_WORDS: usize = 12;

struct Scheme {
    tolerance: f64,
    ceiling: f64,
    any_order: bool,
    syllables: bool,
    particles: FxHashSet<String>,
    joins: FxHashMap<String, String>,
    tails: FxHashMap<String, String>,
    rewrites: Vec<(String, String, Position)>,
    replace: FxHashMap<(char, char), f64>,
    omit: FxHashMap<char, f64>,
    equal: FxHashMap<String, usize>,
    distinct: Vec<FxHashMap<String, usize>>,
}

/// The comparer of names.
pub struct Names {
    schemes: Vec<Scheme>,
}

impl Names {
    /// A comparer with these schemes.
    #[must_use]
    pub fn new(schemes: &[NameScheme]) -> Self {
        Self { schemes: schemes.iter().map(Scheme::new).collect() }
    }

    /// How two names of persons compare, whatever the origin: one scheme must find them one, and none that knows both
    /// words as different names may object.
    #[must_use]
    pub fn compare(&self, first: &str, second: &str) -> NameMatch {
        let (first, second) = (fold(first), fold(second));
        if first.is_empty() || second.is_empty() {
            return NameMatch::Different;
        }
        if first == second {
            return NameMatch::Same;
        }
        let mut best = NameMatch::Different;
        for scheme in &self.schemes {
            let found = scheme.compare(&first, &second);
            if found > best {
                best = found;
            }
        }
        if best > NameMatch::Different && self.schemes.iter().any(|scheme| scheme.objects(&first, &second)) {
            return NameMatch::Different;
        }
        best
    }

    /// Whether two single words are spellings of one name.
    #[must_use]
    pub fn same_word(&self, first: &str, second: &str) -> bool {
        self.compare(first, second) == NameMatch::Same
    }

    /// A key that spellings of one word share, so that only names with a common key need be compared: its first
    /// consonants, those that transliterations confuse taken as one.
    #[must_use]
    pub fn block_key(word: &str) -> String {
        let folded: String =
            fold(word).join("").replace("kh", "k").replace("gh", "k").replace("ph", "f").replace('x', "ks");
        let mut key = String::new();
        for letter in folded.chars() {
            let class = match letter {
                'q' | 'k' | 'c' | 'g' | 'j' => 'k',
                'z' | 's' => 's',
                'd' | 't' => 't',
                'b' | 'p' => 'p',
                'v' | 'w' | 'f' => 'f',
                'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'h' | 'ı' => continue,
                other => other,
            };
            if !key.ends_with(class) {
                key.push(class);
            }
            if key.len() >= 3 {
                break;
            }
        }
        if key.is_empty() { folded.chars().take(2).collect() } else { key }
    }
}

/// The words of a name without marks, apostrophes and case; initials without their full stop.
#[must_use]
pub fn fold(name: &str) -> Vec<String> {
    Folded::of(name).iter().map(str::to_string).collect()
}

impl Scheme {
    fn new(scheme: &NameScheme) -> Self {
        let mut replace = FxHashMap::default();
        for row in &scheme.similar {
            for first in row.letters.chars() {
                for second in row.letters.chars() {
                    if first != second {
                        replace.insert((first, second), row.cost);
                    }
                }
            }
        }
        let omit =
            scheme.omit.iter().flat_map(|row| row.letters.chars().map(move |letter| (letter, row.cost))).collect();
        let number = |groups: &[Vec<String>]| {
            groups.iter().enumerate().flat_map(|(at, group)| group.iter().map(move |word| (word.clone(), at))).collect()
        };
        Self {
            tolerance: scheme.tolerance,
            ceiling: scheme.ceiling,
            any_order: scheme.any_order,
            syllables: scheme.syllables,
            particles: scheme.particles.iter().cloned().collect(),
            joins: scheme
                .join
                .iter()
                .flat_map(|join| join.heads.iter().map(|head| (head.clone(), join.written.clone())))
                .collect(),
            tails: scheme
                .tail
                .iter()
                .flat_map(|tail| tail.tails.iter().map(|end| (end.clone(), tail.written.clone())))
                .collect(),
            rewrites: scheme.rewrite.iter().map(|rule| (rule.from.clone(), rule.to.clone(), rule.at)).collect(),
            replace,
            omit,
            equal: number(&scheme.equal),
            distinct: scheme
                .distinct
                .iter()
                .map(|group| group.iter().enumerate().map(|(at, word)| (word.clone(), at)).collect())
                .collect(),
        }
    }

    /// The words of a name as this origin writes them: articles dropped, parts joined.
    fn words(&self, folded: &[String]) -> Vec<String> {
        let mut kept: Vec<String> = Vec::with_capacity(folded.len());
        let mut at = 0;
        while at < folded.len() {
            let word = &folded[at];
            if self.particles.contains(word) && folded.len() > 1 {
                at += 1;
                continue;
            }
            if let Some(written) = self.joins.get(word) {
                let next = (at + 1..folded.len()).find(|&index| !self.particles.contains(&folded[index]));
                if let Some(next) = next {
                    kept.push(format!("{written}{}", folded[next]));
                    at = next + 1;
                    continue;
                }
            }
            if let (Some(written), Some(before)) = (self.tails.get(word), kept.last_mut()) {
                before.push_str(written);
                at += 1;
                continue;
            }
            kept.push(self.rejoined(word));
            at += 1;
        }
        kept
    }

    /// A word written together whose first or last part has several spellings ("abdulamir", "seifeddin").
    fn rejoined(&self, word: &str) -> String {
        let longest = |parts: &FxHashMap<String, String>, fits: &dyn Fn(&str) -> bool| {
            let mut found: Vec<(&String, &String)> = parts
                .iter()
                .filter(|(part, _)| part.len() >= 4 && word.len() >= part.len() + 3 && fits(part))
                .collect();
            found.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(b.0)));
            found.first().map(|(part, written)| (part.len(), (*written).clone()))
        };
        if let Some((length, written)) = longest(&self.joins, &|part| word.starts_with(part)) {
            return format!("{written}{}", &word[length..]);
        }
        if let Some((length, written)) = longest(&self.tails, &|part| word.ends_with(part)) {
            return format!("{}{written}", &word[..word.len() - length]);
        }
        word.to_string()
    }

    fn rewritten(&self, word: &str) -> Vec<char> {
        let mut text = word.to_string();
        for (from, to, at) in &self.rewrites {
            match at {
                Position::Any => {
                    if text.contains(from.as_str()) {
                        text = text.replace(from.as_str(), to);
                    }
                }
                Position::Start => {
                    if let Some(rest) = text.strip_prefix(from.as_str()) {
                        text = format!("{to}{rest}");
                    }
                }
                Position::End => {
                    if let Some(rest) = text.strip_suffix(from.as_str()) {
                        text = format!("{rest}{to}");
                    }
                }
            }
        }
        let mut letters: Vec<char> = text.chars().collect();
        letters.dedup();
        letters
    }

    fn same_word(&self, first: &str, second: &str) -> bool {
        if first == second {
            return true;
        }
        if let (Some(one), Some(other)) = (self.equal.get(first), self.equal.get(second))
            && one == other
        {
            return true;
        }
        let (first, second) = (self.rewritten(first), self.rewritten(second));
        if first == second {
            return true;
        }
        let longer = first.len().max(second.len());
        #[allow(clippy::cast_precision_loss, reason = "words are at most LONGEST_WORD letters")]
        let bound = (self.tolerance * longer as f64).min(self.ceiling);
        bound > 0.0 && first.len().abs_diff(second.len()) <= 2 && self.cost(&first, &second) <= bound
    }

    fn cost(&self, first: &[char], second: &[char]) -> f64 {
        let omit = |letter: char| self.omit.get(&letter).copied().unwrap_or(1.0);
        let mut row: Vec<f64> = vec![0.0; second.len() + 1];
        for (at, letter) in second.iter().enumerate() {
            row[at + 1] = row[at] + omit(*letter);
        }
        for &left in first {
            let mut diagonal = row[0];
            row[0] += omit(left);
            for (at, &right) in second.iter().enumerate() {
                let replaced = diagonal + if left == right { 0.0 } else { self.replaced(left, right) };
                diagonal = row[at + 1];
                row[at + 1] = replaced.min(row[at + 1] + omit(left)).min(row[at] + omit(right));
            }
        }
        row[second.len()]
    }

    fn replaced(&self, left: char, right: char) -> f64 {
        let vowel = |letter: char| "aeiouäöüâ".contains(letter);
        let other = if vowel(left) && vowel(right) { 0.6 } else { 1.0 };
        self.replace.get(&(left, right)).copied().unwrap_or(other)
    }

    fn initial_of(short: &str, long: &str) -> bool {
        short.chars().count() == 1 && long.starts_with(short)
    }

    fn compare(&self, first: &[String], second: &[String]) -> NameMatch {
        let (first, second) = (self.words(first), self.words(second));
        if first.len() > MOST_WORDS || second.len() > MOST_WORDS {
            return NameMatch::Different;
        }
        let mut best = self.compare_words(&first, &second);
        if best < NameMatch::Same && self.any_order && first.len() == second.len() && first.len() >= 2 {
            let mut turned = second.clone();
            turned.rotate_left(1);
            best = best.max(self.compare_words(&first, &turned));
            turned.rotate_left(second.len().saturating_sub(2));
            best = best.max(self.compare_words(&first, &turned));
        }
        if best < NameMatch::Same
            && self.syllables
            && first.len() >= 2
            && second.len() >= 2
            && first.concat() == second.concat()
        {
            best = NameMatch::Same;
        }
        best
    }

    fn compare_words(&self, first: &[String], second: &[String]) -> NameMatch {
        let (short, long) = if first.len() <= second.len() { (first, second) } else { (second, first) };
        let (Some(short_last), Some(long_last)) = (short.last(), long.last()) else { return NameMatch::Different };
        if short.len() == 1 {
            return if long.len() == 1 {
                if self.same_word(short_last, long_last) { NameMatch::Same } else { NameMatch::Different }
            } else if self.same_word(short_last, long_last) {
                NameMatch::Possible
            } else {
                NameMatch::Different
            };
        }
        if !self.same_word(short_last, long_last) {
            return NameMatch::Different;
        }
        let given = |left: &str, right: &str| {
            self.same_word(left, right) || Self::initial_of(left, right) || Self::initial_of(right, left)
        };
        let mut at = 0;
        let mut first_at = None;
        for word in &short[..short.len() - 1] {
            let Some(found) = (at..long.len() - 1).find(|&index| given(word, &long[index])) else {
                return NameMatch::Different;
            };
            first_at.get_or_insert(found);
            at = found + 1;
        }
        if first_at == Some(0) { NameMatch::Same } else { NameMatch::Possible }
    }

    /// Whether this origin lists two words, one of each name and in the same position from either end, as different.
    fn objects(&self, first: &[String], second: &[String]) -> bool {
        let (first, second) = (self.words(first), self.words(second));
        let differ = |left: &String, right: &String| {
            left != right
                && collapsed(left) != collapsed(right)
                && !matches!((self.equal.get(left), self.equal.get(right)), (Some(one), Some(other)) if one == other)
                && self.distinct.iter().any(|group| group.contains_key(left) && group.contains_key(right))
        };
        let same_length = first.len() == second.len();
        (same_length && first.iter().zip(&second).any(|(left, right)| differ(left, right)))
            || matches!((first.last(), second.last()), (Some(left), Some(right)) if differ(left, right))
            || matches!((first.first(), second.first()), (Some(left), Some(right)) if first.len() > 1 && second.len() > 1 && differ(left, right))
    }
}

/// A word with double letters written once.
fn collapsed(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.dedup();
    letters
}

#[cfg(test)]
mod tests {
    use super::{NameMatch, Names};
    use sitrep_resources::Resources;

    fn shipped() -> Resources {
        Resources::shipped().expect("shipped tables are well formed")
    }

    #[test]
    fn every_listed_pair_is_one_name() {
        let resources = shipped();
        let names = Names::new(&resources.names);
        let wrong: Vec<_> = resources
            .names
            .iter()
            .flat_map(|scheme| &scheme.pair)
            .filter(|[first, second]| names.compare(first, second) != NameMatch::Same)
            .collect();
        assert!(wrong.is_empty(), "must match: {wrong:?}");
    }

    #[test]
    fn no_listed_non_pair_is_one_name() {
        let resources = shipped();
        let names = Names::new(&resources.names);
        let wrong: Vec<_> = resources
            .names
            .iter()
            .flat_map(|scheme| &scheme.non_pair)
            .filter(|[first, second]| names.compare(first, second) == NameMatch::Same)
            .collect();
        assert!(wrong.is_empty(), "must not match: {wrong:?}");
    }

    #[test]
    fn spellings_share_a_block() {
        let resources = shipped();
        for [first, second] in resources.names.iter().filter(|scheme| !scheme.any_order).flat_map(|scheme| &scheme.pair)
        {
            let last = |name: &str| super::fold(name).last().cloned().unwrap_or_default();
            let (one, other) = (Names::block_key(&last(first)), Names::block_key(&last(second)));
            assert_eq!(one, other, "{first} / {second}");
        }
    }

    #[test]
    fn a_family_name_alone_is_only_possible() {
        let resources = shipped();
        let names = Names::new(&resources.names);
        assert_eq!(names.compare("Abadi", "Haider al-Abadi"), NameMatch::Possible);
        assert_eq!(names.compare("Jawdat", "Raed Shakir Jawdat"), NameMatch::Possible);
    }
}
