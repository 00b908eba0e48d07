//! A form becomes a decision: who decides what, and why. What a decision does to the record is the facade's business.

mod fields;
mod words;

pub use fields::{MODALITIES, QUANTITIES, type_names};
pub use words::{about, in_words};

use jiff::Timestamp;
use sitrep::Refs;
use sitrep_types::{ActorKind, ActorRef, Decision, DecisionId, DocumentId, Judgement, Place, Record, Subject, Verdict};

/// Longest list of names or claims that a form may send.
const MOST_NAMED: usize = 500;

/// A sent form: names with values, some more than once.
#[derive(Debug, Clone, Default)]
pub struct Form(pub Vec<(String, String)>);

impl Form {
    /// The first value of a name, without blanks around it; empty where there is none.
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value.trim())
    }

    /// A value that must be there.
    fn needed(&self, name: &str, what: &str) -> Result<&str, String> {
        Some(self.text(name)).filter(|text| !text.is_empty()).ok_or_else(|| format!("{what} is missing."))
    }

    /// All values of a name.
    fn all(&self, name: &str) -> Vec<&str> {
        self.0
            .iter()
            .filter(|(known, value)| known == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
            .take(MOST_NAMED)
            .collect()
    }
}

/// The decision that a form asks for, about this record.
///
/// # Errors
/// What is missing or cannot be meant, in words for the user.
pub fn decision(form: &Form, record: &Record, at: Timestamp) -> Result<Decision, String> {
    let verdict = match form.text("verdict") {
        "no" => Verdict::No,
        "unsure" => Verdict::Unsure,
        _ => Verdict::Yes,
    };
    let judgement = judgement(form, record)?;
    Decision::new(judgement, verdict, form.text("reason"), form.text("author"), at)
        .map_err(|why| format!("This cannot be decided: {why}."))
}

fn judgement(form: &Form, record: &Record) -> Result<Judgement, String> {
    let refs = Refs::new(record);
    let said = |error: sitrep::Error| first_line(&error);
    let event = || refs.event(form.text("event")).map_err(said);
    Ok(match form.text("kind") {
        "review" => Judgement::Review { subject: subject(form, &refs)? },
        "correct" => Judgement::Correct { subject: subject(form, &refs)?, value: fields::value(form, &refs)? },
        "same_event" => {
            let other = refs.event(form.needed("other", "The other event")?).map_err(said)?;
            Judgement::SameEvent { events: vec![event()?, other] }
        }
        "split" => {
            let claims =
                form.all("claim").into_iter().map(|id| refs.claim(id).map_err(said)).collect::<Result<_, _>>()?;
            Judgement::Split { event: event()?, claims }
        }
        "same_actor" => {
            let one = refs.actor(form.text("actor")).map_err(said)?;
            let other = refs.actor(form.needed("other", "The other actor")?).map_err(said)?;
            if one.id == other.id {
                return Err("That is the same actor already.".to_owned());
            }
            Judgement::SameActor { actors: vec![one, other] }
        }
        "part_actor" => Judgement::PartActor {
            actor: refs.actor(form.text("actor")).map_err(said)?,
            names: form.all("name").into_iter().map(str::to_owned).collect(),
        },
        "pin_date" => Judgement::PinDate {
            document: refs.document(form.text("document")).map_err(said)?,
            published: fields::interval(form.needed("from", "The first day")?, form.text("to"))?,
        },
        "pin_place" => Judgement::PinPlace {
            place: refs.place(form.text("place")).map_err(said)?,
            latitude: degrees(form.needed("latitude", "The latitude")?)?,
            longitude: degrees(form.needed("longitude", "The longitude")?)?,
        },
        "copy" => {
            let document: DocumentId = refs.document(form.text("document")).map_err(said)?;
            let of = refs.document(form.needed("of", "The document that it copies")?).map_err(said)?;
            Judgement::Copy { document, of }
        }
        "holder" => {
            let place: Place = refs.place(form.text("place")).map_err(said)?;
            let since = form.text("since");
            Judgement::Holder {
                place,
                holder: actor(&refs, form.needed("holder", "The holder")?)?,
                since: if since.is_empty() { None } else { Some(fields::interval(since, "")?) },
            }
        }
        "undo" => Judgement::Undo { decision: DecisionId(form.needed("decision", "The decision")?.to_owned()) },
        _ => return Err("This form asks for nothing that can be decided.".to_owned()),
    })
}

fn subject(form: &Form, refs: &Refs<'_>) -> Result<Subject, String> {
    let claim = form.text("claim");
    if claim.is_empty() {
        refs.event(form.text("event")).map(Subject::Event).map_err(|error| first_line(&error))
    } else {
        refs.claim(claim).map(Subject::Claim).map_err(|error| first_line(&error))
    }
}

/// An actor of the record, or one whom no report names so far.
fn actor(refs: &Refs<'_>, name: &str) -> Result<ActorRef, String> {
    match refs.actor(name) {
        Ok(actor) => Ok(actor),
        Err(sitrep::Error::NoSuch { .. }) => {
            Ok(ActorRef { id: None, name: name.to_owned(), kind: Some(ActorKind::Unknown), mentions: Vec::new() })
        }
        Err(error) => Err(first_line(&error)),
    }
}

fn degrees(text: &str) -> Result<f64, String> {
    text.parse::<f64>()
        .ok()
        .filter(|number| number.is_finite())
        .ok_or_else(|| format!("“{text}” is not a number of degrees: write 36.335."))
}

/// What an error says, without its hint for the command line.
fn first_line(error: &dyn std::fmt::Display) -> String {
    let text = error.to_string();
    let mut line = text.lines().next().unwrap_or_default().trim_end_matches('.').to_owned();
    if let Some(first) = line.get(..1).map(str::to_uppercase) {
        line.replace_range(..1, &first);
    }
    format!("{line}.")
}

#[cfg(test)]
mod tests {
    use super::{Form, decision};
    use jiff::Timestamp;
    use sitrep_types::Record;

    fn form(fields: &[(&str, &str)]) -> Form {
        Form(fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    }

    #[test]
    fn a_form_that_cannot_be_meant_is_refused_in_words() {
        let record = Record::default();
        for (fields, says) in [
            (vec![], "nothing that can be decided"),
            (vec![("kind", "review"), ("event", "none")], "no event 'none'"),
            (vec![("kind", "undo")], "The decision is missing"),
            (vec![("kind", "undo"), ("decision", "d1"), ("author", "Ana")], "reason"),
            (vec![("kind", "undo"), ("decision", "d1"), ("reason", "wrong"), ("author", " ")], "author"),
            (vec![("kind", "pin_place"), ("place", "nowhere")], "no place"),
        ] {
            let refused = decision(&form(&fields), &record, Timestamp::UNIX_EPOCH).expect_err(says);
            assert!(refused.contains(says), "{refused}");
        }
    }

    #[test]
    fn an_undo_needs_only_who_and_why() {
        let fields = [("kind", "undo"), ("decision", "d1"), ("author", "Ana"), ("reason", "a slip")];
        let made = decision(&form(&fields), &Record::default(), Timestamp::UNIX_EPOCH).expect("a decision");
        assert_eq!((made.word(), made.author.as_str(), made.reason.as_str()), ("undo", "Ana", "a slip"));
    }
}
