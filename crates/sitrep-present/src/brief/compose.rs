//! Which sentences a briefing holds.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use jiff::civil::Date;
use sitrep_types::{
    Claim, ClaimId, Contradiction, ContradictionKind, ContradictionReading, Control, DocumentId, Event, Record, Verdict,
};

use super::{Brief, BriefOptions, Item, Quotation, Section};
use crate::index::Index;
use crate::view::{self, EventRow, Part, Quote, words};

/// A briefing is read in minutes: so many sentences a part, the weightiest first.
const MOST_ITEMS: usize = 12;
/// So many lines at the top.
const MOST_HIGHLIGHTS: usize = 4;
/// So many quotations behind a sentence.
const MOST_QUOTATIONS: usize = 3;

/// Puts a briefing together.
#[must_use]
pub fn brief(record: &Record, options: &BriefOptions) -> Brief {
    let index = Index::new(record);
    let as_of = options.as_of.or_else(|| last_day(record));
    let since = options.since.or_else(|| as_of.and_then(|day| day.checked_sub(jiff::Span::new().days(7)).ok()));
    let mut composer = Composer { index: &index, as_of, since, numbers: BTreeMap::new(), quotations: Vec::new() };
    let (mut new, mut earlier, mut changed, mut doubtful) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for event in record.events.iter().filter(|event| composer.is_known(event)) {
        let row = view::row(&index, event);
        match row.part {
            // Who reads a briefing is told what stands, not what a reviewer threw out.
            _ if event.verdict == Some(Verdict::No) => {}
            Part::Doubtful if composer.is_recent(event) || composer.is_told_now(event) => doubtful.push(row),
            Part::Happened if composer.is_recent(event) => new.push(row),
            Part::Happened if composer.is_told_before(event) && composer.is_told_now(event) => changed.push(row),
            Part::Happened if composer.is_told_now(event) => earlier.push(row),
            _ => {}
        }
    }
    // Called after where the news is from; where there is none, after where the story is.
    let title = place_title(new.iter()).or_else(|| {
        let rows: Vec<EventRow> = record.events.iter().map(|event| view::row(&index, event)).collect();
        place_title(rows.iter().filter(|row| row.part == Part::Happened))
    });
    let highlights = composer.events(&new, MOST_HIGHLIGHTS, true).0;
    let (new, n_more_new) = composer.events(&new, MOST_ITEMS, false);
    let (changed_events, n_more_changed) = composer.events(&changed, MOST_ITEMS, false);
    let mut changed = composer.updates();
    changed.extend(changed_events);
    let (earlier, n_more_earlier) = composer.events(&earlier, MOST_ITEMS, false);
    let disputed = composer.disputes();
    let held = composer.holdings();
    let (doubtful, n_more_doubtful) = composer.events(&doubtful, MOST_ITEMS, false);
    let section = |heading, empty, items, n_more| Section { heading, empty, items, n_more };
    let sections = vec![
        section("New", "Nothing new is told.", new, n_more_new),
        section("Changed", "Nothing that was told before has changed.", changed, n_more_changed),
        section("Told now of earlier days", "Nothing.", earlier, n_more_earlier),
        section("Disputed", "The reports do not contradict each other.", disputed, 0),
        section("Who holds what", "No report says who holds a place.", held, 0),
        section("Only claimed, planned or foreseen", "Nothing.", doubtful, n_more_doubtful),
    ];
    let n_documents = record.documents.iter().filter(|entry| composer.knows(&entry.document.id)).count();
    Brief {
        title: title.map_or_else(|| "Situation briefing".to_owned(), |place| format!("{place}: situation briefing")),
        period: match (since, as_of) {
            (Some(since), Some(as_of)) => format!("As of {}, new since {}", words::day(as_of), words::day(since)),
            _ => "Undated: no report says when anything happened".to_owned(),
        },
        basis: format!(
            "From {}; {} left out. Every sentence is read from the words quoted under its numbers.",
            words::count(n_documents, "report", "reports"),
            words::count(record.left_out.len(), "input", "inputs")
        ),
        highlights,
        sections,
        quotations: composer.quotations,
    }
}

/// The last day that a report was published or that something happened.
fn last_day(record: &Record) -> Option<Date> {
    let published = record
        .documents
        .iter()
        .filter_map(|entry| entry.published.as_ref())
        .filter_map(|published| published.interval.latest.or(published.interval.earliest));
    let happened = record
        .events
        .iter()
        .filter(|event| view::part(event) == Part::Happened)
        .filter_map(|event| event.time.earliest);
    published.max().or_else(|| happened.max())
}

/// The place most told of.
fn place_title<'r>(rows: impl Iterator<Item = &'r EventRow>) -> Option<String> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    for point in rows.filter_map(|row| row.point.as_ref()) {
        *places.entry(&point.label).or_default() += 1;
    }
    let place = places.into_iter().max_by(|first, second| first.1.cmp(&second.1).then_with(|| second.0.cmp(first.0)));
    place.map(|(name, _)| name.to_owned())
}

struct Composer<'a> {
    index: &'a Index<'a>,
    as_of: Option<Date>,
    since: Option<Date>,
    numbers: BTreeMap<ClaimId, usize>,
    quotations: Vec<Quotation>,
}

impl Composer<'_> {
    /// Whether the report was out by the day of the briefing. One without a date counts as out.
    fn knows(&self, document: &DocumentId) -> bool {
        let published = self.index.document(document).and_then(|entry| entry.published.as_ref());
        match (published.and_then(|published| published.interval.earliest), self.as_of) {
            (Some(earliest), Some(as_of)) => earliest <= as_of,
            _ => true,
        }
    }

    /// Whether the report came out after the last briefing.
    fn is_fresh(&self, document: &DocumentId) -> bool {
        let published = self.index.document(document).and_then(|entry| entry.published.as_ref());
        match (published.and_then(|published| published.interval.latest), self.since) {
            (Some(latest), Some(since)) => latest > since && self.knows(document),
            _ => true,
        }
    }

    fn is_known(&self, event: &Event) -> bool {
        event.documents.iter().any(|document| self.knows(document))
    }

    fn is_told_now(&self, event: &Event) -> bool {
        event.documents.iter().any(|document| self.is_fresh(document))
    }

    fn is_told_before(&self, event: &Event) -> bool {
        event.documents.iter().any(|document| !self.is_fresh(document) && self.knows(document))
    }

    /// Whether it may have happened after the last briefing, and not after this one.
    fn is_recent(&self, event: &Event) -> bool {
        let (Some(since), Some(as_of)) = (self.since, self.as_of) else { return true };
        match (event.time.earliest, event.time.latest) {
            (None, None) => self.is_told_now(event) && !self.is_told_before(event),
            (earliest, latest) => {
                latest.or(earliest).is_some_and(|day| day > since) && earliest.is_none_or(|day| day <= as_of)
            }
        }
    }

    /// Numbers the quotations of claims, each sentence of a report once.
    fn cite(&mut self, claims: &[ClaimId]) -> Vec<usize> {
        let known: Vec<ClaimId> = self
            .index
            .claims_of(claims)
            .filter(|claim: &&Claim| self.knows(&claim.document))
            .map(|claim| claim.id.clone())
            .collect();
        let mut cited = Vec::new();
        for quote in view::quotes(self.index, &known).into_iter().take(MOST_QUOTATIONS) {
            let earlier = quote.claims.iter().find_map(|claim| self.numbers.get(claim)).copied();
            let number = earlier.unwrap_or_else(|| {
                self.quotations.push(quotation(&quote));
                self.quotations.len()
            });
            for claim in quote.claims {
                self.numbers.insert(claim, number);
            }
            if !cited.contains(&number) {
                cited.push(number);
            }
        }
        cited
    }

    /// The weightiest events as sentences in the order of their dates, and how many were left out.
    fn events(&mut self, rows: &[EventRow], most: usize, short: bool) -> (Vec<Item>, usize) {
        let mut rows = rows.to_vec();
        rows.sort_by(|first, second| second.importance.cmp(&first.importance).then_with(|| first.id.cmp(&second.id)));
        let n_more = rows.len().saturating_sub(most);
        rows.truncate(most);
        view::sort_by_date(&mut rows);
        let items = rows
            .iter()
            .filter_map(|row| {
                let event = self.index.event(&row.id)?;
                Some(Item {
                    date: Some(row.date.clone()),
                    text: format!("{}.", row.headline),
                    support: if short { String::new() } else { support(row) },
                    quotations: self.cite(&event.claims),
                })
            })
            .collect();
        (items, n_more)
    }

    /// Numbers and the like that a later report supersedes.
    fn updates(&mut self) -> Vec<Item> {
        self.contradictions(ContradictionReading::Update)
    }

    fn disputes(&mut self) -> Vec<Item> {
        self.contradictions(ContradictionReading::Open)
    }

    fn contradictions(&mut self, reading: ContradictionReading) -> Vec<Item> {
        let index = self.index;
        let events = |item: &Contradiction| -> Vec<EventRow> {
            item.events.iter().filter_map(|id| index.event(id)).map(|event| view::row(index, event)).collect()
        };
        let mut found: Vec<(&Contradiction, Vec<EventRow>)> = index
            .record
            .contradictions
            .iter()
            .filter(|item| item.reading == reading)
            .map(|item| (item, events(item)))
            .collect();
        let weight = |rows: &[EventRow]| rows.iter().map(|row| row.importance).max().unwrap_or_default();
        found.sort_by_key(|(item, rows)| (Reverse(weight(rows)), &item.id));
        let mut items = Vec::new();
        for (item, rows) in found {
            if items.len() == MOST_ITEMS {
                break;
            }
            let claims: Vec<ClaimId> = item.sides.iter().flat_map(|side| side.claims.iter().cloned()).collect();
            let is_told = self.index.claims_of(&claims).any(|claim| self.is_fresh(&claim.document));
            if !is_told {
                continue;
            }
            let mut sides = Vec::new();
            let mut quotations = Vec::new();
            for side in &item.sides {
                let numbers = self.cite(&side.claims);
                if !numbers.is_empty() {
                    sides.push(side.value.clone());
                    quotations.extend(numbers);
                }
            }
            quotations.dedup();
            if sides.len() > 1 {
                let between = if reading == ContradictionReading::Open { " or " } else { ", then " };
                if item.kind == ContradictionKind::Outcome {
                    // Sorted by their words, "did not happen" stands before "happened".
                    sides.reverse();
                }
                let told = format!("{}: {}", words::about(item), sides.join(between));
                items.push(Item {
                    date: None,
                    text: match rows.first() {
                        Some(row) => format!("{} — {told}.", row.headline),
                        None => format!("{}.", sentence_start(&told)),
                    },
                    support: item.reason.clone(),
                    quotations,
                });
            }
        }
        items
    }

    /// Who holds which place on the day of the briefing.
    fn holdings(&mut self) -> Vec<Item> {
        let Some(as_of) = self.as_of else { return Vec::new() };
        let holds = |row: &&Control| {
            let begun = row.from.is_none_or(|from| from.earliest.or(from.latest).is_none_or(|day| day <= as_of));
            let goes_on = row.until.is_none_or(|until| until.latest.or(until.earliest).is_none_or(|day| day > as_of));
            begun && goes_on
        };
        let held: Vec<&Control> = self.index.record.control.iter().filter(holds).collect();
        let views = view::control(self.index.record);
        held.into_iter()
            .filter_map(|row| {
                let quotations = self.cite(&row.claims);
                let view = views.iter().find(|view| {
                    view.place_id == row.place && view.from_interval == row.from && view.until_interval == row.until
                })?;
                if quotations.is_empty() {
                    return None;
                }
                let contested = if row.contested { " It is fought for." } else { "" };
                Some(Item {
                    date: None,
                    text: format!("{}: {}, {}.{contested}", view.place, view.holder, view.period),
                    support: row.reason.clone(),
                    quotations,
                })
            })
            .collect()
    }
}

/// "Two independent sources in three reports; the reports disagree."
fn support(row: &EventRow) -> String {
    let mut parts = Vec::new();
    parts.extend(row.place.clone());
    parts.extend(row.numbers.iter().take(3).cloned());
    parts.push(match row.independent_sources {
        0 | 1 => format!("one source in {}", words::count(row.n_documents, "report", "reports")),
        n => format!("{n} independent sources in {}", words::count(row.n_documents, "report", "reports")),
    });
    if row.part == Part::Doubtful || row.status == "disputed" {
        parts.push(row.status.to_owned());
    }
    parts.join("; ")
}

fn quotation(quote: &Quote) -> Quotation {
    let words: String = quote.pieces.iter().map(|piece| piece.text.as_str()).collect();
    let published = quote.published.as_ref().map(|day| format!(", {day}")).unwrap_or_default();
    Quotation {
        words,
        document: format!("{}{published}", quote.document_name),
        chain: if quote.tells_chain() {
            quote.chain.iter().map(|link| link.name.clone()).collect()
        } else {
            Vec::new()
        },
        url: quote.url.clone(),
    }
}

fn sentence_start(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
