//! How many origins of an event are independent: claims that share a person, a dispatch, a text or a publisher are one, and
//! the reason for each joining is kept.
//!
//! A report counts once, whomever it quotes: its ten witnesses reach us by one way. So independent are as many origins as
//! there are different reports that each rest on one of their own, and an origin that no report is left for says so.

use std::collections::{BTreeMap, BTreeSet};

use sitrep_types::{Actor, ActorKind, LinkKind, Modality, Origin};

use crate::names::fold;
use crate::union::Union;
use crate::view::Viewer;

/// What two claims of one event can share so that they count once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Shared<'a> {
    /// The text of one document and its copies, told in its own voice.
    Text(usize),
    /// A passage that stands in several documents.
    Passage(usize),
    /// An outlet, or whoever stands behind it, that tells it in its own voice.
    Publisher(&'a str),
    /// A person or body at the end of the chain.
    Source(usize),
    /// An agency whose dispatch is relayed without a further source.
    Dispatch(&'a str),
    /// Words for a source without a name, within one text.
    Unnamed(usize, Vec<String>),
}

/// The classes of an event's claims, and how many of them affirm it.
pub struct Origins {
    /// The classes, by their first claim.
    pub classes: Vec<Origin>,
    /// How many of those that affirm the event (of all, where none does) have a report of their own.
    pub independent: usize,
}

/// The origins of one event.
#[must_use]
pub fn origins(viewer: &Viewer, claims: &[usize]) -> Origins {
    let mut union = Union::new(claims.len());
    let mut reasons: Vec<(usize, String)> = Vec::new();
    let mut first_with: BTreeMap<Shared<'_>, usize> = BTreeMap::new();
    for (at, &claim) in claims.iter().enumerate() {
        for shared in shared(viewer, claim) {
            match first_with.get(&shared) {
                Some(&first) => {
                    if union.join(first, at) {
                        reasons.push((at, why(viewer, &shared)));
                    }
                }
                None => {
                    first_with.insert(shared, at);
                }
            }
        }
    }
    join_own_voice(viewer, claims, &mut union, &mut reasons);
    join_speakers(viewer, claims, &mut union, &mut reasons);
    let mut classes = Vec::new();
    for set in union.sets() {
        let members: Vec<usize> = set.iter().map(|&at| claims[at]).collect();
        let denies = |claim: usize| {
            let claim = viewer.material.claims[claim].claim;
            claim.negated || claim.modality == Modality::Denied
        };
        let affirms = members.iter().any(|&claim| !denies(claim));
        let why: BTreeSet<&str> =
            reasons.iter().filter(|(at, _)| set.contains(at)).map(|(_, reason)| reason.as_str()).collect();
        let reason = if members.len() == 1 {
            "a single claim".to_string()
        } else if why.is_empty() {
            "told by one document".to_string()
        } else {
            why.into_iter().collect::<Vec<_>>().join("; ")
        };
        let mut ids: Vec<_> = members.iter().map(|&claim| viewer.material.claims[claim].claim.id.clone()).collect();
        ids.sort();
        let reports: BTreeSet<usize> =
            members.iter().map(|&claim| viewer.lineage.root(viewer.material.claims[claim].document)).collect();
        let origin = Origin { name: name(viewer, &members), claims: ids, reason };
        classes.push(Class { origin, affirms, reports: reports.into_iter().collect() });
    }
    classes
        .sort_by(|one, other| (&one.origin.claims, &one.origin.name).cmp(&(&other.origin.claims, &other.origin.name)));
    let independent = counted(viewer, &mut classes);
    Origins { independent, classes: classes.into_iter().map(|class| class.origin).collect() }
}

/// An origin as it is counted.
struct Class {
    origin: Origin,
    affirms: bool,
    /// The documents that tell it, sorted; of copies the first.
    reports: Vec<usize>,
}

/// How many classes have a report of their own, the best supported served first; the others say which report already
/// counts.
fn counted(viewer: &Viewer, classes: &mut [Class]) -> usize {
    let none_affirms = classes.iter().all(|class| !class.affirms);
    let mut order: Vec<usize> = (0..classes.len()).filter(|&at| classes[at].affirms || none_affirms).collect();
    order.sort_by_key(|&at| (std::cmp::Reverse(classes[at].reports.len()), at));
    let mut taken_by: BTreeMap<usize, usize> = BTreeMap::new();
    let mut without = Vec::new();
    for &at in &order {
        if !find_report(classes, at, &mut taken_by, &mut BTreeSet::new()) {
            without.push(at);
        }
    }
    for at in without {
        let Some(&report) = classes[at].reports.first() else { continue };
        let with =
            taken_by.get(&report).map_or(String::new(), |&other| format!(" with {}", classes[other].origin.name));
        let note =
            format!("not counted by itself: the report of {} counts once,{with}", viewer.material.outlet(report));
        let reason = &mut classes[at].origin.reason;
        *reason = format!("{reason}; {}", note.trim_end_matches(','));
    }
    taken_by.len()
}

/// Finds a class a report that no other needs: one that is free, or whose class can do with another of its own.
fn find_report(
    classes: &[Class],
    at: usize,
    taken_by: &mut BTreeMap<usize, usize>,
    seen: &mut BTreeSet<usize>,
) -> bool {
    for &report in &classes[at].reports {
        if !seen.insert(report) {
            continue;
        }
        let free = match taken_by.get(&report).copied() {
            None => true,
            Some(other) => find_report(classes, other, taken_by, seen),
        };
        if free {
            taken_by.insert(report, at);
            return true;
        }
    }
    false
}

/// The agency whose text a document prints: the only wire agency among its credits, or its outlet where that is one.
fn agency_of<'a>(viewer: &Viewer<'a>, document: usize) -> Option<&'a str> {
    let document = &viewer.material.readings[document].document;
    match document.agencies.as_slice() {
        [only] => Some(only.as_str()),
        [] => {
            let outlet = &document.outlet.as_ref()?.name;
            let is_agency = viewer.wires.contains(outlet.as_str());
            is_agency.then_some(outlet.as_str())
        }
        _ => None,
    }
}

fn shared<'a>(viewer: &Viewer<'a>, claim: usize) -> Vec<Shared<'a>> {
    let told = viewer.material.claims[claim];
    let root = viewer.lineage.root(told.document);
    let mut all = Vec::new();
    let reading = viewer.material.readings[told.document];
    if let Some(passage) = viewer.lineage.passage_at(reading, told.document, told.claim.trigger.span) {
        all.push(Shared::Passage(passage));
    }
    let links = &told.claim.attribution;
    let Some((at, link)) = links.iter().enumerate().next_back().filter(|_| !own_voice(viewer, claim)) else {
        all.push(Shared::Text(root));
        if let Some(agency) = agency_of(viewer, told.document) {
            all.push(Shared::Dispatch(agency));
        } else if let Some(publisher) = viewer.lineage.publisher(root) {
            all.push(Shared::Publisher(publisher));
        }
        return all;
    };
    let actor = viewer.actors.links[claim].get(at).copied().flatten();
    match (link.kind, actor) {
        (LinkKind::Agency, actor) => {
            let name = actor.map_or(link.text.as_str(), |actor| viewer.actors.record[actor].name.as_str());
            all.push(Shared::Dispatch(name));
        }
        (_, Some(actor)) => all.push(Shared::Source(actor)),
        (_, None) => all.push(Shared::Unnamed(root, fold(&link.text))),
    }
    all
}

fn why(viewer: &Viewer, shared: &Shared) -> String {
    match shared {
        Shared::Text(document) => format!("the same report or copies of it ({})", viewer.material.outlet(*document)),
        Shared::Publisher(publisher) => (*publisher).to_string(),
        Shared::Passage(_) => "the same passage word for word".to_string(),
        Shared::Source(actor) => format!("the same source, {}", viewer.actors.record[*actor].name),
        Shared::Dispatch(agency) => format!("the same agency, {agency}"),
        Shared::Unnamed(_, words) => format!("the same source in one report, “{}”", words.join(" ")),
    }
}

/// Whether a claim is told without a source that could be somebody else: by the outlet, or as "reportedly" and "we".
fn own_voice(viewer: &Viewer, claim: usize) -> bool {
    let Some(link) = viewer.material.claims[claim].claim.attribution.last() else { return true };
    let named = viewer.actors.links[claim].last().copied().flatten().is_some_and(|actor| viewer.is_named(actor));
    !named && (link.kind == LinkKind::Unnamed || fold(&link.text).iter().all(|word| viewer.pronoun.contains(word)))
}

/// What a report tells in its own voice beside naming a source for the same event comes from that source.
fn join_own_voice(viewer: &Viewer, claims: &[usize], union: &mut Union, reasons: &mut Vec<(usize, String)>) {
    let mut attributed: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, &claim) in claims.iter().enumerate() {
        let told = viewer.material.claims[claim];
        if !own_voice(viewer, claim) {
            attributed.entry(told.document).or_insert(at);
        }
    }
    for (at, &claim) in claims.iter().enumerate() {
        let told = viewer.material.claims[claim];
        if own_voice(viewer, claim)
            && let Some(&source) = attributed.get(&told.document)
            && union.join(source, at)
        {
            reasons.push((
                at.max(source),
                format!(
                    "{} tells it in its own voice and names this source for it",
                    viewer.material.outlet(told.document)
                ),
            ));
        }
    }
}

/// Offices whose holders speak for the government of their country.
const OFFICES: [&str; 4] = ["minister", "president", "premier", "chancellor"];

/// A body and the person who speaks for it are one source; so are a government and its ministers.
fn join_speakers(viewer: &Viewer, claims: &[usize], union: &mut Union, reasons: &mut Vec<(usize, String)>) {
    let sources: Vec<(usize, usize)> = claims
        .iter()
        .enumerate()
        .filter_map(|(at, &claim)| viewer.actors.links[claim].last().copied().flatten().map(|actor| (at, actor)))
        .collect();
    let mut at_of: BTreeMap<usize, usize> = BTreeMap::new();
    for &(at, actor) in &sources {
        at_of.entry(actor).or_insert(at);
    }
    for (&actor, &at) in &at_of {
        let record = &viewer.actors.record[actor];
        let own = record
            .affiliation
            .as_ref()
            .and_then(|body| viewer.actors.record.binary_search_by(|other| other.id.cmp(body)).ok())
            .filter(|body| at_of.contains_key(body));
        let government = |&&body: &&usize| {
            let body_record = &viewer.actors.record[body];
            body_record.kind == ActorKind::Government
                && body_record.country == record.country
                && viewer.actors.is_generic(body)
        };
        let governs = holds_office(record).then(|| at_of.keys().find(government)).flatten().copied();
        let Some(body) = own.or(governs) else { continue };
        if let Some(&other) = at_of.get(&body)
            && union.join(at, other)
        {
            reasons.push((at.max(other), format!("{} speaks for {}", record.name, viewer.actors.record[body].name)));
        }
    }
}

/// Whether somebody is told to hold such an office of a known country, and to hold it still.
fn holds_office(actor: &Actor) -> bool {
    let words = actor.role.as_deref().map(fold).unwrap_or_default();
    actor.kind == ActorKind::Person
        && actor.country.is_some()
        && words.iter().any(|word| OFFICES.contains(&word.as_str()))
        && !words.iter().any(|word| matches!(word.as_str(), "former" | "ex"))
}

/// The name of a class: the source most of its claims end with, else the outlet.
fn name(viewer: &Viewer, members: &[usize]) -> String {
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    // "It" and "he" name nobody.
    for &claim in members.iter().filter(|&&claim| !own_voice(viewer, claim)) {
        let told = viewer.material.claims[claim];
        let source =
            told.claim.attribution.last().map(|link| match viewer.actors.links[claim].last().copied().flatten() {
                Some(actor) => viewer.actors.record[actor].name.clone(),
                None => link.text.clone(),
            });
        if let Some(source) = source.filter(|source| !source.is_empty()) {
            *names.entry(source).or_default() += 1;
        }
    }
    names.into_iter().max_by(|one, other| one.1.cmp(&other.1).then_with(|| other.0.cmp(&one.0))).map_or_else(
        || {
            members.first().map_or_else(String::new, |&claim| {
                viewer.material.outlet(viewer.material.claims[claim].document).to_string()
            })
        },
        |(name, _)| name,
    )
}
