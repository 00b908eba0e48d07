//! The tense of the clause around an expression, which decides whether "on Tuesday" lies behind or ahead.

/// Tense of a clause, as far as it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Tense {
    /// "shelled", "had shelled".
    Past,
    /// "shells", "is shelling".
    Present,
    /// "will shell", "is to shell", "plans to".
    Future,
    /// Not known: words nearby decide, and the past where they do not.
    #[default]
    Unknown,
}
