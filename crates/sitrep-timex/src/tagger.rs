//! Finds and normalises the expressions of a text.

use sitrep_types::{DateInterval, Span, TimeExpression};

use crate::{Tense, TimexError};

/// Reads time expressions by the rules of `resources/time`.
#[derive(Debug)]
pub struct Tagger {}

impl Tagger {
    /// The tagger with the rules that ship with the program.
    ///
    /// # Errors
    /// Where a table is malformed, which the tests rule out for the shipped ones.
    pub fn shipped() -> Result<Self, TimexError> {
        Ok(Self {})
    }

    /// The time expressions of a text, in order.
    ///
    /// `sentences` may be empty (the text is then taken as one piece); `anchor` is the day of publication and may be
    /// an interval or unknown; `hints` gives the tense of the clause around a span, `Unknown` where there is no parse.
    #[must_use]
    pub fn tag(
        &self,
        _text: &str,
        _sentences: &[Span],
        _anchor: DateInterval,
        _hints: &dyn Fn(Span) -> Tense,
    ) -> Vec<TimeExpression> {
        Vec::new()
    }
}
