//! Python and Rust read the same: input ids, scores within a tolerance, labels exactly (fixture by
//! `training/reader_training/fixture.py`).

use serde::Deserialize;

use crate::Reader;
use crate::bio::argmax;
use crate::window::windows;

/// Largest difference of a score that float32 in Python and rounded rows here may make, and that for each unit of it.
const TOLERANCE: (f32, f32) = (0.02, 0.001);
/// A label may differ only where Python's two best scores are nearer to each other than this.
const TIE: f32 = 0.01;

#[derive(Deserialize)]
struct Row {
    sentences: Vec<Vec<String>>,
    windows: Vec<Expected>,
}

#[derive(Deserialize)]
struct Expected {
    ids: Vec<i32>,
    shapes: Vec<i32>,
    labels: serde_json::Map<String, serde_json::Value>,
    heads: Vec<usize>,
    first_labels: Vec<f32>,
    first_arcs: Vec<f32>,
    first_relations: Vec<f32>,
    first_cues: Vec<f32>,
    first_vector: Vec<f32>,
}

fn near(what: &str, found: &[f32], expected: &[f32]) {
    assert_eq!(found.len(), expected.len(), "{what}");
    for (a, b) in found.iter().zip(expected) {
        assert!((a - b).abs() <= TOLERANCE.0 + TOLERANCE.1 * b.abs(), "{what}: {a} is not {b}");
    }
}

#[test]
fn python_and_rust_agree() {
    let reader = Reader::embedded().unwrap();
    let fixture = include_str!("../tests/agreement.jsonl");
    let mut n_sentences = 0;
    for line in fixture.lines() {
        let row: Row = serde_json::from_str(line).unwrap();
        n_sentences += row.sentences.len();
        let sentences: Vec<Vec<&str>> = row.sentences.iter().map(|s| s.iter().map(String::as_str).collect()).collect();
        let found = windows(&sentences, &reader.wordpiece, reader.max_subwords, reader.max_sentence_subwords);
        assert_eq!(found.len(), row.windows.len());
        for (window, expected) in found.iter().zip(&row.windows) {
            assert_eq!(window.ids, expected.ids, "{sentences:?}");
            assert_eq!(window.shapes, expected.shapes, "{sentences:?}");
            compare(reader, window, expected);
        }
    }
    assert_eq!(n_sentences, 500);
}

fn compare(reader: &Reader, window: &crate::window::Window, expected: &Expected) {
    let output = reader.run(window);
    let n_words = window.first.len();
    let labels: Vec<&[f32]> = (0..n_words).map(|word| output.labels.row(word)).collect();
    let arc = |word: usize, head: usize| if head == n_words { output.root(word) } else { output.arc(word, head) };
    near("labels", labels[0], &expected.first_labels);
    near("arcs", &(0..=n_words).map(|head| arc(0, head)).collect::<Vec<_>>(), &expected.first_arcs);
    near("relations", &output.relations(0, n_words - 1), &expected.first_relations);
    near("cues", &(0..n_words).map(|cue| output.cue(0, cue)).collect::<Vec<_>>(), &expected.first_cues);
    near("vector", &output.vectors.row(0)[..32], &expected.first_vector);
    for head in &reader.heads {
        let columns: Vec<usize> =
            expected.labels[head.name].as_array().unwrap().iter().map(|x| x.as_u64().unwrap() as usize).collect();
        for (row, column) in labels.iter().zip(columns) {
            let row = &row[head.column..head.column + head.labels.len()];
            assert!(
                argmax(row) == column || row[argmax(row)] - row[column] < TIE,
                "{}: {row:?}, not {column}",
                head.name
            );
        }
    }
    let mut offset = 0;
    for piece in &window.pieces {
        for word in offset..offset + piece.n_words {
            let score = |head: usize| arc(word, head);
            let others = (offset..offset + piece.n_words).filter(|head| *head != word).chain([n_words]);
            let best = others.max_by(|a, b| score(*a).total_cmp(&score(*b))).unwrap();
            let wanted = expected.heads[word];
            assert!(best == wanted || score(best) - score(wanted) < TIE, "head of {word}: {best}, not {wanted}");
        }
        offset += piece.n_words;
    }
}
