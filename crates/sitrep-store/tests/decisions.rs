//! What a project file promises of decisions: kept once, all or none, safe with two writers, never lost.

use std::sync::Barrier;
use std::thread;

use sitrep_store::{Project, Revision, StoreError};
use sitrep_types::{Decision, DecisionId, DocumentId, Judgement, Verdict};

/// That one document copies another, as somebody saw it in the given minute.
fn copy(document: &str, of: &str, author: &str, minute: usize) -> Decision {
    let judgement = Judgement::Copy { document: DocumentId(document.to_owned()), of: DocumentId(of.to_owned()) };
    let at = format!("2026-03-01T10:{minute:02}:00Z").parse().expect("a time");
    Decision::new(judgement, Verdict::Yes, "word for word", author, at).expect("a decision")
}

fn undo(of: &DecisionId) -> Decision {
    let at = "2026-03-02T10:00:00Z".parse().expect("a time");
    Decision::new(Judgement::Undo { decision: of.clone() }, Verdict::Yes, "misread", "Ana", at).expect("a decision")
}

fn new_project() -> (tempfile::TempDir, std::path::PathBuf, Project) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("case.sitrep");
    let project = Project::open_or_create(&path).expect("a new project");
    (folder, path, project)
}

#[test]
fn a_decision_is_kept_once_and_the_log_is_in_order() {
    let (_folder, path, mut project) = new_project();
    let (early, late) = (copy("a", "b", "Ana", 1), copy("c", "d", "Ben", 2));
    assert_eq!(project.put_decisions(&[late.clone(), early.clone()], None).unwrap(), 2);
    assert_eq!(project.put_decisions(std::slice::from_ref(&late), None).unwrap(), 0, "there already");
    drop(project);
    assert_eq!(Project::open(&path).unwrap().decisions().unwrap(), [early, late]);
}

#[test]
fn nobody_overrules_what_they_have_not_seen() {
    let (_folder, path, mut ana) = new_project();
    let mut ben = Project::open(&path).unwrap();
    let (seen_by_ana, seen_by_ben) = (ana.decision_revision().unwrap(), ben.decision_revision().unwrap());
    ana.put_decisions(&[copy("a", "b", "Ana", 1)], Some(seen_by_ana)).unwrap();
    let error = ben.put_decisions(&[copy("a", "x", "Ben", 2)], Some(seen_by_ben)).unwrap_err();
    assert!(error.is_conflict());
    let words = error.to_string();
    assert!(words.contains("Ana decided on the same thing") && words.contains("word for word"), "{words}");
    assert!(words.contains("hint: look at the record again"), "{words}");
    assert_eq!(ben.decisions().unwrap().len(), 1, "nothing of it was kept");
    // About something else both decide without a look; having looked, Ben may overrule.
    ben.put_decisions(&[copy("y", "z", "Ben", 3)], Some(seen_by_ben)).unwrap();
    let seen_by_ben = ben.decision_revision().unwrap();
    ben.put_decisions(&[copy("a", "x", "Ben", 4)], Some(seen_by_ben)).unwrap();
    // The same decision twice is no quarrel.
    ben.put_decisions(&[copy("a", "b", "Ana", 1)], Some(Revision(0))).expect_err("others came between");
    assert_eq!(ana.decisions().unwrap().len(), 3);
}

#[test]
fn all_of_a_batch_is_kept_or_nothing() {
    let (_folder, _path, mut project) = new_project();
    let good = copy("a", "b", "Ana", 1);
    let error =
        project.put_decisions(&[good.clone(), undo(&DecisionId("decision-gone".to_owned()))], None).unwrap_err();
    assert!(matches!(error, StoreError::UnknownDecision { .. }), "{error}");
    let forged = Decision { author: "Ben".to_owned(), ..good.clone() };
    let error = project.put_decisions(&[good.clone(), forged], None).unwrap_err();
    assert!(matches!(error, StoreError::BadDecision { .. }), "{error}");
    assert!(project.decisions().unwrap().is_empty());
    // An undo and what it undoes may come in any order.
    project.put_decisions(&[undo(&good.id), good], None).unwrap();
}

#[test]
fn a_new_decision_makes_the_record_out_of_date_and_a_known_one_does_not() {
    use sitrep_store::RecordState::{Current, OutOfDate};
    let (_folder, _path, mut project) = new_project();
    let decision = copy("a", "b", "Ana", 1);
    project.put_record(&sitrep_types::Record::default()).unwrap();
    assert_eq!(project.record_state().unwrap(), Current);
    project.put_decisions(std::slice::from_ref(&decision), None).unwrap();
    assert_eq!(project.record_state().unwrap(), OutOfDate);
    project.put_record(&sitrep_types::Record::default()).unwrap();
    project.put_decisions(&[decision], None).unwrap();
    assert_eq!(project.record_state().unwrap(), Current);
}

#[test]
fn a_record_made_before_somebody_decided_is_out_of_date() {
    use sitrep_store::RecordState::OutOfDate;
    let (_folder, path, mut project) = new_project();
    let generation = project.generation().unwrap();
    Project::open(&path).unwrap().put_decisions(&[copy("a", "b", "Ben", 1)], None).unwrap();
    project.put_record_of(&sitrep_types::Record::default(), &generation).unwrap();
    assert_eq!(project.record_state().unwrap(), OutOfDate);
}

#[test]
fn many_writers_at_once_lose_nothing() {
    const WRITERS: usize = 4;
    const EACH: usize = 12;
    let (_folder, path, project) = new_project();
    drop(project);
    let start = Barrier::new(WRITERS);
    thread::scope(|scope| {
        for writer in 0..WRITERS {
            let (path, start) = (&path, &start);
            scope.spawn(move || {
                let mut project = Project::open(path).expect("the project opens");
                start.wait();
                for at in 0..EACH {
                    let decision = copy(&format!("d{writer}-{at}"), "b", &format!("writer {writer}"), at);
                    project.put_decisions(&[decision], None).expect("each waits for the others");
                }
            });
        }
    });
    assert_eq!(Project::open(&path).unwrap().decisions().unwrap().len(), WRITERS * EACH);
}
