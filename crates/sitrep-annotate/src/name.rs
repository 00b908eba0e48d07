//! Settles what the encoder's entity tags leave open where the tables know better: peoples and nationalities.
//!
//! A small encoder knows the countries' adjectives but guesses at rarer peoples ("Hazara", "Masalit"), and takes the
//! force into the name ("Israeli army"). A group's name is one word here; what stands beside it is described by it.

use sitrep_gazetteer::Gazetteer;
use sitrep_resources::{Peoples, Resources};
use sitrep_types::Upos;

use crate::lemma::lemma;
use crate::reader::{EntityLabel, EntityTag, WordReading};

/// Rewrites the entity tags of one sentence. `readings` has one entry a word; `caseless` tells that the text has no
/// capitals, so that names are written small.
pub fn settle(words: &[&str], readings: &mut [WordReading], peoples: &Peoples, gazetteer: &Gazetteer, caseless: bool) {
    for at in 0..words.len().min(readings.len()) {
        if !is_people(words[at], peoples, gazetteer, caseless) {
            continue;
        }
        let run = run_around(readings, at);
        match readings[at].entity.map(|tag| tag.label) {
            None if caseless && readings[at].upos == Upos::Noun => {}
            // "ukrainian marines": one body in the encoder's eyes.
            Some(EntityLabel::Org) if caseless && run == (at..at + 2) && readings[at + 1].upos == Upos::Noun => {
                name_group(readings, at);
                readings[at + 1].entity = None;
            }
            Some(EntityLabel::Norp) if caseless && run.len() > 2 && at == run.start && is_body(words[run.end - 1]) => {
                name_body(readings, run);
            }
            None if matches!(readings[at].upos, Upos::Adj | Upos::Propn | Upos::Noun) => name_group(readings, at),
            Some(EntityLabel::Norp) if run.len() > 1 => settle_long_group(words, readings, run, at),
            // "Christian", "Israel": a first name unless it describes what follows.
            Some(EntityLabel::Per) if run.len() == 1 && describes_next(words, readings, at) => name_group(readings, at),
            Some(EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Org | EntityLabel::Misc) if run.len() == 1 => {
                name_group(readings, at);
            }
            _ => {}
        }
    }
}

/// "Refugees fleeing the town": the capital of a sentence's first word makes no name of a noun for people.
pub fn settle_first_noun(words: &[&str], readings: &mut [WordReading], resources: &Resources) {
    let (Some(word), Some(first)) = (words.first(), readings.first_mut()) else { return };
    let plural = word.ends_with('s') && word.chars().skip(1).all(char::is_lowercase);
    let noun = lemma(&word.to_lowercase(), Upos::Noun, &resources.lemmas);
    if first.upos == Upos::Propn && plural && resources.actors.noun(&noun).is_some() {
        first.upos = Upos::Noun;
        first.entity = None;
    }
}

fn is_people(word: &str, peoples: &Peoples, gazetteer: &Gazetteer, caseless: bool) -> bool {
    if caseless && word.starts_with(char::is_lowercase) {
        return !peoples.is_other_word(word)
            && (peoples.kind(&capitalised(word)).is_some() || gazetteer.country_of_demonym(word).is_some());
    }
    word.starts_with(char::is_uppercase)
        && (peoples.kind(word).is_some() || gazetteer.country_of_demonym(word).is_some())
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(char::to_uppercase).into_iter().flatten().chain(characters).collect()
}

fn name_group(readings: &mut [WordReading], at: usize) {
    readings[at].entity = Some(EntityTag { label: EntityLabel::Norp, begin: true });
}

/// The words of the name that a word is tagged as part of.
fn run_around(readings: &[WordReading], at: usize) -> std::ops::Range<usize> {
    let Some(tag) = readings[at].entity else { return at..at };
    let inside = |word: usize| readings[word].entity.is_some_and(|other| other.label == tag.label && !other.begin);
    let mut first = at;
    while first > 0 && inside(first) {
        first -= 1;
    }
    let mut end = at + 1;
    while end < readings.len() && inside(end) {
        end += 1;
    }
    first..end
}

/// "Israeli army": the name ends with the people; "Syrian Arab Army": what is named is a body.
fn settle_long_group(words: &[&str], readings: &mut [WordReading], run: std::ops::Range<usize>, at: usize) {
    let after = at + 1..run.end;
    if after.clone().all(|word| words[word].starts_with(char::is_lowercase)) {
        for word in after {
            readings[word].entity = None;
        }
    } else if at == run.start
        && after.clone().all(|word| words[word].starts_with(char::is_uppercase))
        && is_body(words[run.end - 1])
    {
        name_body(readings, run);
    }
}

/// Whether a name that ends so is a body's.
fn is_body(last: &str) -> bool {
    const BODIES: &[&str] =
        &["army", "forces", "front", "guard", "guards", "police", "union", "league", "brigade", "party"];
    BODIES.contains(&last.to_lowercase().as_str())
}

fn name_body(readings: &mut [WordReading], run: std::ops::Range<usize>) {
    for word in run {
        if let Some(tag) = &mut readings[word].entity {
            tag.label = EntityLabel::Org;
        }
    }
}

/// "Hazara students": a plain noun follows.
fn describes_next(words: &[&str], readings: &[WordReading], at: usize) -> bool {
    words.get(at + 1).is_some_and(|next| next.starts_with(char::is_lowercase)) && readings[at + 1].upos == Upos::Noun
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Words as `word/UPOS/tag`, tags as in IOB2; gives the tags after settling.
    fn settled(line: &str) -> String {
        let cells: Vec<Vec<&str>> = line.split(' ').map(|cell| cell.split('/').collect()).collect();
        let words: Vec<&str> = cells.iter().map(|cell| cell[0]).collect();
        let mut readings: Vec<WordReading> = cells
            .iter()
            .map(|cell| WordReading {
                upos: match cell[1] {
                    "A" => Upos::Adj,
                    "N" => Upos::Noun,
                    "P" => Upos::Propn,
                    _ => Upos::Verb,
                },
                entity: cell.get(2).and_then(|tag| {
                    let label = EntityLabel::from_name(&tag[2..])?;
                    Some(EntityTag { label, begin: tag.starts_with('B') })
                }),
                ..WordReading::default()
            })
            .collect();
        let peoples = Peoples::shipped().expect("table");
        let caseless = crate::casing::is_caseless(&words.join(" "));
        settle(&words, &mut readings, &peoples, &Gazetteer::shipped().expect("gazetteer"), caseless);
        let tag = |reading: &WordReading| match reading.entity {
            None => "O".to_owned(),
            Some(tag) => format!("{}-{:?}", if tag.begin { "B" } else { "I" }, tag.label),
        };
        readings.iter().map(tag).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn peoples_are_groups_and_bodies_are_organisations() {
        let table = [
            ("Hazara/A/B-PER students/N fled/V", "B-Norp O O"),
            ("Druze/A leader/N Walid/P/B-PER", "B-Norp O B-Per"),
            ("Israeli/A/B-NORP army/N/I-NORP said/V", "B-Norp O O"),
            ("Syrian/A/B-NORP Arab/A/I-NORP Army/P/I-NORP", "B-Org I-Org I-Org"),
            ("Tigrayan/A/B-ORG forces/N", "B-Norp O"),
            // and what stays as it is
            ("Christian/P/B-PER said/V", "B-Per O"),
            ("Syrian/A/B-ORG Democratic/A/I-ORG Forces/P/I-ORG", "B-Org I-Org I-Org"),
            ("Loud/A african/A drums/N", "O O O"),
            // Without capitals the tables still know peoples, but not words that are others too.
            ("the/V hazara/P/B-LOC homes/N", "O B-Norp O"),
            ("iraqi/A/B-ORG marines/N/I-ORG fled/V", "B-Norp O O"),
            ("syrian/A/B-NORP arab/A/I-NORP army/P/I-NORP", "B-Org I-Org I-Org"),
            ("he/V sold/V polish/N", "O O O"),
            ("a/V german/N/B-PER said/V", "O B-Per O"),
        ];
        for (line, tags) in table {
            assert_eq!(settled(line), tags, "{line}");
        }
    }
}
