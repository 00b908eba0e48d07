//! When a document was published: given, in the markup, in its address, or in its text, in that order.

use std::sync::LazyLock;

use regex::Regex;
use sitrep_types::{BlockKind, DateInterval, How, Published};

use super::date;
use crate::pattern::{Pattern, bounded};
use crate::text::block::TypedBlock;
use crate::text::rules::own;
use crate::text::split::{is_date_line, leading_date};

/// A page prints its date near its title; a date further down is of a comment or of another story.
const NEAR_THE_TOP: usize = 15;

/// "Updated: 2016-07-15 06:50" inside a line near the top.
static KEYED: LazyLock<Pattern> = LazyLock::new(|| {
    bounded(
        r"(?i)\b(?:published|updated|posted|last modified)(?: on| at)?\s*[:|–-]?\s+(?P<date>(?:\w{3,9},? )?\w{1,9}[\w ,./-]{5,25})",
    )
});

/// `/2016/11/01/`, `/2018/feb/05/`, `-20170309`, `/2018/02/` in an address.
static IN_ADDRESS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    [
        r"[/_-](?P<y>(?:19|20)\d\d)[/_-](?P<m>0?[1-9]|1[0-2])[/_-](?P<d>0?[1-9]|[12]\d|3[01])(?:\D|$)",
        r"(?i)[/_-](?P<y>(?:19|20)\d\d)[/_-](?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[/_-](?P<d>0?[1-9]|[12]\d|3[01])(?:\D|$)",
        r"[/_-](?P<y>(?:19|20)\d\d)(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])(?:\D|$)",
        r"/(?P<y>(?:19|20)\d\d)/(?P<m>0[1-9]|1[0-2])/",
    ]
    .iter()
    .map(|pattern| own(pattern))
    .collect()
});

/// The date in an address.
pub(crate) fn in_address(url: &str) -> Option<DateInterval> {
    IN_ADDRESS.iter().find_map(|pattern| {
        let found = pattern.captures(url)?;
        let part = |name: &str| found.name(name).map(|part| part.as_str().to_owned());
        let value = match (part("m"), part("month"), part("d")) {
            (Some(month), _, Some(day)) => format!("{}-{month}-{day}", part("y")?),
            (_, Some(month), Some(day)) => format!("{day} {month} {}", part("y")?),
            (Some(month), _, None) => format!("{}-{month:0>2}", part("y")?),
            _ => return None,
        };
        date::parse_value(&value)
    })
}

/// The date that the text itself gives as its own, near its top.
pub(crate) fn in_text(blocks: &[TypedBlock]) -> Option<DateInterval> {
    let top = || blocks.iter().take(NEAR_THE_TOP);
    let furniture: Vec<(bool, DateInterval)> = top()
        .filter(|block| matches!(block.kind, BlockKind::Furniture | BlockKind::Credit))
        .filter_map(|block| {
            let text = block.content.text();
            let interval = if is_date_line(text) || leading_date(text).is_some() || is_byline(text) {
                date_within(text)
            } else {
                KEYED.captures(text).and_then(|found| date::at_start(found.name("date")?.as_str())).map(|(_, day)| day)
            }?;
            let is_update = text.to_lowercase().contains("updated") || text.to_lowercase().contains("modified");
            Some((is_update, interval))
        })
        .collect();
    let first = |update: bool| furniture.iter().find(|(is_update, _)| *is_update == update).map(|(_, day)| *day);
    // What was updated then was published before; that also settles which of two numbers is the month.
    let printed = first(false).map(|mut interval| {
        if let (Some(earliest), Some(update)) = (interval.earliest, first(true).and_then(|update| update.latest))
            && earliest <= update
            && interval.latest.is_some_and(|latest| latest > update)
        {
            interval = DateInterval {
                earliest: Some(earliest),
                latest: Some(update),
                precision: date::coarseness(earliest, update),
            };
        }
        interval
    });
    printed.or_else(|| first(true)).or_else(|| {
        top().take(3).find_map(|block| {
            let found = KEYED.captures(block.content.text())?;
            date::at_start(found.name("date")?.as_str()).map(|(_, day)| day)
        })
    })
}

/// "By Ana Lund 07/03/2017".
fn is_byline(line: &str) -> bool {
    line.starts_with("By ") && line.split_whitespace().count() <= 10
}

/// The date in a line that is known to hold one after an optional key.
fn date_within(line: &str) -> Option<DateInterval> {
    let starts = std::iter::once(0).chain(line.match_indices([' ', ':', '(']).map(|(at, blank)| at + blank.len()));
    starts.take(8).find_map(|at| date::at_start(line.get(at..)?)).map(|(_, interval)| interval)
}

/// The best of what is known.
pub(crate) fn choose(
    given: Option<DateInterval>,
    markup: Option<DateInterval>,
    url: Option<&str>,
    blocks: &[TypedBlock],
    dateline: Option<DateInterval>,
) -> Option<Published> {
    let known = |interval: Option<DateInterval>, how: How| interval.map(|interval| Published { interval, how });
    known(given, How::Metadata)
        .or_else(|| known(markup, How::Markup))
        .or_else(|| known(url.and_then(in_address), How::Address))
        .or_else(|| known(in_text(blocks), How::Text))
        .or_else(|| known(dateline, How::Text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patterns_compile() {
        assert!(KEYED.is_sound());
    }
    use crate::mapped::Mapped;

    #[test]
    fn reads_addresses() {
        for (url, expected) in [
            ("https://example.org/2016/11/01/ferry", Some("2016-11-01")),
            ("https://example.org/world/2018/feb/05/ferry", Some("2018-02-05")),
            ("https://example.org/ferry-20170309.html", Some("2017-03-09")),
            ("https://example.org/2018/02/ferry", Some("2018-02")),
            ("https://example.org/a-41939790", None),
        ] {
            assert_eq!(in_address(url), expected.and_then(date::parse_value), "{url}");
        }
    }

    fn check(lines: &[(BlockKind, &str)], expected: Option<&str>) {
        let blocks: Vec<TypedBlock> = lines
            .iter()
            .map(|(kind, text)| TypedBlock { kind: *kind, content: Mapped::cleaned_unmapped(text) })
            .collect();
        assert_eq!(in_text(&blocks), expected.and_then(date::parse_value), "{lines:?}");
    }

    #[test]
    fn reads_lines_near_the_top() {
        use BlockKind::{Furniture, Paragraph};
        check(&[(Furniture, "November 1, 2016")], Some("2016-11-01"));
        check(
            &[(Furniture, "By Harbour 07/03/2017"), (Furniture, "Last updated on: 2017-03-08 10:22")],
            Some("2017-03-07T00:00/2017-03-08T00:00"),
        );
        check(&[(Furniture, "date 2017-03-09")], Some("2017-03-09"));
        check(&[(Furniture, "Updated 3 May 2019 14:05 GMT"), (Furniture, "Published: 2 May 2019")], Some("2019-05-02"));
        check(&[(Furniture, "Updated 1405 GMT (2205 HKT) May 2, 2019")], Some("2019-05-02"));
        check(&[(Paragraph, "A truck rams a wall Updated: 2016-07-15 06:50 (Xinhua)")], Some("2016-07-15"));
        check(&[(Paragraph, "The ferry sank on 2 May 2019.")], None);
    }
}
