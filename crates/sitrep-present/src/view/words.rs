//! Values of the record in words: dates as a newspaper prints them, statuses, numbers with their vagueness.

use jiff::civil::Date;
use serde::Serialize;
use sitrep_types::{
    ActorKind, BlockKind, ContradictionKind, ContradictionReading, DateInterval, EventStatus, EventType, Genre, How,
    LinkKind, Modality, PlaceKind, QuantityKind, Verdict,
};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// The word that a value has in the exported record: `part_of_day`, `Battles`.
pub fn code<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}

/// "7 March 2017".
#[must_use]
pub fn day(day: Date) -> String {
    format!("{} {} {}", day.day(), month(day), day.year())
}

/// "March".
#[must_use]
pub fn month(day: Date) -> &'static str {
    usize::try_from(day.month() - 1).ok().and_then(|index| MONTHS.get(index)).copied().unwrap_or("")
}

/// An interval as one would write it: "7 March 2017", "6–7 March 2017", "January 2017", "2014", "by 9 March 2017".
///
/// ```
/// use sitrep_present::view::words::interval;
/// use sitrep_types::{DateInterval, Precision};
/// let words = |earliest: &str, latest: &str| {
///     interval(&DateInterval { earliest: earliest.parse().ok(), latest: latest.parse().ok(), precision: Precision::Day })
/// };
/// assert_eq!(words("2017-03-06", "2017-03-07"), "6–7 March 2017");
/// assert_eq!(words("2017-02-27", "2017-03-05"), "27 February – 5 March 2017");
/// assert_eq!(words("2017-01-01", "2017-01-31"), "January 2017");
/// assert_eq!(words("2014-06-01", "2014-08-31"), "June–August 2014");
/// assert_eq!(words("2014-01-01", "2014-12-31"), "2014");
/// assert_eq!(words("", "2017-03-09"), "by 9 March 2017");
/// assert_eq!(words("", ""), "date unknown");
/// ```
#[must_use]
pub fn interval(interval: &DateInterval) -> String {
    match (interval.earliest, interval.latest) {
        (None, None) => "date unknown".to_owned(),
        (Some(earliest), None) => format!("{} or later", day(earliest)),
        (None, Some(latest)) => format!("by {}", day(latest)),
        (Some(earliest), Some(latest)) if earliest == latest => day(earliest),
        (Some(earliest), Some(latest)) => between(earliest, latest),
    }
}

fn between(earliest: Date, latest: Date) -> String {
    let whole_months = earliest.day() == 1 && latest == latest.last_of_month();
    let same_year = earliest.year() == latest.year();
    if whole_months && same_year && earliest.month() == latest.month() {
        return format!("{} {}", month(earliest), earliest.year());
    }
    if whole_months && earliest.month() == 1 && latest.month() == 12 {
        return if same_year {
            earliest.year().to_string()
        } else {
            format!("{}–{}", earliest.year(), latest.year())
        };
    }
    if whole_months && same_year {
        return format!("{}–{} {}", month(earliest), month(latest), latest.year());
    }
    if same_year && earliest.month() == latest.month() {
        return format!("{}–{} {} {}", earliest.day(), latest.day(), month(latest), latest.year());
    }
    if same_year {
        return format!("{} {} – {}", earliest.day(), month(earliest), day(latest));
    }
    if whole_months {
        return format!("{} {} – {} {}", month(earliest), earliest.year(), month(latest), latest.year());
    }
    format!("{} – {}", day(earliest), day(latest))
}

/// How far an event's interval is known: a point on a timeline, or a bar.
#[must_use]
pub fn is_precise(interval: &DateInterval) -> bool {
    interval.earliest.is_some() && interval.earliest == interval.latest
}

/// A number with its vagueness: "40", "at least 40", "20 to 99", "up to 500".
///
/// ```
/// use sitrep_present::view::words::number;
/// assert_eq!(number(Some(40), Some(40), Some(40)), "40");
/// assert_eq!(number(Some(40), None, None), "at least 40");
/// assert_eq!(number(Some(20), None, Some(99)), "20 to 99");
/// assert_eq!(number(Some(24_000), Some(25_000), Some(26_000)), "about 25,000 (24,000 to 26,000)");
/// ```
#[must_use]
pub fn number(low: Option<i64>, best: Option<i64>, high: Option<i64>) -> String {
    match (low, best, high) {
        (None, None, None) => "an unknown number".to_owned(),
        (_, Some(best), _) if low.is_none_or(|low| low == best) && high.is_none_or(|high| high == best) => {
            thousands(best)
        }
        (Some(low), Some(best), Some(high)) => {
            format!("about {} ({} to {})", thousands(best), thousands(low), thousands(high))
        }
        (Some(low), Some(best), None) => format!("about {}, at least {}", thousands(best), thousands(low)),
        (None, Some(best), Some(high)) => format!("about {}, at most {}", thousands(best), thousands(high)),
        (Some(low), None, Some(high)) if low == high => thousands(low),
        (Some(low), None, Some(high)) => format!("{} to {}", thousands(low), thousands(high)),
        (Some(low), None, None) => format!("at least {}", thousands(low)),
        (None, None, Some(high)) => format!("up to {}", thousands(high)),
        (None, Some(best), None) => thousands(best),
    }
}

/// Words that say by themselves what a number counts, with what it counts.
const SELF_TELLING: [(QuantityKind, &[&str]); 5] = [
    (
        QuantityKind::Killed,
        &["dead", "deaths", "death", "body", "bodies", "corpses", "fatality", "fatalities", "life", "lives", "killed"],
    ),
    (QuantityKind::Injured, &["wounded", "injured", "injuries", "injury"]),
    (
        QuantityKind::Abducted,
        &["abducted", "kidnapped", "captured", "abductions", "kidnappings", "captives", "hostages"],
    ),
    (QuantityKind::Displaced, &["displaced", "displacement", "displacements"]),
    (QuantityKind::Arrested, &["arrested", "detained", "imprisoned", "arrests", "detainees", "prisoners"]),
];

/// Words that stand for somebody without telling whom.
const PRONOUNS: [&str; 12] = ["he", "she", "it", "they", "him", "her", "them", "us", "we", "who", "those", "these"];

/// "at least 20 militants killed", "4 dead", "6,000 fighters (strength)"; what the counted word says already is not said twice.
#[must_use]
pub fn counted(estimate: &sitrep_types::Estimate) -> String {
    let number = number(estimate.low, estimate.best, estimate.high);
    let number = if number == "0" { "no" } else { &number };
    let telling =
        SELF_TELLING.iter().find(|(what, _)| *what == estimate.what).map_or(&[] as &[&str], |(_, words)| words);
    let tells = |word: &str| telling.contains(&word.to_lowercase().as_str());
    let of: Vec<&str> = estimate.of.as_deref().unwrap_or_default().split_whitespace().collect();
    // "dead bodies", "6,644 deaths": nobody is left to be counted; "kidnapped schoolgirls" are schoolgirls.
    let of = if of.last().is_some_and(|last| tells(last)) { Vec::new() } else { of };
    let of: Vec<&str> =
        of.into_iter().filter(|word| !tells(word) && !PRONOUNS.contains(&word.to_lowercase().as_str())).collect();
    let of = match of.first() {
        None => String::new(),
        // "21 of 200 schoolgirls".
        Some(first) if first.starts_with(|letter: char| letter.is_ascii_digit()) => format!(" of {}", of.join(" ")),
        Some(_) => format!(" {}", of.join(" ")),
    };
    match estimate.what {
        QuantityKind::Strength => format!("{number}{of} (strength)"),
        QuantityKind::Other => format!("{number}{of}"),
        QuantityKind::Killed if of.is_empty() => format!("{number} dead"),
        what => format!("{number}{of} {}", quantity(what)),
    }
}

/// What a contradiction is about, as a reader says it.
#[must_use]
pub fn about(item: &sitrep_types::Contradiction) -> String {
    item.about.strip_prefix("other, ").map_or_else(|| item.about.clone(), |of| format!("number of {of}"))
}

/// 25000 as "25,000".
#[must_use]
pub fn thousands(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::new();
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if number < 0 { format!("-{text}") } else { text }
}

/// "1 report", "2 reports".
#[must_use]
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{} {}", thousands(i64::try_from(n).unwrap_or(i64::MAX)), if n == 1 { one } else { many })
}

/// What a quantity counts: "killed", "taken".
#[must_use]
pub const fn quantity(what: QuantityKind) -> &'static str {
    match what {
        QuantityKind::Killed => "killed",
        QuantityKind::Injured => "injured",
        QuantityKind::Abducted => "taken",
        QuantityKind::Displaced => "displaced",
        QuantityKind::Arrested => "arrested",
        QuantityKind::Strength => "strength",
        QuantityKind::Other => "counted",
    }
}

/// How an event stands, in one word.
#[must_use]
pub const fn status(status: EventStatus) -> &'static str {
    match status {
        EventStatus::Reported => "reported",
        EventStatus::Corroborated => "corroborated",
        EventStatus::Disputed => "disputed",
        EventStatus::Denied => "denied",
        EventStatus::Unconfirmed => "unconfirmed",
        EventStatus::Planned => "planned or ordered",
        EventStatus::Forecast => "forecast",
    }
}

/// How a person judged something.
#[must_use]
pub const fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Yes => "accepted",
        Verdict::No => "rejected",
        Verdict::Unsure => "not sure",
    }
}

/// How far a claim says that it is so.
#[must_use]
pub const fn modality(modality: Modality) -> &'static str {
    match modality {
        Modality::Asserted => "told as fact",
        Modality::Claimed => "claimed",
        Modality::Denied => "denied",
        Modality::Unconfirmed => "unconfirmed",
        Modality::Attempted => "attempted",
        Modality::Planned => "planned",
        Modality::Ordered => "ordered or urged",
        Modality::Forecast => "forecast",
        Modality::Hypothetical => "hypothetical",
    }
}

/// What a link of a chain is.
#[must_use]
pub const fn link(kind: LinkKind) -> &'static str {
    match kind {
        LinkKind::Outlet => "outlet",
        LinkKind::Agency => "agency",
        LinkKind::Official => "official",
        LinkKind::Organisation => "organisation",
        LinkKind::Witness => "witness",
        LinkKind::ReporterOnScene => "reporter on the scene",
        LinkKind::Document => "document",
        LinkKind::Unnamed => "unnamed",
    }
}

/// How something about a document is known.
#[must_use]
pub const fn how(how: How) -> &'static str {
    match how {
        How::Metadata => "given with it",
        How::Markup => "from the page's markup",
        How::Address => "from its address",
        How::Text => "from its text",
        How::Constraints => "inferred from what the reports say",
        How::User => "set by a person",
    }
}

/// What kind of writing a document is.
#[must_use]
pub const fn genre(genre: Genre) -> &'static str {
    match genre {
        Genre::Report => "report",
        Genre::Opinion => "opinion",
        Genre::Analysis => "analysis",
        Genre::Live => "live page",
        Genre::Unknown => "kind unknown",
    }
}

/// What kind of actor somebody is.
#[must_use]
pub const fn actor_kind(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::ArmedGroup => "armed group",
        ActorKind::StateForce => "state force",
        ActorKind::Government => "government",
        ActorKind::International => "international body",
        ActorKind::Organisation => "organisation",
        ActorKind::Civilians => "civilians",
        ActorKind::Media => "media",
        ActorKind::Unknown => "unknown",
    }
}

/// What sort of place it is.
#[must_use]
pub const fn place_kind(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Country => "country",
        PlaceKind::Region => "region",
        PlaceKind::City => "town",
        PlaceKind::District => "district",
        PlaceKind::Facility => "site",
        PlaceKind::Road => "road",
        PlaceKind::Water => "water",
        PlaceKind::Other => "place",
    }
}

/// What a block of a document is.
#[must_use]
pub const fn block_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Dek => "dek",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Caption => "caption",
        BlockKind::Credit => "credit",
        BlockKind::Furniture => "furniture",
    }
}

/// What a contradiction is about.
#[must_use]
pub const fn contradiction_kind(kind: ContradictionKind) -> &'static str {
    match kind {
        ContradictionKind::Number => "number",
        ContradictionKind::Date => "date",
        ContradictionKind::Outcome => "outcome",
        ContradictionKind::Actor => "actor",
        ContradictionKind::Place => "place",
    }
}

/// How a contradiction reads.
#[must_use]
pub const fn contradiction_reading(reading: ContradictionReading) -> &'static str {
    match reading {
        ContradictionReading::Open => "open: both cannot hold",
        ContradictionReading::Update => "a later report updates an earlier one",
        ContradictionReading::Vague => "only the precision differs",
    }
}

/// The short class that styles and lanes use for an event type.
#[must_use]
pub const fn type_class(event_type: EventType) -> &'static str {
    match event_type {
        EventType::Battles => "battles",
        EventType::Protests => "protests",
        EventType::Riots => "riots",
        EventType::Explosions => "explosions",
        EventType::ViolenceAgainstCivilians => "civilians",
        EventType::StrategicDevelopments => "strategic",
        EventType::Statement => "statement",
        EventType::State => "state",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_word_says_already_is_not_said_twice() {
        let check = |what: QuantityKind, of: &str, expected: &str| {
            let of = Some(of.to_owned()).filter(|of| !of.is_empty());
            let number = Some(4);
            let scope = sitrep_types::Scope::Incident;
            let estimate = sitrep_types::Estimate {
                what,
                of,
                low: number,
                best: number,
                high: number,
                scope,
                claims: Vec::new(),
                reason: String::new(),
            };
            assert_eq!(counted(&estimate), expected);
        };
        check(QuantityKind::Killed, "militants", "4 militants killed");
        check(QuantityKind::Killed, "dead bodies", "4 dead");
        check(QuantityKind::Killed, "", "4 dead");
        check(QuantityKind::Killed, "they", "4 dead");
        check(QuantityKind::Injured, "wounded", "4 injured");
        check(QuantityKind::Injured, "wounded civilians", "4 civilians injured");
        check(QuantityKind::Abducted, "kidnapped schoolgirls", "4 schoolgirls taken");
        check(QuantityKind::Abducted, "20 schoolgirls", "4 of 20 schoolgirls taken");
        check(QuantityKind::Arrested, "kidnapped schoolgirls", "4 kidnapped schoolgirls arrested");
        check(QuantityKind::Strength, "fighters", "4 fighters (strength)");
    }
}
