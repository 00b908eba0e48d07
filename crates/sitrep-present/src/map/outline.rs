//! Outlines of the world's countries, cut to what a map shows.

use std::sync::LazyLock;

/// See `front-end/map/outline.py` for the source and the form of each line.
const OUTLINE: &str = include_str!("../../front-end/map/outline.txt");

/// A point: degrees east, degrees north.
pub type Point = (f64, f64);

/// What a map shows, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Window {
    /// Western edge.
    pub west: f64,
    /// Eastern edge.
    pub east: f64,
    /// Southern edge.
    pub south: f64,
    /// Northern edge.
    pub north: f64,
}

/// A country's ring inside a window.
pub struct Ring {
    /// The country.
    pub country: &'static str,
    /// Its points inside the window.
    pub points: Vec<Point>,
}

/// The rings that a window shows, cut at its edges; points closer than `detail` degrees to the last one are left out.
#[must_use]
pub fn rings(window: Window, detail: f64) -> Vec<Ring> {
    WORLD
        .iter()
        .filter(|ring| ring.bounds.touches(&window))
        .filter_map(|ring| {
            let points = clip(thin(&ring.points, detail), window);
            (points.len() > 2).then_some(Ring { country: ring.country, points })
        })
        .collect()
}

/// A whole ring, and the smallest window that holds it.
struct WholeRing {
    country: &'static str,
    points: Vec<Point>,
    bounds: Window,
}

/// The world, decoded once.
static WORLD: LazyLock<Vec<WholeRing>> = LazyLock::new(|| {
    OUTLINE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .map(|(country, numbers)| {
            let points = decode(numbers);
            let bounds = Window::around(&points);
            WholeRing { country, points, bounds }
        })
        .collect()
});

impl Window {
    /// The smallest window that holds these points; without any, one that touches nothing.
    #[must_use]
    pub fn around(points: &[Point]) -> Self {
        let nowhere = Self { west: f64::MAX, east: f64::MIN, south: f64::MAX, north: f64::MIN };
        points.iter().fold(nowhere, |window, &(east, north)| Self {
            west: window.west.min(east),
            east: window.east.max(east),
            south: window.south.min(north),
            north: window.north.max(north),
        })
    }

    /// Whether the two share a point.
    #[must_use]
    pub fn touches(&self, other: &Self) -> bool {
        self.west <= other.east && other.west <= self.east && self.south <= other.north && other.south <= self.north
    }
}

fn decode(numbers: &str) -> Vec<Point> {
    let mut numbers = numbers.split(' ').filter_map(|number| number.parse::<i32>().ok());
    let (mut east, mut north) = (0, 0);
    let mut points = Vec::new();
    while let (Some(step_east), Some(step_north)) = (numbers.next(), numbers.next()) {
        east += step_east;
        north += step_north;
        points.push((f64::from(east) / 100.0, f64::from(north) / 100.0));
    }
    points
}

fn thin(points: &[Point], detail: f64) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for &point in points {
        let near = kept.last().is_some_and(|last| (last.0 - point.0).abs() + (last.1 - point.1).abs() < detail);
        if !near {
            kept.push(point);
        }
    }
    kept
}

/// An edge of a window: which coordinate it limits, at what value, and on which side (1 or -1) the window lies.
type Edge = (fn(Point) -> f64, f64, f64);

/// Sutherland and Hodgman's clipping of a polygon at the four edges of a window.
fn clip(points: Vec<Point>, window: Window) -> Vec<Point> {
    let edges: [Edge; 4] = [
        (|point| point.0, window.west, 1.0),
        (|point| point.0, window.east, -1.0),
        (|point| point.1, window.south, 1.0),
        (|point| point.1, window.north, -1.0),
    ];
    edges.into_iter().fold(points, |points, (coordinate, limit, side)| {
        let inside = |point: Point| (coordinate(point) - limit) * side >= 0.0;
        let mut kept = Vec::with_capacity(points.len());
        for (position, &point) in points.iter().enumerate() {
            let before = points[(position + points.len() - 1) % points.len()];
            if inside(point) != inside(before) {
                let share = (limit - coordinate(before)) / (coordinate(point) - coordinate(before));
                kept.push((before.0 + share * (point.0 - before.0), before.1 + share * (point.1 - before.1)));
            }
            if inside(point) {
                kept.push(point);
            }
        }
        kept
    })
}

/// The area of a ring in square degrees, and its centre of gravity.
#[must_use]
pub fn centre(points: &[Point]) -> (f64, Point) {
    let (mut area, mut east, mut north) = (0.0, 0.0, 0.0);
    for (position, &(x1, y1)) in points.iter().enumerate() {
        let (x2, y2) = points[(position + 1) % points.len()];
        let cross = x1 * y2 - x2 * y1;
        area += cross / 2.0;
        east += (x1 + x2) * cross / 6.0;
        north += (y1 + y2) * cross / 6.0;
    }
    if area == 0.0 { (0.0, (0.0, 0.0)) } else { (area.abs(), (east / area, north / area)) }
}

#[cfg(test)]
mod tests {
    use super::{Window, centre, clip, rings};

    #[test]
    fn a_square_is_cut_at_the_window() {
        let window = Window { west: 0.0, east: 10.0, south: 0.0, north: 10.0 };
        let square = vec![(5.0, 5.0), (15.0, 5.0), (15.0, 15.0), (5.0, 15.0)];
        let (area, middle) = centre(&clip(square, window));
        assert!((area - 25.0).abs() < 1e-9, "{area}");
        assert!((middle.0 - 7.5).abs() < 1e-9 && (middle.1 - 7.5).abs() < 1e-9, "{middle:?}");
        assert!(clip(vec![(20.0, 20.0), (21.0, 20.0), (21.0, 21.0)], window).is_empty());
    }

    #[test]
    fn northern_iraq_shows_iraq_and_its_neighbours() {
        let shown = rings(Window { west: 40.0, east: 46.0, south: 34.0, north: 38.0 }, 0.01);
        let mut names: Vec<&str> = shown.iter().map(|ring| ring.country).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names, ["Iran", "Iraq", "Syria", "Turkey"]);
        for ring in shown {
            assert!(ring.points.iter().all(|(x, y)| (39.99..=46.01).contains(x) && (33.99..=38.01).contains(y)));
        }
    }
}
