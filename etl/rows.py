"""Write a few Python rows into a table."""

from collections.abc import Sequence

import duckdb


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Insert all rows in one statement: a statement a row took half of a small refresh."""
    if rows:
        marks = ", ".join("(" + ", ".join("?" for _ in row) + ")" for row in rows)
        con.execute(f"INSERT INTO {table} VALUES {marks}", [value for row in rows for value in row])
