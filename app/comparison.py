"""Change: a period against the one before it, or against the same dates a year before."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import compress

from app.db import Snapshot
from app.facts import Keys
from app.percents import percent_from
from app.periods import days_shown, periods_together
from app.queries import Answer, Row, ask, groups_shown, row_without_events
from etl.metrics import DIMENSIONS, Metric

PREVIOUS, YEAR = "previous", "year"
COMPARE = (PREVIOUS, YEAR)

_Place = tuple[int, Keys]


@dataclass(frozen=True)
class Change:
    """How a row differs from the same row of another period.

    `difference` is ours minus theirs, None where either has no value; `percent` is that in percent of theirs, None
    where it would mislead (`percent_from`). `complete` says whether both periods lie wholly in the data;
    `low` and `high` bound the other value's 95 % interval, where it has one.
    """

    start: date
    end: date
    value: float | None
    text: str
    n: int
    difference: float | None
    percent: float | None
    complete: bool
    low: float | None = None
    high: float | None = None


Compared = Mapping[str, Sequence[Change]]
"""For each period that an answer is compared with, a change a row."""


@dataclass(frozen=True)
class _Spans:
    """The spans of time that a question's rows stand for, loaded or not: a row is found by its place among them."""

    is_period: tuple[bool, ...]
    labels: list[Keys]

    @classmethod
    def of(cls, by: tuple[str, ...], start: date, end: date) -> "_Spans":
        is_period = tuple(DIMENSIONS[name].is_period for name in by)
        kinds = tuple(compress(by, is_period))
        return cls(is_period, periods_together(kinds, start, end) if kinds else [()])

    @cached_property
    def _positions(self) -> dict[Keys, int]:
        return {labels: position for position, labels in enumerate(self.labels)}

    def place(self, keys: Keys) -> _Place:
        """Say where a row's span stands, and its other keys."""
        others = compress(keys, [not period for period in self.is_period])
        return self._positions[tuple(compress(keys, self.is_period))], tuple(others)

    def keys(self, place: _Place) -> Keys | None:
        """Write the keys of the row at a place; None where there are not as many spans."""
        position, others = place
        if position >= len(self.labels):
            return None
        span, rest = iter(self.labels[position]), iter(others)
        return tuple(next(span if period else rest) for period in self.is_period)


@dataclass(frozen=True)
class _Other:
    """The answer for another period, and how its rows and ours find each other."""

    answer: Answer
    start: date
    end: date
    our_spans: _Spans
    their_spans: _Spans

    @classmethod
    def of(cls, snapshot: Snapshot, answer: Answer, to: str) -> "_Other":
        shown = days_shown(answer.info, answer.filters)
        start, end = other_period(*shown, to)
        filters = answer.filters.model_copy(update={"start": start, "end": end})
        theirs = ask(snapshot, answer.metric.name, filters, answer.by)
        return cls(theirs, start, end, _Spans.of(answer.by, *shown), _Spans.of(answer.by, start, end))

    @cached_property
    def _rows(self) -> dict[Keys, Row]:
        return {row.keys: row for row in self.answer.rows}

    def like(self, ours: Row) -> Row:
        """Find the row that stands at the place of ours; what is not there had no events."""
        keys = self.their_spans.keys(self.our_spans.place(ours.keys)) or ours.keys
        return self._rows.get(keys) or row_without_events(self.answer, keys)

    def groups(self) -> list[Keys]:
        """Name the groups of the other period as they are called in ours."""
        named = (self.our_spans.keys(self.their_spans.place(keys)) for keys in self._rows)
        return [keys for keys in named if keys is not None]


def compare(snapshot: Snapshot, answer: Answer, to: Sequence[str]) -> tuple[Answer, Compared]:
    """Set an answer beside the periods named: give it the groups of all of them, and compare each row with its like."""
    asked = [name for name in COMPARE if name in to]
    if not asked:
        return answer, {}
    whole = with_groups_of(snapshot, answer, *asked)
    return whole, {name: changes(snapshot, whole, name) for name in asked}


def row_by_row(answer: Answer, compared: Compared) -> list[tuple[Row, dict[str, Change]]]:
    """Pair each row with its change against each period."""
    return [(row, {to: found[place] for to, found in compared.items()}) for place, row in enumerate(answer.rows)]


def changes(snapshot: Snapshot, answer: Answer, to: str) -> list[Change]:
    """Compare each row of `answer` with its like in the other period; what that lacks is a row without events.

    The other period is as long as the days shown, not as those asked for. Spans of time are matched by their place in
    the period (the third month with the third), other groups by name.
    """
    other = _Other.of(snapshot, answer, to)
    return [_change(answer.metric, row, other.like(row), other.start, other.end) for row in answer.rows]


def with_groups_of(snapshot: Snapshot, answer: Answer, *compared: str) -> Answer:
    """Add to an answer the groups that only the periods it is compared with have: of them there are no events now."""
    ours = {row.keys: row for row in answer.rows}
    theirs = [keys for to in compared for keys in _Other.of(snapshot, answer, to).groups()]
    groups = groups_shown(answer.info, answer.filters, answer.by, list(dict.fromkeys([*ours, *theirs])))
    return replace(answer, rows=tuple(ours.get(keys) or row_without_events(answer, keys) for keys in groups))


def percent_of(metric: Metric, ours: Row, theirs: Row) -> float | None:
    """Say a row's difference in percent of theirs; None where it would mislead (`percent_from`)."""
    if ours.value is None or theirs.value is None:
        return None
    return percent_from(metric, ours.value, theirs.value, n=min(ours.n, theirs.n))


def other_period(start: date, end: date, to: str) -> tuple[date, date]:
    """Return the period to compare with: as many whole months before, as many days before, or the year before."""
    if to == YEAR:
        return _a_year_before(start), _a_year_before(end)
    before = start - timedelta(days=1)
    if start.day == 1 and (end + timedelta(days=1)).day == 1:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        first = before.year * 12 + before.month - months
        return date(first // 12, first % 12 + 1, 1), before
    return start - (end - start) - timedelta(days=1), before


def _a_year_before(day: date) -> date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)


def _change(metric: Metric, ours: Row, theirs: Row, start: date, end: date) -> Change:
    return Change(
        start=start,
        end=end,
        value=theirs.value,
        text=theirs.text,
        n=theirs.n,
        difference=None if ours.value is None or theirs.value is None else ours.value - theirs.value,
        percent=percent_of(metric, ours, theirs),
        complete=ours.complete and theirs.complete,
        low=theirs.low,
        high=theirs.high,
    )
