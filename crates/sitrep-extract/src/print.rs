//! Claims as `sitrep inspect --step extract` shows them.

use std::fmt::Write;

use sitrep_types::{Claim, Filler, Reading};

/// Every claim with the words it was read from, the entry that fired and the way to each field.
#[must_use]
pub fn text(reading: &Reading) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    for claim in &reading.claims {
        let _ = write_claim(&mut out, claim);
    }
    if reading.claims.is_empty() {
        out.push_str("no claims\n");
    }
    for diagnostic in &reading.diagnostics {
        let _ = writeln!(out, "note ({}): {}", diagnostic.stage, diagnostic.message);
    }
    out
}

fn write_claim(out: &mut String, claim: &Claim) -> std::fmt::Result {
    let sub_type = claim.sub_type.map_or_else(String::new, |sub_type| format!(" / {sub_type}"));
    writeln!(out, "{}{sub_type}", claim.event_type)?;
    writeln!(out, "  evidence   {}", claim.evidence.text.replace('\n', " "))?;
    writeln!(out, "  trigger    {} [{}] {}", claim.trigger.text, claim.trigger.entry, claim.trigger.path)?;
    let names = |fillers: &[Filler]| {
        fillers
            .iter()
            .map(|filler| match (&filler.actor, &filler.place) {
                (Some(actor), _) if actor.name != filler.text => format!("{} (= {})", filler.text, actor.name),
                (_, Some(place)) => format!("{} @{place}", filler.text),
                _ => filler.text.clone(),
            })
            .collect::<Vec<_>>()
            .join("; ")
    };
    for (label, fillers) in [("actors", &claim.actors), ("targets", &claim.targets), ("means", &claim.instruments)] {
        if !fillers.is_empty() {
            writeln!(out, "  {label:<10} {}", names(fillers))?;
        }
    }
    if let Some(place) = &claim.place {
        writeln!(
            out,
            "  place      {} @{place} ({})",
            claim.place_text.as_deref().unwrap_or_default(),
            claim.place_how.as_deref().unwrap_or_default()
        )?;
    }
    if let Some(time) = &claim.time {
        let day = |date: Option<jiff::civil::Date>| date.map_or_else(|| "?".to_owned(), |date| date.to_string());
        writeln!(out, "  time       {} to {} ({})", day(time.interval.earliest), day(time.interval.latest), time.how)?;
    }
    for quantity in &claim.quantities {
        writeln!(
            out,
            "  quantity   {:?} low {:?} best {:?} high {:?} ({})",
            quantity.what,
            quantity.low,
            quantity.best,
            quantity.high,
            quantity.of.as_deref().unwrap_or_default()
        )?;
    }
    let negated = if claim.negated { ", negated" } else { "" };
    let background = if claim.background { ", background" } else { "" };
    writeln!(out, "  modality   {:?}{negated}{background}", claim.modality)?;
    if !claim.attribution.is_empty() {
        let chain = claim.attribution.iter().map(|link| link.text.replace('\n', " ")).collect::<Vec<_>>().join(" < ");
        writeln!(out, "  according  {chain}")?;
    }
    Ok(())
}
