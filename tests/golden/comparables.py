"""What the police spend on events like a CARE call: the comparables, and the cell of them each call is held to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.golden.world import Event

FEWEST_COMPARABLES = 30

Key = tuple[str | int, ...]
"""The level, the year of the call, and what the comparables share with it."""


@dataclass(frozen=True)
class Match:
    """The comparables of a call: SPD officer-seconds of each event in the finest cell that has enough of them."""

    level: int
    key: Key
    officer_seconds: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many comparable events."""
        return len(self.officer_seconds)

    @cached_property
    def mean(self) -> float:
        """What such an event takes on average: E(e)."""
        return sum(self.officer_seconds) / self.count

    @cached_property
    def variance(self) -> float:
        """The sample variance, over one less than their number."""
        return sum((seconds - self.mean) ** 2 for seconds in self.officer_seconds) / (self.count - 1)


def is_comparable(event: Event) -> bool:
    """Say whether the police alone were sent to a dispatched event and some unit's service time counts."""
    return event.is_dispatched_call and event.responders == "SPD only" and event.spd.officer_seconds is not None


def keys_of(event: Event, year: int) -> Iterator[Key]:
    """Give the event's cells as a call of a year sees them, finest first: by band, without it, without precinct."""
    kind = (event.texts["call_type"], event.texts["priority"])
    precinct, band = event.texts["precinct"], event.queued_at.hour // 6
    yield (1, year, *kind, precinct, band)
    yield (2, year, *kind, precinct)
    yield (3, year, *kind)


@dataclass(frozen=True)
class Comparables:
    """Every comparable of a world, whatever a reader filters by."""

    events: Sequence[Event]

    @cached_property
    def _cells(self) -> dict[Key, Match]:
        """Every cell with enough comparables. An event serves the calls of its own year and of the year after."""
        seconds: dict[Key, list[int]] = {}
        for event in filter(is_comparable, self.events):
            for year in (event.queued_at.year, event.queued_at.year + 1):
                for key in keys_of(event, year):
                    seconds.setdefault(key, []).append(event.spd.officer_seconds or 0)
        return {
            key: Match(int(key[0]), key, tuple(several))
            for key, several in seconds.items()
            if len(several) >= FEWEST_COMPARABLES
        }

    def match(self, call: Event) -> Match | None:
        """Find the finest cell with enough comparables; None when even the widest has too few."""
        found = (self._cells.get(key) for key in keys_of(call, call.queued_at.year))
        return next((match for match in found if match is not None), None)
