-- The fire department's feed is real; beside invented events it would pass for theirs.
SELECT count(*) AS rows FROM fire_volume, snapshot WHERE is_invented HAVING count(*) > 0
