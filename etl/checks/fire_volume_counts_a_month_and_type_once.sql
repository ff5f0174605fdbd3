-- Of a month of the fire department's feed each type has one row, with one incident or more, and the month's own days.
SELECT month, type, count(*) AS rows, min(incidents) AS fewest FROM fire_volume GROUP BY month, type
HAVING count(*) > 1 OR min(incidents) < 1 OR type = '' OR month IS NULL OR type IS NULL
    OR min(strftime(first_day, '%Y-%m')) <> month OR max(strftime(through, '%Y-%m')) <> month
    OR min(through) < max(first_day) OR count(is_low_acuity_aid) < count(*)
