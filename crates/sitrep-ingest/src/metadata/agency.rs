//! Which agencies a document relays: named in its credits, in its dateline, or as who told it something.

use std::collections::BTreeSet;

use sitrep_resources::{Agencies, Agency, AgencyKind};

use crate::mapped::floor_boundary;

/// Words before a name that make it the source of what is told.
const CUES_BEFORE: &[&str] = &["told", "to", "by", "from", "citing", "quoting", "via", "with"];
/// Words after a name that make it the source.
const CUES_AFTER: &[&str] = &[
    "reported",
    "reports",
    "said",
    "says",
    "quoted",
    "cited",
    "wrote",
    "news",
    "correspondent",
    "correspondents",
    "reporter",
    "reporters",
    "journalist",
    "journalists",
    "agency",
    "announced",
    "learned",
    "carried",
    "added",
];
/// Words that may stand between a name and its verb.
const BETWEEN: &[&str] = &["also", "has", "had", "later", "earlier", "the", "state", "news", "agency"];

/// The agencies that a credit names as whole elements: "AFP, Reuters, AP", "Jan Nowak/Invision/AP", "via Reuters".
pub(crate) fn in_credit<'a>(credit: &str, agencies: &'a Agencies) -> Vec<&'a Agency> {
    let mut found: Vec<&Agency> = Vec::new();
    for element in credit.split(['/', ',', ';', '|', '·', '&', '–', '—', '(', ')']).flat_map(|part| part.split(" and "))
    {
        let element = element.trim().trim_end_matches('.');
        let element = element.rsplit_once(" via ").map_or(element, |(_, last)| last);
        let element = ["via ", "with ", "by ", "from ", "Photo: ", "Photo by ", "File: ", "File photo: "]
            .iter()
            .fold(element, |rest, prefix| rest.strip_prefix(prefix).unwrap_or(rest));
        let bare = [" Photo", " Photos", " photo", " file photo", " File", " Pictures", " news agency"]
            .iter()
            .find_map(|suffix| element.strip_suffix(suffix));
        if let Some(agency) = agencies.named(element).or_else(|| agencies.named(bare?))
            && !found.contains(&agency)
        {
            found.push(agency);
        }
    }
    found
}

/// The canonical names of the news agencies that a credit of writing names anywhere: "The Associated Press contributed".
pub(crate) fn in_writers_credit(credit: &str, agencies: &Agencies) -> BTreeSet<String> {
    let names_it = |agency: &&Agency| {
        agency.names().any(|name| credit.match_indices(name).any(|(at, _)| is_whole_word(credit, at, name.len())))
    };
    agencies
        .rows
        .iter()
        .filter(|agency| agency.kind == AgencyKind::Wire)
        .filter(names_it)
        .map(|agency| agency.name.clone())
        .collect()
}

/// Whether a credit is nothing but names of agencies, without a bracket: "Reuters".
pub(crate) fn is_bare(credit: &str, agencies: &Agencies) -> bool {
    credit.split([',', '/', '|']).all(|element| !in_credit(element, agencies).is_empty())
        && !credit.contains(['(', '['])
}

/// The canonical names of the news agencies that running text names as sources.
pub(crate) fn in_text(text: &str, agencies: &Agencies) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for agency in agencies.rows.iter().filter(|agency| agency.kind == AgencyKind::Wire) {
        let is_source = agency.names().any(|name| {
            text.match_indices(name).any(|(at, _)| is_whole_word(text, at, name.len()) && has_cue(text, at, name.len()))
        });
        if is_source {
            found.insert(agency.name.clone());
        }
    }
    found
}

fn is_whole_word(text: &str, at: usize, length: usize) -> bool {
    let joins = |c: char| c.is_alphanumeric() || c == '-';
    !text[..at].chars().next_back().is_some_and(joins) && !text[at + length..].chars().next().is_some_and(joins)
}

fn has_cue(text: &str, at: usize, length: usize) -> bool {
    // A few words on either side, so that a text of nothing but names is not searched again at each.
    const WINDOW: usize = 100;
    let start = floor_boundary(text, at.saturating_sub(WINDOW));
    let end = floor_boundary(text, at + length + WINDOW);
    let (text, at) = (&text[start..end], at - start);
    let before: Vec<&str> = text[..at].split_whitespace().rev().take(4).collect();
    let before_word = before
        .iter()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .find(|word| !matches!(word.as_str(), "the" | "news" | "agency" | "state" | "agencies" | ""));
    let mut after = text[at + length..]
        .split_whitespace()
        .take(5)
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').to_lowercase());
    let after_word = after.find(|word| !BETWEEN.contains(&word.as_str())).unwrap_or_default();
    let follows_agency = text[at + length..].trim_start().starts_with("news agency");
    before_word.as_deref().is_some_and(|word| is_cue_before(text, at, word))
        || CUES_AFTER.contains(&after_word.as_str())
        || follows_agency
}

/// "to" and "by" are cues only after words of telling; "told" and "according to" always.
fn is_cue_before(text: &str, at: usize, word: &str) -> bool {
    if !CUES_BEFORE.contains(&word) {
        return false;
    }
    let tail = text[floor_boundary(text, at.saturating_sub(60))..at].to_lowercase();
    match word {
        "to" => ["according to", "speaking to", "spoke to", "confirmed to", "comment to", "statement to", "said to"]
            .iter()
            .any(|cue| tail.contains(cue)),
        "by" => [
            "reported by",
            "quoted by",
            "cited by",
            "seen by",
            "carried by",
            "contacted by",
            "obtained by",
            "published by",
        ]
        .iter()
        .any(|cue| tail.contains(cue)),
        "from" => {
            ["reporters from", "journalists from", "report from", "input from", "inputs from", "correspondents from"]
                .iter()
                .any(|cue| tail.contains(cue))
        }
        "with" => ["interview with", "spoke with", "speaking with"].iter().any(|cue| tail.contains(cue)),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let agencies = Agencies::shipped().expect("the shipped table is sound");
        let found: Vec<String> = in_text(text, &agencies).into_iter().collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn finds_agencies_that_are_named_as_sources() {
        check("a colonel told Reuters on Friday", &["Reuters"]);
        check("According to Agence France Presse, the bridge fell", &["Agence France-Presse"]);
        check("Reuters also reported that it was empty", &["Reuters"]);
        check("Reporters from the Associated Press on the scene", &["Associated Press"]);
        check("According to Reuters news agency, it fell", &["Reuters"]);
        check("state news agency SANA reported", &["SANA"]);
        check("IRNA quoted the base as saying", &["IRNA"]);
    }

    #[test]
    fn a_name_alone_is_no_source() {
        check("The bus stopped by Reuters on Canary Wharf", &[]);
        check("a shell hit the office of AFP in Gaza", &[]);
        check("the AP-1 road was closed", &[]);
    }

    #[test]
    fn reads_credits_by_element() {
        let agencies = Agencies::shipped().expect("the shipped table is sound");
        for (credit, names) in [
            ("AFP, Reuters, AP", vec!["Agence France-Presse", "Reuters", "Associated Press"]),
            ("Jan Nowak/Invision/AP", vec!["Associated Press"]),
            ("the Reuters report was wrong", vec![]),
            ("AP Photo/Jan Nowak", vec!["Associated Press"]),
            ("press service of the ministry, via Reuters", vec!["Reuters"]),
        ] {
            let found: Vec<&str> = in_credit(credit, &agencies).iter().map(|agency| agency.name.as_str()).collect();
            assert_eq!(found, names, "{credit}");
        }
    }
}
