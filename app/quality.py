"""What a snapshot says of itself: its weaknesses as numbers, its phases, its dictionary."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from app.db import Rows, Snapshot

_CROSS_CHECK = ("column", "agree", "differ", "not_comparable")
"""What each column of a cross-check is called."""


@dataclass(frozen=True)
class Weakness:
    """One known weakness: how many rows (`units`) or events have it, of how many."""

    name: str
    label: str
    unit: str
    found: int
    of_all: int


@dataclass(frozen=True)
class Refresh:
    """What the newest refresh did with the rows it read, and the vintage of its newest file."""

    vintage: datetime
    read: int
    accepted: int
    unchanged: int
    rejected: int


@dataclass(frozen=True)
class PhaseInFull:
    """A phase of the CARE programme: from when, at which hours, in which precincts and neighborhoods, with how many."""

    starts_on: date
    label: str
    detail: str
    opens_hour: int
    closes_hour: int
    precincts: list[str]
    neighborhoods: list[str]
    responders: int
    source: str


def last_refresh(snapshot: Snapshot) -> Refresh:
    """Say what the refresh that made this snapshot brought."""
    rows = snapshot.rows("""
        SELECT max(vintage), sum(rows_read)::BIGINT, sum(rows_accepted)::BIGINT, sum(rows_unchanged)::BIGINT,
               sum(rows_rejected)::BIGINT
        FROM source_file WHERE load_id = (SELECT max(load_id) FROM source_file)
    """)
    return Refresh(*rows[0])


def weaknesses(snapshot: Snapshot) -> list[Weakness]:
    """List the known weaknesses of the data."""
    return [Weakness(*row) for row in snapshot.rows("SELECT name, label, unit, found, of_all FROM quality")]


def cross_checks(snapshot: Snapshot) -> Rows:
    """List the published columns with how often they agree with ours, differ, or cannot be compared."""
    return snapshot.rows("SELECT column_name, agree, differ, not_comparable FROM cross_check")


def rejections(snapshot: Snapshot) -> Rows:
    """List why rows were rejected, over all files read, most frequent first."""
    return snapshot.rows("SELECT reason, sum(rows)::BIGINT FROM rejection GROUP BY reason ORDER BY 2 DESC, 1")


def phases_in_full(snapshot: Snapshot) -> list[PhaseInFull]:
    """List the programme's phases in their order."""
    rows = snapshot.rows("""
        SELECT starts_on, label, detail, opens_hour, closes_hour, precincts, neighborhoods, responders, source
        FROM programme_phase ORDER BY starts_on
    """)
    return [PhaseInFull(*row) for row in rows]


def eligible_call_types(snapshot: Snapshot) -> Rows:
    """List the call types that CARE may answer, from when to when (None: still), and who says so."""
    return snapshot.rows("SELECT call_type, starts_on, ends_on, source FROM eligible_call_type ORDER BY 2, 1")


def dictionary(snapshot: Snapshot) -> Rows:
    """List every table's columns: table, column, meaning, unit, allowed values."""
    return snapshot.rows('SELECT table_name, name, meaning, unit, allowed_values FROM "column" ORDER BY rowid')


def quality_as_dict(snapshot: Snapshot) -> dict[str, Any]:
    """Write the snapshot's quality as the API gives it."""
    return {
        "weaknesses": [vars(found) for found in weaknesses(snapshot)],
        "cross_checks": [dict(zip(_CROSS_CHECK, row, strict=True)) for row in cross_checks(snapshot)],
        "rejected": [{"reason": reason, "rows": rows} for reason, rows in rejections(snapshot)],
    }
