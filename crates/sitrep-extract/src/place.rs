//! Where a claim's event took place: the phrase beside its trigger, else its target, else what the story says.

use sitrep_types::{PlaceKey, PlaceKind, PlaceMention, Span, Upos};

use crate::draft::Draft;
use crate::filler::core_span;
use crate::recall;
use crate::roles::LOCATIVE;
use crate::saying::is_saying;
use crate::tree::Tree;

/// A place and how it was reached.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Located {
    pub key: PlaceKey,
    pub text: String,
    pub how: &'static str,
}

impl Located {
    /// Whether the happening's own words or sentence name it.
    pub fn is_near(&self) -> bool {
        matches!(self.how, "locative of the verb" | "target" | "sentence")
    }
}

/// The place that a happening's own words or sentence name.
pub(crate) fn told_with(tree: &Tree, draft: &Draft) -> Option<Located> {
    let located = locate(tree, draft, None, None).filter(Located::is_near)?;
    Some(Located { how: "first telling", ..located })
}

/// Whether two places may be one: the same, the one in the other, or two sites of a town.
pub(crate) fn may_be_one(tree: &Tree, one: &PlaceKey, other: &PlaceKey) -> bool {
    let town = |key: &PlaceKey| {
        let mut at = Some(key.clone());
        for _ in 0..8 {
            let here = at?;
            let place = tree.document.places.iter().find(|place| place.key == here)?;
            if place.kind == PlaceKind::City {
                return Some(here);
            }
            at = place.parent.clone();
        }
        None
    };
    lies_in(tree, one, other) || lies_in(tree, other, one) || town(one).is_some_and(|first| town(other) == Some(first))
}

fn kind_of(tree: &Tree, key: &PlaceKey) -> Option<PlaceKind> {
    tree.document.places.iter().find(|place| place.key == *key).map(|place| place.kind)
}

/// The coarser, the higher: a town or what lies in one, what lies elsewhere, a region, a country, nothing known.
fn coarseness(tree: &Tree, key: &PlaceKey) -> u8 {
    let Some(place) = tree.document.places.iter().find(|place| place.key == *key) else { return 5 };
    match place.kind {
        PlaceKind::City => 0,
        // "northern Iraq" is hardly finer than Iraq.
        PlaceKind::Region if place.key.0.starts_with("local:country:") => 3,
        // A continent, or a landscape over several countries.
        PlaceKind::Region if place.country.is_none() => 4,
        PlaceKind::Region => 2,
        PlaceKind::Country => 4,
        _ => {
            // A site is as exact as what it is known to lie in.
            match place.parent.as_ref().and_then(|parent| kind_of(tree, parent)) {
                // A gazetteer gives it a point of its own.
                Some(PlaceKind::Country | PlaceKind::Region) if !place.key.0.starts_with("local:") => 1,
                Some(PlaceKind::Country) => 3,
                Some(PlaceKind::Region) => 2,
                Some(_) => 0,
                None if place.latitude.is_some() => 1,
                None => 3,
            }
        }
    }
}

fn locations<'a>(tree: &'a Tree) -> impl Iterator<Item = (&'a PlaceMention, &'a PlaceKey)> {
    tree.document
        .place_mentions
        .iter()
        .filter(|mention| !mention.metonymic)
        .filter_map(|mention| Some((mention, mention.place.as_ref()?)))
        .filter(|(mention, key)| !(key.0.starts_with("local:") && is_bound(tree, mention.span)))
}

/// "most houses between the mosque and the market": what lies between two sites lies at neither.
fn is_bound(tree: &Tree, span: Span) -> bool {
    // An article may stand between; so many words back the pair began.
    const NEXT: usize = 2;
    const REACH: usize = 7;
    let Some(first) = tree.document.token_at(span.start) else { return false };
    let start = tree.sentence_words(tree.sentence_of(first)).start;
    let stands =
        |word: &str, reach: usize| (first.saturating_sub(reach).max(start)..first).any(|at| tree.lower(at) == word);
    stands("between", NEXT) || stands("and", NEXT) && stands("between", REACH)
}

/// The finest place named inside a phrase; the phrase with everything under it.
fn in_phrase(tree: &Tree, head: usize) -> Option<(PlaceKey, String)> {
    // "captives agreed on in Geneva" are not in Geneva; "a village situated in" says where it is.
    let aside = |token: usize| {
        tree.deprel(token) == "acl"
            && tree.is_past_form(token)
            && !matches!(tree.lemma(token), "base" | "call" | "know" | "locate" | "name" | "situate" | "station")
    };
    let words = tree
        .subtree(head, &|token| tree.is_relation(token, &["acl:relcl", "conj", "advcl", "parataxis"]) || aside(token));
    let span = tree.stretch(words.first().copied()?, words.last().copied()?);
    let core = core_span(tree, head);
    locations(tree)
        .filter(|(mention, _)| span.overlaps(mention.span))
        .min_by_key(|(mention, key)| (!core.overlaps(mention.span), coarseness(tree, key), mention.span))
        .map(|(mention, key)| (key.clone(), tree.document.words(mention.span).to_owned()))
}

/// Where a draft's event took place; `own_target` is the place that this claim's target is.
pub(crate) fn locate(
    tree: &Tree,
    draft: &Draft,
    own_target: Option<&PlaceKey>,
    prefer: Option<usize>,
) -> Option<Located> {
    let located = |(key, text): (PlaceKey, String), how| Located { key, text, how };
    if let Some(found) = prefer.and_then(|head| in_phrase(tree, head)) {
        return Some(located(found, "locative of the verb"));
    }
    let mut candidates: Vec<(u8, usize, Located)> = Vec::new();
    let mut phrases = draft.parties.places.clone();
    phrases.extend(
        tree.phrases(draft.clause)
            .into_iter()
            .filter(|phrase| tree.cases(*phrase).iter().any(|case| LOCATIVE.contains(case) && *case != "by")),
    );
    // "in retaliation for strikes in the north": there those were, and not what answers them.
    phrases.retain(|phrase| {
        !draft.parties.instruments.iter().any(|party| party.token == *phrase)
            && (!recall::is_answer(tree, *phrase) || tree.is_under(draft.hit.head, *phrase))
            && !recall::is_parted_by_an_answer(tree, *phrase, draft.hit.head)
    });
    for (rank, phrase) in phrases.iter().enumerate() {
        if let Some(found) = in_phrase(tree, *phrase) {
            // Where somebody is headed is not yet where he is.
            let ahead = tree.cases(*phrase).iter().any(|case| matches!(*case, "toward" | "towards"));
            let rank = if ahead { rank + 300 } else { rank };
            candidates.push((coarseness(tree, &found.0), rank, located(found, "locative of the verb")));
        }
    }
    if let Some(key) = own_target {
        let text = tree
            .document
            .places
            .iter()
            .find(|place| place.key == *key)
            .map_or_else(String::new, |place| place.name.clone());
        candidates.push((coarseness(tree, key), 100, located((key.clone(), text), "target")));
    } else {
        for target in draft.parties.targets.iter().chain(&draft.parties.losers) {
            // "nine workers from Punjab" are not there.
            let from = tree.phrases(target.token).into_iter().find(|phrase| tree.cases(*phrase) == ["from"]);
            let of_origin = |words: &str| from.is_some_and(|from| words.ends_with(tree.word(from)));
            if let Some(found) = in_phrase(tree, target.token).filter(|found| !of_origin(&found.1)) {
                candidates.push((coarseness(tree, &found.0), 200, located(found, "target")));
            }
        }
    }
    candidates.sort_by_key(|(coarse, rank, _)| (*coarse, *rank));
    if let Some((coarse, _, best)) = candidates.first()
        && *coarse < 2
    {
        return Some(best.clone());
    }
    let coarse = candidates.into_iter().next().map(|(_, _, best)| best);
    let means: Vec<Span> = draft.parties.instruments.iter().map(|party| core_span(tree, party.token)).collect();
    // A finer place must lie where the coarser one does: in it, or beside it in what holds it.
    let outer = coarse.as_ref().map(|coarse| {
        let place = tree.document.places.iter().find(|place| place.key == coarse.key);
        match place {
            Some(place) if !matches!(place.kind, PlaceKind::Region | PlaceKind::Country) => place.parent.clone(),
            _ => Some(coarse.key.clone()),
        }
    });
    let sentence = draft.sentence(tree);
    let within = |index: usize, fits: &dyn Fn(Span) -> bool, how| {
        let span = tree.document.sentences.get(index)?.span;
        let trigger = tree.span(draft.hit.head);
        locations(tree)
            .filter(|(mention, _)| {
                span.contains(mention.span)
                    && !means.iter().any(|means| means.overlaps(mention.span))
                    && fits(mention.span)
            })
            .min_by_key(|(mention, key)| {
                (coarseness(tree, key), is_neighbour(tree, mention.span), mention.span.start.abs_diff(trigger.start))
            })
            .map(|(mention, key)| located((key.clone(), tree.document.words(mention.span).to_owned()), how))
    };
    let finer = |found: Option<Located>| {
        found.filter(|found| match &coarse {
            None => true,
            Some(coarse) => {
                let inside =
                    |outer: &Option<PlaceKey>| outer.as_ref().is_none_or(|outer| lies_in(tree, &found.key, outer));
                coarseness(tree, &found.key) < coarseness(tree, &coarse.key) && outer.as_ref().is_none_or(inside)
            }
        })
    };
    let filed = filed_from(tree);
    // "a doctor at the city's main hospital said": where somebody works who tells of it is not where it happened.
    let teller = |span: Span| {
        (place_at_span(tree, span).is_some_and(|key| key.0.starts_with("local:")) || is_seat(tree, span))
            && tree.document.attributions.iter().any(|said| said.source.is_some_and(|source| source.contains(span)))
    };
    // "the security minister of Jubbaland said": his region is where it happened only where nothing nearer was told.
    let of_office = |span: Span| {
        place_at_span(tree, span).is_some_and(|key| coarseness(tree, key) >= 2)
            && tree.document.attributions.iter().any(|said| said.source.is_some_and(|source| source.contains(span)))
    };
    let setting = |span: Span| {
        !is_way(tree, span)
            && !teller(span)
            && !of_office(span)
            && !is_of_another_matter(tree, draft, span)
            && !head_of(tree, span).is_some_and(|word| recall::is_parted_by_an_answer(tree, word, draft.hit.head))
            && !filed.is_some_and(|filed| filed.overlaps(span))
    };
    if let Some(found) = finer(within(sentence, &setting, "sentence")) {
        return Some(town_of_site(tree, found));
    }
    for back in (1..=sentence.min(6)).filter(|back| !is_of_longer_ago(tree, sentence - back, sentence)) {
        if let Some(found) = finer(within(sentence - back, &setting, "previous sentence"))
            && coarseness(tree, &found.key) < 4
        {
            return Some(town_of_site(tree, found));
        }
    }
    finer(dateline(tree))
        .or_else(|| finer(within(sentence, &|span| !teller(span), "sentence")))
        .or_else(|| finer(of_story(tree)))
        .or(coarse)
}

/// "Last month gangs killed 115 people in the town of X. An officer was shot on Tuesday": what is dated by a month or year was
/// elsewhere than what is dated by a day.
fn is_of_longer_ago(tree: &Tree, before: usize, sentence: usize) -> bool {
    let times = |index: usize| {
        let span = tree.document.sentences.get(index).map(|sentence| sentence.span);
        tree.document.times.iter().filter(move |time| span.is_some_and(|span| span.contains(time.span)))
    };
    // A month or a year as TIMEX3 writes it: "2024-10", "XXXX-10", "2024".
    let coarse = |value: &str| {
        matches!(value.len(), 4 | 7)
            && value.bytes().all(|letter| letter.is_ascii_digit() || matches!(letter, b'X' | b'-'))
    };
    let by_day = |value: &str| value.len() >= 10 && !value.contains("REF");
    times(before).any(|time| coarse(&time.value))
        && !times(before).any(|time| by_day(&time.value))
        && times(sentence).any(|time| by_day(&time.value))
}

fn place_at_span<'a>(tree: &Tree<'a>, span: Span) -> Option<&'a PlaceKey> {
    tree.document.place_mentions.iter().find(|mention| mention.span == span).and_then(|mention| mention.place.as_ref())
}

/// "Demonstrators burned down the county office. Two people were shot dead there": what is told in the next sentence was in
/// the town, not in the building.
fn town_of_site(tree: &Tree, site: Located) -> Located {
    let place = |key: &PlaceKey| tree.document.places.iter().find(|place| place.key == *key);
    let building = |kind: PlaceKind| matches!(kind, PlaceKind::Facility | PlaceKind::Road);
    let local = place(&site.key).filter(|place| place.key.0.starts_with("local:") && building(place.kind));
    let parent = local.and_then(|place| place.parent.as_ref());
    match parent.and_then(place).filter(|parent| parent.kind == PlaceKind::City) {
        Some(town) => Located { key: town.key.clone(), text: town.name.clone(), how: site.how },
        None => site,
    }
}

/// The place that the first sentence only names as where it was filed from: "RAIPUR: ", "HAVANA, Aug. 3 (AAP) –".
fn filed_from(tree: &Tree) -> Option<Span> {
    let name = tree.document.document.dateline_place.as_deref()?;
    let start = tree.document.document.text.find(name)?;
    Some(Span::new(start, start + name.len()))
}

/// Verbs whose "from" says where it happened: who is moved away was there.
const MOVES_PEOPLE: &[&str] = &[
    "abduct",
    "chase",
    "clear",
    "deport",
    "dislodge",
    "displace",
    "drive",
    "escape",
    "evacuate",
    "evict",
    "expel",
    "flee",
    "kidnap",
    "move",
    "oust",
    "pull",
    "push",
    "rescue",
    "retreat",
    "seize",
    "take",
    "transfer",
    "transport",
    "withdraw",
];

/// Directions as reports write them.
const DIRECTIONS: &[&str] = &[
    "east",
    "north",
    "north-east",
    "north-west",
    "northeast",
    "northwest",
    "south",
    "south-east",
    "south-west",
    "southeast",
    "southwest",
    "west",
];

/// Whether a place only tells what something is near to: "in Croydon, near London".
fn is_neighbour(tree: &Tree, span: Span) -> bool {
    let before = tree.document.token_at(span.start).and_then(|first| first.checked_sub(1));
    before.is_some_and(|before| tree.lower(before) == "near")
}

/// Whether a place only tells where another one lies: "X, to the south of Mosul", but not "in the south of Mosul".
fn is_landmark(tree: &Tree, span: Span) -> bool {
    let Some(first) = tree.document.token_at(span.start) else { return false };
    let before = |back: usize| first.checked_sub(back).map(|token| tree.lower(token)).unwrap_or_default();
    before(1) == "of"
        && DIRECTIONS.contains(&before(2).as_str())
        && !(before(3) == "the" && matches!(before(4).as_str(), "in" | "across" | "from" | "throughout"))
}

/// Whether a place is only where somebody came from or is headed: "flown in from Herat", "withdrew towards Sennar".
fn is_way(tree: &Tree, span: Span) -> bool {
    if is_landmark(tree, span) {
        return true;
    }
    let Some(mut head) = head_of(tree, span) else { return false };
    // "towards the town of X": the preposition stands with the noun above the name.
    for _ in 0..3 {
        let named_by_it = tree.is_relation(head, &["compound", "flat", "appos"]) || tree.cases(head) == ["of"];
        match tree.head(head) {
            Some(above) if named_by_it => head = above,
            _ => break,
        }
    }
    // "transported from X, to the south of Y": a noun may stand between the verb and where it was from.
    let governor = tree.ancestors(head).take(3).find(|above| tree.upos(*above) == Upos::Verb);
    let governor = governor.map(|above| tree.lemma(above)).unwrap_or_default();
    let arrives = tree.head(head).is_some_and(|above| {
        tree.children_by(above, &["compound:prt", "advmod"]).any(|particle| tree.lower(particle) == "in")
    });
    tree.cases(head).iter().any(|case| match *case {
        // "took to the streets of the capital" are in it.
        "to" => !(governor == "take" && tree.lemma(head) == "street"),
        "toward" | "towards" => true,
        "from" => arrives || !MOVES_PEOPLE.contains(&governor),
        _ => false,
    })
}

/// The word of a mention that hangs on something outside it.
fn head_of(tree: &Tree, span: Span) -> Option<usize> {
    let first = tree.document.token_at(span.start)?;
    let words = (first..tree.tokens.len()).take_while(|token| tree.span(*token).start < span.end);
    words.min_by_key(|token| (tree.depth(*token), *token))
}

/// Bodies that sit in a capital, whatever they speak of.
const SEATED: &[&str] = &["cabinet", "government", "ministry", "parliament", "presidency"];

/// "a spokesman for the joint forces command in Potsdam": where a body sits that somebody speaks for.
fn is_seat(tree: &Tree, span: Span) -> bool {
    const BODIES: &[&str] =
        &["agency", "centre", "center", "command", "department", "headquarters", "institute", "office"];
    let body = head_of(tree, span).filter(|head| tree.is_relation(*head, &["nmod"])).and_then(|head| tree.head(head));
    body.is_some_and(|body| BODIES.contains(&tree.lemma(body)))
}

/// Whether a place only tells where something was said, agreed or sits: "announced in Niamey", "captives agreed on in
/// Geneva", "the ministry in Tripoli".
fn is_of_another_matter(tree: &Tree, draft: &Draft, span: Span) -> bool {
    let Some(head) = head_of(tree, span) else { return false };
    let Some(above) = tree.head(head) else { return false };
    if tree.is_relation(head, &["nmod"]) && SEATED.contains(&tree.lemma(above)) {
        return true;
    }
    let clause = tree.clause_of(head);
    if clause == draft.clause || clause == draft.hit.head || tree.is_under(draft.hit.head, head) {
        return false;
    }
    let told = is_saying(tree.lemma(clause)) && tree.is_relation(head, &["obl"]);
    let settled = matches!(tree.lemma(clause), "agree" | "broker" | "negotiate" | "sign");
    told || settled && tree.deprel(clause) == "acl" && tree.is_relation(head, &["obl"])
}

fn lies_in(tree: &Tree, key: &PlaceKey, outer: &PlaceKey) -> bool {
    let mut at = Some(key.clone());
    for _ in 0..8 {
        let Some(here) = at else { return false };
        if here == *outer {
            return true;
        }
        at = tree.document.places.iter().find(|place| place.key == here).and_then(|place| place.parent.clone());
    }
    false
}

/// The place of the dateline.
fn dateline(tree: &Tree) -> Option<Located> {
    let name = tree.document.document.dateline_place.as_deref()?.to_lowercase();
    let by_mention = locations(tree).find(|(mention, _)| {
        let words = tree.document.words(mention.span).to_lowercase();
        name.contains(&words) || words.contains(&name)
    });
    let by_name = || {
        tree.document
            .places
            .iter()
            .find(|place| name.contains(&place.name.to_lowercase()))
            .map(|place| place.key.clone())
    };
    let key = by_mention.map(|(_, key)| key.clone()).or_else(by_name)?;
    Some(Located { key, text: name, how: "dateline" })
}

/// The place that the story names most; the finest, then the first.
fn of_story(tree: &Tree) -> Option<Located> {
    let mut counts: std::collections::BTreeMap<&PlaceKey, (usize, usize)> = std::collections::BTreeMap::new();
    for (index, (_, key)) in locations(tree).enumerate() {
        let entry = counts.entry(key).or_insert((0, index));
        entry.0 += 1;
    }
    let (key, _) = counts
        .into_iter()
        .min_by_key(|(key, (count, first))| (coarseness(tree, key).min(3), std::cmp::Reverse(*count), *first))?;
    let text = tree
        .document
        .places
        .iter()
        .find(|place| place.key == *key)
        .map_or_else(String::new, |place| place.name.clone());
    Some(Located { key: key.clone(), text, how: "story" })
}
