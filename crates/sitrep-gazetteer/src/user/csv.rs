//! Comma-separated values with a header (RFC 4180; a quoted field may not run over lines).

use super::{Faults, RawRow, check};
use crate::feature::Feature;
use crate::pack::RawPlace;

pub(super) fn read(text: &str, faults: &mut Faults) -> Result<Vec<RawPlace>, String> {
    let mut lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let Some((_, header)) = lines.next() else { return Err("holds no place".to_owned()) };
    let header: Vec<String> = fields(header)
        .ok_or("line 1: a quotation mark is not closed")?
        .into_iter()
        .map(|name| name.trim().to_ascii_lowercase())
        .collect();
    let column = |names: &[&str]| header.iter().position(|have| names.contains(&have.as_str()));
    let needed =
        |names: &[&str]| column(names).ok_or_else(|| format!("line 1: the header has no column \"{}\"", names[0]));
    let name = needed(&["name"])?;
    let latitude = needed(&["latitude", "lat"])?;
    let longitude = needed(&["longitude", "lon", "lng"])?;
    let [country, admin1, kind, population, geonameid, also] = [
        &["country", "countrycode"][..],
        &["admin1"],
        &["kind"],
        &["population"],
        &["geonameid"],
        &["also", "alternatenames"],
    ]
    .map(column);
    let mut places = Vec::new();
    for (index, line) in lines {
        let Some(row) = fields(line) else {
            faults.add("line", index + 1, "a quotation mark is not closed");
            continue;
        };
        if row.len() != header.len() {
            faults.add("line", index + 1, &format!("{} fields, the header has {}", row.len(), header.len()));
            continue;
        }
        let get = |column: Option<usize>| column.map_or("", |column| row[column].as_str());
        let kind_word = get(kind).trim();
        let feature = Feature::from_name(kind_word);
        if feature.is_none() && !kind_word.is_empty() {
            faults.add("line", index + 1, &format!("there is no kind \"{kind_word}\""));
            continue;
        }
        let checked = check(&RawRow {
            name: &row[name],
            latitude: row[latitude].trim().parse().ok(),
            longitude: row[longitude].trim().parse().ok(),
            country: get(country),
            admin1: get(admin1),
            kind: feature,
            population: get(population),
            geonameid: get(geonameid),
            also: get(also).split('|').collect(),
        });
        match checked {
            Ok(place) => places.push(place),
            Err(problem) => faults.add("line", index + 1, &problem),
        }
        if faults.many() {
            break;
        }
    }
    Ok(places)
}

/// The fields of a line; `None` where a quotation mark is not closed.
fn fields(line: &str) -> Option<Vec<String>> {
    let mut fields = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                field.push('"');
                chars.next();
            }
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            other => field.push(other),
        }
    }
    fields.push(field);
    (!quoted).then_some(fields)
}
