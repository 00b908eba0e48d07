//! The reader itself: loads the model file, runs windows, decodes the heads.

use std::collections::HashSet;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rten::{Model, ModelOptions, NodeId, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::NdTensor;
use rten_tensor::prelude::*;
use sitrep_types::Upos;

use crate::bio::{BioLabels, argmax};
use crate::links::link;
use crate::reading::{AttributionReading, EntityTag, EventReading, SentenceReading, WordReading};
use crate::tree::best_tree;
use crate::window::{Piece, Window, windows};
use crate::wordpiece::WordPiece;
use crate::{ReaderError, file};

static WEIGHTS: &[u8] = include_bytes!("../../../models/reader.bin");
static MANIFEST: &str = include_str!("../../../models/manifest.json");

/// The encoder with its heads. Cheap to share: take a reference, from as many threads as there are.
pub struct Reader {
    model: Model,
    inputs: [NodeId; 4],
    outputs: [NodeId; 5],
    pub(crate) wordpiece: WordPiece,
    pub(crate) max_subwords: usize,
    pub(crate) max_sentence_subwords: usize,
    pub(crate) heads: Vec<Head>,
    relations: Vec<&'static str>,
    attribution: Option<(usize, BioLabels)>,
    /// One-thread pools at rest. A run borrows one, so that callers on many threads never wait for another.
    pools: Mutex<Vec<Arc<ThreadPool>>>,
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

/// What one window came out as.
pub(crate) struct Output {
    pub(crate) labels: NdTensor<f32, 2>,
    pub(crate) arcs: NdTensor<f32, 2>,
    pub(crate) relations: NdTensor<f32, 3>,
    pub(crate) cues: NdTensor<f32, 2>,
    pub(crate) vectors: NdTensor<f32, 2>,
}

impl Reader {
    /// The reader whose weights are compiled in, loaded on the first call.
    ///
    /// ```
    /// let reader = sitrep_inference::Reader::embedded()?;
    /// let read = reader.read(&[vec!["Troops", "retook", "Mosul", "."]])?;
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
    fn pinned(weights: &[u8], manifest: &str) -> Result<Self, ReaderError> {
        let manifest: serde_json::Value = serde_json::from_str(manifest)
            .map_err(|problem| ReaderError::File(format!("models/manifest.json is not JSON ({problem})")))?;
        let wanted = manifest["blake3"].as_str().unwrap_or_default();
        let stated = file::stated_hash(weights).unwrap_or_default();
        if wanted != stated {
            return Err(ReaderError::File(format!("models/manifest.json names {wanted}, the file is {stated}")));
        }
        Self::from_bytes(weights)
    }

    /// A reader from the bytes of a model file.
    ///
    /// # Errors
    /// When the bytes are not such a file, are cut short or were changed (a hash tells), or hold a model that
    /// this version cannot run.
    pub fn from_bytes(weights: &[u8]) -> Result<Self, ReaderError> {
        let parts = file::open(weights)?;
        let contents = |problem: &dyn std::fmt::Display| ReaderError::Contents(problem.to_string());
        let model = ModelOptions::with_all_ops()
            .prepack_weights(true)
            .load(parts.graph.to_vec())
            .map_err(|problem| contents(&problem))?;
        let node = |name: &str| model.node_id(name).map_err(|problem| contents(&problem));
        let inputs = [node("ids")?, node("shapes")?, node("positions")?, node("first")?];
        let outputs = [node("labels")?, node("arcs")?, node("relations")?, node("cues")?, node("vectors")?];
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
        let attribution = heads
            .iter()
            .find(|head| matches!(head.target, Target::Attribution))
            .and_then(|head| Some((head.column, BioLabels::new(&head.labels)?)));
        Ok(Self {
            wordpiece: WordPiece::new(&parts.vocabulary)?,
            max_subwords: parts.manifest.max_subwords,
            max_sentence_subwords: parts.manifest.max_sentence_subwords,
            relations: parts.manifest.relations.iter().map(|label| lasting(label)).collect(),
            model,
            inputs,
            outputs,
            heads,
            attribution,
            pools: Mutex::default(),
        })
    }

    /// Reads consecutive sentences of one document, each a list of its words.
    ///
    /// There is one [`SentenceReading`] for each sentence and one word reading for each word, whatever the
    /// words are. A sentence of some hundred words is read in parts that are then joined under the first
    /// part's root. The result does not depend on threads; call it from many at once.
    ///
    /// # Errors
    /// When the runtime fails, which no text should bring about.
    pub fn read(&self, sentences: &[Vec<&str>]) -> Result<Vec<SentenceReading>, ReaderError> {
        // The runtime works on a pool of its own. Waiting for that on a thread of a caller's rayon pool would
        // let the waiting thread begin the caller's next document, one inside the other; a plain thread just waits.
        std::thread::scope(|scope| {
            scope
                .spawn(|| self.read_here(sentences))
                .join()
                .unwrap_or_else(|_| Err(ReaderError::Run("the runtime panicked".to_owned())))
        })
    }

    fn read_here(&self, sentences: &[Vec<&str>]) -> Result<Vec<SentenceReading>, ReaderError> {
        let mut readings = vec![SentenceReading::default(); sentences.len()];
        let pool = self.pools.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let pool = pool.unwrap_or_else(|| Arc::new(ThreadPool::with_num_threads(1)));
        for window in windows(sentences, &self.wordpiece, self.max_subwords, self.max_sentence_subwords) {
            let output = self.run(&window, &pool)?;
            self.decode(&window, &output, &mut readings);
        }
        self.pools.lock().unwrap_or_else(PoisonError::into_inner).push(pool);
        let width = readings.iter().map(|reading| reading.vector.len()).max().unwrap_or(0);
        for reading in &mut readings {
            reading.vector.resize(width, 0.0);
            let length = reading.vector.iter().map(|x| x * x).sum::<f32>().sqrt();
            if length > 0.0 {
                reading.vector.iter_mut().for_each(|x| *x /= length);
            }
        }
        Ok(readings)
    }

    fn run(&self, window: &Window, pool: &Arc<ThreadPool>) -> Result<Output, ReaderError> {
        let positions: Vec<i32> = (0..).take(window.ids.len()).collect();
        let inputs: Vec<(NodeId, ValueOrView)> = self
            .inputs
            .into_iter()
            .zip([&window.ids, &window.shapes, &positions, &window.first])
            .map(|(node, values)| (node, NdTensor::from_data([values.len()], values.clone()).into()))
            .collect();
        let mut options = RunOptions::default();
        options.thread_pool = Some(Arc::clone(pool));
        let [labels, arcs, relations, cues, vectors] = self
            .model
            .run_n(inputs, self.outputs, Some(options))
            .map_err(|problem| ReaderError::Run(problem.to_string()))?;
        Ok(Output {
            labels: tensor(labels)?,
            arcs: tensor(arcs)?,
            relations: tensor(relations)?,
            cues: tensor(cues)?,
            vectors: tensor(vectors)?,
        })
    }

    /// The outputs of one window, on a pool made for it.
    #[cfg(test)]
    pub(crate) fn run_alone(&self, window: &Window) -> Result<Output, ReaderError> {
        self.run(window, &Arc::new(ThreadPool::with_num_threads(1)))
    }

    fn decode(&self, window: &Window, output: &Output, readings: &mut [SentenceReading]) {
        let mut offset = 0;
        for piece in &window.pieces {
            let reading = &mut readings[piece.sentence];
            self.decode_words(piece, offset, output, reading);
            self.decode_tree(piece, offset, output, reading);
            for word in offset..offset + piece.n_words {
                let vector = output.vectors.slice(word).to_vec();
                reading.vector.resize(vector.len(), 0.0);
                reading.vector.iter_mut().zip(&vector).for_each(|(sum, x)| *sum += x);
            }
            offset += piece.n_words;
        }
        self.decode_attributions(window, output, readings);
    }

    /// Every head that labels words, for the words of one piece.
    fn decode_words(&self, piece: &Piece, offset: usize, output: &Output, reading: &mut SentenceReading) {
        let rows: Vec<Vec<f32>> =
            (offset..offset + piece.n_words).map(|word| output.labels.slice(word).to_vec()).collect();
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
        let root_column = output.arcs.size(1) - 1;
        let heads = best_tree(n, |word, head| {
            output.arcs[[offset + word, if head == n { root_column } else { offset + head }]]
        });
        let sentence_root = reading.words[..piece.first_word].iter().position(|word| word.head.is_none());
        for (at, head) in heads.into_iter().enumerate() {
            let word = &mut reading.words[piece.first_word + at];
            match (head, sentence_root) {
                (Some(head), _) => {
                    let scores: Vec<f32> = (0..self.relations.len())
                        .map(|label| output.relations[[offset + at, label, offset + head]])
                        .collect();
                    word.head = Some(piece.first_word + head);
                    word.deprel = self.relations[argmax(&scores)];
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

    /// The attributions of a window, each given to the sentence where its cue begins.
    fn decode_attributions(&self, window: &Window, output: &Output, readings: &mut [SentenceReading]) {
        let Some((column, labels)) = &self.attribution else { return };
        let places: Vec<(usize, usize)> = window
            .pieces
            .iter()
            .flat_map(|piece| (0..piece.n_words).map(|word| (piece.sentence, piece.first_word + word)))
            .collect();
        let rows: Vec<Vec<f32>> = (0..places.len()).map(|word| output.labels.slice(word).to_vec()).collect();
        let scores: Vec<&[f32]> = rows.iter().map(|row| &row[*column..column + labels.n_labels()]).collect();
        let runs = labels.runs(&labels.decode(&scores));
        let words = |(start, end): (usize, usize)| places[start..end].to_vec();
        for linked in link(&runs, |word, cue| output.cues[[word, cue]], |word| places[word].0) {
            readings[places[linked.cue.0].0].attributions.push(AttributionReading {
                source: linked.source.map(words).unwrap_or_default(),
                cue: words(linked.cue),
                content: linked.content.into_iter().flat_map(words).collect(),
            });
        }
    }
}

fn tensor<const N: usize>(value: Value) -> Result<NdTensor<f32, N>, ReaderError> {
    NdTensor::try_from(value).map_err(|problem| ReaderError::Run(format!("an output has another shape: {problem}")))
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
