//! Reconciles readings, one JSON object a line, and writes the record as JSON: to look at this stage by itself.

use std::io::{BufRead, Write};

use sitrep_reconcile::reconcile;
use sitrep_resources::Resources;
use sitrep_types::Reading;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let readings: Vec<Reading> = std::io::stdin()
        .lock()
        .lines()
        .map(|line| Ok(serde_json::from_str(&line?)?))
        .collect::<Result<_, Box<dyn std::error::Error>>>()?;
    let record = reconcile(&readings, &[], &Resources::shipped()?);
    serde_json::to_writer(std::io::stdout().lock(), &record)?;
    std::io::stdout().lock().write_all(b"\n")?;
    Ok(())
}
