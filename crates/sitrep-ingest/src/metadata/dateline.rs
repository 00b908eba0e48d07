//! The dateline: place, sometimes date and agency, before the first sentence of a report.

use std::sync::LazyLock;

use sitrep_types::DateInterval;

use crate::pattern::{Pattern, bounded};

/// What a dateline says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Dateline {
    /// The place, as written: "PORT SUDAN, Sudan".
    pub(crate) place: String,
    /// What stands in its brackets or between its slashes: "AFP".
    pub(crate) agency: Option<String>,
    /// Whether a colon or a full stop ends it, as it ends a speaker's name in a transcript.
    pub(crate) ends_as_speaker: bool,
    /// Its date, where it has a year.
    pub(crate) date: Option<DateInterval>,
}

/// `PLACE[, Country][, Dec. 12] [(AGENCY)] — `, `PLACE: `, `Place / AGENCY / `, `PLACE (Region). `
static FORMS: LazyLock<[Pattern; 4]> = LazyLock::new(|| {
    const CAPITALS: &str = r"\p{Lu}[\p{Lu}'’.-]+(?: [\p{Lu}'’.-]{2,}){0,3}(?:/\p{Lu}[\p{L}'’.-]+)?";
    const COUNTRY: &str = r"(?:, (?:\p{Lu}[\p{L}.'’-]+)(?: \p{Lu}[\p{L}.'’-]+){0,2}| \(\p{Lu}[^)]{2,30}\))?";
    const DATE: &str = r"(?:,? (?P<date>(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)[a-zA-Z]*\.? \d{1,2}(?:, \d{4})?|\d{1,2} (?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-zA-Z]*\.?(?: \d{2,4})?))?";
    const AGENCY: &str = r"(?: ?\((?P<agency>[^)]{2,60})\)| ?/ ?(?P<slashed>[A-Z][^/]{1,30})/)?";
    [
        bounded(&format!(r"^(?P<place>{CAPITALS}{COUNTRY}){DATE}{AGENCY}\s?(?:--\s|[—–]\s?|[_-]\s|\.\s/[^/]+/\.?\s)")),
        bounded(&format!(r"^(?P<place>{CAPITALS}{COUNTRY}){DATE}{AGENCY}[:.]\s")),
        bounded(
            r"^(?P<place>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2}(?:, \p{Lu}[\p{L}'’. -]{2,30})?)(?: ?\((?P<agency>[A-Z][A-Za-z, /-]{1,40})\) ?(?:--|[—–-])| / (?P<slashed>[A-Z][^/]{1,30}) /| —)\s",
        ),
        // Some outlets put no dash after their own name; only names that are no words are safe then.
        bounded(
            r"^(?P<place>\p{Lu}[\p{L}'’-]+(?: \p{Lu}[\p{L}'’-]+){0,2}(?:, \p{Lu}[\p{L}'’. -]{2,30})?) ?\((?P<agency>CNN|AFP|AP|UPI|Reuters|Xinhua|AA|dpa|\w+\.(?:com|net|org))\)\s?\p{Lu}",
        ),
    ]
});

/// Words in capitals that open a line and are no place.
const NO_PLACES: &[&str] = &[
    "BREAKING",
    "UPDATE",
    "UPDATED",
    "EXCLUSIVE",
    "PHOTO",
    "VIDEO",
    "WATCH",
    "LIVE",
    "ANALYSIS",
    "OPINION",
    "SPORTS",
    "SPORT",
    "PRESENTER",
    "GUEST",
    "HOST",
    "NOTE",
    "FLASH",
    "ALERT",
    "CORRECTION",
    "READ",
    "MORE",
    "RELATED",
    "FILE",
    "EDITOR",
    "QUESTION",
    "ANSWER",
    "WARNING",
    "URGENT",
    "INTERVIEW",
    "FACTBOX",
    "TIMELINE",
    "NEWS",
    "PRESS",
    "DATE",
    "SOURCE",
    "SUMMARY",
    "BACKGROUND",
    "COMMENT",
    "EXPLAINER",
    "REPORTER",
    "ANCHOR",
    "TRANSCRIPT",
    "MODERATOR",
];

/// The dateline at the start of a paragraph.
pub(crate) fn read(paragraph: &str) -> Option<Dateline> {
    let (number, found) = FORMS.iter().enumerate().find_map(|(n, form)| Some((n, form.captures(paragraph)?)))?;
    let place = found.name("place")?.as_str().trim_end_matches(['.', ',', ' ']).to_owned();
    let first = place.split([' ', ',', '/', '(']).next().unwrap_or_default();
    if NO_PLACES.contains(&first)
        || place.ends_with("BYLINE")
        || place.chars().filter(|c| c.is_alphabetic()).count() < 3
    {
        return None;
    }
    // A sentence in capitals ("TOWN ABANDONED. The army…") is no dateline: only one or two words may end in a stop.
    let ends_in_stop = found.get(0)?.as_str().trim_end().ends_with('.');
    let has_region = place.contains(['(', ',']);
    if number == 1 && ends_in_stop && !has_region && found.get(0)?.as_str().trim_end().len() == place.len() + 1 {
        return None;
    }
    let agency = found.name("agency").or_else(|| found.name("slashed")).map(|m| m.as_str().trim().to_owned());
    let date = found.name("date").and_then(|date| super::date::parse_value(date.as_str()));
    Some(Dateline { place, agency, ends_as_speaker: number == 1, date })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patterns_compile() {
        assert!(FORMS.iter().all(Pattern::is_sound));
    }

    #[test]
    fn reads_datelines() {
        for (text, place, agency) in [
            ("PORT SUDAN, Sudan (AFP) — The army drove", "PORT SUDAN, Sudan", Some("AFP")),
            ("NIAMEY, Dec 12 — The army", "NIAMEY", None),
            ("HAVANA, Aug. 3 (AAP) – Negotiators", "HAVANA", Some("AAP")),
            ("GUAYAQUIL - Hooded men", "GUAYAQUIL", None),
            ("RAIPUR: A constable", "RAIPUR", None),
            ("QUETTA, MARCH 10: DEATH TOLL", "QUETTA", None),
            ("Baqubah / MNA / A source", "Baqubah", Some("MNA")),
            ("SUÁREZ (Cauca). A motorcycle", "SUÁREZ (Cauca)", None),
            ("Mosul (Reuters) - Troops", "Mosul", Some("Reuters")),
            ("SREBRENICA/Bosnia: Years ago", "SREBRENICA/Bosnia", None),
            ("ERBIL, Kurdistan Region—Troops", "ERBIL, Kurdistan Region", None),
            ("MOSUL, Iraq, March 7 (Reuters) - Troops", "MOSUL, Iraq", Some("Reuters")),
            ("Mosul, Iraq (CNN)Troops", "Mosul, Iraq", Some("CNN")),
            ("Nineveh (HarbourNews.com) Troops", "Nineveh", Some("HarbourNews.com")),
            ("NAIROBI, Kenya (AP) _ The", "NAIROBI, Kenya", Some("AP")),
        ] {
            let found = read(text).unwrap_or_else(|| panic!("no dateline in {text}"));
            assert_eq!((found.place.as_str(), found.agency.as_deref()), (place, agency));
        }
    }

    #[test]
    fn other_openings_are_no_datelines() {
        for text in [
            "PHOTO: Lorries on the road",
            "TOWN ABANDONED. The army left",
            "PRESENTER: And the bridge?",
            "The army left - at last.",
            "Islamic State (IS) militants left",
            "ANA LUND, BYLINE: The army left.",
            "U.N. observers have left",
            "BREAKING - A shell fell",
            "Two men – both armed – left",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
