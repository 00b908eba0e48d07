//! Bad input, one kind a test: each is left out with a clear reason, and the good file beside it is read.

use std::fs;
use std::path::{Path, PathBuf};

use sitrep_ingest::{Facts, IngestOptions, ingest_html};

use crate::{Outcome, gzipped, kinds, read, read_with, story};

/// A folder with a good file and a bad one; after reading it the good one must be there.
struct Beside {
    folder: tempfile::TempDir,
    bad: PathBuf,
}

impl Beside {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("good.txt"), story()).expect("written");
        let bad = folder.path().join(name);
        fs::write(&bad, bytes).expect("written");
        Self { folder, bad }
    }

    fn read_with(&self, options: &IngestOptions) -> Outcome {
        let mut outcome = read_with(&[self.folder.path()], options);
        let before = outcome.documents.len();
        outcome.documents.retain(|document| !document.inputs[0].ends_with("good.txt"));
        assert_eq!(outcome.documents.len() + 1, before, "the good file was read");
        outcome
    }

    fn check(&self, reason: &str) {
        self.check_with(&IngestOptions::default(), reason);
    }

    fn check_with(&self, options: &IngestOptions, reason: &str) {
        let outcome = self.read_with(options);
        assert!(outcome.reason().contains(reason), "{}", outcome.reason());
        assert!(outcome.left_out[0].input.starts_with(&*self.bad.to_string_lossy()), "{}", outcome.left_out[0].input);
    }
}

#[test]
fn empty_files() {
    for name in ["a.txt", "a.html", "a.jsonl", "a.xml", "a.warc"] {
        Beside::new(name, b"").check("is empty");
    }
    Beside::new("a.txt", b" \n \n").check("is empty");
}

#[test]
fn a_file_of_two_hundred_megabytes() {
    let beside = Beside::new("huge.txt", b"");
    fs::File::options().write(true).open(&beside.bad).and_then(|file| file.set_len(200 << 20)).expect("a sparse file");
    beside.check("larger than the limit of 50 MB");
}

#[test]
fn a_gzip_bomb() {
    let beside = Beside::new("bomb.txt.gz", &gzipped(&vec![b'a'; 8 << 20]));
    beside.check_with(&IngestOptions { max_decompressed_bytes: 1 << 20, ..IngestOptions::default() }, "gzip bomb");
    let lines = Beside::new("bomb.jsonl.gz", &gzipped(&vec![b'a'; 8 << 20]));
    let strict = IngestOptions { max_bytes: 1 << 20, max_growth: 100, ..IngestOptions::default() };
    lines.check_with(&strict, "gzip bomb");
}

#[test]
fn a_gzip_file_that_is_none_or_cut_short() {
    Beside::new("a.txt.gz", b"plain text after all").check("no gzip file");
    let whole = gzipped(story().as_bytes());
    Beside::new("a.txt.gz", &whole[..whole.len() / 2]).check("cut short");
}

#[test]
fn invalid_utf8_without_a_declaration_is_read_with_a_remark() {
    let mut bytes = story().into_bytes();
    bytes.extend_from_slice(b" The caf\xe9 burnt.");
    let outcome = Beside::new("latin.txt", &bytes).read_with(&IngestOptions::default());
    let document = outcome.only();
    assert!(document.diagnostics.iter().any(|d| d.message.contains("no encoding is declared")), "{document:?}");
}

#[test]
fn bytes_that_are_no_text() {
    let noise: Vec<u8> = (0..5000_u32).map(|number| (number.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    Beside::new("noise.txt", &noise).check("is no text");
    Beside::new("report.pdf", b"%PDF-1.4").check("is of no kind that is read");
}

#[test]
fn a_truncated_archive() {
    let archive = kinds::archive();
    let beside = Beside::new("a.warc", &archive[..archive.len() - 200]);
    let outcome = beside.read_with(&IngestOptions::default());
    assert_eq!(outcome.documents.len(), 1, "what came before the break was read");
    assert!(outcome.left_out.iter().any(|l| l.reason.contains("breaks off within a record")), "{:?}", outcome.left_out);
    Beside::new("b.warc", b"WARC/1.0\r\nContent-Length: 99999999999999\r\n\r\nx").check("breaks off");
    Beside::new("c.warc", b"no archive at all\r\n").check("no record");
}

#[test]
fn a_broken_line_of_json() {
    let good =
        |number: u32| serde_json::json!({"id": format!("n{number}"), "text": format!("{} Number {number}.", story())});
    let mut lines: Vec<String> = (1..=9).map(|number| good(number).to_string()).collect();
    lines[6].truncate(40);
    let outcome = Beside::new("a.jsonl", lines.join("\n").as_bytes()).read_with(&IngestOptions::default());
    assert_eq!(outcome.documents.len(), 8);
    assert_eq!(outcome.left_out.len(), 1);
    assert!(outcome.left_out[0].input.ends_with("a.jsonl#7"));
    assert!(outcome.left_out[0].reason.contains("no JSON"), "{}", outcome.left_out[0].reason);
}

#[test]
fn lines_of_json_without_a_document() {
    Beside::new("a.jsonl", b"[1,2]").check("no object");
    Beside::new("a.jsonl", b"{\"title\":\"x\"}").check("neither \"text\" nor \"html\"");
    Beside::new("a.jsonl", b"{\"text\":\"caf\xe9 and bar\"}").check("UTF-8");
    Beside::new("a.jsonl", format!("{}1{}", "[".repeat(100_000), "]".repeat(100_000)).as_bytes()).check("no JSON");
    let long = format!("{{\"text\":\"{}\"}}", "a ".repeat(10_000));
    let options = IngestOptions { max_bytes: 10_000, ..IngestOptions::default() };
    Beside::new("a.jsonl", long.as_bytes()).check_with(&options, "longer than the limit");
}

#[test]
fn a_page_nested_a_hundred_thousand_deep() {
    let deep = format!("{}{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    Beside::new("a.html", deep.as_bytes()).check("nested deeper than the limit of 500");
    let with_text = format!("{}<p>{}</p>", "<div>".repeat(100_000), story());
    let document = ingest_html("a.html", &with_text, &Facts::default(), &IngestOptions::default()).expect("its text");
    assert!(document.text.contains("The ferry left"));
    assert!(document.diagnostics.iter().any(|d| d.message.contains("nested deeper")), "{:?}", document.diagnostics);
}

#[test]
fn feeds_that_are_none() {
    Beside::new("a.xml", b"<note><to>you</to></note>").check("no RSS or Atom feed");
    Beside::new("a.rss", b"<rss version=\"2.0\"><channel><title>x</title></channel></rss>").check("without entries");
    Beside::new("a.xml", "<a>".repeat(100_000).as_bytes()).check("nested too deep");
}

#[test]
fn names_that_lead_nowhere() {
    assert!(read(&[Path::new("/no/such/file.txt")]).reason().contains("does not exist"));
    let folder = tempfile::tempdir().expect("a folder");
    assert!(read(&[&folder.path().join("*.txt")]).reason().contains("matches no file"));
}

#[cfg(unix)]
#[test]
fn a_file_without_permission() {
    use std::os::unix::fs::PermissionsExt;
    let beside = Beside::new("secret.txt", story().as_bytes());
    fs::set_permissions(&beside.bad, fs::Permissions::from_mode(0o000)).expect("changed");
    if fs::File::open(&beside.bad).is_ok() {
        return; // the superuser may read everything
    }
    beside.check("permission denied");
}

#[cfg(unix)]
#[test]
fn folders_and_links_that_lead_in_circles() {
    use std::os::unix::fs::symlink;
    let beside = Beside::new("gone.txt", b"");
    fs::remove_file(&beside.bad).expect("removed");
    symlink("nowhere.txt", &beside.bad).expect("linked");
    beside.check("leads nowhere");

    let beside = Beside::new("loop", b"");
    fs::remove_file(&beside.bad).expect("removed");
    symlink(beside.folder.path(), &beside.bad).expect("linked");
    beside.check("leads back to the folder");

    let beside = Beside::new("self.txt", b"");
    fs::remove_file(&beside.bad).expect("removed");
    symlink("self.txt", &beside.bad).expect("linked");
    beside.check("leads back to itself");
}
