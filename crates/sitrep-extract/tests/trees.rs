//! What trees yield: sentences parsed by hand, and the claims that must come out of them.
//!
//! How they are written stands in `common`.

mod common;

use common::parsed;
use sitrep_extract::Extractor;
use sitrep_resources::Resources;
use sitrep_types::{Claim, EventType, Modality, SubType};

fn claims(sentences: &[&str]) -> Vec<Claim> {
    Extractor::new(&Resources::shipped().unwrap()).extract(&parsed(sentences)).claims
}

/// One line a claim: type / sub-type | actors | targets | modality.
fn lines(sentences: &[&str]) -> Vec<String> {
    claims(sentences)
        .iter()
        .map(|claim| {
            let names = |fillers: &[sitrep_types::Filler]| {
                fillers.iter().map(|filler| filler.text.clone()).collect::<Vec<_>>().join(", ")
            };
            format!(
                "{} | {} | {} | {:?}",
                claim.sub_type.map_or(claim.event_type.name(), SubType::name),
                names(&claim.actors),
                names(&claim.targets),
                claim.modality
            )
        })
        .collect()
}

fn check(sentence: &str, expected: &[&str]) {
    let mut found = lines(&[sentence]);
    found.sort();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(found, expected, "{sentence}");
}

#[test]
fn active_passive_and_noun_tell_the_same_event() {
    check(
        "Soldiers/soldier/NOUN/2/nsubj retook/retake/VERB/0/root the/the/DET/4/det town/town/NOUN/2/obj ././PUNCT/2/punct",
        &["Government regains territory | Soldiers | town | Asserted"],
    );
    check(
        "The/the/DET/2/det town/town/NOUN/4/nsubj:pass was/be/AUX/4/aux:pass retaken/retake/VERB/0/root by/by/ADP/6/case soldiers/soldier/NOUN/4/obl ././PUNCT/4/punct",
        &["Government regains territory | soldiers | town | Asserted"],
    );
    check(
        "The/the/DET/2/det retaking/retaking/NOUN/8/nsubj of/of/ADP/4/case town/town/NOUN/2/nmod by/by/ADP/6/case soldiers/soldier/NOUN/2/nmod took/take/VERB/0/root hours/hour/NOUN/7/obj",
        &["Government regains territory | soldiers | town | Asserted"],
    );
}

#[test]
fn who_acts_decides_the_kind_of_takeover() {
    check(
        "Rebels/rebel/NOUN/2/nsubj captured/capture/VERB/0/root the/the/DET/4/det village/village/NOUN/2/obj",
        &["Non-state actor overtakes territory | Rebels | village | Asserted"],
    );
}

#[test]
fn each_building_has_its_own_fate() {
    check(
        "Militants/militant/NOUN/2/nsubj torched/torch/VERB/0/root a/a/DET/4/det school/school/NOUN/2/obj and/and/CCONJ/7/cc a/a/DET/7/det clinic/clinic/NOUN/4/conj",
        &[
            "Looting/property destruction | Militants | school | Asserted",
            "Looting/property destruction | Militants | clinic | Asserted",
        ],
    );
}

#[test]
fn tried_planned_denied_and_conditional_are_told_apart() {
    check(
        "Rebels/rebel/NOUN/2/nsubj tried/try/VERB/0/root to/to/PART/4/mark seize/seize/VERB/2/xcomp the/the/DET/6/det airport/airport/NOUN/4/obj",
        &["Non-state actor overtakes territory | Rebels | airport | Attempted"],
    );
    check(
        "Rebels/rebel/NOUN/3/nsubj will/will/AUX/3/aux seize/seize/VERB/0/root the/the/DET/5/det airport/airport/NOUN/3/obj",
        &["Non-state actor overtakes territory | Rebels | airport | Planned"],
    );
    check(
        "Rebels/rebel/NOUN/4/nsubj did/do/AUX/4/aux not/not/PART/4/advmod seize/seize/VERB/0/root the/the/DET/6/det airport/airport/NOUN/4/obj",
        &["Non-state actor overtakes territory | Rebels | airport | Denied"],
    );
    check(
        "If/if/SCONJ/3/mark rebels/rebel/NOUN/3/nsubj seize/seize/VERB/7/advcl the/the/DET/5/det airport/airport/NOUN/3/obj ,/,/PUNCT/7/punct wait/wait/VERB/0/root",
        &["Non-state actor overtakes territory | rebels | airport | Hypothetical"],
    );
}

#[test]
fn casualties_join_their_event() {
    let found = claims(&[
        "A/a/DET/3/det drone/drone/NOUN/3/compound strike/strike/NOUN/4/nsubj killed/kill/VERB/0/root a/a/DET/6/det shepherd/shepherd/NOUN/4/obj",
    ]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].sub_type, Some(SubType::AirDroneStrike));
    assert_eq!(found[0].quantities.iter().map(|quantity| quantity.best).collect::<Vec<_>>(), [Some(1)]);
    assert_eq!(found[0].targets[0].text, "shepherd");
}

#[test]
fn a_verb_lends_its_subject_to_the_event_noun() {
    check(
        "Militants/militant/NOUN/2/nsubj launched/launch/VERB/0/root an/a/DET/4/det attack/attack/NOUN/2/obj on/on/ADP/7/case the/the/DET/7/det base/base/NOUN/4/nmod",
        &["Armed clash | Militants | base | Asserted"],
    );
}

#[test]
fn an_attack_that_only_civilians_suffer_is_no_clash() {
    check(
        "Gunmen/gunman/NOUN/2/nsubj attacked/attack/VERB/0/root the/the/DET/4/det village/village/NOUN/2/obj ,/,/PUNCT/6/punct killing/kill/VERB/2/advcl nine/nine/NUM/8/nummod farmers/farmer/NOUN/6/obj",
        &["Attack | Gunmen | village, nine farmers | Asserted"],
    );
    check(
        "Gunmen/gunman/NOUN/2/nsubj attacked/attack/VERB/0/root the/the/DET/4/det base/base/NOUN/2/obj ,/,/PUNCT/6/punct killing/kill/VERB/2/advcl nine/nine/NUM/8/nummod soldiers/soldier/NOUN/6/obj",
        &["Armed clash | Gunmen | base, nine soldiers | Asserted"],
    );
    check(
        "Militants/militant/NOUN/2/nsubj executed/execute/VERB/0/root nine/nine/NUM/5/nummod captured/captured/ADJ/5/amod soldiers/soldier/NOUN/2/obj",
        &["Attack | Militants | nine captured soldiers | Asserted"],
    );
}

#[test]
fn what_is_taken_back_by_nobody_named_its_government_took_back() {
    check(
        "The/the/DET/2/det town/town/NOUN/4/nsubj:pass was/be/AUX/4/aux:pass recaptured/recapture/VERB/0/root in/in/ADP/6/case January/January/PROPN/4/obl",
        &["Government regains territory |  | town | Asserted"],
    );
}

#[test]
fn an_undertaking_is_its_undertaker_s() {
    check(
        "An/a/DET/2/det attempt/attempt/NOUN/9/nsubj by/by/ADP/4/case rebels/rebel/NOUN/2/nmod to/to/PART/6/mark seize/seize/VERB/2/acl the/the/DET/8/det palace/palace/NOUN/6/obj failed/fail/VERB/0/root",
        &["Non-state actor overtakes territory | rebels | palace | Attempted"],
    );
}

#[test]
fn who_is_blamed_is_who_is_said_to_have_done_it() {
    let found = lines(&[
        "The/the/DET/2/det army/army/NOUN/3/nsubj blamed/blame/VERB/0/root the/the/DET/5/det rebels/rebel/NOUN/3/obj for/for/ADP/8/case the/the/DET/8/det ambush/ambush/NOUN/3/obl near/near/ADP/10/case Gao/Gao/PROPN/8/nmod",
    ]);
    assert!(found.iter().any(|line| line.starts_with("Armed clash | rebels |")), "{found:?}");
}

#[test]
fn to_survive_a_blast_does_not_deny_it() {
    check(
        "Two/two/NUM/2/nummod drivers/driver/NOUN/5/nsubj did/do/AUX/5/aux not/not/PART/5/advmod survive/survive/VERB/0/root the/the/DET/7/det explosion/explosion/NOUN/5/obj",
        &["Remote explosive/landmine/IED |  | Two drivers | Asserted"],
    );
}

#[test]
fn a_bare_verb_that_opens_its_sentence_is_an_order() {
    check(
        "Kill/kill/VERB/0/root the/the/DET/3/det soldiers/soldier/NOUN/1/obj ././PUNCT/1/punct",
        &["Armed clash |  | soldiers | Ordered"],
    );
}

#[test]
fn a_crime_that_somebody_is_charged_with_is_not_told() {
    let found = lines(&[
        "Police/police/NOUN/2/nsubj read/read/VERB/0/root out/out/ADP/2/compound:prt two/two/NUM/5/nummod counts/count/NOUN/2/obj of/of/ADP/7/case assault/assault/NOUN/5/nmod",
    ]);
    assert!(found.iter().all(|line| !line.starts_with("Armed clash")), "{found:?}");
}

#[test]
fn borrowed_words_yield_nothing() {
    check(
        "Rovers/rover/PROPN/2/nsubj captured/capture/VERB/0/root all/all/DET/5/det three/three/NUM/5/nummod points/point/NOUN/2/obj",
        &[],
    );
    check("Shares/share/NOUN/2/nsubj exploded/explode/VERB/0/root on/on/ADP/4/case Monday/Monday/PROPN/2/obl", &[]);
}

#[test]
fn evidence_quotes_the_text_and_holds_the_trigger() {
    for claim in claims(&[
        "Rebels/rebel/NOUN/2/nsubj captured/capture/VERB/0/root the/the/DET/4/det village/village/NOUN/2/obj and/and/CCONJ/6/cc burned/burn/VERB/2/conj its/its/PRON/8/nmod:poss mosque/mosque/NOUN/6/obj ././PUNCT/2/punct",
    ]) {
        assert!(claim.evidence.span.contains(claim.trigger.span), "{claim:?}");
        assert!(claim.evidence.text.contains(&claim.trigger.text));
        assert_eq!(claim.actors[0].text, "Rebels");
        assert!(matches!(claim.event_type, EventType::Battles | EventType::StrategicDevelopments));
        assert_eq!(claim.modality, Modality::Asserted);
    }
}

#[test]
fn a_parse_that_is_no_tree_is_survived() {
    let mut document = parsed(&[
        "Rebels/rebel/NOUN/2/nsubj captured/capture/VERB/4/conj the/the/DET/4/det village/village/NOUN/2/obj",
    ]);
    document.tokens[3].head = Some(99);
    let reading = Extractor::new(&Resources::shipped().unwrap()).extract(&document);
    assert!(reading.claims.len() <= 1);
}
