//! Speed of tagging and normalising, in bytes of news-like text a second on one core.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use sitrep_timex::{Tagger, Tense};
use sitrep_types::DateInterval;

const PARAGRAPH: &str = "Government forces said on Tuesday that they had retaken the main complex in the west of the \
    city, two days after an overnight raid in which at least 40 fighters were killed. The offensive, now in its third \
    week, began on 19 February; some 25,000 people have fled since October 2016, the United Nations said. \"We will \
    be in the old quarter before the end of the month,\" a colonel of the federal police told reporters at a base \
    south of the airport. Residents reached by telephone spoke of air strikes and of snipers on the roofs, and of \
    streets that nobody had dared to cross for days. The museum, looted in 2015, was found in ruins.\n\n";

fn tag(criterion: &mut Criterion) {
    let tagger = Tagger::shipped().expect("the shipped tables are well formed");
    let text = PARAGRAPH.repeat((1 << 20) / PARAGRAPH.len());
    let published = DateInterval::day("2017-03-09".parse().expect("a date"));
    let times = tagger.tag(PARAGRAPH, &[], published, &|_| Tense::Unknown);
    let values: Vec<&str> = times.iter().map(|time| time.value.as_str()).collect();
    let expected = [
        "2017-03-07",
        "P2D",
        "2017-03-09TNI",
        "PRESENT_REF",
        "2017-W10",
        "2017-02-19",
        "2016-10",
        "2017-03",
        "PXD",
        "2015",
    ];
    assert_eq!(values, expected, "the answer is checked before it is timed");

    let mut group = criterion.benchmark_group("timex");
    group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(10);
    group.bench_function("tag one megabyte", |bencher| {
        bencher.iter(|| tagger.tag(&text, &[], published, &|_| Tense::Unknown));
    });
    group.finish();
    criterion.bench_function("load the tables", |bencher| bencher.iter(Tagger::shipped));
}

criterion_group!(benches, tag);
criterion_main!(benches);
