//! TIMEX3 values.

use sitrep_types::{DateInterval, Precision, TimeMeaning};

use crate::calendar::{Day, civil, day_of, iso_week};
use crate::number::Count;

/// What a value is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Grain {
    /// `2017-03-07`.
    Day,
    /// `2017-W10`.
    Week,
    /// `2017-W10-WE`.
    Weekend,
    /// `2017-03`.
    Month,
    /// `2017-Q1`.
    Quarter,
    /// `2017-H1`.
    Half,
    /// `2017-SP`.
    Season,
    /// `2017`.
    Year,
    /// `201`.
    Decade,
    /// `20`.
    Century,
}

/// The value of a stretch of days written at a grain; `None` where the days do not lie in one such unit.
pub(crate) fn of_days(first: Day, last: Day, grain: Grain) -> Option<String> {
    let one = written(first, grain);
    // A winter runs over two years and a named day may be uncertain: the first day decides.
    let same = matches!(grain, Grain::Season | Grain::Weekend | Grain::Week) || written(last, grain) == one;
    same.then_some(one)
}

fn written(day: Day, grain: Grain) -> String {
    let (year, month, day_of_month) = civil(day);
    match grain {
        Grain::Day => format!("{year:04}-{month:02}-{day_of_month:02}"),
        Grain::Week | Grain::Weekend => {
            let (week_year, week) = iso_week(day);
            let end = if grain == Grain::Weekend { "-WE" } else { "" };
            format!("{week_year:04}-W{week:02}{end}")
        }
        Grain::Month => format!("{year:04}-{month:02}"),
        Grain::Quarter => format!("{year:04}-Q{}", (month - 1) / 3 + 1),
        Grain::Half => format!("{year:04}-H{}", (month - 1) / 6 + 1),
        Grain::Season => {
            let (season, start) = match month {
                3..=5 => ("SP", year),
                6..=8 => ("SU", year),
                9..=11 => ("FA", year),
                12 => ("WI", year),
                _ => ("WI", year - 1),
            };
            format!("{start:04}-{season}")
        }
        Grain::Year => format!("{year:04}"),
        Grain::Decade => format!("{:03}", year / 10),
        Grain::Century => format!("{:02}", (year - 1) / 100),
    }
}

/// The value as far as it can be written: whole where the days are known, else with `X` for what is not.
pub(crate) fn of_interval(interval: DateInterval, grain: Grain, meaning: &TimeMeaning) -> String {
    if let (Some(first), Some(last)) = (interval.earliest, interval.latest)
        && let Some(value) = of_days(day_of(first), day_of(last), grain)
    {
        return value;
    }
    match meaning {
        TimeMeaning::Weekday { weekday, .. } => format!("XXXX-WXX-{weekday}"),
        TimeMeaning::Relative { meaning, .. } | TimeMeaning::FromReference { meaning, .. }
            if matches!(**meaning, TimeMeaning::Weekday { .. }) =>
        {
            of_interval(DateInterval::UNKNOWN, grain, meaning)
        }
        TimeMeaning::Partial { month: Some(month), day: Some(day), last_day: None, .. } => {
            format!("XXXX-{month:02}-{day:02}")
        }
        TimeMeaning::Partial { month: Some(month), .. } => format!("XXXX-{month:02}"),
        TimeMeaning::Partial { season: Some(season), .. } => {
            format!("XXXX-{}", ["SP", "SU", "FA", "WI"][usize::from(season.clamp(&1, &4).unsigned_abs()) - 1])
        }
        TimeMeaning::Partial { quarter: Some(quarter), .. } => format!("XXXX-Q{quarter}"),
        _ => match grain {
            Grain::Day => "XXXX-XX-XX",
            Grain::Week => "XXXX-WXX",
            Grain::Weekend => "XXXX-WXX-WE",
            Grain::Month => "XXXX-XX",
            Grain::Quarter => "XXXX-QX",
            Grain::Half => "XXXX-HX",
            Grain::Season | Grain::Year | Grain::Decade | Grain::Century => "XXXX",
        }
        .to_owned(),
    }
}

/// The value of a length: `P3D`, `PT2H`, `P2Y6M`, `PXW`.
pub(crate) fn of_length(count: Count, unit: &str, extra_half: bool) -> String {
    let half = count.half || extra_half;
    let (letter, is_time, half_of) = match unit {
        "second" => ("S", true, ""),
        "minute" => ("M", true, "30S"),
        "hour" => ("H", true, "30M"),
        "week" | "weekend" => ("W", false, ""),
        "month" => ("M", false, ""),
        "quarter" => ("Q", false, ""),
        "year" => ("Y", false, "6M"),
        "decade" => ("E", false, ""),
        "century" => ("C", false, ""),
        "fortnight" => return format!("P{}W", count.whole * 2),
        _ => ("D", false, ""),
    };
    let mark = if is_time { "T" } else { "" };
    match (count.whole, half) {
        (0, false) => format!("P{mark}X{letter}"),
        (0, true) if unit == "day" => "PT12H".to_owned(),
        (0, true) if unit == "decade" => "P5Y".to_owned(),
        (0, true) if unit == "century" => "P50Y".to_owned(),
        (0, true) if !half_of.is_empty() => format!("P{mark}{half_of}"),
        (whole, true) if !half_of.is_empty() => format!("P{mark}{whole}{letter}{half_of}"),
        (whole, true) => format!("P{mark}{whole}.5{letter}"),
        (whole, false) => format!("P{mark}{whole}{letter}"),
    }
}

/// How many days a length of so many units is: fewest and most.
pub(crate) fn length_days(count: Count, unit: &str) -> (i32, i32) {
    let (shortest, longest) = unit_days(unit);
    if count.is_vague() {
        return (shortest.saturating_mul(2), longest.saturating_mul(9).max(1));
    }
    let whole = i32::try_from(count.whole.min(200_000)).unwrap_or(200_000);
    let half = if count.half { (shortest / 2, longest.div_euclid(2) + 1) } else { (0, 0) };
    (whole.saturating_mul(shortest).saturating_add(half.0), whole.saturating_mul(longest).saturating_add(half.1).max(1))
}

/// The fewest and the most days of one unit.
pub(crate) fn unit_days(unit: &str) -> (i32, i32) {
    match unit {
        "second" | "minute" | "hour" => (0, 0),
        "week" => (7, 7),
        "weekend" => (2, 2),
        "fortnight" => (14, 14),
        "month" => (28, 31),
        "quarter" => (90, 92),
        "year" => (365, 366),
        "decade" => (3_652, 3_653),
        "century" => (36_524, 36_525),
        _ => (1, 1),
    }
}

/// The unit of the calendar that a word stands for.
pub(crate) fn unit_precision(unit: &str) -> Precision {
    match unit {
        "second" | "minute" => Precision::Minute,
        "hour" => Precision::Hour,
        "week" => Precision::Week,
        "month" => Precision::Month,
        "quarter" => Precision::Season,
        "year" => Precision::Year,
        "decade" => Precision::Decade,
        _ => Precision::Day,
    }
}

/// What a calendar unit's value is written as.
pub(crate) fn unit_grain(unit: &str) -> Grain {
    match unit {
        "week" | "fortnight" => Grain::Week,
        "weekend" => Grain::Weekend,
        "month" => Grain::Month,
        "quarter" => Grain::Quarter,
        "year" => Grain::Year,
        "decade" => Grain::Decade,
        "century" => Grain::Century,
        _ => Grain::Day,
    }
}

/// A weekday without a date, as the value of a recurring time.
pub(crate) fn recurring_weekday(number: i32, part: Option<&str>) -> String {
    match part {
        Some(part) => format!("XXXX-WXX-{number}T{part}"),
        None => format!("XXXX-WXX-{number}"),
    }
}
