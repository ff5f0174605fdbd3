-- Invented event numbers begin with 9999; a snapshot holds only such, or none.
SELECT min(event_number) AS first_event, max(event_number) AS last_event FROM event
HAVING count(*) FILTER (starts_with(event_number, '9999')) NOT IN (0, count(*))
