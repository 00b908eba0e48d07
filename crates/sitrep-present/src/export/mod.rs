//! The record in the forms that other programs read: one versioned struct per format, each in a file of its own.

mod acled_csv;
mod coded;
mod columns;
mod country;
mod csv;
mod decided;
mod error;
mod ftm_jsonl;
mod geojson;
mod jsonl;
mod parquet_file;
mod parquet_tables;
mod plover_codes;
mod plover_jsonl;
mod polecat_tsv;
mod record_v1;
mod table;
mod thrift;
mod timemap_json;
mod ucdp_csv;
mod verify;

pub use acled_csv::acled_csv;
pub use csv::csv;
pub use error::{ExportError, Misquotation};
pub use ftm_jsonl::ftm_jsonl;
pub use geojson::geojson;
pub use jsonl::jsonl;
pub use parquet_tables::{parquet, parquet_columns};
pub use plover_jsonl::plover_jsonl;
pub use polecat_tsv::polecat_tsv;
pub use record_v1::json;
pub use timemap_json::timemap_json;
pub use ucdp_csv::ucdp_csv;
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
    /// Events shaped like ACLED's file.
    AcledCsv,
    /// Deadly events shaped like UCDP's GED.
    UcdpCsv,
    /// Events shaped like PLOVER's JSON.
    PloverJsonl,
    /// Events shaped like POLECAT's tables.
    PolecatTsv,
    /// Events for the viewer timemap.
    TimemapJson,
    /// Everything as FollowTheMoney entities.
    FtmJsonl,
    /// Events, claims and documents as three Parquet tables.
    Parquet,
}

/// What a format writes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Written {
    /// One text.
    Text(String),
    /// Files, each with its name, for a folder.
    Files(Vec<(&'static str, Vec<u8>)>),
}

impl Written {
    /// The text; `None` where it is a folder of files.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Files(_) => None,
        }
    }
}

impl Format {
    /// Every format with the name it has on the command line and what it is.
    pub const ALL: &'static [(Self, &'static str, &'static str)] = &[
        (Self::Json, "json", "the whole record, one object (docs/formats/record.schema.json)"),
        (Self::Jsonl, "jsonl", "the whole record, one object a line"),
        (Self::Csv, "csv", "events, one a row"),
        (Self::Geojson, "geojson", "events as points on the map"),
        (Self::AcledCsv, "acled-csv", "events shaped like ACLED's file (31 columns)"),
        (Self::UcdpCsv, "ucdp-csv", "deadly events shaped like UCDP's GED (49 columns)"),
        (Self::PloverJsonl, "plover-jsonl", "events shaped like PLOVER's JSON, one a line"),
        (Self::PolecatTsv, "polecat-tsv", "events shaped like POLECAT's tables (40 columns)"),
        (Self::TimemapJson, "timemap-json", "events for Forensic Architecture's timemap"),
        (Self::FtmJsonl, "ftm-jsonl", "reports, actors, places and events as FollowTheMoney entities"),
        (Self::Parquet, "parquet", "events, claims and documents as Parquet tables, in a folder (-o)"),
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
pub fn export(record: &sitrep_types::Record, program_version: &str, format: Format) -> Result<Written, ExportError> {
    let text = match format {
        Format::Json => json(record, program_version),
        Format::Jsonl => jsonl(record, program_version),
        Format::Csv => csv(record),
        Format::Geojson => geojson(record),
        Format::AcledCsv => acled_csv(record),
        Format::UcdpCsv => ucdp_csv(record),
        Format::PloverJsonl => plover_jsonl(record),
        Format::PolecatTsv => polecat_tsv(record),
        Format::TimemapJson => timemap_json(record),
        Format::FtmJsonl => ftm_jsonl(record),
        Format::Parquet => return parquet(record).map(Written::Files),
    };
    text.map(Written::Text)
}
