-- At the widest level, a cell holds exactly the police-only dispatched events of its type and priority in two years.
WITH counted AS (
    SELECT year(queued_at) AS year, coalesce(initial_call_type, 'UNKNOWN') AS call_type,
           coalesce(priority, 'UNKNOWN') AS priority, count(*) AS events
    FROM event
    WHERE care_units = 0 AND origin = 'DISPATCH' AND NOT is_test AND spd_officer_seconds IS NOT NULL
    GROUP BY ALL
)
SELECT cell, comparable_cell.events, coalesce(sum(counted.events), 0) AS found
FROM comparable_cell LEFT JOIN counted
  ON counted.call_type = comparable_cell.call_type AND counted.priority = comparable_cell.priority
 AND counted.year IN (call_year, call_year - 1)
WHERE level = 3
GROUP BY cell, comparable_cell.events HAVING comparable_cell.events <> coalesce(sum(counted.events), 0)
