-- Invented event numbers begin with 9999; a snapshot holds only such, or none.
SELECT count(*) AS events, count(*) FILTER (starts_with(event_number, '9999')) AS invented
FROM (SELECT event_number FROM event UNION ALL SELECT cad_event_number FROM fire_row)
HAVING invented NOT IN (0, events)
