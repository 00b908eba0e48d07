//! What a project file promises, from the outside.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sitrep_store::{Project, Put, RecordState, StoreError};
use sitrep_types::{
    Block, BlockKind, Document, DocumentEntry, DocumentId, Genre, How, Layer, LeftOut, Mark, OutletName, Place,
    PlaceKey, PlaceKind, Reading, Record, RecordPlace, SourceMap, Span,
};

fn document(id: &str, input: &str, text: &str) -> Document {
    Document {
        id: DocumentId(id.to_owned()),
        inputs: vec![input.to_owned()],
        title: Some("Bridge reopened".to_owned()),
        outlet: None,
        url: None,
        authors: Vec::new(),
        published: None,
        language: Some("en".to_owned()),
        genre: Genre::Unknown,
        agencies: Vec::new(),
        dateline_place: None,
        text: text.to_owned(),
        blocks: vec![Block { kind: BlockKind::Paragraph, span: Span::new(0, text.len()) }],
        source_map: SourceMap::default(),
        diagnostics: Vec::new(),
    }
}

fn reading(document: &Document) -> Reading {
    Reading {
        document: document.clone(),
        claims: Vec::new(),
        places: Vec::new(),
        times: Vec::new(),
        relays: vec!["Northern Wire".to_owned()],
        sentences: vec![Span::new(0, 3)],
        marks: vec![Mark { span: Span::new(4, 10), layer: Layer::Place }],
        diagnostics: Vec::new(),
    }
}

fn record(documents: &[Document]) -> Record {
    Record {
        documents: documents
            .iter()
            .map(|document| DocumentEntry {
                document: document.clone(),
                published: None,
                published_reason: Some("nothing says".to_owned()),
                genre: Genre::Report,
                copy_of: None,
                copy_reason: None,
                relays: Vec::new(),
            })
            .collect(),
        loaded_words: BTreeMap::from([("Valley Post".to_owned(), BTreeMap::from([("thugs".to_owned(), 2)]))]),
        ..Record::default()
    }
}

fn new_project() -> (tempfile::TempDir, PathBuf, Project) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("case.sitrep");
    let project = Project::open_or_create(&path).expect("a new project");
    (folder, path, project)
}

#[test]
fn what_is_put_is_there_after_reopening() {
    let (_folder, path, mut project) = new_project();
    let first = document("d1", "a.txt", "The bridge was reopened.");
    assert_eq!(project.put_document(&first, Some(&reading(&first))).unwrap(), Put::New);
    let left_out = LeftOut { input: "b.txt".to_owned(), reason: "empty".to_owned() };
    project.put_left_out(&left_out).unwrap();
    project.put_record(&record(std::slice::from_ref(&first))).unwrap();
    drop(project);

    let project = Project::open(&path).unwrap();
    assert_eq!(project.documents().unwrap(), std::slice::from_ref(&first));
    assert_eq!(project.readings().unwrap(), [reading(&first)]);
    assert_eq!(project.left_out().unwrap(), [left_out]);
    assert_eq!(project.record().unwrap(), Some(record(&[first])));
    assert_eq!(project.record_state().unwrap(), RecordState::Current);
    assert!(project.has_input("a.txt").unwrap() && project.has_input("b.txt").unwrap());
    assert!(!project.has_input("c.txt").unwrap());
}

#[test]
fn two_inputs_of_one_document_become_one_in_any_order() {
    let plain = document("d1", "a.txt", "The bridge was reopened.");
    let mut dated = document("d1", "b.html", "The bridge was reopened.");
    dated.outlet = Some(OutletName { name: "Valley Post".to_owned(), how: How::Markup });
    let mut tagged = document("d1", "c.html", "The bridge was reopened.");
    tagged.outlet = Some(OutletName { name: "Reprint Daily".to_owned(), how: How::Markup });
    tagged.url = Some("https://reprint.example/1".to_owned());

    let forms = [&plain, &dated, &tagged];
    let orders = [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]];
    let results: Vec<Document> = orders
        .iter()
        .map(|order| {
            let mut project = Project::in_memory().unwrap();
            for index in order {
                project.put_document(forms[*index], None).unwrap();
            }
            project.documents().unwrap().remove(0)
        })
        .collect();
    assert_eq!(results[0].inputs, ["a.txt", "b.html", "c.html"]);
    assert_eq!(results[0].outlet.as_ref().unwrap().name, "Valley Post", "the first input that knows it");
    assert_eq!(results[0].url.as_deref(), Some("https://reprint.example/1"));
    assert!(results.iter().all(|result| *result == results[0]));
}

#[test]
fn a_document_that_another_input_completes_is_read_again() {
    let mut project = Project::in_memory().unwrap();
    let plain = document("d1", "a.txt", "The bridge was reopened.");
    let mut with_url = document("d1", "b.html", "The bridge was reopened.");
    with_url.url = Some("https://post.example/1".to_owned());
    project.put_document_with(&plain, None, Some((&reading(&plain), "v1"))).unwrap();
    assert!(project.documents_to_read("v1").unwrap().is_empty());
    assert_eq!(project.documents_to_read("v2").unwrap().len(), 1, "another version reads it again");

    let copy = document("d1", "c.txt", "The bridge was reopened.");
    assert_eq!(project.put_document(&copy, None).unwrap(), Put::AnotherInput);
    assert!(project.documents_to_read("v1").unwrap().is_empty(), "nothing new was learnt");
    assert_eq!(project.put_document(&with_url, None).unwrap(), Put::Completed);
    assert_eq!(project.documents_to_read("v1").unwrap().len(), 1);
    assert_eq!(project.put_document(&with_url, None).unwrap(), Put::Unchanged);
}

#[test]
fn an_input_that_changed_leaves_its_old_document() {
    let mut project = Project::in_memory().unwrap();
    let old = document("d1", "a.txt", "Old words.");
    let new = document("d2", "a.txt", "New words.");
    project.put_document_with(&old, Some("f1"), None).unwrap();
    assert!(project.has_unchanged_input("a.txt", "f1").unwrap());
    project.put_document_with(&new, Some("f2"), None).unwrap();
    assert!(!project.has_unchanged_input("a.txt", "f1").unwrap());
    assert_eq!(project.documents().unwrap(), [new]);

    project.put_left_out(&LeftOut { input: "a.txt".to_owned(), reason: "empty".to_owned() }).unwrap();
    assert!(project.documents().unwrap().is_empty());
    assert_eq!(project.left_out().unwrap().len(), 1);
}

#[test]
fn removing_an_input_keeps_what_others_hold() {
    let mut project = Project::in_memory().unwrap();
    project.put_document(&document("d1", "a.txt", "Words."), None).unwrap();
    project.put_document(&document("d1", "b.txt", "Words."), None).unwrap();
    assert!(project.remove_input("a.txt").unwrap());
    assert_eq!(project.documents().unwrap()[0].inputs, ["b.txt"]);
    assert!(project.remove_input("b.txt").unwrap());
    assert!(project.documents().unwrap().is_empty());
    assert!(!project.remove_input("b.txt").unwrap());
}

#[test]
fn the_record_says_when_it_is_out_of_date() {
    let mut project = Project::in_memory().unwrap();
    assert_eq!(project.record_state().unwrap(), RecordState::Missing);
    let first = document("d1", "a.txt", "Words.");
    project.put_document(&first, None).unwrap();
    project.put_record(&record(std::slice::from_ref(&first))).unwrap();
    project.put_document(&first, None).unwrap();
    assert_eq!(project.record_state().unwrap(), RecordState::Current, "the same again changes nothing");
    project.put_document(&document("d2", "b.txt", "More."), None).unwrap();
    assert_eq!(project.record_state().unwrap(), RecordState::OutOfDate);
    assert!(project.record().unwrap().is_some(), "the old record can still be shown");
    project.remove_document(&first.id).unwrap();
    assert_eq!(project.record_state().unwrap(), RecordState::Missing, "it rested on what is gone");
}

#[test]
fn a_record_of_unknown_documents_is_refused_and_the_old_one_kept() {
    let mut project = Project::in_memory().unwrap();
    let first = document("d1", "a.txt", "Words.");
    project.put_document(&first, None).unwrap();
    project.put_record(&record(std::slice::from_ref(&first))).unwrap();
    let error = project.put_record(&record(&[document("d9", "z.txt", "?")])).unwrap_err();
    assert!(matches!(error, StoreError::UnknownDocument { .. }), "{error}");
    assert_eq!(project.record().unwrap(), Some(record(&[first])));
}

#[test]
fn sql_users_find_the_views() {
    let (_folder, path, project) = new_project();
    drop(project);
    let connection = rusqlite::Connection::open(&path).unwrap();
    let page = include_str!("../../../docs/formats/sqlite.md");
    let mut statement = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'view' ORDER BY name").unwrap();
    let views: Vec<String> = statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
    assert!(views.len() > 10);
    for view in views {
        connection.prepare(&format!("SELECT * FROM {view}")).unwrap().exists([]).unwrap();
        assert!(page.contains(&format!("`{view}`")), "docs/formats/sqlite.md does not tell of the view {view}");
    }
}

/// Opens what `make` writes to a fresh path, and gives the error.
fn error_of(make: impl Fn(&Path)) -> StoreError {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.sitrep");
    make(&path);
    let before = fs::read(&path).ok();
    let error = Project::open_or_create(&path).expect_err("this must not open");
    assert_eq!(fs::read(&path).ok(), before, "the file is left as it was");
    error
}

#[test]
fn other_files_are_refused_with_a_clear_message() {
    let error = error_of(|path| fs::write(path, "just some text, longer than a header".repeat(9)).unwrap());
    assert!(matches!(error, StoreError::NotSqlite { .. }), "{error}");

    let error = error_of(|path| {
        rusqlite::Connection::open(path).unwrap().execute_batch("CREATE TABLE cookies (a)").unwrap();
    });
    assert!(matches!(error, StoreError::NotSitrep { .. }), "{error}");

    let error = error_of(|path| {
        drop(Project::open_or_create(path).unwrap());
        rusqlite::Connection::open(path).unwrap().execute_batch("PRAGMA user_version = 999").unwrap();
    });
    assert!(matches!(error, StoreError::Newer { found: 999, .. }), "{error}");
    assert!(error.to_string().contains("hint: update sitrep"));

    let error = error_of(|path| {
        drop(Project::open_or_create(path).unwrap());
        let bytes = fs::read(path).unwrap();
        fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
    });
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");

    let error = error_of(|path| fs::create_dir(path).unwrap());
    assert!(error.to_string().contains("folder"), "{error}");

    let missing = Project::open("/no/such/file.sitrep").expect_err("there is none");
    assert!(matches!(missing, StoreError::NotFound { .. }), "{missing}");
}

#[test]
fn a_file_that_a_killed_program_left_empty_is_filled() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("case.sitrep");
    fs::write(&path, "").unwrap();
    let mut project = Project::open_or_create(&path).unwrap();
    project.put_document(&document("d1", "a.txt", "Words."), None).unwrap();
}

#[test]
fn a_project_of_schema_1_is_brought_up_to_date_and_keeps_its_data() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("old.sitrep");
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection.execute_batch(include_str!("../sql/0001_project.sql")).unwrap();
    connection
        .execute_batch(
            "PRAGMA application_id = 1397314642; PRAGMA user_version = 1;
             INSERT INTO inputs (name, left_out) VALUES ('a.txt', 'empty');",
        )
        .unwrap();
    drop(connection);
    let project = Project::open(&path).unwrap();
    assert_eq!(project.left_out().unwrap().len(), 1);

    let schema_of = |path: &Path| -> Vec<String> {
        let connection = rusqlite::Connection::open(path).unwrap();
        let mut statement =
            connection.prepare("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    let (_folder, new_path, _project) = new_project();
    assert_eq!(schema_of(&path), schema_of(&new_path));
}

#[test]
fn a_writer_that_waits_in_vain_says_so() {
    let (_folder, path, mut project) = new_project();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let error = project.set_meta("a", "b").expect_err("the other one holds the lock");
    assert!(error.is_locked(), "{error}");
    assert!(project.documents().unwrap().is_empty(), "reading goes on meanwhile");
}

#[test]
fn a_record_writes_only_what_differs_from_the_one_before() {
    let place = |key: &str, name: &str| RecordPlace {
        place: Place {
            key: PlaceKey(key.to_owned()),
            name: name.to_owned(),
            kind: PlaceKind::City,
            parent: None,
            country: None,
            admin1: None,
            latitude: Some(36.3),
            longitude: Some(43.1),
            geonameid: None,
            acled_geo_precision: None,
            ucdp_where_prec: None,
        },
        also: Vec::new(),
    };
    let (_folder, path, mut project) = new_project();
    let documents = ["d1", "d2"].map(|id| document(id, &format!("{id}.txt"), "The bridge was reopened."));
    for document in &documents {
        project.put_document(document, None).unwrap();
    }
    let first = Record { places: vec![place("p1", "Qasr"), place("p2", "Nasr")], ..record(&documents) };
    project.put_record(&first).unwrap();

    // Every row that is written from now on leaves its key here.
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE touched (what TEXT, id TEXT)").unwrap();
    for (table, when, row) in ["record_documents", "record_places"]
        .into_iter()
        .flat_map(|table| [(table, "INSERT", "NEW"), (table, "UPDATE", "NEW"), (table, "DELETE", "OLD")])
    {
        other
            .execute_batch(&format!(
                "CREATE TRIGGER {table}_{when} AFTER {when} ON {table} BEGIN INSERT INTO touched VALUES ('{when}', {row}.id); END"
            ))
            .unwrap();
    }
    let mut touched = |record: &Record| -> Vec<String> {
        project.put_record(record).unwrap();
        assert_eq!(project.record().unwrap().as_ref(), Some(record), "given back as it was put");
        let mut statement = other.prepare("SELECT what || ' ' || id FROM touched ORDER BY id, what").unwrap();
        let rows = statement.query_map([], |row| row.get(0)).unwrap().collect::<Result<_, _>>().unwrap();
        other.execute("DELETE FROM touched", []).unwrap();
        rows
    };
    assert_eq!(touched(&first), [""; 0], "nothing differs");
    let mut next = first.clone();
    next.places[1].also.push("Nassr".to_owned());
    next.places.push(place("p3", "Wardi"));
    next.documents.pop();
    assert_eq!(touched(&next), ["DELETE d2", "UPDATE p2", "INSERT p3"]);
    assert_eq!(touched(&first), ["INSERT d2", "UPDATE p2", "DELETE p3"], "and back again");
    next.documents[0].copy_reason = Some("word for word".to_owned());
    next.places.clear();
    assert_eq!(touched(&next), ["UPDATE d1", "DELETE d2", "DELETE p1", "DELETE p2"]);
}
