//! Sentences and words: what must come out of headlines, datelines, abbreviations, quotations and glued text.

use std::sync::LazyLock;

use proptest::prelude::{any, prop_assert, proptest};
use sitrep_annotate::sentence;
use sitrep_resources::{Abbreviations, Resources};
use sitrep_types::Span;

static TABLE: LazyLock<Abbreviations> =
    LazyLock::new(|| Resources::shipped().map(|resources| resources.abbreviations).unwrap_or_default());

/// The sentences of a text, their words joined by blanks.
fn split(text: &str, abbreviations: &Abbreviations) -> Vec<String> {
    let (words, sentences) = sentence::split(text, Span::new(0, text.len()), abbreviations);
    sentences
        .iter()
        .map(|sentence| {
            let words = words[sentence.first..sentence.end].iter();
            words.map(|word| word.slice(text).unwrap_or("(cut)")).collect::<Vec<_>>().join(" ")
        })
        .collect()
}

#[test]
fn sentences_and_words_are_those_of_the_treebanks() {
    let cases: &[(&str, &[&str])] = &[
        ("Two died. Five fled.", &["Two died .", "Five fled ."]),
        ("Lt. Gen. Omar Said of the U.S. Army left.", &["Lt. Gen. Omar Said of the U.S. Army left ."]),
        ("He left the U.S. The road was cut.", &["He left the U.S.", "The road was cut ."]),
        ("GAO, Mali (AFP) - Rebels left town.", &["GAO , Mali ( AFP ) -", "Rebels left town ."]),
        ("“We are leaving.” He waved.", &["“ We are leaving . ”", "He waved ."]),
        ("“Why us?” she asked.", &["“ Why us ? ” she asked ."]),
        ("The army's men didn't stop at al-Bab.", &["The army 's men did n't stop at al - Bab ."]),
        ("An anti-tank mine hit a 12-man patrol.", &["An anti-tank mine hit a 12 - man patrol ."]),
        ("Some 1,300 fled 10km on 2021-03-09.", &["Some 1,300 fled 10 km on 2021-03-09 ."]),
        ("Retaken by the forces.Troops moved on.", &["Retaken by the forces .", "Troops moved on ."]),
        ("• One camp was hit. • Another was not.", &["• One camp was hit .", "• Another was not ."]),
        ("08:40 — Shells fell. 09:15 — Quiet.", &["08:40 — Shells fell .", "09:15 — Quiet ."]),
        ("It fell on Sept. 4 to Cpl. Diaz.", &["It fell on Sept. 4 to Cpl. Diaz ."]),
        ("They spoke to J. B. Okoro.", &["They spoke to J. B. Okoro ."]),
    ];
    check(cases);
}

fn check(cases: &[(&str, &[&str])]) {
    let wrong: Vec<_> =
        cases.iter().filter_map(|(text, wanted)| Some(split(text, &TABLE)).filter(|found| found != wanted)).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn text_without_capitals_is_split_by_other_signs() {
    check(&[
        ("two died. five fled.", &["two died .", "five fled ."]),
        ("gov. omar said met gen. j. b. okoro.", &["gov. omar said met gen. j. b. okoro ."]),
        (
            "the u.s. army left. he stayed in the u.s. the road was cut.",
            &["the u.s. army left .", "he stayed in the u.s.", "the road was cut ."],
        ),
        ("it fell on sept. 4, when he sat. the rest ran.", &["it fell on sept. 4 , when he sat .", "the rest ran ."]),
        ("“why us?” she asked. “go!” nobody went.", &["“ why us ? ” she asked .", "“ go ! ”", "nobody went ."]),
        ("gao, mali (afp) - rebels left town.", &["gao , mali ( afp ) -", "rebels left town ."]),
        ("the town - or what is left of it - fell.", &["the town - or what is left of it - fell ."]),
        ("we waited … nobody came. that was it.", &["we waited … nobody came .", "that was it ."]),
        // A text with capitals keeps to them.
        ("Two of al-Bab. and five more fled.", &["Two of al - Bab . and five more fled ."]),
    ]);
}

proptest! {
    #[test]
    fn words_lie_in_order_on_character_boundaries(text in any::<String>()) {
        let (words, sentences) = sentence::split(&text, Span::new(0, text.len()), &TABLE);
        let mut end = 0;
        for word in &words {
            prop_assert!(word.start >= end && word.start < word.end && word.slice(&text).is_some());
            end = word.end;
        }
        let mut next = 0;
        for sentence in &sentences {
            prop_assert!(sentence.first == next && sentence.first < sentence.end);
            next = sentence.end;
        }
        prop_assert!(next == words.len());
    }
}

/// Letters whose small form takes more or fewer bytes, which together keep the length of the word.
#[test]
fn letters_that_change_their_length_are_split_without_harm() {
    for text in ["\u{a7dc}`\u{23a}", "m\u{a7dc}\u{1f4a}'\u{23a}", "\u{23a}\u{a7dc}'s"] {
        let (words, _) = sentence::split(text, Span::new(0, text.len()), &TABLE);
        assert!(words.iter().all(|word| word.slice(text).is_some()), "{text}");
    }
}
