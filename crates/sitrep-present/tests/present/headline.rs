//! Events in a few words.

use sitrep_present::Index;
use sitrep_present::view::headline;
use sitrep_types::{ActorId, Event, EventType, Participant, Record, SubType};

use crate::{make, sample};

/// The headline of the museum's event once it is changed.
fn museum(change: impl Fn(&mut Event)) -> String {
    let mut record: Record = sample::sample();
    // Another name of the same army, told by other reports.
    record.actors.push(make::actor("a-shout", "IRAQI ARMY", sitrep_types::ActorKind::StateForce, "IRQ", "MIL"));
    record.actors.sort_by(|first, second| first.id.cmp(&second.id));
    let event = record.events.iter_mut().find(|event| event.id.0 == "e-museum").expect("the event");
    change(event);
    let event = event.clone();
    headline(&Index::new(&record), &event)
}

fn words(text: &str) -> Participant {
    Participant { actor: None, place: None, text: text.to_owned() }
}

#[test]
fn nobody_is_named_twice() {
    assert_eq!(museum(|_| {}), "Iraqi Army retook Mosul Museum from Islamic State");
    let shouted = museum(|event| event.actors.push(ActorId("a-shout".to_owned())));
    assert_eq!(shouted, "Iraqi Army retook Mosul Museum from Islamic State", "the same name in capitals");
    let on_itself = museum(|event| {
        let own = event.actors.first().cloned();
        event.targets.push(Participant { actor: own, ..words("soldiers") });
    });
    assert_eq!(on_itself, "Iraqi Army retook Mosul Museum from Islamic State", "nobody acts on himself");
}

#[test]
fn a_bare_figure_names_nobody() {
    let figures = museum(|event| {
        (event.event_type, event.sub_type) = (EventType::ViolenceAgainstCivilians, Some(SubType::Attack));
        event.targets = vec![words("84"), words("At least four"), words("guards")];
    });
    assert_eq!(figures, "Iraqi Army attacked at least four and guards at Mosul Museum");
}

#[test]
fn what_no_type_tells_is_told_in_the_words_of_the_reports() {
    let told = |sub_type, alone: bool| {
        museum(|event| {
            (event.event_type, event.sub_type) = (EventType::StrategicDevelopments, Some(sub_type));
            event.targets = vec![words("two monks")];
            if alone {
                event.actors.clear();
                event.targets.clear();
            }
        })
    };
    let change = SubType::ChangeToGroupActivity;
    assert_eq!(told(change, false), "Iraqi Army: “took” (two monks) at Mosul Museum");
    assert_eq!(told(change, true), "Change of a group's activity: “took” at Mosul Museum");
    assert!(told(SubType::Other, false).contains("took"), "{}", told(SubType::Other, false));
}
