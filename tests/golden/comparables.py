"""What the police spend on events like a CARE call: the comparables, and the cell of them each call is held to."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from tests.golden.world import Event

FEWEST_COMPARABLES = 30

Key = tuple[str | int, ...]
"""The level, the year of the call, and what the comparables share with it."""


Spending = Callable[[Event], int | None]
"""What an agency spent on an event, in officer-seconds; None where that is not known, so that it is no comparable."""


def police_spent(event: Event) -> int | None:
    """Give what the police spent."""
    return event.spd.officer_seconds


def crews_spent(event: Event) -> int | None:
    """Give what the fire department spent: nothing where it was not sent."""
    if event.fire is None:
        return None
    return event.fire.officer_seconds if event.fire.was_sent else 0


@dataclass(frozen=True)
class Match:
    """The comparables of a call: officer-seconds of each event in the finest cell that has enough of them."""

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


def is_without_care(event: Event) -> bool:
    """Say whether the police alone were sent to a dispatched event, CARE not."""
    return event.is_dispatched_call and event.responders == "SPD only"


def keys_of(event: Event, year: int) -> Iterator[Key]:
    """Give the event's cells as a call of a year sees them, finest first: by band, without it, without precinct."""
    kind = (event.texts["call_type"], event.texts["priority"])
    precinct, band = event.texts["precinct"], event.queued_at.hour // 6
    yield (1, year, *kind, precinct, band)
    yield (2, year, *kind, precinct)
    yield (3, year, *kind)


@dataclass(frozen=True)
class Comparables:
    """Every comparable of a world, whatever a reader filters by, by what one agency spent on it."""

    events: Sequence[Event]
    spent: Spending = police_spent

    @cached_property
    def _cells(self) -> dict[Key, Match]:
        """Every cell with enough comparables. An event serves the calls of its own year and of the year after."""
        seconds: dict[Key, list[int]] = {}
        for event in filter(is_without_care, self.events):
            spent = self.spent(event)
            for year in (event.queued_at.year, event.queued_at.year + 1):
                for key in keys_of(event, year):
                    if spent is not None:
                        seconds.setdefault(key, []).append(spent)
        return {
            key: Match(int(key[0]), key, tuple(several))
            for key, several in seconds.items()
            if len(several) >= FEWEST_COMPARABLES
        }

    def match(self, call: Event) -> Match | None:
        """Find the finest cell with enough comparables; None when even the widest has too few."""
        found = (self._cells.get(key) for key in keys_of(call, call.queued_at.year))
        return next((match for match in found if match is not None), None)
