-- An event has a CARE activity only if a CARE unit is on it, and always if its origin is known.
SELECT event_number, origin, care_units, care_activity FROM event
WHERE (care_activity IS NOT NULL AND care_units = 0)
   OR (care_activity IS NULL AND care_units > 0 AND origin IN ('DISPATCH', 'ONVIEW'))
