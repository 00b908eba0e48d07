//! One event in full: each field with its words, the reports beside it with those words marked, who told whom, what else was
//! considered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use sitrep_present::Index;
use sitrep_present::view::{self, EventPage, document_name, words};
use sitrep_types::{BlockKind, Claim, ClaimId, DecidedField, DocumentId, Event, EventId, PlaceKey, Verdict};

use super::forms::Forms;
use super::{Site, answer, html};
use crate::app::App;
use crate::chain::{self, ChainDrawing, Toll, shortened};
use crate::error::Refusal;
use crate::query::encode;
use crate::snapshot::Snapshot;
use sitrep_present::view::{Run, runs};

/// Reports shown beside the fields; the others are named with a link.
const MOST_REPORTS: usize = 6;

/// Different words named for one value of a field.
const MOST_WORDS: usize = 6;

/// Blocks shown before and after one that tells of the event; the others of a long report are left to its own page.
const BLOCKS_AROUND: usize = 1;

/// A report no longer than so many blocks is shown whole.
const SHORT_REPORT: usize = 14;

/// Words of one report that a field was read from, each with its claim.
pub struct Words {
    pub document: DocumentId,
    pub name: String,
    pub said: Vec<(String, String)>,
}

/// Events offered to be merged with.
const MOST_OTHERS: usize = 40;

/// Letters of a report's name beside its words.
const NAME: usize = 34;

/// A value of a field.
pub struct Value {
    pub text: String,
    pub href: Option<String>,
    pub words: Vec<Words>,
    pub reasons: Vec<String>,
}

/// A field of the event.
pub struct Field {
    pub name: &'static str,
    /// The role of its words in the text, for highlighting.
    pub role: &'static str,
    pub values: Vec<Value>,
    pub reason: String,
}

/// A part of a report.
pub struct BlockView {
    pub kind: Option<&'static str>,
    pub runs: Vec<Run>,
    /// Blocks left out before this one.
    pub skipped: usize,
}

/// A report beside the fields.
pub struct Report {
    pub id: DocumentId,
    pub name: String,
    pub published: String,
    pub blocks: Vec<BlockView>,
    pub skipped: usize,
}

/// A claim of the event, for the list of what it stands on.
pub struct ClaimLine {
    pub id: ClaimId,
    pub text: String,
    pub document: String,
    pub chain: String,
    pub modality: &'static str,
    pub negated: bool,
    pub entry: String,
    pub href: String,
}

#[derive(Template)]
#[template(path = "event.html")]
struct Page<'a> {
    site: Site,
    page: &'a EventPage,
    fields: Vec<Field>,
    reports: Vec<Report>,
    more_reports: Vec<(DocumentId, String)>,
    claims: Vec<ClaimLine>,
    chain: Option<ChainDrawing>,
    tolls: Vec<Toll>,
    decided: &'a [DecidedField],
    verdict: &'static str,
    others: Vec<(EventId, String)>,
    forms: Forms<'a>,
    before: Option<EventId>,
    after: Option<EventId>,
}

/// `/event/ID`
pub async fn page(State(app): State<Arc<App>>, Path(id): Path<String>) -> Response {
    answer(app, move |app, snapshot| {
        let index = snapshot.index();
        let id = EventId(id);
        if let Some(now) = snapshot.moved(&id) {
            return Ok(Redirect::to(&format!("/event/{}", encode(&now.0))).into_response());
        }
        let event = index.event(&id).ok_or_else(|| Refusal::not_found("event"))?;
        let page = view::page(&index, event);
        let (reports, more_reports) = reports(&index, event);
        let neighbour = |position: Option<usize>| {
            position.and_then(|position| snapshot.listed.get(position)).map(|listed| listed.row.id.clone())
        };
        let at = snapshot.position(&id);
        html(&Page {
            site: Site::new(app, snapshot, "events"),
            fields: fields(&index, event, &page),
            reports,
            more_reports,
            claims: claim_lines(&index, event),
            chain: chain::draw(&index, event),
            tolls: chain::tolls(&index, event),
            decided: snapshot.decided(&id.0),
            verdict: verdict(event),
            others: others(snapshot, event),
            forms: Forms::of_event(snapshot, &page),
            before: neighbour(at.and_then(|at| at.checked_sub(1))),
            after: neighbour(at.map(|at| at + 1)),
            page: &page,
        })
    })
    .await
}

/// How a person judged the event; empty where nobody did.
pub fn verdict(event: &Event) -> &'static str {
    match event.verdict {
        Some(Verdict::Yes) => "accepted",
        Some(Verdict::No) => "rejected",
        Some(Verdict::Unsure) => "unsure",
        None => "",
    }
}

/// Events that this one may be the same as: those that were kept apart from it, then those of the same place and days.
fn others(snapshot: &Snapshot, event: &Event) -> Vec<(EventId, String)> {
    let mut ids: Vec<&EventId> = Vec::new();
    for pair in &snapshot.record.not_merged {
        match &pair.events {
            [first, second] if *first == event.id => ids.push(second),
            [first, second] if *second == event.id => ids.push(first),
            _ => {}
        }
    }
    if let Some(place) = &event.place {
        let near = snapshot.events_of_place(place).iter().map(|position| snapshot.event(*position));
        ids.extend(near.filter(|other| other.time.may_overlap(&event.time)).map(|other| &other.id).take(MOST_OTHERS));
    }
    let mut seen = BTreeSet::new();
    ids.retain(|id| **id != event.id && seen.insert(*id));
    ids.truncate(MOST_OTHERS);
    let named = |id: &EventId| {
        let row = snapshot.row(id)?;
        Some((id.clone(), format!("{} · {}", row.headline, row.date)))
    };
    ids.into_iter().filter_map(named).collect()
}

/// Collects words once for each report and wording.
#[derive(Default)]
struct Gathered {
    words: Vec<Words>,
    reasons: Vec<String>,
}

impl Gathered {
    fn add(&mut self, index: &Index<'_>, claim: &Claim, text: &str) {
        let said = (text.to_owned(), claim.id.0.clone());
        match self.words.iter().position(|words| words.document == claim.document) {
            Some(at) => {
                let words = &mut self.words[at];
                let is_new = words.said.iter().all(|(known, _)| known.to_lowercase() != text.to_lowercase());
                if is_new && words.said.len() < MOST_WORDS {
                    words.said.push(said);
                }
            }
            None if self.words.len() < MOST_WORDS => {
                let name = index.document(&claim.document).map(|entry| document_name(&entry.document));
                let name = shortened(name.as_deref().unwrap_or(&claim.document.0), NAME);
                self.words.push(Words { document: claim.document.clone(), name, said: vec![said] });
            }
            None => {}
        }
    }

    fn because(&mut self, reason: Option<&str>) {
        if let Some(reason) = reason.filter(|reason| !reason.is_empty())
            && !self.reasons.iter().any(|known| known == reason)
            && self.reasons.len() < MOST_WORDS
        {
            self.reasons.push(reason.to_owned());
        }
    }

    fn value(self, text: String, href: Option<String>) -> Value {
        Value { text, href, words: self.words, reasons: self.reasons }
    }
}

fn fields(index: &Index<'_>, event: &Event, page: &EventPage) -> Vec<Field> {
    let claims: Vec<&Claim> = index.claims_of(&event.claims).collect();
    let field = |name, role, values, reason: &str| Field { name, role, values, reason: reason.to_owned() };
    let mut fields = vec![what(index, event, &claims)];
    let actors: Vec<Value> = event
        .actors
        .iter()
        .map(|id| {
            let mut gathered = Gathered::default();
            for claim in &claims {
                let (actors, _) = index.claim_actors(claim);
                for (filler, actor) in claim.actors.iter().zip(actors) {
                    if actor == Some(id) {
                        gathered.add(index, claim, &filler.text);
                    }
                }
            }
            let name = index.actor(id).map_or_else(|| id.0.clone(), |actor| actor.name.clone());
            gathered.value(name, Some(format!("/actor/{}", encode(&id.0))))
        })
        .collect();
    fields.push(field("Who", "actor", actors, ""));
    fields.push(field("To whom or what", "target", targets(index, event, page, &claims), ""));
    fields.push(place(index, event, page, &claims));
    fields.push(when(index, page, &claims));
    let numbers: Vec<Value> = view::estimates(event)
        .into_iter()
        .map(|estimate| {
            let mut gathered = Gathered::default();
            for claim in index.claims_of(&estimate.claims) {
                for quantity in claim.quantities.iter().filter(|quantity| quantity.what == estimate.what) {
                    let text =
                        index.document(&claim.document).and_then(|entry| quantity.span.slice(&entry.document.text));
                    gathered.add(index, claim, text.unwrap_or_default());
                }
            }
            gathered.because(Some(&estimate.reason));
            gathered.value(view::number_words(estimate), None)
        })
        .collect();
    if !numbers.is_empty() {
        fields.push(field("How many", "quantity", numbers, ""));
    }
    fields
}

fn what(index: &Index<'_>, event: &Event, claims: &[&Claim]) -> Field {
    let mut gathered = Gathered::default();
    for claim in claims {
        gathered.add(index, claim, &claim.trigger.text);
    }
    let name = event.sub_type.map_or_else(
        || event.event_type.name().to_owned(),
        |sub_type| format!("{} / {}", event.event_type.name(), sub_type.name()),
    );
    Field { name: "What", role: "trigger", values: vec![gathered.value(name, None)], reason: String::new() }
}

fn targets(index: &Index<'_>, event: &Event, page: &EventPage, claims: &[&Claim]) -> Vec<Value> {
    event
        .targets
        .iter()
        .zip(&page.row.targets)
        .map(|(target, name)| {
            let mut gathered = Gathered::default();
            for claim in claims {
                let (_, actors) = index.claim_actors(claim);
                for (filler, actor) in claim.targets.iter().zip(actors) {
                    let same = match (&target.actor, &target.place) {
                        (Some(id), _) => actor == Some(id),
                        (None, Some(key)) => filler.place.as_ref() == Some(key),
                        (None, None) => filler.text.to_lowercase() == target.text.to_lowercase(),
                    };
                    if same {
                        gathered.add(index, claim, &filler.text);
                    }
                }
            }
            let actor = target.actor.as_ref().map(|id| format!("/actor/{}", encode(&id.0)));
            let place = target.place.as_ref().map(place_href);
            gathered.value(name.clone(), actor.or(place))
        })
        .collect()
}

fn place_href(key: &PlaceKey) -> String {
    format!("/place/{}", encode(&key.0))
}

fn place(index: &Index<'_>, event: &Event, page: &EventPage, claims: &[&Claim]) -> Field {
    let mut values = Vec::new();
    let mut others: BTreeMap<PlaceKey, Gathered> = BTreeMap::new();
    let mut ways: BTreeMap<PlaceKey, BTreeSet<&str>> = BTreeMap::new();
    for claim in claims {
        let Some(key) = &claim.place else { continue };
        let gathered = others.entry(key.clone()).or_default();
        if let Some(text) = &claim.place_text {
            gathered.add(index, claim, text);
        }
        match claim.place_how.as_deref() {
            Some(how) if how.starts_with("decided by ") => gathered.because(Some(how)),
            Some(how) => {
                ways.entry(key.clone()).or_default().insert(how);
            }
            None => {}
        }
    }
    for (key, ways) in ways {
        let ways: Vec<&str> = ways.into_iter().collect();
        others.entry(key).or_default().because(Some(&format!("read from the {}", ways.join(", "))));
    }
    if let (Some(key), Some(name)) = (&event.place, &page.row.place) {
        let mut gathered = others.remove(key).unwrap_or_default();
        gathered.because(precision(index, key).as_deref());
        values.push(gathered.value(name.clone(), Some(place_href(key))));
    }
    for (key, gathered) in others.into_iter().take(MOST_WORDS) {
        let name = view::place_words(index, &key).unwrap_or_else(|| key.0.clone());
        values.push(gathered.value(format!("also told: {name}"), Some(place_href(&key))));
    }
    Field { name: "Where", role: "place", values, reason: String::new() }
}

/// How exactly a place is known.
fn precision(index: &Index<'_>, key: &PlaceKey) -> Option<String> {
    let chain = index.place_chain(key);
    let own = &chain.first()?.place;
    if own.geonameid.is_none()
        && let Some(around) = chain.iter().skip(1).find(|entry| entry.place.geonameid.is_some())
    {
        return Some(format!("no gazetteer holds it; drawn at {}", around.place.name));
    }
    match own.acled_geo_precision? {
        1 => Some("known to the town".to_owned()),
        2 => Some("known to the surroundings of a town".to_owned()),
        _ => Some("known to a region only".to_owned()),
    }
}

fn when(index: &Index<'_>, page: &EventPage, claims: &[&Claim]) -> Field {
    let mut gathered = Gathered::default();
    for claim in claims {
        let Some(time) = &claim.time else { continue };
        if let Some(text) = &time.text {
            gathered.add(index, claim, text);
        }
        let day = index.claim_time(claim).map(|interval| words::interval(&interval)).unwrap_or_default();
        gathered.because(Some(&format!("{day}: {}", time.how)));
    }
    Field {
        name: "When",
        role: "time",
        values: vec![gathered.value(page.row.date.clone(), None)],
        reason: page.time_reason.clone(),
    }
}

/// The entry of the lexicon that fired, and the path to the fillers.
pub fn read_by(claim: &Claim) -> String {
    match claim.trigger.path.as_str() {
        "" => claim.trigger.entry.clone(),
        path => format!("{} ({path})", claim.trigger.entry),
    }
}

fn claim_lines(index: &Index<'_>, event: &Event) -> Vec<ClaimLine> {
    index
        .claims_of(&event.claims)
        .map(|claim| {
            let links: Vec<String> =
                index.chain(claim).into_iter().map(|(link, _)| link.name.unwrap_or(link.text)).collect();
            let entry = index.document(&claim.document);
            ClaimLine {
                id: claim.id.clone(),
                text: claim.evidence.text.clone(),
                document: entry.map_or_else(|| claim.document.0.clone(), |entry| document_name(&entry.document)),
                chain: links.join(" ← "),
                modality: words::modality(claim.modality),
                negated: claim.negated,
                entry: read_by(claim),
                href: super::claim::address(&claim.id),
            }
        })
        .collect()
}

/// The reports that tell of an event, in the order of their dates, with its words marked.
fn reports(index: &Index<'_>, event: &Event) -> (Vec<Report>, Vec<(DocumentId, String)>) {
    let mut by_document: BTreeMap<&DocumentId, Vec<&Claim>> = BTreeMap::new();
    for claim in index.claims_of(&event.claims) {
        by_document.entry(&claim.document).or_default().push(claim);
    }
    let mut documents: Vec<_> =
        by_document.into_iter().filter_map(|(id, claims)| Some((index.document(id)?, claims))).collect();
    documents.sort_by_key(|(entry, _)| {
        let day = entry.published.as_ref().and_then(|it| it.interval.earliest.or(it.interval.latest));
        (entry.copy_of.is_some(), day.is_none(), day, entry.document.id.clone())
    });
    let more = documents
        .iter()
        .skip(MOST_REPORTS)
        .map(|(entry, _)| (entry.document.id.clone(), document_name(&entry.document)))
        .collect();
    documents.truncate(MOST_REPORTS);
    let reports = documents
        .into_iter()
        .map(|(entry, claims)| {
            let document = &entry.document;
            let telling: BTreeSet<usize> = claims.iter().map(|claim| claim.evidence.block).collect();
            let shown = |position: usize| {
                document.blocks.len() <= SHORT_REPORT
                    || telling.iter().any(|block| position.abs_diff(*block) <= BLOCKS_AROUND)
                    || position == 0
            };
            let mut blocks = Vec::new();
            let mut skipped = 0;
            for (position, block) in document.blocks.iter().enumerate() {
                if matches!(block.kind, BlockKind::Furniture | BlockKind::Credit) && !telling.contains(&position) {
                    continue;
                }
                if !shown(position) {
                    skipped += 1;
                    continue;
                }
                blocks.push(BlockView {
                    kind: (block.kind != BlockKind::Paragraph).then(|| words::block_name(block.kind)),
                    runs: runs(&document.text, block.span, &claims, &[]),
                    skipped: std::mem::take(&mut skipped),
                });
            }
            let published = entry.published.as_ref().map(|published| words::interval(&published.interval));
            Report {
                id: document.id.clone(),
                name: document_name(document),
                published: published.unwrap_or_else(|| "date unknown".to_owned()),
                blocks,
                skipped,
            }
        })
        .collect();
    (reports, more)
}
