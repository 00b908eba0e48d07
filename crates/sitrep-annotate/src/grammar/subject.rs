//! Who acts and who is acted on: a clause has one subject, and it bears no preposition.

use sitrep_types::Upos;

use super::{child, is_below, is_noun, is_subject};
use crate::calendar;
use crate::reader::{EntityLabel, WordReading};

const PASSIVE_AUXILIARIES: &[&str] = &[
    "be", "is", "are", "am", "was", "were", "been", "being", "'s", "’s", "'re", "’re", "get", "gets", "got", "gotten",
    "getting",
];

/// "20,000 people were displaced by clashes": where a verb has a subject, a noun with a preposition after it is none.
pub(super) fn subject_with_a_preposition(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) =
        reading[noun].head.filter(|verb| is_subject(&reading[noun]) && *verb < noun && is_noun(&reading[noun]))
    else {
        return;
    };
    let first = (0..verb).any(|word| reading[word].head == Some(verb) && is_subject(&reading[word]));
    let Some(case) = (verb + 1..noun).find(|word| {
        reading[*word].head == Some(noun) && reading[*word].deprel == "case" && reading[*word].upos == Upos::Adp
    }) else {
        return;
    };
    if first && reading[verb].upos == Upos::Verb {
        let by = words[case].eq_ignore_ascii_case("by") && child(reading, verb, &["aux:pass"]).is_some();
        reading[noun].deprel = if by { "obl:agent" } else { "obl" }.to_owned();
    }
}

/// "Mines left by retreating troops have killed farmers": a noun with a preposition between a subject and its verb belongs to
/// the participle before it, and the participle to the subject.
pub(super) fn subject_within_a_participle(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) =
        reading[noun].head.filter(|verb| is_subject(&reading[noun]) && *verb > noun && is_noun(&reading[noun]))
    else {
        return;
    };
    let Some(case) = child(reading, noun, &["case"]).filter(|case| *case < noun && reading[*case].upos == Upos::Adp)
    else {
        return;
    };
    // What stands before it was taken for the subject, or for an object though it precedes the verb.
    let stands_first = |word: &usize| {
        reading[*word].head == Some(verb)
            && (is_subject(&reading[*word]) || reading[*word].deprel == "obj" && reading[*word].upos == Upos::Noun)
    };
    let Some(first) = (0..case).rev().find(stands_first) else {
        return;
    };
    let Some(participle) = (first + 1..case).rev().find(|word| reading[*word].upos == Upos::Verb) else { return };
    reading[noun].head = Some(participle);
    reading[noun].deprel = if words[case].eq_ignore_ascii_case("by") { "obl:agent" } else { "obl" }.to_owned();
    if reading[participle].head == Some(verb) && child(reading, participle, &["nsubj", "mark", "aux"]).is_none() {
        reading[participle].head = Some(first);
        reading[participle].deprel = "acl".to_owned();
    }
}

/// "Twelve soldiers were killed and seven wounded", "one was killed and four others wounded by a mine": a passive has no
/// object; who stands before the second participle is its subject.
pub(super) fn second_passive(words: &[&str], reading: &mut [WordReading], second: usize) {
    let Some(verb) = reading[second]
        .head
        .filter(|verb| *verb < second && matches!(reading[second].deprel.as_str(), "obj" | "advmod" | "xcomp"))
    else {
        return;
    };
    let participle =
        matches!(reading[second].upos, Upos::Adj | Upos::Verb) && child(reading, second, &["det"]).is_none();
    let Some(subject) = second.checked_sub(1).filter(|subject| {
        let number = reading[*subject].upos == Upos::Num;
        let counted = reading[*subject].upos == Upos::Noun
            && reading[*subject].head == Some(second)
            && child(reading, *subject, &["nummod"]).is_some();
        let many = matches!(words[*subject], "dozens" | "hundreds" | "scores" | "thousands" | "many" | "others");
        (number || counted || many) && reading[*subject].deprel == "conj" && *subject > verb
    }) else {
        return;
    };
    if participle && child(reading, verb, &["aux:pass"]).is_some() {
        if let Some(cc) = child(reading, subject, &["cc"]) {
            reading[cc].head = Some(second);
        }
        // What follows the participle with a preposition is said of the deed.
        for word in second + 1..reading.len() {
            let phrase = reading[word].head == Some(subject) && reading[word].deprel == "nmod";
            if phrase && child(reading, word, &["case"]).is_some() {
                reading[word].head = Some(second);
                reading[word].deprel = "obl".to_owned();
            }
        }
        reading[second].upos = Upos::Verb;
        reading[second].head = Some(verb);
        reading[second].deprel = "conj".to_owned();
        reading[subject].head = Some(second);
        reading[subject].deprel = "nsubj:pass".to_owned();
    }
}

/// "killed 11 people and injured 25": what stands before the "and" of a second verb is the object of the first.
pub(super) fn noun_before_and(reading: &mut [WordReading], noun: usize) {
    let governed = matches!(reading[noun].deprel.as_str(), "nsubj" | "nsubj:pass" | "obj");
    let Some(second) = reading[noun].head.filter(|verb| governed && *verb > noun) else { return };
    let joined = (noun + 1..second).any(|word| reading[word].head == Some(second) && reading[word].deprel == "cc");
    let Some(first) = reading[second].head.filter(|first| *first < noun && reading[second].deprel == "conj") else {
        return;
    };
    if joined
        && is_noun(&reading[noun])
        && reading[first].upos == Upos::Verb
        && child(reading, first, &["obj", "aux:pass", "cop", "ccomp"]).is_none()
        // "…, killing five people and wounding 31"
        && (has_subject(reading, first) || reading[first].deprel == "advcl")
    {
        reading[noun].head = Some(first);
        reading[noun].deprel = "obj".to_owned();
    }
}

/// "Three workers held since March were released": a day or month is no subject. The verb before it is a participle of the
/// noun that is the subject.
pub(super) fn time_as_subject(words: &[&str], reading: &mut [WordReading], time: usize) {
    let Some(finite) = reading[time].head.filter(|verb| *verb > time && reading[time].deprel.starts_with("nsubj"))
    else {
        return;
    };
    let Some(mark) = time.checked_sub(1).filter(|mark| {
        reading[*mark].head == Some(finite)
            && reading[*mark].deprel == "mark"
            && matches!(words[*mark].to_lowercase().as_str(), "since" | "on" | "in" | "until" | "from")
    }) else {
        return;
    };
    let Some(participle) = reading[finite].head.filter(|verb| *verb < mark && reading[finite].deprel == "advcl") else {
        return;
    };
    // "Nine hostages held since May were freed": the noun may have been taken for the sentence itself.
    let described = reading[participle].head.filter(|noun| {
        reading[participle].deprel == "acl" && matches!(reading[*noun].deprel.as_str(), "root" | "ccomp")
    });
    let subject = child(reading, participle, &["nsubj", "nsubj:pass"]);
    let Some(noun) = subject.or(described).filter(|noun| *noun < participle) else { return };
    if !calendar::is_time_word(&words[time].to_lowercase())
        || child(reading, participle, &["aux", "aux:pass"]).is_some()
    {
        return;
    }
    let passive = child(reading, finite, &["aux:pass"]).is_some();
    let above = described.unwrap_or(participle);
    reading[finite].head = reading[above].head;
    reading[finite].deprel = reading[above].deprel.clone();
    reading[participle].deprel = "acl".to_owned();
    for word in &mut reading[finite + 1..] {
        if word.head == Some(participle) {
            word.head = Some(finite);
        }
    }
    reading[participle].head = Some(noun);
    reading[noun].head = Some(finite);
    reading[noun].deprel = if passive { "nsubj:pass" } else { "nsubj" }.to_owned();
    reading[time].head = Some(participle);
    reading[time].deprel = "obl".to_owned();
    reading[mark].head = Some(time);
    reading[mark].deprel = "case".to_owned();
}

/// "A strike injured 18 people", "the government and rebel forces agreed": a verb has one subject. What the parse made
/// a second one is the object where it follows an active verb, and coordinated with the first where "and" comes before it.
pub(super) fn second_subject(words: &[&str], reading: &mut [WordReading], second: usize) {
    let Some(verb) = reading[second].head.filter(|_| is_subject(&reading[second]) && is_noun(&reading[second])) else {
        return;
    };
    let Some(first) =
        (0..second.min(verb)).rev().find(|word| reading[*word].head == Some(verb) && is_subject(&reading[*word]))
    else {
        return;
    };
    if second < verb {
        let joined = (first + 1..second).any(|word| reading[word].head == Some(second) && reading[word].deprel == "cc");
        if joined && is_noun(&reading[first]) {
            reading[second].head = Some(first);
            reading[second].deprel = "conj".to_owned();
        } else if first + 1 == second && is_noun(&reading[first]) && reading[second].upos == Upos::Noun {
            // "the IS jihadists", "government forces"
            reading[first].head = Some(second);
            reading[first].deprel = "compound".to_owned();
        }
    } else if reading[verb].upos == Upos::Verb
        && !words[verb].to_lowercase().ends_with("ing")
        && child(reading, verb, &["obj", "aux:pass", "cop"]).is_none()
        && !words[verb + 1..second].contains(&",")
    {
        reading[second].deprel = "obj".to_owned();
    }
}

/// "killed nine on Friday, days after fighting resumed": a noun behind a verb and right before another that has no subject is
/// the subject of that one.
pub(super) fn subject_of_the_verb_behind(reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb < noun && is_subject(&reading[noun])) else { return };
    let next = noun + 1;
    let bare = next < reading.len()
        && reading[next].upos == Upos::Verb
        && reading[next].head == Some(verb)
        && matches!(reading[next].deprel.as_str(), "advcl" | "ccomp" | "parataxis")
        && !has_subject(reading, next);
    if bare {
        reading[noun].head = Some(next);
        reading[noun].deprel = "nsubj".to_owned();
    }
}

/// "left 800 dead, most of them militants": behind the object and a comma stands no subject, but what is said of the object.
pub(super) fn subject_behind_the_object(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb < noun && reading[noun].deprel.starts_with("nsubj")) else {
        return;
    };
    let object = (verb + 1..noun).find(|word| reading[*word].head == Some(verb) && reading[*word].deprel == "obj");
    if let Some(object) = object
        && is_noun(&reading[noun])
        && words[object..noun].contains(&",")
    {
        reading[noun].head = Some(object);
        reading[noun].deprel = "appos".to_owned();
    }
}

/// "eradicators whom dissidents had carried off": a relative pronoun has no subject, its clause has.
pub(super) fn subject_of_a_relative_pronoun(words: &[&str], reading: &mut [WordReading], subject: usize) {
    let Some(pronoun) = reading[subject].head.filter(|_| reading[subject].deprel.starts_with("nsubj")) else { return };
    let relative = matches!(words[pronoun].to_lowercase().as_str(), "whom" | "which" | "that" | "who");
    if relative
        && reading[pronoun].upos == Upos::Pron
        && matches!(reading[pronoun].deprel.as_str(), "obj" | "obl" | "nmod")
        && let Some(verb) = reading[pronoun].head.filter(|verb| *verb > subject)
    {
        reading[subject].head = Some(verb);
    }
}

/// "defenders held Vukovar", "that its troops had fired": a finite passive has an auxiliary of being, and no object.
pub(super) fn passive_without_auxiliary(words: &[&str], reading: &mut [WordReading], subject: usize) {
    let Some(verb) = reading[subject].head.filter(|verb| reading[subject].deprel == "nsubj:pass" && *verb > subject)
    else {
        return;
    };
    if reading[verb].upos != Upos::Verb || child(reading, verb, &["aux:pass", "cop"]).is_some() {
        return;
    }
    let auxiliaries: Vec<&str> = (subject..verb)
        .filter(|word| reading[*word].head == Some(verb) && reading[*word].deprel == "aux")
        .map(|word| words[word])
        .collect();
    // "a device detonated at the market"
    let goes_off =
        matches!(words[verb].to_lowercase().as_str(), "detonated" | "exploded" | "erupted" | "died" | "fled");
    let active = if auxiliaries.is_empty() && goes_off {
        true
    } else if auxiliaries.is_empty() {
        // Headlines leave the auxiliary out, so that only an object or a clause tells.
        child(reading, verb, &["obj", "ccomp"]).is_some_and(|object| object > verb)
    } else {
        !auxiliaries.iter().any(|word| PASSIVE_AUXILIARIES.contains(&word.to_lowercase().as_str()))
    };
    if active {
        reading[subject].deprel = "nsubj".to_owned();
    }
}

/// "their border services agreed a truce, their second": nothing is coordinated with what follows, so that a noun before a
/// verb without subject is its subject.
pub(super) fn subject_as_earlier_conjunct(reading: &mut [WordReading], noun: usize) {
    let forward = reading[noun].deprel == "conj" && reading[noun].head.is_some_and(|head| head > noun);
    let verb = noun + 1;
    let bare = reading.get(verb).is_some_and(|word| word.upos == Upos::Verb && word.head != Some(noun));
    if forward
        && is_noun(&reading[noun])
        && bare
        && child(reading, noun, &["case", "cc"]).is_none()
        && child(reading, verb, &["nsubj", "nsubj:pass", "csubj"]).is_none()
    {
        reading[noun].head = Some(verb);
        reading[noun].deprel = "nsubj".to_owned();
    }
}

/// What is done to a place; headlines say so without auxiliary.
const DONE_TO_PLACES: &[&str] = &[
    "abandoned",
    "bombed",
    "captured",
    "encircled",
    "evacuated",
    "freed",
    "liberated",
    "occupied",
    "overrun",
    "recaptured",
    "retaken",
    "seized",
    "shelled",
    "stormed",
    "surrounded",
];

/// "AVDIIVKA ABANDONED": a place does not abandon.
pub(super) fn place_in_a_headline(words: &[&str], reading: &mut [WordReading], subject: usize) {
    let Some(verb) = reading[subject].head.filter(|verb| reading[subject].deprel == "nsubj" && *verb > subject) else {
        return;
    };
    let is_place = reading[subject]
        .entity
        .is_some_and(|tag| matches!(tag.label, EntityLabel::Gpe | EntityLabel::Loc | EntityLabel::Fac));
    if is_place
        && reading[verb].deprel == "root"
        && DONE_TO_PLACES.contains(&words[verb].to_lowercase().as_str())
        && child(reading, verb, &["obj", "ccomp", "xcomp", "aux", "aux:pass", "cop"]).is_none()
    {
        reading[subject].deprel = "nsubj:pass".to_owned();
    }
}

/// "the girls it abducted": the pronoun of a relative clause without "that" acts.
pub(super) fn relative_without_pronoun(reading: &mut [WordReading], subject: usize) {
    let Some(verb) = reading[subject].head.filter(|verb| *verb == subject + 1) else { return };
    let relative = reading[verb].deprel.starts_with("acl") && reading[verb].head.is_some_and(|noun| noun < subject);
    if reading[subject].deprel == "nsubj:pass"
        && reading[subject].upos == Upos::Pron
        && relative
        && child(reading, verb, &["aux:pass", "aux", "cop"]).is_none()
    {
        reading[subject].deprel = "nsubj".to_owned();
    }
}

/// "A mob lynched two men": where a bare noun stands before an active verb and what the parse made the subject right behind
/// it, the first is the subject and the second the object. (Only verbs of saying and of coming invert, without such a noun.)
pub(super) fn subject_behind_the_verb(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb > noun && is_noun(&reading[noun])) else { return };
    let behind = child(reading, verb, &["nsubj", "nsubj:pass"]).filter(|subject| *subject > verb);
    let Some(object) = behind.filter(|object| is_noun(&reading[*object])) else { return };
    let bare = matches!(reading[noun].deprel.as_str(), "obl" | "obl:unmarked")
        && child(reading, noun, &["case"]).is_none()
        && !calendar::is_time_word(&words[noun].to_lowercase());
    if bare
        && reading[verb].upos == Upos::Verb
        && child(reading, verb, &["obj", "aux:pass", "cop", "expl", "ccomp"]).is_none()
        && !words[noun..object].contains(&",")
    {
        reading[noun].deprel = "nsubj".to_owned();
        reading[object].deprel = "obj".to_owned();
    }
}

/// "Warplanes bombed a camp", "58 people died", "half have fled": a bare noun before a finite verb that has no subject is the subject.
pub(super) fn object_before_the_verb(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb > noun && is_noun(&reading[noun])) else { return };
    let bare = match reading[noun].deprel.as_str() {
        "obj" => true,
        "obl" | "obl:unmarked" => {
            child(reading, noun, &["case"]).is_none() && !calendar::is_time_word(&words[noun].to_lowercase())
        }
        // "Heavy shelling by soldiers hit a block"
        "advcl" => {
            reading[noun].upos == Upos::Noun
                && words[noun].to_lowercase().ends_with("ing")
                && child(reading, noun, &["case", "mark", "cop", "nsubj", "obj"]).is_none()
                && !words[noun..verb].contains(&",")
        }
        _ => false,
    };
    let participle =
        matches!(reading[verb].deprel.as_str(), "acl" | "amod") || words[verb].to_lowercase().ends_with("ing");
    let object_after =
        (verb + 1..reading.len()).any(|word| reading[word].head == Some(verb) && reading[word].deprel == "obj");
    let counted = reading[noun].deprel == "obl" && child(reading, noun, &["nummod"]).is_some();
    // "half of the residents have fled"
    let finite = child(reading, verb, &["aux"]).is_some_and(|auxiliary| noun < auxiliary && auxiliary < verb);
    let nearest = !(noun + 1..verb).any(|word| reading[word].head == Some(verb) && is_noun(&reading[word]));
    if bare
        && (object_after || counted || finite && reading[noun].deprel == "obj")
        && nearest
        && !participle
        && reading[verb].upos == Upos::Verb
        && child(reading, verb, &["mark"]).is_none()
        && !has_subject(reading, verb)
    {
        reading[noun].deprel = "nsubj".to_owned();
    }
}

/// "the town had been retaken": a passive has no object, least of all before it.
pub(super) fn object_before_the_passive(reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb > noun && reading[noun].deprel == "obj") else { return };
    let auxiliary = child(reading, verb, &["aux:pass"]).is_some_and(|auxiliary| auxiliary > noun && auxiliary < verb);
    if auxiliary
        && is_noun(&reading[noun])
        && reading[verb].upos == Upos::Verb
        && child(reading, verb, &["nsubj", "nsubj:pass", "csubj", "expl"]).is_none_or(|subject| subject > verb)
    {
        reading[noun].deprel = "nsubj:pass".to_owned();
    }
}

/// "gunmen wearing uniforms dragged them out": of two subjects with a participle between them, the second is what the
/// participle has for an object.
pub(super) fn subject_past_a_participle(words: &[&str], reading: &mut [WordReading], second: usize) {
    let Some(verb) = reading[second].head.filter(|verb| is_subject(&reading[second]) && *verb > second) else { return };
    let Some(participle) = (0..second).rev().find(|word| {
        reading[*word].head == Some(second)
            && matches!(reading[*word].deprel.as_str(), "amod" | "compound")
            && reading[*word].upos == Upos::Verb
            && words[*word].to_lowercase().ends_with("ing")
    }) else {
        return;
    };
    let Some(first) = participle.checked_sub(1) else { return };
    if is_noun(&reading[first]) && is_subject(&reading[first]) && reading[first].head == Some(verb) {
        reading[participle].head = Some(first);
        reading[participle].deprel = "acl".to_owned();
        reading[second].head = Some(participle);
        reading[second].deprel = "obj".to_owned();
    }
}

/// "60 soldiers had been killed and two tanks captured": behind its passive verb stands the subject of the participle that
/// follows.
pub(super) fn subject_of_the_next_participle(reading: &mut [WordReading], noun: usize) {
    let next = noun + 1;
    let verb = reading[noun].head.filter(|verb| *verb < noun && reading[noun].deprel == "nsubj:pass");
    let coordinated =
        reading.get(next).is_some_and(|word| word.upos == Upos::Verb && word.head == verb && word.deprel == "conj");
    if verb.is_some() && coordinated && child(reading, next, &["nsubj", "nsubj:pass"]).is_none() {
        reading[noun].head = Some(next);
    }
}

/// "a guard was killed and 14 inmates escaped": two nouns with a finite verb between them are not coordinated; each has a
/// verb of its own.
pub(super) fn subjects_of_two_verbs(reading: &mut [WordReading], second: usize) {
    let Some(first) = reading[second].head.filter(|first| {
        *first < second && reading[second].deprel == "conj" && is_noun(&reading[second]) && is_subject(&reading[*first])
    }) else {
        return;
    };
    let Some(later) = reading[first].head.filter(|later| *later > second && reading[*later].upos == Upos::Verb) else {
        return;
    };
    let auxiliary = |verb: usize| child(reading, verb, &["aux", "aux:pass"]).filter(|aux| first < *aux && *aux < verb);
    let Some(earlier) = (first + 1..second).find(|verb| {
        reading[*verb].upos == Upos::Verb
            && reading[*verb].head == Some(later)
            && auxiliary(*verb).is_some()
            && child(reading, *verb, &["nsubj", "nsubj:pass", "csubj", "expl"]).is_none()
    }) else {
        return;
    };
    let cc = (earlier + 1..second).find(|word| reading[*word].upos == Upos::Cconj);
    let (Some(cc), None) = (cc, auxiliary(later).filter(|aux| *aux < second)) else { return };
    let passive = child(reading, earlier, &["aux:pass"]).is_some();
    reading[first].head = Some(earlier);
    reading[first].deprel = if passive { "nsubj:pass" } else { "nsubj" }.to_owned();
    reading[second].head = Some(later);
    reading[second].deprel = "nsubj".to_owned();
    reading[earlier].head = reading[later].head;
    reading[earlier].deprel = std::mem::replace(&mut reading[later].deprel, "conj".to_owned());
    reading[later].head = Some(earlier);
    reading[cc].head = Some(later);
}

/// "41 are dead and six were marched off": what stands between "and" and an auxiliary is the subject of the auxiliary's verb,
/// if that has none.
pub(super) fn subject_before_its_auxiliary(reading: &mut [WordReading], noun: usize) {
    let coordinated = reading[noun].deprel == "conj"
        && reading[noun].head.is_some_and(|head| head < noun)
        && noun > 0
        && reading[noun - 1].upos == Upos::Cconj;
    // "Of the 52 passengers, 31 were killed"
    // "A boy was shot dead by troops": no apposition stands before its noun.
    let forward = reading[noun].deprel == "appos" && reading[noun].head.is_some_and(|head| head > noun);
    let unbound = forward || reading[noun].deprel == "dep" && reading[noun].upos == Upos::Num;
    let Some(auxiliary) = reading.get(noun + 1).filter(|word| word.deprel.starts_with("aux")) else { return };
    let Some(verb) = auxiliary.head.filter(|verb| *verb > noun && reading[*verb].upos == Upos::Verb) else { return };
    if (coordinated || unbound)
        && is_noun(&reading[noun])
        && child(reading, verb, &["nsubj", "nsubj:pass", "csubj", "expl"]).is_none()
        && !is_below(reading, verb, noun)
    {
        let passive = child(reading, verb, &["aux:pass"]).is_some();
        reading[noun].head = Some(verb);
        reading[noun].deprel = if passive { "nsubj:pass" } else { "nsubj" }.to_owned();
    }
}

pub(super) fn has_subject(reading: &[WordReading], verb: usize) -> bool {
    child(reading, verb, &["nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl", "aux:pass"]).is_some()
}
