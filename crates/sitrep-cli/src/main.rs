//! The `sitrep` binary: flags in, results on standard output, talk on standard error, exit codes that mean something.

mod arguments;
mod bars;
mod build;
mod decide;
mod filter;
mod gazetteer;
mod inspect;
mod judge;
mod output;
mod present;
mod serve;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command};
use output::Outcome;

/// The system's allocator keeps what a record took for as long as a site is served, and twice as much after the next one.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let outcome = match arguments.command {
        Command::Build(arguments) => build::build(&arguments),
        Command::Rebuild(arguments) => build::rebuild(&arguments),
        Command::Remove(arguments) => build::remove(&arguments),
        Command::Show(arguments) => present::show(&arguments),
        Command::Inspect(arguments) => inspect::inspect(&arguments),
        Command::Export(arguments) => present::export(&arguments),
        Command::Report(arguments) => present::report(&arguments),
        Command::Serve(arguments) => serve::serve(&arguments),
        Command::Brief(arguments) => present::brief(&arguments),
        Command::Gazetteer(arguments) => gazetteer::gazetteer(&arguments),
        Command::Decide(arguments) => decide::decide(&arguments),
        Command::Decisions(arguments) => decide::decisions(&arguments),
        Command::Eval(arguments) => judge::eval(&arguments),
        Command::Predict(arguments) => judge::predict(&arguments),
    };
    match outcome {
        Ok(outcome) => outcome.into(),
        Err(error) if output::is_broken_pipe(&error) => Outcome::Done.into(),
        Err(error) => {
            eprintln!("sitrep: {error:#}");
            Outcome::Nothing.into()
        }
    }
}
