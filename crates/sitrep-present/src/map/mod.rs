//! The ground of a map, for the report and the review site: outlines of countries in the projection of map tiles, what to show
//! of the world, and where words have room.

mod outline;

use std::collections::BTreeMap;
use std::f64::consts::PI;
use std::fmt::Write;

pub use outline::Window;

use outline::{centre, rings};

/// The drawing's own units; the page scales it.
pub const WIDTH: f64 = 960.0;
/// Its height.
pub const HEIGHT: f64 = 600.0;

/// A map of a single town would show no border to find oneself by: at least so many degrees from west to east.
const LEAST_DEGREES: f64 = 5.0;

/// A country's shape.
pub struct Shape {
    /// SVG path data in the drawing's units.
    pub path: String,
    /// A country that events are placed in as a whole.
    pub is_area: bool,
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

/// A point with what happened there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weighted {
    /// Degrees east.
    pub longitude: f64,
    /// Degrees north.
    pub latitude: f64,
    /// How many events.
    pub n_events: usize,
}

/// A rectangle of the map that is taken, in the drawing's units.
#[derive(Debug, Clone, Copy)]
pub struct Room {
    /// Left edge.
    pub left: f64,
    /// Right edge.
    pub right: f64,
    /// Top edge.
    pub top: f64,
    /// Bottom edge.
    pub bottom: f64,
}

impl Room {
    /// The room around a point.
    #[must_use]
    pub const fn around(x: f64, y: f64, half_wide: f64, half_tall: f64) -> Self {
        Self { left: x - half_wide, right: x + half_wide, top: y - half_tall, bottom: y + half_tall }
    }

    /// Whether nothing of it is taken.
    #[must_use]
    pub fn is_free(&self, taken: &[Self]) -> bool {
        !taken.iter().any(|other| {
            self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
        })
    }
}

/// The points where most happened, with air around them, without a few that lie far off: leaving the farthest out must halve
/// the map's size and may cost no more than a fifth of the events.
#[must_use]
pub fn busiest_window(points: &[Weighted]) -> Option<Window> {
    let busiest = points.iter().rev().max_by_key(|point| point.n_events)?;
    let off = |point: &Weighted| {
        (point.longitude - busiest.longitude).abs().max((point.latitude - busiest.latitude).abs() * WIDTH / HEIGHT)
    };
    let mut points = points.to_vec();
    points.sort_by(|first, second| off(first).total_cmp(&off(second)));
    let around = |points: &[Weighted]| {
        Window::around(&points.iter().map(|point| (point.longitude, point.latitude)).collect::<Vec<_>>())
    };
    let size = |window: Window| {
        (window.east - window.west).max((window.north - window.south) * WIDTH / HEIGHT).max(LEAST_DEGREES)
    };
    let whole = around(&points);
    let total: usize = points.iter().map(|point| point.n_events).sum();
    let mut inner = whole;
    let mut left = total;
    for n_kept in (1..points.len()).rev() {
        left -= points[n_kept].n_events;
        if left * 5 < total * 4 {
            break;
        }
        let last = off(&points[n_kept - 1]);
        if size(whole) > 2.0 * (last * 2.0).max(LEAST_DEGREES) {
            inner = around(&points[..n_kept]);
            break;
        }
    }
    let air = 0.18 * size(inner);
    Some(Window { west: inner.west - air, east: inner.east + air, south: inner.south - air, north: inner.north + air })
}

/// What a map shows, in the projection of map tiles: the world's width is 1.
#[derive(Debug, Clone, Copy)]
pub struct Frame {
    /// In degrees.
    pub window: Window,
    /// Left edge, in widths of the world.
    pub left: f64,
    /// Top edge.
    pub top: f64,
    /// Units of the drawing for the whole world's width.
    pub scale: f64,
}

/// Where a point lies in the projection; latitudes are cut where tiles end.
fn mercator(longitude: f64, latitude: f64) -> (f64, f64) {
    let latitude = latitude.clamp(-85.05, 85.05).to_radians();
    ((longitude + 180.0) / 360.0, 0.5 - ((PI / 4.0 + latitude / 2.0).tan().ln()) / (2.0 * PI))
}

/// Degrees east and north of a point of the projection.
#[must_use]
pub fn degrees(x: f64, y: f64) -> (f64, f64) {
    (x * 360.0 - 180.0, (2.0 * ((0.5 - y) * 2.0 * PI).exp().atan() - PI / 2.0).to_degrees())
}

impl Frame {
    /// Widens a window to the drawing's shape; it is never narrower than so many degrees.
    #[must_use]
    pub fn new(inner: Window, least_degrees: f64) -> Self {
        let (left, bottom) = mercator(inner.west, inner.south);
        let (right, top) = mercator(inner.east, inner.north);
        let wide = (right - left).max((bottom - top) * WIDTH / HEIGHT).clamp(least_degrees / 360.0, 1.0);
        let (middle_x, middle_y) = ((left + right) / 2.0, (top + bottom) / 2.0);
        let tall = wide * HEIGHT / WIDTH;
        let top = (middle_y - tall / 2.0).clamp(0.0, (1.0 - tall).max(0.0));
        let left = middle_x - wide / 2.0;
        let (west, north) = degrees(left, top);
        let (east, south) = degrees(left + wide, top + tall);
        Self { window: Window { west, east, south, north }, left, top, scale: WIDTH / wide }
    }

    /// Where a point lies in the drawing.
    #[must_use]
    pub fn point(&self, longitude: f64, latitude: f64) -> (f64, f64) {
        let (x, y) = mercator(longitude, latitude);
        ((x - self.left) * self.scale, (y - self.top) * self.scale)
    }

    /// The countries, and the names of those that have room for one: letters take so much to the sides and up and down.
    #[must_use]
    pub fn land(&self, areas: &[&str], taken: &[Room], (wide, tall): (f64, f64)) -> (Vec<Shape>, Vec<Label>) {
        let edge = 0.02 * (self.window.east - self.window.west);
        let around = Window {
            west: self.window.west - edge,
            east: self.window.east + edge,
            south: (self.window.south - edge).max(-85.0),
            north: (self.window.north + edge).min(85.0),
        };
        let mut largest: BTreeMap<&str, (f64, (f64, f64))> = BTreeMap::new();
        let mut shapes = Vec::new();
        // A point that moves the line by less than half a unit of the drawing is not seen.
        for ring in rings(around, 180.0 / self.scale) {
            let (area, middle) = centre(&ring.points);
            if area > largest.get(ring.country).map_or(0.0, |(area, _)| *area) {
                largest.insert(ring.country, (area, middle));
            }
            let mut path = String::new();
            for (position, (longitude, latitude)) in ring.points.iter().enumerate() {
                let (x, y) = self.point(*longitude, *latitude);
                // Writing to a string cannot fail.
                let _ = write!(path, "{}{x:.1} {y:.1}", if position == 0 { 'M' } else { 'L' });
            }
            path.push('Z');
            shapes.push(Shape { path, is_area: areas.contains(&ring.country) });
        }
        let shown = (self.window.east - self.window.west) * (self.window.north - self.window.south);
        let labels = largest
            .into_iter()
            .filter(|(_, (area, _))| *area > 0.02 * shown)
            .map(|(name, (_, (longitude, latitude)))| (name, self.point(longitude, latitude)))
            .filter(|(name, (x, y))| {
                let room = Room::around(*x, *y, wide * name.chars().count() as f64, tall);
                room.left > 0.0 && room.right < WIDTH && room.is_free(taken)
            })
            .map(|(name, (x, y))| Label { x: percent(x / WIDTH), y: percent(y / HEIGHT), text: name.to_owned() })
            .collect();
        (shapes, labels)
    }

    /// Width of the scale bar as a percentage, and its length in kilometres.
    #[must_use]
    pub fn scale_bar(&self) -> (String, i64) {
        let middle = (self.window.south + self.window.north) / 2.0;
        let wide_km = (self.window.east - self.window.west) * 111.32 * middle.to_radians().cos();
        let length = [5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1]
            .into_iter()
            .find(|length| (*length as f64) < wide_km * 0.25)
            .unwrap_or(1);
        (percent(length as f64 / wide_km), length)
    }
}

/// A share as the page writes it.
#[must_use]
pub fn percent(share: f64) -> String {
    format!("{:.2}%", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::{Frame, Weighted, Window, busiest_window, degrees, mercator};

    #[test]
    fn the_projection_goes_both_ways() {
        for (longitude, latitude) in [(43.13, 36.34), (-70.0, -33.4), (179.9, 84.0)] {
            let (x, y) = mercator(longitude, latitude);
            let back = degrees(x, y);
            assert!((back.0 - longitude).abs() < 1e-9 && (back.1 - latitude).abs() < 1e-9, "{back:?}");
        }
    }

    #[test]
    fn what_is_asked_for_lies_inside_what_is_shown() {
        let asked = Window { west: 42.0, east: 44.0, south: 35.0, north: 37.0 };
        let shown = Frame::new(asked, 0.4).window;
        let air = 1e-6;
        assert!(shown.west <= 42.0 + air && shown.east >= 44.0 - air, "{shown:?}");
        assert!(shown.south <= 35.0 + air && shown.north >= 37.0 - air, "{shown:?}");
    }

    #[test]
    fn a_few_events_far_off_do_not_make_the_rest_small() {
        let at = |longitude, latitude, n_events| Weighted { longitude, latitude, n_events };
        let shows = |points: &[Weighted], longitude: f64| {
            busiest_window(points).is_some_and(|window| window.west < longitude && longitude < window.east)
        };
        let near = [at(43.1, 36.3, 20), at(44.0, 35.5, 9)];
        assert!(shows(&near, 43.1) && shows(&near, 44.0));
        let with_stray = [near[0], near[1], at(-77.0, 38.9, 2)];
        assert!(shows(&with_stray, 44.0) && !shows(&with_stray, -77.0));
        let with_half = [near[0], near[1], at(-77.0, 38.9, 12)];
        assert!(shows(&with_half, 44.0) && shows(&with_half, -77.0), "a third of the events is no stray");
        assert_eq!(busiest_window(&[]), None);
    }
}
