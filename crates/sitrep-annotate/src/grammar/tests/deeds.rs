//! Deeds read as clauses, states read as deeds, and whom they befell.

use super::mended;

#[test]
fn at_least_is_no_preposition() {
    let rows =
        ["injuring VERB 0 root", "at ADP 3 case", "least ADJ 4 nmod", "eight NUM 5 nummod", "officers NOUN 1 obl"];
    assert_eq!(mended(&rows)[4], "1 obj");
    let kept = ["lasting VERB 0 root", "at ADP 3 case", "least ADJ 4 nmod", "eight NUM 5 nummod", "hours NOUN 1 obl"];
    assert_eq!(mended(&kept)[4], "1 obl");
}

#[test]
fn who_is_shot_dead_was_alive() {
    let rows = ["They PRON 2 nsubj", "shot VERB 0 root", "dead ADJ 5 amod", "two NUM 5 nummod", "men NOUN 2 obj"];
    assert_eq!(mended(&rows)[2], "2 xcomp");
    let kept = ["They PRON 2 nsubj", "buried VERB 0 root", "dead ADJ 5 amod", "two NUM 5 nummod", "men NOUN 2 obj"];
    assert_eq!(mended(&kept)[2], "5 amod");
}

#[test]
fn what_burns_is_no_deed() {
    let rows = [
        "set VERB 0 root",
        "a DET 3 det",
        "post NOUN 1 obj",
        "ablaze VERB 3 acl",
        "and CCONJ 6 cc",
        "shot VERB 4 conj",
        "men NOUN 6 obj",
    ];
    assert_eq!(mended(&rows)[5], "1 conj");
}

#[test]
fn who_is_believed_to_be_somebody_acts() {
    let rows = [
        "Gunmen NOUN 2 nsubj",
        "believed VERB 0 root",
        "to PART 6 mark",
        "be AUX 6 cop",
        "from ADP 6 case",
        "Katiba PROPN 7 nsubj",
        "attacked VERB 2 ccomp",
        "villages NOUN 7 obj",
    ];
    let found = mended(&rows);
    assert_eq!([&found[0], &found[1], &found[5], &found[6]], ["7 nsubj", "1 acl", "2 xcomp", "0 root"]);
    // Who believes that somebody did something is left alone.
    let kept =
        ["They PRON 2 nsubj", "believed VERB 0 root", "rebels NOUN 4 nsubj", "attacked VERB 2 ccomp", "it PRON 4 obj"];
    assert_eq!(mended(&kept)[1], "0 root");
}

#[test]
fn a_deed_behind_a_preposition_is_a_noun() {
    let rows = [
        "Four NUM 3 nsubj:pass",
        "were AUX 3 aux:pass",
        "killed VERB 0 root",
        "in SCONJ 5 mark",
        "shelling VERB 3 advcl",
        "by ADP 7 case",
        "soldiers NOUN 5 obl",
    ];
    let found = mended(&rows);
    assert_eq!([&found[3], &found[4], &found[6]], ["5 case", "3 obl", "5 nmod"]);
    let kept = ["succeeded VERB 0 root", "in SCONJ 3 mark", "shelling VERB 1 advcl", "it PRON 3 obj"];
    assert_eq!(mended(&kept)[2], "1 advcl");
}

#[test]
fn a_passive_has_no_object() {
    let rows = ["the DET 2 det", "town NOUN 5 obj", "had AUX 5 aux", "been AUX 5 aux:pass", "retaken VERB 0 root"];
    assert_eq!(mended(&rows)[1], "5 nsubj:pass");
    let rows = ["Half NOUN 3 obj", "have AUX 3 aux", "fled VERB 0 root"];
    assert_eq!(mended(&rows)[0], "3 nsubj");
    let rows = [
        "One NUM 3 nsubj:pass",
        "was AUX 3 aux:pass",
        "killed VERB 0 root",
        "and CCONJ 6 cc",
        "four NUM 6 nummod",
        "others NOUN 7 conj",
        "wounded VERB 3 obj",
        "by ADP 10 case",
        "a DET 10 det",
        "mine NOUN 6 nmod",
    ];
    let found = mended(&rows);
    assert_eq!([&found[5], &found[6], &found[9]], ["7 nsubj:pass", "3 conj", "7 obl"]);
}

#[test]
fn a_list_goes_on_with_a_number() {
    let rows = [
        "killing VERB 0 root",
        "a DET 3 det",
        "colonel NOUN 1 obj",
        ", PUNCT 5 punct",
        "three NUM 3 nummod",
        "of ADP 7 case",
        "guards NOUN 5 nmod",
    ];
    assert_eq!(mended(&rows)[4], "3 conj");
    let kept = [
        "killing VERB 0 root",
        "guards NOUN 1 obj",
        ", PUNCT 4 punct",
        "three NUM 2 nummod",
        "of ADP 6 case",
        "them PRON 4 nmod",
    ];
    assert_eq!(mended(&kept)[3], "2 nummod");
    let rows = [
        "11 NUM 6 nsubj",
        "of ADP 4 case",
        "its PRON 4 nmod:poss",
        "men NOUN 6 nsubj",
        "have AUX 6 aux",
        "died VERB 0 root",
    ];
    let found = mended(&rows);
    assert_eq!([&found[0], &found[3]], ["6 nsubj", "1 nmod"]);
}

#[test]
fn dead_and_hurt_are_two_numbers() {
    let rows = [
        "clashed VERB 0 root",
        "leaving VERB 1 advcl",
        "two NUM 4 nummod",
        "dead ADJ 7 obj",
        "and CCONJ 6 cc",
        "30 NUM 3 conj",
        "hurt VERB 1 parataxis",
    ];
    assert_eq!(mended(&rows)[2..7], ["2 obj", "2 xcomp", "6 cc", "3 conj", "6 acl"]);
}

#[test]
fn places_do_nothing() {
    let rows = [
        "They PRON 3 nsubj:pass",
        "were AUX 3 aux:pass",
        "taken VERB 0 root",
        "from ADP 5 case",
        "villages NOUN 3 obl",
        "by ADP 7 case",
        "gunmen NOUN 5 nmod",
    ];
    assert_eq!(mended(&rows)[6], "3 obl:agent");
    let kept = [
        "They PRON 3 nsubj:pass",
        "were AUX 3 aux:pass",
        "killed VERB 0 root",
        "in ADP 5 case",
        "raids NOUN 3 obl",
        "by ADP 7 case",
        "gunmen NOUN 5 nmod",
    ];
    assert_eq!(mended(&kept)[6], "5 nmod");
}

#[test]
fn each_participle_has_its_own_object() {
    let rows = [
        "shelled VERB 0 root",
        ", PUNCT 3 punct",
        "wounding VERB 1 advcl",
        "cooks NOUN 3 obj",
        "and CCONJ 6 cc",
        "damaging VERB 3 conj",
        "two NUM 8 nummod",
        "jets NOUN 4 conj",
    ];
    assert_eq!(mended(&rows)[7], "6 obj");
}

#[test]
fn an_auxiliary_has_its_subject_before_it() {
    let rows = [
        "Nine NUM 3 nsubj",
        "are AUX 3 cop",
        "dead ADJ 0 root",
        "and CCONJ 5 cc",
        "six NUM 1 conj",
        "were AUX 7 aux:pass",
        "taken VERB 3 conj",
    ];
    assert_eq!(mended(&rows)[4], "7 nsubj:pass");
    let kept =
        ["Nine NUM 5 nsubj:pass", "and CCONJ 3 cc", "six NUM 1 conj", "were AUX 5 aux:pass", "taken VERB 0 root"];
    assert_eq!(mended(&kept)[2], "1 conj");
}

#[test]
fn to_so_many_from_so_many() {
    let rows =
        ["rose VERB 0 root", "to ADP 5 case", "51 NUM 5 nummod", "from ADP 5 case", "39 NUM 1 obl", "on ADP 5 case"];
    let found = mended(&rows);
    assert_eq!([&found[1], &found[2], &found[4]], ["3 case", "1 obl", "1 obl"]);
}

#[test]
fn each_number_has_its_participle() {
    let rows = [
        "Two NUM 2 nummod",
        "soldiers NOUN 3 nsubj",
        "killed VERB 0 root",
        ", PUNCT 6 punct",
        "four NUM 2 nummod",
        "injured VERB 3 advcl",
    ];
    let found = mended(&rows);
    assert_eq!([&found[4], &found[5]], ["6 nsubj:pass", "3 conj"]);
    let rows =
        ["civilians NOUN 2 nsubj", "killed VERB 0 root", "and CCONJ 4 cc", "79 NUM 1 conj", "injured VERB 2 obj"];
    let found = mended(&rows);
    assert_eq!([&found[0], &found[3], &found[4]], ["2 nsubj:pass", "5 nsubj:pass", "2 conj"]);
    // Who killed the injured is said with an article.
    let kept = ["They PRON 2 nsubj", "killed VERB 0 root", "the DET 4 det", "injured NOUN 2 obj"];
    assert_eq!(mended(&kept)[0], "2 nsubj");
}

#[test]
fn a_share_is_the_subject() {
    let rows = [
        "two NUM 7 nsubj",
        "of ADP 3 case",
        "porters NOUN 1 nmod",
        "and CCONJ 6 cc",
        "a DET 6 det",
        "guide NOUN 3 conj",
        "died VERB 0 root",
    ];
    assert_eq!(mended(&rows)[5], "1 conj");
    let rows = [
        "90 NUM 4 nummod",
        "of ADP 4 case",
        "its PRON 4 nmod:poss",
        "men NOUN 7 obl:agent",
        "had AUX 7 aux",
        "been AUX 7 aux:pass",
        "shot VERB 0 root",
    ];
    let found = mended(&rows);
    assert_eq!([&found[0], &found[3]], ["7 nsubj:pass", "1 nmod"]);
    let rows = [
        "Armenia PROPN 2 nsubj",
        "says VERB 0 root",
        "90 NUM 2 obj",
        "of ADP 6 case",
        "its PRON 6 nmod:poss",
        "soldiers NOUN 8 obl:agent",
        "were AUX 8 aux:pass",
        "killed VERB 2 ccomp",
    ];
    let found = mended(&rows);
    assert_eq!([&found[2], &found[5]], ["8 nsubj:pass", "3 nmod"]);
}

#[test]
fn a_participle_describes_the_subject_before_it() {
    let rows = [
        "bomb NOUN 5 nsubj",
        "planted VERB 5 advcl",
        "in ADP 4 case",
        "bakeries NOUN 2 obl",
        "killed VERB 0 root",
        "two NUM 5 obj",
    ];
    assert_eq!(mended(&rows)[1], "1 acl");
    let kept = ["bomb NOUN 4 nsubj", "planted VERB 4 advcl", ", PUNCT 2 punct", "killed VERB 0 root", "two NUM 4 obj"];
    assert_eq!(mended(&kept)[1], "4 advcl");
}

#[test]
fn death_has_no_object() {
    let rows = ["They PRON 2 nsubj", "hacked VERB 0 root", "to PART 4 mark", "death VERB 2 xcomp", "men NOUN 4 obj"];
    assert_eq!(mended(&rows)[2..5], ["4 case", "2 obl", "2 obj"]);
}

#[test]
fn the_next_passive_has_its_subject_before_it() {
    let rows = [
        "Homes NOUN 3 nsubj:pass",
        "were AUX 3 aux:pass",
        "burnt VERB 0 root",
        "and CCONJ 5 cc",
        "farmers NOUN 3 nsubj:pass",
        ", PUNCT 8 punct",
        "mostly ADV 8 advmod",
        "killed VERB 3 conj",
    ];
    assert_eq!(mended(&rows)[4], "8 nsubj:pass");
}

#[test]
fn who_did_the_deed_stands_with_by() {
    let rows = [
        "killing NOUN 6 nsubj",
        "of ADP 3 case",
        "herders NOUN 1 nmod",
        "by ADP 5 case",
        "soldiers NOUN 3 nmod",
        "sparked VERB 0 root",
    ];
    assert_eq!(mended(&rows)[4], "1 nmod");
    let rows = [
        "shelling NOUN 6 nsubj",
        "of ADP 3 case",
        "towns NOUN 1 nmod",
        "by ADP 5 case",
        "rebels NOUN 6 nsubj",
        "went VERB 0 root",
    ];
    assert_eq!(mended(&rows)[4], "1 nmod");
    let kept = [
        "books NOUN 6 nsubj",
        "of ADP 3 case",
        "tales NOUN 1 nmod",
        "by ADP 5 case",
        "nuns NOUN 3 nmod",
        "sold VERB 0 root",
    ];
    assert_eq!(mended(&kept)[4], "3 nmod");
}

#[test]
fn a_name_ends_at_a_preposition() {
    let rows =
        ["girls NOUN 0 root", "from ADP 3 case", "Chibok PROPN 1 nmod", "by ADP 3 case", "Boko PROPN 3 compound"];
    assert_eq!(mended(&rows)[3..5], ["5 case", "3 nmod"]);
    let rows = [
        "Tens NUM 0 root",
        "of ADP 3 case",
        "thousands NOUN 1 nmod",
        "of ADP 5 case",
        "Karabakh PROPN 3 nmod",
        "Armenians PROPN 1 nmod",
    ];
    assert_eq!(mended(&rows)[3..6], ["6 case", "6 compound", "3 nmod"]);
}

#[test]
fn no_participle_stands_before_a_number() {
    let rows =
        ["The DET 5 det", "jailbreak NOUN 5 compound", "freed VERB 5 amod", "90 NUM 5 nummod", "inmates NOUN 0 root"];
    assert_eq!(mended(&rows), ["2 det", "3 nsubj", "0 root", "5 nummod", "3 obj"]);
}

#[test]
fn the_outcome_is_that_of_the_attack() {
    let rows = [
        "attacked VERB 0 root",
        "youths NOUN 1 obj",
        "who PRON 4 nsubj",
        "came VERB 2 acl:relcl",
        ", PUNCT 6 punct",
        "killing VERB 4 advcl",
        "two NUM 6 obj",
    ];
    assert_eq!(mended(&rows)[5], "1 advcl");
    let kept = [
        "condemned VERB 0 root",
        "men NOUN 1 obj",
        "who PRON 4 nsubj",
        "fired VERB 2 acl:relcl",
        ", PUNCT 6 punct",
        "killing VERB 4 advcl",
        "two NUM 6 obj",
    ];
    assert_eq!(mended(&kept)[5], "4 advcl");
}

#[test]
fn what_is_owned_is_the_head() {
    let rows =
        ["Commander NOUN 5 nsubj", "Katanga PROPN 1 appos", "'s PART 2 case", "men NOUN 2 appos", "fled VERB 0 root"];
    let found = mended(&rows);
    assert_eq!([&found[0], &found[1], &found[3]], ["2 compound", "4 nmod:poss", "5 nsubj"]);
}
