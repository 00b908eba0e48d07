//! When and where: sentences parsed by hand, and the day and place of each claim that comes out of them.
//!
//! How they are written stands in `common`. All reports are of Thursday, 9 March 2017.

mod common;

use common::parsed;
use sitrep_extract::Extractor;
use sitrep_resources::Resources;
use sitrep_timex::{Tagger, Tense};
use sitrep_types::{AnnotatedDocument, DateInterval, How, Published};

fn annotated(sentences: &[&str], tense: Tense) -> AnnotatedDocument {
    let mut annotated = parsed(sentences);
    let published = DateInterval::day("2017-03-09".parse().unwrap());
    annotated.times = Tagger::shipped().unwrap().tag(&annotated.document.text, &[], published, &|_| tense);
    annotated.document.published = Some(Published { interval: published, how: How::Metadata });
    annotated
}

/// Holds the day (`first..last`, or `-`) and the place (or `-`) of the claim with this trigger against what is expected.
#[track_caller]
fn check(sentences: &[&str], expected: &[(&str, &str, &str)]) {
    check_in(Tense::Unknown, sentences, expected);
}

/// The same where the clause around every time is read in this tense.
#[track_caller]
fn check_in(tense: Tense, sentences: &[&str], expected: &[(&str, &str, &str)]) {
    let claims = Extractor::new(&Resources::shipped().unwrap()).extract(&annotated(sentences, tense)).claims;
    for (trigger, when, place) in expected {
        let claim = claims.iter().find(|claim| claim.trigger.text.contains(trigger));
        let claim = claim.unwrap_or_else(|| panic!("no claim of {trigger:?} among {claims:#?}"));
        let day = |day: Option<jiff::civil::Date>| day.map_or("?".to_owned(), |day| day.to_string());
        let told = claim.time.as_ref().map(|time| (day(time.interval.earliest), day(time.interval.latest)));
        let told =
            told.map_or("-".to_owned(), |(first, last)| if first == last { first } else { format!("{first}..{last}") });
        assert_eq!(told, *when, "{trigger}: {:?}", claim.time);
        let found = claim.place.as_ref().map_or("-", |key| key.0.trim_start_matches("place:"));
        assert_eq!(found, *place, "{trigger}: {:?}", claim.place_how);
    }
}

#[test]
fn a_town_that_another_lies_south_of_is_not_where_it_happened() {
    check(
        &[
            "They/they/PRON/2/nsubj abducted/abduct/VERB/0/root people/people/NOUN/2/obj from/from/ADP/5/case @Yarmja/Yarmja/PROPN/2/obl ,/,/PUNCT/9/punct \
           to/to/ADP/9/case the/the/DET/9/det south/south/NOUN/2/obl of/of/ADP/11/case @Mosul/Mosul/PROPN/9/nmod ,/,/PUNCT/13/punct \
           killing/kill/VERB/2/advcl two/two/NUM/15/nummod men/man/NOUN/13/obj ././PUNCT/2/punct",
        ],
        &[("killing", "-", "Yarmja")],
    );
}

#[test]
fn where_it_was_announced_is_not_where_it_happened() {
    check(
        &[
            "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root @Bosso/Bosso/PROPN/2/obj ././PUNCT/2/punct",
            "Nine/nine/NUM/2/nummod soldiers/soldier/NOUN/3/nsubj died/die/VERB/7/ccomp ,/,/PUNCT/7/punct the/the/DET/6/det ministry/ministry/NOUN/7/nsubj \
           announced/announce/VERB/0/root in/in/ADP/9/case @Niamey/Niamey/PROPN/7/obl ././PUNCT/7/punct",
        ],
        &[("died", "-", "Bosso")],
    );
}

#[test]
fn what_happened_when_something_began_has_its_day() {
    check(
        &[
            "Thousands/thousand/NOUN/2/nsubj fled/flee/VERB/0/root since/since/ADP/4/case Saturday/Saturday/PROPN/2/obl ,/,/PUNCT/9/punct when/when/ADV/9/advmod \
           the/the/DET/8/det town/town/NOUN/9/nsubj:pass captured/capture/VERB/4/acl:relcl by/by/ADP/11/case rebels/rebel/NOUN/9/obl ././PUNCT/2/punct",
        ],
        &[("fled", "2017-03-04..2017-03-09", "-"), ("captured", "2017-03-04", "-")],
    );
}

#[test]
fn a_comparison_with_the_past_dates_nothing() {
    check(
        &[
            "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root the/the/DET/4/det town/town/NOUN/2/obj in/in/ADP/8/case the/the/DET/8/det \
           worst/bad/ADJ/8/amod raid/raid/NOUN/2/obl since/since/ADP/10/case 1998/1998/NUM/2/obl ././PUNCT/2/punct",
        ],
        &[("attacked", "-", "-")],
    );
}

#[test]
fn what_has_happened_was_not_after_the_report() {
    let attacked = "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root a/a/DET/4/det church/church/NOUN/2/obj on/on/ADP/6/case \
         Easter/Easter/PROPN/2/obl ././PUNCT/2/punct";
    // The tense was misread: the feast ahead is not the one on which it happened.
    check_in(Tense::Future, &[attacked], &[("attacked", "2016-03-25..2016-03-28", "-")]);
}

#[test]
fn the_past_hours_are_days() {
    check(
        &[
            "Shelling/shelling/NOUN/2/nsubj killed/kill/VERB/0/root nine/nine/NUM/4/nummod people/people/NOUN/2/obj in/in/ADP/9/case the/the/DET/9/det \
           past/past/ADJ/9/amod 24/24/NUM/9/nummod hours/hour/NOUN/2/obl ././PUNCT/2/punct",
        ],
        &[("helling", "2017-03-08..2017-03-09", "-")],
    );
}

#[test]
fn what_somebody_said_on_a_day_was_over_by_then() {
    let retaken = |friday: &str| {
        format!(
            "Troops/troops/NOUN/3/nsubj have/have/AUX/3/aux retaken/retake/VERB/8/ccomp @Bosso/Bosso/PROPN/3/obj ,/,/PUNCT/8/punct \
             the/the/DET/7/det army/army/NOUN/8/nsubj said/say/VERB/0/root on/on/ADP/10/case Tuesday/Tuesday/PROPN/{friday}/obl ././PUNCT/8/punct"
        )
    };
    // Whatever the parse hangs the day on.
    for said in ["8", "3"] {
        check(&[&retaken(said)], &[("retaken", "2017-03-04..2017-03-07", "Bosso")]);
    }
    // The day of the attack, told of behind the verb of saying.
    check(
        &[
            "The/the/DET/2/det army/army/NOUN/3/nsubj said/say/VERB/0/root rebels/rebel/NOUN/5/nsubj attacked/attack/VERB/3/ccomp \
           @Bosso/Bosso/PROPN/5/obj on/on/ADP/8/case Tuesday/Tuesday/PROPN/5/obl ././PUNCT/3/punct",
        ],
        &[("attacked", "2017-03-07", "Bosso")],
    );
}

#[test]
fn what_only_tells_which_ones_are_meant_has_another_day() {
    check(
        &[
            "Nine/nine/NUM/3/nummod kidnapped/kidnap/VERB/3/amod girls/girl/NOUN/5/nsubj:pass were/be/AUX/5/aux:pass freed/free/VERB/0/root \
           on/on/ADP/7/case Monday/Monday/PROPN/5/obl ././PUNCT/5/punct",
        ],
        &[("freed", "2017-03-06", "-"), ("kidnapped", "-", "-")],
    );
}

#[test]
fn what_lies_months_from_a_day_is_not_of_that_day() {
    check(
        &[
            "Troops/troops/NOUN/2/nsubj retook/retake/VERB/0/root @Bosso/Bosso/PROPN/2/obj on/on/ADP/5/case Monday/Monday/PROPN/2/obl ,/,/PUNCT/2/punct \
           three/three/NUM/8/nummod months/month/NOUN/11/obl after/after/SCONJ/11/mark rebels/rebel/NOUN/11/nsubj overran/overrun/VERB/2/advcl \
           the/the/DET/13/det town/town/NOUN/11/obj ././PUNCT/2/punct",
        ],
        &[("retook", "2017-03-06", "Bosso"), ("overran", "-", "Bosso")],
    );
}

#[test]
fn the_day_of_a_toll_is_not_that_of_what_it_counts() {
    let toll = "The/the/DET/2/det toll/toll/NOUN/8/nsubj from/from/ADP/5/case a/a/DET/5/det bombing/bombing/NOUN/2/nmod \
         by/by/ADP/7/case rebels/rebel/NOUN/5/nmod rose/rise/VERB/0/root to/to/ADP/10/case six/six/NUM/8/obl on/on/ADP/12/case \
         Tuesday/Tuesday/PROPN/8/obl ././PUNCT/8/punct";
    check(&[toll], &[("bombing", "2017-02-28..2017-03-07", "-")]);
    let known = "The/the/DET/2/det bombing/bombing/NOUN/5/nsubj late/late/ADJ/4/amod Monday/Monday/PROPN/2/nmod \
         wrecked/wreck/VERB/0/root a/a/DET/7/det bridge/bridge/NOUN/5/obj ././PUNCT/5/punct";
    check(&[toll, known], &[("bombing", "2017-03-06", "-")]);
    // The bombing's own day stands with it.
    let own = "The/the/DET/2/det toll/toll/NOUN/9/nsubj from/from/ADP/6/case Monday/Monday/PROPN/6/nmod:poss 's/'s/PART/4/case \
         bombing/bombing/NOUN/2/nmod by/by/ADP/8/case rebels/rebel/NOUN/6/nmod rose/rise/VERB/0/root to/to/ADP/11/case \
         six/six/NUM/9/obl on/on/ADP/13/case Tuesday/Tuesday/PROPN/9/obl ././PUNCT/9/punct";
    check(&[own], &[("bombing", "2017-03-06", "-")]);
}

#[test]
fn what_a_deed_answers_was_somewhere_else_at_another_time() {
    check(
        &[
            "Gunmen/gunman/NOUN/2/nsubj raided/raid/VERB/0/root @Bosso/Bosso/PROPN/2/obj in/in/ADP/5/case \
             retaliation/retaliation/NOUN/2/obl for/for/ADP/8/case air/air/NOUN/8/compound strikes/strike/NOUN/5/nmod \
             last/last/ADJ/10/amod week/week/NOUN/2/obl:tmod in/in/ADP/12/case @Kita/Kita/PROPN/2/obl ././PUNCT/2/punct",
            "Nine/nine/NUM/2/nummod soldiers/soldier/NOUN/3/nsubj died/die/VERB/0/root ././PUNCT/3/punct",
        ],
        &[("raided", "-", "Bosso"), ("strikes", "2017-02-27..2017-03-05", "Kita"), ("died", "-", "Bosso")],
    );
}

#[test]
fn a_happening_mentioned_again_was_when_and_where_it_was_told() {
    let first = |day: &str, place: &str| {
        format!(
            "Rebels/rebel/NOUN/2/nsubj attacked/attack/VERB/0/root @{place}/{place}/PROPN/2/obj on/on/ADP/5/case \
             {day}/{day}/PROPN/2/obl ././PUNCT/2/punct"
        )
    };
    let between = "Schools/school/NOUN/3/nsubj in/in/ADP/3/case @Kita/Kita/PROPN/1/nmod closed/close/VERB/0/root ././PUNCT/4/punct";
    let again = "The/the/DET/2/det attack/attack/NOUN/3/nsubj killed/kill/VERB/0/root nine/nine/NUM/5/nummod \
         soldiers/soldier/NOUN/3/obj ././PUNCT/3/punct";
    let tuesday = first("Tuesday", "Bosso");
    check(&[&tuesday, between, again], &[("attack", "2017-03-07", "Bosso")]);
    let claims = |sentences: &[&str]| {
        let claims =
            Extractor::new(&Resources::shipped().unwrap()).extract(&annotated(sentences, Tense::Unknown)).claims;
        claims.into_iter().rfind(|claim| claim.trigger.text == "attack").map(|claim| {
            let day = claim.time.and_then(|time| time.interval.earliest);
            (day.map(|day| day.to_string()), claim.place.map(|key| key.0))
        })
    };
    let told = |day: &str, place: &str| Some((Some(day.to_owned()), Some(format!("place:{place}"))));
    assert_eq!(claims(&[&tuesday, between, between, again]), told("2017-03-07", "Bosso"));
    // Two could be meant.
    let monday = first("Monday", "Kita");
    assert_eq!(claims(&[&tuesday, &monday, between, between, again]).and_then(|(day, _)| day), None);
    // Another one is.
    let other = again.replace("The/the/DET/2/det", "Another/another/DET/2/det");
    assert_eq!(claims(&[&tuesday, between, between, &other]).and_then(|(day, _)| day), None);
}

#[test]
fn those_a_report_has_told_to_be_taken_are_not_taken_again() {
    let taken = "Gunmen/gunman/NOUN/2/nsubj kidnapped/kidnap/VERB/0/root girls/girl/NOUN/2/obj on/on/ADP/5/case \
         Tuesday/Tuesday/PROPN/2/obl ././PUNCT/2/punct";
    let freed = "Nine/nine/NUM/3/nummod kidnapped/kidnap/VERB/3/amod girls/girl/NOUN/5/nsubj:pass were/be/AUX/5/aux:pass \
         freed/free/VERB/0/root ././PUNCT/5/punct";
    let kidnappings = |sentences: &[&str]| {
        let claims =
            Extractor::new(&Resources::shipped().unwrap()).extract(&annotated(sentences, Tense::Unknown)).claims;
        claims.iter().filter(|claim| claim.trigger.text == "kidnapped").count()
    };
    assert_eq!(kidnappings(&[taken, freed]), 1);
    // Where nothing else tells it, they are.
    assert_eq!(kidnappings(&[freed]), 1);
}
