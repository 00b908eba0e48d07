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

/// A text from this length, in bytes, says somewhere that it is about conflict, if it is.
const LONG_REPORT: usize = 800;

/// Anchors, counted in halves, that any report may have: a president, a spokesman.
const FEW_ANCHORS: usize = 2;

/// Shortest text, in bytes, that can be a report with something hanging below it.
const SHORTEST_REPORT: usize = 80;

/// The words of a text in small letters.
fn words_of(text: &str) -> FxHashSet<&str> {
    text.split(|letter: char| !letter.is_alphanumeric() && letter != '-' && letter != '\'')
        .filter(|word| !word.is_empty())
        .collect()
}

/// Reads a document's words against the table.
pub(crate) fn domain(table: &DomainTable, annotated: &AnnotatedDocument) -> Domain {
    let document = &annotated.document;
    let outlet = document.outlet.as_ref().map_or("", |outlet| outlet.name.as_str());
    let text = format!("{}\n{outlet}\n{}", document.title.as_deref().unwrap_or_default(), document.text).to_lowercase();
    // What hangs below a report ("Share this: …", "Related: …") is about something else.
    let own = ["share this", "related:", "trending:"].iter().filter_map(|mark| text.find(mark)).min();
    let own = own.filter(|end| *end >= SHORTEST_REPORT).and_then(|end| text.get(..end)).unwrap_or(&text);
    let whole: FxHashSet<&str> = words_of(&text);
    let words: FxHashSet<&str> = words_of(own);
    let holds = |phrase: &str| if phrase.contains([' ', '-']) { own.contains(phrase) } else { words.contains(phrase) };
    let holds_anywhere =
        |phrase: &str| if phrase.contains([' ', '-']) { text.contains(phrase) } else { whole.contains(phrase) };
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
            let found = |word: &&String| if *name == "page" { holds_anywhere(word) } else { holds(word) };
            let (light, strong): (Vec<&String>, Vec<&String>) =
                domain.words.iter().filter(found).partition(|word| domain.light.contains(*word));
            (light.len() + 2 * strong.len(), name, !strong.is_empty())
        })
        .max_by(|left, right| left.0.cmp(&right.0).then_with(|| right.1.cmp(left.1)));
    let strange = other.as_ref().map_or(0, |(score, ..)| *score);
    let outweighs = |score: usize, name: &str, strong: bool| {
        if name == "page" {
            // Furniture stands around every report.
            return score >= 4 && score >= 3 * anchors;
        }
        score >= 4 && score >= anchors && anchors < ENOUGH.max(score / 2) || score >= 2 && anchors == 0 && strong
    };
    let foreign =
        other.filter(|(score, name, strong)| outweighs(*score, name, *strong)).map(|(_, name, _)| name.clone());
    // A long report with hardly a word of conflict in it is about something else, whatever that is called.
    let deaths = ["killed", "wounded", "dead", "injured"].iter().any(|word| words.contains(word));
    let quiet = own.len() >= LONG_REPORT && anchors <= FEW_ANCHORS && !deaths;
    let foreign = foreign.or_else(|| quiet.then(|| "everyday news".to_owned()));
    Domain { anchored: anchors >= 2 && foreign.is_none() && (strange < 4 || anchors >= 6), other: foreign }
}
