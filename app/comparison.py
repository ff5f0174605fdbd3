"""Change: a period against the one before it, or against the same dates a year before."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import compress

from app.db import Snapshot
from app.periods import days_shown, periods_together
from app.queries import Answer, Keys, Row, ask, row_without_events
from etl.metrics import DIMENSIONS

PREVIOUS, YEAR = "previous", "year"
COMPARE = (PREVIOUS, YEAR)

_Place = tuple[int, Keys]


@dataclass(frozen=True)
class Change:
    """How a row differs from the same row of another period.

    `difference` is ours minus theirs and `percent` that in percent of theirs; None where either has no value, or theirs
    is not above zero. `complete` says whether both periods lie wholly in the data.
    """

    start: date
    end: date
    value: float | None
    text: str
    n: int
    difference: float | None
    percent: float | None
    complete: bool


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


def changes(snapshot: Snapshot, answer: Answer, to: str) -> list[Change]:
    """Compare each row of `answer` with its like in the other period; what that lacks is a row without events.

    The other period is as long as the days shown, not as those asked for. Spans of time are matched by their place in
    the period (the third month with the third), other groups by name.
    """
    shown = days_shown(answer.info, answer.filters)
    start, end = other_period(*shown, to)
    others = answer.filters.model_copy(update={"start": start, "end": end})
    theirs = ask(snapshot, answer.metric.name, others, answer.by)
    found = {row.keys: row for row in theirs.rows}
    our_spans, their_spans = _Spans.of(answer.by, *shown), _Spans.of(answer.by, start, end)
    rows = []
    for row in answer.rows:
        keys = their_spans.keys(our_spans.place(row.keys)) or row.keys
        rows.append(_change(row, found.get(keys) or row_without_events(theirs, keys), start, end))
    return rows


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


def _change(ours: Row, theirs: Row, start: date, end: date) -> Change:
    difference = None if ours.value is None or theirs.value is None else ours.value - theirs.value
    is_positive = theirs.value is not None and theirs.value > 0
    return Change(
        start=start,
        end=end,
        value=theirs.value,
        text=theirs.text,
        n=theirs.n,
        difference=difference,
        percent=100 * difference / theirs.value if difference is not None and is_positive and theirs.value else None,
        complete=ours.complete and theirs.complete,
    )
