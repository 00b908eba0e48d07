//! Numbers as news writes them: "three", "twenty-one", "2 1/2", "two and a half", "several", "nineteen ninety-four".

/// A number of units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count {
    /// The number; 0 where only words such as "several" tell it.
    pub(crate) whole: i64,
    /// And a half.
    pub(crate) half: bool,
}

impl Count {
    /// Whether the words give no number.
    pub(crate) const fn is_vague(self) -> bool {
        self.whole == 0 && !self.half
    }
}

const SMALL: &[&str] = &[
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
];
const TENS: &[&str] = &["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const VAGUE: &[&str] = &["several", "few", "some", "many", "recent", "coming", "past", "dozens", "scores", "hundreds"];

/// The number that words or digits tell; `None` where they tell none.
pub(crate) fn count(text: &str) -> Option<Count> {
    let mut total = 0_i64;
    let mut group = 0_i64;
    let mut half = false;
    let mut seen = false;
    let lower = text.to_lowercase();
    for word in lower.split(|character: char| character.is_whitespace() || character == '-') {
        match word {
            "" | "and" | "of" | "the" | "more" | "full" | "consecutive" | "straight" => continue,
            "1/2" | "half" => half = true,
            "a" | "an" if !seen => group = 1,
            "a" | "an" => {}
            "couple" => group = 2,
            "pair" => group = 2,
            "dozen" => group = group.max(1).checked_mul(12)?,
            "hundred" => group = group.max(1).checked_mul(100)?,
            "thousand" => {
                total = total.checked_add(group.max(1).checked_mul(1_000)?)?;
                group = 0;
            }
            _ if VAGUE.contains(&word) => return Some(Count { whole: 0, half: false }),
            _ => group = group.checked_add(simple(word)?)?,
        }
        seen = true;
    }
    // "half a year" is half and nothing whole; "two and a half years" is both.
    let whole = total.checked_add(group)?;
    let whole = if half && whole == 1 && lower.starts_with("half") { 0 } else { whole };
    (seen && whole < 1_000_000).then_some(Count { whole, half })
}

fn simple(word: &str) -> Option<i64> {
    if let Some(position) = SMALL.iter().position(|small| *small == word) {
        return i64::try_from(position).ok();
    }
    if let Some(position) = TENS.iter().position(|tens| *tens == word) {
        return i64::try_from(position).ok().map(|position| 20 + 10 * position);
    }
    let digits: String = word.chars().filter(|character| *character != ',').collect();
    if digits.is_empty() || digits.len() > 6 { None } else { digits.parse().ok() }
}

/// A year told in words ("nineteen ninety-four", "two thousand and one") or in digits.
pub(crate) fn year(text: &str) -> Option<i32> {
    let lower = text.to_lowercase();
    if let Ok(year) = lower.parse::<i32>() {
        return Some(year);
    }
    let words: Vec<&str> = lower
        .split(|character: char| character.is_whitespace() || character == '-')
        .filter(|word| !word.is_empty())
        .collect();
    let (first, rest) = words.split_first()?;
    if rest.first().is_some_and(|word| *word == "thousand" || *word == "hundred") {
        return count(&lower).and_then(|count| i32::try_from(count.whole).ok());
    }
    let century = simple(first)?;
    let rest: Vec<&str> = rest.iter().copied().filter(|word| *word != "oh" && *word != "o").collect();
    let within = if rest.is_empty() { return None } else { count(&rest.join(" "))?.whole };
    if !(10..=29).contains(&century) || !(0..=99).contains(&within) {
        return None;
    }
    i32::try_from(century * 100 + within).ok()
}

/// An ordinal ("third", "21st") as its number.
pub(crate) fn ordinal(text: &str) -> Option<i64> {
    const WORDS: &[&str] = &[
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
        "thirteenth",
        "fourteenth",
        "fifteenth",
        "sixteenth",
        "seventeenth",
        "eighteenth",
        "nineteenth",
        "twentieth",
    ];
    let lower = text.to_lowercase();
    if let Some(position) = WORDS.iter().position(|word| *word == lower) {
        return i64::try_from(position).ok().map(|position| position + 1);
    }
    if let Some((tens, rest)) = lower.split_once('-') {
        return Some(simple(tens)? + ordinal(rest)?);
    }
    if lower == "thirtieth" {
        return Some(30);
    }
    let digits = lower.trim_end_matches(|character: char| character.is_ascii_alphabetic());
    if digits.is_empty() || digits.len() > 3 { None } else { digits.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts() {
        for (text, whole, half) in [
            ("three", 3, false),
            ("twenty-one", 21, false),
            ("a", 1, false),
            ("2 1/2", 2, true),
            ("two and a half", 2, true),
            ("half a", 0, true),
            ("several", 0, false),
            ("a few", 0, false),
            ("a couple of", 2, false),
            ("1,200", 1_200, false),
            ("two thousand", 2_000, false),
            ("a dozen", 12, false),
            ("one hundred", 100, false),
        ] {
            assert_eq!(count(text), Some(Count { whole, half }), "{text}");
        }
        assert_eq!(count("banana"), None);
        assert_eq!(count("999999999999999999999"), None);
    }

    #[test]
    fn years_in_words() {
        for (text, expected) in [
            ("nineteen ninety-four", Some(1994)),
            ("nineteen ninety four", Some(1994)),
            ("nineteen oh five", Some(1905)),
            ("two thousand", Some(2000)),
            ("two thousand and one", Some(2001)),
            ("1987", Some(1987)),
            ("nineteen", None),
        ] {
            assert_eq!(year(text), expected, "{text}");
        }
    }

    #[test]
    fn ordinals() {
        for (text, expected) in [("third", 3), ("21st", 21), ("twenty-first", 21), ("thirtieth", 30)] {
            assert_eq!(ordinal(text), Some(expected), "{text}");
        }
    }
}
