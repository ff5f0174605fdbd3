"""The fire department's units (SFD): what a refresh reads of them, and what of them is held.

All of it is optional. Nothing is known of SFD outside the days that its rows reach, from the first unit sent to the
last: there, no fire unit on an event does not mean that none was sent.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from etl.errors import BadInput
from etl.held import columns
from etl.merge import FileOutcome
from etl.supplied import FIRE_UNITS
from etl.supplied.loading import Loaded, is_invented, load
from etl.supplied.reading import Rejection
from etl.supplied.versions import Fate, columns_sql, merge

NEVER = "FALSE"
"""The SQL test of what is known of the fire department without its units: no event has to be looked at."""


@dataclass(frozen=True)
class Read:
    """The fire exports of a refresh, as read; `is_invented` is None where there is none.

    `rejected` is a private file of the rows rejected, in the form of the one that is kept.
    """

    loaded: tuple[Loaded, ...]
    is_invented: bool | None
    rejected: Path


@dataclass(frozen=True)
class Judged:
    """What became of each file's rows, how many rows say something new, and whether anything is to be written.

    A row repeated in a newer export says nothing new, and is written with that export's vintage.
    """

    files: tuple[FileOutcome, ...] = ()
    new_rows: int = 0
    changes: bool = False


def read(
    con: duckdb.DuckDBPyConnection, files: Sequence[Path], work: Path, *, as_of: datetime | None, most: int
) -> Read:
    """Create `stage.fire_reading`, every valid row of these files; raises `BadInput` as `load` does."""
    rejected = work / "fire_rejected.jsonl"
    with rejected.open("w", encoding="utf-8") as file:

        def keep(path: Path, rejection: Rejection) -> None:
            told = {"file": path.name, "record": rejection.line, "reason": rejection.reason, "text": rejection.text}
            file.write(json.dumps(told, ensure_ascii=False) + "\n")

        loaded = load(con, FIRE_UNITS, files, into="stage.fire_reading", as_of=as_of, most=most, keep=keep)
    has_rows = _count(con, "stage.fire_reading") > 0
    return Read(tuple(loaded), is_invented(con, FIRE_UNITS, "stage.fire_reading") if has_rows else None, rejected)


def same_kind(read: Read, dispatch: bool | None) -> bool | None:
    """Say whether what comes is invented, None where nothing does; raises `BadInput` where the exports differ in it.

    `dispatch` says it of the dispatch exports.
    """
    if None not in (read.is_invented, dispatch) and read.is_invented != dispatch:
        kinds = ("invented", "real") if dispatch else ("real", "invented")
        names = ", ".join(one.path.name for one in read.loaded)
        raise BadInput(
            f"Invented and real rows never share a snapshot. The dispatch export is {kinds[0]}, and the SFD units of "
            f"{names} are {kinds[1]}. Give one kind only."
        )
    return read.is_invented if dispatch is None else dispatch


def judge(con: duckdb.DuckDBPyConnection, read: Read) -> Judged:
    """Create `stage.fire_row`, the newest version of each row, and `stage.fire_changed`, the events it is new on."""
    con.execute(f"CREATE TABLE stage.fire_held ({columns_sql(FIRE_UNITS)})")
    if both := [name for name in columns(con, "fire_row") if name in columns(con, "fire_held", "stage")]:
        con.execute(f"INSERT INTO stage.fire_held BY NAME SELECT {', '.join(both)} FROM held.fire_row")
    if not read.loaded:
        con.execute("CREATE VIEW stage.fire_row AS FROM stage.fire_held")
        con.execute("CREATE TABLE stage.fire_changed (event_number VARCHAR)")
        return Judged()
    fates = merge(con, FIRE_UNITS, "stage.fire_held", "stage.fire_reading", "stage.fire_row")
    told = ", ".join(FIRE_UNITS.headers)
    con.execute(f"""
        CREATE TABLE stage.fire_changed AS
        SELECT cad_event_number AS event_number
        FROM (SELECT {told} FROM stage.fire_row EXCEPT SELECT {told} FROM stage.fire_held)
    """)
    changes = _count(con, "(FROM stage.fire_row EXCEPT FROM stage.fire_held)") > 0
    files = tuple(_outcome(one, fates.get(one.path.name, Fate())) for one in read.loaded)
    return Judged(files, _count(con, "stage.fire_changed"), changes)


def write(con: duckdb.DuckDBPyConnection) -> None:
    """Create `fire_row`: what is held of fire units, with what came."""
    con.execute("CREATE TABLE fire_row AS FROM stage.fire_row")


def is_known(con: duckdb.DuckDBPyConnection) -> str:
    """Write the SQL test that an event was queued on a day that the rows of `fire_row` reach."""
    days = con.execute("SELECT CAST(min(dispatched_at) AS DATE), CAST(max(dispatched_at) AS DATE) FROM fire_row")
    first, last = days.fetchone() or (None, None)
    return f"(queued_at >= DATE '{first}' AND queued_at < DATE '{last}' + 1)" if first else NEVER


def _outcome(loaded: Loaded, fate: Fate) -> FileOutcome:
    return FileOutcome(
        name=loaded.path.name,
        vintage=loaded.vintage,
        read=loaded.read,
        accepted=fate.accepted,
        unchanged=fate.unchanged,
        superseded=fate.superseded,
        rejected=loaded.rejected,
        complete=None,
        export=FIRE_UNITS.name,
    )


def _count(con: duckdb.DuckDBPyConnection, what: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {what}").fetchone()
    return row[0] if row else 0
