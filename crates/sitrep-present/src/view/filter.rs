//! Which events somebody asks for.

use jiff::civil::Date;
use sitrep_types::{Document, Event, EventStatus, PlaceKey};
use thiserror::Error;

use super::words::code;
use crate::index::Index;

/// What events must have; an empty filter lets all pass. Text is compared without regard to case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// A place by name or key: events there or anywhere inside it.
    pub place: Option<String>,
    /// Events that may have happened on this day or later.
    pub from: Option<Date>,
    /// Events that may have happened on this day or earlier.
    pub to: Option<Date>,
    /// An actor by a part of one of its names: events in which it acts or is acted on.
    pub actor: Option<String>,
    /// A type or sub-type, or a part of its name.
    pub event_type: Option<String>,
    /// How the event stands.
    pub status: Option<EventStatus>,
    /// At least so many independent origins.
    pub min_sources: usize,
    /// A document, by id or by the end of an input's name.
    pub document: Option<String>,
    /// Words, all of which its summary and evidence hold.
    pub text: Option<String>,
}

/// What is wrong with a filter.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum FilterError {
    /// A day that is none.
    #[error("{option} {text:?}: not a day\nhint: write it as 2017-03-07, or 2017-03 or 2017 for the whole of it")]
    Day {
        /// The option.
        option: String,
        /// What was given.
        text: String,
    },
    /// A status that is none.
    #[error(
        "'{0}' is no status\nhint: there are reported, corroborated, disputed, denied, unconfirmed, planned, forecast"
    )]
    Status(String),
}

impl Filter {
    /// The first day of `2017-03-07`, `2017-03` or `2017`.
    ///
    /// # Errors
    /// When the text is no day.
    pub fn first_day(option: &str, text: &str) -> Result<Date, FilterError> {
        let padded = match text.len() {
            4 => format!("{text}-01-01"),
            7 => format!("{text}-01"),
            _ => text.to_owned(),
        };
        padded.parse().map_err(|_| FilterError::Day { option: option.to_owned(), text: text.to_owned() })
    }

    /// The last day of `2017-03-07`, `2017-03` or `2017`.
    ///
    /// # Errors
    /// When the text is no day.
    pub fn last_day(option: &str, text: &str) -> Result<Date, FilterError> {
        let first = Self::first_day(option, text)?;
        Ok(match text.len() {
            4 => first.last_of_year(),
            7 => first.last_of_month(),
            _ => first,
        })
    }

    /// Whether an event passes.
    #[must_use]
    pub fn matches(&self, index: &Index<'_>, event: &Event) -> bool {
        self.place.as_deref().is_none_or(|wanted| lies_in(index, event, wanted))
            && self.from.is_none_or(|from| event.time.latest.is_none_or(|latest| latest >= from))
            && self.to.is_none_or(|to| event.time.earliest.is_none_or(|earliest| earliest <= to))
            && (self.from.is_none() && self.to.is_none() || !event.time.is_unknown())
            && self.actor.as_deref().is_none_or(|wanted| takes_part(index, event, wanted))
            && self.event_type.as_deref().is_none_or(|wanted| {
                holds(event.event_type.name(), wanted)
                    || event.sub_type.is_some_and(|sub_type| holds(sub_type.name(), wanted))
            })
            && self.status.is_none_or(|status| event.status == status)
            && event.independent_sources >= self.min_sources
            && self.document.as_deref().is_none_or(|wanted| is_told_in(index, event, wanted))
            && self.text.as_deref().is_none_or(|wanted| {
                wanted.split_whitespace().all(|word| {
                    holds(&event.summary, word)
                        || index.claims_of(&event.claims).any(|claim| holds(&claim.evidence.text, word))
                })
            })
    }

    /// Whether a document is the one that is asked for, where one is.
    #[must_use]
    pub fn names_document(&self, document: &Document) -> bool {
        self.document.as_deref().is_none_or(|wanted| is_called(document, wanted))
    }

    /// The status of this name.
    ///
    /// # Errors
    /// When there is none.
    pub fn status(name: &str) -> Result<EventStatus, FilterError> {
        Self::status_from_name(&name.to_lowercase()).ok_or_else(|| FilterError::Status(name.to_owned()))
    }

    /// The status of this name, as the exported record writes it.
    #[must_use]
    pub fn status_from_name(name: &str) -> Option<EventStatus> {
        use EventStatus::{Corroborated, Denied, Disputed, Forecast, Planned, Reported, Unconfirmed};
        [Reported, Corroborated, Disputed, Denied, Unconfirmed, Planned, Forecast]
            .into_iter()
            .find(|status| code(status) == name)
    }
}

fn holds(text: &str, wanted: &str) -> bool {
    text.to_lowercase().contains(&wanted.to_lowercase())
}

fn lies_in(index: &Index<'_>, event: &Event, wanted: &str) -> bool {
    let targets = event.targets.iter().filter_map(|target| target.place.as_ref());
    event.place.iter().chain(targets).any(|key: &PlaceKey| {
        index.place_chain(key).iter().any(|entry| {
            entry.place.key.0 == wanted
                || entry.place.name.to_lowercase() == wanted.to_lowercase()
                || entry.also.iter().any(|name| name.to_lowercase() == wanted.to_lowercase())
        })
    })
}

fn takes_part(index: &Index<'_>, event: &Event, wanted: &str) -> bool {
    let targets = event.targets.iter().filter_map(|target| target.actor.as_ref());
    event.actors.iter().chain(targets).any(|id| {
        id.0 == wanted
            || index.actor(id).is_some_and(|actor| {
                holds(&actor.name, wanted) || actor.aliases.iter().any(|alias| holds(alias, wanted))
            })
    })
}

fn is_told_in(index: &Index<'_>, event: &Event, wanted: &str) -> bool {
    event
        .documents
        .iter()
        .any(|id| id.0 == wanted || index.document(id).is_some_and(|entry| is_called(&entry.document, wanted)))
}

fn is_called(document: &Document, wanted: &str) -> bool {
    document.id.0 == wanted || document.inputs.iter().any(|input| input.ends_with(wanted))
}
