//! The model file: manifest, vocabulary and graph in one, guarded by a hash.
//!
//! Layout (written by `training/reader_training/export.py`): magic; u32 LE length and JSON manifest; u32 LE
//! length and vocabulary, one piece a line; the ONNX graph; BLAKE3 of all that in the last 32 bytes.

use serde::Deserialize;

use crate::ReaderError;

const MAGIC: &[u8] = b"sitrep-reader-1\n";
const HASH_BYTES: usize = 32;

/// What the graph's inputs and outputs mean.
#[derive(Debug, Deserialize)]
pub struct Manifest {
    /// Subwords, marks included, of a window of several sentences.
    pub max_subwords: usize,
    /// Subwords, marks included, of a window of one long sentence.
    pub max_sentence_subwords: usize,
    /// Heads that give each word one label, in the order of the columns of the output `labels`.
    pub word_heads: Vec<WordHead>,
    /// Labels of the output `relations`.
    pub relations: Vec<String>,
}

/// A head and its labels.
#[derive(Debug, Deserialize)]
pub struct WordHead {
    /// Name: `upos`, `entity`, ….
    pub name: String,
    /// Its labels, one a column.
    pub labels: Vec<String>,
}

/// The parts of a model file that passed the hash.
pub struct ModelFile<'a> {
    /// Meaning of the graph's inputs and outputs.
    pub manifest: Manifest,
    /// Pieces in the order of their ids.
    pub vocabulary: Vec<&'a str>,
    /// ONNX bytes.
    pub graph: &'a [u8],
}

/// The hash that a whole model file ends with, as hexadecimal digits.
pub fn stated_hash(bytes: &[u8]) -> Option<String> {
    let hash: [u8; HASH_BYTES] = bytes.get(bytes.len().checked_sub(HASH_BYTES)?..)?.try_into().ok()?;
    Some(blake3::Hash::from_bytes(hash).to_hex().to_string())
}

/// Checks the bytes and takes them apart.
pub fn open(bytes: &[u8]) -> Result<ModelFile<'_>, ReaderError> {
    let refuse = |why: &str| ReaderError::File(why.to_owned());
    if !bytes.starts_with(MAGIC) {
        return Err(refuse("it does not begin like a reader of this version"));
    }
    let Some((body, stated)) = bytes.split_last_chunk::<HASH_BYTES>() else {
        return Err(refuse("it is cut short"));
    };
    let found = blake3::hash(body);
    if found != blake3::Hash::from_bytes(*stated) {
        return Err(ReaderError::File(format!(
            "it is cut short or was changed: its {} bytes hash to {}, its last bytes state {}",
            bytes.len(),
            found.to_hex(),
            blake3::Hash::from_bytes(*stated).to_hex(),
        )));
    }
    let rest = &body[MAGIC.len()..];
    let (manifest, rest) = section(rest).ok_or_else(|| refuse("its manifest runs past the end"))?;
    let (vocabulary, graph) = section(rest).ok_or_else(|| refuse("its vocabulary runs past the end"))?;
    let manifest = serde_json::from_slice(manifest)
        .map_err(|problem| ReaderError::Contents(format!("its manifest cannot be read ({problem})")))?;
    let vocabulary =
        std::str::from_utf8(vocabulary).map_err(|_| ReaderError::Contents("its vocabulary is not UTF-8".to_owned()))?;
    Ok(ModelFile { manifest, vocabulary: vocabulary.split_terminator('\n').collect(), graph })
}

fn section(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_of_something_else_are_refused() {
        for bytes in [&b""[..], b"PK\x03\x04", MAGIC, &[MAGIC, &[0; 40]].concat()] {
            assert!(matches!(open(bytes), Err(ReaderError::File(_))));
        }
    }

    #[test]
    fn a_length_past_the_end_is_refused() {
        let mut bytes = [MAGIC, &u32::MAX.to_le_bytes(), b"{}"].concat();
        bytes.extend_from_slice(blake3::hash(&bytes).as_bytes());
        assert!(matches!(open(&bytes), Err(ReaderError::File(_))));
    }
}
