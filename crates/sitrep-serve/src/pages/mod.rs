//! The pages: which address leads where, and what all of them share.

mod actor;
mod claim;
mod contradictions;
mod decide;
mod decisions;
mod document;
mod event;
mod forms;
mod lists;
mod overview;
mod place;
mod work;

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::assets;
use crate::error::Refusal;
use crate::guard::guard;
use crate::snapshot::Snapshot;

/// No form of ours is larger.
const MOST_BYTES: usize = 64 * 1024;

/// Decisions told one by one while they are being applied.
const MOST_WAITING: usize = 6;

/// All addresses of the site.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(overview::page))
        .route("/map", get(overview::map))
        .route("/event/{id}", get(event::page))
        .route("/claim/{id}", get(claim::page))
        .route("/document/{id}", get(document::page))
        .route("/place/{key}", get(place::page))
        .route("/actor/{id}", get(actor::page))
        .route("/documents", get(lists::documents))
        .route("/places", get(lists::places))
        .route("/actors", get(lists::actors))
        .route("/contradictions", get(contradictions::page))
        .route("/work", get(work::page))
        .route("/decisions", get(decisions::page))
        .route("/decide", post(decide::decide))
        .route("/state", get(decisions::state))
        .route("/site.css", get(assets::style))
        .route("/site.js", get(assets::script))
        .route("/icon.svg", get(assets::icon))
        .fallback(|| async { Refusal::not_found("page").into_response() })
        .layer(DefaultBodyLimit::max(MOST_BYTES))
        .layer(axum::middleware::from_fn_with_state(Arc::clone(&app), guard))
        .with_state(app)
}

/// What the frame of every page shows.
pub struct Site {
    /// Name of the project file.
    pub name: String,
    /// For the addresses of the front-end files.
    pub version: &'static str,
    /// The project changed since its record was made.
    pub out_of_date: bool,
    /// The part of the site that this page belongs to.
    pub here: &'static str,
    /// Decisions that are being applied, in words; the last ones.
    pub waiting: Vec<String>,
    /// Decisions that are being applied and are not told.
    pub n_more: usize,
    /// Why they could not be.
    pub trouble: Option<String>,
    /// The token that every form carries.
    pub form_token: String,
    /// How far the log of decisions had gone: what whoever decides here has seen.
    pub seen: i64,
    /// Who decided last.
    pub author: String,
}

impl Site {
    fn new(app: &App, snapshot: &Snapshot, here: &'static str) -> Self {
        let decisions = &snapshot.record.decisions;
        let progress = app.work().progress(|id| decisions.iter().any(|entry| entry.decision.id == *id));
        let n_more = progress.waiting.len().saturating_sub(MOST_WAITING);
        // Whoever is told of all that waits has seen it.
        let seen = if n_more == 0 { progress.revision.max(snapshot.revision) } else { snapshot.revision };
        Self {
            name: app.name.clone(),
            version: assets::VERSION.as_str(),
            out_of_date: snapshot.out_of_date,
            here,
            waiting: progress.waiting.iter().skip(n_more).map(crate::decide::in_words).collect(),
            n_more,
            trouble: progress.trouble,
            form_token: app.form_token().to_owned(),
            seen: seen.0,
            author: app.author(),
        }
    }
}

/// Makes a page away from the threads that answer: rendering takes milliseconds, loading a record seconds.
async fn answer<F>(app: Arc<App>, make: F) -> Response
where
    F: FnOnce(&App, &Snapshot) -> Result<Response, Refusal> + Send + 'static,
{
    let made = tokio::task::spawn_blocking(move || {
        let snapshot = app.snapshot()?;
        make(&app, &snapshot)
    });
    match made.await {
        Ok(Ok(response)) => response,
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_) => Refusal::internal(&"A fault of sitrep while making this page; please report it to its authors.")
            .into_response(),
    }
}

/// A template as an answer.
fn html(template: &impl Template) -> Result<Response, Refusal> {
    template.render().map(|page| Html(page).into_response()).map_err(|error| Refusal::internal(&error))
}

#[derive(Template)]
#[template(path = "refusal.html")]
struct RefusalPage<'a> {
    version: &'static str,
    message: &'a str,
    status: StatusCode,
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let page = RefusalPage { version: assets::VERSION.as_str(), message: &self.message, status: self.status };
        match page.render() {
            Ok(page) => (self.status, Html(page)).into_response(),
            Err(_) => (self.status, [(header::CONTENT_TYPE, "text/plain")], self.message).into_response(),
        }
    }
}

/// Pages of a long list: links to the first, the ones around, and the last.
pub struct Paging {
    /// Items in all.
    pub n_items: usize,
    /// First item shown, from 1.
    pub first: usize,
    /// Last item shown.
    pub last: usize,
    /// The page before.
    pub before: Option<String>,
    /// The page after.
    pub after: Option<String>,
}

impl Paging {
    /// The items of a page, and the way to the others.
    pub fn cut<'a, T>(items: &'a [T], page: usize, size: usize, link: &dyn Fn(usize) -> String) -> (&'a [T], Self) {
        let n_pages = items.len().div_ceil(size).max(1);
        let page = page.clamp(1, n_pages);
        let start = (page - 1) * size;
        let end = (start + size).min(items.len());
        let paging = Self {
            n_items: items.len(),
            first: if items.is_empty() { 0 } else { start + 1 },
            last: end,
            before: (page > 1).then(|| link(page - 1)),
            after: (page < n_pages).then(|| link(page + 1)),
        };
        (&items[start..end], paging)
    }
}

#[cfg(test)]
mod tests {
    use super::Paging;

    #[test]
    fn a_page_beyond_the_last_is_the_last() {
        let items: Vec<usize> = (0..25).collect();
        let (shown, paging) = Paging::cut(&items, 99, 10, &|page| page.to_string());
        assert_eq!(shown, &items[20..]);
        assert_eq!((paging.first, paging.last), (21, 25));
        assert_eq!((paging.before.as_deref(), paging.after), (Some("2"), None));
        let (none, paging) = Paging::cut(&items[..0], 1, 10, &|page| page.to_string());
        assert!(none.is_empty() && paging.before.is_none() && paging.after.is_none());
    }
}
