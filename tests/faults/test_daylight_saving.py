"""The nights when clocks change: November's repeated hour and March's missing one load whole and count alike twice."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from etl import publish
from tests.etl.agreement import Turn, answered, assert_agree, read_twice
from tests.etl.exports import Row, row, write
from tests.etl.states import state
from tests.faults.nights import Night
from tests.faults.processes import run

REPEATED, MISSING = "2025-11-02", "2026-03-08"
CUTS = ((), ("day",), ("hour",), ("month",), ("hour", "weekday"))
MOMENTS = (("00:59:59", 90), ("01:00:00", 0), ("01:30:00", 0), ("01:59:30", -60), ("02:00:00", 0), ("03:00:00", 0))
"""When an event is queued, and by how many minutes the clock has been set by the time its units are there."""


def nights_rows() -> list[Row]:
    """Give events of both nights: queued in the first of the two hours, and served in the second, an hour back."""
    rows = []
    for number, (moment, day) in enumerate((m, d) for d in (REPEATED, MISSING) for m, _ in MOMENTS):
        queued = datetime.fromisoformat(f"{day} {moment}")
        set_by = {REPEATED: -60, MISSING: 60}[day] if moment.startswith("01") else 0
        for unit, minutes in (("CARE12", 40), ("2M1", 50)):
            at = [queued + timedelta(minutes=m) for m in (1, minutes + set_by, minutes + 20 + set_by)]
            times = dict(zip(("dispatched_at", "arrived_at", "cleared_at"), map(str, at), strict=True))
            rows.append(row(unit, event=f"2025{number:09}", queued_at=str(queued), **times))
    return rows


def missing_hours_rows() -> list[Row]:
    """Give an event queued within the hour that March does not have: a stamp that no clock showed."""
    times = {"queued_at": f"{MISSING} 02:30:00", "dispatched_at": f"{MISSING} 02:31:00"}
    return [
        row("CARE9", event="2026000000099", **times, arrived_at=f"{MISSING} 03:35:00", cleared_at=f"{MISSING} 04:00:00")
    ]


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return write(tmp_path / "export_20260401T000000Z.csv", *nights_rows(), *missing_hours_rows())


def test_every_row_of_both_nights_is_accepted_and_counted_alike_twice(
    export: Path, tmp_path: Path, survived: Callable[[str], None]
) -> None:
    pair = read_twice(tmp_path, export)
    rows = len(nights_rows()) + len(missing_hours_rows())
    assert pair.snapshot.rows("SELECT count(*) FROM export_row") == [(rows,)]
    assert pair.snapshot.rows("SELECT count(*) FROM rejection") == [(0,)]
    for day in (REPEATED, MISSING):
        assert_agree(pair, {"start": [day], "end": [day]}, CUTS, Turn(1, always=True))
    hours = answered(pair.snapshot, "care_calls", {}, ("hour",))
    assert {hour: cell.n for (hour,), cell in hours.items() if cell.n} == {"0": 2, "1": 6, "2": 3, "3": 2}
    survived("nights of a clock change")


def test_an_interval_below_nothing_is_not_counted_and_told_beside_the_number(export: Path, tmp_path: Path) -> None:
    snapshot = read_twice(tmp_path, export).snapshot
    for day, below in ((REPEATED, 3), (MISSING, 0)):
        (cell,) = answered(snapshot, "care_response_median_minutes", {"start": [day], "end": [day]}, ()).values()
        assert cell.n == answered(snapshot, "care_calls", {"start": [day], "end": [day]}, ())[()].n - below
        assert sum(cell.excluded.values()) == below
    assert snapshot.rows("SELECT sum(rows)::INTEGER FROM impossible_order WHERE what LIKE '%arrived%'") == [(6,)]


def test_the_machines_own_time_zone_changes_nothing(
    export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    night = Night("clock change", None, (export,), None, None)  # type: ignore[arg-type]
    said = []
    for zone in ("America/Los_Angeles", "UTC"):
        monkeypatch.setenv("TZ", zone)
        warehouse = night.begin(tmp_path / zone.replace("/", " "))
        assert run(night, warehouse).code == 0
        said.append(state(publish.snapshot_path(warehouse, str(publish.current_snapshot(warehouse)))))
    assert said[0] == said[1]
