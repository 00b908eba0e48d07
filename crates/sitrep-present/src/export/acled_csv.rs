//! Events shaped like ACLED's event file (31 columns, codebook of 2024), version 1.
//!
//! ACLED codes single days, towns and the lowest figure. An event known only within a week is put on the middle day of its
//! interval (`time_precision` 2), one known within a month likewise (3); vaguer ones, and those placed only in a country (but
//! for strategic developments), are not coded by ACLED and are left out here. Names of actors are the record's, not those of
//! ACLED's actor list; `source_scale` is blank, as a report does not tell it. Ids are ours: the country's code and the event's
//! id.

use jiff::civil::Date;
use sitrep_types::{ActorKind, EventType, PlaceKind, Record, SubType};

use super::coded::{Coded, Side, first_quotation, happened, way_back};
use super::table::csv_line;
use super::{ExportError, verify};
use crate::index::Index;

/// The columns, in ACLED's order.
pub const COLUMNS: [&str; 31] = [
    "event_id_cnty",
    "event_date",
    "year",
    "time_precision",
    "disorder_type",
    "event_type",
    "sub_event_type",
    "actor1",
    "assoc_actor_1",
    "inter1",
    "actor2",
    "assoc_actor_2",
    "inter2",
    "interaction",
    "civilian_targeting",
    "iso",
    "region",
    "country",
    "admin1",
    "admin2",
    "admin3",
    "location",
    "latitude",
    "longitude",
    "geo_precision",
    "source",
    "source_scale",
    "notes",
    "fatalities",
    "tags",
    "timestamp",
];

/// ACLED's types of actors with their former numbers, which order the two sides of an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Inter {
    StateForces = 1,
    RebelGroup = 2,
    PoliticalMilitia = 3,
    Rioters = 5,
    Protesters = 6,
    Civilians = 7,
    ExternalOther = 8,
}

impl Inter {
    const fn name(self) -> &'static str {
        match self {
            Self::StateForces => "State forces",
            Self::RebelGroup => "Rebel group",
            Self::PoliticalMilitia => "Political militia",
            Self::Rioters => "Rioters",
            Self::Protesters => "Protesters",
            Self::Civilians => "Civilians",
            Self::ExternalOther => "External/Other forces",
        }
    }
}

/// Writes the events of a record as an ACLED-shaped CSV file.
///
/// # Errors
/// When evidence of the record does not stand in its document's text.
pub fn acled_csv(record: &Record) -> Result<String, ExportError> {
    verify(record)?;
    let index = Index::new(record);
    let mut text = csv_line(&COLUMNS);
    for coded in happened(&index) {
        if let Some(row) = row(&index, &coded) {
            text.push_str(&csv_line(&row));
        }
    }
    Ok(text)
}

fn row(index: &Index<'_>, coded: &Coded<'_>) -> Option<[String; 31]> {
    let event = coded.event;
    let (day, time_precision) = coded_day(coded)?;
    let town = coded.town?;
    let sub_type = event.sub_type?;
    if town.kind == PlaceKind::Country && event.event_type != EventType::StrategicDevelopments {
        return None;
    }
    let (latitude, longitude) = coded.point()?;
    let country_name = coded.country.map_or("", |country| country.name);
    let (actor1, assoc1, inter1) = first_side(coded, country_name);
    let (actor2, assoc2, inter2) = second_side(coded, country_name);
    let civilians = inter2 == Some(Inter::Civilians) && event.event_type != EventType::StrategicDevelopments
        || event.event_type == EventType::ViolenceAgainstCivilians
        || sub_type == SubType::ExcessiveForceAgainstProtesters;
    // The lowest figure told for all who died; ACLED's 0 also says that nothing is told.
    let fatalities = coded.fewest_deaths().unwrap_or(0);
    let published = event.documents.iter().filter_map(|id| index.document(id)).filter_map(|entry| {
        let interval = entry.published.as_ref()?.interval;
        interval.latest.or(interval.earliest)
    });
    Some([
        format!("{}-{}", coded.country_code.unwrap_or("UNK"), event.id),
        day.to_string(),
        day.year().to_string(),
        time_precision.to_string(),
        disorder_type(event.event_type, sub_type).to_owned(),
        event.event_type.to_string(),
        sub_type.to_string(),
        actor1,
        assoc1,
        inter1.map_or("", Inter::name).to_owned(),
        actor2,
        assoc2,
        inter2.map_or("", Inter::name).to_owned(),
        interaction(inter1, inter2),
        if civilians { "Civilians targeted" } else { "" }.to_owned(),
        coded.country.map_or("", |country| country.numeric).to_owned(),
        coded.country.map_or("", |country| country.acled_region).to_owned(),
        country_name.to_owned(),
        town.admin1.clone().unwrap_or_default(),
        String::new(),
        String::new(),
        town.name.clone(),
        format!("{latitude:.4}"),
        format!("{longitude:.4}"),
        coded.place.and_then(|place| place.acled_geo_precision).unwrap_or(3).to_string(),
        coded.outlets(index).join("; "),
        String::new(),
        format!("{} {}", event.summary, first_quotation(index, event)),
        fatalities.to_string(),
        way_back(index, event),
        published.max().and_then(seconds).map(|seconds| seconds.to_string()).unwrap_or_default(),
    ])
}

/// The day that ACLED codes, and its precision; `None` where it would not code the event.
fn coded_day(coded: &Coded<'_>) -> Option<(Date, u8)> {
    let (earliest, _, n_days) = coded.days()?;
    let precision = match n_days {
        0 => 1,
        1..=7 => 2,
        8..=31 => 3,
        _ => return None,
    };
    Some((earliest.checked_add(jiff::Span::new().days(n_days / 2)).ok()?, precision))
}

const fn disorder_type(event_type: EventType, sub_type: SubType) -> &'static str {
    match (event_type, sub_type) {
        (_, SubType::ExcessiveForceAgainstProtesters) => "Political violence; Demonstrations",
        (EventType::Protests, _) | (EventType::Riots, SubType::ViolentDemonstration) => "Demonstrations",
        (EventType::StrategicDevelopments, _) => "Strategic developments",
        _ => "Political violence",
    }
}

fn first_side(coded: &Coded<'_>, country_name: &str) -> (String, String, Option<Inter>) {
    match (coded.actors.as_slice(), coded.event.event_type) {
        ([first, others @ ..], _) => {
            let names: Vec<&str> = others.iter().map(|side| side.name.as_str()).collect();
            (first.name.clone(), names.join("; "), Some(inter(first, coded)))
        }
        ([], EventType::Protests) => (of_country("Protesters", country_name), String::new(), Some(Inter::Protesters)),
        ([], EventType::Riots) => (of_country("Rioters", country_name), String::new(), Some(Inter::Rioters)),
        ([], _) => (of_country("Unidentified Armed Group", country_name), String::new(), Some(Inter::PoliticalMilitia)),
    }
}

fn second_side(coded: &Coded<'_>, country_name: &str) -> (String, String, Option<Inter>) {
    let sides: Vec<&Side<'_>> = coded.targets.iter().filter(|side| side.actor.is_some()).collect();
    match (sides.as_slice(), coded.event.event_type) {
        ([first, others @ ..], _) => {
            let names: Vec<&str> = others.iter().map(|side| side.name.as_str()).collect();
            let name = match first.kind {
                ActorKind::Civilians => of_country("Civilians", country_name),
                _ => first.name.clone(),
            };
            (name, names.join("; "), Some(inter(first, coded)))
        }
        ([], EventType::ViolenceAgainstCivilians) => {
            (of_country("Civilians", country_name), String::new(), Some(Inter::Civilians))
        }
        ([], _) => (String::new(), String::new(), None),
    }
}

fn inter(side: &Side<'_>, coded: &Coded<'_>) -> Inter {
    let abroad = matches!((side.country, coded.country_code), (Some(own), Some(here)) if own != here);
    match (side.kind, coded.event.event_type) {
        (ActorKind::StateForce | ActorKind::Government, _) if abroad => Inter::ExternalOther,
        (ActorKind::StateForce | ActorKind::Government, _) => Inter::StateForces,
        (ActorKind::ArmedGroup, _) => Inter::RebelGroup,
        (ActorKind::International, _) => Inter::ExternalOther,
        (ActorKind::Unknown, EventType::Protests) => Inter::Protesters,
        (ActorKind::Unknown, EventType::Riots) => Inter::Rioters,
        (ActorKind::Unknown, _) => Inter::PoliticalMilitia,
        (ActorKind::Civilians | ActorKind::Person | ActorKind::Organisation | ActorKind::Media, _) => Inter::Civilians,
    }
}

fn of_country(name: &str, country_name: &str) -> String {
    if country_name.is_empty() { name.to_owned() } else { format!("{name} ({country_name})") }
}

/// "State forces-Rebel group", by number but for 78, which ACLED prints the other way round.
fn interaction(first: Option<Inter>, second: Option<Inter>) -> String {
    let (mut low, mut high) = match (first, second) {
        (Some(first), Some(second)) => (first.min(second), first.max(second)),
        (Some(only), None) | (None, Some(only)) => return format!("{} only", only.name()),
        (None, None) => return String::new(),
    };
    if (low, high) == (Inter::Civilians, Inter::ExternalOther) {
        (low, high) = (high, low);
    }
    format!("{}-{}", low.name(), high.name())
}

/// Midnight UTC of a day as a Unix time: the day of the latest report, as no clock is asked.
fn seconds(day: Date) -> Option<i64> {
    day.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|midnight| midnight.timestamp().as_second())
}
