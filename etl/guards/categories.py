"""A value never seen before on many rows: the export has renamed something, or its columns have shifted.

Judged on the rows that this refresh accepts. Values that the contract or a reference table knows are not new, whether
or not a row had them. An empty field is a value too: a column may run dry.
"""

import duckdb

from etl import export
from etl.export import Kind
from etl.guards.guard import Guard, Merged

_SHARE = 0.01
_FEWEST_ROWS = 10
"""Fewer rows are too few to say that something has been renamed."""

_COLUMNS = tuple(
    column
    for column in export.EVENT_COLUMNS
    if column.kind in (Kind.TEXT, Kind.PLACE) and column.name != "event_number"
)
_REFERENCE = {"beat": "beat.beat", "clearance": "clearance_wording.clearance"}
"""The columns whose values a reference table knows, each with where it does."""


def _reasons(merged: Merged) -> list[str]:
    accepted = "FROM stage.brought WHERE NOT is_repeat"
    counted = ", ".join(f"histogram(coalesce({column.name}, ''))" for column in _COLUMNS)
    found = merged.con.execute(f"SELECT count(*), {counted} {accepted}").fetchone()
    rows, *histograms = found or (0,)
    return [
        f"{column.header} is {value!r} on {count:,} of {rows:,} rows accepted, and was on none before."
        for column, values in zip(_COLUMNS, histograms, strict=True)
        for value, count in sorted((values or {}).items())
        if count >= _FEWEST_ROWS and count > _SHARE * rows and not _is_known(merged, column, value)
    ]


def _is_known(merged: Merged, column: export.Column, value: str) -> bool:
    if value in (*column.values, *(export.UNKNOWN_PLACES if column.kind is Kind.PLACE else ())):
        return True
    places = [f"stage.held_row WHERE {column.name} " + ("= ?" if value else "IS NULL")]
    if column.name in _REFERENCE:
        table, _, name = _REFERENCE[column.name].partition(".")
        places.append(f"{table} WHERE {name} = ?")
    return any(_is_there(merged.con, place, value) for place in places)


def _is_there(con: duckdb.DuckDBPyConnection, place: str, value: str) -> bool:
    """Say whether a row is there; the first one found ends the search."""
    return con.execute(f"SELECT TRUE FROM {place} LIMIT 1", [value] if "?" in place else []).fetchone() is not None


GUARD = Guard(
    "new-category",
    "a category never seen before on more than 1% of the rows accepted",
    "See whether the export's columns still mean what etl/export.py and data/reference/ say, and change those if not.",
    _reasons,
)
