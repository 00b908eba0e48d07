//! The record in the forms that other programs read: one versioned struct per format, each in a file of its own.

mod csv;
mod error;
mod geojson;
mod jsonl;
mod record_v1;
mod table;
mod verify;

pub use csv::csv;
pub use error::ExportError;
pub use geojson::geojson;
pub use jsonl::jsonl;
pub use record_v1::json;
pub use verify::verify;

/// What to write a record as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The published contract, one object: `docs/formats/record.schema.json`.
    Json,
    /// One object a line, each with its `record_kind`.
    Jsonl,
    /// Events, one a row.
    Csv,
    /// Events as points.
    Geojson,
}

impl Format {
    /// Every format with the name it has on the command line and what it is.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Json, "json", "the whole record, one object (docs/formats/record.schema.json)"),
        (Self::Jsonl, "jsonl", "the whole record, one object a line"),
        (Self::Csv, "csv", "events, one a row"),
        (Self::Geojson, "geojson", "events as points on the map"),
    ];

    /// The format of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known, _)| *known == name).map(|(format, ..)| *format)
    }
}

/// Writes a record in a format; `program_version` is that of sitrep.
///
/// # Errors
/// When evidence of the record does not stand in its document's text, which no format may hide.
pub fn export(record: &sitrep_types::Record, program_version: &str, format: Format) -> Result<String, ExportError> {
    match format {
        Format::Json => json(record, program_version),
        Format::Jsonl => jsonl(record, program_version),
        Format::Csv => csv(record),
        Format::Geojson => geojson(record),
    }
}
