"""The one read-only door to the snapshots: follows the pointer, keeps a few open, never writes.

A snapshot's file is never changed once published, so whatever is worked out from it can be remembered: the snapshots
of a worker share one memory of answers, by (snapshot, question).
"""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Generator, Hashable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import duckdb

from app.builds import Neighbors, is_id, neighbors
from app.config import Settings
from app.memory import Memory
from app.room import Room
from app.watchdog import Deadline

if TYPE_CHECKING:
    import pyarrow as pa  # a worker that sends no rows does without its 36 MB

_log = logging.getLogger(__name__)
_POINTER = "current"
_LOOK_EVERY_SECONDS = 1.0
_KEEP_OPEN = 3

Answer = TypeVar("Answer")
Rows = list[tuple[Any, ...]]
IsWanted = Callable[[], bool]
_Bounds = dict[str, str | bool | int | float | list[str]]


class NoSnapshot(Exception):
    """There is nothing to serve, or not the snapshot that was asked for."""


class NotAnId(NoSnapshot):
    """What was asked for cannot be a snapshot's id: `given`, shortened."""

    def __init__(self, given: str) -> None:
        """Say what was given."""
        self.given = given[:40]
        super().__init__(f"{self.given!r} is not a snapshot's id.")


class NotKept(NoSnapshot):
    """The snapshot asked for is not kept any more, or never was: nobody can tell. `around` are the nearest kept."""

    def __init__(self, asked: str, around: Neighbors) -> None:
        """Say which one it is."""
        self.asked, self.around = asked, around
        super().__init__(f"Snapshot {asked} is no longer kept.")


class NotYet(NoSnapshot):
    """The snapshot asked for is later than every one there is."""

    def __init__(self, asked: str, newest: str) -> None:
        """Say which is the newest there is."""
        self.asked, self.newest = asked, newest
        super().__init__(f"There is no snapshot {asked} yet: the newest is {newest}.")


@dataclass(frozen=True)
class Info:
    """What a snapshot says of itself. `data_through` is its last complete day, `last_day` the newest queued day.

    `sfd_days` are the first and last day that the fire department's units reach, None without any.
    """

    snapshot: str
    vintage: datetime
    first_day: date
    data_through: date
    is_invented: bool
    sfd_days: tuple[date, date] | None = None

    @property
    def last_day(self) -> date:
        """The newest day in the data, still under way when the export was made."""
        return self.data_through + timedelta(days=1)


class Snapshot:
    """One published snapshot, open read-only. Safe to use from several threads."""

    def __init__(
        self,
        path: Path,
        settings: Settings,
        memory: Memory | None = None,
        room: Room[duckdb.DuckDBPyConnection] | None = None,
    ) -> None:
        """Open `path`; raises `duckdb.Error` when it is not a snapshot.

        Snapshots of one worker share a `memory` and a `room`; one that is given none has its own.
        """
        self._path, self._settings = path, settings
        self.memory = memory or Memory(settings.cache_bytes)
        self.room = room or Room[duckdb.DuckDBPyConnection]()
        self._con = duckdb.connect(str(path), read_only=True)
        self._configure(settings)
        told = self.rows("SELECT snapshot, vintage, first_day, data_through, is_invented FROM snapshot")
        if not told:
            raise duckdb.InvalidInputException(f"{path.name} does not say which snapshot it is")
        self.info = Info(*(*told[0], self._sfd_days()))

    def _sfd_days(self) -> tuple[date, date] | None:
        """Read the days of the fire department's units; a snapshot of before there could be any knows of none."""
        has_days = "SELECT 1 FROM duckdb_columns() WHERE table_name = 'snapshot' AND column_name = 'sfd_first_day'"
        if not self.rows(has_days):
            return None
        first, last = self.rows("SELECT sfd_first_day, sfd_last_day FROM snapshot")[0]
        return (first, last) if first else None

    def _configure(self, settings: Settings) -> None:
        """Bound the database and lock it.

        Inside a process DuckDB shares one database among all who open the same file: let go here and opened again
        while a reader still holds it, it is locked already.
        """
        if self.rows("SELECT current_setting('lock_configuration')") == [(True,)]:
            return
        self._con.execute("SET memory_limit = ?", [settings.memory_limit])
        self._con.execute("SET threads = ?", [settings.threads])
        self._con.execute("SET temp_directory = ''")  # workers that spill into one folder corrupt each other
        self._con.execute("SET enable_external_access = false")
        self._con.execute("SET lock_configuration = true")

    def rows(self, sql: str, parameters: Mapping[str, object] | None = None) -> Rows:
        """Run one query on a cursor of its own and read it to the end.

        The open database keeps what it has read, so its memory is small. A query that needs more runs apart, alone, and
        what it took is given back when no other follows. Raises `TookTooLong` after `query_seconds` in all, the wait
        for others included.
        """
        bound, deadline = dict(parameters or {}), Deadline(self._settings.query_seconds)
        if not self.room.is_ready(self._path.name, sql):
            with (
                suppress(duckdb.OutOfMemoryException),
                self._con.cursor() as cursor,
                deadline.interrupts(cursor.interrupt),
            ):
                return cursor.execute(sql, bound).fetchall()
        with (
            self.room.enter(self._path.name, sql, self._with_room, deadline) as con,
            deadline.interrupts(con.interrupt),
        ):
            return con.execute(sql, bound).fetchall()

    def _with_room(self) -> AbstractContextManager[duckdb.DuckDBPyConnection]:
        return self._apart(self._settings.query_memory, self._settings.threads)

    def batches(
        self, sql: str, parameters: Mapping[str, object] | None = None, *, rows: int
    ) -> "Generator[pa.RecordBatch]":
        """Run one query and give its rows as they are read, at most `rows` at a time and in the file's order.

        Through the open database a whole file would push out what the pages' questions need, and readers at once would
        take memory from each other. Raises `TookTooLong` when it reads for `download_seconds` without a row to give;
        how long the whole takes is its reader's affair.
        """
        seconds = self._settings.download_seconds
        with self._apart(self._settings.download_memory, threads=1) as con:
            with Deadline(seconds).interrupts(con.interrupt):
                # A relation's reader streams; that of an executed statement would hold every row first.
                reader = con.sql(sql, params=dict(parameters or {})).to_arrow_reader(rows)
            with reader:
                while True:
                    with Deadline(seconds).interrupts(con.interrupt):
                        batch = next(reader, None)
                    if batch is None:
                        return
                    yield batch

    @contextmanager
    def _apart(self, memory: str, threads: int) -> Iterator[duckdb.DuckDBPyConnection]:
        """Open the file in a database of its own, which goes with all its memory when the block ends."""
        bounds: _Bounds = {"memory_limit": memory, "threads": threads, "temp_directory": ""}
        path = str(self._path).replace("'", "''")
        with duckdb.connect(":memory:", config=bounds) as con:
            con.execute(f"ATTACH '{path}' AS published (READ_ONLY)")
            con.execute("USE published")
            con.execute("SET enable_external_access = false")
            con.execute("SET lock_configuration = true")
            yield con

    def remember(self, question: Hashable, work_out: Callable[[], Answer]) -> Answer:
        """Return the answer to `question`, worked out once and kept while the worker's memory has room."""
        return self.memory.remember(self._path.name, question, work_out)


class _Warming:
    """A snapshot that is made ready in a thread of its own while the one before still answers."""

    def __init__(self, name: str, snapshot: Snapshot, warm: Callable[[Snapshot, IsWanted], None], until: float) -> None:
        """Begin, and be over at `until` (monotonic seconds) at the latest; what is not done by then goes on."""
        self.name, self.is_wanted = name, True
        self._until = until
        self._thread = threading.Thread(target=warm, args=(snapshot, lambda: self.is_wanted), daemon=True)
        self._thread.start()

    @property
    def is_over(self) -> bool:
        return not self._thread.is_alive() or time.monotonic() >= self._until


class Warehouse:
    """The folder of snapshots, seen by one worker."""

    warm: Callable[[Snapshot, IsWanted], None] | None = None
    """What makes a new snapshot ready before it is served, for as long as it is wanted; it must not raise."""

    def __init__(self, settings: Settings) -> None:
        """Open nothing yet: a worker opens its own handles after it is forked."""
        self._settings = settings
        self._warming: _Warming | None = None
        self.memory = Memory(settings.cache_bytes)
        """What is remembered of all snapshots, open or let go."""
        self.room = Room[duckdb.DuckDBPyConnection]()
        """Where large queries run, of whichever snapshot."""
        self._lock = threading.Lock()
        self._open: OrderedDict[str, Snapshot] = OrderedDict()
        self._current: str | None = None
        self._looked_at = float("-inf")
        self.turns = 0
        """How often what is served has changed: between two looks at the same number it has not."""
        self.problem: str | None = None
        """Why the pointer cannot be followed, while it cannot; the snapshot followed last is served meanwhile."""

    def current(self) -> Snapshot:
        """Return the snapshot that the pointer names, looking at most once a second; raises `NoSnapshot`."""
        with self._lock:
            if time.monotonic() - self._looked_at >= _LOOK_EVERY_SECONDS:
                self._follow()
                self._looked_at = time.monotonic()
            if self._current is None:
                raise NoSnapshot(self.problem or "No snapshot is published yet.")
            return self._opened(self._current)

    def snapshot(self, name: str | None) -> Snapshot:
        """Return the snapshot of that id, or the current one for None.

        Raises `NotAnId` when it is none, `NotYet` when it is later than all there are, and `NotKept` when it is not
        there: `NoSnapshot` all of them, as where nothing is published at all.
        """
        if name is None:
            return self.current()
        if not is_id(name):
            raise NotAnId(name)
        with self._lock:
            try:
                return self._opened(name)
            except (duckdb.Error, OSError) as error:
                raise self._without(name) from error

    def kept(self) -> list[str]:
        """List the ids of the snapshots kept, oldest first."""
        names = (path.name.removeprefix("care-").removesuffix(".duckdb") for path in self._files())
        return sorted(filter(is_id, names))

    def _files(self) -> Iterator[Path]:
        return self._settings.warehouse.glob("care-*.duckdb")

    def _without(self, asked: str) -> NoSnapshot:
        """Say why there is no such snapshot."""
        there = {*self.kept(), *([self._current] if self._current else [])} - {asked}
        if not there:
            return NoSnapshot(self.problem or "No snapshot is published yet.")
        return NotYet(asked, max(there)) if asked > max(there) else NotKept(asked, neighbors(asked, there))

    def _follow(self) -> None:
        """Look where the pointer points. What cannot be opened is not followed; the log says why."""
        try:
            name = (self._settings.warehouse / _POINTER).read_text(encoding="utf-8", errors="replace").strip()
        except OSError as error:
            _log.warning("The pointer cannot be read: %s", error)
            self.problem = "No snapshot is published: the pointer is missing."
            return
        if not is_id(name):
            self.problem = "The published snapshot cannot be opened: the pointer does not name a snapshot."
            return
        try:
            self._turn_to(name, self._opened(name))
        except (duckdb.Error, OSError) as error:
            _log.warning("Snapshot %s cannot be opened: %s", name, error)
            self.problem = f"The published snapshot {name} cannot be opened; the log says why."
        else:
            self.problem = None

    def _turn_to(self, name: str, snapshot: Snapshot) -> None:
        """Serve the snapshot once it is warm. Nobody waits for that: until then the one before answers.

        The time for it counts from the look before this one, after which the pointer moved: a worker that nobody has
        asked for long serves the new one at once.
        """
        seconds = self._settings.warm_seconds
        if self._warming and self._warming.name != name:
            self._warming.is_wanted, self._warming = False, None
        if self._current not in (None, name) and self.warm and seconds:
            self._warming = self._warming or _Warming(name, snapshot, self.warm, self._looked_at + seconds)
            if not self._warming.is_over:
                return
        self.turns += self._current != name
        self._current = name

    def _opened(self, name: str) -> Snapshot:
        """Return an open snapshot, opening it if need be. The least used is let go; its readers finish in peace."""
        if name not in self._open:
            path = self._settings.warehouse / f"care-{name}.duckdb"
            self._open[name] = Snapshot(path, self._settings, self.memory, self.room)
        self._open.move_to_end(name)
        while len(self._open) > _KEEP_OPEN:
            oldest = next(key for key in self._open if key != self._current)
            del self._open[oldest]
        return self._open[name]
