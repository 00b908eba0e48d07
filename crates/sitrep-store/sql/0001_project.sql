-- The project file, version 1.
-- Three kinds of tables: what was read (inputs, documents, readings), what was derived from it (record_*, always
-- replaced as a whole), and what a person decided (decisions). People who ask in SQL use the views of 0002.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A document without its text is in `body` (zlib over JSON); the text stands alone so that SQL can search it.
CREATE TABLE documents (
    id                 TEXT PRIMARY KEY,
    title              TEXT,
    outlet             TEXT,
    url                TEXT,
    published_earliest TEXT,
    published_latest   TEXT,
    published_how      TEXT,
    language           TEXT,
    text               TEXT NOT NULL,
    body               BLOB NOT NULL
) STRICT;

-- Every input that was ever given, as one of two: a document, or the reason why it was left out.
-- `variant` holds this input's own form of the document (zlib over JSON) where several inputs hold the same one.
CREATE TABLE inputs (
    name        TEXT PRIMARY KEY,
    fingerprint TEXT,
    document    TEXT REFERENCES documents (id) ON DELETE RESTRICT,
    left_out    TEXT,
    variant     BLOB,
    CHECK ((document IS NULL) <> (left_out IS NULL))
) STRICT;
CREATE INDEX inputs_by_document ON inputs (document);

-- What one document yields; `made_with` names the program, model and resources that read it.
CREATE TABLE readings (
    document  TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE CASCADE,
    made_with TEXT NOT NULL,
    body      BLOB NOT NULL
) STRICT;

CREATE TABLE record_documents (
    id                 TEXT PRIMARY KEY REFERENCES documents (id) ON DELETE RESTRICT,
    published_earliest TEXT,
    published_latest   TEXT,
    published_how      TEXT,
    genre              TEXT NOT NULL,
    copy_of            TEXT,
    body               TEXT NOT NULL
) STRICT;

CREATE TABLE record_left_out (
    input  TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;

CREATE TABLE record_actors (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,
    kind        TEXT NOT NULL,
    country     TEXT,
    affiliation TEXT,
    body        TEXT NOT NULL
) STRICT;

CREATE TABLE record_places (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    kind      TEXT NOT NULL,
    parent    TEXT,
    country   TEXT,
    latitude  REAL,
    longitude REAL,
    body      TEXT NOT NULL
) STRICT;

CREATE TABLE record_events (
    id       TEXT PRIMARY KEY,
    type     TEXT NOT NULL,
    sub_type TEXT,
    summary  TEXT NOT NULL,
    place    TEXT,
    earliest TEXT,
    latest   TEXT,
    status   TEXT NOT NULL,
    body     TEXT NOT NULL
) STRICT;
CREATE INDEX record_events_by_time ON record_events (earliest, latest);
CREATE INDEX record_events_by_place ON record_events (place);

CREATE TABLE record_claims (
    id       TEXT PRIMARY KEY,
    document TEXT NOT NULL REFERENCES record_documents (id),
    event    TEXT REFERENCES record_events (id),
    type     TEXT NOT NULL,
    sub_type TEXT,
    modality TEXT NOT NULL,
    negated  INTEGER NOT NULL,
    place    TEXT,
    earliest TEXT,
    latest   TEXT,
    evidence TEXT NOT NULL,
    body     TEXT NOT NULL
) STRICT;
CREATE INDEX record_claims_by_document ON record_claims (document);
CREATE INDEX record_claims_by_event ON record_claims (event);

CREATE TABLE record_contradictions (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    about   TEXT NOT NULL,
    reading TEXT NOT NULL,
    body    TEXT NOT NULL
) STRICT;

CREATE TABLE record_control (
    position  INTEGER PRIMARY KEY,
    place     TEXT NOT NULL,
    holder    TEXT NOT NULL,
    contested INTEGER NOT NULL,
    body      TEXT NOT NULL
) STRICT;

-- A person's judgements, in the order in which they were made; never touched by a rebuild.
CREATE TABLE decisions (
    id      TEXT PRIMARY KEY,
    kind    TEXT NOT NULL,
    subject TEXT NOT NULL,
    value   TEXT NOT NULL,
    reason  TEXT NOT NULL,
    author  TEXT NOT NULL,
    made_at TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_by_subject ON decisions (subject);
