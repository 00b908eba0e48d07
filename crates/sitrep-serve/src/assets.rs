//! The front-end files, embedded in the program.

use std::sync::LazyLock;

use axum::http::header;
use axum::response::{IntoResponse, Response};

/// The style sheet: what it shares with the report, and its own layout.
static STYLE: LazyLock<String> =
    LazyLock::new(|| format!("{}{}", sitrep_present::report::THEME, include_str!("../front-end/site.css")));

const SCRIPT: &str = include_str!("../front-end/site.js");

/// Part of their addresses, so that a browser keeps them until they change.
pub static VERSION: LazyLock<String> = LazyLock::new(|| {
    let mut hasher = blake3::Hasher::new();
    hasher.update(STYLE.as_bytes());
    hasher.update(SCRIPT.as_bytes());
    hasher.finalize().to_hex().as_str()[..12].to_owned()
});

const KEEP: &str = "private, max-age=31536000, immutable";

/// `/site.css`
pub async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8"), (header::CACHE_CONTROL, KEEP)], STYLE.as_str()).into_response()
}

/// `/site.js`
pub async fn script() -> Response {
    ([(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, KEEP)], SCRIPT).into_response()
}

/// `/icon.svg`
pub async fn icon() -> Response {
    ([(header::CONTENT_TYPE, "image/svg+xml"), (header::CACHE_CONTROL, KEEP)], include_str!("../front-end/icon.svg"))
        .into_response()
}
