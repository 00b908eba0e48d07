//! What the gazetteer costs at the start, and how many place names are resolved a second, on one core.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sitrep_annotate::place::resolve_spans;
use sitrep_gazetteer::Gazetteer;
use sitrep_types::Span;

const PARAGRAPHS: &[&str] = &[
    "Troops moved from Mosul towards Tal Afar and Sinjar on Sunday; in Baghdad, Iraq, the cabinet met. Erbil and Kirkuk \
     saw new arrivals from Hawija.",
    "Shells fell on Aleppo, Idlib and Hama in Syria, and on Saraqib. Ankara closed the crossing at Kilis; Beirut did not.",
    "The road from Kharkiv to Kupiansk was cut, officials in Kyiv said. Odesa, Mykolaiv and Kherson were quiet, Melitopol \
     was not. Ukraine denied it.",
    "Villagers fled Maiduguri for Yola, and Diffa in Niger. In Lagos, Nigeria, banks stayed shut; Kano and Jos followed.",
    "A march in London, Ontario, ended peacefully; one in Paris, Texas, did not. Birmingham, Alabama, saw none.",
];

/// The names of a paragraph: every capitalised word that is not the first of a sentence, and the ones looked up in full.
fn spans(text: &str) -> Vec<Span> {
    const NAMES: &[&str] = &["Tal Afar"];
    let mut found: Vec<Span> = NAMES
        .iter()
        .flat_map(|name| text.match_indices(name).map(|(at, name)| Span::new(at, at + name.len())))
        .collect();
    let mut start = 0;
    for word in text.split([' ', ',', '.', ';', '\n']) {
        let span = Span::new(start, start + word.len());
        start = span.end + 1;
        let is_name = word.starts_with(char::is_uppercase) && word.len() > 2 && word != "Sunday";
        let opens = span.start == 0 || text.get(..span.start).is_some_and(|before| before.ends_with(". "));
        if is_name && !opens && !found.iter().any(|other| other.overlaps(span)) {
            found.push(span);
        }
    }
    found.sort();
    found
}

fn places(criterion: &mut Criterion) {
    criterion.bench_function("open the gazetteer", |bencher| bencher.iter(Gazetteer::shipped));
    let gazetteer = Gazetteer::shipped().expect("the shipped gazetteer is well formed");
    let documents: Vec<(&str, Vec<Span>)> = PARAGRAPHS.iter().map(|text| (*text, spans(text))).collect();
    let (text, first) = &documents[0];
    let points = resolve_spans(text, first, &gazetteer);
    let mosul = points.first().copied().flatten().expect("Mosul is resolved");
    assert!((mosul.0 - 36.3).abs() < 0.2 && (mosul.1 - 43.1).abs() < 0.2, "the answer is checked before it is timed");

    let names: usize = documents.iter().map(|(_, spans)| spans.len()).sum();
    let mut group = criterion.benchmark_group("places");
    group.throughput(Throughput::Elements(names as u64)).sample_size(20);
    group.bench_function("resolve toponyms", |bencher| {
        bencher
            .iter(|| documents.iter().map(|(text, spans)| resolve_spans(text, spans, &gazetteer).len()).sum::<usize>());
    });
    group.finish();
}

criterion_group!(benches, places);
criterion_main!(benches);
