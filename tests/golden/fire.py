"""Fire units read the slow way: what the fire department tells of one unit on one event, the newest of each."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from tests.golden.rows import seconds_between

HEADERS = ("cad_event_number", "unit", "crew", "dispatched_at", "arrived_at", "cleared_at", "type")


@dataclass(frozen=True)
class FireUnit:
    """One row of the export, read. Its crew are its officers, so that what is said of units can be said of it."""

    event_number: str
    call_sign: str
    officers: int
    dispatched_at: datetime
    arrived_at: datetime | None
    cleared_at: datetime | None

    @property
    def service_seconds(self) -> int | None:
        """How long the unit was taken up, or None without a clear; not multiplied by its crew."""
        return None if self.cleared_at is None else seconds_between(self.dispatched_at, self.cleared_at)


def read_fire(paths: Sequence[Path]) -> tuple[FireUnit, ...]:
    """Read every file of valid rows, each newer than the one before: what comes later replaces what came before."""
    held: dict[tuple[str, str], FireUnit] = {}
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                unit = _read(row)
                held[unit.event_number, unit.call_sign] = unit
    return tuple(held.values())


def days_of(units: Iterable[FireUnit]) -> tuple[date, date] | None:
    """Give the first and the last day that a unit was sent on: outside them nothing is known. None without units."""
    days = sorted(unit.dispatched_at.date() for unit in units)
    return (days[0], days[-1]) if days else None


def write_fire(path: Path, rows: Iterable[Sequence[str]]) -> Path:
    """Write rows, each in the order of `HEADERS`, as an export."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADERS, *rows])
    return path


def _read(row: dict[str, str]) -> FireUnit:
    arrived, cleared = (datetime.fromisoformat(row[name]) if row[name] else None for name in HEADERS[4:6])
    sent = datetime.fromisoformat(row["dispatched_at"])
    return FireUnit(row["cad_event_number"], row["unit"], int(row["crew"]), sent, arrived, cleared)
