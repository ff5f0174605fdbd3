"""Taking: what the files about people say is read, judged and merged into the store's rows."""

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

import duckdb

from etl.errors import BadInput
from etl.people import ledger
from etl.people.families import Family
from etl.people.frozen import quarter_name
from etl.people.store import DATABASE
from etl.people.tables import LOAD
from etl.supplied import loading
from etl.supplied.loading import Loaded
from etl.supplied.reading import Rejection
from etl.supplied.versions import Fate, merge


@dataclass(frozen=True)
class Taken:
    """What became of one file's rows. The numbers are for who runs the refresh: they never enter a snapshot.

    `too_late` counts those taken that change nothing published: they are of a quarter or year that is, or of somebody
    counted already.
    """

    source: str
    loaded: Loaded
    fate: Fate
    too_late: int


class RejectedFile:
    """The private file of rejected rows: written when the first one comes, and readable by its owner alone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file: IO[str] | None = None

    @property
    def written(self) -> Path | None:
        """The file, if there was anything to write."""
        return self.path if self._file else None

    def keep(self, path: Path, rejection: Rejection) -> None:
        """Write one rejected record with its file, line and reason."""
        if self._file is None:
            descriptor = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            self._file = os.fdopen(descriptor, "w", encoding="utf-8")
        told = {"file": path.name, "line": rejection.line, "reason": rejection.reason, "text": rejection.text}
        self._file.write(json.dumps(told, ensure_ascii=False) + "\n")

    def close(self) -> None:
        """Close what was written."""
        if self._file:
            self._file.close()


def take(
    con: duckdb.DuckDBPyConnection,
    family: Family,
    files: Sequence[Path],
    *,
    invented: bool,
    as_of: datetime | None,
    most: int,
    keep: Callable[[Path, Rejection], object],
) -> list[Taken]:
    """Merge files into the store's rows of a family; raises `BadInput` as reading does.

    The rows must be invented where the dispatch data is (`invented`), and real where it is real.
    """
    held, read, merged = (f"{DATABASE}.{family.table}{name}" for name in ("", "_read", "_merged"))
    loaded = loading.load(con, family.contract, files, into=read, as_of=as_of, most=most, keep=keep)
    _refuse_other_kind(con, family, read, files, invented=invented)
    fates = merge(con, family.contract, held, read, merged)
    too_late = _too_late(con, family, held, merged)
    for table in (held, read):
        con.execute(f"DROP TABLE {table}")
    con.execute(f"ALTER TABLE {merged} RENAME TO {family.table}")
    return [
        Taken(family.source, one, fates.get(one.path.name, Fate()), too_late.get(one.path.name, 0)) for one in loaded
    ]


def note_loads(con: duckdb.DuckDBPyConnection, load_id: str, taken: Sequence[Taken]) -> None:
    """Note what became of each file's rows, in place of what an earlier reading of the same file made of them."""
    for one in taken:
        loaded, fate = one.loaded, one.fate
        same = [one.source, loaded.path.name, loaded.vintage]
        con.execute(f"DELETE FROM {LOAD} WHERE source = ? AND file_name = ? AND vintage = ?", same)
        counts = [loaded.read, fate.accepted, fate.unchanged, fate.superseded, loaded.rejected]
        con.execute(f"INSERT INTO {LOAD} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", [load_id, *same, *counts])


def _too_late(con: duckdb.DuckDBPyConnection, family: Family, held: str, merged: str) -> dict[str, int]:
    """Count, by file, the rows that are new or say something new, and change nothing published."""
    (key,), told = family.contract.key, ", ".join(family.contract.headers)
    quarter = quarter_name(family)
    return dict(
        con.execute(
            f"""SELECT file_name, count(*) FROM {merged}
                WHERE {key} IN (SELECT {key} FROM (SELECT {told} FROM {merged} EXCEPT SELECT {told} FROM {held}))
                  AND ({key} IN (SELECT {key} FROM {DATABASE}.{family.frozen})
                       OR list_contains(?, {quarter}) OR list_contains(?, left({quarter}, 4)))
                GROUP BY file_name""",
            [list(ledger.quarters_published(con, family)), list(ledger.years_published(con, family))],
        ).fetchall()
    )


def _refuse_other_kind(
    con: duckdb.DuckDBPyConnection, family: Family, table: str, files: Sequence[Path], *, invented: bool
) -> None:
    is_empty = con.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)
    if is_empty or loading.is_invented(con, family.contract, table) == invented:
        return
    words = {True: "invented", False: "real"}
    raise BadInput(
        f"{', '.join(path.name for path in files)}: the rows are {words[not invented]} and the dispatch data is "
        f"{words[invented]}. They never share a snapshot: invented rows of {family.source} have a "
        f"{family.contract.marked_by} that begins with {family.contract.invented_mark}. Take the file away, or give "
        "another --warehouse."
    )
