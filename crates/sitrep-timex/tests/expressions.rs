//! What careful readers of reports take from time expressions: text, day of publication, the days that must come out.

use sitrep_timex::{Tagger, Tense, claim_meaning, resolve};
use sitrep_types::DateInterval;

fn tagger() -> &'static Tagger {
    static TAGGER: std::sync::LazyLock<Tagger> =
        std::sync::LazyLock::new(|| Tagger::shipped().expect("the shipped tables are well formed"));
    &TAGGER
}

/// The days that the expression in brackets gives what it dates.
fn days(published: &str, marked: &str) -> String {
    let text = marked.replace(['[', ']'], "");
    let (start, end) = (marked.find('[').expect("marked"), marked.find(']').expect("marked"));
    let words = &marked[start + 1..end];
    let anchor = published.parse().map_or(DateInterval::UNKNOWN, DateInterval::day);
    let times = tagger().tag(&text, &[], anchor, &|_| Tense::Unknown);
    let Some(index) = times.iter().position(|time| time.span.slice(&text) == Some(words)) else {
        return format!("not found among {:?}", times.iter().map(|time| time.span.slice(&text)).collect::<Vec<_>>());
    };
    let interval = claim_meaning(&times, index).map_or(DateInterval::UNKNOWN, |meaning| resolve(&meaning, anchor, &[]));
    let side = |date: Option<jiff::civil::Date>| date.map_or_else(|| "?".to_owned(), |date| date.to_string());
    format!("{}..{}", side(interval.earliest), side(interval.latest))
}

#[test]
fn a_careful_reader_gets_these_days() {
    for (published, marked, expected) in [
        ("2017-03-09", "They raided the museum [overnight].", "2017-03-08..2017-03-09"),
        ("2017-03-09", "Shells fell on [Thursday].", "2017-03-09..2017-03-09"),
        ("2024-03-05", "It is the fifth hit since [the previous Thursday].", "2024-02-29..2024-03-05"),
        ("2018-11-13", "They took the May 22 hospital at [the weekend].", "2018-11-10..2018-11-11"),
        ("2017-03-09", "The retaking came [last week].", "2017-02-27..2017-03-05"),
        ("2024-07-01", "Thousands have fled since [Saturday].", "2024-06-29..2024-07-01"),
        ("2024-04-10", "Two strikes were verified in [the first week of March].", "2024-03-01..2024-03-07"),
        ("2025-06-13", "Between [4] and 9 June 61 people were hurt.", "2025-06-04..2025-06-09"),
        ("2017-03-09", "They held it from [Monday] to Wednesday.", "2017-03-06..2017-03-08"),
        ("2017-03-07", "They held it from [Friday] to Sunday.", "2017-03-03..2017-03-05"),
        ("2017-03-06", "They held it from [Saturday] until dawn on Monday.", "2017-03-04..2017-03-06"),
        ("2017-06-13", "The siege is in [its third week].", "2017-05-24..2017-06-13"),
        ("2016-11-01", "They have held the city since [the summer of 2014].", "2014-06-01..2016-11-01"),
        ("2024-10-29", "They have fled since [20 October].", "2024-10-20..2024-10-29"),
        ("2016-11-01", "The offensive began [more than two weeks ago].", "2016-10-14..2016-10-17"),
        ("2024-04-24", "They walked in [barely two weeks ago].", "2024-04-11..2024-04-14"),
        ("2021-07-11", "[Twenty-six years ago today] the troops came.", "1995-07-11..1995-07-11"),
        ("", "On [New Year's Eve 1994] the brigade drove in.", "1994-12-31..1994-12-31"),
        (
            "2023-03-28",
            "A bomb was found; the group had planned it for [Monday] evening.",
            "not found among [Some(\"Monday evening\")]",
        ),
        ("2016-07-10", "Attacks rose during [Ramadan].", "2016-06-06..2016-07-07"),
        ("2023-01-20", "The truce was broken on [Orthodox Christmas].", "2023-01-07..2023-01-07"),
        (
            "2022-03-02",
            "They came on 1 March, and by [the next afternoon] stood at the door.",
            "2022-03-02..2022-03-02",
        ),
        (
            "2023-01-27",
            "Rites were said on Thursday for men killed [two days before] by a bomb.",
            "2023-01-24..2023-01-24",
        ),
        ("2017-03-09", "It was launched on [February 19].", "2017-02-19..2017-02-19"),
        ("", "It was launched on [February 19].", "?..?"),
        ("2016-12-06", "712 have died since [May].", "2016-05-01..2016-12-06"),
        ("2018-11-13", "They want to cut the road before [the end of the week].", "2018-11-13..2018-11-18"),
        ("2021-11-12", "They could launch drones as early as [Friday].", "2021-11-12..2021-11-12"),
        ("2022-11-14", "They loaded canvases between [31 October] and 3 November.", "2022-10-31..2022-11-03"),
        ("2017-03-09", "“They attacked us [yesterday],” a colonel said on Tuesday.", "2017-03-06..2017-03-06"),
        (
            "2017-03-09",
            "A colonel told reporters on Tuesday: “They attacked us [last night].”",
            "2017-03-06..2017-03-07",
        ),
        ("2017-03-09", "They attacked [yesterday], a colonel said.", "2017-03-08..2017-03-08"),
        ("2023-05-22", "It has been held since [Saturday noon].", "2023-05-20..2023-05-22"),
        ("2024-03-05", "[Overnight on Sunday] gangs tried to take the airport.", "2024-03-03..2024-03-03"),
        ("2023-12-12", "Gales struck overnight and were to move south by [evening].", "2023-12-12..2023-12-12"),
        ("2023-12-12", "The affiliate had by [then] named the man.", "?..?"),
        ("2024-02-15", "Rockets crossed between dawn and [noon today].", "2024-02-15..2024-02-15"),
        ("2024-05-14", "Fighters clashed on [3]/4 March near the border.", "2024-03-03..2024-03-04"),
        ("2024-05-14", "He was kidnapped on the night of [12] to 13 April.", "2024-04-12..2024-04-13"),
        ("2024-05-14", "Bombs killed two on [5] and 6 April.", "2024-04-05..2024-04-06"),
        ("2024-05-14", "Bombs killed two on [5] and 19 April.", "2024-04-05..2024-04-05"),
        ("2024-05-14", "Rockets struck in [the night of Wednesday] to Thursday.", "2024-05-08..2024-05-09"),
        ("2024-05-14", "The shelling went on from [Friday night] into Saturday morning.", "2024-05-10..2024-05-11"),
        ("2024-05-14", "In [the 24 hours] to Sunday morning, 17 people were killed.", "2024-05-11..2024-05-12"),
        ("2024-05-14", "In the week to [12 March], 60 civilians were killed.", "2024-03-05..2024-03-12"),
        ("2024-05-14", "Aid workers were seized on [Tuesday] of last week.", "2024-05-07..2024-05-07"),
        ("2024-05-14", "The general was killed in [January] of last year.", "2023-01-01..2023-01-31"),
        ("2024-05-14", "[A week ago on Monday], the bridge was blown up.", "2024-05-06..2024-05-06"),
        ("2024-05-14", "The truce took effect at [1400 GMT on Saturday].", "2024-05-11..2024-05-11"),
        ("2024-05-14", "It came in [the early hours of Friday].", "2024-05-10..2024-05-10"),
        ("2024-05-14", "Drones struck for [a third consecutive night].", "2024-05-13..2024-05-14"),
        ("2024-05-14", "A bomber struck on [the eve of Ramadan].", "2024-03-09..2024-03-11"),
        // Nobody says how long ago the first day of something was.
        ("2024-05-14", "They entered on [the first day] of the war.", "not found among []"),
        ("2024-05-14", "It was the second raid in as [many days].", "not found among []"),
    ] {
        assert_eq!(days(published, marked), expected, "{published}: {marked}");
    }
}

#[test]
fn numbers_and_words_that_are_no_dates() {
    for text in [
        "ISIS is thought to have 6,000 fighters in the city.",
        "The women march on the capital.",
        "They may leave, and May Ling stays.",
        "The Second Division took hill 551.",
        "The drone, a T-05-04, fell.",
        "A 19-year-old reservist was hurt.",
        "They took the May 22 hospital.",
        "A force of 2000 men held it.",
        "The Sun and the Daily Mail wrote of it.",
        "3,000-year-old sculptures were smashed.",
        "The killings bring to 296 the number of officers.",
        "After the fall of Kabul, they marched.",
        "The ratio was 10.30 to one.",
        "They paid $1999 for it.",
    ] {
        let times = tagger().tag(text, &[], DateInterval::UNKNOWN, &|_| Tense::Unknown);
        let found: Vec<_> = times.iter().map(|time| (time.span.slice(text), &time.rule)).collect();
        assert!(found.is_empty(), "{text}: {found:?}");
    }
}

#[test]
fn tense_given_by_a_parse_goes_before_words_nearby() {
    let published = DateInterval::day("2017-03-09".parse().expect("a date"));
    let text = "The ministers meet on Tuesday.";
    for (tense, expected) in
        [(Tense::Past, "2017-03-07"), (Tense::Future, "2017-03-14"), (Tense::Unknown, "2017-03-07")]
    {
        let times = tagger().tag(text, &[], published, &|_| tense);
        assert_eq!(times[0].value, expected, "{tense:?}");
    }
}

#[test]
fn values_say_what_is_not_known() {
    for (text, expected) in [
        ("They came on Tuesday.", "XXXX-WXX-2"),
        ("It was launched on February 19.", "XXXX-02-19"),
        ("It broke out in January.", "XXXX-01"),
        ("They fled last week.", "XXXX-WXX"),
        ("They held out for 8 months.", "P8M"),
        ("They now hold it.", "PRESENT_REF"),
    ] {
        let times = tagger().tag(text, &[], DateInterval::UNKNOWN, &|_| Tense::Unknown);
        assert_eq!(times.first().map(|time| time.value.as_str()), Some(expected), "{text}");
    }
}
