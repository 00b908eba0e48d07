//! What kind of writing a document is, as far as the page says so.

use std::sync::LazyLock;

use regex::Regex;
use sitrep_types::Genre;

use crate::text::rules::own;

static DISCLAIMER: LazyLock<Regex> = LazyLock::new(|| {
    own(
        r"(?i)\b(?:views?|opinions?|statements?)\b.{0,120}\b(?:solely|author.?s? own|writer.?s? own|their own|not necessarily|do not (?:represent|reflect))\b|\bis a (?:columnist|opinion (?:writer|contributor)|contributing opinion)\b",
    )
});

const OPENERS: &[(Genre, &str)] = &[
    (
        Genre::Opinion,
        r"(?i)^(?:opinion|op-?ed|comment(?:ary)?|editorial|column|viewpoint|perspective|letters?(?: to the editor)?|leader|guest (?:post|essay))\b\s*(?:[:|–—-]|$)",
    ),
    (
        Genre::Live,
        r"(?i)(?:^live\s*[:|–—-]|\blive (?:updates?|blog|coverage)\b|\bas it happened\b|\bliveblog\b|^(?:live )?updates\s*[:|])",
    ),
    (
        Genre::Analysis,
        r"(?i)^(?:analysis|explainer|explained|factbox|timeline|backgrounder|in depth|briefing|q&a|what we know|fact check)\b\s*(?:[:|–—-]|$)|\|\s*(?:analysis|explainer)\s*$|(?:\bexplainer|: explained|\bexplained)\s*$",
    ),
];

static TITLES: LazyLock<Vec<(Genre, Regex)>> =
    LazyLock::new(|| OPENERS.iter().map(|(genre, pattern)| (*genre, own(pattern))).collect());

/// From the title or the name of the section.
pub(crate) fn of_title(title: &str) -> Option<Genre> {
    let title = title.trim();
    TITLES.iter().find(|(_, pattern)| pattern.is_match(title)).map(|(genre, _)| *genre)
}

/// From a line of furniture or credit.
pub(crate) fn of_furniture(line: &str) -> Option<Genre> {
    DISCLAIMER.is_match(line).then_some(Genre::Opinion).or_else(|| {
        // The name of a section stands alone on its line.
        (line.split_whitespace().count() <= 3).then(|| of_title(line)).flatten()
    })
}

/// From the path of the address: sections stand there as words of their own.
pub(crate) fn of_address(url: &str) -> Option<Genre> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    path.split(['/', '?', '#']).skip(1).find_map(|part| match part.to_ascii_lowercase().as_str() {
        "opinion" | "opinions" | "commentisfree" | "comment" | "oped" | "op-ed" | "editorial" | "editorials"
        | "columns" | "columnists" | "views" | "letters" | "blogs" => Some(Genre::Opinion),
        "analysis" | "explainer" | "explainers" | "features" | "long-reads" | "in-depth" => Some(Genre::Analysis),
        "live" | "liveblog" | "live-updates" | "live-news" => Some(Genre::Live),
        _ => None,
    })
}

/// From a type of schema.org.
pub(crate) fn of_schema(schema_type: &str) -> Option<Genre> {
    match schema_type {
        "OpinionNewsArticle" => Some(Genre::Opinion),
        "AnalysisNewsArticle" | "BackgroundNewsArticle" => Some(Genre::Analysis),
        "LiveBlogPosting" => Some(Genre::Live),
        "NewsArticle" | "ReportageNewsArticle" => Some(Genre::Report),
        _ => None,
    }
}

/// A genre as written by a person in metadata.
pub(crate) fn of_word(word: &str) -> Option<Genre> {
    match word.trim().to_lowercase().as_str() {
        "report" | "news" => Some(Genre::Report),
        "opinion" | "column" | "comment" | "editorial" => Some(Genre::Opinion),
        "analysis" | "explainer" => Some(Genre::Analysis),
        "live" => Some(Genre::Live),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_titles_sections_and_addresses() {
        for (title, genre) in [
            ("Analysis: Why the ferry sank", Some(Genre::Analysis)),
            ("Explainer: what is a cantonment?", Some(Genre::Analysis)),
            ("Opinion | The ferry and us", Some(Genre::Opinion)),
            ("Letter to the editor", Some(Genre::Opinion)),
            ("Live: the ferry - what we know", Some(Genre::Live)),
            ("Ferry sinks – as it happened", Some(Genre::Live)),
            ("Live shell found on beach", None),
            ("Column of tanks enters town", None),
            ("Ferry sinks", None),
        ] {
            assert_eq!(of_title(title), genre, "{title}");
        }
        assert_eq!(of_address("https://example.org/opinion/2020/ferry"), Some(Genre::Opinion));
        assert_eq!(of_address("https://example.org/news/opinion-poll"), None);
    }

    #[test]
    fn reads_disclaimers() {
        assert_eq!(
            of_furniture("The views expressed in this column are solely those of the author."),
            Some(Genre::Opinion)
        );
        assert_eq!(of_furniture("The views from the tower are closed."), None);
    }
}
