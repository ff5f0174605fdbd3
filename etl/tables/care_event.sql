-- One row per CAD event with a CARE unit: the event, and for a call that CARE reached, the cell it is compared with.
-- A small table of its own, because most questions are about CARE and need not read every police event.
-- Not materialized: all columns of all events with CARE would be held in memory at once, to match on five of them.
CREATE TABLE care_event AS
WITH call AS NOT MATERIALIZED (
    SELECT
        *,
        care_activity = 'call' AND NOT is_test AND care_first_arrived_at IS NOT NULL AS is_reached_call,
        year(queued_at) AS call_year,
        coalesce(initial_call_type, 'UNKNOWN') AS call_type_key,
        coalesce(priority, 'UNKNOWN') AS priority_key,
        hour(queued_at) // 6 AS band
    FROM {events_with_care}
),
matched AS (
    SELECT
        event_number,
        min_by({{'cell': cell, 'level': level, 'events': events, 'mean': mean_officer_seconds, 'variance': variance}}, level)
            AS comparable
    FROM call
    JOIN comparable_cell ON comparable_cell.call_year = call.call_year
     AND comparable_cell.call_type = call.call_type_key
     AND comparable_cell.priority = call.priority_key
     AND (level = 3 OR comparable_cell.precinct = call.precinct)
     AND (level > 1 OR comparable_cell.band = call.band)
    WHERE is_reached_call
    GROUP BY event_number
)
SELECT
    call.* EXCLUDE (is_reached_call, call_year, call_type_key, priority_key, band),
    is_reached_call,
    comparable.cell AS comparable_cell,
    comparable.level AS comparable_level,
    comparable.events AS comparable_events,
    comparable.mean AS expected_officer_seconds,
    comparable.variance AS comparable_variance
FROM call LEFT JOIN matched USING (event_number)
ORDER BY queued_at, event_number;
