//! Dates as pages and files write them, to the day, month or year that they tell.

use std::ops::Range;
use std::sync::LazyLock;

use jiff::civil::Date;
use regex::{Captures, Regex};
use sitrep_types::{DateInterval, Precision};

/// Years outside this are misread numbers, not publication dates.
const YEARS: std::ops::RangeInclusive<i16> = 1850..=2100;

const MONTH: &str = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)";
const WEEKDAY: &str = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?[.,]?\s+)?";
const CLOCK: &str = r"(?:\s?[T,|/–—-]?\s*(?:at\s+)?\d{1,2}[:.h]\d{2}(?::\d{2})?(?:\.\d+)?\s*(?:[ap]\.?m\.?)?\s*(?:Z|[+-]\d{2}:?\d{2}|\(?[A-Z]{2,5}\)?)?)?";

static PATTERNS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        format!(r"(?i)(?P<y>\d{{4}})[-/.](?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})(?:T\d{{2}}:?\d{{2}}[\d:.,]*(?:Z|[+-]\d{{2}}:?\d{{2}})?|\b{CLOCK})"),
        format!(r"(?i){WEEKDAY}(?P<d>\d{{1,2}})(?:st|nd|rd|th)?[ -](?P<month>{MONTH})[.,]?[ -](?P<y>\d{{4}})\b{CLOCK}"),
        format!(r"(?i){WEEKDAY}(?P<month>{MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y>\d{{4}})\b{CLOCK}"),
        format!(r"(?i)(?P<a>\d{{1,2}})[./-](?P<b>\d{{1,2}})[./-](?P<y>\d{{4}})\b{CLOCK}"),
        format!(r"(?i)(?P<month>{MONTH})\.?,?\s+(?P<y>\d{{4}})\b"),
    ]
    .iter()
    .map(|pattern| compile(&format!("^(?:{pattern})")))
    .collect()
});

static WHOLE: LazyLock<Regex> =
    LazyLock::new(|| compile(r"^(?P<y>\d{4})(?:-(?P<m>\d{2}))?$|^(?P<y8>\d{4})(?P<m8>\d{2})(?P<d8>\d{2})$"));

/// Compiles a pattern of this crate's own.
pub(crate) fn compile(pattern: &str) -> Regex {
    Regex::new(pattern).expect("patterns in the code are sound; a test compiles each")
}

/// A date that starts exactly at the start of `text`, with the bytes it takes.
pub(crate) fn at_start(text: &str) -> Option<(Range<usize>, DateInterval)> {
    PATTERNS.iter().find_map(|pattern| {
        let found = pattern.captures(text)?;
        let interval = read(&found)?;
        let end = found.get(0)?.end();
        Some((0..end, interval))
    })
}

/// A value that is a date and nothing else: a metadata field. Also `2017`, `2017-03`, `20170309`, and two dates parted
/// by a slash, which are an interval.
pub(crate) fn parse_value(value: &str) -> Option<DateInterval> {
    let value = value.trim();
    if let Some((from, until)) = value.split_once('/')
        && from.len() >= 10
        && until.len() >= 10
    {
        let (from, until) = (parse_value(from)?, parse_value(until)?);
        return (from.earliest? <= until.latest?).then_some(DateInterval {
            earliest: from.earliest,
            latest: until.latest,
            precision: coarseness(from.earliest?, until.latest?),
        });
    }
    if let Some(found) = WHOLE.captures(value) {
        let number = |name: &str| found.name(name).and_then(|text| text.as_str().parse::<i16>().ok());
        if let Some(year) = number("y8") {
            return day(year, number("m8")?, number("d8")?);
        }
        return match number("m") {
            Some(month) => month_of(number("y")?, month),
            None => year_of(number("y")?),
        };
    }
    at_start(value).map(|(_, interval)| interval)
}

/// Seconds or milliseconds since 1970, as some exports write them.
pub(crate) fn parse_epoch(number: i64) -> Option<DateInterval> {
    let seconds = if number.unsigned_abs() > 100_000_000_000 { number / 1000 } else { number };
    if seconds < 100_000_000 {
        return None; // before 1973: a count of something else
    }
    let date = jiff::Timestamp::from_second(seconds).ok()?.to_zoned(jiff::tz::TimeZone::UTC).date();
    YEARS.contains(&date.year()).then(|| DateInterval::day(date))
}

fn read(found: &Captures<'_>) -> Option<DateInterval> {
    let number = |name: &str| found.name(name).and_then(|text| text.as_str().parse::<i16>().ok());
    let year = number("y")?;
    if let (Some(first), Some(second)) = (number("a"), number("b")) {
        return day_or_month_first(year, first, second);
    }
    let month = match found.name("month") {
        Some(name) => month_number(name.as_str())?,
        None => number("m")?,
    };
    match number("d") {
        Some(number) => day(year, month, number),
        None => month_of(year, month),
    }
}

/// "03/09/2017" is 3 September in most of the world and 9 March in the United States: where both can be, both bound it.
fn day_or_month_first(year: i16, first: i16, second: i16) -> Option<DateInterval> {
    match (day(year, second, first), day(year, first, second)) {
        (Some(one), Some(other)) if one != other => {
            let (earliest, latest) = (one.earliest.min(other.earliest)?, one.latest.max(other.latest)?);
            Some(DateInterval {
                earliest: Some(earliest),
                latest: Some(latest),
                precision: coarseness(earliest, latest),
            })
        }
        (one, other) => one.or(other),
    }
}

/// The precision that fits so many days.
pub(crate) fn coarseness(earliest: Date, latest: Date) -> Precision {
    match earliest.until(latest).map_or(i32::MAX, |span| span.get_days()) {
        0 => Precision::Day,
        1..=7 => Precision::Week,
        8..=31 => Precision::Month,
        32..=100 => Precision::Season,
        _ => Precision::Year,
    }
}

fn month_number(name: &str) -> Option<i16> {
    let start: String = name.chars().take(3).collect::<String>().to_ascii_lowercase();
    const STARTS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    STARTS.iter().position(|month| *month == start).and_then(|position| i16::try_from(position + 1).ok())
}

fn day(year: i16, month: i16, day: i16) -> Option<DateInterval> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok().map(DateInterval::day)
}

fn month_of(year: i16, month: i16) -> Option<DateInterval> {
    let first = day(year, month, 1)?.earliest?;
    Some(DateInterval { earliest: Some(first), latest: Some(first.last_of_month()), precision: Precision::Month })
}

fn year_of(year: i16) -> Option<DateInterval> {
    let first = day(year, 1, 1)?.earliest?;
    Some(DateInterval { earliest: Some(first), latest: Some(first.last_of_year()), precision: Precision::Year })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, earliest: &str, latest: &str) {
        let interval = parse_value(text).unwrap_or_else(|| panic!("no date in {text}"));
        assert_eq!(interval.earliest.map(|d| d.to_string()).as_deref(), Some(earliest), "{text}");
        assert_eq!(interval.latest.map(|d| d.to_string()).as_deref(), Some(latest), "{text}");
    }

    #[test]
    fn reads_the_usual_spellings() {
        for text in [
            "2017-03-09",
            "2017-03-09T14:05:00+03:00",
            "2017/03/09",
            "20170309",
            "9 March 2017",
            "9th March, 2017",
            "March 9, 2017",
            "Mar. 9, 2017 at 2:05 p.m.",
            "Thursday, March 9, 2017",
            "Thu, 09 Mar 2017 14:05:00 GMT",
            "09-Mar-2017",
        ] {
            check(text, "2017-03-09", "2017-03-09");
        }
    }

    #[test]
    fn keeps_what_is_open_open() {
        check("2017-03", "2017-03-01", "2017-03-31");
        check("March 2017", "2017-03-01", "2017-03-31");
        check("2016", "2016-01-01", "2016-12-31");
        check("2017-03-06/2017-03-12", "2017-03-06", "2017-03-12");
        check("03/09/2017", "2017-03-09", "2017-09-03");
        check("23/09/2017", "2017-09-23", "2017-09-23");
        check("09/23/2017", "2017-09-23", "2017-09-23");
    }

    #[test]
    fn refuses_what_is_no_date() {
        for text in ["", "yesterday", "2017-13-40", "0001-01-01", "March", "12:30", "9999", "31/31/2017"] {
            assert_eq!(parse_value(text), None, "{text}");
        }
        assert_eq!(parse_epoch(12), None);
        assert_eq!(
            parse_epoch(1_489_017_600_000).and_then(|i| i.earliest).map(|d| d.to_string()),
            Some("2017-03-09".into())
        );
    }

    #[test]
    fn tells_how_many_bytes_a_date_takes() {
        let (range, _) = at_start("November 1, 2016 14:05 GMT and more").expect("a date");
        assert_eq!(range, 0.."November 1, 2016 14:05 GMT".len());
        assert!(at_start("on November 1, 2016").is_none());
    }
}
