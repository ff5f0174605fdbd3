"""The places of one answer: those on the map and those with events, each told in words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app import words
from app.labels import UNKNOWN, label
from app.places import PLACES, care_since, within
from app.queries import Answer, Row, row_without_events
from app.question import Asked
from app.words import places as text
from app.words.sentences import counted
from etl.metrics import Metric

_OF_POLICE_ALONE = ("spd_response_median_minutes",)
"""Numbers that do not depend on where CARE works."""


class Standing(StrEnum):
    """Why a place has a value, or has none."""

    SHOWN = "shown"
    TOO_FEW = "too few"
    NO_EVENTS = "no events"
    LEFT_OUT = "left out"


@dataclass(frozen=True)
class Place:
    """One place: its key, what it is called, its row, and why that has a value or none.

    `told` is the value in words with what it rests on; `since` the day CARE began here, where that is not before the
    period (`date.max`: it has not); `href` asks about this place alone, or about all again where it is chosen.
    """

    name: str
    label: str
    row: Row
    standing: Standing
    told: str
    since: date | None
    href: str
    is_chosen: bool

    @property
    def value(self) -> float | None:
        """What a figure shades: nothing where nothing happened, None where it may not be shown."""
        return 0 if self.standing is Standing.NO_EVENTS else self.row.value

    @property
    def is_left_out(self) -> bool:
        """Whether another filter leaves the place out."""
        return self.standing is Standing.LEFT_OUT

    @property
    def in_full(self) -> str:
        """All there is to say of it."""
        if self.since is None:
            return self.told
        began = text.NEVER if self.since == date.max else text.NOT_BEFORE.format(day=words.day(self.since))
        return f"{self.told}. {began}"


def placed(asked: Asked, answer: Answer, names: Iterable[str], parts: Answer | None = None) -> list[Place]:
    """Name the places of an answer by one kind of place: those of `names`, and those with events besides.

    They come highest first, then those without a value. `parts` counts what the values are shares of.
    """
    (kind,) = answer.by
    with_events = {row.keys[0] for row in answer.rows}
    inside = within(asked.snapshot, asked.filters, kind)
    found = []
    for name in sorted({*names, *with_events} - {UNKNOWN}):
        row = _row_of(answer, name)
        standing = _standing(row, is_inside=inside is None or name in inside or name in with_events)
        is_chosen = name in getattr(asked.filters, kind)
        found.append(
            Place(
                name=name,
                label=label(asked.snapshot, kind, name),
                row=row,
                standing=standing,
                told=_told(answer.metric, row, standing, _row_of(parts, name) if parts else None),
                since=_began(asked, answer.metric, kind, name) if standing is not Standing.LEFT_OUT else None,
                href=_link(asked, kind, () if is_chosen else (name,), standing),
                is_chosen=is_chosen,
            )
        )
    return sorted(found, key=lambda place: (list(Standing).index(place.standing), -(place.row.value or 0), place.name))


def value_in_words(metric: Metric, row: Row) -> str:
    """Write a row's value with its unit, and with its interval where that is more than a point."""
    if metric.adds_up:
        return counted(row.n, metric.unit)
    told = row.text if row.value is None or metric.unit == "%" else f"{row.text} {metric.unit}"
    if row.low is None or metric.text(row.low) == metric.text(row.high):
        return told
    interval = words.RANGE.format(low=metric.text(row.low), high=metric.text(row.high))
    return text.WITH_RANGE.format(text=told, range=interval)


def _row_of(answer: Answer, name: str) -> Row:
    return next((row for row in answer.rows if row.keys == (name,)), None) or row_without_events(answer, (name,))


def _standing(row: Row, *, is_inside: bool) -> Standing:
    if not is_inside:
        return Standing.LEFT_OUT
    if not row.n:
        return Standing.NO_EVENTS
    return Standing.TOO_FEW if row.value is None else Standing.SHOWN


def _told(metric: Metric, row: Row, standing: Standing, part: Row | None) -> str:
    if standing is Standing.LEFT_OUT:
        return text.LEFT_OUT
    if standing is Standing.NO_EVENTS:
        return text.NO_EVENTS.format(counted=metric.n_label)
    told, basis = value_in_words(metric, row), words.N.format(counted=counted(row.n, metric.n_label))
    if metric.adds_up:
        return told
    if part and standing is Standing.SHOWN:
        return text.OF_WHOLE.format(text=told, part=part.text, whole=counted(row.n, metric.n_label))
    return text.VALUE.format(text=told, basis=basis)


def _began(asked: Asked, metric: Metric, kind: str, name: str) -> date | None:
    since = care_since(asked.snapshot, kind)
    if metric.name in _OF_POLICE_ALONE or name not in since:
        return None
    day = since[name] or date.max
    return day if day > (asked.filters.start or date.min) else None


def _link(asked: Asked, kind: str, chosen: tuple[str, ...], standing: Standing) -> str:
    """Ask about a place; of one that other filters leave out, without them."""
    others = PLACES if standing is Standing.LEFT_OUT else ()
    return asked.link(**{**dict.fromkeys(others, ()), kind: chosen})
