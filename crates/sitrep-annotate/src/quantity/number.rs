//! How a number is said: digits, words, vague words, ranges, with the words around it that bound it.

use sitrep_resources::{NumberBound, VagueNumber};
use sitrep_types::{QuantityKind, Upos};

use super::{Finder, Number};

/// No number in a report is larger; what is, is an identifier.
const LARGEST: i64 = 1_000_000_000_000;

/// Words from a share to the number that it is of.
const LONGEST_SHARE: usize = 6;

impl Finder<'_> {
    /// The number that begins at a word, modifiers before it included.
    pub(super) fn number_at(&self, token: usize) -> Option<Number> {
        let end = self.sentence_end(token);
        // "how many": asked, not told.
        if token > 0 && self.tree.lower(token - 1) == "how" {
            return None;
        }
        // "at least", "between … and …" first: they belong to the number that follows.
        if (self.tree.lower(token) == "between" || self.tree.lower(token) == "from")
            && let Some(range) = self.range_after(token, end)
        {
            return Some(range);
        }
        // "handed over 21 girls": the particle of a verb bounds nothing.
        let particle = self.tree.lower(token) == "over"
            && token > 0
            && matches!(self.tree.lemma(token - 1), "hand" | "turn" | "take" | "give" | "sign" | "make");
        if !particle
            && let Some((length, bound)) = self.phrase_at(&self.table.before, token, end)
            && let Some(mut number) =
                self.fraction_at(token + length, end).or_else(|| self.bare_number(token + length, end))
        {
            number.first = token;
            bind(&mut number, bound);
            self.after(&mut number, end);
            return self.counted(number);
        }
        let mut number = self.fraction_at(token, end).or_else(|| self.bare_number(token, end))?;
        self.after(&mut number, end);
        self.counted(number)
    }

    /// "60 per cent of its 50,000 inhabitants": the words of the percentage and its value.
    fn percentage_at(&self, token: usize, end: usize) -> Option<(usize, i64)> {
        let (value, next) = self.exact(token, end).filter(|(value, _)| (1..=100).contains(value))?;
        let sign = match self.tree.lower(next).as_str() {
            "%" | "percent" => next + 1,
            "per" if self.tree.lower(next + 1) == "cent" => next + 2,
            _ => return None,
        };
        (sign < end && self.tree.lower(sign) == "of").then_some((sign - token, value))
    }

    /// "half of the town's 60,000 residents", "a third of its 300 houses": a share of a number.
    fn fraction_at(&self, token: usize, end: usize) -> Option<Number> {
        let (length, (numerator, denominator)) = self
            .phrase_at(&self.table.fractions, token, end)
            .or_else(|| self.percentage_at(token, end).map(|(length, percent)| (length, (percent, 100))))?;
        let after = token + length;
        let within = |at: &usize| {
            matches!(
                self.tree.upos(*at),
                Upos::Adp | Upos::Det | Upos::Pron | Upos::Noun | Upos::Propn | Upos::Part | Upos::Adj
            )
        };
        let whole = (after..end.min(after + LONGEST_SHARE)).find(|at| !within(at))?;
        let (value, next) = self.exact(whole, end)?;
        Some(Number {
            first: token,
            end: next,
            anchor: next - 1,
            low: None,
            best: Some(value.checked_mul(numerator)? / denominator),
            high: None,
            more: false,
            implied: false,
        })
    }

    pub(super) fn phrase_at<T: Copy>(
        &self,
        phrases: &[(Vec<String>, T)],
        token: usize,
        end: usize,
    ) -> Option<(usize, T)> {
        phrases
            .iter()
            .find(|(words, _)| {
                token + words.len() <= end
                    && words.iter().enumerate().all(|(offset, word)| self.tree.lower(token + offset) == *word)
            })
            .map(|(words, value)| (words.len(), *value))
    }

    /// "between 30 and 40", "from 30 to 40".
    pub(super) fn range_after(&self, token: usize, end: usize) -> Option<Number> {
        let low = self.bare_number(token + 1, end)?;
        if !matches!(self.tree.lower(low.end).as_str(), "and" | "to") || low.end + 1 >= end {
            return None;
        }
        let high = self.bare_number(low.end + 1, end)?;
        let (bottom, top) = (low.best?, high.best?);
        (bottom < top).then_some(Number {
            first: token,
            end: high.end,
            anchor: high.anchor,
            low: Some(bottom),
            best: None,
            high: Some(top),
            more: false,
            implied: false,
        })
    }

    /// A number without modifiers: digits, number words, vague words, "a" before a person.
    pub(super) fn bare_number(&self, token: usize, end: usize) -> Option<Number> {
        if token >= end {
            return None;
        }
        if let Some((length, vague)) = self.phrase_at(&self.table.vague, token, end) {
            let VagueNumber { low, best, high } = vague;
            // "several hundred prisoners": the vague phrase is longer than one word; "hundreds of thousands" as well.
            return Some(Number {
                first: token,
                end: token + length,
                anchor: token + length - 1,
                low,
                best,
                high,
                more: false,
                implied: false,
            });
        }
        let (value, next) = self.exact(token, end)?;
        // "30-40", "30 to 40", "30 or 40".
        let joins =
            matches!(self.tree.word(next), "-" | "–" | "—") || matches!(self.tree.lower(next).as_str(), "to" | "or");
        if joins
            && next + 1 < end
            && let Some((top, after)) = self.exact(next + 1, end)
            && value < top
            && (top <= value.saturating_mul(20))
        {
            return Some(Number {
                first: token,
                end: after,
                anchor: after - 1,
                low: Some(value),
                best: None,
                high: Some(top),
                more: false,
                implied: false,
            });
        }
        Some(Number {
            first: token,
            end: next,
            anchor: next - 1,
            low: None,
            best: Some(value),
            high: None,
            more: false,
            implied: false,
        })
    }

    /// Digits or number words with multipliers; returns the value and the word after.
    pub(super) fn exact(&self, token: usize, end: usize) -> Option<(i64, usize)> {
        let word = self.tree.lower(token);
        if let Some((value, decimals)) = digits(&word) {
            let mut next = token + 1;
            let mut value = value;
            let mut scale = 1.0;
            // "10 000".
            while next < end
                && decimals.is_none()
                && value < LARGEST
                && word.len() <= 3
                && is_thousand_group(self.tree.word(next))
            {
                value = value.checked_mul(1000)?.checked_add(self.tree.word(next).parse().ok()?)?;
                next += 1;
            }
            if next < end
                && let Some(factor) = self.multiplier(next)
            {
                scale = factor as f64;
                next += 1;
            }
            let exact = value as f64 + decimals.unwrap_or(0.0);
            if decimals.is_some() && scale < 2.0 {
                return None;
            }
            let scaled = exact * scale;
            return (scaled <= LARGEST as f64).then_some((scaled.round() as i64, next));
        }
        self.number_words(token, end)
    }

    pub(super) fn multiplier(&self, token: usize) -> Option<i64> {
        let word = self.tree.lower(token);
        let glued = self
            .tree
            .tokens
            .get(token.wrapping_sub(1))
            .is_some_and(|before| before.span.end == self.tree.tokens[token].span.start);
        // "m", "k", "bn" are units unless they are glued to digits.
        if word.len() <= 2 && !glued {
            return None;
        }
        self.table.multipliers.get(&word).copied()
    }

    /// "twenty-two", "three hundred", "two thousand five hundred and ten".
    pub(super) fn number_words(&self, token: usize, end: usize) -> Option<(i64, usize)> {
        let mut next = token;
        let (mut total, mut current) = (0_i64, None::<i64>);
        while next < end {
            let word = self.tree.lower(next);
            let whole = word.split('-').map(|part| self.table.numbers.get(part).copied()).collect::<Option<Vec<i64>>>();
            if let Some(parts) = whole.filter(|parts| !parts.is_empty()) {
                let value: i64 = parts.iter().sum();
                match current {
                    // "twenty two"; "one two" are two numbers.
                    Some(before) if before % 10 != 0 || before == 0 || value >= 10 && before % 100 != 0 => break,
                    Some(before) => current = Some(before + value),
                    None => current = Some(value),
                }
                next += 1;
            } else if let (Some(value), Some(factor)) =
                (current, self.table.multipliers.get(&word).filter(|_| word.len() > 2))
            {
                let grown = value.checked_mul(*factor)?;
                if *factor >= 1000 {
                    total = total.checked_add(grown)?;
                    current = Some(0);
                } else {
                    current = Some(grown);
                }
                next += 1;
            } else if matches!(word.as_str(), "-" | "and") && current.is_some() && next + 1 < end && next > token {
                // "twenty-two", "a hundred and ten": only where another number word follows closely.
                let following = self.table.numbers.get(&self.tree.lower(next + 1)).copied();
                let fits = match (word.as_str(), following, current) {
                    ("-", Some(value), Some(before)) => before % 10 == 0 && before >= 20 && value < 10,
                    ("and", Some(_), Some(before)) => before >= 100 && before % 100 == 0 || total > 0 && before == 0,
                    _ => false,
                };
                if !fits {
                    break;
                }
                next += 1;
            } else {
                break;
            }
        }
        let value = total.checked_add(current?)?;
        (next > token && value <= LARGEST).then_some((value, next))
    }

    /// Words after the number: "or more", "-odd", "more", "strong".
    pub(super) fn after(&self, number: &mut Number, end: usize) {
        // "400-odd": a hyphen between.
        let next = if self.tree.word(number.end) == "-" && self.tree.lower(number.end + 1) == "odd" {
            number.end + 1
        } else {
            number.end
        };
        if let Some((length, bound)) = self.phrase_at(&self.table.after, next, end) {
            number.end = next + length;
            bind(number, bound);
        }
        if self.tree.lower(number.end) == "more" && number.end < end && self.tree.lower(number.end + 1) != "than" {
            number.more = true;
            number.end += 1;
        }
    }

    /// Leaves out what is no count: ordinals, dates, ages, parts of names, "one of".
    pub(super) fn counted(&self, number: Number) -> Option<Number> {
        let tree = self.tree;
        let anchor = number.anchor;
        let next = tree.lower(number.end.min(tree.tokens.len()));
        let previous = if number.first > 0 { tree.lower(number.first - 1) } else { String::new() };
        let glued_hyphen = tree.word(number.end) == "-" && number.end < self.sentence_end(anchor);
        // "3,000-year-old", "two-week offensive", "seven-man team" is kept where people follow.
        if glued_hyphen
            && !matches!(tree.lower(number.end + 1).as_str(), "man" | "strong" | "member" | "person" | "odd")
        {
            return None;
        }
        if matches!(
            previous.as_str(),
            "-" | "$"
                | "€"
                | "£"
                | "no."
                | "number"
                | "battalion"
                | "kilo"
                | "aged"
                | "level"
                | "highway"
                | "route"
                | "article"
                | "page"
                | "unit"
                | "brigade"
                | "division"
        ) && !number.implied
        {
            return None;
        }
        if matches!(
            next.as_str(),
            "%" | "percent"
                | "per"
                | "km"
                | "kilometre"
                | "kilometres"
                | "kilometers"
                | "miles"
                | "mile"
                | "metres"
                | "meters"
                | "metre"
                | "dollars"
                | "euros"
                | "pm"
                | "am"
                | "p.m."
                | "a.m."
                | "°"
                | "o'clock"
                | "years"
                | "year"
                | "months"
                | "month"
                | "weeks"
                | "week"
                | "days"
                | "day"
                | "hours"
                | "hour"
                | "minutes"
                | "minute"
                | "seconds"
                | "times"
                | "centuries"
                | "decades"
                | "knots"
                | "feet"
                | "tonnes"
                | "tons"
                | "kg"
                | "litres"
                | "square"
                | "quarters"
                | "thirds"
                | "fifths"
                | "tenths"
                | "th"
                | "degrees"
                | "mm"
                | "cm"
                | "ft"
                | "barrels"
        ) {
            return None;
        }
        let value = number.best.or(number.low).or(number.high)?;
        let text = tree.word(number.first);
        // Bare years: "in 2014"; part numbers and identifiers: "131st", "T-05".
        let year_like = text.len() == 4
            && text.chars().all(|character| character.is_ascii_digit())
            && (1900..=2100).contains(&value)
            && number.end - number.first == 1;
        if year_like && tree.relation(anchor) != "nummod" {
            return None;
        }
        if tree.upos(anchor) == Upos::Propn
            && tree.relation(anchor) != "nummod"
            && text.chars().any(|character| character.is_ascii_digit())
        {
            return None;
        }
        // "one" as a pronoun or part of "one another", "one of the".
        if number.best == Some(1) && number.end - number.first == 1 {
            let counts = self.counts(&number);
            let no_one = number.first > 0 && tree.lower(number.first - 1) == "no";
            if no_one
                || matches!(next.as_str(), "another" | "day" | "side" | "hand" | "way" | "thing" | "time")
                || counts == QuantityKind::Other && tree.relation(anchor) != "nummod"
            {
                return None;
            }
        }
        Some(number)
    }
}

/// What a bound makes of the number that was said.
fn bind(number: &mut Number, bound: NumberBound) {
    let Some(value) = number.best else { return };
    match bound {
        NumberBound::Low => (number.low, number.best) = (Some(value), None),
        NumberBound::High => (number.high, number.best) = (Some(value), None),
        NumberBound::Best => {}
    }
}

/// "1,300", "25.000"? no: whole part and decimals of an English number in digits.
fn digits(word: &str) -> Option<(i64, Option<f64>)> {
    let word = word.strip_prefix('+').unwrap_or(word);
    if word.is_empty() || !word.starts_with(|first: char| first.is_ascii_digit()) || word.len() > 16 {
        return None;
    }
    let (whole, decimals) = match word.split_once('.') {
        Some((whole, decimals)) => (whole, Some(decimals)),
        None => (word, None),
    };
    let grouped = whole.split(',').enumerate().all(|(index, group)| {
        group.chars().all(|character| character.is_ascii_digit())
            && !group.is_empty()
            && (index == 0 && group.len() <= 3 || group.len() == 3 || !whole.contains(','))
    });
    if !grouped {
        return None;
    }
    let value: i64 = whole.replace(',', "").parse().ok()?;
    let decimals = match decimals {
        Some(text) => Some(format!("0.{text}").parse::<f64>().ok()?),
        None => None,
    };
    Some((value, decimals))
}

fn is_thousand_group(word: &str) -> bool {
    word.len() == 3 && word.chars().all(|character| character.is_ascii_digit())
}
