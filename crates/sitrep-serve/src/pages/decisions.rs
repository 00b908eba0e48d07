//! The log: what was decided by whom and why, how it stands now, and the way to take it back.

use std::collections::BTreeMap;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use sitrep_types::{Decision, DecisionEntry, DecisionId, Judgement, Standing};

use super::{Paging, Site, answer, html};
use crate::app::App;
use crate::decide::about;
use crate::error::Refusal;
use crate::query::encode;
use crate::snapshot::Snapshot;

const PAGE: usize = 40;

/// Things named that a decision touches.
const MOST_TOUCHED: usize = 4;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    standing: String,
    page: String,
}

struct Line {
    id: String,
    at: String,
    author: String,
    reason: String,
    word: String,
    about: String,
    standing: &'static str,
    note: String,
    touches: Vec<(String, String)>,
    can_undo: bool,
    holds: bool,
}

#[derive(Template)]
#[template(path = "decisions.html")]
struct Page {
    site: Site,
    lines: Vec<Line>,
    paging: Paging,
    tabs: Vec<(String, &'static str, usize, bool)>,
}

/// How a decision stands, as the address writes it and as a reader does.
const STANDINGS: [(Standing, &str, &str); 6] = [
    (Standing::InForce, "in_force", "in force"),
    (Standing::Partly, "partly", "in force in part"),
    (Standing::EvidenceGone, "evidence_gone", "its evidence is gone"),
    (Standing::Overruled, "overruled", "overruled by a later one"),
    (Standing::Undone, "undone", "taken back"),
    (Standing::Waiting, "waiting", "not applied yet"),
];

/// `/decisions`
pub async fn page(State(app): State<Arc<App>>, Query(asked): Query<Asked>) -> Response {
    answer(app, move |app, snapshot| {
        let mut entries = entries(snapshot, app.decisions().map_err(|error| Refusal::internal(&error))?);
        entries.reverse();
        let code = |standing: Standing| {
            STANDINGS.iter().find(|(known, ..)| *known == standing).map_or(("", ""), |(_, code, words)| (code, words))
        };
        let link = |standing: &str, page: usize| format!("/decisions?standing={}&page={page}", encode(standing));
        let mut tabs = vec![(link("", 1), "all", entries.len(), asked.standing.is_empty())];
        for (standing, code, words) in STANDINGS {
            let n = entries.iter().filter(|entry| entry.standing == standing).count();
            if n > 0 {
                tabs.push((link(code, 1), words, n, asked.standing == code));
            }
        }
        entries.retain(|entry| asked.standing.is_empty() || code(entry.standing).0 == asked.standing);
        let (shown, paging) =
            Paging::cut(&entries, asked.page.parse().unwrap_or(1), PAGE, &|page| link(&asked.standing, page));
        let lines = shown
            .iter()
            .map(|entry| Line {
                id: entry.decision.id.0.clone(),
                at: entry.decision.at.strftime("%-d %B %Y, %H:%M UTC").to_string(),
                author: entry.decision.author.clone(),
                reason: entry.decision.reason.clone(),
                word: entry.decision.word().replace('_', " "),
                about: match &entry.decision.judgement {
                    Judgement::Undo { decision } => undone(&entries, snapshot, decision),
                    judgement => about(judgement),
                },
                standing: code(entry.standing).1,
                note: entry.note.clone(),
                touches: entry.touches.iter().filter_map(|id| snapshot.page_of(id)).take(MOST_TOUCHED).collect(),
                can_undo: entry.standing != Standing::Undone,
                holds: matches!(entry.standing, Standing::InForce | Standing::Partly),
            })
            .collect();
        html(&Page { site: Site::new(app, snapshot, "decisions"), lines, paging, tabs })
    })
    .await
}

/// All decisions in the order in which they were made; those that the record does not know yet wait.
fn entries(snapshot: &Snapshot, all: Vec<Decision>) -> Vec<DecisionEntry> {
    let known: BTreeMap<&DecisionId, &DecisionEntry> =
        snapshot.record.decisions.iter().map(|entry| (&entry.decision.id, entry)).collect();
    let waiting = |decision: Decision| DecisionEntry {
        decision,
        standing: Standing::Waiting,
        note: String::new(),
        touches: Vec::new(),
    };
    all.into_iter()
        .map(|decision| known.get(&decision.id).map_or_else(|| waiting(decision), |entry| (*entry).clone()))
        .collect()
}

fn undone(entries: &[DecisionEntry], snapshot: &Snapshot, id: &DecisionId) -> String {
    let entry = entries.iter().chain(&snapshot.record.decisions).find(|entry| entry.decision.id == *id);
    entry.map_or_else(
        || id.0.clone(),
        |entry| format!("{} {}", entry.decision.word().replace('_', " "), about(&entry.decision.judgement)),
    )
}

/// `/state`: whether decisions are still being applied, for the script that waits for it.
pub async fn state(State(app): State<Arc<App>>) -> Response {
    (if app.work().is_settled() { "settled" } else { "waiting" }).into_response()
}
