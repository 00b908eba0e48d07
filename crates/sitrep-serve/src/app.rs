//! What all requests share: the project, the record as it was last loaded, the token.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use axum::http::HeaderValue;
use data_encoding::HEXLOWER;
use sitrep::{Project, Reconciler, RecordState, Revision, StoreError};
use sitrep_types::{Decision, DocumentId, Mark};

use crate::Options;
use crate::error::{Refusal, ServeError};
use crate::map::Tiles;
use crate::snapshot::Snapshot;
use crate::work::{Ticket, Work};

/// The running site.
pub struct App {
    token: String,
    form_token: String,
    address: SocketAddr,
    hosts: Vec<String>,
    cookie_name: String,
    policy: HeaderValue,
    /// The user's map tiles.
    pub tiles: Option<Tiles>,
    /// Name of the project file, for titles.
    pub name: String,
    project: Mutex<Watched>,
    snapshot: Mutex<Arc<Snapshot>>,
    path: PathBuf,
    reconciler: OnceLock<Reconciler>,
    work: Work,
    author: Mutex<String>,
}

/// The project, and the state of its file when it was last looked at.
#[derive(Debug)]
struct Watched {
    project: Project,
    data_version: i64,
}

impl std::fmt::Debug for App {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("App").field("name", &self.name).finish_non_exhaustive()
    }
}

impl App {
    /// Opens the project and loads its record.
    pub fn open(path: &Path, address: SocketAddr, options: &Options) -> Result<Self, ServeError> {
        let tiles = options.tiles.as_deref().map(Tiles::new).transpose()?;
        let project = Project::open(path)?;
        let data_version = project.data_version()?;
        let snapshot = Snapshot::load(&project)?.ok_or_else(|| ServeError::NoRecord(path.display().to_string()))?;
        let mut hosts: Vec<String> = ["127.0.0.1", "localhost", "[::1]"].map(str::to_owned).to_vec();
        hosts.push(match address {
            SocketAddr::V4(address) => address.ip().to_string(),
            SocketAddr::V6(address) => format!("[{}]", address.ip()),
        });
        let images = tiles.as_ref().map(|tiles| format!(" {}", tiles.origin())).unwrap_or_default();
        let policy = format!(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'{images}; connect-src 'self'; \
             form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
        );
        Ok(Self {
            token: random()?,
            form_token: random()?,
            address,
            hosts,
            // Cookies know no ports: two projects served side by side must not overwrite each other's.
            cookie_name: format!("sitrep_{}", address.port()),
            policy: HeaderValue::from_str(&policy).map_err(|_| ServeError::Tiles(policy))?,
            tiles,
            name: path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            project: Mutex::new(Watched { project, data_version }),
            snapshot: Mutex::new(Arc::new(snapshot)),
            path: path.to_owned(),
            reconciler: OnceLock::new(),
            work: Work::default(),
            author: Mutex::new(options.author.clone().unwrap_or_default()),
        })
    }

    /// The address to open first.
    pub fn entry_address(&self) -> String {
        format!("http://{}/?token={}", self.address, self.token)
    }

    /// What pages may load.
    pub fn policy(&self) -> &HeaderValue {
        &self.policy
    }

    /// Name of the cookie that holds the token.
    pub fn cookie_name(&self) -> &str {
        &self.cookie_name
    }

    /// The cookie. `Lax`, so that a link to a page of the site opens from elsewhere; what changes something is asked for its
    /// origin and for the token of its form.
    pub fn cookie(&self) -> String {
        format!("{}={}; Path=/; HttpOnly; SameSite=Lax", self.cookie_name, self.token)
    }

    /// Whether this is the token; takes the same time whatever it is given.
    pub fn is_token(&self, given: &str) -> bool {
        same(&self.token, given)
    }

    /// The token that every form carries.
    pub fn form_token(&self) -> &str {
        &self.form_token
    }

    /// Whether this is the token of the forms.
    pub fn is_form_token(&self, given: &str) -> bool {
        same(&self.form_token, given)
    }

    /// Who decided last, so that the next form need not ask.
    pub fn author(&self) -> String {
        lock(&self.author).clone()
    }

    /// Bringing the record up to date.
    pub fn work(&self) -> &Work {
        &self.work
    }

    /// All decisions that the project keeps, also those that are not applied yet.
    pub fn decisions(&self) -> Result<Vec<Decision>, StoreError> {
        lock(&self.project).project.decisions()
    }

    /// What the layers of annotation mark in a report; over a connection of its own, which waits for nobody.
    pub fn marks(&self, id: &DocumentId) -> Result<Vec<Mark>, StoreError> {
        Ok(Project::open(&self.path)?.reading(id)?.map(|reading| reading.marks).unwrap_or_default())
    }

    /// Keeps a decision. It counts once [`App::apply`] has got to it, which the number tells.
    pub fn keep(&self, decision: &Decision, seen: Option<Revision>) -> Result<Ticket, StoreError> {
        let mut watched = lock(&self.project);
        watched.project.put_decisions(std::slice::from_ref(decision), seen)?;
        let revision = watched.project.decision_revision()?;
        drop(watched);
        decision.author.clone_into(&mut lock(&self.author));
        Ok(self.work.ask(decision.clone(), revision))
    }

    /// Makes the record again until it holds everything that was decided. Where somebody is at it already, they see to it.
    pub fn apply(&self) {
        self.work.run(|| self.make().map_err(|error| error.to_string()));
    }

    /// Over a connection of its own, so that pages are answered meanwhile.
    fn make(&self) -> Result<(), ServeError> {
        let reconciler = match self.reconciler.get() {
            Some(reconciler) => reconciler,
            None => {
                let loaded = Reconciler::shipped()?;
                self.reconciler.get_or_init(|| loaded)
            }
        };
        let mut project = Project::open(&self.path)?;
        let Some(made) = sitrep::make_record(&mut project, reconciler)? else { return Ok(()) };
        drop(project);
        let before = Arc::clone(&lock(&self.snapshot));
        let mut next = before.followed_by(Snapshot::new(made.record, made.revision));
        let mut watched = lock(&self.project);
        let data_version = watched.project.data_version()?;
        // Where somebody else has put another record meanwhile, the next page loads that one.
        if watched.project.record_generation()?.as_ref() == Some(&made.generation) {
            next.out_of_date = watched.project.record_state()? != RecordState::Current;
            *lock(&self.snapshot) = Arc::new(next);
            watched.data_version = data_version;
        }
        Ok(())
    }

    /// Whether a request names this server.
    pub fn is_own_host(&self, host: &str) -> bool {
        let port = self.address.port();
        self.hosts.iter().any(|own| host == format!("{own}:{port}") || (port == 80 && host == own))
    }

    /// Whether a page of this server made the request.
    pub fn is_own_origin(&self, origin: &str) -> bool {
        origin.strip_prefix("http://").is_some_and(|host| self.is_own_host(host))
    }

    /// The record as it is now. Where another program has made it anew, one request loads it, and the others go on with
    /// what was there.
    pub fn snapshot(&self) -> Result<Arc<Snapshot>, Refusal> {
        if self.work.is_busy() {
            // What is being made comes from here, and need not be loaded.
            return Ok(Arc::clone(&lock(&self.snapshot)));
        }
        let watched = match self.project.try_lock() {
            Ok(watched) => watched,
            Err(std::sync::TryLockError::Poisoned(poisoned)) => poisoned.into_inner(),
            Err(std::sync::TryLockError::WouldBlock) => return Ok(Arc::clone(&lock(&self.snapshot))),
        };
        self.refresh(watched).map_err(|error| Refusal::internal(&error))
    }

    fn refresh(&self, mut watched: MutexGuard<'_, Watched>) -> Result<Arc<Snapshot>, ServeError> {
        let data_version = watched.project.data_version()?;
        let current = Arc::clone(&lock(&self.snapshot));
        if data_version == watched.data_version {
            return Ok(current);
        }
        let loaded = Snapshot::load(&watched.project)?.unwrap_or_else(Snapshot::empty);
        let next = current.followed_by(loaded);
        watched.data_version = data_version;
        let next = Arc::new(next);
        *lock(&self.snapshot) = Arc::clone(&next);
        Ok(next)
    }
}

/// Locks, whatever happened to others.
pub fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic of another request cannot leave these values half-written: they are replaced as a whole.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn random() -> Result<String, ServeError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(|_| ServeError::Random)?;
    Ok(HEXLOWER.encode(&bytes))
}

/// Compares by hash, so that the time tells nothing of how much is right.
fn same(own: &str, given: &str) -> bool {
    blake3::hash(own.as_bytes()) == blake3::hash(given.as_bytes())
}
