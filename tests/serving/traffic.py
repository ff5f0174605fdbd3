"""Readers who ask without a pause, each from a thread of its own, and what they were told."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests

READERS = 4
A_WHILE_SECONDS = 1.2


@dataclass(frozen=True)
class Told:
    """One answer: when its request was sent (wall time), from where, its status and its body."""

    asked_at: float
    path: str
    status: int
    body: dict[str, Any]

    @property
    def snapshot(self) -> str:
        """The snapshot that the answer says it is from."""
        return str(self.body.get("snapshot"))


@dataclass
class Traffic:
    """All that the readers were told so far."""

    told: list[Told] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)

    def last_answer_not_from(self, snapshot: str, since: float) -> float:
        """How many seconds after `since` a request was sent that another snapshot still answered."""
        return max((t.asked_at - since for t in self.told if t.asked_at > since and t.snapshot != snapshot), default=0)

    def wait_until_all(self, are_so: Callable[[Told], bool], seconds: float) -> None:
        """Wait until all answers of a while longer than a worker's look at the pointer are so; fail after `seconds`."""
        started = time.time()
        while time.time() - started < seconds + A_WHILE_SECONDS:
            now = time.time()
            latest = [told for told in list(self.told) if told.asked_at > now - A_WHILE_SECONDS]
            if now - started > A_WHILE_SECONDS and latest and all(map(are_so, latest)):
                return
            time.sleep(0.02)
        raise AssertionError(f"Not so after {seconds} s: {[told for told in latest if not are_so(told)][-3:]}")

    def wait_until_all_from(self, snapshot: str, seconds: float) -> None:
        """Wait until all answers come from that snapshot."""
        self.wait_until_all(lambda told: told.snapshot == snapshot, seconds)


def as_told(told: Told) -> Told:
    """Keep an answer whole."""
    return told


@contextmanager
def traffic(url: str, paths: Sequence[str], kept: Callable[[Told], Told] = as_told) -> Iterator[Traffic]:
    """Let readers ask for the paths in turn, on a new connection each time, until the block ends.

    `kept` says what to keep of an answer, for hours of them are too much to keep whole.
    """
    seen = Traffic()
    ended = threading.Event()

    def read() -> None:
        while not ended.wait(0.005):
            for path in paths:
                try:
                    seen.told.append(kept(ask(url, path)))
                except (requests.RequestException, ValueError) as error:
                    seen.failures.append(error)

    readers = [threading.Thread(target=read, daemon=True) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        yield seen
    finally:
        ended.set()
        for reader in readers:
            reader.join(timeout=30)


def ask(url: str, path: str) -> Told:
    """Ask once, on a new connection, so that any worker may get it."""
    asked_at = time.time()
    response = requests.get(f"{url}{path}", timeout=10)
    return Told(asked_at, path, response.status_code, response.json())
