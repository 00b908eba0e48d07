//! Plain text and Markdown: every copied byte is the input's.
#![no_main]

use sitrep_ingest::ingest_text;

libfuzzer_sys::fuzz_target!(|text: &str| {
    for name in ["input.txt", "input.md"] {
        let document = ingest_text(name, text);
        for segment in &document.source_map.segments {
            if segment.clean.len() == segment.input.len() {
                assert_eq!(segment.clean.slice(&document.text), segment.input.slice(text));
            }
        }
    }
});
