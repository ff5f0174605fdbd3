-- The small table of CARE's events holds each event with a CARE unit once, and no other.
SELECT event_number, count(care_event.event_number) AS rows
FROM event FULL JOIN care_event USING (event_number)
WHERE event.care_units > 0 OR care_event.event_number IS NOT NULL
GROUP BY event_number HAVING count(care_event.event_number) <> 1 OR count(event.event_number) <> 1
