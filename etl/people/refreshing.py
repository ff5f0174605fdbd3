"""What a refresh does with people data: takes the files, keeps the store, and publishes what is due when told to.

Real tables are published because somebody looked at what is due and said so, for it cannot be undone. Invented ones say
nothing about anybody, and are published as soon as they are due.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl import log
from etl.config import Settings
from etl.guards.guard import Rejects
from etl.held import Held
from etl.people import ledger, store
from etl.people.due import Due, all_due, publish_due
from etl.people.families import FAMILIES, Family
from etl.people.report import of_lost_rows
from etl.people.tables import create_tables
from etl.people.taking import RejectedFile, Taken, note_loads, take
from etl.people.told import Told, look, lost_quarters
from etl.publish import rejected_path, retire_rejected
from etl.supplied import Contract


@contextmanager
def opened(settings: Settings, *, publish_people: bool) -> Iterator["PeopleData"]:
    """Give a refresh its people data; whatever was not kept at the end is as it was."""
    with ExitStack() as stack:
        yield PeopleData(settings, stack, publish_people=publish_people)


class PeopleData:
    """The people data of one refresh: `take` comes first, then `publish` if it `brings` something, and `keep` last."""

    def __init__(self, settings: Settings, stack: ExitStack, *, publish_people: bool) -> None:
        self.told = Told()
        self._settings = settings
        self._stack = stack
        self._is_told_to = publish_people
        self._folder: Path | None = None
        self._is_invented = False
        self._is_changed = False
        self._is_ahead = False
        self._due: list[Due] = []

    @property
    def brings(self) -> bool:
        """Whether something is to be published that the snapshot held does not show."""
        return self._is_ahead or (self._publishes and any(due.periods for due in self._due))

    @property
    def rejects(self) -> tuple[Rejects, ...]:
        """How many rows of each kind of file were rejected: one mistake would be published for good."""
        kinds = dict.fromkeys(one.source for one in self.told.files)
        return tuple(self._rejects(kind) for kind in kinds)

    def take(
        self,
        con: duckdb.DuckDBPyConnection,
        supplied: Mapping[Contract, Sequence[Path]],
        found: Held,
        snapshot: str,
        as_of: datetime | None,
    ) -> None:
        """Attach a copy of the store as `people`, merge the files into it, and find what is due.

        Raises `BadInput` as reading does, and when the rows are not of the kind, invented or real, that is `found`.
        """
        files = {family: supplied[family.contract] for family in FAMILIES if family.contract in supplied}
        self._is_invented = found.is_invented
        if files or store.path_of(self._settings.private, invented=self._is_invented).exists():
            self._folder = self._settings.private
            self._stack.enter_context(store.locked(self._folder))
        store.attach_copy(con, self._folder, invented=self._is_invented)
        create_tables(con)
        recalled = ledger.recall(con, self._settings.warehouse, found.snapshot, invented=self._is_invented)
        if self._folder and files:
            self._read(con, self._folder, files, snapshot, as_of)
        has_store = self._folder and store.path_of(self._folder, invented=self._is_invented).exists()
        self._is_changed = bool(files or (recalled and has_store))
        self._due = all_due(con, datetime.now(UTC).replace(tzinfo=None))
        self._is_ahead = ledger.is_ahead(con)
        if lost := lost_quarters(con):
            log.warn(of_lost_rows(lost))

    def publish(self, con: duckdb.DuckDBPyConnection, events: str) -> None:
        """Publish what is due, if told to; create `people_cell` of all that ever was. `events` has precincts."""
        for due in self._due if self._publishes else ():
            publish_due(con, due, events)
            self._is_changed = True
        ledger.write_cells(con)

    def look(self, con: duckdb.DuckDBPyConnection, events: str) -> None:
        """Count what whoever runs the refresh should know."""
        self.told = look(con, self.told, self._due, events, published=self._publishes)

    def keep(self, con: duckdb.DuckDBPyConnection) -> None:
        """Make the copy the store, for nothing can refuse the refresh any more; what is published next is in it."""
        if self._folder and self._is_changed:
            store.put_in_place(con, self._folder, invented=self._is_invented)

    @property
    def _publishes(self) -> bool:
        return self._is_told_to or self._is_invented

    def _rejects(self, kind: str) -> Rejects:
        loaded = [one.loaded for one in self.told.files if one.source == kind]
        reasons = {one.path.name: one.rejected for one in loaded if one.rejected}
        return Rejects(kind, sum(one.read for one in loaded), reasons, self.told.rejected_file)

    def _read(
        self,
        con: duckdb.DuckDBPyConnection,
        folder: Path,
        files: Mapping[Family, Sequence[Path]],
        snapshot: str,
        as_of: datetime | None,
    ) -> None:
        taken: list[Taken] = []
        with closing(RejectedFile(rejected_path(folder, snapshot))) as rejected:
            for family, paths in files.items():
                taken += take(
                    *(con, family, paths),
                    invented=self._is_invented,
                    as_of=as_of,
                    most=self._settings.most_unpacked,
                    keep=rejected.keep,
                )
            retire_rejected(folder, written=rejected.written)
        note_loads(con, snapshot, taken)
        self.told = Told(files=tuple(taken), rejected_file=rejected.written)
