"""What a night's refresh is to do, and what must be told before and after it, worked out beforehand."""

import csv
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import duckdb

import app.config
from app.db import NoSnapshot, Warehouse
from etl import build, publish
from etl.config import Settings, settings_from
from tests.etl.agreement import Cuts, answered, assert_same, expected
from tests.etl.exports import PORTAL_QUEUED
from tests.etl.states import State, state
from tests.golden.oracle import Cell, read_exports
from tests.served import invent

QUESTIONS: tuple[tuple[str, Cuts], ...] = (
    ("care_calls", ()),
    ("care_calls", ("month",)),
    ("care_response_median_minutes", ("precinct",)),
    ("coverage_share", ()),
    ("care_alone_after_spd_hours", ()),
    ("spd_officer_hours_avoided", ()),
    ("spd_priority1_within_7_minutes_share", ("month",)),
)
"""What readers ask: counts, times, shares and modeled hours, whole and by month, of every derived table."""

EVENTS = 400
NEWEST_DAYS_FROM = date(2025, 12, 1)
"""The day whose events, and those after it, are a night's news."""

RESTATED = 12
"""Older rows that the night says anew, with another number of officers."""


@dataclass(frozen=True)
class Known:
    """What a snapshot must say: the second implementation's answers, and the tables of one clean load."""

    answers: Mapping[tuple[str, Cuts], Mapping[Cuts, Cell]]
    tables: State


@dataclass(frozen=True)
class Night:
    """A refresh: the warehouse `before` it, the `exports` it is given, and what is `old` and `new` to readers.

    Before the first load there is no warehouse, and nothing to answer with.
    """

    name: str
    before: Path | None
    exports: tuple[Path, ...]
    old: Known | None
    new: Known

    def begin(self, warehouse: Path) -> Path:
        """Put the warehouse of before in place."""
        if self.before:
            shutil.copytree(self.before, warehouse)
        else:
            warehouse.mkdir()
        return warehouse

    @property
    def served_before(self) -> str | None:
        """The snapshot served before it."""
        return publish.current_snapshot(self.before) if self.before else None


def environment(warehouse: Path) -> dict[str, str]:
    """Give the settings of every refresh here: one thread, no boundaries."""
    return {
        "CARE_WAREHOUSE": str(warehouse),
        "CARE_BOUNDARIES": str(warehouse.parent / "none"),
        "CARE_ETL_THREADS": "1",
        "CARE_APP_THREADS": "1",
    }


def settings(warehouse: Path) -> Settings:
    """Read those settings."""
    return settings_from(environment(warehouse))


def reader(warehouse: Path) -> Warehouse:
    """Open the warehouse as a worker of the dashboard does."""
    return Warehouse(app.config.settings_from(environment(warehouse)))


def two_nights(folder: Path) -> tuple[Night, Night]:
    """Invent a first load, and a small day after it that is merged into a copy."""
    base, day = _split(folder, invent(folder, EVENTS, seed=4))
    held = folder / "held"
    old, new = _known(held, [base]), _known(folder / "both", [base, day])
    _take_for_sorted(publish.snapshot_path(held, str(publish.current_snapshot(held))))
    return Night("first load", None, (base,), None, old), Night("small day", held, (day,), old, new)


def whose_answers(told: Warehouse, night: Night) -> str | None:
    """Say whose the answers are, all of them: `old` or `new`; None when there is nothing to ask yet."""
    try:
        snapshot = told.current()
    except NoSnapshot:
        assert night.old is None, "the old snapshot is gone"
        return None
    answers = {(metric, by): answered(snapshot, metric, {}, by) for metric, by in QUESTIONS}
    calls = answers["care_calls", ()]
    is_new = calls == night.new.answers["care_calls", ()]
    known = night.new if is_new else night.old
    assert known, calls
    for (metric, by), got in answers.items():
        assert_same(metric, got, known.answers[metric, by])
    return "new" if is_new else "old"


def assert_survived(night: Night, warehouse: Path) -> None:
    """Hold what is served to the old or the new, whole; refresh again, and hold the rest.

    That refresh succeeds. Then every row is there, table by table, as after one clean load; the log names the refreshes
    that were served and no other; and nothing is left behind.
    """
    whose_answers(reader(warehouse), night)
    assert_healed(night, warehouse, build.refresh(settings(warehouse), night.exports).snapshot)


def assert_healed(night: Night, warehouse: Path, snapshot: str) -> None:
    """Hold a warehouse, refreshed to `snapshot`, to what it would be had nothing happened."""
    assert publish.current_snapshot(warehouse) == snapshot
    assert whose_answers(reader(warehouse), night) == "new"
    path = publish.snapshot_path(warehouse, snapshot)
    found = state(path)
    for table, rows in night.new.tables.items():
        assert found[table] == rows, table
    assert _log(path) == [*filter(None, [night.served_before]), snapshot]
    assert leftovers(warehouse) == set()


def leftovers(warehouse: Path) -> set[str]:
    """Name what is in a warehouse that is neither a snapshot, nor the pointer, nor the lock."""
    snapshots = {publish.snapshot_path(warehouse, name).name for name in publish.snapshots(warehouse)}
    return {path.name for path in warehouse.iterdir()} - snapshots - {publish.POINTER, ".lock"}


def _take_for_sorted(snapshot: Path) -> None:
    """Let a small snapshot be merged into a copy: what tables cost when empty would make it seem to have grown."""
    with duckdb.connect(str(snapshot)) as con:
        con.execute("UPDATE snapshot SET sorted_bytes = ?", [snapshot.stat().st_size])


def _log(snapshot: Path) -> list[str]:
    with duckdb.connect(str(snapshot), read_only=True) as con:
        return [load for (load,) in con.execute("SELECT load_id FROM refresh ORDER BY load_id").fetchall()]


def _known(folder: Path, exports: Sequence[Path]) -> Known:
    """Work out what these exports must say: the answers in plain Python, the tables by one clean load."""
    world = read_exports(exports)
    snapshot = build.refresh(settings(folder), exports).snapshot
    answers = {(metric, by): expected(world, metric, {}, by) for metric, by in QUESTIONS}
    return Known(answers, state(publish.snapshot_path(folder, snapshot)))


def _split(folder: Path, export: Path) -> tuple[Path, Path]:
    """Cut an export in two: all but its newest days, and those with some older rows restated."""
    with export.open(newline="", encoding="utf-8") as file:
        header, *rows = csv.reader(file)
    queued, officers = header.index("CAD Event Original Time Queued"), header.index("Count Of Officers")
    is_new = [datetime.strptime(row[queued], PORTAL_QUEUED).date() >= NEWEST_DAYS_FROM for row in rows]
    base = [row for row, new in zip(rows, is_new, strict=True) if not new]
    restated = [[*row[:officers], "3", *row[officers + 1 :]] for row in base[:: len(base) // RESTATED]]
    day = [*(row for row, new in zip(rows, is_new, strict=True) if new), *restated]
    return (
        _write(folder / "base_20260104T120000Z.csv", header, base),
        _write(folder / "day_20260105T120000Z.csv", header, day),
    )


def _write(path: Path, header: Sequence[str], rows: Sequence[Sequence[str]]) -> Path:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
    return path
