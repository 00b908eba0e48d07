//! The dumps of download.geonames.org: nineteen tab-separated columns, no header.

use super::{Faults, RawRow, check};
use crate::feature::Feature;
use crate::pack::RawPlace;

/// Columns of a dump.
const COLUMNS: usize = 19;

pub(super) fn read(text: &str, faults: &mut Faults) -> Vec<RawPlace> {
    let mut places = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() != COLUMNS {
            faults.add("line", index + 1, &format!("{} columns, a GeoNames dump has {COLUMNS}", columns.len()));
        } else {
            let Some(kind) = feature(columns[6], columns[7]) else { continue };
            let mut also: Vec<&str> = columns[3].split(',').collect();
            also.push(columns[2]);
            let row = RawRow {
                name: columns[1],
                latitude: columns[4].trim().parse().ok(),
                longitude: columns[5].trim().parse().ok(),
                country: columns[8],
                admin1: columns[10],
                kind: Some(kind),
                population: columns[14],
                geonameid: columns[0],
                also,
            };
            match check(&row) {
                Ok(mut place) => {
                    place.others.retain(|other| *other != place.name);
                    places.push(place);
                }
                Err(problem) => faults.add("line", index + 1, &problem),
            }
        }
        if faults.many() {
            break;
        }
    }
    places
}

/// The feature of a GeoNames class and code; divisions and countries are left to the shipped file, which has them all.
fn feature(class: &str, code: &str) -> Option<Feature> {
    Some(match (class, code) {
        ("P", "PPLX") => Feature::District,
        ("P", _) => Feature::City,
        ("S", _) => Feature::Facility,
        ("R", _) => Feature::Road,
        ("H", code) if code.starts_with("STM") => Feature::River,
        ("H", _) => Feature::Sea,
        ("T", "ISL" | "ISLS") => Feature::Island,
        ("T", _) => Feature::Mountain,
        ("L" | "V", _) => Feature::Landscape,
        ("A", "ADM3" | "ADM4" | "ADM5") => Feature::Landscape,
        _ => return None,
    })
}
