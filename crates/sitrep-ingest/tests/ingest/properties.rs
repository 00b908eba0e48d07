//! What holds for any input: nothing panics, spans are sound, copied bytes are the input's bytes, and the same input
//! gives the same document.

use proptest::prelude::*;
use sitrep_ingest::{Facts, IngestOptions, ingest_bytes, ingest_html, ingest_text, ingest_text_with};
use sitrep_types::{Document, Span};

use crate::Outcome;

/// Checks what a later stage relies on; `input` is the text that the source map points into.
fn assert_sound(document: &Document, input: Option<&str>) {
    let mut end = 0;
    for (number, block) in document.blocks.iter().enumerate() {
        let text = block.span.slice(&document.text).expect("a block lies in the text, on character boundaries");
        assert!(!text.trim().is_empty() && text == text.trim(), "a block is no blank: {text:?}");
        assert!(!text.contains('\n'), "a block is one line");
        if number > 0 {
            assert_eq!(Span::new(end, block.span.start).slice(&document.text), Some("\n\n"));
        } else {
            assert_eq!(block.span.start, 0);
        }
        end = block.span.end;
    }
    assert_eq!(end, document.text.len(), "blocks cover the text");
    let mut last = 0;
    for segment in &document.source_map.segments {
        assert!(segment.clean.start >= last && segment.clean.end <= document.text.len());
        last = segment.clean.end;
        if let Some(input) = input {
            assert!(segment.input.slice(input).is_some(), "a segment lies in the input");
            if segment.clean.len() == segment.input.len() {
                assert_eq!(segment.clean.slice(&document.text), segment.input.slice(input));
            }
        }
    }
    assert!(!document.inputs.is_empty());
}

/// Lines as pages have them, in any order.
fn page_line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("The army took the old bridge on Friday, a colonel told Reuters.Troops dug in.".to_owned()),
        Just("Photo: Jan Nowak/AFP".to_owned()),
        Just("Smoke over the bridgeImage: Reuters/J. N.".to_owned()),
        Just("View all comments".to_owned()),
        Just("date 2019-05-02 The bridge fell.".to_owned()),
        Just("• One. • Two. • Three".to_owned()),
        Just("08:40 — A shell fell. 09:15 — Nothing.".to_owned()),
        Just("(AFP, Reuters, AP)".to_owned()),
        Just("Read more: (Photo by".to_owned()),
        Just("---".to_owned()),
        Just("in ,".to_owned()),
        Just(String::new()),
        "\\PC{0,80}",
        "[A-Z][a-z.!?,;:“”\"'’()\\[\\]|©•–— \u{a0}]{0,60}",
    ]
}

/// Pieces of pages, in any order.
fn markup_piece() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("<p>The army took the old bridge on Friday, a colonel told Reuters.</p>".to_owned()),
        Just("<div class='caption'><figure><figcaption>Smoke &amp; fire</figcaption>".to_owned()),
        Just("<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":[{}]}</script>".to_owned()),
        Just("<meta property=og:title content='A bridge'>".to_owned()),
        Just("<h1>A bridge falls over</h1>".to_owned()),
        Just("</p></div></b><!-- <p> -->".to_owned()),
        Just("<time datetime=\"2019-05-02\">".to_owned()),
        Just("&#x110000;&#0;&eacute&copy;&amp".to_owned()),
        Just("<b><i><a href=\"".to_owned()),
        "\\PC{0,60}",
        "[<>/&;a-z=\"' ]{0,40}",
    ]
}

proptest! {
    #[test]
    fn any_text(lines in prop::collection::vec(page_line(), 0..14), separator in "\n|\n\n|\r\n") {
        let text = lines.join(&separator);
        let document = ingest_text("x.txt", &text);
        assert_sound(&document, Some(&text));
        prop_assert_eq!(&document, &ingest_text("x.txt", &text));
        assert_sound(&ingest_text("x.md", &text), Some(&text));
    }

    #[test]
    fn any_title_beside_any_text(title in "\\PC{1,40}", lines in prop::collection::vec(page_line(), 0..6)) {
        let text = lines.join("\n");
        let facts = Facts { title: Some(title.clone()), dek: Some(title), ..Facts::default() };
        assert_sound(&ingest_text_with("x.txt", &text, &facts), Some(&text));
    }

    #[test]
    fn any_bytes(
        kind in prop::sample::select(vec!["a.txt", "a.md", "a.jsonl", "a.xml", "a.warc", "a.jsonl.gz", "a.warc.gz", "a"]),
        prefix in prop::sample::select(vec!["", "{\"text\":\"", "WARC/1.0\r\nContent-Length: 9\r\n\r\n", "<?xml?><rss>", "---\nx: "]),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        let mut outcome = Outcome::default();
        let input = [prefix.as_bytes(), &bytes].concat();
        ingest_bytes(kind, &input, &IngestOptions::default(), &mut |ingested| outcome.take(ingested));
        outcome.documents.iter().for_each(|document| assert_sound(document, None));
        // An archive, by its name or its first bytes, may hold records that are no news; whatever else goes in comes out
        // as one thing or the other.
        let archive = kind.contains("warc") || prefix.starts_with("WARC/");
        prop_assert!(archive || outcome.documents.len() + outcome.left_out.len() > 0);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_page(pieces in prop::collection::vec(markup_piece(), 0..16), max_html_depth in prop::sample::select(vec![0, 500])) {
        let html = pieces.concat();
        let options = IngestOptions { max_html_depth, ..IngestOptions::default() };
        if let Ok(document) = ingest_html("x.html", &html, &Facts::default(), &options) {
            assert_sound(&document, Some(&html));
            prop_assert_eq!(Ok(document), ingest_html("x.html", &html, &Facts::default(), &options));
        }
    }
}
