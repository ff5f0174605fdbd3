"""The pipeline: dispatch exports in, one DuckDB snapshot out. It does not know that a dashboard exists."""
