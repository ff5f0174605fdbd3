-- Coordinates, addresses and reporting areas never enter a snapshot.
SELECT table_name, column_name FROM duckdb_columns()
WHERE database_name = current_database() AND NOT internal
  AND column_name IN ('longitude', 'latitude', 'address', 'reporting_area')
