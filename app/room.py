"""Room for queries that need much memory: a database apart, kept open while such queries follow one another.

A page about all police asks a dozen of them. Opened for each, it would read the same columns a dozen times; open for
good, it would hold in quiet hours what only a busy moment needs.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from typing import Generic, TypeVar

from cachetools import LRUCache

from app.watchdog import Deadline

LINGER_SECONDS = 2.0
_MOST_KNOWN = 500
"""Queries remembered as large: there are as many as metrics, cuts and kinds of filter that somebody combined."""

Database = TypeVar("Database")


class Room(Generic[Database]):
    """The place of all snapshots' large queries: one runs at a time, and one snapshot is open at most."""

    def __init__(self, linger_seconds: float = LINGER_SECONDS) -> None:
        """Open nothing yet; what is opened is closed when nobody has used it for so long."""
        self._linger = linger_seconds
        self._lock = threading.Lock()
        self._open: str | None = None
        self._held = ExitStack()
        self._database: Database | None = None
        self._clock: threading.Timer | None = None
        self._large: LRUCache[str, None] = LRUCache(_MOST_KNOWN)

    def is_ready(self, snapshot: str, sql: str) -> bool:
        """Say whether the snapshot is open here and the query is known to be large."""
        return self._open == snapshot and sql in self._large

    @contextmanager
    def enter(
        self, snapshot: str, sql: str, opener: Callable[[], AbstractContextManager[Database]], deadline: Deadline
    ) -> Iterator[Database]:
        """Wait for the room, and give the snapshot as `opener` opens it to run one query that is large.

        Raises `TookTooLong` when others do not leave it in time. After an error it is closed: what a query that failed
        has left behind is nobody's.
        """
        with deadline.holding(self._lock):
            self._clock = None  # the one that runs finds itself replaced
            self._large[sql] = None
            try:
                yield self._opened(snapshot, opener)
            except BaseException:
                self._close()
                raise
            self._close_later()

    def _opened(self, snapshot: str, opener: Callable[[], AbstractContextManager[Database]]) -> Database:
        if self._database is None or self._open != snapshot:
            self._close()
            self._database, self._open = self._held.enter_context(opener()), snapshot
        return self._database

    def _close(self) -> None:
        self._database = self._open = None
        self._held.close()

    def _close_later(self) -> None:
        self._clock = clock = threading.Timer(self._linger, lambda: self._close_unless_used_after(clock))
        clock.start()

    def _close_unless_used_after(self, clock: threading.Timer) -> None:
        with self._lock:
            if self._clock is clock:
                self._close()
