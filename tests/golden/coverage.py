"""Which calls CARE was there for, by the hours and the area of the day, and what became of each of them."""

from dataclasses import dataclass
from datetime import date, datetime

from tests.golden.world import Event

ELIGIBLE_TYPES = frozenset(
    {"DOWN - CHECK FOR DOWN PERSON", "OBS - DOWN - CHECK FOR PERSON DOWN", "SERVICE - WELFARE CHECK"}
)
"""Initial types, matched exactly: a word match would catch `TREES DOWN`."""

LAUNCH_NEIGHBORHOODS = frozenset(
    {"DOWNTOWN COMMERCIAL", "BELLTOWN", "PIONEER SQUARE", "CHINATOWN/INTERNATIONAL DISTRICT", "SODO"}
)


@dataclass(frozen=True)
class Phase:
    """How far CARE reached from a day on: hours from `opens` up to, not including, `closes`."""

    since: date
    opens: int
    closes: int
    precincts: frozenset[str]
    neighborhoods: frozenset[str] = LAUNCH_NEIGHBORHOODS
    """Kept from the launch on; each phase adds precincts."""

    def is_open(self, queued_at: datetime) -> bool:
        """Say whether it was queued within the hours."""
        return self.opens <= queued_at.hour < self.closes

    def reaches(self, event: Event) -> bool:
        """Say whether its neighbourhood or its precinct is in the area; UNKNOWN is in none."""
        return event.texts["neighborhood"] in self.neighborhoods or event.texts["precinct"] in self.precincts


PHASES = (
    Phase(date(2023, 10, 26), 11, 23, frozenset()),
    Phase(date(2024, 7, 2), 12, 22, frozenset({"EAST"})),
    Phase(date(2025, 1, 1), 12, 22, frozenset({"EAST", "NORTH"})),
    Phase(date(2025, 3, 1), 12, 22, frozenset({"EAST", "NORTH", "WEST", "SOUTH", "SOUTHWEST"})),
)

STEPS = ("arrived", "sent_not_arrived", "outside_hours", "outside_area", "not_sent")
"""In the order they are tested."""


def phase_of(event: Event) -> Phase | None:
    """Give the phase of the day it was queued; None before the launch."""
    begun = [phase for phase in PHASES if phase.since <= event.queued_at.date()]
    return begun[-1] if begun else None


def is_eligible(event: Event) -> bool:
    """Say whether it is a dispatched call of an eligible initial type since the launch, wherever and whenever."""
    return phase_of(event) is not None and event.is_dispatched_call and event.texts["call_type"] in ELIGIBLE_TYPES


def coverage_step(event: Event) -> str | None:
    """Give the one step an eligible call ends on; None of any other event."""
    phase = phase_of(event)
    if phase is None or not is_eligible(event):
        return None
    if event.care.first_arrived is not None:
        return "arrived"
    if event.care.was_sent:
        return "sent_not_arrived"
    if not phase.is_open(event.queued_at):
        return "outside_hours"
    return "not_sent" if phase.reaches(event) else "outside_area"
