-- Stable views for those who ask in SQL (docs/formats/sqlite.md). The tables beneath them may change; these may only grow.

CREATE VIEW events AS
SELECT e.id, e.type, e.sub_type, e.summary, e.status,
       e.place AS place_id, p.name AS place, p.latitude, p.longitude,
       e.earliest, e.latest, json_extract(e.body, '$.time.precision') AS time_precision,
       json_extract(e.body, '$.independent_sources') AS independent_sources,
       json_array_length(e.body, '$.claims') AS n_claims,
       json_array_length(e.body, '$.documents') AS n_documents,
       json_extract(e.body, '$.background') AS background,
       json_extract(e.body, '$.reviewed') AS reviewed
FROM record_events AS e
LEFT JOIN record_places AS p ON p.id = e.place;

CREATE VIEW event_actors AS
SELECT e.id AS event, a.id AS actor, a.name, a.kind, a.country
FROM record_events AS e, json_each(e.body, '$.actors') AS j
JOIN record_actors AS a ON a.id = j.value;

CREATE VIEW event_targets AS
SELECT e.id AS event, json_extract(j.value, '$.actor') AS actor, json_extract(j.value, '$.place') AS place,
       json_extract(j.value, '$.text') AS text
FROM record_events AS e, json_each(e.body, '$.targets') AS j;

CREATE VIEW event_estimates AS
SELECT e.id AS event, json_extract(j.value, '$.what') AS what, json_extract(j.value, '$.of') AS of_whom,
       json_extract(j.value, '$.low') AS low, json_extract(j.value, '$.best') AS best,
       json_extract(j.value, '$.high') AS high, json_extract(j.value, '$.scope') AS scope
FROM record_events AS e, json_each(e.body, '$.estimates') AS j;

CREATE VIEW event_origins AS
SELECT e.id AS event, json_extract(j.value, '$.name') AS name, json_extract(j.value, '$.reason') AS reason,
       json_array_length(j.value, '$.claims') AS n_claims
FROM record_events AS e, json_each(e.body, '$.origins') AS j;

CREATE VIEW claims AS
SELECT c.id, c.event, c.document, c.type, c.sub_type, c.modality, c.negated,
       c.place AS place_id, p.name AS place, c.earliest, c.latest, c.evidence,
       json_extract(c.body, '$.claim.evidence.span.start') AS evidence_start,
       json_extract(c.body, '$.claim.evidence.span.end') AS evidence_end,
       json_extract(c.body, '$.claim.trigger.text') AS trigger_text,
       json_extract(c.body, '$.claim.trigger.entry') AS trigger_entry
FROM record_claims AS c
LEFT JOIN record_places AS p ON p.id = c.place;

CREATE VIEW claim_attribution AS
SELECT c.id AS claim, j.key AS position, json_extract(j.value, '$.kind') AS kind, json_extract(j.value, '$.text') AS text,
       json_extract(j.value, '$.cue') AS cue
FROM record_claims AS c, json_each(c.body, '$.claim.attribution') AS j;

CREATE VIEW claim_quantities AS
SELECT c.id AS claim, json_extract(j.value, '$.what') AS what, json_extract(j.value, '$.of') AS of_whom,
       json_extract(j.value, '$.low') AS low, json_extract(j.value, '$.best') AS best,
       json_extract(j.value, '$.high') AS high, json_extract(j.value, '$.scope') AS scope
FROM record_claims AS c, json_each(c.body, '$.claim.quantities') AS j;

CREATE VIEW actors AS
SELECT id, name, kind, country, affiliation, json_extract(body, '$.role') AS role FROM record_actors;

CREATE VIEW places AS
SELECT id, name, kind, parent, country, latitude, longitude,
       json_extract(body, '$.place.acled_geo_precision') AS acled_geo_precision,
       json_extract(body, '$.place.ucdp_where_prec') AS ucdp_where_prec
FROM record_places;

CREATE VIEW contradictions AS
SELECT id, kind, about, reading FROM record_contradictions;

CREATE VIEW contradiction_sides AS
SELECT c.id AS contradiction, json_extract(j.value, '$.value') AS value, json_array_length(j.value, '$.claims') AS n_claims
FROM record_contradictions AS c, json_each(c.body, '$.sides') AS j;

CREATE VIEW control AS
SELECT c.place AS place_id, p.name AS place, c.holder AS holder_id, a.name AS holder,
       json_extract(c.body, '$.from.earliest') AS from_earliest, json_extract(c.body, '$.from.latest') AS from_latest,
       json_extract(c.body, '$.until.earliest') AS until_earliest, json_extract(c.body, '$.until.latest') AS until_latest,
       c.contested
FROM record_control AS c
LEFT JOIN record_places AS p ON p.id = c.place
LEFT JOIN record_actors AS a ON a.id = c.holder;

CREATE VIEW left_out AS
SELECT name AS input, left_out AS reason FROM inputs WHERE left_out IS NOT NULL;
