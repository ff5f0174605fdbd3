"""The room for large queries: open while they follow one another, closed soon after, one snapshot and query at a time."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

import duckdb
import pytest

from app.room import Room
from app.watchdog import Deadline, TookTooLong

LARGE = "SELECT 42"
SOON_SECONDS = 5.0


@dataclass
class Doors:
    """Opens databases, and notes which are opened and closed."""

    noted: list[str] = field(default_factory=list)

    def to(self, name: str) -> Callable[[], AbstractContextManager[duckdb.DuckDBPyConnection]]:
        @contextmanager
        def opened() -> Iterator[duckdb.DuckDBPyConnection]:
            self.noted.append(f"open {name}")
            with duckdb.connect(":memory:") as con:
                yield con
            self.noted.append(f"close {name}")

        return opened


def ask(room: Room[duckdb.DuckDBPyConnection], doors: Doors, name: str, sql: str = LARGE) -> list[tuple[object, ...]]:
    with room.enter(name, sql, doors.to(name), Deadline(SOON_SECONDS)) as con:
        return con.execute(sql).fetchall()


def within_seconds(is_so: Callable[[], bool], seconds: float = SOON_SECONDS) -> bool:
    until = time.monotonic() + seconds
    while not is_so() and time.monotonic() < until:
        time.sleep(0.01)
    return is_so()


def test_it_stays_open_for_the_queries_that_follow() -> None:
    room, doors = Room[duckdb.DuckDBPyConnection](), Doors()
    assert [ask(room, doors, "first") for _ in range(3)] == [[(42,)]] * 3
    assert doors.noted == ["open first"]


def test_it_closes_when_nobody_has_used_it_for_a_while_and_opens_again() -> None:
    room, doors = Room[duckdb.DuckDBPyConnection](linger_seconds=0.05), Doors()
    ask(room, doors, "first")
    assert within_seconds(lambda: doors.noted == ["open first", "close first"])
    ask(room, doors, "first")
    assert doors.noted[2:3] == ["open first"]


def test_a_query_that_takes_longer_than_it_lingers_is_not_cut_short() -> None:
    room, doors = Room[duckdb.DuckDBPyConnection](linger_seconds=0.05), Doors()
    ask(room, doors, "first")
    with room.enter("first", LARGE, doors.to("first"), Deadline(SOON_SECONDS)) as con:
        time.sleep(0.2)
        assert con.execute(LARGE).fetchall() == [(42,)]
        assert "close first" not in doors.noted[-1:]


def test_another_snapshot_takes_its_place() -> None:
    room, doors = Room[duckdb.DuckDBPyConnection](), Doors()
    for name in ("first", "second", "first"):
        ask(room, doors, name)
    assert doors.noted == ["open first", "close first", "open second", "close second", "open first"]


def test_an_error_closes_it_and_the_next_query_is_answered() -> None:
    room, doors = Room[duckdb.DuckDBPyConnection](), Doors()
    with pytest.raises(duckdb.Error):
        ask(room, doors, "first", "SELECT no_such_column")
    assert doors.noted == ["open first", "close first"]
    assert ask(room, doors, "first") == [(42,)]


def test_what_cannot_be_opened_leaves_it_free() -> None:
    room, doors = Room[duckdb.DuckDBPyConnection](), Doors()

    @contextmanager
    def locked() -> Iterator[duckdb.DuckDBPyConnection]:
        raise duckdb.IOException("no such file")
        yield

    with pytest.raises(duckdb.IOException), room.enter("first", LARGE, locked, Deadline(SOON_SECONDS)):
        pass
    assert not room.is_ready("first", LARGE)
    assert ask(room, doors, "first") == [(42,)]


def test_it_is_ready_for_a_query_that_was_large_before_while_its_snapshot_is_open() -> None:
    room, doors = Room[duckdb.DuckDBPyConnection](), Doors()
    assert not room.is_ready("first", LARGE)
    ask(room, doors, "first")
    assert room.is_ready("first", LARGE)
    assert not room.is_ready("first", "SELECT 1"), "which may be small"
    assert not room.is_ready("second", LARGE)
    ask(room, doors, "second", "SELECT 1")
    assert room.is_ready("second", LARGE), "it was large of the snapshot before"


def test_one_query_runs_at_a_time() -> None:
    room, doors = Room[duckdb.DuckDBPyConnection](), Doors()
    inside: list[int] = []

    def look(_: int) -> None:
        with room.enter("first", LARGE, doors.to("first"), Deadline(SOON_SECONDS)):
            inside.append(1)
            time.sleep(0.005)
            assert len(inside) == 1
            inside.pop()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(look, range(20)))
    assert doors.noted == ["open first"]


def test_who_waits_too_long_for_it_is_sent_away_and_leaves_it_as_it_was() -> None:
    room, doors = Room[duckdb.DuckDBPyConnection](), Doors()
    with (
        room.enter("first", LARGE, doors.to("first"), Deadline(SOON_SECONDS)),
        pytest.raises(TookTooLong),
        room.enter("first", LARGE, doors.to("first"), Deadline(0.05)),
    ):
        pass
    assert ask(room, doors, "first") == [(42,)]
    assert doors.noted == ["open first"]
