"""The snapshot of before, attached as `held` where there is one. Older code may have made it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from etl import export, log, publish
from etl.damage import read_every_block
from etl.errors import BadInput, PipelineError

KEY = "call_sign_dispatch_id"
VALUES = (*(column.name for column in export.STORED), "location_status")
PLACE = ("vintage", "file_name", "record")


@dataclass(frozen=True)
class Held:
    """The id of the snapshot attached, None for a first load; `why` says why it is not the one served, if it is not.

    `is_invented` says what kind its rows are, or those of the first load.
    """

    snapshot: str | None
    is_invented: bool
    why: str = ""


def attach(con: duckdb.DuckDBPyConnection, warehouse: Path, *, invented: bool | None) -> Held:
    """Attach the snapshot to merge with as `held`; the rows that come are `invented` or not, None where none come.

    It is the one served. Where the pointer leads to none that can be read to its end, the newest kept that can be takes
    its place with a warning, so that no row is lost with a pointer. Real rows start afresh over invented ones; the
    reverse raises `BadInput`.
    Raises `PipelineError` when there are snapshots and none can be read, and when one is whole for all we know but
    kept from us: to pass over it would take readers back for no reason.
    """
    served, kept = publish.current_snapshot(warehouse), publish.snapshots(warehouse)
    damaged: dict[str, str] = {}
    for snapshot in filter(None, dict.fromkeys((served, *reversed(kept)))):
        if problem := _attach(con, warehouse, snapshot, "held") or _damage(con, warehouse, snapshot):
            damaged[snapshot] = problem
            continue
        why = _say_what_it_stands_for(warehouse, snapshot, served, damaged)
        is_invented = con.execute("SELECT is_invented FROM held.snapshot").fetchone() == (True,)
        if invented is None or _can_be_merged(con, invented=invented, held_is_invented=is_invented):
            return Held(snapshot, is_invented, why)
        return Held(None, invented, why)
    if kept:
        raise PipelineError(
            f"No snapshot in {warehouse} can be read, so there is nothing to merge with. Put one back from a backup, "
            f"or move all of them away and load every export again. Kept: {', '.join(kept)}."
        )
    return Held(None, bool(invented))


def attach_newest(con: duckdb.DuckDBPyConnection, warehouse: Path, held: str | None) -> str:
    """Attach the newest snapshot kept that can be read as `newest`, if it is not the one held; return its name here."""
    newer = [snapshot for snapshot in publish.snapshots(warehouse) if held and snapshot > held]
    return "held" if all(_attach(con, warehouse, snapshot, "newest") for snapshot in reversed(newer)) else "newest"


def definitions(con: duckdb.DuckDBPyConnection) -> str | None:
    """Return the digest of the definitions that the snapshot held was built with; None where nothing is held."""
    row = con.execute("SELECT definitions FROM held.snapshot").fetchone() if columns(con, "snapshot") else None
    return str(row[0]) if row else None


def vintage(con: duckdb.DuckDBPyConnection) -> datetime:
    """Return the vintage of the snapshot held; the earliest there is where nothing is held."""
    row = con.execute("SELECT vintage FROM held.snapshot").fetchone() if columns(con, "snapshot") else None
    return row[0] if row else datetime.min


def see(con: duckdb.DuckDBPyConnection) -> None:
    """Create the views `stage.held_row`, the rows held, and `stage.held_again`, those of them that are read again.

    Both have the form of `stage.valid`, and no row where nothing is held.
    """
    known = {*VALUES, *PLACE} & set(columns(con, "export_row"))
    rows = f"UNION ALL BY NAME SELECT {', '.join(sorted(known))} FROM held.export_row" if known else ""
    again = f"WHERE {those_of('held.export_row', 'stage.valid', KEY)}" if known else ""
    con.execute(f"CREATE VIEW stage.held_row AS (SELECT * FROM stage.valid LIMIT 0) {rows}")
    con.execute(f"CREATE VIEW stage.held_again AS (SELECT * FROM stage.valid LIMIT 0) {rows} {again}")


def those_of(table: str, named: str, key: str) -> str:
    """Write the SQL test that picks a table's rows whose `key` another table names.

    Found by their key alone, then read by their position: of 47 columns the others need not be read to find it. What is
    named mostly lies close together: of 11 million rows, the least and the greatest key leave 4 row groups of 90 to
    look into, and DuckDB does not work them out by itself.
    """
    bounds = f"BETWEEN (SELECT min({key}) FROM {named}) AND (SELECT max({key}) FROM {named})"
    return f"rowid IN (SELECT rowid FROM {table} WHERE {key} {bounds} AND {key} IN (SELECT {key} FROM {named}))"


def columns(con: duckdb.DuckDBPyConnection, table: str, database: str = "held") -> list[str]:
    """List the columns of a table of an attached database; none where it has no such table."""
    found = con.execute(
        "SELECT column_name FROM duckdb_columns() WHERE database_name = ? AND table_name = ? ORDER BY column_index",
        [database, table],
    )
    return [name for (name,) in found.fetchall()]


def carry(con: duckdb.DuckDBPyConnection, table: str, database: str = "held", where: str = "TRUE") -> None:
    """Copy a table's rows from an attached snapshot into ours: the columns that both have."""
    ours = columns(con, table, "built")
    if both := [name for name in columns(con, table, database) if name in ours]:
        names = ", ".join(both)
        con.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM {database}.{table} WHERE {where}")


def quoted(path: Path) -> str:
    """Write a path inside the quotes of an ATTACH, which takes no bound parameter."""
    return str(path).replace("'", "''")


def refuse_forbidden(path: Path) -> None:
    """Raise `PipelineError` when this user may not read a snapshot, saying whose it is and what to do."""
    try:
        path.open("rb").close()
    except PermissionError as error:
        stat = path.stat()
        raise PipelineError(
            f"{path} may not be read by this user ({os.geteuid()}): it is of user {stat.st_uid}, with mode "
            f"{stat.st_mode & 0o7777:04o}. Run the refresh as that user, or give the file to this one (chown), with "
            "mode 0644. Nothing was published; no older snapshot takes its place."
        ) from error


def _attach(con: duckdb.DuckDBPyConnection, warehouse: Path, snapshot: str, name: str) -> str:
    """Attach a snapshot read-only; return what is wrong with it, blank when it can be read."""
    path = publish.snapshot_path(warehouse, snapshot)
    refuse_forbidden(path)
    try:
        con.execute(f"ATTACH '{quoted(path)}' AS {name} (READ_ONLY)")
        con.execute(f"SELECT snapshot, (SELECT max({KEY}) FROM {name}.export_row) FROM {name}.snapshot").fetchall()
    except duckdb.Error as error:
        con.execute(f"DETACH DATABASE IF EXISTS {name}")
        return _problem(path, error)
    return ""


def _damage(con: duckdb.DuckDBPyConnection, warehouse: Path, snapshot: str) -> str:
    """Return which block of what is held is not as it was written, and let go of it then; blank when all are.

    A copy would carry a damaged block on from night to night, and nobody would know until a reader asks for it.
    """
    try:
        read_every_block(con, "held")
    except duckdb.Error as error:
        con.execute("DETACH held")
        return _problem(publish.snapshot_path(warehouse, snapshot), error)
    return ""


def _problem(path: Path, error: duckdb.Error) -> str:
    """Give the first line of what DuckDB says of a damaged file; raise where the file is not to blame."""
    said = str(error).strip().splitlines()[0]
    if isinstance(error, duckdb.OutOfMemoryException):
        raise error
    if "Could not set lock" in said:
        raise PipelineError(
            f"{path} is open for writing in another program, so it cannot be merged with. Close that program, and "
            f"refresh again. Nothing was published; no older snapshot takes its place. ({said})"
        ) from error
    return said


def _say_what_it_stands_for(warehouse: Path, snapshot: str, served: str | None, damaged: Mapping[str, str]) -> str:
    """Warn of every snapshot passed over; return why the one taken is not the one served, blank if it is."""
    for other, problem in damaged.items():
        log.warn(f"Snapshot {other} is damaged, and {snapshot} takes its place: {problem}")
    if served is None:
        log.warn(f"{warehouse / publish.POINTER} leads to no snapshot, and {snapshot} takes its place.")
        return "the pointer led to no snapshot"
    return f"{served}, which was served, cannot be read" if damaged else ""


def _can_be_merged(con: duckdb.DuckDBPyConnection, *, invented: bool, held_is_invented: bool) -> bool:
    """Say whether what is held is of the same kind, and let go of it if not."""
    if invented and not held_is_invented:
        raise BadInput(
            "The export is invented (its event numbers begin with 9999) and the warehouse holds real data. "
            "Give another --warehouse to look at invented data."
        )
    if invented != held_is_invented:
        con.execute("DETACH held")
    return invented == held_is_invented
