-- One row per agency and cell of comparable events: what it spends on such a call when police go without CARE.
-- A call queued in year Y is compared with events of Y and Y - 1, so each event stands in the cells of two years.
CREATE TABLE comparable_cell AS
WITH without_care AS NOT MATERIALIZED (
    SELECT * FROM event WHERE responders = 'SPD only' AND origin = 'DISPATCH' AND NOT is_test
),
spent AS (
    SELECT FALSE AS is_sfd, queued_at, initial_call_type, priority, precinct, spd_officer_seconds AS officer_seconds
    FROM without_care
    UNION ALL
    -- To most such events no fire unit is sent, and that counts too: how often one is sent is part of the mean.
    SELECT TRUE, queued_at, initial_call_type, priority, precinct,
           CASE WHEN fire.event_number IS NULL THEN 0 ELSE fire.sfd_officer_seconds END
    FROM without_care LEFT JOIN (SELECT event_number, sfd_officer_seconds FROM fire_event) AS fire USING (event_number)
    WHERE {sfd_is_known}
),
comparable AS (
    SELECT
        is_sfd,
        year(queued_at) + years_later AS call_year,
        coalesce(initial_call_type, 'UNKNOWN') AS call_type,
        coalesce(priority, 'UNKNOWN') AS priority,
        precinct,
        hour(queued_at) // 6 AS band,
        officer_seconds
    FROM spent, (VALUES (0), (1)) AS window_of_two_years(years_later)
    WHERE officer_seconds IS NOT NULL
)
SELECT
    row_number() OVER (ORDER BY is_sfd, call_year, call_type, priority, precinct NULLS LAST, band NULLS LAST) AS cell,
    CASE WHEN is_sfd THEN 'SFD' ELSE 'SPD' END AS agency,
    CASE WHEN grouping(band) = 0 THEN 1 WHEN grouping(precinct) = 0 THEN 2 ELSE 3 END AS level,
    call_year,
    call_type,
    priority,
    precinct,
    band,
    count(*) AS events,
    avg(officer_seconds) AS mean_officer_seconds,
    -- The sample variance from sums of whole numbers: exact, so that the order of the events does not show.
    (count(*) * sum(officer_seconds * officer_seconds) - sum(officer_seconds) * sum(officer_seconds))
        / (count(*) * (count(*) - 1)) AS variance
FROM comparable
GROUP BY GROUPING SETS (
    (is_sfd, call_year, call_type, priority, precinct, band),
    (is_sfd, call_year, call_type, priority, precinct),
    (is_sfd, call_year, call_type, priority)
)
HAVING count(*) >= {fewest_comparables};
