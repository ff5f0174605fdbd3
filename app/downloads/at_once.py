"""The places for downloads of rows: so many are sent at a time, and slow readers can hold no more of a worker."""

from collections.abc import Generator, Iterator
from threading import BoundedSemaphore
from weakref import finalize


class NoPlace(Exception):
    """All places are taken; the next reader has to ask again."""


class Places:
    """So many downloads may be sent at once. Safe to use from several threads."""

    def __init__(self, most: int) -> None:
        """Begin with all `most` places free."""
        self._free = BoundedSemaphore(most)

    def take(self, parts: Generator[bytes]) -> Iterator[bytes]:
        """Give the parts of a file from a place of its own; raises `NoPlace` at once where there is none."""
        if not self._free.acquire(blocking=False):
            raise NoPlace
        return _Placed(parts, self._free)


class _Placed(Iterator[bytes]):
    """Parts whose place is free again once they are closed: sent, left, or never asked for.

    A generator would not do: one that was never begun runs nothing when it is closed. What nobody closes frees its
    place when it is forgotten, because a place that is lost stays lost until the worker ends.
    """

    def __init__(self, parts: Generator[bytes], free: BoundedSemaphore) -> None:
        self._parts = parts
        self._leave = finalize(self, free.release)

    def __next__(self) -> bytes:
        return next(self._parts)

    def close(self) -> None:
        try:
            self._parts.close()
        finally:
            self._leave()
