//! Time expressions of arbitrary text.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use sitrep_timex::{Tagger, Tense};
use sitrep_types::DateInterval;

static TAGGER: OnceLock<Option<Tagger>> = OnceLock::new();

fuzz_target!(|text: &str| {
    let Some(tagger) = TAGGER.get_or_init(|| Tagger::shipped().ok()) else { return };
    for time in tagger.tag(text, &[], DateInterval::UNKNOWN, &|_| Tense::Unknown) {
        assert!(time.span.slice(text).is_some_and(|words| !words.is_empty()));
    }
});
