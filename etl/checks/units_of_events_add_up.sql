-- Every unit response is counted on exactly one event, under exactly one agency.
SELECT counted.agency, counted.units AS counted_on_events, coalesce(rows.units, 0) AS unit_responses
FROM (SELECT 'CARE' AS agency, coalesce(sum(care_units), 0) AS units FROM event
      UNION ALL SELECT 'SPD', coalesce(sum(spd_units), 0) FROM event
      UNION ALL SELECT 'SFD', coalesce(sum(sfd_units), 0) FROM fire_event) AS counted
FULL JOIN (SELECT agency, count(*) AS units FROM unit_response GROUP BY agency) AS rows USING (agency)
WHERE coalesce(counted.units, 0) <> coalesce(rows.units, 0)
