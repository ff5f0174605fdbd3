"""What the reference tables and the boundaries of a snapshot say: phases, squares, outlines, districts, call types."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.db import Snapshot


@dataclass(frozen=True)
class Phase:
    """A phase of the CARE programme, to be marked on charts over time."""

    starts_on: date
    label: str
    detail: str


@dataclass(frozen=True)
class Tile:
    """A beat's square on the schematic map."""

    beat: str
    sector: str
    precinct: str
    row: int
    column: int


def phases(snapshot: Snapshot) -> list[Phase]:
    """List the programme's phases in their order."""
    rows = snapshot.rows("SELECT starts_on, label, detail FROM programme_phase ORDER BY starts_on")
    return [Phase(*row) for row in rows]


def tiles(snapshot: Snapshot) -> list[Tile]:
    """List the beats with their squares."""
    rows = snapshot.rows("SELECT beat, sector, precinct, tile_row, tile_column FROM beat ORDER BY beat")
    return [Tile(*row) for row in rows]


def outlines(snapshot: Snapshot, kind: str) -> dict[str, Any]:
    """Return the rings of each area of a kind, as (longitude, latitude) corners; nothing where none are loaded."""
    sql = "SELECT name, rings FROM area WHERE kind = $kind ORDER BY name"
    return snapshot.remember(("outlines", kind), lambda: dict(snapshot.rows(sql, {"kind": kind})))


def beat_districts(snapshot: Snapshot) -> list[tuple[str, str, float, float]]:
    """List each beat with its council district, the share of the beat in that one, and in any."""
    return snapshot.rows("SELECT beat, district, share, share_in_any FROM beat_district ORDER BY beat")


def eligible_call_types(snapshot: Snapshot) -> frozenset[str]:
    """List the initial call types that CARE may answer, in whichever phase."""
    return frozenset(call_type for (call_type,) in snapshot.rows("SELECT call_type FROM eligible_call_type"))
