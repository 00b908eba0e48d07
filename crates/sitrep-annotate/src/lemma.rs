//! Dictionary forms: a table of irregular ones, and the endings of English for the rest.

use sitrep_resources::Lemmas;
use sitrep_types::Upos;

/// The dictionary form of a word, in lower case.
///
/// # Examples
/// ```
/// # use sitrep_annotate::lemma::lemma;
/// # use sitrep_resources::Resources;
/// # use sitrep_types::Upos;
/// let table = Resources::shipped().unwrap().lemmas;
/// assert_eq!(lemma("recaptured", Upos::Verb, &table), "recapture");
/// assert_eq!(lemma("retaken", Upos::Verb, &table), "retake");
/// assert_eq!(lemma("casualties", Upos::Noun, &table), "casualty");
/// ```
#[must_use]
pub fn lemma(word: &str, upos: Upos, table: &Lemmas) -> String {
    let lower = word.to_lowercase();
    let lower = lower.trim_end_matches('\u{ad}');
    match upos {
        Upos::Verb | Upos::Aux => match (lower, upos) {
            ("'s" | "’s", _) => "be".to_owned(),
            ("'d" | "’d", Upos::Verb) => "have".to_owned(),
            _ => table.verbs.get(lower).cloned().unwrap_or_else(|| verb(lower, table)),
        },
        Upos::Noun | Upos::Sym => table.nouns.get(lower).cloned().unwrap_or_else(|| noun(lower)),
        Upos::Adj | Upos::Adv => table.adjectives.get(lower).cloned().unwrap_or_else(|| lower.to_owned()),
        Upos::Pron | Upos::Det => table.pronouns.get(lower).cloned().unwrap_or_else(|| lower.to_owned()),
        Upos::Part if matches!(lower, "n't" | "n’t") => "not".to_owned(),
        _ => lower.to_owned(),
    }
}

/// The dictionary form of a noun whose plural is regular.
fn noun(word: &str) -> String {
    let replaced = |ending: &str, with: &str| {
        word.strip_suffix(ending).filter(|stem| stem.len() > 1).map(|stem| format!("{stem}{with}"))
    };
    if let Some(man) = replaced("men", "man").filter(|_| word.len() > 5) {
        return man;
    }
    if !word.ends_with('s') || ["ss", "us", "is", "'s"].iter().any(|ending| word.ends_with(ending)) || word.len() < 4 {
        return word.to_owned();
    }
    replaced("ies", "y")
        .or_else(|| replaced("sses", "ss"))
        .or_else(|| replaced("shes", "sh"))
        .or_else(|| replaced("ches", "ch"))
        .or_else(|| replaced("xes", "x"))
        .or_else(|| replaced("zzes", "zz"))
        .or_else(|| replaced("s", ""))
        .unwrap_or_else(|| word.to_owned())
}

/// The dictionary form of a verb whose forms are regular.
fn verb(word: &str, table: &Lemmas) -> String {
    // A prefix on an irregular verb: "outfought", "re-entered" is regular, "mistook".
    for prefix in ["re", "over", "under", "out", "mis", "un", "fore", "with", "up"] {
        if let Some(rest) = word.strip_prefix(prefix)
            && rest.len() > 3
            && !rest.ends_with("ied")
            && let Some(base) = table.verbs.get(rest.trim_start_matches('-'))
            && base != rest
        {
            return format!("{prefix}{base}");
        }
    }
    if let Some(stem) = word.strip_suffix("ied").or_else(|| word.strip_suffix("ies")).filter(|stem| stem.len() > 1) {
        return format!("{stem}y");
    }
    for ending in ["ed", "ing"] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() > 1 && has_vowel(stem)) {
            return known(stem, table).unwrap_or_else(|| restore(stem));
        }
    }
    for (ending, with) in [("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("zzes", "zz"), ("oes", "o")] {
        if let Some(stem) = word.strip_suffix(ending) {
            return format!("{stem}{with}");
        }
    }
    if word.ends_with('s') && !word.ends_with("ss") && !word.ends_with("us") && word.len() > 3 {
        return word[..word.len() - 1].to_owned();
    }
    word.to_owned()
}

/// The one known verb that a stem can come from, its "-ed" or "-ing" taken off; `None` where none or two can.
fn known(stem: &str, table: &Lemmas) -> Option<String> {
    let single =
        stem.char_indices().last().filter(|(at, last)| stem[..*at].ends_with(*last)).map(|(at, _)| &stem[..at]);
    let candidates = [Some(stem.to_owned()), Some(format!("{stem}e")), single.map(str::to_owned)];
    let mut found = candidates.into_iter().flatten().filter(|verb| table.known_verbs.contains(verb));
    found.next().filter(|_| found.next().is_none())
}

fn has_vowel(stem: &str) -> bool {
    stem.contains(['a', 'e', 'i', 'o', 'u', 'y'])
}

/// A verb's stem after "-ed" or "-ing" was taken off: undoubles a consonant or gives a silent "e" back.
fn restore(stem: &str) -> String {
    let bytes = stem.as_bytes();
    let count = bytes.len();
    if !stem.is_ascii() || count < 2 {
        return stem.to_owned();
    }
    let last = bytes[count - 1];
    let before = bytes[count - 2];
    let third = if count > 2 { bytes[count - 3] } else { b' ' };
    let vowel = |byte: u8| matches!(byte, b'a' | b'e' | b'i' | b'o' | b'u');
    if last == before {
        return if matches!(last, b'l' | b's' | b'z' | b'f' | b'e' | b'o') {
            stem.to_owned()
        } else {
            stem[..count - 1].to_owned()
        };
    }
    // Single vowel, not part of a pair, before the last consonant.
    // The "u" of "qu" is no vowel here: "require", "quote".
    let after_q = third == b'u' && count > 3 && bytes[count - 4] == b'q';
    let single = vowel(before) && (!vowel(third) || after_q);
    let silent = match last {
        b'c' | b'v' | b'z' | b'u' => true,
        b'g' => {
            before != b'n' || ends(stem, &["lleng", "rrang", "hang", "rang", "lung", "veng", "eng"]) && stem != "hang"
        }
        b's' => vowel(before) && before != b'u' || matches!(before, b'n' | b'r' | b'l' | b'p') || ends(stem, &["us"]),
        b't' => {
            before == b'a' && !matches!(third, b'e' | b'o')
                || single && matches!(before, b'u' | b'o')
                || ends(stem, &["creat"])
                || ends(stem, &["vit", "nit", "writ", "quit", "cit", "ecut"])
        }
        b'r' => {
            single && matches!(before, b'a' | b'i' | b'u') || ends(stem, &["nor", "lor", "tor", "dor"]) && count > 4
        }
        b'k' => single && matches!(before, b'a' | b'i' | b'o'),
        b'd' => single && !matches!(before, b'e') || ends(stem, &["ced"]),
        b'm' => single && matches!(before, b'a' | b'u' | b'i'),
        b'n' => single && before == b'i' && count > 3 || ends(stem, &["tun"]),
        b'p' => single && matches!(before, b'a' | b'i' | b'o' | b'y') && count < 5 && !ends(stem, &["elop"]),
        b'l' => match before {
            b'i' => single,
            b'b' | b'd' | b'p' | b't' | b'g' | b'k' | b'f' | b'c' | b'z' => true,
            _ => false,
        },
        b'b' => single && matches!(before, b'i' | b'o'),
        b'w' | b'x' | b'y' | b'h' => false,
        _ => false,
    };
    if silent { format!("{stem}e") } else { stem.to_owned() }
}

fn ends(stem: &str, endings: &[&str]) -> bool {
    endings.iter().any(|ending| stem.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::lemma;
    use sitrep_resources::Resources;
    use sitrep_types::Upos;

    #[test]
    fn forms_lead_to_their_dictionary_form() {
        let table = Resources::shipped().expect("shipped tables load").lemmas;
        let mut wrong = Vec::new();
        for (form, expected) in [
            ("captured", "capture"),
            ("besieged", "besiege"),
            ("shelling", "shell"),
            ("stopped", "stop"),
            ("withdrew", "withdraw"),
            ("retreated", "retreat"),
            ("exploded", "explode"),
            ("killing", "kill"),
            ("evacuated", "evacuate"),
            ("destroyed", "destroy"),
            ("bombed", "bomb"),
            ("dispersed", "disperse"),
            ("claims", "claim"),
            ("denies", "deny"),
            ("says", "say"),
            ("clashes", "clash"),
            ("seizing", "seize"),
            ("announced", "announce"),
            ("wounded", "wound"),
            ("injured", "injure"),
            ("fled", "flee"),
            ("pledged", "pledge"),
            ("invaded", "invade"),
            ("raided", "raid"),
            ("fired", "fire"),
            ("hoisted", "hoist"),
            ("repelled", "repel"),
            ("surrounded", "surround"),
            ("liberated", "liberate"),
            ("abducted", "abduct"),
            ("executed", "execute"),
            ("arrested", "arrest"),
            ("detained", "detain"),
            ("ordered", "order"),
            ("ambushed", "ambush"),
            ("storming", "storm"),
            ("attacked", "attack"),
            ("struck", "strike"),
            ("planted", "plant"),
            ("released", "release"),
            ("freed", "free"),
            ("managed", "manage"),
            ("controls", "control"),
            ("controlled", "control"),
            ("recaptures", "recapture"),
            ("hurled", "hurl"),
            ("pushing", "push"),
            ("claimed", "claim"),
            ("blamed", "blame"),
            ("looted", "loot"),
            ("torched", "torch"),
            ("occupied", "occupy"),
            ("used", "use"),
            ("accused", "accuse"),
            ("bringing", "bring"),
            ("hitting", "hit"),
            ("setting", "set"),
            ("buried", "bury"),
            ("urged", "urge"),
            ("changed", "change"),
            ("mined", "mine"),
            ("determined", "determine"),
            ("joined", "join"),
            ("remained", "remain"),
            ("opened", "open"),
            ("happened", "happen"),
            ("entered", "enter"),
            ("offered", "offer"),
            ("settled", "settle"),
            ("battling", "battle"),
            ("condemned", "condemn"),
            ("quoted", "quote"),
            ("required", "require"),
            ("cited", "cite"),
            ("relied", "rely"),
            ("adding", "add"),
            ("injuring", "injure"),
            ("wounding", "wound"),
            ("including", "include"),
            ("visited", "visit"),
            ("died", "die"),
            ("tried", "try"),
            ("lost", "lose"),
            ("ransacked", "ransack"),
            ("restored", "restore"),
            ("defused", "defuse"),
            ("detonated", "detonate"),
            ("marched", "march"),
            ("hacked", "hack"),
            ("wiped", "wipe"),
            ("gripped", "grip"),
            ("beheaded", "behead"),
            ("extradited", "extradite"),
            ("donating", "donate"),
            ("deported", "deport"),
            ("vetoed", "veto"),
        ] {
            let found = lemma(form, Upos::Verb, &table);
            if found != expected {
                wrong.push(format!("{form}: {found}, not {expected}"));
            }
        }
        for (form, expected) in [
            ("soldiers", "soldier"),
            ("policemen", "policeman"),
            ("casualties", "casualty"),
            ("bodies", "body"),
            ("lives", "life"),
            ("buses", "bus"),
            ("clashes", "clash"),
            ("bases", "base"),
            ("forces", "force"),
            ("houses", "house"),
            ("gunmen", "gunman"),
            ("civilians", "civilian"),
            ("peshmerga", "peshmerga"),
            ("women", "woman"),
            ("boxes", "box"),
            ("series", "series"),
        ] {
            let found = lemma(form, Upos::Noun, &table);
            if found != expected {
                wrong.push(format!("{form}: {found}, not {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
    }
}
