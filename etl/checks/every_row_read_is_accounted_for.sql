-- Accepted, unchanged, superseded and rejected rows add up to the rows read, file by file.
SELECT file_name, rows_read, rows_accepted, rows_unchanged, rows_superseded, rows_rejected
FROM source_file
WHERE rows_read <> rows_accepted + rows_unchanged + rows_superseded + rows_rejected
