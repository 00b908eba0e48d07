//! Mends what no English clause can be: constraints of Universal Dependencies that the parser now and then breaks.
//!
//! Each rule names a pattern that well-made trees do not have, so that a tree which has it is wrong, and says what is meant
//! instead. `sitrep-eval/tests/grammar.rs` holds the rules against the trees of the UD dev part, which they must leave alone.

use sitrep_types::Upos;

use crate::calendar;
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

const PASSIVE_AUXILIARIES: &[&str] = &[
    "be", "is", "are", "am", "was", "were", "been", "being", "'s", "’s", "'re", "’re", "get", "gets", "got", "gotten",
    "getting",
];

/// Mends the tree of one sentence in place: heads and relations of `reading`, one for each of `words`.
pub fn mend(words: &[&str], reading: &mut [WordReading]) {
    for word in 0..reading.len().min(words.len()) {
        subject_with_a_preposition(words, reading, word);
        second_subject(words, reading, word);
    }
    for word in 0..reading.len().min(words.len()) {
        subject_of_a_relative_pronoun(words, reading, word);
        participle_with_an_object(words, reading, word);
        passive_without_auxiliary(words, reading, word);
        second_object_after_a_comma(words, reading, word);
        second_object_past_a_verb(reading, word);
        coordinated_without_preposition(reading, word);
        clause_after_an_aside(words, reading, word);
        object_of_a_participle(words, reading, word);
        coordinated_participle(words, reading, word);
        relative_without_pronoun(reading, word);
        particle_as_preposition(words, reading, word);
        object_before_the_verb(words, reading, word);
        object_as_oblique(words, reading, word);
        participle_as_conjunct(words, reading, word);
    }
}

fn child(reading: &[WordReading], head: usize, deprels: &[&str]) -> Option<usize> {
    (0..reading.len())
        .find(|word| reading[*word].head == Some(head) && deprels.contains(&reading[*word].deprel.as_str()))
}

/// "20,000 people were displaced by clashes": where a verb has a subject, a noun with a preposition after it is none.
fn subject_with_a_preposition(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let subject = |word: usize| matches!(reading[word].deprel.as_str(), "nsubj" | "nsubj:pass");
    let Some(verb) = reading[noun].head.filter(|verb| subject(noun) && *verb < noun && is_noun(&reading[noun])) else {
        return;
    };
    let first = (0..verb).any(|word| reading[word].head == Some(verb) && subject(word));
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

/// "A strike injured 18 people", "the government and rebel forces agreed": a verb has one subject. What the parse made
/// a second one is the object where it follows an active verb, and coordinated with the first where "and" comes before it.
fn second_subject(words: &[&str], reading: &mut [WordReading], second: usize) {
    let subject = |word: usize| matches!(reading[word].deprel.as_str(), "nsubj" | "nsubj:pass");
    let Some(verb) = reading[second].head.filter(|_| subject(second) && is_noun(&reading[second])) else { return };
    let Some(first) = (0..second.min(verb)).rev().find(|word| reading[*word].head == Some(verb) && subject(*word))
    else {
        return;
    };
    if second < verb {
        let joined = (first + 1..second).any(|word| reading[word].head == Some(second) && reading[word].deprel == "cc");
        if joined && is_noun(&reading[first]) {
            reading[second].head = Some(first);
            reading[second].deprel = "conj".to_owned();
        }
    } else if reading[verb].upos == Upos::Verb
        && !words[verb].to_lowercase().ends_with("ing")
        && child(reading, verb, &["obj", "aux:pass", "cop"]).is_none()
        && !words[verb + 1..second].contains(&",")
    {
        reading[second].deprel = "obj".to_owned();
    }
}

/// "eradicators whom dissidents had carried off": a relative pronoun has no subject, its clause has.
fn subject_of_a_relative_pronoun(words: &[&str], reading: &mut [WordReading], subject: usize) {
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

/// "Israeli forces arrested 14 Palestinians": a participle that follows its noun is passive and governs nobody; what
/// governs an object is the clause's verb, and the noun its subject.
fn participle_with_an_object(words: &[&str], reading: &mut [WordReading], verb: usize) {
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

/// "defenders held Vukovar", "that its troops had fired": a finite passive has an auxiliary of being, and no object.
fn passive_without_auxiliary(words: &[&str], reading: &mut [WordReading], subject: usize) {
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
    let active = if auxiliaries.is_empty() {
        // Headlines leave the auxiliary out, so that only an object or a clause tells.
        child(reading, verb, &["obj", "ccomp"]).is_some_and(|object| object > verb)
    } else {
        !auxiliaries.iter().any(|word| PASSIVE_AUXILIARIES.contains(&word.to_lowercase().as_str()))
    };
    if active {
        reading[subject].deprel = "nsubj".to_owned();
    }
}

/// "regained Makhmour, their first gain": what follows the object after a comma is no second object.
fn second_object_after_a_comma(words: &[&str], reading: &mut [WordReading], object: usize) {
    let Some(verb) = reading[object].head.filter(|verb| *verb < object && reading[object].deprel == "obj") else {
        return;
    };
    let first = (verb + 1..object).find(|word| reading[*word].head == Some(verb) && reading[*word].deprel == "obj");
    if first.is_some_and(|first| words[first..object].contains(&",")) {
        reading[object].deprel = "parataxis".to_owned();
    }
}

/// "fired tear gas to disperse protesters": a verb has one object; what stands after the infinitive is the infinitive's.
fn second_object_past_a_verb(reading: &mut [WordReading], object: usize) {
    let Some(verb) = reading[object].head.filter(|verb| *verb < object && reading[object].deprel == "obj") else {
        return;
    };
    let of = |word: usize, deprels: &[&str]| {
        reading[word].head == Some(verb) && deprels.contains(&reading[word].deprel.as_str())
    };
    let Some(first) = (verb + 1..object).find(|word| of(*word, &["obj"])) else { return };
    let lower =
        (first + 1..object).rev().find(|word| reading[*word].upos == Upos::Verb && of(*word, &["xcomp", "advcl"]));
    if let Some(lower) = lower
        && child(reading, lower, &["obj", "nsubj", "aux:pass"]).is_none()
    {
        reading[object].head = Some(lower);
    }
}

/// "clashes between the army and rebels": what "and" joins without a preposition of its own is coordinated with the noun
/// before it.
fn coordinated_without_preposition(reading: &mut [WordReading], second: usize) {
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
fn clause_after_an_aside(words: &[&str], reading: &mut [WordReading], clause: usize) {
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

/// "rammed a wall, killing at least six civilians": the noun right after a participle is its object.
fn object_of_a_participle(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb < noun && is_noun(&reading[noun])) else { return };
    if !matches!(reading[noun].deprel.as_str(), "parataxis" | "dep" | "conj" | "appos" | "obl:unmarked")
        || child(reading, noun, &["case", "cc", "nsubj", "cop"]).is_some()
    {
        return;
    }
    let participle = (verb + 1..noun).rev().find(|word| reading[*word].upos == Upos::Verb);
    let Some(participle) = participle.filter(|participle| {
        words[*participle].to_lowercase().ends_with("ing")
            && reading[*participle].deprel == "advcl"
            && reading[*participle].head == Some(verb)
            && child(reading, *participle, &["obj", "nsubj"]).is_none()
    }) else {
        return;
    };
    // Everything between belongs to the noun.
    let within = |mut word: usize| {
        for _ in 0..4 {
            match reading[word].head {
                Some(head) if head == noun => return true,
                Some(head) => word = head,
                None => return false,
            }
        }
        false
    };
    if (participle + 1..noun).all(within) {
        reading[noun].head = Some(participle);
        reading[noun].deprel = "obj".to_owned();
    }
}

/// "rammed a wall, killing six and wounding 120": a participle is coordinated with the participle before it.
fn coordinated_participle(words: &[&str], reading: &mut [WordReading], second: usize) {
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

/// "the girls it abducted": the pronoun of a relative clause without "that" acts.
fn relative_without_pronoun(reading: &mut [WordReading], subject: usize) {
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

/// Verbs that take their object behind a particle.
const WITH_PARTICLE: &[&str] = &[
    "handed", "took", "gave", "blew", "set", "shot", "carried", "laid", "broke", "rounded", "sealed", "pulled",
    "burned", "turned", "hands", "takes", "gives", "blows", "shoots", "carries", "rounds", "seals",
];

/// "French forces handed over their base": a finite verb, its particle and its object, not a passive with a place.
fn particle_as_preposition(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb < noun && reading[noun].deprel == "obl") else { return };
    let particle = verb + 1;
    let is_particle = matches!(words.get(particle).copied(), Some("over" | "up" | "down" | "off" | "out"))
        && reading[particle].head == Some(noun)
        && reading[particle].deprel == "case";
    let lone_case = (particle + 1..noun).all(|word| reading[word].head != Some(noun) || reading[word].deprel != "case");
    if is_particle
        && lone_case
        && WITH_PARTICLE.contains(&words[verb].to_lowercase().as_str())
        && child(reading, verb, &["obj", "aux:pass", "cop"]).is_none()
        && child(reading, verb, &["nsubj", "nsubj:pass"]).is_some_and(|subject| subject < verb)
    {
        reading[noun].deprel = "obj".to_owned();
        reading[particle].head = Some(verb);
        reading[particle].deprel = "compound:prt".to_owned();
        if let Some(subject) = child(reading, verb, &["nsubj:pass"]) {
            reading[subject].deprel = "nsubj".to_owned();
        }
    }
}

fn has_subject(reading: &[WordReading], verb: usize) -> bool {
    child(reading, verb, &["nsubj", "nsubj:pass", "nsubj:outer", "csubj", "csubj:pass", "expl", "aux:pass"]).is_some()
}

fn is_noun(word: &WordReading) -> bool {
    matches!(word.upos, Upos::Noun | Upos::Propn | Upos::Num)
}

/// "Warplanes bombed a camp", "A mob lynched two men": a noun before a finite verb that has an object after it and no
/// subject is the subject.
fn object_before_the_verb(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb > noun && is_noun(&reading[noun])) else { return };
    let bare = match reading[noun].deprel.as_str() {
        "obj" => true,
        "obl" | "obl:unmarked" => {
            child(reading, noun, &["case"]).is_none() && !calendar::is_time_word(&words[noun].to_lowercase())
        }
        _ => false,
    };
    let participle =
        matches!(reading[verb].deprel.as_str(), "acl" | "amod") || words[verb].to_lowercase().ends_with("ing");
    let object_after =
        (verb + 1..reading.len()).any(|word| reading[word].head == Some(verb) && reading[word].deprel == "obj");
    let nearest = !(noun + 1..verb).any(|word| reading[word].head == Some(verb) && is_noun(&reading[word]));
    if bare
        && object_after
        && nearest
        && !participle
        && reading[verb].upos == Upos::Verb
        && child(reading, verb, &["mark"]).is_none()
        && !has_subject(reading, verb)
    {
        reading[noun].deprel = "nsubj".to_owned();
    }
}

/// "entered Sirte": a name right after a verb, without preposition, is its object.
fn object_as_oblique(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb < noun && noun <= *verb + 3) else { return };
    let adjacent =
        (verb + 1..noun).all(|word| matches!(reading[word].deprel.as_str(), "det" | "amod" | "compound" | "flat"));
    if reading[noun].deprel == "obl"
        && reading[noun].upos == Upos::Propn
        && reading[verb].upos == Upos::Verb
        && adjacent
        && child(reading, noun, &["case"]).is_none()
        && child(reading, verb, &["obj", "aux:pass", "nsubj:pass"]).is_none()
        && !calendar::is_time_word(&words[noun].to_lowercase())
    {
        reading[noun].deprel = "obj".to_owned();
    }
}

/// "ambushed a convoy, killing nine": a participle after a comma and without conjunction goes with the verb, it is not
/// coordinated with it.
fn participle_as_conjunct(words: &[&str], reading: &mut [WordReading], verb: usize) {
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

#[cfg(test)]
mod tests {
    use super::*;

    /// "word upos head deprel" for each word, heads counted from 1 as in CoNLL-U; gives "head deprel" of each.
    fn mended(rows: &[&str]) -> Vec<String> {
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
        let rows = [
            "clashes NOUN 0 root",
            "between ADP 3 case",
            "soldiers NOUN 1 nmod",
            "and CCONJ 5 cc",
            "rebels NOUN 1 nmod",
        ];
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
}
