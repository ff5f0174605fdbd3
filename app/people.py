"""What the published tables about people say: fixed groups, which no filter of the reader changes.

The rows stay in a private store. A snapshot holds `people_cell`, where a number that is not shown is NULL; a snapshot
of before there were such tables, or without exports about people, has none.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.db import Snapshot
from app.facts import Facts, Keys
from app.periods import days_of, period_labels
from etl.metrics import DIMENSIONS, Metric

QUARTER, YEAR, OUTCOME = "quarter", "year", "outcome"
PARTS = ("precinct", "language")
"""What a year's tables are cut by, one at a time."""

ALL_OTHERS = "ALL OTHERS"
"""The key of the parts that are not shown, together."""

_TABLE = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'people_cell'"


@dataclass(frozen=True)
class Coverage:
    """Which tables an answer stands on: the first and last of their quarters or years, and those left out between.

    `periods` are those that its rows are made of. `published_on` is the day of the newest of them; `is_newest` says
    that the year was not asked for, but is the newest.
    """

    first: str
    last: str
    without: tuple[str, ...]
    periods: tuple[str, ...]
    published_on: date
    is_newest: bool


@dataclass(frozen=True)
class Published:
    """What is published of one group; of one that is not shown there are no facts."""

    facts: Facts | None
    published_on: date | None


def is_published_by(by: Sequence[str]) -> bool:
    """Say whether there is a table cut so: each by itself or with the year, and outcomes by quarter."""
    return len(by) < 2 or YEAR in by or set(by) == {QUARTER, OUTCOME}


def published(snapshot: Snapshot, metric: Metric, by: tuple[str, ...]) -> dict[Keys, Published]:
    """Say what is published of each group, in order; of quarters added up, those that are shown."""
    return snapshot.remember(("people", metric.name, by), lambda: _published(snapshot, metric, by))


def coverage(snapshot: Snapshot, metric: Metric, by: tuple[str, ...]) -> Coverage | None:
    """Say which tables an answer stands on; None where none is published."""
    return snapshot.remember(("people covered", metric.name, by), lambda: _coverage(snapshot, metric, by))


def _coverage(snapshot: Snapshot, metric: Metric, by: tuple[str, ...]) -> Coverage | None:
    days = _days_published(snapshot, metric, by)
    if not days:
        return None
    scope = _scope(by)
    is_newest = scope in PARTS and YEAR not in by
    periods = list(days)[-1:] if is_newest else list(days)
    shown = [period for period in periods if days[period][0] or scope in PARTS]
    return Coverage(
        first=periods[0],
        last=periods[-1],
        without=tuple(period for period in _between(scope, periods) if shown and period not in shown),
        periods=tuple(shown if shown and scope == QUARTER and QUARTER not in by else periods),
        published_on=max(days[period][1] for period in periods),
        is_newest=is_newest,
    )


def _days_published(snapshot: Snapshot, metric: Metric, by: tuple[str, ...]) -> dict[str, tuple[bool, date]]:
    """Say of each period of the tables, in order, whether it is shown and the day it was published."""
    if not snapshot.remember("has tables about people", lambda: snapshot.rows(_TABLE) != [(0,)]):
        return {}
    sql = f"""
        SELECT period, bool_and(people IS NOT NULL), max(published_on) FROM people_cell
        WHERE scope = $scope AND ({_population(metric, by)}) GROUP BY period ORDER BY period
    """
    return {period: (is_shown, day) for period, is_shown, day in snapshot.rows(sql, {"scope": _scope(by)})}


def _between(scope: str, periods: Sequence[str]) -> list[str]:
    """List the periods from the first to the last, also those that were never published."""
    kind = QUARTER if scope == QUARTER else YEAR
    return period_labels(kind, days_of(kind, periods[0])[0], days_of(kind, periods[-1])[1])


def _published(snapshot: Snapshot, metric: Metric, by: tuple[str, ...]) -> dict[Keys, Published]:
    """Ask for a row a group: its keys, whether it is shown, since when, and its number."""
    covered = coverage(snapshot, metric, by)
    if covered is None:
        return {}
    keys = [DIMENSIONS[name].in_people for name in by]
    number = [metric.value, metric.low or "NULL", metric.high or "NULL", metric.n, *metric.excluded.values()]
    sql = f"""
        SELECT {", ".join([*keys, "bool_and(people IS NOT NULL)", "max(published_on)", *number])} FROM people_cell
        WHERE scope = $scope AND list_contains($periods, period) AND ({_population(metric, by)})
        {f"GROUP BY {', '.join(keys)}" if keys else ""}
    """
    found = snapshot.rows(sql, {"scope": _scope(by), "periods": list(covered.periods)})
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


def _scope(by: Sequence[str]) -> str:
    """Name the tables that are cut so."""
    part = next((name for name in by if name in PARTS), None)
    return part or (YEAR if YEAR in by and QUARTER not in by else QUARTER)


def _place(keys: Keys) -> tuple[tuple[bool, bool, str], ...]:
    """Sort by name, what is not known after the others, and all others together last."""
    return tuple((key == ALL_OTHERS, key == "UNKNOWN", key) for key in keys)
