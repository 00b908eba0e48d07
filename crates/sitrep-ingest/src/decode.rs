//! Bytes to text: byte order mark, declared encoding, or a guess that says it is one.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// Text made from bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Decoded {
    /// The text.
    pub(crate) text: String,
    /// What the user should know about the decoding.
    pub(crate) remark: Option<String>,
}

/// Why bytes are no text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is no text: it holds many bytes that no text has; give the text, HTML, JSONL, feed or WARC file instead")]
pub(crate) struct Binary;

/// How many leading bytes the HTML standard lets a page use before it must have declared its encoding.
const DECLARATION_WINDOW: usize = 1024;

/// Decodes; `declared` is a label from outside (an HTTP header), and HTML may declare its own.
///
/// # Errors
/// Where the bytes are no text in any encoding.
pub(crate) fn decode(bytes: &[u8], declared: Option<&str>, is_html: bool) -> Result<Decoded, Binary> {
    if let Some((encoding, mark_length)) = Encoding::for_bom(bytes) {
        return finish(&bytes[mark_length..], encoding, None);
    }
    let declared = declared
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        .or_else(|| if is_html { declared_in_page(bytes) } else { None });
    match (declared, std::str::from_utf8(bytes)) {
        // A page that decodes as UTF-8 is UTF-8 whatever an old template declares; the chance of the opposite is nil.
        (_, Ok(text)) if !looks_like_utf16(bytes) => finish(text.as_bytes(), UTF_8, None),
        (Some(encoding), _) => finish(bytes, encoding, None),
        (None, _) => {
            let encoding = guess(bytes);
            let remark = format!("no encoding is declared and it is not UTF-8: read as {}", encoding.name());
            finish(bytes, encoding, Some(remark))
        }
    }
}

fn finish(bytes: &[u8], encoding: &'static Encoding, remark: Option<String>) -> Result<Decoded, Binary> {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let controls = text
        .chars()
        .filter(|character| character.is_control() && !matches!(character, '\n' | '\r' | '\t' | '\u{c}'))
        .count();
    let replaced = if had_errors { text.chars().filter(|character| *character == '\u{fffd}').count() } else { 0 };
    // News text has neither; one in twenty is far beyond a stray byte.
    if (controls + replaced) * 20 > text.len().max(20) {
        return Err(Binary);
    }
    let damage =
        (replaced > 0).then(|| format!("{replaced} bytes are no {}; they are shown as \u{fffd}", encoding.name()));
    let remark = match (remark, damage) {
        (Some(first), Some(second)) => Some(format!("{first}; {second}")),
        (first, second) => first.or(second),
    };
    Ok(Decoded { text: text.into_owned(), remark })
}

fn declared_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let after = head.split("charset=").nth(1).or_else(|| head.split("encoding=").nth(1))?;
    let label: String = after
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|character| character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | ':'))
        .collect();
    let encoding = Encoding::for_label(label.as_bytes())?;
    // A declaration that could be read byte by byte cannot be in UTF-16: the standard reads UTF-8 instead.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

fn looks_like_utf16(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(DECLARATION_WINDOW)];
    head.iter().filter(|byte| **byte == 0).count() * 4 > head.len() && head.len() >= 4
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if looks_like_utf16(bytes) {
        let zeros_at = |parity: usize| bytes.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
        return if zeros_at(0) > zeros_at(1) { UTF_16BE } else { UTF_16LE };
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], declared: Option<&str>, is_html: bool, text: &str, has_remark: bool) {
        let decoded = decode(bytes, declared, is_html).expect("text");
        assert_eq!(decoded.text, text);
        assert_eq!(decoded.remark.is_some(), has_remark, "{:?}", decoded.remark);
    }

    #[test]
    fn reads_marks_declarations_and_guesses() {
        check("Köln".as_bytes(), None, false, "Köln", false);
        check(b"\xef\xbb\xbfplain", None, false, "plain", false);
        check(b"\xff\xfeh\0i\0", None, false, "hi", false);
        check(b"h\0e\0l\0l\0o\0", None, false, "hello", true);
        check(b"K\xf6ln", Some("iso-8859-1"), false, "Köln", false);
        check(b"<meta charset=windows-1252><p>K\xf6ln", None, true, "<meta charset=windows-1252><p>Köln", false);
        check("<meta charset=latin1><p>Köln".as_bytes(), None, true, "<meta charset=latin1><p>Köln", false);
        check(b"The mayor of K\xf6ln said so.", None, false, "The mayor of Köln said so.", true);
    }

    #[test]
    fn refuses_bytes_that_are_no_text() {
        let noise: Vec<u8> = (0..4000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        assert_eq!(decode(&noise, None, false), Err(Binary));
        assert_eq!(decode(&[0; 100], None, false), Err(Binary));
    }
}
