"""The one door to the snapshots: it follows the pointer, survives a bad one, and lets nobody write."""

import gc
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from hashlib import sha256
from itertools import product
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest

import app.db
from app.builds import Neighbors
from app.config import Settings
from app.db import NoSnapshot, NotAnId, NotKept, NotYet, Snapshot, Warehouse
from app.filters import Filters
from app.queries import Row, ask
from app.watchdog import Deadline
from etl.metrics import EVENT_METRICS

FIRST, SECOND, *LATER = (f"2025010{day}T000000Z" for day in range(1, 7))


@dataclass
class Shelf:
    """A warehouse of snapshots that tell their ids, a pointer, and the clock that its reader sees."""

    folder: Path
    source: Path
    now: float = 1_000.0

    def put(self, name: str) -> Path:
        """Publish a copy under another id, without pointing at it."""
        path = self.folder / f"care-{name}.duckdb"
        shutil.copy(self.source, path)
        with duckdb.connect(str(path)) as con:
            con.execute("UPDATE snapshot SET snapshot = ?", [name])
        return path

    def point(self, name: str) -> None:
        (self.folder / "current.new").write_text(f"{name}\n")
        (self.folder / "current.new").replace(self.folder / "current")

    def wait(self, seconds: float = 1.0) -> None:
        self.now += seconds

    def open(self) -> Warehouse:
        return Warehouse(Settings(self.folder, threads=1))


@pytest.fixture
def shelf(tmp_path: Path, month_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    """Give a warehouse of two snapshots, the first one current, and a clock that the test moves."""
    (source,) = month_folder.glob("care-*.duckdb")
    shelf = Shelf(tmp_path, source)
    monkeypatch.setattr(app.db, "time", SimpleNamespace(monotonic=lambda: shelf.now))
    shelf.put(FIRST)
    shelf.put(SECOND)
    shelf.point(FIRST)
    return shelf


def served(warehouse: Warehouse) -> str:
    return warehouse.current().info.snapshot


def test_the_pointer_is_followed_without_a_restart(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app.db, "time", time)
    warehouse = shelf.open()
    assert served(warehouse) == FIRST
    shelf.point(SECOND)
    deadline = time.monotonic() + 1.5
    while served(warehouse) == FIRST:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    assert served(warehouse) == SECOND


def test_the_pointer_is_looked_at_once_a_second_at_most(shelf: Shelf) -> None:
    warehouse = shelf.open()
    assert served(warehouse) == FIRST
    shelf.point(SECOND)
    shelf.wait(0.99)
    assert served(warehouse) == FIRST
    shelf.wait(0.01)
    assert served(warehouse) == SECOND


def test_a_file_is_served_under_the_name_that_it_has(shelf: Shelf) -> None:
    shutil.copy(shelf.folder / f"care-{FIRST}.duckdb", shelf.folder / f"care-{LATER[0]}.duckdb")
    warehouse = shelf.open()
    warehouse.current().remember("question", lambda: "of the first")
    shelf.point(LATER[0])
    shelf.wait()
    assert warehouse.current().remember("question", lambda: "of its copy") == "of its copy"


def test_the_pointer_can_go_back(shelf: Shelf) -> None:
    warehouse = shelf.open()
    for name in (FIRST, SECOND, FIRST):
        shelf.point(name)
        shelf.wait()
        assert served(warehouse) == name


def _empty_tables(path: Path) -> None:
    with duckdb.connect(str(path)) as con:
        con.execute("DELETE FROM snapshot")


def _no_tables(path: Path) -> None:
    path.unlink()
    duckdb.connect(str(path)).close()


BROKEN: dict[str, tuple[Callable[[Shelf], object], str]] = {
    "missing": (lambda shelf: (shelf.folder / "current").unlink(), "pointer is missing"),
    "blank": (lambda shelf: shelf.point(""), "does not name a snapshot"),
    "a path": (lambda shelf: shelf.point("../../etc/passwd"), "does not name a snapshot"),
    "a file name": (lambda shelf: shelf.point(f"care-{SECOND}.duckdb"), "does not name a snapshot"),
    "not text": (lambda shelf: (shelf.folder / "current").write_bytes(b"\xff\xfe\x00"), "cannot be opened"),
    "dangling": (lambda shelf: shelf.point("20990101T000000Z"), "20990101T000000Z"),
    "to a truncated file": (lambda shelf: _cut(shelf, 4096), "cannot be opened"),
    "to an empty file": (lambda shelf: _cut(shelf, 0), "cannot be opened"),
    "to other bytes": (lambda shelf: _replaced(shelf, b"not a database" * 1000), "cannot be opened"),
    "to a database without tables": (lambda shelf: _changed(shelf, _no_tables), "cannot be opened"),
    "to a snapshot that says nothing of itself": (lambda shelf: _changed(shelf, _empty_tables), "cannot be opened"),
}


def _cut(shelf: Shelf, size: int) -> None:
    _replaced(shelf, shelf.source.read_bytes()[:size])


def _replaced(shelf: Shelf, data: bytes) -> None:
    _changed(shelf, lambda path: path.write_bytes(data))


def _changed(shelf: Shelf, change: Callable[[Path], object]) -> None:
    change(shelf.put(LATER[0]))
    shelf.point(LATER[0])


@pytest.mark.parametrize(("break_it", "why"), BROKEN.values(), ids=BROKEN)
def test_a_pointer_that_cannot_be_followed_leaves_the_old_snapshot_and_says_why(
    shelf: Shelf, break_it: Callable[[Shelf], object], why: str
) -> None:
    warehouse = shelf.open()
    assert served(warehouse) == FIRST
    break_it(shelf)
    shelf.wait()
    assert served(warehouse) == FIRST
    assert warehouse.problem is not None
    assert why in warehouse.problem
    assert ask(warehouse.current(), "care_calls", Filters()).only.n == 22

    shelf.point(SECOND)
    shelf.wait()
    assert served(warehouse) == SECOND
    assert warehouse.problem is None


@pytest.mark.parametrize(("break_it", "why"), BROKEN.values(), ids=BROKEN)
def test_without_anything_to_fall_back_on_it_says_why(
    shelf: Shelf, break_it: Callable[[Shelf], object], why: str
) -> None:
    break_it(shelf)
    with pytest.raises(NoSnapshot, match=r"pointer|cannot be opened") as raised:
        shelf.open().current()
    assert why in str(raised.value)


def test_a_snapshot_is_opened_by_its_id(shelf: Shelf) -> None:
    warehouse = shelf.open()
    assert warehouse.snapshot(SECOND).info.snapshot == SECOND
    assert warehouse.snapshot(None).info.snapshot == FIRST
    assert served(warehouse) == FIRST


def test_an_id_that_is_not_kept_is_refused_with_those_around_it(shelf: Shelf) -> None:
    shelf.put(LATER[2])
    with pytest.raises(NotKept, match=f"{LATER[0]} is no longer kept") as raised:
        shelf.open().snapshot(LATER[0])
    assert raised.value.around == Neighbors(SECOND, LATER[2], SECOND)


def test_an_id_later_than_all_there_are_is_not_there_yet(shelf: Shelf) -> None:
    with pytest.raises(NotYet, match=f"no snapshot 20990101T000000Z yet: the newest is {SECOND}"):
        shelf.open().snapshot("20990101T000000Z")


def test_the_snapshots_kept_are_those_whose_files_are_there(shelf: Shelf) -> None:
    for name in ("care-x.duckdb", f"care-{LATER[0]}.duckdb.building", f"care-{LATER[0]}.txt"):
        (shelf.folder / name).touch()
    assert shelf.open().kept() == [FIRST, SECOND]


def test_a_file_that_cannot_be_opened_is_not_kept(shelf: Shelf) -> None:
    (shelf.folder / f"care-{SECOND}.duckdb").write_bytes(b"not a database" * 1000)
    shelf.put(LATER[0])
    with pytest.raises(NotKept) as raised:
        shelf.open().snapshot(SECOND)
    assert raised.value.around == Neighbors(FIRST, LATER[0], FIRST)


NOT_IDS = (
    "",
    ".",
    "current",
    f"../{FIRST}",
    f"{FIRST}/../{FIRST}",
    f"/tmp/{FIRST}",
    f"{FIRST}\n",
    f"{FIRST}\x00",
    f" {FIRST}",
    FIRST.lower(),
    f"{FIRST}.duckdb",
    f"care-{FIRST}.duckdb",
    "٢٠٢٥٠١٠١T٠٠٠٠٠٠Z",
    "https://example.org/x.duckdb",
    ":memory:",
    "a" * 10_000,
    "20251301T000000Z",
    "20250230T000000Z",
    "20250101T250000Z",
)


@pytest.mark.parametrize("name", NOT_IDS, ids=lambda name: ascii(name[:30]))
def test_what_is_not_an_id_never_reaches_the_disk(shelf: Shelf, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    warehouse = shelf.open()
    monkeypatch.setattr(app.db, "Snapshot", None)
    with pytest.raises(NotAnId, match="is not a snapshot's id") as raised:
        warehouse.snapshot(name)
    assert len(str(raised.value)) < 120


FORBIDDEN = {
    "insert": "INSERT INTO event SELECT * FROM event",
    "update": "UPDATE snapshot SET is_invented = false",
    "delete": "DELETE FROM event",
    "drop": "DROP TABLE event",
    "create": "CREATE TABLE x (i INTEGER)",
    "read a file": "SELECT * FROM read_csv('/etc/hostname')",
    "read a text": "SELECT * FROM read_text('/etc/hostname')",
    "read by name": "SELECT * FROM '/etc/hostname.csv'",
    "list files": "SELECT * FROM glob('/etc/*')",
    "write a file": "COPY event TO '/tmp/care-test-leak.csv'",
    "attach": "ATTACH '/tmp/care-test-leak.duckdb' AS other",
    "install": "INSTALL httpfs",
    "load": "LOAD httpfs",
    "open the door": "SET enable_external_access = true",
    "unlock": "SET lock_configuration = false",
    "more memory": "SET memory_limit = '100GB'",
    "more threads": "SET threads = 64",
    "spill": "SET temp_directory = '/tmp'",
    "reset": "RESET memory_limit",
}


@pytest.mark.parametrize("sql", FORBIDDEN.values(), ids=FORBIDDEN)
def test_a_snapshot_only_answers(shelf: Shelf, sql: str) -> None:
    warehouse = shelf.open()
    path = shelf.folder / f"care-{FIRST}.duckdb"
    before = sha256(path.read_bytes()).digest()
    with pytest.raises(duckdb.Error):
        warehouse.current().rows(sql)
    assert ask(warehouse.current(), "care_calls", Filters()).only.n == 22
    assert sha256(path.read_bytes()).digest() == before
    assert not list(Path("/tmp").glob("care-test-leak*"))


def test_a_snapshot_uses_what_the_settings_give_it(shelf: Shelf) -> None:
    snapshot = Snapshot(shelf.folder / f"care-{FIRST}.duckdb", Settings(shelf.folder, "256MiB", threads=3))
    names = ("memory_limit", "threads", "temp_directory")
    (told,) = snapshot.rows(f"SELECT {', '.join(f'current_setting({name!r})' for name in names)}")
    assert told == ("256.0 MiB", 3, "")


LARGE = "SELECT count(*), median(i), (SELECT snapshot FROM snapshot) FROM (SELECT DISTINCT i FROM range($rows) AS t(i))"
"""Needs some 60 MB: more than an open snapshot keeps, and less than a query apart may use."""


def test_a_query_that_needs_more_memory_is_answered_apart(shelf: Shelf) -> None:
    snapshot = shelf.open().current()
    for _ in range(2):
        assert snapshot.rows(LARGE, {"rows": 1_000_000}) == [(1_000_000, 499_999.5, snapshot.info.snapshot)]


def test_large_queries_that_follow_one_another_share_one_open_database(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = shelf.open().current()
    opened: list[str] = []
    apart = Snapshot._apart
    monkeypatch.setattr(Snapshot, "_apart", lambda *of: opened.append(of[1]) or apart(*of))
    for rows in (1_000_000, 1_000_001, 1_000_002):
        assert snapshot.rows(LARGE, {"rows": rows})[0][0] == rows
    assert opened == ["512MB"]


def test_the_room_of_a_snapshot_before_answers_nothing_of_the_next(shelf: Shelf) -> None:
    warehouse = shelf.open()
    told = [warehouse.snapshot(name).rows(LARGE, {"rows": 1_000_000})[0][2] for name in (FIRST, SECOND, FIRST)]
    assert told == [FIRST, SECOND, FIRST]


def test_queries_that_need_more_memory_run_one_by_one_and_hold_up_no_others(shelf: Shelf) -> None:
    snapshot = shelf.open().current()
    with ThreadPoolExecutor(2) as pool:
        with snapshot.room.enter("another", "SELECT 1", lambda: duckdb.connect(":memory:"), Deadline(60)):
            large = [pool.submit(snapshot.rows, LARGE, {"rows": 1_000_000}) for _ in range(2)]
            assert not wait(large, timeout=1.5).done
            assert snapshot.rows("SELECT 1") == [(1,)]
        assert [len(each.result()) for each in large] == [1, 1]


def test_a_query_apart_has_its_bound_too_and_gives_back_what_it_took(shelf: Shelf) -> None:
    snapshot = Snapshot(shelf.folder / f"care-{FIRST}.duckdb", Settings(shelf.folder, query_memory="24MB"))
    with pytest.raises(duckdb.OutOfMemoryException):
        snapshot.rows(LARGE, {"rows": 1_000_000})
    assert not snapshot.room.is_ready(f"care-{FIRST}.duckdb", LARGE), "it is closed"
    assert ask(snapshot, "care_calls", Filters()).only.n == 22


@pytest.mark.parametrize("sql", [FORBIDDEN["read a file"], FORBIDDEN["write a file"], FORBIDDEN["unlock"]])
def test_a_query_apart_only_answers_too(shelf: Shelf, sql: str) -> None:
    with shelf.open().current()._apart("24MB", threads=1) as con, pytest.raises(duckdb.Error):
        con.execute(sql)


def test_at_most_three_snapshots_are_open_and_the_current_one_stays(shelf: Shelf) -> None:
    for name in LATER:
        shelf.put(name)
    warehouse = shelf.open()
    assert served(warehouse) == FIRST
    current = warehouse.current()
    for name in (SECOND, *LATER):
        assert warehouse.snapshot(name).info.snapshot == name
        assert len(warehouse._open) <= 3
    assert warehouse.current() is current


def test_a_snapshot_let_go_answers_whoever_holds_it_and_can_be_opened_again(shelf: Shelf) -> None:
    for name in LATER:
        shelf.put(name)
    warehouse = shelf.open()
    held = warehouse.snapshot(SECOND)
    for name in LATER:
        warehouse.snapshot(name)
    assert ask(held, "care_calls", Filters()).only.n == 22
    again = warehouse.snapshot(SECOND)
    assert again is not held
    assert ask(again, "care_calls", Filters(), ("hour",)).rows == ask(held, "care_calls", Filters(), ("hour",)).rows


def test_a_retired_file_still_answers_a_reader_that_holds_it(shelf: Shelf) -> None:
    warehouse = shelf.open()
    held = warehouse.current()
    shelf.point(SECOND)
    (shelf.folder / f"care-{FIRST}.duckdb").unlink()
    shelf.wait()
    assert served(warehouse) == SECOND
    assert ask(held, "care_calls", Filters(), ("month",)).rows[0].n == 1
    for name in LATER:
        shelf.put(name)
        warehouse.snapshot(name)
    assert ask(held, "care_calls", Filters(), ("day",)).rows[0].n == 1
    del held
    gc.collect()
    with pytest.raises(NoSnapshot, match="no longer kept"):
        warehouse.snapshot(FIRST)


QUESTIONS = [(name, by) for name, by in product(EVENT_METRICS, ((), ("month",), ("hour",), ("precinct", "weekday")))]


def test_threads_asking_at_once_get_the_answers_of_one_alone(fresh: Callable[[], Snapshot]) -> None:
    alone, shared = fresh(), fresh()
    expected = [ask(alone, name, Filters(), by).rows for name, by in QUESTIONS]
    start = threading.Barrier(8)

    def ask_all(turn: int) -> list[tuple[Row, ...]]:
        start.wait()
        order = QUESTIONS[turn:] + QUESTIONS[:turn]
        answers = {question: ask(shared, question[0], Filters(), question[1]).rows for question in order}
        return [answers[question] for question in QUESTIONS]

    with ThreadPoolExecutor(8) as threads:
        assert all(answers == expected for answers in threads.map(ask_all, range(8)))


def test_threads_get_whole_answers_while_the_pointer_moves(shelf: Shelf) -> None:
    names = (FIRST, SECOND, *LATER)
    for name in LATER:
        shelf.put(name)
    warehouse = shelf.open()
    ended = threading.Event()

    def read() -> set[int]:
        found = set()
        while not ended.is_set():
            shelf.wait()
            found.add(ask(warehouse.current(), "care_calls", Filters()).only.n)
            found.add(ask(warehouse.snapshot(SECOND), "care_calls", Filters()).only.n)
        return found

    with ThreadPoolExecutor(4) as threads:
        readers = [threads.submit(read) for _ in range(4)]
        for turn in range(24):
            shelf.point(names[turn % len(names)])
            time.sleep(0.02)
        ended.set()
        assert [reader.result() for reader in readers] == [{22}] * 4
    assert warehouse.problem is None
