//! Where the time goes: start-up part by part, then annotate and extract against the reader's own time on the same sentences.
//! `cargo run --release -p sitrep --example pace -- PILE…`; without a pile it reads the bundled example, again and again.

use std::cell::RefCell;
use std::sync::Arc;
use std::time::Instant;

use sitrep::{IngestOptions, Ingested, ingest};
use sitrep_annotate::Annotator;
use sitrep_annotate::reader::{ReadError, SentenceReader, SentenceReading};
use sitrep_extract::Extractor;
use sitrep_gazetteer::Gazetteer;
use sitrep_inference::Reader;
use sitrep_resources::Resources;
use sitrep_timex::Tagger;
use sitrep_types::Document;

/// Documents that are read at most.
const MOST: usize = 400;

/// The reader, noting what it was given.
struct Noting {
    reader: &'static Reader,
    seconds: std::sync::Mutex<(f64, usize)>,
}

impl SentenceReader for Noting {
    fn read(&self, sentences: &[Vec<&str>]) -> Result<Vec<SentenceReading>, ReadError> {
        let begun = seconds();
        let read = self.reader.read(sentences);
        if let Ok(mut noted) = self.seconds.lock() {
            noted.0 += seconds() - begun;
            noted.1 += sentences.len();
        }
        Ok(read.into_iter().map(SentenceReading::from).collect())
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let clock = RefCell::new(seconds());
    let lap = |part: &str| println!("{part:<22} {:6.1} ms", (seconds() - clock.replace(seconds())) * 1000.0);
    let resources = Arc::new(Resources::shipped()?);
    lap("tables");
    let gazetteer = Arc::new(Gazetteer::shipped()?);
    lap("gazetteer");
    let tagger = Arc::new(Tagger::shipped()?);
    lap("time rules");
    let reader = Arc::new(Noting { reader: Reader::embedded()?, seconds: (0.0, 0).into() });
    lap("reader");
    let noting: Arc<dyn SentenceReader> = reader.clone();
    let annotator = Annotator::new(Arc::clone(&resources), gazetteer, tagger, noting);
    let extractor = Extractor::new(&resources);
    lap("extractor");

    let mut inputs: Vec<String> = std::env::args().skip(1).collect();
    let bundled = inputs.is_empty();
    if bundled {
        inputs.push("examples/marawi".to_owned());
    }
    let mut documents: Vec<Document> = Vec::new();
    let keep = |documents: &mut Vec<Document>, inputs: &[String]| {
        ingest(inputs, &IngestOptions::default(), &mut |ingested| match ingested {
            Ingested::Document(document) if documents.len() < MOST => documents.push(*document),
            _ => {}
        });
    };
    keep(&mut documents, &inputs);
    lap("ingest");
    let Some(first) = documents.first() else { return Err("there is no document in that".into()) };
    let _ = extractor.extract(&annotator.annotate(first));
    lap("the first document");

    if let Ok(mut noted) = reader.seconds.lock() {
        *noted = (0.0, 0);
    }
    let (mut annotate, mut extract, mut n_documents) = (0.0, 0.0, 0);
    let begun = Instant::now();
    while n_documents == 0 || bundled && begun.elapsed().as_secs_f64() < 10.0 {
        for document in &documents {
            let before = seconds();
            let annotated = annotator.annotate(document);
            let between = seconds();
            let _ = extractor.extract(&annotated);
            annotate += between - before;
            extract += seconds() - between;
            n_documents += 1;
        }
    }
    let (read, sentences) = reader.seconds.lock().map(|noted| *noted).unwrap_or_default();
    let each = |seconds: f64| seconds * 1000.0 / sentences as f64;
    println!(
        "{n_documents} documents, {sentences} sentences: reader {:.2} ms a sentence, rest of annotate {:.2}, extract {:.2}; \
         {:.2} times the reader's own time; {:.1} documents a second on one core",
        each(read),
        each(annotate - read),
        each(extract),
        (annotate + extract) / read,
        f64::from(n_documents) / (annotate + extract),
    );
    Ok(())
}

/// Processor time of this thread where the system tells (a busy machine then does not show), else the time of day.
fn seconds() -> f64 {
    thread_local!(static BEGUN: Instant = Instant::now());
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    nanoseconds.map_or_else(|| BEGUN.with(|begun| begun.elapsed().as_secs_f64()), |nanoseconds| nanoseconds / 1e9)
}
