-- One row per CAD event.
SELECT event_number, count(*) AS rows FROM event GROUP BY 1 HAVING count(*) > 1
