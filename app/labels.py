"""How a reader reads a group's key: "March 2025" for 2025-03, "1 pm to 2 pm" for 13, plain words for a clearance."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date

from app import words
from app.db import Snapshot
from app.filters import Filters
from app.people import ALL_OTHERS, OUTCOME
from app.people import PARTS as PARTS_OF_PEOPLE
from app.periods import days_of
from app.words import people

UNKNOWN = "UNKNOWN"
"""The key of events whose place, type or other part is not known."""

_BIN_MINUTES, _LAST_BIN = 5, 120


def label(snapshot: Snapshot, dimension_name: str, key: str) -> str:
    """Write a group's key in words; keys that are words already (places, call types) stay as the export has them."""
    if dimension_name == "clearance" and (told := _clearance_words(snapshot).get(key.upper())):
        return told
    if key == UNKNOWN:
        return words.UNKNOWN
    if key == ALL_OTHERS and dimension_name in PARTS_OF_PEOPLE:
        return people.ALL_OTHERS
    return _WRITERS[dimension_name](key) if dimension_name in _WRITERS else key


def short_label(snapshot: Snapshot, dimension_name: str, key: str) -> str:
    """Write a group's key as an axis has room for it: "Mar 2025", "Mon", "1 pm", "5–10"."""
    if dimension_name in _SHORT_WRITERS and key != UNKNOWN:
        return _SHORT_WRITERS[dimension_name](key)
    return label(snapshot, dimension_name, key)


def filters_told(snapshot: Snapshot, filters: Filters) -> dict[tuple[str, str], str]:
    """Say each value of each filter in words, by the filter's name and the value."""
    return {
        (name, value): f"{told}: {label(snapshot, name, value)}"
        for name, told in words.FILTER_LABELS.items()
        for value in getattr(filters, name)
    }


def rules_told(filters: Filters) -> dict[str, str]:
    """Say each rule of counting, by the name of its field."""
    return {
        "count": f"{words.COUNT}: {words.COUNTED_AS[filters.count]}",
        "police_share": f"{words.POLICE_SHARE} {filters.police_share:g}%",
    }


def _clearance_words(snapshot: Snapshot) -> dict[str, str]:
    """Read the department's plain words by clearance, in upper case: the export's case is not the same everywhere."""
    query = "SELECT upper(clearance), words FROM clearance_wording"
    return snapshot.remember("clearance words", lambda: told_apart(dict(snapshot.rows(query))))


def told_apart(wordings: dict[str, str]) -> dict[str, str]:
    """Add its code to each wording that several codes share."""
    uses = Counter(wordings.values())
    return {code: told if uses[told] == 1 else f"{told} ({code})" for code, told in wordings.items()}


def _day(key: str) -> str:
    return words.day(date.fromisoformat(key))


def _week(key: str) -> str:
    return words.WEEK_OF.format(day=_day(key))


def _quarter(key: str) -> str:
    first, last = days_of("quarter", key)
    return words.MONTHS_FROM_TO.format(first=f"{first:%B}", last=f"{last:%B}", year=first.year)


def _weekday(key: str) -> str:
    return words.WEEKDAYS[int(key) - 1]


def _hour(key: str) -> str:
    return words.FROM_TO.format(start=words.clock(int(key)), end=words.clock(int(key) + 1))


def _priority(key: str) -> str:
    return words.MOST_URGENT.format(priority=key) if key == "1" else key


def _minutes(key: str) -> str:
    start = int(key)
    if start == _LAST_BIN:
        return words.MINUTES_OR_MORE.format(start=start)
    return words.MINUTES_FROM_TO.format(start=start, end=start + _BIN_MINUTES)


def _few_minutes(key: str) -> str:
    start = int(key)
    return f"{start}+" if start == _LAST_BIN else f"{start}–{start + _BIN_MINUTES}"


_WRITERS: dict[str, Callable[[str], str]] = {
    "day": _day,
    "week": _week,
    "month": words.month,
    "quarter": _quarter,
    "hour": _hour,
    "weekday": _weekday,
    "priority": _priority,
    "minutes_bin": _minutes,
    "district": words.DISTRICT.format,
    "received": lambda key: words.RECEIVED.get(key, key),
    OUTCOME: lambda key: people.OUTCOMES.get(key, key),
}
_SHORT_WRITERS = {
    "month": lambda key: f"{date.fromisoformat(key + '-01'):%b %Y}",
    "hour": lambda key: words.clock(int(key)),
    "weekday": lambda key: _weekday(key)[:3],
    "minutes_bin": _few_minutes,
}


def unknown_last(values: Sequence[str]) -> list[str]:
    """Keep the order of values, but for the one that says nothing."""
    return sorted(values, key=lambda value: value == UNKNOWN)
