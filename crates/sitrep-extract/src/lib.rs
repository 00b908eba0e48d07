//! Annotated document in, claims out: one assertion by one source, with its evidence.
//!
//! In order: [`domain`] decides whether the document speaks of conflict at all; for each sentence, [`draft`] matches
//! the event [`lexicon`] and finds the parties ([`roles`], [`kind`]), [`frame`] says whether they fit and [`subtype`] of what
//! kind it is; [`fold`] makes one claim of what is one
//! happening, [`count`] reads its numbers, [`story`] looks at the sentences around it; [`modality`], [`attribution`],
//! [`place`], [`time`], [`dating`] and [`evidence`] say how, by whom, where, when and in which words; [`claim`] puts it
//! together. What the words mean is data (`resources/events`, `nouns.toml`,
//! `modality.toml`, `domains.toml`); what trees look like is code.

mod attribution;
mod carrier;
mod claim;
mod count;
mod dating;
mod domain;
mod draft;
mod evidence;
mod filler;
mod fold;
mod frame;
mod inferred;
mod kind;
mod lexicon;
mod modality;
mod place;
pub mod print;
mod recall;
mod roles;
mod saying;
mod story;
mod subtype;
mod time;
mod tree;

use sitrep_resources::{Cues, DomainTable, EventLexicon, ModalityTable, Operations, Resources};
use sitrep_types::{AnnotatedDocument, BlockKind, Claim, DateInterval, Diagnostic, Genre, Mark, Modality, Reading};

use crate::claim::Told;
use crate::domain::Domain;
use crate::draft::{Draft, Lookup};
use crate::kind::NounTable;
use crate::lexicon::Index;
use crate::tree::Tree;

/// Reads claims out of annotated documents.
#[derive(Debug)]
pub struct Extractor {
    lexicon: EventLexicon,
    index: Index,
    nouns: NounTable,
    modality: ModalityTable,
    domains: DomainTable,
    cues: Cues,
    operations: Operations,
}

/// Most claims kept of one document; no report tells more, hostile input would.
const MOST_CLAIMS: usize = 2_000;

impl Extractor {
    /// An extractor on these tables.
    #[must_use]
    pub fn new(resources: &Resources) -> Self {
        Self {
            index: Index::new(&resources.events),
            lexicon: resources.events.clone(),
            nouns: NounTable::new(&resources.nouns, &resources.events),
            modality: resources.modality.clone(),
            domains: resources.domains.clone(),
            cues: resources.cues.clone(),
            operations: resources.operations.clone(),
        }
    }

    /// Everything that reconcile needs of one document.
    #[must_use]
    pub fn extract(&self, annotated: &AnnotatedDocument) -> Reading {
        self.extract_in(annotated, &domain::domain(&self.domains, annotated))
    }

    /// As [`extract`](Self::extract), for a text that is known to be of conflict or politics: a single sentence tells
    /// too little to judge that by.
    #[must_use]
    pub fn extract_political(&self, annotated: &AnnotatedDocument) -> Reading {
        self.extract_in(annotated, &Domain { anchored: true, other: None })
    }

    fn extract_in(&self, annotated: &AnnotatedDocument, domain: &Domain) -> Reading {
        let mut reading = Reading {
            document: annotated.document.clone(),
            claims: Vec::new(),
            places: annotated.places.clone(),
            times: annotated.times.clone(),
            relays: annotated.document.agencies.clone(),
            sentences: annotated.sentences.iter().map(|sentence| sentence.span).collect(),
            marks: Mark::of(annotated),
            diagnostics: annotated.diagnostics.clone(),
        };
        reading.relays.sort();
        reading.relays.dedup();
        if reading.document.genre == Genre::Unknown {
            reading.document.genre = genre(annotated);
        }
        if let Some(other) = &domain.other {
            reading.diagnostics.push(Diagnostic {
                stage: "extract".to_owned(),
                span: None,
                message: format!("reads like {other}, not like conflict: no claims are made"),
                hint: Some("add what anchors it to [anchors] in resources/domains.toml if it is".to_owned()),
            });
            return reading;
        }
        let tree = Tree::new(annotated);
        let lookup = Lookup {
            lexicon: &self.lexicon,
            index: &self.index,
            nouns: &self.nouns,
            cues: &self.cues,
            anchored: domain.anchored,
        };
        reading.claims = self.claims(&tree, &lookup, reading.document.genre);
        reading
    }

    fn claims(&self, tree: &Tree, lookup: &Lookup, genre: Genre) -> Vec<Claim> {
        let document = tree.document;
        let published =
            document.document.published.as_ref().map_or(DateInterval::UNKNOWN, |published| published.interval);
        let mut sentences: Vec<Vec<Draft>> = Vec::new();
        for (index, sentence) in document.sentences.iter().enumerate() {
            let block = document.document.blocks.get(sentence.block);
            let carries = block.is_none_or(|block| block.kind.carries_claims());
            let drafts = if carries {
                let words = document.words(sentence.span);
                let capitals = words.chars().any(char::is_uppercase) && !words.chars().any(char::is_lowercase);
                let headline = block.is_some_and(|block| block.kind == BlockKind::Headline);
                let drafts = draft::drafts(tree, lookup, index, capitals || headline);
                fold::fold(tree, lookup, drafts)
            } else {
                Vec::new()
            };
            sentences.push(drafts);
        }
        story::drop_mishaps(tree, lookup, &mut sentences);
        story::close_types(tree, lookup, &mut sentences);
        story::drop_recalls(tree, lookup, &mut sentences);
        let times = dating::times(tree, lookup, &self.operations, &sentences, published);
        let mut claims: Vec<Claim> = Vec::new();
        let time_of = |sentence: usize, draft: usize| times.get(sentence)?.get(draft)?.clone();
        for (sentence, drafts) in sentences.iter().enumerate() {
            for (index, draft) in drafts.iter().enumerate() {
                if claim::is_mere_report(tree, lookup, drafts, draft) {
                    continue;
                }
                let told = Told {
                    time: time_of(sentence, index),
                    place: recall::antecedent(tree, &sentences, &time_of, (sentence, index))
                        .and_then(|antecedent| antecedent.place),
                };
                for mut claim in claim::claims(tree, lookup, &self.modality, drafts, draft, &told) {
                    claim.background = claim.time.as_ref().is_some_and(|time| time::is_background(time, published));
                    if genre == Genre::Opinion && claim.modality == Modality::Planned && claim.attribution.is_empty() {
                        // A columnist's "will" is a guess, not somebody's plan.
                        claim.modality = Modality::Forecast;
                    }
                    if genre == Genre::Analysis && claim.modality == Modality::Asserted && claim.time.is_none() {
                        // "Fighters move to camps": an explainer's present tells how such things go.
                        claim.modality = Modality::Hypothetical;
                    }
                    if claim::stands(tree, draft, &claim) {
                        claims.extend(inferred::taking(tree, &claim, published));
                        claims.push(claim);
                    }
                }
            }
        }
        claims.sort_by(|left, right| {
            (left.evidence.span, left.trigger.span, &left.id).cmp(&(right.evidence.span, right.trigger.span, &right.id))
        });
        claims.dedup_by(|second, first| second.id == first.id);
        claims.truncate(MOST_CLAIMS);
        claims
    }
}

/// The kind of writing, as far as the words tell where the page does not.
fn genre(annotated: &AnnotatedDocument) -> Genre {
    let text = annotated.document.text.to_lowercase();
    let title = annotated.document.title.as_deref().unwrap_or_default().to_lowercase();
    let holds = |phrases: &[&str]| phrases.iter().any(|phrase| text.contains(phrase) || title.contains(phrase));
    if title.starts_with("live") || holds(&["live updates", "live blog", "we will update this"]) {
        Genre::Live
    } else if holds(&[
        "views and opinions expressed",
        "in my view",
        "letter to the editor",
        "the author is a",
        "this column",
        "i am sure it will",
    ]) {
        Genre::Opinion
    } else if title.starts_with("explainer") || title.starts_with("analysis") {
        Genre::Analysis
    } else if annotated.document.dateline_place.is_some() {
        Genre::Report
    } else {
        Genre::Unknown
    }
}
