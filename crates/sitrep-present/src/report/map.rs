//! The map: outlines of countries, a point for each place, larger where more happened, a dashed ring where the place stands
//! for an area.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::outline::{Window, centre, rings};
use crate::view::{EventRow, Part, sort_by_date};

/// The drawing's own units; the page scales it.
const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 600.0;

/// A map of a single town would show no border to find oneself by: at least so many degrees from south to north.
const LEAST_DEGREES: f64 = 4.5;

/// How many events the list beside the map names for each place.
const MOST_EVENTS_NAMED: usize = 4;

/// A country's shape.
pub struct Shape {
    /// SVG path data in the drawing's units.
    pub path: String,
}

/// A name written on the map; positions as percentages.
pub struct Label {
    /// Left.
    pub x: String,
    /// Top.
    pub y: String,
    /// Its words.
    pub text: String,
}

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

/// A rectangle of the map that is taken, as shares of its width and height.
#[derive(Debug, Clone, Copy)]
struct Room {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Room {
    fn around(x: f64, y: f64, half_wide_px: f64, half_tall_px: f64) -> Self {
        Self {
            left: x - half_wide_px / WIDTH,
            right: x + half_wide_px / WIDTH,
            top: y - half_tall_px / HEIGHT,
            bottom: y + half_tall_px / HEIGHT,
        }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
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
        let view = Projection::new(window(&places)?);
        let mut taken: Vec<Room> = places
            .iter()
            .map(|place| {
                let radius = radius(place);
                Room::around(view.x(place.longitude), view.y(place.latitude), radius, radius)
            })
            .collect();
        let spots = places.into_iter().enumerate().map(|(rank, place)| view.spot(rank, place, &mut taken)).collect();
        let (shapes, countries) = view.land(&taken);
        Some(Self { shapes, countries, spots, scale: view.scale(), n_unplaced })
    }
}

/// What to show: the places where it happened, without a few that lie far from most.
fn window(places: &[Place]) -> Option<Window> {
    let weight = |place: &Place| place.rows.iter().filter(|row| row.part == Part::Happened).count();
    let mut shown: Vec<&Place> = places.iter().filter(|place| weight(place) > 0).collect();
    if shown.is_empty() {
        shown = places.iter().collect();
    }
    let extent = |places: &[&Place]| -> Option<Window> {
        let first = places.first()?;
        let start =
            Window { west: first.longitude, east: first.longitude, south: first.latitude, north: first.latitude };
        Some(places.iter().fold(start, |window, place| Window {
            west: window.west.min(place.longitude),
            east: window.east.max(place.longitude),
            south: window.south.min(place.latitude),
            north: window.north.max(place.latitude),
        }))
    };
    let size = |window: Window| (window.east - window.west).max((window.north - window.south) * WIDTH / HEIGHT);
    let total: usize = shown.iter().map(|place| weight(place).max(1)).sum();
    let whole = extent(&shown)?;
    // Leaving out the farthest places must halve the map's size and may cost no more than a fifth of the events.
    let busiest = (shown.first()?.longitude, shown.first()?.latitude);
    let mut by_distance = shown.clone();
    let off = |place: &Place| (place.longitude - busiest.0).abs().max((place.latitude - busiest.1).abs() * 1.6);
    by_distance.sort_by(|first, second| off(first).total_cmp(&off(second)));
    let mut inner = whole;
    while by_distance.len() > 1 {
        by_distance.pop();
        let left: usize = by_distance.iter().map(|place| weight(place).max(1)).sum();
        if left * 5 < total * 4 {
            break;
        }
        let smaller = extent(&by_distance)?;
        if size(smaller).max(LEAST_DEGREES * 1.6) * 2.0 < size(whole) {
            inner = smaller;
        }
    }
    Some(inner)
}

/// Longitude and latitude to the drawing: an equirectangular projection, true to scale at the window's middle.
struct Projection {
    window: Window,
}

impl Projection {
    /// Widens a window to the drawing's shape, with air around the places.
    fn new(inner: Window) -> Self {
        let middle_east = (inner.west + inner.east) / 2.0;
        let middle_north = ((inner.south + inner.north) / 2.0).clamp(-75.0, 80.0);
        let squeeze = middle_north.to_radians().cos().max(0.2);
        let tall =
            ((inner.north - inner.south) * 1.45).max((inner.east - inner.west) * 1.45 * squeeze * HEIGHT / WIDTH);
        let tall = tall.clamp(LEAST_DEGREES, 170.0);
        let wide = (tall * WIDTH / HEIGHT / squeeze).min(360.0);
        Self {
            window: Window {
                west: middle_east - wide / 2.0,
                east: middle_east + wide / 2.0,
                south: middle_north - tall / 2.0,
                north: middle_north + tall / 2.0,
            },
        }
    }

    fn x(&self, longitude: f64) -> f64 {
        (longitude - self.window.west) / (self.window.east - self.window.west)
    }

    fn y(&self, latitude: f64) -> f64 {
        (self.window.north - latitude) / (self.window.north - self.window.south)
    }

    fn spot(&self, rank: usize, place: Place, taken: &mut Vec<Room>) -> Spot {
        let (x, y) = (self.x(place.longitude), self.y(place.latitude));
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
        let elsewhere = !(0.0..=1.0).contains(&x) || !(0.0..=1.0).contains(&y);
        if let Some(label) = label.as_ref().filter(|_| !elsewhere) {
            taken.push(label.room);
        }
        Spot {
            name: place.name,
            x: percent(x),
            y: percent(y),
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

    fn land(&self, taken: &[Room]) -> (Vec<Shape>, Vec<Label>) {
        // A point that moves the line by less than half a unit of the drawing is not seen.
        let detail = (self.window.east - self.window.west) / WIDTH;
        let edge = 0.02 * (self.window.east - self.window.west);
        let shown = rings(
            Window {
                west: self.window.west - edge,
                east: self.window.east + edge,
                south: self.window.south - edge,
                north: self.window.north + edge,
            },
            detail,
        );
        let view_area = (self.window.east - self.window.west) * (self.window.north - self.window.south);
        let mut largest: BTreeMap<&str, (f64, (f64, f64))> = BTreeMap::new();
        let mut shapes = Vec::new();
        for ring in &shown {
            let (area, middle) = centre(&ring.points);
            if area > largest.get(ring.country).map_or(0.0, |(area, _)| *area) {
                largest.insert(ring.country, (area, middle));
            }
            let mut path = String::new();
            for (position, (longitude, latitude)) in ring.points.iter().enumerate() {
                let command = if position == 0 { 'M' } else { 'L' };
                // Writing to a string cannot fail.
                let _ = write!(path, "{command}{:.1} {:.1}", self.x(*longitude) * WIDTH, self.y(*latitude) * HEIGHT);
            }
            path.push('Z');
            shapes.push(Shape { path });
        }
        let countries = largest
            .into_iter()
            .filter(|(_, (area, _))| *area > 0.025 * view_area)
            .map(|(name, (_, (longitude, latitude)))| (name, self.x(longitude), self.y(latitude)))
            .filter(|(name, x, y)| {
                let room = Room::around(*x, *y, 6.0 * name.chars().count() as f64, 10.0);
                taken.iter().all(|other| !other.overlaps(&room))
            })
            .map(|(name, x, y)| Label { x: percent(x), y: percent(y), text: name.to_owned() })
            .collect();
        (shapes, countries)
    }

    fn scale(&self) -> (String, i64) {
        let middle = (self.window.south + self.window.north) / 2.0;
        let wide_km = (self.window.east - self.window.west) * 111.32 * middle.to_radians().cos();
        let length = [2000, 1000, 500, 200, 100, 50, 20, 10]
            .into_iter()
            .find(|length| (*length as f64) < wide_km * 0.25)
            .unwrap_or(10);
        (percent(length as f64 / wide_km), length)
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
        let room = Room::around(x + centre_x / WIDTH, y + centre_y / HEIGHT, half, 8.0);
        // Letters keep their size on a narrow page, where they take three times this share of the width.
        let narrow = Room::around(x + 2.6 * centre_x / WIDTH, y, 2.6 * half, 0.0);
        let inside = room.top > 0.0 && room.bottom < 0.93 && narrow.left > -0.02 && narrow.right < 1.02;
        (inside && taken.iter().all(|other| !other.overlaps(&room))).then(|| SpotLabel {
            anchor,
            dx: format!("{dx:.1}"),
            dy: format!("{dy:.1}"),
            room,
        })
    })
}

fn percent(share: f64) -> String {
    format!("{:.2}%", share * 100.0)
}
