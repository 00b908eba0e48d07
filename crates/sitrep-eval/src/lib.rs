//! Predictions and scores on annotated corpora (not published).

pub mod predict;
pub mod records;
pub mod score;
pub mod trees;
