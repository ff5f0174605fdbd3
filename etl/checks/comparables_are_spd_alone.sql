-- At the widest level, an agency's cell holds exactly the police-only dispatched events of its type and priority in two
-- years: with a known police time for SPD; for SFD those of its days, with a known time where a fire unit was sent.
WITH without_care AS (
    SELECT event_number, queued_at, spd_officer_seconds, coalesce(initial_call_type, 'UNKNOWN') AS call_type,
           coalesce(priority, 'UNKNOWN') AS priority
    FROM event WHERE care_units = 0 AND origin = 'DISPATCH' AND NOT is_test
),
counted AS (
    SELECT 'SPD' AS agency, year(queued_at) AS year, call_type, priority, count(*) AS events
    FROM without_care WHERE spd_officer_seconds IS NOT NULL GROUP BY ALL
    UNION ALL
    SELECT 'SFD', year(queued_at), call_type, priority, count(*)
    FROM without_care, (FROM snapshot WHERE sfd_first_day IS NOT NULL) AS known
    WHERE queued_at >= sfd_first_day AND queued_at < sfd_last_day + 1
      AND event_number NOT IN (SELECT event_number FROM fire_event WHERE sfd_officer_seconds IS NULL)
    GROUP BY ALL
)
SELECT cell, comparable_cell.events, coalesce(sum(counted.events), 0) AS found
FROM comparable_cell LEFT JOIN counted
  ON counted.agency = comparable_cell.agency
 AND counted.call_type = comparable_cell.call_type AND counted.priority = comparable_cell.priority
 AND counted.year IN (call_year, call_year - 1)
WHERE level = 3
GROUP BY cell, comparable_cell.events HAVING comparable_cell.events <> coalesce(sum(counted.events), 0)
