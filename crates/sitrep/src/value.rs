//! Values of fields as a person types them: "2017-03-06..2017-03-07", "Battles / Armed clash", "3..5".

use jiff::civil::Date;
use serde::de::DeserializeOwned;
use sitrep_types::{
    ActorRef, DateInterval, EventType, FieldValue, Figures, Modality, Place, PlaceKey, PlaceKind, Precision,
    QuantityKind, Scope, SubType, TargetRef, stable_id,
};

use crate::{Error, Refs};

/// The fields that can be typed.
pub const FIELDS: &[&str] = &[
    "type",
    "time",
    "place",
    "actors",
    "targets",
    "status",
    "modality",
    "killed",
    "injured",
    "abducted",
    "displaced",
    "arrested",
    "strength",
    "other",
];

/// Reads the value of a field.
///
/// | field | written as |
/// | --- | --- |
/// | `type` | `Battles`, `Armed clash` or `Battles / Armed clash` |
/// | `time` | `2017-03-06`, `2017-03`, `2017`, `2017-03-06..2017-03-09`, `unknown` |
/// | `place` | a name or key of the record, `Old mill @ 36.3, 43.1` for one that is not in it, `none` |
/// | `actors`, `targets` | names, parted by `;`; `none` |
/// | `status`, `modality` | `disputed`; `denied`, `claimed negated` |
/// | `killed`, `injured`, … | `3`, `3..5`, `3..4..5` (low, best, high), `total 40`, `none` |
///
/// # Errors
/// Where the field is unknown or the text is no value of it.
pub fn parse_value(refs: &Refs<'_>, field: &str, text: &str) -> Result<FieldValue, Error> {
    let text = text.trim();
    match field {
        "type" => kind(text),
        "time" => Ok(FieldValue::Time(parse_interval(text)?)),
        "place" if text == "none" => Ok(FieldValue::Place(None)),
        "place" => Ok(FieldValue::Place(Some(parse_place(refs, text)?))),
        "actors" => names(text).map(|name| parse_actor(refs, name)).collect::<Result<_, _>>().map(FieldValue::Actors),
        "targets" => names(text).map(|name| target(refs, name)).collect::<Result<_, _>>().map(FieldValue::Targets),
        "status" => term(field, text).map(FieldValue::Status),
        "modality" => {
            let (word, negated) = text.strip_suffix(" negated").map_or((text, false), |word| (word, true));
            let modality: Modality = term(field, word.trim())?;
            Ok(FieldValue::Modality { modality, negated: negated || modality == Modality::Denied })
        }
        _ => match term::<QuantityKind>(field, field) {
            Ok(what) => quantity(what, text),
            Err(_) => Err(Error::Value(format!("there is no field '{field}'; there are {}", FIELDS.join(", ")))),
        },
    }
}

/// Reads a day, month, year, or two of them with `..` between.
///
/// # Errors
/// Where it is none.
pub fn parse_interval(text: &str) -> Result<DateInterval, Error> {
    if text == "unknown" {
        return Ok(DateInterval::UNKNOWN);
    }
    let (first, last) = text.split_once("..").unwrap_or((text, text));
    let (earliest, shape) = day(first.trim(), false)?;
    let (latest, _) = day(last.trim(), true)?;
    let width = earliest.until(latest).map_or(0, |span| span.get_days());
    let precision = match (shape, width) {
        (shape, _) if first == last => shape,
        (_, 0) => Precision::Day,
        (_, ..=7) => Precision::Week,
        (_, ..=31) => Precision::Month,
        (_, ..=366) => Precision::Year,
        _ => Precision::Decade,
    };
    Ok(DateInterval { earliest: Some(earliest), latest: Some(latest), precision })
}

/// Reads a place of the record by name or key, or a new one: `Old mill @ 36.3, 43.1`.
///
/// # Errors
/// Where the record has none or more than one of that name, and no point is given.
pub fn parse_place(refs: &Refs<'_>, text: &str) -> Result<Place, Error> {
    let Some((name, point)) = text.rsplit_once('@') else { return refs.place(text) };
    let fault = || Error::Value(format!("'{text}': a new place is written as 'Old mill @ 36.3, 43.1' (north, east)"));
    let (latitude, longitude) = point.split_once(',').ok_or_else(fault)?;
    let degrees = |text: &str| text.trim().parse::<f64>().ok().filter(|degrees| degrees.is_finite()).ok_or_else(fault);
    let (name, latitude, longitude) = (name.trim(), degrees(latitude)?, degrees(longitude)?);
    if name.is_empty() {
        return Err(fault());
    }
    Ok(Place {
        key: PlaceKey(format!("local:decided/{}", stable_id("", &[&name.to_lowercase()]))),
        name: name.to_owned(),
        kind: PlaceKind::Other,
        parent: None,
        country: None,
        admin1: None,
        latitude: Some(latitude),
        longitude: Some(longitude),
        geonameid: None,
        acled_geo_precision: Some(1),
        ucdp_where_prec: Some(1),
    })
}

/// An actor of the record, or one whom no report names.
///
/// # Errors
/// Where more than one is called so.
pub fn parse_actor(refs: &Refs<'_>, name: &str) -> Result<ActorRef, Error> {
    match refs.actor(name) {
        Err(Error::NoSuch { .. }) => Ok(ActorRef { id: None, name: name.to_owned(), kind: None, mentions: Vec::new() }),
        found => found,
    }
}

fn target(refs: &Refs<'_>, name: &str) -> Result<TargetRef, Error> {
    let text = name.to_owned();
    match (refs.actor(name), refs.place(name)) {
        (Ok(actor), _) => Ok(TargetRef { actor: Some(actor), place: None, text }),
        (Err(error @ Error::Ambiguous { .. }), _) => Err(error),
        (_, Ok(place)) => Ok(TargetRef { actor: None, place: Some(place), text }),
        (_, Err(error @ Error::Ambiguous { .. })) => Err(error),
        _ => Ok(TargetRef { actor: None, place: None, text }),
    }
}

fn names(text: &str) -> impl Iterator<Item = &str> {
    text.split(';').map(str::trim).filter(|name| !name.is_empty() && *name != "none")
}

/// A term of a vocabulary, as the exported record writes it.
fn term<T: DeserializeOwned>(field: &str, text: &str) -> Result<T, Error> {
    serde_json::from_value(serde_json::Value::String(text.to_lowercase().replace([' ', '-'], "_")))
        .map_err(|error| Error::Value(format!("'{text}' is no {field}: {error}")))
}

fn kind(text: &str) -> Result<FieldValue, Error> {
    let named = |text: &str| EventType::ALL.iter().copied().find(|it| it.name().eq_ignore_ascii_case(text));
    let sub_named = |text: &str| SubType::ALL.iter().copied().find(|it| it.name().eq_ignore_ascii_case(text));
    if let Some(event_type) = named(text) {
        return Ok(FieldValue::Type { event_type, sub_type: None });
    }
    if let Some(sub_type) = sub_named(text) {
        return Ok(FieldValue::Type { event_type: type_of(sub_type), sub_type: Some(sub_type) });
    }
    // " / " parts the two; "Explosions/Remote violence" is one.
    if let Some((event_type, sub_type)) = text.split_once(" / ")
        && let (Some(event_type), Some(sub_type)) = (named(event_type.trim()), sub_named(sub_type.trim()))
    {
        return Ok(FieldValue::Type { event_type, sub_type: Some(sub_type) });
    }
    let known: Vec<&str> =
        EventType::ALL.iter().map(|it| it.name()).chain(SubType::ALL.iter().map(|it| it.name())).collect();
    Err(Error::Value(format!("'{text}' is no type; there are {}", known.join(", "))))
}

/// The type that a sub-type belongs to (ACLED's codebook of 2024).
const fn type_of(sub_type: SubType) -> EventType {
    match sub_type {
        SubType::GovernmentRegainsTerritory | SubType::NonStateActorOvertakesTerritory | SubType::ArmedClash => {
            EventType::Battles
        }
        SubType::ExcessiveForceAgainstProtesters | SubType::ProtestWithIntervention | SubType::PeacefulProtest => {
            EventType::Protests
        }
        SubType::ViolentDemonstration | SubType::MobViolence => EventType::Riots,
        SubType::ChemicalWeapon
        | SubType::AirDroneStrike
        | SubType::SuicideBomb
        | SubType::ShellingArtilleryMissileAttack
        | SubType::RemoteExplosiveLandmineIed
        | SubType::Grenade => EventType::Explosions,
        SubType::SexualViolence | SubType::Attack | SubType::AbductionForcedDisappearance => {
            EventType::ViolenceAgainstCivilians
        }
        SubType::Agreement
        | SubType::Arrests
        | SubType::ChangeToGroupActivity
        | SubType::DisruptedWeaponsUse
        | SubType::HeadquartersOrBaseEstablished
        | SubType::LootingPropertyDestruction
        | SubType::NonViolentTransferOfTerritory
        | SubType::Other => EventType::StrategicDevelopments,
    }
}

fn quantity(what: QuantityKind, text: &str) -> Result<FieldValue, Error> {
    let (scope, figures) = match text.strip_prefix("total ") {
        Some(figures) => (Scope::RunningTotal, figures.trim()),
        None => (Scope::Incident, text),
    };
    let fault = || Error::Value(format!("'{text}' is no number; write 3, 3..5 or 3..4..5 (low, best, high), or none"));
    let parts: Vec<Option<i64>> = match figures {
        "none" => Vec::new(),
        figures => figures
            .split("..")
            .map(|part| match part.trim() {
                "" => Ok(None),
                part => part.replace(',', "").parse().map(Some).map_err(|_| fault()),
            })
            .collect::<Result<_, _>>()?,
    };
    let (low, best, high) = match parts.as_slice() {
        [] => (None, None, None),
        [only] => (*only, *only, *only),
        [low, high] => (*low, None, *high),
        [low, best, high] => (*low, *best, *high),
        _ => return Err(fault()),
    };
    Ok(FieldValue::Quantity(Figures { what, of: None, low, best, high, scope }))
}

/// The first or last day of what is written, and how exact that is.
fn day(text: &str, last: bool) -> Result<(Date, Precision), Error> {
    let (padded, precision) = match text.len() {
        4 => (format!("{text}-01-01"), Precision::Year),
        7 => (format!("{text}-01"), Precision::Month),
        _ => (text.to_owned(), Precision::Day),
    };
    let first: Date = padded.parse().map_err(|_| {
        Error::Value(format!("'{text}' is no day; write 2017-03-07, 2017-03, 2017, or two of them with .. between"))
    })?;
    let day = match (last, precision) {
        (true, Precision::Year) => first.last_of_year(),
        (true, Precision::Month) => first.last_of_month(),
        _ => first,
    };
    Ok((day, precision))
}

#[cfg(test)]
mod tests {
    use sitrep_types::Record;

    use super::*;

    #[test]
    fn typed_values() {
        let record = Record::default();
        let check = |field: &str, text: &str, expected: &str| {
            let value = parse_value(&Refs::new(&record), field, text).expect(text);
            let shown = serde_json::to_string(&value).expect("JSON");
            assert!(shown.contains(expected), "{field} {text}: {shown}");
        };
        check("time", "2017-03-06", r#"{"earliest":"2017-03-06","latest":"2017-03-06","precision":"day"}"#);
        check("time", "2017-03", r#"{"earliest":"2017-03-01","latest":"2017-03-31","precision":"month"}"#);
        check("time", "2017-03-06..2017-03-09", r#""latest":"2017-03-09","precision":"week""#);
        check("time", "unknown", r#"{"earliest":null,"latest":null,"precision":"unknown"}"#);
        check("type", "armed clash", r#"{"event_type":"Battles","sub_type":"Armed clash"}"#);
        check("type", "Explosions/Remote violence", r#"{"event_type":"Explosions/Remote violence","sub_type":null}"#);
        check("type", "Explosions/Remote violence / Grenade", r#""sub_type":"Grenade""#);
        check("killed", "3..5", r#""low":3,"best":null,"high":5,"scope":"incident""#);
        check("killed", "total 1,200", r#""low":1200,"best":1200,"high":1200,"scope":"running_total""#);
        check("killed", "none", r#""low":null,"best":null,"high":null"#);
        check("status", "disputed", r#""disputed""#);
        check("modality", "denied", r#"{"modality":"denied","negated":true}"#);
        check("actors", "River Guard; Sons of the Hill", r#""name":"Sons of the Hill""#);
        check("place", "Old mill @ 36.3, 43.1", r#""latitude":36.3"#);
        check("place", "none", "null");
    }

    #[test]
    fn what_is_no_value_says_what_is() {
        let record = Record::default();
        let check = |field: &str, text: &str, words: &str| {
            let error = parse_value(&Refs::new(&record), field, text).expect_err(text);
            assert!(error.to_string().contains(words), "{error}");
        };
        check("colour", "red", "there is no field 'colour'");
        check("time", "last Tuesday", "is no day");
        check("time", "2017-02-30", "is no day");
        check("type", "Quarrel", "Armed clash");
        check("killed", "many", "is no number");
        check("status", "certain", "is no status");
        check("place", "Nowhere", "no place 'Nowhere'");
        check("place", "Old mill @ north", "36.3, 43.1");
    }
}
