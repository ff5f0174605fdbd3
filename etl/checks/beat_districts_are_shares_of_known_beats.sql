-- A beat with a district is a known one, once; its share in it is above 0 and no more than its share in any.
SELECT beat_district.*, beat.beat IS NOT NULL AS is_known
FROM beat_district LEFT JOIN beat ON beat.beat = beat_district.beat
QUALIFY NOT is_known OR count(*) OVER (PARTITION BY beat_district.beat) > 1
     OR (share > 0 AND share <= share_in_any + 1e-9 AND share_in_any <= 1) IS NOT TRUE
