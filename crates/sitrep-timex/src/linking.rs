//! How expressions stand to what they date and to one another: since, until, by, for, and the two ends of a range.

use sitrep_types::{DateInterval, Direction, TimeExpression, TimeMeaning, TimeRelation, TimexType};

use crate::resolve::resolve;
use crate::scan::look_back;

/// Marks relations and ranges, in order of the text.
pub(crate) fn link(text: &str, anchor: DateInterval, times: &mut [TimeExpression]) {
    for index in 0..times.len() {
        let before = look_back(text, times[index].span.start).to_lowercase();
        if times[index].relation == TimeRelation::At {
            times[index].relation = relation_of(&before, &times[index]);
        }
        if index > 0 && times[index].timex_type != TimexType::Set {
            mark_range(text, anchor, times, index);
        }
    }
}

fn relation_of(before: &str, expression: &TimeExpression) -> TimeRelation {
    let is_length = expression.timex_type == TimexType::Duration;
    let ends_with = |words: &[&str]| {
        let trimmed = before.trim_end();
        let trimmed = trimmed.strip_suffix(" the").or_else(|| trimmed.strip_suffix(" at")).unwrap_or(trimmed);
        words.iter().any(|word| {
            trimmed
                .strip_suffix(word)
                .is_some_and(|rest| !rest.ends_with(|character: char| character.is_alphanumeric()))
        })
    };
    if ends_with(&["since", "ever since", "since about", "since early", "since late", "since at least"]) {
        TimeRelation::Since
    } else if ends_with(&["until", "till", "up to", "until about"]) {
        TimeRelation::Until
    } else if ends_with(&["by", "no later than"]) {
        TimeRelation::By
    } else if is_length && ends_with(&["for", "lasted", "lasting", "for about", "for almost", "during", "over"]) {
        TimeRelation::For
    } else if ends_with(&["after", "following"]) {
        TimeRelation::After
    } else if ends_with(&["before", "prior to", "ahead of"]) {
        TimeRelation::Before
    } else {
        TimeRelation::At
    }
}

/// Whether this expression and the one before it are the two ends of a range.
fn mark_range(text: &str, anchor: DateInterval, times: &mut [TimeExpression], index: usize) {
    let (first, second) = (&times[index - 1], &times[index]);
    let Some(between) = text.get(first.span.end..second.span.start) else { return };
    let is_calendar = |expression: &TimeExpression| {
        !matches!(expression.meaning, TimeMeaning::Length { .. } | TimeMeaning::Vague { .. })
            && expression.value != "PRESENT_REF"
    };
    if !is_calendar(first) || !is_calendar(second) || between.len() > 24 {
        return;
    }
    let before = look_back(text, first.span.start).to_lowercase();
    let opens = |word: &str| {
        let trimmed = before.trim_end();
        let trimmed = ["the", "at", "early on", "late on", "early", "late", "about"]
            .iter()
            .find_map(|filler| trimmed.strip_suffix(filler))
            .unwrap_or(trimmed)
            .trim_end();
        trimmed.strip_suffix(word).is_some_and(|rest| !rest.ends_with(|character: char| character.is_alphanumeric()))
    };
    let gap = between.trim().to_lowercase();
    let core = ["at dawn on", "dawn on", "the", "at noon on", "at midnight on", "early on", "late on", "at"]
        .iter()
        .find_map(|filler| gap.strip_suffix(filler))
        .unwrap_or(&gap)
        .trim_end();
    let joins = match core {
        "to" | "until" | "till" | "through" | "up to" => opens("from") || opens("between") || core == "through",
        "and" => opens("between"),
        "-" | "–" | "—" => true,
        _ => false,
    };
    if !joins {
        return;
    }
    // The first end is counted from the second where both, taken from the anchor, stand the wrong way round.
    let reversed = match (first.interval.earliest, second.interval.latest) {
        (Some(start), Some(end)) => start > end,
        _ => false,
    };
    times[index - 1].relation = TimeRelation::RangeStart;
    times[index].relation = TimeRelation::RangeEnd;
    let may_move = matches!(
        times[index - 1].meaning,
        TimeMeaning::Weekday { direction: Direction::Past, .. }
            | TimeMeaning::Partial { direction: Direction::Past, year_offset: None, .. }
    );
    if reversed && may_move {
        let meaning = TimeMeaning::Relative {
            base: Box::new(times[index].meaning.clone()),
            meaning: Box::new(times[index - 1].meaning.clone()),
        };
        times[index - 1].interval = resolve(&meaning, anchor, &times[..index - 1]);
        times[index - 1].meaning = meaning;
    }
}
