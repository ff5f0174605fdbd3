-- No unit is counted on an event that is not there, and no event is without a unit.
SELECT event_number, unit_response.event_number IS NULL AS has_no_unit
FROM event FULL JOIN unit_response USING (event_number)
WHERE event.event_number IS NULL OR unit_response.event_number IS NULL
