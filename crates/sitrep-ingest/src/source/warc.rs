//! WARC archives: one document for each response that holds a page or a text.

use std::io::{BufRead, Read};

use rust_warc::{WarcError, WarcRecord};
use sitrep_types::Diagnostic;

use super::{Context, open};
use crate::facts::Facts;
use crate::metadata::date;
use crate::{decode, html, source};

/// The header of a record, and of the HTTP response in it, is no longer than this.
const LONGEST_HEADER: usize = 256 * 1024;

/// A record cut out of its archive: its bytes, ready for the parser.
enum Framed {
    Record(Vec<u8>),
    /// Larger than the limit and passed over.
    TooLarge {
        id: String,
        size: u64,
    },
    End,
    Broken(String),
}

/// Reads all records.
pub(crate) fn read(name: &str, source: &mut dyn BufRead, context: &mut Context<'_>) {
    let mut n_records = 0_u64;
    loop {
        match next_record(source, context.options.max_bytes) {
            Framed::End => break,
            Framed::Broken(problem) => {
                let reason = format!(
                    "{problem}; the {n_records} records before it were read, what follows was not; fetch the archive again"
                );
                context.leave_out(name, reason);
                return;
            }
            Framed::TooLarge { id, size } => {
                n_records += 1;
                let limit = open::size(context.options.max_bytes);
                context.leave_out(
                    &record_name(name, &id, n_records),
                    format!("the record holds {}, more than the limit of {limit}; raise the limit", open::size(size)),
                );
            }
            Framed::Record(bytes) => {
                n_records += 1;
                match WarcRecord::parse(&bytes[..]) {
                    Ok(record) => read_record(name, n_records, &record, context),
                    Err(error) => {
                        let problem = match error {
                            WarcError::Malformed(problem) => problem,
                            WarcError::IO(error) => error.to_string(),
                            WarcError::EOF => "it is empty".to_owned(),
                        };
                        context.leave_out(&format!("{name}#{n_records}"), format!("the record is broken: {problem}"));
                    }
                }
            }
        }
    }
    if n_records == 0 {
        context.leave_out(name, "is empty");
    }
}

fn record_name(name: &str, id: &str, number: u64) -> String {
    let id = id.trim().trim_start_matches('<').trim_end_matches('>');
    if id.is_empty() { format!("{name}#{number}") } else { format!("{name}#{id}") }
}

/// Cuts the next record out of the archive without trusting its length: the parser would reserve what it says.
fn next_record(source: &mut dyn BufRead, limit: u64) -> Framed {
    let mut header = Vec::new();
    let mut line = Vec::new();
    let mut length: Option<u64> = None;
    let mut id = String::new();
    loop {
        match open::read_line(source, &mut line, LONGEST_HEADER as u64) {
            Err(failure) => return Framed::Broken(format!("the archive {failure}")),
            Ok(None) if header.is_empty() => return Framed::End,
            Ok(None) => return Framed::Broken("the archive breaks off in the header of a record".to_owned()),
            Ok(Some(is_longer)) if is_longer || header.len() + line.len() > LONGEST_HEADER => {
                return Framed::Broken("a record has a header without end".to_owned());
            }
            Ok(Some(_)) => {}
        }
        let text = String::from_utf8_lossy(&line);
        let text = text.trim_end_matches('\r');
        if header.is_empty() {
            if text.trim().is_empty() {
                continue; // stray blank lines between records
            }
            if !text.starts_with("WARC/1.") {
                return Framed::Broken("there is no record where one should start".to_owned());
            }
        } else if text.is_empty() {
            header.extend_from_slice(b"\r\n");
            break;
        }
        if let Some((key, value)) = text.split_once(':') {
            if key.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse().ok();
            } else if key.eq_ignore_ascii_case("warc-record-id") {
                value.trim().clone_into(&mut id);
            }
        }
        header.extend_from_slice(text.as_bytes());
        header.extend_from_slice(b"\r\n");
    }
    let Some(length) = length else { return Framed::Broken("a record does not tell its length".to_owned()) };
    if length > limit {
        let passed = std::io::copy(&mut source.take(length), &mut std::io::sink());
        return match passed {
            Ok(count) if count == length => Framed::TooLarge { id, size: length },
            Ok(_) => Framed::Broken("the archive breaks off within a record".to_owned()),
            Err(error) => Framed::Broken(format!("the archive {}", open::ReadFailure::from(error))),
        };
    }
    let start = header.len();
    match source.take(length).read_to_end(&mut header) {
        Ok(count) if count as u64 == length => {}
        Ok(_) => return Framed::Broken("the archive breaks off within a record".to_owned()),
        Err(error) => return Framed::Broken(format!("the archive {}", open::ReadFailure::from(error))),
    }
    debug_assert_eq!((header.len() - start) as u64, length);
    header.extend_from_slice(b"\r\n\r\n");
    Framed::Record(header)
}

fn read_record(name: &str, number: u64, record: &WarcRecord, context: &mut Context<'_>) {
    let header = |key: &str| record.header.get(&key.into()).map(|value| value.trim().to_owned());
    let id = header("WARC-Record-ID").unwrap_or_default();
    let input = record_name(name, &id, number);
    let (content_type, body) = match header("WARC-Type").as_deref() {
        Some("response") => match http_body(&record.content, context.options.max_decompressed_bytes) {
            Ok((200..=299, content_type, body)) => (content_type, body),
            Ok((status, _, _)) => {
                return context.leave_out(&input, format!("the server answered {status}, not the page"));
            }
            Err(problem) => return context.leave_out(&input, problem),
        },
        // The same page again, a request, notes on the crawl: nothing that was published.
        Some("resource" | "conversion") => (header("Content-Type"), record.content.clone()),
        _ => return,
    };
    let content_type = content_type.unwrap_or_default().to_lowercase();
    let charset = content_type.split("charset=").nth(1).map(|value| value.trim_matches(['"', ' ', ';']).to_owned());
    let is_html = content_type.contains("html") || (content_type.is_empty() && html::token::looks_like_page(&body));
    if !is_html && !content_type.starts_with("text/plain") {
        // Pictures, scripts and styles of a page are no documents of their own.
        return;
    }
    let decoded = match decode::decode(&body, charset.as_deref(), is_html) {
        Ok(decoded) => decoded,
        Err(error) => return context.leave_out(&input, error.to_string()),
    };
    let url = header("WARC-Target-URI").map(|url| url.trim_matches(['<', '>']).to_owned());
    let facts = Facts { url, ..Facts::default() };
    let outcome = if is_html {
        html::document(&input, &decoded.text, &facts, context.options, context.tables)
    } else {
        Ok(source::plain::document(&input, &decoded.text, &facts, context.tables))
    };
    match outcome {
        Ok(document) if document.text.is_empty() => context.leave_out(&input, "holds no text"),
        Ok(mut document) => {
            bound_by_crawl(&mut document, header("WARC-Date").as_deref());
            document.diagnostics.extend(decoded.remark.map(|message| Diagnostic {
                stage: "ingest".to_owned(),
                span: None,
                message,
                hint: None,
            }));
            context.accept(document);
        }
        Err(reason) => context.leave_out(&input, reason),
    }
}

/// A page was published before it was fetched, whatever else is not known.
fn bound_by_crawl(document: &mut sitrep_types::Document, fetched: Option<&str>) {
    let fetched = fetched.and_then(date::parse_value).and_then(|interval| interval.latest);
    if let (None, Some(day)) = (&document.published, fetched) {
        document.published = Some(sitrep_types::Published {
            interval: sitrep_types::DateInterval {
                earliest: None,
                latest: Some(day),
                precision: sitrep_types::Precision::Unknown,
            },
            how: sitrep_types::How::Metadata,
        });
    }
}

/// Status, content type and decoded body of an HTTP response.
fn http_body(content: &[u8], limit: u64) -> Result<(u16, Option<String>, Vec<u8>), String> {
    let head_end = content
        .windows(4)
        .take(LONGEST_HEADER)
        .position(|window| window == b"\r\n\r\n")
        .ok_or("the record is no HTTP response")?;
    let head = String::from_utf8_lossy(&content[..head_end]);
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split_whitespace().nth(1))
        .and_then(|code| code.parse().ok())
        .ok_or("the record is no HTTP response")?;
    let headers: Vec<(String, &str)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(key, value)| (key.trim().to_lowercase(), value.trim()))
        .collect();
    let header = |name: &str| headers.iter().find(|(key, _)| key == name).map(|(_, value)| *value);
    let mut body = content[head_end + 4..].to_vec();
    if header("transfer-encoding").is_some_and(|value| value.eq_ignore_ascii_case("chunked"))
        && let Some(joined) = unchunked(&body)
    {
        body = joined;
    }
    match header("content-encoding").map(str::to_lowercase).as_deref() {
        None | Some("" | "identity") => {}
        Some("gzip" | "x-gzip") if body.starts_with(&[0x1f, 0x8b]) => {
            let mut plain = Vec::new();
            flate2::read::MultiGzDecoder::new(&body[..])
                .take(limit + 1)
                .read_to_end(&mut plain)
                .map_err(|error| format!("the page's compression is damaged: {error}"))?;
            if plain.len() as u64 > limit {
                return Err("the page grows beyond the limit when decompressed; it may be a gzip bomb".to_owned());
            }
            body = plain;
        }
        // Crawlers often store the page decoded and keep the header.
        Some(_) if std::str::from_utf8(&body).is_ok() => {}
        Some(other) => return Err(format!("the page is compressed as \"{other}\", which is not read")),
    }
    Ok((status, header("content-type").map(str::to_owned), body))
}

/// Joins the chunks of a chunked body; `None` where it is none.
fn unchunked(body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let mut rest = body;
    loop {
        let line_end = rest.windows(2).position(|window| window == b"\r\n")?;
        let size = std::str::from_utf8(&rest[..line_end]).ok()?;
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        rest = rest.get(line_end + 2..)?;
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(..size)?);
        rest = rest.get(size..)?;
        rest = rest.strip_prefix(b"\r\n").unwrap_or(rest);
    }
}
