//! What is kept of the chains, and what they are called.

use sitrep_gazetteer::Gazetteer;
use sitrep_resources::Resources;
use sitrep_types::{ActorKind, ActorMention, Chain, Mention, MentionKind, Upos};

use super::link::Entity;
use crate::actor::{ActorReader, one_line};
use crate::tree::Tree;

/// Keeps names, actors, resolved pronouns and whatever is mentioned twice; numbers the chains in the text's order.
pub(super) fn prune(
    tree: &Tree<'_>,
    mentions: &mut Vec<Mention>,
    entities: Vec<Entity>,
    resources: &Resources,
    gazetteer: &Gazetteer,
) -> Vec<Chain> {
    let mut kept = vec![false; mentions.len()];
    let mut found: Vec<(Vec<usize>, Option<ActorMention>)> = Vec::new();
    {
        let reader = ActorReader { tree, mentions, resources, gazetteer };
        for entity in entities {
            let mut chain = entity.mentions;
            chain.sort_unstable_by_key(|index| mentions[*index].span.start);
            let only_pronouns = chain.iter().all(|index| {
                tree.upos(mentions[*index].head) == Upos::Pron && mentions[*index].kind == MentionKind::Description
            });
            let actor = if only_pronouns { None } else { reader.read(&chain) };
            let named = chain.iter().any(|index| mentions[*index].kind != MentionKind::Description);
            if named || actor.is_some() || chain.len() > 1 {
                chain.iter().for_each(|index| kept[*index] = true);
                found.push((chain, actor));
            }
        }
    }
    // New numbers of the mentions that stay.
    let mut numbers = vec![usize::MAX; mentions.len()];
    let mut next = 0;
    for (index, stays) in kept.iter().enumerate() {
        if *stays {
            numbers[index] = next;
            next += 1;
        }
    }
    let mut index = 0;
    mentions.retain(|_| {
        index += 1;
        kept[index - 1]
    });
    let mut chains: Vec<Chain> = found
        .into_iter()
        .map(|(chain, actor)| {
            let chain: Vec<usize> = chain.into_iter().map(|index| numbers[index]).collect();
            Chain { name: chain_name(tree, mentions, &chain, actor.as_ref()), mentions: chain, actor }
        })
        .collect();
    chains.sort_by_key(|chain| chain.mentions.first().copied());
    for (number, chain) in chains.iter().enumerate() {
        for mention in &chain.mentions {
            mentions[*mention].chain = Some(number);
        }
    }
    lend_to_members(tree, mentions, &mut chains);
    chains
}

/// Nouns for people whom a group or an army has.
const MEMBERS: &[&str] =
    &["combatant", "fighter", "force", "forces", "gunman", "man", "militant", "soldier", "troop", "unit"];

/// "JNIM said its fighters had attacked the base": a listed group's people, of whom no more is known, are the group.
fn lend_to_members(tree: &Tree<'_>, mentions: &[Mention], chains: &mut [Chain]) {
    let owner_of = |mention: &Mention| {
        let members = mention.kind == MentionKind::Description && MEMBERS.contains(&tree.lemma(mention.head));
        let possessive = tree.child_by(mention.head, &["nmod:poss"]).filter(|_| members)?;
        mentions.iter().find(|other| other.head == possessive)?.chain
    };
    for number in 0..chains.len() {
        if chains[number].actor.as_ref().is_some_and(|actor| actor.entry.is_some()) {
            continue;
        }
        let own = chains[number].mentions.iter().map(|index| &mentions[*index]);
        let owner = own.filter_map(owner_of).find(|owner| *owner != number);
        let lent = owner.and_then(|owner| chains[owner].actor.clone()).filter(|actor| {
            actor.entry.is_some() && matches!(actor.kind, ActorKind::ArmedGroup | ActorKind::StateForce)
        });
        if let Some(actor) = lent {
            chains[number].name.clone_from(&actor.name);
            chains[number].actor = Some(actor);
        }
    }
}

/// The fullest name, or the first description.
fn chain_name(tree: &Tree<'_>, mentions: &[Mention], chain: &[usize], actor: Option<&ActorMention>) -> String {
    if let Some(actor) = actor.filter(|actor| actor.entry.is_some()) {
        return actor.name.clone();
    }
    let words = |index: &usize| one_line(mentions[*index].span.slice(tree.text).unwrap_or_default());
    let named = chain.iter().filter(|index| mentions[**index].kind != MentionKind::Description);
    named
        .max_by_key(|index| (mentions[**index].span.len(), usize::MAX - **index))
        .or_else(|| chain.iter().find(|index| tree.upos(mentions[**index].head) != Upos::Pron))
        .or_else(|| chain.first())
        .map(words)
        .unwrap_or_default()
}
