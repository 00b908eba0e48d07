//! Inputs as the user names them to documents: finds files, tells their kind, and hands each to its reader.

pub(crate) mod feed;
mod files;
pub(crate) mod jsonl;
pub(crate) mod open;
pub(crate) mod plain;
pub(crate) mod warc;

use std::collections::HashSet;
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

use sitrep_types::{Document, LeftOut};

use crate::facts::Facts;
use crate::metadata::front_matter;
use crate::tables::Tables;
use crate::{IngestOptions, Ingested, decode, html, language};
use files::Found;
use open::ReadFailure;

/// The name of standard input among the inputs.
const STANDARD_INPUT: &str = "-";

/// What a reader needs besides its bytes.
pub(crate) struct Context<'a> {
    pub(crate) options: &'a IngestOptions,
    pub(crate) tables: &'a Tables,
    pub(crate) sink: &'a mut dyn FnMut(Ingested),
}

impl Context<'_> {
    /// Hands over a document, or leaves it out for its language.
    pub(crate) fn accept(&mut self, document: Document) {
        let wanted = &self.options.languages;
        match &document.language {
            Some(code) if !wanted.is_empty() && !wanted.contains(code) => {
                let reason = format!(
                    "is written in {}, which is not read yet; translate it or leave it",
                    language::name_of(code)
                );
                let input = document.inputs.into_iter().next().unwrap_or_default();
                self.leave_out(&input, reason);
            }
            _ => (self.sink)(Ingested::Document(Box::new(document))),
        }
    }

    /// Hands over an input that was not read.
    pub(crate) fn leave_out(&mut self, input: &str, reason: impl Into<String>) {
        (self.sink)(Ingested::LeftOut(LeftOut { input: input.to_owned(), reason: reason.into() }));
    }
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Html,
    Text,
    Markdown,
    JsonLines,
    Feed,
    Warc,
}

/// Reads all inputs in order.
pub(crate) fn read_all(
    inputs: &[String],
    options: &IngestOptions,
    tables: &Tables,
    standard_input: &mut dyn BufRead,
    sink: &mut dyn FnMut(Ingested),
) {
    let mut context = Context { options, tables, sink };
    let mut read_once = HashSet::new();
    for input in inputs {
        if input == STANDARD_INPUT {
            jsonl::read(STANDARD_INPUT, standard_input, &mut context);
            continue;
        }
        files::find(input, &mut |found| match found {
            Found::File { name, path, is_named } => {
                // A file named twice is one input.
                if read_once.insert((name.clone(), path.clone())) {
                    read_file(&name, &path, is_named, &mut context);
                }
            }
            Found::Not { name, reason } => context.leave_out(&name, reason),
        });
    }
}

/// The kind a name tells by its ending, and whether it is compressed.
fn kind_of(name: &str) -> (Option<Kind>, bool) {
    let lower = name.to_lowercase();
    let (stem, is_compressed) = match lower.strip_suffix(".gz") {
        Some(stem) => (stem, true),
        None => (lower.as_str(), false),
    };
    let ending = stem.rsplit(['/', '\\']).next().and_then(|file| file.rsplit_once('.')).map(|(_, ending)| ending);
    let kind = match ending {
        Some("html" | "htm" | "xhtml") => Some(Kind::Html),
        Some("txt" | "text") => Some(Kind::Text),
        Some("md" | "markdown") => Some(Kind::Markdown),
        Some("jsonl" | "ndjson") => Some(Kind::JsonLines),
        Some("xml" | "rss" | "atom") => Some(Kind::Feed),
        Some("warc") => Some(Kind::Warc),
        _ => None,
    };
    (kind, is_compressed)
}

/// Tells the kind of a file without a telling name by how it begins.
fn sniff(head: &[u8]) -> Option<Kind> {
    let text = String::from_utf8_lossy(head);
    let start = text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']).to_ascii_lowercase();
    if start.starts_with("warc/1.") {
        Some(Kind::Warc)
    } else if start.starts_with("<!doctype html") || start.starts_with("<html") {
        Some(Kind::Html)
    } else if start.starts_with("<?xml") || start.starts_with("<rss") || start.starts_with("<feed") {
        Some(if start.contains("<html") { Kind::Html } else { Kind::Feed })
    } else if start.starts_with("{\"") {
        Some(Kind::JsonLines)
    } else {
        None
    }
}

fn read_file(name: &str, path: &Path, is_named: bool, context: &mut Context<'_>) {
    let (kind, is_compressed) = kind_of(name);
    let has_ending = path.extension().is_some_and(|ending| !ending.is_empty());
    let mut source = match open::open(path, is_compressed, context.options) {
        Ok(source) => source,
        Err(failure) => return context.leave_out(name, failure.to_string()),
    };
    let kind = match kind {
        Some(kind) => kind,
        None => {
            let head = match source.fill_buf() {
                Ok(head) => &head[..head.len().min(512)],
                Err(error) => return context.leave_out(name, ReadFailure::from(error).to_string()),
            };
            match sniff(head) {
                Some(kind) => kind,
                None if is_named && !has_ending => Kind::Text,
                None => {
                    return context.leave_out(
                        name,
                        "is of no kind that is read (HTML, text, Markdown, JSONL, RSS or Atom, WARC, each also .gz); \
                         convert it to one of them",
                    );
                }
            }
        }
    };
    match kind {
        Kind::JsonLines => jsonl::read(name, &mut source, context),
        Kind::Warc => warc::read(name, &mut source, context),
        Kind::Html | Kind::Text | Kind::Markdown | Kind::Feed => {
            let limit = if is_compressed { context.options.max_decompressed_bytes } else { context.options.max_bytes };
            match open::read_whole(&mut source, limit, is_compressed) {
                Ok(bytes) => read_single(name, kind, &bytes, &sidecar(path), context),
                Err(failure) => context.leave_out(name, failure.to_string()),
            }
        }
    }
}

/// Reads bytes in memory as a file of that name.
pub(crate) fn read_bytes(
    name: &str,
    bytes: &[u8],
    options: &IngestOptions,
    tables: &Tables,
    sink: &mut dyn FnMut(Ingested),
) {
    let mut context = Context { options, tables, sink };
    let (kind, is_compressed) = kind_of(name);
    let mut source = open::over_bytes(bytes, is_compressed, options);
    match kind.or_else(|| sniff(bytes)).unwrap_or(Kind::Text) {
        Kind::JsonLines => jsonl::read(name, &mut source, &mut context),
        Kind::Warc => warc::read(name, &mut source, &mut context),
        kind => match open::read_whole(&mut source, options.max_decompressed_bytes, is_compressed) {
            Ok(bytes) => read_single(name, kind, &bytes, &Sidecar::default(), &mut context),
            Err(failure) => context.leave_out(name, failure.to_string()),
        },
    }
}

/// Facts that stand in a file beside the document.
#[derive(Default)]
struct Sidecar {
    facts: Facts,
    remarks: Vec<String>,
}

/// Reads `NAME.meta.toml`, where `NAME` is the document's file name with or without its ending.
fn sidecar(path: &Path) -> Sidecar {
    let Some(file) = path.file_name().and_then(|file| file.to_str()) else { return Sidecar::default() };
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or(file);
    let candidates: Vec<PathBuf> =
        [file, stem].iter().map(|name| path.with_file_name(format!("{name}.meta.toml"))).collect();
    let Some(beside) = candidates.into_iter().find(|candidate| candidate.is_file()) else {
        return Sidecar::default();
    };
    let mut text = String::new();
    let read = std::fs::File::open(&beside).and_then(|file| file.take(1024 * 1024).read_to_string(&mut text));
    let outcome = read.map_err(|error| error.to_string()).and_then(|_| front_matter::read_sidecar(&text));
    match outcome {
        Ok((facts, remarks)) => Sidecar { facts, remarks },
        Err(error) => Sidecar {
            facts: Facts::default(),
            remarks: vec![format!("{} cannot be read and was passed over: {error}", beside.display())],
        },
    }
}

fn read_single(name: &str, kind: Kind, bytes: &[u8], sidecar: &Sidecar, context: &mut Context<'_>) {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return context.leave_out(name, "is empty");
    }
    if kind == Kind::Feed {
        return feed::read(name, bytes, context);
    }
    let decoded = match decode::decode(bytes, None, kind == Kind::Html) {
        Ok(decoded) => decoded,
        Err(error) => return context.leave_out(name, error.to_string()),
    };
    let remarks = decoded.remark.into_iter().chain(sidecar.remarks.iter().cloned());
    let document = match kind {
        Kind::Html => html::document(name, &decoded.text, &sidecar.facts, context.options, context.tables),
        _ => Ok(plain::document(name, &decoded.text, &sidecar.facts, context.tables)),
    };
    match document {
        Ok(mut document) => {
            if document.text.is_empty() {
                return context.leave_out(name, "holds no text");
            }
            document.diagnostics.extend(remarks.map(|message| sitrep_types::Diagnostic {
                stage: "ingest".to_owned(),
                span: None,
                message,
                hint: None,
            }));
            context.accept(document);
        }
        Err(reason) => context.leave_out(name, reason),
    }
}
