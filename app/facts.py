"""What the database says of the events of a question, group by group, read in one scan for all metrics that share them.

Three statistics of one duration differ in their value alone; so do the modeled hours and the officers they amount to.
Asked one by one, each would read the same columns of the same events again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from app.db import Snapshot
from app.filters import Filters
from etl.metrics import DIMENSIONS, METRICS, Metric, is_counted

Keys = tuple[str, ...]
_Row = tuple[Any, ...]


@dataclass(frozen=True)
class Facts:
    """What the database says of one group, before it is decided what may be shown."""

    value: float | None
    low: float | None
    high: float | None
    n: int
    excluded: dict[str, int]
    details: dict[str, float]

    def over(self, divisor: float | None) -> "Facts":
        """Divide the value and its interval; nothing can be said when there is nothing to divide by."""

        def quotient(value: float | None) -> float | None:
            return value / divisor if value is not None and divisor else None

        return replace(self, value=quotient(self.value), low=quotient(self.low), high=quotient(self.high))


def facts_of(snapshot: Snapshot, metric: Metric, filters: Filters, by: tuple[str, ...]) -> dict[Keys, Facts]:
    """Say what the events of each group amount to; groups without events are left out."""
    values = list(dict.fromkeys(other.value for other in METRICS.values() if _shares(metric, other)))
    sql, bound = _scan(metric, values, filters, by)
    rows = snapshot.remember(("scan", sql, tuple(bound.items())), lambda: snapshot.rows(sql, bound))
    others = len(by) + len(values)
    told = {row[: len(by)]: (row[len(by) + values.index(metric.value)], *row[others:]) for row in rows}
    return {keys: _facts(metric, row) for keys, row in told.items()}


def _shares(metric: Metric, other: Metric) -> bool:
    """Whether both rest on the same events, leave out the same and tell the same of them, but for their value."""
    return _beside_value(metric) == _beside_value(other)


def _beside_value(metric: Metric) -> tuple[object, ...]:
    """Name all that is asked for but the value; an interval belongs to its own value."""
    events = (metric.relation, metric.population, metric.counted_as, metric.ignores, metric.seconds)
    return (*events, metric.n, metric.low, metric.high, metric.excluded, metric.details)


def _scan(
    metric: Metric, values: Sequence[str], filters: Filters, by: tuple[str, ...]
) -> tuple[str, dict[str, object]]:
    """Write the query, a row a group: its keys, each of the values, and what they have in common; and what it binds."""
    where, bound = filters.where(ignoring=metric.ignores)
    population = metric.counted_as.get(filters.count, metric.population)
    cuts = [DIMENSIONS[name].shown.format(seconds=metric.seconds) for name in by]
    groups = ", ".join(DIMENSIONS[name].grouped.format(seconds=metric.seconds) for name in by)
    if any(DIMENSIONS[name].needs_duration for name in by):
        where += f" AND {is_counted(str(metric.seconds))}"  # only a duration that counts falls into a bin
    common = [
        metric.low or "NULL",
        metric.high or "NULL",
        metric.n,
        *metric.excluded.values(),
        *metric.details.values(),
    ]
    sql = f"""
        SELECT {", ".join([*cuts, *values, *common])} FROM {metric.relation} WHERE ({population}) AND ({where})
        {f"GROUP BY {groups}" if groups else ""}
    """
    return sql, bound | ({"police_share": filters.police_share} if "$police_share" in sql else {})


def _facts(metric: Metric, row: _Row) -> Facts:
    value, low, high, n, *counts = row
    left_out, parts = counts[: len(metric.excluded)], counts[len(metric.excluded) :]
    excluded = dict(zip(metric.excluded, left_out, strict=True))
    return Facts(value, low, high, n, excluded, dict(zip(metric.details, parts, strict=True)))
