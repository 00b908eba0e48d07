//! Universal Dependencies trees over gold tokens.

use std::io::Write;

use anyhow::anyhow;
use sitrep_annotate::grammar::mend;
use sitrep_annotate::reader::SentenceReader;
use sitrep_inference::Reader;

use super::Options;

/// A sentence of a CoNLL-U file: its comments, and number and form of its words.
#[derive(Default)]
struct Given<'a> {
    comments: Vec<&'a str>,
    words: Vec<(&'a str, &'a str)>,
}

/// Writes CoNLL-U with the same comments and words, tags and trees those that the program works with: the reader's, mended
/// by the constraints of grammar. Nothing but the comments, word
/// numbers and forms is read; a document is what stands between two `# newdoc` lines.
///
/// # Errors
/// On malformed input, with its line number, and where `out` cannot be written.
pub fn predict(input: &str, _options: &Options, out: &mut dyn Write) -> anyhow::Result<()> {
    let reader = Reader::embedded()?;
    for document in documents(input)? {
        let words: Vec<Vec<&str>> =
            document.iter().map(|sentence| sentence.words.iter().map(|(_, form)| *form).collect()).collect();
        for ((sentence, mut reading), words) in document.iter().zip(SentenceReader::read(&reader, &words)?).zip(&words)
        {
            mend(words, &mut reading.words);
            for comment in &sentence.comments {
                writeln!(out, "{comment}")?;
            }
            for ((number, form), word) in sentence.words.iter().zip(&reading.words) {
                let head = word.head.map_or(0, |head| head + 1);
                writeln!(out, "{number}\t{form}\t_\t{}\t_\t_\t{head}\t{}\t_\t_", word.upos.name(), word.deprel)?;
            }
            writeln!(out)?;
        }
    }
    Ok(())
}

fn documents(input: &str) -> anyhow::Result<Vec<Vec<Given<'_>>>> {
    let mut out: Vec<Vec<Given>> = Vec::new();
    let mut sentence = Given::default();
    for (number, line) in input.lines().chain([""]).enumerate() {
        if line.starts_with('#') {
            if line.starts_with("# newdoc") || out.is_empty() {
                out.push(Vec::new());
            }
            sentence.comments.push(line);
        } else if line.is_empty() {
            if !sentence.words.is_empty() {
                if out.is_empty() {
                    out.push(Vec::new());
                }
                out.last_mut().ok_or_else(|| anyhow!("no document"))?.push(std::mem::take(&mut sentence));
            }
        } else {
            let mut cells = line.split('\t');
            let (Some(id), Some(form)) = (cells.next(), cells.next()) else {
                return Err(anyhow!("line {}: no word number and form", number + 1));
            };
            // ranges (1-2) and empty nodes (1.1) are not words of the tree
            if id.bytes().all(|byte| byte.is_ascii_digit()) {
                sentence.words.push((id, form));
            }
        }
    }
    Ok(out)
}
