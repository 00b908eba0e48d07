//! Cuts from a line what is not the report: appeals, links, dates of publication, credits.

use std::sync::LazyLock;

use regex::Regex;
use sitrep_resources::{Agencies, FurnitureKind};

use super::line::{Line, Mark};
use super::rules::{Hit, Rules, own};
use super::sentence;
use crate::mapped::Mapped;
use crate::metadata::date;

/// What a part of a line is, as far as the line itself tells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Role {
    /// Words of the report.
    Prose,
    /// Words that a label or its place in the line make a caption.
    Caption,
    /// The page's own.
    Furniture {
        /// Whether the report is over after it.
        closes: bool,
    },
    /// Who wrote, photographed or supplied.
    Credit {
        /// Whether it is of a picture.
        picture: bool,
    },
}

/// A part of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Part {
    /// Its text.
    pub(crate) content: Mapped,
    /// What it is.
    pub(crate) role: Role,
    /// Index of its line.
    pub(crate) line: usize,
    /// What the markup said of its line.
    pub(crate) mark: Mark,
    /// Whether a blank line stands before its line.
    pub(crate) gap_before: bool,
}

/// "date 2017-03-09", "Published: 9 March 2017": a key, then the date follows.
static DATE_KEY: LazyLock<Regex> = LazyLock::new(|| {
    own(
        r"(?i)^(?:\(?(?:first |last )?(?:date(?: published)?|published(?: time)?|edited time|publication date|posted|updated|created|modified|issued|last (?:updated|modified))(?: on| at| date)?\s*[:=|–-]?\s*(?:\d{1,2}:?\d{2}\s*(?:[ap]\.?m\.?\s*)?(?:[a-z]{2,4}\s*)?(?:\([^)]{3,20}\))?,?\s+)?)",
    )
});

/// A page that labels picture and caption in the running text.
static LABELLED: LazyLock<Regex> = LazyLock::new(|| {
    own(
        r"^(?:(?:Image|Media) (?:copyright|source),? (?P<credit>\S.{1,60}?) )?(?:Image|Media) caption,? (?P<caption>.+)$",
    )
});

/// "PHOTO: Charred lorries on the road."
static CAPTION_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    own(
        r"^(?P<label>(?i:photo|picture|pictured|image|caption|in this (?:undated )?(?:photo|image|picture)[^:.]{0,60})\s?[:|]\s)",
    )
});

/// A bracket at the end of a line.
static LAST_BRACKET: LazyLock<Regex> = LazyLock::new(|| own(r"\s*[(\[](?P<inside>[^()\[\]]{2,100})[)\]]\.?$"));

/// Initials of writers before the agencies' names: "tj/msh (AFP, Reuters)".
static INITIALS: LazyLock<Regex> =
    LazyLock::new(|| own(r"^[a-zäöü]{1,4}$|(?:^|\s)[a-zäöü]{1,4}(?:/[a-zäöü]{1,4}){1,3}$"));

/// Where pictures come from besides agencies, when named before a caption.
const PICTURE_SOURCES: &[&str] =
    &["Twitter", "Facebook", "Instagram", "YouTube", "Telegram", "Google", "Handout", "TikTok"];

/// Verbs that make an agency at the start of a line the subject of a sentence.
const SAYING: &[&str] = &[
    "said",
    "says",
    "reported",
    "reports",
    "quoted",
    "cited",
    "has",
    "had",
    "also",
    "was",
    "is",
    "and",
    "could",
    "news",
    "correspondent",
    "journalists",
    "witnesses",
    "in",
    "on",
    "of",
    "is,",
    "did",
];

/// Cuts one line into its parts.
pub(crate) fn split(line: &Line, number: usize, rules: &Rules, agencies: &Agencies) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut push = |content: Mapped, role: Role| {
        if content.text().chars().any(char::is_alphanumeric) {
            parts.push(Part { content, role, line: number, mark: line.mark, gap_before: line.gap_before });
        }
    };
    let text = line.content.text();
    let whole = 0..text.len();
    if matches!(line.mark, Mark::Title | Mark::Dek) {
        push(line.content.clone(), Role::Prose);
        return parts;
    }
    if let Some(hit) = rules.line(text) {
        push(line.content.clone(), role_of(&hit));
        return parts;
    }
    if is_address(text) || is_date_line(text) || is_stub(text) {
        push(line.content.clone(), Role::Furniture { closes: false });
        return parts;
    }
    if let Some(picture) = whole_credit(text, agencies) {
        push(line.content.clone(), Role::Credit { picture });
        return parts;
    }
    if let Some(found) = LABELLED.captures(text) {
        if let Some(credit) = found.name("credit") {
            push(line.content.slice(credit.range()), Role::Credit { picture: true });
        }
        if let Some(caption) = found.name("caption") {
            push(line.content.slice(caption.range()), Role::Caption);
        }
        return parts;
    }
    let mut from = 0;
    if let Some(end) = leading_date(text) {
        push(line.content.slice(0..end), Role::Furniture { closes: false });
        from = end;
    }
    let mut label = false;
    if let Some(found) = text.get(from..).and_then(|rest| CAPTION_LABEL.find(rest))
        && rules.at_sentence(text, from).is_none()
        && sentence::words(&text[from + found.end()..]) >= 4
    {
        push(line.content.slice(from..from + found.end()), Role::Furniture { closes: false });
        from += found.end();
        label = true;
    }
    let prose_role = if label { Role::Caption } else { Role::Prose };
    let starts: Vec<usize> = sentence::starts(text);
    let mut prose_from = from;
    for start in std::iter::once(from).chain(starts) {
        if start < prose_from {
            continue;
        }
        if let Some(hit) = rules.at_sentence(text, start) {
            push_prose(line, prose_from..start, &prose_role, rules, agencies, &mut push);
            push(line.content.slice(hit.start..hit.end), role_of(&hit));
            prose_from = hit.end;
        }
    }
    push_prose(line, prose_from..whole.end, &prose_role, rules, agencies, &mut push);
    parts
}

/// Adds a stretch of prose, less the credit at its start or end.
fn push_prose(
    line: &Line,
    range: std::ops::Range<usize>,
    role: &Role,
    rules: &Rules,
    agencies: &Agencies,
    push: &mut impl FnMut(Mapped, Role),
) {
    let stretch = line.content.slice(range);
    let text = stretch.text();
    if let Some(end) = leading_picture_source(text, agencies) {
        push(stretch.slice(0..end), Role::Credit { picture: true });
        push(stretch.slice(end..text.len()), Role::Caption);
        return;
    }
    if let Some(hit) = rules.mark(text) {
        push(stretch.slice(0..hit.start), role.clone());
        push(stretch.slice(hit.start..hit.end), role_of(&hit));
        return;
    }
    if let Some((start, picture)) = trailing_bracket(text, agencies) {
        let before = text[..start].trim_end();
        // Without a full stop before it the bracket credits a picture: "Fans in the square (Getty)".
        let is_caption = !sentence::ends_closed(before) && sentence::words(before) <= 45 && *role == Role::Prose;
        let role = if is_caption && !before.is_empty() { Role::Caption } else { role.clone() };
        let is_picture = picture || role == Role::Caption;
        push(stretch.slice(0..start), role);
        push(stretch.slice(start..text.len()), Role::Credit { picture: is_picture });
        return;
    }
    if let Some((start, picture)) = trailing_names(text, agencies) {
        push(stretch.slice(0..start), role.clone());
        push(stretch.slice(start..text.len()), Role::Credit { picture });
        return;
    }
    push(stretch.clone(), role.clone());
}

/// Whether a line is nothing but a credit ("© Jan Nowak / Reuters", "REUTERS/Jan Nowak"), and of a picture.
fn whole_credit(text: &str, agencies: &Agencies) -> Option<bool> {
    if sentence::words(text) > 8 || text.contains(['(', '[']) {
        return None;
    }
    let starts_as_credit = text.starts_with('©');
    let elements = text.trim_start_matches('©').trim().trim_end_matches('.');
    let names = crate::metadata::agency::in_credit(elements, agencies);
    let has_others = elements.contains('/') || starts_as_credit;
    // Without a slash every element must be an agency: "Reuters, AFP" is a credit, "Reuters, Mosul" a dateline.
    let is_all_names = elements
        .split([',', '/', '|'])
        .all(|element| !crate::metadata::agency::in_credit(element, agencies).is_empty());
    (!names.is_empty() && (has_others || is_all_names)).then_some(has_others && !is_all_names || starts_as_credit)
}

/// Where names of agencies at the end of a stretch start: as a sentence of their own ("… on Friday. Jan Nowak/AFP"), or
/// after a caption without a full stop ("Soldiers on the bridge AFP").
fn trailing_names(text: &str, agencies: &Agencies) -> Option<(usize, bool)> {
    let start = *sentence::starts(text).last()?;
    let last = text.get(start..)?;
    if start > 0 && sentence::words(last) <= 6 && !last.starts_with('(') {
        let names = crate::metadata::agency::in_credit(last, agencies);
        let is_only_names = last.contains('/') || agencies.named(last.trim_end_matches('.')).is_some();
        if !names.is_empty() && is_only_names {
            let picture =
                last.contains('/') || names.iter().all(|agency| agency.kind == sitrep_resources::AgencyKind::Picture);
            return Some((start, picture));
        }
    }
    if sentence::ends_closed(text) || sentence::words(text) < 5 {
        return None;
    }
    let name = agencies
        .rows
        .iter()
        .flat_map(|agency| agency.names())
        .filter(|name| text.strip_suffix(*name).is_some_and(|before| before.ends_with([' ', '/'])))
        .max_by_key(|name| name.len())?;
    let before = &text[..text.len() - name.len()];
    let start = before.rfind(' ')? + 1;
    let start = if before.ends_with('/') { start } else { before.len() };
    let previous = text[..start].split_whitespace().next_back()?.to_lowercase();
    let is_told = ["told", "to", "by", "from", "the", "with", "via", "and", "citing", "of", "for", "in"];
    (!is_told.contains(&previous.as_str())).then_some((start, true))
}

fn role_of(hit: &Hit) -> Role {
    match hit.kind {
        FurnitureKind::Furniture => Role::Furniture { closes: hit.closes },
        FurnitureKind::Credit => Role::Credit { picture: hit.rule.starts_with("picture") },
    }
}

/// Whether a credit is of a picture rather than of the writing.
pub(crate) fn is_picture_credit(credit: &str, rules: &Rules) -> bool {
    let by_rule = |hit: Option<Hit>| hit.is_some_and(|hit| role_of(&hit) == Role::Credit { picture: true });
    by_rule(rules.at_sentence(credit, 0)) || by_rule(rules.mark(credit)) || by_rule(rules.line(credit))
}

/// Whether a line is a web address and nothing else.
pub(crate) fn is_address(text: &str) -> bool {
    let text = text.trim_matches(['<', '>', '(', ')']);
    !text.contains(' ') && (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www."))
}

/// Words beside a date of publication.
const CLOCK_WORDS: &[&str] = &[
    "",
    "am",
    "pm",
    "gmt",
    "utc",
    "est",
    "edt",
    "et",
    "bst",
    "cet",
    "ist",
    "hkt",
    "updated",
    "published",
    "modified",
    "last",
    "ago",
    "minutes",
    "hours",
    "days",
    "weeks",
    "months",
    "years",
    "year",
    "month",
    "day",
    "hour",
    "on",
    "at",
];

/// Whether a line is a date of publication and nothing else.
pub(crate) fn is_date_line(text: &str) -> bool {
    let key = DATE_KEY.find(text).map_or(0, |found| found.end());
    text.get(key..).and_then(date::at_start).is_some_and(|(range, _)| {
        let rest = text[key + range.end..].trim_matches(|c: char| !c.is_alphanumeric());
        let is_clock = |word: &str| {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
            word.chars().any(|c| c.is_ascii_digit()) || CLOCK_WORDS.contains(&word.as_str())
        };
        rest.split_whitespace().all(is_clock) || (sentence::words(rest) <= 4 && !sentence::ends_closed(text))
    })
}

/// Where a date of publication at the start of a running line ends: "date 2017-03-09 The museum has been retaken".
pub(crate) fn leading_date(text: &str) -> Option<usize> {
    let key = DATE_KEY.find(text)?.end();
    let (range, _) = date::at_start(text.get(key..)?)?;
    Some(key + range.end)
}

/// Whether so little is left of a line that it says nothing: "in ,", "___".
fn is_stub(text: &str) -> bool {
    const LEFTOVERS: &[&str] =
        &["in", "by", "on", "at", "posted", "from", "of", "and", "or", "with", "via", "to", "the", "a", "for", "under"];
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .all(|word| LEFTOVERS.contains(&word.to_lowercase().as_str()))
}

/// Where a credit in brackets at the end starts, and whether it names picture agencies only.
fn trailing_bracket(text: &str, agencies: &Agencies) -> Option<(usize, bool)> {
    let found = LAST_BRACKET.captures(text)?;
    let inside = found.name("inside")?.as_str();
    let names = crate::metadata::agency::in_credit(inside, agencies);
    if names.is_empty() || sentence::words(inside) > 10 {
        return None;
    }
    let start = found.get(0)?.start();
    let start = INITIALS.find(&text[..start]).map_or(start, |initials| initials.start());
    let names_a_person = inside.contains("Photo")
        || (inside.contains('/') && inside.split('/').any(|element| agencies.named(element.trim()).is_none()));
    let is_picture = names_a_person || names.iter().all(|agency| agency.kind == sitrep_resources::AgencyKind::Picture);
    Some((start, is_picture))
}

/// Where the name of a picture agency before a caption ends: "Getty Images Rescuers carry a man".
fn leading_picture_source(text: &str, agencies: &Agencies) -> Option<usize> {
    if sentence::ends_closed(text) || sentence::words(text) < 5 {
        return None;
    }
    let names = agencies.rows.iter().flat_map(|agency| agency.names()).chain(PICTURE_SOURCES.iter().copied());
    let name = names
        .filter(|name| text.strip_prefix(*name).is_some_and(|rest| rest.starts_with([' ', ':', '/'])))
        .max_by_key(|name| name.len())?;
    let rest = text[name.len()..].trim_start_matches([' ', ':', '/']);
    let next = rest.split_whitespace().next()?;
    let follows_as_caption = next.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit());
    (follows_as_caption && !SAYING.contains(&next.to_lowercase().as_str())).then_some(name.len())
}

#[cfg(test)]
mod tests {
    use sitrep_resources::Resources;

    use super::*;

    fn check(text: &str, expected: &[(&str, Role)]) {
        let resources = Resources::shipped().expect("shipped tables are sound");
        let rules = Rules::compile(&resources.furniture).expect("sound patterns");
        let line = Line { content: Mapped::cleaned(text, 0..text.len()), ..Line::default() };
        let parts = split(&line, 0, &rules, &resources.agencies);
        let found: Vec<(&str, Role)> = parts.iter().map(|part| (part.content.text(), part.role.clone())).collect();
        assert_eq!(found, expected, "{text}");
    }

    const FURNITURE: Role = Role::Furniture { closes: false };
    const PICTURE: Role = Role::Credit { picture: true };

    #[test]
    fn cuts_the_page_from_the_end_of_a_paragraph() {
        check(
            "The road is open. Sign up for our hill newsletter",
            &[("The road is open.", Role::Prose), ("Sign up for our hill newsletter", FURNITURE)],
        );
        check(
            "The road is open. Photo: SANA/archive",
            &[("The road is open.", Role::Prose), ("Photo: SANA/archive", PICTURE)],
        );
        check(
            "Six died. (Photo by Sam Bell/LL) Share this: Twitter Facebook Related: How to knit",
            &[
                ("Six died.", Role::Prose),
                ("(Photo by Sam Bell/LL)", PICTURE),
                ("Share this: Twitter Facebook Related: How to knit", FURNITURE),
            ],
        );
        check(
            "The crowd went home. – Staff report; additional input from APP",
            &[
                ("The crowd went home.", Role::Prose),
                ("– Staff report; additional input from APP", Role::Credit { picture: false }),
            ],
        );
    }

    #[test]
    fn cuts_credits_even_when_glued() {
        check(
            "Smoke rises over the quarterImage: Reuters/S. Kern",
            &[("Smoke rises over the quarter", Role::Prose), ("Image: Reuters/S. Kern", PICTURE)],
        );
        check(
            "Mosul Photo Credit: Reuters/Harbour News",
            &[("Mosul", Role::Prose), ("Photo Credit: Reuters/Harbour News", PICTURE)],
        );
        check(
            "Rescuers on the quay (Jan Nowak/AFP)",
            &[("Rescuers on the quay", Role::Caption), ("(Jan Nowak/AFP)", PICTURE)],
        );
        check(
            "Getty Images Rescuers carry a man along the quay",
            &[("Getty Images", PICTURE), ("Rescuers carry a man along the quay", Role::Caption)],
        );
        check(
            "Image copyright AFP Image caption The blast left a crater",
            &[("AFP", PICTURE), ("The blast left a crater", Role::Caption)],
        );
    }

    #[test]
    fn knows_lines_of_agencies_and_dates() {
        check("tj/msh (AFP, Reuters, AP)", &[("tj/msh (AFP, Reuters, AP)", Role::Credit { picture: false })]);
        check(
            "The army withdrew on Friday. (Reuters)",
            &[("The army withdrew on Friday.", Role::Prose), ("(Reuters)", Role::Credit { picture: false })],
        );
        check("November 1, 2016", &[("November 1, 2016", FURNITURE)]);
        for line in [
            "Updated 14 May 2021 14:05 GMT",
            "Updated 1405 GMT (2205 HKT) May 14, 2021",
            "May 14, 2021 / 9:31 AM / Updated 8 months ago",
        ] {
            check(line, &[(line, FURNITURE)]);
        }
        check(
            "date 2017-03-09 The museum has been retaken.",
            &[("date 2017-03-09", FURNITURE), ("The museum has been retaken.", Role::Prose)],
        );
        check("in ,", &[("in ,", FURNITURE)]);
    }

    #[test]
    fn knows_credits_without_brackets() {
        check(
            "Soldiers cross the bridge on Friday, May 2, 2019. REUTERS/Jan Nowak",
            &[("Soldiers cross the bridge on Friday, May 2, 2019.", Role::Prose), ("REUTERS/Jan Nowak", PICTURE)],
        );
        check(
            "Soldiers cross the bridge on Friday. (AP Photo/Jan Nowak)",
            &[("Soldiers cross the bridge on Friday.", Role::Prose), ("(AP Photo/Jan Nowak)", PICTURE)],
        );
        check("Soldiers cross the bridge AFP", &[("Soldiers cross the bridge", Role::Prose), ("AFP", PICTURE)]);
        check("© Jan Nowak / Reuters", &[("© Jan Nowak / Reuters", PICTURE)]);
        check("Reuters, AFP", &[("Reuters, AFP", Role::Credit { picture: false })]);
    }

    #[test]
    fn leaves_the_report_whole() {
        for text in [
            "The minister (no relation of the general) left.",
            "On 1 November 2016 the army reached the town.",
            "November 1, 2016 was the day on which the army reached the edge of the town.",
            "Reuters reported that the bridge was down",
            "He did not want to say more to Reuters",
            "He had read more than he could bear. Images of the town were everywhere.",
        ] {
            check(text, &[(text, Role::Prose)]);
        }
    }
}
