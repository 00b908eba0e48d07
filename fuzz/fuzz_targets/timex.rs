//! Time expressions of arbitrary text, read on an arbitrary day.
#![no_main]

use std::sync::OnceLock;

use libfuzzer_sys::fuzz_target;
use sitrep_timex::{Tagger, Tense, candidates, claim_meaning, resolve};
use sitrep_types::DateInterval;

static TAGGER: OnceLock<Option<Tagger>> = OnceLock::new();

fuzz_target!(|input: (u16, &str)| {
    let (day, text) = input;
    let Some(tagger) = TAGGER.get_or_init(|| Tagger::shipped().ok()) else { return };
    let years = 1000 + i16::try_from(day % 2000).unwrap_or_default();
    let anchor = format!("{years:04}-{:02}-{:02}", 1 + day % 12, 1 + day % 28)
        .parse()
        .map_or(DateInterval::UNKNOWN, DateInterval::day);
    let times = tagger.tag(text, &[], anchor, &|_| Tense::Unknown);
    let mut end = 0;
    for (index, time) in times.iter().enumerate() {
        assert!(time.span.slice(text).is_some_and(|words| !words.is_empty()));
        assert!(time.span.start >= end);
        end = time.span.end;
        if let (Some(first), Some(last)) = (time.interval.earliest, time.interval.latest) {
            assert!(first <= last && (1000..=2999).contains(&first.year()) && (1000..=2999).contains(&last.year()));
        }
        let Some(meaning) = claim_meaning(&times, index) else { continue };
        let _ = (resolve(&meaning, anchor, &[]), candidates(&meaning, anchor, 20));
    }
});
