//! The report: one HTML file that opens anywhere, loads nothing, runs nothing, and reads from the top down.
//!
//! The page carries no script at all. Its policy forbids everything but its own style sheet, which it names by its hash, so
//! that even markup that slipped through the templates' escaping could neither run nor load. Drawings are inline SVG whose
//! positions are percentages: shapes keep their size on a phone and on paper.

mod control;
mod map;
mod story;
pub mod timeline;

use askama::Template;
use data_encoding::BASE64;
use sha2::{Digest, Sha256};
use sitrep_types::{ActorKind, Record};

use crate::index::Index;
use crate::view::{self, ContradictionView, DocumentView, EventPage, words};
use control::ControlChart;
use map::Map;
use story::{Figure, Story};
use timeline::Timeline;

/// Colours, type and marks, which the review site shares.
pub const THEME: &str = include_str!("../../front-end/theme.css");

/// The style sheet, inlined as it is.
const STYLE: &str = concat!(include_str!("../../front-end/theme.css"), include_str!("../../front-end/report.css"));

/// What the caller adds to a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportOptions {
    /// Its title; where there is none, one is made from the places and dates.
    pub title: Option<String>,
    /// Version of the program, for the foot of the page.
    pub program_version: String,
    /// How many events each part of the report holds at most, the weightiest first. A page with more would be slow to
    /// open; the rest is counted and stays in the exports.
    pub most_events: usize,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self { title: None, program_version: env!("CARGO_PKG_VERSION").to_owned(), most_events: 300 }
    }
}

/// An actor as the report's table lists it.
struct ActorView {
    name: String,
    kind: &'static str,
    detail: String,
    n_events: usize,
    names: Vec<(String, String)>,
}

/// A part of the list of events.
struct EventList {
    pages: Vec<EventPage>,
    n_more: usize,
}

#[derive(Template)]
#[template(path = "report.html")]
struct Page<'a> {
    policy: String,
    style: &'static str,
    title: String,
    standfirst: String,
    figures: Vec<Figure>,
    story: Story,
    timeline: Option<Timeline>,
    map: Option<Map>,
    happened: EventList,
    lead_from: usize,
    doubtful: EventList,
    background: EventList,
    statements: EventList,
    states: EventList,
    contradictions: Vec<ContradictionView>,
    control: Option<ControlChart>,
    actors: Vec<ActorView>,
    loaded_words: Vec<(&'a str, String)>,
    documents: Vec<DocumentView>,
    left_out: &'a [sitrep_types::LeftOut],
    version: &'a str,
}

/// Writes the report of a record.
///
/// ```
/// let page = sitrep_present::report::html(&sitrep_types::Record::default());
/// assert!(page.starts_with("<!doctype html>"));
/// assert!(!page.contains("<script"));
/// ```
#[must_use]
pub fn html(record: &Record) -> String {
    html_with(record, &ReportOptions::default())
}

/// Writes the report of a record, with a title or a limit of the caller's.
#[must_use]
pub fn html_with(record: &Record, options: &ReportOptions) -> String {
    let index = Index::new(record);
    let part = |part: view::Part| event_list(&index, part, options.most_events);
    let happened = part(view::Part::Happened);
    let doubtful = part(view::Part::Doubtful);
    let mut weights: Vec<usize> = happened.pages.iter().map(|page| page.row.importance).collect();
    weights.sort_unstable_by(|first, second| second.cmp(first));
    let page = Page {
        policy: policy(),
        style: STYLE,
        title: options.title.clone().unwrap_or_else(|| story::title(&index)),
        standfirst: story::standfirst(record),
        figures: story::figures(record),
        story: Story::new(&happened.pages, &doubtful.pages),
        timeline: Timeline::new(happened.pages.iter().chain(&doubtful.pages).map(|page| &page.row)),
        map: Map::new(
            [view::Part::Happened, view::Part::Doubtful, view::Part::Background]
                .into_iter()
                .flat_map(|part| rows(&index, part)),
        ),
        // The dozen weightiest events are shown open, the others as a line that unfolds.
        lead_from: weights.get(11).or(weights.last()).copied().unwrap_or(0),
        happened,
        doubtful,
        background: part(view::Part::Background),
        statements: part(view::Part::Statement),
        states: part(view::Part::State),
        contradictions: view::contradictions(record),
        control: ControlChart::new(record),
        actors: actors(record),
        loaded_words: record
            .loaded_words
            .iter()
            .map(|(outlet, words)| {
                let words: Vec<String> = words.iter().map(|(word, n)| format!("{word} ({n})")).collect();
                (outlet.as_str(), words.join(", "))
            })
            .collect(),
        documents: view::documents(record),
        left_out: &record.left_out,
        version: &options.program_version,
    };
    // Rendering into a string fails only where a value's own Display does, and none of ours does.
    page.render().unwrap_or_else(|error| format!("<!doctype html><title>sitrep</title><p>{error}</p>"))
}

/// Nothing may load or run; the one style sheet is allowed by its hash.
fn policy() -> String {
    let hash = BASE64.encode(&Sha256::digest(STYLE.as_bytes()));
    format!("default-src 'none'; style-src 'sha256-{hash}'; img-src data:; base-uri 'none'; form-action 'none'")
}

fn rows(index: &Index<'_>, part: view::Part) -> Vec<view::EventRow> {
    index.record.events.iter().filter(|event| view::part(event) == part).map(|event| view::row(index, event)).collect()
}

/// The weightiest events of a part, in the order of their dates.
fn event_list(index: &Index<'_>, part: view::Part, most: usize) -> EventList {
    let mut rows = rows(index, part);
    let n_more = rows.len().saturating_sub(most);
    rows.sort_by(|first, second| second.importance.cmp(&first.importance).then_with(|| first.id.cmp(&second.id)));
    rows.truncate(most);
    view::sort_by_date(&mut rows);
    let pages = rows.iter().filter_map(|row| index.event(&row.id)).map(|event| view::page(index, event)).collect();
    EventList { pages, n_more }
}

/// Those who take part in events, the busiest first.
fn actors(record: &Record) -> Vec<ActorView> {
    let mut views: Vec<ActorView> = record
        .actors
        .iter()
        .map(|actor| {
            let takes_part = |event: &&sitrep_types::Event| {
                event.actors.contains(&actor.id)
                    || event.targets.iter().any(|target| target.actor.as_ref() == Some(&actor.id))
            };
            let affiliation =
                actor.affiliation.as_ref().and_then(|id| record.actors.iter().find(|other| other.id == *id));
            let detail: Vec<String> = [
                actor.role.clone(),
                affiliation.map(|body| body.name.clone()),
                actor.country.clone(),
                Some(actor.aliases.join(", ")).filter(|names| !names.is_empty()).map(|names| format!("also {names}")),
            ]
            .into_iter()
            .flatten()
            .collect();
            ActorView {
                name: actor.name.clone(),
                kind: words::actor_kind(actor.kind),
                detail: detail.join(" · "),
                n_events: record.events.iter().filter(takes_part).count(),
                names: actor
                    .named
                    .iter()
                    .map(|(outlet, names)| {
                        let mut names: Vec<_> = names.iter().collect();
                        names.sort_by(|first, second| second.1.cmp(first.1).then(first.0.cmp(second.0)));
                        let names: Vec<String> =
                            names.iter().take(6).map(|(name, n)| format!("{name} ({n})")).collect();
                        (outlet.clone(), names.join(", "))
                    })
                    .collect(),
            }
        })
        .filter(|view| view.n_events > 0 || view.kind != words::actor_kind(ActorKind::Unknown))
        .collect();
    views.sort_by(|first, second| second.n_events.cmp(&first.n_events).then_with(|| first.name.cmp(&second.name)));
    views
}
