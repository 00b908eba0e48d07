//! From drafts to claims: one for each target with its own fate, each with its evidence.

use sitrep_resources::{EntryClass, FillerKind};
use sitrep_types::{
    AttributionLink, Claim, ClaimId, ClaimTime, EventType, Filler, LinkKind, MentionKind, Modality, PloverCode,
    Quantity, Span, SubType, Trigger, stable_id,
};

use crate::attribution;
use crate::draft::{Draft, Lookup};
use crate::evidence::evidence;
use crate::filler::{core_span, filler};
use crate::kind::{Side, mention_at, source_head};
use crate::lexicon::Part;
use crate::modality::factuality;
use crate::place::{Located, locate};
use crate::tree::{Found, Tree};

/// Most claims that one trigger can make.
const MOST_TARGETS: usize = 8;

/// What the document tells of a draft besides its sentence.
#[derive(Debug)]
pub(crate) struct Told {
    /// When it was.
    pub time: Option<ClaimTime>,
    /// Where that was told before.
    pub place: Option<Located>,
}

/// The claims of a draft.
pub(crate) fn claims(
    tree: &Tree,
    lookup: &Lookup,
    table: &sitrep_resources::ModalityTable,
    drafts: &[Draft],
    draft: &Draft,
    told: &Told,
) -> Vec<Claim> {
    let entry = lookup.entry(draft.entry);
    let Some(evidence) = evidence(tree, drafts, draft) else { return Vec::new() };
    let trigger_span = tree.span(draft.hit.head);
    let attribution = attribution::chain(tree, trigger_span, entry.class == EntryClass::Casualty);
    let lent = attribution::lent(tree, lookup.cues, trigger_span);
    let said = factuality(tree, lookup, table, draft, !attribution.is_empty(), lent);
    let mut actors = expand(tree, lookup, &draft.parties.actors);
    if actors.is_empty() {
        actors.extend(own_deed(tree, lookup, draft));
    }
    let mut targets = expand(tree, lookup, &draft.parties.targets);
    // "clashes between the army and rebels": the two sides face each other.
    if draft.event_type == EventType::Battles
        && targets.is_empty()
        && actors.len() == 2
        && actors.iter().all(|party| party.path.contains("between"))
    {
        targets.extend(actors.pop());
    }
    let losers = expand(tree, lookup, &draft.parties.losers);
    let instruments = fillers(tree, lookup, &expand(tree, lookup, &draft.parties.instruments));
    let groups = fates(tree, lookup, draft, &targets);
    let wheres = places_apart(tree, draft);
    let mut actor_fillers = fillers(tree, lookup, &actors);
    // "According to Reuters, the unit has taken …": who only relays a deed has no part in it.
    if draft.event_type != EventType::Statement {
        actor_fillers.retain(|actor| !attribution.iter().any(|link| relays(link, actor)));
    }
    let first = draft.hit.tokens.iter().min().copied().unwrap_or(draft.hit.head);
    let last = draft.hit.tokens.iter().max().copied().unwrap_or(draft.hit.head);
    let span = tree.stretch(first, last);
    let mut claims = Vec::new();
    for group in &groups {
        for place_head in &wheres {
            let mut own = fillers(tree, lookup, group);
            let target_place = own.iter().find_map(|target| target.place.clone());
            own.extend(fillers(tree, lookup, &losers));
            own.retain(|target| actor_fillers.iter().all(|actor| actor.span != target.span));
            let own_place = locate(tree, draft, target_place.as_ref(), *place_head);
            let located = match &told.place {
                Some(place) if !own_place.as_ref().is_some_and(Located::is_near) => Some(place.clone()),
                _ => own_place,
            };
            let mut quantities = own_quantities(tree, draft, &targets, group);
            if !matches!(said.modality, Modality::Asserted | Modality::Claimed | Modality::Unconfirmed) {
                // "tried to kill the governor": nobody is said to be dead, so that his being one counts nobody.
                quantities.retain(|quantity| quantity.of.as_deref() != Some(tree.document.words(quantity.span)));
            }
            let path = path(tree, &actors, group, &losers);
            let id =
                identity(tree, draft, &actor_fillers, &own, located.as_ref().map(|located| located.key.0.as_str()));
            claims.push(Claim {
                id,
                document: tree.document.document.id.clone(),
                event_type: draft.event_type,
                sub_type: if matches!(draft.event_type, EventType::Statement | EventType::State) {
                    None
                } else if is_foreign_gain(tree, lookup, draft, located.as_ref()) {
                    Some(SubType::NonStateActorOvertakesTerritory)
                } else {
                    draft.sub_type
                },
                plover: entry.plover.as_deref().map(plover),
                trigger: Trigger { text: tree.document.words(span).to_owned(), span, entry: entry.id.clone(), path },
                actors: actor_fillers.clone(),
                targets: own,
                instruments: instruments.clone(),
                place: located.as_ref().map(|located| located.key.clone()),
                place_text: located.as_ref().map(|located| located.text.clone()),
                place_how: located.as_ref().map(|located| located.how.to_owned()),
                time: told.time.clone(),
                quantities,
                modality: said.modality,
                negated: said.negated,
                background: false,
                effect: entry.effect,
                attribution: attribution.clone(),
                evidence: evidence.clone(),
            });
        }
    }
    claims
}

/// "The army said that the town had been retaken": who tells a taking or the death of an enemy, and names nobody else, did it.
fn own_deed(tree: &Tree, lookup: &Lookup, draft: &Draft) -> Option<Found> {
    let passive = draft.hit.part == Part::Verb && draft.parties.passive && draft.parties.instruments.is_empty();
    if draft.event_type != EventType::Battles || !passive {
        return None;
    }
    let attribution = attribution::covering(tree, tree.span(draft.hit.head), false).into_iter().last()?;
    let told = !matches!(attribution.cue_entry.as_str(), "denied" | "doubted");
    let head = source_head(tree, attribution.source?).filter(|_| told)?;
    let side = |word: usize| lookup.nouns.side(tree, word);
    // Who fights tells of what he did; a ministry or a mission tells of what others did, too.
    let fights = |word: usize| {
        let of_arms = tree.children_by(word, &["compound", "amod", "nmod:poss"]).any(|child| {
            matches!(tree.lemma(child), "defence" | "defense" | "military" | "army")
                || lookup.nouns.kinds(tree, child).has(FillerKind::Force)
        });
        (lookup.nouns.kinds(tree, word).has(FillerKind::Force) || of_arms).then(|| side(word)).flatten()
    };
    let beside = tree.children_by(head, &["compound", "nmod", "nmod:poss", "appos"]);
    let (token, teller) = std::iter::once(head).chain(beside).find_map(|word| Some((word, fights(word)?)))?;
    let casualty = lookup.entry(draft.entry).class == EntryClass::Casualty;
    let enemy = |party: &Found| side(party.token).is_some_and(|other| other != teller);
    let does = match draft.sub_type {
        Some(SubType::GovernmentRegainsTerritory) => teller == Side::State,
        Some(SubType::NonStateActorOvertakesTerritory) => teller == Side::NonState,
        _ => casualty && !draft.parties.targets.is_empty() && draft.parties.targets.iter().all(enemy),
    };
    does.then(|| Found { token, path: "who tells it".to_owned() })
}

/// Whether a state takes ground in another one: ACLED's codebook counts foreign state forces with those who overtake
/// territory. What is taken *back*, or from rebels, is its own government's again.
fn is_foreign_gain(tree: &Tree, lookup: &Lookup, draft: &Draft, located: Option<&Located>) -> bool {
    let entry = lookup.entry(draft.entry);
    if draft.sub_type != Some(SubType::GovernmentRegainsTerritory) || !entry.territory || entry.id.starts_with("retake")
    {
        return false;
    }
    let place = located.and_then(|located| tree.document.places.iter().find(|place| place.key == located.key));
    let Some(there) = place.and_then(|place| place.country.as_deref()) else { return false };
    let home = |party: &Found| {
        let chain = mention_at(tree, party.token).and_then(|mention| mention.chain)?;
        tree.document.chains.get(chain)?.actor.as_ref()?.country.as_deref()
    };
    let rebels = draft.parties.losers.iter().any(|loser| lookup.nouns.side(tree, loser.token) == Some(Side::NonState));
    !rebels
        && !draft.parties.actors.is_empty()
        && draft.parties.actors.iter().all(|actor| home(actor).is_some_and(|home| home != there))
}

fn plover(code: &str) -> PloverCode {
    let (event, mode) = code.split_once(' ').map_or((code, None), |(event, mode)| (event, Some(mode.to_owned())));
    PloverCode { event: event.to_owned(), mode }
}

/// Whether a party's words are those of an agency or outlet that the claim is attributed to.
fn relays(link: &AttributionLink, party: &Filler) -> bool {
    matches!(link.kind, LinkKind::Agency | LinkKind::Outlet) && link.span.is_some_and(|span| span.overlaps(party.span))
}

fn identity(tree: &Tree, draft: &Draft, actors: &[Filler], targets: &[Filler], place: Option<&str>) -> ClaimId {
    let span = tree.span(draft.hit.head);
    let parties = actors
        .iter()
        .chain(targets)
        .map(|filler| format!("{}-{}", filler.span.start, filler.span.end))
        .collect::<Vec<_>>()
        .join(",");
    ClaimId(stable_id(
        "c",
        &[
            tree.document.document.id.as_ref(),
            &format!("{}-{}", span.start, span.end),
            draft.event_type.name(),
            draft.sub_type.map_or("", |sub_type| sub_type.name()),
            &parties,
            place.unwrap_or_default(),
        ],
    ))
}

fn path(tree: &Tree, actors: &[Found], targets: &[Found], losers: &[Found]) -> String {
    let mut parts = Vec::new();
    for (name, list) in [("actor", actors), ("target", targets), ("loser", losers)] {
        for party in list {
            parts.push(format!("{name}: {} ({})", party.path, tree.word(party.token)));
        }
    }
    parts.join("; ")
}

/// Parties with everything coordinated with them; "the villages of A and B" are A and B.
fn expand(tree: &Tree, lookup: &Lookup, parties: &[Found]) -> Vec<Found> {
    let mut expanded: Vec<Found> = Vec::new();
    for party in parties {
        let members = tree.conjuncts(tree.through_relative(party.token));
        for (rank, token) in members.into_iter().enumerate() {
            let path = if rank == 0 { party.path.clone() } else { format!("{} > conj", party.path) };
            let kinds = lookup.nouns.kinds(tree, token);
            // "the deaths of 20,000 people and displacement"
            if rank > 0 && kinds.has(FillerKind::Event) {
                continue;
            }
            let names: Vec<usize> = if kinds.has(FillerKind::Place) && tree.lower(token) != tree.lemma(token) {
                tree.children_by(token, &["nmod", "appos", "flat"])
                    .filter(|child| {
                        (tree.cases(*child).contains(&"of") || tree.cases(*child).is_empty())
                            && tree.upos(*child) == sitrep_types::Upos::Propn
                    })
                    .flat_map(|child| tree.conjuncts(child))
                    .collect()
            } else {
                Vec::new()
            };
            // "several key sites including the museum and the bank": what is named shares the fate of the whole.
            let below = tree.phrases(token).into_iter().flat_map(|phrase| tree.phrases(phrase));
            let named: Vec<usize> = tree
                .phrases(token)
                .into_iter()
                .chain(below)
                .filter(|child| matches!(tree.cases(*child).first(), Some(&("include" | "including"))))
                .flat_map(|child| tree.conjuncts(child))
                .collect();
            let inside: Vec<Found> =
                named.into_iter().map(|token| Found { token, path: format!("{path} > including") }).collect();
            if names.len() > 1 {
                expanded.extend(names.into_iter().map(|token| Found { token, path: format!("{path} > of") }));
            } else {
                // "scores from the brigade": the number stands for those it counts.
                let counted = tree
                    .phrases(token)
                    .into_iter()
                    .find(|child| lookup.nouns.is_measure(tree, token) && tree.cases(*child).contains(&"from"));
                let counted = counted.map(|token| Found { token, path: format!("{path} > from") });
                let peoples = peoples_before(tree, token);
                expanded.extend(peoples.into_iter().map(|token| Found { token, path: format!("{path} > amod") }));
                expanded.push(Found { token, path });
                expanded.extend(counted);
            }
            expanded.extend(inside);
        }
    }
    let mut seen = Vec::new();
    expanded.retain(|party| {
        let new = !seen.contains(&party.token);
        seen.push(party.token);
        new
    });
    expanded.truncate(2 * MOST_TARGETS);
    expanded
}

/// "Armenian and Azerbaijani forces", "the ELN and FARC dissidents": the first of two names has people of its own, though they
/// share the word.
fn peoples_before(tree: &Tree, noun: usize) -> Vec<usize> {
    let is_people = |token: usize| {
        mention_at(tree, token).is_some_and(|mention| {
            let named = matches!(mention.kind, MentionKind::Group | MentionKind::Organisation);
            named && mention.head == token || mention.span.end == tree.span(noun).end
        })
    };
    tree.children_by(noun, &["amod", "compound"])
        .filter(|first| {
            let others = tree.conjuncts(*first);
            others.len() > 1 && others.iter().all(|other| is_people(*other) && *other < noun)
        })
        .collect()
}

fn fillers(tree: &Tree, lookup: &Lookup, parties: &[Found]) -> Vec<Filler> {
    parties
        .iter()
        .map(|party| filler(tree, lookup.nouns, party.token))
        .filter(|filler| !filler.text.is_empty() && !filler.text.starts_with("According to"))
        .collect()
}

/// Targets that can have their own fate stand in claims of their own; people stay together.
fn fates(tree: &Tree, lookup: &Lookup, draft: &Draft, targets: &[Found]) -> Vec<Vec<Found>> {
    let class = lookup.entry(draft.entry).class;
    let apart = |party: &Found| {
        let kinds = lookup.nouns.kinds(tree, party.token);
        kinds.has_any(&[FillerKind::Place, FillerKind::Facility, FillerKind::Thing, FillerKind::Vehicle])
            && !kinds.has_any(&[FillerKind::Force, FillerKind::Civilian, FillerKind::Person, FillerKind::Crowd])
            && !is_harmed(tree, draft, party)
    };
    let splits = matches!(class, EntryClass::Event | EntryClass::State)
        && targets.iter().filter(|party| apart(party)).count() > 1;
    if !splits {
        return vec![targets.to_vec()];
    }
    let together: Vec<Found> = targets.iter().filter(|party| !apart(party)).cloned().collect();
    targets
        .iter()
        .filter(|party| apart(party))
        .take(MOST_TARGETS)
        .map(|party| std::iter::once(party.clone()).chain(together.iter().cloned()).collect())
        .collect()
}

/// Whether those who came to harm are counted by these words: "seven drinkers".
fn is_harmed(tree: &Tree, draft: &Draft, party: &Found) -> bool {
    let words = core_span(tree, party.token);
    draft.quantities.iter().any(|quantity| quantity.what.is_harm() && quantity.span.overlaps(words))
}

/// "marched in Arequipa and Cusco" tells of two marches.
fn places_apart(tree: &Tree, draft: &Draft) -> Vec<Option<usize>> {
    if draft.event_type == EventType::Protests && draft.parties.targets.is_empty() {
        for place in &draft.parties.places {
            let coordinated = tree.conjuncts(*place);
            if coordinated.len() > 1 {
                return coordinated.into_iter().take(MOST_TARGETS).map(Some).collect();
            }
        }
    }
    vec![None]
}

/// The quantities of this claim: those that stand with another target belong to that one.
fn own_quantities(tree: &Tree, draft: &Draft, targets: &[Found], group: &[Found]) -> Vec<Quantity> {
    let elsewhere: Vec<Span> = targets
        .iter()
        .filter(|party| !group.iter().any(|own| own.token == party.token))
        .map(|party| core_span(tree, party.token))
        .collect();
    let mut own: Vec<Quantity> = draft
        .quantities
        .iter()
        .filter(|quantity| !elsewhere.iter().any(|span| span.overlaps(quantity.span)))
        .cloned()
        .collect();
    own.sort_by_key(|quantity| (quantity.span, quantity.what));
    own.dedup();
    // "a raid killed 100 detainees": the same number is of the dead, whatever else its noun says of them.
    let harms: Vec<Span> =
        own.iter().filter(|quantity| quantity.what.is_harm()).map(|quantity| quantity.span).collect();
    own.retain(|quantity| quantity.what.is_harm() || !harms.contains(&quantity.span));
    own
}

/// Whether a statement only reports what other claims already tell, or a statement or state is only what another claim is
/// about.
pub(crate) fn is_mere_report(tree: &Tree, lookup: &Lookup, drafts: &[Draft], draft: &Draft) -> bool {
    let entry = lookup.entry(draft.entry);
    // "denied the accusation", "ended the siege"
    let about = |governor: usize| {
        drafts
            .iter()
            .any(|other| other.hit.head == governor && other.hit.part == Part::Verb && other.entry != draft.entry)
    };
    if matches!(entry.class, EntryClass::Statement | EntryClass::State)
        && draft.hit.part == Part::Noun
        && tree.is_relation(draft.hit.head, &["obj", "nsubj:pass"])
        && tree.phrases(draft.hit.head).is_empty()
        && tree.head(draft.hit.head).is_some_and(about)
    {
        return true;
    }
    if entry.class != EntryClass::Statement {
        return false;
    }
    // "…, it cautioned, …": the verb only marks whose words these are.
    let lone = draft.hit.tokens.len() == 1 && tree.object(draft.hit.head).is_none();
    if lone && tree.relation(draft.hit.head) == "parataxis" {
        return true;
    }
    let content = drafts.iter().any(|other| {
        lookup.entry(other.entry).class != EntryClass::Statement
            && tree.is_under(other.hit.head, draft.hit.head)
            && other.hit.head != draft.hit.head
    });
    content && matches!(entry.id.as_str(), "announces")
}

/// Whether a claim may stand: what is hypothetical in every way tells nothing of a statement or a state, and a happening
/// that is only touched on ("amid fears of an attack", "since the emergency") tells nothing at all.
pub(crate) fn stands(tree: &Tree, draft: &Draft, claim: &Claim) -> bool {
    let soft = matches!(claim.event_type, EventType::State | EventType::Statement);
    if soft {
        // A state of nobody and nothing is none.
        let of_nothing = claim.event_type == EventType::State
            && claim.actors.is_empty()
            && claim.targets.is_empty()
            && claim.quantities.is_empty();
        // "was deployed to support the police": what something is for is nobody's words.
        let purpose = claim.event_type == EventType::Statement
            && claim.modality == Modality::Planned
            && tree.relation(draft.hit.head) == "advcl";
        claim.modality != Modality::Hypothetical && !of_nothing && !purpose
    } else {
        !is_touched_on(tree, draft, claim) && !is_at_nobody(tree, draft, claim) && !is_nothing(tree, draft, claim)
    }
}

/// Whether what has not happened befalls nobody in particular: "if they were arrested", "whoever wishes to hurt us".
fn is_at_nobody(tree: &Tree, draft: &Draft, claim: &Claim) -> bool {
    let faceless = |token: usize| {
        tree.upos(token) == sitrep_types::Upos::Pron
            && mention_at(tree, token).and_then(|mention| mention.chain).is_none()
            || tree.children_by(token, &["det"]).any(|child| matches!(tree.lower(child).as_str(), "any" | "every"))
    };
    let violent = matches!(
        claim.event_type,
        EventType::Battles | EventType::Explosions | EventType::ViolenceAgainstCivilians | EventType::Riots
    );
    violent
        && !matches!(claim.modality, Modality::Asserted | Modality::Claimed | Modality::Denied | Modality::Unconfirmed)
        && claim.quantities.is_empty()
        && draft.parties.actors.iter().all(|party| faceless(party.token))
        && draft.parties.targets.iter().all(|party| faceless(party.token))
        && !(draft.parties.actors.is_empty() && draft.parties.targets.is_empty())
}

/// "without a shot being fired": what did not happen, by nobody and to nobody.
fn is_nothing(tree: &Tree, draft: &Draft, claim: &Claim) -> bool {
    let without = tree.children_by(draft.hit.head, &["mark"]).any(|mark| tree.lower(mark) == "without");
    without && claim.actors.is_empty() && claim.targets.is_empty() && claim.quantities.is_empty()
}

/// Whether a noun in passing says neither who nor whom nor how many nor, in its own phrase, where.
fn is_touched_on(tree: &Tree, draft: &Draft, claim: &Claim) -> bool {
    let where_told = matches!(claim.place_how.as_deref(), Some("locative of the verb" | "target"));
    let happened = matches!(claim.modality, Modality::Asserted | Modality::Claimed | Modality::Denied);
    let in_passing = !tree.is_relation(draft.hit.head, &["nsubj", "obj", "root", "parataxis"]);
    draft.hit.part == Part::Noun
        && claim.actors.is_empty()
        && claim.targets.is_empty()
        && claim.instruments.is_empty()
        && claim.quantities.is_empty()
        && (in_passing && !where_told || !happened && claim.sub_type != Some(SubType::Agreement))
}
