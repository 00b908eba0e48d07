//! The reader itself: loads the model file, runs windows, decodes the heads.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Mutex, OnceLock, PoisonError};

use sitrep_types::Upos;

use crate::bio::{BioLabels, argmax};
use crate::clue_weights::ClueWeights;
use crate::clues::{Lists, Word, WordClues, tell_clues};
use crate::encoder::{Encoder, Parts};
use crate::heads::{Heads, Output};
use crate::links::link;
use crate::onnx::Tensors;
use crate::reading::{AttributionReading, EntityTag, EventReading, SentenceReading, WordReading};
use crate::tree::best_tree;
use crate::window::{Piece, Window, windows};
use crate::wordpiece::WordPiece;
use crate::{ReaderError, file};

static WEIGHTS: &[u8] = include_bytes!("../../../models/reader.bin");
static MANIFEST: &str = include_str!("../../../models/manifest.json");

/// The encoder with its heads. Cheap to share: take a reference, from as many threads as there are.
pub struct Reader {
    /// The model file, in which the embeddings of the vocabulary's pieces stay.
    file: Cow<'static, [u8]>,
    pieces: Range<usize>,
    encoder: Encoder,
    scores: Heads,
    pub(crate) wordpiece: WordPiece,
    pub(crate) max_subwords: usize,
    pub(crate) max_sentence_subwords: usize,
    pub(crate) heads: Vec<Head>,
    relations: Vec<&'static str>,
    attribution: Option<(usize, BioLabels, ClueWeights)>,
}

/// A head that labels words: where its columns begin, what they mean, and where the label goes.
pub(crate) struct Head {
    pub(crate) name: &'static str,
    pub(crate) column: usize,
    pub(crate) labels: Vec<&'static str>,
    target: Target,
}

pub(crate) enum Target {
    Upos(Vec<Upos>),
    Entity(BioLabels),
    Re3d(BioLabels),
    Re3dInner(BioLabels),
    Event,
    Tense,
    Aspect,
    Polarity,
    Modality,
    /// Decoded over the whole window, not word by word.
    Attribution,
    /// A head that this version has no field for.
    Other,
}

impl Reader {
    /// The reader whose weights are compiled in, loaded on the first call.
    ///
    /// ```
    /// let reader = sitrep_inference::Reader::embedded()?;
    /// let read = reader.read(&[vec!["Troops", "retook", "Mosul", "."]]);
    /// assert_eq!(read[0].words[0].head, Some(1));
    /// # Ok::<(), sitrep_inference::ReaderError>(())
    /// ```
    ///
    /// # Errors
    /// When the program was built with a model file that is cut short, changed, or not the one that
    /// `models/manifest.json` names.
    pub fn embedded() -> Result<&'static Self, ReaderError> {
        static READER: OnceLock<Result<Reader, String>> = OnceLock::new();
        let loaded = READER.get_or_init(|| Self::pinned(WEIGHTS, MANIFEST).map_err(|problem| problem.to_string()));
        loaded.as_ref().map_err(|problem| ReaderError::File(problem.clone()))
    }

    /// A reader from a model file that must be the one that a manifest pins by its hash.
    fn pinned(weights: &'static [u8], manifest: &str) -> Result<Self, ReaderError> {
        let manifest: serde_json::Value = serde_json::from_str(manifest)
            .map_err(|problem| ReaderError::File(format!("models/manifest.json is not JSON ({problem})")))?;
        let wanted = manifest["blake3"].as_str().unwrap_or_default();
        let stated = file::stated_hash(weights).unwrap_or_default();
        if wanted != stated {
            return Err(ReaderError::File(format!("models/manifest.json names {wanted}, the file is {stated}")));
        }
        Self::load(Cow::Borrowed(weights))
    }

    /// A reader from the bytes of a model file.
    ///
    /// # Errors
    /// When the bytes are not such a file, are cut short or were changed (a hash tells), or hold a model that
    /// this version cannot run.
    pub fn from_bytes(weights: &[u8]) -> Result<Self, ReaderError> {
        Self::load(Cow::Owned(weights.to_vec()))
    }

    fn load(weights: Cow<'static, [u8]>) -> Result<Self, ReaderError> {
        let parts = file::open(&weights)?;
        let mut heads = Vec::new();
        let mut column = 0;
        for head in &parts.manifest.word_heads {
            let labels: Vec<&'static str> = head.labels.iter().map(|label| lasting(label)).collect();
            let target = target(&head.name, &labels).ok_or_else(|| {
                ReaderError::Contents(format!("the labels of its head '{}' are not known", head.name))
            })?;
            let n_labels = labels.len();
            heads.push(Head { name: lasting(&head.name), column, labels, target });
            column += n_labels;
        }
        let attribution = match heads.iter().find(|head| matches!(head.target, Target::Attribution)) {
            Some(head) => match BioLabels::new(&head.labels) {
                Some(labels) => Some((head.column, labels, ClueWeights::shipped(&head.labels)?)),
                None => None,
            },
            None => None,
        };
        let tensors = Tensors::read(parts.graph)
            .ok_or_else(|| ReaderError::Contents("its graph is not in the format of ONNX".to_owned()))?;
        let network = Parts(tensors);
        let relations: Vec<&'static str> = parts.manifest.relations.iter().map(|label| lasting(label)).collect();
        let (max_subwords, max_sentence_subwords) = (parts.manifest.max_subwords, parts.manifest.max_sentence_subwords);
        let longest = max_subwords.max(max_sentence_subwords);
        let wordpiece = WordPiece::new(&parts.vocabulary)?;
        let n_pieces = parts.vocabulary.len();
        let pieces = network.bytes("words")?;
        let start = pieces.as_ptr() as usize - weights.as_ptr() as usize;
        let pieces = start..start + pieces.len();
        let encoder = Encoder::new(&network, n_pieces, longest)?;
        let scores = Heads::new(&network, encoder.width(), column, relations.len())?;
        Ok(Self {
            file: weights,
            pieces,
            encoder,
            scores,
            wordpiece,
            max_subwords,
            max_sentence_subwords,
            heads,
            relations,
            attribution,
        })
    }

    /// Reads consecutive sentences of one document, each a list of its words.
    ///
    /// There is one [`SentenceReading`] for each sentence and one word reading for each word, whatever the
    /// words are. A sentence of some hundred words is read in parts that are then joined under the first
    /// part's root. The result does not depend on threads; call it from many at once.
    ///
    #[must_use]
    pub fn read(&self, sentences: &[Vec<&str>]) -> Vec<SentenceReading> {
        let mut readings = vec![SentenceReading::default(); sentences.len()];
        for window in windows(sentences, &self.wordpiece, self.max_subwords, self.max_sentence_subwords) {
            let output = self.run(&window);
            self.decode(&window, &output, &mut readings);
            self.decode_attributions(sentences, &window, &output, &mut readings);
        }
        let width = readings.iter().map(|reading| reading.vector.len()).max().unwrap_or(0);
        for reading in &mut readings {
            reading.vector.resize(width, 0.0);
            let length = reading.vector.iter().map(|x| x * x).sum::<f32>().sqrt();
            if length > 0.0 {
                reading.vector.iter_mut().for_each(|x| *x /= length);
            }
        }
        readings
    }

    /// The scores of one window.
    pub(crate) fn run(&self, window: &Window) -> Output {
        let states = self.encoder.states(window, &self.file[self.pieces.clone()]);
        self.scores.read(self.encoder.level(), &states)
    }

    fn decode(&self, window: &Window, output: &Output, readings: &mut [SentenceReading]) {
        let mut offset = 0;
        for piece in &window.pieces {
            let reading = &mut readings[piece.sentence];
            self.decode_words(piece, offset, output, reading);
            self.decode_tree(piece, offset, output, reading);
            for word in offset..offset + piece.n_words {
                let vector = output.vectors.row(word);
                reading.vector.resize(vector.len(), 0.0);
                reading.vector.iter_mut().zip(vector).for_each(|(sum, x)| *sum += x);
            }
            offset += piece.n_words;
        }
    }

    /// Every head that labels words, for the words of one piece.
    fn decode_words(&self, piece: &Piece, offset: usize, output: &Output, reading: &mut SentenceReading) {
        let rows: Vec<&[f32]> = (offset..offset + piece.n_words).map(|word| output.labels.row(word)).collect();
        let base = reading.words.len();
        reading.words.resize_with(base + piece.n_words, || WordReading {
            upos: Upos::X,
            head: None,
            deprel: "root",
            entity: None,
            entity_re3d: None,
            entity_re3d_inner: None,
            event: None,
            others: Vec::new(),
        });
        let words = &mut reading.words[base..];
        for head in &self.heads {
            let scores: Vec<&[f32]> =
                rows.iter().map(|row| &row[head.column..head.column + head.labels.len()]).collect();
            let each = scores.iter().zip(words.iter_mut()).map(|(row, word)| (argmax(row), word));
            match &head.target {
                Target::Upos(tags) => each.for_each(|(best, word)| word.upos = tags[best]),
                Target::Event => each.filter(|(best, _)| *best > 0).for_each(|(best, word)| {
                    word.event = Some(EventReading {
                        class: head.labels[best],
                        tense: "NONE",
                        aspect: "NONE",
                        polarity_negative: false,
                        modality: false,
                    });
                }),
                Target::Tense | Target::Aspect | Target::Polarity | Target::Modality => {
                    for (best, word) in each {
                        let Some(event) = &mut word.event else { continue };
                        match head.target {
                            Target::Tense => event.tense = head.labels[best],
                            Target::Aspect => event.aspect = head.labels[best],
                            Target::Polarity => event.polarity_negative = best > 0,
                            _ => event.modality = best > 0,
                        }
                    }
                }
                Target::Other => each.for_each(|(best, word)| word.others.push((head.name, head.labels[best]))),
                Target::Attribution => {}
                Target::Entity(labels) | Target::Re3d(labels) | Target::Re3dInner(labels) => {
                    for (column, word) in labels.decode(&scores).into_iter().zip(words.iter_mut()) {
                        let tag = labels.tag(column).map(|(label, begin)| EntityTag { label, begin });
                        match head.target {
                            Target::Entity(_) => word.entity = tag,
                            Target::Re3d(_) => word.entity_re3d = tag,
                            _ => word.entity_re3d_inner = tag,
                        }
                    }
                }
            }
        }
    }

    /// The tree of one piece; a later piece of a long sentence hangs on the first one's root.
    fn decode_tree(&self, piece: &Piece, offset: usize, output: &Output, reading: &mut SentenceReading) {
        let n = piece.n_words;
        let heads =
            best_tree(
                n,
                |word, head| {
                    if head == n { output.root(offset + word) } else { output.arc(offset + word, offset + head) }
                },
            );
        let sentence_root = reading.words[..piece.first_word].iter().position(|word| word.head.is_none());
        for (at, head) in heads.into_iter().enumerate() {
            let word = &mut reading.words[piece.first_word + at];
            match (head, sentence_root) {
                (Some(head), _) => {
                    word.head = Some(piece.first_word + head);
                    word.deprel = self.relations[argmax(&output.relations(offset + at, offset + head))];
                }
                (None, Some(root)) => {
                    word.head = Some(root);
                    word.deprel = "parataxis";
                }
                (None, None) => {
                    word.head = None;
                    word.deprel = "root";
                }
            }
        }
    }

    /// The attributions of a window, each given to the sentence where its cue begins: the head's scores with what the
    /// words and their trees tell.
    fn decode_attributions(
        &self,
        sentences: &[Vec<&str>],
        window: &Window,
        output: &Output,
        readings: &mut [SentenceReading],
    ) {
        let Some((column, labels, weights)) = &self.attribution else { return };
        let places = places(window);
        let columns = *column..*column + labels.n_labels();
        let mut scores: Vec<Vec<f32>> =
            (0..places.len()).map(|word| output.labels.row(word)[columns.clone()].to_vec()).collect();
        let (mut quoted, mut done) = (false, 0);
        for piece in &window.pieces {
            let here = &mut scores[done..done + piece.n_words];
            weights.add(&words_of(piece, sentences, readings), &mut quoted, here);
            done += piece.n_words;
        }
        let best = labels.decode_between(&scores, |before, label| weights.between(before, label));
        let runs = labels.runs(&best);
        let words = |(start, end): (usize, usize)| places[start..end].to_vec();
        for linked in link(&runs, |word, cue| output.cue(word, cue), |word| places[word].0) {
            readings[places[linked.cue.0].0].attributions.push(AttributionReading {
                source: linked.source.map(words).unwrap_or_default(),
                cue: words(linked.cue),
                content: linked.content.into_iter().flat_map(words).collect(),
            });
        }
    }

    /// The clues to attributions by which `models/attribution.tsv` is learnt: for each window of the sentences, its
    /// words with their clues.
    #[must_use]
    pub fn clues(&self, sentences: &[Vec<&str>], lists: &Lists) -> Vec<Vec<WordClues>> {
        let mut readings = vec![SentenceReading::default(); sentences.len()];
        let mut out = Vec::new();
        for window in windows(sentences, &self.wordpiece, self.max_subwords, self.max_sentence_subwords) {
            self.decode(&window, &self.run(&window), &mut readings);
            let mut found: Vec<WordClues> = places(&window)
                .into_iter()
                .map(|(sentence, word)| WordClues { sentence, word, clues: Vec::new() })
                .collect();
            let (mut quoted, mut done) = (false, 0);
            for piece in &window.pieces {
                let words = words_of(piece, sentences, &readings);
                tell_clues(&words, lists, &mut quoted, &mut |word, clue| {
                    found[done + word].clues.push(clue.to_owned());
                });
                done += piece.n_words;
            }
            out.push(found);
        }
        out
    }
}

/// The words of a window as (sentence, word in it).
fn places(window: &Window) -> Vec<(usize, usize)> {
    let words = |piece: &Piece| {
        let (sentence, first) = (piece.sentence, piece.first_word);
        (0..piece.n_words).map(move |word| (sentence, first + word))
    };
    window.pieces.iter().flat_map(words).collect()
}

/// The words of a piece with their tree as read, for the clues.
fn words_of(piece: &Piece, sentences: &[Vec<&str>], readings: &[SentenceReading]) -> Vec<Word<'static>> {
    let range = piece.first_word..piece.first_word + piece.n_words;
    let read = readings[piece.sentence].words[range.clone()].iter();
    read.zip(&sentences[piece.sentence][range.clone()])
        .map(|(read, form)| Word {
            lower: form.to_lowercase(),
            upos: read.upos,
            head: read.head.filter(|head| range.contains(head)).map(|head| head - range.start),
            relation: read.deprel,
        })
        .collect()
}

/// Where a head's labels go, by its name; `None` when its labels are not of the kind that the name asks for.
fn target(name: &str, labels: &[&'static str]) -> Option<Target> {
    Some(match name {
        "upos" => Target::Upos(labels.iter().map(|label| Upos::from_name(label)).collect::<Option<_>>()?),
        "entity" => Target::Entity(BioLabels::new(labels)?),
        "re3d" => Target::Re3d(BioLabels::new(labels)?),
        "re3d_inner" => Target::Re3dInner(BioLabels::new(labels)?),
        "attribution" => BioLabels::new(labels).map(|_| Target::Attribution)?,
        "event" => Target::Event,
        "tense" => Target::Tense,
        "aspect" => Target::Aspect,
        "polarity" => Target::Polarity,
        "modality" => Target::Modality,
        _ => Target::Other,
    })
}

/// A label that lives as long as the program. Labels are few and are shared by all readers, so that loading a
/// second one costs no more.
fn lasting(label: &str) -> &'static str {
    static LABELS: Mutex<Option<HashSet<&'static str>>> = Mutex::new(None);
    let mut labels = LABELS.lock().unwrap_or_else(PoisonError::into_inner);
    let labels = labels.get_or_insert_with(HashSet::new);
    if let Some(known) = labels.get(label) {
        return known;
    }
    let kept: &'static str = Box::leak(label.to_owned().into_boxed_str());
    labels.insert(kept);
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_of_other_weights_is_refused() {
        let problem = Reader::pinned(WEIGHTS, r#"{"blake3": "00"}"#).err().map(|problem| problem.to_string());
        assert!(problem.is_some_and(|text| text.contains("names 00")));
    }
}
