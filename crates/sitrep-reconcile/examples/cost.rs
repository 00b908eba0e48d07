//! What reconcile costs on invented claims, stage by stage, and the memory it took:
//! `cargo run --release -p sitrep-reconcile --example cost -- 100000 200000`.

use std::time::Instant;

use sitrep_invented::pile;
use sitrep_reconcile::reconcile;
use sitrep_resources::Resources;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut counts: Vec<usize> = std::env::args().skip(1).map(|count| count.parse()).collect::<Result<_, _>>()?;
    if counts.is_empty() {
        counts = vec![100_000, 200_000];
    }
    let resources = Resources::shipped()?;
    for wanted in counts {
        // An incident is told by three reports of one claim each on average.
        let readings = pile(5, wanted / 3).readings;
        let claims: usize = readings.iter().map(|reading| reading.claims.len()).sum();
        let before = megabytes();
        let begun = Instant::now();
        let record = reconcile(&readings, &[], &resources);
        println!(
            "{claims} claims of {} reports: {} events in {:.1} s; {before} MB for the readings, {} MB at the peak",
            readings.len(),
            record.events.len(),
            begun.elapsed().as_secs_f64(),
            megabytes(),
        );
    }
    Ok(())
}

/// Most memory that the process has held so far, where the system tells.
fn megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
