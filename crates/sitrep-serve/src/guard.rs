//! Who may ask: the host named, the token, the page that a change comes from; and the headers that every answer carries.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::app::App;

/// Lets a request through, or says why not.
pub async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let mut response = match admit(&app, &request) {
        Entry::Open => next.run(request).await,
        Entry::First { rest } => first_visit(&app, &rest),
        Entry::Refused(status, message) => (status, format!("{message}\n")).into_response(),
    };
    add_headers(response.headers_mut(), app.policy());
    response
}

enum Entry {
    Open,
    /// The token stands in the address; the cookie is still to be set.
    First {
        rest: String,
    },
    Refused(StatusCode, &'static str),
}

fn admit(app: &App, request: &Request) -> Entry {
    let headers = request.headers();
    // A name that somebody else points at this machine must not open the site (DNS rebinding).
    if !text(headers, &header::HOST).is_some_and(|host| app.is_own_host(host)) {
        return Entry::Refused(StatusCode::MISDIRECTED_REQUEST, "This server answers only to its own address.");
    }
    let path = request.uri().path();
    let query = request.uri().query().unwrap_or_default();
    let (tokens, rest): (Vec<&str>, Vec<&str>) = query.split('&').partition(|pair| pair.starts_with("token="));
    if let Some(token) = tokens.first().and_then(|pair| pair.strip_prefix("token="))
        && app.is_token(token)
        && request.method() == Method::GET
    {
        let rest: Vec<&str> = rest.into_iter().filter(|pair| !pair.is_empty()).collect();
        let query = if rest.is_empty() { String::new() } else { format!("?{}", rest.join("&")) };
        return Entry::First { rest: format!("{path}{query}") };
    }
    let cookies = headers.get_all(header::COOKIE);
    let has_token =
        cookies.iter().filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(';')).any(|cookie| {
            cookie.trim().split_once('=').is_some_and(|(name, value)| name == app.cookie_name() && app.is_token(value))
        });
    if !has_token {
        return Entry::Refused(
            StatusCode::FORBIDDEN,
            "The token is missing. Open the address that `sitrep serve` printed; it holds the token.",
        );
    }
    match *request.method() {
        Method::GET | Method::HEAD => Entry::Open,
        Method::POST if text(headers, &header::ORIGIN).is_some_and(|origin| app.is_own_origin(origin)) => Entry::Open,
        Method::POST => Entry::Refused(StatusCode::FORBIDDEN, "A decision must come from a page of this site."),
        _ => Entry::Refused(StatusCode::METHOD_NOT_ALLOWED, "Only GET, HEAD and POST."),
    }
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// Sets the cookie and leads to the same page without the token, so that it stays out of what people copy.
fn first_visit(app: &App, rest: &str) -> Response {
    let cookie = app.cookie();
    // A path of two slashes would lead to another host.
    let location = format!("/{}", rest.trim_start_matches('/'));
    match (HeaderValue::from_str(&cookie), HeaderValue::from_str(&location)) {
        (Ok(cookie), Ok(location)) => {
            (StatusCode::SEE_OTHER, [(header::SET_COOKIE, cookie), (header::LOCATION, location)]).into_response()
        }
        _ => StatusCode::BAD_REQUEST.into_response(),
    }
}

fn add_headers(headers: &mut HeaderMap, policy: &HeaderValue) {
    headers.insert(header::CONTENT_SECURITY_POLICY, policy.clone());
    let fixed: [(HeaderName, &'static str); 6] = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "DENY"),
        // Not `no-referrer`: with that, browsers hide the origin of a form, which is checked here.
        (header::REFERRER_POLICY, "same-origin"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
        (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
}
