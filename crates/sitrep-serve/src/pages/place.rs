//! One place: what it lies in, who held it when, what happened there.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use sitrep_present::report::timeline::{Axis, Mark, Tick};
use sitrep_present::view::{ControlView, EventRow, control_where, words};
use sitrep_types::{DecidedField, PlaceKey, RecordPlace};

use super::{Site, answer, html};
use crate::app::App;
use crate::error::Refusal;
use crate::query::encode;

/// Events named; the overview holds all of them.
const MOST_EVENTS: usize = 60;

/// Places named inside this one.
const MOST_INSIDE: usize = 40;

/// Holdings drawn.
const MOST_HOLDINGS: usize = 60;

struct Holding {
    row: ControlView,
    mark: Option<Mark>,
    shade: usize,
    is_here: bool,
}

struct Inside {
    href: String,
    name: String,
    kind: &'static str,
    n_events: usize,
}

#[derive(Template)]
#[template(path = "place.html")]
struct Page<'a> {
    site: Site,
    decided: &'a [DecidedField],
    entry: &'a RecordPlace,
    kind: &'static str,
    around: Vec<(String, String)>,
    coordinates: Option<String>,
    precision: String,
    inside: Vec<Inside>,
    holdings: Vec<Holding>,
    ticks: Vec<Tick>,
    events: Vec<&'a EventRow>,
    n_events: usize,
    all: String,
    own: String,
    holders: Vec<&'a str>,
}

/// `/place/KEY`
pub async fn page(State(app): State<Arc<App>>, Path(key): Path<String>) -> Response {
    answer(app, move |app, snapshot| {
        let index = snapshot.index();
        let key = PlaceKey(key);
        let entry = index.place(&key).ok_or_else(|| Refusal::not_found("place"))?;
        let place = &entry.place;
        let chain = index.place_chain(&key);
        let around = chain
            .iter()
            .skip(1)
            .map(|entry| (format!("/place/{}", encode(&entry.place.key.0)), entry.place.name.clone()))
            .collect();
        let lies_here = |other: &PlaceKey| index.place_chain(other).iter().any(|entry| entry.place.key == key);
        let mut rows = control_where(&index, &|row| lies_here(&row.place));
        rows.sort_by_key(|row| (row.place_id != key, row.place_id.clone(), row.first, row.last));
        rows.truncate(MOST_HOLDINGS);
        let axis = Axis::new(rows.iter().map(|row| (row.first, row.last)));
        let mut holders: Vec<String> = Vec::new();
        for row in &rows {
            if !holders.contains(&row.holder) {
                holders.push(row.holder.clone());
            }
        }
        let holdings = rows
            .into_iter()
            .map(|row| {
                let dated = row.first.is_some() || row.last.is_some();
                Holding {
                    mark: axis.as_ref().filter(|_| dated).map(|axis| axis.bar(row.first, row.last)),
                    shade: holders.iter().position(|holder| *holder == row.holder).unwrap_or(0).min(4),
                    is_here: row.place_id == key,
                    row,
                }
            })
            .collect();
        let mut inside: Vec<Inside> = snapshot
            .record
            .places
            .iter()
            .filter(|other| other.place.parent.as_ref() == Some(&key))
            .map(|other| Inside {
                href: format!("/place/{}", encode(&other.place.key.0)),
                name: other.place.name.clone(),
                kind: words::place_kind(other.place.kind),
                n_events: snapshot.events_of_place(&other.place.key).len(),
            })
            .filter(|inside| inside.n_events > 0)
            .collect();
        inside.sort_by(|first, second| second.n_events.cmp(&first.n_events).then_with(|| first.name.cmp(&second.name)));
        inside.truncate(MOST_INSIDE);
        let events = snapshot.events_of_place(&key);
        let coordinates = place.latitude.zip(place.longitude);
        html(&Page {
            decided: snapshot.decided(&key.0),
            site: Site::new(app, snapshot, "places"),
            kind: words::place_kind(place.kind),
            around,
            coordinates: coordinates.map(|(latitude, longitude)| format!("{latitude:.4}, {longitude:.4}")),
            precision: match (place.geonameid, place.acled_geo_precision) {
                (Some(id), _) => format!("GeoNames {id}"),
                (None, Some(1)) => "no gazetteer holds it; it stands at the town around it".to_owned(),
                (None, _) => "no gazetteer holds it; it stands at what it lies in".to_owned(),
            },
            inside,
            holdings,
            ticks: axis.map(|axis| axis.ticks()).unwrap_or_default(),
            events: events.iter().take(MOST_EVENTS).map(|position| &snapshot.listed[*position].row).collect(),
            n_events: events.len(),
            own: format!("/place/{}", encode(&key.0)),
            holders: snapshot.busiest_actors(),
            all: format!("/?place={}&show=all", encode(&key.0)),
            entry,
        })
    })
    .await
}
