//! What the temporal network finds, and what it refuses to believe.

use proptest::prelude::*;
use sitrep_timex::network::Network;
use sitrep_types::{DateInterval, Direction, Precision, TimeMeaning};

fn day(text: &str) -> DateInterval {
    DateInterval::day(text.parse().expect("an ISO date"))
}

fn span(first: &str, last: &str) -> (Option<jiff::civil::Date>, Option<jiff::civil::Date>) {
    (Some(first.parse().expect("an ISO date")), Some(last.parse().expect("an ISO date")))
}

fn ends(interval: DateInterval) -> (Option<jiff::civil::Date>, Option<jiff::civil::Date>) {
    (interval.earliest, interval.latest)
}

fn on(weekday: i8) -> TimeMeaning {
    TimeMeaning::Weekday { weekday, direction: Direction::Past, weeks: 0, precision: Precision::Day }
}

fn days_ago(earliest_days: i32, latest_days: i32) -> TimeMeaning {
    TimeMeaning::Offset { earliest_days, latest_days, precision: Precision::Day }
}

#[test]
fn a_dated_report_places_an_undated_one_by_a_common_event() {
    let mut network = Network::new();
    let (undated, dated, raid) = (network.variable(), network.variable(), network.variable());
    network.within(dated, day("2017-03-09"), 100);
    network.meaning(undated, raid, &days_ago(-1, 0), 10);
    network.meaning(dated, raid, &on(2), 10);
    let solution = network.solve();
    assert_eq!(solution.interval(raid), day("2017-03-07"));
    assert_eq!(ends(solution.interval(undated)), span("2017-03-07", "2017-03-08"));
    assert_eq!(solution.reasons(raid), [0, 2]);
}

#[test]
fn a_weekday_keeps_its_day_of_the_week() {
    // Published some time in March, telling "on Tuesday" of what happened after the 8th: the 14th at the earliest.
    let mut network = Network::new();
    let (report, event) = (network.variable(), network.variable());
    network.within(report, DateInterval { latest: day("2017-03-20").latest, ..day("2017-03-01") }, 1);
    network.within(event, DateInterval { latest: None, ..day("2017-03-08") }, 1);
    network.meaning(report, event, &on(2), 1);
    let solution = network.solve();
    assert_eq!(ends(solution.interval(event)), span("2017-03-14", "2017-03-14"));
    assert_eq!(ends(solution.interval(report)), span("2017-03-14", "2017-03-20"));
}

#[test]
fn what_cannot_all_hold_is_shown_with_nothing_beside_it() {
    let mut network = Network::new();
    let (first, second, event, other) =
        (network.variable(), network.variable(), network.variable(), network.variable());
    let published_first = network.within(first, day("2017-03-09"), 100);
    let published_second = network.within(second, day("2017-03-22"), 100);
    let beside = network.meaning(first, other, &days_ago(-1, -1), 10);
    let told_first = network.meaning(first, event, &on(2), 10);
    let told_second = network.meaning(second, event, &days_ago(-1, -1), 10);
    let solution = network.solve();
    assert_eq!(solution.conflicts().len(), 1);
    let conflict = &solution.conflicts()[0];
    assert_eq!(conflict.statements, [published_first, published_second, told_first, told_second]);
    assert_eq!(conflict.set_aside, told_second);
    assert!(!conflict.statements.contains(&beside));
    assert_eq!(solution.interval(event), day("2017-03-07"));
    assert_eq!(solution.interval(other), day("2017-03-08"));
}

#[test]
fn differences_that_run_in_a_circle_are_found_without_any_date() {
    let mut network = Network::new();
    let (first, second, third) = (network.variable(), network.variable(), network.variable());
    network.within(first, DateInterval { latest: None, ..day("2017-01-01") }, 100);
    let a = network.difference(first, second, 1, 400, 5);
    let b = network.difference(second, third, 1, 400, 5);
    let c = network.difference(third, first, 1, 400, 4);
    let solution = network.solve();
    assert_eq!(solution.conflicts().len(), 1);
    assert_eq!(solution.conflicts()[0].statements, [a, b, c]);
    assert_eq!(solution.conflicts()[0].set_aside, c);
}

#[test]
fn a_long_chain_costs_no_more_than_its_length() {
    let mut network = Network::new();
    let variables: Vec<_> = (0..50_000).map(|_| network.variable()).collect();
    network.within(variables[0], day("2017-01-01"), 1);
    for pair in variables.windows(2) {
        network.difference(pair[0], pair[1], 0, 0, 1);
    }
    let solution = network.solve();
    assert_eq!(solution.interval(variables[49_999]), day("2017-01-01"));
}

proptest! {
    /// Statements made from a world that exists never contradict each other, and the world stays inside the bounds.
    #[test]
    fn a_true_world_is_never_contradicted(
        days in prop::collection::vec(0_i32..3_000, 2..12),
        pairs in prop::collection::vec((0_usize..12, 0_usize..12, 0_i32..20, 0_i32..20), 0..40),
        told in prop::collection::vec((0_usize..12, 0_usize..7), 0..12),
    ) {
        let start: jiff::civil::Date = "2010-01-01".parse().expect("an ISO date");
        let date = |offset: i32| start.checked_add(jiff::Span::new().days(offset)).expect("in range");
        let mut network = Network::new();
        let mut true_days = days.clone();
        let mut variables: Vec<_> = days.iter().map(|_| network.variable()).collect();
        network.within(variables[0], DateInterval::day(date(days[0])), 1);
        for (from, to, less, more) in pairs {
            let (from, to) = (from % days.len(), to % days.len());
            let apart = days[to] - days[from];
            network.difference(variables[from], variables[to], apart - less, apart + more, 1);
        }
        for (report, back) in told {
            let report = report % days.len();
            let event_day = days[report] - i32::try_from(back).expect("small");
            let weekday = date(event_day).weekday().to_monday_one_offset();
            let event = network.variable();
            network.meaning(variables[report], event, &on(weekday), 1);
            variables.push(event);
            true_days.push(event_day);
        }
        let solution = network.solve();
        prop_assert!(solution.conflicts().is_empty());
        for (variable, true_day) in variables.iter().zip(true_days) {
            let interval = solution.interval(*variable);
            prop_assert!(interval.may_overlap(&DateInterval::day(date(true_day))));
        }
    }
}
