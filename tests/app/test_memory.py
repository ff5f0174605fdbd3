"""What a worker remembers: within its bytes, worked out once by all who ask together, and never a failure."""

import gc
import threading
import time
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from app.config import settings_from
from app.db import Snapshot
from app.filters import Filters
from app.memory import Memory, size_of
from app.queries import ask

SNAPSHOT = "20250101T000000Z"
ROOM = 100_000


@dataclass
class Working:
    """Work that takes a while, and how often it was begun."""

    fails: int = 0
    begun: list[str] = field(default_factory=list)
    may_end: threading.Event = field(default_factory=threading.Event)

    def __call__(self) -> str:
        self.begun.append(threading.current_thread().name)
        assert self.may_end.wait(5)
        if len(self.begun) <= self.fails:
            raise ValueError("not this time")
        return "worked out"


def asked_together(memory: Memory, work: Working, askers: int) -> list[object]:
    """Let threads ask one question at once, and give what each was told: an answer or an error."""

    def one(_: int) -> object:
        try:
            return memory.remember(SNAPSHOT, "question", work)
        except ValueError as error:
            return error

    with ThreadPoolExecutor(askers) as threads:
        told = [threads.submit(one, asker) for asker in range(askers)]
        time.sleep(0.05)  # all of them stand before the one question now
        work.may_end.set()
        return [answer.result() for answer in told]


def test_a_question_asked_by_many_at_once_is_worked_out_once() -> None:
    work = Working()
    assert asked_together(Memory(ROOM), work, askers=8) == ["worked out"] * 8
    assert len(work.begun) == 1


def test_whoever_waited_for_a_question_that_failed_asks_it_anew() -> None:
    work = Working(fails=2)
    told = asked_together(Memory(ROOM), work, askers=8)
    assert [str(answer) for answer in told if isinstance(answer, ValueError)] == ["not this time"] * 2
    assert told.count("worked out") == 6
    assert len(work.begun) == 3


def test_other_questions_do_not_wait() -> None:
    memory, work = Memory(ROOM), Working()
    with ThreadPoolExecutor(1) as thread:
        slow = thread.submit(memory.remember, SNAPSHOT, "slow", work)
        assert memory.remember(SNAPSHOT, "quick", lambda: "at once") == "at once"
        assert memory.remember("20250102T000000Z", "slow", lambda: "another snapshot") == "another snapshot"
        assert not slow.done()
        work.may_end.set()
        assert slow.result() == "worked out"


def test_an_answer_may_rest_on_others() -> None:
    memory = Memory(ROOM)
    part = lambda: memory.remember(SNAPSHOT, "part", lambda: 2)  # noqa: E731
    assert memory.remember(SNAPSHOT, "whole", lambda: part() * 21) == 42
    assert memory.remember(SNAPSHOT, "part", lambda: pytest.fail("worked out twice")) == 2


def test_the_bytes_are_bounded_and_what_was_asked_last_is_kept() -> None:
    memory = Memory(ROOM)
    for question in range(2_000):
        assert memory.remember(SNAPSHOT, question, lambda question=question: f"{question:0500}") == f"{question:0500}"
        assert memory.remember(SNAPSHOT, "often", lambda: "asked") == "asked"
        assert memory.size <= ROOM
    assert memory.size > ROOM * 0.9
    assert memory.remember(SNAPSHOT, 1_999, lambda: pytest.fail("worked out twice")) == f"{1_999:0500}"
    assert memory.remember(SNAPSHOT, "often", lambda: pytest.fail("forgotten though in use")) == "asked"
    assert memory.remember(SNAPSHOT, 0, lambda: "anew") == "anew"


def test_a_long_question_counts_as_a_long_answer_does() -> None:
    memory = Memory(ROOM)
    for letter in "abcdefgh":
        memory.remember(SNAPSHOT, letter * 40_000, lambda: 1)
        assert memory.size <= ROOM
    assert memory.remember(SNAPSHOT, "h" * 40_000, lambda: pytest.fail("worked out twice")) == 1
    assert memory.remember(SNAPSHOT, "a" * 40_000, lambda: "anew") == "anew"


def test_what_does_not_fit_is_given_and_drives_nothing_out() -> None:
    memory = Memory(ROOM)
    memory.remember(SNAPSHOT, "small", lambda: "kept")
    assert len(memory.remember(SNAPSHOT, "large", lambda: "x" * ROOM)) == ROOM
    assert memory.remember(SNAPSHOT, "large", lambda: "anew") == "anew"
    assert memory.remember(SNAPSHOT, "small", lambda: pytest.fail("driven out")) == "kept"


def test_an_answer_is_held_to_be_as_large_as_what_it_takes_or_larger(fresh: Callable[[], Snapshot]) -> None:
    snapshot = fresh()
    ask(snapshot, "care_calls", Filters(), ("beat",))  # what the first question leaves behind is not the answer's
    gc.collect()
    tracemalloc.start()
    answer = ask(snapshot, "spd_officer_hours_avoided", Filters(), ("hour", "weekday"))
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert taken * 0.7 < size_of(answer) < taken * 1.5


def test_what_all_answers_share_is_not_counted_and_a_circle_ends() -> None:
    circle: list[object] = [threading.Thread, len, gc, size_of]
    alone = size_of(circle)
    circle.append(circle)
    assert size_of(circle) <= alone + 64


@pytest.mark.parametrize(
    ("given", "held"), [("1MB", 10**6), ("3 MiB", 3 * 2**20), ("2GB", 2 * 10**9), ("1GiB", 2**30), ("", 16 * 10**6)]
)
def test_its_room_is_a_setting(given: str, held: int) -> None:
    assert settings_from({"CARE_APP_CACHE": given}).cache_bytes == held


def test_a_room_that_is_no_size_is_refused_by_name() -> None:
    with pytest.raises(SystemExit, match="CARE_APP_CACHE is '64': give a size such as 512MB or 2GB"):
        settings_from({"CARE_APP_CACHE": "64"})
