//! `POST /decide`: a form is kept as a decision, and its page shown again with it applied.

use std::sync::Arc;
use std::time::Duration;

use askama::Template;
use axum::extract::{RawForm, State};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Redirect, Response};
use jiff::Timestamp;
use sitrep::{Revision, StoreError};

use super::Site;
use crate::app::App;
use crate::decide::{Form, decision};
use crate::error::Refusal;
use crate::snapshot::Snapshot;
use crate::work::Ticket;

/// How long an answer waits for the record; after that the page is shown as it was, and says what will change.
const PATIENCE: Duration = Duration::from_secs(4);

/// Records of more claims take longer than that: nobody is made to wait for nothing.
const MOST_WAITED_FOR: usize = 20_000;

/// Somebody else was faster: what they decided, and the form to be sent all the same.
#[derive(Template)]
#[template(path = "conflict.html")]
struct Conflict<'a> {
    site: Site,
    message: String,
    fields: Vec<&'a (String, String)>,
    back: String,
}

/// What is to be done with the form.
enum Taken {
    /// Kept.
    Kept { back: String, ticket: Ticket, patience: Duration },
    /// Not kept, and why.
    Answered(Response),
}

/// `POST /decide`
pub async fn decide(State(app): State<Arc<App>>, RawForm(bytes): RawForm) -> Response {
    let form = Form(pairs(&bytes));
    if !app.is_form_token(form.text("token")) {
        let message = "This form is from an earlier run of the server. Go back, load the page again and decide anew.";
        return Refusal { status: StatusCode::FORBIDDEN, message: message.to_owned() }.into_response();
    }
    let keeper = Arc::clone(&app);
    let taken = tokio::task::spawn_blocking(move || {
        let snapshot = keeper.snapshot()?;
        take(&keeper, &snapshot, &form)
    });
    match taken.await {
        Ok(Ok(Taken::Kept { back, ticket, patience })) => {
            let worker = Arc::clone(&app);
            tokio::task::spawn_blocking(move || worker.apply());
            app.work().wait_for(ticket, patience).await;
            Redirect::to(&back).into_response()
        }
        Ok(Ok(Taken::Answered(response))) => response,
        Ok(Err(refusal)) => refusal.into_response(),
        Err(_) => Refusal::internal(&"A fault of sitrep while keeping this decision; please report it to its authors.")
            .into_response(),
    }
}

fn take(app: &App, snapshot: &Snapshot, form: &Form) -> Result<Taken, Refusal> {
    let back = own_page(form.text("back"));
    let seen = form.text("seen").parse().ok().map(Revision);
    let decision = decision(form, &snapshot.record, Timestamp::now()).map_err(Refusal::bad)?;
    match app.keep(&decision, seen) {
        Ok(ticket) => {
            let is_quick = snapshot.record.claims.len() <= MOST_WAITED_FOR;
            Ok(Taken::Kept { back, ticket, patience: if is_quick { PATIENCE } else { Duration::ZERO } })
        }
        Err(StoreError::Conflict { word, author, reason, at, .. }) => {
            let page = Conflict {
                site: Site::new(app, snapshot, "decisions"),
                message: format!("{author} decided on the same thing at {at}: {}. “{reason}”", word.replace('_', " ")),
                fields: form.0.iter().filter(|(name, _)| name != "seen" && name != "token").collect(),
                back,
            };
            let page = page.render().map_err(|error| Refusal::internal(&error))?;
            Ok(Taken::Answered((StatusCode::CONFLICT, Html(page)).into_response()))
        }
        Err(error) => {
            let text = error.to_string();
            Err(Refusal::bad(text.lines().next().unwrap_or_default()))
        }
    }
}

/// A page of this site to go back to; anything else leads to the log.
fn own_page(path: &str) -> String {
    let is_own = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n', '\t']);
    if is_own { path.to_owned() } else { "/decisions".to_owned() }
}

/// A form's names and values, in order.
fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    bytes
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
        .map(|pair| {
            let at = pair.iter().position(|byte| *byte == b'=').unwrap_or(pair.len());
            (decoded(&pair[..at]), decoded(pair.get(at + 1..).unwrap_or_default()))
        })
        .collect()
}

fn decoded(bytes: &[u8]) -> String {
    let mut plain = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some((first, after)) = rest.split_first() {
        rest = after;
        let hex = |byte: u8| char::from(byte).to_digit(16);
        match (first, after) {
            (b'+', _) => plain.push(b' '),
            (b'%', [high, low, tail @ ..]) => match (hex(*high), hex(*low)) {
                (Some(high), Some(low)) => {
                    plain.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                    rest = tail;
                }
                _ => plain.push(b'%'),
            },
            (byte, _) => plain.push(*byte),
        }
    }
    // Browsers send line ends as two characters.
    String::from_utf8_lossy(&plain).replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::{own_page, pairs};

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let read = pairs(b"claim=c1&claim=c2&reason=a+b%26c%C3%A9%0D%0Ad&odd=%zz%4&empty=");
        let expected = [("claim", "c1"), ("claim", "c2"), ("reason", "a b&cé\nd"), ("odd", "%zz%4"), ("empty", "")];
        assert_eq!(read, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn one_goes_back_to_a_page_of_this_site_only() {
        assert_eq!(own_page("/event/e1?x=1#claims"), "/event/e1?x=1#claims");
        for foreign in ["https://evil.example/", "//evil.example", "/\\evil.example", "", "javascript:1"] {
            assert_eq!(own_page(foreign), "/decisions", "{foreign}");
        }
    }
}
