//! The map: what the shown events tell of where, put together on the server so that the page stays small whatever the number
//! of events. Drawn in the projection of map tiles, so that the user's own can lie beneath.

use std::collections::BTreeMap;

use sitrep_present::map::{
    Frame, HEIGHT, Label, Room, Shape, WIDTH, Weighted, Window, busiest_window, degrees, percent,
};

use crate::chain::shortened;
use crate::error::ServeError;
use crate::query::EventQuery;
use crate::snapshot::{Snapshot, Spot};

/// Points nearer than this to a busier one are put together with it, in units of the drawing: two points that overlap can be
/// neither told apart nor hit with a finger.
const TOGETHER: f64 = 34.0;

/// Letters of a name on the map.
const LONGEST_LABEL: usize = 24;

/// So many points can still be told apart.
const MOST_SPOTS: usize = 160;

/// How near one can look without tiles, whose detail is the outline's.
const NEAREST_DEGREES: f64 = 0.4;

/// How near with tiles.
const NEAREST_TILE_DEGREES: f64 = 0.02;

/// The user's map tiles.
#[derive(Debug, Clone)]
pub struct Tiles {
    template: String,
}

impl Tiles {
    /// From an address with `{z}`, `{x}` and `{y}`.
    pub fn new(template: &str) -> Result<Self, ServeError> {
        let wrong = || ServeError::Tiles(template.to_owned());
        let is_web = template.starts_with("https://") || template.starts_with("http://");
        let plain = template.chars().all(|letter| letter.is_ascii_graphic() && !";,'\"<>\\ ".contains(letter));
        if is_web && plain && ["{z}", "{x}", "{y}"].iter().all(|part| template.contains(part)) {
            Ok(Self { template: template.to_owned() })
        } else {
            Err(wrong())
        }
    }

    /// The server they come from, for the policy of the pages.
    pub fn origin(&self) -> String {
        let (scheme, rest) = self.template.split_once("://").unwrap_or(("https", &self.template));
        let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
        let host = host.rsplit('@').next().unwrap_or(host);
        format!("{scheme}://{host}")
    }

    fn address(&self, zoom: u32, column: i64, row: i64) -> String {
        self.template
            .replace("{z}", &zoom.to_string())
            .replace("{x}", &column.to_string())
            .replace("{y}", &row.to_string())
    }
}

/// A picture beneath the map.
pub struct TileView {
    pub address: String,
    pub x: String,
    pub y: String,
    pub size: String,
}

/// A point with the events there.
pub struct SpotView {
    /// Positions among the snapshot's spots, for the cards that lie here.
    pub spots: String,
    pub x: String,
    pub y: String,
    /// Pixels.
    pub radius: String,
    /// Half axes of the area that the place may mean, in the drawing's units.
    pub area: Option<(String, String, String, String)>,
    pub name: String,
    pub label: Option<(&'static str, String)>,
    /// The place that its label names.
    pub place: String,
    pub n_events: usize,
    pub n_places: usize,
    pub type_class: &'static str,
    /// Where a click leads: the place's events, or a nearer look.
    pub href: String,
}

/// The map.
pub struct MapView {
    pub tiles: Vec<TileView>,
    pub land: Vec<Shape>,
    pub countries: Vec<Label>,
    pub spots: Vec<SpotView>,
    /// Width of the scale bar as a percentage, and its length in kilometres.
    pub scale: (String, i64),
    pub n_unplaced: usize,
    pub n_outside: usize,
    /// What it shows, for the script: west, south, east, north.
    pub window: String,
    pub moves: Vec<Move>,
}

/// A link that moves the map.
pub struct Move {
    pub name: &'static str,
    pub sign: &'static str,
    pub href: String,
}

struct Cluster<'a> {
    spot: &'a Spot,
    members: Vec<usize>,
    x: f64,
    y: f64,
    n_events: usize,
    by_class: BTreeMap<&'static str, usize>,
    window: Window,
}

/// Draws the shown events.
pub fn draw(snapshot: &Snapshot, shown: &[usize], query: &EventQuery, tiles: Option<&Tiles>) -> Option<MapView> {
    let mut counts: BTreeMap<usize, (usize, BTreeMap<&'static str, usize>)> = BTreeMap::new();
    let mut n_unplaced = 0;
    for position in shown {
        let listed = &snapshot.listed[*position];
        match listed.spot {
            Some(spot) => {
                let entry = counts.entry(spot).or_default();
                entry.0 += 1;
                *entry.1.entry(listed.row.type_class).or_default() += 1;
            }
            None => n_unplaced += 1,
        }
    }
    let asked = parse_window(&query.map_box);
    let weighted = || counts.iter().map(|(spot, (n, _))| (&snapshot.spots[*spot], *n));
    let window = asked.or_else(|| {
        // Countries as a whole say little about where, unless there is nothing else.
        busiest_window(&points(weighted().filter(|(spot, _)| !spot.is_country)))
            .or_else(|| busiest_window(&points(weighted())))
    });
    let nearest = if tiles.is_some() { NEAREST_TILE_DEGREES } else { NEAREST_DEGREES };
    let view = Frame::new(window?, nearest);
    let mut by_weight: Vec<(usize, usize)> = counts.iter().map(|(spot, (n, _))| (*spot, *n)).collect();
    by_weight.sort_by_key(|(spot, n)| (std::cmp::Reverse(*n), *spot));
    let mut clusters: Vec<Cluster<'_>> = Vec::new();
    let mut n_outside = 0;
    for (position, n_events) in by_weight {
        let spot = &snapshot.spots[position];
        let (x, y) = view.point(spot.longitude, spot.latitude);
        if !(0.0..=WIDTH).contains(&x) || !(0.0..=HEIGHT).contains(&y) {
            n_outside += n_events;
            continue;
        }
        // An area keeps its own ring: a country is not one of its towns.
        let near = clusters.iter().position(|cluster| {
            (cluster.x - x).hypot(cluster.y - y) < TOGETHER && (cluster.spot.radius_km > 0.0) == (spot.radius_km > 0.0)
        });
        let own = Window::around(&[(spot.longitude, spot.latitude)]);
        let at = match near {
            Some(at) => at,
            None if clusters.len() == MOST_SPOTS => {
                n_outside += n_events;
                continue;
            }
            None => {
                let by_class = BTreeMap::new();
                clusters.push(Cluster { spot, members: Vec::new(), x, y, n_events: 0, by_class, window: own });
                clusters.len() - 1
            }
        };
        let cluster = &mut clusters[at];
        cluster.members.push(position);
        cluster.n_events += n_events;
        for (class, n) in &counts[&position].1 {
            *cluster.by_class.entry(class).or_default() += n;
        }
        cluster.window = Window {
            west: cluster.window.west.min(own.west),
            east: cluster.window.east.max(own.east),
            south: cluster.window.south.min(own.south),
            north: cluster.window.north.max(own.north),
        };
    }
    let whole_countries: Vec<&str> =
        clusters.iter().filter(|cluster| cluster.spot.is_country).map(|cluster| cluster.spot.name.as_str()).collect();
    let mut taken: Vec<Room> =
        clusters.iter().map(|cluster| Room::around(cluster.x, cluster.y, radius(cluster), radius(cluster))).collect();
    // Areas first: a town must not vanish beneath the country around it.
    clusters.sort_by_key(|cluster| cluster.spot.radius_km <= 0.0);
    let spots: Vec<SpotView> =
        clusters.iter().map(|cluster| spot_view(cluster, &view, query, &mut taken, nearest)).collect();
    // The pane is about two thirds of the drawing's width, so that a letter of a country's name takes eighteen of its units.
    let (mut land, mut countries) = view.land(&whole_countries, &taken, (9.0, 14.0));
    if tiles.is_some() {
        // Tiles draw and name the countries themselves.
        land.retain(|shape| shape.is_area);
        countries.clear();
    }
    Some(MapView {
        tiles: tiles.map(|tiles| tile_views(&view, tiles)).unwrap_or_default(),
        land,
        countries,
        spots,
        scale: view.scale_bar(),
        n_unplaced,
        n_outside,
        window: window_text(view.window),
        moves: moves(&view, query),
    })
}

/// Pixels: the area grows with the number of events.
fn radius(cluster: &Cluster<'_>) -> f64 {
    (5.0 + 1.9 * (cluster.n_events as f64).sqrt()).min(24.0)
}

fn spot_view(cluster: &Cluster<'_>, view: &Frame, query: &EventQuery, taken: &mut Vec<Room>, nearest: f64) -> SpotView {
    let n_places = cluster.members.len();
    let wide = cluster.window.east - cluster.window.west;
    let tall = cluster.window.north - cluster.window.south;
    let nearer = n_places > 1 && (wide > nearest / 8.0 || tall > nearest / 8.0);
    let href = if nearer {
        let air = (wide.max(tall) * 0.6).max(nearest / 2.0);
        let window = Window {
            west: cluster.window.west - air,
            east: cluster.window.east + air,
            south: cluster.window.south - air,
            north: cluster.window.north + air,
        };
        query.link(&[("box", &window_text(window))])
    } else {
        query.link(&[("place", &cluster.spot.key.0)])
    };
    let name = match n_places {
        1 => cluster.spot.name.clone(),
        n => format!("{} and {} more", cluster.spot.name, n - 1),
    };
    let size = radius(cluster);
    let label = label(&cluster.spot.name, cluster.x, cluster.y, size, taken);
    let area = (cluster.spot.radius_km > 0.0 && !cluster.spot.is_country).then(|| {
        let degrees = cluster.spot.radius_km / 111.32;
        let squeeze = cluster.spot.latitude.to_radians().cos().max(0.05);
        let (right, _) = view.point(cluster.spot.longitude + degrees / squeeze, cluster.spot.latitude);
        let half = format!("{:.1}", (right - cluster.x).max(size + 3.0));
        (format!("{:.1}", cluster.x), format!("{:.1}", cluster.y), half.clone(), half)
    });
    let spots: Vec<String> = cluster.members.iter().map(|position| format!("s{position}")).collect();
    let commonest = cluster.by_class.iter().max_by_key(|(class, n)| (**n, std::cmp::Reverse(**class)));
    SpotView {
        spots: spots.join(" "),
        x: percent(cluster.x / WIDTH),
        y: percent(cluster.y / HEIGHT),
        radius: format!("{size:.1}"),
        area,
        name,
        label,
        place: shortened(&cluster.spot.name, LONGEST_LABEL),
        n_events: cluster.n_events,
        n_places,
        type_class: commonest.map_or("state", |(class, _)| *class),
        href,
    }
}

/// Right of the point, or left of it, where there is room. The pane is about two thirds of the drawing's width, so that a
/// letter takes eleven of its units.
fn label(name: &str, x: f64, y: f64, radius: f64, taken: &mut Vec<Room>) -> Option<(&'static str, String)> {
    let half = 5.5 * shortened(name, LONGEST_LABEL).chars().count() as f64;
    let aside = radius * 1.5 + 5.0;
    [("start", aside, aside + half), ("end", -aside, -aside - half)].into_iter().find_map(|(anchor, dx, middle)| {
        let room = Room::around(x + middle, y, half, 12.0);
        let free = room.left > 0.0 && room.right < WIDTH && room.is_free(taken);
        free.then(|| {
            taken.push(room);
            (anchor, format!("{:.1}", dx / 1.5))
        })
    })
}

/// `west,south,east,north` in degrees.
fn parse_window(text: &str) -> Option<Window> {
    let numbers: Vec<f64> = text.split(',').map(str::trim).map(str::parse).collect::<Result<_, _>>().ok()?;
    let [west, south, east, north] = *numbers.as_slice() else { return None };
    let sound = numbers.iter().all(|number| number.is_finite() && number.abs() <= 400.0);
    (sound && west < east && south < north).then_some(Window { west, south, east, north })
}

fn points<'a>(spots: impl Iterator<Item = (&'a Spot, usize)>) -> Vec<Weighted> {
    spots.map(|(spot, n_events)| Weighted { longitude: spot.longitude, latitude: spot.latitude, n_events }).collect()
}

/// As `west,south,east,north`, with as many digits as the map can show.
fn window_text(window: Window) -> String {
    format!("{:.3},{:.3},{:.3},{:.3}", window.west, window.south, window.east, window.north)
}

/// The tiles that a map shows.
fn tile_views(view: &Frame, tiles: &Tiles) -> Vec<TileView> {
    // Tiles of 256 pixels, shown at about that size in a pane of two thirds of the drawing.
    let zoom = ((view.scale / 256.0).log2().floor().clamp(0.0, 18.0)) as u32;
    let n_tiles = 1_i64 << zoom;
    let size = view.scale / n_tiles as f64;
    let across = |from: f64, length: f64| {
        let first = (from * n_tiles as f64).floor() as i64;
        let last = ((from + length / view.scale) * n_tiles as f64).floor() as i64;
        first..=last.min(first + 8)
    };
    let mut views = Vec::new();
    for row in across(view.top, HEIGHT).filter(|row| (0..n_tiles).contains(row)) {
        for column in across(view.left, WIDTH) {
            views.push(TileView {
                address: tiles.address(zoom, column.rem_euclid(n_tiles), row),
                x: format!("{:.2}", column as f64 * size - view.left * view.scale),
                y: format!("{:.2}", row as f64 * size - view.top * view.scale),
                // A hair wider, so that no seam shows.
                size: format!("{:.2}", size + 0.4),
            });
        }
    }
    views
}

/// Links that move the map.
fn moves(view: &Frame, query: &EventQuery) -> Vec<Move> {
    let (wide, tall) = (WIDTH / view.scale, HEIGHT / view.scale);
    // Each step as shares of the window: how far right, how far down, how much wider.
    let steps = [
        ("Zoom in", "+", 0.0, 0.0, 0.5),
        ("Zoom out", "−", 0.0, 0.0, 2.0),
        ("West", "←", -0.4, 0.0, 1.0),
        ("North", "↑", 0.0, -0.4, 1.0),
        ("South", "↓", 0.0, 0.4, 1.0),
        ("East", "→", 0.4, 0.0, 1.0),
    ];
    let mut moves: Vec<Move> = steps
        .into_iter()
        .map(|(name, sign, right, down, wider)| {
            let (x, y) = (view.left + wide * (0.5 + right), view.top + tall * (0.5 + down));
            let (west, north) = degrees(x - wide * wider / 2.0, (y - tall * wider / 2.0).max(0.0));
            let (east, south) = degrees(x + wide * wider / 2.0, (y + tall * wider / 2.0).min(1.0));
            let text = window_text(Window { west, east, south, north });
            Move { name, sign, href: query.link(&[("box", &text)]) }
        })
        .collect();
    moves.push(Move { name: "All of it", sign: "⤢", href: query.link(&[("box", "")]) });
    moves
}

#[cfg(test)]
mod tests {
    use super::{Tiles, parse_window};

    #[test]
    fn a_window_that_is_none_is_no_window() {
        for text in ["", "1,2,3", "a,b,c,d", "3,0,1,9", "NaN,0,1,1", "0,0,inf,1"] {
            assert!(parse_window(text).is_none(), "{text}");
        }
        assert!(parse_window("40,33,46,38").is_some());
    }

    #[test]
    fn tiles_come_from_a_web_address_and_cannot_widen_the_policy() {
        assert_eq!(Tiles::new("https://t.example/{z}/{x}/{y}.png?k=1").unwrap().origin(), "https://t.example");
        for wrong in ["https://t.example/{z}/{x}", "file:///{z}/{x}/{y}", "https://a; script-src *//{z}{x}{y}"] {
            assert!(Tiles::new(wrong).is_err(), "{wrong}");
        }
    }
}
