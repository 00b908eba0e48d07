//! What goes in and what comes out, on files made here: every kind of source, every kind of bad input, and properties
//! that hold for any input.

mod bad_input;
mod kinds;
mod properties;

use std::path::Path;

use sitrep_ingest::{IngestOptions, Ingested, ingest};
use sitrep_types::{BlockKind, Document, LeftOut};

/// Everything that came out of a run.
#[derive(Debug, Default)]
struct Outcome {
    documents: Vec<Document>,
    left_out: Vec<LeftOut>,
}

impl Outcome {
    fn take(&mut self, ingested: Ingested) {
        match ingested {
            Ingested::Document(document) => self.documents.push(*document),
            Ingested::LeftOut(left_out) => self.left_out.push(left_out),
        }
    }

    /// The only document, when nothing was left out.
    fn only(mut self) -> Document {
        assert!(self.left_out.is_empty(), "{:?}", self.left_out);
        assert_eq!(self.documents.len(), 1);
        self.documents.remove(0)
    }

    /// The only reason, when nothing was read.
    fn reason(&self) -> &str {
        assert!(self.documents.is_empty(), "{:?}", self.documents);
        assert_eq!(self.left_out.len(), 1, "{:?}", self.left_out);
        &self.left_out[0].reason
    }
}

fn read_with(inputs: &[&Path], options: &IngestOptions) -> Outcome {
    let inputs: Vec<String> = inputs.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    let mut outcome = Outcome::default();
    ingest(&inputs, options, &mut |ingested| outcome.take(ingested));
    outcome
}

fn read(inputs: &[&Path]) -> Outcome {
    read_with(inputs, &IngestOptions::default())
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    use std::io::Write;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// The blocks of one kind.
fn blocks_of(document: &Document, kind: BlockKind) -> Vec<&str> {
    document
        .blocks
        .iter()
        .filter(|block| block.kind == kind)
        .filter_map(|block| block.span.slice(&document.text))
        .collect()
}

/// Three paragraphs of our own.
const STORY: [&str; 3] = [
    "The ferry left the old quay at noon on Tuesday with forty passengers on board, most of them traders on their way \
     to the market of the next town, the harbour master said.",
    "It sank within sight of the shore after a beam of the landing stage had torn a hole into its side; fishermen \
     pulled everybody out of the water before the coast guard arrived.",
    "Divers will look for the cargo when the weather allows it, a spokesman for the coast guard told Reuters, and the \
     town council has promised a new landing stage before the winter.",
];

/// The same as plain text.
fn story() -> String {
    STORY.join("\n\n")
}
