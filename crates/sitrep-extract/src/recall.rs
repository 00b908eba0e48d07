//! Happenings told again: "the blast" of a story that has told one, what a deed answers, and the day of a toll.
//!
//! None of them has a day or a place of its own where its sentence names one for something else: the day on which a
//! toll "rose to six" is not that of the bombing, and where somebody was killed who is avenged is not where the revenge
//! was taken.

use sitrep_types::{ClaimTime, EventType, SubType, TimeExpression, Upos};

use crate::count::COUNTING;
use crate::draft::Draft;
use crate::fold;
use crate::lexicon::Part;
use crate::place::{self, Located};
use crate::time;
use crate::tree::Tree;

/// Nouns and verbs of answering one deed with another.
const ANSWERS: &[&str] = &[
    "answer",
    "avenge",
    "reaction",
    "reprisal",
    "response",
    "retaliate",
    "retaliation",
    "retaliatory",
    "retribution",
    "revenge",
    "vengeance",
];

/// Climbs are no longer than this.
const DEEPEST: usize = 8;

/// Words behind a noun that still belong to it where no verb or mark stands between.
const MOST_BEHIND: usize = 10;

/// The head of what is answered where a word stands in it, or right behind it whatever the parse hangs it on: the
/// strikes of "in retaliation for air strikes last week in the north".
pub(crate) fn answered(tree: &Tree, word: usize) -> Option<usize> {
    let mut at = word;
    for _ in 0..DEEPEST {
        if is_answered(tree, at) {
            return Some(at);
        }
        match tree.head(at) {
            Some(above) => at = above,
            None => break,
        }
    }
    let start = tree.sentence_words(tree.sentence_of(word)).start.max(word.saturating_sub(MOST_BEHIND));
    (start..word)
        .rev()
        .take_while(|token| {
            !matches!(tree.upos(*token), Upos::Verb | Upos::Aux | Upos::Punct | Upos::Cconj | Upos::Sconj | Upos::Pron)
        })
        .find(|token| is_answered(tree, *token))
}

/// Whether a noun is what something else answers.
fn is_answered(tree: &Tree, noun: usize) -> bool {
    let Some(above) = tree.head(noun) else { return false };
    let behind_an_answer = |case: usize| {
        let before = case.checked_sub(1);
        matches!(tree.lower(case).as_str(), "for" | "to")
            && (is_answer(tree, above) || before.is_some_and(|before| is_answer(tree, before)))
    };
    tree.is_relation(noun, &["nmod", "obl"]) && tree.children_by(noun, &["case"]).any(behind_an_answer)
        || tree.is_relation(noun, &["obj"]) && tree.lemma(above) == "avenge"
}

/// "in retaliation", "a revenge attack", "retaliated".
pub(crate) fn is_answer(tree: &Tree, word: usize) -> bool {
    ANSWERS.contains(&tree.lemma(word))
        || tree.children_by(word, &["compound", "amod"]).any(|child| ANSWERS.contains(&tree.lemma(child)))
}

/// Whether a word belongs to what is answered and a happening does not, or the other way round.
pub(crate) fn is_parted_by_an_answer(tree: &Tree, word: usize, happening: usize) -> bool {
    answered(tree, word) != answered(tree, happening)
}

/// Verbs by which a toll becomes another.
const MOUNTS: &[&str] =
    &["climb", "grow", "increase", "jump", "leap", "mount", "reach", "rise", "soar", "stand", "surge", "swell"];

/// Those whom a count may be of.
const COUNTED: &[&str] =
    &["body", "casualty", "dead", "death", "fatality", "injure", "injured", "kill", "victim", "wound", "wounded"];

/// Whether a time is the day of a toll: "the death toll rose to six on Friday".
pub(crate) fn dates_a_toll(tree: &Tree, word: usize) -> bool {
    let verb = tree.clause_of(word);
    let is_day = |time: &TimeExpression| time.span.contains(tree.span(word)) && time::width(time.interval) <= 1;
    if !tree.document.times.iter().any(is_day) {
        return false;
    }
    if !MOUNTS.contains(&tree.lemma(verb)) {
        return false;
    }
    let Some(subject) = tree.child_by(verb, &["nsubj"]) else { return false };
    let counts_people = || tree.subtree(subject, &|_| false).iter().any(|below| COUNTED.contains(&tree.lemma(*below)));
    let counts = COUNTING.contains(&tree.lemma(subject));
    let toll = counts && (tree.lemma(subject) == "toll" || counts_people());
    toll && word != subject && !tree.is_under(word, subject)
}

/// Whether a time is that of a toll or of what is only answered: the story goes on without it.
pub(crate) fn is_beside_the_story(tree: &Tree, word: usize) -> bool {
    dates_a_toll(tree, word) || answered(tree, word).is_some()
}

/// What a mention of a known happening takes over from where it was told.
#[derive(Debug, Clone, Default)]
pub(crate) struct Antecedent {
    /// The most exact day told for it.
    pub time: Option<ClaimTime>,
    /// The first place told for it.
    pub place: Option<Located>,
}

/// Earlier happenings beyond these are not looked at: nobody keeps more in mind either.
const MOST_EARLIER: usize = 60;

/// Sentences back beyond which nothing is meant.
const FARTHEST: usize = 200;

/// The one happening told before that "the blast" at `at` (sentence, draft) can mean; none where two could be meant.
/// `times` are those of the drafts before it.
pub(crate) fn antecedent(
    tree: &Tree,
    sentences: &[Vec<Draft>],
    times: &dyn Fn(usize, usize) -> Option<ClaimTime>,
    at: (usize, usize),
) -> Option<Antecedent> {
    let draft = sentences.get(at.0)?.get(at.1)?;
    if !mentions_a_known_one(tree, draft) {
        return None;
    }
    let mut known = Antecedent::default();
    let mut earlier = 0;
    for (sentence, drafts) in sentences.iter().enumerate().take(at.0 + 1).skip(at.0.saturating_sub(FARTHEST)) {
        for (index, other) in drafts.iter().enumerate() {
            if (sentence, other.hit.head) >= (at.0, draft.hit.head) || index == at.1 && sentence == at.0 {
                continue;
            }
            if !may_mean(tree, draft, other)
                || fold::is_within_a_recall(tree, drafts, other)
                || answered(tree, other.hit.head).is_some()
            {
                continue;
            }
            earlier += 1;
            if earlier > MOST_EARLIER || counts_apart(draft, other) {
                return None;
            }
            let time = times(sentence, index);
            if let (Some(known), Some(other)) = (&known.time, &time)
                && !known.interval.may_overlap(&other.interval)
            {
                return None;
            }
            known.time = narrower(known.time, time);
            let place = place::told_with(tree, other);
            if let (Some(known), Some(other)) = (&known.place, &place)
                && !place::may_be_one(tree, &known.key, &other.key)
            {
                return None;
            }
            known.place = known.place.or(place);
        }
    }
    (known.time.is_some() || known.place.is_some()).then_some(known)
}

fn narrower(one: Option<ClaimTime>, other: Option<ClaimTime>) -> Option<ClaimTime> {
    match (one, other) {
        (Some(one), Some(other)) => {
            Some(if time::width(other.interval) < time::width(one.interval) { other } else { one })
        }
        (one, other) => one.or(other),
    }
}

/// "the blast", "this attack": one happening that is referred to as known, and by nothing that could tell it from
/// another.
fn mentions_a_known_one(tree: &Tree, draft: &Draft) -> bool {
    let head = draft.hit.head;
    let distinct = tree.children(head).iter().any(|child| {
        matches!(tree.upos(*child), Upos::Propn | Upos::Num)
            || tree.is_relation(*child, &["acl", "nmod:poss"])
            || tree.is_relation(*child, &["amod", "compound"]) && tells_apart(tree, *child)
    });
    draft.hit.part == Part::Noun
        && !draft.open_type
        && fold::is_violent(draft)
        && is_known(tree, head)
        && !distinct
        && answered(tree, head).is_none()
        && draft.parties.targets.iter().all(|target| tree.upos(target.token) != Upos::Propn)
}

/// "the blast", "this attack": one, whatever is said of it.
fn is_known(tree: &Tree, noun: usize) -> bool {
    let known = tree.children_by(noun, &["det"]).any(|det| matches!(tree.lower(det).as_str(), "the" | "this" | "that"));
    known && tree.lower(noun) == tree.lemma(noun)
}

/// Whether a time is that of a deed known from before: "the bombing late Thursday".
pub(crate) fn dates_a_known_one(tree: &Tree, word: usize) -> bool {
    tree.head(word).is_some_and(|noun| {
        let deed = ATTACKS.contains(&tree.lemma(noun)) || BLASTS.contains(&tree.lemma(noun));
        deed && tree.upos(noun) == Upos::Noun && is_known(tree, noun) && answered(tree, noun).is_none()
    })
}

/// "another", "second", "Sunday's": modifiers by which one of a kind is told from the rest.
fn tells_apart(tree: &Tree, modifier: usize) -> bool {
    const OTHERS: &[&str] = &[
        "another",
        "different",
        "earlier",
        "first",
        "fresh",
        "last",
        "late",
        "latter",
        "new",
        "next",
        "other",
        "previous",
        "recent",
        "second",
        "separate",
        "similar",
        "subsequent",
        "third",
    ];
    OTHERS.contains(&tree.lemma(modifier))
        || tree.document.times.iter().any(|time| time.span.overlaps(tree.span(modifier)))
}

/// What goes off, and words for any attack.
const BLASTS: &[&str] = &["blast", "bomb", "bombing", "explosion"];
const ATTACKS: &[&str] = &["assault", "attack", "bloodshed", "massacre", "raid"];

/// Whether the noun of a mention can mean a happening told before it.
fn may_mean(tree: &Tree, draft: &Draft, other: &Draft) -> bool {
    let lemma = tree.lemma(draft.hit.head);
    let one_kind = draft.event_type == other.event_type && draft.sub_type == other.sub_type;
    let loud = BLASTS.contains(&lemma)
        && (other.event_type == EventType::Explosions || ATTACKS.contains(&tree.lemma(other.hit.head)))
        && other.sub_type != Some(SubType::ShellingArtilleryMissileAttack);
    let attack = ATTACKS.contains(&lemma)
        && (matches!(other.event_type, EventType::Explosions | EventType::ViolenceAgainstCivilians)
            || other.sub_type == Some(SubType::ArmedClash));
    fold::is_violent(other) && (one_kind || loud || attack)
}

/// Whether both tell an exact number of the same, and not the same number.
fn counts_apart(draft: &Draft, other: &Draft) -> bool {
    draft.quantities.iter().any(|one| {
        one.best.is_some()
            && other
                .quantities
                .iter()
                .any(|other| other.what == one.what && other.best.is_some() && other.best != one.best)
    })
}
