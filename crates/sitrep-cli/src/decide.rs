//! `sitrep decide` and `sitrep decisions`: review by script.

use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::{Args, Subcommand};
use jiff::Timestamp;
use serde_json::json;
use sitrep::{Project, Reconciler, Refs, Summary};
use sitrep_types::{Decision, Judgement, Record, Subject, Verdict};

use crate::output::{self, Outcome};

/// Arguments of `decide`.
#[derive(Debug, Args)]
pub struct Decide {
    /// The project file.
    pub project: PathBuf,
    /// What is decided.
    #[command(subcommand)]
    pub what: What,
    #[command(flatten)]
    pub signed: Signed,
    /// Somebody looked, and could not tell: it is shown, and changes nothing.
    #[arg(long, global = true)]
    pub unsure: bool,
    /// Say nothing but errors.
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// Who decides, why and when.
#[derive(Debug, Args)]
pub struct Signed {
    /// Who decides; the variable SITREP_AUTHOR if not given.
    #[arg(long, global = true, value_name = "NAME")]
    pub author: Option<String>,
    /// Why.
    #[arg(long, global = true, value_name = "WORDS")]
    pub reason: Option<String>,
    /// When (2026-03-01T10:00:00Z); now if not given.
    #[arg(long, global = true, value_name = "TIME")]
    pub at: Option<String>,
}

/// What can be decided.
#[derive(Debug, Subcommand)]
pub enum What {
    /// An event or claim is right as the record has it.
    Accept {
        /// Its id.
        thing: String,
    },
    /// An event counts for nothing, a claim belongs to no event.
    Reject {
        /// Its id.
        thing: String,
    },
    /// A field of an event or claim has this value.
    #[command(after_help = "Fields and values:\n  type       Battles; Armed clash\n  time       2017-03-06; 2017-03; \
        2017-03-06..2017-03-09; unknown\n  place      a name or key; 'Old mill @ 36.3, 43.1'; none\n  actors     names, \
        parted by ';'\n  targets    names, parted by ';'\n  status     disputed (events)\n  modality   denied; 'claimed \
        negated' (claims)\n  killed     3; 3..5; 3..4..5 (low, best, high); 'total 40'; none\n             also injured, \
        abducted, displaced, arrested, strength, other")]
    Correct {
        /// Its id.
        thing: String,
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
    /// These events are one.
    Merge {
        /// Their ids.
        #[arg(required = true, num_args = 2..)]
        events: Vec<String>,
    },
    /// These events are not one, whatever is read later.
    KeepApart {
        /// Their ids.
        #[arg(required = true, num_args = 2..)]
        events: Vec<String>,
    },
    /// These claims of an event tell another happening.
    Split {
        /// The event's id.
        event: String,
        /// Ids of the claims.
        #[arg(required = true)]
        claims: Vec<String>,
    },
    /// These actors are one.
    JoinActors {
        /// Their ids or names.
        #[arg(required = true, num_args = 2..)]
        actors: Vec<String>,
    },
    /// These actors are not one.
    KeepActorsApart {
        /// Their ids or names.
        #[arg(required = true, num_args = 2..)]
        actors: Vec<String>,
    },
    /// Who goes by these names is somebody else than the rest of the actor.
    PartActor {
        /// Its id or name.
        actor: String,
        /// The names.
        #[arg(required = true)]
        names: Vec<String>,
    },
    /// A document was published then.
    PinDate {
        /// Its id, or the end of its file's name.
        document: String,
        /// 2017-03-06; 2017-03; 2017-03-06..2017-03-09.
        dates: String,
    },
    /// A place lies there.
    PinPlace {
        /// Its name or key.
        place: String,
        /// Degrees north.
        #[arg(allow_negative_numbers = true)]
        latitude: f64,
        /// Degrees east.
        #[arg(allow_negative_numbers = true)]
        longitude: f64,
    },
    /// A document is a copy of another.
    Copy {
        /// Its id, or the end of its file's name.
        document: String,
        /// That of the other one.
        of: String,
    },
    /// A document is no copy of another.
    NotACopy {
        /// Its id, or the end of its file's name.
        document: String,
        /// That of the other one.
        of: String,
    },
    /// Somebody holds a place before anything that the reports tell of it.
    Holder {
        /// Its name or key.
        place: String,
        /// The actor's id or name.
        actor: String,
        /// Since when.
        #[arg(long)]
        since: Option<String>,
    },
}

/// Arguments of `decisions`.
#[derive(Debug, Args)]
pub struct Decisions {
    /// The project file.
    pub project: PathBuf,
    /// What to do; `list` if not given.
    #[command(subcommand)]
    pub action: Option<Action>,
    #[command(flatten)]
    pub signed: Signed,
    /// Say nothing but errors.
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

/// What can be done with decisions.
#[derive(Debug, Subcommand)]
pub enum Action {
    /// All decisions and how they stand.
    List {
        /// JSON instead of lines.
        #[arg(long)]
        json: bool,
    },
    /// Write all decisions as JSON lines.
    Export {
        /// Where to; standard output if not given.
        #[arg(short, long)]
        output: Option<PathBuf>,
    },
    /// Take in somebody else's decisions, all or none; those that are there already stay as they are.
    Import {
        /// JSON lines, as `export` writes them; '-' for standard input.
        file: PathBuf,
    },
    /// Take a decision back, which is a decision itself.
    Undo {
        /// Its id, or the beginning of it.
        decision: String,
    },
}

pub fn decide(arguments: &Decide) -> anyhow::Result<Outcome> {
    let mut project = Project::open(&arguments.project)?;
    let seen = project.decision_revision()?;
    let record = project.record()?.context("the project has no record yet\nhint: run `sitrep rebuild` on it")?;
    let (author, reason, at) = signature(&arguments.signed)?;
    let (judgement, verdict) = judgement(&record, &arguments.what)?;
    let verdict = if arguments.unsure { Verdict::Unsure } else { verdict };
    let decision = match Decision::new(judgement, verdict, &reason, &author, at) {
        Ok(decision) => decision,
        Err(why) => bail!("this cannot be decided: {why}"),
    };
    let summary =
        sitrep::decide(&mut project, &Reconciler::shipped()?, std::slice::from_ref(&decision), Some(seen), &())?;
    if !arguments.quiet {
        println!("{}", decision.id);
        tell_standing(&project, &decision, &summary)?;
    }
    Ok(Outcome::Done)
}

pub fn decisions(arguments: &Decisions) -> anyhow::Result<Outcome> {
    let mut project = Project::open(&arguments.project)?;
    match arguments.action.as_ref().unwrap_or(&Action::List { json: false }) {
        Action::List { json } => list(&project, *json)?,
        Action::Export { output } => {
            output::write(output.as_deref(), sitrep::export_decisions(&project)?.as_bytes())?;
        }
        Action::Import { file } => {
            let decisions = sitrep::read_decisions(&read(file)?).with_context(|| file.display().to_string())?;
            let n_new = project.put_decisions(&decisions, None)?;
            sitrep::refresh(&mut project, &Reconciler::shipped()?, &())?;
            if !arguments.quiet {
                eprintln!("{n_new} decisions taken in, {} were there", decisions.len() - n_new);
            }
        }
        Action::Undo { decision } => {
            let seen = project.decision_revision()?;
            let (author, reason, at) = signature(&arguments.signed)?;
            let undo = sitrep::undoing(&project.decisions()?, decision, &reason, &author, at)?;
            sitrep::decide(&mut project, &Reconciler::shipped()?, std::slice::from_ref(&undo), Some(seen), &())?;
            if !arguments.quiet {
                println!("{}", undo.id);
            }
        }
    }
    Ok(Outcome::Done)
}

/// Who, why and when. The clock is asked here and nowhere further in.
fn signature(signed: &Signed) -> anyhow::Result<(String, String, Timestamp)> {
    let author = signed.author.clone().or_else(|| std::env::var("SITREP_AUTHOR").ok());
    let author = author.context("who decides?\nhint: give --author NAME, or set SITREP_AUTHOR")?;
    let reason = signed.reason.clone().context("why?\nhint: give --reason WORDS")?;
    let at = match &signed.at {
        Some(at) => at.parse().with_context(|| format!("--at '{at}' is no time; write 2026-03-01T10:00:00Z"))?,
        None => Timestamp::now(),
    };
    Ok((author, reason, at))
}

fn judgement(record: &Record, what: &What) -> anyhow::Result<(Judgement, Verdict)> {
    let refs = Refs::new(record);
    let events = |ids: &[String]| ids.iter().map(|id| refs.event(id)).collect::<Result<Vec<_>, _>>();
    let actors = |names: &[String]| names.iter().map(|name| refs.actor(name)).collect::<Result<Vec<_>, _>>();
    Ok(match what {
        What::Accept { thing } => (Judgement::Review { subject: subject(&refs, thing)? }, Verdict::Yes),
        What::Reject { thing } => (Judgement::Review { subject: subject(&refs, thing)? }, Verdict::No),
        What::Correct { thing, field, value } => {
            let value = sitrep::parse_value(&refs, field, value)?;
            (Judgement::Correct { subject: subject(&refs, thing)?, value }, Verdict::Yes)
        }
        What::Merge { events: ids } => (Judgement::SameEvent { events: events(ids)? }, Verdict::Yes),
        What::KeepApart { events: ids } => (Judgement::SameEvent { events: events(ids)? }, Verdict::No),
        What::Split { event, claims } => {
            let claims = claims.iter().map(|id| refs.claim(id)).collect::<Result<Vec<_>, _>>()?;
            (Judgement::Split { event: refs.event(event)?, claims }, Verdict::Yes)
        }
        What::JoinActors { actors: names } => (Judgement::SameActor { actors: actors(names)? }, Verdict::Yes),
        What::KeepActorsApart { actors: names } => (Judgement::SameActor { actors: actors(names)? }, Verdict::No),
        What::PartActor { actor, names } => {
            (Judgement::PartActor { actor: refs.actor(actor)?, names: names.clone() }, Verdict::Yes)
        }
        What::PinDate { document, dates } => {
            let published = sitrep::parse_interval(dates)?;
            (Judgement::PinDate { document: refs.document(document)?, published }, Verdict::Yes)
        }
        What::PinPlace { place, latitude, longitude } => {
            let place = refs.place(place)?;
            (Judgement::PinPlace { place, latitude: *latitude, longitude: *longitude }, Verdict::Yes)
        }
        What::Copy { document, of } => {
            (Judgement::Copy { document: refs.document(document)?, of: refs.document(of)? }, Verdict::Yes)
        }
        What::NotACopy { document, of } => {
            (Judgement::Copy { document: refs.document(document)?, of: refs.document(of)? }, Verdict::No)
        }
        What::Holder { place, actor, since } => {
            let since = since.as_deref().map(sitrep::parse_interval).transpose()?;
            let (place, holder) = (sitrep::parse_place(&refs, place)?, sitrep::parse_actor(&refs, actor)?);
            (Judgement::Holder { place, holder, since }, Verdict::Yes)
        }
    })
}

/// An event or a claim, whichever has this id.
fn subject(refs: &Refs<'_>, id: &str) -> Result<Subject, sitrep::Error> {
    match refs.event(id) {
        Err(sitrep::Error::NoSuch { .. }) => refs.claim(id).map(Subject::Claim),
        found => found.map(Subject::Event),
    }
    .map_err(|error| match error {
        sitrep::Error::NoSuch { id, .. } => sitrep::Error::NoSuch { what: "event or claim", id },
        error => error,
    })
}

/// What the decision did, on standard error.
fn tell_standing(project: &Project, decision: &Decision, summary: &Summary) -> anyhow::Result<()> {
    let entries = sitrep::decisions(project)?;
    let Some(entry) = entries.into_iter().find(|entry| entry.decision.id == decision.id) else { return Ok(()) };
    eprintln!(
        "{}: {}{}; {} events, {} contradictions now",
        decision.word(),
        word(&entry.standing),
        if entry.note.is_empty() { String::new() } else { format!(" ({})", entry.note) },
        summary.events,
        summary.contradictions
    );
    Ok(())
}

fn list(project: &Project, as_json: bool) -> anyhow::Result<()> {
    let entries = sitrep::decisions(project)?;
    let mut out = io::stdout().lock();
    if as_json {
        let entries: Vec<_> = entries
            .iter()
            .map(|entry| {
                json!({
                    "id": entry.decision.id, "word": entry.decision.word(), "by": entry.decision.author,
                    "why": entry.decision.reason, "at": entry.decision.at, "standing": entry.standing,
                    "note": entry.note, "touches": entry.touches, "decision": entry.decision,
                })
            })
            .collect();
        writeln!(out, "{}", serde_json::to_string_pretty(&entries)?)?;
        return Ok(());
    }
    for entry in entries {
        let decision = &entry.decision;
        writeln!(out, "{}  {} {} ({})", decision.id, decision.at, decision.word(), word(&entry.standing))?;
        writeln!(out, "    {}: {}", decision.author, decision.reason)?;
        if !entry.touches.is_empty() {
            writeln!(out, "    on {}", entry.touches.join(", "))?;
        }
        if !entry.note.is_empty() {
            writeln!(out, "    {}", entry.note)?;
        }
    }
    Ok(())
}

fn word(standing: &sitrep_types::Standing) -> String {
    serde_json::to_value(standing)
        .ok()
        .and_then(|value| value.as_str().map(|word| word.replace('_', " ")))
        .unwrap_or_default()
}

fn read(file: &Path) -> anyhow::Result<String> {
    if file.as_os_str() == "-" {
        let mut text = String::new();
        io::stdin().lock().read_to_string(&mut text).context("standard input cannot be read")?;
        return Ok(text);
    }
    fs::read_to_string(file).with_context(|| format!("{} cannot be read", file.display()))
}
