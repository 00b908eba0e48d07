//! The local review site: the record of a project in the browser, looked through, judged and corrected.
//!
//! Bound to the loopback address unless somebody asks for another; every request must name this server as its host and
//! carry the token of the printed address (a cookie after the first visit); what changes something must come from a page of
//! this site. Pages are rendered here and work as text; the front-end files only make them quicker to use. Nothing is loaded
//! from elsewhere, but map tiles where the user names a server for them.

mod app;
mod assets;
mod chain;
mod decide;
mod error;
mod guard;
mod map;
mod pages;
mod query;
mod snapshot;
mod timeline;
mod work;

use std::net::{IpAddr, Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::sync::Arc;

pub use error::ServeError;

use app::App;

/// The port that is tried first, so that a bookmarked address still leads here tomorrow.
const USUAL_PORT: u16 = 8477;

/// How the site is served.
#[derive(Debug, Clone)]
pub struct Options {
    /// Address to listen at.
    pub address: IpAddr,
    /// Port; where none is asked for, the usual one, or any free one where that is taken.
    pub port: Option<u16>,
    /// Who decides, as the forms propose it.
    pub author: Option<String>,
    /// Map tiles of the user's: an address with `{z}`, `{x}` and `{y}`.
    pub tiles: Option<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self { address: IpAddr::V4(Ipv4Addr::LOCALHOST), port: None, author: None, tiles: None }
    }
}

/// A site that is bound to its port and ready to run.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    app: Arc<App>,
}

impl Server {
    /// Opens the project, loads its record and takes the port.
    ///
    /// # Errors
    /// Where the project has no record or cannot be read, the port is taken, or the options make no sense.
    pub fn bind(project: &Path, options: &Options) -> Result<Self, ServeError> {
        let listener = listen(options)?;
        let address = listener.local_addr().map_err(ServeError::Listen)?;
        let app = App::open(project, address, options)?;
        Ok(Self { listener, app: Arc::new(app) })
    }

    /// The address to open, with its token.
    #[must_use]
    pub fn address(&self) -> String {
        self.app.entry_address()
    }

    /// Serves until the program is interrupted.
    ///
    /// # Errors
    /// Where threads cannot be started or the socket fails.
    pub fn run(self) -> Result<(), ServeError> {
        self.listener.set_nonblocking(true).map_err(ServeError::Listen)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .max_blocking_threads(16)
            .enable_io()
            .enable_time()
            .build()
            .map_err(ServeError::Listen)?;
        let router = pages::router(Arc::clone(&self.app));
        runtime.block_on(async move {
            let listener = tokio::net::TcpListener::from_std(self.listener).map_err(ServeError::Listen)?;
            let interrupted = async {
                // Where the signal cannot be caught, the program ends by it all the same.
                if tokio::signal::ctrl_c().await.is_err() {
                    std::future::pending::<()>().await;
                }
            };
            // Open connections are cut: browsers keep theirs for minutes.
            tokio::select! {
                served = async { axum::serve(listener, router).await } => served.map_err(ServeError::Listen),
                () = interrupted => Ok(()),
            }
        })
    }
}

fn listen(options: &Options) -> Result<TcpListener, ServeError> {
    let at = |port| TcpListener::bind(SocketAddr::new(options.address, port));
    match options.port {
        Some(port) => at(port).map_err(|error| ServeError::Port { port, error }),
        None => at(USUAL_PORT).or_else(|_| at(0)).map_err(ServeError::Listen),
    }
}
