//! Predictions and scores on annotated corpora (not published).

mod linkage;
pub mod predict;
pub mod records;
pub mod score;
pub mod trees;
