//! The timeline: a row an event, a precise date drawn as a point, an imprecise one as a bar.

use jiff::civil::Date;

use crate::view::{EventRow, sort_by_date, words};

/// How many rows a reader takes in.
const MOST_ROWS: usize = 40;

/// How a date is drawn; positions in hundredths of the axis.
pub enum Mark {
    /// Known to the day.
    Point {
        /// Position.
        at: String,
    },
    /// Somewhere between two days.
    Bar {
        /// Left end.
        from: String,
        /// Width.
        width: String,
        /// Reaches beyond the axis, or its first day is not known.
        open_left: bool,
        /// Reaches beyond the axis, or its last day is not known.
        open_right: bool,
    },
}

/// A row.
pub struct TimelineRow {
    /// The event.
    pub event: EventRow,
    /// Its mark.
    pub mark: Mark,
}

/// A label of the axis.
pub struct Tick {
    /// Position.
    pub at: String,
    /// Its words.
    pub label: String,
    /// So near the left end that its words must begin there.
    pub at_edge: bool,
}

/// The timeline.
pub struct Timeline {
    /// Rows by date.
    pub rows: Vec<TimelineRow>,
    /// The axis.
    pub ticks: Vec<Tick>,
    /// Dated events that it leaves out.
    pub n_more: usize,
    /// Events that have no date.
    pub n_undated: usize,
}

impl Timeline {
    /// Draws the weightiest of these events; `None` where fewer than two have a date.
    #[must_use]
    pub fn new<'a>(events: impl Iterator<Item = &'a EventRow>) -> Option<Self> {
        let (mut dated, undated): (Vec<EventRow>, Vec<EventRow>) =
            events.cloned().partition(|row| row.earliest.is_some() || row.latest.is_some());
        if dated.len() < 2 {
            return None;
        }
        dated.sort_by(|first, second| second.importance.cmp(&first.importance).then_with(|| first.id.cmp(&second.id)));
        let n_more = dated.len().saturating_sub(MOST_ROWS);
        dated.truncate(MOST_ROWS);
        sort_by_date(&mut dated);
        let axis = Axis::new(dated.iter().map(|row| (row.earliest, row.latest)))?;
        let rows = dated.into_iter().map(|event| TimelineRow { mark: axis.mark(&event), event }).collect();
        Some(Self { rows, ticks: axis.ticks(), n_more, n_undated: undated.len() })
    }
}

/// A linear axis of days.
pub struct Axis {
    first: Date,
    n_days: f64,
}

impl Axis {
    /// The axis that shows these intervals; a few that lie far from all others are cut off at its ends.
    #[must_use]
    pub fn new(intervals: impl Iterator<Item = (Option<Date>, Option<Date>)>) -> Option<Self> {
        let mut days: Vec<Date> = intervals.flat_map(|(earliest, latest)| [earliest, latest]).flatten().collect();
        days.sort();
        let (first, last) = (*days.first()?, *days.last()?);
        let (first, last) = tightest(&days, days.len() * 4 / 5)
            .filter(|(inner_first, inner_last)| {
                days_between(first, last) > 4.0 * days_between(*inner_first, *inner_last).max(14.0)
            })
            .unwrap_or((first, last));
        // A little air at both ends, so that a mark at the end is whole.
        let air = jiff::Span::new().days(((days_between(first, last) * 0.04).ceil() as i64).clamp(1, 3_000));
        let first = first.checked_sub(air).unwrap_or(first);
        let last = last.checked_add(air).unwrap_or(last);
        Some(Self { first, n_days: days_between(first, last).max(1.0) })
    }

    /// A day's place in hundredths, possibly beyond 0 and 100; the middle of the day.
    #[must_use]
    pub fn position(&self, day: Date) -> f64 {
        100.0 * (days_between(self.first, day) + 0.5) / (self.n_days + 1.0)
    }

    /// The day that stands at a place in hundredths; the inverse of [`Axis::position`].
    #[must_use]
    pub fn day_at(&self, position: f64) -> Date {
        let n_days = (position / 100.0 * (self.n_days + 1.0)).floor().clamp(-1.0e5, 1.0e6) as i64;
        self.first.checked_add(jiff::Span::new().days(n_days)).unwrap_or(self.first)
    }

    /// How many days it shows.
    #[must_use]
    pub fn n_days(&self) -> usize {
        self.n_days as usize + 1
    }

    /// How an event's date is drawn on it.
    #[must_use]
    pub fn mark(&self, event: &EventRow) -> Mark {
        match (event.earliest, event.latest) {
            (Some(earliest), Some(latest))
                if earliest == latest && (0.0..=100.0).contains(&self.position(earliest)) =>
            {
                Mark::Point { at: percent(self.position(earliest)) }
            }
            (earliest, latest) => self.bar(earliest, latest),
        }
    }

    /// A bar between two days, cut at the ends of the axis.
    #[must_use]
    pub fn bar(&self, earliest: Option<Date>, latest: Option<Date>) -> Mark {
        let half_day = 50.0 / (self.n_days + 1.0);
        let left = earliest.map_or(-1.0, |day| self.position(day) - half_day);
        let right = latest.map_or(101.0, |day| self.position(day) + half_day);
        let from = left.clamp(0.0, 98.8);
        let to = right.clamp(from + 1.2, 100.0);
        Mark::Bar { from: percent(from), width: percent(to - from), open_left: left < 0.0, open_right: right > 100.0 }
    }

    /// Round days to label: at most six of them, in steps that a calendar knows.
    #[must_use]
    pub fn ticks(&self) -> Vec<Tick> {
        let months = self.n_days / 30.4;
        let step = |n_months: i64, n_days: i64| jiff::Span::new().months(n_months).days(n_days);
        let (start, step, by_month) = match self.n_days {
            n if n <= 5.0 => (self.first, step(0, 1), false),
            n if n <= 11.0 => (self.first, step(0, 2), false),
            n if n <= 36.0 => (self.first, step(0, 7), false),
            n if n <= 72.0 => (self.first, step(0, 14), false),
            _ => {
                let n_months = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600]
                    .into_iter()
                    .find(|n| months / f64::from(*n) <= 5.0)
                    .unwrap_or(1200);
                let start = if n_months >= 12 { self.first.first_of_year() } else { self.first.first_of_month() };
                (start, step(i64::from(n_months), 0), true)
            }
        };
        let mut ticks: Vec<Tick> = Vec::new();
        let mut day = start;
        let mut last_year = None;
        while ticks.len() < 12 {
            let at = self.position(day);
            if at > 97.0 {
                break;
            }
            if at >= 2.0 {
                let year = if last_year == Some(day.year()) { String::new() } else { format!(" {}", day.year()) };
                let month = &words::month(day)[..3];
                let label = if by_month { format!("{month}{year}") } else { format!("{} {month}{year}", day.day()) };
                ticks.push(Tick { at: percent(at), label, at_edge: at < 10.0 });
                last_year = Some(day.year());
            }
            let Ok(next) = day.checked_add(step) else { break };
            day = next;
        }
        ticks
    }
}

/// The shortest stretch that holds so many of the sorted days.
fn tightest(days: &[Date], n_inside: usize) -> Option<(Date, Date)> {
    let n_inside = n_inside.max(1);
    days.windows(n_inside)
        .map(|window| (window[0], window[n_inside - 1]))
        .min_by(|first, second| days_between(first.0, first.1).total_cmp(&days_between(second.0, second.1)))
}

fn days_between(first: Date, last: Date) -> f64 {
    first.until(last).map_or(0.0, |span| f64::from(span.get_days()))
}

fn percent(value: f64) -> String {
    format!("{value:.2}%")
}

#[cfg(test)]
mod tests {
    use super::{Axis, Mark};

    #[test]
    fn an_outlier_does_not_squeeze_the_rest() {
        let day = |text: &str| text.parse().ok();
        let days = ["2014-06-10", "2017-03-05", "2017-03-06", "2017-03-07", "2017-03-08", "2017-03-09"];
        let axis = Axis::new(days.iter().map(|text| (day(text), day(text)))).unwrap();
        assert!(axis.position(day(days[1]).unwrap()) > 0.0);
        assert!(axis.position(day(days[5]).unwrap()) > 60.0);
        assert!(axis.ticks().len() > 2);
        match axis.bar(day(days[0]), day(days[0])) {
            Mark::Bar { open_left, .. } => assert!(open_left, "it is told to lie before the axis"),
            Mark::Point { .. } => panic!("it lies beyond the axis"),
        }
    }
}
