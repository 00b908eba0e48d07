//! Reports whose dates cannot all hold: the smallest set of claims that the network of dates found impossible together,
//! as a contradiction of the record.
//!
//! What was only assumed (that news is told soon, that a report's one "overnight" is of its main event) contradicts
//! nobody: where such a statement gives way, the reason of the document's date says so and that is all.

use std::collections::{BTreeMap, BTreeSet};

use sitrep_timex::network::Conflict;
use sitrep_types::{ClaimId, ContradictionKind, ContradictionReading};

use crate::contradiction::Draft;
use crate::coreference::Clusters;
use crate::day;
use crate::material::Material;

/// What stands behind a statement of the network.
#[derive(Debug, Clone)]
pub struct Said {
    /// In words for the user.
    pub words: String,
    /// No report says so: it is what reports usually do.
    pub assumed: bool,
    /// The claim that says it.
    pub claim: Option<usize>,
}

/// Statements that cannot all hold, none of which is an assumption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateConflict {
    /// The claims among them, sorted.
    pub claims: Vec<usize>,
    /// All of them in words.
    pub said: Vec<String>,
    /// The one that the dates of the record do without.
    pub set_aside: String,
}

/// The conflict of what reports say; `None` where an assumption is part of it or it takes no two claims.
pub fn told_conflict(said: &[Said], conflict: &Conflict) -> Option<DateConflict> {
    let parts: Vec<&Said> = conflict.statements.iter().filter_map(|statement| said.get(*statement)).collect();
    let claims: BTreeSet<usize> = parts.iter().filter_map(|part| part.claim).collect();
    (claims.len() > 1 && parts.iter().all(|part| !part.assumed)).then(|| DateConflict {
        claims: claims.into_iter().collect(),
        said: parts.iter().map(|part| part.words.clone()).collect(),
        set_aside: said.get(conflict.set_aside).map(|part| part.words.clone()).unwrap_or_default(),
    })
}

/// The contradictions that these conflicts are, each with the groups of claims that it concerns.
///
/// `dating` are the groups that the dates were found with, `clusters` those of the record: where the dates found have
/// parted claims that were taken for one happening, the reason says so.
pub fn contradictions(
    material: &Material,
    conflicts: &[DateConflict],
    dating: &Clusters,
    clusters: &Clusters,
) -> Vec<(Draft, Vec<usize>)> {
    conflicts
        .iter()
        .map(|conflict| {
            let mut group_of: BTreeMap<usize, usize> = BTreeMap::new();
            let parted = conflict.claims.iter().any(|&claim| {
                let now = clusters.of_claim[claim];
                *group_of.entry(dating.of_claim[claim]).or_insert(now) != now
            });
            let parted = if parted { "; for their dates they stand as events of their own" } else { "" };
            let mut sides: BTreeMap<String, BTreeSet<ClaimId>> = BTreeMap::new();
            for &claim in &conflict.claims {
                sides.entry(told(material, claim)).or_default().insert(material.claims[claim].claim.id.clone());
            }
            let groups: BTreeSet<usize> = conflict.claims.iter().map(|&claim| clusters.of_claim[claim]).collect();
            let draft = Draft {
                kind: ContradictionKind::Date,
                about: "when it happened".to_owned(),
                sides,
                reading: ContradictionReading::Open,
                reason: format!(
                    "these cannot all hold, though any one fewer could: {}; the dates given here do without: {}{parted}",
                    conflict.said.join("; "),
                    conflict.set_aside
                ),
            };
            (draft, groups.into_iter().collect())
        })
        .collect()
}

/// The day that a claim tells, or its words where its report has no date to count from.
fn told(material: &Material, claim: usize) -> String {
    let told = material.claims[claim];
    let time = told.claim.time.as_ref();
    let words = time.and_then(|time| time.text.as_deref()).unwrap_or("news of the day");
    let dated = material.readings[told.document].document.published.is_some();
    match time.map(|time| time.interval).filter(|interval| !interval.is_unknown()) {
        Some(interval) if dated || interval.earliest.is_some() && interval.latest.is_some() => {
            format!("{} (“{words}”)", day::words(&interval))
        }
        _ => format!("“{words}” in a report without a date"),
    }
}
