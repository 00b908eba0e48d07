-- What people decided, for those who ask in SQL. The standing of a decision and the fields that show one belong to the
-- record; they are kept with what has no rows of its own.

CREATE VIEW decision_standings AS
SELECT json_extract(j.value, '$.decision.id') AS decision, json_extract(j.value, '$.standing') AS standing,
       json_extract(j.value, '$.note') AS note
FROM meta AS m, json_each(m.value, '$.decisions') AS j
WHERE m.key = 'record_rest';

CREATE VIEW decided_fields AS
SELECT thing.key AS thing, json_extract(f.value, '$.field') AS field, json_extract(f.value, '$.verdict') AS verdict,
       json_extract(f.value, '$.value') AS value, json_extract(f.value, '$.was') AS was,
       json_extract(f.value, '$.decision') AS decision, json_extract(f.value, '$.author') AS author,
       json_extract(f.value, '$.reason') AS reason, json_extract(f.value, '$.at') AS decided_at
FROM meta AS m, json_each(m.value, '$.decided') AS thing, json_each(thing.value) AS f
WHERE m.key = 'record_rest';

-- As before, with the verdict as the last column.
DROP VIEW events;
CREATE VIEW events AS
SELECT e.id, e.type, e.sub_type, e.summary, e.status,
       e.place AS place_id, p.name AS place, p.latitude, p.longitude,
       e.earliest, e.latest, json_extract(e.body, '$.time.precision') AS time_precision,
       json_extract(e.body, '$.independent_sources') AS independent_sources,
       json_array_length(e.body, '$.claims') AS n_claims,
       json_array_length(e.body, '$.documents') AS n_documents,
       json_extract(e.body, '$.background') AS background,
       json_extract(e.body, '$.reviewed') AS reviewed,
       json_extract(e.body, '$.verdict') AS verdict
FROM record_events AS e
LEFT JOIN record_places AS p ON p.id = e.place;
