-- One row per known weakness of the data: how many rows or events have it, of how many.
-- Units are those of the dispatch export, a row each; fire units are told by themselves, where there are any.
CREATE TABLE quality AS
WITH unit AS (SELECT count(*) AS rows FROM export_row),
events AS (SELECT count(*) AS rows FROM event),
fire AS (SELECT count(*) AS rows FROM fire_row HAVING count(*) > 0)
SELECT 'unit_without_arrival' AS name, 'Units without an arrival time' AS label, 'units' AS unit,
       (SELECT count(*) FROM unit_response WHERE arrived_at IS NULL AND agency <> 'SFD') AS found, (SELECT rows FROM unit) AS of_all
UNION ALL SELECT 'unit_without_clear', 'Units without an in-service time', 'units',
       (SELECT count(*) FROM unit_response WHERE cleared_at IS NULL AND agency <> 'SFD'), (SELECT rows FROM unit)
UNION ALL SELECT 'unit_negative_delay', 'Units sent before the event was queued', 'units',
       -- A row tells when its event was queued, except where the event's rows disagree: joining only those is quick.
       (SELECT count(*) FROM export_row LEFT JOIN (
            SELECT event_number, queued_at AS event_queued_at FROM event WHERE has_differing_rows
        ) AS differing USING (event_number)
        WHERE dispatched_at < coalesce(event_queued_at, queued_at)), (SELECT rows FROM unit)
UNION ALL SELECT 'unit_negative_service', 'Units in service again before they were sent', 'units',
       (SELECT count(*) FROM unit_response WHERE service_seconds < 0 AND agency <> 'SFD'), (SELECT rows FROM unit)
UNION ALL SELECT 'unit_over_24h', 'Units out for more than 24 hours', 'units',
       (SELECT count(*) FROM unit_response WHERE service_seconds > 86400 AND agency <> 'SFD'), (SELECT rows FROM unit)
UNION ALL SELECT 'response_negative', 'Events that a unit reached before they were queued', 'events',
       (SELECT count(*) FROM event WHERE first_response_seconds < 0), (SELECT rows FROM events)
UNION ALL SELECT 'response_over_24h', 'Events that no unit reached within 24 hours', 'events',
       (SELECT count(*) FROM event WHERE first_response_seconds > 86400), (SELECT rows FROM events)
UNION ALL SELECT 'test_call', 'Test calls, set aside', 'events',
       (SELECT count(*) FROM event WHERE is_test), (SELECT rows FROM events)
UNION ALL SELECT 'unknown_precinct', 'Events with an unknown precinct', 'events',
       (SELECT count(*) FROM event WHERE precinct = 'UNKNOWN'), (SELECT rows FROM events)
UNION ALL SELECT 'unknown_beat', 'Events with an unknown beat', 'events',
       (SELECT count(*) FROM event WHERE beat = 'UNKNOWN'), (SELECT rows FROM events)
UNION ALL SELECT 'unknown_neighborhood', 'Events with an unknown neighborhood', 'events',
       (SELECT count(*) FROM event WHERE neighborhood = 'UNKNOWN'), (SELECT rows FROM events)
UNION ALL SELECT 'unknown_origin', 'Events that are neither dispatched nor on-view', 'events',
       (SELECT count(*) FROM event WHERE origin IS NULL OR origin NOT IN ('DISPATCH', 'ONVIEW')), (SELECT rows FROM events)
UNION ALL SELECT 'differing_rows', 'Events whose rows disagree on the event', 'events',
       (SELECT count(*) FROM event WHERE has_differing_rows), (SELECT rows FROM events)
UNION ALL SELECT 'category_differs', 'Events whose published category and units disagree', 'events',
       (SELECT count(*) FROM category_disagreement), (SELECT rows FROM events)
UNION ALL SELECT 'location_redacted', 'Rows with redacted coordinates', 'units',
       (SELECT count(*) FROM export_row WHERE location_status = 'redacted'), (SELECT rows FROM unit)
UNION ALL SELECT 'location_sentinel', 'Rows with coordinates of -1', 'units',
       (SELECT count(*) FROM export_row WHERE location_status = 'sentinel'), (SELECT rows FROM unit)
UNION ALL SELECT 'duration_differs', 'Published durations that differ from ours', 'units',
       (SELECT coalesce(sum(differ), 0)::BIGINT FROM cross_check WHERE column_name IN {unit_durations}), (SELECT rows FROM unit)
UNION ALL SELECT 'rejected', 'Rows rejected, in all files read', 'units',
       (SELECT coalesce(sum(rows), 0)::BIGINT FROM rejection), (SELECT coalesce(sum(rows_read), 0)::BIGINT FROM source_file)
UNION ALL SELECT 'fire_unit_without_event', 'Fire units on events that the dispatch export does not have', 'units',
       rows - (SELECT coalesce(sum(sfd_units), 0)::BIGINT FROM fire_event), rows FROM fire
UNION ALL SELECT 'fire_unit_not_counted', 'Fire units without a usable service time', 'units',
       (SELECT coalesce(sum(sfd_units_not_counted), 0)::BIGINT FROM fire_event),
       (SELECT coalesce(sum(sfd_units), 0)::BIGINT FROM fire_event) FROM fire;
