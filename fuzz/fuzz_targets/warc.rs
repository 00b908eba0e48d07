//! Archives.
#![no_main]

use sitrep_ingest::{IngestOptions, ingest_bytes};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    ingest_bytes("input.warc", bytes, &IngestOptions::default(), &mut |_| {});
});
