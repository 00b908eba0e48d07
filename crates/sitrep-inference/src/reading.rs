//! What the reader says about a document's sentences.

use sitrep_types::Upos;

/// One sentence as read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SentenceReading {
    /// One entry a word, in order.
    pub words: Vec<WordReading>,
    /// The attributions whose cue begins in this sentence, in order of their cues.
    pub attributions: Vec<AttributionReading>,
    /// Mean of the words' projected states, of unit length; all zero for a sentence without words.
    pub vector: Vec<f32>,
}

/// One word as read.
#[derive(Debug, Clone, PartialEq)]
pub struct WordReading {
    /// Universal part of speech.
    pub upos: Upos,
    /// Index in the sentence of the word it depends on; `None` for the root, of which there is exactly one.
    pub head: Option<usize>,
    /// Universal Dependencies relation to that word, sub-type included (`nsubj:pass`); `root` for the root.
    pub deprel: &'static str,
    /// Named entity: PER, ORG, NORP, GPE, LOC, FAC, MISC.
    pub entity: Option<EntityTag>,
    /// Entity in the sense and with the types of re3d, descriptions included; the outermost where they nest.
    pub entity_re3d: Option<EntityTag>,
    /// As `entity_re3d`, for an entity inside another one.
    pub entity_re3d_inner: Option<EntityTag>,
    /// The event that the word mentions, if any.
    pub event: Option<EventReading>,
    /// Labels of heads that have no field of their own: (head, label).
    pub others: Vec<(&'static str, &'static str)>,
}

/// A word's place in an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntityTag {
    /// The type.
    pub label: &'static str,
    /// Whether the entity begins here.
    pub begin: bool,
}

/// An event mention in the sense of TimeML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EventReading {
    /// OCCURRENCE, REPORTING, I_ACTION, STATE, I_STATE, ASPECTUAL or PERCEPTION.
    pub class: &'static str,
    /// NONE, PAST, PRESENT, FUTURE, INFINITIVE, PRESPART or PASTPART.
    pub tense: &'static str,
    /// NONE, PERFECTIVE, PROGRESSIVE or `PERFECTIVE_PROGRESSIVE`.
    pub aspect: &'static str,
    /// The event is negated.
    pub polarity_negative: bool,
    /// The event stands under a modal.
    pub modality: bool,
}

/// Who is said to say what. Words are (index of the sentence in the call, index of the word), in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AttributionReading {
    /// The source's words; empty where none is named.
    pub source: Vec<(usize, usize)>,
    /// The cue's words.
    pub cue: Vec<(usize, usize)>,
    /// The content's words, with a gap where the cue stands inside it.
    pub content: Vec<(usize, usize)>,
}
