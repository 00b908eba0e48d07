//! What annotate asks of the neural reader, so that tests can stand in for it with parses made by hand.

use sitrep_types::Upos;

/// Reads sentences: parts of speech, trees, entities, events, attributions.
pub trait SentenceReader: Send + Sync {
    /// Reads the sentences of one document, each a list of words; gives as many readings of as many words.
    ///
    /// # Errors
    /// With words for the user, where the model cannot be run.
    fn read(&self, sentences: &[Vec<&str>]) -> Result<Vec<SentenceReading>, ReadError>;
}

/// The reader could not read.
#[derive(Debug, thiserror::Error)]
#[error("the reader failed: {0}")]
pub struct ReadError(pub String);

/// A sentence as read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct SentenceReading {
    /// One for each word.
    pub words: Vec<WordReading>,
    /// Attributions whose cue stands in this sentence.
    pub attributions: Vec<AttributionReading>,
    /// Pooled vector in thousandths; may be empty.
    pub vector: Vec<i32>,
}

/// A word as read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct WordReading {
    /// Part of speech.
    pub upos: Upos,
    /// Index of its head in the sentence; `None` for the root.
    pub head: Option<usize>,
    /// Relation to the head.
    pub deprel: String,
    /// Entity it is part of.
    pub entity: Option<EntityTag>,
    /// Event it mentions.
    pub event: Option<EventReading>,
}

/// A word's part in a named entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EntityTag {
    /// What is named.
    pub label: EntityLabel,
    /// Whether a new entity begins here.
    pub begin: bool,
}

/// What the encoder tells of named entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the names are the tag set's")]
pub enum EntityLabel {
    Per,
    Org,
    Norp,
    Gpe,
    Loc,
    Fac,
    Misc,
}

impl EntityLabel {
    /// The label of this printed form.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "PER" => Self::Per,
            "ORG" => Self::Org,
            "NORP" => Self::Norp,
            "GPE" => Self::Gpe,
            "LOC" => Self::Loc,
            "FAC" => Self::Fac,
            "MISC" => Self::Misc,
            _ => return None,
        })
    }
}

/// A word that mentions an event (TimeML EVENT).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct EventReading {
    /// TimeML class.
    pub class: String,
    /// TimeML tense.
    pub tense: String,
    /// TimeML aspect.
    pub aspect: String,
    /// Negated.
    pub negative: bool,
    /// Under a modal.
    pub modal: bool,
}

/// Who is said to say what; words as (sentence, word in it), in order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AttributionReading {
    /// Words of the source.
    pub source: Vec<(usize, usize)>,
    /// Words of the cue.
    pub cue: Vec<(usize, usize)>,
    /// Words of the content.
    pub content: Vec<(usize, usize)>,
}

impl SentenceReader for sitrep_inference::Reader {
    fn read(&self, sentences: &[Vec<&str>]) -> Result<Vec<SentenceReading>, ReadError> {
        let read = sitrep_inference::Reader::read(self, sentences);
        Ok(read.into_iter().map(SentenceReading::from).collect())
    }
}

/// The embedded reader lives as long as the program.
impl SentenceReader for &'static sitrep_inference::Reader {
    fn read(&self, sentences: &[Vec<&str>]) -> Result<Vec<SentenceReading>, ReadError> {
        SentenceReader::read(*self, sentences)
    }
}

impl From<sitrep_inference::SentenceReading> for SentenceReading {
    fn from(read: sitrep_inference::SentenceReading) -> Self {
        let tag = |tag: sitrep_inference::EntityTag| {
            EntityLabel::from_name(tag.label).map(|label| EntityTag { label, begin: tag.begin })
        };
        let event = |event: sitrep_inference::EventReading| EventReading {
            class: event.class.to_owned(),
            tense: event.tense.to_owned(),
            aspect: event.aspect.to_owned(),
            negative: event.polarity_negative,
            modal: event.modality,
        };
        Self {
            words: read
                .words
                .into_iter()
                .map(|word| WordReading {
                    upos: word.upos,
                    head: word.head,
                    deprel: word.deprel.to_owned(),
                    entity: word.entity.and_then(tag),
                    event: word.event.map(event),
                })
                .collect(),
            attributions: read
                .attributions
                .into_iter()
                .map(|found| AttributionReading { source: found.source, cue: found.cue, content: found.content })
                .collect(),
            // A unit vector: its numbers lie between -1 and 1.
            vector: read.vector.iter().map(|number| (f64::from(*number) * 1000.0).round() as i32).collect(),
        }
    }
}
