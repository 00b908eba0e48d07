//! How expressions stand to what they date and to one another: since, until, by, for, and the two ends of a range.

use sitrep_types::{DateInterval, Direction, Precision, Span, TimeExpression, TimeMeaning, TimeRelation, TimexType};

use crate::calendar::{date_of, day_of};
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
            mark_length_to(text, anchor, times, index);
        }
    }
    count_quotations_from_their_saying(text, anchor, times);
    // What counts from an expression that has moved moves with it.
    for index in 0..times.len() {
        times[index].interval = resolve(&times[index].meaning, anchor, times);
    }
}

/// How far from a quotation the day of its saying may stand, in bytes.
const SAYING_REACH: usize = 160;
/// How many expressions to either side may be the day of its saying.
const NEIGHBOURS: usize = 6;

/// A quotation's "yesterday" counts from when it was said: `"We were attacked yesterday," he said on Monday`.
fn count_quotations_from_their_saying(text: &str, anchor: DateInterval, times: &mut [TimeExpression]) {
    let quotations = quotations(text);
    for index in 0..times.len() {
        let is_deictic = matches!(times[index].meaning, TimeMeaning::Offset { .. })
            && matches!(times[index].rule.as_str(), "deictic" | "this_part" | "last_night" | "overnight" | "tonight");
        let at = times[index].span.start;
        let after = quotations.partition_point(|quotation| quotation.start <= at);
        let Some(quotation) = after.checked_sub(1).map(|before| quotations[before]) else { continue };
        if !is_deictic || at >= quotation.end {
            continue;
        }
        let near = index.saturating_sub(NEIGHBOURS)..(index + NEIGHBOURS).min(times.len());
        let said = near.into_iter().find(|other| is_day_of_saying(text, &times[*other], quotation));
        let Some(reference) = said else { continue };
        let meaning = TimeMeaning::FromReference { reference, meaning: Box::new(times[index].meaning.clone()) };
        let interval = resolve(&meaning, anchor, times);
        let shift = (times[index].interval.earliest, interval.earliest);
        if let (Some(from), Some(to)) = shift
            && from != to
        {
            // The day that the value names moves with the days.
            let day = times[index].value.get(..10).and_then(|day| day.parse::<jiff::civil::Date>().ok());
            let moved = day.and_then(|day| date_of(day_of(day) + day_of(to) - day_of(from)));
            if let Some(moved) = moved {
                times[index].value.replace_range(..10, &moved.to_string());
            }
        }
        times[index].interval = interval;
        times[index].meaning = meaning;
    }
}

/// Whether an expression outside a quotation, near it, tells the day on which it was said.
fn is_day_of_saying(text: &str, expression: &TimeExpression, quotation: Span) -> bool {
    const CUES: &[&str] = &["said", "told", "says", "added", "wrote", "announced", "declared", "tweeted", "posted"];
    let is_day = matches!(
        expression.meaning,
        TimeMeaning::Weekday { .. } | TimeMeaning::Partial { day: Some(_), .. } | TimeMeaning::Absolute { .. }
    ) && expression.interval.earliest == expression.interval.latest;
    let gap = if expression.span.start >= quotation.end {
        text.get(quotation.end..expression.span.start)
    } else if expression.span.end <= quotation.start {
        text.get(expression.span.end..quotation.start)
    } else {
        None
    };
    let Some(gap) = gap.filter(|gap| is_day && gap.len() <= SAYING_REACH && !gap.contains("\n\n")) else {
        return false;
    };
    // The cue stands between the quotation and the day, or right before the day that introduces the quotation.
    let before = look_back(text, expression.span.start);
    let near = if expression.span.start >= quotation.end { gap } else { before };
    near.split(|character: char| !character.is_alphabetic()).any(|word| CUES.contains(&word)) && !gap.contains(". ")
}

/// The quotations of a text: from an opening to the next closing mark of a paragraph.
fn quotations(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut open: Option<usize> = None;
    let mut newline = false;
    for (at, character) in text.char_indices() {
        match character {
            '“' => open = Some(at),
            '”' => found.extend(open.take().map(|start| Span::new(start, at))),
            '"' => match open.take() {
                Some(start) => found.push(Span::new(start, at)),
                None => open = Some(at),
            },
            '\n' if newline => open = None,
            _ => {}
        }
        newline = character == '\n';
    }
    found
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
    let of_one_rule =
        first.rule == second.rule && matches!(first.rule.as_str(), "two_days_of_month" | "month_two_days");
    let joins = match core {
        // "on 5 and 6 April", but not "on 5 and 19 April"
        "and" if of_one_rule && follows_next_day(first, second) => true,
        "to" | "/" | "until" | "till" | "through" if of_one_rule => true,
        "into" => opens("from"),
        // "the night of Wednesday to Thursday"
        "to" if first.value.ends_with("TNI") => true,
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
    } else if reversed {
        end_ahead(anchor, times, index);
    }
}

/// Whether the second day is the one after the first.
fn follows_next_day(first: &TimeExpression, second: &TimeExpression) -> bool {
    match (first.interval.latest, second.interval.earliest) {
        (Some(first), Some(second)) => day_of(first) + 1 == day_of(second),
        _ => false,
    }
}

/// "in the 24 hours to Sunday morning", "in the week ending 12 March": so long before the day that ends it.
fn mark_length_to(text: &str, anchor: DateInterval, times: &mut [TimeExpression], index: usize) {
    let (length, end) = (&times[index - 1], &times[index]);
    let between = text.get(length.span.end..end.span.start).map(str::trim);
    let joins = matches!(between, Some("to" | "ending" | "ended" | "ending on" | "ended on" | "up to" | "until"));
    let TimeMeaning::Length { max_days, .. } = length.meaning else { return };
    if !matches!(length.rule.as_str(), "length_to" | "unit_to") || !joins || end.interval.is_unknown() {
        return;
    }
    let back = -max_days.clamp(1, 4_000);
    let before = TimeMeaning::Offset { earliest_days: back, latest_days: back, precision: Precision::Day };
    let meaning = TimeMeaning::FromReference { reference: index, meaning: Box::new(before) };
    times[index - 1].interval = resolve(&meaning, anchor, times);
    times[index - 1].meaning = meaning;
    times[index - 1].relation = TimeRelation::RangeStart;
    times[index].relation = TimeRelation::RangeEnd;
}

/// "from November 20 to December 11" of what is to come: the end lies ahead of the beginning, whatever the words after
/// it look like.
fn end_ahead(anchor: DateInterval, times: &mut [TimeExpression], index: usize) {
    let mut ahead = times[index].meaning.clone();
    match &mut ahead {
        TimeMeaning::Weekday { direction, .. } | TimeMeaning::Partial { direction, year_offset: None, .. } => {
            *direction = Direction::Future;
        }
        _ => return,
    }
    let meaning = TimeMeaning::Relative { base: Box::new(times[index - 1].meaning.clone()), meaning: Box::new(ahead) };
    let interval = resolve(&meaning, anchor, &times[..index - 1]);
    // The value's year, month and day, as far as it tells them, are those of the new first day.
    if let Some(first) = interval.earliest {
        let written = first.to_string();
        let same = times[index].value.bytes().zip(written.bytes());
        let told = same.take_while(|(old, new)| old.is_ascii_digit() == new.is_ascii_digit()).count();
        times[index].value.replace_range(..told, written.get(..told).unwrap_or_default());
    }
    times[index].interval = interval;
    times[index].meaning = meaning;
}
