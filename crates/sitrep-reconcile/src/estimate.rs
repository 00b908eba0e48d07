//! Low, best and high of what an event's claims count, by printed rules; incidents and running totals apart.
//!
//! low and high follow UCDP (the lowest and the highest figure reported); best is the figure of the latest reports, of
//! several the one with most documents behind it, and between equals the lowest, as ACLED codes.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use sitrep_types::{Estimate, Quantity, Scope};

use crate::dates::Dates;
use crate::day;
use crate::view::{Count, CountKey, Viewer};

/// One figure of one claim.
#[derive(Debug, Clone)]
pub struct Figure {
    /// The claim.
    pub claim: usize,
    /// The number with its bounds.
    pub count: Count,
    /// Whom it counts, in the text's words.
    pub of: Option<String>,
    /// The last day on which it can have been told; `None` where that is not known.
    pub as_of: Option<Date>,
}

/// The figures of an event's claims by what they count. Denied and supposed ones are left out.
#[must_use]
pub fn figures(viewer: &Viewer, dates: &Dates, claims: &[usize]) -> BTreeMap<CountKey, Vec<Figure>> {
    let mut by_key: BTreeMap<CountKey, Vec<Figure>> = BTreeMap::new();
    for &claim in claims {
        let told = viewer.material.claims[claim];
        if told.claim.negated {
            continue;
        }
        let as_of = dates.interval(told.document).and_then(|interval| interval.latest);
        let quantities = &told.claim.quantities;
        for quantity in quantities {
            let count = viewer.count(quantity);
            // "two guards and a cook": where the report's list is added up, its parts are no figures of their own.
            let added = |whole: &Quantity| {
                whole.span != quantity.span
                    && whole.span.contains(quantity.span)
                    && viewer.count(whole).key == count.key
            };
            if quantities.iter().any(added) || viewer.counts_the_freed(claim, quantity) {
                continue;
            }
            by_key.entry(count.key.clone()).or_default().push(Figure { claim, count, of: quantity.of.clone(), as_of });
        }
    }
    for list in by_key.values_mut() {
        drop_single_victims(list);
    }
    by_key
}

/// From so many on a toll is one in which a report also tells of single victims.
const TOLL: i64 = 5;

/// "A victim was 16" is no toll of one: from the day on which a report has a toll, what is told of one person is a part
/// of it.
fn drop_single_victims(list: &mut Vec<Figure>) {
    let reaches = |figure: &Figure| figure.count.low.max(figure.count.best.unwrap_or(0)) >= TOLL;
    let Some(first_toll) = list.iter().filter(|figure| reaches(figure)).map(|figure| figure.as_of).min() else {
        return;
    };
    list.retain(|figure| figure.count.high.is_none_or(|high| high > 1) || figure.as_of < first_toll);
}

/// The estimates of an event.
#[must_use]
pub fn estimates(viewer: &Viewer, figures: &BTreeMap<CountKey, Vec<Figure>>) -> Vec<Estimate> {
    figures.iter().map(|((what, _, scope), list)| {
        let low = list.iter().map(|figure| figure.count.low).filter(|low| *low > 0).min().or_else(|| list.iter().filter_map(|figure| figure.count.best).min());
        let high = list.iter().filter_map(|figure| figure.count.high).max();
        let high = high.filter(|high| low.is_none_or(|low| low <= *high));
        let (best, latest) = best(viewer, list);
        let mut of_counts: BTreeMap<&str, usize> = BTreeMap::new();
        for figure in list {
            if let Some(of) = figure.of.as_ref().filter(|of| !is_pronoun(of)) {
                *of_counts.entry(of).or_default() += 1;
            }
        }
        let of = of_counts
            .into_iter()
            .max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(one.0)))
            .map(|(of, _)| of.to_string());
        let mut claims: Vec<_> = list.iter().map(|figure| viewer.material.claims[figure.claim].claim.id.clone()).collect();
        claims.sort();
        claims.dedup();
        let scope_words = match scope {
            Scope::Incident => "of this incident",
            Scope::RunningTotal => "running total",
        };
        let reason = match (best, latest) {
            (None, _) => format!("{scope_words}; no report gives a figure, the bounds are those of the words"),
            (Some(_), Some(latest)) if list.len() > 1 => format!(
                "{scope_words}; low and high are the lowest and highest reported, best is the figure as of {}, between equals the lowest",
                day::long(latest)
            ),
            (Some(_), _) if list.len() > 1 => format!("{scope_words}; low and high are the lowest and highest reported, best is the one told most, between equals the lowest"),
            (Some(_), _) => format!("{scope_words}; as the one report has it"),
        };
        Estimate { what: *what, of, low, best, high, scope: *scope, claims, reason }
    }).collect()
}

/// "He was killed" counts one, of nobody in particular.
fn is_pronoun(of: &str) -> bool {
    ["he", "she", "him", "her", "them", "they", "us", "me", "himself", "herself", "themselves", "who"]
        .contains(&of.to_lowercase().as_str())
}

/// The figure of the latest reports and their day.
fn best(viewer: &Viewer, list: &[Figure]) -> (Option<i64>, Option<Date>) {
    let said: Vec<&Figure> = list.iter().filter(|figure| figure.count.best.is_some()).collect();
    let latest = said.iter().filter_map(|figure| figure.as_of).max();
    let current: Vec<&&Figure> = said.iter().filter(|figure| latest.is_none() || figure.as_of == latest).collect();
    let mut support: BTreeMap<i64, BTreeSet<usize>> = BTreeMap::new();
    for figure in &current {
        let root = viewer.lineage.root(viewer.material.claims[figure.claim].document);
        if let Some(best) = figure.count.best {
            support.entry(best).or_default().insert(root);
        }
    }
    let best = support
        .into_iter()
        .max_by(|one, other| one.1.len().cmp(&other.1.len()).then_with(|| other.0.cmp(&one.0)))
        .map(|(best, _)| best);
    (best, latest)
}
