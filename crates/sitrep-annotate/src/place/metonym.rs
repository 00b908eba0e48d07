//! Names of places that stand for a government or a people: "Moscow said", "Sudan's army", "Washington-backed".

use sitrep_gazetteer::{Feature, Gazetteer, Hit};
use sitrep_types::Span;

use crate::tree::Tree;

/// Bodies and offices: a country before one of them is whose it is, not where.
const BODIES: &[&str] = &[
    "administration",
    "agency",
    "air force",
    "ambassador",
    "army",
    "authorities",
    "authority",
    "cabinet",
    "chief",
    "coalition",
    "command",
    "commander",
    "court",
    "council",
    "delegation",
    "delegate",
    "diplomat",
    "embassy",
    "force",
    "forces",
    "general",
    "government",
    "intelligence",
    "junta",
    "leader",
    "leadership",
    "military",
    "militia",
    "minister",
    "ministry",
    "mission",
    "navy",
    "officer",
    "official",
    "officials",
    "parliament",
    "party",
    "police",
    "premier",
    "president",
    "presidency",
    "prosecutor",
    "rebels",
    "regime",
    "ruler",
    "senate",
    "service",
    "soldier",
    "spokesman",
    "spokeswoman",
    "staff",
    "troops",
];
/// What only somebody who can speak and decide does.
const SPEECH_AND_DECISION: &[&str] = &[
    "accept",
    "accuse",
    "acknowledge",
    "add",
    "admit",
    "agree",
    "aim",
    "announce",
    "answer",
    "approve",
    "argue",
    "ask",
    "back",
    "blame",
    "call",
    "claim",
    "condemn",
    "confirm",
    "count",
    "declare",
    "decide",
    "demand",
    "denounce",
    "deny",
    "deploy",
    "describe",
    "dismiss",
    "fear",
    "hope",
    "impose",
    "insist",
    "maintain",
    "order",
    "pledge",
    "promise",
    "protest",
    "refuse",
    "reject",
    "reply",
    "report",
    "respond",
    "say",
    "seek",
    "threaten",
    "urge",
    "vow",
    "warn",
];
/// What befalls a place rather than being done by it.
const BEFALLS: &[&str] = &[
    "awake",
    "be",
    "become",
    "burn",
    "change",
    "collapse",
    "come",
    "empty",
    "face",
    "fall",
    "go",
    "have",
    "hold",
    "host",
    "lie",
    "lose",
    "mourn",
    "receive",
    "remain",
    "rise",
    "see",
    "slide",
    "stand",
    "stay",
    "suffer",
    "surrender",
    "wake",
    "witness",
];

/// What a body sits in.
const BUILDINGS: &[&str] = &[
    "barracks",
    "base",
    "building",
    "camp",
    "centre",
    "complex",
    "compound",
    "headquarters",
    "hospital",
    "house",
    "museum",
    "office",
    "post",
    "school",
    "station",
];
/// How many words behind "Kyiv's" the body may stand that it owns.
const OWNED_WORDS: usize = 3;

/// Whether this mention of a place is an actor rather than a location.
#[must_use]
pub fn is_metonymic(tree: &Tree<'_>, span: Span, adjective: bool, hit: Option<&Hit>, gazetteer: &Gazetteer) -> bool {
    if adjective {
        return true;
    }
    // "the Washington-backed forces", "the Kurdish-led SDF".
    let after = tree.text.get(span.end..).unwrap_or_default();
    for suffix in [
        "-backed",
        "-led",
        "-based",
        "-run",
        "-controlled",
        "-aligned",
        "-trained",
        "-allied",
        "-brokered",
        "-born",
        "-sponsored",
    ] {
        if after.starts_with(suffix) {
            return !matches!(suffix, "-based" | "-controlled");
        }
    }
    let words = tree.words_in(span);
    if words.is_empty() {
        return false;
    }
    let end = words.end;
    let head = tree.head_of_run(words);
    let governing = hit.is_some_and(|hit| is_government_seat(hit, gazetteer));
    // "Saudi Arabia and the United States announced": the second stands for what the first does.
    let first = tree.head(head).filter(|first| tree.relation(head) == "conj" && tree.relation(*first) == "nsubj");
    let leading = first.unwrap_or(head);
    let relation = tree.relation(leading);
    let above = tree.head(leading);
    // "Kyiv's eastern command", however it was parsed.
    if governing && ["'s ", "’s "].iter().any(|mark| after.starts_with(mark)) && owns_a_body(tree, end) {
        return true;
    }
    match relation {
        "nsubj" => {
            let passive = tree.deprel(leading) == "nsubj:pass";
            let verb = above.map(|verb| tree.lemma(verb)).unwrap_or_default();
            if passive {
                return false;
            }
            SPEECH_AND_DECISION.contains(&verb) || (governing && !verb.is_empty() && !BEFALLS.contains(&verb))
        }
        "nmod" if tree.deprel(head) == "nmod:poss" => {
            governing && above.is_some_and(|noun| BODIES.contains(&tree.lemma(noun)))
        }
        "compound" | "amod" => governing && above.is_some_and(|noun| BODIES.contains(&tree.lemma(noun))),
        "obl" | "nmod" | "conj" => {
            let case = tree
                .child_by(head, &["case"])
                .or_else(|| above.filter(|_| relation == "conj").and_then(|first| tree.child_by(first, &["case"])))
                .map(|case| tree.lower(case))
                .unwrap_or_default();
            governing && (matches!(case.as_str(), "by" | "with" | "against") || tree.deprel(head) == "obl:agent")
        }
        _ => false,
    }
}

/// Whether a body stands behind "'s", and is what is owned: "central police station" is a building.
fn owns_a_body(tree: &Tree<'_>, mark: usize) -> bool {
    let end = tree.sentence_words(mark).end;
    let building = |at: usize| at < end && BUILDINGS.contains(&tree.lemma(at));
    (mark + 1..end.min(mark + 1 + OWNED_WORDS)).any(|at| BODIES.contains(&tree.lemma(at)) && !building(at + 1))
}

/// Countries and their capitals stand for governments.
fn is_government_seat(hit: &Hit, gazetteer: &Gazetteer) -> bool {
    match hit.record.feature {
        Feature::Country => true,
        Feature::City => {
            let country = std::str::from_utf8(&hit.record.country).ok().and_then(|code| gazetteer.country(code));
            country.and_then(|country| country.capital.as_deref()).is_some_and(|capital| {
                let key = sitrep_gazetteer::exact_key;
                key(capital) == key(gazetteer.name(hit.place))
                    || gazetteer.lookup(capital).iter().any(|h| h.place == hit.place)
            })
        }
        _ => false,
    }
}
