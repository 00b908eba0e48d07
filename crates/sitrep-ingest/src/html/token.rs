//! A page as a row of tags and texts with their places: enough to read metadata, to find words again in the source,
//! and to read a page whose nesting no tree could bear. Linear in time, never recursive.

use std::ops::Range;

/// One piece of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// A start tag; `name` in small letters.
    Open { name: String, attributes: &'a str },
    /// An end tag.
    Close { name: String },
    /// Text, character references and all.
    Text(Range<usize>),
    /// The content of an element that holds no tags: script, style, title, textarea and their like.
    Raw { name: &'static str, attributes: &'a str, content: Range<usize> },
}

/// Elements whose content is not markup.
const RAW: &[&str] = &["script", "style", "title", "textarea", "noframes", "iframe", "xmp", "noembed"];
/// Elements without content.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that a parser closes by itself before the next of their kind.
const SELF_CLOSING: &[&str] =
    &["p", "li", "dt", "dd", "tr", "td", "th", "option", "thead", "tbody", "tfoot", "rt", "rp"];
/// Elements that a parser opens again in every block that follows where they were left open.
const FORMATTING: &[&str] =
    &["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "select",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "button",
    "label",
    "item",
    "list",
    "row",
    "cell",
    "quote",
];

/// Whether an element stands on lines of its own.
pub(crate) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name)
}

/// The pieces of a page, in order.
pub(crate) struct Tokens<'a> {
    html: &'a str,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(html: &'a str) -> Self {
        Self { html, at: 0 }
    }

    /// Where the tag that starts at `self.at` ends: quoted attributes may hold `>`.
    fn tag_end(&self) -> usize {
        let bytes = self.html.as_bytes();
        let mut quote = None;
        let mut after_equals = false;
        for (offset, byte) in bytes[self.at..].iter().enumerate() {
            match (quote, byte) {
                (Some(open), byte) if *byte == open => quote = None,
                (Some(_), _) => {}
                (None, b'"' | b'\'') if after_equals => quote = Some(*byte),
                (None, b'>') => return self.at + offset + 1,
                (None, byte) => after_equals = *byte == b'=' || (after_equals && byte.is_ascii_whitespace()),
            }
        }
        bytes.len()
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.html.get(self.at..)?;
            if rest.is_empty() {
                return None;
            }
            if !starts_tag(rest) {
                let next = rest.char_indices().skip(1).find(|(at, c)| *c == '<' && starts_tag(&rest[*at..]));
                let end = next.map_or(self.html.len(), |(at, _)| self.at + at);
                let text = self.at..end;
                self.at = end;
                return Some(Token::Text(text));
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                self.at = comment.find("-->").map_or(self.html.len(), |end| self.at + 4 + end + 3);
                continue;
            }
            if let Some(data) = rest.strip_prefix("<![CDATA[") {
                let start = self.at + 9;
                let end = data.find("]]>").map_or(self.html.len(), |end| start + end);
                self.at = (end + 3).min(self.html.len());
                return Some(Token::Text(start..end));
            }
            let start = self.at;
            let end = self.tag_end();
            self.at = end;
            let inside = self.html[start + 1..end].trim_end_matches('>');
            if inside.starts_with(['!', '?']) {
                continue;
            }
            let (is_close, inside) = match inside.strip_prefix('/') {
                Some(inside) => (true, inside),
                None => (false, inside),
            };
            let name_end = inside.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(inside.len());
            let name = inside[..name_end].to_ascii_lowercase();
            if is_close {
                return Some(Token::Close { name });
            }
            let attributes = &inside[name_end..];
            if let Some(raw) = RAW.iter().find(|raw| **raw == name) {
                let content_end = find_close(self.html, self.at, raw);
                let content = self.at..content_end;
                self.at = content_end;
                return Some(Token::Raw { name: raw, attributes, content });
            }
            return Some(Token::Open { name, attributes });
        }
    }
}

fn starts_tag(rest: &str) -> bool {
    let bytes = rest.as_bytes();
    bytes[0] == b'<'
        && bytes.get(1).is_some_and(|next| {
            next.is_ascii_alphabetic()
                || matches!(next, b'!' | b'?')
                || (*next == b'/' && bytes.get(2).is_some_and(u8::is_ascii_alphabetic))
        })
}

/// Where `</name` stands after `from`, whatever its capitals.
fn find_close(html: &str, from: usize, name: &str) -> usize {
    let bytes = html.as_bytes();
    let mut at = from;
    while let Some(offset) = bytes[at..].windows(2).position(|pair| pair == b"</") {
        let start = at + offset;
        let candidate = bytes.get(start + 2..start + 2 + name.len());
        if candidate.is_some_and(|candidate| candidate.eq_ignore_ascii_case(name.as_bytes())) {
            return start;
        }
        at = start + 2;
    }
    html.len()
}

/// The value of an attribute, its character references read.
pub(crate) fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        let name_end = rest.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(rest.len());
        let name = &rest[..name_end];
        let after = rest[name_end..].trim_start();
        let value;
        if let Some(assigned) = after.strip_prefix('=') {
            let assigned = assigned.trim_start();
            let quote = assigned.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (start, end) = match quote {
                Some(quote) => (1, assigned[1..].find(quote).map_or(assigned.len(), |end| end + 1)),
                None => (0, assigned.find(char::is_whitespace).unwrap_or(assigned.len())),
            };
            value = &assigned[start..end];
            rest = assigned.get(end + usize::from(quote.is_some())..).unwrap_or_default();
        } else {
            value = "";
            // A lone "=" or quote would stop the loop from advancing.
            rest = if name_end == 0 { rest.get(1..).unwrap_or_default() } else { after };
        }
        if name.eq_ignore_ascii_case(wanted) {
            return Some(decoded(value));
        }
    }
}

/// How deep the page nests, as a parser would build it; a page that would cost a parser far more than its size counts
/// as bottomless.
pub(crate) fn depth(html: &str) -> usize {
    /// Elements opened again in later blocks, in all.
    const MOST_REOPENED: usize = 2_000_000;
    /// Tags of a page; the longest live pages have some ten thousand.
    const MOST_TAGS: usize = 500_000;
    let (mut depth, mut deepest, mut formatting, mut reopened, mut tags) = (0_usize, 0, 0_usize, 0, 0);
    for token in Tokens::new(html) {
        match token {
            Token::Open { name, attributes } => {
                tags += 1;
                reopened += formatting;
                if FORMATTING.contains(&name.as_str()) {
                    formatting += 1;
                }
                if !VOID.contains(&name.as_str())
                    && !SELF_CLOSING.contains(&name.as_str())
                    && !attributes.trim_end().ends_with('/')
                {
                    depth += 1;
                    deepest = deepest.max(depth);
                } else if attributes.trim_end().ends_with('/') && !VOID.contains(&name.as_str()) {
                    // HTML ignores the slash: `<div/>` opens.
                    depth += 1;
                    deepest = deepest.max(depth);
                }
            }
            Token::Close { name } => {
                tags += 1;
                if FORMATTING.contains(&name.as_str()) {
                    formatting = formatting.saturating_sub(1);
                }
                if !VOID.contains(&name.as_str()) && !SELF_CLOSING.contains(&name.as_str()) {
                    depth = depth.saturating_sub(1);
                }
            }
            _ => {}
        }
        if reopened > MOST_REOPENED || tags > MOST_TAGS {
            return usize::MAX;
        }
    }
    deepest
}

/// Whether a text holds tags.
pub(crate) fn is_markup(text: &str) -> bool {
    Tokens::new(text).any(|token| !matches!(token, Token::Text(_)))
}

/// Whether bytes begin as a page does.
pub(crate) fn looks_like_page(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
    let head = head.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    head.starts_with("<!doctype html") || head.starts_with("<html") || head.contains("<head") || head.contains("<body")
}

/// A character reference at the start of `text`: what it stands for, and its length.
pub(crate) fn reference(text: &str) -> Option<(char, usize)> {
    let body = text.strip_prefix('&')?;
    if let Some(number) = body.strip_prefix('#') {
        let (digits, radix) = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => (hexadecimal, 16),
            None => (number, 10),
        };
        let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len()).min(8);
        let code = u32::from_str_radix(digits.get(..length)?, radix).ok()?;
        // Pages number characters as Windows does in the range that Unicode leaves to controls.
        let character = match code {
            0x80..=0x9f => encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[code as u8]).0.chars().next(),
            _ => char::from_u32(code),
        };
        let prefix = text.len() - digits.len();
        let has_semicolon = digits[length..].starts_with(';');
        return Some((character.unwrap_or('\u{fffd}'), prefix + length + usize::from(has_semicolon)));
    }
    let length = body.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(body.len());
    let name = body.get(..length.min(12))?;
    let character = NAMED.iter().find(|(known, _)| *known == name).map(|(_, character)| *character)?;
    let has_semicolon = body[length..].starts_with(';');
    // Without its semicolon "&copy=1" in an address is no reference.
    has_semicolon.then_some((character, 1 + length + 1))
}

/// A text with its character references read.
pub(crate) fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        match reference(&rest[at..]) {
            Some((character, length)) => {
                out.push(character);
                rest = &rest[at + length..];
            }
            None => {
                out.push('&');
                rest = &rest[at + 1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The references that news pages use.
const NAMED: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{a0}'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("sbquo", '‚'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("bdquo", '„'),
    ("hellip", '…'),
    ("bull", '•'),
    ("middot", '·'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("deg", '°'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("sect", '§'),
    ("para", '¶'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lsaquo", '‹'),
    ("rsaquo", '›'),
    ("times", '×'),
    ("divide", '÷'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("plusmn", '±'),
    ("micro", 'µ'),
    ("shy", '\u{ad}'),
    ("zwnj", '\u{200c}'),
    ("zwj", '\u{200d}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("minus", '−'),
    ("prime", '′'),
    ("Prime", '″'),
    ("dagger", '†'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
    ("ordf", 'ª'),
    ("ordm", 'º'),
    ("aacute", 'á'),
    ("Aacute", 'Á'),
    ("agrave", 'à'),
    ("Agrave", 'À'),
    ("acirc", 'â'),
    ("Acirc", 'Â'),
    ("atilde", 'ã'),
    ("Atilde", 'Ã'),
    ("auml", 'ä'),
    ("Auml", 'Ä'),
    ("aring", 'å'),
    ("Aring", 'Å'),
    ("aelig", 'æ'),
    ("AElig", 'Æ'),
    ("ccedil", 'ç'),
    ("Ccedil", 'Ç'),
    ("eacute", 'é'),
    ("Eacute", 'É'),
    ("egrave", 'è'),
    ("Egrave", 'È'),
    ("ecirc", 'ê'),
    ("Ecirc", 'Ê'),
    ("euml", 'ë'),
    ("Euml", 'Ë'),
    ("iacute", 'í'),
    ("Iacute", 'Í'),
    ("igrave", 'ì'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("Ntilde", 'Ñ'),
    ("oacute", 'ó'),
    ("Oacute", 'Ó'),
    ("ograve", 'ò'),
    ("ocirc", 'ô'),
    ("Ocirc", 'Ô'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("Ouml", 'Ö'),
    ("oslash", 'ø'),
    ("Oslash", 'Ø'),
    ("oelig", 'œ'),
    ("OElig", 'Œ'),
    ("scaron", 'š'),
    ("Scaron", 'Š'),
    ("szlig", 'ß'),
    ("uacute", 'ú'),
    ("Uacute", 'Ú'),
    ("ugrave", 'ù'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("Uuml", 'Ü'),
    ("yacute", 'ý'),
    ("yuml", 'ÿ'),
    ("eth", 'ð'),
    ("thorn", 'þ'),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_a_page_into_pieces() {
        let html = "<p class=\"a>b\">One <b>two</b><!-- no --><script>if (a<b) {}</script> < 3 &amp; 4</p>";
        let texts: Vec<&str> = Tokens::new(html)
            .filter_map(|token| if let Token::Text(range) = token { Some(&html[range]) } else { None })
            .collect();
        assert_eq!(texts, ["One ", "two", " < 3 &amp; 4"]);
    }

    #[test]
    fn reads_attributes_and_references() {
        let attributes = r#" content="A &amp; B" property='og:title' checked data-x=y/z"#;
        assert_eq!(attribute(attributes, "content").as_deref(), Some("A & B"));
        assert_eq!(attribute(attributes, "PROPERTY").as_deref(), Some("og:title"));
        assert_eq!(attribute(attributes, "data-x").as_deref(), Some("y/z"));
        assert_eq!(attribute(attributes, "checked").as_deref(), Some(""));
        assert_eq!(attribute(" = \" x", "none"), None);
        assert_eq!(decoded("caf&eacute; &#8212; &#x2019; &#151; &unknown; &copy=1"), "café — ’ — &unknown; &copy=1");
    }

    #[test]
    fn measures_depth() {
        assert_eq!(depth("<div><p>a<p>b<br></div>"), 1);
        assert_eq!(depth(&"<div>".repeat(100_000)), 100_000);
        assert_eq!(depth(&format!("{}{}", "<b>".repeat(200), "<p>".repeat(20_000))), usize::MAX);
    }
}
