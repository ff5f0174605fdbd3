-- One row per order of times that cannot be in the dispatch export: kept, because November's repeated hour makes honest ones, and counted.
CREATE TABLE impossible_order AS
SELECT unnest([
    {{'what': 'arrived before dispatched', 'rows': count(*) FILTER (arrived_at < dispatched_at)}},
    {{'what': 'in service before dispatched', 'rows': count(*) FILTER (cleared_at < dispatched_at)}},
    {{'what': 'in service before arrived', 'rows': count(*) FILTER (cleared_at < arrived_at)}}
], recursive := true)
FROM unit_response
WHERE agency <> 'SFD';
