"""What runs too long is interrupted, told kindly, and never remembered; what does not is left alone."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import duckdb
import pytest

from app.config import Settings, settings_from
from app.db import Snapshot
from app.watchdog import Deadline, TookTooLong
from tests.served import PROJECT

SLOW = "SELECT sum(sqrt(a.range * b.range)) FROM range(1000000) a, range(1000000) b"
"""Hours of work."""

SLOW_BATCHES = {
    "before the first row": SLOW,
    "between two rows": "SELECT range FROM range(100000000000) WHERE range < 20 OR range > 99999999998",
}
HUNGRY = "SELECT list(range) FROM range(100000000)"
"""More than a query may hold."""


@pytest.fixture
def hurried(demo_folder: Path) -> Snapshot:
    """Open the invented snapshot, with no patience at all."""
    (file,) = demo_folder.glob("care-*.duckdb")
    return Snapshot(file, Settings(demo_folder, query_seconds=0.3, download_seconds=0.3))


def seconds(work: Callable[[], object]) -> float:
    """Say after how long something was given up."""
    begun = time.monotonic()
    with pytest.raises(TookTooLong, match="took longer than"):
        work()
    return time.monotonic() - begun


def test_a_query_that_runs_too_long_is_given_up(hurried: Snapshot) -> None:
    assert 0.3 <= seconds(lambda: hurried.rows(SLOW)) < 3
    assert hurried.rows("SELECT 1") == [(1,)], "and the next one is answered"


def test_one_that_is_given_up_takes_no_other_with_it(hurried: Snapshot) -> None:
    with ThreadPoolExecutor(2) as pool:
        slow = pool.submit(seconds, lambda: hurried.rows(SLOW))
        while not slow.done():
            assert hurried.rows("SELECT count(*) FROM event") > [(0,)]
        assert slow.result() < 3


def test_each_is_given_its_own_time(demo_folder: Path, hurried: Snapshot) -> None:
    (file,) = demo_folder.glob("care-*.duckdb")
    patient = Snapshot(file, Settings(demo_folder, query_seconds=1.2))
    with ThreadPoolExecutor(2) as pool:
        later = pool.submit(seconds, lambda: patient.rows(SLOW))
        sooner = pool.submit(seconds, lambda: hurried.rows(SLOW))
        assert sooner.result() < 1.2 <= later.result()


def test_what_was_given_up_is_not_an_answer(hurried: Snapshot) -> None:
    question = ("how", "long")
    with pytest.raises(TookTooLong):
        hurried.remember(question, lambda: hurried.rows(SLOW))
    assert hurried.memory.questions() == []
    assert hurried.remember(question, lambda: hurried.rows("SELECT 7")) == [(7,)]


def test_whoever_waits_for_the_same_answer_is_not_given_half_of_it(hurried: Snapshot) -> None:
    def asked() -> float:
        return seconds(lambda: hurried.remember("question", lambda: hurried.rows(SLOW)))

    with ThreadPoolExecutor(2) as pool:
        both = [pool.submit(asked) for _ in range(2)]
    assert all(each.result() < 4 for each in both)


@pytest.mark.parametrize("sql", SLOW_BATCHES.values(), ids=SLOW_BATCHES)
def test_a_download_that_has_nothing_to_send_is_given_up(hurried: Snapshot, sql: str) -> None:
    assert 0.3 <= seconds(lambda: list(hurried.batches(sql, rows=10))) < 3
    assert sum(map(len, hurried.batches("SELECT 1", rows=10))) == 1


def test_a_download_may_take_as_long_as_its_reader_does(hurried: Snapshot) -> None:
    batches = hurried.batches("SELECT range FROM range(100000)", rows=10_000)
    read = 0
    for batch in batches:
        read += len(batch)
        time.sleep(0.05)
    assert read == 100_000


def test_a_reader_who_rests_longer_than_a_query_may_run_is_not_cut_off(hurried: Snapshot) -> None:
    batches = hurried.batches("SELECT range FROM range(100000)", rows=10_000)
    next(batches)
    time.sleep(0.4)
    assert sum(map(len, batches)) == 90_000


def test_the_wait_for_room_counts(hurried: Snapshot) -> None:
    def another() -> duckdb.DuckDBPyConnection:
        return duckdb.connect(":memory:")

    with hurried.room.enter("another", "SELECT 1", another, Deadline(60)):
        assert 0.3 <= seconds(lambda: hurried.rows(HUNGRY)) < 3
    with hurried.room.enter("another", "SELECT 1", another, Deadline(0.1)) as con:
        assert con.execute("SELECT 1").fetchall() == [(1,)], "whoever gave up does not hold it"


def test_what_fails_in_time_fails_as_it_is(hurried: Snapshot) -> None:
    with pytest.raises(Exception, match="no_such_table"):
        hurried.rows("SELECT * FROM no_such_table")


def test_many_are_watched_by_one_thread(hurried: Snapshot) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda number: hurried.rows(f"SELECT {number}"), range(200)))
    assert [thread.name for thread in threading.enumerate()].count("watchdog") == 1


def test_what_is_not_interruptible_at_once_is_interrupted_again() -> None:
    calls: list[float] = []
    with pytest.raises(TookTooLong), Deadline(0.05).interrupts(lambda: calls.append(time.monotonic())):  # noqa: PT012
        while len(calls) < 3:
            time.sleep(0.01)
        raise RuntimeError("interrupted")
    after = len(calls)
    time.sleep(0.15)
    assert len(calls) == after, "nothing is interrupted once its block is left"


def test_what_was_done_in_the_end_counts() -> None:
    interrupted = threading.Event()
    with Deadline(0.01).interrupts(interrupted.set):
        assert interrupted.wait(5)


@pytest.mark.parametrize("name", ["CARE_QUERY_SECONDS", "CARE_DOWNLOAD_SECONDS"])
@pytest.mark.parametrize("given", ["0", "-1", "1.5", "ten", "3601"])
def test_a_bound_that_is_none_is_refused_by_name(name: str, given: str) -> None:
    with pytest.raises(SystemExit, match=f"{name} is .*: give a whole number from 1 to 3,600"):
        settings_from({name: given})


def test_bounds_of_time_are_read() -> None:
    assert (settings_from({}).query_seconds, settings_from({}).download_seconds) == (10, 30)
    told = settings_from({"CARE_QUERY_SECONDS": "3", "CARE_DOWNLOAD_SECONDS": "60"})
    assert (told.query_seconds, told.download_seconds) == (3, 60)


def test_a_process_that_was_watched_ends_without_a_word(month_folder: Path) -> None:
    ask = "from app.config import *; from app.db import *; Warehouse(settings_from()).current().rows('SELECT 1')"
    environ = os.environ | {"CARE_WAREHOUSE": str(month_folder)}
    done = subprocess.run(
        [sys.executable, "-c", ask], cwd=PROJECT, env=environ, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
