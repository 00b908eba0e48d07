//! What stands around a match: the anchor, the tense, the dates mentioned before.

use std::cell::OnceCell;

use sitrep_types::{DateInterval, Direction, Precision, Span, TimeExpression, TimeMeaning, TimeRelation, TimexType};

use crate::Tense;
use crate::calendar::day_of;
use crate::counted::single_day;
use crate::resolve::resolve;
use crate::scan::look_back;

/// How far back (in bytes) a date may stand that something is counted from.
const REFERENCE_REACH: usize = 600;
/// How far back a quarter may stand that "a year earlier" compares with.
const QUARTER_REACH: usize = 6_000;

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
        *self.known_tense.get_or_init(|| match (self.tense)() {
            _ if self.follows(&["since"]) => Tense::Past,
            Tense::Unknown if self.continues_what_is_ahead() => Tense::Future,
            tense => tense,
        })
    }

    /// Whether the date before this one in the sentence lies ahead: "would fly from 30 March, a third from 6 August".
    fn continues_what_is_ahead(&self) -> bool {
        const NEAR: usize = 100;
        let is_once = |other: &&TimeExpression| other.timex_type != TimexType::Set;
        let Some(last) = self.before.iter().rev().find(is_once) else { return false };
        let is_ahead = matches!(
            last.meaning,
            TimeMeaning::Weekday { direction: Direction::Future, .. }
                | TimeMeaning::Partial { direction: Direction::Future, .. }
        );
        let between = self.whole_text.get(last.span.end..self.span.start).unwrap_or_default();
        is_ahead && between.len() <= NEAR && ![". ", "\n\n"].iter().any(|end| between.contains(end))
    }

    /// Whether one of these words stands right before the match.
    pub(crate) fn follows(&self, words: &[&str]) -> bool {
        let before = look_back(self.whole_text, self.span.start).trim_end();
        let word = before.rsplit(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
        words.iter().any(|wanted| word.eq_ignore_ascii_case(wanted))
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
        if past.precision > Precision::Week {
            return self.direction_of_month(tense, back);
        }
        let limit = match tense {
            Tense::Past if self.follows(&["since"]) => return Direction::Past,
            Tense::Past => FAR_BACK,
            _ => FAR_BACK_UNSURE,
        };
        if back > limit { Direction::Future } else { Direction::Past }
    }

    /// The side on which a month without its year lies, given how many days the last one is back: what is to be done by
    /// then or lasts until then is ahead.
    fn direction_of_month(&self, tense: Tense, back: i64) -> Direction {
        const LONG_AGO: i64 = 150;
        let is_deadline = self.follows(&["by", "until"]) && back > LONG_AGO;
        let is_ahead = is_deadline || self.follows(&["through"]) || (tense != Tense::Past && back > 2 * LONG_AGO);
        if is_ahead { Direction::Future } else { Direction::Past }
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
    pub(crate) fn counted_from(&self, meaning: TimeMeaning, reference: Option<usize>) -> TimeMeaning {
        match reference {
            Some(reference) => TimeMeaning::FromReference { reference, meaning: Box::new(meaning) },
            None => meaning,
        }
    }

    /// Whether an earlier expression names an evening or a night.
    pub(crate) fn is_at_night(&self, index: usize) -> bool {
        self.before.get(index).is_some_and(|other| other.value.ends_with("TEV") || other.value.ends_with("TNI"))
    }

    /// What the last expression means that names a month.
    pub(crate) fn meaning_with_month(&self) -> Option<&TimeMeaning> {
        let index = self.reference_for("month")?;
        self.before.get(index).map(|other| &other.meaning)
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
                    // "The siege is in its third week" names a day only by how long ago it began.
                    _ if other.relation == TimeRelation::Since
                        && matches!(other.meaning, TimeMeaning::Offset { .. }) =>
                    {
                        false
                    }
                    TimeMeaning::Offset { earliest_days, latest_days, .. } if earliest_days != latest_days => false,
                    _ => digits >= value_length || other.value.starts_with("XXXX-"),
                };
                (fits && other.value != "PRESENT_REF").then_some(index)
            },
        )
    }

    /// Whether the period last named is longer than a quarter: "a year earlier" then compares with that.
    pub(crate) fn speaks_of_longer_period(&self) -> bool {
        let reach = self.span.start.saturating_sub(QUARTER_REACH);
        let last = self.before.iter().rev().take_while(|other| other.span.start >= reach).find(|other| {
            other.rule == "quarter" || matches!(other.value.as_str(), "P9M" | "P6M") || other.rule == "business_year"
        });
        last.is_some_and(|last| last.rule != "quarter")
    }

    /// The day a business report's period ended, where the last one named says so: "the quarter ended Sept. 30".
    pub(crate) fn end_of_period(&self) -> Option<i64> {
        let reach = self.span.start.saturating_sub(QUARTER_REACH);
        let is_period = |other: &&TimeExpression| {
            matches!(other.rule.as_str(), "quarter" | "business_quarter" | "business_year" | "the_counted_length")
        };
        let position = self.before.iter().rposition(|other| is_period(&other) && other.span.start >= reach)?;
        let (period, end) = (self.before.get(position)?, self.before.get(position + 1)?);
        let between = self.whole_text.get(period.span.end..end.span.start)?;
        let tells_end = between.trim() == "ended" && period.rule != "quarter";
        tells_end.then(|| single_day(end.interval)).flatten()
    }

    /// Whether a business report gives the figures of a quarter that the calendar has not ended: a company's own.
    fn is_reported(&self, quarter: &TimeExpression) -> bool {
        let before = look_back(self.whole_text, quarter.span.start).to_lowercase();
        let tells = |words: &[&str]| words.iter().any(|word| before.contains(word));
        quarter.interval.earliest <= self.anchor.latest
            && tells(&["reported", "posted", "earned", "lost"])
            && !tells(&["expect", "will", "estimate", "forecast"])
    }

    /// Whether figures are compared with those of what is named next: "compared with a loss of $3 million last year".
    pub(crate) fn is_compared(&self) -> bool {
        let before = look_back(self.whole_text, self.span.start);
        let figure = before.contains(['$', '£', '€']) || before.contains(" million") || before.contains(" billion");
        figure && (before.contains("compared with a") || before.contains("compared with e"))
    }

    /// Year and number of the quarter that a business report speaks of: the last one named that has
    /// ended.
    pub(crate) fn current_quarter(&self) -> Option<(i32, i32)> {
        let (year, quarter) = self.topic_quarter()?.value.split_once("-Q")?;
        Some((year.parse().ok()?, quarter.parse().ok()?))
    }

    /// The year of that quarter where it is one of a company's own year, which begins when it likes.
    pub(crate) fn fiscal_quarter_of(&self) -> Option<i32> {
        let topic = self.topic_quarter()?;
        let is_fiscal = topic.span.slice(self.whole_text)?.to_lowercase().contains("fiscal");
        topic.value.split_once("-Q").filter(|_| is_fiscal)?.0.parse().ok()
    }

    /// The year of the quarter last named where the text does not say which of the year's it is.
    pub(crate) fn unknown_quarter(&self) -> Option<i32> {
        let reach = self.span.start.saturating_sub(QUARTER_REACH);
        let is_period = |other: &&TimeExpression| matches!(other.rule.as_str(), "quarter" | "the_quarter");
        let last = self.before.iter().rev().take_while(|other| other.span.start >= reach).find(is_period)?;
        last.value.strip_suffix("-QX")?.parse().ok()
    }

    fn topic_quarter(&self) -> Option<&TimeExpression> {
        let reach = self.span.start.saturating_sub(QUARTER_REACH);
        let is_topic = |other: &&TimeExpression| {
            let aside = other.span.slice(self.whole_text).unwrap_or_default().starts_with("a ");
            let ended = other.interval.latest <= self.anchor.latest;
            other.rule == "quarter" && (ended || self.is_reported(other)) && !aside
        };
        self.before.iter().rev().take_while(|other| other.span.start >= reach).find(is_topic)
    }
}
