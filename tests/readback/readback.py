#!/usr/bin/env python3
"""Opens every export with a tool of its field: polars (CSV, TSV, Parquet), GDAL (GeoJSON), followthemoney (FtM), SQLite.

The program must be built (target/release/sitrep). The tools are installed, pinned, into a virtual environment below target/.
Where they cannot be had, a run by hand says so and skips; with --ci that is a failure.
"""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
SITREP = ROOT / "target" / "release" / "sitrep"
VENV = ROOT / "target" / "readback-venv"
REQUIREMENTS = HERE / "requirements.txt"
# The bundled example, and reports that lie beside a checkout of those who have them.
INPUTS = {"example": [ROOT / "examples" / "marawi"], "seeds": sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))}
FORMATS = [
    "json", "jsonl", "csv", "geojson", "acled-csv", "ucdp-csv", "plover-jsonl", "polecat-tsv", "timemap-json", "ftm-jsonl",
    "parquet", "sqlite",
]


def in_venv(ci):
    """Runs this script again inside the virtual environment, which is made where it is missing or of other versions."""
    mark = VENV / "requirements.txt"
    if not mark.exists() or mark.read_text() != REQUIREMENTS.read_text():
        venv.create(VENV, with_pip=True, clear=True)
        pip = [VENV / "bin" / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        if subprocess.run([*pip, "-r", REQUIREMENTS], check=False).returncode != 0:
            message = "the tools of tests/readback/requirements.txt cannot be installed"
            if ci:
                sys.exit(f"readback: {message}")
            print(f"readback: skipped: {message}")
            sys.exit(0)
        mark.write_text(REQUIREMENTS.read_text())
    arguments = [str(VENV / "bin" / "python"), str(Path(__file__).resolve()), "--inside", *sys.argv[1:]]
    os.execv(arguments[0], arguments)


def sitrep(*arguments):
    """Runs the program; what it prints."""
    done = subprocess.run([SITREP, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"sitrep {' '.join(map(str, arguments))}: {done.stderr}"
    return done.stdout


def build(folder, inputs):
    """A project with two decisions, and every export of it."""
    project = folder / "story.sitrep"
    sitrep("build", "-q", *inputs, "-o", project)
    record = json.loads(sitrep("export", project, "--format", "json"))
    happened = [event for event in record["events"] if event["type"] not in ("Statement", "State")]
    signed = ["--author", "=Ana", "--reason", "=1+1 is what a reviewer may write", "--at", "2026-03-01T10:00:00Z", "-q"]
    sitrep("decide", project, "reject", happened[0]["id"], *signed)
    sitrep("decide", project, "correct", happened[1]["id"], "killed", "3..4..5", *signed)
    for form in FORMATS:
        sitrep("export", project, "--format", form, "-o", folder / form)
    return project


def check_tables(folder, record):
    """The tables of text: read as the field reads them, complete, and safe in a spreadsheet."""
    import polars

    ids = {event["id"]: event["claims"] for event in record["events"]}
    columns = {"csv": 37, "acled-csv": 31, "ucdp-csv": 49, "polecat-tsv": 40}
    for form, width in columns.items():
        tabs = form.endswith("tsv")
        options = {"separator": "\t", "quote_char": None} if tabs else {}
        table = polars.read_csv(folder / form, infer_schema=False, **options)
        assert table.width == width, f"{form}: {table.width} columns"
        cells = [cell for row in table.rows() for cell in row if cell]
        unsafe = [cell for cell in cells if cell[0] in "=+@\t\r\uff1d\uff0b\uff20" or cell[0] == "-" and not is_number(cell)]
        assert not unsafe, f"{form}: a spreadsheet would run {unsafe[:3]}"
        for row in table.iter_rows():
            line = " ".join(cell or "" for cell in row)
            named = [event for event in ids if event in line]
            assert named, f"{form}: no event is named in {line}"
            assert any(claim in line for claim in ids[named[0]]), f"{form}: nothing leads back to the evidence in {line}"
        # As polars guesses the types: numbers must be read as numbers.
        guessed = polars.read_csv(folder / form, infer_schema_length=None, **options)
        assert guessed.height == table.height
        for column in ("fatalities", "best", "killed_best", "latitude"):
            if column in guessed.columns and guessed[column].drop_nulls().len() > 0:
                assert guessed[column].dtype.is_numeric(), f"{form}: {column} is {guessed[column].dtype}"
    table = polars.read_csv(folder / "csv", infer_schema=False)
    assert set(table["event_id"]) == set(ids)
    return table.height


def is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


def check_parquet(folder, record):
    """The Parquet tables have the documented types and the values of the record."""
    import polars

    events, claims, documents = (
        polars.read_parquet(folder / "parquet" / f"{name}.parquet") for name in ("events", "claims", "documents")
    )
    lists = {"actors", "targets", "origins", "contradictions", "documents", "claims", "attribution", "relays", "inputs"}
    for table in (events, claims, documents):
        for name, kind in table.schema.items():
            if name in lists:
                wanted = polars.List(polars.String)
            elif name.split("_")[-1] in ("earliest", "latest"):
                wanted = polars.Date
            elif name in ("latitude", "longitude"):
                wanted = polars.Float64
            elif name in ("background", "reviewed", "negated"):
                wanted = polars.Boolean
            elif kind == polars.Int64:
                continue
            else:
                wanted = polars.String
            assert kind == wanted, f"{name} is {kind}, not {wanted}"
    told = {event["id"]: event for event in record["events"]}
    for row in events.iter_rows(named=True):
        event = told.pop(row["event_id"])
        assert (row["type"], row["verdict"], row["claims"]) == (event["type"], event["verdict"], event["claims"])
        assert (str(row["earliest"]) if row["earliest"] else None) == event["time"]["earliest"]
    assert not told
    told = {claim["id"]: claim for claim in record["claims"]}
    for row in claims.iter_rows(named=True):
        claim = told.pop(row["claim_id"])
        assert (row["evidence"], row["event_id"]) == (claim["evidence"]["text"], claim["event"])
        assert [row["evidence_start"], row["evidence_end"]] == claim["evidence"]["span"]
    assert not told
    assert set(documents["document_id"]) == {document["id"] for document in record["documents"]}
    return events.height + claims.height + documents.height


def check_geojson(folder, record):
    """GDAL reads every feature, with its properties and its point."""
    from pyogrio.raw import read
    from pyogrio import read_info

    about = read_info(folder / "geojson")
    assert about["driver"] == "GeoJSON" and about["features"] == len(record["events"]), about
    meta, _, points, values = read(folder / "geojson")
    names = list(meta["fields"])
    assert {"type", "summary", "evidence", "evidence_document", "verdict"} <= set(names), names
    placed = {place["id"] for place in record["places"] if place["latitude"] is not None}
    expected = sum(event["place"] in placed for event in record["events"])
    assert sum(point is not None for point in points) == expected
    assert set(values[names.index("id")]) == {event["id"] for event in record["events"]}
    return len(points)


def check_ftm(folder, record):
    """followthemoney takes every entity with every value, and every link leads to an entity of the right kind."""
    from followthemoney import model

    entities = {}
    for line in (folder / "ftm-jsonl").read_text().splitlines():
        data = json.loads(line)
        proxy = model.get_proxy(data, cleaned=False)
        for name, values in data["properties"].items():
            kept = proxy.get(name)
            assert len(kept) == len(set(values)), f"{data['id']}: {name}: {values} became {kept}"
        entities[proxy.id] = proxy
    for proxy in entities.values():
        for prop, value in proxy.itervalues():
            if prop.type.name == "entity":
                assert value in entities, f"{proxy.id}: {prop.name} leads nowhere: {value}"
                assert entities[value].schema.is_a(prop.range), f"{proxy.id}: {prop.name} is {entities[value].schema}"
    events = [proxy for proxy in entities.values() if proxy.schema.name == "Event"]
    assert events and all(proxy.get("proof") and proxy.get("recordId") for proxy in events)
    assert sum(proxy.schema.name == "Article" for proxy in entities.values()) == len(record["documents"])
    return len(entities)


def check_sqlite(folder, record):
    """The database is whole, and its views tell the record."""
    database = sqlite3.connect(f"file:{folder / 'sqlite'}?mode=ro", uri=True)
    assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    count = lambda view: database.execute(f"SELECT count(*) FROM {view}").fetchone()[0]
    views = {"events": "events", "claims": "claims", "actors": "actors", "places": "places", "control": "control"}
    for view, name in views.items():
        assert count(view) == len(record[name]), view
    assert count("decided_fields") == 2 and count("decision_standings") == 2
    slice_of = """
        SELECT count(*) FROM claims AS c JOIN documents AS d ON d.id = c.document
        WHERE CAST(substr(CAST(d.text AS BLOB), evidence_start + 1, evidence_end - evidence_start) AS TEXT) = c.evidence"""
    assert database.execute(slice_of).fetchone()[0] == len(record["claims"]), "evidence is what stands in the text"
    return count("events")


def check_json(folder, record):
    """The lines hold the same as the one object; the others are well formed."""
    lines = [json.loads(line) for line in (folder / "jsonl").read_text().splitlines()]
    for kind, name in (("event", "events"), ("claim", "claims"), ("decision", "decisions")):
        items = [{key: line[key] for key in line if key != "record_kind"} for line in lines if line["record_kind"] == kind]
        assert items == record[name], name
    for line in (folder / "plover-jsonl").read_text().splitlines():
        assert {"id", "date", "event", "actor", "cite_info"} <= set(json.loads(line))
    timemap = json.loads((folder / "timemap-json").read_text())
    for event in timemap["events"]:
        assert all(source in timemap["sources"] for source in event["sources"])
        assert float(event["latitude"]) or float(event["longitude"])
    return len(lines)


def main():
    ci = "--ci" in sys.argv
    if not SITREP.exists():
        sys.exit(f"readback: {SITREP} is missing; build it first: cargo build --release")
    if "--inside" not in sys.argv:
        in_venv(ci)
    checks = [check_json, check_tables, check_parquet, check_geojson, check_ftm, check_sqlite]
    for name, inputs in INPUTS.items():
        if not inputs:
            print(f"readback: {name}: skipped: not there")
            continue
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            build(folder, inputs)
            record = json.loads((folder / "json").read_text())
            counts = [f"{check.__name__.removeprefix('check_')} {check(folder, record)}" for check in checks]
        print(f"readback: {name}: {', '.join(counts)} items read back")


if __name__ == "__main__":
    main()
