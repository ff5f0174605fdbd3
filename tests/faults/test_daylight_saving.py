"""The nights when clocks change: November's repeated hour and March's missing one load whole and count alike twice.

Events are laid out by true time, one a quarter of an hour, and written in wall time without an offset, as published.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from etl import publish
from tests.etl.agreement import Turn, answered, assert_agree, read_twice
from tests.etl.exports import Row, row, write
from tests.etl.states import state
from tests.faults.processes import run

SEATTLE = ZoneInfo("America/Los_Angeles")
REPEATED, MISSING = "2025-11-02", "2026-03-08"
QUARTERS = 24
"""Six true hours a night, from midnight on."""

UNITS = {"CARE12": 20, "2M1": 50}
"""Who is sent after a minute, and arrives after so many; each stays for twenty-five."""

CUTS = ((), ("day",), ("hour",), ("month",), ("hour", "weekday"))


def wall(time: datetime) -> str:
    """Write a true time as a clock in Seattle shows it."""
    return time.astimezone(SEATTLE).strftime("%Y-%m-%d %H:%M:%S")


def night(day: str) -> list[Row]:
    """Give a night's rows, two an event."""
    midnight = datetime.fromisoformat(day).replace(tzinfo=SEATTLE).astimezone(UTC)
    rows = []
    for quarter in range(QUARTERS):
        queued = midnight + timedelta(minutes=15 * quarter)
        for unit, minutes in UNITS.items():
            after = {"queued_at": 0, "dispatched_at": 1, "arrived_at": minutes, "cleared_at": minutes + 25}
            times = {name: wall(queued + timedelta(minutes=late)) for name, late in after.items()}
            rows.append(row(unit, event=f"{day[:4]}{quarter:09}", **times))
    return rows


ROWS = [*night(REPEATED), *night(MISSING)]


def below_nothing(rows: list[Row], start: str, end: str) -> int:
    """Count rows that a wall clock shows to end before they begin."""
    return sum(cells[end] < cells[start] for cells in rows)


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write(tmp_path / "export_20260401T000000Z.csv", *ROWS)


def test_every_row_of_both_nights_is_accepted_and_counted_alike_twice(
    export: Path, tmp_path: Path, survived: Callable[[str], None]
) -> None:
    pair = read_twice(tmp_path, export)
    assert pair.snapshot.rows("SELECT count(*) FROM export_row") == [(len(ROWS),)]
    assert pair.snapshot.rows("SELECT count(*) FROM rejection") == [(0,)]
    for day in (REPEATED, MISSING):
        assert_agree(pair, {"start": [day], "end": [day]}, CUTS, Turn(1, always=True))
        survived("nights of a clock change")


@pytest.mark.parametrize(
    ("day", "calls"),
    [
        (REPEATED, {"0": 4, "1": 8, "2": 4, "3": 4, "4": 4}),
        (MISSING, {"0": 4, "1": 4, "3": 4, "4": 4, "5": 4, "6": 4}),
    ],
)
def test_the_repeated_hour_holds_two_and_the_missing_one_nothing(
    export: Path, tmp_path: Path, day: str, calls: dict[str, int]
) -> None:
    snapshot, asked = read_twice(tmp_path, export).snapshot, {"start": [day], "end": [day]}
    hours = answered(snapshot, "care_calls", asked, ("hour",))
    assert {hour: cell.n for (hour,), cell in hours.items() if cell.n} == calls
    (whole,) = answered(snapshot, "care_calls", asked, ("day",)).values()
    assert whole.n == sum(calls.values()) == QUARTERS


def test_an_interval_below_nothing_is_not_counted_and_told_beside_the_number(export: Path, tmp_path: Path) -> None:
    snapshot = read_twice(tmp_path, export).snapshot
    for day in (REPEATED, MISSING):
        late = below_nothing(
            [cells for cells in night(day) if "CARE" in cells["response_category"]], "queued_at", "arrived_at"
        )
        assert (late > 0) == (day == REPEATED)
        ((_, told),) = answered(snapshot, "care_response_median_minutes", {"start": [day], "end": [day]}, ()).items()
        assert (told.n, sum(told.excluded.values())) == (QUARTERS - late, late)
    told_of = dict(snapshot.rows("SELECT what, rows FROM impossible_order"))
    assert told_of == {
        "arrived before dispatched": below_nothing(ROWS, "dispatched_at", "arrived_at"),
        "in service before dispatched": below_nothing(ROWS, "dispatched_at", "cleared_at"),
        "in service before arrived": below_nothing(ROWS, "arrived_at", "cleared_at"),
    }
    assert min(told_of.values()) > 0


def test_the_machines_own_time_zone_changes_nothing(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = []
    for zone in (SEATTLE.key, "UTC"):
        monkeypatch.setenv("TZ", zone)
        warehouse = tmp_path / zone.rpartition("/")[2]
        assert run([export], warehouse).code == 0
        said.append(state(publish.snapshot_path(warehouse, str(publish.current_snapshot(warehouse)))))
    assert said[0] == said[1]
