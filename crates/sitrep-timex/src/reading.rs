//! What the fields of a match mean: the readings that rules name.

mod length;

use sitrep_types::{DateInterval, Direction, Precision, TimeMeaning, TimexType};

use crate::calendar::{date_of, day_number, exists, month_length, years_span};
use crate::fields::Fields;
use crate::number;
use crate::situation::Situation;
use crate::tables::ReadingKind;
use crate::value::{self, Grain};

/// An expression before its value is written.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub(crate) timex_type: TimexType,
    pub(crate) meaning: TimeMeaning,
    pub(crate) shape: Shape,
    pub(crate) modifier: Option<String>,
    /// Told as the time since which it has lasted: "in its third week".
    pub(crate) since: bool,
}

/// How the value is written.
#[derive(Debug, Clone)]
pub(crate) enum Shape {
    /// As it stands.
    Fixed(String),
    /// From the days of a meaning (the draft's own if not another), at a grain, with a clock or part of the day.
    Days { of: Option<TimeMeaning>, grain: Grain, suffix: String },
}

/// What came of a match.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// An expression.
    Found(Draft),
    /// No time after all: what was matched is passed over.
    Nothing,
    /// A date that does not exist, passed over with a remark.
    Impossible(String),
    /// Not for this reading: another rule may try.
    Declined,
}

/// Reads the fields of a match.
pub(crate) fn read(kind: ReadingKind, fields: &Fields, situation: &Situation<'_>) -> Outcome {
    match kind {
        ReadingKind::Calendar | ReadingKind::TwoDays => calendar(fields, situation),
        ReadingKind::Counted => found(crate::counted::counted(fields, situation)),
        ReadingKind::Unit => found(crate::counted::unit(fields, situation)),
        ReadingKind::Fiscal => found(crate::counted::fiscal(fields, situation)),
        ReadingKind::Length => found(length::length(fields)),
        ReadingKind::Set => found(length::set(fields)),
        ReadingKind::Festival => found(festival(fields, situation)),
        ReadingKind::Vague => found(vague(fields)),
        ReadingKind::Nothing => Outcome::Nothing,
    }
}

fn found(draft: Option<Draft>) -> Outcome {
    draft.map_or(Outcome::Declined, Outcome::Found)
}

impl Draft {
    /// A date whose value is that of its days.
    pub(crate) fn date(meaning: TimeMeaning, grain: Grain) -> Self {
        Self {
            timex_type: TimexType::Date,
            meaning,
            shape: Shape::Days { of: None, grain, suffix: String::new() },
            modifier: None,
            since: false,
        }
    }

    pub(crate) fn fixed(timex_type: TimexType, value: impl Into<String>, meaning: TimeMeaning) -> Self {
        Self { timex_type, meaning, shape: Shape::Fixed(value.into()), modifier: None, since: false }
    }

    pub(crate) fn modified(mut self, modifier: Option<&str>) -> Self {
        if let Some(modifier) = modifier {
            self.modifier = Some(modifier.to_owned());
        }
        self
    }

    /// The same at a time of the day.
    pub(crate) fn at(mut self, time: &TimeOfDay) -> Self {
        if let Shape::Days { suffix, .. } = &mut self.shape
            && let Some(text) = &time.suffix
        {
            text.clone_into(suffix);
            self.timex_type = TimexType::Time;
        }
        if let Some(precision) = time.precision {
            set_precision(&mut self.meaning, precision);
        }
        self
    }
}

fn set_precision(meaning: &mut TimeMeaning, finer: Precision) {
    match meaning {
        TimeMeaning::Offset { precision, .. } | TimeMeaning::Weekday { precision, .. } => *precision = finer,
        TimeMeaning::Absolute { interval } => interval.precision = finer,
        TimeMeaning::Relative { meaning, .. } | TimeMeaning::FromReference { meaning, .. } => {
            set_precision(meaning, finer);
        }
        _ => {}
    }
}

/// A clock time or part of the day.
#[derive(Debug, Default)]
pub(crate) struct TimeOfDay {
    suffix: Option<String>,
    precision: Option<Precision>,
}

impl TimeOfDay {
    /// What the fields tell of it; `None` where the clock cannot show it.
    pub(crate) fn of(fields: &Fields) -> Option<Self> {
        let part = fields.get("part");
        let (hour, minute) = if let Some(clock) = fields.get("clock").or_else(|| fields.get("clock_dot")) {
            let mut numbers = clock.split([':', '.']).map(str::parse::<u32>);
            (numbers.next()?.ok()?, Some(numbers.next()?.ok()?))
        } else if let Some(clock) = fields.get("clock_military") {
            (clock.get(..2)?.parse().ok()?, Some(clock.get(2..4)?.parse().ok()?))
        } else if let Some(hour) = fields.number("hour").or_else(|| fields.number("hour_word")) {
            (u32::try_from(hour).ok()?, None)
        } else if let Some(part) = part {
            return Some(Self { suffix: Some(format!("T{part}")), precision: Some(Precision::PartOfDay) });
        } else {
            return Some(Self::default());
        };
        let meridiem = ["meridiem", "meridiem_of_hour", "meridiem_of_dot"]
            .iter()
            .find_map(|name| fields.get(name))
            .unwrap_or_default();
        let is_afternoon = meridiem.starts_with('p') || matches!(part, Some("AF" | "EV" | "NI"));
        let hour = match hour {
            12 if meridiem.starts_with('a') => 0,
            1..=11 if is_afternoon => hour + 12,
            hour => hour,
        };
        let precision = if minute.is_some() { Precision::Minute } else { Precision::Hour };
        Some(Self { suffix: Some(format!("T{hour:02}:{:02}", minute.unwrap_or(0))), precision: Some(precision) })
    }

    /// A part of the day by its TIMEX3 letters.
    pub(crate) fn part(letters: &str) -> Self {
        Self { suffix: Some(format!("T{letters}")), precision: Some(Precision::PartOfDay) }
    }

    /// A clock time before six in the morning.
    pub(crate) fn is_small_hours(&self) -> bool {
        self.suffix.as_deref().and_then(|suffix| suffix.get(1..3)?.parse::<u32>().ok()).is_some_and(|hour| hour < 6)
    }

    pub(crate) const fn is_told(&self) -> bool {
        self.suffix.is_some()
    }
}

fn calendar(fields: &Fields, situation: &Situation<'_>) -> Outcome {
    let Some(time) = TimeOfDay::of(fields) else { return Outcome::Declined };
    let year = year_of(fields);
    if fields.has("month") || fields.has("month_number") {
        return month_and_day(fields, year, &time, situation);
    }
    let edge = fields.get("edge");
    let which = fields.number("which");
    let draft = if let Some(days) = fields.number("deictic") {
        deictic(fields, if fields.has("further") { days * 2 } else { days })
    } else if let Some(weekday) = fields.number("weekday") {
        weekday_near(weekday, fields, situation)
    } else if fields.has("quarter") {
        fields.ordinal("quarter").and_then(|quarter| part_of_year(year, which, situation, (quarter, 3)))
    } else if fields.has("half") {
        fields.ordinal("half").and_then(|half| part_of_year(year, which, situation, (half, 6)))
    } else if let Some(season) = fields.get("season") {
        season_of(season, year, which, situation)
    } else if fields.has("overnight") {
        let precision = if time.is_told() { Precision::PartOfDay } else { Precision::Day };
        Some(Draft::date(offset(-1, 0, precision), Grain::Day)).map(|draft| Draft {
            shape: Shape::Days { of: Some(offset(0, 0, Precision::Day)), grain: Grain::Day, suffix: String::new() },
            ..draft
        })
    } else if let Some(draft) = span_of_years(fields, year) {
        Some(draft)
    } else if fields.has("only_day") {
        day_of_known_month(fields, situation)
    } else if time.is_told() {
        // "On Sunday evening they came; at 3.30 a.m. they left": the day after.
        let reference = situation.day_reference();
        let after_night = time.is_small_hours() && reference.is_some_and(|index| situation.is_at_night(index));
        let days = i32::from(after_night);
        let meaning = situation.counted_from(offset(days, days, Precision::Day), reference);
        Some(Draft::date(meaning, Grain::Day))
    } else {
        None
    };
    found(draft.map(|draft| {
        let own = fields.get("modifier").or(match fields.get("pre") {
            Some("post") => Some("AFTER"),
            Some(_) => Some("BEFORE"),
            None => edge,
        });
        draft.at(&time).modified(own)
    }))
}

fn year_of(fields: &Fields) -> Option<i32> {
    if let Some(short) = fields.number("short_year") {
        return Some(if short >= 30 { 1900 + short } else { 2000 + short });
    }
    fields.get("year").and_then(number::year)
}

/// "on the 14th": of the month last mentioned, else the latest before the anchor.
fn day_of_known_month(fields: &Fields, situation: &Situation<'_>) -> Option<Draft> {
    let day = i8::try_from(fields.number("day")?).ok()?;
    let meaning = match situation.meaning_with_month() {
        Some(TimeMeaning::Absolute { interval }) => {
            let date = interval.earliest?;
            let (year, month) = (i32::from(date.year()), i32::from(date.month()));
            let day = i32::from(day);
            if !exists(year, month, day) {
                return None;
            }
            absolute((day_number(year, month, day), day_number(year, month, day)), Precision::Day)?
        }
        Some(TimeMeaning::Partial { month: Some(month), direction, year_offset, .. }) => TimeMeaning::Partial {
            month: Some(*month),
            day: Some(day),
            season: None,
            quarter: None,
            last_day: None,
            direction: *direction,
            year_offset: *year_offset,
        },
        _ => {
            let (year, month, today) = crate::calendar::civil(situation.anchor_day()?);
            let months = i64::from(year) * 12 + i64::from(month) - 1 - i64::from(i32::from(day) > today);
            let (first, last) = crate::calendar::month_span(months)?;
            let then = first + i64::from(day) - 1;
            if then > last {
                return None;
            }
            absolute((then, then), Precision::Day)?
        }
    };
    Some(Draft::date(meaning, Grain::Day))
}

fn deictic(fields: &Fields, days: i32) -> Option<Draft> {
    let own = offset(days, days, Precision::Day);
    let mut draft = Draft::date(own.clone(), Grain::Day);
    if fields.has("night") && fields.get("part") == Some("NI") {
        // Last night began yesterday and may have ended today; TIMEX3 names the day on which it began.
        draft.meaning = offset(days, days + 1, Precision::PartOfDay);
        draft.shape = Shape::Days { of: Some(own), grain: Grain::Day, suffix: String::new() };
    }
    Some(draft)
}

fn weekday_near(weekday: i32, fields: &Fields, situation: &Situation<'_>) -> Option<Draft> {
    let weekday = i8::try_from(weekday).ok()?;
    let named = |direction| TimeMeaning::Weekday { weekday, direction, weeks: 0, precision: Precision::Day };
    let strictly = |direction| {
        let days = if direction == Direction::Past { -1 } else { 1 };
        TimeMeaning::Relative {
            base: Box::new(offset(days, days, Precision::Day)),
            meaning: Box::new(named(direction)),
        }
    };
    let of_week = if fields.has("of_week") { fields.number("which") } else { fields.number("weeks_ago") };
    if let Some(count) = of_week {
        // From that week's Monday on, wherever in this week the anchor lies.
        let precision = Precision::Day;
        let monday = TimeMeaning::Weekday { weekday: 1, direction: Direction::Past, weeks: -count, precision };
        let meaning = Box::new(named(Direction::Future));
        return Some(Draft::date(TimeMeaning::Relative { base: Box::new(monday), meaning }, Grain::Day));
    }
    let meaning = match (fields.get("next"), fields.number("which")) {
        (Some("previous" | "preceding"), _) => {
            situation.counted_from(strictly(Direction::Past), situation.day_reference())
        }
        (Some(_), _) => situation.counted_from(strictly(Direction::Future), situation.day_reference()),
        (None, Some(-1)) => strictly(Direction::Past),
        (None, Some(1)) => strictly(Direction::Future),
        (None, Some(_)) if !situation.is_past() => named(Direction::Future),
        (None, _) => named(situation.direction()),
    };
    Some(Draft::date(meaning, Grain::Day))
}

fn month_and_day(fields: &Fields, year: Option<i32>, time: &TimeOfDay, situation: &Situation<'_>) -> Outcome {
    let Some(month) = fields.number("month").or_else(|| fields.number("month_number")) else {
        return Outcome::Declined;
    };
    let day =
        fields.number("day").or_else(|| fields.ordinal("ordinal_day").and_then(|ordinal| i32::try_from(ordinal).ok()));
    let edge = fields.get("edge");
    let (first, last) = match (day, edge) {
        (Some(day), _) => (Some(day), None),
        (None, _) if fields.has("ordinal") => week_of_month(fields.get("ordinal")),
        (None, Some("START")) => (Some(1), Some(10)),
        (None, Some("MID")) => (Some(10), Some(20)),
        (None, Some("END")) => (Some(20), Some(31)),
        (None, _) => (None, None),
    };
    let may_exist = year.unwrap_or(2000);
    if let Some(day) = day
        && !exists(may_exist, month, day)
    {
        return Outcome::Impossible(format!("there is no day {day} in month {month} of {may_exist}"));
    }
    let grain = if day.is_some() { Grain::Day } else { Grain::Month };
    let narrow = |number: i32| i8::try_from(number).unwrap_or(1);
    let meaning = match year {
        Some(year) => {
            let first_day = first.unwrap_or(1);
            let last_day = last.or(day).unwrap_or(31).min(month_length(year, month));
            let precision = match (day, last) {
                (Some(_), _) => Precision::Day,
                (None, Some(_)) => Precision::Week,
                (None, None) => Precision::Month,
            };
            let days = (day_number(year, month, first_day), day_number(year, month, last_day));
            match absolute(days, precision) {
                Some(meaning) => meaning,
                None => return Outcome::Declined,
            }
        }
        None => {
            let which = fields.number("which");
            let partial = |direction, year_offset| TimeMeaning::Partial {
                month: Some(narrow(month)),
                day: first.map(narrow),
                season: None,
                quarter: None,
                last_day: last.map(narrow),
                direction,
                year_offset,
            };
            // "October last year" names the year, "last October" the latest before this month.
            let of_year = fields.span("span").is_some();
            match which {
                Some(count) if of_year || situation.text_after().trim_start().starts_with("year") => {
                    partial(Direction::Past, Some(count))
                }
                Some(-1) => relative_unit(Precision::Month, -1, partial(Direction::Past, None)),
                Some(1) => relative_unit(Precision::Month, 1, partial(Direction::Future, None)),
                Some(_) => partial(Direction::Nearest, Some(0)),
                None => partial(situation.direction_of_date(&partial), None),
            }
        }
    };
    if fields.has("week_of") {
        let week = TimeMeaning::Unit { unit: Precision::Week, count: 0 };
        let meaning = TimeMeaning::Relative { base: Box::new(meaning), meaning: Box::new(week) };
        return Outcome::Found(Draft::date(meaning, Grain::Week));
    }
    let written = last.is_some().then(|| match &meaning {
        TimeMeaning::Partial { month, direction, year_offset, .. } => TimeMeaning::Partial {
            month: *month,
            day: None,
            season: None,
            quarter: None,
            last_day: None,
            direction: *direction,
            year_offset: *year_offset,
        },
        other => other.clone(),
    });
    let mut draft = Draft::date(meaning, grain).at(time).modified(edge);
    if let (Some(written), Shape::Days { of, .. }) = (written, &mut draft.shape) {
        *of = Some(written);
    }
    Outcome::Found(draft)
}

/// First and last day of the n-th week of a month, as careful readers count it: in sevens.
fn week_of_month(ordinal: Option<&str>) -> (Option<i32>, Option<i32>) {
    match ordinal.and_then(number::ordinal) {
        Some(1) => (Some(1), Some(7)),
        Some(2) => (Some(8), Some(14)),
        Some(3) => (Some(15), Some(21)),
        Some(4) => (Some(22), Some(28)),
        _ => (Some(22), Some(31)),
    }
}

/// The n-th stretch of so many months of a year, told or not.
fn part_of_year(
    year: Option<i32>,
    which: Option<i32>,
    situation: &Situation<'_>,
    (ordinal, months): (i64, i64),
) -> Option<Draft> {
    let grain = if months == 3 { Grain::Quarter } else { Grain::Half };
    let of_year = |year: i64| {
        let first = year * 12 + (ordinal - 1) * months;
        let start = crate::calendar::month_span(first)?.0;
        Some((start, crate::calendar::month_span(first + months - 1)?.1))
    };
    if let Some(year) = year {
        let precision = if months == 3 { Precision::Season } else { Precision::Year };
        return Some(Draft::date(absolute(of_year(i64::from(year))?, precision)?, grain));
    }
    let ordinal = i8::try_from(ordinal).ok()?;
    if months == 6 {
        let month = |month| TimeMeaning::Partial {
            month: Some(month),
            day: None,
            season: None,
            quarter: None,
            last_day: None,
            direction: Direction::Past,
            year_offset: Some(which.unwrap_or(0)),
        };
        let start = month(ordinal * 6 - 5);
        let end = month(ordinal * 6);
        return Some(Draft::date(TimeMeaning::Range { start: Box::new(start), end: Box::new(end) }, grain));
    }
    let partial = |direction, year_offset| TimeMeaning::Partial {
        month: None,
        day: None,
        season: None,
        quarter: Some(ordinal),
        last_day: None,
        direction,
        year_offset,
    };
    let meaning = match which {
        Some(count) => partial(Direction::Past, Some(count)),
        None => partial(situation.direction_of_quarter(&partial), None),
    };
    Some(Draft::date(meaning, grain))
}

fn season_of(season: &str, year: Option<i32>, which: Option<i32>, situation: &Situation<'_>) -> Option<Draft> {
    let number = match season {
        "SP" => 1,
        "SU" => 2,
        "FA" => 3,
        _ => 4,
    };
    if let Some(year) = year {
        let days = crate::resolve::season_span(year, number)?;
        return Some(Draft::date(absolute(days, Precision::Season)?, Grain::Season));
    }
    let partial = |direction| TimeMeaning::Partial {
        month: None,
        day: None,
        season: i8::try_from(number).ok(),
        quarter: None,
        last_day: None,
        direction,
        year_offset: None,
    };
    let meaning = match which {
        Some(-1) => relative_unit(Precision::Month, -3, partial(Direction::Past)),
        Some(1) => relative_unit(Precision::Month, 1, partial(Direction::Future)),
        Some(_) if !situation.is_past() => partial(Direction::Future),
        _ => partial(situation.direction()),
    };
    Some(Draft::date(meaning, Grain::Season))
}

/// Years, decades and centuries by their number.
fn span_of_years(fields: &Fields, year: Option<i32>) -> Option<Draft> {
    let edge = fields.get("edge");
    let thirds = |first: i64, years: i64| match edge {
        Some("START") => (first, first + (years * 3 / 10)),
        Some("MID") => (first + years * 3 / 10 + 1, first + years * 6 / 10),
        Some("END") => (first + years * 6 / 10 + 1, first + years - 1),
        _ => (first, first + years - 1),
    };
    let century_of = |short: i32| if short >= 30 { 1900 } else { 2000 } + short;
    let decade = fields
        .number("decade")
        .or_else(|| fields.number("decade_short").map(century_of))
        .or_else(|| fields.number("decade_word").map(|tens| century_of(tens * 10)));
    if let Some(first) = decade {
        let (first, last) = thirds(i64::from(first), 10);
        return Some(Draft::date(absolute(years_span(first, last)?, Precision::Decade)?, Grain::Decade));
    }
    if fields.has("century") {
        let century = fields.ordinal("century")?;
        let (first, last) = thirds((century - 1) * 100 + 1, 100);
        return Some(Draft::date(absolute(years_span(first, last)?, Precision::Decade)?, Grain::Century));
    }
    let year = year?;
    let (first_month, last_month) = match edge {
        Some("START") => (1, 4),
        Some("MID") => (5, 8),
        Some("END") => (9, 12),
        _ => (1, 12),
    };
    let days = (day_number(year, first_month, 1), day_number(year, last_month, month_length(year, last_month)));
    Some(Draft::date(absolute(days, Precision::Year)?, Grain::Year))
}

fn festival(fields: &Fields, situation: &Situation<'_>) -> Option<Draft> {
    let key = fields.get("festival")?;
    let entry = crate::festival::festival(key)?;
    let year = year_of(fields);
    let named = |direction| TimeMeaning::Festival { festival: key.to_owned(), year, direction };
    let meaning = match fields.number("which") {
        Some(-1) => relative_unit(Precision::Day, -1, named(Direction::Past)),
        Some(1) => relative_unit(Precision::Day, 1, named(Direction::Future)),
        _ => named(situation.direction_of_date(&|direction, _| named(direction))),
    };
    let grain = if entry.days > 8 { Grain::Month } else { Grain::Day };
    let anchor = situation.anchor;
    let days = crate::resolve::resolve(&meaning, anchor, &[]);
    if fields.has("eve") {
        // The day before the first, on whichever day the moon was sighted.
        let before = crate::calendar::day_of(days.earliest?) - 1;
        let span = (before, before + 2 * entry.tolerance);
        let precision = if entry.tolerance == 0 { Precision::Day } else { Precision::Week };
        let mut draft = Draft::date(absolute(span, precision)?, Grain::Day);
        let computed = before + entry.tolerance;
        draft.shape = Shape::Fixed(value::of_days(computed, computed, Grain::Day)?);
        return Some(draft);
    }
    let mut draft = Draft::date(meaning, grain);
    // The value is the first day as computed; the interval allows for the sighting of the moon.
    if let (Some(first), true) = (days.earliest, anchor.earliest == anchor.latest || year.is_some()) {
        let first = crate::calendar::day_of(first) + entry.tolerance;
        draft.shape = Shape::Fixed(value::of_days(first, first, grain)?);
    }
    Some(draft)
}

fn vague(fields: &Fields) -> Option<Draft> {
    let value = fields.get("value")?;
    let meaning = match (value, fields.get("direction")) {
        ("PRESENT_REF", _) => offset(0, 0, Precision::Day),
        (_, Some("past")) => TimeMeaning::Vague { direction: Some(Direction::Past) },
        (_, Some("future")) => TimeMeaning::Vague { direction: Some(Direction::Future) },
        _ => TimeMeaning::Vague { direction: None },
    };
    Some(Draft::fixed(TimexType::Date, value, meaning))
}

pub(crate) const fn offset(earliest_days: i32, latest_days: i32, precision: Precision) -> TimeMeaning {
    TimeMeaning::Offset { earliest_days, latest_days, precision }
}

/// A meaning counted from the unit so many away from the anchor's.
pub(crate) fn relative_unit(unit: Precision, count: i32, meaning: TimeMeaning) -> TimeMeaning {
    TimeMeaning::Relative { base: Box::new(TimeMeaning::Unit { unit, count }), meaning: Box::new(meaning) }
}

pub(crate) fn absolute((first, last): (i64, i64), precision: Precision) -> Option<TimeMeaning> {
    let interval = DateInterval { earliest: Some(date_of(first)?), latest: Some(date_of(last)?), precision };
    Some(TimeMeaning::Absolute { interval })
}
