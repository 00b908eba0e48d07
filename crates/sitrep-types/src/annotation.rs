//! What annotate adds to a document: layers of spans over its cleaned text.

use serde::{Deserialize, Serialize};

use crate::{ActorKind, Diagnostic, Document, LinkKind, Place, PlaceMention, Quantity, Span, TimeExpression};

/// Universal parts of speech (Universal Dependencies v2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs, reason = "the names are the tag set's")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    #[default]
    X,
}

impl Upos {
    /// Every tag with its printed form.
    pub const ALL: &'static [(Self, &'static str)] = &[
        (Self::Adj, "ADJ"),
        (Self::Adp, "ADP"),
        (Self::Adv, "ADV"),
        (Self::Aux, "AUX"),
        (Self::Cconj, "CCONJ"),
        (Self::Det, "DET"),
        (Self::Intj, "INTJ"),
        (Self::Noun, "NOUN"),
        (Self::Num, "NUM"),
        (Self::Part, "PART"),
        (Self::Pron, "PRON"),
        (Self::Propn, "PROPN"),
        (Self::Punct, "PUNCT"),
        (Self::Sconj, "SCONJ"),
        (Self::Sym, "SYM"),
        (Self::Verb, "VERB"),
        (Self::X, "X"),
    ];

    /// The tag's printed form.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(tag, _)| *tag == self).map_or("X", |(_, name)| name)
    }

    /// The tag of this printed form.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, text)| *text == name).map(|(tag, _)| *tag)
    }
}

/// A word of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Token {
    /// Its characters.
    pub span: Span,
    /// Dictionary form, lower case.
    pub lemma: String,
    /// Part of speech.
    pub upos: Upos,
    /// Index (in [`AnnotatedDocument::tokens`]) of the word it depends on; `None` for a sentence's root.
    pub head: Option<usize>,
    /// Universal Dependencies relation to that word, sub-type included: `nsubj:pass`.
    pub deprel: String,
}

/// A sentence: a run of tokens inside one block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its text.
    pub span: Span,
    /// Index of the block it stands in.
    pub block: usize,
    /// First token.
    pub first_token: usize,
    /// One past the last token.
    pub end_token: usize,
    /// The encoder's pooled vector; empty where it was not asked for.
    #[serde(skip_serializing_if = "Vec::is_empty", default)]
    pub vector: Vec<Thousandths>,
}

/// A finite number of the sentence vector, stored in thousandths so that records compare and serialise exactly.
pub type Thousandths = i32;

/// What a mention names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionKind {
    /// A person.
    Person,
    /// An organisation, armed group or unit.
    Organisation,
    /// A nationality, religion or people ("Iraqi", "Kurdish").
    Group,
    /// A place with a government.
    Gpe,
    /// Any other location.
    Location,
    /// A building or site.
    Facility,
    /// A weapon or vehicle.
    Weapon,
    /// Anything else that is named.
    Misc,
    /// A noun phrase or pronoun that names nothing by itself ("the jihadists", "his men", "he").
    Description,
}

/// A span that refers to somebody or something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Its words, without leading article.
    pub span: Span,
    /// Index of its syntactic head token.
    pub head: usize,
    /// What it names.
    pub kind: MentionKind,
    /// The chain of mentions of the same thing, in [`AnnotatedDocument::chains`].
    pub chain: Option<usize>,
}

/// Everything within one document that refers to the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chain {
    /// The fullest name used, or the first description where none is.
    pub name: String,
    /// Mentions, in order of the text.
    pub mentions: Vec<usize>,
    /// The actor it is, as far as the document and the actor table tell.
    pub actor: Option<ActorMention>,
}

/// What a document (and the table of actors) tells of an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorMention {
    /// Canonical name: the actor table's where it lists the actor, else the fullest name in the document.
    pub name: String,
    /// Identifier in `resources/actors`, where listed.
    pub entry: Option<String>,
    /// What kind of actor.
    pub kind: ActorKind,
    /// ISO 3166 alpha-3.
    pub country: Option<String>,
    /// Rank, title or office: "Lieutenant General".
    pub role: Option<String>,
    /// Name of the body it belongs to or speaks for.
    pub affiliation: Option<String>,
    /// PLOVER sector: MIL, GOV, REB, ….
    pub plover_sector: Option<String>,
}

/// A word that mentions an event (TimeML EVENT), as the encoder reads it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventMention {
    /// Index of the token.
    pub token: usize,
    /// TimeML class: OCCURRENCE, REPORTING, STATE, I_ACTION, ….
    pub class: String,
    /// TimeML tense: PAST, PRESENT, FUTURE, NONE, ….
    pub tense: String,
    /// TimeML aspect: PERFECTIVE, PROGRESSIVE, NONE, ….
    pub aspect: String,
    /// TimeML polarity NEG.
    pub negative: bool,
    /// Under a modal.
    pub modal: bool,
}

/// Who is said to say what (PolNeAR: source, cue, content).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// The attributed source's words; empty for "it was reported".
    pub source: Option<Span>,
    /// The cue's words: "told Reuters", "according to".
    pub cue: Span,
    /// What is said; more than one piece where the cue stands inside it.
    pub content: Vec<Span>,
    /// To whom, where that is an agency or outlet ("told Reuters"): it stands between the source and us.
    pub told: Option<Span>,
    /// What the source is.
    pub kind: LinkKind,
    /// Modality that the cue lends its content ("denied", "vowed", "reportedly"); entry of the cue table.
    pub cue_entry: String,
    /// Index of the attribution whose content holds this one, if nested.
    pub inside: Option<usize>,
}

/// A document with all its layers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AnnotatedDocument {
    /// The document.
    pub document: Document,
    /// Sentences, in order.
    pub sentences: Vec<Sentence>,
    /// Tokens of all sentences, in order.
    pub tokens: Vec<Token>,
    /// Named and described things, in order.
    pub mentions: Vec<Mention>,
    /// Coreference within the document.
    pub chains: Vec<Chain>,
    /// Time expressions, in order.
    pub times: Vec<TimeExpression>,
    /// Every place the document names, sorted by key, parents included.
    pub places: Vec<Place>,
    /// Where it names them, in order.
    pub place_mentions: Vec<PlaceMention>,
    /// Numbers of people and things, in order.
    pub quantities: Vec<Quantity>,
    /// Who says what.
    pub attributions: Vec<Attribution>,
    /// Event words as the encoder sees them, in order.
    pub event_mentions: Vec<EventMention>,
    /// What annotate had to say.
    pub diagnostics: Vec<Diagnostic>,
}

impl AnnotatedDocument {
    /// The words of a span; empty where the span is not of this text.
    #[must_use]
    pub fn words(&self, span: Span) -> &str {
        span.slice(&self.document.text).unwrap_or_default()
    }

    /// The sentence that holds a byte of the text.
    #[must_use]
    pub fn sentence_at(&self, byte: usize) -> Option<usize> {
        let after = self.sentences.partition_point(|sentence| sentence.span.start <= byte);
        let index = after.checked_sub(1)?;
        (byte < self.sentences[index].span.end).then_some(index)
    }

    /// The token that holds a byte of the text.
    #[must_use]
    pub fn token_at(&self, byte: usize) -> Option<usize> {
        let after = self.tokens.partition_point(|token| token.span.start <= byte);
        let index = after.checked_sub(1)?;
        (byte < self.tokens[index].span.end).then_some(index)
    }
}
