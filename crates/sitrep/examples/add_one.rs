//! What it costs to bring the record of a project up to date when one report comes in, without reading the report itself:
//! `cargo run --release -p sitrep --example add_one -- 10000`.

use std::time::Instant;

use sitrep_invented::{pile, processor_seconds};
use sitrep_reconcile::{reconcile, reconcile_decided};
use sitrep_resources::Resources;
use sitrep_store::Project;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let count: usize = std::env::args().nth(1).map_or(Ok(10_000), |count| count.parse())?;
    let resources = Resources::shipped()?;
    let folder = std::env::temp_dir().join(format!("sitrep-add-one-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let path = folder.join("many.sitrep");
    let mut readings = pile(5, count / 3 + count / 50).readings;
    readings.truncate(count);
    let last = readings.pop().ok_or("at least one report")?;
    let mut project = Project::open_or_create(&path)?;
    for reading in &readings {
        project.put_document(&reading.document, Some(reading))?;
    }
    project.put_record(&reconcile(&project.readings()?, &[], &resources))?;
    drop(project);

    let mut clock = Instant::now();
    let begun = (clock, processor_seconds());
    let mut lap = |step: &str| {
        println!("{step}: {:.2} s", clock.elapsed().as_secs_f64());
        clock = Instant::now();
    };
    let mut project = Project::open(&path)?;
    project.put_document(&last.document, Some(&last))?;
    lap("one report kept");
    let readings = project.readings_to_reconcile()?;
    lap("all readings loaded");
    let record = reconcile_decided(readings, &[], &resources, &[]);
    lap("reconciled");
    project.put_record(&record)?;
    lap("record kept");
    println!(
        "{} reports, {} claims, {} events: {:.2} s by the clock, {:.2} s of processors",
        record.documents.len(),
        record.claims.len(),
        record.events.len(),
        begun.0.elapsed().as_secs_f64(),
        processor_seconds() - begun.1,
    );
    drop(project);
    std::fs::remove_dir_all(&folder)?;
    Ok(())
}
