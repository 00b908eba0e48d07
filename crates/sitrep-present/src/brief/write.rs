//! A briefing as Markdown and as HTML.

use std::fmt::Write;

use askama::Template;
use data_encoding::BASE64;
use sha2::{Digest, Sha256};

use super::{Brief, Item};

const STYLE: &str = include_str!("../../front-end/brief.css");

#[derive(Template)]
#[template(path = "brief.html")]
struct Page<'a> {
    policy: String,
    style: &'static str,
    brief: &'a Brief,
}

/// Writes a briefing as one HTML page that loads nothing and runs nothing.
#[must_use]
pub fn html(brief: &Brief) -> String {
    let hash = BASE64.encode(&Sha256::digest(STYLE.as_bytes()));
    let policy = format!("default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'; form-action 'none'");
    let page = Page { policy, style: STYLE, brief };
    page.render().unwrap_or_else(|error| format!("<!doctype html><title>sitrep</title><p>{error}</p>"))
}

/// Writes a briefing as Markdown (CommonMark with footnote-like numbers in brackets).
#[must_use]
pub fn markdown(brief: &Brief) -> String {
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = write!(text, "# {}\n\n{}\n\n*{}*\n", escape(&brief.title), escape(&brief.period), escape(&brief.basis));
    if !brief.highlights.is_empty() {
        text.push('\n');
        for item in &brief.highlights {
            write_item(&mut text, item);
        }
    }
    for section in &brief.sections {
        let _ = write!(text, "\n## {}\n\n", section.heading);
        if section.items.is_empty() {
            let _ = writeln!(text, "{}", section.empty);
        }
        for item in &section.items {
            write_item(&mut text, item);
        }
        if section.n_more > 0 {
            let _ = writeln!(text, "- {} lesser ones are in the record.", section.n_more);
        }
    }
    if !brief.quotations.is_empty() {
        text.push_str("\n## Quotations\n\n");
    }
    for (number, quotation) in (1..).zip(&brief.quotations) {
        let chain = if quotation.chain.is_empty() {
            String::new()
        } else {
            format!(" ({})", escape(&quotation.chain.join(" ← ")))
        };
        let url = quotation.url.as_ref().map(|url| format!(" {}", escape(url))).unwrap_or_default();
        let _ =
            writeln!(text, "{number}. “{}” — {}{chain}{url}", escape(&quotation.words), escape(&quotation.document));
    }
    text
}

fn write_item(text: &mut String, item: &Item) {
    let date = item.date.as_ref().map(|date| format!("**{}** ", escape(date))).unwrap_or_default();
    let support = if item.support.is_empty() { String::new() } else { format!(" — {}", escape(&item.support)) };
    let numbers: Vec<String> = item.quotations.iter().map(ToString::to_string).collect();
    let numbers = if numbers.is_empty() { String::new() } else { format!(" \\[{}\\]", numbers.join(", ")) };
    let _ = writeln!(text, "- {date}{}{numbers}{support}", escape(&item.text));
}

/// Words as Markdown shows them: nothing of a report becomes markup, and no line of it ends ours.
fn escape(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for character in words.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '!' | '~' => {
                text.push('\\');
                text.push(character);
            }
            '<' => text.push_str("&lt;"),
            '>' => text.push_str("&gt;"),
            '&' => text.push_str("&amp;"),
            character if character.is_whitespace() => text.push(' '),
            character => text.push(character),
        }
    }
    text
}
