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


_FEWEST_NEIGHBORHOODS = 30
"""The City has 58. Fewer are a part of it, or too few rows to say that a name is none."""
_UNKNOWN = f"""
    WITH drawn(name) AS (SELECT name FROM area WHERE kind = 'neighborhood'),
    counted AS (
        SELECT neighborhood AS name, count(*) AS events FROM event WHERE neighborhood <> 'UNKNOWN' GROUP BY name
    ),
    whole AS (
        SELECT (SELECT count(*) FROM drawn) >= {_FEWEST_NEIGHBORHOODS}
            OR (SELECT count(*) >= {_FEWEST_NEIGHBORHOODS} AND sum(events) >= {_FEWEST_CALLS} FROM counted)
    ),
    known AS (FROM drawn UNION SELECT name FROM counted),
    named AS (SELECT starts_on, unnest(neighborhoods) AS name FROM programme_phase)
    SELECT starts_on, name, (SELECT arg_max(known.name, jaro_winkler_similarity(known.name, named.name)) FROM known)
    FROM named WHERE (FROM whole) AND name NOT IN (FROM known) ORDER BY ALL
"""
"""The neighborhoods of phases that are in no event and no boundary, where either is of the whole city."""


def _reasons(merged: Merged) -> list[str]:
    places = [reason for column in _PLACES for reason in _strange_places(merged, column)]
    return [*places, *_strange_types(merged), *_unknown_neighborhoods(merged)]


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


def _unknown_neighborhoods(merged: Merged) -> list[str]:
    """Say which neighborhoods of a phase are nowhere: misspelt, they would silently take calls out of its area."""
    return [
        f"data/reference/programme_phase.csv, the row of starts_on {starts_on}: neighborhoods holds {name!r}, which no "
        f"event and no boundary has. The nearest that is known is {nearest!r}."
        for starts_on, name, nearest in merged.con.execute(_UNKNOWN).fetchall()
    ]


GUARD = Guard(
    "reference",
    "reference tables or boundaries that do not fit the data",
    "Correct the table, or give other boundaries ('python -m etl boundaries'), and run the refresh again.",
    _reasons,
    compares=False,
)
