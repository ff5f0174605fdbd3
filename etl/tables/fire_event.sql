-- One row per CAD event with a fire unit: the event, and what SFD's units did there.
-- Found from the fire units, which are few: without any, no event is looked at.
CREATE TABLE fire_event AS
WITH told AS (SELECT *, cad_event_number AS event_number FROM fire_row),
response AS (
    SELECT
        event_number,
        count(*) AS sfd_units,
        min(dispatched_at) AS sfd_first_dispatched_at,
        min(arrived_at) AS sfd_first_arrived_at,
        max(cleared_at) AS sfd_last_cleared_at,
        -- A unit whose service time is not within 0 to 24 h is left out of the sum, and counted.
        sum(service_seconds * crew) FILTER ({is_counted}) AS sfd_officer_seconds,
        count(*) FILTER (({is_counted}) IS NOT TRUE) AS sfd_units_not_counted
    FROM (SELECT *, date_diff('second', dispatched_at, cleared_at) AS service_seconds FROM told)
    GROUP BY event_number
)
SELECT event.*, response.* EXCLUDE (event_number), {sfd_is_known} AS sfd_is_known
FROM (FROM event WHERE {event_has_fire_units}) AS event JOIN response USING (event_number)
ORDER BY queued_at, event_number;
