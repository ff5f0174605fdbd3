-- One row per CAD event and call sign.
SELECT call_sign_dispatch_id, count(*) AS rows FROM unit_response GROUP BY 1 HAVING count(*) > 1
