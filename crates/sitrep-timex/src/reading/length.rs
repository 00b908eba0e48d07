//! Lengths and recurring times: "for three days", "in the past 24 hours", "every Friday".

use sitrep_types::{Precision, TimeMeaning, TimexType};

use super::{Draft, offset};
use crate::fields::Fields;
use crate::number;
use crate::value;

pub(super) fn length(fields: &Fields) -> Option<Draft> {
    if let Some(value) = fields.get("value") {
        return Some(Draft::fixed(TimexType::Duration, value, TimeMeaning::Length { min_days: 0, max_days: 36_525 }));
    }
    let vague = number::Count { whole: 0, half: false };
    let (unit, count) = match fields.get("vague_units") {
        Some(unit) => (unit.trim_end_matches('s'), vague),
        None => (fields.get("unit")?, if fields.has("count") { fields.count("count")? } else { vague }),
    };
    let unit = if unit == "centurie" { "century" } else { unit };
    let value = value::of_length(count, unit, fields.has("and_half"));
    let (min_days, max_days) = value::length_days(count, unit);
    let max_days = fields.count("count_b").map_or(max_days, |most| value::length_days(most, unit).1);
    let modifier = fields.get("approx").or_else(|| fields.has("or_so").then_some("APPROX"));
    // "in the past 24 hours", "over the next two weeks": a length that ends or begins now.
    let reach = if unit == "hour" { hours_in_days(count) } else { max_days.max(1) };
    let precision = value::unit_precision(unit).max(Precision::Day);
    // "In recent years" is too vague for a beginning.
    let told = fields.get("end").or(fields.get("recent"));
    let too_vague = count.is_vague() && !matches!(unit, "minute" | "hour" | "day" | "week");
    let meaning = match told.filter(|_| !too_vague) {
        Some("last" | "past" | "previous" | "recent" | "latest") => offset(-reach, 0, precision),
        Some("next" | "coming") if !count.is_vague() => offset(0, reach, precision),
        _ => TimeMeaning::Length { min_days, max_days },
    };
    Some(Draft::fixed(TimexType::Duration, value, meaning).modified(modifier))
}

/// The days that so many hours reach over.
fn hours_in_days(count: number::Count) -> i32 {
    i32::try_from(((count.whole + 23) / 24).clamp(1, 400)).unwrap_or(1)
}

pub(super) fn set(fields: &Fields) -> Option<Draft> {
    let part = fields.get("part");
    let value = if let Some(value) = fields.get("frequency") {
        value.to_owned()
    } else if let Some(weekday) = fields.number("weekday") {
        value::recurring_weekday(weekday, part)
    } else if let Some(weekday) = fields.get("weekdays") {
        let names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
        let number = names.iter().position(|name| *name == weekday)? + 1;
        value::recurring_weekday(i32::try_from(number).ok()?, None)
    } else if let Some(part) = part {
        format!("XXXX-XX-XXT{part}")
    } else {
        let unit = fields.get("unit")?;
        let count = fields.has("count").then(|| fields.count("count")).flatten();
        let is_rate = fields.get("count").is_some_and(is_article);
        let one = number::Count { whole: 1, half: false };
        value::of_length(count.filter(|_| !is_rate).unwrap_or(one), unit, false)
    };
    Some(Draft::fixed(TimexType::Set, value, TimeMeaning::Vague { direction: None }))
}

/// "a", "per": once in each.
fn is_article(word: &str) -> bool {
    matches!(word, "a" | "an" | "one" | "per")
}
