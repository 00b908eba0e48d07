//! Sentences as every report of a conflict has them, each with every claim that must be read from it and no other.
//!
//! The table is `eval/sentences/plain.txt`: a sentence, and below it, set in, a line for each claim (or `nothing`). A
//! line that no longer holds is printed as it is read now, so that a change for the better can be taken over by hand.

use sitrep_eval::predict::snippet;
use sitrep_types::{Claim, Filler, Quantity};

/// Share of the sentences that must be read exactly as the table has them: a parse may shift with other weights.
const EXACT: f64 = 0.97;

fn words(fillers: &[Filler]) -> String {
    fillers.iter().map(|filler| filler.text.as_str()).collect::<Vec<_>>().join(", ")
}

fn number(quantity: &Quantity) -> String {
    let count = match (quantity.low, quantity.best, quantity.high) {
        (_, Some(best), _) => best.to_string(),
        (Some(low), None, Some(high)) => format!("{low}–{high}"),
        (Some(low), None, None) => format!("{low}+"),
        (None, None, Some(high)) => format!("≤{high}"),
        (None, None, None) => "?".to_owned(),
    };
    format!("{} {count}", format!("{:?}", quantity.what).to_lowercase())
}

/// "Armed clash | rebels > two soldiers | Goma | killed 2 | claimed by officials".
fn line(claim: &Claim) -> String {
    let kind = claim.sub_type.map_or(claim.event_type.name(), |sub_type| sub_type.name());
    let mut parts = vec![kind.to_owned(), format!("{} > {}", words(&claim.actors), words(&claim.targets))];
    parts.extend(claim.place_text.clone());
    parts.extend(claim.quantities.iter().map(number));
    let negated = if claim.negated { ", not" } else { "" };
    let chain: Vec<&str> = claim.attribution.iter().map(|link| link.text.as_str()).collect();
    let by = if chain.is_empty() { String::new() } else { format!(" by {}", chain.join(" < ")) };
    parts.push(format!("{}{negated}{by}", format!("{:?}", claim.modality).to_lowercase()));
    parts.join(" | ")
}

#[test]
fn plain_sentences_are_read_as_a_person_reads_them() {
    let pipeline = snippet::pipeline().unwrap();
    let table = include_str!("../../../eval/sentences/plain.txt");
    let mut rows: Vec<(&str, Vec<&str>)> = Vec::new();
    for text in table.lines().filter(|text| !text.trim().is_empty() && !text.starts_with('#')) {
        match text.strip_prefix("  ") {
            None => rows.push((text, Vec::new())),
            Some(claim) => rows.last_mut().expect("a sentence comes first").1.push(claim),
        }
    }
    let mut exact = 0;
    for (sentence, expected) in &rows {
        let reading = pipeline.extract(&pipeline.annotate(&snippet::document("plain", sentence, None)));
        let mut found: Vec<String> = reading.claims.iter().map(line).collect();
        if found.is_empty() {
            found.push("nothing".to_owned());
        }
        if found.iter().map(String::as_str).eq(expected.iter().copied()) {
            exact += 1;
        } else {
            println!("{sentence}\n  {}", found.join("\n  "));
        }
    }
    println!("{exact} of {} sentences are read exactly", rows.len());
    assert!(f64::from(exact) >= EXACT * rows.len() as f64, "{exact} of {} sentences are read exactly", rows.len());
}
