-- A row's numbers are shown all or none, add up to its people, and are hidden where those are; each cell is there once.
WITH shown AS (
    SELECT source, scope, period, part, variable, sum(people) AS people, count(people) AS cells_shown,
           count(*) AS cells, count(DISTINCT answer) AS answers
    FROM people_cell GROUP BY ALL
)
SELECT shown.source, shown.scope, shown.period, shown.part, shown.variable
FROM shown
LEFT JOIN (FROM shown WHERE variable = 'people') AS whole
  ON whole.source = shown.source AND whole.scope = shown.scope AND whole.period = shown.period
 AND whole.part IS NOT DISTINCT FROM shown.part
WHERE shown.cells_shown NOT IN (0, shown.cells) OR shown.cells <> shown.answers
   OR (shown.cells_shown > 0 AND shown.people IS DISTINCT FROM whole.people AND shown.part IS DISTINCT FROM 'ALL OTHERS')
