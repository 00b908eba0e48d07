//! A project to which reports came one after another, and from which some were taken out again, holds the record of a
//! project that was built at once from what is left.

use sitrep_invented::{Dice, pile};
use sitrep_reconcile::reconcile;
use sitrep_resources::Resources;
use sitrep_store::{Project, RecordState};
use sitrep_types::{Reading, Record};

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
