//! Lines and facts to a document.

use std::collections::BTreeSet;

use sitrep_types::{Block, BlockKind, Diagnostic, Document, Genre, How, OutletName, SourceMap, Span};

use crate::facts::Facts;
use crate::identity::document_id;
use crate::language;
use crate::mapped::Mapped;
use crate::metadata::{agency, byline, dateline, genre, outlet, published};
use crate::tables::Tables;
use crate::text::block::{Head, TypedBlock, blocks};
use crate::text::line::{Line, has_stamps};
use crate::text::split::{is_address, is_picture_credit};

/// All that is known of a document before it is one.
#[derive(Debug, Default)]
pub(crate) struct Raw {
    /// The input's name.
    pub(crate) input: String,
    /// Its lines.
    pub(crate) lines: Vec<Line>,
    /// Given beside it.
    pub(crate) given: Facts,
    /// From its markup.
    pub(crate) markup: Facts,
    /// What the user should know.
    pub(crate) remarks: Vec<String>,
}

/// How many blocks from the top the page's own address may stand.
const ADDRESS_WITHIN: usize = 12;

/// Makes the document.
pub(crate) fn document(raw: Raw, tables: &Tables) -> Document {
    let Raw { input, lines, given, markup, remarks } = raw;
    let head = Head {
        title: given.title.as_deref().or(markup.title.as_deref()),
        dek: given.dek.as_deref().or(markup.dek.as_deref()),
    };
    let is_live = has_stamps(&lines);
    let typed = blocks(&lines, head, &tables.rules, &tables.agencies);
    let title = head.title.map(str::to_owned).or_else(|| {
        typed.iter().find(|block| block.kind == BlockKind::Headline).map(|block| block.content.text().to_owned())
    });

    let first_prose = typed.iter().find(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Caption));
    let dateline = typed
        .iter()
        .filter(|block| matches!(block.kind, BlockKind::Paragraph | BlockKind::Dek))
        .take(4)
        .enumerate()
        .find_map(|(number, block)| {
            dateline::read(block.content.text()).filter(|found| number == 0 || !found.ends_as_speaker)
        })
        .or_else(|| first_prose.and_then(|block| dateline::read(block.content.text())));

    let url = given.url.clone().or_else(|| markup.url.clone()).or_else(|| own_address(&typed));
    let outlet = choose_outlet(&given, &markup, url.as_deref(), &typed, tables).or_else(|| {
        let in_dateline = dateline.as_ref().and_then(|dateline| dateline.agency.as_deref());
        let name = outlet::in_dateline(in_dateline?, &tables.outlets, &tables.agencies)?;
        Some(OutletName { name, how: How::Text })
    });
    let published = published::choose(
        given.published,
        markup.published,
        url.as_deref(),
        &typed,
        dateline.as_ref().and_then(|dateline| dateline.date),
    );
    let (agencies, has_credit) = relays(&typed, dateline.as_ref(), outlet.as_ref(), tables);
    let genre = given
        .genre
        .or_else(|| choose_genre(title.as_deref(), url.as_deref(), &typed, is_live, markup.genre))
        .unwrap_or(if dateline.is_some() || has_credit || markup.genre == Some(Genre::Report) {
            Genre::Report
        } else {
            Genre::Unknown
        });
    let mut authors = if given.authors.is_empty() { markup.authors.clone() } else { given.authors.clone() };
    if authors.is_empty() {
        authors = credits(&typed).chain(furniture(&typed).take(8)).flat_map(byline::authors).collect();
        authors.dedup();
    }
    // "By Ana Lund, CNN": the name of the outlet is no author.
    let named_in_byline = authors.iter().find_map(|name| tables.outlets.named(name)).map(|outlet| outlet.name.clone());
    authors.retain(|name| tables.outlets.named(name).is_none() && tables.agencies.named(name).is_none());
    let outlet = outlet.or_else(|| {
        let name = named_in_byline.filter(|name| tables.agencies.named(name).is_none())?;
        Some(OutletName { name, how: How::Text })
    });

    let mut text = Mapped::default();
    let mut placed = Vec::new();
    for block in &typed {
        if !text.is_empty() {
            text.push_inserted("\n\n");
        }
        let start = text.text().len();
        text.append(&block.content);
        placed.push(Block { kind: block.kind, span: Span::new(start, text.text().len()) });
    }
    let (text, segments) = text.into_parts();
    let readable: Vec<&str> =
        placed.iter().filter(|block| block.kind.carries_claims()).filter_map(|block| block.span.slice(&text)).collect();
    let given_language = given.language.as_deref().or(markup.language.as_deref()).and_then(language::main_subtag);
    let language = language::identify(&readable.join("\n")).map(str::to_owned).or(given_language);
    let mut diagnostics: Vec<Diagnostic> = remarks.into_iter().map(|message| remark(message, None)).collect();
    if readable.is_empty() {
        diagnostics.push(remark(
            "holds no running text, only what stands on a page beside a report".to_owned(),
            Some("look at it with `sitrep inspect INPUT --step ingest`".to_owned()),
        ));
    }
    Document {
        id: document_id(&text, title.as_deref()),
        inputs: vec![input],
        title,
        outlet,
        url,
        authors,
        published,
        language,
        genre,
        agencies,
        dateline_place: dateline.map(|dateline| dateline.place),
        text,
        blocks: placed,
        source_map: SourceMap { segments },
        diagnostics,
    }
}

fn remark(message: String, hint: Option<String>) -> Diagnostic {
    Diagnostic { stage: "ingest".to_owned(), span: None, message, hint }
}

fn credits(typed: &[TypedBlock]) -> impl Iterator<Item = &str> {
    typed.iter().filter(|block| block.kind == BlockKind::Credit).map(|block| block.content.text())
}

fn furniture(typed: &[TypedBlock]) -> impl Iterator<Item = &str> {
    typed.iter().filter(|block| block.kind == BlockKind::Furniture).map(|block| block.content.text())
}

/// An address that stands alone on a line near the top is the page's own.
fn own_address(typed: &[TypedBlock]) -> Option<String> {
    typed
        .iter()
        .take(ADDRESS_WITHIN)
        .filter(|block| block.kind == BlockKind::Furniture)
        .map(|block| block.content.text())
        .find(|text| is_address(text))
        .map(str::to_owned)
}

fn choose_outlet(
    given: &Facts,
    markup: &Facts,
    url: Option<&str>,
    typed: &[TypedBlock],
    tables: &Tables,
) -> Option<OutletName> {
    let named = |name: String, how: How| OutletName { name, how };
    let canonical = |name: &String| outlet::canonical(name, &tables.outlets);
    let at_address = url.and_then(|url| outlet::at_address(url, &tables.outlets));
    let is_known = at_address.as_ref().is_some_and(|name| tables.outlets.named(name).is_some());
    given
        .outlet
        .as_ref()
        .map(|name| named(canonical(name), How::Metadata))
        .or_else(|| markup.outlet.as_ref().map(|name| named(canonical(name), How::Markup)))
        .or_else(|| at_address.clone().filter(|_| is_known).map(|name| named(name, How::Address)))
        .or_else(|| {
            let own = furniture(typed)
                .chain(credits(typed))
                .find_map(|line| outlet::named_by(line, &tables.outlets, &tables.agencies));
            own.map(|name| named(name, How::Text))
        })
        .or_else(|| {
            let headline = typed.iter().find(|block| block.kind == BlockKind::Headline)?;
            outlet::at_title_end(headline.content.text(), &tables.outlets).map(|name| named(name, How::Text))
        })
        .or_else(|| at_address.map(|name| named(name, How::Address)))
}

fn choose_genre(
    title: Option<&str>,
    url: Option<&str>,
    typed: &[TypedBlock],
    is_live: bool,
    markup: Option<Genre>,
) -> Option<Genre> {
    markup
        .filter(|genre| *genre != Genre::Report)
        .or_else(|| title.and_then(genre::of_title))
        .or_else(|| url.and_then(genre::of_address))
        .or_else(|| furniture(typed).find_map(genre::of_furniture))
        .or_else(|| is_live.then_some(Genre::Live))
}

/// The news agencies that the document names as its sources, and whether a credit or the dateline does so.
fn relays(
    typed: &[TypedBlock],
    dateline: Option<&dateline::Dateline>,
    outlet: Option<&OutletName>,
    tables: &Tables,
) -> (Vec<String>, bool) {
    let mut found = BTreeSet::new();
    for (number, block) in typed.iter().enumerate() {
        let follows_caption = number > 0 && typed[number - 1].kind == BlockKind::Caption;
        // A name alone in the middle of a report stands under a picture; at its head or foot it wrote the report.
        let in_the_middle = number > 4 && number + 3 < typed.len();
        let is_picture = follows_caption
            || (in_the_middle && agency::is_bare(block.content.text(), &tables.agencies))
            || is_picture_credit(block.content.text(), &tables.rules);
        if block.kind == BlockKind::Credit && !is_picture {
            found.extend(agency::in_writers_credit(block.content.text(), &tables.agencies));
        }
    }
    // "Copyright 2018 The Associated Press" under a text: whose words these are.
    for line in furniture(typed).filter(|line| line.starts_with(['©', 'C', 'c']) && line.len() < 300) {
        if line.to_lowercase().starts_with("copyright") || line.starts_with('©') {
            found.extend(agency::in_writers_credit(line, &tables.agencies));
        }
    }
    if let Some(named) = dateline.and_then(|dateline| dateline.agency.as_deref())
        && !outlet.is_some_and(|outlet| is_initials_of(named, &outlet.name))
    {
        found.extend(agency::in_writers_credit(named, &tables.agencies));
    }
    let has_credit = !found.is_empty();
    for block in typed.iter().filter(|block| block.kind.carries_claims() && block.kind != BlockKind::Caption) {
        found.extend(agency::in_text(block.content.text(), &tables.agencies));
    }
    if let Some(outlet) = outlet {
        found.remove(&outlet.name);
    }
    (found.into_iter().collect(), has_credit)
}

/// Whether the letters are the outlet's own: "AAP" is Agencia Andina de Prensa in its own pages.
fn is_initials_of(letters: &str, name: &str) -> bool {
    let initials: String = name
        .split_whitespace()
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase))
        .filter_map(|word| word.chars().next())
        .collect();
    initials.len() >= 2 && (letters == initials || letters == name)
}
