//! PLOVER event types with actor and recipient: the claims of a sentence under their PLOVER codes.

use std::io::Write;

use serde_json::{Value, json};
use sitrep_types::{Claim, Modality};

use super::plover_actors::Actors;
use super::{Options, snippet};

/// Auxiliaries of what is still to come, and of what is demanded.
const AHEAD: &[&str] = &["will", "would", "'ll", "’ll"];
const MUST: &[&str] = &["must", "should", "ought"];

/// The entry of a mere announcement.
const ANNOUNCES: &str = "announces";

/// The type of a claim: its own code, moved by what is denied, promised, demanded or threatened.
fn event(claim: &Claim, actors: &Actors<'_>) -> Option<String> {
    let own = claim.plover.as_ref()?.event.clone();
    let cooperative =
        matches!(own.as_str(), "AGREE" | "CONSULT" | "SUPPORT" | "COOPERATE" | "AID" | "RETREAT" | "CONCEDE");
    let hostile = matches!(own.as_str(), "ASSAULT" | "COERCE" | "SANCTION" | "PROTEST" | "MOBILIZE");
    if is_demanded(claim, actors) {
        return Some("DEMAND".to_owned());
    }
    let is_ahead = actors.trigger(claim).is_some_and(|verb| actors.has_auxiliary(verb, AHEAD));
    Some(match claim.modality {
        Modality::Denied | Modality::Attempted if cooperative => "REJECT".to_owned(),
        Modality::Ordered => "DEMAND".to_owned(),
        _ if cooperative && is_ahead && claim.negated => "REJECT".to_owned(),
        // What somebody says they will do is a promise.
        _ if cooperative && is_ahead => "AGREE".to_owned(),
        Modality::Planned if cooperative => "AGREE".to_owned(),
        Modality::Planned if hostile && !is_done(claim, actors) => "THREATEN".to_owned(),
        _ => own,
    })
}

/// "Said that the US must be ready to mediate": the act of another is demanded.
fn is_demanded(claim: &Claim, actors: &Actors<'_>) -> bool {
    let Some(trigger) = actors.trigger(claim) else { return false };
    let said =
        actors.above(trigger).is_some_and(|(_, relation)| matches!(relation, "ccomp" | "xcomp" | "conj" | "acl"));
    said && actors.has_auxiliary(trigger, MUST)
}

/// Whether what is read as planned is done: the end for which something was done ("opened fire to disperse them",
/// "shunned work to protest") or taken up ("resorted to throwing stones").
fn is_done(claim: &Claim, actors: &Actors<'_>) -> bool {
    let Some(trigger) = actors.trigger(claim) else { return false };
    actors.lower(trigger).ends_with("ing")
        || actors.above(trigger).is_some_and(|(above, relation)| {
            relation == "advcl" && !matches!(actors.lemma(above), "threaten" | "plan" | "vow" | "prepare" | "pledge")
        })
}

/// The one event a sentence is about: the claim whose trigger stands nearest the root; a mere announcement last.
fn main_claim<'a>(actors: &Actors<'_>, claims: &'a [Claim]) -> Option<&'a Claim> {
    claims.iter().filter(|claim| claim.plover.is_some()).min_by_key(|claim| {
        let announced = claim.trigger.entry == ANNOUNCES;
        (announced, actors.depth(actors.trigger(claim)), claim.actors.is_empty(), claim.trigger.span.start)
    })
}

/// Who acts and on whom, as the type of the event has them.
fn parties(claim: &Claim, event: &str, actors: &Actors<'_>) -> (Vec<String>, Vec<String>) {
    let own = claim.plover.as_ref().map(|code| code.event.as_str());
    if event == "DEMAND" && own != Some("DEMAND") && own != Some("REQUEST") {
        // He who speaks demands it of him who is to act.
        let asked = actors.sources(claim, false);
        return (actors.speakers(claim).into_iter().filter(|speaker| !asked.contains(speaker)).collect(), asked);
    }
    let source = actors.sources(claim, !matches!(event, "ASSAULT" | "COERCE"));
    if event == "RETREAT" && claim.actors.is_empty() && !claim.targets.is_empty() {
        // "Rebels surrendered", "guerrillas have been demobilised": they do it.
        return (actors.fillers(&claim.targets), Vec::new());
    }
    (source, actors.recipients(claim, event))
}

/// Writes one prediction a line to `out`.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    for (id, line) in snippet::lines(input)? {
        let text = line.get("text").and_then(Value::as_str).unwrap_or_default();
        let (annotated, reading) = snippet::read(&id, text, None)?;
        let actors = Actors::of(&annotated);
        let main = main_claim(&actors, &reading.claims);
        let demand = actors.demanded_with_auxiliary(MUST).filter(|(depth, _, _)| {
            main.is_none_or(|claim| claim.trigger.entry == ANNOUNCES || *depth < actors.depth(actors.trigger(claim)))
        });
        if let Some((_, source, target)) = demand {
            let event = json!({ "event": "DEMAND", "source": source, "target": target });
            writeln!(out, "{}", json!({ "doc_id": id, "events": [event] }))?;
            continue;
        }
        let events: Vec<Value> = main
            .into_iter()
            .filter_map(|claim| {
                let event = event(claim, &actors)?;
                let (source, target) = parties(claim, &event, &actors);
                Some(json!({ "event": event, "source": source, "target": target }))
            })
            .collect();
        writeln!(out, "{}", json!({ "doc_id": id, "events": events }))?;
    }
    Ok(())
}
