//! Readings that count: "three days ago", "the next morning", "last week", "a year earlier" in a business report.

use sitrep_types::{Direction, Precision, TimeMeaning, TimexType};

use crate::calendar::{day_of, month_length};
use crate::fields::Fields;
use crate::number::Count;
use crate::reading::{Draft, Shape, TimeOfDay, absolute, offset, relative_unit};
use crate::situation::Situation;
use crate::value::{self, Grain, unit_grain, unit_precision};

/// So many units from the anchor, or from the last date mentioned.
pub(crate) fn counted(fields: &Fields, situation: &Situation<'_>) -> Option<Draft> {
    if let Some(draft) = anniversary(fields, situation) {
        return Some(draft);
    }
    if let Some(units) = fields.get("vague_units") {
        let unit = if units == "centuries" { "century" } else { units.trim_end_matches('s') };
        let count = Count { whole: 0, half: false };
        let value = value::of_length(count, unit, false);
        if fields.has("from") {
            // "in the days after": from the day before it in the text on.
            let (_, longest) = value::unit_days(unit);
            let side = match fields.get("next") {
                Some("previous" | "preceding") => -1,
                Some(_) => 1,
                None => fields.number("side")?,
            };
            let reach = longest.max(1).saturating_mul(9).saturating_mul(side);
            let meaning = offset(reach.min(0), reach.max(0), unit_precision(unit).max(Precision::Day));
            let Some(reference) = situation.day_reference() else {
                let (min_days, max_days) = value::length_days(count, unit);
                return Some(Draft::fixed(TimexType::Duration, value, TimeMeaning::Length { min_days, max_days }));
            };
            return Some(Draft::fixed(TimexType::Duration, value, situation.counted_from(meaning, Some(reference))));
        }
        return Some(Draft::fixed(TimexType::Date, value, away(count, unit, -1).0));
    }
    let side = match fields.get("next") {
        Some("previous" | "preceding" | "prior") => -1,
        Some(_) => 1,
        None => fields.number("side")?,
    };
    // "the previous quarter" of a business report: before the one it tells of, not before the calendar's.
    if fields.get("unit_or_part") == Some("quarter")
        && let Some((year, quarter)) = situation.current_quarter()
    {
        let quarters = year * 4 + quarter - 1 + side;
        return whole_quarter(quarters.div_euclid(4), quarters.rem_euclid(4) + 1);
    }
    let count = match fields.get("count") {
        Some("0") => Count { whole: 0, half: false },
        Some(_) if fields.has("and_half") => Count { half: true, ..fields.count("count")? },
        Some(_) => fields.count("count")?,
        None => Count { whole: 1, half: false },
    };
    let unit_or_part = fields.get("unit").or_else(|| fields.get("unit_or_part"))?;
    let part = part_of(unit_or_part);
    let unit = if part.is_some() { "day" } else { unit_or_part };
    let is_same = fields.get("count") == Some("0");
    let (meaning, written) = if is_same { same(unit) } else { away(count, unit, side) };
    let reference = fields.has("from").then(|| situation.reference_for(unit)).flatten();
    // "that day" with no day before it says nothing of when: it must not pass for the day of publication.
    let meaning = match reference {
        None if is_same && !fields.has("or_now") => TimeMeaning::Vague { direction: None },
        reference => situation.counted_from(meaning, reference),
    };
    let written = situation.counted_from(written, reference);
    let modifier = fields.get("approx").or(fields.get("edge"));
    let meaning = leaning(meaning, modifier);
    if fields.has("length_value") {
        let value = value::of_length(count, unit, false);
        return Some(Draft::fixed(TimexType::Duration, value, meaning).modified(modifier));
    }
    if count.is_vague() && !is_same {
        let value = value::of_length(count, unit, false);
        return Some(Draft::fixed(TimexType::Date, value, meaning));
    }
    let mut draft = Draft::date(meaning, count_grain(unit)).modified(modifier);
    draft.shape = Shape::Days { of: Some(written), grain: count_grain(unit), suffix: String::new() };
    Some(match part {
        Some(part) => draft.at(&TimeOfDay::part(part)),
        None => draft,
    })
}

/// "More than two weeks ago" is no less than that, and "almost two weeks ago" no more.
fn leaning(meaning: TimeMeaning, modifier: Option<&str>) -> TimeMeaning {
    match (meaning, modifier) {
        (
            TimeMeaning::Offset { earliest_days, latest_days, precision: Precision::Week },
            Some("MORE_THAN" | "LESS_THAN"),
        ) => {
            let middle = (earliest_days + latest_days) / 2;
            let further = if modifier == Some("MORE_THAN") { 1 } else { -1 } * middle.signum();
            // Half a week to that side; the day itself would have been told without "more".
            let (near, far) = (middle + further, middle + 4 * further);
            offset(near.min(far), near.max(far), Precision::Week)
        }
        (meaning, _) => meaning,
    }
}

/// "Twenty-six years ago today", "a week ago yesterday": a day of the calendar, not a stretch of years or weeks.
fn anniversary(fields: &Fields, situation: &Situation<'_>) -> Option<Draft> {
    let days = fields.number("deictic")?;
    let count = i32::try_from(fields.count("count")?.whole).ok().filter(|count| *count < 3_000)?;
    let months = match fields.get("unit")? {
        "week" => return Some(Draft::date(offset(days - 7 * count, days - 7 * count, Precision::Day), Grain::Day)),
        "month" => count,
        _ => count * 12,
    };
    let anchor = situation.anchor_day();
    let meaning = match anchor {
        Some(anchor) => {
            let (year, month, day) = crate::calendar::civil(anchor + i64::from(days));
            let then = year * 12 + month - 1 - months;
            let (year, month) = (then.div_euclid(12), then.rem_euclid(12) + 1);
            let day = day.min(month_length(year, month));
            let then = crate::calendar::day_number(year, month, day);
            absolute((then, then), Precision::Day)?
        }
        // 365.2425 days a year, a day to either side for leap years and months of unequal length.
        None => {
            let back = i32::try_from(i64::from(months).checked_mul(3_652_425)? / 120_000).ok()?;
            offset(days - back - 1, days - back + 1, Precision::Day)
        }
    };
    Some(Draft::date(meaning, Grain::Day))
}

/// The unit that holds the day itself.
fn same(unit: &str) -> (TimeMeaning, TimeMeaning) {
    let meaning = TimeMeaning::Unit { unit: unit_precision(unit), count: 0 };
    (meaning.clone(), meaning)
}

/// What so many units away means, and what TIMEX3 writes for it.
fn away(count: Count, unit: &str, side: i32) -> (TimeMeaning, TimeMeaning) {
    let ordered = |near: i32, far: i32, precision| {
        if side < 0 { offset(-far, -near, precision) } else { offset(near, far, precision) }
    };
    if count.is_vague() {
        let (shortest, longest) = value::unit_days(unit);
        let meaning = ordered(shortest.max(1) * 2, longest.max(1) * 9, unit_precision(unit));
        return (meaning.clone(), meaning);
    }
    let whole = i32::try_from(count.whole.min(100_000)).unwrap_or(100_000);
    let unit_away = |unit, count: i32| TimeMeaning::Unit { unit, count };
    let both = |meaning: TimeMeaning| (meaning.clone(), meaning);
    match unit {
        "second" | "minute" | "hour" => {
            let days = whole / if unit == "hour" { 24 } else { 100_000 };
            let precision = unit_precision(unit);
            (ordered(days, days + 1, precision), ordered(days, days, precision))
        }
        "week" | "fortnight" => {
            let weeks = if unit == "week" { whole } else { whole.saturating_mul(2) };
            let days = weeks.saturating_mul(7) + if count.half { 3 } else { 0 };
            // Nobody counts weeks to the day; the slack grows with their number.
            let slack = weeks.min(2) + 1;
            let written = unit_away(Precision::Week, weeks.saturating_mul(side));
            (ordered((days - slack).max(1), days + slack, Precision::Week), written)
        }
        "month" => {
            let slack = if count.half { 1 } else { 0 };
            let months = whole + slack;
            both(unit_away(Precision::Month, months.saturating_mul(side)))
        }
        "quarter" => both(unit_away(Precision::Season, whole.saturating_mul(side))),
        "year" if count.half => both(unit_away(Precision::Month, (whole.saturating_mul(12) + 6).saturating_mul(side))),
        "year" => both(unit_away(Precision::Year, whole.saturating_mul(side))),
        "decade" => both(unit_away(Precision::Year, whole.saturating_mul(10).saturating_mul(side))),
        "century" => both(unit_away(Precision::Year, whole.saturating_mul(100).saturating_mul(side))),
        "weekend" => both(TimeMeaning::Weekend {
            direction: if side < 0 { Direction::Past } else { Direction::Future },
            weeks: whole - 1,
        }),
        _ => both(offset(whole.saturating_mul(side), whole.saturating_mul(side), Precision::Day)),
    }
}

fn count_grain(unit: &str) -> Grain {
    match unit {
        "decade" | "century" => Grain::Year,
        other => unit_grain(other),
    }
}

fn part_of(word: &str) -> Option<&'static str> {
    match word {
        "morning" => Some("MO"),
        "noon" => Some("MI"),
        "afternoon" => Some("AF"),
        "evening" => Some("EV"),
        "night" => Some("NI"),
        _ => None,
    }
}

/// "last week", "this month", "the end of the year", "its third week".
pub(crate) fn unit(fields: &Fields, situation: &Situation<'_>) -> Option<Draft> {
    if let Some(unit) = fields.get("nth_unit") {
        return nth_unit(fields, unit);
    }
    let unit = fields.get("unit")?;
    let edge = fields.get("edge");
    let which = fields.get("which")?;
    let count: i32 = which.parse().unwrap_or(0);
    if unit == "weekend" {
        let near = |direction| TimeMeaning::Weekend { direction, weeks: 0 };
        let meaning = match which {
            "-1" => TimeMeaning::Relative {
                base: Box::new(offset(-2, -2, Precision::Day)),
                meaning: Box::new(near(Direction::Past)),
            },
            "1" => relative_unit(Precision::Day, 1, near(Direction::Future)),
            "0" if !situation.is_past() => near(Direction::Future),
            _ => near(situation.direction()),
        };
        return Some(Draft::date(meaning, Grain::Weekend));
    }
    if (unit, which, edge) == ("year", "-1", None)
        && situation.is_compared()
        && let Some((year, quarter)) = situation.current_quarter()
    {
        return whole_quarter(year - 1, quarter);
    }
    let precision = unit_precision(unit);
    let whole = match unit {
        "century" => TimeMeaning::Unit { unit: Precision::Year, count: count.saturating_mul(100) },
        _ => TimeMeaning::Unit { unit: precision, count },
    };
    let today = || Box::new(offset(0, 0, Precision::Day));
    let months = |first, last| {
        let month = |month| {
            Box::new(TimeMeaning::Partial {
                month: Some(month),
                day: None,
                season: None,
                quarter: None,
                last_day: None,
                direction: Direction::Past,
                year_offset: Some(count),
            })
        };
        TimeMeaning::Range { start: month(first), end: month(last) }
    };
    let text = situation.text().to_lowercase();
    let meaning = match (edge, unit, count) {
        (Some("START"), _, 0) if text.starts_with("earlier") => {
            TimeMeaning::Range { start: Box::new(whole.clone()), end: today() }
        }
        (Some("END"), _, 0) if text.starts_with("later") => {
            TimeMeaning::Range { start: today(), end: Box::new(whole.clone()) }
        }
        (Some("START"), "year", _) => months(1, 4),
        (Some("MID"), "year", _) => months(5, 8),
        (Some("END"), "year", _) => months(9, 12),
        _ => whole.clone(),
    };
    let mut draft = Draft::date(meaning, unit_grain(unit)).modified(edge.filter(|edge| edge.len() <= 5));
    if let Shape::Days { of, .. } = &mut draft.shape {
        *of = Some(whole);
    }
    Some(draft)
}

/// "in its third week": it began two to three weeks ago.
fn nth_unit(fields: &Fields, unit: &str) -> Option<Draft> {
    let ordinal = i32::try_from(fields.ordinal("ordinal")?).ok()?;
    let (_, days) = value::unit_days(unit);
    let meaning =
        offset(-(ordinal.saturating_mul(days) - 1), -((ordinal - 1).saturating_mul(days)), unit_precision(unit));
    let mut draft = Draft::date(meaning, Grain::Day);
    draft.shape =
        Shape::Days { of: Some(offset(0, 0, Precision::Day)), grain: unit_grain(unit), suffix: String::new() };
    draft.since = true;
    Some(draft)
}

/// Quarters and years of business reports, which earlier words name: "the latest quarter", "a year earlier".
pub(crate) fn fiscal(fields: &Fields, situation: &Situation<'_>) -> Option<Draft> {
    let quarter_before = situation.current_quarter();
    let quarter_before = quarter_before.filter(|_| !(fields.has("side") && situation.speaks_of_longer_period()));
    let is_year_ago = fields.has("side") || fields.get("which") == Some("-1");
    let unit = fields.get("fiscal_unit").unwrap_or_default();
    if let (Some(year), Some((_, quarter))) = (fields.number("year"), quarter_before) {
        return whole_quarter(year, quarter);
    }
    if let (true, Some(end)) = (fields.has("side"), situation.end_of_period()) {
        let (year, month, day) = crate::calendar::civil(end);
        let day = day.min(month_length(year - 1, month));
        let then = crate::calendar::day_number(year - 1, month, day);
        return Some(Draft::date(absolute((then, then), Precision::Day)?, Grain::Day));
    }
    // Which months it has the text does not say.
    let some_quarter = |year: i32| {
        let meaning = TimeMeaning::Vague { direction: Some(Direction::Past) };
        Some(Draft::fixed(TimexType::Date, format!("{year:04}-QX"), meaning))
    };
    if let (Some(year), "quarter", false) = (situation.fiscal_quarter_of(), unit, is_year_ago || fields.has("latest")) {
        return some_quarter(year);
    }
    if let (true, Some(year)) = (fields.has("side"), situation.unknown_quarter()) {
        return some_quarter(year - 1);
    }
    match quarter_before {
        _ if fields.get("latest") == Some("current") => {
            Some(Draft::date(TimeMeaning::Unit { unit: Precision::Season, count: 0 }, Grain::Quarter))
        }
        Some((year, quarter)) if is_year_ago => whole_quarter(year - 1, quarter),
        Some((year, quarter)) if !fields.has("year") => whole_quarter(year, quarter),
        _ if is_year_ago => {
            let (meaning, written) = away(Count { whole: 1, half: false }, "year", -1);
            let reference = (fields.get("side") == Some("-1")).then(|| situation.reference_for("year")).flatten();
            let reference = reference.filter(|_| !situation.text().to_lowercase().ends_with("ago"));
            let mut draft = Draft::date(situation.counted_from(meaning, reference), Grain::Year);
            draft.shape = Shape::Days {
                of: Some(situation.counted_from(written, reference)),
                grain: Grain::Year,
                suffix: String::new(),
            };
            Some(draft)
        }
        _ if fields.has("year") => {
            let year = i64::from(fields.number("year")?);
            let days = crate::calendar::years_span(year, year)?;
            Some(Draft::date(absolute(days, Precision::Year)?, Grain::Year))
        }
        _ if unit == "quarter" && fields.has("latest") => {
            Some(Draft::date(TimeMeaning::Unit { unit: Precision::Season, count: -1 }, Grain::Quarter))
        }
        _ => None,
    }
}

/// A quarter of the calendar.
fn whole_quarter(year: i32, quarter: i32) -> Option<Draft> {
    let first = i64::from(year) * 12 + i64::from(quarter - 1) * 3;
    let days = (crate::calendar::month_span(first)?.0, crate::calendar::month_span(first + 2)?.1);
    Some(Draft::date(absolute(days, Precision::Season)?, Grain::Quarter))
}

/// Whether a day is known on both sides and the same.
pub(crate) fn single_day(interval: sitrep_types::DateInterval) -> Option<i64> {
    let first = day_of(interval.earliest?);
    (first == day_of(interval.latest?)).then_some(first)
}
