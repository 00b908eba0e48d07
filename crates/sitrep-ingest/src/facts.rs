//! What is known of a document beside its text: JSONL keys, front matter, a sidecar file, a feed, markup.

use serde_json::Value;
use sitrep_types::{DateInterval, Genre};

use crate::mapped::Mapped;
use crate::metadata::{date, genre};

/// What is known of a document beside its text; all of it optional.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Facts {
    /// Its title.
    pub title: Option<String>,
    /// The lead under the title.
    pub dek: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<DateInterval>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Its language, as a tag.
    pub language: Option<String>,
    /// What kind of writing it is.
    pub genre: Option<Genre>,
}

/// The keys under which each fact is found; the first is the documented one.
const TITLE: &[&str] = &["title", "headline"];
const DEK: &[&str] = &["dek", "lead", "standfirst", "description", "summary"];
const OUTLET: &[&str] = &["outlet", "source", "publisher", "site", "sitename", "site_name"];
const URL: &[&str] = &["url", "link", "address", "canonical_url"];
const PUBLISHED: &[&str] =
    &["published", "date", "date_published", "datepublished", "publish_date", "pubdate", "created"];
const AUTHORS: &[&str] = &["authors", "author", "byline"];
const LANGUAGE: &[&str] = &["language", "lang"];
const GENRE: &[&str] = &["genre"];

impl Facts {
    /// Reads the facts out of an object with such keys; what is null, empty or of another shape is not known. The
    /// second value names keys whose value was there and could not be understood.
    pub(crate) fn from_object(object: &serde_json::Map<String, Value>) -> (Self, Vec<String>) {
        let mut misread = Vec::new();
        let text = |keys: &[&str]| first(object, keys).and_then(|(_, value)| text_of(value));
        let mut facts = Self {
            title: text(TITLE),
            dek: text(DEK),
            outlet: text(OUTLET),
            url: text(URL),
            published: None,
            authors: first(object, AUTHORS).map(|(_, value)| list_of(value)).unwrap_or_default(),
            language: text(LANGUAGE),
            genre: text(GENRE).and_then(|word| genre::of_word(&word)),
        };
        if let Some((key, value)) = first(object, PUBLISHED) {
            facts.published = published_of(value);
            if facts.published.is_none() {
                misread.push(format!("\"{key}\" is no date that can be read: {value}"));
            }
        }
        (facts, misread)
    }

    /// Takes from `other` what is not known here.
    pub(crate) fn or(mut self, other: Self) -> Self {
        self.title = self.title.or(other.title);
        self.dek = self.dek.or(other.dek);
        self.outlet = self.outlet.or(other.outlet);
        self.url = self.url.or(other.url);
        self.published = self.published.or(other.published);
        if self.authors.is_empty() {
            self.authors = other.authors;
        }
        self.language = self.language.or(other.language);
        self.genre = self.genre.or(other.genre);
        self
    }
}

fn first<'a>(object: &'a serde_json::Map<String, Value>, keys: &[&'a str]) -> Option<(&'a str, &'a Value)> {
    keys.iter()
        .filter_map(|key| object.get(*key).map(|value| (*key, value)))
        .find(|(_, value)| !value.is_null() && value.as_str().is_none_or(|text| !text.trim().is_empty()))
}

/// A text, cleaned; an object is asked for its name (`"outlet": {"name": "…"}`).
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Object(object) => object.get("name").or_else(|| object.get("value"))?.as_str()?.to_owned(),
        Value::Array(values) => return values.iter().find_map(text_of),
        _ => return None,
    };
    let clean = Mapped::cleaned_unmapped(&text);
    (!clean.is_empty()).then(|| clean.text().to_owned())
}

fn list_of(value: &Value) -> Vec<String> {
    match value {
        Value::Array(values) => values.iter().filter_map(text_of).collect(),
        other => text_of(other).into_iter().collect(),
    }
}

fn published_of(value: &Value) -> Option<DateInterval> {
    match value {
        Value::String(text) => date::parse_value(text),
        Value::Number(number) => match number.as_i64() {
            Some(whole) if (1850..=2100).contains(&whole) => date::parse_value(&whole.to_string()),
            Some(whole) => date::parse_epoch(whole),
            None => date::parse_epoch(number.as_f64()? as i64),
        },
        Value::Object(object) => {
            let (from, until) = (object.get("earliest")?.as_str()?, object.get("latest")?.as_str()?);
            date::parse_value(&format!("{from}/{until}"))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(json: &str) -> (Facts, Vec<String>) {
        Facts::from_object(&serde_json::from_str(json).expect("an object"))
    }

    #[test]
    fn reads_the_documented_keys_and_their_likes() {
        let (read, misread) = facts(
            r#"{"title":" A\u00a0ferry ","outlet":{"name":"Harbour"},"date":"2019-05-02","authors":["A","B"],"lang":"en"}"#,
        );
        assert_eq!(read.title.as_deref(), Some("A ferry"));
        assert_eq!(read.outlet.as_deref(), Some("Harbour"));
        assert_eq!(read.published, date::parse_value("2019-05-02"));
        assert_eq!(read.authors, ["A", "B"]);
        assert!(misread.is_empty());
    }

    #[test]
    fn nulls_are_unknown_and_nonsense_is_said() {
        let (read, misread) = facts(r#"{"title":null,"published":"soon","authors":7,"outlet":""}"#);
        assert_eq!(read.title, None);
        assert_eq!(read.published, None);
        assert_eq!(read.authors, ["7"]);
        assert_eq!(misread.len(), 1, "{misread:?}");
    }

    #[test]
    fn published_takes_many_forms() {
        for json in [
            r#"{"published":"2019-05-02T10:00:00Z"}"#,
            r#"{"published":1556791200}"#,
            r#"{"published":{"earliest":"2019-05-02","latest":"2019-05-02"}}"#,
        ] {
            assert_eq!(facts(json).0.published, date::parse_value("2019-05-02"), "{json}");
        }
        assert_eq!(facts(r#"{"published":2019}"#).0.published, date::parse_value("2019"));
    }
}
