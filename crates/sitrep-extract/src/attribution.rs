//! The chain of who told whom, from the outlet's informant inwards to the origin.

use sitrep_resources::Cues;
use sitrep_types::{Attribution, AttributionLink, LinkKind, Modality, Span, Upos};

use crate::tree::Tree;

/// The attributions whose content holds a word, outermost first. `told`: the word may itself be the cue, as in "the
/// governor counted 20 dead", where who counts is the source.
pub(crate) fn covering<'a>(tree: &Tree<'a>, trigger: Span, told: bool) -> Vec<&'a Attribution> {
    let attributions = &tree.document.attributions;
    let mut found: Vec<(usize, usize, &Attribution)> = attributions
        .iter()
        .enumerate()
        .filter(|(_, attribution)| {
            let cue = attribution.cue.contains(trigger);
            if said_of_it_in_passing(tree, attribution.cue, trigger) || begins_anew(tree, attribution.cue, trigger) {
                return false;
            }
            attribution.content.iter().any(|piece| piece.overlaps(trigger)) && !cue
                || cue && told && attribution.source.is_some()
        })
        .map(|(index, attribution)| (depth(attributions, index), index, attribution))
        .collect();
    found.sort_by_key(|(depth, index, attribution)| {
        let size: usize = attribution.content.iter().map(|piece| piece.len()).sum();
        (*depth, std::cmp::Reverse(size), *index)
    });
    found.into_iter().map(|(_, _, attribution)| attribution).collect()
}

/// "declared a ceasefire, which the rebels rejected": what a relative clause says of a noun is not said of the verb above.
fn said_of_it_in_passing(tree: &Tree, cue: Span, trigger: Span) -> bool {
    let (Some(cue), Some(trigger)) = (tree.document.token_at(cue.start), tree.document.token_at(trigger.start)) else {
        return false;
    };
    let above: Vec<usize> = std::iter::once(cue).chain(tree.ancestors(cue)).collect();
    let at = above.iter().position(|word| *word == trigger);
    cue > trigger && at.is_some_and(|at| above[..at].iter().any(|word| tree.deprel(*word) == "acl:relcl"))
}

/// "Rebels said rockets had hit a station; Kiev blamed the rebels": who speaks behind a semicolon is not quoted before it.
fn begins_anew(tree: &Tree, cue: Span, trigger: Span) -> bool {
    let between = tree.document.document.text.get(cue.end..trigger.start).unwrap_or_default();
    let speaks = |other: &Attribution| other.cue.overlaps(trigger) && other.source.is_some();
    between.contains(';')
        && !between.contains(['"', '“', '”', '‘', '«', '.'])
        && tree.document.attributions.iter().any(speaks)
}

/// How many attributions an attribution stands inside of.
fn depth(attributions: &[Attribution], index: usize) -> usize {
    let mut depth = 0;
    let mut at = index;
    while let Some(outer) = attributions.get(at).and_then(|attribution| attribution.inside) {
        depth += 1;
        if depth > 8 || outer == at {
            break;
        }
        at = outer;
    }
    depth
}

/// The chain that covers a trigger.
pub(crate) fn chain(tree: &Tree, trigger: Span, told: bool) -> Vec<AttributionLink> {
    let mut links: Vec<AttributionLink> = Vec::new();
    for attribution in covering(tree, trigger, told) {
        let earlier = earlier_words(tree, attribution);
        if let Some(earlier) = earlier {
            // "IRNA quoted the base as saying … Two were killed, it added": IRNA relays this too.
            for outer in outer_links(tree, earlier) {
                push(&mut links, outer);
            }
        }
        let cue = tree.document.words(attribution.cue).to_owned();
        if let Some(told) = attribution.told {
            push(&mut links, link(tree, told, cue.clone(), LinkKind::Agency));
        }
        match attribution.source {
            Some(source) => {
                // "he added" tells a reader nothing: the link shows the words that the pronoun stands for.
                let (speaker, kind) = earlier
                    .and_then(|earlier| Some((earlier.source?, earlier.kind)))
                    .or_else(|| Some((antecedent(tree, source)?, attribution.kind)))
                    .unwrap_or((source, attribution.kind));
                push(&mut links, link(tree, speaker, cue, kind));
            }
            None => push(
                &mut links,
                AttributionLink {
                    text: cue.clone(),
                    span: Some(attribution.cue),
                    name: None,
                    affiliation: None,
                    cue: Some(cue),
                    kind: LinkKind::Unnamed,
                },
            ),
        }
    }
    links
}

/// Where a pronoun is the source: the attribution before it, in this sentence or the last two, to the one that it
/// stands for.
fn earlier_words<'a>(tree: &Tree<'a>, attribution: &Attribution) -> Option<&'a Attribution> {
    let source = attribution.source?;
    if !is_personal_pronoun(tree, source) {
        return None;
    }
    let chain = |span: Span| chain_of(tree, span);
    let own = chain(source);
    let reach = tree.document.sentences.iter().position(|sentence| sentence.span.contains(attribution.cue))?;
    let start = tree.document.sentences.get(reach.saturating_sub(2))?.span.start;
    let before = |other: &&Attribution| {
        other.cue.start < attribution.cue.start
            && other.cue.start >= start
            && other.source.is_some_and(|span| span != source)
    };
    // "they said" takes up several, "he" and "it" one.
    let several = tree.document.words(source).eq_ignore_ascii_case("they");
    let before =
        |other: &&Attribution| before(other) && other.source.is_some_and(|span| names_several(tree, span) == several);
    let mut earlier: Vec<&Attribution> = tree.document.attributions.iter().filter(before).collect();
    earlier.sort_by_key(|other| std::cmp::Reverse((other.cue.start, other.cue.end)));
    let same = |other: &&&Attribution| own.is_some() && other.source.and_then(chain) == own;
    let known = earlier.iter().find(same).copied();
    let named = own.and_then(|own| tree.document.chains.get(own)).is_some_and(|chain| chain.actor.is_some());
    known.or_else(|| earlier.first().copied().filter(|_| !named))
}

/// Whether the words of a source name more than one: "residents", "the mayor and a priest".
fn names_several(tree: &Tree, span: Span) -> bool {
    let Some(first) = tree.document.token_at(span.start) else { return false };
    let words: Vec<usize> =
        (first..tree.document.tokens.len()).take_while(|token| tree.span(*token).start < span.end).collect();
    let Some(head) = words.iter().copied().min_by_key(|word| (tree.depth(*word), *word)) else { return false };
    let lower = tree.lower(head);
    let plural = tree.upos(head) == Upos::Noun && lower != tree.lemma(head)
        || matches!(lower.as_str(), "they" | "police" | "people" | "both" | "some" | "others")
        || tree.upos(head) == Upos::Num && lower != "one";
    plural || tree.child_by(head, &["conj"]).is_some_and(|other| words.contains(&other))
}

fn is_personal_pronoun(tree: &Tree, span: Span) -> bool {
    matches!(tree.document.words(span).to_lowercase().as_str(), "he" | "she" | "it" | "they")
}

/// The chain of the mention that a source's words name.
fn chain_of(tree: &Tree, span: Span) -> Option<usize> {
    let mentions = tree.document.mentions.iter().filter(|mention| span.overlaps(mention.span));
    mentions.max_by_key(|mention| (span.contains(mention.span), mention.span.len())).and_then(|mention| mention.chain)
}

/// The last mention before a pronoun of the one it stands for that is no pronoun itself.
fn antecedent(tree: &Tree, source: Span) -> Option<Span> {
    if !is_personal_pronoun(tree, source) {
        return None;
    }
    let chain = chain_of(tree, source)?;
    let named = |span: Span| {
        tree.document.token_at(span.end.saturating_sub(1)).is_some_and(|last| tree.upos(last) != Upos::Pron)
    };
    let mentions = tree.document.mentions.iter();
    mentions
        .filter(|mention| mention.chain == Some(chain) && mention.span.end <= source.start && named(mention.span))
        .map(|mention| mention.span)
        .max_by_key(|span| span.start)
}

/// The links outside an attribution's source: to whom it was told and who relays it.
fn outer_links(tree: &Tree, attribution: &Attribution) -> Vec<AttributionLink> {
    let mut links = Vec::new();
    let mut at = attribution.inside;
    for _ in 0..4 {
        let Some(outer) = at.and_then(|index| tree.document.attributions.get(index)) else { break };
        let cue = tree.document.words(outer.cue).to_owned();
        if let Some(source) = outer.source {
            links.insert(0, link(tree, source, cue.clone(), outer.kind));
        }
        if let Some(told) = outer.told {
            links.insert(0, link(tree, told, cue, LinkKind::Agency));
        }
        at = outer.inside;
    }
    if let Some(told) = attribution.told {
        links.push(link(tree, told, tree.document.words(attribution.cue).to_owned(), LinkKind::Agency));
    }
    links
}

fn push(links: &mut Vec<AttributionLink>, link: AttributionLink) {
    if !links.iter().any(|other| other.span == link.span) {
        links.push(link);
    }
}

fn link(tree: &Tree, span: Span, cue: String, kind: LinkKind) -> AttributionLink {
    let document = tree.document;
    let actor = document
        .mentions
        .iter()
        .filter(|mention| span.overlaps(mention.span))
        .filter_map(|mention| Some((mention, document.chains.get(mention.chain?)?)))
        .max_by_key(|(mention, _)| {
            (span.contains(mention.span), mention.span.len(), std::cmp::Reverse(mention.span.start))
        })
        .map(|(_, chain)| chain);
    AttributionLink {
        text: document.words(span).to_owned(),
        span: Some(span),
        name: actor.map(|chain| chain.actor.as_ref().map_or_else(|| chain.name.clone(), |actor| actor.name.clone())),
        affiliation: actor.and_then(|chain| chain.actor.as_ref()).and_then(|actor| actor.affiliation.clone()),
        cue: Some(cue),
        kind,
    }
}

/// The modality that the innermost cue which lends any lends to what it reports.
pub(crate) fn lent(tree: &Tree, cues: &Cues, trigger: Span) -> Option<Modality> {
    let doubtful = covering(tree, trigger, false).into_iter().any(|attribution| {
        let words = attribution.source.map(|source| tree.document.words(source).to_lowercase()).unwrap_or_default();
        ["unconfirmed", "unverified", "rumour", "rumor"].iter().any(|word| words.contains(word))
    });
    if doubtful {
        return Some(Modality::Unconfirmed);
    }
    // Only who says it can deny it: "disputed this, tweeting that …" claims what was tweeted.
    covering(tree, trigger, false)
        .into_iter()
        .rev()
        .enumerate()
        .map(|(rank, attribution)| (rank, cues.modality(&attribution.cue_entry)))
        .find(|(rank, modality)| *modality != Modality::Claimed && (*rank == 0 || *modality != Modality::Denied))
        .map(|(_, modality)| modality)
}
