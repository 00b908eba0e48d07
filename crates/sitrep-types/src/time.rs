//! Time as the record tells it: intervals of days with a precision, and time expressions before their anchor is known.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::Span;

/// How exactly a time is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Precision {
    /// To the minute.
    Minute,
    /// To the hour.
    Hour,
    /// Morning, evening, overnight.
    PartOfDay,
    /// A calendar day.
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
    /// A season or a quarter.
    Season,
    /// A year.
    Year,
    /// A decade or longer.
    Decade,
    /// Not known.
    #[default]
    Unknown,
}

/// The days within which something lies, both ends included; an unknown side is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct DateInterval {
    /// First day possible.
    pub earliest: Option<Date>,
    /// Last day possible.
    pub latest: Option<Date>,
    /// How exactly the time is known within these bounds.
    pub precision: Precision,
}

impl DateInterval {
    /// One day.
    #[must_use]
    pub const fn day(day: Date) -> Self {
        Self { earliest: Some(day), latest: Some(day), precision: Precision::Day }
    }

    /// Nothing known.
    pub const UNKNOWN: Self = Self { earliest: None, latest: None, precision: Precision::Unknown };

    /// Whether neither side is known.
    #[must_use]
    pub const fn is_unknown(&self) -> bool {
        self.earliest.is_none() && self.latest.is_none()
    }

    /// Whether the two can share a day; an unknown side excludes nothing.
    #[must_use]
    pub fn may_overlap(&self, other: &Self) -> bool {
        let starts_in_time = |first: &Self, second: &Self| match (first.earliest, second.latest) {
            (Some(earliest), Some(latest)) => earliest <= latest,
            _ => true,
        };
        starts_in_time(self, other) && starts_in_time(other, self)
    }
}

/// The four TIMEX3 types of TimeML.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum TimexType {
    /// A calendar date.
    Date,
    /// A time of the day.
    Time,
    /// A length of time.
    Duration,
    /// A recurring time.
    Set,
}

/// Which side of its anchor a partial expression lies on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// At or before the anchor: "on Tuesday" in a past-tense report.
    Past,
    /// At or after the anchor: "will meet on Tuesday".
    Future,
    /// Whichever is nearer.
    Nearest,
}

/// What a time expression means before its anchor (the day its document was published, or another expression) is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum TimeMeaning {
    /// Fixed on the calendar: "7 March 2017", "in 2014".
    Absolute {
        /// The days it covers.
        interval: DateInterval,
    },
    /// So many days before (negative) or after the anchor: "yesterday" is -1 to -1.
    Offset {
        /// First day, counted from the anchor.
        earliest_days: i32,
        /// Last day, counted from the anchor.
        latest_days: i32,
        /// Precision of the result.
        precision: Precision,
    },
    /// A named day of the week near the anchor.
    Weekday {
        /// ISO number, Monday is 1.
        weekday: i8,
        /// Which side of the anchor.
        direction: Direction,
        /// Whole weeks to go further in that direction: "Tuesday last week" is 1.
        weeks: i32,
        /// Precision of the result (`Day`, or `PartOfDay` for "Tuesday night").
        precision: Precision,
    },
    /// A calendar unit counted from the one the anchor lies in: "last week" is unit `Week`, count -1.
    Unit {
        /// `Day`, `Week`, `Month`, `Season` (a quarter), `Year` or `Decade`.
        unit: Precision,
        /// How many units away.
        count: i32,
    },
    /// A date that lacks its year, and perhaps its day: "February 19", "in January", "the summer".
    Partial {
        /// Month 1 to 12, if told.
        month: Option<i8>,
        /// Day of the month, if told.
        day: Option<i8>,
        /// Season 1 (spring) to 4 (winter), if told instead of a month.
        season: Option<i8>,
        /// Quarter of the year, 1 to 4, if told instead of a month.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        quarter: Option<i8>,
        /// Last day of the month, where a part of it is told: "the first week of March" is day 1, last day 7.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        last_day: Option<i8>,
        /// Which side of the anchor.
        direction: Direction,
        /// Calendar years further than that side gives: "February last year" counts from the anchor's year, -1.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        year_offset: Option<i32>,
    },
    /// A Saturday and Sunday near the anchor: "at the weekend".
    Weekend {
        /// Which side of the anchor; on a weekend itself, that one.
        direction: Direction,
        /// Whole weeks to go further in that direction.
        weeks: i32,
    },
    /// A named day or season of a calendar that moves against the civil one: "Easter", "Ramadan".
    Festival {
        /// Its key in the table of festivals.
        festival: String,
        /// The year, if told.
        year: Option<i32>,
        /// Which side of the anchor, where no year is told.
        direction: Direction,
    },
    /// A length only: "for three weeks".
    Length {
        /// Shortest, in days.
        min_days: i32,
        /// Longest, in days.
        max_days: i32,
    },
    /// Counted from another expression of the document rather than from its publication: "the day before".
    FromReference {
        /// Index of the expression in [`AnnotatedDocument::times`](crate::AnnotatedDocument::times).
        reference: usize,
        /// What is counted, with that expression as its anchor.
        meaning: Box<TimeMeaning>,
    },
    /// The same with the other expression's meaning written out, so that it can be resolved without the document.
    Relative {
        /// Meaning of the expression that is counted from; its anchor is the document's.
        base: Box<TimeMeaning>,
        /// What is counted, with `base` as its anchor.
        meaning: Box<TimeMeaning>,
    },
    /// From one time to another, both ends included: "from Monday to Wednesday", "since October" (to the anchor).
    Range {
        /// Where it starts.
        start: Box<TimeMeaning>,
        /// Where it ends.
        end: Box<TimeMeaning>,
    },
    /// Before or after the anchor without a bound: "recently", "soon", or no calendar meaning at all.
    Vague {
        /// Which side, if any.
        direction: Option<Direction>,
    },
}

/// How the words before an expression tie it to what is told: it is not always the time *at* which.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimeRelation {
    /// At or within the time: "on Tuesday".
    #[default]
    At,
    /// From then until the anchor: "since October".
    Since,
    /// Up to then: "until Friday".
    Until,
    /// Not later than then: "by evening".
    By,
    /// As long as that: "for three weeks".
    For,
    /// Later than then: "after Tuesday".
    After,
    /// Earlier than then: "before Tuesday".
    Before,
    /// The first of two ends: "from Monday" (to Wednesday), "between 4" (and 9 June).
    RangeStart,
    /// The second of two ends; the first is the expression before it.
    RangeEnd,
}

/// A TIMEX3 expression found in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeExpression {
    /// Its words.
    pub span: Span,
    /// TIMEX3 type.
    pub timex_type: TimexType,
    /// TIMEX3 value as far as the anchor allows: `2017-03-07`, `2017-W10`, `P8M`, `PRESENT_REF`, `XXXX-WXX-2`.
    pub value: String,
    /// TIMEX3 `mod`: `START`, `END`, `APPROX`, `BEFORE`, `AFTER`, ….
    pub modifier: Option<String>,
    /// What it means whatever the anchor.
    pub meaning: TimeMeaning,
    /// How the words before it tie it to what is told.
    #[serde(default)]
    pub relation: TimeRelation,
    /// The days it covers given what is known of the anchor now.
    pub interval: DateInterval,
    /// The rule that read it.
    pub rule: String,
}
