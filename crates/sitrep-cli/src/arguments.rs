//! What the command line accepts; the help texts teach by example.

use std::net::IpAddr;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::decide::{Decide, Decisions};
use crate::filter::FilterArguments;

/// Turn a pile of news reports into one evidence-linked record.
#[derive(Debug, Parser)]
#[command(
    name = "sitrep",
    version,
    about = "Turns a pile of news reports into one evidence-linked record: who did what, to whom, where, when, and according to whom.",
    after_help = "First steps:\n  \
        sitrep build reports/ -o story.sitrep     read a folder of reports into a project\n  \
        sitrep show story.sitrep                  what happened, as a table\n  \
        sitrep show story.sitrep EVENT            one event, every field with the words it was read from\n  \
        sitrep report story.sitrep -o story.html  one page that opens anywhere\n  \
        sitrep export story.sitrep --format json  the record for other programs\n\n\
        Exit status: 0 all is well; 1 nothing could be done; 2 wrong use; 3 done, but some inputs were left out."
)]
pub struct Arguments {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Read reports into a project file and bring its record up to date.
    #[command(after_help = "Inputs are files, folders (searched in depth), globs, or '-' for JSON Lines on standard \
        input.\nRead are .html .htm .xhtml .txt .md .jsonl (each also .gz), RSS and Atom feeds, and WARC archives.\n\
        An existing project is added to; a build that was stopped goes on where it was.\n\n\
        Examples:\n  sitrep build reports/ -o story.sitrep\n  sitrep build 'crawl/*.warc.gz' feed.xml -o story.sitrep\n  \
        zcat stream.jsonl.gz | sitrep build - -o story.sitrep")]
    Build(Build),
    /// Read all stored documents anew with this version's tables and weights.
    Rebuild(Rebuild),
    /// Take documents out again, as if they had never come.
    Remove(Remove),
    /// Show the events of a project as a table, or one event with all its evidence.
    Show(Show),
    /// Show what each step sees in one report.
    Inspect(Inspect),
    /// Write the record in a form that other programs read.
    Export(Export),
    /// Write one HTML page that opens anywhere and loads nothing.
    Report(Report),
    /// Look through the record in the browser, judge it and correct it.
    #[command(
        after_help = "Opens a site on this machine only, at an address with a token; the program prints it and runs \
        until it is interrupted.\n\nExamples:\n  sitrep serve story.sitrep --open\n  sitrep serve story.sitrep --port 9000 \
        --tiles 'https://tile.example.org/{z}/{x}/{y}.png'"
    )]
    Serve(Serve),
    /// Write a briefing: what is new, changed, disputed, foreseen, and who holds what.
    Brief(Brief),
    /// Add places of your own, which then win over the shipped ones where they are more precise.
    #[command(after_help = "Read are\n  .txt .tsv       a GeoNames dump as downloaded: IQ.txt, UA.txt\n  \
        .csv            a header with name,latitude,longitude and, as wanted, country (two letters), admin1, kind\n  \
        \x20               (city, village, district, facility, road, river, …), population, geonameid,\n  \
        \x20               also (other names, parted by |)\n  \
        .geojson .json  a FeatureCollection of points with the same names as properties\n\
        A file is taken as a whole or not at all. Projects read their documents anew at the next build.\n\n\
        Examples:\n  sitrep gazetteer add IQ.txt                             for every project on this machine\n  \
        sitrep gazetteer add quarters.csv --project story.sitrep  for this project\n  sitrep gazetteer list")]
    Gazetteer(Gazetteer),
    /// Decide about something in the record; the decision holds in every later build.
    #[command(
        after_help = "Things are named by id (or its beginning), actors and places also by name, documents by the end of \
        their file's name.\n\nExamples:\n  \
        sitrep decide story.sitrep correct event-3f2a time 2017-03-06 --author Ana --reason 'the mayor said Monday'\n  \
        sitrep decide story.sitrep merge event-3f2a event-91cc --author Ana --reason 'one raid'\n  \
        sitrep decide story.sitrep reject claim-77d0 --author Ana --reason 'a film is told of'"
    )]
    Decide(Decide),
    /// List, export, import or take back decisions.
    Decisions(Decisions),
    /// Score the program on annotated corpora; what is absent is skipped.
    Eval(Eval),
    /// Write predictions on a corpus file.
    #[command(hide = true)]
    Predict(Predict),
}

/// Arguments of `build`.
#[derive(Debug, Args)]
pub struct Build {
    /// Files, folders, globs, or '-'.
    #[arg(required = true)]
    pub inputs: Vec<String>,
    /// The project file, made if it does not exist.
    #[arg(short, long, value_name = "FILE.sitrep")]
    pub output: PathBuf,
    #[command(flatten)]
    pub work: Work,
    /// Largest input file that is read, in megabytes.
    #[arg(long, default_value_t = 50, value_name = "MB")]
    pub max_file: u64,
    /// Most that one compressed input may unpack to, in megabytes.
    #[arg(long, default_value_t = 100, value_name = "MB")]
    pub max_unpacked: u64,
}

/// How work is done and told of.
#[derive(Debug, Args)]
pub struct Work {
    /// Threads; all cores if not given. The record does not depend on it.
    #[arg(short, long)]
    pub threads: Option<usize>,
    /// Print the summary as JSON.
    #[arg(long)]
    pub json: bool,
    /// Say nothing but errors.
    #[arg(short, long)]
    pub quiet: bool,
}

/// Arguments of `rebuild`.
#[derive(Debug, Args)]
pub struct Rebuild {
    /// The project file.
    pub project: PathBuf,
    #[command(flatten)]
    pub work: Work,
}

/// Arguments of `remove`.
#[derive(Debug, Args)]
pub struct Remove {
    /// The project file.
    pub project: PathBuf,
    /// Inputs (as `show --documents` prints them) or document ids.
    #[arg(required = true)]
    pub documents: Vec<String>,
    #[command(flatten)]
    pub work: Work,
}

/// Arguments of `show`.
#[derive(Debug, Args)]
pub struct Show {
    /// The project file.
    pub project: PathBuf,
    /// An event's id (or its beginning): show it with all its evidence.
    pub event: Option<String>,
    #[command(flatten)]
    pub filter: FilterArguments,
    /// Statements and standing conditions too.
    #[arg(long)]
    pub all: bool,
    /// The documents and what was left out, instead of events.
    #[arg(long)]
    pub documents: bool,
    /// JSON instead of a table.
    #[arg(long)]
    pub json: bool,
}

/// A step of the way of the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Step {
    /// Blocks, metadata, cleaned text.
    Ingest,
    /// Sentences, words, mentions, times, places, quantities, attributions.
    Annotate,
    /// Claims, with the entries and paths that made them.
    Extract,
}

/// Arguments of `inspect`.
#[derive(Debug, Args)]
pub struct Inspect {
    /// One report (or a file of several).
    pub input: String,
    /// Which step to look at.
    #[arg(long, value_enum, default_value_t = Step::Extract)]
    pub step: Step,
    /// JSON instead of annotated text.
    #[arg(long)]
    pub json: bool,
}

/// Arguments of `export`.
#[derive(Debug, Args)]
pub struct Export {
    /// The project file.
    pub project: PathBuf,
    /// The form; an unknown one prints the list.
    #[arg(short, long)]
    pub format: String,
    #[command(flatten)]
    pub filter: FilterArguments,
    /// Where to; standard output if not given.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

/// Arguments of `report`.
#[derive(Debug, Args)]
pub struct Report {
    /// The project file.
    pub project: PathBuf,
    /// Where to; standard output if not given.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

/// Arguments of `serve`.
#[derive(Debug, Args)]
pub struct Serve {
    /// The project file.
    pub project: PathBuf,
    /// Open it in the browser.
    #[arg(long)]
    pub open: bool,
    /// Port; 8477 or any free one if not given.
    #[arg(long)]
    pub port: Option<u16>,
    /// Address to listen at; anybody who can reach it and has the token can decide.
    #[arg(long, default_value = "127.0.0.1", value_name = "IP")]
    pub bind: IpAddr,
    /// Map tiles to lie beneath the map: an address with {z}, {x} and {y}. Nothing is loaded from elsewhere without it.
    #[arg(long, value_name = "URL")]
    pub tiles: Option<String>,
}

/// Arguments of `brief`.
#[derive(Debug, Args)]
pub struct Brief {
    /// The project file.
    pub project: PathBuf,
    /// The day the briefing speaks from (YYYY-MM-DD); the newest report's if not given.
    #[arg(long, value_name = "DATE")]
    pub as_of: Option<String>,
    /// What counts as new: since this day (YYYY-MM-DD); a week before `--as-of` if not given.
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    #[command(flatten)]
    pub filter: FilterArguments,
    /// Where to (.md or .html); Markdown on standard output if not given.
    #[arg(short, long)]
    pub output: Option<PathBuf>,
}

/// Arguments of `gazetteer`.
#[derive(Debug, Args)]
pub struct Gazetteer {
    /// What to do.
    #[command(subcommand)]
    pub command: GazetteerCommand,
}

/// What can be done with places of one's own.
#[derive(Debug, Subcommand)]
pub enum GazetteerCommand {
    /// Check files of places and take them over; one bad line refuses all, and nothing is changed.
    Add {
        /// GeoNames dumps, CSV or GeoJSON files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Only for this project; for every project on this machine if not given.
        #[arg(long, value_name = "FILE.sitrep")]
        project: Option<PathBuf>,
    },
    /// List the files that were added.
    List {
        /// With those of this project.
        #[arg(long, value_name = "FILE.sitrep")]
        project: Option<PathBuf>,
    },
}

/// Arguments of `eval`.
#[derive(Debug, Args)]
pub struct Eval {
    /// A task, or 'all'.
    pub task: String,
    /// Folder of the annotated corpora; the scorers lie in `score` beside it.
    #[arg(long, default_value = "../shared/data")]
    pub data: PathBuf,
}

/// Arguments of `predict`.
#[derive(Debug, Args)]
pub struct Predict {
    /// The task.
    pub task: String,
    /// A corpus file, plain or .gz.
    pub file: PathBuf,
    /// Chains over all documents (coref).
    #[arg(long)]
    pub across: bool,
    /// Spans are given, only their values are asked for (geo).
    #[arg(long)]
    pub gold_spans: bool,
    /// Chain our own mentions, though the file carries some (coref).
    #[arg(long)]
    pub own_mentions: bool,
    /// Only literal places are asked for: no adjectives, no places in the names of bodies (geo).
    #[arg(long)]
    pub literal: bool,
}
