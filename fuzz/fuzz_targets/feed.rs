//! RSS and Atom.
#![no_main]

use sitrep_ingest::{IngestOptions, ingest_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    ingest_bytes("input.xml", bytes, &IngestOptions::default(), &mut |_| {});
});
