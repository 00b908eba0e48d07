//! The map: outlines of countries, a point for each place, larger where more happened, a dashed ring where the place stands
//! for an area.

use std::collections::BTreeMap;

use crate::map::{Frame, HEIGHT, Label, Room, Shape, WIDTH, Weighted, Window, busiest_window, percent};
use crate::view::{EventRow, Part, sort_by_date};

/// A map of a single town would show no border to find oneself by: at least so many degrees from west to east.
const LEAST_DEGREES: f64 = 7.0;

/// How many events the list beside the map names for each place.
const MOST_EVENTS_NAMED: usize = 4;

/// Where a spot's name stands.
pub struct SpotLabel {
    /// `start`, `middle` or `end`.
    pub anchor: &'static str,
    /// Pixels to the right of the point.
    pub dx: String,
    /// Pixels below the point.
    pub dy: String,
    room: Room,
}

/// A place where something happened.
pub struct Spot {
    /// Its name.
    pub name: String,
    /// Left, as a percentage.
    pub x: String,
    /// Top, as a percentage.
    pub y: String,
    /// Radius in pixels.
    pub radius: String,
    /// Known to the town or better.
    pub precise: bool,
    /// Told only as earlier history or as doubtful.
    pub faint: bool,
    /// Class of the commonest type.
    pub type_class: &'static str,
    /// Its name beside it, where there is room.
    pub label: Option<SpotLabel>,
    /// Whether its name is shown on a narrow page, too.
    pub major: bool,
    /// Its events.
    pub n_events: usize,
    /// The weightiest of them, by date.
    pub events: Vec<EventRow>,
    /// Those not named.
    pub n_more: usize,
    /// Outside the window.
    pub elsewhere: bool,
}

/// The map.
pub struct Map {
    /// Countries.
    pub shapes: Vec<Shape>,
    /// Their names.
    pub countries: Vec<Label>,
    /// Places, the busiest first.
    pub spots: Vec<Spot>,
    /// Width of the scale bar as a percentage, and its length in kilometres.
    pub scale: (String, i64),
    /// Events without a point.
    pub n_unplaced: usize,
}

struct Place {
    name: String,
    longitude: f64,
    latitude: f64,
    precise: bool,
    rows: Vec<EventRow>,
}

impl Map {
    /// Draws these events; `None` where none has a point.
    pub fn new(events: impl Iterator<Item = EventRow>) -> Option<Self> {
        let mut places: BTreeMap<(i64, i64), Place> = BTreeMap::new();
        let mut n_unplaced = 0;
        for row in events {
            let Some(point) = row.point.clone() else {
                n_unplaced += 1;
                continue;
            };
            // Hundredths of a degree, about a kilometre: what lies closer is one point at this scale.
            let key = ((point.longitude * 100.0).round() as i64, (point.latitude * 100.0).round() as i64);
            let place = places.entry(key).or_insert_with(|| Place {
                name: point.label,
                longitude: point.longitude,
                latitude: point.latitude,
                precise: false,
                rows: Vec::new(),
            });
            place.precise |= point.precise;
            place.rows.push(row);
        }
        let mut places: Vec<Place> = places.into_values().collect();
        places.sort_by(|first, second| {
            second.rows.len().cmp(&first.rows.len()).then_with(|| first.name.cmp(&second.name))
        });
        let frame = Frame::new(window(&places)?, LEAST_DEGREES);
        let mut taken: Vec<Room> = places
            .iter()
            .map(|place| {
                let (x, y) = frame.point(place.longitude, place.latitude);
                Room::around(x, y, radius(place), radius(place))
            })
            .collect();
        let spots = places.into_iter().enumerate().map(|(rank, place)| spot(&frame, rank, place, &mut taken)).collect();
        // The drawing's own width is that of the page, where a letter of a country's name is twelve units wide.
        let (shapes, countries) = frame.land(&[], &taken, (6.0, 10.0));
        Some(Self { shapes, countries, spots, scale: frame.scale_bar(), n_unplaced })
    }
}

/// What to show: the places where it happened, or those of doubtful events where nothing did.
fn window(places: &[Place]) -> Option<Window> {
    let points = |weight: &dyn Fn(&Place) -> usize| -> Vec<Weighted> {
        let points = places.iter().map(|place| Weighted {
            longitude: place.longitude,
            latitude: place.latitude,
            n_events: weight(place),
        });
        points.filter(|point| point.n_events > 0).collect()
    };
    let happened = points(&|place| place.rows.iter().filter(|row| row.part == Part::Happened).count());
    busiest_window(&happened).or_else(|| busiest_window(&points(&|place| place.rows.len())))
}

fn spot(frame: &Frame, rank: usize, place: Place, taken: &mut Vec<Room>) -> Spot {
    let (x, y) = frame.point(place.longitude, place.latitude);
    let n_events = place.rows.len();
    let radius = radius(&place);
    let mut rows = place.rows;
    rows.sort_by(|first, second| {
        (first.part, std::cmp::Reverse(first.importance), &first.id).cmp(&(
            second.part,
            std::cmp::Reverse(second.importance),
            &second.id,
        ))
    });
    let type_class = rows.first().map_or("state", |row| row.type_class);
    let faint = rows.iter().all(|row| row.part != Part::Happened);
    let n_more = rows.len().saturating_sub(MOST_EVENTS_NAMED);
    rows.truncate(MOST_EVENTS_NAMED);
    sort_by_date(&mut rows);
    let label = place_label(&place.name, (x, y), radius, taken);
    let elsewhere = !(0.0..=WIDTH).contains(&x) || !(0.0..=HEIGHT).contains(&y);
    if let Some(label) = label.as_ref().filter(|_| !elsewhere) {
        taken.push(label.room);
    }
    Spot {
        name: place.name,
        x: percent(x / WIDTH),
        y: percent(y / HEIGHT),
        radius: format!("{radius:.1}"),
        precise: place.precise,
        faint,
        type_class,
        major: rank < 5,
        label,
        n_events,
        events: rows,
        n_more,
        elsewhere,
    }
}

/// Pixels: the area grows with the number of events.
fn radius(place: &Place) -> f64 {
    (5.0 + 2.4 * (place.rows.len() as f64).sqrt()).min(26.0) * if place.precise { 1.0 } else { 1.7 }
}

/// Where the name of a place has room: right of it, left, above or below. Judged at the drawing's own width, at eight
/// pixels a letter.
fn place_label(name: &str, (x, y): (f64, f64), radius: f64, taken: &[Room]) -> Option<SpotLabel> {
    let half = 4.0 * name.chars().count() as f64;
    let aside = radius + 4.0;
    let positions = [
        ("start", aside, 5.0, aside + half, 0.0),
        ("end", -aside, 5.0, -aside - half, 0.0),
        ("middle", 0.0, -aside - 3.0, 0.0, -aside - 8.0),
        ("middle", 0.0, aside + 11.0, 0.0, aside + 7.0),
    ];
    positions.into_iter().find_map(|(anchor, dx, dy, centre_x, centre_y)| {
        let room = Room::around(x + centre_x, y + centre_y, half, 8.0);
        // Letters keep their size on a narrow page, where they take three times this share of the width.
        let narrow = Room::around(x + 2.6 * centre_x, y, 2.6 * half, 0.0);
        let inside =
            room.top > 0.0 && room.bottom < 0.93 * HEIGHT && narrow.left > -0.02 * WIDTH && narrow.right < 1.02 * WIDTH;
        (inside && room.is_free(taken)).then(|| SpotLabel {
            anchor,
            dx: format!("{dx:.1}"),
            dy: format!("{dy:.1}"),
            room,
        })
    })
}
