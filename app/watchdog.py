"""Stops what runs too long: DuckDB knows no limit of time, but a cursor can be interrupted from another thread.

One thread watches for all. It sleeps until the first of those who are watched is due, so that a query which is quick
costs an entry in a table, and no thread.
"""

import atexit
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_AGAIN_SECONDS = 0.05
"""Whoever is interrupted before its query has begun does not notice: it is interrupted until it is done."""

_NEVER = float("inf")


class TookTooLong(Exception):
    """What was asked took longer than it may, and was given up."""


class Deadline:
    """The time by which something is done or given up; what is tried twice, or waited for, has one deadline in all."""

    def __init__(self, seconds: float) -> None:
        """Begin now."""
        self._seconds, self._due = seconds, time.monotonic() + seconds

    @contextmanager
    def interrupts(self, interrupt: Callable[[], object]) -> Iterator[None]:
        """Call `interrupt` when the block is not left in time; what the block raises is then `TookTooLong`."""
        watched = _Watched(self._due, interrupt)
        _WATCHDOG.watch(watched)
        try:
            yield
        except Exception as error:
            if watched.is_interrupted:
                raise self._too_long() from error
            raise
        finally:
            _WATCHDOG.leave(watched)

    @contextmanager
    def holding(self, lock: threading.Lock) -> Iterator[None]:
        """Hold a lock for the block; raises `TookTooLong` when others do not give it away in time."""
        if not lock.acquire(timeout=max(self._due - time.monotonic(), 0)):
            raise self._too_long()
        try:
            yield
        finally:
            lock.release()

    def _too_long(self) -> TookTooLong:
        return TookTooLong(f"It took longer than {self._seconds:g} s.")


class _Watched:
    """Something under way, when it is due, and whether it was interrupted."""

    def __init__(self, due: float, interrupt: Callable[[], object]) -> None:
        self.due, self.interrupt, self.is_interrupted = due, interrupt, False


class _Watchdog:
    """The thread, begun with the first that is watched: a worker begins its own after it is forked."""

    def __init__(self) -> None:
        self._watched: set[_Watched] = set()
        self._changed = threading.Condition()
        self._wakes_at = _NEVER
        self._is_over = False
        self._thread: threading.Thread | None = None

    def watch(self, watched: _Watched) -> None:
        with self._changed:
            self._watched.add(watched)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()
                atexit.register(self._end, self._thread)
            elif watched.due < self._wakes_at:
                self._changed.notify()

    def leave(self, watched: _Watched) -> None:
        """Watch it no more. Nothing is interrupted after this returns: its cursor may be closed, or be another's."""
        with self._changed:
            self._watched.discard(watched)

    def _end(self, thread: threading.Thread) -> None:
        """End the thread with the process: one that is cut off leaves what it holds, and DuckDB complains of it."""
        with self._changed:
            self._is_over = True
            self._changed.notify()
        thread.join()

    def _run(self) -> None:
        with self._changed:
            while not self._is_over:
                now = time.monotonic()
                for watched in self._watched:
                    if watched.due <= now:
                        watched.is_interrupted = True
                        watched.interrupt()
                self._wait(now)

    def _wait(self, now: float) -> None:
        """Sleep until one is due, or until one comes that is due sooner; who leaves meanwhile does not wake us."""
        self._wakes_at = min((max(each.due, now + _AGAIN_SECONDS) for each in self._watched), default=_NEVER)
        self._changed.wait(None if self._wakes_at == _NEVER else self._wakes_at - now)


_WATCHDOG = _Watchdog()
