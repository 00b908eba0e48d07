//! Annotations printed under the words, for `sitrep inspect`.

use std::fmt::Write;

use jiff::civil::Date;
use sitrep_types::{ActorMention, AnnotatedDocument, Quantity, Span, Upos};

/// The layers of a document, sentence by sentence: words with part of speech, head, relation and dictionary form, and
/// under them mentions, times, places, quantities, events and attributions.
#[must_use]
pub fn text(annotated: &AnnotatedDocument) -> String {
    let mut out = String::new();
    for index in 0..annotated.sentences.len() {
        // Writing to a string cannot fail.
        let _ = sentence(annotated, index, &mut out);
    }
    let _ = chains(annotated, &mut out);
    for diagnostic in &annotated.diagnostics {
        let _ = writeln!(out, "! {}: {}", diagnostic.stage, diagnostic.message);
    }
    out
}

fn sentence(annotated: &AnnotatedDocument, index: usize, out: &mut String) -> std::fmt::Result {
    let sentence = &annotated.sentences[index];
    let kind = annotated.document.blocks.get(sentence.block).map(|block| format!("{:?}", block.kind).to_lowercase());
    writeln!(out, "# sentence {index} [{}..{}] {}", sentence.span.start, sentence.span.end, kind.unwrap_or_default())?;
    writeln!(out, "# {}", one_line(annotated.words(sentence.span)))?;
    words(annotated, sentence.first_token..sentence.end_token, out)?;
    let inside = |span: &Span| sentence.span.contains(*span);
    for (mention_index, mention) in annotated.mentions.iter().enumerate().filter(|(_, mention)| inside(&mention.span)) {
        let chain = mention.chain.map(|chain| format!(" chain {chain}")).unwrap_or_default();
        writeln!(
            out,
            "  mention {mention_index} {:?}{chain}: {}",
            mention.kind,
            one_line(annotated.words(mention.span))
        )?;
    }
    for time in annotated.times.iter().filter(|time| inside(&time.span)) {
        let day = |day: Option<_>| day.map_or_else(|| "?".to_owned(), |day: Date| day.to_string());
        writeln!(
            out,
            "  time {:?} {}: {} -> {}..{} ({})",
            time.timex_type,
            time.value,
            one_line(annotated.words(time.span)),
            day(time.interval.earliest),
            day(time.interval.latest),
            time.rule,
        )?;
    }
    for place in annotated.place_mentions.iter().filter(|place| inside(&place.span)) {
        let key = place.place.as_ref().map_or_else(|| "unresolved".to_owned(), ToString::to_string);
        let metonymic = if place.metonymic { " (stands for people)" } else { "" };
        writeln!(out, "  place {key}{metonymic}: {} [{}]", one_line(annotated.words(place.span)), place.how)?;
    }
    for found in annotated.quantities.iter().filter(|quantity| inside(&quantity.span)) {
        writeln!(out, "  quantity {}: {}", quantity(found), one_line(annotated.words(found.span)))?;
    }
    for event in annotated.event_mentions.iter() {
        let Some(token) = annotated.tokens.get(event.token).filter(|token| inside(&token.span)) else { continue };
        let negative = if event.negative { " negative" } else { "" };
        let modal = if event.modal { " modal" } else { "" };
        writeln!(
            out,
            "  event {} {} {}{negative}{modal}: {}",
            event.class,
            event.tense,
            event.aspect,
            annotated.words(token.span)
        )?;
    }
    for (attribution_index, found) in annotated.attributions.iter().enumerate().filter(|(_, found)| inside(&found.cue))
    {
        let words = |span: Span| one_line(annotated.words(span));
        let content: Vec<String> = found.content.iter().map(|span| words(*span)).collect();
        let nested = found.inside.map(|outer| format!(" inside {outer}")).unwrap_or_default();
        let told = found.told.map(|told| format!(" told [{}]", words(told))).unwrap_or_default();
        writeln!(
            out,
            "  attribution {attribution_index} {:?} ({}){nested}: source [{}] cue [{}]{told} content [{}]",
            found.kind,
            found.cue_entry,
            found.source.map(words).unwrap_or_default(),
            words(found.cue),
            content.join("] ["),
        )?;
    }
    writeln!(out)
}

/// One row a word, in columns.
fn words(annotated: &AnnotatedDocument, range: std::ops::Range<usize>, out: &mut String) -> std::fmt::Result {
    let width = |text: &str| text.chars().count();
    let first = range.start;
    let longest =
        range.clone().map(|token| width(annotated.words(annotated.tokens[token].span))).max().unwrap_or(0).min(24);
    for token_index in range {
        let token = &annotated.tokens[token_index];
        let word = annotated.words(token.span);
        let pad = longest.saturating_sub(width(word));
        let head = token.head.map_or_else(|| "-".to_owned(), |head| head.saturating_sub(first).to_string());
        let upos = if token.upos == Upos::X { "X" } else { token.upos.name() };
        writeln!(
            out,
            "{:>4} {word}{:pad$}  {upos:<5} {head:>4} {:<14} {}",
            token_index - first,
            "",
            token.deprel,
            token.lemma,
        )?;
    }
    Ok(())
}

fn chains(annotated: &AnnotatedDocument, out: &mut String) -> std::fmt::Result {
    for (index, chain) in annotated.chains.iter().enumerate() {
        let named: Vec<String> = chain
            .mentions
            .iter()
            .filter_map(|mention| annotated.mentions.get(*mention))
            .map(|mention| one_line(annotated.words(mention.span)))
            .collect();
        let actor = chain.actor.as_ref().map(actor).unwrap_or_default();
        writeln!(out, "chain {index} {}{actor}: {}", one_line(&chain.name), named.join(" | "))?;
    }
    Ok(())
}

fn actor(actor: &ActorMention) -> String {
    let mut text = format!(" <{} {:?}", actor.name, actor.kind);
    let fields = [
        ("entry", &actor.entry),
        ("country", &actor.country),
        ("role", &actor.role),
        ("of", &actor.affiliation),
        ("sector", &actor.plover_sector),
    ];
    for (name, value) in fields {
        if let Some(value) = value {
            text.push_str(&format!(", {name} {value}"));
        }
    }
    text.push('>');
    text
}

fn quantity(quantity: &Quantity) -> String {
    let number = |number: Option<i64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    format!(
        "{:?} low {} best {} high {} {:?} of {}",
        quantity.what,
        number(quantity.low),
        number(quantity.best),
        number(quantity.high),
        quantity.scope,
        quantity.of.as_deref().unwrap_or("-"),
    )
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
