//! What reconcile costs on invented claims, stage by stage, and the memory it took:
//! `cargo run --release -p sitrep-reconcile --example cost -- 100000 200000`.

use std::cell::Cell;
use std::time::Instant;

use rayon::prelude::*;
use sitrep_invented::{pile, processor_seconds};
use sitrep_reconcile::actor::Actors;
use sitrep_reconcile::coreference::cluster;
use sitrep_reconcile::dates::Dates;
use sitrep_reconcile::decision::Plan;
use sitrep_reconcile::event::event;
use sitrep_reconcile::lineage::lineage;
use sitrep_reconcile::material::Material;
use sitrep_reconcile::names::Names;
use sitrep_reconcile::place::Places;
use sitrep_reconcile::reconcile_decided;
use sitrep_reconcile::view::Viewer;
use sitrep_resources::Resources;
use sitrep_types::Reading;

/// As in the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
        stages(&readings, &resources);
        let begun = (Instant::now(), processor_seconds());
        let reports = readings.len();
        let record = reconcile_decided(readings, &[], &resources, &[]);
        println!(
            "{claims} claims of {reports} reports: {} events in {:.1} s by the clock, {:.1} s of processors; \
             {before} MB for the readings, {} MB at the peak",
            record.events.len(),
            begun.0.elapsed().as_secs_f64(),
            processor_seconds() - begun.1,
            megabytes(),
        );
    }
    Ok(())
}

/// Prints what the stages cost that see everything.
fn stages(readings: &[Reading], resources: &Resources) {
    let clock = Cell::new((Instant::now(), processor_seconds()));
    let lap = |stage: &str| {
        let (begun, used) = clock.replace((Instant::now(), processor_seconds()));
        let used = processor_seconds() - used;
        println!("  {stage}: {:.2} s by the clock, {used:.2} s of processors", begun.elapsed().as_secs_f64());
    };
    let material = Material::new(readings);
    lap("sorting");
    let lineage = lineage(&material.readings);
    lap("texts compared");
    let places = Places::new(&material.readings, &resources.facilities);
    lap("places");
    let names = Names::new(&resources.names);
    let mut plan = Plan::new(&[], readings);
    let actors = Actors::new(&material, &places, &names, resources, &mut plan);
    let ties = plan.ties(&material);
    lap("actors");
    let viewer = Viewer::new(&material, &actors, &places, &lineage, resources);
    let dates = Dates::carried(&material);
    let views = viewer.views(&dates);
    lap("views of claims");
    let clusters = cluster(&viewer, &views, 0.0, &ties);
    lap("claims compared and grouped");
    let events: Vec<_> = clusters.groups.par_iter().map(|group| event(&viewer, &views, &dates, group)).collect();
    lap(&format!("{} events", events.len()));
}

/// Most memory that the process has held so far, where the system tells.
fn megabytes() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().split(' ').next()?.parse::<u64>().ok()).unwrap_or(0) / 1024
}
