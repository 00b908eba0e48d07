//! What the event formats of the field have in common: which events they code, and who stands on which side.

use jiff::civil::Date;
use sitrep_types::{Actor, ActorKind, ClaimId, Estimate, Event, Participant, Place, PlaceKind, QuantityKind, Scope};

use super::country::{Country, country};
use crate::index::Index;
use crate::view::{Part, part, words};

/// Somebody on one side of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Side<'a> {
    /// Name, as the record has it.
    pub name: String,
    /// The actor, if it is one.
    pub actor: Option<&'a Actor>,
    /// Kind; a person counts as what he speaks for.
    pub kind: ActorKind,
    /// ISO 3166 alpha-3.
    pub country: Option<&'a str>,
}

/// An event with what every such format asks for.
pub struct Coded<'a> {
    /// The event.
    pub event: &'a Event,
    /// Where.
    pub place: Option<&'a Place>,
    /// The town or larger place that stands for it: a museum is coded as its town.
    pub town: Option<&'a Place>,
    /// In which country.
    pub country: Option<Country>,
    /// The code of that country.
    pub country_code: Option<&'a str>,
    /// Who acts.
    pub actors: Vec<Side<'a>>,
    /// On whom.
    pub targets: Vec<Side<'a>>,
}

impl<'a> Coded<'a> {
    /// An event with its places and sides.
    pub fn new(index: &Index<'a>, event: &'a Event) -> Self {
        let chain: Vec<&Place> = event
            .place
            .as_ref()
            .map(|key| index.place_chain(key).into_iter().map(|entry| &entry.place).collect())
            .unwrap_or_default();
        let smaller = |kind: PlaceKind| {
            matches!(kind, PlaceKind::District | PlaceKind::Facility | PlaceKind::Road | PlaceKind::Other)
        };
        let town = chain.iter().copied().find(|place| !smaller(place.kind)).or(chain.first().copied());
        let country_code = chain.iter().find_map(|place| place.country.as_deref());
        Self {
            event,
            place: chain.first().copied(),
            town,
            country: country_code.and_then(country),
            country_code,
            actors: event
                .actors
                .iter()
                .filter_map(|id| index.actor(id))
                .map(|actor| actor_side(index, actor))
                .collect(),
            targets: event.targets.iter().filter_map(|target| target_side(index, target)).collect(),
        }
    }

    /// The point of the place, or of the first place around it that has one.
    pub fn point(&self) -> Option<(f64, f64)> {
        [self.place, self.town].into_iter().flatten().find_map(|place| Some((place.latitude?, place.longitude?)))
    }

    /// The numbers of dead of this event; a total so far is not of this event.
    fn all_deaths(&self) -> impl Iterator<Item = &'a Estimate> + use<'a> {
        let estimates = &self.event.estimates;
        estimates.iter().filter(|estimate| estimate.what == QuantityKind::Killed && estimate.scope == Scope::Incident)
    }

    /// The lowest figure that any report has for all who died: what one report tells of parts ("two soldiers and four farmers")
    /// is not lower than its sum.
    pub fn fewest_deaths(&self) -> Option<i64> {
        let figure = |deaths: &Estimate| deaths.low.or(deaths.best).or(deaths.high);
        let told_by =
            |claim: &ClaimId| self.all_deaths().filter(|deaths| deaths.claims.contains(claim)).filter_map(figure).max();
        self.all_deaths().flat_map(|deaths| &deaths.claims).filter_map(told_by).min()
    }

    /// The one for all who died: "two soldiers and four farmers" are parts of six, so the largest, and of equal ones the
    /// one that says of nobody in particular.
    pub fn deaths(&self) -> Option<&'a Estimate> {
        let figure = |deaths: &&Estimate| deaths.best.or(deaths.low).or(deaths.high);
        self.all_deaths().max_by_key(|deaths| (figure(deaths), deaths.of.is_none()))
    }

    /// Days between the bounds of its time, if both are known.
    pub fn days(&self) -> Option<(Date, Date, i32)> {
        let (earliest, latest) = (self.event.time.earliest?, self.event.time.latest?);
        Some((earliest, latest, earliest.until(latest).ok()?.get_days()))
    }

    /// The outlets that tell it, sorted, each once.
    pub fn outlets(&self, index: &Index<'_>) -> Vec<String> {
        let mut names: Vec<String> = self
            .event
            .documents
            .iter()
            .filter_map(|id| index.document(id))
            .map(|entry| entry.document.outlet.as_ref().map_or("unknown outlet", |outlet| &outlet.name).to_owned())
            .collect();
        names.sort();
        names.dedup();
        names
    }
}

/// The events that count as having happened: no statements, no standing conditions, nothing denied, planned or foreseen.
pub fn happened<'a>(index: &Index<'a>) -> Vec<Coded<'a>> {
    index
        .record
        .events
        .iter()
        .filter(|event| matches!(part(event), Part::Happened | Part::Background))
        .map(|event| Coded::new(index, event))
        .collect()
}

fn actor_side<'a>(index: &Index<'a>, actor: &'a Actor) -> Side<'a> {
    let body = actor.affiliation.as_ref().and_then(|id| index.actor(id));
    let speaks_for = body.filter(|_| actor.kind == ActorKind::Person);
    Side {
        name: actor.name.clone(),
        kind: speaks_for.map_or(actor.kind, |body| body.kind),
        country: actor.country.as_deref().or_else(|| body.and_then(|body| body.country.as_deref())),
        actor: Some(actor),
    }
}

fn target_side<'a>(index: &Index<'a>, target: &'a Participant) -> Option<Side<'a>> {
    if let Some(actor) = target.actor.as_ref().and_then(|id| index.actor(id)) {
        return Some(actor_side(index, actor));
    }
    // A place or a thing is no side; words alone may be people ("villagers").
    target.place.is_none().then(|| Side {
        name: target.text.clone(),
        actor: None,
        kind: ActorKind::Unknown,
        country: None,
    })
}

/// "event e1; quoted in d1 at bytes 12 to 40": the way back to the record.
pub fn way_back(index: &Index<'_>, event: &Event) -> String {
    let first = index.claims_of(&event.claims).next();
    let quoted = first.map_or_else(String::new, |claim| {
        let span = claim.evidence.span;
        format!("; claim {} in document {} at bytes {} to {}", claim.id, claim.document, span.start, span.end)
    });
    format!("sitrep event {}{quoted}", event.id)
}

/// The first quotation of an event and its report.
pub fn first_quotation(index: &Index<'_>, event: &Event) -> String {
    index.claims_of(&event.claims).next().map_or_else(String::new, |claim| {
        let document = index.document(&claim.document).map(|entry| crate::view::document_name(&entry.document));
        let published = index
            .document(&claim.document)
            .and_then(|entry| entry.published.as_ref())
            .map(|published| format!(", {}", words::interval(&published.interval)))
            .unwrap_or_default();
        format!("\u{201c}{}\u{201d} ({}{published})", claim.evidence.text, document.unwrap_or_default())
    })
}
