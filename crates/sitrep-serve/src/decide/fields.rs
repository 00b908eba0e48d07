//! The value that a form gives a field of an event.

use jiff::civil::Date;
use sitrep::Refs;
use sitrep_present::view::{Filter, FilterError};
use sitrep_types::{
    DateInterval, EventType, FieldValue, Figures, Modality, Precision, QuantityKind, Scope, SubType, TargetRef,
};

use super::{Form, actor, first_line};

/// What can be counted, as a form writes it.
pub const QUANTITIES: [(&str, QuantityKind); 7] = [
    ("killed", QuantityKind::Killed),
    ("injured", QuantityKind::Injured),
    ("abducted", QuantityKind::Abducted),
    ("displaced", QuantityKind::Displaced),
    ("arrested", QuantityKind::Arrested),
    ("strength", QuantityKind::Strength),
    ("other", QuantityKind::Other),
];

/// How far a claim can say that something is so.
pub const MODALITIES: [Modality; 9] = [
    Modality::Asserted,
    Modality::Claimed,
    Modality::Denied,
    Modality::Unconfirmed,
    Modality::Attempted,
    Modality::Planned,
    Modality::Ordered,
    Modality::Forecast,
    Modality::Hypothetical,
];

/// Every type that an event can be given: each sub-type with its type, then the types that have none.
pub fn type_names() -> Vec<&'static str> {
    SubType::ALL.iter().map(|term| term.name()).chain([EventType::Statement.name(), EventType::State.name()]).collect()
}

/// The value of the field that the form names.
pub fn value(form: &Form, refs: &Refs<'_>) -> Result<FieldValue, String> {
    Ok(match form.text("field") {
        "type" => kind(form.text("type"))?,
        "actors" => FieldValue::Actors(
            names(form.text("actors")).map(|name| actor(refs, name)).collect::<Result<Vec<_>, String>>()?,
        ),
        "targets" => FieldValue::Targets(
            names(form.text("targets")).map(|name| target(refs, name)).collect::<Result<Vec<_>, String>>()?,
        ),
        "place" => match form.text("place") {
            "" => FieldValue::Place(None),
            name => FieldValue::Place(Some(refs.place(name).map_err(|error| {
                format!("{} Write the name of a place that some report names, or its key.", first_line(&error))
            })?)),
        },
        "time" => match (form.text("from"), form.text("to")) {
            ("", "") => FieldValue::Time(DateInterval::UNKNOWN),
            (from, to) => FieldValue::Time(interval(from, to)?),
        },
        "quantity" => quantity(form)?,
        "status" => FieldValue::Status(
            Filter::status_from_name(form.text("status")).ok_or_else(|| "No status was chosen.".to_owned())?,
        ),
        "modality" => FieldValue::Modality {
            modality: modality(form.text("modality")).ok_or_else(|| "No modality was chosen.".to_owned())?,
            negated: form.text("negated") == "yes",
        },
        _ => return Err("No field was named.".to_owned()),
    })
}

/// Names parted by semicolons or line ends.
fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty()).take(100)
}

fn target(refs: &Refs<'_>, name: &str) -> Result<TargetRef, String> {
    let place = refs.place(name).ok();
    let known = refs.actor(name).ok().filter(|_| place.is_none());
    Ok(TargetRef { actor: known, place, text: name.to_owned() })
}

fn kind(name: &str) -> Result<FieldValue, String> {
    if let Some(sub_type) = SubType::from_name(name) {
        return Ok(FieldValue::Type { event_type: type_of(sub_type), sub_type: Some(sub_type) });
    }
    EventType::from_name(name)
        .map(|event_type| FieldValue::Type { event_type, sub_type: None })
        .ok_or_else(|| "No type was chosen.".to_owned())
}

/// ACLED's codebook of 2024: each sub-event type belongs to one event type.
const fn type_of(sub_type: SubType) -> EventType {
    use SubType as S;
    match sub_type {
        S::GovernmentRegainsTerritory | S::NonStateActorOvertakesTerritory | S::ArmedClash => EventType::Battles,
        S::ExcessiveForceAgainstProtesters | S::ProtestWithIntervention | S::PeacefulProtest => EventType::Protests,
        S::ViolentDemonstration | S::MobViolence => EventType::Riots,
        S::ChemicalWeapon
        | S::AirDroneStrike
        | S::SuicideBomb
        | S::ShellingArtilleryMissileAttack
        | S::RemoteExplosiveLandmineIed
        | S::Grenade => EventType::Explosions,
        S::SexualViolence | S::Attack | S::AbductionForcedDisappearance => EventType::ViolenceAgainstCivilians,
        S::Agreement
        | S::Arrests
        | S::ChangeToGroupActivity
        | S::DisruptedWeaponsUse
        | S::HeadquartersOrBaseEstablished
        | S::LootingPropertyDestruction
        | S::NonViolentTransferOfTerritory
        | S::Other => EventType::StrategicDevelopments,
    }
}

fn modality(name: &str) -> Option<Modality> {
    MODALITIES.into_iter().find(|term| sitrep_present::view::words::code(term) == name)
}

fn quantity(form: &Form) -> Result<FieldValue, String> {
    let what = QUANTITIES.iter().find(|(name, _)| *name == form.text("what")).map(|(_, what)| *what);
    let number = |name: &str| match form.text(name) {
        "" => Ok(None),
        text => match text.replace([',', ' '], "").parse::<i64>() {
            Ok(number) => Ok(Some(number)),
            Err(_) => Err(format!("“{text}” is not a number.")),
        },
    };
    let of = form.text("of");
    Ok(FieldValue::Quantity(Figures {
        what: what.ok_or_else(|| "It was not chosen what is counted.".to_owned())?,
        of: if of.is_empty() { None } else { Some(of.to_owned()) },
        low: number("low")?,
        best: number("best")?,
        high: number("high")?,
        scope: if form.text("scope") == "running_total" { Scope::RunningTotal } else { Scope::Incident },
    }))
}

/// The days from the first of one day, month or year to the last of another; of the same where no other is given.
pub fn interval(from: &str, to: &str) -> Result<DateInterval, String> {
    let wrong = |text: &str| format!("“{text}” is not a day: write 2017-03-07, 2017-03 or 2017.");
    let day = |text: &str, parse: fn(&str, &str) -> Result<Date, FilterError>| parse("", text).map_err(|_| wrong(text));
    let earliest = if from.is_empty() { None } else { Some(day(from, Filter::first_day)?) };
    let until = if to.is_empty() { from } else { to };
    let latest = if until.is_empty() { None } else { Some(day(until, Filter::last_day)?) };
    let n_days = earliest.zip(latest).and_then(|(earliest, latest)| earliest.until(latest).ok());
    let precision = match n_days.map(|span| span.get_days()) {
        None => Precision::Unknown,
        Some(..=2) => Precision::Day,
        Some(3..=9) => Precision::Week,
        Some(10..=35) => Precision::Month,
        Some(36..=120) => Precision::Season,
        Some(121..=370) => Precision::Year,
        Some(_) => Precision::Decade,
    };
    Ok(DateInterval { earliest, latest, precision })
}

#[cfg(test)]
mod tests {
    use super::{interval, kind};
    use sitrep_types::{EventType, FieldValue, Precision, SubType};

    #[test]
    fn days_are_read_as_people_write_them() {
        for (from, to, earliest, latest, precision) in [
            ("2017-03-07", "", "2017-03-07", "2017-03-07", Precision::Day),
            ("2017-03-06", "2017-03-07", "2017-03-06", "2017-03-07", Precision::Day),
            ("2017-02", "", "2017-02-01", "2017-02-28", Precision::Month),
            ("2017", "", "2017-01-01", "2017-12-31", Precision::Year),
            ("2014", "2017", "2014-01-01", "2017-12-31", Precision::Decade),
        ] {
            let read = interval(from, to).unwrap();
            assert_eq!(read.earliest.map(|day| day.to_string()).as_deref(), Some(earliest));
            assert_eq!(read.latest.map(|day| day.to_string()).as_deref(), Some(latest));
            assert_eq!(read.precision, precision, "{from} {to}");
        }
        assert!(interval("yesterday", "").is_err() && interval("2017-02-30", "").is_err());
        assert_eq!(interval("", "2017-03-09").unwrap().earliest, None);
    }

    #[test]
    fn a_sub_type_brings_its_type() {
        let air = FieldValue::Type { event_type: EventType::Explosions, sub_type: Some(SubType::AirDroneStrike) };
        assert_eq!(kind("Air/drone strike"), Ok(air));
        assert_eq!(kind("Statement"), Ok(FieldValue::Type { event_type: EventType::Statement, sub_type: None }));
        assert!(kind("Picnic").is_err());
    }
}
