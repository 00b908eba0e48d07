//! What holds for every text: no panic, spans on character boundaries, no dependence on the machine, bounded time.

use std::time::{Duration, Instant};

use jiff::civil::Date;
use proptest::prelude::*;
use sitrep_timex::{Tagger, Tense, anchors, bounds, candidates, claim_meaning, resolve};
use sitrep_types::{DateInterval, Direction, Precision, TimeMeaning};

fn tagger() -> &'static Tagger {
    static TAGGER: std::sync::LazyLock<Tagger> =
        std::sync::LazyLock::new(|| Tagger::shipped().expect("the shipped tables are well formed"));
    &TAGGER
}

fn anchor() -> impl Strategy<Value = DateInterval> {
    let date = (1000_i16..=2999, 1_i8..=12, 1_i8..=28)
        .prop_map(|(year, month, day)| Date::new(year, month, day).expect("days to the 28th exist"));
    (prop::option::of(date.clone()), prop::option::of(date)).prop_map(|(first, second)| match (first, second) {
        (Some(first), Some(second)) => DateInterval {
            earliest: Some(first.min(second)),
            latest: Some(first.max(second)),
            precision: Precision::Day,
        },
        (earliest, latest) => DateInterval { earliest, latest, precision: Precision::Day },
    })
}

/// Pieces that expressions are made of, so that random texts are full of them.
fn timely_text() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "on",
        "Tuesday",
        "last",
        "week",
        "the",
        "3",
        "31",
        "February",
        "29",
        "March",
        "1999",
        "2999",
        "1000",
        "May",
        "a",
        "year",
        "ago",
        "earlier",
        "quarter",
        "third",
        "first",
        "of",
        "12:30",
        "p.m.",
        "night",
        "from",
        "to",
        "between",
        "and",
        "Ramadan",
        "99999",
        "century",
        "19th",
        "1990s",
        "’90s",
        "two",
        "and a half",
        "hundred",
        "thousand",
        "days",
        "later",
        "since",
        "until",
        "é",
        "–",
        "-",
        ",",
        ".",
        "\n",
        "\u{a0}",
        "today",
        "14:05 GMT",
        "in its",
        "week",
        "New Year's Eve",
        "Easter",
        "weekend",
        "0",
        "centuries",
        "nineteen",
        "ninety-four",
        "1/2",
    ]);
    prop::collection::vec((pieces, prop::sample::select(vec![" ", " ", " ", "", "\n"])), 0..60)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(piece, gap)| [piece, gap]).collect())
}

/// A report with expressions of most kinds, to be damaged.
const REPORT: &str = "AMMAN, Feb. 3 (Own) — Gunmen shelled the depot at 4:30 a.m. on Tuesday, the third strike since \
    12 January 2017, residents said. In the past 24 hours at least 40 families left; 6,000 had fled by the end of \
    last month. \"We were told yesterday to go within two days,\" a baker, 52, said on Sunday. The siege, now in its \
    ninth week, began in the autumn of 2016, a year after the first truce and eight months before the second; talks \
    are to be held from 20 February to 3 March. Between 4 and 9 June 1999, in the early 1990s and again in the 19th \
    century the fort had burned. On Ashura, every Friday and on Eid there is no market. It will not open until May.";

/// What a slip of the pen or a broken file does to a text: pieces cut out, doubled, swapped in or cut into.
fn damaged_report() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "",
        "9",
        "31 February ",
        "\u{0}",
        "’",
        "”",
        "\n\n",
        "last ",
        "ago",
        "-",
        "2999",
        "é",
    ]);
    let edit = (any::<prop::sample::Index>(), 0_usize..24, piece, any::<bool>());
    prop::collection::vec(edit, 0..30).prop_map(|edits| {
        let mut text: Vec<char> = REPORT.chars().collect();
        for (at, length, piece, doubled) in edits {
            let start = at.index(text.len().max(1)).min(text.len());
            let end = (start + length).min(text.len());
            let mut filling: Vec<char> = piece.chars().collect();
            if doubled {
                let own: Vec<char> = text[start..end].to_vec();
                filling.extend(own.iter().chain(&own));
            }
            text.splice(start..end, filling);
        }
        text.into_iter().collect()
    })
}

fn check(text: &str, anchor: DateInterval) {
    let times = tagger().tag(text, &[], anchor, &|_| Tense::Unknown);
    let mut end = 0;
    for (index, time) in times.iter().enumerate() {
        let words = time.span.slice(text).expect("on character boundaries");
        assert!(!words.is_empty());
        assert!(time.span.start >= end, "expressions come in order and do not overlap");
        end = time.span.end;
        assert!(!time.value.is_empty());
        if let (Some(first), Some(last)) = (time.interval.earliest, time.interval.latest) {
            assert!(first <= last, "{words}: {first} to {last}");
            assert!((1000..=2999).contains(&first.year()) && (1000..=2999).contains(&last.year()));
        }
        assert_eq!(resolve(&time.meaning, anchor, &times), time.interval);
        let meaning = claim_meaning(&times, index).expect("the expression is there");
        let _ = (resolve(&meaning, anchor, &[]), bounds(&meaning), candidates(&meaning, anchor, 20));
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in ".{0,400}", anchor in anchor()) {
        check(&text, anchor);
    }

    #[test]
    fn texts_full_of_times_are_read(text in timely_text(), anchor in anchor()) {
        check(&text, anchor);
    }

    #[test]
    fn damaged_reports_are_read(text in damaged_report(), anchor in anchor()) {
        check(&text, anchor);
    }

    /// A meaning's plain bounds hold for every anchor.
    #[test]
    fn bounds_hold(
        weekday in 1_i8..=7, weeks in 0_i32..3, count in -20_i32..20, unit in 0_usize..6, year in 1000_i16..=2990,
        month in 1_i8..=12, day in 1_i8..=28,
    ) {
        let published = Date::new(year, month, day).expect("exists");
        let units = [Precision::Day, Precision::Week, Precision::Month, Precision::Season, Precision::Year, Precision::Decade];
        let direction = [Direction::Past, Direction::Future, Direction::Nearest][unit % 3];
        for meaning in [
            TimeMeaning::Weekday { weekday, direction, weeks: if unit % 3 == 2 { 0 } else { weeks }, precision: Precision::Day },
            TimeMeaning::Weekend { direction, weeks: if unit % 3 == 2 { 0 } else { weeks } },
            TimeMeaning::Unit { unit: units[unit], count },
        ] {
            let (least, most) = bounds(&meaning).expect("counted from the anchor");
            let found = resolve(&meaning, DateInterval::day(published), &[]);
            let days = |date: Date| i64::from(published.until(date).expect("in range").get_days());
            if let (Some(first), Some(last)) = (found.earliest, found.latest) {
                prop_assert!(least <= days(first) && days(last) <= most, "{meaning:?} at {published}: {found:?}");
            }
        }
    }

    /// Every anchor that fits an event is among those `anchors` gives, and its ends do fit.
    #[test]
    fn anchors_are_exact(weekday in 1_i8..=7, day in 1_i8..=28, month in 1_i8..=12, back in 0_i32..30) {
        let meaning = TimeMeaning::Weekday { weekday, direction: Direction::Past, weeks: 0, precision: Precision::Day };
        let event = DateInterval::day(Date::new(2017, month, day).expect("exists"));
        let start: Date = "2017-01-01".parse().expect("a date");
        let within = DateInterval {
            earliest: Some(start.checked_sub(jiff::Span::new().days(back)).expect("in range")),
            latest: Some("2018-03-01".parse().expect("a date")),
            precision: Precision::Year,
        };
        let fits = |published: Date| resolve(&meaning, DateInterval::day(published), &[]) == event;
        let by_search: Vec<Date> = within.earliest.expect("set").series(jiff::Span::new().days(1))
            .take_while(|date| Some(*date) <= within.latest).filter(|date| fits(*date)).collect();
        let found = anchors(&meaning, event, within);
        prop_assert_eq!(found.and_then(|found| found.earliest), by_search.first().copied());
        prop_assert_eq!(found.and_then(|found| found.latest), by_search.last().copied());
    }
}

/// Bytes without order, read as text: xorshift64, so that the same ones come out everywhere.
fn noise(bytes: usize) -> String {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let next = std::iter::from_fn(|| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        Some(state.to_le_bytes())
    });
    let bytes: Vec<u8> = next.flatten().take(bytes).collect();
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn a_megabyte_of_anything_is_read_in_bounded_time() {
    let sources = [
        "a".repeat(1 << 20),
        "1 ".repeat(1 << 19),
        "on Tuesday ".repeat(95_000),
        "the first quarter a year earlier ".repeat(31_000),
        "two hundred thousand and ".repeat(41_000),
        " ".repeat(1 << 20),
        "\u{1F4A5}é–".repeat(110_000),
        "10.10.10.10.".repeat(87_000),
        noise(1 << 20),
        REPORT.repeat((1 << 20) / REPORT.len()),
        REPORT.replace(' ', "  ").repeat((1 << 19) / REPORT.len()),
        "in the past 24 hours before the end of last ".repeat(23_000),
    ];
    for text in sources {
        let start = Instant::now();
        check(&text, DateInterval::day("2017-03-09".parse().expect("a date")));
        assert!(start.elapsed() < Duration::from_secs(60), "{}…", &text[..text.len().min(20)].escape_debug());
    }
}

#[test]
fn impossible_dates_become_no_date_and_say_so() {
    for text in
        ["It fell on 31 February 2017.", "It fell on February 30.", "On 31 April they left.", "29 February 2015"]
    {
        let tagged = tagger().tag_with_remarks(text, &[], DateInterval::UNKNOWN, &|_| Tense::Unknown);
        assert!(tagged.times.is_empty(), "{text}: {:?}", tagged.times);
        assert_eq!(tagged.diagnostics.len(), 1, "{text}");
    }
}

#[test]
fn every_year_from_1000_to_2999_is_read_in_full_dates() {
    for year in (1000..=2999).step_by(7) {
        let text = format!("It fell on 2 January {year}.");
        let times = tagger().tag(&text, &[], DateInterval::UNKNOWN, &|_| Tense::Unknown);
        let expected = format!("{year:04}-01-02");
        assert_eq!(times.iter().map(|time| time.value.as_str()).collect::<Vec<_>>(), [expected.as_str()], "{text}");
    }
}

/// The same text gives the same answer in any time zone and locale: set where the C library would look for them.
#[test]
fn nothing_depends_on_the_machine() {
    let text = "On Tuesday, last week, now, at noon, yesterday and in March.";
    let published = DateInterval::day("2017-03-09".parse().expect("a date"));
    let here = format!("{:?}", tagger().tag(text, &[], published, &|_| Tense::Unknown));
    let executable = std::env::current_exe().expect("this test");
    if std::env::var_os("SITREP_TIMEX_PRINT").is_some() {
        println!("RESULT {here}");
        return;
    }
    for (zone, locale) in [("Pacific/Kiritimati", "ar_EG.UTF-8"), ("America/Adak", "th_TH.UTF-8"), ("", "C")] {
        let output = std::process::Command::new(&executable)
            .args(["nothing_depends_on_the_machine", "--exact", "--nocapture"])
            .envs([("TZ", zone), ("LC_ALL", locale), ("LANG", locale), ("SITREP_TIMEX_PRINT", "1")])
            .output()
            .expect("the test runs itself");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        assert!(printed.contains(&format!("RESULT {here}")), "{zone} {locale}: {printed}");
    }
}
