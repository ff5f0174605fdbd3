-- The rejected rows of a file are exactly those counted under its reasons.
SELECT source_file.load_id, source_file.file_name, rows_rejected, coalesce(sum(rejection.rows), 0) AS by_reason
FROM source_file LEFT JOIN rejection USING (load_id, file_name)
GROUP BY ALL HAVING rows_rejected <> coalesce(sum(rejection.rows), 0)
