//! A GeoJSON FeatureCollection of points.

use serde_json::Value;

use super::{Faults, RawRow, check};
use crate::feature::Feature;
use crate::pack::RawPlace;

pub(super) fn read(text: &str, faults: &mut Faults) -> Result<Vec<RawPlace>, String> {
    let root: Value =
        serde_json::from_str(text).map_err(|error| format!("line {}: not JSON ({error})", error.line()))?;
    let features =
        root["features"].as_array().ok_or("line 1: not a FeatureCollection: there is no list \"features\"")?;
    let mut places = Vec::new();
    for (index, feature) in features.iter().enumerate() {
        let geometry = &feature["geometry"];
        let properties = &feature["properties"];
        if geometry["type"].as_str() != Some("Point") {
            faults.add("feature", index + 1, "its geometry is not a Point");
            continue;
        }
        let text = |key: &str| match &properties[key] {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            _ => String::new(),
        };
        let kind_word = text("kind");
        let kind = Feature::from_name(&kind_word);
        if kind.is_none() && !kind_word.is_empty() {
            faults.add("feature", index + 1, &format!("there is no kind \"{kind_word}\""));
            continue;
        }
        let also = match &properties["also"] {
            Value::Array(names) => names.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("|"),
            _ => text("also"),
        };
        let (name, country, admin1) = (text("name"), text("country"), text("admin1"));
        let (population, geonameid) = (text("population"), text("geonameid"));
        let checked = check(&RawRow {
            name: &name,
            latitude: geometry["coordinates"][1].as_f64(),
            longitude: geometry["coordinates"][0].as_f64(),
            country: &country,
            admin1: &admin1,
            kind,
            population: &population,
            geonameid: &geonameid,
            also: also.split('|').collect(),
        });
        match checked {
            Ok(place) => places.push(place),
            Err(problem) => faults.add("feature", index + 1, &problem),
        }
        if faults.many() {
            break;
        }
    }
    Ok(places)
}
