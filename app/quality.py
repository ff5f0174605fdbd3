"""What a snapshot says of itself: its weaknesses as numbers, its phases, its dictionary."""

from dataclasses import dataclass
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


def weaknesses(snapshot: Snapshot) -> list[Weakness]:
    """List the known weaknesses of the data."""
    return [Weakness(*row) for row in snapshot.rows("SELECT name, label, unit, found, of_all FROM quality")]


def cross_checks(snapshot: Snapshot) -> Rows:
    """List the published columns with how often they agree with ours, differ, or cannot be compared."""
    return snapshot.rows("SELECT column_name, agree, differ, not_comparable FROM cross_check")


def rejections(snapshot: Snapshot) -> Rows:
    """List why rows were rejected, over all files read, most frequent first."""
    return snapshot.rows("SELECT reason, sum(rows)::BIGINT FROM rejection GROUP BY reason ORDER BY 2 DESC, 1")


def phases_in_full(snapshot: Snapshot) -> Rows:
    """List the programme's phases with their hours, area, staff and source."""
    return snapshot.rows("""
        SELECT strftime(starts_on, '%Y-%m-%d'), label, opens_hour || ':00–' || closes_hour || ':00',
               array_to_string(list_concat(precincts, neighborhoods), ', '), responders, source
        FROM programme_phase ORDER BY starts_on
    """)


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
