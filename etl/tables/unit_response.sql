-- One row per CAD event and unit: one dispatched unit's times. Fire units are there on events of the dispatch export.
CREATE TABLE unit_response AS
WITH unit AS (
    SELECT *, substr(call_sign_dispatch_id, len(event_number) + 1) AS call_sign FROM export_row WHERE {export_row_is_touched}
)
SELECT
    call_sign_dispatch_id,
    event_number,
    call_sign,
    -- Every unit that is not CARE's counts as SPD's: community service officers and telephone reporting too.
    CASE WHEN regexp_matches(call_sign, '{care_call_sign}') THEN 'CARE' ELSE 'SPD' END AS agency,
    officers,
    dispatched_at,
    arrived_at,
    cleared_at,
    date_diff('second', dispatched_at, cleared_at) AS service_seconds
FROM unit
UNION ALL
SELECT
    -- A key of the dispatch export begins with the number of its event; no event's number begins so.
    'SFD:' || cad_event_number || ':' || unit,
    cad_event_number,
    unit,
    'SFD',
    crew,
    dispatched_at,
    arrived_at,
    cleared_at,
    date_diff('second', dispatched_at, cleared_at)
FROM fire_row
WHERE cad_event_number IN (
    SELECT event_number FROM export_row
    WHERE {export_row_is_touched} AND event_number IN (SELECT cad_event_number FROM fire_row)
);
