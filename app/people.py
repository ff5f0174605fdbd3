"""What the published tables about people say: fixed groups, which no filter of the reader changes.

The rows stay in a private store. A snapshot holds `people_cell`, where a number that is not shown is NULL; a snapshot
of before there were such tables, or without exports about people, has none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.covered import QUARTER, YEAR, Coverage, Table, Tables, by_period, newest_year, together
from app.db import Snapshot
from app.facts import Facts, Keys
from etl.metrics import DIMENSIONS, Metric

OUTCOME = "outcome"
PARTS = ("precinct", "language")
"""What a year's tables are cut by, one at a time."""

ALL_OTHERS = "ALL OTHERS"
"""The key of the parts that are not shown, together."""

_TABLE = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'people_cell'"


@dataclass(frozen=True)
class Published:
    """What is published of one group; of one that is not shown there are no facts."""

    facts: Facts | None
    published_on: date | None


def is_published_by(by: Sequence[str]) -> bool:
    """Say whether there is a table cut so: each by itself or with the year, and outcomes by quarter."""
    return len(by) < 2 or YEAR in by or set(by) == {QUARTER, OUTCOME}


def published(snapshot: Snapshot, metric: Metric, by: tuple[str, ...]) -> dict[Keys, Published]:
    """Say what is published of each group, in order; of all together, the years and quarters that are shown."""
    return snapshot.remember(("people", metric.name, by), lambda: _published(snapshot, metric, by))


def coverage(snapshot: Snapshot, metric: Metric, by: tuple[str, ...]) -> Coverage | None:
    """Say which tables an answer stands on; None where none is published."""
    return snapshot.remember(("people covered", metric.name, by), lambda: _coverage(snapshot, metric, by))


def _coverage(snapshot: Snapshot, metric: Metric, by: tuple[str, ...]) -> Coverage | None:
    tables = _tables(snapshot, metric, by)
    if not tables:
        return None
    if _is_together(by):
        return together(tables)
    return newest_year(tables) if YEAR not in by and QUARTER not in by else by_period(tables)


def _tables(snapshot: Snapshot, metric: Metric, by: tuple[str, ...]) -> Tables:
    """List the tables of the quarters or years that an answer may be made of; those of parts are there in part."""
    if not snapshot.remember("has tables about people", lambda: snapshot.rows(_TABLE) != [(0,)]):
        return {}
    sql = f"""
        SELECT period, bool_and(people IS NOT NULL OR part IS NOT NULL), max(published_on) FROM people_cell
        WHERE list_contains($scopes, scope) AND ({_population(metric, by)}) GROUP BY period ORDER BY period
    """
    found = snapshot.rows(sql, {"scopes": _scopes(by)})
    return {period: Table(is_shown, day) for period, is_shown, day in found}


def _published(snapshot: Snapshot, metric: Metric, by: tuple[str, ...]) -> dict[Keys, Published]:
    """Ask for a row a group: its keys, whether it is shown, since when, and its number."""
    covered = coverage(snapshot, metric, by)
    if covered is None:
        return {}
    keys = [DIMENSIONS[name].in_people for name in by]
    number = [metric.value, metric.low or "NULL", metric.high or "NULL", metric.n, *metric.excluded.values()]
    sql = f"""
        SELECT {", ".join([*keys, "bool_and(people IS NOT NULL)", "max(published_on)", *number])} FROM people_cell
        WHERE list_contains($scopes, scope) AND list_contains($periods, period) AND ({_population(metric, by)})
        {f"GROUP BY {', '.join(keys)}" if keys else ""}
    """
    found = snapshot.rows(sql, {"scopes": _scopes(by), "periods": list(covered.periods)})
    rows = {tuple(row[: len(by)]): row[len(by) :] for row in found}
    return {group: _told(metric, *rows[group]) for group in sorted(rows, key=_place)}


def _told(metric: Metric, is_shown: bool, day: date, *number: float) -> Published:
    if not is_shown:
        return Published(None, day)
    value, low, high, n, *excluded = number
    counts = dict(zip(metric.excluded, map(int, excluded), strict=True))
    return Published(Facts(value, low, high, int(n), counts, {}), day)


def _population(metric: Metric, by: Sequence[str]) -> str:
    return next((metric.cut_by[name] for name in by if name in metric.cut_by), metric.population)


def _is_together(by: Sequence[str]) -> bool:
    """Say whether all that is published is one number, or one for each outcome."""
    return not {QUARTER, YEAR, *PARTS} & set(by)


def _scopes(by: Sequence[str]) -> list[str]:
    """Name the tables that are cut so; of all together there are those of quarters and those of years."""
    if _is_together(by):
        return [QUARTER, YEAR]
    part = next((name for name in by if name in PARTS), None)
    return [part or (QUARTER if QUARTER in by else YEAR)]


def _place(keys: Keys) -> tuple[tuple[bool, bool, str], ...]:
    """Sort by name, what is not known after the others, and all others together last."""
    return tuple((key == ALL_OTHERS, key == "UNKNOWN", key) for key in keys)
