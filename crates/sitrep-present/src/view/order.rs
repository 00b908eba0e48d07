//! What a reader should see first: which part of the record an event belongs to, and how much it weighs there.

use sitrep_types::{Event, EventStatus, EventType, QuantityKind, SubType, Verdict};

/// The part of the record that an event is shown in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What happened.
    Happened,
    /// What is denied, not confirmed, planned or foreseen, and what a person rejected.
    Doubtful,
    /// What the reports tell as earlier history.
    Background,
    /// What somebody announced, warned, appealed.
    Statement,
    /// How things stand: strength, condition, holder.
    State,
}

/// Where an event is shown. Statements and standing conditions keep to themselves, so that what happened can be read
/// without them.
#[must_use]
pub const fn part(event: &Event) -> Part {
    match (event.event_type, event.status) {
        _ if matches!(event.verdict, Some(Verdict::No)) => Part::Doubtful,
        (EventType::Statement, _) => Part::Statement,
        (EventType::State, _) => Part::State,
        (_, EventStatus::Denied | EventStatus::Unconfirmed | EventStatus::Planned | EventStatus::Forecast) => {
            Part::Doubtful
        }
        _ if event.background => Part::Background,
        _ => Part::Happened,
    }
}

/// How much an event weighs among others: by its kind, the dead, how many independent origins and reports tell it. The
/// weights only order what is shown; nothing is decided by them. A change of control and the killing of people weigh most, as
/// they do for those who code conflict events; an origin counts double a mere further report.
#[must_use]
pub fn importance(event: &Event) -> usize {
    let by_type = match event.event_type {
        EventType::Battles => 6,
        EventType::Explosions | EventType::ViolenceAgainstCivilians => 7,
        EventType::Riots => 5,
        EventType::Protests => 4,
        EventType::StrategicDevelopments => 4,
        EventType::State => 1,
        EventType::Statement => 0,
    };
    let changes_control = matches!(
        event.sub_type,
        Some(
            SubType::GovernmentRegainsTerritory
                | SubType::NonStateActorOvertakesTerritory
                | SubType::NonViolentTransferOfTerritory
        )
    );
    let dead = event
        .estimates
        .iter()
        .filter(|estimate| estimate.what == QuantityKind::Killed)
        .filter_map(|estimate| estimate.best.or(estimate.low).or(estimate.high))
        .max()
        .unwrap_or(0);
    // Digits of the toll: ten times the dead weigh two more.
    let by_toll = if dead > 0 { 2 * dead.to_string().len() } else { 0 };
    let known = usize::from(event.place.is_some()) + usize::from(!event.time.is_unknown());
    // What nothing dates to a month or two says little of what happened when.
    let vague = match (event.time.earliest, event.time.latest) {
        (Some(earliest), Some(latest)) => earliest.until(latest).is_ok_and(|span| span.get_days() > 45),
        _ => true,
    };
    let weight = by_type
        + if changes_control { 3 } else { 0 }
        + by_toll
        + 2 * event.independent_sources.min(6)
        + event.documents.len().min(6)
        + known;
    if vague { weight.saturating_sub(5) } else { weight }
}
