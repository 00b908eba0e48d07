//! PLOVER event types with actor and recipient: the claims of a sentence under their PLOVER codes.

use std::io::Write;

use serde_json::{Value, json};
use sitrep_types::{AnnotatedDocument, Claim, Filler, Modality};

use super::{Options, snippet};

/// The type of a claim: its own code, moved by what is denied, promised, demanded or threatened.
fn event(claim: &Claim) -> Option<String> {
    let own = claim.plover.as_ref()?.event.clone();
    let cooperative =
        matches!(own.as_str(), "AGREE" | "CONSULT" | "SUPPORT" | "COOPERATE" | "AID" | "RETREAT" | "CONCEDE");
    Some(match claim.modality {
        Modality::Denied if cooperative => "REJECT".to_owned(),
        Modality::Ordered => "DEMAND".to_owned(),
        Modality::Planned if cooperative => "AGREE".to_owned(),
        _ => own,
    })
}

fn texts(fillers: &[Filler]) -> Vec<String> {
    fillers.iter().map(|filler| filler.text.clone()).collect()
}

/// How far below its sentence's root the word at a byte stands.
fn depth(annotated: &AnnotatedDocument, byte: usize) -> usize {
    let Some(token) = annotated.token_at(byte) else { return usize::MAX };
    let climb = std::iter::successors(annotated.tokens[token].head, |above| annotated.tokens.get(*above)?.head);
    climb.take(64).count()
}

/// The one event a sentence is about: the claim whose trigger stands nearest the root; a mere announcement last.
fn main_claim<'a>(annotated: &AnnotatedDocument, claims: &'a [Claim]) -> Option<&'a Claim> {
    claims.iter().filter(|claim| claim.plover.is_some()).min_by_key(|claim| {
        let announced = claim.trigger.entry == "announces";
        (announced, depth(annotated, claim.trigger.span.start), claim.actors.is_empty(), claim.trigger.span.start)
    })
}

/// Writes one prediction a line to `out`.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    for (id, line) in snippet::lines(input)? {
        let text = line.get("text").and_then(Value::as_str).unwrap_or_default();
        let (annotated, reading) = snippet::read(&id, text, None)?;
        let events: Vec<Value> = main_claim(&annotated, &reading.claims)
            .into_iter()
            .filter_map(|claim| {
                Some(json!({ "event": event(claim)?, "source": texts(&claim.actors), "target": texts(&claim.targets) }))
            })
            .collect();
        writeln!(out, "{}", json!({ "doc_id": id, "events": events }))?;
    }
    Ok(())
}
