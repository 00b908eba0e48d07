//! What people decide holds in the record, whatever is read anew, added, removed or decided later.

use sitrep_invented::{BOMB, CLASH, RETAKEN, Report, Told, actor, on, site, town};
use sitrep_reconcile::reconcile_decided;
use sitrep_resources::Resources;
use sitrep_types::{
    ActorKind, ActorMention, ActorRef, Anchor, ClaimId, ClaimRef, ControlEffect, DateInterval, Decision, Event,
    EventRef, EventStatus, EventType, FieldValue, Figures, How, Judgement, Modality, QuantityKind, Reading, Record,
    Scope, Standing, SubType, Subject, TargetRef, Verdict,
};

fn record(readings: &[Reading], decisions: &[Decision]) -> Record {
    reconcile_decided(readings.to_vec(), &[], &Resources::shipped().expect("shipped tables are well formed"), decisions)
}

fn rangers() -> ActorMention {
    actor("Desert Rangers", ActorKind::StateForce, "IRQ")
}

fn rebels() -> ActorMention {
    actor("Red Banner", ActorKind::ArmedGroup, "IRQ")
}

/// A bombing told by two outlets, and a museum that changes hands.
fn pile() -> Vec<Reading> {
    let city = town("Samarra");
    let museum = site("Samarra Museum", &city);
    let bombing = |outlet: &str, day: &str, sentence: &str, dead: i64, words: &'static str| {
        Report::new(outlet, Some(day))
            .place(&city)
            .line(sentence)
            .tell(Told::of(BOMB, "went off").by(rebels()).at(&city).when("4 May", on("2021-05-04")).killed(dead, words))
            .done()
    };
    let second =
        "An explosive-laden car went off beside the market of Samarra on 4 May; doctors counted 15 people dead.";
    vec![
        bombing(
            "Daily Chronicle",
            "2021-05-05",
            "A car bomb went off in Samarra on 4 May and killed 12 people.",
            12,
            "12 people",
        ),
        bombing("Wire Digest", "2021-05-06", second, 15, "15 people"),
        Report::new("Art Weekly", Some("2021-06-10"))
            .place(&city)
            .place(&museum)
            .line("On 8 June the Desert Rangers took the Samarra Museum from Red Banner.")
            .tell(
                Told::of(RETAKEN, "took")
                    .by(rangers())
                    .on(rebels())
                    .site(&museum)
                    .when("8 June", on("2021-06-08"))
                    .gains(),
            )
            .done(),
    ]
}

fn claim_ref(record: &Record, id: &ClaimId) -> ClaimRef {
    let claim = record.claims.iter().find(|claim| claim.id == *id).expect("the claim is there");
    ClaimRef {
        id: id.clone(),
        document: claim.document.clone(),
        trigger: claim.trigger.span,
        evidence: claim.evidence.span,
        text: claim.evidence.text.clone(),
    }
}

fn event_ref(record: &Record, event: &Event) -> EventRef {
    EventRef {
        id: event.id.clone(),
        summary: event.summary.clone(),
        claims: event.claims.iter().map(|id| claim_ref(record, id)).collect(),
    }
}

fn actor_ref(record: &Record, name: &str) -> ActorRef {
    let actor = record.actors.iter().find(|actor| actor.name == name).expect("the actor is there");
    let mentions = record.claims.iter().flat_map(|claim| {
        let fillers = claim.actors.iter().chain(&claim.targets).filter(|filler| filler.text == name);
        fillers.map(|filler| Anchor { document: claim.document.clone(), span: filler.span })
    });
    ActorRef { id: Some(actor.id.clone()), name: name.to_owned(), kind: Some(actor.kind), mentions: mentions.collect() }
}

/// The events of a type, in the order of their days.
fn events(record: &Record, event_type: EventType) -> Vec<&Event> {
    let mut events: Vec<&Event> = record.events.iter().filter(|event| event.event_type == event_type).collect();
    events.sort_by_key(|event| (event.time.earliest, event.id.clone()));
    events
}

fn bombing(record: &Record) -> &Event {
    events(record, EventType::Explosions)[0]
}

fn taking(record: &Record) -> &Event {
    events(record, EventType::Battles)[0]
}

/// A decision of the given minute.
fn decide(minute: u8, judgement: Judgement, verdict: Verdict) -> Decision {
    let at = format!("2026-03-01T10:{minute:02}:00Z").parse().expect("a time");
    Decision::new(judgement, verdict, "as the hospital's list has it", "Ana", at).expect("a decision")
}

fn correct(minute: u8, event: EventRef, value: FieldValue) -> Decision {
    decide(minute, Judgement::Correct { subject: Subject::Event(event), value }, Verdict::Yes)
}

fn review(minute: u8, event: EventRef, verdict: Verdict) -> Decision {
    decide(minute, Judgement::Review { subject: Subject::Event(event) }, verdict)
}

fn day(text: &str) -> DateInterval {
    DateInterval::day(text.parse().expect("a date"))
}

fn standings(record: &Record) -> Vec<Standing> {
    record.decisions.iter().map(|entry| entry.standing).collect()
}

/// The same documents as another version would read them: other ids, the same words.
fn read_anew(readings: &[Reading]) -> Vec<Reading> {
    let mut readings = readings.to_vec();
    for claim in readings.iter_mut().flat_map(|reading| &mut reading.claims) {
        claim.id = ClaimId(format!("{}-anew", claim.id));
        claim.trigger.span.end = claim.trigger.span.end.saturating_sub(1).max(claim.trigger.span.start + 1);
    }
    readings
}

#[test]
fn every_field_of_an_event_can_be_corrected_and_says_by_whom() {
    let pile = pile();
    let before = record(&pile, &[]);
    let check = |value: FieldValue, holds: &dyn Fn(&Event, &Record) -> bool| {
        let field = value.field();
        let decision = correct(1, event_ref(&before, bombing(&before)), value);
        let after = record(&pile, std::slice::from_ref(&decision));
        let event = after.events.iter().find(|event| event.claims == bombing(&before).claims).expect("the event");
        assert!(holds(event, &after), "{field}: {event:#?}");
        assert!(event.reviewed, "{field}");
        let shown = &after.decided[&event.id.0][0];
        assert_eq!((shown.field.as_str(), shown.author.as_str()), (field, "Ana"));
        assert_eq!(shown.reason, "as the hospital's list has it");
        assert_ne!(shown.value, shown.was, "{field}");
        assert_eq!(standings(&after), [Standing::InForce], "{field}");
        assert_eq!(after.decisions[0].touches, std::slice::from_ref(&event.id.0), "{field}");
    };
    check(FieldValue::Time(day("2021-05-03")), &|event, _| {
        event.time == day("2021-05-03") && event.summary.contains("3 May 2021") && event.time_reason.contains("Ana")
    });
    let kind = FieldValue::Type { event_type: EventType::ViolenceAgainstCivilians, sub_type: Some(SubType::Attack) };
    check(kind, &|event, _| event.sub_type == Some(SubType::Attack) && event.summary.contains("attack"));
    check(FieldValue::Place(Some(town("Tikrit"))), &|event, record| {
        event.place == Some(town("Tikrit").key) && record.places.iter().any(|entry| entry.place.name == "Tikrit")
    });
    check(FieldValue::Actors(vec![actor_ref(&before, "Desert Rangers")]), &|event, _| {
        event.actors == [actor_ref(&before, "Desert Rangers").id.expect("an id")]
    });
    let unheard =
        ActorRef { id: None, name: "River Guard".to_owned(), kind: Some(ActorKind::ArmedGroup), mentions: vec![] };
    check(FieldValue::Actors(vec![unheard.clone()]), &|event, record| {
        record.actors.iter().any(|actor| actor.name == "River Guard" && event.actors == [actor.id.clone()])
    });
    let target = TargetRef { actor: Some(unheard), place: None, text: "the River Guard".to_owned() };
    check(FieldValue::Targets(vec![target]), &|event, _| event.summary.contains("River Guard"));
    check(FieldValue::Status(EventStatus::Disputed), &|event, _| event.status == EventStatus::Disputed);
    let toll = FieldValue::Quantity(Figures {
        what: QuantityKind::Killed,
        of: None,
        low: Some(13),
        best: Some(14),
        high: Some(14),
        scope: Scope::Incident,
    });
    check(toll, &|event, _| {
        let killed: Vec<_> = event.estimates.iter().filter(|it| it.what == QuantityKind::Killed).collect();
        killed.len() == 1 && (killed[0].low, killed[0].best) == (Some(13), Some(14))
    });
}

#[test]
fn a_decision_finds_its_event_when_everything_is_read_anew_and_more_is_added() {
    let pile = pile();
    let before = record(&pile, &[]);
    let decisions = [
        correct(1, event_ref(&before, bombing(&before)), FieldValue::Time(day("2021-05-03"))),
        review(2, event_ref(&before, taking(&before)), Verdict::Yes),
    ];
    let mut more = read_anew(&pile);
    let city = town("Samarra");
    more.push(
        Report::new("Evening Mail", Some("2021-05-07"))
            .place(&city)
            .line("The car bomb that went off in Samarra on 4 May killed 12 people.")
            .tell(
                Told::of(BOMB, "went off")
                    .by(rebels())
                    .at(&city)
                    .when("4 May", on("2021-05-04"))
                    .killed(12, "12 people"),
            )
            .done(),
    );
    let after = record(&more, &decisions);
    assert_eq!(bombing(&after).claims.len(), 3, "the new report tells the same bombing");
    assert_ne!(bombing(&after).id, bombing(&before).id);
    assert_eq!(bombing(&after).time, day("2021-05-03"));
    assert_eq!(taking(&after).verdict, Some(Verdict::Yes));
    assert_eq!(standings(&after), [Standing::InForce; 2]);
    // Any order of documents and decisions gives the same record.
    more.reverse();
    let turned: Vec<Decision> = decisions.iter().rev().cloned().collect();
    assert_eq!(record(&more, &turned), after);
}

#[test]
fn a_decision_whose_evidence_is_gone_is_kept_and_comes_back_with_it() {
    let pile = pile();
    let before = record(&pile, &[]);
    let decisions = [
        correct(1, event_ref(&before, bombing(&before)), FieldValue::Time(day("2021-05-03"))),
        review(2, event_ref(&before, taking(&before)), Verdict::No),
    ];
    let one_left = record(&pile[1..], &decisions);
    assert_eq!(standings(&one_left), [Standing::Partly, Standing::InForce]);
    assert_eq!(bombing(&one_left).time, day("2021-05-03"), "what is left of it follows");
    let none_left = record(&pile[2..], &decisions);
    assert_eq!(standings(&none_left), [Standing::EvidenceGone, Standing::InForce]);
    let gone = &none_left.decisions[0];
    assert!(gone.note.contains(&pile[0].document.id.0), "{}", gone.note);
    assert_eq!(standings(&record(&pile, &decisions)), [Standing::InForce; 2]);
    // The document is there, but nothing is read from those words any more.
    let mut unread = pile.clone();
    unread.iter_mut().for_each(|reading| reading.claims.clear());
    let unread = record(&unread, &decisions);
    assert_eq!(standings(&unread), [Standing::EvidenceGone; 2]);
    assert!(unread.decisions[0].note.contains("nothing is read any more"), "{}", unread.decisions[0].note);
}

#[test]
fn what_is_undone_is_as_if_never_decided_and_stays_in_the_log() {
    let pile = pile();
    let before = record(&pile, &[]);
    let first = review(1, event_ref(&before, bombing(&before)), Verdict::No);
    let undo = decide(2, Judgement::Undo { decision: first.id.clone() }, Verdict::Yes);
    let redo = decide(3, Judgement::Undo { decision: undo.id.clone() }, Verdict::Yes);
    let undone = record(&pile, &[first.clone(), undo.clone()]);
    assert_eq!(standings(&undone), [Standing::Undone, Standing::InForce]);
    assert!(undone.decisions[0].note.contains("taken back by Ana"), "{}", undone.decisions[0].note);
    assert_eq!(undone.events, before.events);
    let redone = record(&pile, &[first, undo, redo]);
    assert_eq!(bombing(&redone).verdict, Some(Verdict::No));
}

#[test]
fn of_two_that_contradict_one_another_the_later_holds_and_unsure_changes_nothing() {
    let pile = pile();
    let before = record(&pile, &[]);
    let event = || event_ref(&before, bombing(&before));
    let time = |text: &str| FieldValue::Time(day(text));
    let decisions = [
        correct(1, event(), time("2021-05-01")),
        correct(2, event(), time("2021-05-02")),
        decide(3, Judgement::Correct { subject: Subject::Event(event()), value: time("2021-05-09") }, Verdict::Unsure),
        review(4, event(), Verdict::Unsure),
    ];
    let after = record(&pile, &decisions);
    assert_eq!(bombing(&after).time, day("2021-05-02"));
    assert_eq!(bombing(&after).verdict, Some(Verdict::Unsure));
    assert_eq!(standings(&after), [Standing::Overruled, Standing::InForce, Standing::InForce, Standing::InForce]);
    let shown: Vec<(&str, Verdict)> =
        after.decided[&bombing(&after).id.0].iter().map(|it| (it.field.as_str(), it.verdict)).collect();
    assert_eq!(shown, [("time", Verdict::Yes), ("time", Verdict::Unsure), ("verdict", Verdict::Unsure)]);
}

#[test]
fn events_are_merged_split_and_kept_apart() {
    let pile = pile();
    let before = record(&pile, &[]);
    let (bomb, taken) = (event_ref(&before, bombing(&before)), event_ref(&before, taking(&before)));
    let merge = decide(1, Judgement::SameEvent { events: vec![bomb.clone(), taken.clone()] }, Verdict::Yes);
    let merged = record(&pile, std::slice::from_ref(&merge));
    assert_eq!(merged.events.len(), before.events.len() - 1);
    assert_eq!(merged.events.iter().map(|event| event.claims.len()).max(), Some(3));
    assert!(merged.events.iter().any(|event| event.reviewed && event.documents.len() == 3));
    // Split again, by a later decision: that one holds.
    let off = vec![taken.claims[0].clone()];
    let whole = merged.events.iter().max_by_key(|event| event.claims.len()).expect("an event");
    let split = decide(2, Judgement::Split { event: event_ref(&merged, whole), claims: off }, Verdict::Yes);
    let both = record(&pile, &[merge.clone(), split.clone()]);
    assert_eq!(standings(&both), [Standing::Partly, Standing::InForce]);
    let claims = |record: &Record| record.events.iter().map(|event| event.claims.clone()).collect::<Vec<_>>();
    assert_eq!(claims(&both), claims(&before));
    // One telling of the bombing taken out of it.
    let one = vec![bomb.claims[0].clone()];
    let parted = record(&pile, &[decide(3, Judgement::Split { event: bomb.clone(), claims: one }, Verdict::Yes)]);
    assert_eq!(events(&parted, EventType::Explosions).len(), 2);
    // The same as two events that are told to be none: new readings do not bring them together again.
    let bombs: Vec<EventRef> =
        events(&parted, EventType::Explosions).into_iter().map(|event| event_ref(&parted, event)).collect();
    let apart = decide(4, Judgement::SameEvent { events: bombs }, Verdict::No);
    let apart = record(&read_anew(&pile), &[apart]);
    assert_eq!(events(&apart, EventType::Explosions).len(), 2);
    assert_eq!(standings(&apart), [Standing::InForce]);
}

#[test]
fn a_rejected_claim_belongs_to_no_event_and_a_rejected_event_holds_no_place() {
    let pile = pile();
    let before = record(&pile, &[]);
    assert_eq!(before.control.len(), 2, "who lost it and who took it: {:#?}", before.control);
    let claim = claim_ref(&before, &bombing(&before).claims[0]);
    let review = |verdict| decide(1, Judgement::Review { subject: Subject::Claim(claim.clone()) }, verdict);
    let after = record(&pile, &[review(Verdict::No)]);
    assert_eq!(bombing(&after).claims.len(), 1);
    assert_eq!(after.claims.len(), before.claims.len(), "no claim is dropped");
    assert!(!after.claim_events.contains_key(&claim.id));
    assert_eq!(after.decided[&claim.id.0][0].value, "reject");
    let accepted = record(&pile, &[review(Verdict::Yes)]);
    assert_eq!(bombing(&accepted).claims, bombing(&before).claims);
    assert!(bombing(&accepted).reviewed);
    let rejected = record(&pile, &[self::review(1, event_ref(&before, taking(&before)), Verdict::No)]);
    assert!(rejected.control.is_empty(), "{:#?}", rejected.control);
    assert!(taking(&rejected).summary.contains("rejected"), "{}", taking(&rejected).summary);
}

#[test]
fn a_corrected_claim_changes_what_is_derived_from_it_and_keeps_its_words() {
    let pile = pile();
    let before = record(&pile, &[]);
    let claim = claim_ref(&before, &taking(&before).claims[0]);
    let correct = |minute, value| {
        decide(minute, Judgement::Correct { subject: Subject::Claim(claim.clone()), value }, Verdict::Yes)
    };
    let after = record(
        &pile,
        &[
            correct(1, FieldValue::Actors(vec![actor_ref(&before, "Red Banner")])),
            correct(2, FieldValue::Time(day("2021-06-07"))),
        ],
    );
    assert_eq!(taking(&after).time, day("2021-06-07"));
    assert_eq!(after.control[0].from.and_then(|from| from.earliest), day("2021-06-07").earliest);
    let name = |id| after.actors.iter().find(|actor| actor.id == id).map(|actor| actor.name.as_str());
    assert_eq!(name(after.control[0].holder.clone()), Some("Red Banner"));
    let told = after.claims.iter().find(|told| told.id == claim.id).expect("the claim");
    let text = &pile[2].document.text;
    assert_eq!(
        told.actors[0].span.slice(text),
        Some(told.actors[0].text.as_str()),
        "nothing is quoted that is not there"
    );
    assert_eq!(
        after.decided[&claim.id.0].iter().map(|it| it.was.as_str()).collect::<Vec<_>>(),
        ["Desert Rangers", "8 June 2021"]
    );
    let denied = record(&pile, &[correct(3, FieldValue::Modality { modality: Modality::Denied, negated: true })]);
    assert_eq!(taking(&denied).status, EventStatus::Denied);
    let clash = FieldValue::Type { event_type: EventType::Battles, sub_type: Some(SubType::ArmedClash) };
    assert!(record(&pile, &[correct(4, clash)]).control.is_empty(), "a clash takes no museum");
    assert_eq!(pile[2].claims[0].effect, Some(ControlEffect::ActorGains), "what was read stays as it was read");
}

#[test]
fn actors_are_joined_and_parted() {
    let city = town("Samarra");
    let clash = |outlet: &str, day: &str, name: &'static str, date: &'static str| {
        Report::new(outlet, Some(day))
            .place(&city)
            .line(&format!("{name} fought soldiers in Samarra."))
            .tell(
                Told::of(CLASH, "fought")
                    .by(actor(name, ActorKind::ArmedGroup, "IRQ"))
                    .at(&city)
                    .when("fought", on(date)),
            )
            .done()
    };
    let pile = vec![
        clash("Daily Chronicle", "2021-05-05", "Red Banner", "2021-05-04"),
        clash("Wire Digest", "2021-07-06", "Sons of the River", "2021-07-05"),
    ];
    let before = record(&pile, &[]);
    let names = |record: &Record| {
        let mut names: Vec<String> = record.actors.iter().map(|actor| actor.name.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(names(&before), ["Red Banner", "Sons of the River"]);
    let both = || vec![actor_ref(&before, "Red Banner"), actor_ref(&before, "Sons of the River")];
    let join = decide(1, Judgement::SameActor { actors: both() }, Verdict::Yes);
    let joined = record(&read_anew(&pile), std::slice::from_ref(&join));
    assert_eq!(joined.actors.len(), 1);
    let one = joined.actors[0].clone();
    let all_names: Vec<&String> = one.aliases.iter().chain([&one.name]).collect();
    assert!(all_names.len() == 2, "{one:#?}");
    assert_eq!(joined.decided[&one.id.0][0].field, "names");
    let part = Judgement::PartActor {
        actor: ActorRef { mentions: both().into_iter().flat_map(|actor| actor.mentions).collect(), ..both().remove(0) },
        names: vec!["Sons of the River".to_owned()],
    };
    let parted = record(&pile, &[join.clone(), decide(2, part.clone(), Verdict::Yes)]);
    assert_eq!(names(&parted), ["Red Banner", "Sons of the River"]);
    assert_eq!(standings(&parted), [Standing::Overruled, Standing::InForce]);
    let rejoined = record(&pile, &[decide(1, part, Verdict::Yes), join.clone()]);
    assert_eq!(rejoined.decisions.len(), 2);
    let unknown = ActorRef { id: None, name: "Nobody".to_owned(), kind: None, mentions: Vec::new() };
    let lost =
        decide(5, Judgement::SameActor { actors: vec![unknown, actor_ref(&before, "Red Banner")] }, Verdict::Yes);
    assert_eq!(standings(&record(&pile, &[lost])), [Standing::EvidenceGone]);
}

#[test]
fn dates_places_copies_and_first_holders_are_set() {
    let pile = pile();
    let before = record(&pile, &[]);
    let museum = site("Samarra Museum", &town("Samarra"));
    let (first, second) = (pile[0].document.id.clone(), pile[1].document.id.clone());
    let copy = Judgement::Copy { document: second.clone(), of: first.clone() };
    let decisions = [
        decide(
            1,
            Judgement::PinDate { document: pile[2].document.id.clone(), published: day("2021-06-20") },
            Verdict::Yes,
        ),
        decide(2, Judgement::PinPlace { place: museum.clone(), latitude: 34.2, longitude: 43.9 }, Verdict::Yes),
        decide(3, copy.clone(), Verdict::Yes),
        decide(
            4,
            Judgement::Holder { place: museum.clone(), holder: actor_ref(&before, "Red Banner"), since: None },
            Verdict::Yes,
        ),
    ];
    let after = record(&pile, &decisions);
    assert_eq!(standings(&after), [Standing::InForce; 4]);
    let document = |id| after.documents.iter().find(|entry| entry.document.id == id).expect("the document");
    let published = document(pile[2].document.id.clone()).published.clone().expect("a date");
    assert_eq!((published.interval, published.how), (day("2021-06-20"), How::User));
    let place = after.places.iter().find(|entry| entry.place.key == museum.key).expect("the museum");
    assert_eq!((place.place.latitude, place.place.longitude), (Some(34.2), Some(43.9)));
    assert_eq!(document(second.clone()).copy_of, Some(first.clone()));
    assert_eq!(bombing(&after).independent_sources, 1, "a copy is no second origin");
    assert_eq!(bombing(&before).independent_sources, 2);
    let holders: Vec<(&str, bool)> = after
        .control
        .iter()
        .filter_map(|row| {
            let holder = after.actors.iter().find(|actor| actor.id == row.holder)?;
            Some((holder.name.as_str(), row.until.is_some()))
        })
        .collect();
    assert_eq!(holders, [("Red Banner", true), ("Desert Rangers", false)]);
    for id in [&pile[2].document.id.0, &museum.key.0, &second.0] {
        assert!(after.decided.contains_key(id), "{id} shows what was decided");
    }
    let not = record(&pile, &[decide(3, copy.clone(), Verdict::Yes), decide(5, copy, Verdict::No)]);
    assert_eq!(standings(&not), [Standing::Overruled, Standing::InForce]);
    assert!(not.documents.iter().all(|entry| entry.copy_of.is_none()));
}

#[test]
fn what_cannot_be_meant_is_refused() {
    let before = record(&pile(), &[]);
    let event = event_ref(&before, bombing(&before));
    let at = "2026-03-01T10:00:00Z".parse().expect("a time");
    let refused = |judgement: Judgement, verdict, reason: &str, author: &str, words: &str| {
        let error = Decision::new(judgement, verdict, reason, author, at).expect_err(words);
        assert!(error.contains(words), "{error}");
    };
    let review = || Judgement::Review { subject: Subject::Event(event.clone()) };
    let value = |value| Judgement::Correct { subject: Subject::Event(event.clone()), value };
    refused(review(), Verdict::Yes, " ", "Ana", "reason");
    refused(review(), Verdict::Yes, "seen", "", "author");
    refused(Judgement::SameEvent { events: vec![event.clone()] }, Verdict::Yes, "seen", "Ana", "two events");
    let all = Judgement::Split { event: event.clone(), claims: event.claims.clone() };
    refused(all, Verdict::Yes, "seen", "Ana", "nothing would be left");
    let modality = FieldValue::Modality { modality: Modality::Denied, negated: true };
    refused(value(modality), Verdict::Yes, "seen", "Ana", "status");
    let backwards = DateInterval { earliest: day("2021-05-04").earliest, ..day("2021-05-03") };
    refused(value(FieldValue::Time(backwards)), Verdict::Yes, "seen", "Ana", "ends before it begins");
    refused(value(FieldValue::Time(day("2021-05-04"))), Verdict::No, "seen", "Ana", "'no' says nothing");
    let mut forged = Decision::new(review(), Verdict::Yes, "seen", "Ana", at).expect("a decision");
    forged.author = "Ben".to_owned();
    assert!(forged.check().expect_err("the id is that of another").contains("id"));
}

#[test]
fn a_target_of_a_claim_can_be_words_alone_and_the_others_stay_what_they_were() {
    let pile = pile();
    let before = record(&pile, &[]);
    let claim = before.claims.iter().find(|claim| claim.id == taking(&before).claims[0]).expect("the claim").clone();
    let words = |text: &str| TargetRef { actor: None, place: None, text: text.to_owned() };
    let old = claim.targets[0].text.clone();
    let value = FieldValue::Targets(vec![words(&old), words("the old lighthouse")]);
    let decision =
        decide(1, Judgement::Correct { subject: Subject::Claim(claim_ref(&before, &claim.id)), value }, Verdict::Yes);
    let after = record(&pile, std::slice::from_ref(&decision));
    let corrected = after.claims.iter().find(|other| other.id == claim.id).expect("the claim");
    assert_eq!(corrected.targets[0], claim.targets[0], "not touched");
    let new = corrected.targets[1].actor.as_ref().map(|actor| actor.name.as_str());
    assert_eq!((corrected.targets.len(), new), (2, Some("the old lighthouse")));
    assert!(after.actors.iter().any(|actor| actor.name == "the old lighthouse"));
}
