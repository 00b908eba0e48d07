//! Days as numbers, so that intervals can be compared and shifted without the calendar.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use sitrep_types::DateInterval;

const FIRST: Date = date(1970, 1, 1);

/// Days since 1 January 1970.
#[must_use]
pub fn number(day: Date) -> i32 {
    i32::try_from(day.duration_since(FIRST).as_hours() / 24).unwrap_or(i32::MAX)
}

/// The day of this number; `None` outside the calendar.
#[must_use]
pub fn date_of(number: i32) -> Option<Date> {
    FIRST.checked_add(i64::from(number).days()).ok()
}

/// Number of days an interval covers; `None` where a side is open.
#[must_use]
pub fn width(interval: &DateInterval) -> Option<i32> {
    Some(number(interval.latest?) - number(interval.earliest?) + 1)
}

/// The days both intervals allow; the sharper precision of the two. `None` where they share none.
#[must_use]
pub fn meet(first: &DateInterval, second: &DateInterval) -> Option<DateInterval> {
    if !first.may_overlap(second) {
        return None;
    }
    let earliest = match (first.earliest, second.earliest) {
        (Some(one), Some(other)) => Some(one.max(other)),
        (one, other) => one.or(other),
    };
    let latest = match (first.latest, second.latest) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    };
    Some(DateInterval { earliest, latest, precision: first.precision.min(second.precision) })
}

/// An interval in words: "7 March 2017", "between 6 and 12 March 2017", "until 2017-03-09".
#[must_use]
pub fn words(interval: &DateInterval) -> String {
    match (interval.earliest, interval.latest) {
        (Some(first), Some(last)) if first == last => long(first),
        (Some(first), Some(last)) => format!("{} to {}", long(first), long(last)),
        (Some(first), None) => format!("{} or later", long(first)),
        (None, Some(last)) => format!("{} or earlier", long(last)),
        (None, None) => "an unknown date".to_string(),
    }
}

/// A day in words: "7 March 2017".
#[must_use]
pub fn long(day: Date) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let month = usize::try_from(day.month()).unwrap_or(1).clamp(1, 12);
    format!("{} {} {}", day.day(), MONTHS[month - 1], day.year())
}

#[cfg(test)]
mod tests {
    use super::{date_of, number, words};
    use jiff::civil::date;
    use sitrep_types::DateInterval;

    #[test]
    fn numbers_and_days_are_inverse() {
        for day in [date(1970, 1, 1), date(2017, 3, 7), date(1899, 12, 31), date(2000, 2, 29)] {
            assert_eq!(date_of(number(day)), Some(day));
        }
        assert_eq!(number(date(2017, 3, 7)) - number(date(2017, 2, 28)), 7);
    }

    #[test]
    fn intervals_read_as_sentences() {
        assert_eq!(words(&DateInterval::day(date(2017, 3, 7))), "7 March 2017");
        assert_eq!(words(&DateInterval::UNKNOWN), "an unknown date");
    }
}
