//! Runs the examples and counterexamples that stand in the rule tables.

use sitrep_types::{DateInterval, TimeExpression};

use crate::tables::{ReadingKind, RuleRow};
use crate::{Tagger, Tense};

const PUBLISHED: &str = "2017-03-09";

fn tag(tagger: &Tagger, row: &RuleRow, text: &str) -> Vec<TimeExpression> {
    let published = row.published.as_deref().unwrap_or(PUBLISHED).parse().expect("an ISO date");
    tagger.tag(text, &[], DateInterval::day(published), &|_| Tense::Unknown)
}

/// What is wrong with one example, if anything.
fn fault(tagger: &Tagger, row: &RuleRow, example: &str) -> Option<String> {
    let mut parts = example.split(" | ");
    let (marked, value, days) = (parts.next()?, parts.next(), parts.next());
    let (Some(start), Some(end)) = (marked.find('['), marked.find(']')) else {
        return Some(format!("{example}: no [expression] in brackets"));
    };
    let text = marked.replace(['[', ']'], "");
    let words = &marked[start + 1..end];
    let found = tag(tagger, row, &text);
    let Some(time) = found.iter().find(|time| time.span.start == start && time.span.slice(&text) == Some(words)) else {
        let shown: Vec<_> = found.iter().map(|time| (time.span.slice(&text), &time.rule)).collect();
        return Some(format!("{example}: not found, but {shown:?}"));
    };
    if time.rule != row.name {
        return Some(format!("{example}: read by rule '{}'", time.rule));
    }
    if value != Some(time.value.as_str()) {
        return Some(format!("{example}: value {}", time.value));
    }
    let interval = time.interval;
    let shown = match (interval.earliest, interval.latest) {
        (Some(first), Some(last)) => format!("{first}..{last}"),
        _ => "unknown".to_owned(),
    };
    days.filter(|days| *days != shown).map(|_| format!("{example}: days {shown}"))
}

#[test]
fn every_rule_does_what_its_examples_say() {
    let tagger = Tagger::shipped().expect("the shipped tables are well formed");
    let mut faults = Vec::new();
    for rule in &tagger.tables.rules {
        let row = &rule.row;
        let says_nothing = row.reading == ReadingKind::Nothing;
        if row.examples.is_empty() && !says_nothing {
            faults.push(format!("{}: no examples", row.name));
        }
        if says_nothing && row.counterexamples.is_empty() {
            faults.push(format!("{}: no counterexamples", row.name));
        }
        faults.extend(
            row.examples
                .iter()
                .filter_map(|example| fault(&tagger, row, example))
                .map(|what| format!("{}: {what}", row.name)),
        );
        for text in &row.counterexamples {
            let found = tag(&tagger, row, text);
            if let Some(time) = found.iter().find(|time| says_nothing || time.rule == row.name) {
                faults.push(format!("{}: found {:?} in '{text}'", row.name, time.span.slice(text)));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}
