"""Night after night into one warehouse: what each night brings, what is known of it, and what it is measured by."""

import functools
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path

import duckdb
import pytest

from app.config import Settings
from app.db import Snapshot
from app.filters import Filters
from app.queries import ask
from etl import build, publish
from tests.golden import rows
from tests.golden.oracle import answer, read_exports
from tests.next_day import DaySize, write_next_day
from tests.served import Site, invent

CARE, SPD = "care_calls", "spd_officer_hours"
"""A question about CARE, which a small table answers, and one about all police events. Each day moves both."""

_FIRST_NIGHT = datetime(2026, 1, 28, 12, tzinfo=UTC)
_TIMES_ASKED = 5

Known = dict[str, tuple[float | None, int]]
"""Each metric's value and n."""


@dataclass(frozen=True)
class Nights:
    """An export and those of the days after it, and what is known of the warehouse when it holds each."""

    base: Path
    days: tuple[Path, ...]
    known: tuple[Known, ...]
    """After the base, and after each day."""


@dataclass(frozen=True)
class Measured:
    """A warehouse after a night: bytes of the file served and of all of them, queries in ms, memory in MB (RSS).

    `in_order` says whether the file was written whole, not changed in place.
    """

    snapshot: str
    in_order: bool
    bytes: int
    sorted_bytes: int
    warehouse_bytes: int
    kept: int
    refresh_seconds: float
    query_ms: dict[str, float]
    worker_mb: float

    def __str__(self) -> str:
        queries = ", ".join(f"{name} {ms:.1f} ms" for name, ms in self.query_ms.items())
        return (
            f"{self.snapshot}: {self.bytes / 1e6:.1f} MB, {self.bytes / self.sorted_bytes:.2f} × its size in order, "
            f"{self.kept} kept in {self.warehouse_bytes / 1e6:.0f} MB; refresh {self.refresh_seconds:.1f} s; {queries}; "
            f"largest worker {self.worker_mb:.0f} MB"
        )


def invent_nights(folder: Path, events: int, nights: int, size: DaySize) -> Nights:
    """Invent the exports, and work out by the second implementation what is known after each."""
    base = invent(folder, events, seed=1)
    days = tuple(write_next_day(base, folder, number, size) for number in range(1, nights + 1))
    with pytest.MonkeyPatch.context() as patched:  # it reads each file again for each night: once is enough
        read = rows._read_file
        patched.setattr(rows, "_read_file", functools.cache(lambda path: list(read(path))))
        known = tuple(_known([base, *days[:count]]) for count in range(nights + 1))
    return Nights(base, days, known)


def _known(exports: Sequence[Path]) -> Known:
    world = read_exports(exports)
    cells = {metric: answer(world, metric)[None] for metric in (CARE, SPD)}
    return {metric: (cell.value, cell.n) for metric, cell in cells.items()}


class Calendar:
    """A clock for refreshes on which a day passes from one to the next."""

    def __init__(self, patched: pytest.MonkeyPatch) -> None:
        """Let the pipeline look at it."""
        self.now = _FIRST_NIGHT
        calendar = self

        class Clock(datetime):
            @classmethod
            def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
                return calendar.now.astimezone(tz)

        patched.setattr(build, "datetime", Clock)

    def next_night(self) -> None:
        """Let a day pass."""
        self.now += timedelta(days=1)


def measured(site: Site, refresh_seconds: float) -> Measured:
    """Measure what is served now."""
    snapshot = publish.current_snapshot(site.warehouse)
    assert snapshot
    path = publish.snapshot_path(site.warehouse, snapshot)
    return Measured(
        snapshot=snapshot,
        in_order=is_in_order(path),
        bytes=path.stat().st_size,
        sorted_bytes=sorted_bytes(path),
        warehouse_bytes=sum(file.stat().st_size for file in site.warehouse.iterdir()),
        kept=len(publish.snapshots(site.warehouse)),
        refresh_seconds=refresh_seconds,
        query_ms={name: _query_ms(path, name) for name in (CARE, SPD)},
        worker_mb=site.worker_memory_mb(),
    )


def sorted_bytes(snapshot: Path) -> int:
    """Read how large a snapshot was when it was last written in order."""
    with duckdb.connect(str(snapshot), read_only=True) as con:
        ((size,),) = con.execute("SELECT sorted_bytes FROM snapshot").fetchall()
    return int(size)


def is_in_order(snapshot: Path) -> bool:
    """Say whether a snapshot's rows stand in order of time: those that a refresh changes in place stand at the end."""
    place = "(queued_at, call_sign_dispatch_id)"
    stands_before = f"{place} < lag({place}) OVER (ORDER BY rowid)"
    with duckdb.connect(str(snapshot), read_only=True) as con:
        found = con.execute(f"SELECT count(*) FROM (FROM export_row QUALIFY {stands_before})").fetchall()
    return found == [(0,)]


def _query_ms(path: Path, metric: str) -> float:
    """Time a question as the app asks it, of a snapshot that remembers no answer; the median of a few."""
    taken = []
    for _ in range(_TIMES_ASKED):
        snapshot = Snapshot(path, Settings(path.parent))
        started = time.perf_counter()
        ask(snapshot, metric, Filters())
        taken.append(1_000 * (time.perf_counter() - started))
    return statistics.median(taken)
