//! The facade: configuration, the pipeline in order, progress, resuming.
