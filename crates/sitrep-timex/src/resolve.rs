//! From what an expression means to the days it covers, and back to the days its document can have been published.
//!
//! Every meaning is a monotone function of its anchor: a later publication never makes "on Tuesday" earlier. So an
//! interval of anchors is resolved by its two ends, and the anchors that fit a given event are found by halving.

use sitrep_types::{DateInterval, Direction, Precision, TimeExpression, TimeMeaning, TimeRelation};

use crate::calendar::{
    Day, FIRST_DAY, LAST_DAY, civil, date_of, day_number, day_of, exists, monday, month_length, month_span, weekday,
    weekday_on_or_before, years_span,
};
use crate::festival::festival;

/// First and last day; `None` where a side is open.
pub(crate) type Bounds = (Option<Day>, Option<Day>);

/// How deep meanings may refer to one another before the rest counts as unknown.
const DEPTH: usize = 6;

/// The days a meaning covers, given its anchor.
///
/// The anchor (the day of publication, or the day of what is counted from) may be an interval, open on either side, or
/// unknown; the result then covers every day that some anchor in it allows. `others` are the document's expressions,
/// which [`TimeMeaning::FromReference`] points into.
///
/// ```
/// use sitrep_timex::resolve;
/// use sitrep_types::{DateInterval, Direction, Precision, TimeMeaning};
///
/// let on_tuesday =
///     TimeMeaning::Weekday { weekday: 2, direction: Direction::Past, weeks: 0, precision: Precision::Day };
/// let published = DateInterval::day("2017-03-09".parse()?);
/// assert_eq!(resolve(&on_tuesday, published, &[]), DateInterval::day("2017-03-07".parse()?));
/// # Ok::<(), jiff::Error>(())
/// ```
#[must_use]
pub fn resolve(meaning: &TimeMeaning, anchor: DateInterval, others: &[TimeExpression]) -> DateInterval {
    let anchor_bounds = (anchor.earliest.map(day_of), anchor.latest.map(day_of));
    let (earliest, latest) = resolve_days(meaning, anchor_bounds, others, DEPTH);
    let (earliest, latest) = (earliest.and_then(date_of), latest.and_then(date_of));
    let own = precision(meaning, others, DEPTH);
    let one_anchor = anchor.earliest.is_some() && anchor.earliest == anchor.latest;
    let precision = match (earliest, latest) {
        (None, None) => Precision::Unknown,
        _ if one_anchor || is_absolute(meaning) => own,
        _ => own.max(anchor.precision),
    };
    DateInterval { earliest, latest, precision }
}

/// The time of what an expression dates, as a meaning that stands by itself.
///
/// "since October" is October until the anchor, "from Monday to Wednesday" is all three days at either of its ends,
/// and what is counted from another expression carries that expression's meaning with it. Resolve it with no others.
#[must_use]
pub fn claim_meaning(times: &[TimeExpression], index: usize) -> Option<TimeMeaning> {
    let expression = times.get(index)?;
    let own = closed(&expression.meaning, times, DEPTH);
    let anchor = || Box::new(TimeMeaning::Offset { earliest_days: 0, latest_days: 0, precision: Precision::Day });
    let is_length = matches!(own, TimeMeaning::Length { .. });
    let meaning = match expression.relation {
        _ if is_length => own,
        TimeRelation::Since => TimeMeaning::Range { start: Box::new(own), end: anchor() },
        TimeRelation::RangeStart => match times.get(index + 1) {
            Some(end) if end.relation == TimeRelation::RangeEnd => {
                TimeMeaning::Range { start: Box::new(own), end: Box::new(closed(&end.meaning, times, DEPTH)) }
            }
            _ => TimeMeaning::Range { start: Box::new(own), end: anchor() },
        },
        TimeRelation::RangeEnd => match index.checked_sub(1).and_then(|before| times.get(before)) {
            Some(start) if start.relation == TimeRelation::RangeStart => {
                TimeMeaning::Range { start: Box::new(closed(&start.meaning, times, DEPTH)), end: Box::new(own) }
            }
            _ => own,
        },
        // What is to happen by Friday lies between now and then.
        TimeRelation::Until | TimeRelation::By | TimeRelation::Before if looks_ahead(&own) => {
            TimeMeaning::Range { start: anchor(), end: Box::new(own) }
        }
        TimeRelation::At
        | TimeRelation::Until
        | TimeRelation::By
        | TimeRelation::For
        | TimeRelation::After
        | TimeRelation::Before => own,
    };
    Some(meaning)
}

/// Whether a meaning cannot lie wholly before its anchor.
fn looks_ahead(meaning: &TimeMeaning) -> bool {
    match meaning {
        TimeMeaning::Offset { latest_days, .. } => *latest_days > 0,
        TimeMeaning::Unit { count, .. } => *count >= 0,
        TimeMeaning::Weekday { direction, .. }
        | TimeMeaning::Weekend { direction, .. }
        | TimeMeaning::Partial { direction, year_offset: None, .. }
        | TimeMeaning::Festival { direction, year: None, .. } => *direction == Direction::Future,
        _ => false,
    }
}

/// First and last day relative to the anchor, where the meaning alone tells them; `None` for what is fixed on the
/// calendar, what depends on the calendar (a date without its year) and what is vague.
#[must_use]
pub fn bounds(meaning: &TimeMeaning) -> Option<(i64, i64)> {
    bounds_within(meaning, DEPTH)
}

fn bounds_within(meaning: &TimeMeaning, depth: usize) -> Option<(i64, i64)> {
    let depth = depth.checked_sub(1)?;
    match meaning {
        TimeMeaning::Offset { earliest_days, latest_days, .. } => {
            Some((i64::from(*earliest_days), i64::from(*latest_days)))
        }
        TimeMeaning::Weekday { direction, weeks, .. } => {
            let further = 7 * i64::from(*weeks);
            Some(match direction {
                Direction::Past => (-6 - further, -further),
                Direction::Future => (further, 6 + further),
                Direction::Nearest => (-3, 3),
            })
        }
        TimeMeaning::Weekend { direction, weeks } => {
            let further = 7 * i64::from(*weeks);
            Some(match direction {
                Direction::Past => (-6 - further, 1 - further),
                Direction::Future => (further - 1, 6 + further),
                Direction::Nearest => (-4, 4),
            })
        }
        TimeMeaning::Unit { unit, count } => {
            // The longest and the shortest way from some day of a unit to some day of another.
            let (longest, shortest) = match unit {
                Precision::Week => (7, 7),
                Precision::Month => (31, 28),
                Precision::Season => (92, 90),
                Precision::Year => (366, 365),
                Precision::Decade => (3_653, 3_652),
                _ => (1, 1),
            };
            let count = i64::from(*count);
            let away = if count < 0 { count * longest } else { count * shortest };
            let far = if count < 0 { count * shortest } else { count * longest };
            Some((away - (longest - 1), far + (longest - 1)))
        }
        TimeMeaning::Relative { base, meaning } => {
            let (first, last) = bounds_within(base, depth)?;
            let (earliest, latest) = bounds_within(meaning, depth)?;
            Some((first + earliest, last + latest))
        }
        TimeMeaning::Range { start, end } => Some((bounds_within(start, depth)?.0, bounds_within(end, depth)?.1)),
        TimeMeaning::Absolute { .. }
        | TimeMeaning::Partial { .. }
        | TimeMeaning::Festival { .. }
        | TimeMeaning::Length { .. }
        | TimeMeaning::FromReference { .. }
        | TimeMeaning::Vague { .. } => None,
    }
}

/// The days on which a document can have been published that uses this expression of an event on a day of `event`,
/// within what is known of its publication. `None` where no day fits: the two contradict each other.
#[must_use]
pub fn anchors(meaning: &TimeMeaning, event: DateInterval, within: DateInterval) -> Option<DateInterval> {
    let event = (event.earliest.map(day_of), event.latest.map(day_of));
    let bounds = (within.earliest.map(day_of), within.latest.map(day_of));
    let (first, last) = anchor_days(meaning, event, bounds)?;
    let same = (first, last) == bounds;
    let precision = match (first, last) {
        _ if same => within.precision,
        (Some(first), Some(last)) => width_precision(last - first),
        _ => Precision::Unknown,
    };
    Some(DateInterval { earliest: first.and_then(date_of), latest: last.and_then(date_of), precision })
}

/// The distinct intervals a meaning can stand for as its anchor runs over an interval: for "on Tuesday" in an undated
/// report, every Tuesday of the time in question. Empty where a side of the anchor is open; at most `most` are given.
#[must_use]
pub fn candidates(meaning: &TimeMeaning, anchor: DateInterval, most: usize) -> Vec<DateInterval> {
    let mut found: Vec<DateInterval> = Vec::new();
    let (Some(first), Some(last)) = (anchor.earliest.map(day_of), anchor.latest.map(day_of)) else {
        return found;
    };
    let mut day = first;
    while day <= last && found.len() < most {
        let Some(date) = date_of(day) else { break };
        let interval = resolve(meaning, DateInterval::day(date), &[]);
        if !interval.is_unknown() && found.last() != Some(&interval) {
            found.push(interval);
        }
        // The next anchor that gives something later: by halving, so that a long interval costs no more.
        let here = resolve_days(meaning, (Some(day), Some(day)), &[], DEPTH);
        let changed =
            first_day_where(day, last, |other| resolve_days(meaning, (Some(other), Some(other)), &[], DEPTH) != here);
        match changed {
            Some(next) => day = next,
            None => break,
        }
    }
    found
}

/// The precision that so many days allow.
pub(crate) const fn width_precision(days: i64) -> Precision {
    match days {
        ..=0 => Precision::Day,
        1..=8 => Precision::Week,
        9..=31 => Precision::Month,
        32..=93 => Precision::Season,
        94..=366 => Precision::Year,
        _ => Precision::Decade,
    }
}

/// Anchors that fit an event, as day numbers; `None` where none does.
pub(crate) fn anchor_days(meaning: &TimeMeaning, event: Bounds, within: Bounds) -> Option<Bounds> {
    if is_absolute(meaning) {
        let (first, last) = resolve_days(meaning, (None, None), &[], DEPTH);
        return overlap((first, last), event).then_some(within);
    }
    let low = within.0.unwrap_or(FIRST_DAY);
    let high = within.1.unwrap_or(LAST_DAY);
    let at = |day: Day| resolve_days(meaning, (Some(day), Some(day)), &[], DEPTH);
    // Both sides of the result grow with the anchor: the first anchor whose result reaches the event, and the last
    // whose result does not start after it.
    let first = match event.0 {
        Some(earliest) => first_day_where(low, high, |day| at(day).1.is_none_or(|latest| latest >= earliest))?,
        None => low,
    };
    let last = match event.1 {
        Some(latest) => match first_day_where(first, high, |day| at(day).0.is_some_and(|early| early > latest)) {
            Some(day) if day == first => return None,
            Some(day) => day - 1,
            None => high,
        },
        None => high,
    };
    let first = if first == FIRST_DAY && within.0.is_none() { None } else { Some(first) };
    let last = if last == LAST_DAY && within.1.is_none() { None } else { Some(last) };
    Some((first, last))
}

/// The first day from `low` to `high` for which a condition holds that, once true, stays true.
fn first_day_where(low: Day, high: Day, holds: impl Fn(Day) -> bool) -> Option<Day> {
    if low > high || !holds(high) {
        return None;
    }
    let (mut low, mut high) = (low, high);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    Some(low)
}

fn overlap(first: Bounds, second: Bounds) -> bool {
    let in_time = |start: Option<Day>, end: Option<Day>| match (start, end) {
        (Some(start), Some(end)) => start <= end,
        _ => true,
    };
    in_time(first.0, second.1) && in_time(second.0, first.1)
}

fn is_absolute(meaning: &TimeMeaning) -> bool {
    match meaning {
        TimeMeaning::Absolute { .. } | TimeMeaning::Festival { year: Some(_), .. } => true,
        TimeMeaning::Range { start, end } => is_absolute(start) && is_absolute(end),
        TimeMeaning::Relative { base, .. } => is_absolute(base),
        _ => false,
    }
}

/// What is told as over by somebody who said so then: within so many days before, or on that day.
#[must_use]
pub fn told_by(said: &TimeMeaning, within_days: i32) -> TimeMeaning {
    let before = TimeMeaning::Offset { earliest_days: -within_days, latest_days: 0, precision: Precision::Day };
    TimeMeaning::Relative { base: Box::new(said.clone()), meaning: Box::new(before) }
}

/// Whether a meaning is such a bound: its last day is told, its first is not.
#[must_use]
pub fn is_told_by(meaning: &TimeMeaning) -> bool {
    let TimeMeaning::Relative { meaning, .. } = meaning else { return false };
    matches!(**meaning, TimeMeaning::Offset { earliest_days: ..=-1, latest_days: 0, .. })
}

fn closed(meaning: &TimeMeaning, times: &[TimeExpression], depth: usize) -> TimeMeaning {
    let Some(depth) = depth.checked_sub(1) else { return TimeMeaning::Vague { direction: None } };
    match meaning {
        TimeMeaning::FromReference { reference, meaning } => match times.get(*reference) {
            Some(other) => TimeMeaning::Relative {
                base: Box::new(closed(&other.meaning, times, depth)),
                meaning: Box::new(closed(meaning, times, depth)),
            },
            None => TimeMeaning::Vague { direction: None },
        },
        TimeMeaning::Relative { base, meaning } => TimeMeaning::Relative {
            base: Box::new(closed(base, times, depth)),
            meaning: Box::new(closed(meaning, times, depth)),
        },
        TimeMeaning::Range { start, end } => TimeMeaning::Range {
            start: Box::new(closed(start, times, depth)),
            end: Box::new(closed(end, times, depth)),
        },
        other => other.clone(),
    }
}

fn precision(meaning: &TimeMeaning, others: &[TimeExpression], depth: usize) -> Precision {
    let Some(depth) = depth.checked_sub(1) else { return Precision::Unknown };
    match meaning {
        TimeMeaning::Absolute { interval } => interval.precision,
        TimeMeaning::Offset { precision, .. } | TimeMeaning::Weekday { precision, .. } => *precision,
        TimeMeaning::Unit { unit, .. } => *unit,
        TimeMeaning::Partial { season, quarter, day, last_day, .. } => match (day, last_day) {
            _ if season.is_some() || quarter.is_some() => Precision::Season,
            (Some(day), Some(last_day)) if last_day > day => Precision::Week,
            (Some(_), _) => Precision::Day,
            (None, _) => Precision::Month,
        },
        TimeMeaning::Weekend { .. } => Precision::Week,
        TimeMeaning::Festival { festival: key, .. } => {
            festival(key).map_or(Precision::Unknown, |entry| width_precision(entry.days - 1 + 2 * entry.tolerance))
        }
        TimeMeaning::Length { .. } | TimeMeaning::Vague { .. } => Precision::Unknown,
        TimeMeaning::FromReference { reference, meaning } => {
            let base = others.get(*reference).map_or(Precision::Unknown, |other| other.interval.precision);
            precision(meaning, others, depth).max(counted_precision(base))
        }
        TimeMeaning::Relative { base, meaning } => {
            let base = precision(base, others, depth);
            precision(meaning, others, depth).max(counted_precision(base))
        }
        TimeMeaning::Range { start, end } => precision(start, others, depth).max(precision(end, others, depth)),
    }
}

/// What a base lends to what is counted from it: its part of the day is not inherited.
fn counted_precision(base: Precision) -> Precision {
    if base < Precision::Day { Precision::Minute } else { base }
}

/// The days a meaning covers for anchors given as day numbers.
pub(crate) fn resolve_within(meaning: &TimeMeaning, anchor: Bounds) -> Bounds {
    resolve_days(meaning, anchor, &[], DEPTH)
}

fn resolve_days(meaning: &TimeMeaning, anchor: Bounds, others: &[TimeExpression], depth: usize) -> Bounds {
    let Some(depth) = depth.checked_sub(1) else { return (None, None) };
    // Open sides stay open; the two ends of the anchor give the two ends of the result.
    let ends = |at: &dyn Fn(Day) -> Option<(Day, Day)>| -> Bounds {
        (anchor.0.and_then(at).map(|(first, _)| first), anchor.1.and_then(at).map(|(_, last)| last))
    };
    match meaning {
        TimeMeaning::Absolute { interval } => (interval.earliest.map(day_of), interval.latest.map(day_of)),
        TimeMeaning::Offset { earliest_days, latest_days, .. } => {
            ends(&|day| Some((day + i64::from(*earliest_days), day + i64::from(*latest_days))))
        }
        TimeMeaning::Weekday { weekday: wanted, direction, weeks, .. } => {
            ends(&|day| Some(named_weekday(day, i64::from(*wanted), *direction, i64::from(*weeks))))
        }
        TimeMeaning::Weekend { direction, weeks } => ends(&|day| Some(weekend(day, *direction, i64::from(*weeks)))),
        TimeMeaning::Unit { unit, count } => ends(&|day| unit_span(day, *unit, i64::from(*count))),
        TimeMeaning::Partial { .. } => ends(&|day| partial(meaning, day)),
        TimeMeaning::Festival { festival: key, year, direction } => match year {
            Some(year) => {
                let span = festival(key).and_then(|entry| {
                    exists(*year, 1, 1).then(|| entry.in_year(*year)).and_then(|times| times.first().copied())
                });
                (span.map(|(first, _)| first), span.map(|(_, last)| last))
            }
            None => ends(&|day| {
                let entry = festival(key)?;
                in_direction(day, *direction, &mut |year| entry.in_year(year))
            }),
        },
        TimeMeaning::Length { .. } => (None, None),
        TimeMeaning::FromReference { reference, meaning } => match others.get(*reference) {
            Some(other) => {
                let base = resolve_days(&other.meaning, anchor, others, depth);
                resolve_days(meaning, base, others, depth)
            }
            None => (None, None),
        },
        TimeMeaning::Relative { base, meaning } => {
            let base = resolve_days(base, anchor, others, depth);
            resolve_days(meaning, base, others, depth)
        }
        TimeMeaning::Range { start, end } => {
            let (first, first_end) = resolve_days(start, anchor, others, depth);
            let (last_start, last) = resolve_days(end, anchor, others, depth);
            match (first, last) {
                (Some(earliest), Some(latest)) if earliest > latest => (last_start, first_end),
                both => both,
            }
        }
        TimeMeaning::Vague { direction } => match direction {
            Some(Direction::Past) => (None, anchor.1),
            Some(Direction::Future) => (anchor.0, None),
            Some(Direction::Nearest) => anchor,
            None => (None, None),
        },
    }
}

fn named_weekday(anchor: Day, wanted: i64, direction: Direction, weeks: i64) -> (Day, Day) {
    let day = match direction {
        Direction::Past => weekday_on_or_before(anchor, wanted) - 7 * weeks,
        Direction::Future => weekday_on_or_before(anchor + 6, wanted) + 7 * weeks,
        Direction::Nearest => weekday_on_or_before(anchor + 3, wanted),
    };
    (day, day)
}

/// The Saturday and Sunday meant: on one of them, this weekend.
fn weekend(anchor: Day, direction: Direction, weeks: i64) -> (Day, Day) {
    let this_saturday = monday(anchor) + 5;
    let saturday = match direction {
        Direction::Past if weekday(anchor) >= 6 => this_saturday - 7 * weeks,
        Direction::Past => this_saturday - 7 - 7 * weeks,
        Direction::Future => this_saturday + 7 * weeks,
        Direction::Nearest if weekday(anchor) <= 2 => this_saturday - 7,
        Direction::Nearest => this_saturday,
    };
    (saturday, saturday + 1)
}

/// The calendar unit so many units from the one that holds a day.
pub(crate) fn unit_span(day: Day, unit: Precision, count: i64) -> Option<(Day, Day)> {
    let (year, month, _) = civil(day);
    let year = i64::from(year);
    let months = year * 12 + i64::from(month) - 1;
    match unit {
        Precision::Week => {
            let first = monday(day) + 7 * count;
            Some((first, first + 6))
        }
        Precision::Month => month_span(months + count),
        Precision::Season => {
            let first = (months.div_euclid(3) + count) * 3;
            Some((month_span(first)?.0, month_span(first + 2)?.1))
        }
        Precision::Year => years_span(year + count, year + count).filter(|_| count.abs() < 2_000),
        Precision::Decade => {
            let first = (year.div_euclid(10) + count) * 10;
            years_span(first, first + 9)
        }
        Precision::Minute | Precision::Hour | Precision::PartOfDay | Precision::Day | Precision::Unknown => {
            Some((day + count, day + count))
        }
    }
}

/// A date without its year: the latest that does not start after the anchor, or the earliest that does not end
/// before it, or the nearest.
fn partial(meaning: &TimeMeaning, anchor: Day) -> Option<(Day, Day)> {
    let TimeMeaning::Partial { direction, year_offset, .. } = meaning else { return None };
    if let Some(offset) = year_offset {
        let year = civil(anchor).0.checked_add(*offset)?;
        return partial_in_year(meaning, year);
    }
    in_direction(anchor, *direction, &mut |year| partial_in_year(meaning, year).into_iter().collect())
}

fn partial_in_year(meaning: &TimeMeaning, year: i32) -> Option<(Day, Day)> {
    let TimeMeaning::Partial { month, day, season, quarter, last_day, .. } = meaning else { return None };
    if !exists(year, 1, 1) {
        return None;
    }
    if let Some(season) = season {
        return season_span(year, i32::from(*season));
    }
    if let Some(quarter) = quarter {
        let first = i64::from(year) * 12 + (i64::from(*quarter).clamp(1, 4) - 1) * 3;
        return Some((month_span(first)?.0, month_span(first + 2)?.1));
    }
    let month = i32::from((*month)?);
    let first = day.map_or(1, i32::from);
    if !exists(year, month, first) {
        return None;
    }
    let last = match (day, last_day) {
        (_, Some(last)) => i32::from(*last).clamp(first, month_length(year, month)),
        (Some(_), None) => first,
        (None, None) => month_length(year, month),
    };
    Some((day_number(year, month, first), day_number(year, month, last)))
}

/// First and last day of a season of the north: spring is March to May, and winter runs into the next year.
pub(crate) fn season_span(year: i32, season: i32) -> Option<(Day, Day)> {
    let first = i64::from(year) * 12 + i64::from(season.clamp(1, 4)) * 3 - 1;
    Some((month_span(first)?.0, month_span(first + 2)?.1))
}

/// Of what happens once or so a year, the time that lies on this side of the anchor.
fn in_direction(
    anchor: Day,
    direction: Direction,
    in_year: &mut dyn FnMut(i32) -> Vec<(Day, Day)>,
) -> Option<(Day, Day)> {
    // Nine years reach over the widest gap between two 29 Februaries.
    const REACH: i32 = 9;
    let (year, _, _) = civil(anchor);
    let mut around = |years: &mut dyn Iterator<Item = i32>| -> Vec<(Day, Day)> {
        years.filter(|year| exists(*year, 1, 1)).flat_map(&mut *in_year).collect()
    };
    match direction {
        Direction::Past => (0..=REACH).find_map(|back| {
            around(&mut [year + 1 - back].into_iter()).into_iter().filter(|(first, _)| *first <= anchor).max()
        }),
        Direction::Future => (0..=REACH).find_map(|ahead| {
            around(&mut [year - 1 + ahead].into_iter()).into_iter().filter(|(_, last)| *last >= anchor).min()
        }),
        Direction::Nearest => around(&mut (year - REACH..=year + REACH))
            .into_iter()
            .min_by_key(|(first, last)| ((first + last) / 2 - anchor).abs()),
    }
}
