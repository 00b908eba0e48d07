//! Trees as the parser broke them, and as they are mended.

use super::*;

mod deeds;

/// "word upos head deprel" for each word, heads counted from 1 as in CoNLL-U; gives "head deprel" of each.
pub(super) fn mended(rows: &[&str]) -> Vec<String> {
    let cells: Vec<Vec<&str>> = rows.iter().map(|row| row.split(' ').collect()).collect();
    let words: Vec<&str> = cells.iter().map(|cells| cells[0]).collect();
    let mut reading: Vec<WordReading> = cells
        .iter()
        .map(|cells| WordReading {
            upos: Upos::from_name(cells[1]).unwrap_or_default(),
            head: cells[2].parse::<usize>().ok().and_then(|head| head.checked_sub(1)),
            deprel: cells[3].to_owned(),
            ..WordReading::default()
        })
        .collect();
    mend(&words, &mut reading);
    reading.iter().map(|word| format!("{} {}", word.head.map_or(0, |head| head + 1), word.deprel)).collect()
}

#[test]
fn a_verb_with_an_object_is_no_participle() {
    let found = mended(&[
        "Border ADJ 2 amod",
        "guards NOUN 7 nsubj",
        "arrested VERB 2 acl",
        "nine NUM 5 nummod",
        "smugglers NOUN 3 obj",
        ", PUNCT 7 punct",
        "said VERB 0 root",
        "Sova PROPN 7 nsubj",
    ]);
    assert_eq!(found[1..5], ["3 nsubj", "7 ccomp", "5 nummod", "3 obj"]);
    // A real participle governs nobody, and a verb of naming has two nouns.
    for rows in [
        ["guards NOUN 4 nsubj", "arrested VERB 1 acl", "yesterday NOUN 2 obl", "fled VERB 0 root"],
        ["camp NOUN 4 nsubj", "called VERB 1 acl", "Asos PROPN 2 obj", "burns VERB 0 root"],
    ] {
        assert_eq!(mended(&rows)[1], "1 acl");
    }
}

#[test]
fn a_finite_passive_has_an_auxiliary() {
    assert_eq!(mended(&["Defenders NOUN 2 nsubj:pass", "held VERB 0 root", "Vukovar PROPN 2 obj"])[0], "2 nsubj");
    let kept = ["Vukovar PROPN 3 nsubj:pass", "was AUX 3 aux:pass", "held VERB 0 root"];
    assert_eq!(mended(&kept)[0], "3 nsubj:pass");
    // Headlines leave the auxiliary out.
    assert_eq!(mended(&["Nine NUM 2 nsubj:pass", "killed VERB 0 root", "here ADV 2 advmod"])[0], "2 nsubj:pass");
}

#[test]
fn a_verb_has_one_subject() {
    let rows = ["strike NOUN 2 nsubj:pass", "injured VERB 0 root", "nine NUM 4 nummod", "people NOUN 2 nsubj:pass"];
    let found = mended(&rows);
    assert_eq!([&found[0], &found[3]], ["2 nsubj", "2 obj"]);
    let rows = ["Ethiopia PROPN 4 nsubj", "and CCONJ 3 cc", "rebels NOUN 4 nsubj", "agreed VERB 0 root"];
    assert_eq!(mended(&rows)[2], "1 conj");
}

#[test]
fn an_active_verb_has_no_agent() {
    let rows = [
        "UN PROPN 2 nsubj",
        "condemned VERB 0 root",
        "looting NOUN 2 obj",
        "of ADP 5 case",
        "shops NOUN 3 nmod",
        "by ADP 7 case",
        "soldiers NOUN 2 obl",
    ];
    assert_eq!(mended(&rows)[6], "3 nmod");
    let kept = ["They PRON 2 nsubj", "cut VERB 0 root", "costs NOUN 2 obj", "by ADP 5 case", "thirds NOUN 2 obl"];
    assert_eq!(mended(&kept)[4], "2 obl");
}

#[test]
fn who_tells_it_in_between_did_not_suffer_it() {
    let rows = [
        "medic NOUN 3 nsubj",
        ", PUNCT 3 punct",
        "says VERB 0 root",
        "MINUSCA PROPN 7 nsubj:pass",
        ", PUNCT 7 punct",
        "was AUX 7 aux:pass",
        "struck VERB 3 ccomp",
    ];
    let found = mended(&rows);
    assert_eq!([&found[0], &found[3]], ["7 nsubj:pass", "3 nsubj"]);
}

#[test]
fn that_behind_a_noun_tells_of_the_noun() {
    let rows = [
        "fled VERB 0 root",
        "after ADP 3 case",
        "battle NOUN 1 obl",
        "on ADP 5 case",
        "Wednesday PROPN 7 obl",
        "that PRON 7 nsubj",
        "left VERB 1 advcl",
        "ruins NOUN 7 obj",
    ];
    assert_eq!(mended(&rows)[6], "3 acl:relcl");
    let kept = ["Fled VERB 0 root", "because SCONJ 4 mark", "that PRON 4 nsubj", "burnt VERB 1 advcl"];
    assert_eq!(mended(&kept)[3], "1 advcl");
}

#[test]
fn nothing_is_coordinated_with_what_follows() {
    let rows = [
        "services NOUN 5 conj",
        "agreed VERB 0 root",
        "truce NOUN 2 obj",
        ", PUNCT 5 punct",
        "second NOUN 2 obl:unmarked",
    ];
    assert_eq!(mended(&rows)[0], "2 nsubj");
}

#[test]
fn a_subject_has_no_preposition() {
    let rows = [
        "Thousands NOUN 3 nsubj:pass",
        "were AUX 3 aux:pass",
        "displaced VERB 0 root",
        "by ADP 5 case",
        "clashes NOUN 3 nsubj:pass",
    ];
    assert_eq!(mended(&rows)[4], "3 obl:agent");
}

#[test]
fn a_noun_without_preposition_is_coordinated() {
    let rows =
        ["clashes NOUN 0 root", "between ADP 3 case", "soldiers NOUN 1 nmod", "and CCONJ 5 cc", "rebels NOUN 1 nmod"];
    assert_eq!(mended(&rows)[4], "3 conj");
}

#[test]
fn an_aside_does_not_take_the_clause() {
    let rows = [
        "reported VERB 0 root",
        ", PUNCT 3 punct",
        "citing VERB 1 advcl",
        "police NOUN 3 obj",
        ", PUNCT 8 punct",
        "that SCONJ 8 mark",
        "gunmen NOUN 8 nsubj",
        "stormed VERB 3 ccomp",
    ];
    assert_eq!(mended(&rows)[7], "1 ccomp");
}

#[test]
fn participles_keep_their_objects_and_one_another() {
    let rows = [
        "rammed VERB 0 root",
        "walls NOUN 1 obj",
        ", PUNCT 4 punct",
        "killing VERB 1 advcl",
        "six NUM 6 nummod",
        "civilians NOUN 1 parataxis",
        "and CCONJ 8 cc",
        "wounding VERB 1 conj",
        "nine NUM 8 obj",
    ];
    let found = mended(&rows);
    assert_eq!([&found[5], &found[7]], ["4 obj", "4 conj"]);
}

#[test]
fn who_stands_before_the_verb_of_a_relative_clause_acts() {
    let rows = ["girls NOUN 0 root", "it PRON 3 nsubj:pass", "abducted VERB 1 acl:relcl"];
    assert_eq!(mended(&rows)[1], "3 nsubj");
}

#[test]
fn a_particle_is_no_preposition() {
    let rows = [
        "Forces NOUN 2 nsubj:pass",
        "handed VERB 0 root",
        "over ADP 5 case",
        "their PRON 5 nmod:poss",
        "base NOUN 2 obl",
    ];
    let found = mended(&rows);
    assert_eq!([&found[0], &found[2], &found[4]], ["2 nsubj", "2 compound:prt", "2 obj"]);
}

#[test]
fn the_infinitive_has_its_own_object() {
    let rows =
        ["fired VERB 0 root", "gas NOUN 1 obj", "to PART 4 mark", "disperse VERB 1 xcomp", "protesters NOUN 1 obj"];
    assert_eq!(mended(&rows)[4], "4 obj");
}

#[test]
fn a_relative_pronoun_has_no_subject() {
    let found = mended(&[
        "teachers NOUN 0 root",
        "whom PRON 5 obj",
        "rebels NOUN 2 nsubj",
        "had AUX 5 aux",
        "seized VERB 1 acl:relcl",
    ]);
    assert_eq!(found[2], "5 nsubj");
}

#[test]
fn what_stands_before_the_verb_acts() {
    let row = "bombed VERB 0 root";
    assert_eq!(mended(&["Warplanes NOUN 2 obj", row, "camps NOUN 2 obj"])[0], "2 nsubj");
    assert_eq!(mended(&["Mobs NOUN 2 obl:unmarked", row, "camps NOUN 2 obj"])[0], "2 nsubj");
    for kept in [
        ["Monday PROPN 2 obl:unmarked", row, "camps NOUN 2 obj"],
        ["What PRON 2 obj", row, "camps NOUN 2 obj"],
        ["Camps NOUN 2 obj", row, "yesterday NOUN 2 obl:unmarked"],
    ] {
        assert_ne!(mended(&kept)[0], "2 nsubj");
    }
    let had = ["its PRON 2 nmod:poss", "troops NOUN 4 nsubj:pass", "had AUX 4 aux", "fired VERB 0 root"];
    assert_eq!(mended(&had)[1], "4 nsubj");
}

#[test]
fn a_name_after_the_verb_is_its_object() {
    let entered = ["They PRON 2 nsubj", "entered VERB 0 root", "Sirte PROPN 2 obl"];
    assert_eq!(mended(&entered)[2], "2 obj");
    assert_eq!(mended(&["They PRON 2 nsubj", "left VERB 0 root", "Monday PROPN 2 obl"])[2], "2 obl");
}

#[test]
fn a_participle_goes_with_the_verb() {
    let rows = ["took VERB 0 root", "it PRON 1 obj", ", PUNCT 4 punct", "killing VERB 1 conj", "nine NUM 4 obj"];
    assert_eq!(mended(&rows)[3], "1 advcl");
}

#[test]
fn what_is_mended_stays_a_tree() {
    const WORDS: &[&str] = &["bomb", "killing", ",", "which", "said", "by", "and", "Monday", "over", "nine", "that"];
    const DEPRELS: &[&str] = &[
        "nsubj",
        "obj",
        "obl",
        "nmod",
        "acl",
        "advcl",
        "conj",
        "ccomp",
        "parataxis",
        "compound",
        "case",
        "cc",
        "mark",
        "appos",
        "nummod",
        "amod",
        "det",
        "aux",
        "xcomp",
        "nsubj:pass",
    ];
    const UPOS: &[Upos] = &[Upos::Noun, Upos::Verb, Upos::Adp, Upos::Num, Upos::Propn, Upos::Cconj, Upos::Punct];
    // A fixed sequence of numbers without pattern (Knuth's linear congruential generator).
    let mut state = 20161_u64;
    let mut next = |below: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % below
    };
    for _ in 0..20_000 {
        let count = 2 + next(9);
        let words: Vec<&str> = (0..count).map(|_| WORDS[next(WORDS.len())]).collect();
        let root = next(count);
        // Every head stands nearer to the root than its word, so there is no circle to begin with.
        let mut reading: Vec<WordReading> = (0..count)
            .map(|word| WordReading {
                upos: UPOS[next(UPOS.len())],
                head: (word != root)
                    .then(|| if word < root { word + 1 + next(root - word) } else { root + next(word - root) }),
                deprel: DEPRELS[next(DEPRELS.len())].to_owned(),
                ..WordReading::default()
            })
            .collect();
        mend(&words, &mut reading);
        assert!((0..count).all(|word| !goes_in_circles(&reading, word)), "{words:?}");
        assert_eq!(reading.iter().filter(|word| word.head.is_none()).count(), 1, "{words:?}");
    }
}

#[test]
fn an_object_has_no_preposition() {
    let rows = ["repelled VERB 0 root", "attack NOUN 1 obj", "by ADP 4 case", "insurgents NOUN 1 obj"];
    assert_eq!(mended(&rows)[3], "2 nmod");
    let rows = ["handed VERB 0 root", "it PRON 1 obj", "to ADP 4 case", "rebels NOUN 1 obj"];
    assert_eq!(mended(&rows)[3], "1 obl");
}

#[test]
fn the_whole_governs_what_it_includes() {
    let rows = ["killing VERB 0 root", "civilians NOUN 4 nmod:unmarked", "including ADP 4 case", "children NOUN 1 obj"];
    let found = mended(&rows);
    assert_eq!([&found[1], &found[3]], ["1 obj", "2 nmod"]);
}

#[test]
fn numbers_and_compounds_stay_by_their_noun() {
    let rows = ["58 NUM 4 nummod", "people NOUN 5 obl", ", PUNCT 4 punct", "children NOUN 2 appos", "died VERB 0 root"];
    let found = mended(&rows);
    assert_eq!([&found[0], &found[1]], ["2 nummod", "5 nsubj"]);
    let rows =
        ["near ADP 2 case", "Arauca PROPN 3 obl", "kidnapped VERB 0 root", "in ADP 5 case", "Tibu PROPN 2 compound"];
    assert_eq!(mended(&rows)[4], "3 obl");
    let rows = ["days NOUN 0 root", "of ADP 4 case", "street NOUN 4 compound", "fighting VERB 1 obl"];
    assert_eq!(mended(&rows)[3], "1 nmod");
    let rows =
        ["killing VERB 0 root", "men NOUN 1 obj", "and CCONJ 4 cc", "wounding VERB 1 conj", "seven NUM 2 nummod"];
    assert_eq!(mended(&rows)[4], "4 obj");
    let rows = ["killed VERB 0 root", "men NOUN 1 obj", "and CCONJ 4 cc", "wounded VERB 5 amod", "dozens NOUN 1 obj"];
    assert_eq!(mended(&rows)[2..], ["4 cc", "1 conj", "4 obj"]);
    let rows = ["US PROPN 2 nsubj", "strikes NOUN 3 nsubj", "killed VERB 0 root", "nine NUM 3 obj"];
    assert_eq!(mended(&rows)[0], "2 compound");
    let rows = ["a DET 2 det", "pressure NOUN 4 nsubj", "mine NOUN 2 appos", "detonated VERB 0 root"];
    assert_eq!(mended(&rows)[..3], ["3 det", "3 compound", "4 nsubj"]);
}

#[test]
fn a_gerund_has_the_noun_behind_it() {
    let rows = [
        "firing VERB 0 root",
        "on ADP 3 case",
        "soldiers NOUN 1 obl",
        ", PUNCT 5 punct",
        "looting VERB 1 conj",
        "shops NOUN 1 obl",
    ];
    assert_eq!(mended(&rows)[5], "5 obj");
}

#[test]
fn a_number_counts_what_it_stands_by() {
    let rows = ["leaving VERB 0 root", "27 NUM 3 nummod", "dead ADJ 1 xcomp"];
    assert_eq!(mended(&rows), ["0 root", "1 obj", "1 xcomp"]);
    let rows = [
        "soldiers NOUN 3 nsubj:pass",
        "were AUX 3 aux:pass",
        "killed VERB 0 root",
        "and CCONJ 3 cc",
        "two NUM 1 nummod",
        "tanks NOUN 3 nsubj:pass",
        "captured VERB 3 conj",
    ];
    assert_eq!(mended(&rows)[4..], ["6 nummod", "7 nsubj:pass", "3 conj"]);
}

#[test]
fn before_a_number_stands_the_verb() {
    let rows = [
        "bomb NOUN 2 nsubj:pass",
        "hidden VERB 0 root",
        "in ADP 8 case",
        "a DET 8 det",
        "bin NOUN 6 obl:unmarked",
        "wounded VERB 8 amod",
        "four NUM 8 nummod",
        "wardens NOUN 2 obl",
    ];
    assert_eq!(mended(&rows), ["6 nsubj", "1 acl", "5 case", "5 det", "2 obl:unmarked", "0 root", "8 nummod", "6 obj"]);
}

#[test]
fn a_teller_with_a_clause_of_its_own_still_tells() {
    let rows = [
        "shelled VERB 8 ccomp",
        "town NOUN 1 obj",
        ", PUNCT 8 punct",
        "residents NOUN 2 appos",
        "who PRON 6 nsubj",
        "fled VERB 4 acl:relcl",
        "China PROPN 6 obl",
        "said VERB 0 root",
    ];
    assert_eq!(mended(&rows)[3], "8 nsubj");
}

#[test]
fn a_participle_behind_the_teller_belongs_to_what_is_told() {
    let rows = [
        "bombed VERB 4 ccomp",
        ", PUNCT 4 punct",
        "monitor NOUN 4 nsubj",
        "said VERB 0 root",
        ", PUNCT 6 punct",
        "killing VERB 4 advcl",
        "nine NUM 6 obj",
    ];
    assert_eq!(mended(&rows)[5], "1 advcl");
}

#[test]
fn a_participle_between_two_subjects_has_the_second_for_object() {
    let rows = ["gunmen NOUN 4 nsubj", "wearing VERB 3 amod", "uniforms NOUN 4 nsubj", "dragged VERB 0 root"];
    assert_eq!(mended(&rows), ["4 nsubj", "1 acl", "2 obj", "0 root"]);
}

#[test]
fn two_verbs_have_a_subject_each() {
    let rows = [
        "guard NOUN 6 nsubj",
        "was AUX 3 aux:pass",
        "killed VERB 6 parataxis",
        "and CCONJ 5 cc",
        "inmates NOUN 1 conj",
        "escaped VERB 0 root",
    ];
    assert_eq!(mended(&rows), ["3 nsubj:pass", "3 aux:pass", "0 root", "6 cc", "6 nsubj", "3 conj"]);
}

#[test]
fn a_second_verb_has_its_own_object_or_subject() {
    let rows = ["killed VERB 0 root", "men NOUN 1 obj", "and CCONJ 4 cc", "wounded VERB 2 conj", "dozens NOUN 2 conj"];
    assert_eq!(mended(&rows)[2..], ["4 cc", "1 conj", "4 obj"]);
    let rows = [
        "killed VERB 0 root",
        "men NOUN 1 obj",
        "and CCONJ 4 cc",
        "wounded VERB 1 conj",
        "over ADP 6 advmod",
        "150 NUM 2 nummod",
    ];
    assert_eq!(mended(&rows)[5], "4 obj");
    let rows = [
        "soldiers NOUN 3 nsubj:pass",
        "were AUX 3 aux:pass",
        "killed VERB 0 root",
        "and CCONJ 5 cc",
        "seven NUM 1 conj",
        "wounded ADJ 3 obj",
    ];
    assert_eq!(mended(&rows)[3..], ["6 cc", "6 nsubj:pass", "3 conj"]);
    let rows = ["troops NOUN 2 nsubj", "shot VERB 0 root", "dead ADJ 2 obj", "boys NOUN 2 obj"];
    assert_eq!(mended(&rows)[2..], ["2 xcomp", "2 obj"]);
}

#[test]
fn modifiers_do_not_reach_over_a_verb() {
    let rows =
        ["A DET 5 det", "mob NOUN 3 compound", "lynched VERB 0 root", "two NUM 5 nummod", "men NOUN 3 obl:unmarked"];
    assert_eq!(mended(&rows), ["2 det", "3 nsubj", "0 root", "5 nummod", "3 obj"]);
    let rows = ["journalist NOUN 3 nsubj", "Jan PROPN 1 appos", "fled VERB 0 root"];
    assert_eq!(mended(&rows)[..2], ["2 compound", "3 nsubj"]);
    let rows = ["my PRON 2 nmod:poss", "friend NOUN 4 nsubj", "Jan PROPN 2 appos", "fled VERB 0 root"];
    assert_eq!(mended(&rows)[2], "2 appos");
}

#[test]
fn a_preposition_stays_by_its_noun() {
    let rows =
        ["given VERB 0 root", "by ADP 5 case", "police NOUN 1 obl:agent", "to ADP 5 case", "men NOUN 1 obl:agent"];
    assert_eq!(mended(&rows)[1..], ["3 case", "1 obl:agent", "5 case", "1 obl"]);
    let rows =
        ["Clashes NOUN 0 root", "between ADP 5 case", "troops NOUN 1 nmod", "and CCONJ 5 cc", "rebels NOUN 1 conj"];
    assert_eq!(mended(&rows)[1..], ["3 case", "1 nmod", "5 cc", "3 conj"]);
    let rows = [
        "Clashes NOUN 6 nsubj",
        "between ADP 5 case",
        "troops NOUN 6 nsubj",
        "and CCONJ 5 cc",
        "rebels NOUN 6 nsubj",
        "flared VERB 0 root",
    ];
    assert_eq!(mended(&rows)[..5], ["6 nsubj", "3 case", "1 nmod", "5 cc", "3 conj"]);
}

#[test]
fn who_stands_behind_a_verb_that_has_someone_before_it_is_acted_on() {
    let found = mended(&["mob NOUN 2 obl:unmarked", "lynched VERB 0 root", "men NOUN 2 nsubj"]);
    assert_eq!([&found[0], &found[2]], ["2 nsubj", "2 obj"]);
    for kept in [
        ["Monday PROPN 2 obl:unmarked", "came VERB 0 root", "reports NOUN 2 nsubj"],
        ["here ADV 2 advmod", "came VERB 0 root", "reports NOUN 2 nsubj"],
    ] {
        assert_eq!(mended(&kept)[2], "2 nsubj");
    }
}

#[test]
fn what_is_said_has_the_first_subject() {
    let rows =
        ["Troops NOUN 5 nsubj", "fired VERB 5 ccomp", ", PUNCT 5 punct", "residents NOUN 5 nsubj", "said VERB 0 root"];
    let found = mended(&rows);
    assert_eq!([&found[0], &found[3]], ["2 nsubj", "5 nsubj"]);
}

#[test]
fn who_tells_is_the_subject_of_saying() {
    let rows = [
        "burned VERB 6 ccomp",
        "bridge NOUN 1 obj",
        ", PUNCT 5 punct",
        "exiled VERB 5 amod",
        "mayor NOUN 2 appos",
        "said VERB 0 root",
    ];
    assert_eq!(mended(&rows)[4], "6 nsubj");
}

#[test]
fn a_relative_clause_hangs_on_its_noun() {
    let rows = [
        "bomb NOUN 5 nsubj",
        ", PUNCT 4 punct",
        "which PRON 4 nsubj",
        "exploded VERB 5 ccomp",
        "killed VERB 0 root",
        "nine NUM 5 obj",
    ];
    assert_eq!(mended(&rows)[3], "1 acl:relcl");
    let rows = [
        "workers NOUN 2 nsubj",
        "held VERB 0 root",
        "since ADP 6 mark",
        "March PROPN 6 nsubj:pass",
        "were AUX 6 aux:pass",
        "freed VERB 2 advcl",
    ];
    assert_eq!(mended(&rows), ["6 nsubj:pass", "1 acl", "4 case", "2 obl", "6 aux:pass", "0 root"]);
    let rows =
        ["Mines NOUN 5 nsubj", "left VERB 5 advcl", "by ADP 4 case", "troops NOUN 5 nsubj", "killed VERB 0 root"];
    assert_eq!(mended(&rows)[..4], ["5 nsubj", "1 acl", "4 case", "2 obl:agent"]);
}

#[test]
fn before_and_stands_the_object_of_the_first_verb() {
    let rows = [
        "bomb NOUN 2 nsubj",
        "killed VERB 0 root",
        "people NOUN 5 nsubj",
        "and CCONJ 5 cc",
        "hurt VERB 2 conj",
        "25 NUM 5 obj",
    ];
    assert_eq!(mended(&rows)[2], "2 obj");
}

#[test]
fn a_participle_belongs_to_the_noun_before_it() {
    let rows =
        ["slammed VERB 0 root", "into ADP 3 case", "depot NOUN 4 obl", "crowded VERB 1 advcl", "daily ADV 4 advmod"];
    let found = mended(&rows);
    assert_eq!([&found[2], &found[3]], ["1 obl", "3 acl"]);
    let rows =
        ["entered VERB 0 root", "Amrin PROPN 5 compound", ", PUNCT 4 punct", "freed VERB 1 conj", "men NOUN 4 obj"];
    assert_eq!(mended(&rows)[1], "1 obj");
}

#[test]
fn behind_the_object_stands_no_subject() {
    let rows = ["left VERB 0 root", "800 NUM 1 obj", ", PUNCT 4 punct", "militants NOUN 1 nsubj"];
    assert_eq!(mended(&rows)[3], "2 appos");
}

#[test]
fn a_participle_is_no_clause_of_its_own() {
    let rows =
        ["stopped VERB 0 root", "buses NOUN 1 obj", ", PUNCT 4 punct", "killing VERB 1 parataxis", "six NUM 4 obj"];
    assert_eq!(mended(&rows)[3], "1 advcl");
}

#[test]
fn a_noun_behind_the_particle_is_the_object() {
    let rows = ["They PRON 2 nsubj", "took VERB 0 root", "over ADP 2 compound:prt", "base NOUN 2 obl"];
    assert_eq!(mended(&rows)[3], "2 obj");
}

#[test]
fn an_afterthought_is_no_second_object() {
    let found = mended(&[
        "They PRON 2 nsubj",
        "took VERB 0 root",
        "Gwer PROPN 2 obj",
        ", PUNCT 6 punct",
        "first ADJ 6 amod",
        "gain NOUN 2 obj",
    ]);
    assert_eq!(found[2], "2 obj");
    assert_eq!(found[5], "2 parataxis");
}
