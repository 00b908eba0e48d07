//! `sitrep show`, `export`, `report` and `brief`: the record of a project, for eyes and for programs.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, bail};
use serde_json::json;
use sitrep::{Project, RecordState};
use sitrep_present::brief::{BriefOptions, brief_html, brief_markdown};
use sitrep_present::export::{self, Format, Written};
use sitrep_present::view::{self, ContradictionView, EventPage, EventRow, Filter, Part, Quote};
use sitrep_types::{Record, Verdict};

use crate::arguments::{Brief, Export, Report, Show};
use crate::output::{self, Outcome};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The record of a project; where it does not tell what the project holds, standard error says so.
fn record(path: &Path) -> anyhow::Result<Record> {
    let project = Project::open(path)?;
    if project.record_state()? == RecordState::OutOfDate {
        eprintln!(
            "sitrep: {} was changed since its record was made; `sitrep build` or `sitrep rebuild` brings it up to date",
            path.display()
        );
    }
    project.record()?.with_context(|| {
        format!(
            "{} has no record yet\nhint: a build was stopped early; run the same `sitrep build` again",
            path.display()
        )
    })
}

pub fn show(arguments: &Show) -> anyhow::Result<Outcome> {
    let record = record(&arguments.project)?;
    let mut out = io::stdout().lock();
    if arguments.documents {
        show_documents(&record, arguments.json, &mut out)?;
        return Ok(Outcome::Done);
    }
    if let Some(id) = &arguments.event {
        let Some(page) = view::event(&record, id) else {
            bail!(
                "no event has the id {id}, or more than one begins so\nhint: `sitrep show {}` lists them",
                arguments.project.display()
            );
        };
        if arguments.json {
            writeln!(out, "{}", serde_json::to_string_pretty(&page)?)?;
        } else {
            show_event(&page, &mut out)?;
            show_decided(&record, &page.row.id.0, &mut out)?;
        }
        return Ok(Outcome::Done);
    }
    let filter = arguments.filter.filter()?;
    let all = arguments.all || arguments.filter.event_type.is_some();
    let rows: Vec<EventRow> = view::events(&record, &filter)
        .into_iter()
        .filter(|row| all || !matches!(row.part, Part::Statement | Part::State))
        .collect();
    if arguments.json {
        writeln!(out, "{}", serde_json::to_string_pretty(&rows)?)?;
    } else {
        show_table(&rows, &mut out)?;
        let hidden = record.events.len() - rows.len();
        if hidden > 0 {
            eprintln!("{} events shown, {hidden} not (statements and states: --all)", rows.len());
        }
    }
    Ok(Outcome::Done)
}

/// Letters of an event's id that the table prints: enough to tell events of one project apart.
const ID_SHOWN: usize = 8;

fn show_table(rows: &[EventRow], out: &mut dyn Write) -> io::Result<()> {
    let (bold, dim, plain) = if output::coloured() { ("\x1b[1m", "\x1b[2m", "\x1b[0m") } else { ("", "", "") };
    writeln!(out, "{bold}{:<ID_SHOWN$}  {:<21}  {:<12}  {:>3}  what{plain}", "id", "when", "status", "src")?;
    for row in rows {
        let kind = row.sub_type.unwrap_or(row.event_type);
        let numbers = if row.numbers.is_empty() { String::new() } else { format!(" [{}]", row.numbers.join("; ")) };
        let doubt = if row.contradicted { " (contradicted)" } else { "" };
        let id: String = row.id.0.chars().take(ID_SHOWN).collect();
        writeln!(
            out,
            "{id:<ID_SHOWN$}  {:<21}  {:<12}  {:>3}  {}{numbers}{doubt} {dim}· {kind}{}{plain}",
            row.date,
            row.status,
            row.independent_sources,
            row.headline,
            row.place.as_deref().map(|place| format!(" · {place}")).unwrap_or_default(),
        )?;
    }
    Ok(())
}

fn show_event(page: &EventPage, out: &mut dyn Write) -> io::Result<()> {
    let row = &page.row;
    let (bold, plain) = if output::coloured() { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    writeln!(out, "{bold}{}{plain}", row.summary)?;
    let mut field = |name: &str, value: &str| -> io::Result<()> {
        if value.is_empty() { Ok(()) } else { writeln!(out, "  {name:<10} {value}") }
    };
    field("id", &row.id.0)?;
    field(
        "type",
        &row.sub_type.map_or_else(|| row.event_type.to_owned(), |sub| format!("{} / {sub}", row.event_type)),
    )?;
    field("actors", &row.actors.join("; "))?;
    field("targets", &row.targets.join("; "))?;
    field("place", row.place.as_deref().unwrap_or_default())?;
    field("when", &row.date)?;
    field("", &page.time_reason)?;
    field("status", row.status)?;
    for number in &page.numbers {
        field("number", &number.words)?;
        field("", &number.reason)?;
    }
    writeln!(out, "\n{bold}Told by{plain} ({} independent)", row.independent_sources)?;
    for origin in &page.origins {
        writeln!(out, "  {}: {}", origin.name, origin.reason)?;
    }
    writeln!(out, "\n{bold}Evidence{plain}")?;
    for quote in &page.quotes {
        show_quote(quote, out)?;
    }
    if !page.contradictions.is_empty() {
        writeln!(out, "\n{bold}Contradictions{plain}")?;
        for contradiction in &page.contradictions {
            show_contradiction(contradiction, out)?;
        }
    }
    for related in &page.related {
        writeln!(out, "  {}: {} ({})", related.relation, related.summary, related.id)?;
    }
    Ok(())
}

/// What does not fit together, its sides with who tells them, and why it reads so.
fn show_contradiction(found: &ContradictionView, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  {} ({}, {})", found.about, found.kind, found.reading)?;
    for side in &found.sides {
        let mut tellers: Vec<&str> = side.quotes.iter().map(|quote| quote.document_name.as_str()).collect();
        tellers.dedup();
        writeln!(out, "    {}: {}", side.value, tellers.join(", "))?;
    }
    writeln!(out, "    {}", found.reason)
}

/// What people decided about an event and its claims, each with who and why.
fn show_decided(record: &Record, event: &str, out: &mut dyn Write) -> io::Result<()> {
    let claims = record.events.iter().filter(|found| found.id.0 == event).flat_map(|found| &found.claims);
    let things: Vec<&str> = std::iter::once(event).chain(claims.map(|claim| claim.0.as_str())).collect();
    let decided: Vec<_> = things.iter().filter_map(|thing| record.decided.get(*thing)).flatten().collect();
    if decided.is_empty() {
        return Ok(());
    }
    let (bold, plain) = if output::coloured() { ("\x1b[1m", "\x1b[0m") } else { ("", "") };
    writeln!(out, "\n{bold}Decided by people{plain}")?;
    for field in decided {
        let unsure = if field.verdict == Verdict::Unsure { "unsure of " } else { "" };
        let was = if field.was.is_empty() { String::new() } else { format!(", the reports gave: {}", field.was) };
        writeln!(out, "  {unsure}{}: {}{was}", field.field, field.value)?;
        writeln!(out, "    {}, {}: {}", field.author, field.at, field.reason)?;
    }
    Ok(())
}

/// The sentence with what was read from it in brackets, then who told whom.
fn show_quote(quote: &Quote, out: &mut dyn Write) -> io::Result<()> {
    let mut sentence = String::new();
    for piece in &quote.pieces {
        if piece.classes.is_empty() {
            sentence.push_str(&piece.text);
        } else {
            sentence.push_str(&format!("[{}: {}]", piece.classes.replace(' ', ", "), piece.text));
        }
    }
    let published = quote.published.as_deref().map(|day| format!(", {day}")).unwrap_or_default();
    let block = quote.block.map(|block| format!(", {block}")).unwrap_or_default();
    writeln!(
        out,
        "  {}{published}{block} ({}{}):",
        quote.document_name,
        quote.modality,
        if quote.negated { ", negated" } else { "" }
    )?;
    writeln!(out, "    {sentence}")?;
    let chain: Vec<String> = quote
        .chain
        .iter()
        .map(|link| match &link.cue {
            Some(cue) => format!("{} “{cue}”", link.name),
            None => link.name.clone(),
        })
        .collect();
    writeln!(out, "    told by {}", chain.join(" ← "))?;
    for how in [&quote.time_how, &quote.place_how].into_iter().flatten() {
        writeln!(out, "    {how}")?;
    }
    writeln!(out, "    read by {}", quote.entry)
}

fn show_documents(record: &Record, as_json: bool, out: &mut dyn Write) -> anyhow::Result<()> {
    let documents = view::documents(record);
    if as_json {
        writeln!(
            out,
            "{}",
            serde_json::to_string_pretty(&json!({ "documents": documents, "left_out": record.left_out }))?
        )?;
        return Ok(());
    }
    for document in &documents {
        writeln!(out, "{}  {} — {}", document.id, document.name, document.title.as_deref().unwrap_or("(no title)"))?;
        writeln!(out, "    published {} ({}); {}", document.published, document.published_how, document.genre)?;
        if let Some(original) = &document.copy_of {
            writeln!(out, "    copy of {original}: {}", document.copy_reason.as_deref().unwrap_or_default())?;
        }
        if !document.relays.is_empty() {
            writeln!(out, "    relays {}", document.relays.join(", "))?;
        }
        writeln!(
            out,
            "    {} words, {} claims; from {}",
            document.n_words,
            document.n_claims,
            document.inputs.join(", ")
        )?;
    }
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for left_out in &record.left_out {
        reasons.entry(&left_out.reason).or_default().push(&left_out.input);
    }
    for (reason, inputs) in reasons {
        writeln!(out, "left out: {reason}")?;
        for input in inputs {
            writeln!(out, "    {input}")?;
        }
    }
    Ok(())
}

pub fn export(arguments: &Export) -> anyhow::Result<Outcome> {
    let format = Format::from_name(&arguments.format);
    if format.is_none() && arguments.format != SQLITE.0 {
        let formats = Format::ALL.iter().map(|(_, name, about)| (*name, *about)).chain([SQLITE]);
        let known: Vec<String> = formats.map(|(name, about)| format!("  {name:<14} {about}")).collect();
        bail!("there is no format '{}'; there are\n{}", arguments.format, known.join("\n"));
    }
    let record = record(&arguments.project)?;
    let record = view::select(&record, &arguments.filter.filter()?);
    let Some(format) = format else { return export_sqlite(&record, arguments.output.as_deref()) };
    match export::export(&record, VERSION, format)? {
        Written::Text(text) => output::write(arguments.output.as_deref(), text.as_bytes())?,
        Written::Files(files) => {
            let folder =
                arguments.output.as_deref().context("this format is a folder of files\nhint: name it with -o")?;
            fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
            for (name, bytes) in files {
                output::write(Some(&folder.join(name)), &bytes)?;
            }
        }
    }
    Ok(Outcome::Done)
}

/// A format that only the store can write, and what it is.
const SQLITE: (&str, &str) = ("sqlite", "a database with the views of docs/formats/sqlite.md, in a file (-o)");

/// Writes the record as a project file of its own, for those who ask in SQL.
fn export_sqlite(record: &Record, output: Option<&Path>) -> anyhow::Result<Outcome> {
    let path = output.context("a database is a file\nhint: name it with -o")?;
    if path.exists() {
        bail!("{} is there already\nhint: name another file, or remove it first", path.display());
    }
    let mut project = Project::open_or_create(path)?;
    for entry in &record.documents {
        project.put_document(&entry.document, None)?;
    }
    let decisions: Vec<_> = record.decisions.iter().map(|entry| entry.decision.clone()).collect();
    project.put_decisions(&decisions, None)?;
    for left_out in &record.left_out {
        project.put_left_out(left_out)?;
    }
    project.put_record(record)?;
    Ok(Outcome::Done)
}

pub fn report(arguments: &Report) -> anyhow::Result<Outcome> {
    let page = sitrep_present::report::html(&record(&arguments.project)?);
    output::write(arguments.output.as_deref(), page.as_bytes())?;
    Ok(Outcome::Done)
}

pub fn brief(arguments: &Brief) -> anyhow::Result<Outcome> {
    let options = BriefOptions {
        as_of: arguments.as_of.as_deref().map(|day| Filter::last_day("--as-of", day)).transpose()?,
        since: arguments.since.as_deref().map(|day| Filter::first_day("--since", day)).transpose()?,
    };
    let record = record(&arguments.project)?;
    let record = view::select(&record, &arguments.filter.filter()?);
    let output = arguments.output.as_deref();
    let text = if output.is_some_and(|path| path.extension().is_some_and(|extension| extension == "html")) {
        brief_html(&record, &options)
    } else {
        brief_markdown(&record, &options)
    };
    output::write(output, text.as_bytes())?;
    Ok(Outcome::Done)
}
