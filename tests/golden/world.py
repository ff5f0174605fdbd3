"""The events the exports tell of: each with the row that speaks for it and what each agency's units did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from tests.golden.fire import FireUnit, days_of, read_fire
from tests.golden.rows import EVENT_TEXTS, Held, Rows, UnitResponse, merge_exports

DAY_SECONDS = 24 * 60 * 60


def counts(seconds: int) -> bool:
    """Say whether an interval counts: from 0 to 24 hours, ends included."""
    return 0 <= seconds <= DAY_SECONDS


@dataclass(frozen=True)
class Agency:
    """What one agency's units did on one event. An agency without units did nothing."""

    units: tuple[UnitResponse | FireUnit, ...]

    @property
    def was_sent(self) -> bool:
        """Every unit row is a unit dispatched."""
        return bool(self.units)

    @property
    def first_dispatched(self) -> datetime | None:
        """When its first unit was sent."""
        return min((unit.dispatched_at for unit in self.units), default=None)

    @property
    def first_arrived(self) -> datetime | None:
        """When its first unit arrived, of those that did."""
        return min((unit.arrived_at for unit in self.units if unit.arrived_at), default=None)

    @property
    def last_cleared(self) -> datetime | None:
        """When its last unit cleared, of all that have a clear, arrived or not."""
        return max((unit.cleared_at for unit in self.units if unit.cleared_at), default=None)

    @property
    def valid_services(self) -> tuple[tuple[int, int], ...]:
        """Seconds and officers of each unit whose service time counts."""
        timed = ((unit.service_seconds, unit.officers) for unit in self.units)
        return tuple((seconds, officers) for seconds, officers in timed if seconds is not None and counts(seconds))

    @property
    def officer_seconds(self) -> int | None:
        """Service time times officers over the units whose service time counts; None when none does."""
        return sum(seconds * officers for seconds, officers in self.valid_services) if self.valid_services else None


@dataclass(frozen=True)
class Event:
    """One CAD event: its columns from the row that speaks for it, its times from all its units."""

    number: str
    speaker: UnitResponse
    """The first accepted row of the newest vintage."""
    units: tuple[UnitResponse, ...]
    district: str
    """The council district that its beat counts to."""
    fire: Agency | None = None
    """The fire department's units, none where none was sent; None where nothing is known of the event's day."""

    @property
    def queued_at(self) -> datetime:
        """When it entered the queue: the day, hour and month it belongs to."""
        return self.speaker.queued_at

    @cached_property
    def texts(self) -> dict[str, str]:
        """Its categories and places by name."""
        return dict(zip(EVENT_TEXTS, self.speaker.event_texts, strict=True))

    @cached_property
    def care(self) -> Agency:
        """CARE's units."""
        return Agency(tuple(unit for unit in self.units if unit.agency == "CARE"))

    @cached_property
    def spd(self) -> Agency:
        """The police's units."""
        return Agency(tuple(unit for unit in self.units if unit.agency == "SPD"))

    @property
    def is_test(self) -> bool:
        """Set aside, never in a metric."""
        return "TEST CALL ONLY" in (self.texts["call_type"].upper(), self.texts["final_call_type"].upper())

    @property
    def is_dispatched_call(self) -> bool:
        """Somebody asked for a response."""
        return self.texts["origin"] == "DISPATCH"

    @property
    def responders(self) -> str:
        """Who was sent, by unit rows, whatever the published category says."""
        if self.care.was_sent and self.spd.was_sent:
            return "CARE and SPD"
        return "CARE only" if self.care.was_sent else "SPD only"

    @property
    def care_activity(self) -> str | None:
        """What CARE did there: None without CARE, or without a known indicator."""
        if not self.care.was_sent or self.texts["origin"] not in ("DISPATCH", "ONVIEW"):
            return None
        if self.is_dispatched_call:
            return "call"
        return "officer request" if self.spd.was_sent else "outreach"


@dataclass(frozen=True)
class World:
    """Everything the exports say."""

    rows: Rows
    all_events: tuple[Event, ...]
    """Test calls included."""
    fire_days: tuple[date, date] | None = None
    """The first and the last day of which anything is known of the fire department; None without its export."""

    @property
    def events(self) -> tuple[Event, ...]:
        """The events metrics are about."""
        return tuple(event for event in self.all_events if not event.is_test)

    @property
    def loaded_days(self) -> tuple[date, date] | None:
        """The first and the last day an event was queued on, test calls included; None of an empty world."""
        days = sorted(event.queued_at.date() for event in self.all_events)
        return (days[0], days[-1]) if days else None


NO_DISTRICTS: Mapping[str, str] = {}


def read_exports(
    paths: Sequence[Path],
    vintages: Sequence[datetime] | None = None,
    districts: Mapping[str, str] = NO_DISTRICTS,
    fire: Sequence[Path] = (),
) -> World:
    """Read export CSVs, of the portal's form or its API's; without vintages each path is newer than the one before.

    `districts` gives the council district of each beat that has one; `fire` are exports of fire units.
    """
    rows = merge_exports(paths, vintages)
    by_event: dict[str, list[Held]] = {}
    for held in rows.held:
        by_event.setdefault(held.unit.event_number, []).append(held)
    crews = read_fire(fire)
    days = days_of(crews)
    of_event: dict[str, list[FireUnit]] = {}
    for crew in crews:
        of_event.setdefault(crew.event_number, []).append(crew)
    events = (_make_event(number, held, districts, days, of_event.get(number, ())) for number, held in by_event.items())
    return World(rows, tuple(events), days)


def _make_event(
    number: str,
    held_rows: Sequence[Held],
    districts: Mapping[str, str],
    fire_days: tuple[date, date] | None,
    crews: Sequence[FireUnit],
) -> Event:
    """One event from its rows; the first accepted row of the newest vintage speaks for it."""
    newest = max(held.vintage for held in held_rows)
    speaker = min((held for held in held_rows if held.vintage == newest), key=lambda held: held.position)
    beat = dict(zip(EVENT_TEXTS, speaker.unit.event_texts, strict=True))["beat"]
    is_known = fire_days is not None and fire_days[0] <= speaker.unit.queued_at.date() <= fire_days[1]
    fire = Agency(tuple(crews)) if is_known else None
    return Event(number, speaker.unit, tuple(held.unit for held in held_rows), districts.get(beat, "UNKNOWN"), fire)
