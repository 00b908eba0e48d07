//! The words of a source, and what stands at its link of the chain.

use sitrep_types::{LinkKind, MentionKind, Span, Upos};

use super::Context;
use crate::entity::full_phrase;

/// The source's words around its head: the whole noun phrase, apposition included, relative clause left out.
pub(crate) fn span(context: &Context<'_>, head: usize) -> Span {
    let tree = context.tree;
    if tree.upos(head) == Upos::Pron {
        return tree.tokens[head].span;
    }
    let phrase = full_phrase(tree, head, false);
    // Coordinated sources are one: "a military source and two residents".
    let with_conjuncts = tree
        .children_by(head, &["conj"])
        .filter(|child| !tree.is_predicate(*child))
        .fold(phrase, |span, child| span.cover(full_phrase(tree, child, false)));
    let with_apposition = tree
        .children_by(head, &["appos"])
        .filter(|child| *child > head)
        .fold(with_conjuncts, |span, child| span.cover(full_phrase(tree, child, false)));
    // A phrase that runs over a clause's end is a slip of the parse: the noun with its modifiers is safe.
    let run_over = tree.words_in(with_apposition).any(|token| matches!(tree.word(token), ";" | ":"));
    let with_apposition = if run_over { crate::entity::core_phrase(tree, head) } else { with_apposition };
    let relative = tree.words_in(with_apposition).take(1).any(|token| super::words::is_relative(tree, token));
    let with_apposition = if relative { tree.tokens[head].span } else { with_apposition };
    // A name that the parse cut short is taken whole.
    context
        .mentions
        .iter()
        .filter(|mention| {
            mention.kind != MentionKind::Description && mention.span.overlaps(with_apposition) && mention.head == head
        })
        .fold(with_apposition, |span, mention| span.cover(mention.span))
}

/// What stands at the link: by the words that name it.
pub(crate) fn kind(context: &Context<'_>, source: Option<Span>) -> LinkKind {
    let Some(source) = source else { return LinkKind::Unnamed };
    let tree = context.tree;
    let resources = context.resources;
    let text = context.words(source).trim();
    let bare = text.strip_prefix("the ").or_else(|| text.strip_prefix("The ")).unwrap_or(text);
    if resources.agencies.named(bare).is_some() {
        return LinkKind::Agency;
    }
    if resources.outlets.named(bare).is_some() {
        return LinkKind::Outlet;
    }
    let words = tree.words_in(source);
    if words.is_empty() {
        return LinkKind::Unnamed;
    }
    let head = tree.head_of_run(words.clone());
    let person = context.mentions.iter().any(|mention| {
        mention.kind == MentionKind::Person && mention.span.overlaps(source) && source.contains(mention.span)
    });
    let agency_inside = context.mentions.iter().any(|mention| {
        source.contains(mention.span) && mention.kind != MentionKind::Description && {
            let name = context.words(mention.span);
            resources.agencies.named(name).is_some() || resources.outlets.named(name).is_some()
        }
    });
    let lemma = tree.lemma(head);
    let by_noun = |lemma: &str| resources.cues.source_kind(lemma);
    match by_noun(lemma) {
        Some(LinkKind::ReporterOnScene) => return LinkKind::ReporterOnScene,
        Some(LinkKind::Unnamed) if agency_inside => return LinkKind::Agency,
        Some(LinkKind::Outlet | LinkKind::Agency)
            if words.clone().any(|token| matches!(tree.lemma(token), "agency" | "wire")) =>
        {
            return LinkKind::Agency;
        }
        Some(kind) if !(person && matches!(kind, LinkKind::Outlet | LinkKind::Document)) => return kind,
        _ => {}
    }
    if agency_inside && !person {
        let agency = context.mentions.iter().any(|mention| {
            source.contains(mention.span) && resources.agencies.named(context.words(mention.span)).is_some()
        });
        return if agency { LinkKind::Agency } else { LinkKind::Outlet };
    }
    // An office anywhere in the phrase: "Niger's defence ministry", "Colonel X, a spokesman".
    let office = words.clone().find_map(|token| match by_noun(tree.lemma(token)) {
        Some(kind @ (LinkKind::Official | LinkKind::Witness | LinkKind::ReporterOnScene)) => Some(kind),
        _ if resources.titles.rank(&tree.lower(token)).is_some() => Some(LinkKind::Official),
        _ => None,
    });
    if let Some(kind) = office {
        return kind;
    }
    if person {
        return LinkKind::Official;
    }
    if tree.upos(head) == Upos::Pron {
        return match tree.lower(head).as_str() {
            "it" => LinkKind::Organisation,
            "they" | "some" | "others" | "many" => LinkKind::Unnamed,
            _ => LinkKind::Official,
        };
    }
    let organisation = context.mentions.iter().any(|mention| {
        source.contains(mention.span)
            && matches!(
                mention.kind,
                MentionKind::Organisation | MentionKind::Gpe | MentionKind::Misc | MentionKind::Group
            )
    });
    if organisation { LinkKind::Organisation } else { LinkKind::Unnamed }
}

/// Whether a noun phrase is an outlet or agency that somebody can tell something to.
pub(crate) fn is_outlet(context: &Context<'_>, head: usize) -> bool {
    let tree = context.tree;
    let phrase = span(context, head);
    if matches!(kind(context, Some(phrase)), LinkKind::Agency | LinkKind::Outlet) {
        return true;
    }
    tree.words_in(phrase).any(|token| {
        matches!(context.resources.cues.source_kind(tree.lemma(token)), Some(LinkKind::Outlet | LinkKind::Agency))
    }) || context.mentions.iter().any(|mention| {
        mention.head == head
            && matches!(mention.kind, MentionKind::Organisation | MentionKind::Misc)
            && !is_public_body(context, mention.span)
    }) || tree.word(head).contains('.') && tree.word(head).len() > 3
}

/// A ministry or force is told things as an authority, not as an outlet.
pub(crate) fn is_public_body(context: &Context<'_>, span: Span) -> bool {
    context.resources.actors.named(context.words(span)).is_some()
        || context.tree.words_in(span).any(|token| {
            let lower = context.tree.lower(token);
            context.resources.actors.noun(&lower).is_some_and(|class| class.kind != sitrep_types::ActorKind::Media)
        })
}
