"""Spans of time: the days that are loaded and asked for, and the days, weeks, months … they fall into."""

from datetime import date, timedelta
from functools import lru_cache

from app.db import Info
from app.filters import Filters
from etl.metrics import Metric

_NO_DAY = (date.max, date.min)
_MOST_LABELS = 5_000
"""Labels of periods whose days are remembered: those of ten years, a day each, and of longer periods."""


def days_asked(info: Info, filters: Filters) -> tuple[date, date]:
    """Return the first and last day asked for; what is left open runs to the end of what is loaded."""
    return filters.start or info.first_day, filters.end or info.last_day


def span(info: Info, filters: Filters) -> tuple[date, date]:
    """Return the days that are both loaded and asked for."""
    start, end = days_asked(info, filters)
    return max(info.first_day, start), min(info.last_day, end)


def supplied(info: Info, metric: Metric) -> tuple[tuple[date, date], ...]:
    """Return the days to which a number's department supplies data, no day where it supplies none.

    Of a number that rests on the dispatch export alone there is nothing to say.
    """
    return (info.sfd_days or _NO_DAY,) if metric.supplied_by else ()


def days_shown(info: Info, filters: Filters) -> tuple[date, date]:
    """Return the days a number is of: those both loaded and asked for, or those asked for when none is loaded."""
    first, last = span(info, filters)
    return (first, last) if first <= last else days_asked(info, filters)


def is_in_data(info: Info, start: date, end: date) -> bool:
    """Say whether a period is complete: whether it lies wholly in the data."""
    return info.first_day <= start and end <= info.data_through


def last_whole_day(info: Info) -> date:
    """Return the day that every period chosen for a reader ends with at the latest: the last complete one.

    A single day's data has no complete day, and that day has to do.
    """
    return max(info.data_through, info.first_day)


def default_period(info: Info) -> tuple[date, date]:
    """Return the last 12 complete months, or as many as there are; every complete day when no month is."""
    last = (
        info.data_through if _is_month_end(info.data_through) else info.data_through.replace(day=1) - timedelta(days=1)
    )
    first = (date(last.year - 1, last.month, 1) + timedelta(days=31)).replace(day=1)
    loaded = info.first_day if info.first_day.day == 1 else _month_end(info.first_day) + timedelta(days=1)
    start = max(first, loaded)
    return (start, last) if start <= last else (info.first_day, last_whole_day(info))


def within_data(info: Info, filters: Filters) -> Filters:
    """Fill in the days left out: the default period when both are, else the data's first or last complete day.

    A day given that lies outside the data stands alone: the period is never the wrong way round.
    """
    if not (filters.start or filters.end):
        start, end = default_period(info)
    else:
        start = filters.start or min(info.first_day, filters.end or info.first_day)
        end = filters.end or max(last_whole_day(info), start)
    return filters.model_copy(update={"start": start, "end": end})


def period_bounds(by: str, day: date) -> tuple[str, date, date]:
    """Return the label, first and last day of the period that `day` falls in."""
    match by:
        case "day":
            return day.isoformat(), day, day
        case "week":
            monday = day - timedelta(days=day.weekday())
            return monday.isoformat(), monday, monday + timedelta(days=6)
        case "month":
            first = day.replace(day=1)
            return f"{day:%Y-%m}", first, _month_end(first)
        case "quarter":
            first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
            return f"{day.year}-Q{(day.month + 2) // 3}", first, _month_end(first.replace(month=first.month + 2))
        case "year":
            return str(day.year), date(day.year, 1, 1), date(day.year, 12, 31)
    raise ValueError(f"{by} is not a period")


@lru_cache(_MOST_LABELS)
def days_of(by: str, label: str) -> tuple[date, date]:
    """Return the first and last day of the period with that label."""
    if by == "quarter":
        year, quarter = label.split("-Q")
        day = date(int(year), int(quarter) * 3, 1)
    else:
        day = date.fromisoformat(label + {"year": "-01-01", "month": "-01"}.get(by, ""))
    _, first, last = period_bounds(by, day)
    return first, last


def period_labels(by: str, start: date, end: date) -> list[str]:
    """List the labels of the periods that touch the days from `start` to `end`."""
    return [label for (label,) in periods_together((by,), start, end)]


def periods_together(by: tuple[str, ...], start: date, end: date) -> list[tuple[str, ...]]:
    """List which periods of each kind fall on the days from `start` to `end`: a month beside its own year only."""
    rows = []
    while start <= end:
        bounds = [period_bounds(name, start) for name in by]
        rows.append(tuple(label for label, _, _ in bounds))
        start = min(last for _, _, last in bounds) + timedelta(days=1)
    return rows


def _month_end(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)


def _is_month_end(day: date) -> bool:
    return day == _month_end(day)
