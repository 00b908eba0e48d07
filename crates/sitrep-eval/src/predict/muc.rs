//! MUC-4 templates.

use std::io::Write;

use anyhow::bail;

use super::Options;

/// Writes one prediction a line to `out`.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(_input: &str, _options: &Options, _out: &mut dyn Write) -> anyhow::Result<()> {
    bail!("this task cannot be predicted yet")
}
