//! A decision in words, for the log.

use sitrep_types::{Decision, EventRef, Judgement, Subject};

/// Letters of a sentence that the log quotes.
const QUOTED: usize = 110;

/// What a decision is about, in words that stand without the record: what it names may be gone.
pub fn about(judgement: &Judgement) -> String {
    match judgement {
        Judgement::Review { subject } => subject_words(subject),
        Judgement::Correct { subject, value } => format!("{} of {}", value.field(), subject_words(subject)),
        Judgement::SameEvent { events } => {
            events.iter().map(|event| quoted(&event.summary)).collect::<Vec<_>>().join(" and ")
        }
        Judgement::Split { event, claims } => {
            let said: Vec<String> = claims.iter().take(3).map(|claim| quoted(&claim.text)).collect();
            format!("{} off {}", said.join(", "), event_words(event))
        }
        Judgement::SameActor { actors } => {
            actors.iter().map(|actor| actor.name.clone()).collect::<Vec<_>>().join(" and ")
        }
        Judgement::PartActor { actor, names } => format!("{} off {}", names.join(", "), actor.name),
        Judgement::PinDate { document, published } => {
            format!("report {} published {}", document.0, sitrep_present::view::words::interval(published))
        }
        Judgement::PinPlace { place, latitude, longitude } => {
            format!("{} at {latitude:.4}, {longitude:.4}", place.name)
        }
        Judgement::Copy { document, of } => format!("report {} of {}", document.0, of.0),
        Judgement::Holder { place, holder, .. } => format!("{} by {}", place.name, holder.name),
        Judgement::Undo { decision } => decision.0.clone(),
    }
}

/// What somebody decided, about what, and who.
pub fn in_words(decision: &Decision) -> String {
    format!("{}: {} ({})", decision.word().replace('_', " "), about(&decision.judgement), decision.author)
}

/// An event or claim, in words.
fn subject_words(subject: &Subject) -> String {
    match subject {
        Subject::Event(event) => event_words(event),
        Subject::Claim(claim) => quoted(&claim.text),
    }
}

fn event_words(event: &EventRef) -> String {
    quoted(&event.summary)
}

fn quoted(text: &str) -> String {
    format!("“{}”", crate::chain::shortened(text, QUOTED))
}
