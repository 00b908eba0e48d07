//! A user's own places: a GeoNames country dump, a CSV or a GeoJSON file.
//!
//! A file is taken as a whole or not at all: one bad line refuses it, and the message names the lines. It is read by
//! its extension:
//!
//! - `.txt`, `.tsv`: a GeoNames dump as downloaded ("IQ.txt"): nineteen tab-separated columns, no header;
//! - `.csv`: a header with `name`, `latitude`, `longitude` and, as wanted, `country` (ISO 3166 alpha-2), `admin1`
//!   (GeoNames code, "15"), `kind` (a word of the tables: village, district, facility, road, …), `population`,
//!   `geonameid`, `also` (other names parted by `|`);
//! - `.geojson`, `.json`: a FeatureCollection of points with the same names as properties.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::error::GazetteerError;
use crate::feature::Feature;
use crate::gazetteer::Gazetteer;
use crate::pack::{self, RawPlace};

mod csv;
mod geojson;
mod geonames;

/// Largest file taken: GeoNames' largest country dumps (China, United States) have less than 400 MB.
pub const LARGEST_BYTES: u64 = 512 << 20;
/// Most places of a file.
pub const MOST_PLACES: usize = 1_000_000;
/// So many bad lines are named before reading stops.
const NAMED_FAULTS: usize = 10;
/// Longest name or list of other names, in bytes; more is no name.
const LONGEST_NAME: usize = 400;

/// The places of a user's file, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct UserPlaces {
    /// The places.
    pub places: Vec<RawPlace>,
}

/// What is wrong with a file: each fault with its line or feature.
#[derive(Default)]
struct Faults {
    named: Vec<String>,
    count: usize,
}

impl Faults {
    fn add(&mut self, place: &str, number: usize, problem: &str) {
        self.count += 1;
        if self.named.len() < NAMED_FAULTS {
            self.named.push(format!("{place} {number}: {problem}"));
        }
    }

    fn many(&self) -> bool {
        self.count >= 1000
    }
}

/// Reads and checks a user's file.
///
/// # Errors
/// Where it cannot be read, or anything in it is not as it must be; the message names the lines and says what to do.
pub fn read(path: &Path) -> Result<UserPlaces, GazetteerError> {
    let unreadable = |source| GazetteerError::Unreadable { path: path.to_owned(), source };
    let refused = |problem: String| GazetteerError::Refused { path: path.to_owned(), problem };
    let file = fs::File::open(path).map_err(unreadable)?;
    let size = file.metadata().map_err(unreadable)?.len();
    let too_large = || {
        refused(format!(
            "more than {} MB; hint: take the dumps of the countries that you need instead of allCountries.txt",
            LARGEST_BYTES >> 20
        ))
    };
    if size > LARGEST_BYTES {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    file.take(LARGEST_BYTES + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > LARGEST_BYTES {
        return Err(too_large());
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let line = error.as_bytes()[..error.utf8_error().valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
        refused(format!("line {line}: not UTF-8; hint: save the file as UTF-8"))
    })?;
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default().to_ascii_lowercase();
    read_text(&text, &extension).map_err(refused)
}

/// Checks a text with the extension of its file.
///
/// # Errors
/// A message with the lines that are wrong.
pub fn read_text(text: &str, extension: &str) -> Result<UserPlaces, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if let Some(position) = text.find('\0') {
        let line = text[..position].matches('\n').count() + 1;
        return Err(format!("line {line}: holds a zero byte; hint: this is not a text file, or it is UTF-16"));
    }
    let mut faults = Faults::default();
    let places = match extension {
        "txt" | "tsv" => geonames::read(text, &mut faults),
        "csv" => csv::read(text, &mut faults)?,
        "geojson" | "json" => geojson::read(text, &mut faults)?,
        _ => return Err("the extension must be .txt (GeoNames dump), .csv or .geojson".to_owned()),
    };
    if faults.count > 0 {
        let more = faults.count - faults.named.len();
        let rest = if more > 0 { format!("\n  and {more} more") } else { String::new() };
        return Err(format!("refused, nothing was taken over:\n  {}{rest}", faults.named.join("\n  ")));
    }
    if places.is_empty() {
        return Err("holds no place".to_owned());
    }
    if places.len() > MOST_PLACES {
        return Err(format!("holds {} places, at most {MOST_PLACES} are taken", places.len()));
    }
    pack::pack(places.clone()).map_err(|error| error.to_string())?;
    Ok(UserPlaces { places })
}

/// Checks a user's file and copies it into a folder of gazetteers (of the machine or of a project); how many places it
/// holds. A file of the same name is replaced only once the new one has been written in full.
///
/// # Errors
/// As [`read`]; also where the folder cannot be written. The folder is as it was then.
pub fn install(path: &Path, folder: &Path) -> Result<usize, GazetteerError> {
    let places = read(path)?.places.len();
    let unreadable = |source| GazetteerError::Unreadable { path: path.to_owned(), source };
    let name = path
        .file_name()
        .ok_or_else(|| GazetteerError::Refused { path: path.to_owned(), problem: "has no file name".to_owned() })?;
    fs::create_dir_all(folder).map_err(unreadable)?;
    let target = folder.join(name);
    let mut partial = target.clone().into_os_string();
    partial.push(".partial");
    fs::copy(path, &partial).map_err(unreadable)?;
    fs::rename(&partial, &target).map_err(unreadable)?;
    Ok(places)
}

/// The gazetteer files of a folder, by name; a folder that is not there holds none.
#[must_use]
pub fn installed(folder: &Path) -> Vec<PathBuf> {
    let Ok(listing) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = listing.filter_map(Result::ok).map(|entry| entry.path()).collect();
    paths.retain(|path| {
        path.extension().is_some_and(|e| ["txt", "tsv", "csv", "geojson", "json"].iter().any(|known| e == *known))
    });
    paths.sort();
    paths
}

impl Gazetteer {
    /// Lays every gazetteer file of a folder on top, in the order of their names; a folder that is not there holds
    /// none.
    ///
    /// # Errors
    /// Where a file is not as it must be; see [`read`].
    pub fn add_folder(&mut self, folder: &Path) -> Result<usize, GazetteerError> {
        let paths = installed(folder);
        // All files are checked before the first is taken over.
        let read: Vec<UserPlaces> = paths.iter().map(|path| read(path)).collect::<Result<_, _>>()?;
        for places in read {
            self.add(places)?;
        }
        Ok(paths.len())
    }
}

/// What a row of any format says of a place, before it is checked.
#[derive(Default)]
struct RawRow<'a> {
    name: &'a str,
    latitude: Option<f64>,
    longitude: Option<f64>,
    country: &'a str,
    admin1: &'a str,
    kind: Option<Feature>,
    population: &'a str,
    geonameid: &'a str,
    also: Vec<&'a str>,
}

/// Checks a row; the message says what is wrong with it.
fn check(row: &RawRow<'_>) -> Result<RawPlace, String> {
    let name = row.name.trim();
    if name.is_empty() || name.len() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err("the name is empty, too long or holds control characters".to_owned());
    }
    let degrees = |value: Option<f64>, limit: f64, what: &str| match value {
        Some(value) if value.is_finite() && value.abs() <= limit => Ok(value),
        Some(value) => Err(format!("{what} {value} does not lie in -{limit}..{limit}")),
        None => Err(format!("{what} is not a number")),
    };
    let latitude = degrees(row.latitude, 90.0, "latitude")?;
    let longitude = degrees(row.longitude, 180.0, "longitude")?;
    let country = row.country.trim();
    let country = match country.as_bytes() {
        [] => *b"--",
        [a, b] if a.is_ascii_alphabetic() && b.is_ascii_alphabetic() => {
            [a.to_ascii_uppercase(), b.to_ascii_uppercase()]
        }
        _ => return Err(format!("country \"{country}\" is not a code of two letters (ISO 3166)")),
    };
    let number = |text: &str, what: &str| match text.trim() {
        "" => Ok(0),
        digits => digits.parse::<u64>().map_err(|_| format!("{what} \"{digits}\" is not a whole number")),
    };
    let population = number(row.population, "population")?.min(50_000_000_000);
    let geonameid =
        u32::try_from(number(row.geonameid, "geonameid")?).map_err(|_| "geonameid is too large".to_owned())?;
    let admin1 = row.admin1.trim();
    if admin1.len() > 20 || !admin1.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(format!("admin1 \"{admin1}\" is not a GeoNames code"));
    }
    let division = match std::str::from_utf8(&country) {
        Ok(country) if !admin1.is_empty() && country != "--" => format!("{country}.{admin1}"),
        _ => String::new(),
    };
    Ok(RawPlace {
        feature: row.kind.unwrap_or(Feature::City),
        geonameid,
        name: name.to_owned(),
        others: row
            .also
            .iter()
            .map(|other| other.trim())
            .filter(|other| !other.is_empty() && other.len() <= LONGEST_NAME)
            .map(str::to_owned)
            .collect(),
        latitude,
        longitude,
        country,
        division,
        population,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const GEONAMES: &str = "444\tGogjali\tGogjali\tKokjali,Gogali\t36.34\t43.25\tP\tPPL\tIQ\t\t15\t\t\t\t800\t\t\tAsia/Baghdad\t2020-01-01\n";

    #[test]
    fn each_format_gives_the_same_place() {
        let csv = "name,latitude,longitude,country,admin1,kind,population,geonameid,also\n\
            \"Gogjali\",36.34,43.25,iq,15,city,800,444,Kokjali|Gogali\n";
        let geojson = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Point",
            "coordinates":[43.25,36.34]},"properties":{"name":"Gogjali","country":"IQ","admin1":"15","population":800,
            "geonameid":444,"also":"Kokjali|Gogali"}}]}"#;
        let places = read_text(GEONAMES, "txt").unwrap();
        assert_eq!(read_text(csv, "csv").unwrap(), places);
        assert_eq!(read_text(geojson, "geojson").unwrap(), places);
    }

    #[test]
    fn a_bad_line_refuses_the_file_and_is_named() {
        for (text, extension, expected) in [
            ("444\tGogjali\n", "txt", "line 1: 2 columns, a GeoNames dump has 19"),
            ("name,latitude,longitude\nA,1,2\nB,NaN,3\n", "csv", "line 3: latitude NaN does not lie in -90..90"),
            ("name,latitude,longitude\nA,1,2\nB,91,3\n", "csv", "line 3: latitude 91"),
            ("name,latitude\nA,1\n", "csv", "line 1: the header has no column \"longitude\""),
            ("name,latitude,longitude\nA,1\n", "csv", "line 2: 2 fields, the header has 3"),
            ("name,latitude,longitude,country\nA,1,2,Iraq\n", "csv", "line 2: country \"Iraq\""),
            ("name,latitude,longitude\n\"A,1,2\n", "csv", "line 2: a quotation mark is not closed"),
            ("{\"type\":\"FeatureCollection\",\n\"features\":[}", "geojson", "line 2"),
            ("a\0b", "csv", "line 1: holds a zero byte"),
            ("name,latitude,longitude\n", "csv", "holds no place"),
            ("x", "exe", "the extension must be"),
        ] {
            let message = read_text(text, extension).expect_err(text);
            assert!(message.contains(expected), "{text:?}: {message}");
        }
    }

    #[test]
    fn wrong_encoding_is_refused_and_nothing_is_installed() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mine.csv");
        fs::write(&file, b"name,latitude,longitude\nM\xfcnchen,48,11\n").unwrap();
        let installed = folder.path().join("installed");
        let message = install(&file, &installed).unwrap_err().to_string();
        assert!(message.contains("line 2: not UTF-8"), "{message}");
        assert!(!installed.exists());
    }

    #[test]
    fn a_users_place_wins_where_it_is_more_precise() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("mine.csv");
        let text = "name,latitude,longitude,country,admin1,kind\nMosul,36.34,43.13,IQ,15,city\nBab Sinjar,36.35,43.1,IQ,15,district\n";
        fs::write(&file, text).unwrap();
        install(&file, folder.path().join("g").as_path()).unwrap();
        let mut gazetteer = Gazetteer::shipped().unwrap();
        assert_eq!(gazetteer.add_folder(&folder.path().join("g")).unwrap(), 1);
        let mosul = &gazetteer.candidates("Mosul")[0];
        assert_eq!((mosul.latitude, mosul.longitude), (36.34, 43.13));
        assert_eq!(gazetteer.candidates("Bab Sinjar")[0].admin1.as_deref(), Some("Nineveh"));
    }
}
