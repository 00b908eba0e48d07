//! Names of the calendar, which towns and people bear as well.

/// Whether a name is that of a month or a day of the week.
#[must_use]
pub(crate) fn is_calendar_word(words: &str) -> bool {
    const CALENDAR: &[&str] = &[
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    CALENDAR.contains(&words.to_lowercase().as_str())
}
