"""A second implementation of the public metrics, slow and plain, written from their definitions alone.

Nothing here is shared with the pipeline or the dashboard: where the two disagree, one of them misread the definition.
`read_exports` gives a `World` of events; `answer` gives a metric's cells; `compare` sets a period beside another.

The metrics themselves are in `metrics.py`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tests.golden.comparables import Comparables, crews_spent
from tests.golden.filters import (
    EVERYTHING,
    LABELS,
    PERIODS,
    Filters,
    days_asked_for,
    days_in_range,
    is_complete,
    passes,
    period_compared_with,
    police_share_asked_for,
    the_only,
)
from tests.golden.measures import FEWEST, Cell, Row
from tests.golden.metrics import NAMES, Metric, metric_named
from tests.golden.terms import care_alone_after_spd, care_response, spd_response
from tests.golden.world import Event, World, read_exports

__all__ = [
    "FEWEST",
    "NAMES",
    "Cell",
    "Change",
    "World",
    "answer",
    "care_alone_after_spd",
    "care_response",
    "compare",
    "read_exports",
    "spd_response",
]

BIN_MINUTES = 5
LAST_BIN_MINUTES = 120
SMALLEST_SHOWN = 0.05
"""What is less is shown as 0.0, or below it."""

By = str | tuple[str, str] | None
Label = str | tuple[str, ...] | None
"""None without groups, text by one dimension, a tuple by two."""


@dataclass(frozen=True)
class Inquiry:
    """One metric asked of one world with one set of filters."""

    world: World
    metric: Metric
    filters: Filters

    @property
    def events(self) -> list[Event]:
        """The events the metric is about that the filters let through."""
        ignoring = frozenset() if self.metric.heeds_responders else frozenset({"responders"})
        if self.metric.needs_fire and self.world.fire_days is None:
            return []
        return [
            event
            for event in self.world.events
            if self.metric.is_about(event) and passes(event, self.filters, ignoring)
        ]

    def measure(
        self, groups: Mapping[tuple[str, ...], Sequence[Event]], dimensions: Sequence[str]
    ) -> dict[Label, Cell]:
        """Measure each group, over the days of its period."""
        days = Counter(_periods(day, dimensions) for day in self._days)
        comparables, of_crews = Comparables(self.world.events), Comparables(self.world.events, crews_spent)
        rows = {
            _public(labels): Row(
                events=events,
                days=days[_those(dimensions, labels, in_time=True)],
                comparables=comparables,
                crews_comparables=of_crews,
                police_share=police_share_asked_for(self.filters),
                passes_every_filter=lambda event: passes(event, self.filters),
            )
            for labels, events in groups.items()
        }
        return {label: self._cell(row) for label, row in rows.items()}

    @property
    def _days(self) -> list[date]:
        """The days asked for of which anything is known."""
        days = days_in_range(self.world, self.filters)
        if not self.metric.needs_fire:
            return days
        first, last = self.world.fire_days or (date.max, date.min)
        return [day for day in days if first <= day <= last]

    def is_complete(self, start: date, end: date) -> bool:
        """Say whether a period lies wholly in what is known."""
        first, last = self.world.fire_days or (date.max, date.min)
        reaches = not self.metric.needs_fire or (first <= start and end <= last)
        return is_complete(self.world, start, end) and reaches

    def _cell(self, row: Row) -> Cell:
        """Measure a row; of days that are not loaded nothing is known, not that there was nothing."""
        cell = self.metric.measure(row)
        return cell if row.days else replace(cell, value=None, withheld=False, low=None, high=None)


def answer(world: World, metric: str, filters: Filters = EVERYTHING, by: By = None) -> dict[Label, Cell]:
    """Measure the metric over the events the filters let through, a cell a group; one cell under None without `by`.

    Time groups inside the loaded and filtered days are always there, beside every other label that has an event; other
    groups only with an event.
    """
    inquiry = _inquire(world, metric, filters)
    dimensions = _dimensions(by)
    labelled = [(_labels(event, dimensions, inquiry.metric), event) for event in inquiry.events]
    found = [(labels, event) for labels, event in labelled if labels is not None]
    if makes_a_group := inquiry.metric.groups_by:
        there = {labels for labels, event in found if makes_a_group(event)}
        found = [(labels, event) for labels, event in found if labels in there or not dimensions]
    groups: dict[tuple[str, ...], list[Event]] = {
        labels: []
        for labels in _always_there(dimensions, days_in_range(world, filters), [labels for labels, _ in found])
    }
    for labels, event in found:
        groups.setdefault(labels, []).append(event)
    return inquiry.measure(groups, dimensions)


@dataclass(frozen=True)
class Change:
    """A value beside that of another period. `percent` is in hundredths of the other value.

    There is none of a share, none where either rests on fewer than ten events, and none where the other value is not
    above 0 when it is rounded as it is shown: to whole calls, or to tenths of minutes and hours.
    """

    value: float | None
    other: float | None
    n: int
    other_n: int
    is_of_a_share: bool
    is_complete: bool
    other_is_complete: bool

    @property
    def difference(self) -> float | None:
        """How much more or less it is; None when either is missing."""
        return None if self.value is None or self.other is None else self.value - self.other

    @property
    def percent(self) -> float | None:
        """The difference in percent of the other value."""
        if self.is_of_a_share or min(self.n, self.other_n) < FEWEST:
            return None
        if self.difference is None or self.other is None or self.other < SMALLEST_SHOWN:
            return None
        return 100 * self.difference / self.other


def compare(world: World, metric: str, filters: Filters, by: By = None, to: str = "previous") -> dict[Label, Change]:
    """Set the period from `start` to `end` beside the one before, or beside the same dates a year before.

    The other is as long as what is loaded of the one asked about, where any of it is. The rows are those of both
    periods; where one of them has no such group, it is measured over no events.
    """
    if not {"start", "end"} <= filters.keys() or any(dimension in PERIODS for dimension in _dimensions(by)):
        raise ValueError("a comparison needs a start and an end, and no groups by time")
    start, end = days_asked_for(filters)
    loaded = days_in_range(world, filters) or [start, end]
    other_start, other_end = period_compared_with(loaded[0], loaded[-1], to)
    other_filters = {**filters, "start": [other_start.isoformat()], "end": [other_end.isoformat()]}
    ours, others = answer(world, metric, filters, by), answer(world, metric, other_filters, by)
    inquiry = _inquire(world, metric, filters)
    no_cell, no_other = (_inquire(world, metric, each).measure({(): []}, ())[None] for each in (filters, other_filters))
    return {
        label: Change(
            value=ours.get(label, no_cell).value,
            other=others.get(label, no_other).value,
            n=ours.get(label, no_cell).n,
            other_n=others.get(label, no_other).n,
            is_of_a_share=metric.endswith("_share"),
            is_complete=inquiry.is_complete(start, end),
            other_is_complete=inquiry.is_complete(other_start, other_end),
        )
        for label in {**ours, **others}
    }


def _inquire(world: World, metric: str, filters: Filters) -> Inquiry:
    return Inquiry(world, metric_named(metric, the_only(filters, "count", "dispatched")), filters)


# Groups.


def _dimensions(by: By) -> tuple[str, ...]:
    if by is None:
        return ()
    return (by,) if isinstance(by, str) else by


def _public(labels: tuple[str, ...]) -> Label:
    return labels if len(labels) > 1 else next(iter(labels), None)


def _labels(event: Event, dimensions: Sequence[str], metric: Metric) -> tuple[str, ...] | None:
    """Name the group an event falls in; None when it falls in none."""
    labels = [_label(event, dimension, metric) for dimension in dimensions]
    named = tuple(label for label in labels if label is not None)
    return named if len(named) == len(labels) else None


def _label(event: Event, dimension: str, metric: Metric) -> str | None:
    if dimension == "minutes_bin":
        return _minutes_bin(event, metric)
    return PERIODS[dimension](event.queued_at.date()) if dimension in PERIODS else LABELS[dimension](event)


def _minutes_bin(event: Event, metric: Metric) -> str | None:
    """Name the bin of five minutes by the minute it starts at; the last has no end. Only what counts has one."""
    if metric.timing is None:
        raise ValueError("only durations have bins of minutes")
    seconds = metric.timing(event)
    if isinstance(seconds, str):
        return None
    return str(min(LAST_BIN_MINUTES, seconds // 60 // BIN_MINUTES * BIN_MINUTES))


def _periods(day: date, dimensions: Sequence[str]) -> tuple[str, ...]:
    """Name the periods a day falls in, of the dimensions that are periods."""
    return tuple(PERIODS[dimension](day) for dimension in dimensions if dimension in PERIODS)


def _those(dimensions: Sequence[str], labels: Sequence[str], in_time: bool) -> tuple[str, ...]:
    """Give the labels that are periods, or those that are not."""
    return tuple(label for name, label in zip(dimensions, labels, strict=True) if (name in PERIODS) is in_time)


def _always_there(
    dimensions: Sequence[str], days: Iterable[date], found: Iterable[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Every period of the days, beside every other label found; the one row there is without groups."""
    if not dimensions:
        return [()]
    if not any(dimension in PERIODS for dimension in dimensions):
        return []
    periods = dict.fromkeys(_periods(day, dimensions) for day in days)
    if all(dimension in PERIODS for dimension in dimensions):
        return list(periods)
    others = sorted({_those(dimensions, labels, in_time=False) for labels in found})
    return [_in_order(dimensions, period, other) for period in periods for other in others]


def _in_order(dimensions: Sequence[str], periods: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Put the labels that are periods and those that are not in the order of their dimensions."""
    next_period, next_other = iter(periods), iter(others)
    return tuple(next(next_period if dimension in PERIODS else next_other) for dimension in dimensions)
