"""The fire department's low-acuity aid responses by month, as the snapshot counts its public feed. They are context."""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.db import Snapshot
from app.periods import days_of


@dataclass(frozen=True)
class FireMonth:
    """One month of the feed: how many incidents of each type that counts as low-acuity aid.

    The feed has incidents from `first_day` to `through`; the month `is_complete` when those are its first and its last
    day, and a later month has begun.
    """

    month: str
    incidents: dict[str, int]
    first_day: date
    through: date
    is_complete: bool

    @property
    def total(self) -> int:
        """All types together."""
        return sum(self.incidents.values())


def fire_months(snapshot: Snapshot) -> list[FireMonth]:
    """List the months of the feed, oldest first; none without a feed, and in a snapshot of before it was counted."""
    return snapshot.remember("fire_months", lambda: _fire_months(snapshot))


def fire_types(months: list[FireMonth]) -> list[str]:
    """List the types that are there in any of some months, that with the most incidents first."""
    counts: dict[str, int] = {}
    for month in months:
        for kind, incidents in month.incidents.items():
            counts[kind] = counts.get(kind, 0) + incidents
    return sorted(counts, key=lambda kind: (-counts[kind], kind))


def _fire_months(snapshot: Snapshot) -> list[FireMonth]:
    if not snapshot.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'fire_volume'"):
        return []
    rows = snapshot.rows("""
        SELECT month, first_day, through, max(month) OVER () AS newest, type, incidents
        FROM fire_volume WHERE is_low_acuity_aid ORDER BY month, type
    """)
    return [
        _month(month, first_day, through, newest, {kind: count for *_, kind, count in group})
        for (month, first_day, through, newest), group in groupby(rows, key=lambda row: row[:4])
    ]


def _month(month: str, first_day: date, through: date, newest: str, incidents: dict[str, int]) -> FireMonth:
    is_whole = (first_day, through) == days_of("month", month)
    return FireMonth(month, incidents, first_day, through, is_complete=is_whole and month < newest)
