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

/// Whether a word in small letters names a time by itself: a name of the calendar, a part of the day, a length.
#[must_use]
pub(crate) fn is_time_word(word: &str) -> bool {
    const TIMES: &[&str] = &[
        "today",
        "yesterday",
        "tomorrow",
        "tonight",
        "dawn",
        "dusk",
        "noon",
        "midday",
        "midnight",
        "day",
        "days",
        "night",
        "nights",
        "morning",
        "afternoon",
        "evening",
        "weekend",
        "week",
        "weeks",
        "month",
        "months",
        "year",
        "years",
        "hour",
        "hours",
        "minute",
        "minutes",
        "time",
        "times",
        "moment",
        "spring",
        "summer",
        "autumn",
        "winter",
    ];
    TIMES.contains(&word) || is_calendar_word(word)
}
