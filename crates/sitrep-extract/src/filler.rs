//! From a head word to a filler: the noun phrase's own words, the actor it is, the place it is.

use sitrep_resources::FillerKind;
use sitrep_types::{ActorKind, ActorMention, Filler, MentionKind, PlaceKey, Span, Upos};

use crate::kind::{NounTable, Side, antecedent, mention_at, place_at, speaker};
use crate::tree::Tree;

/// Relations that end a noun phrase's core.
const OUTSIDE: &[&str] = &[
    "acl",
    "appos",
    "conj",
    "cc",
    "parataxis",
    "advcl",
    "orphan",
    "list",
    "discourse",
    "obl",
    "nsubj",
    "cop",
    "aux",
    "ccomp",
    "xcomp",
    "mark",
    "reparandum",
    "vocative",
    "dislocated",
    "csubj",
    "obj",
    "expl",
    "case",
];

/// Nouns that say little of what they name without the clause that follows.
const GENERIC: &[&str] = &["building", "site", "structure", "facility", "compound", "house", "place", "position"];

/// Words that such a clause may have.
const LONGEST_CLAUSE: usize = 14;

/// The words of a noun phrase around its head, without article, relative clauses and coordination.
pub(crate) fn core_words(tree: &Tree, head: usize) -> Vec<usize> {
    let skip = |token: usize| {
        let relation = tree.relation(token);
        if OUTSIDE.contains(&relation) && tree.head(token) == Some(head)
            || relation == "acl"
            || relation == "appos"
            // "Armenian and Azerbaijani forces": of two peoples the one beside the noun is the noun's.
            || relation == "conj" && !(token + 1 == head && tree.upos(token) == Upos::Adj)
            || relation == "cc"
        {
            return true;
        }
        if relation == "nmod" && tree.deprel(token) != "nmod:poss" {
            let cases = tree.cases(token);
            return !cases.is_empty() && !cases.contains(&"of");
        }
        false
    };
    let words = tree.subtree(head, &skip);
    // Only what stands together with the head.
    let at = words.iter().position(|word| *word == head).unwrap_or_default();
    let mut first = at;
    while first > 0 && words[first] - words[first - 1] <= 1 {
        first -= 1;
    }
    let mut last = at;
    // A comma or a relative pronoun after the head ends the name.
    let ends = |token: usize| {
        token > head
            && (tree.word(token) == "," || matches!(tree.lower(token).as_str(), "who" | "whom" | "whose" | "which"))
    };
    while last + 1 < words.len() && words[last + 1] - words[last] <= 1 && !ends(words[last + 1]) {
        last += 1;
    }
    let mut core = words[first..=last].to_vec();
    let loose = |token: &usize| {
        tree.upos(*token) == Upos::Punct
            || tree.upos(*token) == Upos::Adp && *token > head
            || matches!(tree.lower(*token).as_str(), "that" | "the" | "a" | "an" | "of" | "and" | "or" | "'s" | "s'")
                && tree.upos(*token) != Upos::Num
    };
    // "handed over 12 bodies": the particle is the verb's.
    let particle = |token: &usize| {
        tree.lower(*token) == "over"
            && token.checked_sub(1).is_some_and(|verb| matches!(tree.lemma(verb), "hand" | "turn" | "take" | "give"))
    };
    while core.len() > 1
        && core.first().is_some_and(|token| loose(token) || particle(token))
        && core.first() != Some(&head)
    {
        core.remove(0);
    }
    while core.len() > 1 && core.last().is_some_and(loose) && core.last() != Some(&head) {
        core.pop();
    }
    core
}

/// The span of a noun phrase's core.
pub(crate) fn core_span(tree: &Tree, head: usize) -> Span {
    let words = core_words(tree, head);
    let (first, last) = (words.first().copied().unwrap_or(head), words.last().copied().unwrap_or(head));
    // "passer-by", "sit-in" are told whole, the rebels of "rebel-held" are not.
    let particle = tree.is_hyphenated(last) && matches!(tree.upos(last + 2), Upos::Adp | Upos::Adv);
    let last = if particle { last + 2 } else { last };
    let core = tree.stretch(first, last);
    // "at least 40 militants", "between 600 and 700 families", "a dozen shops": a number is told whole.
    let whole = tree.document.quantities.iter().find(|quantity| {
        let begins = quantity.span.start < core.start && quantity.span.overlaps(core);
        begins
            && !matches!(tree.document.words(quantity.span).split(' ').next(), Some("the" | "The" | "these" | "those"))
    });
    let core = whole.map_or(core, |quantity| quantity.span.cover(core));
    // "the building that they used as their court": the clause says which.
    if GENERIC.contains(&tree.lemma(head))
        && let Some(clause) = tree.child_by(head, &["acl:relcl"])
        && let Some(end) = tree.subtree(clause, &|_| false).last().copied()
        && end.saturating_sub(head) <= LONGEST_CLAUSE
        && end > head
    {
        return core.cover(tree.stretch(head, end));
    }
    // "spokesman Inzoma Ag Bakrin": the name goes with the title, however the parse hangs it.
    let name = tree.document.mentions.iter().find(|mention| {
        mention.kind == MentionKind::Person
            && mention.span.start == core.end + 1
            && tree.document.document.text.get(core.end..mention.span.start) == Some(" ")
            && matches!(tree.upos(head), Upos::Noun | Upos::Propn)
    });
    name.map_or(core, |name| core.cover(name.span))
}

/// The place that a phrase is, the longest name in it that is a location; its head's before any other's.
pub(crate) fn place_of(tree: &Tree, head: usize, span: Span) -> Option<PlaceKey> {
    if let Some(mention) = place_at(tree, head)
        && !mention.metonymic
        && let Some(key) = &mention.place
    {
        return Some(key.clone());
    }
    let mut mentions: Vec<_> = tree
        .document
        .place_mentions
        .iter()
        .filter(|mention| !mention.metonymic && mention.place.is_some() && span.contains(mention.span))
        .collect();
    mentions.sort_by_key(|mention| (std::cmp::Reverse(mention.span.len()), mention.span));
    mentions.first().and_then(|mention| mention.place.clone())
}

/// The filler of this head word.
pub(crate) fn filler(tree: &Tree, nouns: &NounTable, head: usize) -> Filler {
    let span = core_span(tree, head);
    let kinds = nouns.kinds(tree, head);
    let holdable = kinds.has_any(&[FillerKind::Place, FillerKind::Facility]);
    let place = holdable.then(|| place_of(tree, head, span)).flatten();
    let actor = actor_of(tree, nouns, head, span);
    Filler { text: tree.document.words(span).to_owned(), span, actor, place }
}

/// "Israel said it had killed two": the country that a pronoun stands for, as its government.
fn state_of(tree: &Tree, pronoun: usize) -> Option<ActorMention> {
    if !matches!(tree.lower(pronoun).as_str(), "it" | "its") || tree.upos(pronoun) != Upos::Pron {
        return None;
    }
    let named = antecedent(tree, pronoun)?;
    let mention = mention_at(tree, named).filter(|mention| mention.kind == MentionKind::Gpe)?;
    let place = place_at(tree, named)?;
    let country = place.place.as_ref()?.0.strip_prefix("country:")?.to_owned();
    Some(ActorMention {
        name: tree.document.words(mention.span).to_owned(),
        entry: None,
        kind: ActorKind::Government,
        country: Some(country),
        role: None,
        affiliation: None,
        plover_sector: None,
    })
}

/// The actor that a phrase is: its chain's, else what its words alone say of people and bodies.
fn actor_of(tree: &Tree, nouns: &NounTable, head: usize, span: Span) -> Option<ActorMention> {
    let chained = mention_at(tree, head)
        .and_then(|mention| mention.chain)
        .and_then(|chain| tree.document.chains.get(chain))
        .and_then(|chain| chain.actor.clone());
    if chained.is_some() {
        return chained;
    }
    if let Some(speaker) = speaker(tree, head) {
        return actor_of(tree, nouns, speaker, core_span(tree, speaker));
    }
    if let Some(state) = state_of(tree, head) {
        return Some(state);
    }
    if matches!(tree.upos(head), Upos::Pron | Upos::Num | Upos::Det) {
        return None;
    }
    let kinds = nouns.kinds(tree, head);
    let kind = if kinds.has(FillerKind::Force) {
        match nouns.side(tree, head) {
            Some(Side::State) => ActorKind::StateForce,
            Some(Side::NonState) => ActorKind::ArmedGroup,
            None => ActorKind::Unknown,
        }
    } else if kinds.has_any(&[FillerKind::Civilian, FillerKind::Crowd]) {
        ActorKind::Civilians
    } else if kinds.has(FillerKind::Person) {
        ActorKind::Person
    } else if kinds.has(FillerKind::Body) && !kinds.has_any(&[FillerKind::Place, FillerKind::Facility]) {
        ActorKind::Organisation
    } else {
        return None;
    };
    Some(ActorMention {
        name: tree.document.words(span).to_owned(),
        entry: None,
        kind,
        country: None,
        role: None,
        affiliation: None,
        plover_sector: None,
    })
}
