"""What a worker remembers of what it worked out: answers by (snapshot, question), bounded in bytes.

A snapshot never changes, so an answer to it never grows old: it goes only when there is no room, the one not asked for
longest first.
"""

import gc
import sys
from collections.abc import Callable, Hashable
from contextlib import suppress
from threading import Condition
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any, TypeVar

from cachetools import LRUCache, cached

Answer = TypeVar("Answer")
_Key = tuple[str, Hashable]
_SHARED = (type, ModuleType, FunctionType, BuiltinFunctionType)
"""What every answer points to and none holds."""


class Memory:
    """Answers of all snapshots that a worker has open. Safe to use from several threads."""

    def __init__(self, most_bytes: int) -> None:
        """Remember nothing yet, and never more than `most_bytes`, questions included."""
        self._kept: LRUCache[_Key, tuple[_Key, Any]] = LRUCache(most_bytes, getsizeof=size_of)
        # With a condition, whoever asks what is being worked out waits for it; after an error the next one asks anew.
        self._lock = Condition()
        self._answer = cached(self._kept, key=lambda key, _: key, condition=self._lock)(_worked_out)

    def remember(self, snapshot: str, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """Return the answer to `question`, worked out once and kept while there is room.

        An answer that would not fit at all is given and not kept. What `work_out` raises is raised, and not remembered.
        """
        answer: Answer = self._answer((snapshot, question), work_out)[1]
        return answer

    def kept(self, snapshot: str, question: Hashable) -> object | None:
        """Return the answer to `question` if it is kept; None if not."""
        with self._lock:
            held: tuple[_Key, Any] | None = self._kept.get((snapshot, question))
            return held[1] if held else None

    def keep(self, snapshot: str, question: Hashable, answer: object) -> None:
        """Keep an answer that somebody else has worked out, if there is room."""
        key: _Key = (snapshot, question)
        with self._lock, suppress(ValueError):  # what would not fit at all
            self._kept[key] = (key, answer)

    def questions(self) -> list[Hashable]:
        """List what is remembered, for whoever wants to know what was asked."""
        with self._lock:
            return [question for _, question in self._kept]

    def forget(self) -> None:
        """Forget everything."""
        self._answer.cache_clear()

    @property
    def size(self) -> int:
        """How many bytes are held now."""
        return int(self._kept.currsize)


def size_of(held: object) -> int:
    """Count the bytes of an object and of all that it holds; what several answers share counts in each of them."""
    size, seen, found = 0, set[int](), [held]
    while found:
        new = {id(each): each for each in found if id(each) not in seen and not isinstance(each, _SHARED)}
        seen |= new.keys()
        size += sum(map(sys.getsizeof, new.values()))
        found = gc.get_referents(*new.values())
    return size


def _worked_out(key: _Key, work_out: Callable[[], Any]) -> tuple[_Key, Any]:
    """Work out what is kept: the answer beside its key, so that both count."""
    return key, work_out()
