//! Who published a document: its address, or the page that names itself.

use std::sync::LazyLock;

use sitrep_resources::{Agencies, Outlets};

use crate::pattern::{Pattern, bounded};

/// Ways in which a page's furniture names the page.
static SELF_NAMING: LazyLock<Vec<Pattern>> = LazyLock::new(|| {
    [
        r"(?i:support) (?P<name>(?:The )?[A-Z][^.!?]{1,40}?) (?i:on) (?i:patreon|ko-?fi|paypal|steady|liberapay)",
        r"(?i:skip to more) (?P<name>[A-Z][\w ]{1,30}?) (?i:sites?|content|news)",
        r"(?i:(?:do not|does not|not) (?:necessarily )?(?:represent|reflect|mirror)) (?:(?i:those of)(?: the)?|(?i:(?:the )?(?:views?|opinions?|position|editorial \w+)(?: and \w+)? of)) (?P<name>(?:The )?[A-Z][\w’'&. -]{1,40}?)(?:[.,;]|$| or )",
        r"(?i:and not (?:those )?of )(?:the )?(?P<name>(?:The )?[A-Z][\w’'& -]{1,40}?)(?: \(|[.,;]|$)",
        r"(?:©|\(c\)|(?i:copyright))\s*(?:©\s*)?(?:\d{4}(?:[–-]\d{2,4})?,?\s*)?(?i:by )?(?P<name>(?:The )?[A-Z][\w’'& -]{1,40}?)(?:[.,;|]|$| (?i:all rights|inc|ltd|limited|llc|gmbh))",
        r"(?i:follow) (?P<name>[A-Z][\w’' ]{1,30}?) (?i:on)(?: (?i:twitter|facebook|telegram|instagram|whatsapp|youtube|google news)|$)",
        r"(?i:more (?:stories |news )?from) (?P<name>(?:The )?[A-Z][\w’'& ]{2,40}?)\s*:?$",
    ]
    .iter()
    .map(|pattern| bounded(pattern))
    .collect()
});

/// Names that furniture uses for itself without saying who it is.
const NOBODY: &[&str] = &["us", "this", "the author", "the publisher", "the editor", "the site", "twitter", "facebook"];

/// The host of an address, without `www.`.
pub(crate) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next()?.rsplit('@').next()?.to_ascii_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host).trim_end_matches('.').to_owned();
    let is_host = host.contains('.') && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    is_host.then_some(host)
}

/// The outlet at an address: its name in the table, or the host itself where the table lacks it.
pub(crate) fn at_address(url: &str, outlets: &Outlets) -> Option<String> {
    let host = host(url)?;
    Some(outlets.at_host(&host).map_or(host, |outlet| outlet.name.clone()))
}

/// A name as given beside the document; a host or a known alias becomes the outlet's name.
pub(crate) fn canonical(name: &str, outlets: &Outlets) -> String {
    let name = name.trim();
    let is_host = !name.contains(' ') && name.contains('.') && name.chars().all(|c| !c.is_uppercase());
    if is_host && let Some(outlet) = host(name).and_then(|host| outlets.at_host(&host)) {
        return outlet.name.clone();
    }
    outlets.named(name).map_or_else(|| name.to_owned(), |outlet| outlet.name.clone())
}

/// The outlet that a line of furniture names as its own.
pub(crate) fn named_by(furniture: &str, outlets: &Outlets, agencies: &Agencies) -> Option<String> {
    SELF_NAMING.iter().find_map(|pattern| {
        let name = pattern.captures(furniture)?.name("name")?.as_str().trim();
        let is_nobody = NOBODY.contains(&name.to_lowercase().as_str());
        // "Copyright 2018 The Associated Press" under a text says who wrote it, not whose page it is.
        let is_agency = agencies.named(name).is_some();
        (!is_nobody && !is_agency).then(|| canonical(name, outlets))
    })
}

/// The outlet that puts its own name into its datelines: "Mosul (CNN)", "Nineveh (HarbourNews.com)". An agency's name
/// there says who wrote, not whose page it is.
pub(crate) fn in_dateline(name: &str, outlets: &Outlets, agencies: &Agencies) -> Option<String> {
    if agencies.named(name).is_some() {
        return None;
    }
    let is_host = !name.contains(' ') && host(name).is_some();
    if is_host {
        return Some(at_address(&name.to_lowercase(), outlets).unwrap_or_else(|| name.to_owned()));
    }
    outlets.named(name).map(|outlet| outlet.name.clone())
}

/// A known outlet after the last bar or dash of a title: "Ferry sinks - BBC News".
pub(crate) fn at_title_end(title: &str, outlets: &Outlets) -> Option<String> {
    let (_, last) = [" | ", " - ", " – ", " — "]
        .iter()
        .filter_map(|mark| title.rsplit_once(mark))
        .min_by_key(|(_, last)| last.len())?;
    // "RT World News" is RT.
    let mut words: Vec<&str> = last.split_whitespace().collect();
    loop {
        if let Some(outlet) = outlets.named(&words.join(" ")) {
            return Some(outlet.name.clone());
        }
        match words.pop() {
            Some("News" | "World" | "Online" | "International" | "Africa" | "Asia" | "Europe" | "East" | "Middle") => {}
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_patterns_compile() {
        assert!(SELF_NAMING.iter().all(Pattern::is_sound));
    }

    #[test]
    fn takes_hosts_out_of_addresses() {
        for (url, expected) in [
            ("https://www.Example.org:8080/a/b", Some("example.org")),
            ("http://user@p.dw.com/p/x", Some("p.dw.com")),
            ("example.org/x", Some("example.org")),
            ("not an address", None),
            ("", None),
        ] {
            assert_eq!(host(url).as_deref(), expected, "{url}");
        }
    }

    #[test]
    fn reads_a_page_that_names_itself() {
        let (outlets, agencies) = (Outlets::shipped().expect("sound"), Agencies::shipped().expect("sound"));
        for (line, name) in [
            ("Support The Harbour on Patreon!", Some("The Harbour")),
            ("3. Skip to more DW sites", Some("Deutsche Welle")),
            (
                "The views are solely those of the author and do not necessarily represent those of The Harbour.",
                Some("The Harbour"),
            ),
            ("The views are those of the author and not of the Bay Comment (invented).", Some("Bay Comment")),
            ("© 2021 Harbour Press. All rights reserved.", Some("Harbour Press")),
            ("Copyright 2018 The Associated Press. All rights reserved.", None),
            ("Follow us on Twitter", None),
            ("View all comments", None),
        ] {
            assert_eq!(named_by(line, &outlets, &agencies).as_deref(), name, "{line}");
        }
    }

    #[test]
    fn reads_datelines_and_titles() {
        let (outlets, agencies) = (Outlets::shipped().expect("sound"), Agencies::shipped().expect("sound"));
        assert_eq!(in_dateline("CNN", &outlets, &agencies).as_deref(), Some("CNN"));
        assert_eq!(in_dateline("IraqiNews.com", &outlets, &agencies).as_deref(), Some("Iraqi News"));
        assert_eq!(in_dateline("Reuters", &outlets, &agencies), None);
        assert_eq!(at_title_end("Ferry sinks off harbour - BBC News", &outlets).as_deref(), Some("BBC"));
        assert_eq!(at_title_end("Ferry sinks off harbour — RT World News", &outlets).as_deref(), Some("RT"));
        assert_eq!(at_title_end("Ferry sinks off harbour - all saved", &outlets), None);
    }

    #[test]
    fn knows_addresses_of_the_table() {
        let outlets = Outlets::shipped().expect("sound");
        assert_eq!(at_address("https://p.dw.com/p/2x", &outlets).as_deref(), Some("Deutsche Welle"));
        assert_eq!(at_address("https://harbour.example/x", &outlets).as_deref(), Some("harbour.example"));
        assert_eq!(canonical("www.dw.com", &outlets), "Deutsche Welle");
        assert_eq!(canonical("Nile Basin Wire", &outlets), "Nile Basin Wire");
    }
}
