//! Whether a document speaks of conflict at all, or only borrows its words for sport, business, film or gardening.

use rustc_hash::FxHashSet;
use sitrep_resources::DomainTable;
use sitrep_types::AnnotatedDocument;

/// How a document reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Domain {
    /// It speaks of conflict beyond doubt.
    pub anchored: bool,
    /// It belongs to another domain: the name of that one.
    pub other: Option<String>,
}

/// Anchors that make a document one of conflict whatever else it speaks of, counted in halves.
const ENOUGH: usize = 6;

/// Reads a document's words against the table.
pub(crate) fn domain(table: &DomainTable, annotated: &AnnotatedDocument) -> Domain {
    let document = &annotated.document;
    let outlet = document.outlet.as_ref().map_or("", |outlet| outlet.name.as_str());
    let text = format!("{}\n{outlet}\n{}", document.title.as_deref().unwrap_or_default(), document.text).to_lowercase();
    let words: FxHashSet<&str> = text
        .split(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '\'')
        .filter(|word| !word.is_empty())
        .collect();
    let holds = |phrase: &str| if phrase.contains([' ', '-']) { text.contains(phrase) } else { words.contains(phrase) };
    let mut anchors = 0;
    if let Some(table) = table.get("anchors") {
        for word in &table.words {
            if holds(word) {
                anchors += if table.light.contains(word) { 1 } else { 2 };
            }
        }
    }
    // Armed actors of the table of actors anchor a document too.
    let armed = annotated
        .chains
        .iter()
        .filter_map(|chain| chain.actor.as_ref())
        .filter(|actor| {
            actor.entry.is_some()
                && matches!(actor.kind, sitrep_types::ActorKind::ArmedGroup | sitrep_types::ActorKind::StateForce)
        })
        .count();
    anchors += 2 * armed.min(3);
    let other = table
        .iter()
        .filter(|(name, _)| *name != "anchors")
        .map(|(name, domain)| {
            (
                domain
                    .words
                    .iter()
                    .filter(|word| holds(word))
                    .map(|word| if domain.light.contains(word) { 1 } else { 2 })
                    .sum::<usize>(),
                name,
            )
        })
        .max_by(|left, right| left.0.cmp(&right.0).then_with(|| right.1.cmp(left.1)));
    let strange = other.as_ref().map_or(0, |(score, _)| *score);
    let outweighs =
        |score: usize| score >= 4 && score >= anchors && anchors < ENOUGH.max(score / 2) || score >= 2 && anchors == 0;
    let foreign = other.filter(|(score, _)| outweighs(*score)).map(|(_, name)| name.clone());
    Domain { anchored: anchors >= 2 && foreign.is_none() && (strange < 4 || anchors >= 6), other: foreign }
}
