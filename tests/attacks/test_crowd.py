"""A crowd reads while a day is loaded, two workers are killed and a snapshot is taken back: no answer is wrong."""

import os
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.attacks.crowd import API, PAGES, Heard, Rows, crowd, heard_alone
from tests.effort import FULL
from tests.golden.oracle import World, answer, read_exports
from tests.served import PROJECT, Site, invent, publish, serve
from tests.serving.traffic import traffic

READERS, PHASE_SECONDS, EVENTS = (200, 120, 3_000) if FULL else (24, 5, 1_500)
"""Five phases make ten minutes."""
SETTINGS = {"CARE_TRUSTED_HOPS": "1"}
LOOK_SECONDS = 1.0
FLAT = 1.15
"""What a worker holds in the last fifth, beside the second fifth: it has seen everything by then."""
SOON_SECONDS = 10
LATE_SECONDS = 0.6 * PHASE_SECONDS
"""A new snapshot is promised within two; a crowd on two cores may make that longer."""


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    first = invent(tmp_path_factory.mktemp("first"), EVENTS, seed=1)
    return first, invent(tmp_path_factory.mktemp("second"), EVENTS, seed=2, vintage="20260111T120000Z")


class Watch:
    """Looks at the memory of the workers, once a second, until it is stopped."""

    def __init__(self, site: Site) -> None:
        self.megabytes: list[float] = []
        self._site, self._ended = site, threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self._thread.start()

    def _look(self) -> None:
        while not self._ended.wait(LOOK_SECONDS):
            with suppress(OSError, ValueError):  # a worker has just been killed
                self.megabytes.append(self._site.worker_memory_mb())

    def stop(self) -> list[float]:
        self._ended.set()
        self._thread.join()
        return self.megabytes


def run(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "etl", *arguments], cwd=PROJECT, check=True, capture_output=True)


def kill_a_worker(site: Site) -> tuple[float, float]:
    """Kill the oldest; give when it was told to die and when it was gone, once another has taken its place."""
    oldest, *others = site.workers()
    began = time.monotonic()
    os.kill(oldest, signal.SIGKILL)
    wait_until(lambda: oldest not in site.workers())
    gone = time.monotonic()
    wait_until(lambda: len(site.workers()) > len(others))
    return began, gone


def wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + SOON_SECONDS
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_no_answer_is_wrong_and_none_is_lost_but_those_of_the_workers_killed(
    exports: tuple[Path, Path], tmp_path: Path
) -> None:
    warehouse = tmp_path / "warehouse"
    first, kills = publish(warehouse, exports[0]), list[tuple[float, float]]()
    with serve(warehouse, SETTINGS) as site:
        pages = {first: heard_alone(site.url, PAGES)}
        watch = Watch(site)
        with crowd(site.url, READERS) as seen:
            time.sleep(PHASE_SECONDS)
            run("refresh", str(exports[1]), "--warehouse", str(warehouse))
            refreshed, second = time.monotonic(), (warehouse / "current").read_text().strip()
            time.sleep(PHASE_SECONDS)
            kills.append(kill_a_worker(site))
            time.sleep(PHASE_SECONDS)
            rolling_back = time.monotonic()
            run("publish", first, "--warehouse", str(warehouse))
            rolled_back = time.monotonic()
            time.sleep(PHASE_SECONDS)
            kills.append(kill_a_worker(site))
            time.sleep(PHASE_SECONDS)
        megabytes = watch.stop()
        with traffic(site.url, ["/ready"]) as ready:
            ready.wait_until_all_from(first, SOON_SECONDS)
        run("publish", second, "--warehouse", str(warehouse))
        with traffic(site.url, ["/ready"]) as ready:
            ready.wait_until_all_from(second, SOON_SECONDS)
        pages[second] = heard_alone(site.url, PAGES)
        logged = site.logged()

    report(seen.seconds, len(seen.heard), len(seen.cuts), megabytes)
    assert second != first
    assert {heard.status for heard in seen.heard} == {200}
    assert [cut for cut in seen.cuts if not cut.is_because_of(kills)] == []
    is_right = {first: judge(exports[:1]), second: judge(exports)}
    said = {heard for at_rest in pages.values() for heard in at_rest}
    answers = [heard for heard in seen.heard if heard.path.startswith(API)]
    assert [heard for heard in answers if not is_right[str(heard.snapshot)](heard)] == []
    assert {heard for heard in seen.heard if heard.path in PAGES} <= said
    assert seen.asked_of.keys() == {first, second}
    assert [t for t in seen.asked_of[first] if refreshed + LATE_SECONDS < t < rolling_back] == []
    assert [t for t in seen.asked_of[second] if t > rolled_back + LATE_SECONDS] == []
    assert "Traceback" not in logged
    assert_flat(megabytes)


def judge(files: tuple[Path, ...]) -> Callable[[Heard], bool]:
    """Give what says whether an answer is that of the second implementation, which reads the same exports."""
    world, known = read_exports(list(files)), dict[str, Rows]()

    def is_right(heard: Heard) -> bool:
        if heard.path not in known:
            known[heard.path] = worked_out(world, heard.path)
        return as_compared(heard.said) == as_compared(known[heard.path])

    return is_right


def worked_out(world: World, path: str) -> Rows:
    address = urlsplit(path)
    filters = parse_qs(address.query)
    by = filters.pop("by", [None])[0]
    cells = answer(world, address.path.removeprefix(API), filters, by)
    return tuple((label if isinstance(label, str) else None, cell.value, cell.n) for label, cell in cells.items())


def as_compared(rows: Rows | str) -> list[tuple[str | None, float | None, int]]:
    """Round what two ways of adding up may differ in."""
    assert not isinstance(rows, str)
    return sorted(((label, value and round(value, 6), n) for label, value, n in rows), key=lambda row: row[0] or "")


def report(seconds: list[float], different: int, cuts: int, megabytes: list[float]) -> None:
    slow = statistics.quantiles(seconds, n=20)[-1]
    print(
        f"\n{READERS} readers, {5 * PHASE_SECONDS} s and more: {len(seconds):,} answers, {different:,} different; {cuts} cut off by kills; "
        f"median {statistics.median(seconds):.3f} s, 95th percentile {slow:.3f} s; largest worker "
        f"{max(megabytes[: len(megabytes) // 5]):.0f} MB in the first fifth, {max(last_fifth(megabytes)):.0f} in the last"
    )


def last_fifth(megabytes: list[float]) -> list[float]:
    return megabytes[-(len(megabytes) // 5) :]


def assert_flat(megabytes: list[float]) -> None:
    fifth = len(megabytes) // 5
    assert fifth, "it was looked at"
    assert max(last_fifth(megabytes)) <= FLAT * max(megabytes[fifth : 2 * fifth])
