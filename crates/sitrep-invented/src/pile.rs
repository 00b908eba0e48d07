//! Piles of invented reports, as large as asked for, with what must come out of them.

use jiff::ToSpan;
use jiff::civil::Date;
use sitrep_types::{ActorKind, ClaimId, DocumentId, How, LinkKind, OutletName, Reading, stable_id};

use crate::{BOMB, Dice, RETAKEN, Report, Told, actor, site, town, yesterday};

const OUTLETS: &[&str] =
    &["Harbour Post", "River Gazette", "Valley Times", "Northern Star", "Desert Herald", "Hill Courier"];
const UNITS: &[&str] = &["Third Brigade", "Border Guards", "Ninth Division", "Desert Rangers"];
const SITES: &[&str] = &["museum", "airport", "police headquarters", "government complex", "central prison", "citadel"];
const SPEAKERS: &[&str] = &["Karim Haddad", "Yusuf Darwish", "Salim Qasem", "Nadia Farouk", "Omar Jaber"];

/// What the dice made, and what must come out.
pub struct Pile {
    /// The readings, incident by incident.
    pub readings: Vec<Reading>,
    /// What they tell of.
    pub incidents: Vec<Incident>,
}

/// One incident.
pub struct Incident {
    /// The documents that tell it.
    pub documents: Vec<DocumentId>,
    /// How many of its sources are independent.
    pub independent: usize,
}

/// Incidents in invented towns, each told by one to five reports: own accounts of a named official, copies under
/// another masthead, relays of the same official.
///
/// # Panics
/// Never for counts that fit into memory: the dice and the calendar stay in range.
#[must_use]
pub fn pile(seed: u64, incidents: usize) -> Pile {
    let mut dice = Dice(seed);
    let mut pile = Pile { readings: Vec::new(), incidents: Vec::new() };
    let first: Date = "2024-01-01".parse().expect("a date");
    for incident in 0..incidents {
        let place = town(&format!("Town{}", dice.roll(incidents.max(2))));
        let offset = i64::try_from(dice.roll(700)).expect("small");
        let day = first.checked_add(offset.days()).expect("in range");
        let published = day.checked_add(1.days()).expect("in range").to_string();
        let unit = actor(UNITS[dice.roll(UNITS.len())], ActorKind::StateForce, "IRQ");
        let capture = dice.roll(2) == 0;
        let object = site(SITES[dice.roll(SITES.len())], &place);
        let toll = i64::try_from(3 + dice.roll(60)).expect("small");
        let tellings = 1 + dice.roll(5);
        let mut documents = Vec::new();
        let mut speakers: Vec<&str> = Vec::new();
        let mut last: Option<Reading> = None;
        for telling in 0..tellings {
            let outlet = OUTLETS[(incident + telling) % OUTLETS.len()];
            if let Some(original) = last.clone().filter(|_| dice.roll(3) == 0) {
                let mut copy = original;
                copy.document.outlet = Some(OutletName { name: outlet.to_string(), how: How::Metadata });
                copy.document.id = DocumentId(stable_id("doc-", &[&copy.document.id.0, outlet, "copy"]));
                copy.document.inputs = vec![format!("{}.txt", copy.document.id)];
                for (at, claim) in copy.claims.iter_mut().enumerate() {
                    claim.document = copy.document.id.clone();
                    claim.id = ClaimId(stable_id("claim-", &[&copy.document.id.0, &at.to_string()]));
                }
                documents.push(copy.document.id.clone());
                pile.readings.push(copy);
                continue;
            }
            let speaker = SPEAKERS[dice.roll(SPEAKERS.len())];
            if !speakers.contains(&speaker) {
                speakers.push(speaker);
            }
            let flavour = [
                "after a night of heavy firing",
                "in a raid before dawn",
                "while shops were opening",
                "under cover of smoke",
            ][dice.roll(4)];
            let colour = [
                "Smoke hung over the roofs for hours",
                "Families left on foot along the canal",
                "Shops stayed shut until noon",
                "Ambulances queued at the ring road",
            ][dice.roll(4)];
            let mut report = Report::new(outlet, Some(&published)).place(&place).place(&object);
            let (what, trigger) = if capture {
                (format!("took the {}", object.name), "took")
            } else {
                (format!("killed {toll} people at the {}", object.name), "killed")
            };
            let who = if capture { unit.name.as_str() } else { "a bomber" };
            // One wording for each speaker, so that two officials' accounts do not look copied from one another.
            let sentence = match SPEAKERS.iter().position(|name| *name == speaker) {
                Some(0) => format!(
                    "{speaker} told {outlet} that {who} {what} of {} yesterday, {flavour}, as number {incident} this year.",
                    place.name
                ),
                Some(1) => format!(
                    "In {}, {flavour}, {who} yesterday {what}; so said {speaker} by telephone about case {incident}.",
                    place.name
                ),
                Some(2) => format!(
                    "Case {incident}: {who} {what}, according to {speaker}, who put it at yesterday {flavour} in {}.",
                    place.name
                ),
                Some(3) => format!(
                    "Yesterday {flavour} {who} {what}, {speaker} announced on television from {}, file {incident}.",
                    place.name
                ),
                _ => format!(
                    "Speaking at {} about incident {incident}, {speaker} confirmed {flavour} yesterday {who} {what}.",
                    place.name
                ),
            };
            report = if capture {
                report.line(&sentence).tell(
                    Told::of(RETAKEN, trigger)
                        .by(unit.clone())
                        .site(&object)
                        .when("yesterday", yesterday())
                        .gains()
                        .said_by(&[(speaker, LinkKind::Official)]),
                )
            } else {
                report.line(&sentence).tell(
                    Told::of(BOMB, trigger)
                        .at(&object)
                        .killed(toll, "people")
                        .when("yesterday", yesterday())
                        .said_by(&[(speaker, LinkKind::Official)]),
                )
            };
            let reading = report
                .line(&format!(
                    "{colour}, as {outlet} number {telling} of story {incident} reported from {}.",
                    place.name
                ))
                .done();
            documents.push(reading.document.id.clone());
            last = Some(reading.clone());
            pile.readings.push(reading);
        }
        pile.incidents.push(Incident { documents, independent: speakers.len() });
    }
    pile
}
