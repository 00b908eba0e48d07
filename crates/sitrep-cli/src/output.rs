//! What every command does alike: exit codes, and writing to a file or standard output.

use std::fs;
use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

/// How a command ended. Wrong use ends with 2, which the parser of the command line sees to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// All that was asked for.
    Done,
    /// Nothing could be done.
    Nothing,
    /// Done, but inputs were left out.
    SomeLeftOut,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Done => Self::SUCCESS,
            Outcome::Nothing => Self::from(1),
            Outcome::SomeLeftOut => Self::from(3),
        }
    }
}

/// Writes to `path`, by way of a file beside it so that an interrupted run leaves the old one whole, or to standard output.
///
/// # Errors
/// Where the file or its folder cannot be written.
pub fn write(path: Option<&Path>, bytes: &[u8]) -> anyhow::Result<()> {
    let Some(path) = path else {
        return io::stdout().lock().write_all(bytes).context("standard output cannot be written");
    };
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    fs::write(&beside, bytes)
        .and_then(|()| fs::rename(&beside, path))
        .with_context(|| format!("{} cannot be written", path.display()))
}

/// Whether a reader of our standard output went away (`sitrep show | head`), which is no failure.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
}

/// Whether standard output is a terminal that may be coloured (<https://no-color.org>).
pub fn coloured() -> bool {
    io::stdout().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
