//! RSS and Atom files: one document an entry.

use sitrep_types::DateInterval;

use super::Context;
use crate::facts::Facts;
use crate::metadata::date;
use crate::{decode, html, source};

/// Reads all entries.
pub(crate) fn read(name: &str, bytes: &[u8], context: &mut Context<'_>) {
    // The parser wants UTF-8 or a declaration; decoding first also refuses what is no text.
    let text = match decode::decode(bytes, None, true) {
        Ok(decoded) => without_declaration(&decoded.text),
        Err(error) => return context.leave_out(name, error.to_string()),
    };
    if html::token::depth(&text) > context.options.max_html_depth {
        return context.leave_out(name, "is nested too deep to be a feed");
    }
    // A fixed identifier: the parser would invent a random one for an entry without any.
    let parser = feed_rs::parser::Builder::new().id_generator(|_, _, _| String::new()).build();
    let feed = match parser.parse(text.as_bytes()) {
        Ok(feed) => feed,
        Err(error) => {
            return context.leave_out(name, format!("is XML but no RSS or Atom feed that can be read: {error}"));
        }
    };
    if feed.entries.is_empty() {
        return context.leave_out(name, "is a feed without entries");
    }
    let outlet = feed.title.as_ref().map(|title| title.content.trim().to_owned()).filter(|title| !title.is_empty());
    for (number, entry) in feed.entries.into_iter().enumerate() {
        let url = entry.links.first().map(|link| link.href.trim().to_owned()).filter(|url| !url.is_empty());
        let id = Some(entry.id.trim().to_owned()).filter(|id| !id.is_empty()).or_else(|| url.clone());
        let input = format!("{name}#{}", id.unwrap_or_else(|| (number + 1).to_string()));
        let plain = |text: Option<feed_rs::model::Text>| {
            text.map(|text| html::text_of(&text.content)).filter(|text| !text.is_empty())
        };
        let body = entry.content.and_then(|content| content.body).filter(|body| !body.trim().is_empty());
        let summary = entry.summary.map(|summary| summary.content).filter(|text| !text.trim().is_empty());
        let facts = Facts {
            title: plain(entry.title),
            dek: None,
            outlet: outlet.clone(),
            url,
            published: entry.published.or(entry.updated).and_then(|time| day_of(&time.to_rfc3339())),
            authors: entry
                .authors
                .into_iter()
                .filter_map(|author| author.name)
                .filter(|name| !name.is_empty())
                .collect(),
            language: entry.language.or_else(|| feed.language.clone()),
            genre: None,
        };
        let Some(body) = body.or(summary).or_else(|| facts.title.clone()) else {
            context.leave_out(&input, "the entry holds no text");
            continue;
        };
        let document = if html::token::is_markup(&body) {
            html::fragment(&input, &body, &facts, context.tables)
        } else {
            source::plain::document(&input, &body, &facts, context.tables)
        };
        if document.text.is_empty() {
            context.leave_out(&input, "the entry holds no text");
        } else {
            context.accept(document);
        }
    }
}

fn day_of(rfc3339: &str) -> Option<DateInterval> {
    date::parse_value(rfc3339)
}

/// The text without its XML declaration, which may name an encoding that the text is in no longer.
fn without_declaration(text: &str) -> String {
    let start = text.trim_start();
    match start.strip_prefix("<?xml").and_then(|rest| rest.split_once("?>")) {
        Some((_, rest)) => rest.trim_start().to_owned(),
        None => start.to_owned(),
    }
}
