//! Those who come to harm: how many are dead and how many hurt, and which number is whose.

use sitrep_types::Upos;

use super::{child, is_noun, is_subject};
use crate::reader::WordReading;

/// "Two soldiers killed, four injured": the number before a participle is of those who suffered that, not of those before.
pub(super) fn number_before_a_participle(words: &[&str], reading: &mut [WordReading], number: usize) {
    let state = number + 1;
    let harmed = words.get(state).is_some_and(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "killed"
                | "injured"
                | "wounded"
                | "hurt"
                | "arrested"
                | "detained"
                | "abducted"
                | "kidnapped"
                | "displaced"
        )
    });
    let Some(first) = reading[number].head.filter(|first| *first < number && reading[number].deprel == "nummod") else {
        return;
    };
    let Some(verb) = reading[first].head.filter(|verb| harmed && *verb > first && *verb < number) else { return };
    let beside = reading[state].head == Some(verb) && reading[state].upos == Upos::Verb;
    if beside && is_subject(&reading[first]) && reading[number].upos == Upos::Num {
        reading[number].head = Some(state);
        reading[number].deprel = "nsubj:pass".to_owned();
        reading[state].deprel = "conj".to_owned();
    }
}

/// "182 civilians killed and 79 injured by soldiers": of those counted each number has its own participle, and neither harms
/// the other.
pub(super) fn killed_and_injured(words: &[&str], reading: &mut [WordReading], injured: usize) {
    let harm = |word: usize| {
        matches!(
            words[word].to_lowercase().as_str(),
            "killed" | "injured" | "wounded" | "hurt" | "missing" | "arrested"
        )
    };
    let Some(number) = injured.checked_sub(1).filter(|number| harm(injured) && reading[*number].upos == Upos::Num)
    else {
        return;
    };
    let Some(killed) = reading[injured].head.filter(|killed| {
        *killed < number && reading[injured].deprel == "obj" && harm(*killed) && reading[*killed].upos == Upos::Verb
    }) else {
        return;
    };
    let Some(cc) = (killed + 1..number).find(|word| reading[*word].upos == Upos::Cconj) else { return };
    if child(reading, killed, &["aux", "aux:pass"]).is_some() {
        return;
    }
    if let Some(subject) = child(reading, killed, &["nsubj"]).filter(|subject| *subject < killed) {
        reading[subject].deprel = "nsubj:pass".to_owned();
    }
    reading[injured].upos = Upos::Verb;
    reading[injured].deprel = "conj".to_owned();
    reading[number].head = Some(injured);
    reading[number].deprel = "nsubj:pass".to_owned();
    reading[cc].head = Some(injured);
}

/// "leaving two dead and 30 hurt": a number and what became of those it counts, twice.
pub(super) fn left_dead_and_hurt(words: &[&str], reading: &mut [WordReading], dead: usize) {
    let is_leave = |word: &str| matches!(word.to_lowercase().as_str(), "leave" | "leaves" | "leaving" | "left");
    let state = |word: usize| {
        matches!(
            words[word].to_lowercase().as_str(),
            "dead" | "hurt" | "injured" | "wounded" | "missing" | "homeless" | "displaced"
        )
    };
    if !state(dead) || dead < 2 || dead + 3 >= words.len() || reading[dead + 1].upos != Upos::Cconj {
        return;
    }
    let first = dead - 1;
    let Some(verb) = (first.saturating_sub(4)..first).rev().find(|word| is_leave(words[*word])) else { return };
    let last = (dead + 3..words.len().min(dead + 7)).find(|word| state(*word));
    let Some(hurt) = last.filter(|hurt| reading[*hurt - 1].upos == Upos::Num) else { return };
    let second = hurt - 1;
    if reading[first].upos != Upos::Num
        || reading[verb].upos != Upos::Verb
        || reading[dead].upos == Upos::Noun && child(reading, dead, &["det"]).is_some()
    {
        return;
    }
    for (word, head, deprel) in [
        (first, verb, "obj"),
        (dead, verb, "xcomp"),
        (second, first, "conj"),
        (hurt, second, "acl"),
        (dead + 1, second, "cc"),
    ] {
        reading[word].head = Some(head);
        reading[word].deprel = deprel.to_owned();
    }
    reading[dead].upos = Upos::Adj;
    if reading[hurt].upos == Upos::Noun {
        reading[hurt].upos = Upos::Adj;
    }
}

/// "nine bodies and 47 injured people": a participle between a number and a bare noun is of the noun.
pub(super) fn participle_of_the_counted(words: &[&str], reading: &mut [WordReading], state: usize) {
    let harmed =
        matches!(words[state].to_lowercase().as_str(), "injured" | "wounded" | "killed" | "displaced" | "armed");
    let noun = state + 1;
    let Some(number) = state.checked_sub(1).filter(|_| harmed && noun < reading.len()) else { return };
    if reading[number].upos != Upos::Num
        || reading[number].head != Some(state)
        || reading[noun].upos != Upos::Noun
        || reading[noun].head != Some(state)
        || reading[noun].deprel != "obj"
    {
        return;
    }
    let (head, deprel) = (reading[state].head, reading[state].deprel.clone());
    // Behind "and" it is coordinated with the object before it.
    let object =
        head.and_then(|verb| child(reading, verb, &["obj"])).filter(|object| *object < number && deprel == "conj");
    for word in reading.iter_mut().filter(|word| word.head == Some(state)) {
        word.head = Some(noun);
    }
    (reading[noun].head, reading[noun].deprel) = (object.or(head), deprel);
    (reading[state].head, reading[state].deprel) = (Some(noun), "amod".to_owned());
    reading[number].deprel = "nummod".to_owned();
}

/// "left 23 people dead and dozens of homes burned": a verb has one complement for its object; the second one is of what is
/// coordinated with the object.
pub(super) fn second_complement(reading: &mut [WordReading], second: usize) {
    let Some(verb) = reading[second].head.filter(|verb| *verb < second && reading[second].deprel == "xcomp") else {
        return;
    };
    let mut before = (verb + 1..second).filter(|word| reading[*word].head == Some(verb));
    let Some(object) = before.find(|word| reading[*word].deprel == "obj") else { return };
    let Some(first) = before.find(|word| reading[*word].deprel == "xcomp") else { return };
    let coordinated = |word: &usize| reading[*word].head == Some(object) && reading[*word].deprel == "conj";
    if let Some(own) = (first + 1..second).find(coordinated) {
        reading[second].head = Some(own);
        reading[second].deprel = "acl".to_owned();
    }
}

/// "11 of its soldiers and 37 terrorists died", "two of its porters and a guide": of a number and the noun that it is of, the number is the subject, and what
/// is counted beside them is coordinated with it.
pub(super) fn share_as_second_subject(words: &[&str], reading: &mut [WordReading], number: usize) {
    let of = number + 1;
    if reading[number].upos != Upos::Num || words.get(of).is_none_or(|word| !word.eq_ignore_ascii_case("of")) {
        return;
    }
    let Some(noun) = reading[of].head.filter(|noun| *noun > of && is_noun(&reading[*noun])) else { return };
    let alike = reading[noun].head == reading[number].head
        && reading[noun].deprel == reading[number].deprel
        && matches!(reading[noun].deprel.as_str(), "nsubj" | "nsubj:pass" | "obj");
    // "said 2,317 of its soldiers were killed": the number was taken for what is said.
    let verb = reading[noun].head.filter(|verb| {
        *verb > noun
            && reading[*verb].upos == Upos::Verb
            && reading[*verb].head.is_some()
            && reading[*verb].head == reading[number].head
            && reading[*verb].deprel == "ccomp"
            && reading[number].deprel == "obj"
            && child(reading, *verb, &["nsubj", "nsubj:pass", "csubj", "expl"]).is_none_or(|subject| subject == noun)
    });
    // "11 of its supporters had been shot": the noun behind "of" was taken for the whole.
    let counts_it = reading[number].head == Some(noun) && reading[number].deprel == "nummod";
    if counts_it {
        reading[number].head = reading[noun].head;
        reading[number].deprel = reading[noun].deprel.clone();
        let verb = reading[noun].head.filter(|verb| {
            *verb > noun
                && reading[*verb].upos == Upos::Verb
                && child(reading, *verb, &["nsubj", "nsubj:pass", "csubj", "expl"]).is_none()
                && reading[noun].deprel.starts_with("obl")
        });
        if let Some(verb) = verb {
            let passive = child(reading, verb, &["aux:pass"]).is_some();
            reading[number].deprel = if passive { "nsubj:pass" } else { "nsubj" }.to_owned();
        }
    } else if !alike && verb.is_none() && !(reading[noun].head == Some(number) && reading[noun].deprel == "nmod") {
        return;
    }
    if let Some(verb) = verb {
        let passive = child(reading, verb, &["aux:pass"]).is_some();
        reading[number].head = Some(verb);
        reading[number].deprel = if passive { "nsubj:pass" } else { "nsubj" }.to_owned();
    }
    reading[noun].head = Some(number);
    reading[noun].deprel = "nmod".to_owned();
    for other in noun + 1..reading.len() {
        let beside = reading[other].head == Some(noun) && reading[other].deprel == "conj";
        let article = child(reading, other, &["det"]).is_some_and(|det| matches!(words[det], "a" | "an"));
        if beside && (article || child(reading, other, &["nummod"]).is_some()) {
            reading[other].head = Some(number);
        }
    }
}

/// "hacked to death 30 people": what is done to death is the verb's object, and death has none.
pub(super) fn done_to_death(words: &[&str], reading: &mut [WordReading], death: usize) {
    let Some(to) = death
        .checked_sub(1)
        .filter(|to| words[death].eq_ignore_ascii_case("death") && words[*to].eq_ignore_ascii_case("to"))
    else {
        return;
    };
    let Some(verb) = reading[death].head.filter(|verb| *verb < to && reading[*verb].upos == Upos::Verb) else { return };
    if reading[death].upos != Upos::Verb && reading[death].deprel != "xcomp" && reading[death].deprel != "obl" {
        return;
    }
    reading[death].upos = Upos::Noun;
    reading[death].deprel = "obl".to_owned();
    reading[to].upos = Upos::Adp;
    reading[to].head = Some(death);
    reading[to].deprel = "case".to_owned();
    for object in &mut reading[death + 1..] {
        if object.head == Some(death) && object.deprel == "obj" {
            object.head = Some(verb);
        }
    }
}

/// "100 homes were burnt and 40 people, mostly farmers, killed in the raid": behind its passive verb and "and" stands the
/// subject of the next one.
pub(super) fn subject_of_the_later_passive(reading: &mut [WordReading], noun: usize) {
    let Some(first) = reading[noun].head.filter(|verb| *verb < noun && reading[noun].deprel == "nsubj:pass") else {
        return;
    };
    let second = (noun + 1..reading.len()).find(|word| {
        reading[*word].head == Some(first) && reading[*word].deprel == "conj" && reading[*word].upos == Upos::Verb
    });
    let own = (0..first).any(|word| reading[word].head == Some(first) && is_subject(&reading[word]));
    if let Some(second) = second
        && own
        && is_noun(&reading[noun])
        && child(reading, second, &["nsubj", "nsubj:pass", "csubj", "expl"]).is_none()
    {
        reading[noun].head = Some(second);
        if let Some(cc) =
            (first + 1..noun).find(|word| reading[*word].upos == Upos::Cconj && reading[*word].head == Some(noun))
        {
            reading[cc].head = Some(second);
        }
    }
}
