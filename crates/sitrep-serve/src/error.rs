//! What stops the site as a whole, and what stops one page.

use axum::http::StatusCode;
use thiserror::Error;

/// Why the site cannot be served.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ServeError {
    /// The project file.
    #[error(transparent)]
    Store(#[from] sitrep::StoreError),
    /// The pipeline's tables.
    #[error(transparent)]
    Pipeline(#[from] sitrep::Error),
    /// There is nothing to show.
    #[error("{0} has no record yet\nhint: a build was stopped early; run the same `sitrep build` again")]
    NoRecord(String),
    /// The port.
    #[error("port {port} cannot be used: {error}\nhint: name another one with --port, or leave it out for a free one")]
    Port {
        /// The port.
        port: u16,
        /// What the system said.
        error: std::io::Error,
    },
    /// The socket.
    #[error("the server cannot listen: {0}")]
    Listen(std::io::Error),
    /// The address of map tiles.
    #[error("{0}: no address of map tiles\nhint: write it as https://HOST/{{z}}/{{x}}/{{y}}.png, with all three in it")]
    Tiles(String),
    /// Random numbers.
    #[error("the system gave no random numbers for the token")]
    Random,
}

/// Why a page is not shown.
#[derive(Debug, Clone)]
pub struct Refusal {
    /// HTTP status.
    pub status: StatusCode,
    /// What happened, in words for the user.
    pub message: String,
}

impl Refusal {
    /// Something that the record does not hold.
    pub fn not_found(what: &str) -> Self {
        Self { status: StatusCode::NOT_FOUND, message: format!("The record holds no such {what}.") }
    }

    /// A form that makes no sense.
    pub fn bad(message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, message: message.into() }
    }

    /// Something that went wrong here.
    pub fn internal(error: &dyn std::fmt::Display) -> Self {
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, message: error.to_string() }
    }
}
