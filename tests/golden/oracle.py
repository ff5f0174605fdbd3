"""A second implementation of the public metrics, slow and plain, written from their definitions alone.

Nothing here is shared with the pipeline or the dashboard: where the two disagree, one of them misread the definition.
`read_exports` gives a `World` of events; `answer` gives a metric's cells.

A new metric is one small function in `METRICS`: from the events asked about to one `Cell`, beside the events it is
about. Everything else (filters, groups, periods, withholding) is already there.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.golden.rows import seconds_between
from tests.golden.world import Agency, Event, World, counts, read_exports

__all__ = ["Cell", "World", "answer", "read_exports"]

FEWEST = 10
"""A median, mean or share of fewer events is withheld."""


@dataclass(frozen=True)
class Cell:
    """One answer: `value` is unrounded, and None when there is none to show; `excluded` counts what was left out."""

    value: float | None
    n: int
    withheld: bool
    excluded: dict[str, int]


# Terms: what one event adds to a number, in seconds, or the reason it adds nothing.

Term = int | str


def _if_it_counts(seconds: int) -> Term:
    return seconds if counts(seconds) else "outside_0_24h"


def _response(event: Event, agency: Agency) -> Term:
    """From queued to the agency's first arrival."""
    if agency.first_arrived is None:
        return "no_arrival"
    return _if_it_counts(seconds_between(event.queued_at, agency.first_arrived))


def care_response(event: Event) -> Term:
    """From queued to CARE's first arrival."""
    return _response(event, event.care)


def spd_response(event: Event) -> Term:
    """From queued to the police's first arrival."""
    return _response(event, event.spd)


def care_alone_after_spd(event: Event) -> Term:
    """From when the police had left and CARE was there, to CARE's last clear; 0 when the police stayed as long."""
    if event.care.first_arrived is None or event.spd.first_arrived is None:
        return "no_arrival"
    if event.care.last_cleared is None or event.spd.last_cleared is None:
        return "no_clear"
    alone_from = max(event.spd.last_cleared, event.care.first_arrived)
    return _if_it_counts(max(0, seconds_between(alone_from, event.care.last_cleared)))


def _add_up_terms(events: Iterable[Event], term: Callable[[Event], Term]) -> tuple[list[int], dict[str, int]]:
    """Give the seconds that count, in order of size, and how many events each reason left out."""
    terms = [term(event) for event in events]
    seconds = sorted(term for term in terms if isinstance(term, int))
    return seconds, dict(Counter(term for term in terms if isinstance(term, str)))


# Measures: from the events of a group to its cell.

Measure = Callable[[Sequence[Event]], Cell]


def count_events(events: Sequence[Event]) -> Cell:
    """How many there are; always shown."""
    return Cell(value=len(events), n=len(events), withheld=False, excluded={})


def quantile(ordered: Sequence[int], share: float) -> float:
    """Give the value a share of the way through, in a straight line between neighbours."""
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median_minutes_of(term: Callable[[Event], Term]) -> Measure:
    """Measure the median term in minutes, withheld when it rests on too few."""

    def measure(events: Sequence[Event]) -> Cell:
        seconds, excluded = _add_up_terms(events, term)
        withheld = len(seconds) < FEWEST
        return Cell(None if withheld else quantile(seconds, 0.5) / 60, len(seconds), withheld, excluded)

    return measure


def total_hours_of(term: Callable[[Event], Term]) -> Measure:
    """Add the terms up, in hours; always shown, 0.0 over none."""

    def measure(events: Sequence[Event]) -> Cell:
        seconds, excluded = _add_up_terms(events, term)
        return Cell(sum(seconds) / 3600, len(seconds), False, excluded)

    return measure


# Metrics: which events a number is about, and how it is measured.

Population = Callable[[Event], bool]


@dataclass(frozen=True)
class Metric:
    """A public number."""

    is_about: Population
    measure: Measure


def is_care_call(event: Event) -> bool:
    """Say whether CARE was sent to a call."""
    return event.care_activity == "call"


def is_spd_call(event: Event) -> bool:
    """Say whether the police were sent to a call, with or without CARE."""
    return event.is_dispatched_call and event.spd.was_sent


def is_joint(event: Event) -> bool:
    """Say whether both agencies were sent, however the event began."""
    return event.responders == "CARE and SPD"


METRICS = {
    "care_calls": Metric(is_care_call, count_events),
    "care_response_median_minutes": Metric(is_care_call, median_minutes_of(care_response)),
    "spd_response_median_minutes": Metric(is_spd_call, median_minutes_of(spd_response)),
    "care_alone_after_spd_hours": Metric(is_joint, total_hours_of(care_alone_after_spd)),
}

MOVED_BY_COUNT = frozenset({"care_calls"})
COUNTS: dict[str, Population] = {
    "dispatched": is_care_call,
    "arrived": lambda event: is_care_call(event) and event.care.first_arrived is not None,
    "all": lambda event: event.care_activity is not None,
}

# Groups and filters.

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
    "call_type": lambda event: event.texts["call_type"],
    "priority": lambda event: event.texts["priority"],
    "call_source": lambda event: event.texts["call_source"],
    "received": lambda event: event.texts["received"],
    "clearance": lambda event: event.texts["clearance"],
}
"""Dimensions of an event. All but `clearance` are filters too."""

FILTERS = frozenset(LABELS) - {"clearance"}


def answer(
    world: World, metric: str, filters: Mapping[str, Sequence[str]] = {}, by: str | None = None
) -> dict[str | None, Cell]:
    """Measure the metric over the events the filters let through, a cell a group; one cell under None without `by`."""
    asked = _metric_asked_for(metric, filters)
    events = [event for event in world.events if asked.is_about(event) and _passes(event, filters)]
    if by is None:
        return {None: asked.measure(events)}
    groups: dict[str | None, list[Event]] = {label: [] for label in _periods_in_range(world, filters, by)}
    for event in events:
        groups.setdefault(_label(event, by), []).append(event)
    return {label: asked.measure(group) for label, group in groups.items()}


def _metric_asked_for(metric: str, filters: Mapping[str, Sequence[str]]) -> Metric:
    """Find the metric, as the `count` switch moves it."""
    asked = METRICS[metric]
    if metric not in MOVED_BY_COUNT:
        return asked
    return Metric(COUNTS[_only(filters.get("count", ["dispatched"]))], asked.measure)


def _label(event: Event, by: str) -> str:
    """Name the group an event falls in."""
    return PERIODS[by](event.queued_at.date()) if by in PERIODS else LABELS[by](event)


def _periods_in_range(world: World, filters: Mapping[str, Sequence[str]], by: str) -> list[str]:
    """Every period between the loaded and the filtered days, for a time group; nothing for any other."""
    if by not in PERIODS or world.loaded_days is None:
        return []
    start, end = _days_asked_for(filters)
    first, last = max(world.loaded_days[0], start), min(world.loaded_days[1], end)
    days = [first + timedelta(days=ahead) for ahead in range((last - first).days + 1)]
    return list(dict.fromkeys(PERIODS[by](day) for day in days))


def _days_asked_for(filters: Mapping[str, Sequence[str]]) -> tuple[date, date]:
    """Give the first and the last day the filters let through."""
    start = date.fromisoformat(_only(filters["start"])) if "start" in filters else date.min
    end = date.fromisoformat(_only(filters["end"])) if "end" in filters else date.max
    return start, end


def _passes(event: Event, filters: Mapping[str, Sequence[str]]) -> bool:
    """Whether an event meets every filter, by any of its values, in any case."""
    unknown = set(filters) - FILTERS - {"start", "end", "count"}
    if unknown:
        raise ValueError(f"no such filter: {', '.join(sorted(unknown))}")
    start, end = _days_asked_for(filters)
    in_range = start <= event.queued_at.date() <= end
    return in_range and all(
        LABELS[name](event).casefold() in {value.strip().casefold() for value in values}
        for name, values in filters.items()
        if name in FILTERS
    )


def _only(values: Sequence[str]) -> str:
    """Take the one value of a filter that takes one."""
    (value,) = values
    return value
