//! What stands around a match: the anchor, the tense, the dates mentioned before.

use std::cell::OnceCell;

use sitrep_types::{DateInterval, Direction, Span, TimeExpression, TimeMeaning};

use crate::Tense;
use crate::calendar::day_of;
use crate::counted::single_day;
use crate::resolve::resolve;

/// How far back (in bytes) a date may stand that something is counted from.
const REFERENCE_REACH: usize = 600;
/// How far back a quarter may stand that "a year earlier" compares with.
const QUARTER_REACH: usize = 1_500;

/// Everything a reading may look at beside its fields.
pub(crate) struct Situation<'a> {
    pub(crate) whole_text: &'a str,
    pub(crate) span: Span,
    pub(crate) anchor: DateInterval,
    /// Expressions before this one, in order.
    pub(crate) before: &'a [TimeExpression],
    pub(crate) tense: &'a dyn Fn() -> Tense,
    pub(crate) known_tense: OnceCell<Tense>,
}

impl Situation<'_> {
    /// The matched words.
    pub(crate) fn text(&self) -> &str {
        self.span.slice(self.whole_text).unwrap_or_default()
    }

    /// What follows them.
    pub(crate) fn text_after(&self) -> &str {
        self.whole_text.get(self.span.end..).unwrap_or_default()
    }

    fn tense(&self) -> Tense {
        *self.known_tense.get_or_init(|| (self.tense)())
    }

    /// Which side of the anchor a named day lies on: in news the past, unless the clause looks ahead.
    pub(crate) fn direction(&self) -> Direction {
        if self.tense() == Tense::Future { Direction::Future } else { Direction::Past }
    }

    /// Whether the clause is known to look back.
    pub(crate) fn is_past(&self) -> bool {
        self.tense() == Tense::Past
    }

    /// The side on which a date without its year lies. A report that means a day more than nine months ago names the
    /// year, so such a day is taken to be ahead; without any sign of tense the nearer one is.
    pub(crate) fn direction_of_date(&self, partial: &dyn Fn(Direction, Option<i32>) -> TimeMeaning) -> Direction {
        const FAR_BACK: i64 = 290;
        const FAR_BACK_UNSURE: i64 = 240;
        let tense = self.tense();
        let looks_ahead = tense == Tense::Future;
        let Some(anchor) = self.anchor_day() else { return self.direction() };
        let past = resolve(&partial(Direction::Past, None), self.anchor, &[]);
        let back = past.earliest.map_or(0, |day| anchor - day_of(day));
        if looks_ahead {
            let future = resolve(&partial(Direction::Future, None), self.anchor, &[]);
            let ahead = future.earliest.map_or(0, |day| day_of(day) - anchor);
            return if ahead > FAR_BACK { Direction::Past } else { Direction::Future };
        }
        let limit = if tense == Tense::Past { FAR_BACK } else { FAR_BACK_UNSURE };
        if back > limit { Direction::Future } else { Direction::Past }
    }

    /// The side on which a quarter lies: one that has begun or ended lately is meant even where its figures are still
    /// to be reported.
    pub(crate) fn direction_of_quarter(&self, partial: &dyn Fn(Direction, Option<i32>) -> TimeMeaning) -> Direction {
        const LATELY: i64 = 100;
        if self.tense() != Tense::Future {
            return Direction::Past;
        }
        let Some(anchor) = self.anchor_day() else { return Direction::Future };
        let past = resolve(&partial(Direction::Past, None), self.anchor, &[]);
        let is_late = past.latest.is_some_and(|day| anchor - day_of(day) <= LATELY);
        if is_late { Direction::Past } else { Direction::Future }
    }

    /// The anchor, if it is one day.
    pub(crate) fn anchor_day(&self) -> Option<i64> {
        single_day(self.anchor)
    }

    /// A meaning counted from an earlier expression, if there is one.
    pub(crate) fn from_day(&self, meaning: TimeMeaning, reference: Option<usize>) -> TimeMeaning {
        match reference {
            Some(reference) => TimeMeaning::FromReference { reference, meaning: Box::new(meaning) },
            None => meaning,
        }
    }

    /// The last day mentioned, within reach.
    pub(crate) fn day_reference(&self) -> Option<usize> {
        self.reference_for("day")
    }

    /// The last expression fine enough to count such units from.
    pub(crate) fn reference_for(&self, unit: &str) -> Option<usize> {
        let value_length = match unit {
            "year" | "decade" | "century" => 4,
            "month" | "quarter" => 7,
            _ => 10,
        };
        let reach = self.span.start.saturating_sub(REFERENCE_REACH);
        self.before.iter().enumerate().rev().take_while(|(_, other)| other.span.start >= reach).find_map(
            |(index, other)| {
                let digits = other.value.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'-').count();
                let fits = match other.meaning {
                    TimeMeaning::Vague { .. } | TimeMeaning::Length { .. } => false,
                    _ => digits >= value_length || other.value.starts_with("XXXX-"),
                };
                (fits && other.value != "PRESENT_REF").then_some(index)
            },
        )
    }

    /// Year and number of the quarter that a business report speaks of.
    pub(crate) fn current_quarter(&self) -> Option<(i32, i32)> {
        let reach = self.span.start.saturating_sub(QUARTER_REACH);
        self.before
            .iter()
            .rev()
            .take_while(|other| other.span.start >= reach)
            .filter(|other| other.rule == "quarter")
            .find_map(|other| {
                let (year, quarter) = other.value.split_once("-Q")?;
                Some((year.parse().ok()?, quarter.parse().ok()?))
            })
    }
}
