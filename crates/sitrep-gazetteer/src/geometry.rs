//! Distances and offsets on the globe.

/// Mean radius of the earth.
const EARTH_KM: f64 = 6371.0;

/// Great-circle distance between two points, each latitude and longitude in degrees (haversine).
#[must_use]
pub fn distance_km(from: (f64, f64), to: (f64, f64)) -> f64 {
    let (from_lat, from_lon) = (from.0.to_radians(), from.1.to_radians());
    let (to_lat, to_lon) = (to.0.to_radians(), to.1.to_radians());
    let chord = ((to_lat - from_lat) / 2.0).sin().powi(2)
        + from_lat.cos() * to_lat.cos() * ((to_lon - from_lon) / 2.0).sin().powi(2);
    2.0 * EARTH_KM * chord.sqrt().min(1.0).asin()
}

/// One of the eight directions that news give ("20 km south-west of Mosul").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names say it")]
pub enum Direction {
    North,
    NorthEast,
    East,
    SouthEast,
    South,
    SouthWest,
    West,
    NorthWest,
}

impl Direction {
    /// Reads "south", "southwestern", "south-west", "southward".
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let plain: String = word.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect();
        let stem =
            plain.strip_suffix("ern").or_else(|| plain.strip_suffix("wards")).or_else(|| plain.strip_suffix("ward"));
        match stem.unwrap_or(&plain) {
            "north" => Some(Self::North),
            "northeast" => Some(Self::NorthEast),
            "east" => Some(Self::East),
            "southeast" => Some(Self::SouthEast),
            "south" => Some(Self::South),
            "southwest" => Some(Self::SouthWest),
            "west" => Some(Self::West),
            "northwest" => Some(Self::NorthWest),
            _ => None,
        }
    }

    /// Degrees clockwise from north.
    #[must_use]
    pub const fn bearing(self) -> f64 {
        match self {
            Self::North => 0.0,
            Self::NorthEast => 45.0,
            Self::East => 90.0,
            Self::SouthEast => 135.0,
            Self::South => 180.0,
            Self::SouthWest => 225.0,
            Self::West => 270.0,
            Self::NorthWest => 315.0,
        }
    }
}

/// The point that lies so many kilometres in this direction.
#[must_use]
pub fn offset(from: (f64, f64), kilometres: f64, direction: Direction) -> (f64, f64) {
    let angle = kilometres / EARTH_KM;
    let bearing = direction.bearing().to_radians();
    let (lat, lon) = (from.0.to_radians(), from.1.to_radians());
    let to_lat = (lat.sin() * angle.cos() + lat.cos() * angle.sin() * bearing.cos()).clamp(-1.0, 1.0).asin();
    let to_lon = lon + (bearing.sin() * angle.sin() * lat.cos()).atan2(angle.cos() - lat.sin() * to_lat.sin());
    let wrapped = (to_lon.to_degrees() + 540.0).rem_euclid(360.0) - 180.0;
    (to_lat.to_degrees(), wrapped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_those_of_the_map() {
        // Mosul to Baghdad is about 355 km; the date line does not add a turn of the globe.
        assert!((distance_km((36.335, 43.119), (33.341, 44.401)) - 353.0).abs() < 5.0);
        assert!(distance_km((0.0, 179.9), (0.0, -179.9)) < 25.0);
    }

    #[test]
    fn offsets_lie_where_the_words_say() {
        let mosul = (36.335, 43.119);
        let there = offset(mosul, 20.0, Direction::South);
        assert!(there.0 < 36.16 && (there.1 - 43.119).abs() < 1e-6);
        assert!((distance_km(mosul, there) - 20.0).abs() < 0.01);
        assert_eq!(Direction::from_word("south-western"), Some(Direction::SouthWest));
        assert_eq!(Direction::from_word("southwards"), Some(Direction::South));
        assert_eq!(Direction::from_word("southpaw"), None);
    }
}
