"""Dimensions of an event, the filters and periods made of them, and the period another is compared with."""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from tests.golden.world import Event, World

Filters = Mapping[str, Sequence[str]]
EVERYTHING: Filters = {}

PERIODS: dict[str, Callable[[date], str]] = {
    "day": lambda day: day.isoformat(),
    "week": lambda day: (day - timedelta(days=day.weekday())).isoformat(),
    "month": lambda day: f"{day:%Y-%m}",
    "quarter": lambda day: f"{day:%Y}-Q{(day.month + 2) // 3}",
    "year": lambda day: f"{day:%Y}",
}
LABELS: dict[str, Callable[[Event], str]] = {
    "hour": lambda event: str(event.queued_at.hour),
    "weekday": lambda event: str(event.queued_at.isoweekday()),
    "responders": lambda event: event.responders,
    "precinct": lambda event: event.texts["precinct"],
    "sector": lambda event: event.texts["sector"],
    "beat": lambda event: event.texts["beat"],
    "neighborhood": lambda event: event.texts["neighborhood"],
    "district": lambda event: event.district,
    "call_type": lambda event: event.texts["call_type"],
    "priority": lambda event: event.texts["priority"],
    "call_source": lambda event: event.texts["call_source"],
    "received": lambda event: event.texts["received"],
    "clearance": lambda event: event.texts["clearance"],
}
"""Dimensions of an event. All but `clearance` are filters too."""

FILTERS = frozenset(LABELS) - {"clearance"}
SWITCHES = frozenset({"start", "end", "count", "police_share"})


def passes(event: Event, filters: Filters, ignoring: frozenset[str] = frozenset()) -> bool:
    """Say whether an event meets every filter, by any of its values, in any case."""
    unknown = set(filters) - FILTERS - SWITCHES
    if unknown:
        raise ValueError(f"no such filter: {', '.join(sorted(unknown))}")
    start, end = days_asked_for(filters)
    in_range = start <= event.queued_at.date() <= end
    return in_range and all(
        LABELS[name](event).casefold() in {value.strip().casefold() for value in values}
        for name, values in filters.items()
        if name in FILTERS - ignoring
    )


def days_asked_for(filters: Filters) -> tuple[date, date]:
    """Give the first and the last day the filters let through."""
    return (
        date.fromisoformat(the_only(filters, "start", date.min.isoformat())),
        date.fromisoformat(the_only(filters, "end", date.max.isoformat())),
    )


def days_in_range(world: World, filters: Filters) -> list[date]:
    """Give every day that is both loaded and let through."""
    if world.loaded_days is None:
        return []
    start, end = days_asked_for(filters)
    first, last = max(world.loaded_days[0], start), min(world.loaded_days[1], end)
    return [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]


def police_share_asked_for(filters: Filters) -> float:
    """Give p, from 0 to 1."""
    percent = float(the_only(filters, "police_share", "100"))
    if not 0 <= percent <= 100:
        raise ValueError(f"police_share is from 0 to 100, not {percent}")
    return percent / 100


def the_only(filters: Filters, name: str, otherwise: str) -> str:
    """Take the one value of a filter that takes one."""
    (value,) = filters.get(name, [otherwise])
    return value


# The other period.


def period_compared_with(start: date, end: date, to: str) -> tuple[date, date]:
    """Give the period before, or the same dates a year before."""
    if to == "year":
        return _a_year_before(start), _a_year_before(end)
    if to != "previous":
        raise ValueError(f"compared with previous or year, not {to}")
    the_day_before = start - timedelta(days=1)
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        months = (end.year - start.year) * 12 + end.month - start.month + 1
        return _months_before(start, months), the_day_before
    return start - (end - start) - timedelta(days=1), the_day_before


def _a_year_before(day: date) -> date:
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)


def _months_before(first_of_month: date, months: int) -> date:
    year, month = divmod(first_of_month.year * 12 + first_of_month.month - 1 - months, 12)
    return date(year, month + 1, 1)


def is_complete(world: World, start: date, end: date) -> bool:
    """Say whether a period lies wholly between the first loaded day and the day before the last."""
    if world.loaded_days is None:
        return False
    first, newest = world.loaded_days
    return first <= start and end < newest
