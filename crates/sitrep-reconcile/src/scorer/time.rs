//! Whether the days of two claims can be those of one happening.

use super::Apart;
use super::number::same_large_toll;
use crate::view::{Family, View};

/// Days by which a day carried over from another sentence may be wrong: stories are told in days, histories in months.
pub const CARRIED_SLIP: i32 = 10;

/// Days that two tellings of one capture may differ and still be one event told with two dates.
const DATE_SLIP: i32 = 2;

/// What a report tells to the day is told of no more days than this.
const DAYS: i32 = 3;
/// What it tells of more days than this is told of a season or a year.
const SEASON: i32 = 45;

/// Days by which the dates of one happening may differ where its toll is told to the last man: captions and reports of
/// the morning after bear the date of the day on which they were made.
const TOLL_SLIP: i32 = 1;

/// Whether two tellings are at most so far apart that one may bear the day of the other's report, or of the day after it.
#[must_use]
pub fn dated_a_day_apart(one: &View, other: &View) -> bool {
    let gap = |first: (i32, i32), second: (i32, i32)| (first.0 - second.1).max(second.0 - first.1);
    let days = |view: &View| view.days.or(view.news);
    (one.days.is_some() || other.days.is_some())
        && matches!((days(one), days(other)), (Some(first), Some(second)) if (1..=TOLL_SLIP).contains(&gap(first, second)))
        && one.background == other.background
        && one.family != Family::Clash
        && other.family != Family::Clash
}

/// How well the days agree. A town does not lose the same large number of people on two days in a row: such a toll is of
/// one day, told with two dates.
pub(super) fn days_part(one: &View, other: &View, place: f64) -> Result<f64, Apart> {
    match time_part(one, other, place) {
        Err(Apart::Time) if dated_a_day_apart(one, other) && same_large_toll(&one.counts, &other.counts) => Ok(0.1),
        part => part,
    }
}

fn time_part(one: &View, other: &View, place: f64) -> Result<f64, Apart> {
    // A building is destroyed or looted once: a telling without a time is of then, whenever it is told.
    let once = one.family == Family::Destruction && other.family == Family::Destruction && place >= 1.0;
    if once && (one.days.is_none() || other.days.is_none()) {
        return Ok(0.3);
    }
    let width = |days: (i32, i32)| days.1 - days.0 + 1;
    let gap = |first: (i32, i32), second: (i32, i32)| (first.0 - second.1).max(second.0 - first.1);
    let holds = |first: (i32, i32), second: (i32, i32)| {
        first.0 <= second.0 && second.1 <= first.1 || second.0 <= first.0 && first.1 <= second.1
    };
    // Earlier history is not the news of the day, in one report or in two.
    if one.background != other.background {
        let (past, news) = if one.background { (one, other) } else { (other, one) };
        // What another report tells without a time may be that history too, but never a change of hands: places change
        // hands more than once.
        let open = one.document != other.document && one.family != Family::Territory;
        if let (Some(past), Some(news)) = (past.days, news.days.or(news.news.filter(|_| !open)))
            && gap(past, news) > 0
        {
            return Err(Apart::Time);
        }
    }
    match (one.days, other.days) {
        (Some(first), Some(second)) => {
            let gap = gap(first, second);
            if gap > 0 {
                let unique = one.family == Family::Territory && other.family == Family::Territory && place >= 0.9;
                let slip = if unique { DATE_SLIP } else { 0 };
                // A day carried over from another sentence speaks against, but proves nothing.
                let carried = one.document != other.document && !(one.days_own && other.days_own);
                return match gap {
                    _ if gap <= slip => Ok(0.1),
                    ..=DATE_SLIP if carried => Ok(0.1),
                    ..=CARRIED_SLIP if carried => Ok(-0.6),
                    _ => Err(Apart::Time),
                };
            }
            // "earlier this year" beside "on Thursday" in one report is another happening than Thursday's.
            let wide = if width(first) > width(second) { one } else { other };
            if one.document == other.document
                && width(first).min(width(second)) <= DAYS
                && width(first).max(width(second)) > SEASON
                && wide.days_own
                && !wide.campaign
                && one.family != Family::Territory
            {
                return Ok(-0.6);
            }
            // "the fighting since May" is no fight of one afternoon, though it holds it.
            let clash = one.family == Family::Clash && other.family == Family::Clash;
            Ok(match width(first).max(width(second)) {
                46.. if clash && width(first).min(width(second)) <= 3 => -0.3,
                // Of history one tells the year, another the month.
                46..=366 if one.background && other.background && holds(first, second) => 0.4,
                ..=3 => 1.0,
                4..=10 => 0.7,
                11..=45 => 0.4,
                _ => 0.15,
            })
        }
        (None, None) => match (one.news, other.news) {
            _ if one.document == other.document => Ok(0.4),
            (Some(first), Some(second)) if gap(first, second) > 0 => Ok(-0.6),
            (Some(first), Some(second)) if (first.1 - second.1).abs() <= 3 => Ok(0.4),
            (Some(_), Some(_)) => Ok(0.15),
            _ => Ok(0.0),
        },
        (Some(days), None) | (None, Some(days)) => {
            let news = if one.days.is_none() { one.news } else { other.news };
            if one.document == other.document {
                return Ok(0.4);
            }
            match news {
                // Nobody tells as past what is still to come.
                Some(news) if days.0 > news.1 => Err(Apart::Time),
                Some(news) if gap(days, news) > 0 => Ok(-0.6),
                Some(news) if news.1 - days.1 <= 4 => Ok(0.5),
                Some(_) => Ok(0.2),
                None => Ok(0.0),
            }
        }
    }
}
