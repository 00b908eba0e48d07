//! Relative clauses: their pronoun, and the noun they tell of.

use sitrep_types::Upos;

use super::{child, is_noun};
use crate::reader::WordReading;

/// "the ministry, which in turn cited an elder": a relative clause without a subject has its pronoun for one, and a noun
/// without preposition right behind its verb for an object.
pub(super) fn pronoun_as_object(words: &[&str], reading: &mut [WordReading], pronoun: usize) {
    let relative = matches!(words[pronoun].to_lowercase().as_str(), "which" | "who");
    let Some(verb) = reading[pronoun].head.filter(|verb| relative && *verb > pronoun) else { return };
    if reading[pronoun].deprel != "obj"
        || reading[verb].upos != Upos::Verb
        || reading[verb].deprel != "acl:relcl"
        || child(reading, verb, &["nsubj", "nsubj:pass", "csubj", "aux:pass", "mark"]).is_some()
        || words[pronoun + 1..verb].contains(&"to")
    {
        return;
    }
    reading[pronoun].deprel = "nsubj".to_owned();
    let object = (verb + 1..reading.len().min(verb + 5))
        .take_while(|word| !matches!(reading[*word].upos, Upos::Adp | Upos::Punct | Upos::Verb | Upos::Cconj))
        .find(|word| reading[*word].head == Some(verb) && reading[*word].deprel == "obl" && is_noun(&reading[*word]));
    if let Some(object) = object.filter(|object| child(reading, *object, &["case"]).is_none()) {
        reading[object].deprel = "obj".to_owned();
    }
}

/// "told Lusa from the bush where he hid": what "where" opens right behind a noun with a preposition tells of that noun, it
/// is not what was told.
pub(super) fn clause_with_where(words: &[&str], reading: &mut [WordReading], opener: usize) {
    let Some(verb) = reading[opener].head.filter(|verb| *verb > opener && words[opener].eq_ignore_ascii_case("where"))
    else {
        return;
    };
    let Some(noun) = opener.checked_sub(1).filter(|noun| is_noun(&reading[*noun])) else { return };
    let hangs = matches!(reading[verb].deprel.as_str(), "ccomp" | "advcl" | "parataxis")
        && reading[verb].head == reading[noun].head
        && reading[verb].head.is_some_and(|above| above < noun);
    if hangs
        && child(reading, noun, &["case"]).is_some_and(|case| case < noun)
        && child(reading, verb, &["nsubj", "nsubj:pass"]).is_some()
    {
        reading[verb].head = Some(noun);
        reading[verb].deprel = "acl:relcl".to_owned();
    }
}

/// "Television, quoting the office, which cited elders, reported a raid": a participle behind a comma is not the clause's
/// verb where a finite verb follows that has no subject of its own.
pub(super) fn participle_as_root(words: &[&str], reading: &mut [WordReading], verb: usize) {
    let gerund = |word: usize| words[word].to_lowercase().ends_with("ing");
    let finite = reading[verb].upos == Upos::Verb
        && !gerund(verb)
        && verb > 0
        && words[verb - 1] == ","
        && matches!(reading[verb].deprel.as_str(), "acl:relcl" | "acl" | "conj" | "parataxis" | "ccomp")
        && child(reading, verb, &["nsubj", "nsubj:pass", "cc", "mark", "aux:pass"]).is_none()
        && child(reading, verb, &["obj", "ccomp"]).is_some();
    if !finite {
        return;
    }
    let above = std::iter::successors(reading[verb].head, |at| reading[*at].head).take(reading.len());
    let Some(root) = above.last().filter(|root| *root > 0 && *root < verb && reading[*root].upos == Upos::Verb) else {
        return;
    };
    let Some(subject) = child(reading, root, &["nsubj"]) else { return };
    let bare = child(reading, root, &["aux", "aux:pass", "obj"]).is_none();
    let set_off = gerund(root) && words[root - 1] == "," && child(reading, root, &["aux"]).is_none();
    // "Videos posted online, which nobody could verify, showed tanks".
    let describes = subject + 1 == root && words[root].to_lowercase().ends_with("ed") && bare;
    let (above, relation) = if describes {
        (subject, "acl")
    } else if set_off && subject < root - 1 {
        (verb, "advcl")
    } else {
        return;
    };
    reading[verb].head = None;
    reading[verb].deprel = std::mem::replace(&mut reading[root].deprel, relation.to_owned());
    reading[root].head = Some(above);
    reading[subject].head = Some(verb);
}

/// "said the group had targeted officials who were meeting and had killed 20": a verb with "had" is coordinated with the one
/// that has it too, not with that of the relative clause between, which has not.
pub(super) fn perfect_past_a_relative_clause(words: &[&str], reading: &mut [WordReading], verb: usize) {
    let Some(clause) = reading[verb].head.filter(|_| reading[verb].deprel == "conj") else { return };
    let had = |reading: &[WordReading], at: usize| {
        child(reading, at, &["aux"]).is_some_and(|auxiliary| words[auxiliary].eq_ignore_ascii_case("had"))
    };
    let alone = child(reading, verb, &["nsubj", "nsubj:pass"]).is_none();
    if reading[clause].deprel != "acl:relcl" || !alone || !had(reading, verb) || had(reading, clause) {
        return;
    }
    let mut above = std::iter::successors(reading[clause].head, |at| reading[*at].head).take(3);
    if let Some(first) = above.find(|at| reading[*at].upos == Upos::Verb && *at < clause && had(reading, *at)) {
        reading[verb].head = Some(first);
    }
}
