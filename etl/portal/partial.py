"""The file under way: pages as they come, so that a cut fetch goes on where it stopped.

Each page is a gzip member of its own, so the file can be cut back to any page. It is private (mode 0600), and so is
what becomes of it: the dispatch export holds places.
"""

import gzip
import os
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from etl.portal.bookmark import Bookmark, read_bookmark, write_bookmark
from etl.portal.files import stamp
from etl.portal.page import Table, Tally, Trouble


class Partial:
    """A fetched file under way in a folder; nothing else takes it for an export before `finish` names it."""

    def __init__(self, folder: Path, name: str, asked: str, now: datetime) -> None:
        """Go on with the fetch of `name` that was cut, if it asked the same not long ago; else begin anew."""
        folder.mkdir(parents=True, exist_ok=True)
        self._path, self._beside = folder / f".{name}.partial", folder / f".{name}.bookmark"
        self._file = os.fdopen(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        held = read_bookmark(self._beside)
        is_good = held is not None and held.is_good(asked, now) and self._path.stat().st_size >= held.size
        self.at = held if held and is_good else Bookmark(stamp(now), asked)
        self.keys_before: frozenset[str] = frozenset()
        self._cut(self.at.size)

    def __enter__(self) -> Self:
        """Use it in a `with`: at its end the file is closed, and stays for another fetch if it is not finished."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close the file."""
        self._file.close()

    def begin_month(self, tally: Tally) -> Tally:
        """Begin the next month, knowing what it should hold."""
        self._note(replace(self.at, tally=tally))
        return tally

    def give_up_month(self) -> None:
        """Take back what was read of a month."""
        self._cut(self.at.done_size)
        self.keys_before = frozenset()
        self._note(replace(self.at, size=self.at.done_size, rows=0, key="", tally=None))

    def append(self, page: Table, keys: list[str]) -> None:
        """Add a page's rows. Raises `Trouble` when its columns are others than those of the pages before."""
        if self.at.header and page.header != self.at.header:
            raise Trouble("sends other columns than before")
        done_size = self.at.done_size or self._write(page.head)
        size, rows = self._write(page.lines), self.at.rows + len(keys)
        self.keys_before = frozenset(keys)
        self._note(replace(self.at, header=page.header, done_size=done_size, size=size, rows=rows, key=keys[-1]))

    def end_month(self) -> None:
        """Keep the month: it is whole."""
        self.keys_before = frozenset()
        self._note(replace(self.at, done=self.at.done + 1, done_size=self.at.size, rows=0, key="", tally=None))

    def finish(self, final: Path) -> Path:
        """Give the whole file its name."""
        self._path.replace(final)
        self._beside.unlink()
        return final

    def _cut(self, size: int) -> None:
        self._file.truncate(size)
        self._file.seek(size)

    def _write(self, text: bytes) -> int:
        """Add text; return the file's size with it."""
        self._file.write(gzip.compress(text, compresslevel=6, mtime=0))
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def _note(self, at: Bookmark) -> None:
        """Write down how far it is, after the bytes it speaks of."""
        self.at = at
        write_bookmark(self._beside, at)
