//! Participles, asides and coordination: what belongs to which verb.

use sitrep_types::Upos;

use super::{child, is_below, is_noun, is_subject};
use crate::calendar::is_time_word;
use crate::reader::WordReading;

/// Verbs whose participle may govern a second noun: "a camp called Asos", "a man given shelter".
const TWO_OBJECTS: &[&str] = &[
    "called",
    "named",
    "renamed",
    "dubbed",
    "nicknamed",
    "entitled",
    "titled",
    "termed",
    "labelled",
    "labeled",
    "deemed",
    "considered",
    "given",
    "awarded",
    "granted",
    "offered",
    "sent",
    "handed",
    "shown",
    "paid",
    "told",
    "asked",
    "denied",
    "assigned",
    "promised",
    "owed",
    "made",
    "elected",
    "appointed",
    "declared",
    "taught",
    "left",
];

/// "Israeli forces arrested 14 Palestinians": a participle that follows its noun is passive and governs nobody; what
/// governs an object is the clause's verb, and the noun its subject.
pub(super) fn participle_with_an_object(words: &[&str], reading: &mut [WordReading], verb: usize) {
    let Some(noun) = reading[verb].head.filter(|noun| *noun < verb && reading[verb].deprel == "acl") else { return };
    let form = words[verb].to_lowercase();
    if reading[verb].upos != Upos::Verb || form.ends_with("ing") || TWO_OBJECTS.contains(&form.as_str()) {
        return;
    }
    if child(reading, verb, &["mark", "aux", "aux:pass", "cop", "nsubj", "nsubj:pass", "obl:agent"]).is_some() {
        return;
    }
    let Some(object) = child(reading, verb, &["obj"]).filter(|object| *object > verb) else { return };
    let between = &reading[verb + 1..object];
    if between.iter().any(|word| matches!(word.upos, Upos::Adp | Upos::Punct | Upos::Verb | Upos::Sconj)) {
        return;
    }
    let above = match reading[noun].deprel.as_str() {
        "root" | "conj" | "ccomp" | "parataxis" | "dep" => reading[noun].deprel.clone(),
        "nsubj" | "nsubj:pass" | "obj" => "ccomp".to_owned(),
        _ => return,
    };
    reading[verb].head = reading[noun].head;
    reading[verb].deprel = above;
    reading[noun].head = Some(verb);
    reading[noun].deprel = "nsubj".to_owned();
}

/// "ambushed a convoy, killing nine": a participle after a comma and without conjunction goes with the verb, it is not
/// coordinated with it.
pub(super) fn participle_as_conjunct(words: &[&str], reading: &mut [WordReading], verb: usize) {
    let Some(above) = reading[verb].head.filter(|above| *above < verb && reading[verb].deprel == "conj") else {
        return;
    };
    let is_gerund = |word: usize| words[word].to_lowercase().ends_with("ing");
    if reading[verb].upos == Upos::Verb
        && reading[above].upos == Upos::Verb
        && is_gerund(verb)
        && !is_gerund(above)
        && words[verb - 1] == ","
        && child(reading, verb, &["cc", "aux", "nsubj"]).is_none()
    {
        reading[verb].deprel = "advcl".to_owned();
    }
}

/// "The bomb, which exploded near a school, killed nine": a clause that "which" or "who" opens right behind a noun and its
/// comma is a relative clause of the noun.
pub(super) fn relative_clause_of_its_noun(words: &[&str], reading: &mut [WordReading], pronoun: usize) {
    let relative = matches!(words[pronoun].to_lowercase().as_str(), "which" | "who" | "whom");
    if !relative || pronoun < 2 || !matches!(reading[pronoun].deprel.as_str(), "nsubj" | "nsubj:pass" | "obj") {
        return;
    }
    let Some(verb) = reading[pronoun].head.filter(|verb| *verb > pronoun && reading[*verb].upos == Upos::Verb) else {
        return;
    };
    let noun = pronoun - 2;
    // No relative clause stands before its noun.
    let astray = reading[verb].deprel == "acl:relcl" && reading[verb].head.is_some_and(|head| head > verb);
    if words[pronoun - 1] == ","
        && is_noun(&reading[noun])
        && (astray || matches!(reading[verb].deprel.as_str(), "ccomp" | "parataxis" | "advcl" | "dep"))
        && reading[noun].head != Some(verb)
    {
        // Of "the mayor of the town, who …" the whole phrase is meant, of "the town of Sinjar, which …" as well.
        let mut whole = noun;
        while let Some(head) = reading[whole].head.filter(|head| {
            *head < whole
                && matches!(reading[whole].deprel.as_str(), "flat" | "nmod" | "compound")
                && is_noun(&reading[*head])
        }) {
            whole = head;
        }
        if reading[whole].head != Some(verb) && whole != verb {
            reading[verb].head = Some(whole);
            reading[verb].deprel = "acl:relcl".to_owned();
        }
    }
}

/// "after a battle on Wednesday that left nine dead": a clause of circumstance has a conjunction; what begins with "that"
/// behind a noun tells of the noun, not of the day that stands between.
pub(super) fn relative_clause_with_that(words: &[&str], reading: &mut [WordReading], pronoun: usize) {
    let is_subject = matches!(reading[pronoun].deprel.as_str(), "nsubj" | "nsubj:pass");
    if !words[pronoun].eq_ignore_ascii_case("that") || !is_subject || reading[pronoun].upos != Upos::Pron {
        return;
    }
    let Some(verb) = reading[pronoun].head.filter(|verb| *verb > pronoun && reading[*verb].upos == Upos::Verb) else {
        return;
    };
    let circumstance = matches!(reading[verb].deprel.as_str(), "advcl" | "advcl:relcl" | "parataxis" | "dep");
    // "It was the raid that …" hangs its clause on a noun.
    let governed_before = reading[verb].head.is_some_and(|head| head < pronoun && reading[head].upos == Upos::Verb);
    if !circumstance || !governed_before || child(reading, verb, &["mark", "cc"]).is_some() {
        return;
    }
    if !pronoun.checked_sub(1).is_some_and(|before| is_noun(&reading[before])) {
        return;
    }
    let is_time = |word: usize| is_time_word(&words[word].to_lowercase());
    let skipped =
        |word: &usize| is_time(*word) || matches!(reading[*word].upos, Upos::Adp | Upos::Det | Upos::Num | Upos::Adj);
    let Some(mut noun) = (0..pronoun).rev().find(|word| !skipped(word)) else { return };
    // "the blasts in Baghdad that killed nine": not the town.
    while reading[noun].upos == Upos::Propn
        && let Some(head) = reading[noun].head.filter(|head| *head < noun && is_noun(&reading[*head]))
    {
        noun = head;
    }
    if reading[noun].upos == Upos::Noun && reading[noun].head != Some(verb) {
        reading[verb].head = Some(noun);
        reading[verb].deprel = "acl:relcl".to_owned();
    }
}

/// "eleven men accused of a raid": what describes the noun before it and ends so is a participle, whatever its tag.
pub(super) fn participle_as_noun(words: &[&str], reading: &mut [WordReading], word: usize) {
    let behind_its_noun = word > 0 && reading[word].head == Some(word - 1) && is_noun(&reading[word - 1]);
    if reading[word].deprel == "acl"
        && reading[word].upos == Upos::Noun
        && behind_its_noun
        && words[word].ends_with("ed")
    {
        reading[word].upos = Upos::Verb;
    }
}

/// "stopped the column, killing six": a participle without subject or auxiliary, after a comma, is no clause of its own.
pub(super) fn participle_as_parataxis(words: &[&str], reading: &mut [WordReading], verb: usize) {
    let Some(above) = reading[verb].head.filter(|above| *above < verb && reading[verb].deprel == "parataxis") else {
        return;
    };
    if reading[verb].upos == Upos::Verb
        && reading[above].upos == Upos::Verb
        && words[verb].to_lowercase().ends_with("ing")
        && words[verb - 1] == ","
        && child(reading, verb, &["obj"]).is_some()
        && child(reading, verb, &["cc", "aux", "nsubj", "cop"]).is_none()
    {
        reading[verb].deprel = "advcl".to_owned();
    }
}

/// "rammed a wall, killing six and wounding 120": a participle is coordinated with the participle before it.
pub(super) fn coordinated_participle(words: &[&str], reading: &mut [WordReading], second: usize) {
    let is_gerund = |word: usize| words[word].to_lowercase().ends_with("ing") && reading[word].upos == Upos::Verb;
    let Some(verb) = reading[second].head.filter(|verb| *verb < second && reading[second].deprel == "conj") else {
        return;
    };
    if !is_gerund(second) || is_gerund(verb) || child(reading, second, &["aux", "nsubj"]).is_some() {
        return;
    }
    let first = (verb + 1..second)
        .rev()
        .find(|word| is_gerund(*word) && reading[*word].head == Some(verb) && reading[*word].deprel == "advcl");
    if let Some(first) = first.filter(|_| child(reading, second, &["cc"]).is_some()) {
        reading[second].head = Some(first);
    }
}

/// "clashes between the army and rebels": what "and" joins without a preposition of its own is coordinated with the noun
/// before it.
pub(super) fn coordinated_without_preposition(reading: &mut [WordReading], second: usize) {
    let Some(above) = reading[second].head.filter(|above| *above < second && reading[second].deprel == "nmod") else {
        return;
    };
    let joined = (above + 1..second).any(|word| {
        reading[word].head == Some(second) && reading[word].deprel == "cc" && reading[word].upos == Upos::Cconj
    });
    let first = (above + 1..second).rev().find(|word| {
        reading[*word].head == Some(above)
            && reading[*word].deprel == "nmod"
            && child(reading, *word, &["case"]).is_some()
    });
    if let Some(first) = first.filter(|_| joined && child(reading, second, &["case"]).is_none()) {
        reading[second].head = Some(first);
        reading[second].deprel = "conj".to_owned();
    }
}

/// "reported, citing police, that four gunmen …": the clause that "that" opens behind the second comma goes with the verb
/// before the first.
pub(super) fn clause_after_an_aside(words: &[&str], reading: &mut [WordReading], clause: usize) {
    let Some(aside) = reading[clause].head.filter(|aside| *aside < clause && reading[clause].deprel == "ccomp") else {
        return;
    };
    let Some(verb) = reading[aside].head.filter(|verb| *verb < aside && reading[aside].deprel == "advcl") else {
        return;
    };
    let mark = (aside + 1..clause).find(|word| {
        reading[*word].head == Some(clause)
            && reading[*word].deprel == "mark"
            && words[*word].eq_ignore_ascii_case("that")
    });
    let between_commas = mark.is_some_and(|mark| words[mark - 1] == ",")
        && words[verb + 1..aside].contains(&",")
        && words[aside].to_lowercase().ends_with("ing");
    if between_commas && child(reading, verb, &["ccomp"]).is_none() {
        reading[clause].head = Some(verb);
    }
}

/// "a bomb hidden in a bin wounded four wardens": what stands before the number of a noun is no participle of the noun but the
/// verb that has it for object; the verb taken for its own is a participle.
pub(super) fn participle_before_a_number(reading: &mut [WordReading], verb: usize) {
    let number = verb + 1;
    let Some(noun) = reading[verb]
        .head
        .filter(|noun| *noun > number && reading[verb].upos == Upos::Verb && reading[verb].deprel == "amod")
    else {
        return;
    };
    let counted = reading[number].upos == Upos::Num && reading[number].head == Some(noun);
    let Some(above) = reading[noun].head.filter(|above| *above < verb && counted) else { return };
    let subject = above.checked_sub(1).filter(|subject| is_subject(&reading[*subject]) && is_noun(&reading[*subject]));
    let Some(subject) = subject.filter(|subject| reading[*subject].head == Some(above)) else { return };
    if reading[above].upos != Upos::Verb || child(reading, above, &["aux", "aux:pass", "obj"]).is_some() {
        return;
    }
    reading[verb].head = reading[above].head;
    reading[verb].deprel = std::mem::replace(&mut reading[above].deprel, "acl".to_owned());
    reading[above].head = Some(subject);
    reading[subject].head = Some(verb);
    reading[subject].deprel = "nsubj".to_owned();
    reading[noun].head = Some(verb);
    reading[noun].deprel = "obj".to_owned();
    for word in reading[above + 1..verb].iter_mut().filter(|word| word.head == Some(verb)) {
        word.head = Some(above);
    }
    for word in above + 1..verb {
        let own = reading[word].head == Some(noun);
        if own && matches!(reading[word].upos, Upos::Adp | Upos::Det) {
            let phrase = (word + 1..verb).rev().find(|phrase| reading[*phrase].head == Some(above));
            reading[word].head = phrase.or(Some(above));
        }
    }
}

/// "The soldiers held in Arauca will be freed": what follows a subject and its participle without conjunction, and has an
/// auxiliary, is the clause's verb.
pub(super) fn verb_behind_a_participle(words: &[&str], reading: &mut [WordReading], verb: usize) {
    let Some(participle) = reading[verb].head.filter(|participle| {
        let hangs = matches!(reading[verb].deprel.as_str(), "advcl" | "ccomp" | "xcomp" | "conj" | "parataxis" | "dep");
        *participle < verb && hangs && reading[verb].upos == Upos::Verb && reading[*participle].upos == Upos::Verb
    }) else {
        return;
    };
    let noun = participle.checked_sub(1).filter(|noun| {
        is_subject(&reading[*noun]) && reading[*noun].head == Some(participle) && reading[*noun].upos == Upos::Noun
    });
    let Some(noun) = noun else { return };
    let own = |word: usize, deprels: &[&str]| child(reading, word, deprels).is_some();
    let finite = child(reading, verb, &["aux", "aux:pass"]).is_some_and(|auxiliary| {
        auxiliary > participle && (participle..auxiliary).all(|word| reading[word].deprel != "punct")
    });
    let form = words[participle].to_lowercase();
    if finite
        && (form.ends_with("ed") || form == "held" || form == "taken" || form == "shot")
        && !own(verb, &["nsubj", "nsubj:pass", "expl", "mark", "cc"])
        && !own(participle, &["obj", "aux", "aux:pass", "cop", "mark", "ccomp", "xcomp"])
    {
        reading[verb].head = reading[participle].head;
        reading[verb].deprel = std::mem::replace(&mut reading[participle].deprel, "acl".to_owned());
        reading[participle].head = Some(noun);
        reading[noun].head = Some(verb);
        reading[noun].deprel =
            if child(reading, verb, &["aux:pass"]).is_some() { "nsubj:pass" } else { "nsubj" }.to_owned();
    }
}

/// "Farmers, tired, they said, of extortion, burnt a checkpoint": the first of two subjects of a verb of saying set off by
/// commas belongs to the verb behind it, which has none, and what is said in between hangs by that.
pub(super) fn teller_inside_the_clause(words: &[&str], reading: &mut [WordReading], verb: usize) {
    let Some(tells) = reading[verb]
        .head
        .filter(|tells| *tells + 2 < verb && reading[verb].deprel == "ccomp" && reading[verb].upos == Upos::Verb)
    else {
        return;
    };
    let teller = tells.checked_sub(1).filter(|teller| {
        is_subject(&reading[*teller]) && reading[*teller].head == Some(tells) && reading[*teller].upos == Upos::Pron
    });
    let Some(teller) = teller.filter(|teller| *teller > 1 && words[teller - 1] == "," && words[tells + 1] == ",")
    else {
        return;
    };
    let first = (0..teller - 1).find(|word| reading[*word].head == Some(tells) && is_subject(&reading[*word]));
    if let Some(first) = first
        && child(reading, verb, &["nsubj", "nsubj:pass", "mark"]).is_none()
    {
        reading[verb].head = reading[tells].head;
        reading[verb].deprel = std::mem::replace(&mut reading[tells].deprel, "parataxis".to_owned());
        reading[tells].head = Some(verb);
        reading[first].head = Some(verb);
        for word in (0..reading.len()).filter(|word| *word != teller && *word != first && *word != verb) {
            if reading[word].head == Some(tells) && reading[word].deprel == "punct" {
                reading[word].head = Some(verb);
            }
        }
    }
}

/// "Six more died in the village": these forms are verbs, whatever the tagger makes of them.
pub(super) fn verb_with_another_tag(words: &[&str], reading: &mut [WordReading], word: usize) {
    let verb = matches!(words[word].to_lowercase().as_str(), "died" | "fled" | "perished");
    if verb && matches!(reading[word].upos, Upos::Adj | Upos::Noun) && reading[word].deprel != "amod" {
        reading[word].upos = Upos::Verb;
    }
}

/// "20 people have been killed and hundreds arrested": what stands between "and" and a participle is the subject of the
/// participle, not another subject of the verb before.
pub(super) fn subject_before_its_participle(reading: &mut [WordReading], noun: usize) {
    let participle = noun + 1;
    let Some(first) = reading[noun].head.filter(|first| *first < noun && reading[noun].deprel == "conj") else {
        return;
    };
    if participle >= reading.len() || reading[participle].upos != Upos::Verb || reading[participle].deprel != "conj" {
        return;
    }
    let joined = noun > 0 && reading[noun - 1].deprel == "cc" && reading[noun - 1].upos == Upos::Cconj;
    let Some(verb) = reading[participle].head.filter(|verb| first < *verb && *verb < noun && joined) else { return };
    let passive = child(reading, verb, &["aux:pass"]).is_some();
    if passive
        && is_noun(&reading[noun])
        && child(reading, participle, &["nsubj", "nsubj:pass", "aux", "obj"]).is_none()
    {
        reading[noun].head = Some(participle);
        reading[noun].deprel = "nsubj:pass".to_owned();
        reading[noun - 1].head = Some(participle);
    }
}

/// "Jets bombed the town, the monitor said, killing nine": a participle behind who tells it belongs to what is told.
pub(super) fn participle_behind_the_teller(words: &[&str], reading: &mut [WordReading], participle: usize) {
    let Some(tells) = reading[participle].head.filter(|tells| {
        tells + 2 == participle
            && words[tells + 1] == ","
            && matches!(reading[participle].deprel.as_str(), "ccomp" | "advcl" | "xcomp")
    }) else {
        return;
    };
    let gerund = reading[participle].upos == Upos::Verb && words[participle].to_lowercase().ends_with("ing");
    let told = child(reading, tells, &["ccomp", "parataxis"])
        .filter(|told| *told < tells && reading[*told].upos == Upos::Verb);
    // "…, he said, adding that" goes on telling.
    let telling =
        matches!(words[participle].to_lowercase().as_str(), "adding" | "citing" | "noting" | "warning" | "saying");
    if let Some(told) = told.filter(|_| gerund && !telling && child(reading, participle, &["nsubj", "mark"]).is_none())
    {
        reading[participle].head = Some(told);
        reading[participle].deprel = "advcl".to_owned();
    }
}

/// "A bomb planted in a bakery killed two": a participle right behind the subject of the verb, without comma, describes it.
pub(super) fn participle_behind_the_subject(words: &[&str], reading: &mut [WordReading], participle: usize) {
    let Some(verb) =
        reading[participle].head.filter(|verb| *verb > participle && reading[participle].deprel == "advcl")
    else {
        return;
    };
    let Some(noun) = participle.checked_sub(1).filter(|noun| is_noun(&reading[*noun]) && is_subject(&reading[*noun]))
    else {
        return;
    };
    if reading[participle].upos == Upos::Verb
        && reading[noun].head == Some(verb)
        && !words[participle..verb].contains(&",")
        && child(reading, participle, &["nsubj", "nsubj:pass", "mark", "aux", "aux:pass", "obj", "cc"]).is_none()
    {
        reading[participle].head = Some(noun);
        reading[participle].deprel = "acl".to_owned();
    }
}

/// Verbs of violence, as reports have them, whose outcome a participle tells.
const STRIKES: &[&str] = &[
    "ambushed",
    "attacked",
    "bombarded",
    "bombed",
    "clashed",
    "fired",
    "hit",
    "opened",
    "raided",
    "rammed",
    "shelled",
    "shot",
    "stormed",
    "struck",
    "targeted",
];

/// "fired on youths who had stormed the hall, killing nine": the outcome behind the comma is that of the main verb's violence,
/// not of what is said of those who suffered it.
pub(super) fn outcome_past_a_relative_clause(words: &[&str], reading: &mut [WordReading], outcome: usize) {
    let harms = matches!(words[outcome].to_lowercase().as_str(), "killing" | "wounding" | "injuring" | "leaving");
    let Some(relative) = reading[outcome].head.filter(|verb| {
        harms && *verb < outcome && reading[outcome].deprel == "advcl" && reading[*verb].deprel == "acl:relcl"
    }) else {
        return;
    };
    let Some(noun) = reading[relative].head.filter(|noun| *noun < relative && reading[*noun].event.is_none()) else {
        return;
    };
    let Some(verb) = reading[noun].head.filter(|verb| *verb < noun && reading[*verb].upos == Upos::Verb) else {
        return;
    };
    let suffers = reading[noun].deprel == "obj" || reading[noun].deprel.starts_with("obl");
    if suffers && words[outcome - 1] == "," && STRIKES.contains(&words[verb].to_lowercase().as_str()) {
        reading[outcome].head = Some(verb);
    }
}

/// Words from "set" to what became of its object.
const FAR: usize = 12;

/// "set a police post ablaze and shot two officers": what became of the post is no verb, and who shot is who set it ablaze.
pub(super) fn ablaze_as_verb(words: &[&str], reading: &mut [WordReading], state: usize) {
    if !matches!(words[state].to_lowercase().as_str(), "ablaze" | "alight" | "aflame" | "afire") {
        return;
    }
    let sets = |word: &usize| {
        matches!(words[*word].to_lowercase().as_str(), "set" | "sets" | "setting") && reading[*word].upos == Upos::Verb
    };
    let Some(verb) = (state.saturating_sub(FAR)..state).rev().find(sets) else { return };
    if !is_below(reading, state, verb) {
        return;
    }
    reading[state].upos = Upos::Adj;
    reading[state].head = Some(verb);
    reading[state].deprel = "xcomp".to_owned();
    let second = (state + 1..reading.len()).find(|word| {
        reading[*word].head == Some(state) && reading[*word].upos == Upos::Verb && reading[*word].deprel == "conj"
    });
    let Some(second) = second else { return };
    reading[second].head = Some(verb);
    for word in &mut reading[second + 1..] {
        if word.head == Some(state) {
            word.head = Some(second);
        }
    }
}

/// Participles of what is taken for true of somebody.
const TAKEN_FOR: &[&str] = &["alleged", "believed", "presumed", "reported", "rumoured", "said", "suspected", "thought"];

/// "A group believed to be from the front attacked two villages": who is believed to be something is not who believes; the
/// verb behind it is what they did.
pub(super) fn believed_to_be(words: &[&str], reading: &mut [WordReading], participle: usize) {
    if !TAKEN_FOR.contains(&words[participle].to_lowercase().as_str()) || participle + 3 >= words.len() {
        return;
    }
    let infinitive = words[participle + 1].eq_ignore_ascii_case("to")
        && matches!(words[participle + 2].to_lowercase().as_str(), "be" | "belong" | "have");
    let Some(noun) = child(reading, participle, &["nsubj", "nsubj:pass"])
        .filter(|noun| infinitive && *noun < participle && is_noun(&reading[*noun]))
    else {
        return;
    };
    if child(reading, participle, &["aux", "aux:pass", "cop"]).is_some() {
        return;
    }
    let Some(verb) = (participle + 3..reading.len()).find(|verb| {
        reading[*verb].head == Some(participle)
            && matches!(reading[*verb].deprel.as_str(), "ccomp" | "xcomp")
            && reading[*verb].upos == Upos::Verb
            && child(reading, *verb, &["mark", "aux"]).is_none()
    }) else {
        return;
    };
    // What they are believed to be was taken for the subject.
    if let Some(what) = child(reading, verb, &["nsubj", "xcomp"]).filter(|what| *what > participle && *what < verb) {
        reading[what].head = Some(participle);
        reading[what].deprel = "xcomp".to_owned();
    }
    reading[verb].head = reading[participle].head;
    reading[verb].deprel = std::mem::replace(&mut reading[participle].deprel, "acl".to_owned());
    reading[participle].head = Some(noun);
    reading[noun].head = Some(verb);
    reading[noun].deprel = "nsubj".to_owned();
    for word in &mut reading[verb + 1..] {
        if word.head == Some(participle) {
            word.head = Some(verb);
        }
    }
}
