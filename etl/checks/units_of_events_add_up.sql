-- Every unit response is counted on exactly one event, under exactly one agency.
SELECT events.units AS counted_on_events, fire.units AS fire_units, rows.units AS unit_responses
FROM (SELECT coalesce(sum(care_units + spd_units), 0) AS units FROM event) AS events,
     (SELECT coalesce(sum(sfd_units), 0) AS units FROM fire_event) AS fire,
     (SELECT count(*) AS units FROM unit_response) AS rows
WHERE events.units + fire.units <> rows.units
