-- One row per cell of comparable events: what SPD spends on such a call when it goes alone.
-- A call queued in year Y is compared with events of Y and Y - 1, so each event stands in the cells of two years.
CREATE TABLE comparable_cell AS
WITH comparable AS (
    SELECT
        year(queued_at) + years_later AS call_year,
        coalesce(initial_call_type, 'UNKNOWN') AS call_type,
        coalesce(priority, 'UNKNOWN') AS priority,
        precinct,
        hour(queued_at) // 6 AS band,
        spd_officer_seconds
    FROM event, (VALUES (0), (1)) AS window_of_two_years(years_later)
    WHERE responders = 'SPD only' AND origin = 'DISPATCH' AND NOT is_test AND spd_officer_seconds IS NOT NULL
)
SELECT
    row_number() OVER (ORDER BY call_year, call_type, priority, precinct NULLS LAST, band NULLS LAST) AS cell,
    CASE WHEN grouping(band) = 0 THEN 1 WHEN grouping(precinct) = 0 THEN 2 ELSE 3 END AS level,
    call_year,
    call_type,
    priority,
    precinct,
    band,
    count(*) AS events,
    avg(spd_officer_seconds) AS mean_officer_seconds,
    -- The sample variance from sums of whole numbers: exact, so that the order of the events does not show.
    (count(*) * sum(spd_officer_seconds * spd_officer_seconds) - sum(spd_officer_seconds) * sum(spd_officer_seconds))
        / (count(*) * (count(*) - 1)) AS variance
FROM comparable
GROUP BY GROUPING SETS (
    (call_year, call_type, priority, precinct, band),
    (call_year, call_type, priority, precinct),
    (call_year, call_type, priority)
)
HAVING count(*) >= {fewest_comparables};
