//! The filters as they stand in an address: read from it, and written into links.

use serde::Deserialize;
use sitrep_present::view::{Filter, Part};
use sitrep_types::Event;

/// What an address asks the overview for. Everything is text, since a form sends its empty fields, too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct EventQuery {
    /// Words of the summary or the evidence.
    pub q: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// A place: name or key, with everything inside it.
    pub place: String,
    /// An actor: a part of a name, or an id.
    pub actor: String,
    /// Type or sub-type.
    #[serde(rename = "type")]
    pub kind: String,
    /// Status.
    pub status: String,
    /// Least number of independent origins.
    pub sources: String,
    /// A document: id or end of an input's name.
    pub document: String,
    /// Which parts of the record.
    pub show: String,
    /// Order of the cards.
    pub sort: String,
    /// Page of the cards, from 1.
    pub page: String,
    /// What the map shows: west, south, east, north.
    #[serde(rename = "box")]
    pub map_box: String,
}

impl EventQuery {
    fn fields(&self) -> [(&'static str, &str); 13] {
        [
            ("q", &self.q),
            ("from", &self.from),
            ("to", &self.to),
            ("place", &self.place),
            ("actor", &self.actor),
            ("type", &self.kind),
            ("status", &self.status),
            ("sources", &self.sources),
            ("document", &self.document),
            ("show", &self.show),
            ("sort", &self.sort),
            ("page", &self.page),
            ("box", &self.map_box),
        ]
    }

    /// The filter, and what could not be understood of it, in words.
    pub fn filter(&self) -> (Filter, Vec<String>) {
        let mut problems = Vec::new();
        let given = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let mut day = |name: &str, text: &str, parse: fn(&str, &str) -> Result<_, _>| {
            let text = given(text)?;
            parse(name, &text)
                .map_err(|_| problems.push(format!("“{text}” is not a day: write 2017-03-07, 2017-03 or 2017.")))
                .ok()
        };
        let from = day("from", &self.from, Filter::first_day);
        let to = day("to", &self.to, Filter::last_day);
        let filter = Filter {
            place: given(&self.place),
            from,
            to,
            actor: given(&self.actor),
            event_type: given(&self.kind),
            status: Filter::status_from_name(&self.status),
            min_sources: self.sources.trim().parse().unwrap_or(0),
            document: given(&self.document),
            text: given(&self.q),
        };
        (filter, problems)
    }

    /// Whether the part of the record that an event belongs to is asked for.
    pub fn shows(&self, event: &Event) -> bool {
        let part = sitrep_present::view::part(event);
        match self.show.as_str() {
            "all" => true,
            "happened" => part == Part::Happened,
            "doubtful" => part == Part::Doubtful,
            "history" => part == Part::Background,
            "statements" => part == Part::Statement,
            "states" => part == Part::State,
            _ => !matches!(part, Part::Statement | Part::State),
        }
    }

    /// Whether anything narrows the record.
    pub fn narrows(&self) -> bool {
        self.fields().iter().any(|(name, value)| !matches!(*name, "page" | "box" | "sort") && !value.trim().is_empty())
    }

    /// The page, from 1.
    pub fn page(&self) -> usize {
        self.page.parse().unwrap_or(1).max(1)
    }

    /// The address of the overview with these fields changed. Any change but of the map's window and the page itself leads
    /// to the first page.
    pub fn link(&self, changes: &[(&str, &str)]) -> String {
        self.link_at("/", changes)
    }

    /// As [`EventQuery::link`], for another path.
    pub fn link_at(&self, path: &str, changes: &[(&str, &str)]) -> String {
        let keeps_page = changes.iter().all(|(name, _)| *name == "box");
        let pairs: Vec<String> = self
            .fields()
            .into_iter()
            .filter(|(name, _)| *name != "page" || keeps_page)
            .filter(|(name, _)| changes.iter().all(|(changed, _)| changed != name))
            .chain(changes.iter().copied())
            .filter(|(_, value)| !value.trim().is_empty())
            .map(|(name, value)| format!("{name}={}", encode(value.trim())))
            .collect();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    /// The active filters as words, each with the address that drops it.
    pub fn active(&self) -> Vec<(String, String)> {
        let words = |name: &str, value: &str| match name {
            "q" => Some(format!("“{value}”")),
            "from" => Some(format!("since {value}")),
            "to" => Some(format!("until {value}")),
            "place" => Some(format!("in {value}")),
            "actor" => Some(format!("with {value}")),
            "type" | "status" => Some(value.replace('_', " ")),
            "sources" => Some(format!("at least {value} sources")),
            "document" => Some(format!("told in {value}")),
            _ => None,
        };
        self.fields()
            .into_iter()
            .filter(|(_, value)| !value.trim().is_empty())
            .filter_map(|(name, value)| Some((words(name, value)?, self.link(&[(name, "")]))))
            .collect()
    }
}

/// Percent-encodes a value of an address.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b',' | b':' => {
                encoded.push(char::from(byte));
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{EventQuery, encode};

    #[test]
    fn a_link_keeps_the_filters_and_leaves_the_page() {
        let query = EventQuery { q: "a b&c".into(), place: "Mosul".into(), page: "3".into(), ..EventQuery::default() };
        assert_eq!(query.link(&[]), "/?q=a%20b%26c&place=Mosul&page=3");
        assert_eq!(query.link(&[("place", "")]), "/?q=a%20b%26c");
        assert_eq!(query.link(&[("page", "4")]), "/?q=a%20b%26c&place=Mosul&page=4");
        assert_eq!(EventQuery::default().link(&[]), "/");
    }

    #[test]
    fn what_is_no_day_is_said_and_left_out() {
        let query = EventQuery { from: "yesterday".into(), to: "2017-03".into(), ..EventQuery::default() };
        let (filter, problems) = query.filter();
        assert_eq!(filter.from, None);
        assert_eq!(filter.to.map(|day| day.to_string()).as_deref(), Some("2017-03-31"));
        assert_eq!(problems.len(), 1, "{problems:?}");
    }

    #[test]
    fn encoding_leaves_nothing_that_ends_a_value() {
        assert_eq!(encode("\"<&#é"), "%22%3C%26%23%C3%A9");
    }
}
