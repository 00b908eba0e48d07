//! The filter that `show`, `export` and `brief` share.

use clap::Args;
use sitrep_present::view::Filter;

/// Which events are asked for.
#[derive(Debug, Args)]
#[command(next_help_heading = "Which events")]
pub struct FilterArguments {
    /// Only events at this place or inside it (a name or key).
    #[arg(long)]
    pub place: Option<String>,
    /// Only events that can lie on or after this day (YYYY-MM-DD, YYYY-MM or YYYY).
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Only events that can lie on or before this day (YYYY-MM-DD, YYYY-MM or YYYY).
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Only events in which this actor acts or is acted on (an id, or a part of a name).
    #[arg(long)]
    pub actor: Option<String>,
    /// Only events of this type or sub-type, as ACLED names them.
    #[arg(long = "type", value_name = "TYPE")]
    pub event_type: Option<String>,
    /// Only events that stand so: reported, corroborated, disputed, denied, unconfirmed, planned, forecast.
    #[arg(long)]
    pub status: Option<String>,
    /// Only events told by at least so many independent sources.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub min_sources: usize,
    /// Only events told in this document (an id, or the end of an input's name).
    #[arg(long)]
    pub document: Option<String>,
    /// Only events whose sentence or evidence holds all these words.
    #[arg(long, value_name = "WORDS")]
    pub text: Option<String>,
}

impl FilterArguments {
    /// The filter.
    ///
    /// # Errors
    /// Where a day is none, or a status.
    pub fn filter(&self) -> anyhow::Result<Filter> {
        Ok(Filter {
            place: self.place.clone(),
            from: self.from.as_deref().map(|day| Filter::first_day("--from", day)).transpose()?,
            to: self.to.as_deref().map(|day| Filter::last_day("--to", day)).transpose()?,
            actor: self.actor.clone(),
            event_type: self.event_type.clone(),
            status: self.status.as_deref().map(Filter::status).transpose()?,
            min_sources: self.min_sources,
            document: self.document.clone(),
            text: self.text.clone(),
        })
    }
}
