"""A town with a dispatch snapshot and a private store, refreshed as the command does it, with what is told of people."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from etl import build, people
from etl.config import Settings, settings_from
from tests.etl.exports import row, write
from tests.etl.people_exports import PRECINCTS

EVENTS = {precinct: f"2025000{500_001 + i}" for i, precinct in enumerate(PRECINCTS)}
"""One event a precinct."""

ELSEWHERE = "2025000999999"
"""An event that is not held."""

TABLE = "SELECT scope, period, part, variable, answer, people FROM people_cell WHERE source = ?"


@dataclass(frozen=True)
class Town:
    """A folder with `warehouse`, `private` and the exports that tests write."""

    path: Path

    @property
    def settings(self) -> Settings:
        """Its settings."""
        folders = {"CARE_WAREHOUSE": "warehouse", "CARE_PRIVATE": "private", "CARE_BOUNDARIES": "none"}
        return settings_from(
            {name: str(self.path / folder) for name, folder in folders.items()} | {"CARE_ETL_THREADS": "1"}
        )

    @property
    def private(self) -> Path:
        """Its private folder."""
        return self.path / "private"

    @property
    def store(self) -> Path:
        """Its private store."""
        return self.private / "people.duckdb"

    @property
    def warehouse(self) -> Path:
        """Its snapshots."""
        return self.path / "warehouse"

    @property
    def current(self) -> str:
        """The id of the snapshot served."""
        return (self.warehouse / "current").read_text().strip()

    def refresh(self, *files: Path, publish_people: bool = True, **options: Any) -> build.Summary:
        """Load files, and publish what is due about people, unless told not to."""
        return build.refresh(self.settings, files, publish_people=publish_people, **options)

    def told(self, *files: Path, **options: Any) -> dict[str, Any]:
        """Load files, and return what is told of people to whoever runs it."""
        return people.told_as_dict(self.refresh(*files, **options).about_people) or {}

    def ask(self, query: str, *values: object, of: str = "") -> list[tuple[Any, ...]]:
        """Ask a snapshot: the one served, if none is named."""
        with duckdb.connect(str(self.warehouse / f"care-{of or self.current}.duckdb"), read_only=True) as con:
            return con.execute(query, list(values)).fetchall()

    def ask_store(self, query: str) -> list[tuple[Any, ...]]:
        """Ask the private store."""
        with duckdb.connect(str(self.store), read_only=True) as con:
            return con.execute(query).fetchall()

    def cells(self, of: str = "") -> list[tuple[Any, ...]]:
        """Give every published cell."""
        return self.ask("FROM people_cell ORDER BY ALL", of=of)

    def published(self, source: str) -> dict[tuple[Any, ...], int | None]:
        """Give the people of each cell of a source."""
        return {(*cell,): number for *cell, number in self.ask(TABLE, source)}

    def dispatch(self, stamp: str = "20251201", event: str = "", **changes: str) -> Path:
        """Write a dispatch export of the town's events, or of one other event."""
        events = {"WEST": event} if event else EVENTS
        rows = [row("CARE12", event=number, precinct=precinct, **changes) for precinct, number in events.items()]
        return write(self.path / f"dispatch_{stamp}T000000Z.csv", *rows)


def founded(folder: Path) -> Town:
    """Make a town that holds its events and nobody."""
    folder.mkdir(exist_ok=True)
    town = Town(folder)
    town.refresh(town.dispatch())
    return town


def copied(town: Town, folder: Path) -> Town:
    """Copy a town as it is."""
    shutil.copytree(town.path, folder)
    return Town(folder)
