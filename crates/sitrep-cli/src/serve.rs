//! `sitrep serve`: the review site of a project.

use std::io::Write;
use std::process::{Command, Stdio};

use sitrep_serve::{Options, Server};

use crate::arguments::Serve;
use crate::output::Outcome;

pub fn serve(arguments: &Serve) -> anyhow::Result<Outcome> {
    let options = Options {
        address: arguments.bind,
        port: arguments.port,
        author: std::env::var("SITREP_AUTHOR").ok(),
        tiles: arguments.tiles.clone(),
    };
    let server = Server::bind(&arguments.project, &options)?;
    let address = server.address();
    println!("{address}");
    std::io::stdout().flush()?;
    eprintln!("sitrep: serving {}; Ctrl-C ends it", arguments.project.display());
    if !arguments.bind.is_loopback() {
        eprintln!("sitrep: {} can be reached from other machines; the address above is the only lock", arguments.bind);
    }
    if arguments.open {
        open(&address);
    }
    server.run()?;
    Ok(Outcome::Done)
}

/// Asks the system to open an address. Where it cannot, the address stands on the terminal all the same.
fn open(address: &str) {
    let program = if cfg!(target_os = "macos") {
        "open"
    } else if cfg!(target_os = "windows") {
        "explorer"
    } else {
        "xdg-open"
    };
    let started =
        Command::new(program).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
    if let Err(error) = started {
        eprintln!("sitrep: no browser could be opened ({program}: {error}); open the address yourself");
    }
}
