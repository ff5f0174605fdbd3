"""Whoever reads a snapshot that retention deletes reads on to the end, exactly."""

import shutil
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from app.db import Snapshot
from etl import build, publish
from tests.etl.agreement import Cuts, answered
from tests.faults.nights import QUESTIONS, Night, reader, settings, whose_answers
from tests.golden.oracle import Cell

READERS, ROUNDS_AFTER, PAUSE_SECONDS = 2, 2, 0.2
Answers = dict[tuple[str, Cuts], dict[Cuts, Cell]]


def answers_of(snapshot: Snapshot) -> Answers:
    return {(metric, by): answered(snapshot, metric, {}, by) for metric, by in QUESTIONS}


@pytest.fixture
def _keep_two(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retire all but the newest two, a month's last too."""
    monkeypatch.setattr(publish, "_KEEP_NEWEST", 2)
    monkeypatch.setattr(publish, "_KEEP_MONTHS", 0)


@pytest.mark.usefixtures("_keep_two")
def test_a_reader_of_a_retired_snapshot_reads_on_and_stays_exact(
    day: Night, tmp_path: Path, survived: Callable[[str], None]
) -> None:
    warehouse = day.begin(tmp_path / "warehouse")
    dashboard, retired = reader(warehouse), threading.Event()
    assert whose_answers(dashboard, day) == "old"
    held, expected = dashboard.current(), answers_of(dashboard.current())
    file = publish.snapshot_path(warehouse, held.info.snapshot)
    with duckdb.connect(str(file), read_only=True) as reading:
        rows = reading.execute("SELECT call_sign_dispatch_id FROM export_row ORDER BY ALL").fetchall()
        half_read = reading.execute("SELECT call_sign_dispatch_id FROM export_row ORDER BY ALL")
        begun = half_read.fetchmany(10)

        def read_on() -> int:
            """Ask until a while after the file is gone; count the rounds then."""
            rounds = 0
            while rounds < ROUNDS_AFTER:
                rounds += retired.wait(PAUSE_SECONDS)
                assert answers_of(held) == expected
            return rounds

        with ThreadPoolExecutor(READERS) as readers:
            reading_on = [readers.submit(read_on) for _ in range(READERS)]
            for night in _nights_after(day, tmp_path):
                build.refresh(settings(warehouse), [night])
            assert not file.exists()
            retired.set()
            assert [each.result() for each in reading_on] == [ROUNDS_AFTER] * READERS
        assert [*begun, *half_read.fetchall()] == rows
    survived("a snapshot retired under its readers")


def _nights_after(day: Night, folder: Path) -> list[Path]:
    """Give the day, and the same said again by a newer export: both are published."""
    again = folder / "again_20260106T120000Z.csv"
    shutil.copyfile(day.exports[0], again)
    return [*day.exports, again]
