//! Predictions in the formats of the annotated corpora, one file a task.
//!
//! Each task is a module with `pub fn predict(input: &str, options: &Options, out: &mut dyn std::io::Write)
//! -> anyhow::Result<()>`: `input` is the whole (decompressed) corpus file, a prediction a line goes to `out`.
//! A task reads only what a system may see of a line (text, tokens, sentences, dates, titles), never the answers.
