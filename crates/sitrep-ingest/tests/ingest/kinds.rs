//! One test for each kind of source.

use std::fs;
use std::io::Cursor;

use sitrep_ingest::{Facts, IngestOptions, ingest_bytes, ingest_html, ingest_with, merge_duplicates};
use sitrep_resources::Resources;
use sitrep_types::{BlockKind, Genre, How};

use crate::{Outcome, STORY, blocks_of, gzipped, read, read_with, story};

fn page() -> String {
    format!(
        r#"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Ferry sinks off the old harbour | The Harbour</title>
<meta property="og:site_name" content="The Harbour"><meta property="og:type" content="article">
<meta name="description" content="All passengers of the market boat were saved by fishermen.">
<meta property="article:published_time" content="2019-05-02T08:00:00+02:00"><meta name="author" content="Ana Lund">
<link rel="canonical" href="https://harbour.example/news/ferry"></head>
<body><nav><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li><li><a href="/goats">Goats</a></li></ul></nav>
<article><h1>Ferry sinks off the old harbour</h1><p class="dek">All passengers of the market boat were saved by fishermen.</p>
<p>{}</p><figure><img src="a.jpg"><figcaption>The wreck of the ferry lies on the sand. Photo: Jan Nowak/AFP</figcaption></figure>
<p>{} It&#8217;s &amp; was <b>old</b>.</p><p>{}</p><p>Sign up for our harbour newsletter</p></article>
<footer><p>© 2019 The Harbour. All rights reserved.</p></footer><script>alert("x < y")</script></body></html>"#,
        STORY[0], STORY[1], STORY[2]
    )
}

#[test]
fn a_page() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in [("ferry.html", page().into_bytes()), ("ferry.htm.gz", gzipped(page().as_bytes()))] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        let document = read(&[&path]).only();
        assert_eq!(document.title.as_deref(), Some("Ferry sinks off the old harbour"));
        assert_eq!(document.outlet.as_ref().map(|o| (o.name.as_str(), o.how)), Some(("The Harbour", How::Markup)));
        assert_eq!(document.url.as_deref(), Some("https://harbour.example/news/ferry"));
        assert_eq!(document.authors, ["Ana Lund"]);
        let published = document.published.as_ref().expect("dated");
        assert_eq!(
            (published.interval.earliest.map(|d| d.to_string()), published.how),
            (Some("2019-05-02".into()), How::Markup)
        );
        assert_eq!(document.genre, Genre::Report);
        assert_eq!(document.agencies, ["Reuters"]);
        assert_eq!(blocks_of(&document, BlockKind::Headline), ["Ferry sinks off the old harbour"]);
        assert_eq!(
            blocks_of(&document, BlockKind::Dek),
            ["All passengers of the market boat were saved by fishermen."]
        );
        assert_eq!(
            blocks_of(&document, BlockKind::Paragraph),
            [STORY[0].to_owned(), format!("{} It’s & was old.", STORY[1]), STORY[2].to_owned()]
        );
        assert_eq!(blocks_of(&document, BlockKind::Caption), ["The wreck of the ferry lies on the sand."]);
        assert!(!document.text.contains("Goats") && !document.text.contains("alert"), "{}", document.text);
    }
}

#[test]
fn words_of_a_page_lead_back_to_its_bytes() {
    let page = page();
    let document = ingest_html("ferry.html", &page, &Facts::default(), &IngestOptions::default()).expect("a document");
    let mut covered = 0;
    for segment in &document.source_map.segments {
        if segment.clean.len() == segment.input.len() {
            assert_eq!(segment.clean.slice(&document.text), segment.input.slice(&page));
            covered += segment.clean.len();
        }
    }
    assert!(covered * 100 >= document.text.len() * 95, "{covered} of {} bytes are mapped", document.text.len());
}

#[test]
fn text_with_a_sidecar_or_front_matter() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("one.txt"), story()).expect("written");
    fs::write(
        folder.path().join("one.meta.toml"),
        "title = \"Ferry sinks\"\noutlet = \"www.dw.com\"\npublished = 2019-05-02\ngenre = \"opinion\"\n",
    )
    .expect("written");
    fs::write(
        folder.path().join("two.md"),
        format!("---\ntitle: Ferry sinks\nurl: https://harbour.example/2019/05/03/x\n---\n\n{}", story()),
    )
    .expect("written");
    let outcome = read(&[folder.path()]);
    assert!(outcome.left_out.is_empty(), "a sidecar is no document: {:?}", outcome.left_out);
    let [one, two] = &outcome.documents[..] else { panic!("two documents") };
    assert_eq!(one.outlet.as_ref().map(|outlet| outlet.name.as_str()), Some("Deutsche Welle"));
    assert_eq!(one.published.as_ref().map(|p| p.how), Some(How::Metadata));
    assert_eq!(one.genre, Genre::Opinion);
    assert_eq!(
        two.published.as_ref().map(|p| (p.interval.earliest.map(|d| d.to_string()), p.how)),
        Some((Some("2019-05-03".into()), How::Address))
    );
    assert!(one.text.starts_with("Ferry sinks\n\nThe ferry left"), "{}", one.text);
    assert_eq!(one.id, two.id, "the same words under the same title are one document");
    let merged = merge_duplicates(outcome.documents.clone());
    assert_eq!(merged.len(), 1);
    assert_eq!(merged[0].inputs.len(), 2);
}

#[test]
fn lines_of_json() {
    let lines = format!(
        "{}\n\n{}\n{}\n",
        serde_json::json!({"id": "a-1", "title": "Ferry sinks", "text": story(), "outlet": "Harbour", "published": "2019-05-02"}),
        serde_json::json!({"html": page(), "language": "en-GB"}),
        serde_json::json!({"id": 7, "text": "Der Hafenmeister sagte am Dienstag, die Fähre sei gesunken und niemand sei dabei ertrunken, weil die Fischer alle gerettet hätten."}),
    );
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("all.jsonl.gz");
    fs::write(&path, gzipped(lines.as_bytes())).expect("written");
    let outcome = read(&[&path]);
    let name = path.to_string_lossy();
    assert_eq!(
        outcome.documents.iter().map(|d| d.inputs[0].clone()).collect::<Vec<_>>(),
        [format!("{name}#a-1"), format!("{name}#3")]
    );
    assert_eq!(outcome.left_out.len(), 1);
    assert_eq!(outcome.left_out[0].input, format!("{name}#7"));
    assert!(outcome.left_out[0].reason.contains("German"), "{}", outcome.left_out[0].reason);
    let everything = IngestOptions { languages: Vec::new(), ..IngestOptions::default() };
    assert_eq!(read_with(&[&path], &everything).documents.len(), 3);
}

#[test]
fn standard_input() {
    let line = serde_json::json!({"text": story()}).to_string();
    let mut outcome = Outcome::default();
    let resources = Resources::shipped().expect("sound tables");
    ingest_with(&["-".to_owned()], &IngestOptions::default(), &resources, &mut Cursor::new(line), &mut |i| {
        outcome.take(i);
    })
    .expect("sound patterns");
    assert_eq!(outcome.only().inputs, ["-#1"]);
}

#[test]
fn feeds() {
    let rss = format!(
        r#"<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
        <title>The Harbour</title><item><title>Ferry sinks</title><link>https://harbour.example/a</link><pubDate>Thu, 02 May 2019 08:00:00 GMT</pubDate>
        <content:encoded><![CDATA[<p>{}</p><p>{}</p>]]></content:encoded></item>
        <item><title>Goat elected</title><guid>x2</guid><description>The goat of the old mill was elected to the council of the town on Monday evening.</description></item></channel></rss>"#,
        STORY[0], STORY[1]
    );
    let atom = format!(
        r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>The Harbour</title><entry><id>urn:1</id><title>Ferry sinks</title><updated>2019-05-02T08:00:00Z</updated><author><name>Ana Lund</name></author><content type="html">&lt;p&gt;{}&lt;/p&gt;</content></entry></feed>"#,
        STORY[0]
    );
    let folder = tempfile::tempdir().expect("a folder");
    let (rss_path, atom_path) = (folder.path().join("a.rss"), folder.path().join("b.xml"));
    fs::write(&rss_path, rss).expect("written");
    fs::write(&atom_path, atom).expect("written");
    let outcome = read(&[&rss_path]);
    assert!(outcome.left_out.is_empty(), "{:?}", outcome.left_out);
    assert_eq!(outcome.documents.len(), 2);
    let first = &outcome.documents[0];
    assert_eq!(first.title.as_deref(), Some("Ferry sinks"));
    assert_eq!(first.outlet.as_ref().map(|o| (o.name.as_str(), o.how)), Some(("The Harbour", How::Metadata)));
    assert_eq!(
        first.published.as_ref().and_then(|p| p.interval.latest).map(|d| d.to_string()).as_deref(),
        Some("2019-05-02")
    );
    assert_eq!(blocks_of(first, BlockKind::Paragraph), [STORY[0], STORY[1]]);
    assert!(outcome.documents[1].inputs[0].ends_with("a.rss#x2"), "{:?}", outcome.documents[1].inputs);
    let entry = read(&[&atom_path]).only();
    assert_eq!(entry.authors, ["Ana Lund"]);
    assert!(entry.inputs[0].ends_with("b.xml#urn:1"));
}

fn record(kind: &str, id: &str, url: &str, body: &[u8]) -> Vec<u8> {
    let mut out = format!(
        "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Record-ID: <urn:uuid:{id}>\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2019-05-04T00:00:00Z\r\nContent-Type: application/http\r\nContent-Length: {}\r\n\r\n",
        body.len()
    )
    .into_bytes();
    out.extend_from_slice(body);
    out.extend_from_slice(b"\r\n\r\n");
    out
}

fn response(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
    let mut out = format!("HTTP/1.1 {status}\r\n{headers}\r\n\r\n").into_bytes();
    out.extend_from_slice(body);
    out
}

pub(crate) fn archive() -> Vec<u8> {
    let body = gzipped(page().as_bytes());
    let mut chunked = format!("{:x}\r\n", body.len()).into_bytes();
    chunked.extend_from_slice(&body);
    chunked.extend_from_slice(b"\r\n0\r\n\r\n");
    [
        record("warcinfo", "0", "", b"software: test\r\n"),
        record("request", "1", "https://harbour.example/a", b"GET /a HTTP/1.1\r\n\r\n"),
        record(
            "response",
            "2",
            "https://harbour.example/a",
            &response(
                "200 OK",
                "Content-Type: text/html; charset=utf-8\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked",
                &chunked,
            ),
        ),
        record(
            "response",
            "3",
            "https://harbour.example/b.png",
            &response("200 OK", "Content-Type: image/png", b"\x89PNG"),
        ),
        record(
            "response",
            "4",
            "https://harbour.example/c",
            &response("404 Not Found", "Content-Type: text/html", b"gone"),
        ),
        record(
            "response",
            "5",
            "https://p.dw.com/d",
            &response("200 OK", "Content-Type: text/plain", story().as_bytes()),
        ),
    ]
    .concat()
}

#[test]
fn archives() {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, bytes) in [("a.warc", archive()), ("a.warc.gz", gzipped(&archive()))] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).expect("written");
        let outcome = read(&[&path]);
        assert_eq!(outcome.documents.len(), 2, "{:?}", outcome.left_out);
        assert_eq!(outcome.left_out.len(), 1);
        assert!(outcome.left_out[0].input.ends_with("#urn:uuid:4") && outcome.left_out[0].reason.contains("404"));
        let text = &outcome.documents[1];
        assert!(text.inputs[0].ends_with("#urn:uuid:5"));
        assert_eq!(text.outlet.as_ref().map(|o| (o.name.as_str(), o.how)), Some(("Deutsche Welle", How::Address)));
        let published = text.published.as_ref().expect("bounded by the crawl");
        assert_eq!(
            (published.interval.earliest, published.interval.latest.map(|d| d.to_string())),
            (None, Some("2019-05-04".into()))
        );
    }
}

#[test]
fn folders_and_patterns_are_read_in_order() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::create_dir_all(folder.path().join("b/c")).expect("made");
    for name in ["z.txt", "a.txt", "b/m.txt", "b/c/k.txt", ".hidden.txt"] {
        fs::write(folder.path().join(name), format!("{} {name}", story())).expect("written");
    }
    let names = |outcome: &Outcome| -> Vec<String> {
        let prefix = format!("{}/", folder.path().display());
        outcome.documents.iter().map(|d| d.inputs[0].replace(&prefix, "")).collect()
    };
    assert_eq!(names(&read(&[folder.path()])), ["a.txt", "b/c/k.txt", "b/m.txt", "z.txt"]);
    assert_eq!(names(&read(&[&folder.path().join("*.txt")])), ["a.txt", "z.txt"]);
}

#[test]
fn a_file_named_twice_is_read_once_and_copies_share_an_id() {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, two) = (folder.path().join("one.txt"), folder.path().join("two.txt"));
    fs::write(&one, story()).expect("written");
    fs::write(&two, story().replace("\n\n", "\r\n\r\n")).expect("written");
    assert_eq!(read(&[&one, &one]).documents.len(), 1);
    let copies = read(&[&one, &two]).documents;
    assert_eq!(copies[0].id, copies[1].id);
}

#[test]
fn encodings() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("latin.txt");
    let text = format!("{} It was the caf\u{e9} of the old harbour.", story());
    fs::write(&path, encoding_rs::WINDOWS_1252.encode(&text).0).expect("written");
    let document = read(&[&path]).only();
    assert!(document.text.contains("café"), "{}", document.text);
    assert!(document.diagnostics.iter().any(|d| d.message.contains("no encoding is declared")));
}

#[test]
fn bytes_in_memory() {
    let mut outcome = Outcome::default();
    ingest_bytes("x.jsonl", format!("{{\"text\":\"{}\"}}", STORY[0]).as_bytes(), &IngestOptions::default(), &mut |i| {
        outcome.take(i);
    });
    assert_eq!(outcome.only().inputs, ["x.jsonl#1"]);
}
