//! A table as a Parquet file (<https://parquet.apache.org/docs/file-format/>) that every Arrow reader opens.
//!
//! Only what these tables need: one row group, a page a column, plain values, gzip. The `parquet` crate would add a minute of
//! compiling and a dozen crates for it; `tests/readback` opens the files with another implementation.

use std::io::Write;

use flate2::{Compression, GzBuilder};
use jiff::civil::Date;

use super::columns::{Column, Values};
use super::thrift::{Struct, varint};

/// Begins and ends every file.
const MAGIC: &[u8] = b"PAR1";

/// Physical types.
mod physical {
    pub const BOOLEAN: i32 = 0;
    pub const INT32: i32 = 1;
    pub const INT64: i32 = 2;
    pub const DOUBLE: i32 = 5;
    pub const BYTE_ARRAY: i32 = 6;
}

/// What values of a physical type mean (`ConvertedType`).
mod converted {
    pub const UTF8: i32 = 0;
    pub const LIST: i32 = 3;
    pub const DATE: i32 = 6;
}

/// Whether a field is there once, perhaps, or any number of times.
mod repetition {
    pub const REQUIRED: i32 = 0;
    pub const OPTIONAL: i32 = 1;
    pub const REPEATED: i32 = 2;
}

const PLAIN: i32 = 0;
const RLE: i32 = 3;
const GZIP: i32 = 2;
const DATA_PAGE: i32 = 0;

/// A column as the file keeps it.
struct Page {
    /// Values with those that are not there.
    n_values: usize,
    /// Levels and values.
    body: Vec<u8>,
}

/// Writes a table; equal tables are equal bytes.
///
/// # Errors
/// Where a column is larger than the format can tell of (two gigabytes).
pub fn write(columns: &[Column], n_rows: usize) -> Result<Vec<u8>, String> {
    let mut file = MAGIC.to_vec();
    let mut chunks = Vec::new();
    let mut total = 0;
    for column in columns {
        let start = file.len();
        let page = page(&column.values);
        let packed = gzip(&page.body)?;
        let size = |bytes: usize| i32::try_from(bytes).map_err(|_| format!("the column {} is too large", column.name));
        let values = Struct::default().int(1, size(page.n_values)?).int(2, PLAIN).int(3, RLE).int(4, RLE);
        let header = Struct::default().int(1, DATA_PAGE).int(2, size(page.body.len())?).int(3, size(packed.len())?);
        let header = header.nested(5, values).done();
        file.extend(&header);
        file.extend(&packed);
        let unpacked = header.len() + page.body.len();
        total += unpacked;
        let path: &[&str] = if matches!(column.values, Values::List(_)) { &["list", "element"] } else { &[] };
        let about = Struct::default()
            .int(1, physical_type(&column.values))
            .ints(2, &[PLAIN, RLE])
            .texts(3, &[&[column.name], path].concat())
            .int(4, GZIP)
            .long(5, long(page.n_values))
            .long(6, long(unpacked))
            .long(7, long(file.len() - start))
            .long(9, long(start));
        chunks.push(Struct::default().long(2, long(start)).nested(3, about));
    }
    let group = Struct::default().structs(1, chunks).long(2, long(total)).long(3, long(n_rows));
    let root = Struct::default().text(4, "sitrep").int(5, i32::try_from(columns.len()).unwrap_or(0));
    let schema = std::iter::once(root).chain(columns.iter().flat_map(schema)).collect();
    let about = Struct::default().int(1, 1).structs(2, schema).long(3, long(n_rows)).structs(4, vec![group]);
    let footer = about.text(6, "sitrep").done();
    file.extend(&footer);
    file.extend(u32::try_from(footer.len()).map_err(|_| "too many columns".to_owned())?.to_le_bytes());
    file.extend(MAGIC);
    Ok(file)
}

/// The elements of the schema that a column takes.
fn schema(column: &Column) -> Vec<Struct> {
    let element =
        |kind: i32, repetition: i32, name: &str| Struct::default().int(1, kind).int(3, repetition).text(4, name);
    let kind = physical_type(&column.values);
    match column.values {
        Values::Text(_) => vec![element(kind, repetition::OPTIONAL, column.name).int(6, converted::UTF8)],
        Values::List(_) => vec![
            Struct::default().int(3, repetition::REQUIRED).text(4, column.name).int(5, 1).int(6, converted::LIST),
            Struct::default().int(3, repetition::REPEATED).text(4, "list").int(5, 1),
            element(kind, repetition::REQUIRED, "element").int(6, converted::UTF8),
        ],
        Values::Day(_) => vec![element(kind, repetition::OPTIONAL, column.name).int(6, converted::DATE)],
        Values::Int(_) | Values::Real(_) => vec![element(kind, repetition::OPTIONAL, column.name)],
        Values::Flag(_) => vec![element(kind, repetition::REQUIRED, column.name)],
    }
}

const fn physical_type(values: &Values) -> i32 {
    match values {
        Values::Text(_) | Values::List(_) => physical::BYTE_ARRAY,
        Values::Day(_) => physical::INT32,
        Values::Int(_) => physical::INT64,
        Values::Real(_) => physical::DOUBLE,
        Values::Flag(_) => physical::BOOLEAN,
    }
}

fn page(values: &Values) -> Page {
    match values {
        Values::Text(rows) => optional(rows, |text, body| put_text(body, text)),
        Values::Day(rows) => optional(rows, |day, body| body.extend(days_since_1970(*day).to_le_bytes())),
        Values::Int(rows) => optional(rows, |number, body| body.extend(number.to_le_bytes())),
        Values::Real(rows) => optional(rows, |number, body| body.extend(number.to_le_bytes())),
        Values::Flag(rows) => {
            let bits = |chunk: &[bool]| chunk.iter().enumerate().fold(0, |byte, (at, &bit)| byte | u8::from(bit) << at);
            Page { n_values: rows.len(), body: rows.chunks(8).map(bits).collect() }
        }
        Values::List(rows) => {
            // Repeated: the element belongs to the row of the one before it. Present: the row has an element at all.
            let lengths = || rows.iter().map(Vec::len);
            let repeated = lengths().flat_map(|len| (0..len.max(1)).map(|at| at > 0));
            let present = lengths().flat_map(|len| (0..len.max(1)).map(move |_| len > 0));
            let mut body = Vec::new();
            put_levels(&mut body, repeated);
            put_levels(&mut body, present);
            rows.iter().flatten().for_each(|text| put_text(&mut body, text));
            Page { n_values: lengths().map(|len| len.max(1)).sum(), body }
        }
    }
}

/// Which rows have a value, then the values.
fn optional<T>(rows: &[Option<T>], put: impl Fn(&T, &mut Vec<u8>)) -> Page {
    let mut body = Vec::new();
    put_levels(&mut body, rows.iter().map(Option::is_some));
    rows.iter().flatten().for_each(|value| put(value, &mut body));
    Page { n_values: rows.len(), body }
}

/// Levels of 0 and 1 as runs of equal ones, behind their length in bytes.
fn put_levels(body: &mut Vec<u8>, levels: impl Iterator<Item = bool>) {
    let mut runs = Vec::new();
    let mut run: (bool, u64) = (false, 0);
    for level in levels {
        if level != run.0 && run.1 > 0 {
            put_run(&mut runs, run);
            run.1 = 0;
        }
        run = (level, run.1 + 1);
    }
    put_run(&mut runs, run);
    body.extend(u32::try_from(runs.len()).unwrap_or(u32::MAX).to_le_bytes());
    body.extend(runs);
}

fn put_run(runs: &mut Vec<u8>, (level, length): (bool, u64)) {
    if length > 0 {
        varint(runs, length << 1);
        runs.push(u8::from(level));
    }
}

fn put_text(body: &mut Vec<u8>, text: &str) {
    body.extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
    body.extend(text.as_bytes());
}

fn days_since_1970(day: Date) -> i32 {
    Date::constant(1970, 1, 1).until(day).map_or(0, |span| span.get_days())
}

/// Without a time or the name of a system in its header, so that equal tables are equal bytes.
fn gzip(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let mut encoder = GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::default());
    encoder.write_all(bytes).and_then(|()| encoder.finish()).map_err(|error| error.to_string())
}

fn long(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
