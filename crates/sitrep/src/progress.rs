//! How a long run tells how far it is.

/// A part of a run that can take long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Inputs are taken in; how many there will be is not known.
    Ingest,
    /// Documents are annotated and their claims extracted.
    Read,
    /// All readings are made one record.
    Reconcile,
}

/// Somebody who is told of progress. Nothing that it does changes the result.
pub trait Progress {
    /// `done` of `total` (where that is known) are through this stage.
    fn at(&self, stage: Stage, done: usize, total: Option<usize>);
}

/// Nobody.
impl Progress for () {
    fn at(&self, _stage: Stage, _done: usize, _total: Option<usize>) {}
}
