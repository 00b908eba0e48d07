//! What a page says of itself in its markup: JSON-LD, OpenGraph, meta, `time`.

use serde_json::Value;
use sitrep_types::Genre;

use super::token::{Token, Tokens, attribute, decoded};
use crate::facts::Facts;
use crate::mapped::Mapped;
use crate::metadata::{date, genre};

/// What the markup told.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    /// As facts; the title is the page's own, without the outlet's name.
    pub(crate) facts: Facts,
    /// The text of the only first-level heading.
    pub(crate) heading: Option<String>,
    /// Captions of figures, in the page's order.
    pub(crate) captions: Vec<String>,
}

/// Meta names for each fact, best first.
const TITLE: &[&str] = &["og:title", "twitter:title", "dc.title", "headline"];
const DEK: &[&str] = &["og:description", "description", "twitter:description", "dc.description"];
const OUTLET: &[&str] = &["og:site_name", "application-name", "dc.publisher", "publisher", "cre"];
const URL: &[&str] = &["og:url"];
const PUBLISHED: &[&str] = &[
    "article:published_time",
    "datepublished",
    "og:published_time",
    "publication_date",
    "publish-date",
    "publish_date",
    "pubdate",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.date",
    "cxenseparse:recs:publishtime",
    "article.published",
    "date",
    "last-modified",
    "article:modified_time",
    "og:updated_time",
];
const AUTHOR: &[&str] = &["author", "article:author", "dc.creator", "parsely-author", "sailthru.author", "byl"];
const SECTION: &[&str] = &["article:section", "section", "parsely-section"];
const TYPE: &[&str] = &["og:type"];

/// Reads a page's markup.
pub(crate) fn read(html: &str) -> Markup {
    let mut metas: Vec<(String, String)> = Vec::new();
    let (mut canonical, mut language, mut time, mut page_title) = (None, None, None, None);
    let mut ld = Facts::default();
    let mut headings: Vec<String> = Vec::new();
    let mut captions: Vec<String> = Vec::new();
    let mut collecting: Option<(&'static str, String)> = None;
    for token in Tokens::new(html) {
        match token {
            Token::Open { name, attributes } => match name.as_str() {
                "meta" => {
                    let key =
                        ["property", "name", "itemprop", "http-equiv"].iter().find_map(|k| attribute(attributes, k));
                    if let (Some(key), Some(content)) = (key, attribute(attributes, "content")) {
                        metas.push((key.to_ascii_lowercase(), content));
                    }
                }
                "link" if attribute(attributes, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                    canonical = canonical.or_else(|| attribute(attributes, "href"));
                }
                "html" => language = language.or_else(|| attribute(attributes, "lang")),
                "time" => {
                    let value = attribute(attributes, "datetime").and_then(|value| date::parse_value(&value));
                    let is_main = attribute(attributes, "itemprop")
                        .is_some_and(|p| p.eq_ignore_ascii_case("datepublished"))
                        || attribute(attributes, "pubdate").is_some();
                    // Before the first heading stand other stories and the clock of the page.
                    if let Some(value) = value
                        && (is_main || (time.is_none() && !headings.is_empty()))
                    {
                        time = Some(value);
                    }
                }
                "h1" => collecting = Some(("h1", String::new())),
                "figcaption" => collecting = Some(("figcaption", String::new())),
                _ => {
                    if let Some((_, text)) = &mut collecting
                        && super::token::is_block(&name)
                    {
                        text.push(' ');
                    }
                }
            },
            Token::Close { name } => {
                if let Some((open, text)) = collecting.take_if(|(open, _)| **open == *name) {
                    let text = Mapped::cleaned_unmapped(&text);
                    if !text.is_empty() {
                        if open == "h1" { &mut headings } else { &mut captions }.push(text.text().to_owned());
                    }
                }
            }
            Token::Text(range) => {
                if let Some((_, text)) = &mut collecting {
                    text.push_str(&decoded(&html[range]));
                }
            }
            Token::Raw { name: "title", content, .. } => {
                page_title = page_title.or_else(|| clean(&decoded(&html[content])));
            }
            Token::Raw { name: "script", attributes, content } => {
                if attribute(attributes, "type").is_some_and(|kind| kind.to_ascii_lowercase().contains("ld+json"))
                    && let Ok(value) = serde_json::from_str::<Value>(html[content].trim())
                {
                    ld = ld.or(from_json_ld(&value));
                }
            }
            Token::Raw { .. } => {}
        }
    }
    let meta = |keys: &[&str]| {
        keys.iter()
            .find_map(|key| metas.iter().find(|(name, value)| name == key && !value.trim().is_empty()))
            .and_then(|(_, value)| clean(value))
    };
    let published = PUBLISHED
        .iter()
        .filter_map(|key| metas.iter().find(|(name, _)| name == key))
        .find_map(|(_, value)| date::parse_value(value));
    let outlet = ld.outlet.clone().or_else(|| meta(OUTLET));
    let heading = (headings.len() == 1).then(|| headings[0].clone());
    let title =
        choose_title(ld.title.clone().or_else(|| meta(TITLE)), heading.as_deref(), page_title, outlet.as_deref());
    let absolute = |url: String| (url.starts_with("http://") || url.starts_with("https://")).then_some(url);
    let section_genre = meta(SECTION).and_then(|section| genre::of_title(&section));
    let type_genre = meta(TYPE).filter(|kind| kind == "article").map(|_| Genre::Report);
    let facts = Facts {
        title,
        dek: meta(DEK).or_else(|| ld.dek.clone()),
        outlet,
        url: canonical.and_then(absolute).or_else(|| meta(URL).and_then(absolute)).or_else(|| ld.url.clone()),
        published: ld.published.or(published).or(time),
        authors: if ld.authors.is_empty() {
            AUTHOR.iter().find_map(|key| meta(&[key])).filter(|name| !name.contains("://")).into_iter().collect()
        } else {
            ld.authors.clone()
        },
        language: language.or_else(|| ld.language.clone()),
        genre: ld.genre.filter(|genre| *genre != Genre::Report).or(section_genre).or(ld.genre).or(type_genre),
    };
    Markup { facts, heading, captions }
}

fn clean(text: &str) -> Option<String> {
    let text = Mapped::cleaned_unmapped(text);
    (!text.is_empty()).then(|| text.text().to_owned())
}

/// The heading that readers see, where it is the title that the markup tells; titles for sharing are often reworded.
fn choose_title(
    meta: Option<String>,
    heading: Option<&str>,
    page_title: Option<String>,
    outlet: Option<&str>,
) -> Option<String> {
    let meta = meta.map(|title| without_outlet(&title, outlet));
    heading
        .filter(|heading| {
            let is_outlet = outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(heading));
            !is_outlet && (heading.split_whitespace().count() >= 3 || meta.as_deref() == Some(*heading))
        })
        .map(str::to_owned)
        .or(meta)
        .or_else(|| page_title.map(|title| without_outlet(&title, outlet)))
}

/// "Ferry sinks | The Harbour" without the outlet: what follows the last bar or dash, where it is the outlet's name or
/// short.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    for separator in [" | ", " – ", " — ", " - ", " :: ", " · ", " « "] {
        if let Some((before, after)) = title.rsplit_once(separator) {
            let is_outlet = outlet.is_some_and(|outlet| outlet.eq_ignore_ascii_case(after.trim()));
            let looks_like_it = separator != " - " && after.split_whitespace().count() <= 4;
            if before.split_whitespace().count() >= 3 && (is_outlet || looks_like_it) {
                return before.trim().to_owned();
            }
        }
    }
    title.to_owned()
}

/// The facts of the first article in a JSON-LD value.
fn from_json_ld(value: &Value) -> Facts {
    // The parser bounds the nesting of a value, so that this search is bounded too.
    fn find(value: &Value) -> Option<&serde_json::Map<String, Value>> {
        match value {
            Value::Array(values) => values.iter().find_map(find),
            Value::Object(object) => {
                if types(object).any(|kind| {
                    kind.ends_with("Article") || kind.ends_with("Posting") || kind == "Report" || kind == "Reportage"
                }) {
                    return Some(object);
                }
                ["@graph", "mainEntity", "mainEntityOfPage", "itemListElement"]
                    .iter()
                    .find_map(|key| object.get(*key).and_then(find))
            }
            _ => None,
        }
    }
    let Some(article) = find(value) else { return Facts::default() };
    let text = |key: &str| article.get(key).and_then(Value::as_str).map(decoded).and_then(|text| clean(&text));
    let names = |key: &str| -> Vec<String> {
        let name = |value: &Value| match value {
            Value::String(name) => clean(name),
            Value::Object(object) => object.get("name").and_then(Value::as_str).and_then(clean),
            _ => None,
        };
        match article.get(key) {
            Some(Value::Array(values)) => values.iter().filter_map(name).collect(),
            Some(value) => name(value).into_iter().collect(),
            None => Vec::new(),
        }
    };
    let section = article.get("articleSection").and_then(|value| match value {
        Value::Array(values) => values.first().and_then(Value::as_str),
        other => other.as_str(),
    });
    let schema_genres: Vec<Genre> = types(article).filter_map(genre::of_schema).collect();
    Facts {
        title: text("headline"),
        dek: text("description"),
        outlet: names("publisher").into_iter().next(),
        url: text("url").filter(|url| url.starts_with("http")),
        published: ["datePublished", "dateCreated", "dateModified"]
            .iter()
            .find_map(|key| text(key).and_then(|value| date::parse_value(&value))),
        authors: names("author").into_iter().filter(|name| !name.contains("://")).collect(),
        language: text("inLanguage"),
        genre: schema_genres
            .iter()
            .copied()
            .find(|genre| *genre != Genre::Report)
            .or_else(|| section.and_then(genre::of_title))
            .or_else(|| schema_genres.first().copied()),
    }
}

fn types(object: &serde_json::Map<String, Value>) -> impl Iterator<Item = &str> {
    let types: Vec<&str> = match object.get("@type") {
        Some(Value::String(kind)) => vec![kind.as_str()],
        Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    };
    types.into_iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_open_graph_and_json_ld() {
        let markup = read(
            r#"<html lang="en-GB"><head><title>Ferry sinks off harbour | The Harbour</title>
            <meta property="og:site_name" content="The Harbour"><link rel="canonical" href="https://harbour.example/a">
            <script type="application/ld+json">{"@graph":[{"@type":"OpinionNewsArticle","headline":"Ferry &amp; us sink",
            "datePublished":"2019-05-02T08:00:00Z","author":[{"name":"Ana Lund"}]}]}</script></head>
            <body><h1>Ferry and us</h1><figure><figcaption>The <i>wreck</i></figcaption></figure></body></html>"#,
        );
        let facts = markup.facts;
        assert_eq!(facts.title.as_deref(), Some("Ferry and us"));
        assert_eq!(facts.outlet.as_deref(), Some("The Harbour"));
        assert_eq!(facts.url.as_deref(), Some("https://harbour.example/a"));
        assert_eq!(facts.published, date::parse_value("2019-05-02"));
        assert_eq!(facts.authors, ["Ana Lund"]);
        assert_eq!(facts.genre, Some(Genre::Opinion));
        assert_eq!(facts.language.as_deref(), Some("en-GB"));
        assert_eq!(markup.captions, ["The wreck"]);
    }

    #[test]
    fn a_time_after_the_heading_dates_the_page() {
        let markup = read(
            "<time datetime=2020-01-01>now</time><h1>Ferry sinks off harbour</h1><time datetime=\"2019-05-02\">then</time>",
        );
        assert_eq!(markup.facts.published, date::parse_value("2019-05-02"));
    }

    #[test]
    fn cuts_the_outlet_from_titles() {
        for (title, outlet, cut) in [
            ("Ferry sinks off harbour | The Harbour", None, "Ferry sinks off harbour"),
            ("Ferry sinks off harbour - Harbour", Some("Harbour"), "Ferry sinks off harbour"),
            ("Ferry sinks off harbour - all saved", None, "Ferry sinks off harbour - all saved"),
            ("Ferry | Harbour", None, "Ferry | Harbour"),
        ] {
            assert_eq!(without_outlet(title, outlet), cut);
        }
    }
}
