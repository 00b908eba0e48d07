//! `sitrep show`, `export`, `report` and `brief`: the record of a project, for eyes and for programs.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use anyhow::{Context, bail};
use serde_json::json;
use sitrep::{Project, RecordState};
use sitrep_present::brief::{BriefOptions, brief_html, brief_markdown};
use sitrep_present::export::Format;
use sitrep_present::view::{self, EventPage, EventRow, Filter, Part, Quote};
use sitrep_types::Record;

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
        }
        return Ok(Outcome::Done);
    }
    let filter = Filter {
        place: arguments.place.clone(),
        from: arguments.from.as_deref().map(|day| Filter::first_day("--from", day)).transpose()?,
        to: arguments.to.as_deref().map(|day| Filter::last_day("--to", day)).transpose()?,
        actor: arguments.actor.clone(),
        event_type: arguments.event_type.clone(),
        ..Filter::default()
    };
    let all = arguments.all || arguments.event_type.is_some();
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
            row.summary,
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
            writeln!(out, "  {}", serde_json::to_string(contradiction).unwrap_or_default())?;
        }
    }
    for related in &page.related {
        writeln!(out, "  {}: {} ({})", related.relation, related.summary, related.id)?;
    }
    Ok(())
}

/// The sentence with what was read from it in brackets, then who told whom.
fn show_quote(quote: &Quote, out: &mut dyn Write) -> io::Result<()> {
    let mut sentence = String::new();
    for segment in &quote.segments {
        match segment.role {
            Some(role) => sentence.push_str(&format!("[{}: {}]", role.name(), segment.text)),
            None => sentence.push_str(&segment.text),
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
    let Some(format) = Format::from_name(&arguments.format) else {
        let known: Vec<String> = Format::ALL.iter().map(|(_, name, about)| format!("  {name:<14} {about}")).collect();
        bail!("there is no format '{}'; there are\n{}", arguments.format, known.join("\n"));
    };
    let written = sitrep_present::export::export(&record(&arguments.project)?, VERSION, format)?;
    output::write(arguments.output.as_deref(), written.as_ref())?;
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
    let output = arguments.output.as_deref();
    let text = if output.is_some_and(|path| path.extension().is_some_and(|extension| extension == "html")) {
        brief_html(&record, &options)
    } else {
        brief_markdown(&record, &options)
    };
    output::write(output, text.as_bytes())?;
    Ok(Outcome::Done)
}
