//! The bench of lineage (`eval/lineage/README.md`): copies, cuts, new orders, relays, two agencies, own reporting with
//! one wire paragraph.

use std::collections::BTreeSet;

use sitrep_invented::{BOMB, Dice, Report, Told, site, town, yesterday};
use sitrep_reconcile::reconcile;
use sitrep_resources::Resources;
use sitrep_types::{LinkKind, Place, Reading};

const PASSAGES: &str = include_str!("../../../eval/claims/dev.jsonl");
/// Passages in a story.
const PARAGRAPHS: usize = 5;

/// The passages as sentences, in the order of the file.
fn passages() -> Vec<String> {
    PASSAGES
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok())
        .filter_map(|passage| Some(passage.get("text")?.as_str()?.to_string()))
        .filter(|text| text.split_whitespace().count() >= 25)
        .collect()
}

struct Bench {
    readings: Vec<Reading>,
    /// For each reading the dispatch it copies or is, if any.
    family: Vec<Option<usize>>,
    /// For each story its readings and its number of independent origins.
    stories: Vec<(Vec<usize>, usize)>,
}

fn told(place: &Place) -> Told {
    Told::of(BOMB, "blast").at(place).killed(11, "people").when("yesterday", yesterday())
}

/// A sentence that tells the story's event, a little different each time so that only whole paragraphs look copied.
fn lead(opening: &str, place: &Place, story: usize) -> String {
    format!("{opening} {} story {story} blast", place.name)
}

fn paragraphs(mut report: Report, texts: &[String]) -> Report {
    for text in texts {
        report = report.line(text);
    }
    report
}

fn exchanged(dice: &mut Dice, text: &str) -> String {
    text.split(' ').map(|word| if dice.roll(20) == 0 { "meanwhile" } else { word }).collect::<Vec<_>>().join(" ")
}

fn bench(seed: u64) -> Bench {
    let passages = passages();
    let mut dice = Dice(seed);
    let mut bench = Bench { readings: Vec::new(), family: Vec::new(), stories: Vec::new() };
    let stories = passages.len() / (3 * PARAGRAPHS) * 3;
    let texts: Vec<Vec<String>> =
        (0..stories).map(|story| passages[story * PARAGRAPHS..(story + 1) * PARAGRAPHS].to_vec()).collect();
    for (story, trio) in texts.chunks(3).enumerate() {
        let [wire, other, own] = trio else { continue };
        let city = town(&format!("Bench{story}"));
        let place = site("bus station", &city);
        let open = |outlet: &str| Report::new(outlet, Some("2024-05-03")).place(&city).place(&place);
        let dispatch_text = wire.clone();
        let mut members = Vec::new();
        let mut add = |reading: Reading, family: Option<usize>, bench: &mut Bench| {
            members.push(bench.readings.len());
            bench.readings.push(reading);
            bench.family.push(family);
        };
        let claim_in_first = |report: Report, text: &[String]| {
            let report = report.line(&text[0]).tell(told(&place));
            paragraphs(report, &text[1..])
        };
        add(claim_in_first(open("Reuters"), &dispatch_text).done(), Some(story), &mut bench);
        if dice.roll(2) == 0 {
            let edited: Vec<String> = dispatch_text.iter().map(|text| exchanged(&mut dice, text)).collect();
            let report =
                claim_in_first(open("Harbour Post"), &edited).line("Read more from our newsroom on the front page.");
            add(report.done(), Some(story), &mut bench);
        }
        if dice.roll(2) == 0 {
            let report = claim_in_first(open("Hill Courier"), &dispatch_text[..2 + dice.roll(2)])
                .line("This story is being updated.");
            add(report.done(), Some(story), &mut bench);
        }
        if dice.roll(2) == 0 {
            let mut turned = dispatch_text.clone();
            dice.shuffle(&mut turned);
            add(claim_in_first(open("River Gazette"), &turned).done(), Some(story), &mut bench);
        }
        if dice.roll(2) == 0 {
            let sentence = lead("Reuters reports a", &place, story);
            let report = open("Valley Times")
                .line(&format!("{sentence}, and says that the dead were travellers."))
                .tell(told(&place).said_by(&[("Reuters", LinkKind::Agency)]))
                .line(&format!("Nobody has answered our calls about number {story} yet."));
            add(report.done(), None, &mut bench);
        }
        let mut independent = 1;
        if dice.roll(2) == 0 {
            add(claim_in_first(open("Associated Press"), other).done(), None, &mut bench);
            independent += 1;
        }
        if dice.roll(2) == 0 {
            let sentence = lead("Karim Haddad of the ambulance service described the", &place, story);
            let report = open("Northern Star")
                .line(&format!("{sentence} to our reporter at length."))
                .tell(told(&place).said_by(&[("Karim Haddad", LinkKind::Official)]));
            let report = paragraphs(report, &own[..4]);
            let report = report.line(&dispatch_text[0]).tell(told(&place).said_by(&[("Reuters", LinkKind::Agency)]));
            add(report.done(), None, &mut bench);
            independent += 1;
        }
        bench.stories.push((members, independent));
    }
    bench
}

#[test]
fn copies_and_independent_origins_are_found() {
    let (mut right, mut found, mut wanted) = (0, 0, 0);
    let (mut exact, mut events) = (0, 0);
    for seed in 1..=6 {
        let bench = bench(seed);
        let record = reconcile(&bench.readings, &[], &Resources::shipped().expect("shipped tables are well formed"));
        let entry = |at: usize| {
            let id = &bench.readings[at].document.id;
            record.documents.iter().find(|entry| entry.document.id == *id).expect("every document is listed")
        };
        let root = |at: usize| entry(at).copy_of.clone().unwrap_or_else(|| entry(at).document.id.clone());
        let roots: Vec<_> = (0..bench.readings.len()).map(root).collect();
        for one in 0..bench.readings.len() {
            for other in one + 1..bench.readings.len() {
                let copies = bench.family[one].is_some() && bench.family[one] == bench.family[other];
                let said = roots[one] == roots[other];
                right += usize::from(copies && said);
                found += usize::from(said);
                wanted += usize::from(copies);
            }
        }
        for (members, independent) in &bench.stories {
            let ids: BTreeSet<_> = members.iter().map(|&at| &bench.readings[at].document.id).collect();
            let of_story: Vec<_> = record
                .events
                .iter()
                .filter(|event| event.documents.iter().any(|document| ids.contains(document)))
                .collect();
            events += 1;
            exact += usize::from(of_story.len() == 1 && of_story[0].independent_sources == *independent);
        }
    }
    println!(
        "copy pairs: precision {right}/{found}, recall {right}/{wanted}; independent origins exact in {exact} of {events} events"
    );
    assert!(right * 100 >= found * 97 && right * 100 >= wanted * 97, "{right} right of {found} found, {wanted} wanted");
    assert!(exact * 10 >= events * 9, "independent origins exact in {exact} of {events} events");
}
