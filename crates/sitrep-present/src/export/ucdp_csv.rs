//! Deadly events shaped like UCDP's GED (49 columns, header of release 23.1), version 1.
//!
//! Only events with a number of dead belong there. What only UCDP can give (its numbers of events, conflicts, dyads and
//! actors, the country numbers of Gleditsch and Ward) is blank; `relid` carries our event's id. Columns are written by name
//! and should be read by name, as releases have changed their order.

use sitrep_types::{ActorKind, EventType, Record, Scope};

use super::coded::{Coded, Side, happened, way_back};
use super::table::csv_line;
use super::{ExportError, verify};
use crate::index::Index;

/// The columns, in the order of release 23.1.
pub const COLUMNS: [&str; 49] = [
    "id",
    "relid",
    "year",
    "active_year",
    "code_status",
    "type_of_violence",
    "conflict_dset_id",
    "conflict_new_id",
    "conflict_name",
    "dyad_dset_id",
    "dyad_new_id",
    "dyad_name",
    "side_a_dset_id",
    "side_a_new_id",
    "side_a",
    "side_b_dset_id",
    "side_b_new_id",
    "side_b",
    "number_of_sources",
    "source_article",
    "source_office",
    "source_date",
    "source_headline",
    "source_original",
    "where_prec",
    "where_coordinates",
    "where_description",
    "adm_1",
    "adm_2",
    "latitude",
    "longitude",
    "geom_wkt",
    "priogrid_gid",
    "country",
    "country_id",
    "region",
    "event_clarity",
    "date_prec",
    "date_start",
    "date_end",
    "deaths_a",
    "deaths_b",
    "deaths_civilians",
    "deaths_unknown",
    "best",
    "high",
    "low",
    "gwnoa",
    "gwnob",
];

/// Writes the deadly events of a record as a GED-shaped CSV file.
///
/// # Errors
/// When evidence of the record does not stand in its document's text.
pub fn ucdp_csv(record: &Record) -> Result<String, ExportError> {
    verify(record)?;
    let index = Index::new(record);
    let mut text = csv_line(&COLUMNS);
    for coded in happened(&index) {
        if let Some(fields) = fields(&index, &coded) {
            let cell = |column: &&str| {
                fields.iter().find(|(name, _)| name == column).map(|(_, value)| value.clone()).unwrap_or_default()
            };
            text.push_str(&csv_line(&COLUMNS.iter().map(cell).collect::<Vec<String>>()));
        }
    }
    Ok(text)
}

fn fields(index: &Index<'_>, coded: &Coded<'_>) -> Option<Vec<(&'static str, String)>> {
    let event = coded.event;
    let deaths = coded.deaths()?;
    let best = deaths.best.or(deaths.low).or(deaths.high)?;
    let (low, high) = (deaths.low.unwrap_or(best).min(best), deaths.high.unwrap_or(best).max(best));
    let (start, end, n_days) = coded.days()?;
    let side_a = coded.actors.first();
    let side_b = coded.targets.iter().find(|side| side.actor.is_some());
    let against_civilians = event.event_type == EventType::ViolenceAgainstCivilians
        || side_b.is_some_and(|side| is(side, ActorKind::Civilians));
    let is_state = |side: Option<&Side<'_>>| {
        side.is_some_and(|side| is(side, ActorKind::StateForce) || is(side, ActorKind::Government))
    };
    let type_of_violence = match (against_civilians, is_state(side_a) || is_state(side_b)) {
        (true, _) => 3,
        (false, true) => 1,
        (false, false) => 2,
    };
    let name_a = side_a.map_or_else(|| "Unknown".to_owned(), |side| side.name.clone());
    let name_b = match side_b {
        _ if against_civilians => "Civilians".to_owned(),
        Some(side) => side.name.clone(),
        None => "Unknown".to_owned(),
    };
    let side_b_died = !against_civilians && side_b.is_some();
    let documents: Vec<_> = event.documents.iter().filter_map(|id| index.document(id)).collect();
    let outlet = |entry: &sitrep_types::DocumentEntry| crate::view::document_name(&entry.document);
    let headline = |entry: &sitrep_types::DocumentEntry| entry.document.title.clone().unwrap_or_default();
    let day = |entry: &sitrep_types::DocumentEntry| {
        let interval = entry.published.as_ref().map(|published| published.interval);
        interval
            .and_then(|interval| interval.latest.or(interval.earliest))
            .map(|day| day.to_string())
            .unwrap_or_default()
    };
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "'"));
    let list = |part: &dyn Fn(&sitrep_types::DocumentEntry) -> String| {
        documents.iter().map(|entry| part(entry).replace(';', ",")).collect::<Vec<_>>().join(";")
    };
    let point = coded.point();
    let origins: Vec<&str> = event.origins.iter().map(|origin| origin.name.as_str()).collect();
    let place = coded.place;
    Some(vec![
        ("relid", event.id.0.clone()),
        ("year", start.year().to_string()),
        ("type_of_violence", type_of_violence.to_string()),
        ("conflict_name", coded.country.map(|country| country.name.to_owned()).unwrap_or_default()),
        ("dyad_name", format!("{name_a} - {name_b}")),
        ("side_a", name_a),
        ("side_b", name_b),
        ("number_of_sources", documents.len().to_string()),
        ("source_article", list(&|entry| quoted(&format!("{},{},{}", outlet(entry), day(entry), headline(entry))))),
        ("source_office", list(&outlet)),
        ("source_date", list(&day)),
        ("source_headline", list(&headline)),
        ("source_original", format!("{}; {}", origins.join(", "), way_back(index, event))),
        ("where_prec", place.and_then(|place| place.ucdp_where_prec).map(|code| code.to_string()).unwrap_or_default()),
        ("where_coordinates", coded.town.map(|town| town.name.clone()).unwrap_or_default()),
        ("where_description", place.map(|place| place.name.clone()).unwrap_or_default()),
        ("adm_1", place.and_then(|place| place.admin1.clone()).unwrap_or_default()),
        ("latitude", point.map(|(latitude, _)| format!("{latitude:.6}")).unwrap_or_default()),
        ("longitude", point.map(|(_, longitude)| format!("{longitude:.6}")).unwrap_or_default()),
        (
            "geom_wkt",
            point.map(|(latitude, longitude)| format!("POINT ({longitude:.6} {latitude:.6})")).unwrap_or_default(),
        ),
        (
            "priogrid_gid",
            point.map(|(latitude, longitude)| priogrid(latitude, longitude).to_string()).unwrap_or_default(),
        ),
        ("country", coded.country.map(|country| country.name.to_owned()).unwrap_or_default()),
        ("region", coded.country.map(|country| country.ucdp_region.to_owned()).unwrap_or_default()),
        ("event_clarity", if deaths.scope == Scope::Incident { "1" } else { "2" }.to_owned()),
        ("date_prec", date_precision(n_days).to_string()),
        ("date_start", format!("{start} 00:00:00.000")),
        ("date_end", format!("{end} 00:00:00.000")),
        ("deaths_a", "0".to_owned()),
        ("deaths_b", if side_b_died { best } else { 0 }.to_string()),
        ("deaths_civilians", if against_civilians { best } else { 0 }.to_string()),
        ("deaths_unknown", if side_b_died || against_civilians { 0 } else { best }.to_string()),
        ("best", best.to_string()),
        ("high", high.to_string()),
        ("low", low.to_string()),
    ])
}

fn is(side: &Side<'_>, kind: ActorKind) -> bool {
    side.kind == kind
}

/// UCDP's `date_prec`: 1 the day, 2 within 2 to 6 days, 3 a week, 4 a month, 5 longer.
const fn date_precision(n_days: i32) -> u8 {
    match n_days {
        0 => 1,
        1..=5 => 2,
        6 => 3,
        7..=30 => 4,
        _ => 5,
    }
}

/// The number of the half-degree cell of PRIO-GRID 2.0: counted from the south-west corner, 720 to a row.
fn priogrid(latitude: f64, longitude: f64) -> i64 {
    let cell = |degrees: f64, most: f64| (degrees * 2.0).floor().clamp(0.0, most) as i64;
    cell(latitude + 90.0, 359.0) * 720 + cell(longitude + 180.0, 719.0) + 1
}

#[cfg(test)]
mod tests {
    use super::priogrid;

    #[test]
    fn cells_are_counted_from_the_south_west() {
        assert_eq!(priogrid(-89.9, -179.9), 1);
        assert_eq!(priogrid(-89.4, -179.9), 721);
        assert_eq!(priogrid(90.0, 180.0), 259_200);
        // Mosul: row 252 from the south, column 446 from the west.
        assert_eq!(priogrid(36.34, 43.13), 252 * 720 + 446 + 1);
    }
}
