//! PLOVER event types with actor and recipient: the claims of a sentence under their PLOVER codes.

use std::io::Write;

use serde_json::{Value, json};
use sitrep_types::{ActorKind, AnnotatedDocument, Claim, Filler, Mention, MentionKind, Modality, Span, Upos};

use super::{Options, snippet};

/// The type of a claim: its own code, moved by what is denied, promised, demanded or threatened.
fn event(claim: &Claim) -> Option<String> {
    let own = claim.plover.as_ref()?.event.clone();
    let cooperative =
        matches!(own.as_str(), "AGREE" | "CONSULT" | "SUPPORT" | "COOPERATE" | "AID" | "RETREAT" | "CONCEDE");
    let hostile = matches!(own.as_str(), "ASSAULT" | "COERCE" | "SANCTION" | "PROTEST" | "MOBILIZE");
    Some(match claim.modality {
        Modality::Denied | Modality::Attempted if cooperative => "REJECT".to_owned(),
        Modality::Ordered => "DEMAND".to_owned(),
        Modality::Planned if cooperative => "AGREE".to_owned(),
        Modality::Planned if hostile => "THREATEN".to_owned(),
        _ => own,
    })
}

/// Who acts: the claim's actors, else the grammatical subject of its trigger.
fn sources(annotated: &AnnotatedDocument, claim: &Claim) -> Vec<String> {
    let named: Vec<String> = claim.actors.iter().map(|filler| spelled(annotated, filler.span)).collect();
    if !named.is_empty() {
        return named;
    }
    let Some(trigger) = annotated.token_at(claim.trigger.span.start) else { return Vec::new() };
    let taken = |span: Span| claim.targets.iter().any(|target| target.span.overlaps(span));
    let subject = annotated.mentions.iter().find(|mention| {
        let token = &annotated.tokens[mention.head];
        token.head == Some(trigger) && matches!(token.deprel.as_str(), "nsubj" | "obl:agent") && !taken(mention.span)
    });
    subject.map(|mention| spelled(annotated, mention.span)).into_iter().collect()
}

/// Whom the event is directed at. PLOVER asks for an actor, however deep in the complement it stands: "demanded that
/// |Serbia| withdraw", "rejected |Indian| proposals".
fn recipients(annotated: &AnnotatedDocument, claim: &Claim) -> Vec<String> {
    let actors = |filler: &&Filler| filler.actor.is_some();
    let direct: Vec<String> =
        claim.targets.iter().filter(actors).map(|filler| spelled(annotated, filler.span)).collect();
    if !direct.is_empty() {
        return direct;
    }
    let Some(trigger) = annotated.token_at(claim.trigger.span.start) else { return Vec::new() };
    let chain_of = |span: Span| annotated.mentions.iter().find(|mention| mention.span.overlaps(span))?.chain;
    let source_chains: Vec<usize> = claim.actors.iter().filter_map(|actor| chain_of(actor.span)).collect();
    let own = |span: Span| claim.actors.iter().any(|actor| actor.span.overlaps(span));
    let found = annotated.mentions.iter().find(|mention| {
        let known = mention.chain.is_some_and(|chain| source_chains.contains(&chain));
        let after = mention.head > trigger && is_under(annotated, mention.head, trigger);
        is_political(annotated, mention) && !known && !own(mention.span) && after
    });
    found.map(|mention| spelled(annotated, whole_actor(annotated, mention))).into_iter().collect()
}

/// A person, a body, a country, a people, or a description of armed or unarmed people.
fn is_political(annotated: &AnnotatedDocument, mention: &Mention) -> bool {
    match mention.kind {
        MentionKind::Person | MentionKind::Organisation | MentionKind::Gpe | MentionKind::Group => true,
        MentionKind::Description => mention
            .chain
            .and_then(|chain| annotated.chains[chain].actor.as_ref())
            .is_some_and(|actor| !matches!(actor.kind, ActorKind::Unknown | ActorKind::Media)),
        MentionKind::Location | MentionKind::Facility | MentionKind::Misc | MentionKind::Weapon => false,
    }
}

/// "|Panamanian| army officers": the people whom a name describes.
fn whole_actor(annotated: &AnnotatedDocument, mention: &Mention) -> Span {
    let token = &annotated.tokens[mention.head];
    let described = annotated.mentions.iter().find(|other| {
        token.head == Some(other.head)
            && matches!(token.deprel.as_str(), "amod" | "compound")
            && other.span.contains(mention.span)
            && is_political(annotated, other)
    });
    described.map_or(mention.span, |other| other.span)
}

/// The words of a filler as a coder writes them: a pronoun by the name it stands for, without the count before it.
fn spelled(annotated: &AnnotatedDocument, span: Span) -> String {
    let text = &annotated.document.text;
    let words: Vec<usize> =
        (0..annotated.tokens.len()).filter(|at| span.contains(annotated.tokens[*at].span)).collect();
    if let [word] = words[..]
        && annotated.tokens[word].upos == Upos::Pron
        && let Some(chain) =
            annotated.mentions.iter().find(|mention| mention.span == span).and_then(|found| found.chain)
    {
        return annotated.chains[chain].name.clone();
    }
    let counts = |at: &&usize| {
        let token = &annotated.tokens[**at];
        let word = token.span.slice(text).unwrap_or_default().to_lowercase();
        matches!(token.upos, Upos::Num | Upos::Det)
            || matches!(word.as_str(), "at" | "least" | "more" | "than" | "about" | "some" | "up" | "to" | "nearly")
    };
    let skipped = words.iter().take_while(counts).count();
    match words.get(skipped) {
        Some(first) => Span::new(annotated.tokens[*first].span.start, span.end).slice(text),
        None => span.slice(text),
    }
    .unwrap_or_default()
    .to_owned()
}

/// Whether a word hangs, however deep, under another one.
fn is_under(annotated: &AnnotatedDocument, word: usize, top: usize) -> bool {
    let climb = std::iter::successors(Some(word), |at| annotated.tokens.get(*at)?.head);
    climb.take(64).any(|at| at == top)
}

/// How far below its sentence's root the word at a byte stands.
fn depth(annotated: &AnnotatedDocument, byte: usize) -> usize {
    let Some(token) = annotated.token_at(byte) else { return usize::MAX };
    let climb = std::iter::successors(annotated.tokens[token].head, |above| annotated.tokens.get(*above)?.head);
    climb.take(64).count()
}

/// The one event a sentence is about: the claim whose trigger stands nearest the root; a mere announcement last.
fn main_claim<'a>(annotated: &AnnotatedDocument, claims: &'a [Claim]) -> Option<&'a Claim> {
    claims.iter().filter(|claim| claim.plover.is_some()).min_by_key(|claim| {
        let announced = claim.trigger.entry == "announces";
        (announced, depth(annotated, claim.trigger.span.start), claim.actors.is_empty(), claim.trigger.span.start)
    })
}

/// Writes one prediction a line to `out`.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    for (id, line) in snippet::lines(input)? {
        let text = line.get("text").and_then(Value::as_str).unwrap_or_default();
        let (annotated, reading) = snippet::read(&id, text, None)?;
        let events: Vec<Value> = main_claim(&annotated, &reading.claims)
            .into_iter()
            .filter_map(|claim| {
                Some(json!({ "event": event(claim)?, "source": sources(&annotated, claim), "target": recipients(&annotated, claim) }))
            })
            .collect();
        writeln!(out, "{}", json!({ "doc_id": id, "events": events }))?;
    }
    Ok(())
}
