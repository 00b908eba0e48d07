//! The numbers that a draft tells: of its victims for a casualty, else of whatever its parties count.

use sitrep_resources::{EntryClass, FillerKind};
use sitrep_types::{EventType, Quantity, QuantityKind, Scope, Span, Upos};

use crate::draft::{Draft, Lookup};
use crate::filler::core_words;
use crate::frame::is_denied;
use crate::kind::antecedent;
use crate::lexicon::Part;
use crate::modality::is_negated;
use crate::tree::Tree;

/// Units of length.
pub(crate) const LENGTHS: &[&str] = &["km", "kilometre", "kilometer", "metre", "meter", "mile", "foot", "yard"];

/// What else numbers measure and no event kills.
const MEASURES: &[&str] = &[
    "mph",
    "kph",
    "photo",
    "picture",
    "percent",
    "%",
    "year",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "dollar",
    "euro",
    "pound",
    "degree",
    "tonne",
    "ton",
    "complaint",
    "file",
];

/// Nouns for a number of people: "the number of dead".
pub(crate) const COUNTING: &[&str] = &["count", "figure", "number", "tally", "toll", "total"];

fn is_measure(word: &str) -> bool {
    LENGTHS.contains(&word) || MEASURES.contains(&word)
}

/// "twelve wounded", "four dead", "838 injured": the number right before a casualty's word is all that is said of whom.
pub(crate) fn lone_number(tree: &Tree, lookup: &Lookup, draft: &Draft) -> Option<usize> {
    if lookup.entry(draft.entry).class != EntryClass::Casualty || draft.hit.part == Part::Noun {
        return None;
    }
    let first = draft.hit.tokens.iter().min().copied()?;
    let start = tree.sentence_words(draft.sentence(tree)).start;
    let mut number = first.checked_sub(1)?;
    if matches!(tree.lower(number).as_str(), "others" | "more") {
        number = number.checked_sub(1)?;
    }
    // "nine injured officers": the number counts the noun that follows.
    let counts_noun = tree.head(number).is_some_and(|head| head > draft.hit.head && tree.relation(number) == "nummod");
    let subject = tree.children_by(draft.hit.head, &["nsubj"]).any(|child| child != number && child + 2 < number);
    (number >= start
        && tree.upos(number) == Upos::Num
        && !counts_noun
        && (!subject || tree.relation(draft.hit.head) == "conj")
        && tree.child_by(draft.hit.head, &["aux", "aux:pass"]).is_none()
        && tree.document.quantities.iter().any(|quantity| quantity.span.overlaps(tree.span(number))))
    .then_some(number)
}

/// The numbers that a draft tells: of its victims for a casualty, else of whatever its parties count.
pub(crate) fn quantities(tree: &Tree, lookup: &Lookup, draft: &Draft) -> Vec<Quantity> {
    let entry = lookup.entry(draft.entry);
    let counted = entry.counts;
    let casualty = entry.class == EntryClass::Casualty;
    let taken = matches!(counted, Some(QuantityKind::Abducted | QuantityKind::Arrested));
    let mut found: Vec<Quantity> = Vec::new();
    let parties: Vec<usize> = if counted == Some(QuantityKind::Strength) {
        draft.parties.actors.iter().chain(&draft.parties.targets).map(|party| party.token).collect()
    } else {
        draft.parties.targets.iter().chain(&draft.parties.instruments).map(|party| party.token).collect()
    };
    for party in parties {
        let victim =
            draft.parties.targets.iter().any(|target| target.token == party) || counted == Some(QuantityKind::Strength);
        let members = told_one_by_one(tree, party).unwrap_or_else(|| tree.conjuncts(party));
        // "the journalist and his fiancee": two, counted once.
        let singles =
            members.len() > 1 && members.iter().all(|each| is_single(tree, *each) && !is_lifeless(tree, lookup, *each));
        // What the members of the list count, with their own words: it is added up where they are counted apart.
        let mut summands: Vec<(usize, Quantity)> = Vec::new();
        for head in members.iter().copied() {
            if singles && Some(&head) != members.first() {
                continue;
            }
            let words = core_words(tree, head);
            let span = tree.stretch(words.first().copied().unwrap_or(head), words.last().copied().unwrap_or(head));
            // "three of the ten attackers": the first number counts, the second only says out of how many.
            let counting = tree.upos(head) == Upos::Num;
            let span = if counting && document_quantities(tree, tree.span(head)).next().is_some() {
                tree.span(head)
            } else {
                span
            };
            let mut any = false;
            // "a commander and his aide" are two, though only the first has an article.
            let in_words = tree.document.quantities.iter().filter(|quantity| !singles && is_beside(quantity, span));
            for quantity in in_words {
                // "seven members of one family": the first number counts, the second says of what.
                if is_of_a_part(tree, head, quantity) {
                    continue;
                }
                // Only who can fight has a strength, and a deed without a count of its own has none of what others did.
                let kinds = lookup.nouns.kinds(tree, head);
                let armed = kinds.has(FillerKind::Force);
                let strength = quantity.what == QuantityKind::Strength && (entry.class != EntryClass::State || !armed);
                let of_others = matches!(entry.event_type, EventType::StrategicDevelopments | EventType::Statement)
                    && counted.is_none();
                let own = if strength || of_others { things(quantity.what) } else { quantity.what };
                let what = if victim { counted.unwrap_or(own) } else { own };
                // "left 12 dead and 30 injured": those told beside the dead are counted as what they are.
                let apart =
                    counted.is_some_and(|what| what.is_harm() && quantity.what.is_harm() && what != quantity.what);
                if casualty && head != party && apart {
                    continue;
                }
                let lifeless = is_measure(tree.lemma(head)) || is_lifeless(tree, lookup, head);
                let what = if !lifeless && (casualty || is_people(tree, lookup, head)) { what } else { things(what) };
                let counts = Quantity { what, ..quantity.clone() };
                if !any && victim && !lifeless {
                    summands.push((words.last().copied().unwrap_or(head), counts.clone()));
                }
                push(&mut found, counts);
                any = true;
            }
            if !any && (casualty || taken) && victim {
                let what = counted.unwrap_or(QuantityKind::Killed);
                let no_one = tree.lower(head) == "one" && head > 0 && tree.lower(head - 1) == "no";
                let nobody = no_one || matches!(tree.lower(head).as_str(), "nobody" | "none" | "anybody");
                let count = if nobody || is_denied(tree, head) {
                    Some(0)
                } else if tree.lower(head) == "both"
                    || tree.children(head).iter().any(|child| tree.lower(*child) == "both")
                {
                    Some(2)
                } else if let Some(quantity) = counted_before(tree, head) {
                    push(&mut found, Quantity { what, ..quantity.clone() });
                    None
                } else if singles {
                    Some(i64::try_from(members.len()).unwrap_or(2))
                } else if is_single(tree, head) && (members.len() == 1 || is_one_of_a_list(tree, head)) {
                    Some(1)
                } else {
                    None
                };
                if let Some(count) = count {
                    let counts = exactly(what, count, tree, head);
                    summands.push((words.last().copied().unwrap_or(head), counts.clone()));
                    push(&mut found, counts);
                }
            }
        }
        if victim && (casualty || taken) {
            of_whom(tree, &members, counted, &mut found);
        }
        if members.len() > 1
            && (casualty || taken)
            && let Some(total) = added_up(tree, &summands)
        {
            push(&mut found, total);
        }
    }
    if !casualty && counted != Some(QuantityKind::Strength) {
        // "thousands tried to storm the terminal": who acts is counted too.
        for party in &draft.parties.actors {
            let words = core_words(tree, party.token);
            let span = tree
                .stretch(words.first().copied().unwrap_or(party.token), words.last().copied().unwrap_or(party.token));
            for quantity in tree.document.quantities.iter().filter(|quantity| is_beside(quantity, span)) {
                // "400 peacekeepers held the town": how many hold it is their strength.
                let armed = lookup.nouns.kinds(tree, party.token).has(FillerKind::Force);
                let what = if armed && entry.class == EntryClass::State {
                    QuantityKind::Strength
                } else {
                    QuantityKind::Other
                };
                push(&mut found, Quantity { what, ..quantity.clone() });
            }
        }
    }
    if found.is_empty() && (casualty || counted.is_some()) {
        let what = counted.unwrap_or(QuantityKind::Other);
        let denied = is_denied(tree, draft.hit.head) && draft.hit.part == Part::Noun;
        if casualty && denied {
            found.push(exactly(what, 0, tree, draft.hit.head));
        } else if let Some(quantity) = near_trigger(tree, draft) {
            found.push(Quantity { what, ..quantity });
        }
    }
    // "these people are not injured": nobody is, which denies no attack.
    if casualty
        && found.is_empty()
        && draft.hit.part != Part::Noun
        && draft.parties.actors.is_empty()
        && is_negated(tree, draft.hit.head, &draft.hit.tokens)
    {
        found.push(exactly(counted.unwrap_or(QuantityKind::Killed), 0, tree, draft.hit.head));
    }
    // "at 40 mph": what is measured is not counted.
    for quantity in &mut found {
        if quantity.of.as_deref().is_some_and(|of| is_measure(&of.to_lowercase())) {
            quantity.what = things(quantity.what);
        }
    }
    if draft.hit.part == Part::Noun && tree.lemma(draft.hit.head) == "casualty" {
        // Casualties are dead and injured together; none are neither.
        for quantity in found.iter_mut().filter(|quantity| quantity.best != Some(0)) {
            quantity.what = QuantityKind::Other;
        }
    }
    if found.is_empty() && draft.hit.part == Part::Verb && !casualty && draft.hit.tokens.len() > 1 {
        // "lob between 30 and 40 shells into it": what stands inside the pattern is counted too.
        let first = draft.hit.tokens.iter().min().copied().unwrap_or(draft.hit.head);
        let last = draft.hit.tokens.iter().max().copied().unwrap_or(draft.hit.head);
        if let Some(quantity) = document_quantities(tree, tree.stretch(first, last)).next() {
            found.push(Quantity { what: things(quantity.what), ..quantity.clone() });
        }
    }
    if found.is_empty() && draft.hit.part == Part::Noun {
        // "two drone strikes", "around 35 rockets": the number of the event noun itself.
        let span = tree.stretch(
            draft.hit.head.saturating_sub(4).max(tree.sentence_words(draft.sentence(tree)).start),
            draft.hit.head,
        );
        let own = tree.child_by(draft.hit.head, &["nummod"]);
        if let Some(number) = own
            && let Some(quantity) = tree
                .document
                .quantities
                .iter()
                .find(|quantity| quantity.span.overlaps(tree.span(number)) && quantity.span.overlaps(span))
        {
            found.push(quantity.clone());
        }
    }
    found
}

/// "dragged 11 villagers from a bus and shot them": a pronoun counts those whom it stands for, if they were counted just
/// before.
fn counted_before<'a>(tree: &'a Tree, head: usize) -> Option<&'a Quantity> {
    let them = tree.upos(head) == Upos::Pron && matches!(tree.lower(head).as_str(), "them" | "they");
    let named = antecedent(tree, head).filter(|_| them)?;
    let near = tree.sentence_of(named) == tree.sentence_of(head) && named < head;
    let number = tree.child_by(named, &["nummod"]).filter(|number| near && *number < named)?;
    document_quantities(tree, tree.span(number)).next()
}

/// "the victims, two women and a child", "its crew, three Filipinos": where a plural is not counted, those who it is said to
/// be are.
fn told_one_by_one(tree: &Tree, party: usize) -> Option<Vec<usize>> {
    let plural = tree.upos(party) == Upos::Noun && tree.child_by(party, &["nummod", "conj"]).is_none();
    let counted = |head: usize| {
        tree.child_by(head, &["nummod"]).is_some_and(|number| number < head)
            || tree.children_by(head, &["det"]).any(|det| matches!(tree.lower(det).as_str(), "a" | "an"))
    };
    let apposed = tree
        .child_by(party, &["appos"])
        .filter(|apposed| plural && *apposed > party && (party..*apposed).any(|token| tree.word(token) == ","))?;
    let members = tree.conjuncts(apposed);
    let several = tree.lower(party) != tree.lemma(party) || matches!(tree.lemma(party), "crew" | "family" | "people");
    (several && members.iter().all(|member| counted(*member)) && !tree.is_share_of_them(apposed)).then_some(members)
}

/// "46 people, six of them children", "63 protesters, 11 of whom": how many of those harmed were such, beside how many they
/// were.
fn of_whom(tree: &Tree, members: &[usize], counted: Option<QuantityKind>, found: &mut Vec<Quantity>) {
    let Some(what) = counted else { return };
    for head in members {
        let parts = tree.children_by(*head, &["appos", "conj"]).filter(|part| tree.is_share_of_them(*part));
        for part in parts {
            let number =
                if tree.upos(part) == Upos::Num { Some(part) } else { tree.child_by(part, &["nummod", "nsubj"]) };
            let quantity = number.and_then(|number| document_quantities(tree, tree.span(number)).next());
            if let Some(quantity) = quantity {
                let of = Some(tree.word(part).to_owned()).filter(|_| tree.upos(part) != Upos::Num);
                push(found, Quantity { what, of: of.or_else(|| quantity.of.clone()), ..quantity.clone() });
            }
        }
    }
}

/// Whether a number stands in these words or right before them.
fn is_beside(quantity: &Quantity, words: Span) -> bool {
    quantity.span.overlaps(words) || quantity.span.end < words.start && words.start - quantity.span.end == 1
}

/// Whether a noun with a number of its own has this other number in a phrase behind it; "most of its 400 defenders" are not
/// 400 either.
fn is_of_a_part(tree: &Tree, head: usize, quantity: &Quantity) -> bool {
    let counted = |token: usize| token < head && !quantity.span.overlaps(tree.span(token));
    let share =
        matches!(tree.lemma(head), "most" | "some" | "many" | "majority" | "part" | "rest" | "several" | "much");
    quantity.span.start > tree.span(head).end && (share || tree.child_by(head, &["nummod"]).is_some_and(counted))
}

/// Things are destroyed, not killed: "left 25 soldiers dead and four vehicles destroyed".
fn is_lifeless(tree: &Tree, lookup: &Lookup, head: usize) -> bool {
    const CREWED: &[&str] =
        &["aircraft", "drone", "gunship", "helicopter", "jet", "plane", "tank", "warplane", "warship"];
    let things = [FillerKind::Vehicle, FillerKind::Facility, FillerKind::Weapon];
    // "dozens of homes"
    let many = matches!(tree.lemma(head), "dozen" | "hundred" | "thousand" | "score") && tree.lower(head + 1) == "of";
    let counted = tree
        .sentence_words(tree.sentence_of(head))
        .find(|token| many && *token > head + 1 && matches!(tree.upos(*token), Upos::Noun | Upos::Propn));
    let head = counted.unwrap_or(head);
    CREWED.contains(&tree.lemma(head))
        || lookup.nouns.kinds(tree, head).has_any(&things) && !is_people(tree, lookup, head)
}

/// "a passer-by", "his driver": one of a list whose others are counted by numbers. A name or an article says that it is one.
fn is_one_of_a_list(tree: &Tree, head: usize) -> bool {
    let article = |child: usize| matches!(tree.lower(child).as_str(), "a" | "an" | "another" | "the");
    tree.upos(head) == Upos::Propn
        || tree.children_by(head, &["nmod:poss"]).next().is_some()
        || tree.children_by(head, &["det"]).any(article)
}

/// "five constables and a passer-by": six. The numbers of one list are added up where each counts the same harm of others.
fn added_up(tree: &Tree, summands: &[(usize, Quantity)]) -> Option<Quantity> {
    let (_, first) = summands.first().filter(|_| summands.len() > 1)?;
    let alike = |quantity: &Quantity| quantity.what == first.what && quantity.scope == first.scope;
    // "nine people, among them two children": a part is no more than the whole has already.
    let parts = |last: usize| {
        let from = tree.sentence_words(tree.sentence_of(last)).start;
        let words = (from.max(last.saturating_sub(8))..last).map(|token| tree.lower(token)).collect::<Vec<_>>();
        words.iter().any(|word| matches!(word.as_str(), "including" | "among" | "whom" | "them"))
    };
    let zero = |quantity: &Quantity| quantity.best == Some(0);
    if !summands.iter().all(|(last, quantity)| alike(quantity) && !zero(quantity) && !parts(*last)) {
        return None;
    }
    let sum = |bound: fn(&Quantity) -> Option<i64>| {
        summands.iter().try_fold(0_i64, |sum, (_, quantity)| sum.checked_add(bound(quantity)?))
    };
    let best = sum(|quantity| quantity.best);
    let (low, high) = match best {
        Some(_) => (None, None),
        None => (sum(|quantity| quantity.low.or(quantity.best)), sum(|quantity| quantity.high.or(quantity.best))),
    };
    let (last, _) = summands.last()?;
    let span = first.span.cover(tree.span(*last));
    (best.is_some() || low.is_some() || high.is_some()).then_some(Quantity {
        of: None,
        low,
        best,
        high,
        span,
        ..first.clone()
    })
}

fn document_quantities<'a>(tree: &'a Tree, span: Span) -> impl Iterator<Item = &'a Quantity> {
    tree.document.quantities.iter().filter(move |quantity| quantity.span.overlaps(span))
}

/// Whether the phrase names people.
fn is_people(tree: &Tree, lookup: &Lookup, head: usize) -> bool {
    lookup.nouns.kinds(tree, head).has_any(&[
        FillerKind::Force,
        FillerKind::Civilian,
        FillerKind::Crowd,
        FillerKind::Person,
        FillerKind::Unresolved,
    ])
}

/// Things are neither killed nor displaced.
fn things(what: QuantityKind) -> QuantityKind {
    match what {
        QuantityKind::Killed
        | QuantityKind::Injured
        | QuantityKind::Abducted
        | QuantityKind::Displaced
        | QuantityKind::Arrested
        | QuantityKind::Strength => QuantityKind::Other,
        other => other,
    }
}

fn push(found: &mut Vec<Quantity>, quantity: Quantity) {
    if !found.iter().any(|other| other.span == quantity.span && other.what == quantity.what) {
        found.push(quantity);
    }
}

fn exactly(what: QuantityKind, count: i64, tree: &Tree, head: usize) -> Quantity {
    Quantity {
        what,
        of: Some(tree.word(head).to_owned()),
        low: Some(count),
        best: Some(count),
        high: Some(count),
        scope: Scope::Incident,
        span: tree.span(head),
    }
}

/// Whether a phrase names one person: "a soldier", "the attacker", a name.
fn is_single(tree: &Tree, head: usize) -> bool {
    let lower = tree.lower(head);
    match tree.upos(head) {
        Upos::Noun => {
            let plural = lower != tree.lemma(head)
                || matches!(
                    lower.as_str(),
                    "people"
                        | "troops"
                        | "police"
                        | "men"
                        | "women"
                        | "children"
                        | "cattle"
                        | "staff"
                        | "personnel"
                        | "forces"
                );
            let collective = matches!(
                tree.lemma(head),
                "family"
                    | "group"
                    | "crowd"
                    | "army"
                    | "force"
                    | "troop"
                    | "people"
                    | "column"
                    | "patrol"
                    | "unit"
                    | "other"
                    | "staff"
                    | "number"
                    | "dozen"
                    | "team"
                    | "enemy"
                    | "convoy"
                    | "casualty"
                    | "life"
                    | "police"
                    | "squad"
                    | "crew"
            );
            !plural && !collective
        }
        Upos::Propn => {
            crate::kind::mention_at(tree, head).is_some_and(|mention| mention.kind == sitrep_types::MentionKind::Person)
        }
        // "killed two soldiers and wounded another"
        Upos::Pron | Upos::Det => {
            matches!(lower.as_str(), "he" | "she" | "him" | "her" | "himself" | "herself" | "itself" | "another")
        }
        _ => false,
    }
}

/// The number told with a trigger that has no victims of its own: "228 dead", "put the toll at 31", "left 20 dead".
fn near_trigger(tree: &Tree, draft: &Draft) -> Option<Quantity> {
    let document = tree.document;
    let first = draft.hit.tokens.iter().min().copied()?;
    let last = draft.hit.tokens.iter().max().copied()?;
    let start = tree.sentence_words(draft.sentence(tree)).start;
    // An active verb counts what follows it, not who acts.
    if draft.hit.part == Part::Verb && !draft.parties.passive && !draft.parties.actors.is_empty() {
        let end = tree.sentence_words(draft.sentence(tree)).end;
        let next = (last + 1..end.min(last + 5))
            .take_while(|token| !matches!(tree.upos(*token), Upos::Verb | Upos::Punct | Upos::Cconj))
            .last();
        let inside = document.quantities.iter().find(|quantity| quantity.span.overlaps(tree.stretch(first, last)));
        if let Some(quantity) = inside.filter(|_| first < last) {
            return Some(quantity.clone());
        }
        let after = next.map(|next| tree.stretch(last + 1, next));
        return after
            .and_then(|after| document.quantities.iter().find(|quantity| quantity.span.overlaps(after)).cloned());
    }
    let inside = tree.stretch(first.saturating_sub(3).max(start), last);
    let beside = document
        .quantities
        .iter()
        .filter(|quantity| quantity.span.overlaps(inside))
        .max_by_key(|quantity| quantity.span.start);
    if let Some(quantity) = beside {
        return Some(quantity.clone());
    }
    // "put the number of dead at 150": what is put at it may hang on the number or on whom it counts.
    let counting = |token: usize| COUNTING.contains(&tree.lemma(token));
    let counted = draft.parties.targets.iter().map(|party| party.token).filter(|token| counting(*token));
    let below = counted.flat_map(|token| std::iter::once(token).chain(tree.phrases(token)));
    let clause = std::iter::once(tree.clause_of(draft.hit.head)).chain(Some(draft.hit.head));
    for phrase in clause.chain(below).flat_map(|holder| tree.phrases(holder)) {
        if tree.cases(phrase).iter().any(|case| matches!(*case, "at" | "to" | "of" | "by")) {
            let words = core_words(tree, phrase);
            let span = tree.stretch(words.first().copied().unwrap_or(phrase), words.last().copied().unwrap_or(phrase));
            if let Some(quantity) = document.quantities.iter().find(|quantity| quantity.span.overlaps(span)) {
                return Some(quantity.clone());
            }
        }
    }
    // "raise to 80 the number of teachers killed": the number is the counting noun's.
    let counting = tree.ancestors(draft.hit.head).take(4).find(|above| counting(*above));
    let own = counting.and_then(|noun| {
        tree.phrases(noun).into_iter().find(|child| {
            tree.upos(*child) == Upos::Num && tree.cases(*child).iter().any(|case| matches!(*case, "at" | "to"))
        })
    });
    if let Some(quantity) =
        own.and_then(|number| document.quantities.iter().find(|quantity| quantity.span.overlaps(tree.span(number))))
    {
        return Some(quantity.clone());
    }
    let put = counting.and_then(|noun| tree.head(noun)).filter(|verb| tree.upos(*verb) == Upos::Verb);
    // "the toll reached 101"
    let counted = COUNTING.contains(&tree.lemma(draft.hit.head));
    let reached = tree
        .head(draft.hit.head)
        .filter(|verb| counted && matches!(tree.lemma(*verb), "reach" | "hit" | "exceed" | "pass" | "top"));
    for number in reached.into_iter().flat_map(|verb| tree.children_by(verb, &["obj", "obl"]).collect::<Vec<_>>()) {
        let told = document.quantities.iter().find(|quantity| quantity.span.overlaps(tree.span(number)));
        if let Some(quantity) = told.filter(|_| tree.upos(number) == Upos::Num) {
            return Some(quantity.clone());
        }
    }
    for phrase in put.map(|verb| tree.phrases(verb)).unwrap_or_default() {
        let at = tree.cases(phrase).iter().any(|case| matches!(*case, "at" | "to"));
        let number = |quantity: &&Quantity| quantity.span.overlaps(tree.span(phrase));
        if at && let Some(quantity) = document.quantities.iter().find(number) {
            return Some(quantity.clone());
        }
    }
    if let Some(above) = tree.head(draft.hit.head)
        && tree.upos(above) == Upos::Num
        && let Some(quantity) = document.quantities.iter().find(|quantity| quantity.span.overlaps(tree.span(above)))
    {
        return Some(quantity.clone());
    }
    let of = tree.phrases(draft.hit.head).into_iter().find(|phrase| tree.cases(*phrase).contains(&"of"))?;
    let span = tree.stretch(of.saturating_sub(2).max(start), of);
    document.quantities.iter().find(|quantity| quantity.span.overlaps(span)).cloned()
}
