-- Every column of every table has its line in the dictionary, and every line its column.
SELECT coalesce(there.table_name, told.table_name) AS table_name, coalesce(there.column_name, told.name) AS column_name
FROM (SELECT duckdb_columns.table_name, duckdb_columns.column_name
      FROM duckdb_columns() JOIN duckdb_tables() USING (database_name, table_oid)
      WHERE database_name = current_database() AND NOT duckdb_tables.temporary) AS there
FULL JOIN "column" AS told ON told.table_name = there.table_name AND told.name = there.column_name
WHERE there.table_name IS NULL OR told.name IS NULL
