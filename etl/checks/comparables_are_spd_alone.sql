-- At the widest level, a cell holds exactly the police-only dispatched events of its type and priority in two years.
SELECT cell, events, count(event.event_number) AS found
FROM comparable_cell LEFT JOIN event
  ON coalesce(initial_call_type, 'UNKNOWN') = call_type AND coalesce(event.priority, 'UNKNOWN') = comparable_cell.priority
 AND year(queued_at) IN (call_year, call_year - 1)
 AND care_units = 0 AND origin = 'DISPATCH' AND NOT is_test AND spd_officer_seconds IS NOT NULL
WHERE level = 3
GROUP BY cell, events HAVING events <> count(event.event_number)
