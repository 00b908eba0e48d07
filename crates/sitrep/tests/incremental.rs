//! A project to which reports came one after another, and from which some were taken out again, holds the record of a
//! project that was built at once from what is left.

use sitrep::{Reconciler, Refs, claim_ref, make_record};
use sitrep_invented::{Dice, pile};
use sitrep_reconcile::reconcile;
use sitrep_resources::Resources;
use sitrep_store::{Project, RecordState};
use sitrep_types::{DateInterval, Decision, FieldValue, Judgement, Reading, Record, Subject, Verdict};

fn keep(project: &mut Project, readings: &[Reading]) {
    for reading in readings {
        project.put_document(&reading.document, Some(reading)).expect("kept");
    }
}

/// Makes the record from what the project holds, keeps it, and gives back what was kept.
fn up_to_date(project: &mut Project, resources: &Resources) -> Record {
    let record = reconcile(&project.readings().expect("readable"), &[], resources);
    project.put_record(&record).expect("kept");
    assert_eq!(project.record_state().expect("known"), RecordState::Current);
    project.record().expect("readable").expect("there")
}

fn bytes(record: &Record) -> Vec<u8> {
    serde_json::to_vec(record).expect("serialises")
}

#[test]
fn adding_and_removing_gives_the_record_of_a_rebuild() {
    let resources = Resources::shipped().expect("shipped tables are well formed");
    let readings = pile(21, 14).readings;
    let at_once = |readings: &[Reading]| {
        let mut project = Project::in_memory().expect("made");
        keep(&mut project, readings);
        bytes(&up_to_date(&mut project, &resources))
    };
    let mut dice = Dice(4);
    for _ in 0..12 {
        let mut order = readings.clone();
        dice.shuffle(&mut order);
        let mut project = Project::in_memory().expect("made");
        let mut come = 0;
        while come < order.len() {
            let batch = (1 + dice.roll(5)).min(order.len() - come);
            keep(&mut project, &order[come..come + batch]);
            come += batch;
            up_to_date(&mut project, &resources);
        }
        assert_eq!(bytes(&up_to_date(&mut project, &resources)), at_once(&readings), "one after another");
        let gone = order.split_off(order.len() - 1 - dice.roll(4));
        for reading in &gone {
            assert!(project.remove_document(&reading.document.id).expect("removed"));
            assert_ne!(project.record_state().expect("known"), RecordState::Current);
        }
        assert_eq!(bytes(&up_to_date(&mut project, &resources)), at_once(&order), "as if they had never come");
    }
}

/// Decisions of every kind that changes much, about the record as it is: a rejected and a corrected event, a merge, a rejected
/// and a corrected claim, a pinned day, and one that is taken back.
fn decisions(record: &Record) -> Vec<Decision> {
    let refs = Refs::new(record);
    let event = |at: usize| refs.event_ref(&record.events[at]);
    let claim = |at: usize| claim_ref(&record.claims[at]);
    let day = DateInterval::day("2024-02-29".parse().expect("a day"));
    let correct = |subject| Judgement::Correct { subject, value: FieldValue::Time(day) };
    let review = |subject| Judgement::Review { subject };
    let made = [
        (review(Subject::Event(event(0))), Verdict::No),
        (correct(Subject::Event(event(1))), Verdict::Yes),
        (Judgement::SameEvent { events: vec![event(2), event(3)] }, Verdict::Yes),
        (review(Subject::Claim(claim(4))), Verdict::No),
        (correct(Subject::Claim(claim(7))), Verdict::Yes),
        (Judgement::PinDate { document: record.documents[1].document.id.clone(), published: day }, Verdict::Yes),
    ];
    let decide = |minute: usize, judgement, verdict| {
        let at = format!("2026-03-01T10:{minute:02}:00Z").parse().expect("a time");
        Decision::new(judgement, verdict, "as the hospital's list has it", "Ana", at).expect("a decision")
    };
    let mut all: Vec<Decision> =
        made.into_iter().enumerate().map(|(at, (judgement, verdict))| decide(at, judgement, verdict)).collect();
    all.push(decide(30, Judgement::Undo { decision: all[2].id.clone() }, Verdict::Yes));
    all
}

#[test]
fn deciding_one_after_another_gives_the_record_of_a_rebuild() {
    let reconciler = Reconciler::shipped().expect("shipped tables are well formed");
    let readings = pile(22, 10).readings;
    let mut project = Project::in_memory().expect("made");
    keep(&mut project, &readings);
    let first = make_record(&mut project, &reconciler).expect("made").expect("it was missing").record;
    let decisions = decisions(&first);
    for (at, decision) in decisions.iter().enumerate() {
        project.put_decisions(std::slice::from_ref(decision), None).expect("kept");
        assert_eq!(project.record_state().expect("known"), RecordState::OutOfDate);
        let made = make_record(&mut project, &reconciler).expect("made").expect("it was out of date");
        let kept = project.record().expect("readable").expect("there");
        let parts = |record: &Record| serde_json::to_value(record).expect("serialises");
        let (handed_over, kept_parts) = (parts(&made.record), parts(&kept));
        for (part, value) in handed_over.as_object().expect("an object") {
            assert_eq!(*value, kept_parts[part], "{part} after decision {at}: what is handed over is what is kept");
        }

        let mut anew = Project::in_memory().expect("made");
        keep(&mut anew, &readings);
        anew.put_decisions(&decisions[..=at], None).expect("kept");
        make_record(&mut anew, &reconciler).expect("made");
        assert_eq!(bytes(&kept), bytes(&anew.record().expect("readable").expect("there")), "decision {at}");
    }
    assert!(make_record(&mut project, &reconciler).expect("nothing to do").is_none());
}
