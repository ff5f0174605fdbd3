-- One row per CAD event: what it was, who came and when, and the intervals the metrics rest on.
CREATE TABLE event AS
WITH phase AS (
    SELECT *, lead(starts_on, 1, DATE '9999-12-31') OVER (ORDER BY starts_on) AS ends_before FROM programme_phase
),
rule AS (
    -- When calls of a type can be CARE's, and where: an event has one rule at most.
    SELECT
        call_type,
        greatest(phase.starts_on, eligible.starts_on) AS begins_on,
        least(phase.ends_before, coalesce(eligible.ends_on + 1, DATE '9999-12-31')) AS ends_before,
        phase.* EXCLUDE (starts_on, ends_before)
    FROM eligible_call_type AS eligible CROSS JOIN phase
),
response AS (
    SELECT
        event_number,
        count(*) FILTER (agency = 'CARE') AS care_units,
        count(*) FILTER (agency = 'SPD') AS spd_units,
        min(dispatched_at) FILTER (agency = 'CARE') AS care_first_dispatched_at,
        min(dispatched_at) FILTER (agency = 'SPD') AS spd_first_dispatched_at,
        min(arrived_at) FILTER (agency = 'CARE') AS care_first_arrived_at,
        min(arrived_at) FILTER (agency = 'SPD') AS spd_first_arrived_at,
        max(cleared_at) FILTER (agency = 'CARE') AS care_last_cleared_at,
        max(cleared_at) FILTER (agency = 'SPD') AS spd_last_cleared_at,
        -- A unit whose service time is not within 0 to 24 h is left out of the sum, and counted.
        sum(service_seconds * officers) FILTER (agency = 'CARE' AND {is_counted}) AS care_officer_seconds,
        sum(service_seconds * officers) FILTER (agency = 'SPD' AND {is_counted}) AS spd_officer_seconds,
        count(*) FILTER (agency = 'CARE' AND ({is_counted}) IS NOT TRUE) AS care_units_not_counted,
        count(*) FILTER (agency = 'SPD' AND ({is_counted}) IS NOT TRUE) AS spd_units_not_counted
    FROM unit_response
    WHERE {unit_response_is_touched}
    GROUP BY event_number
),
spokesman AS (
    -- Where an event's rows disagree, the first accepted row of the newest vintage speaks for it. It is found by its
    -- position: carrying all that each row says to where they are ranked took nearly half of the time.
    SELECT
        event_number,
        arg_min(rowid, (-epoch(vintage), file_name, record)) AS speaks,
        min(hash({event_columns})) <> max(hash({event_columns})) AS has_differing_rows
    FROM export_row
    WHERE {export_row_is_touched}
    GROUP BY event_number
),
description AS (
    SELECT told.* EXCLUDE (position), has_differing_rows
    FROM spokesman JOIN (SELECT rowid AS position, {event_columns} FROM export_row) AS told ON position = speaks
),
joined AS (
    SELECT
        description.* EXCLUDE (has_differing_rows),
        -- Approximate: each beat counts to the district that holds most of it.
        coalesce(beat_district.district, 'UNKNOWN') AS district,
        has_differing_rows,
        response.* EXCLUDE (event_number)
    FROM description
    JOIN response ON response.event_number = description.event_number
    LEFT JOIN beat_district ON beat_district.beat = description.beat
),
named AS (
    SELECT
        *,
        upper(coalesce(initial_call_type, '')) = '{test_call_type}'
            OR upper(coalesce(final_call_type, '')) = '{test_call_type}' AS is_test,
        CASE
            WHEN care_units > 0 AND spd_units > 0 THEN 'CARE and SPD'
            WHEN care_units > 0 THEN 'CARE only'
            ELSE 'SPD only'
        END AS responders,
        CASE
            WHEN care_units = 0 THEN NULL
            WHEN origin = 'DISPATCH' THEN 'call'
            WHEN origin = 'ONVIEW' AND spd_units > 0 THEN 'officer request'
            WHEN origin = 'ONVIEW' THEN 'outreach'
        END AS care_activity
    FROM joined
),
covered AS (
    -- Five exclusive steps, tested in this order; hours and area explain only calls that CARE was not sent to.
    SELECT
        named.*,
        CASE
            WHEN (rule.call_type IS NOT NULL AND origin = 'DISPATCH' AND NOT is_test) IS NOT TRUE THEN NULL
            WHEN care_first_arrived_at IS NOT NULL THEN 'arrived'
            WHEN care_units > 0 THEN 'sent, did not arrive'
            WHEN NOT (hour(queued_at) >= opens_hour AND hour(queued_at) < closes_hour
                      AND list_contains(weekdays, isodow(queued_at))) THEN 'outside hours'
            WHEN NOT (list_contains(precincts, precinct) OR list_contains(neighborhoods, neighborhood))
                THEN 'outside area'
            ELSE 'not sent, reason not recorded'
        END AS coverage_step
    FROM named
    LEFT JOIN rule
      ON rule.call_type = named.initial_call_type AND queued_at >= begins_on AND queued_at < ends_before
)
SELECT
    covered.*,
    date_diff('second', queued_at, care_first_dispatched_at) AS care_wait_seconds,
    date_diff('second', queued_at, care_first_arrived_at) AS care_response_seconds,
    date_diff('second', care_first_dispatched_at, care_first_arrived_at) AS care_travel_seconds,
    date_diff('second', care_first_arrived_at, care_last_cleared_at) AS care_on_scene_seconds,
    date_diff('second', queued_at, spd_first_dispatched_at) AS spd_wait_seconds,
    date_diff('second', queued_at, spd_first_arrived_at) AS spd_response_seconds,
    date_diff('second', spd_first_dispatched_at, spd_first_arrived_at) AS spd_travel_seconds,
    date_diff('second', spd_first_arrived_at, spd_last_cleared_at) AS spd_on_scene_seconds,
    -- The earliest of both agencies; least() passes over a missing one.
    date_diff('second', queued_at, least(care_first_arrived_at, spd_first_arrived_at)) AS first_response_seconds,
    -- The time CARE stayed on after SPD left: both must have arrived and both must have cleared.
    CASE WHEN care_first_arrived_at IS NOT NULL AND spd_first_arrived_at IS NOT NULL
              AND care_last_cleared_at IS NOT NULL AND spd_last_cleared_at IS NOT NULL
         THEN greatest(0, date_diff('second', greatest(spd_last_cleared_at, care_first_arrived_at), care_last_cleared_at))
    END AS care_alone_after_spd_seconds
FROM covered
ORDER BY queued_at, event_number;
