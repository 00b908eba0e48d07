//! The Parquet tables: their frame, and that the page documents them. `tests/readback` opens them with other readers.

use sitrep_present::export::{parquet, parquet_columns};
use sitrep_types::Record;

use crate::sample;

#[test]
fn a_file_begins_and_ends_as_the_format_says() {
    for record in [sample::sample(), Record::default()] {
        let tables = parquet(&record).expect("the sample can be written");
        assert_eq!(tables.len(), 3);
        for (name, file) in tables {
            assert!(file.starts_with(b"PAR1") && file.ends_with(b"PAR1"), "{name}");
            let length: [u8; 4] = file[file.len() - 8..file.len() - 4].try_into().expect("four bytes");
            let length = usize::try_from(u32::from_le_bytes(length)).expect("small");
            let footer = &file[file.len() - 8 - length..file.len() - 8];
            // Version 1, then the schema as a list of structs.
            assert_eq!(footer[..3], [0x15, 2, 0x19], "{name}");
            assert_eq!(footer.last(), Some(&0), "{name}: the struct is closed");
        }
    }
}

#[test]
fn equal_records_are_equal_bytes() {
    assert_eq!(parquet(&sample::sample()).expect("written"), parquet(&sample::sample()).expect("written"));
}

#[test]
fn the_documented_columns_are_those_of_the_files() {
    let page = include_str!("../../../../docs/formats/exports.md");
    for (name, columns) in parquet_columns() {
        let (_, rest) = page.split_once(&format!("**`{name}`**")).unwrap_or_else(|| panic!("{name} is not documented"));
        let told = rest.split("\n\n").next().unwrap_or_default();
        let told: Vec<&str> = told.split('`').skip(1).step_by(2).collect();
        assert_eq!(told, columns, "{name}");
    }
}
