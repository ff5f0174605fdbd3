"""Change: a period against the one before it, or against the same dates a year before."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import compress

from app.db import Snapshot
from app.periods import days_asked, periods_together
from app.queries import Answer, Row, ask, row_without_events
from etl.metrics import DIMENSIONS

PREVIOUS, YEAR = "previous", "year"
COMPARE = (PREVIOUS, YEAR)


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


def changes(snapshot: Snapshot, answer: Answer, to: str) -> list[Change]:
    """Compare each row of `answer` with its like in the other period; what that lacks is a row without events.

    Spans of time are matched by their place in the period (the third month with the third), other groups by name.
    """
    start, end = other_period(*days_asked(answer.info, answer.filters), to)
    others = answer.filters.model_copy(update={"start": start, "end": end})
    theirs = ask(snapshot, answer.metric.name, others, answer.by)
    like = dict(zip(_places(theirs), theirs.rows, strict=True))
    return [
        _change(row, like.get(place) or row_without_events(theirs, row.keys), start, end)
        for place, row in zip(_places(answer), answer.rows, strict=True)
    ]


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


def _places(answer: Answer) -> list[tuple[object, ...]]:
    """Name each row by where its spans of time stand among those asked for, loaded or not, and by its other keys."""
    is_period = [DIMENSIONS[name].is_period for name in answer.by]
    kinds = tuple(compress(answer.by, is_period))
    if not kinds:
        return [row.keys for row in answer.rows]
    asked = periods_together(kinds, *days_asked(answer.info, answer.filters))
    positions = {labels: place for place, labels in enumerate(asked)}
    others = [not period for period in is_period]
    return [(positions.get(tuple(compress(row.keys, is_period))), *compress(row.keys, others)) for row in answer.rows]


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
