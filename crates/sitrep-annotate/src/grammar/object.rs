//! What verbs govern: one object each, right behind them or behind their particle.

use sitrep_types::Upos;

use super::{child, is_below, is_noun};
use crate::calendar;
use crate::reader::WordReading;

/// Verbs that take their object behind a particle.
const WITH_PARTICLE: &[&str] = &[
    "handed", "took", "gave", "blew", "set", "shot", "carried", "laid", "broke", "rounded", "sealed", "pulled",
    "burned", "turned", "hands", "takes", "gives", "blows", "shoots", "carries", "rounds", "seals",
];

/// "regained Makhmour, their first gain": what follows the object after a comma is no second object.
pub(super) fn second_object_after_a_comma(words: &[&str], reading: &mut [WordReading], object: usize) {
    let Some(verb) = reading[object].head.filter(|verb| *verb < object && reading[object].deprel == "obj") else {
        return;
    };
    let first = (verb + 1..object).find(|word| reading[*word].head == Some(verb) && reading[*word].deprel == "obj");
    if first.is_some_and(|first| words[first..object].contains(&",")) {
        reading[object].deprel = "parataxis".to_owned();
    }
}

/// "shot dead a teenager": of two objects, the adjective right behind the verb only says what became of the other.
pub(super) fn adjective_as_object(reading: &mut [WordReading], adjective: usize) {
    let Some(verb) =
        reading[adjective].head.filter(|verb| *verb + 1 == adjective && reading[adjective].deprel == "obj")
    else {
        return;
    };
    let second =
        (adjective + 1..reading.len()).any(|word| reading[word].head == Some(verb) && reading[word].deprel == "obj");
    if second && reading[adjective].upos == Upos::Adj {
        reading[adjective].deprel = "xcomp".to_owned();
    }
}

/// "shot dead two officers": what "dead" follows is a verb of shooting, and nobody is shot at who is dead already.
pub(super) fn shot_dead(words: &[&str], reading: &mut [WordReading], dead: usize) {
    let Some(verb) = dead.checked_sub(1).filter(|_| words[dead].eq_ignore_ascii_case("dead")) else { return };
    if words[verb].eq_ignore_ascii_case("shot") && child(reading, verb, &["nsubj", "nsubj:pass"]).is_some() {
        reading[verb].upos = Upos::Verb;
    }
    let shoots = matches!(words[verb].to_lowercase().as_str(), "shot" | "shoot" | "shoots" | "shooting" | "gunned");
    let of_a_later_noun = reading[dead].head.is_some_and(|noun| noun > dead) && reading[dead].deprel == "amod";
    if shoots && of_a_later_noun && reading[verb].upos == Upos::Verb {
        reading[dead].head = Some(verb);
        reading[dead].deprel = "xcomp".to_owned();
    }
}

/// "injuring at least eight officers": "at least" bounds a number and is no preposition, so that what is counted is the
/// object of the verb right before it, if that has none.
pub(super) fn object_behind_at_least(words: &[&str], reading: &mut [WordReading], at: usize) {
    let (least, number) = (at + 1, at + 2);
    if number >= words.len()
        || !words[at].eq_ignore_ascii_case("at")
        || !matches!(words[least].to_lowercase().as_str(), "least" | "most")
        || reading[number].upos != Upos::Num
    {
        return;
    }
    let Some(verb) = at.checked_sub(1).filter(|verb| reading[*verb].upos == Upos::Verb) else { return };
    let counts = reading[number].head.filter(|noun| *noun > number && reading[number].deprel == "nummod");
    let noun = counts.unwrap_or(number);
    let lower = words[noun].to_lowercase();
    let oblique = reading[noun].deprel.starts_with("obl") && reading[noun].head.is_some_and(|head| head <= verb);
    if oblique
        && is_noun(&reading[noun])
        && (number..noun).all(|word| is_below(reading, word, noun))
        && !calendar::is_time_word(&lower)
        && !MEASURES.contains(&lower.as_str())
        && child(reading, verb, &["obj", "aux:pass"]).is_none()
        && (words[verb].to_lowercase().ends_with("ing")
            || child(reading, verb, &["nsubj", "nsubj:pass"]).is_some_and(|subject| subject < verb))
    {
        // Without an auxiliary it is active: "a strike killed at least seven people".
        if let Some(subject) = child(reading, verb, &["nsubj:pass"]).filter(|subject| *subject < verb) {
            reading[subject].deprel = "nsubj".to_owned();
        }
        reading[noun].head = Some(verb);
        reading[noun].deprel = "obj".to_owned();
        reading[at].head = Some(least);
        reading[least].head = Some(number);
        reading[least].deprel = "nmod".to_owned();
    }
}

/// What a verb may be measured in without a preposition: "rose 60 cents", "advanced two miles".
const MEASURES: &[&str] = &[
    "cents",
    "dollars",
    "euros",
    "pounds",
    "rupees",
    "points",
    "percent",
    "%",
    "percentage",
    "km",
    "kilometres",
    "kilometers",
    "miles",
    "metres",
    "meters",
    "feet",
    "yards",
    "inches",
    "tonnes",
    "tons",
    "barrels",
    "litres",
    "liters",
    "degrees",
    "times",
    "places",
    "votes",
    "steps",
    "blocks",
];

/// "lynched two men": what is counted right behind a verb without object is its object, unless it measures.
pub(super) fn counted_object(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb < noun && reading[noun].deprel == "obl:unmarked") else {
        return;
    };
    let counted = (verb + 1..noun).all(|word| reading[word].head == Some(noun) && reading[word].deprel == "nummod");
    if counted
        && noun > verb + 1
        && !calendar::is_time_word(&words[noun].to_lowercase())
        && !MEASURES.contains(&words[noun].to_lowercase().as_str())
        && reading[verb].upos == Upos::Verb
        && child(reading, verb, &["obj", "aux:pass"]).is_none()
    {
        reading[noun].deprel = "obj".to_owned();
    }
}

/// "fired tear gas to disperse protesters": a verb has one object; what stands after the infinitive is the infinitive's.
pub(super) fn second_object_past_a_verb(reading: &mut [WordReading], object: usize) {
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

/// "rammed a wall, killing at least six civilians", "pushed on, facing resistance": the noun right after a participle is its
/// object.
pub(super) fn object_of_a_participle(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb < noun && is_noun(&reading[noun])) else { return };
    if !matches!(reading[noun].deprel.as_str(), "parataxis" | "dep" | "conj" | "appos" | "obl:unmarked" | "obj")
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
    if (participle + 1..noun).all(|word| is_below(reading, word, noun)) {
        reading[noun].head = Some(participle);
        reading[noun].deprel = "obj".to_owned();
    }
}

/// "entered Sirte", "took over the base": a name right after a verb, or a noun behind its particle, is the object when it
/// has no preposition.
pub(super) fn object_as_oblique(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb < noun && noun <= *verb + 5) else { return };
    let adjacent = (verb + 1..noun).all(|word| {
        matches!(
            reading[word].deprel.as_str(),
            "det" | "amod" | "compound" | "flat" | "nmod:poss" | "nummod" | "compound:prt"
        )
    });
    let particle = reading[verb + 1].deprel == "compound:prt";
    if reading[noun].deprel == "obl"
        && (reading[noun].upos == Upos::Propn || particle && reading[noun].upos == Upos::Noun)
        && reading[verb].upos == Upos::Verb
        && adjacent
        && child(reading, noun, &["case"]).is_none()
        && child(reading, verb, &["obj", "aux:pass", "nsubj:pass"]).is_none()
        && !calendar::is_time_word(&words[noun].to_lowercase())
    {
        reading[noun].deprel = "obj".to_owned();
    }
}

/// "repelled an attack by insurgents": an object bears no preposition. Behind a noun, such a phrase belongs to the noun;
/// elsewhere it goes with the verb.
pub(super) fn object_with_a_preposition(reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb < noun && reading[noun].deprel == "obj") else { return };
    let case = (verb + 1..noun).find(|word| {
        reading[*word].head == Some(noun) && reading[*word].deprel == "case" && reading[*word].upos == Upos::Adp
    });
    let Some(case) = case.filter(|_| is_noun(&reading[noun])) else { return };
    let before = case - 1;
    if before > verb && is_noun(&reading[before]) && reading[before].deprel == "obj" {
        reading[noun].head = Some(before);
        reading[noun].deprel = "nmod".to_owned();
    } else if child(reading, verb, &["obj"]).is_some_and(|object| object < noun) {
        reading[noun].deprel = "obl".to_owned();
    }
}

/// "condemned the looting of shops by soldiers": an active verb has no agent, so who stands with "by" behind what it governs
/// did that.
pub(super) fn agent_of_the_object(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(verb) = reading[noun].head.filter(|verb| *verb < noun && reading[noun].deprel.starts_with("obl")) else {
        return;
    };
    let cases: Vec<usize> =
        (verb + 1..noun).filter(|word| reading[*word].head == Some(noun) && reading[*word].deprel == "case").collect();
    let [case] = cases[..] else { return };
    let is_by = words[case].eq_ignore_ascii_case("by");
    if !is_by || reading[verb].upos != Upos::Verb || child(reading, verb, &["aux:pass", "nsubj:pass"]).is_some() {
        return;
    }
    // "by 2,000 men", "by Friday", "by road" tell how much, when and how.
    let lower = words[noun].to_lowercase();
    let several_or_described =
        reading[noun].upos == Upos::Propn || lower.ends_with('s') || child(reading, noun, &["det", "amod"]).is_some();
    let is_somebody = matches!(reading[noun].upos, Upos::Noun | Upos::Propn)
        && several_or_described
        && child(reading, noun, &["nummod"]).is_none()
        && !calendar::is_time_word(&lower);
    let of = |object: usize| {
        (object + 1..case).any(|word| {
            reading[word].head == Some(object)
                && reading[word].deprel == "nmod"
                && child(reading, word, &["case"]).is_some_and(|case| words[case] == "of")
        })
    };
    let Some(object) = child(reading, verb, &["obj"]).filter(|object| *object > verb && *object < case) else { return };
    let is_deed = words[object].to_lowercase().ends_with("ing") || reading[object].event.is_some();
    if is_somebody && is_deed && of(object) {
        reading[noun].head = Some(object);
        reading[noun].deprel = "nmod".to_owned();
    }
}

/// "killing 23 civilians, including seven children": what "including" brings in belongs to the noun before it, not the
/// noun to what is included.
pub(super) fn included_as_head(words: &[&str], reading: &mut [WordReading], part: usize) {
    let including = |word: usize| reading[word].deprel == "case" && words[word].eq_ignore_ascii_case("including");
    let Some(case) = (0..part).rev().find(|word| reading[*word].head == Some(part) && including(*word)) else { return };
    let whole = (0..case).rev().find(|word| reading[*word].head == Some(part) && is_noun(&reading[*word]));
    if let Some(whole) = whole.filter(|_| is_noun(&reading[part])) {
        reading[whole].head = reading[part].head;
        reading[whole].deprel = std::mem::replace(&mut reading[part].deprel, "nmod".to_owned());
        reading[part].head = Some(whole);
    }
}

/// "French forces handed over their base": a finite verb, its particle and its object, not a passive with a place.
pub(super) fn particle_as_preposition(words: &[&str], reading: &mut [WordReading], noun: usize) {
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

/// "looting shops and burning the centre": a noun without preposition right behind a gerund that has no object is its object,
/// not an oblique of the verb before.
pub(super) fn object_of_the_gerund_before(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(gerund) = noun.checked_sub(1) else { return };
    let earlier = reading[noun]
        .head
        .filter(|head| *head < gerund && reading[noun].deprel == "obl" && child(reading, noun, &["case"]).is_none());
    let Some(earlier) = earlier else { return };
    if reading[gerund].upos == Upos::Verb
        && words[gerund].to_lowercase().ends_with("ing")
        && reading[gerund].head == Some(earlier)
        && reading[gerund].deprel == "conj"
        && reading[noun].upos == Upos::Noun
        && child(reading, gerund, &["obj"]).is_none()
    {
        reading[noun].head = Some(gerund);
        reading[noun].deprel = "obj".to_owned();
    }
}

/// "wounding a technician and damaging two aircraft": the noun behind the second participle is that one's object, not another
/// whom the first concerns.
pub(super) fn object_of_the_second_participle(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(first) = reading[noun].head.filter(|first| *first < noun && reading[noun].deprel == "conj") else {
        return;
    };
    let Some(participle) = (first + 1..noun).rev().find(|word| reading[*word].upos == Upos::Verb) else { return };
    let joined = participle > first + 1 && reading[participle - 1].upos == Upos::Cconj;
    if joined
        && is_noun(&reading[noun])
        && words[participle].to_lowercase().ends_with("ing")
        && reading[participle].head.is_some_and(|verb| verb < first)
        && matches!(reading[participle].deprel.as_str(), "conj" | "advcl")
        && child(reading, participle, &["obj", "nsubj", "ccomp"]).is_none()
        && (participle + 1..noun).all(|word| is_below(reading, word, noun))
    {
        reading[noun].head = Some(participle);
        reading[noun].deprel = "obj".to_owned();
        reading[participle - 1].head = Some(participle);
    }
}

/// Nouns of deeds: whoever stands behind them with "by" did them.
const OF_DEEDS: &[&str] = &[
    "action",
    "ambush",
    "assault",
    "attack",
    "attempt",
    "barrage",
    "blast",
    "bombardment",
    "campaign",
    "crackdown",
    "clash",
    "explosion",
    "fire",
    "incident",
    "incursion",
    "massacre",
    "offensive",
    "operation",
    "raid",
    "raids",
    "reprisal",
    "rampage",
    "rocket",
    "rockets",
    "statement",
    "strike",
    "strikes",
    "attacks",
    "report",
    "violence",
    "video",
];

/// "was abducted from the village of Gubio by insurgents": no place does anything, so that whoever stands with "by" behind it
/// is the agent of the passive.
pub(super) fn agent_of_the_passive(words: &[&str], reading: &mut [WordReading], noun: usize) {
    let Some(place) = reading[noun].head.filter(|place| *place < noun && reading[noun].deprel == "nmod") else {
        return;
    };
    let by = (place + 1..noun).any(|word| {
        reading[word].head == Some(noun) && reading[word].deprel == "case" && words[word].eq_ignore_ascii_case("by")
    });
    let Some(verb) = reading[place].head.filter(|verb| {
        by && *verb < place && reading[*verb].upos == Upos::Verb && reading[place].deprel.starts_with("obl")
    }) else {
        return;
    };
    let lower = words[place].to_lowercase();
    let deed = reading[place].event.is_some() || lower.ends_with("ing") || OF_DEEDS.contains(&lower.as_str());
    let case = child(reading, place, &["case"]);
    let located = case.is_some_and(|case| {
        matches!(words[case].to_lowercase().as_str(), "from" | "in" | "at" | "near" | "outside" | "on")
    });
    let has_agent = (verb + 1..reading.len()).any(|word| {
        reading[word].head == Some(verb)
            && reading[word].deprel.starts_with("obl")
            && child(reading, word, &["case"]).is_some_and(|case| words[case].eq_ignore_ascii_case("by"))
    });
    if located
        && !deed
        && !has_agent
        && is_noun(&reading[noun])
        && child(reading, verb, &["aux:pass"]).is_some()
        && !calendar::is_time_word(&words[noun].to_lowercase())
    {
        reading[noun].head = Some(verb);
        reading[noun].deprel = "obl:agent".to_owned();
    }
}
