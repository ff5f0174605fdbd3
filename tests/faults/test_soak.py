"""Night after night under readers who never pause: no error, no mixture, no growth without end."""

import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from etl import publish
from tests import served
from tests.effort import FULL
from tests.etl.test_incremental import state
from tests.faults.soak import CARE, SPD, Calendar, Known, Nights, invent_nights, is_in_order, measured, sorted_bytes
from tests.next_day import DaySize
from tests.serving.traffic import Told, traffic

NIGHTS, EVENTS = (50, 10_000) if FULL else (4, 1_200)
SIZE = DaySize(new=400, restated=60, repeated=60) if FULL else DaySize(new=60, restated=15, repeated=15)
PATHS = {f"/api/v1/metrics/{CARE}": CARE, f"/api/v1/metrics/{CARE}?by=month": CARE, f"/api/v1/metrics/{SPD}": SPD}
GROWN = 1.2
"""A file larger than so many times its size in order is written anew."""
SETTLED = 8 if FULL else 2
"""Nights after which a worker has as many snapshots open as it will."""
FEW = 10 if FULL else 2
"""Nights within which a small file grows past its limit."""
SOON_SECONDS = 10


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Nights:
    return invent_nights(tmp_path_factory.mktemp("nights"), EVENTS, NIGHTS, SIZE)


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> Calendar:
    return Calendar(monkeypatch)


def kept_of(told: Told) -> Told:
    """Keep of an answer what its rows add up to."""
    rows = told.body.get("rows", [])
    brief = {"snapshot": told.body.get("snapshot"), "n": sum(row["n"] for row in rows), "rows": len(rows)}
    return Told(told.asked_at, told.path, told.status, brief | ({"value": rows[0]["value"]} if len(rows) == 1 else {}))


def is_right(told: Told, known: Mapping[str, Known]) -> bool:
    """Say whether an answer is what is known of the snapshot that it names; months add up to all of it."""
    if told.status != 200 or told.snapshot not in known:
        return False
    value, n = known[told.snapshot][PATHS[told.path]]
    return told.body["n"] == n and told.body.get("value", value) == value


def test_readers_see_no_error_and_each_answer_is_that_of_its_snapshot(
    nights: Nights, calendar: Calendar, tmp_path: Path
) -> None:
    warehouse = tmp_path / "warehouse"
    known = {served.publish(warehouse, nights.base): nights.known[0]}
    readings = []
    with served.serve(warehouse) as site, traffic(site.url, list(PATHS), kept_of) as seen:
        for day, then in zip(nights.days, nights.known[1:], strict=True):
            calendar.next_night()
            started = time.monotonic()
            known[served.publish(warehouse, day)] = then
            readings.append(measured(site, time.monotonic() - started))
            seen.wait_until_all_from(readings[-1].snapshot, SOON_SECONDS)
            assert_little_is_kept(list(known), publish.snapshots(warehouse))
        logged = site.logged()

    assert len(known) == NIGHTS + 1
    assert seen.failures == []
    assert [told for told in seen.told if not is_right(told, known)] == []
    assert {(told.snapshot, told.path) for told in seen.told} == {(name, path) for name in known for path in PATHS}
    assert "Traceback" not in logged
    assert readings[-1].worker_mb < 1.25 * readings[SETTLED - 1].worker_mb
    rewritten = sum(night.in_order for night in readings)
    print(f"\n{NIGHTS} refreshes, {len(seen.told):,} answers, none wrong; written anew {rewritten} times")
    print(f"night 1: {readings[0]}\nnight {NIGHTS}: {readings[-1]}")


def assert_little_is_kept(published: list[str], kept: list[str]) -> None:
    """Hold what is kept to the newest seven and the last of each month."""
    month_last = {name[:6]: name for name in sorted(published)}
    assert kept == sorted({*published[-7:], *month_last.values()})


def test_a_file_that_has_grown_is_written_anew_by_the_next_refresh_and_says_what_a_full_load_does(
    nights: Nights, tmp_path: Path
) -> None:
    warehouse = tmp_path / "warehouse"
    path = _refreshed(warehouse, nights.base)
    rewritten = []
    for night, day in enumerate(nights.days[:FEW], start=1):
        has_grown = path.stat().st_size > GROWN * sorted_bytes(path)
        path = _refreshed(warehouse, day)
        assert is_in_order(path) == has_grown, f"night {night}"
        rewritten += [night] if has_grown else []
        if has_grown and len(rewritten) == 1:
            assert path.stat().st_size <= GROWN * sorted_bytes(path)
            assert state(path) == state(_refreshed(tmp_path / "full", nights.base, *nights.days[:night]))
    assert rewritten
    print(f"\nwritten anew in nights {rewritten}")


def _refreshed(warehouse: Path, *exports: Path) -> Path:
    return publish.snapshot_path(warehouse, served.publish(warehouse, *exports))
