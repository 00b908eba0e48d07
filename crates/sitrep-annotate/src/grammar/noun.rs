//! Noun phrases: numbers stand by what they count, the last noun of a compound is its head.

use sitrep_types::Upos;

use super::{child, is_noun, is_subject};
use crate::calendar::is_time_word;
use crate::reader::{EntityLabel, EntityTag, WordReading};

/// "at least 58 people, among them 11 children", "60 soldiers had been killed and two tanks captured": a number right before
/// a noun counts that noun, not another.
pub(super) fn number_of_another_noun(reading: &mut [WordReading], number: usize) {
    let counted = number + 1;
    let another = reading[number].head.filter(|head| {
        reading[number].deprel == "nummod"
            && (*head > counted || *head < number && matches!(reading[*head].upos, Upos::Noun | Upos::Propn))
    });
    if another.is_some()
        && reading[number].upos == Upos::Num
        && reading.get(counted).is_some_and(|word| word.upos == Upos::Noun && word.deprel != "compound")
        && child(reading, counted, &["nummod"]).is_none()
    {
        reading[number].head = Some(counted);
    }
}

/// "leaving 27 dead": a number does not count an adjective that is said of whom it counts.
pub(super) fn number_of_an_adjective(reading: &mut [WordReading], number: usize) {
    let adjective = number + 1;
    if reading[number].upos != Upos::Num
        || reading[number].deprel != "nummod"
        || reading[number].head != Some(adjective)
        || reading[adjective].deprel != "xcomp"
        || !matches!(reading[adjective].upos, Upos::Adj | Upos::Verb)
    {
        return;
    }
    let Some(verb) = reading[adjective].head.filter(|verb| *verb < number) else { return };
    if child(reading, verb, &["obj"]).is_none() {
        reading[number].head = Some(verb);
        reading[number].deprel = "obj".to_owned();
    }
}

/// "US strikes on the port killed nine": a noun that is itself a subject or object and has no copula has no subject; what
/// stands right before it is part of its name.
pub(super) fn subject_of_a_noun(reading: &mut [WordReading], word: usize) {
    let noun = word + 1;
    if reading[word].deprel != "nsubj" || reading[word].head != Some(noun) || !is_noun(&reading[word]) {
        return;
    }
    let governed = matches!(reading[noun].deprel.as_str(), "nsubj" | "nsubj:pass" | "obj" | "obl" | "nmod")
        && matches!(reading[noun].upos, Upos::Noun | Upos::Propn);
    if governed && child(reading, noun, &["cop", "aux", "mark", "advmod"]).is_none() {
        reading[word].deprel = "compound".to_owned();
    }
}

/// "killing 12 soldiers and wounding seven": a number right behind a verb that has no object is its object, it does not count
/// a noun before the verb.
pub(super) fn number_of_an_earlier_noun(reading: &mut [WordReading], number: usize) {
    let earlier = reading[number].head.filter(|head| *head < number && reading[number].deprel == "nummod");
    let bounds = |word: &usize| !is_noun(&reading[*word]) && reading[*word].upos != Upos::Punct;
    let nearest = (0..number).rev().take(4).take_while(bounds).find(|word| reading[*word].upos == Upos::Verb);
    let Some(verb) = nearest.filter(|verb| earlier.is_some_and(|noun| noun < *verb)) else { return };
    if reading[verb].upos == Upos::Verb && child(reading, verb, &["obj", "aux:pass"]).is_none() {
        reading[number].head = Some(verb);
        reading[number].deprel = "obj".to_owned();
    }
}

/// "killed 12 people and wounded dozens": what "and" opens before a second object is no modifier but a second verb.
pub(super) fn modifier_as_verb(reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb < noun && reading[noun].deprel == "obj") else { return };
    let Some(modifier) = noun.checked_sub(1).filter(|modifier| {
        reading[*modifier].head == Some(noun)
            && reading[*modifier].deprel == "amod"
            && reading[*modifier].upos == Upos::Verb
    }) else {
        return;
    };
    let Some(cc) = (verb + 1..modifier).rev().find(|word| {
        reading[*word].upos == Upos::Cconj
            && matches!(reading[*word].head, Some(head) if head == noun || head == modifier)
    }) else {
        return;
    };
    let first = (verb + 1..cc).any(|word| reading[word].head == Some(verb) && reading[word].deprel == "obj");
    if first && reading[verb].upos == Upos::Verb && cc + 1 == modifier {
        reading[modifier].head = Some(verb);
        reading[modifier].deprel = "conj".to_owned();
        reading[noun].head = Some(modifier);
        reading[cc].head = Some(modifier);
    }
}

/// "killed 12 people and wounded dozens": a verb is coordinated with the verb, not with its object, and has an object of its
/// own behind it.
pub(super) fn verb_beside_an_object(reading: &mut [WordReading], second: usize) {
    let Some(object) = reading[second].head.filter(|object| *object < second && reading[second].deprel == "conj")
    else {
        return;
    };
    let Some(verb) = reading[object].head.filter(|verb| *verb < object && reading[object].deprel == "obj") else {
        return;
    };
    let opens = second.checked_sub(1).is_some_and(|cc| {
        reading[cc].deprel == "cc" && (reading[cc].head == Some(second) || reading[cc].head == Some(second + 1))
    });
    let own = second + 1;
    let behind = reading.get(own).is_some_and(|word| {
        is_noun(word)
            && word.head == Some(object)
            && matches!(word.deprel.as_str(), "conj" | "nmod" | "nummod" | "appos" | "obj")
    });
    if opens
        && behind
        && reading[second].upos == Upos::Verb
        && is_noun(&reading[object])
        && reading[verb].upos == Upos::Verb
    {
        reading[second].head = Some(verb);
        reading[own].head = Some(second);
        reading[own].deprel = "obj".to_owned();
        reading[second - 1].head = Some(second);
    }
}

/// "A mob lynched two men": determiners and compounds do not reach over a verb; the noun before the verb is its subject.
pub(super) fn modifier_over_a_verb(words: &[&str], reading: &mut [WordReading], word: usize) {
    let Some(head) = reading[word].head.filter(|head| *head > word) else { return };
    let modifies = matches!(reading[word].deprel.as_str(), "det" | "compound" | "amod" | "nummod");
    let Some(verb) = (word + 1..=head).find(|at| reading[*at].upos == Upos::Verb).filter(|_| modifies) else { return };
    let finite = child(reading, verb, &["nsubj", "nsubj:pass", "aux:pass", "mark", "case"]).is_none()
        && matches!(reading[verb].deprel.as_str(), "root" | "ccomp" | "conj" | "parataxis" | "advcl");
    let gerund = words[verb].to_lowercase().ends_with("ing");
    if !finite || gerund || verb == word + 1 && !is_noun(&reading[word]) {
        return;
    }
    match (word + 1..verb).rev().find(|at| is_noun(&reading[*at])) {
        Some(noun) if noun + 1 == verb && !is_noun(&reading[word]) => reading[word].head = Some(noun),
        None if is_noun(&reading[word]) && verb == word + 1 => {
            reading[word].head = Some(verb);
            reading[word].deprel = "nsubj".to_owned();
        }
        _ => {}
    }
}

/// "kidnapped two journalists in Norte de Santander": a name with a preposition of its own, far behind what the parse made
/// its compound, goes with the verb between them.
pub(super) fn compound_past_a_verb(reading: &mut [WordReading], noun: usize) {
    let Some(head) = reading[noun].head.filter(|head| *head < noun && reading[noun].deprel == "compound") else {
        return;
    };
    let verb = (head + 1..noun).rev().find(|word| reading[*word].upos == Upos::Verb);
    if child(reading, noun, &["case"]).is_some_and(|case| case > head && case < noun)
        && is_noun(&reading[noun])
        && let Some(verb) = verb
    {
        reading[noun].head = Some(verb);
        reading[noun].deprel = "obl".to_owned();
    }
}

/// "entered Amrin on Monday, freed inmates from the central prison": a compound does not reach over a verb. The name right
/// behind a verb without object is its object.
pub(super) fn compound_before_a_verb(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(head) = reading[noun].head.filter(|head| *head > noun) else { return };
    if !matches!(reading[noun].deprel.as_str(), "compound" | "nmod:poss") {
        return;
    }
    let Some(verb) = noun.checked_sub(1).filter(|verb| reading[*verb].upos == Upos::Verb) else { return };
    if reading[noun + 1..head].iter().any(|word| word.upos == Upos::Verb)
        && words[noun + 1..head].contains(&",")
        && child(reading, verb, &["obj", "aux:pass"]).is_none()
    {
        reading[noun].head = Some(verb);
        reading[noun].deprel = "obj".to_owned();
    }
}

/// "slammed into a depot crowded with labourers": the noun with a preposition goes with the verb before it, and the
/// participle right behind it with the noun.
pub(super) fn noun_of_its_participle(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let participle = noun + 1;
    if reading[noun].head != Some(participle) || reading[noun].deprel != "obl" || !is_noun(&reading[noun]) {
        return;
    }
    let Some(verb) = reading[participle].head.filter(|verb| *verb < noun && reading[*verb].upos == Upos::Verb) else {
        return;
    };
    let case = child(reading, noun, &["case"]).filter(|case| *case > verb && *case < noun);
    if let Some(case) = case
        && reading[participle].upos == Upos::Verb
        && reading[participle].deprel == "advcl"
        && !words[verb..case].contains(&",")
        && child(reading, participle, &["mark", "nsubj", "nsubj:pass", "aux", "aux:pass", "cc"]).is_none()
    {
        reading[noun].head = Some(verb);
        reading[participle].head = Some(noun);
        reading[participle].deprel = "acl".to_owned();
    }
}

/// "handed over by police to members", "clashes between soldiers and rebels": a preposition belongs to the noun right behind
/// it, not to a later one.
pub(super) fn preposition_of_a_later_noun(words: &[&str], reading: &mut [WordReading], case: usize) {
    if reading[case].upos != Upos::Adp || reading[case].deprel != "case" {
        return;
    }
    let Some(later) = reading[case].head.filter(|later| *later > case) else { return };
    // "Clashes between soldiers and rebels flared": the first side is no subject beside the clashes.
    if let Some(noun) =
        reading[later].head.filter(|noun| *noun > case && *noun < later && reading[later].deprel == "conj")
        && let Some(first) = case.checked_sub(1).filter(|first| is_noun(&reading[*first]))
        && reading[noun].deprel.starts_with("nsubj")
        && reading[first].deprel.starts_with("nsubj")
        && reading[noun].head == reading[first].head
    {
        reading[case].head = Some(noun);
        reading[noun].head = Some(first);
        reading[noun].deprel = "nmod".to_owned();
        return;
    }
    let apart = |word: &usize| {
        is_noun(&reading[*word])
            && matches!(reading[*word].deprel.as_str(), "obl" | "obl:agent" | "obl:unmarked" | "nmod" | "obj")
            && reading[*word].head.is_some_and(|head| head < case)
    };
    let Some(noun) = (case + 1..later).find(apart).filter(|noun| child(reading, *noun, &["case"]).is_none()) else {
        return;
    };
    if !(case + 1..noun).all(|word| reading[word].head == Some(noun))
        || reading[later].head.is_none_or(|head| head > case)
    {
        return;
    }
    reading[case].head = Some(noun);
    if reading[noun].deprel == "obj" || reading[noun].deprel == "obl:unmarked" {
        reading[noun].deprel = "obl".to_owned();
    }
    if reading[later].deprel == "obl:agent" && words[case].eq_ignore_ascii_case("by") {
        reading[later].deprel = "obl".to_owned();
    }
    // "between soldiers and rebels": both sides stand behind the preposition.
    if reading[later].deprel == "conj" && reading[later].head == reading[noun].head {
        reading[later].head = Some(noun);
    }
}

/// "the IS jihadists had killed": a plural that is a subject or object is a noun.
pub(super) fn plural_as_adjective(words: &[&str], reading: &mut [WordReading], word: usize) {
    let form = words[word];
    let plural = form.len() > 3 && form.ends_with('s') && !form.ends_with("ss") && !form.ends_with("us");
    if reading[word].upos == Upos::Adj
        && plural
        && matches!(reading[word].deprel.as_str(), "nsubj" | "nsubj:pass" | "obj" | "obl" | "obl:agent")
    {
        reading[word].upos = Upos::Noun;
    }
}

/// "two days of street fighting": what bears a preposition and a compound is a noun, and after "of" it belongs to the noun
/// before.
pub(super) fn gerund_as_verb(words: &[&str], reading: &mut [WordReading], gerund: usize) {
    if reading[gerund].upos != Upos::Verb || !words[gerund].to_lowercase().ends_with("ing") {
        return;
    }
    let Some(case) = child(reading, gerund, &["case"]).filter(|case| *case < gerund) else { return };
    if child(reading, gerund, &["compound"]).is_none_or(|compound| compound < case || compound > gerund) {
        return;
    }
    if child(reading, gerund, &["obj", "nsubj", "aux", "mark"]).is_some() {
        return;
    }
    reading[gerund].upos = Upos::Noun;
    let before =
        case.checked_sub(1).filter(|before| is_noun(&reading[*before]) && reading[*before].head != Some(gerund));
    if let Some(before) = before.filter(|_| words[case].eq_ignore_ascii_case("of") && reading[gerund].head.is_some()) {
        reading[gerund].head = Some(before);
        reading[gerund].deprel = "nmod".to_owned();
    }
}

/// Deeds that are told as nouns in -ing.
const DEEDS: &[&str] = &["bombing", "fighting", "looting", "rioting", "shelling", "shooting", "stabbing"];

/// "Four were killed in shelling by the army": behind a preposition and without object, a deed is a noun, and who stands
/// with "by" did it.
pub(super) fn deed_as_clause(words: &[&str], reading: &mut [WordReading], deed: usize) {
    if reading[deed].upos != Upos::Verb || !DEEDS.contains(&words[deed].to_lowercase().as_str()) {
        return;
    }
    // "Fighting between the clans has claimed lives"
    let opens =
        deed == 0 && matches!(reading[deed].deprel.as_str(), "nsubj" | "csubj" | "csubj:pass" | "nsubj:pass" | "advcl");
    let behind = words
        .get(1)
        .is_some_and(|word| matches!(word.to_lowercase().as_str(), "between" | "by" | "in" | "near" | "on"));
    if opens && behind && child(reading, deed, &["obj", "nsubj", "aux", "xcomp", "ccomp"]).is_none() {
        reading[deed].upos = Upos::Noun;
        if reading[deed].deprel.starts_with("csubj") {
            reading[deed].deprel.replace_range(..1, "n");
        }
        for word in &mut reading[1..] {
            if word.head == Some(deed) && word.deprel.starts_with("obl") {
                word.deprel = "nmod".to_owned();
            }
        }
        return;
    }
    let Some(mark) = deed.checked_sub(1).filter(|mark| {
        matches!(words[*mark].to_lowercase().as_str(), "in" | "during" | "amid" | "following")
            && reading[*mark].head == Some(deed)
    }) else {
        return;
    };
    let Some(above) = reading[deed].head.filter(|above| *above < deed) else { return };
    if child(reading, deed, &["obj", "nsubj", "aux", "xcomp", "ccomp"]).is_some() {
        return;
    }
    reading[deed].upos = Upos::Noun;
    reading[deed].deprel = if reading[above].upos == Upos::Verb { "obl" } else { "nmod" }.to_owned();
    reading[mark].upos = Upos::Adp;
    reading[mark].deprel = "case".to_owned();
    for word in &mut reading[deed + 1..] {
        if word.head == Some(deed) && word.deprel.starts_with("obl") {
            word.deprel = "nmod".to_owned();
        }
    }
}

/// "killing a colonel, three of his bodyguards and a driver": a number behind its noun and a comma counts the phrase that
/// follows it, and is the next of the list.
pub(super) fn number_of_the_next(words: &[&str], reading: &mut [WordReading], number: usize) {
    let Some(noun) = reading[number].head.filter(|noun| *noun + 2 == number && reading[number].deprel == "nummod")
    else {
        return;
    };
    let of = words.get(number + 1).is_some_and(|word| word.eq_ignore_ascii_case("of"));
    let them = words.get(number + 2).is_some_and(|word| matches!(*word, "them" | "whom" | "which"));
    if of && !them && words[number - 1] == "," && is_noun(&reading[noun]) && reading[number].upos == Upos::Num {
        reading[number].deprel = "conj".to_owned();
    }
}

/// "rose to 1.2 million from 800,000": of two prepositions before two numbers each has its own.
pub(super) fn preposition_of_the_first_number(reading: &mut [WordReading], case: usize) {
    let is_case = |word: &WordReading| word.upos == Upos::Adp && word.deprel == "case";
    let Some(later) = reading[case].head.filter(|later| *later > case && is_case(&reading[case])) else { return };
    let first = case + 1;
    let end = (first..later).find(|word| reading[*word].upos != Upos::Num).unwrap_or(later);
    if end == first || end >= later || !is_case(&reading[end]) || reading[end].head != Some(later) {
        return;
    }
    if reading[later].upos != Upos::Num {
        return;
    }
    let last = end - 1;
    for word in &mut reading[first..last] {
        word.head = Some(last);
        word.deprel = "compound".to_owned();
    }
    reading[last].head = reading[later].head;
    reading[last].deprel = reading[later].deprel.clone();
    reading[case].head = Some(last);
}

/// "from Chibok by Boko Haram": a preposition stands before its noun, and a noun behind one is no part of the name before it.
pub(super) fn name_past_a_preposition(reading: &mut [WordReading], name: usize) {
    let Some(earlier) = reading[name].head.filter(|head| *head < name && reading[name].deprel == "compound") else {
        return;
    };
    let Some(case) = name.checked_sub(1).filter(|case| {
        *case > earlier
            && reading[*case].upos == Upos::Adp
            && reading[*case].deprel == "case"
            && reading[*case].head == Some(earlier)
    }) else {
        return;
    };
    reading[name].deprel = "nmod".to_owned();
    reading[case].head = Some(name);
}

/// "of Karabakh Armenians": of two names side by side behind one preposition the second is the head.
pub(super) fn second_name_behind_a_preposition(words: &[&str], reading: &mut [WordReading], name: usize) {
    let second = name + 1;
    let Some(above) = reading[name].head.filter(|above| *above < name && reading[name].deprel == "nmod") else {
        return;
    };
    let Some(case) = child(reading, name, &["case"]).filter(|case| case + 1 == name) else { return };
    let beside = reading.get(second).is_some_and(|word| {
        word.upos == Upos::Propn
            && word.deprel == "nmod"
            && word.head.is_some_and(|head| head <= above)
            && child(reading, second, &["case"]).is_none()
    });
    if beside && reading[name].upos == Upos::Propn && words[second].ends_with('s') {
        reading[second].head = Some(above);
        reading[case].head = Some(second);
        reading[name].head = Some(second);
        reading[name].deprel = "compound".to_owned();
    }
}

/// "the killing of three herders by soldiers": whoever stands with "by" behind what a deed is of did the deed.
pub(super) fn agent_of_the_deed(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let by = (0..noun).rev().take(6).any(|word| {
        reading[word].head == Some(noun) && reading[word].deprel == "case" && words[word].eq_ignore_ascii_case("by")
    });
    if !by || !is_noun(&reading[noun]) || is_time_word(&words[noun].to_lowercase()) {
        return;
    }
    let of_deed = |word: usize| {
        reading[word].upos == Upos::Noun
            && (reading[word].event.is_some() || words[word].to_lowercase().ends_with("ing"))
    };
    let is_of =
        |word: usize| child(reading, word, &["case"]).is_some_and(|case| words[case].eq_ignore_ascii_case("of"));
    let deed = match (reading[noun].deprel.as_str(), reading[noun].head) {
        ("nmod", Some(above)) if above < noun && !of_deed(above) => {
            // Up from what stands between to the deed that it is of.
            let chain = std::iter::successors(Some(above), |at| {
                reading[*at].head.filter(|head| *head < *at && reading[*at].deprel == "nmod")
            });
            let steps: Vec<usize> = chain.take(4).collect();
            steps.windows(2).find(|pair| is_of(pair[0]) && of_deed(pair[1])).map(|pair| pair[1])
        }
        // "The capture of the town by rebels cut the line": the rebels are no second subject.
        (relation, Some(verb)) if relation.starts_with("nsubj") && verb > noun => (0..noun)
            .rev()
            .find(|word| reading[*word].head == Some(verb) && is_subject(&reading[*word]) && of_deed(*word)),
        _ => None,
    };
    if let Some(deed) = deed {
        reading[noun].head = Some(deed);
        reading[noun].deprel = "nmod".to_owned();
    }
}

/// "The jailbreak freed 1,500 inmates": no participle stands before the number of its noun; it is the clause's verb.
pub(super) fn verb_before_a_number(words: &[&str], reading: &mut [WordReading], verb: usize) {
    let number = verb + 1;
    let Some(noun) = reading[verb].head.filter(|noun| *noun > number && reading[verb].deprel == "amod") else { return };
    let Some(subject) = verb.checked_sub(1).filter(|subject| {
        is_noun(&reading[*subject]) && reading[*subject].head == Some(noun) && reading[*subject].deprel == "compound"
    }) else {
        return;
    };
    let counted = reading[number].upos == Upos::Num && reading[number].head == Some(noun);
    let finite = reading[verb].upos == Upos::Verb && words[verb].ends_with("ed") && reading[noun].deprel != "nmod";
    if !counted || !finite {
        return;
    }
    reading[verb].head = reading[noun].head;
    reading[verb].deprel = std::mem::replace(&mut reading[noun].deprel, "obj".to_owned());
    reading[noun].head = Some(verb);
    reading[subject].head = Some(verb);
    reading[subject].deprel = "nsubj".to_owned();
    for word in &mut reading[..subject] {
        if word.head == Some(noun) {
            word.head = Some(subject);
        }
    }
}

/// "Commander Katanga's men": what stands behind a genitive is what the name has, and the head of it all.
pub(super) fn owned_as_apposition(words: &[&str], reading: &mut [WordReading], owned: usize) {
    let Some(mark) = owned.checked_sub(1).filter(|mark| matches!(words[*mark], "'s" | "’s")) else { return };
    let Some(name) = reading[mark].head.filter(|name| *name < mark && reading[mark].deprel == "case") else { return };
    if reading[owned].head != Some(name) || reading[owned].deprel != "appos" || reading[owned].upos != Upos::Noun {
        return;
    }
    // "Commander |Katanga|": up to the title that the name stands by.
    let mut whole = name;
    while let Some(head) = reading[whole].head.filter(|head| *head < whole && reading[whole].deprel == "appos") {
        whole = head;
    }
    if words[whole..name].contains(&",") {
        return;
    }
    reading[owned].head = reading[whole].head;
    reading[owned].deprel = std::mem::replace(&mut reading[whole].deprel, "nmod:poss".to_owned());
    reading[whole].head = Some(owned);
}

/// "captured alias Ramón": the byname is the person's, and who bears it is no place.
pub(super) fn alias(words: &[&str], reading: &mut [WordReading], alias: usize) {
    let name = alias + 1;
    if !words[alias].eq_ignore_ascii_case("alias") || reading.get(name).is_none_or(|word| word.upos != Upos::Propn) {
        return;
    }
    let end = (name..reading.len()).find(|word| reading[*word].upos != Upos::Propn).unwrap_or(reading.len());
    for (at, word) in reading.iter_mut().enumerate().take(end).skip(alias) {
        word.entity = Some(EntityTag { label: EntityLabel::Per, begin: at == alias });
    }
    if reading[alias].upos == Upos::Noun && reading[alias].deprel == reading[name].deprel {
        reading[alias].head = Some(name);
        reading[alias].deprel = "compound".to_owned();
    }
}

/// "a pressure IED planted by rebels": of two common nouns side by side the second is the head.
pub(super) fn apposition_without_comma(words: &[&str], reading: &mut [WordReading], second: usize) {
    let Some(first) = reading[second].head.filter(|first| *first + 1 == second && reading[second].deprel == "appos")
    else {
        return;
    };
    // "journalist Jan Kuciak": a title without article stands before its name; "my friend Jan" is an apposition.
    let titled = reading[second].upos == Upos::Propn
        && words[second].starts_with(char::is_uppercase)
        && child(reading, first, &["det", "nmod:poss", "amod", "case"]).is_none();
    if reading[first].upos != Upos::Noun || reading[second].upos != Upos::Noun && !titled {
        return;
    }
    reading[second].head = reading[first].head;
    reading[second].deprel = std::mem::replace(&mut reading[first].deprel, "compound".to_owned());
    for (index, word) in reading.iter_mut().enumerate() {
        if index != second && word.head == Some(first) {
            word.head = Some(second);
        }
    }
    reading[first].head = Some(second);
}

/// "tear gas and rubber bullets", "Haitian police and Kenyan officers": of two conjuncts side by side the first is part of the
/// second.
pub(super) fn adjacent_conjuncts(reading: &mut [WordReading], second: usize) {
    let Some(first) = second.checked_sub(1) else { return };
    let conjuncts = reading[first].deprel == "conj" && reading[second].deprel == "conj";
    let beside = conjuncts
        && reading[first].head == reading[second].head
        && reading[first].head.is_some_and(|head| head < first);
    let opened = (0..first).any(|word| reading[word].head == Some(first) && reading[word].deprel == "cc")
        || (0..first).any(|word| reading[word].head == Some(second) && reading[word].deprel == "cc");
    if beside && opened && reading[second].upos == Upos::Noun {
        let relation = match reading[first].upos {
            Upos::Noun | Upos::Propn => "compound",
            Upos::Adj => "amod",
            _ => return,
        };
        for word in reading.iter_mut().filter(|word| word.head == Some(first)) {
            word.head = Some(second);
        }
        reading[first].head = Some(second);
        reading[first].deprel = relation.to_owned();
    }
}

/// How adjectives of peoples end.
const OF_PEOPLES: &[&str] = &["an", "ese", "ish", "ic", "i", "ch"];

/// "Ethiopia and Tigrayan forces agreed": a name stands beside the forces, only the adjective of a people describes them.
/// (Countries whose names end like adjectives, such as Sudan, are left alone.)
pub(super) fn name_beside_a_people(words: &[&str], reading: &mut [WordReading], country: usize) {
    let Some(noun) = reading[country].head.filter(|noun| *noun > country && reading[country].deprel == "compound")
    else {
        return;
    };
    let named = |word: usize| reading[word].entity.is_some();
    let is_adjective = |word: usize| OF_PEOPLES.iter().any(|end| words[word].ends_with(end));
    let (and, people) = (country + 1, country + 2);
    let joined = people + 1 == noun
        && reading[and].upos == Upos::Cconj
        && reading[people].head == Some(country)
        && reading[people].deprel == "conj"
        && named(country)
        && named(people)
        && is_adjective(people)
        && !is_adjective(country);
    if joined {
        reading[country].head = reading[noun].head;
        reading[country].deprel = std::mem::replace(&mut reading[noun].deprel, "conj".to_owned());
        reading[noun].head = Some(country);
        reading[people].head = Some(noun);
        reading[people].deprel = "amod".to_owned();
        reading[and].head = Some(noun);
    }
}
