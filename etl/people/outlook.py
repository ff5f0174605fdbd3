"""The outlook: what is due, so that somebody can look at it before it is published for good."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from etl.people.due import Due
from etl.people.families import known_events
from etl.people.frozen import is_waiting, quarter_name
from etl.people.store import DATABASE


@dataclass(frozen=True)
class Period:
    """A quarter or a year that is due: its rows, their first and last day, and the quarters that they are of.

    `events_not_held` counts those whose event is not held: they would be published under no precinct.
    """

    source: str
    period: str
    rows: int
    first_day: date
    last_day: date
    events_not_held: int
    quarters: tuple[str, ...]


def outlook(con: duckdb.DuckDBPyConnection, due: Sequence[Due], events: str) -> Iterator[Period]:
    """Describe each period that is due; `events` is the table of events held."""
    for each in due:
        for period in each.periods:
            yield _described(con, each, period, events)


def _described(con: duckdb.DuckDBPyConnection, due: Due, period: str, events: str) -> Period:
    """Describe the rows as they would be counted: those frozen, and of the others those whose quarter is due."""
    family = due.family
    told = f"CAST({family.contract.dated_by} AS DATE) AS day, {family.is_astray} AS is_astray"
    joined = f"AS ours {family.joined.format(known_events=known_events(events))}"
    rows, first, last, astray, quarters = con.execute(
        f"""SELECT count(*), min(day), max(day), count(*) FILTER (is_astray), list(DISTINCT quarter ORDER BY quarter)
            FROM (
                SELECT quarter, {told} FROM {DATABASE}.{family.frozen} {joined}
                UNION ALL
                SELECT {quarter_name(family)}, {told} FROM {DATABASE}.{family.table} {joined}
                WHERE {is_waiting(family)} AND list_contains(?, {quarter_name(family)})
            ) WHERE starts_with(quarter, ?)""",
        [list(due.quarters), period],
    ).fetchall()[0]
    return Period(family.source, period, rows, first, last, astray, tuple(quarters))
