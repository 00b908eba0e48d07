//! Clauses within clauses, as the parser broke them and as they are mended.

use super::tests::mended;

#[test]
fn a_participle_before_a_verb_with_an_auxiliary_describes_the_subject() {
    let found = mended(&[
        "Miners NOUN 2 nsubj",
        "trapped VERB 0 root",
        "since ADP 4 case",
        "May PROPN 2 obl",
        "will AUX 6 aux",
        "leave VERB 2 advcl",
    ]);
    assert_eq!(found, ["6 nsubj", "1 acl", "4 case", "2 obl", "6 aux", "0 root"]);
    // A conjunction or a comma begins a clause of its own.
    let kept =
        mended(&["Miners NOUN 2 nsubj", "waited VERB 0 root", "and CCONJ 5 cc", "will AUX 5 aux", "leave VERB 2 conj"]);
    assert_eq!(kept[1..], ["0 root", "5 cc", "5 aux", "2 conj"]);
}

#[test]
fn who_tells_it_in_between_takes_no_subject_from_the_clause() {
    let found = mended(&[
        "Herders NOUN 6 nsubj",
        ", PUNCT 6 punct",
        "tired ADJ 1 amod",
        ", PUNCT 6 punct",
        "they PRON 6 nsubj",
        "said VERB 0 root",
        ", PUNCT 6 punct",
        "of ADP 9 case",
        "raids NOUN 10 obl",
        "left VERB 6 ccomp",
    ]);
    assert_eq!([&found[0], &found[4], &found[5], &found[9]], ["10 nsubj", "6 nsubj", "10 parataxis", "0 root"]);
}

#[test]
fn a_noun_between_and_and_a_participle_is_its_subject() {
    let found = mended(&[
        "people NOUN 3 nsubj:pass",
        "were AUX 3 aux:pass",
        "killed VERB 0 root",
        "and CCONJ 6 cc",
        "hundreds NOUN 1 conj",
        "arrested VERB 3 conj",
    ]);
    assert_eq!([&found[4], &found[5]], ["6 nsubj:pass", "3 conj"]);
}

#[test]
fn of_two_conjuncts_side_by_side_the_first_is_part_of_the_second() {
    let rows =
        ["police NOUN 5 nsubj", "and CCONJ 4 cc", "Kenyan ADJ 1 conj", "officers NOUN 1 conj", "fired VERB 0 root"];
    assert_eq!(mended(&rows)[1..4], ["4 cc", "4 amod", "1 conj"]);
    let rows = ["gas NOUN 0 root", ", PUNCT 3 punct", "clubs NOUN 1 conj", "and CCONJ 5 cc", "shields NOUN 1 conj"];
    assert_eq!(mended(&rows)[2], "1 conj");
}

#[test]
fn a_relative_clause_without_a_subject_has_its_pronoun() {
    let found = mended(&[
        "ministry NOUN 0 root",
        ", PUNCT 4 punct",
        "which PRON 4 obj",
        "cited VERB 1 acl:relcl",
        "an DET 6 det",
        "elder NOUN 4 obl",
    ]);
    assert_eq!([&found[2], &found[5]], ["4 nsubj", "4 obj"]);
    let kept = mended(&["towns NOUN 0 root", "which PRON 4 obj", "rebels NOUN 4 nsubj", "hold VERB 1 acl:relcl"]);
    assert_eq!(kept[1], "4 obj");
}

#[test]
fn where_tells_of_the_place_before_it() {
    let rows = [
        "told VERB 0 root",
        "us PRON 1 iobj",
        "from ADP 4 case",
        "camps NOUN 1 obl",
        "where ADV 7 advmod",
        "they PRON 7 nsubj",
        "hid VERB 1 ccomp",
    ];
    assert_eq!(mended(&rows)[6], "4 acl:relcl");
    let asked = ["told VERB 0 root", "us PRON 1 iobj", "where ADV 5 advmod", "they PRON 5 nsubj", "hid VERB 1 ccomp"];
    assert_eq!(mended(&asked)[4], "1 ccomp");
}

#[test]
fn a_participle_set_off_by_a_comma_is_not_the_verb_of_the_sentence() {
    let found = mended(&[
        "Radio NOUN 3 nsubj",
        ", PUNCT 3 punct",
        "quoting VERB 0 root",
        "police NOUN 3 obj",
        ", PUNCT 6 punct",
        "reported VERB 4 acl:relcl",
        "raids NOUN 6 obj",
    ]);
    assert_eq!([&found[0], &found[2], &found[5]], ["6 nsubj", "6 advcl", "0 root"]);
}
