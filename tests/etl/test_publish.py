"""Snapshots replace each other whole, keep for a while, and are written by one refresh at a time."""

import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from filelock import FileLock

from etl import publish
from etl.guards import promises
from tests.etl.conftest import HELD_KEY, Warehouse, assert_refused
from tests.etl.exports import many, row, write

NOON = datetime(2026, 1, 4, 12, tzinfo=UTC)


def take(folder: Path, *ids: str) -> None:
    """Make files that stand for snapshots."""
    for snapshot in ids:
        publish.snapshot_path(folder, snapshot).touch()


# ids


def test_a_snapshots_id_is_its_utc_build_time(tmp_path: Path) -> None:
    assert publish.next_snapshot(tmp_path, NOON) == "20260104T120000Z"
    assert publish.next_snapshot(tmp_path, datetime.fromisoformat("2026-01-04T12:00:00-08:00")) == "20260104T200000Z"


@pytest.mark.parametrize("back", [timedelta(0), timedelta(seconds=5), timedelta(hours=1), timedelta(days=900)])
def test_ids_increase_even_when_the_clock_jumps_back(tmp_path: Path, back: timedelta) -> None:
    take(tmp_path, "20251231T000000Z", "20260104T120000Z")
    assert publish.next_snapshot(tmp_path, NOON - back) == "20260104T120001Z"


def test_refreshes_within_one_second_make_snapshots_of_their_own(warehouse: Warehouse, tmp_path: Path) -> None:
    for number in (1, 2, 3):
        warehouse.refresh(write(tmp_path / f"{number}.csv", row(f"2M{number}")))
    assert len(publish.snapshots(warehouse.path)) == 3
    assert warehouse.current == publish.snapshots(warehouse.path)[-1]


# the pointer


def test_the_pointer_moves_to_a_file_that_is_whole(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, seen = held.current, []
    replace = Path.replace

    def watched(path: Path, target: Path) -> Path:
        if target.name == publish.POINTER:
            named = path.read_text().strip()
            with duckdb.connect(str(publish.snapshot_path(held.path, named)), read_only=True) as con:
                seen.append((held.current, named, con.execute("SELECT count(*) FROM export_row").fetchone()))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", watched)
    held.refresh(write(tmp_path / "export.csv", *many(3)))
    assert seen == [(before, held.current, (4,))]


@pytest.mark.parametrize("step", ["care-", "current"])
def test_a_publishing_that_fails_leaves_the_old_snapshot_served(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = held.current
    replace = Path.replace

    def full(path: Path, target: Path) -> Path:
        if target.name.startswith(step):
            raise OSError("No space left on device")
        return replace(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert (ran.code, held.current) == (1, before)
    assert "error: No space left on device\nThe disk is full. Free some of it" in ran.err
    assert ran.err.endswith("\nNothing was published; the snapshot served before still is.\n")
    held.refresh(tmp_path / "export.csv")
    assert held.current > before


@pytest.mark.parametrize("step", [publish.POINTER, "care-"])
def test_what_a_publishing_cut_short_has_named_is_taken_back(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    before = held.files()
    replace = Path.replace

    def full(path: Path, target: Path) -> Path:
        if target.name.startswith(step):
            raise OSError("No space left on device")
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    assert held.run("refresh", write(tmp_path / "export.csv", *many(3))).code == 1
    assert held.files() == before


def test_a_snapshot_that_cannot_be_retired_is_told_and_the_new_one_stands(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take(held.path, *(f"2020010{day}T000000Z" for day in range(1, 10)))
    before, unlink = held.current, Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name.startswith("care-2020"):
            raise PermissionError("Operation not permitted")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    ran = held.refresh(write(tmp_path / "export.csv", *many(3)))
    assert "warning: What need not be kept any longer cannot be removed" in ran.err
    assert held.current > before


def test_a_reader_of_the_old_snapshot_reads_on(held: Warehouse, tmp_path: Path) -> None:
    with duckdb.connect(str(held.snapshot), read_only=True) as reader:
        held.refresh(write(tmp_path / "export.csv", *many(3)))
        assert reader.execute("SELECT call_sign_dispatch_id FROM export_row").fetchall() == [(HELD_KEY,)]
    assert held.one("SELECT count(*) FROM export_row") == 4


def test_a_published_snapshot_needs_no_file_beside_it(held: Warehouse) -> None:
    assert held.files() == {"current", held.snapshot.name}


def test_a_pointer_to_a_file_that_is_gone_starts_afresh(held: Warehouse, tmp_path: Path) -> None:
    held.snapshot.unlink()
    assert publish.current_snapshot(held.path) is None
    held.refresh(write(tmp_path / "export.csv", *many(3)))
    assert held.one("SELECT count(*) FROM export_row") == 3


# going back


def test_publish_goes_back_to_a_kept_snapshot_and_forth_again(held: Warehouse, tmp_path: Path) -> None:
    first = held.current
    held.refresh(write(tmp_path / "export.csv", *many(3)))
    second = held.current
    ran = held.run("publish", first)
    assert (ran.code, ran.out) == (0, f"Snapshot {first} is served now.\n")
    assert held.one("SELECT count(*) FROM export_row") == 1
    assert publish.snapshots(held.path) == [first, second]
    assert held.run("publish", second).code == 0
    assert held.one("SELECT count(*) FROM export_row") == 4


def test_a_refresh_after_going_back_builds_on_what_is_served(held: Warehouse, tmp_path: Path) -> None:
    first = held.current
    held.refresh(write(tmp_path / "wrong.csv", *many(3)))
    held.run("publish", first)
    held.refresh(write(tmp_path / "right.csv", row()))
    assert held.one("SELECT count(*) FROM export_row") == 2
    assert held.current == publish.snapshots(held.path)[-1]


@pytest.mark.parametrize("unknown", ["20010101T000000Z", "latest", "../held"])
def test_publish_of_an_unknown_snapshot_lists_the_kept(held: Warehouse, unknown: str) -> None:
    assert_refused(held, 2, held.run("publish", unknown), f"No snapshot {unknown!r}", f"Kept: {held.current}.")


def test_publish_in_an_empty_warehouse_says_that_none_is_kept(warehouse: Warehouse) -> None:
    ran = warehouse.run("publish", "20260104T120000Z")
    assert ran.code == 2
    assert "Kept: none." in ran.err


# keeping


def test_the_newest_seven_and_each_months_last_for_24_months_are_kept() -> None:
    days = [f"2026{month:02}{day:02}T120000Z" for month in (1, 2, 3) for day in (1, 2, 3, 4, 5)]
    assert publish.kept(days) == {*days[-7:], "20260105T120000Z", "20260205T120000Z", "20260305T120000Z"}
    months = [f"{year}{month:02}15T120000Z" for year in (2023, 2024, 2025) for month in range(1, 13)]
    assert sorted(publish.kept(months)) == months[-24:]


def test_a_month_long_past_goes_though_no_month_lies_between() -> None:
    old = ["20200101T000000Z", "20200102T000000Z"]
    new = [f"2026010{day}T000000Z" for day in range(1, 10)]
    assert publish.kept([*old, *new]) == set(new[-7:])


def test_nothing_kept_is_nothing() -> None:
    assert publish.kept([]) == set()


def test_a_refresh_retires_what_need_not_be_kept(held: Warehouse, tmp_path: Path) -> None:
    old = [f"2020010{day}T000000Z" for day in range(1, 10)]
    take(held.path, *old)
    for day in range(1, 10):
        (held.path / f"rejected-2020010{day}T000000Z.jsonl").touch()
    before = held.current
    held.refresh(write(tmp_path / "export.csv", *many(3)))
    assert publish.snapshots(held.path) == [*old[-5:], before, held.current]
    assert len(list(held.path.glob("rejected-*"))) == 7


@pytest.mark.parametrize("year", [2020, 2999], ids=["older", "newer, by a clock that jumped back"])
def test_refused_refreshes_keep_seven_files_of_rejected_rows_and_always_their_own(
    held: Warehouse, tmp_path: Path, year: int
) -> None:
    for day in range(1, 10):
        (held.path / f"rejected-{year}010{day}T000000Z.jsonl").touch()
    assert held.run("refresh", write(tmp_path / "export.csv", row(officers="x"))).code == 3
    kept = sorted(path.name for path in held.path.glob("rejected-*") if str(year) in path.name)
    assert kept == [f"rejected-{year}010{day}T000000Z.jsonl" for day in range(4, 10)]
    (own,) = (path for path in held.path.glob("rejected-*") if path.name not in kept)
    assert own.stat().st_size > 0


def test_rejected_rows_that_cannot_be_removed_stop_nothing(held: Warehouse, tmp_path: Path) -> None:
    for day in range(1, 10):
        (held.path / f"rejected-2020010{day}T000000Z.jsonl").mkdir()
    ran = held.refresh(write(tmp_path / "export.csv", *many(3)))
    assert "warning: Rejected rows of long ago cannot be removed" in ran.err


# one writer


def test_a_second_refresh_is_told_to_wait(held: Warehouse, tmp_path: Path) -> None:
    export = write(tmp_path / "export.csv", *many(3))
    with FileLock(held.path / ".lock"):
        ran = held.run("refresh", export)
        assert_refused(held, 4, ran, f"Another refresh of {held.path} is running. Try again when it has ended.")
        assert held.run("publish", held.current).code == 4
    held.refresh(export)


def test_a_lock_of_another_process_holds_and_ends_with_it(held: Warehouse, tmp_path: Path) -> None:
    export = write(tmp_path / "export.csv", *many(3))
    holding = (
        f"lock = __import__('filelock').FileLock({str(held.path / '.lock')!r}); lock.acquire(); print(1, flush=True)"
    )
    with subprocess.Popen(
        [sys.executable, "-i", "-c", holding], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"1\n"
        assert_refused(held, 4, held.run("refresh", export), "Another refresh")
        other.kill()
    held.refresh(export)


def test_what_a_killed_refresh_left_is_cleared(held: Warehouse, tmp_path: Path) -> None:
    left = held.path / "care-20260104T120000Z.duckdb.building"
    left.write_bytes(b"half")
    left.with_name(left.name + ".wal").write_bytes(b"a log")
    work = held.path / ".work-killed"
    work.mkdir()
    (work / "stage.duckdb").write_bytes(b"raw text")
    held.refresh(write(tmp_path / "export.csv", *many(3)))
    assert {name for name in held.files() if not name.startswith("care-")} == {"current"}
    assert len(publish.snapshots(held.path)) == 2


# checks


def test_a_failed_check_leaves_the_old_snapshot(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks = tmp_path / "checks"
    checks.mkdir()
    (checks / "at_most_two_events.sql").write_text("SELECT count(*) AS events FROM event HAVING count(*) > 2")
    (checks / "nothing_is_wrong.sql").write_text("SELECT 1 WHERE false")
    monkeypatch.setattr(promises, "CHECKS", checks)
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert_refused(held, 3, ran, "nothing was published", "at_most_two_events: 1 row(s), first {'events': 4}")
    assert "nothing_is_wrong" not in ran.err
