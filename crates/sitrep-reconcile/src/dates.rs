//! When undated reports were published: a temporal network over documents and the events that dated reports share with
//! them. What an expression says of an event bounds the day of publication, and the other way round.
//!
//! Every statement keeps its words, so that the record can print how a date was reached. Statements that cannot all
//! hold are set aside by weight, the least reliable first, and named.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rustc_hash::FxHashMap;
use sitrep_resources::Operations;
use sitrep_timex::network::{Network, Solution, Variable};
use sitrep_timex::resolve;
use sitrep_types::{Claim, ClaimTime, DateInterval, Direction, Genre, How, Precision, Published, SubType, TimeMeaning};

use crate::coreference::Clusters;
use crate::date_conflict::{DateConflict, Said, told_conflict};
use crate::day;
use crate::material::{Material, in_headline};
use crate::operation;
use crate::place::Places;
use crate::view::{Family, Reality, View, is_now};

/// A publication known to this many days or fewer needs no network.
const EXACT_DAYS: i32 = 7;
/// A report in the news voice follows what it tells by at most so many days; see the reason printed.
const NEWS_DAYS: i32 = 14;
/// A comment or analysis follows what it tells as current by at most so many days.
const COMMENT_DAYS: i32 = 60;

/// A headline follows what it tells by at most so many days, unless it says when that was.
const HEADLINE_DAYS: i32 = 3;

/// A time wider than a season dates no other report.
const COARSE_DAYS: i32 = 92;

/// No report tells an event of more than a thousand years before.
const LONGEST_DAYS: i32 = 366_000;

/// Which statements to doubt last: larger weighs more.
mod weight {
    /// A date that the document carries.
    pub const CARRIED: u32 = 100;
    /// A time expression of a claim in a dated document.
    pub const TOLD_DATED: u32 = 20;
    /// A time expression of a claim in an undated document.
    pub const TOLD_UNDATED: u32 = 16;
    /// A length since a start that other documents date.
    pub const LENGTH: u32 = 10;
    /// The only short expression of a report, taken for its main events.
    pub const STORY: u32 = 8;
    /// A time expression of a claim in an undated document, for fighting such as goes on for weeks in one place: two
    /// reports of it need not tell of the same day.
    pub const RECURRENT: u32 = 7;
    /// A time expression carried over from another sentence or clause.
    pub const CARRIED_OVER: u32 = 4;
    /// A report is not older than what it tells.
    pub const AFTER: u32 = 6;
    /// News is told soon.
    pub const NEWS: u32 = 2;

    /// Whether what has this weight is our assumption rather than what a report says.
    pub const fn is_assumed(weight: u32) -> bool {
        matches!(weight, STORY | RECURRENT | CARRIED_OVER | NEWS)
    }
}

/// What was found about dates.
#[derive(Debug, Clone, Default)]
pub struct Dates {
    /// For each document when it was published, as far as known.
    pub published: Vec<Option<Published>>,
    /// For each document how that was inferred, where it was.
    pub reason: Vec<Option<String>>,
    /// Claims that cannot all hold.
    pub conflicts: Vec<DateConflict>,
}

impl Dates {
    /// What the documents carry themselves.
    #[must_use]
    pub fn carried(material: &Material) -> Self {
        let published: Vec<Option<Published>> =
            material.readings.iter().map(|reading| reading.document.published.clone()).collect();
        Self { reason: vec![None; published.len()], conflicts: Vec::new(), published }
    }

    /// The interval within which a document was published.
    #[must_use]
    pub fn interval(&self, document: usize) -> Option<DateInterval> {
        self.published[document].as_ref().map(|published| published.interval)
    }

    /// When a claim's event took place, with what is known of its document's date now. `None` where nothing is told.
    #[must_use]
    pub fn time_of(&self, material: &Material, claim: usize) -> Option<DateInterval> {
        let told = material.claims[claim];
        let time = told.claim.time.as_ref()?;
        if self.dates_older_news(material, claim) {
            return None;
        }
        let carried = material.readings[told.document].document.published.as_ref().map(|published| published.interval);
        let now = self.interval(told.document);
        let interval = if now == carried {
            time.interval
        } else {
            let reading = material.readings[told.document];
            match &time.meaning {
                TimeMeaning::Length { .. } | TimeMeaning::Vague { .. } => time.interval,
                meaning => resolve(meaning, now.unwrap_or(DateInterval::UNKNOWN), &reading.times),
            }
        };
        (!interval.is_unknown()).then_some(interval)
    }
}

impl Dates {
    /// Whether a headline has its day from the text below, and that day is older than the news that the text tells: then
    /// the text recalls something else.
    fn dates_older_news(&self, material: &Material, claim: usize) -> bool {
        let told = material.claims[claim];
        let reading = material.readings[told.document];
        if !in_headline(reading, told.claim) {
            return false;
        }
        let headline = reading.document.blocks.get(told.claim.evidence.block).map(|block| block.span.end);
        let below = |time: &ClaimTime| time.span.zip(headline).is_some_and(|(words, end)| words.start >= end);
        let Some(published) = self.interval(told.document).and_then(|interval| interval.earliest) else { return false };
        let is_old = |latest: Date| day::number(published) - day::number(latest) > HEADLINE_DAYS;
        let time = told.claim.time.as_ref().filter(|time| below(time));
        let is_news = |other: &Claim| {
            let family = Family::of(other.event_type, other.sub_type);
            let told = Reality::of(other.modality) == Reality::Told;
            let days = other.time.as_ref().and_then(|time| time.interval.earliest.zip(time.interval.latest));
            told && !matches!(family, Family::Statement | Family::State)
                && !other.background
                && days.is_some_and(|(earliest, latest)| !is_old(earliest) && !is_old(latest))
        };
        time.and_then(|time| time.interval.latest).is_some_and(is_old) && reading.claims.iter().any(is_news)
    }
}

/// Whether a document's date has to be found.
#[must_use]
pub fn is_open(material: &Material, document: usize) -> bool {
    material.readings[document]
        .document
        .published
        .as_ref()
        .and_then(|published| day::width(&published.interval))
        .is_none_or(|width| width > EXACT_DAYS)
}

struct Builder<'a> {
    material: &'a Material<'a>,
    network: Network,
    documents: FxHashMap<usize, Variable>,
    said: Vec<Said>,
    /// For each document the events that it tells as news without a time, with the last day dated reports give them.
    news: BTreeMap<usize, Vec<(i32, Variable)>>,
}

/// Solves the dates of all documents that carry none.
#[must_use]
pub fn solve(
    material: &Material,
    views: &[View],
    clusters: &Clusters,
    places: &Places,
    operations: &Operations,
) -> Dates {
    let mut dates = Dates::carried(material);
    let open: BTreeSet<usize> = (0..material.readings.len()).filter(|&at| is_open(material, at)).collect();
    if open.is_empty() {
        return dates;
    }
    let mut builder = Builder {
        material,
        network: Network::new(),
        documents: FxHashMap::default(),
        said: Vec::new(),
        news: BTreeMap::new(),
    };
    for group in &clusters.groups {
        if group.iter().any(|&claim| open.contains(&views[claim].document)) {
            builder.event(group, views, &open);
        }
    }
    builder.follow_the_news();
    let by_document = material.claims_by_document();
    for &document in &open {
        builder.not_before_what_it_tells(document, &by_document[document]);
    }
    for started in operation::lengths(material, views, places, operations, &open, &by_document) {
        let document = builder.document(started.document);
        let start = builder.network.variable();
        builder.network.within(start, started.start, weight::TOLD_DATED);
        builder.say(started.start_reason.clone(), weight::TOLD_DATED, None);
        builder.network.difference(start, document, started.at_least, started.at_most, weight::LENGTH);
        builder.say(started.length_reason.clone(), weight::LENGTH, None);
    }
    let solution = builder.network.solve();
    let conflicts = set_aside(&builder, &solution);
    dates.conflicts =
        solution.conflicts().iter().filter_map(|conflict| told_conflict(&builder.said, conflict)).collect();
    for &document in &open {
        let Some(&variable) = builder.documents.get(&document) else { continue };
        let interval = solution.interval(variable);
        if interval.is_unknown() {
            continue;
        }
        let carried = dates.interval(document);
        if carried == Some(interval) {
            continue;
        }
        let mut steps: Vec<String> = solution
            .reasons(variable)
            .into_iter()
            .filter_map(|statement| builder.said.get(statement).map(|said| said.words.clone()))
            .collect();
        steps.extend(conflicts.get(&document).cloned().unwrap_or_default());
        steps.dedup();
        dates.published[document] = Some(Published { interval, how: How::Constraints });
        dates.reason[document] = Some(steps.join("; "));
    }
    dates
}

/// What had to be set aside, for each document it concerns.
fn set_aside(builder: &Builder, solution: &Solution) -> FxHashMap<usize, Vec<String>> {
    let mut by_document: FxHashMap<usize, Vec<String>> = FxHashMap::default();
    for conflict in solution.conflicts() {
        let Some(said) = builder.said.get(conflict.set_aside) else { continue };
        for (&document, &variable) in &builder.documents {
            let of_document =
                solution.reasons(variable).iter().any(|statement| conflict.statements.contains(statement));
            if of_document {
                by_document
                    .entry(document)
                    .or_default()
                    .push(format!("set aside, because it contradicts the rest: {}", said.words));
            }
        }
    }
    by_document
}

impl Builder<'_> {
    /// The words and the claim behind the statement just made.
    fn say(&mut self, words: String, weight: u32, claim: Option<usize>) {
        self.said.push(Said { words, assumed: weight::is_assumed(weight), claim });
    }

    fn document(&mut self, document: usize) -> Variable {
        if let Some(&variable) = self.documents.get(&document) {
            return variable;
        }
        let variable = self.network.variable();
        self.documents.insert(document, variable);
        if let Some(published) = &self.material.readings[document].document.published {
            self.network.within(variable, published.interval, weight::CARRIED);
            let words = format!("“{}” is dated {}", self.name(document), day::words(&published.interval));
            self.say(words, weight::CARRIED, None);
        }
        variable
    }

    fn name(&self, document: usize) -> String {
        let document = &self.material.readings[document].document;
        let title = document.title.as_deref().unwrap_or(&document.text);
        let title: String = title.split_whitespace().take(9).collect::<Vec<_>>().join(" ");
        let outlet = document.outlet.as_ref().map(|outlet| format!("{}: ", outlet.name)).unwrap_or_default();
        format!("{outlet}{title}")
    }

    /// The claims of one event, told in documents of which at least one has no date.
    fn event(&mut self, group: &[usize], views: &[View], open: &BTreeSet<usize>) {
        let happened = |claim: usize| {
            views[claim].reality == Reality::Told && !matches!(views[claim].family, Family::State | Family::Statement)
        };
        let members: Vec<usize> = group.iter().copied().filter(|&claim| happened(claim)).collect();
        let documents: BTreeSet<usize> = members.iter().map(|&claim| views[claim].document).collect();
        if documents.len() < 2 {
            return;
        }
        // Two undated reports of such fighting as goes on for weeks need not tell of the same day.
        let undated = documents.iter().all(|document| open.contains(document));
        if undated && members.iter().all(|&claim| is_recurrent(self.material.claims[claim].claim)) {
            return;
        }
        let event = self.network.variable();
        let mut timed: BTreeSet<usize> = BTreeSet::new();
        for &claim in &members {
            let told = self.material.claims[claim];
            let Some(time) = told.claim.time.as_ref().filter(|time| is_point(&time.meaning)) else { continue };
            if time.text.as_deref().is_some_and(is_now) || lasts(time) {
                continue;
            }
            // "in 2014" puts no report of "October" into that year.
            if views[claim].days.is_some_and(|days| days.1 - days.0 > COARSE_DAYS) {
                continue;
            }
            let document = self.document(told.document);
            // "Had they left in October, …, the biggest city to have fallen": an expression outside the claim's words.
            let own = time.span.is_none_or(|words| told.claim.evidence.span.contains(words));
            let weight = match (open.contains(&told.document), is_recurrent(told.claim)) {
                _ if !own || !views[claim].days_own => weight::CARRIED_OVER,
                (false, _) => weight::TOLD_DATED,
                (true, false) => weight::TOLD_UNDATED,
                (true, true) => weight::RECURRENT,
            };
            self.network.meaning(document, event, &time.meaning, weight);
            let words = format!(
                "“{}” tells it as “{}” ({})",
                self.name(told.document),
                time.text.as_deref().unwrap_or("news of the day"),
                shortened(&told.claim.evidence.text)
            );
            self.say(words, weight, Some(claim));
            timed.insert(told.document);
        }
        for &claim in &members {
            let told = self.material.claims[claim];
            if told.claim.background || !timed.insert(told.document) {
                continue;
            }
            let document = self.document(told.document);
            if open.contains(&told.document)
                && let Some((words, meaning)) = self.story_time(told.document)
            {
                self.network.meaning(document, event, &meaning, weight::STORY);
                let words = format!("“{}” tells its news as of “{words}”", self.name(told.document));
                self.say(words, weight::STORY, Some(claim));
            }
            let known = members
                .iter()
                .filter(|&&other| !open.contains(&views[other].document))
                .filter_map(|&other| views[other].days)
                .filter(|days| days.1 - days.0 <= NEWS_DAYS)
                .map(|days| days.1)
                .min();
            if let Some(known) = known {
                self.news.entry(told.document).or_default().push((known, event));
            }
        }
    }

    /// A report follows what it tells, and its latest news by not much; earlier events it may tell long after.
    fn follow_the_news(&mut self) {
        for (document, mut told) in std::mem::take(&mut self.news) {
            told.sort_unstable();
            let Some((_, latest)) = told.pop() else { continue };
            let variable = self.document(document);
            for (_, event) in told {
                self.network.difference(event, variable, 0, LONGEST_DAYS, weight::AFTER);
                let words = format!("“{}” tells an event of dated reports as past", self.name(document));
                self.say(words, weight::AFTER, None);
            }
            let comment = matches!(self.material.readings[document].document.genre, Genre::Opinion | Genre::Analysis);
            let days = if comment { COMMENT_DAYS } else { NEWS_DAYS };
            self.network.difference(latest, variable, 0, days, weight::NEWS);
            let words = format!(
                "“{}” tells its latest event as news, which is taken to follow within {days} days",
                self.name(document)
            );
            self.say(words, weight::NEWS, None);
        }
    }

    /// The one short expression of a report ("overnight"), where it has no two that differ: its news is of then.
    fn story_time(&self, document: usize) -> Option<(String, TimeMeaning)> {
        let reading = self.material.readings[document];
        let mut found: Option<(String, TimeMeaning)> = None;
        for time in &reading.times {
            let short = match &time.meaning {
                TimeMeaning::Offset { earliest_days, latest_days, .. } => *earliest_days >= -2 && *latest_days <= 0,
                TimeMeaning::Weekday { direction: Direction::Past, weeks: 0, .. } => true,
                _ => false,
            };
            if !short || time.value == "PRESENT_REF" {
                continue;
            }
            match &found {
                Some((_, meaning)) if *meaning != time.meaning => return None,
                Some(_) => {}
                None => {
                    let words = time.span.slice(&reading.document.text).unwrap_or_default().to_string();
                    found = Some((words, time.meaning.clone()));
                }
            }
        }
        found
    }

    /// A report is not older than the last day by the calendar that it tells as past.
    fn not_before_what_it_tells(&mut self, document: usize, claims: &[usize]) {
        let latest = claims
            .iter()
            .copied()
            .filter(|&claim| Reality::of(self.material.claims[claim].claim.modality) == Reality::Told)
            .filter_map(|claim| {
                let time = self.material.claims[claim].claim.time.as_ref()?;
                let TimeMeaning::Absolute { interval } = &time.meaning else { return None };
                Some((interval.earliest?, time.text.clone().unwrap_or_default(), claim))
            })
            .max();
        let Some((earliest, words, claim)) = latest else { return };
        let variable = self.document(document);
        let bound = DateInterval { earliest: Some(earliest), latest: None, precision: Precision::Unknown };
        self.network.within(variable, bound, weight::AFTER);
        let words = format!("“{}” tells of “{words}” as past", self.name(document));
        self.say(words, weight::AFTER, Some(claim));
    }
}

/// Whether such things happen day after day in one place, so that a second report may tell of another day.
fn is_recurrent(claim: &Claim) -> bool {
    matches!(
        claim.sub_type,
        Some(SubType::ArmedClash | SubType::ShellingArtilleryMissileAttack | SubType::AirDroneStrike | SubType::Other)
    ) && claim.quantities.is_empty()
}

/// Whether an expression puts an event on a day rather than giving it a length.
fn is_point(meaning: &TimeMeaning) -> bool {
    !matches!(
        meaning,
        TimeMeaning::Length { .. }
            | TimeMeaning::Vague { .. }
            | TimeMeaning::FromReference { .. }
            | TimeMeaning::Range { .. }
    )
}

/// Whether a claim's time is a stretch that its expression only starts: "since October".
fn lasts(time: &ClaimTime) -> bool {
    matches!(&time.meaning, TimeMeaning::Absolute { interval } if time.interval.latest > interval.latest)
}

fn shortened(text: &str) -> String {
    const MOST: usize = 90;
    match text.char_indices().nth(MOST) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_string(),
    }
}
