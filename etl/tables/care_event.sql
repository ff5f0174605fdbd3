-- One row per CAD event with a CARE unit: the event, what SFD's units did there, and for a call that CARE reached, the
-- cell it is compared with, of each agency.
-- A small table of its own, because most questions are about CARE and need not read every police event.
-- Not materialized: all columns of all events with CARE would be held in memory at once, to match on five of them.
CREATE TABLE care_event AS
WITH call AS NOT MATERIALIZED (
    SELECT
        *,
        care_activity = 'call' AND NOT is_test AND care_first_arrived_at IS NOT NULL AS is_reached_call,
        {sfd_is_known} AS sfd_is_known,
        year(queued_at) AS call_year,
        coalesce(initial_call_type, 'UNKNOWN') AS call_type_key,
        coalesce(priority, 'UNKNOWN') AS priority_key,
        hour(queued_at) // 6 AS band
    FROM {events_with_care}
),
matched AS (
    SELECT
        event_number,
        agency,
        min_by({{'cell': cell, 'level': level, 'events': events, 'mean': mean_officer_seconds, 'variance': variance}}, level)
            AS comparable
    FROM call
    JOIN comparable_cell ON comparable_cell.call_year = call.call_year
     AND comparable_cell.call_type = call.call_type_key
     AND comparable_cell.priority = call.priority_key
     AND (level = 3 OR comparable_cell.precinct = call.precinct)
     AND (level > 1 OR comparable_cell.band = call.band)
    WHERE is_reached_call AND (agency = 'SPD' OR sfd_is_known)
    GROUP BY event_number, agency
),
of_both AS (
    SELECT
        event_number,
        any_value(comparable) FILTER (agency = 'SPD') AS spd,
        any_value(comparable) FILTER (agency = 'SFD') AS sfd
    FROM matched
    GROUP BY event_number
)
SELECT
    call.* EXCLUDE (is_reached_call, sfd_is_known, call_year, call_type_key, priority_key, band),
    is_reached_call,
    spd.cell AS comparable_cell,
    spd.level AS comparable_level,
    spd.events AS comparable_events,
    spd.mean AS expected_officer_seconds,
    spd.variance AS comparable_variance,
    -- Where nothing is known of SFD, all of this is blank; where it is known that none came, its units are 0.
    CASE WHEN sfd_is_known THEN coalesce(fire.sfd_units, 0) END AS sfd_units,
    CASE WHEN sfd_is_known THEN fire.sfd_first_arrived_at END AS sfd_first_arrived_at,
    CASE WHEN sfd_is_known THEN fire.sfd_last_cleared_at END AS sfd_last_cleared_at,
    CASE WHEN sfd_is_known THEN fire.sfd_officer_seconds END AS sfd_officer_seconds,
    -- The time CARE stayed on after SFD left, by the rule for SPD: both must have arrived and both must have cleared.
    CASE WHEN sfd_is_known AND care_first_arrived_at IS NOT NULL AND fire.sfd_first_arrived_at IS NOT NULL
              AND care_last_cleared_at IS NOT NULL AND fire.sfd_last_cleared_at IS NOT NULL
         THEN greatest(0, date_diff('second', greatest(fire.sfd_last_cleared_at, care_first_arrived_at), care_last_cleared_at))
    END AS care_alone_after_sfd_seconds,
    sfd.cell AS sfd_comparable_cell,
    sfd.level AS sfd_comparable_level,
    sfd.events AS sfd_comparable_events,
    sfd.mean AS sfd_expected_officer_seconds,
    sfd.variance AS sfd_comparable_variance
FROM call
LEFT JOIN of_both USING (event_number)
LEFT JOIN (SELECT event_number, COLUMNS('^sfd_(units|first_arrived_at|last_cleared_at|officer_seconds)$') FROM fire_event)
    AS fire USING (event_number)
ORDER BY queued_at, event_number;
