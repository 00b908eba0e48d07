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
        "ablaze VERB 1 xcomp",
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
