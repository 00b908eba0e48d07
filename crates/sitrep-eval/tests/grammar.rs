//! The constraints of grammar by which trees are mended, held against gold trees: what is right must stay.

use std::path::Path;

use sitrep_annotate::grammar::mend;
use sitrep_annotate::reader::WordReading;
use sitrep_eval::predict::read_corpus;
use sitrep_types::Upos;

/// Trees of the UD dev part (EWT and GUM).
const GOLD: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data/ud/dev.conllu.gz");

/// Most gold trees in a thousand that may change: a few are of sentences that nobody would print.
const CHANGED: usize = 1;

#[test]
fn gold_trees_stay_as_they_are() {
    if !Path::new(GOLD).exists() {
        println!("skipped: no UD dev part");
        return;
    }
    let text = read_corpus(Path::new(GOLD)).unwrap();
    let (mut trees, mut changed) = (0, 0);
    for tree in text.split("\n\n") {
        let rows: Vec<Vec<&str>> = tree
            .lines()
            .map(|line| line.split('\t').collect::<Vec<_>>())
            .filter(|cells| cells.len() == 10 && cells[0].bytes().all(|byte| byte.is_ascii_digit()))
            .collect();
        let words: Vec<&str> = rows.iter().map(|cells| cells[1]).collect();
        let gold: Vec<WordReading> = rows
            .iter()
            .map(|cells| WordReading {
                upos: Upos::from_name(cells[3]).unwrap_or_default(),
                head: cells[6].parse::<usize>().unwrap().checked_sub(1),
                deprel: cells[7].to_owned(),
                ..WordReading::default()
            })
            .collect();
        let mut mended = gold.clone();
        mend(&words, &mut mended);
        trees += usize::from(!words.is_empty());
        if mended != gold {
            changed += 1;
            println!("changed: {}", words.join(" "));
        }
    }
    println!("{changed} of {trees} gold trees change");
    assert!(changed * 1000 <= CHANGED * trees, "{changed} of {trees} gold trees change");
}
