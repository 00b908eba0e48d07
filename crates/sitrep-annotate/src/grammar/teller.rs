//! Who tells it, and what is told: the subject of a verb of saying is not that of the clause it reports.

use sitrep_types::Upos;

use super::subject::has_subject;
use super::{child, is_below, is_noun, is_subject};
use crate::reader::WordReading;

/// "…, the exiled mayor of the town said": the noun right before a verb of saying that has no subject is its subject, not an
/// apposition to a noun of what is said.
pub(super) fn teller_as_apposition(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let far = reading[noun].head.is_some_and(|head| head < noun)
        && matches!(reading[noun].deprel.as_str(), "appos" | "conj" | "parataxis" | "nsubj");
    if !far || !is_noun(&reading[noun]) || child(reading, noun, &["case", "cc", "cop"]).is_some() {
        return;
    }
    let within = |word: usize| is_below(reading, word, noun);
    // "residents who fled to China said": past what is said of the teller.
    // "…, the governor, Ivan Petrov, wrote": past the comma that closes the teller's own apposition.
    let own = child(reading, noun, &["appos"]);
    let closes = |word: usize| words[word] == "," && own.is_some_and(|own| own < word);
    // "killing 13 fishermen, officials and a relative said": past who else tells it.
    let joined = (noun + 1..reading.len()).find(|word| {
        reading[*word].deprel == "conj"
            && reading[*word].head == reading[noun].head
            && reading[noun].deprel == "conj"
            && child(reading, *word, &["cc"]).is_some_and(|cc| cc > noun && (noun + 1..cc).all(within))
    });
    let beside = |word: usize| joined.is_some_and(|other| word == other || is_below(reading, word, other));
    let verb = (noun + 1..reading.len()).find(|word| !within(*word) && !closes(*word) && !beside(*word));
    let Some(verb) = verb.filter(|verb| reading[*verb].upos == Upos::Verb) else { return };
    let first = (0..noun).rev().take_while(|word| within(*word) && words[*word] != ",").last().unwrap_or(noun);
    let aside = matches!(reading[verb].deprel.as_str(), "advcl" | "parataxis")
        && reading[verb].head.is_some_and(|above| above < first)
        && TELLS.contains(&words[verb].to_lowercase().as_str());
    let said = aside || child(reading, verb, &["ccomp"]).is_some_and(|clause| clause < first);
    let comma = first.checked_sub(1).is_some_and(|before| words[before] == ",");
    if said && comma && !has_subject(reading, verb) {
        reading[noun].head = Some(verb);
        reading[noun].deprel = "nsubj".to_owned();
        if let Some(other) = joined {
            reading[other].head = Some(noun);
        }
    }
}

/// "Troops burned down the hall, residents said": of two subjects of the verb of saying, the first belongs to the verb between
/// them, which has none.
pub(super) fn subject_of_what_is_said(reading: &mut [WordReading], first: usize) {
    let Some(said) = reading[first].head.filter(|said| *said > first && is_subject(&reading[first])) else { return };
    let Some(second) =
        (first + 1..said).rev().find(|word| reading[*word].head == Some(said) && is_subject(&reading[*word]))
    else {
        return;
    };
    let between = (first + 1..second).find(|word| {
        reading[*word].head == Some(said) && reading[*word].upos == Upos::Verb && reading[*word].deprel == "ccomp"
    });
    if let Some(verb) = between
        && !has_subject(reading, verb)
    {
        reading[first].head = Some(verb);
    }
}

/// "An air strike on the capital killed seven people, a doctor told AFP": what stands before the verb of what is told, and bears
/// no preposition, is its subject and not the object of the telling.
pub(super) fn object_of_the_teller(reading: &mut [WordReading], noun: usize) {
    let Some(tells) = reading[noun].head.filter(|tells| *tells > noun && reading[noun].deprel == "obj") else { return };
    let told = child(reading, tells, &["ccomp"]).filter(|told| {
        (noun + 1..tells).contains(told) && reading[*told].upos == Upos::Verb && !has_subject(reading, *told)
    });
    let teller = child(reading, tells, &["nsubj"]).filter(|teller| *teller < tells);
    if let (Some(told), Some(teller)) = (told, teller)
        && told < teller
        && is_noun(&reading[noun])
        && child(reading, noun, &["case", "cc"]).is_none()
    {
        reading[noun].head = Some(told);
        let passive = child(reading, told, &["aux:pass"]).is_some();
        reading[noun].deprel = if passive { "nsubj:pass" } else { "nsubj" }.to_owned();
    }
}

/// Verbs with which a teller is put in between.
const TELLS: &[&str] = &[
    "says",
    "said",
    "say",
    "adds",
    "added",
    "reports",
    "reported",
    "claims",
    "claimed",
    "writes",
    "wrote",
    "insists",
    "insisted",
    "announced",
    "confirmed",
    "warned",
];

/// "a medic, says the mission, was struck": who tells it in between is not whom it happened to.
pub(super) fn teller_in_between(words: &[&str], reading: &mut [WordReading], teller: usize) {
    let relation = reading[teller].deprel.clone();
    let Some(verb) = reading[teller].head.filter(|verb| relation.starts_with("nsubj") && *verb > teller + 1) else {
        return;
    };
    let first = (0..teller).rev().take_while(|word| reading[*word].head == Some(teller)).last().unwrap_or(teller);
    let Some(tells) = first.checked_sub(1).filter(|tells| {
        *tells > 0 && words[tells - 1] == "," && TELLS.contains(&words[*tells].to_lowercase().as_str())
    }) else {
        return;
    };
    if words[teller + 1] != "," || tells == verb || reading[tells].upos != Upos::Verb {
        return;
    }
    if let Some(subject) = child(reading, tells, &["nsubj", "nsubj:pass"]).filter(|subject| *subject < tells) {
        reading[subject].head = Some(verb);
        reading[subject].deprel = relation;
        reading[teller].head = Some(tells);
        reading[teller].deprel = "nsubj".to_owned();
    }
}

/// What a teller goes on with.
const GOES_ON: &[&str] = &[
    "accusing",
    "adding",
    "blaming",
    "calling",
    "citing",
    "describing",
    "insisting",
    "noting",
    "quoting",
    "referring",
    "saying",
    "stressing",
    "urging",
    "warning",
];

/// "Troops entered the village, the minister said, while warning that it was not over": who tells it goes on, not whom it is
/// told of.
pub(super) fn gerund_of_the_teller(words: &[&str], reading: &mut [WordReading], gerund: usize) {
    let told = reading[gerund].head.filter(|told| *told < gerund && reading[gerund].deprel == "advcl");
    let Some(told) = told.filter(|_| GOES_ON.contains(&words[gerund].to_lowercase().as_str())) else { return };
    let before = (told + 1..gerund)
        .rev()
        .find(|word| !matches!(words[*word].to_lowercase().as_str(), "," | "”" | "\"" | "while" | "but" | "also"));
    let Some(said) = before.filter(|said| TELLS.contains(&words[*said].to_lowercase().as_str())) else { return };
    if reading[said].upos == Upos::Verb && !is_below(reading, said, gerund) {
        reading[gerund].head = Some(said);
    }
}
