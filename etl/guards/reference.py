"""Reference tables or boundaries that do not fit the data: they are of other areas, or of other call types."""

from etl.guards.guard import Guard, Merged

_MAY_BE_STRANGE = 0.1
_FEWEST_ROWS = 100
"""Fewer rows that name a place are too few to say that the tables are of other places."""

_PLACES = {
    "beat": ("SELECT beat FROM beat", "data/reference/beat.csv"),
    "neighborhood": ("SELECT name FROM area WHERE kind = 'neighborhood'", "the boundaries of neighborhoods"),
}
"""The columns whose values a table or a map lists: which it lists, and its name."""

_FEWEST_CALLS = 1_000
_TYPES = """
    SELECT count(*), count(*) FILTER (initial_call_type IN (SELECT call_type FROM eligible_call_type))
    FROM event
    WHERE origin = 'DISPATCH' AND queued_at >= (SELECT min(starts_on) FROM eligible_call_type)
"""


def _reasons(merged: Merged) -> list[str]:
    return [*(reason for column in _PLACES for reason in _strange_places(merged, column)), *_strange_types(merged)]


def _strange_places(merged: Merged, column: str) -> list[str]:
    """Say which of the places that come in are not listed, if they are many."""
    listed, name = _PLACES[column]
    found = merged.con.execute(f"""
        WITH listed(place) AS ({listed}),
        counted AS (
            SELECT {column} AS place, count(*) AS rows FROM stage.brought WHERE {column} <> 'UNKNOWN' GROUP BY place
        )
        SELECT coalesce(sum(rows), 0)::BIGINT,
               coalesce(sum(rows) FILTER (place NOT IN (FROM listed)), 0)::BIGINT,
               coalesce(list(place ORDER BY rows DESC, place) FILTER (place NOT IN (FROM listed)), []),
               (SELECT count(*) FROM listed)
        FROM counted
    """).fetchone()
    rows, strange, places, are_listed = found or (0, 0, [], 0)
    if not are_listed or rows < _FEWEST_ROWS or strange <= _MAY_BE_STRANGE * rows:
        return []
    return [f"{strange:,} of {rows:,} rows have a {column} that is not in {name}: {', '.join(places[:5])}."]


def _strange_types(merged: Merged) -> list[str]:
    calls, eligible = merged.con.execute(_TYPES).fetchone() or (0, 0)
    if calls < _FEWEST_CALLS or eligible:
        return []
    return [f"None of {calls:,} dispatched calls is of a type that data/reference/eligible_call_type.csv lists."]


GUARD = Guard(
    "reference",
    "reference tables or boundaries that do not fit the data",
    "Correct the table, or give other boundaries ('python -m etl boundaries'), and run the refresh again.",
    _reasons,
    compares=False,
)
