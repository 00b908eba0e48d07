//! Facts at the head of a plain text, between lines of `---` (simple YAML) or `+++` (TOML), and in a sidecar file
//! `NAME.meta.toml` beside it.

use serde_json::{Map, Value};

use crate::facts::Facts;

/// Front matter found at the head of a text.
pub(crate) struct FrontMatter {
    /// What it says.
    pub(crate) facts: Facts,
    /// Where the text goes on.
    pub(crate) text_start: usize,
    /// What could not be understood.
    pub(crate) remarks: Vec<String>,
}

/// Front matter is short; a longer stretch between two rules of dashes is text.
const LONGEST: usize = 8 * 1024;

/// The front matter of a text, if it has any: at least one line of `key: value` between its fences.
pub(crate) fn read(text: &str) -> Option<FrontMatter> {
    let head = text.trim_start_matches('\u{feff}');
    let skipped = text.len() - head.len();
    let fence = ["---", "+++"].into_iter().find(|fence| head.starts_with(fence))?;
    let first_end = head.find('\n')?;
    if head[..first_end].trim_end() != fence {
        return None;
    }
    let mut at = first_end + 1;
    loop {
        let line_end = head.get(at..)?.find('\n').map_or(head.len(), |end| at + end);
        if head[at..line_end].trim_end() == fence {
            let (object, remarks) = match fence {
                "+++" => toml_object(&head[first_end + 1..at])?,
                _ => yaml_object(&head[first_end + 1..at])?,
            };
            let (facts, misread) = Facts::from_object(&object);
            let text_start = skipped + (line_end + 1).min(head.len());
            return Some(FrontMatter { facts, text_start, remarks: remarks.into_iter().chain(misread).collect() });
        }
        if line_end >= head.len() || line_end > LONGEST {
            return None;
        }
        at = line_end + 1;
    }
}

/// Keys that open a head of plain `Key: value` lines, as archives of texts put it.
const HEAD_KEYS: &[&str] = &[
    "title",
    "headline",
    "outlet",
    "publisher",
    "published",
    "date",
    "url",
    "link",
    "author",
    "authors",
    "byline",
    "language",
    "source",
];

/// A head of `Outlet: …`, `Published: …` lines at the start of a text. A lone line of a key that pages print too
/// ("Source: AFP", "Published: 9 March") is not taken for one.
pub(crate) fn read_head(text: &str) -> Option<FrontMatter> {
    let mut object = Map::new();
    let mut at = text.len() - text.trim_start_matches(['\u{feff}', '\n', '\r', ' ']).len();
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let line = rest.lines().next().unwrap_or_default();
        let Some((key, value)) = line.split_once(':') else { break };
        let (key, value) = (key.trim().to_lowercase(), value.trim());
        let is_head = HEAD_KEYS.contains(&key.as_str()) && !value.is_empty() && line.len() <= 300;
        if !is_head || object.contains_key(&key) {
            break;
        }
        object.insert(key, Value::String(unquoted(value)));
        at += line.len();
        at += text.get(at..)?.len() - text.get(at..)?.trim_start_matches('\r').len();
        at += usize::from(text.get(at..)?.starts_with('\n'));
    }
    let printed_on_pages = ["source", "published", "date", "byline", "author"];
    let is_lone = object.len() == 1 && object.keys().any(|key| printed_on_pages.contains(&key.as_str()));
    if object.is_empty() || is_lone || text.get(at..)?.trim().is_empty() {
        return None;
    }
    let (facts, remarks) = Facts::from_object(&object);
    Some(FrontMatter { facts, text_start: at, remarks })
}

/// Reads a sidecar file.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn read_sidecar(toml: &str) -> Result<(Facts, Vec<String>), String> {
    let table: toml::Table = toml::from_str(toml).map_err(|error| error.to_string())?;
    Ok(Facts::from_object(&json_of(table)))
}

fn toml_object(text: &str) -> Option<(Map<String, Value>, Vec<String>)> {
    match toml::from_str::<toml::Table>(text) {
        Ok(table) => Some((json_of(table), Vec::new())),
        Err(error) => Some((Map::new(), vec![format!("the front matter is no TOML: {error}")])),
    }
}

fn json_of(table: toml::Table) -> Map<String, Value> {
    table.into_iter().map(|(key, value)| (key.to_lowercase(), json_value(value))).collect()
}

fn json_value(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(truth) => Value::Bool(truth),
        toml::Value::Datetime(time) => Value::String(time.to_string()),
        toml::Value::Array(values) => Value::Array(values.into_iter().map(json_value).collect()),
        toml::Value::Table(table) => Value::Object(json_of(table)),
    }
}

/// The part of YAML that front matter uses: `key: value`, quoted or not, and lists in brackets or with dashes.
fn yaml_object(text: &str) -> Option<(Map<String, Value>, Vec<String>)> {
    let mut object = Map::new();
    let mut remarks = Vec::new();
    let mut last_key: Option<String> = None;
    for line in text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#')) {
        if let (Some(item), Some(key)) = (line.trim_start().strip_prefix("- "), &last_key) {
            let item = Value::String(unquoted(item));
            match object.entry(key.clone()).or_insert_with(|| Value::Array(Vec::new())) {
                Value::Array(items) => items.push(item),
                other => *other = Value::Array(vec![item]),
            }
            continue;
        }
        let Some((key, value)) = line.split_once(':') else {
            remarks.push(format!("a line of the front matter is not \"key: value\": {}", line.trim()));
            continue;
        };
        let key = key.trim().to_lowercase();
        if key.is_empty() || key.split_whitespace().count() > 3 {
            return None; // a sentence with a colon: this is text between two rules
        }
        let value = value.trim();
        let read = match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
            Some(list) => Value::Array(list.split(',').map(|item| Value::String(unquoted(item))).collect()),
            None if value.is_empty() => Value::Null,
            None => Value::String(unquoted(value)),
        };
        if read.is_null() {
            object.remove(&key);
        } else {
            object.insert(key.clone(), read);
        }
        last_key = Some(key);
    }
    (!object.is_empty()).then_some((object, remarks))
}

/// A value without its quotes; what is escaped between double ones is meant.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    if value.starts_with('"')
        && let Ok(plain) = serde_json::from_str(value)
    {
        return plain;
    }
    let inner = ['"', '\''].iter().find_map(|quote| value.strip_prefix(*quote)?.strip_suffix(*quote));
    inner.unwrap_or(value).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metadata::date;

    #[test]
    fn reads_yaml_and_toml() {
        for text in [
            "---\ntitle: \"Ferry: \\u0061ll saved\"\ndate: 2019-05-02\nauthors:\n  - Ana Lund\n  - Tom Reed\noutlet: Harbour\n---\nThe ferry sank.\n",
            "+++\ntitle = \"Ferry: all saved\"\ndate = 2019-05-02\nauthors = [\"Ana Lund\", \"Tom Reed\"]\noutlet = \"Harbour\"\n+++\nThe ferry sank.\n",
        ] {
            let found = read(text).unwrap_or_else(|| panic!("no front matter in {text}"));
            assert_eq!(found.facts.title.as_deref(), Some("Ferry: all saved"));
            assert_eq!(found.facts.published, date::parse_value("2019-05-02"));
            assert_eq!(found.facts.authors, ["Ana Lund", "Tom Reed"]);
            assert_eq!(&text[found.text_start..], "The ferry sank.\n");
            assert!(found.remarks.is_empty());
        }
    }

    #[test]
    fn reads_a_plain_head() {
        let text = "Outlet: Harbour (invented)\r\nDate: 2 May 2019\r\n\r\nFerry sinks\n";
        let found = read_head(text).expect("a head");
        assert_eq!(found.facts.outlet.as_deref(), Some("Harbour (invented)"));
        assert_eq!(found.facts.published, date::parse_value("2019-05-02"));
        assert_eq!(text[found.text_start..].trim(), "Ferry sinks");
        for text in ["Source: AFP\nThe ferry sank.", "The mayor: nobody drowned.", "Title: alone", ""] {
            assert!(read_head(text).is_none(), "{text}");
        }
    }

    #[test]
    fn rules_of_dashes_are_no_front_matter() {
        for text in
            ["---\nThe mayor of the old town spoke: nobody drowned.\n---\nMore.\n", "---\nno end\n", "--- a", ""]
        {
            assert!(read(text).is_none(), "{text}");
        }
    }
}
