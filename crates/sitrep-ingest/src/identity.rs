//! Ids from content, and one document of several inputs that hold the same.

use std::collections::BTreeMap;

use sitrep_types::{Document, DocumentId, stable_id};
use unicode_normalization::UnicodeNormalization;

/// The id of a document: from its cleaned text and title in one Unicode spelling, whatever file it came from.
pub(crate) fn document_id(text: &str, title: Option<&str>) -> DocumentId {
    let text: String = text.nfc().collect();
    let title: String = title.unwrap_or_default().nfc().collect();
    DocumentId(stable_id("d", &[&text, &title]))
}

/// Adds to a document what another copy of it knows. The result does not depend on which copy came first, so that a
/// project is the same whatever the order of its inputs: of two values for one field the better known wins, then the
/// smaller.
///
/// # Panics
/// Where the two are not the same document.
pub fn merge(document: &mut Document, copy: &Document) {
    assert_eq!(document.id, copy.id, "only copies of one document are merged");
    document.inputs.extend(copy.inputs.iter().cloned());
    document.inputs.sort();
    document.inputs.dedup();
    let best = |ours: &Option<String>, theirs: &Option<String>| match (ours, theirs) {
        (Some(ours), Some(theirs)) => Some(ours.min(theirs).clone()),
        (ours, theirs) => ours.clone().or_else(|| theirs.clone()),
    };
    document.url = best(&document.url, &copy.url);
    document.language = best(&document.language, &copy.language);
    document.dateline_place = best(&document.dateline_place, &copy.dateline_place);
    let outlets = [document.outlet.take(), copy.outlet.clone()];
    document.outlet = outlets.into_iter().flatten().min_by(|a, b| (a.how, &a.name).cmp(&(b.how, &b.name)));
    let dates = [document.published.take(), copy.published.clone()];
    document.published = dates
        .into_iter()
        .flatten()
        .min_by_key(|published| (published.how, published.interval.earliest, published.interval.latest));
    if document.authors.is_empty() || (!copy.authors.is_empty() && copy.authors < document.authors) {
        document.authors.clone_from(&copy.authors);
    }
    document.genre = document.genre.min(copy.genre);
    document.agencies.extend(copy.agencies.iter().cloned());
    document.agencies.sort();
    document.agencies.dedup();
    // Blocks and map belong together: both come from one of the copies.
    let shape = |document: &Document| {
        let blocks: Vec<_> = document.blocks.iter().map(|block| (block.span, block.kind)).collect();
        let map: Vec<_> = document.source_map.segments.iter().map(|segment| (segment.clean, segment.input)).collect();
        (blocks, map)
    };
    if shape(copy) < shape(document) {
        document.blocks.clone_from(&copy.blocks);
        document.source_map.clone_from(&copy.source_map);
    }
    for diagnostic in &copy.diagnostics {
        if !document.diagnostics.contains(diagnostic) {
            document.diagnostics.push(diagnostic.clone());
        }
    }
    document.diagnostics.sort_by(|a, b| (a.span, &a.message, &a.stage).cmp(&(b.span, &b.message, &b.stage)));
}

/// One document for each id, in order of id.
#[must_use]
pub fn merge_duplicates(documents: Vec<Document>) -> Vec<Document> {
    let mut by_id: BTreeMap<DocumentId, Document> = BTreeMap::new();
    for document in documents {
        match by_id.get_mut(&document.id) {
            Some(first) => merge(first, &document),
            None => {
                by_id.insert(document.id.clone(), document);
            }
        }
    }
    by_id.into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Facts, ingest_text, ingest_text_with};

    const TEXT: &str = "The ferry left the quay at noon with forty passengers on board.";

    #[test]
    fn the_id_is_of_the_content() {
        assert_eq!(ingest_text("a.txt", TEXT).id, ingest_text("b/c.txt", &format!("\n{TEXT}\r\n")).id);
        assert_ne!(ingest_text("a.txt", TEXT).id, ingest_text("a.txt", &TEXT.replace("noon", "dusk")).id);
        assert_eq!(document_id("Ko\u{308}ln", None), document_id("K\u{f6}ln", None));
    }

    #[test]
    fn merging_does_not_depend_on_the_order() {
        let dated = Facts { published: crate::metadata::date::parse_value("2019-05-02"), ..Facts::default() };
        let named = Facts { outlet: Some("Harbour".into()), authors: vec!["Ana Lund".into()], ..Facts::default() };
        let copies = [
            ingest_text("c.txt", TEXT),
            ingest_text_with("a.txt", TEXT, &dated),
            ingest_text_with("b.txt", &format!("  {TEXT}"), &named),
        ];
        let forwards = merge_duplicates(copies.to_vec());
        let backwards = merge_duplicates(copies.iter().rev().cloned().collect());
        assert_eq!(forwards, backwards);
        assert_eq!(forwards.len(), 1);
        assert_eq!(forwards[0].inputs, ["a.txt", "b.txt", "c.txt"]);
        assert!(forwards[0].published.is_some() && forwards[0].outlet.is_some());
    }
}
