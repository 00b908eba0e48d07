//! Finds and normalises the expressions of a text.

use std::cell::OnceCell;

use sitrep_types::{DateInterval, Diagnostic, Span, TimeExpression, TimeMeaning, TimexType};

use crate::fields::Fields;
use crate::linking;
use crate::reading::{self, Draft, Outcome, Shape};
use crate::resolve::resolve;
use crate::scan::{matches_at, next_start, span_of};
use crate::situation::Situation;
use crate::tables::{ReadingKind, Tables};
use crate::tense::from_words;
use crate::{Tense, TimexError, value};

/// Reads time expressions by the rules of `resources/time`.
#[derive(Debug)]
pub struct Tagger {
    pub(crate) tables: Tables,
}

/// What a text says of time.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tagged {
    /// The expressions, in order.
    pub times: Vec<TimeExpression>,
    /// Remarks: dates that do not exist.
    pub diagnostics: Vec<Diagnostic>,
}

impl Tagger {
    /// The tagger with the rules that ship with the program.
    ///
    /// # Errors
    /// Where a table is malformed, which the tests rule out for the shipped ones.
    pub fn shipped() -> Result<Self, TimexError> {
        Ok(Self { tables: Tables::shipped()? })
    }

    /// The time expressions of a text, in order.
    ///
    /// `sentences` may be empty (the text is then cut at full stops); `anchor` is the day of publication and may be an
    /// interval or unknown; `hints` gives the tense of the clause around a span, `Unknown` where there is no parse.
    ///
    /// ```
    /// use sitrep_timex::{Tagger, Tense};
    /// use sitrep_types::DateInterval;
    ///
    /// let published = DateInterval::day("2017-03-09".parse()?);
    /// let times = Tagger::shipped()?.tag("They came on Tuesday.", &[], published, &|_| Tense::Unknown);
    /// assert_eq!(times[0].value, "2017-03-07");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn tag(
        &self,
        text: &str,
        sentences: &[Span],
        anchor: DateInterval,
        hints: &dyn Fn(Span) -> Tense,
    ) -> Vec<TimeExpression> {
        self.tag_with_remarks(text, sentences, anchor, hints).times
    }

    /// The same with remarks on what was passed over.
    #[must_use]
    pub fn tag_with_remarks(
        &self,
        text: &str,
        sentences: &[Span],
        anchor: DateInterval,
        hints: &dyn Fn(Span) -> Tense,
    ) -> Tagged {
        let mut tagged = Tagged::default();
        let mut from = 0;
        while let Some(at) = next_start(text, from) {
            from = self.read_at(text, at, sentences, anchor, hints, &mut tagged).unwrap_or(at + 1);
        }
        linking::link(text, anchor, &mut tagged.times);
        tagged
    }

    /// Reads what starts at a byte; the byte to go on from if anything was read.
    fn read_at(
        &self,
        text: &str,
        at: usize,
        sentences: &[Span],
        anchor: DateInterval,
        hints: &dyn Fn(Span) -> Tense,
        tagged: &mut Tagged,
    ) -> Option<usize> {
        for (rule, captures) in matches_at(&self.tables, text, at) {
            let whole = span_of(&captures, at);
            let Some(fields) = Fields::of(rule, &captures, at, &self.tables) else { continue };
            let tense = || match hints(whole) {
                Tense::Unknown => from_words(&self.tables.tense, text, sentence_around(text, sentences, whole), whole),
                told => told,
            };
            let situation = Situation {
                whole_text: text,
                span: whole,
                anchor,
                before: &tagged.times,
                tense: &tense,
                known_tense: OnceCell::new(),
            };
            match reading::read(rule.row.reading, &fields, &situation) {
                Outcome::Declined => continue,
                Outcome::Nothing => {}
                Outcome::Impossible(why) => {
                    tagged.diagnostics.push(Diagnostic {
                        stage: "annotate".to_owned(),
                        span: Some(whole),
                        message: format!("'{}' is no date: {why}", situation.text()),
                        hint: Some("it was passed over; correct the date if it is a slip".to_owned()),
                    });
                }
                Outcome::Found(draft) if rule.row.reading == ReadingKind::TwoDays => {
                    let second = reading::read(rule.row.reading, &fields.with_second("day"), &situation);
                    let (Some(first_span), Some(second_span)) = (fields.span("span_a"), fields.span("span_b")) else {
                        continue;
                    };
                    let first = finish(draft, first_span, anchor, &rule.row.name, &tagged.times);
                    let second = match second {
                        Outcome::Found(draft) => {
                            Some(finish(draft, second_span, anchor, &rule.row.name, &tagged.times))
                        }
                        _ => None,
                    };
                    tagged.times.push(first);
                    tagged.times.extend(second);
                }
                Outcome::Found(draft) => {
                    let span = fields.span("span").unwrap_or(whole);
                    let expression = finish(draft, span, anchor, &rule.row.name, &tagged.times);
                    tagged.times.push(expression);
                }
            }
            return Some(whole.end.max(at + 1));
        }
        None
    }
}

fn finish(draft: Draft, span: Span, anchor: DateInterval, rule: &str, before: &[TimeExpression]) -> TimeExpression {
    let interval = resolve(&draft.meaning, anchor, before);
    let value = match &draft.shape {
        Shape::Fixed(value) => value.clone(),
        Shape::Days { of, grain, suffix } => {
            let meaning = of.as_ref().unwrap_or(&draft.meaning);
            let mut value = value::of_interval(resolve(meaning, anchor, before), *grain, meaning);
            value.push_str(suffix);
            value
        }
    };
    let timex_type = match draft.meaning {
        TimeMeaning::Length { .. } if draft.timex_type == TimexType::Date => TimexType::Duration,
        _ => draft.timex_type,
    };
    let relation = if draft.since { sitrep_types::TimeRelation::Since } else { sitrep_types::TimeRelation::At };
    TimeExpression {
        span,
        timex_type,
        value,
        modifier: draft.modifier,
        meaning: draft.meaning,
        relation,
        interval,
        rule: rule.to_owned(),
    }
}

/// The sentence that holds a span; where none is given, the stretch between full stops.
fn sentence_around(text: &str, sentences: &[Span], span: Span) -> Span {
    let after = sentences.partition_point(|sentence| sentence.start <= span.start);
    if let Some(sentence) = after.checked_sub(1).and_then(|index| sentences.get(index))
        && sentence.contains(span)
    {
        return *sentence;
    }
    const REACH: usize = 400;
    let mut low = span.start.saturating_sub(REACH);
    while !text.is_char_boundary(low) {
        low += 1;
    }
    let mut high = (span.end + REACH).min(text.len());
    while !text.is_char_boundary(high) {
        high -= 1;
    }
    let is_end = |piece: &str| piece == ". " || piece == ".\n" || piece == "\n\n" || piece == "? " || piece == "! ";
    let start = (low..span.start.saturating_sub(1)).rev().find(|at| text.get(*at..*at + 2).is_some_and(is_end));
    let end = (span.end..high.saturating_sub(1)).find(|at| text.get(*at..*at + 2).is_some_and(is_end));
    Span::new(start.map_or(low, |at| at + 2), end.map_or(high, |at| at + 1))
}
