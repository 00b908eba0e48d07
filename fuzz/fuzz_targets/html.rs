//! Pages, with and without structure.
#![no_main]

use sitrep_ingest::{Facts, IngestOptions, ingest_html};

libfuzzer_sys::fuzz_target!(|html: &str| {
    for max_html_depth in [500, 0] {
        let options = IngestOptions { max_html_depth, ..IngestOptions::default() };
        if let Ok(document) = ingest_html("input.html", html, &Facts::default(), &options) {
            for block in &document.blocks {
                assert!(block.span.slice(&document.text).is_some());
            }
        }
    }
});
