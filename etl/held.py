"""The snapshot of before, attached as `held` where there is one. Older code may have made it."""

from pathlib import Path

import duckdb

from etl import export, log, publish
from etl.errors import BadInput, PipelineError

KEY = "call_sign_dispatch_id"
VALUES = (*(column.name for column in export.STORED), "location_status")
PLACE = ("vintage", "file_name", "record")


def attach(con: duckdb.DuckDBPyConnection, warehouse: Path, *, invented: bool) -> str | None:
    """Attach the snapshot to merge with as `held`, and return its id; None for a first load.

    It is the one served. Where the pointer leads to none that can be read to its end, the newest kept that can be takes
    its place, so that no row is lost with a pointer. Real rows start afresh over invented ones; the reverse raises
    `BadInput`.
    Raises `PipelineError` when there are snapshots and none can be read.
    """
    kept = publish.snapshots(warehouse)
    for snapshot in dict.fromkeys((publish.current_snapshot(warehouse), *reversed(kept))):
        if snapshot and _attach(con, warehouse, snapshot, "held") and _is_whole(con, snapshot):
            return snapshot if _can_be_merged(con, invented=invented) else None
    if kept:
        raise PipelineError(
            f"No snapshot in {warehouse} can be read, so there is nothing to merge with. Put one back from a backup, "
            f"or move all of them away and load every export again. Kept: {', '.join(kept)}."
        )
    return None


def attach_newest(con: duckdb.DuckDBPyConnection, warehouse: Path, held: str | None) -> str:
    """Attach the newest snapshot kept that can be read as `newest`, if it is not the one held; return its name here."""
    newer = [snapshot for snapshot in publish.snapshots(warehouse) if held and snapshot > held]
    return "newest" if any(_attach(con, warehouse, snapshot, "newest") for snapshot in reversed(newer)) else "held"


def definitions(con: duckdb.DuckDBPyConnection) -> str | None:
    """Return the digest of the definitions that the snapshot held was built with; None where nothing is held."""
    row = con.execute("SELECT definitions FROM held.snapshot").fetchone() if columns(con, "snapshot") else None
    return str(row[0]) if row else None


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


def _attach(con: duckdb.DuckDBPyConnection, warehouse: Path, snapshot: str, name: str) -> bool:
    """Attach a snapshot read-only if it can be read."""
    try:
        con.execute(f"ATTACH '{quoted(publish.snapshot_path(warehouse, snapshot))}' AS {name} (READ_ONLY)")
        con.execute(f"SELECT snapshot, (SELECT max({KEY}) FROM {name}.export_row) FROM {name}.snapshot").fetchall()
    except duckdb.Error:
        con.execute(f"DETACH DATABASE IF EXISTS {name}")
        return False
    return True


def _is_whole(con: duckdb.DuckDBPyConnection, snapshot: str) -> bool:
    """Say whether every block of what is held is as it was written, and let go of it if not.

    A copy would carry a damaged block on from night to night, and nobody would know until a reader asks for it. DuckDB
    holds each block it reads to its checksum; the greatest of each column makes it read them all (0.8 s of one core for
    a million rows).
    """
    found = con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'held'").fetchall()
    try:
        for (table,) in found:
            con.execute(f'SELECT max(COLUMNS(*)) FROM held."{table}"').fetchall()
    except duckdb.Error as error:
        log.warn(f"Snapshot {snapshot} is damaged, and an older one is merged with in its place: {error}")
        con.execute("DETACH held")
        return False
    return True


def _can_be_merged(con: duckdb.DuckDBPyConnection, *, invented: bool) -> bool:
    """Say whether what is held is of the same kind, and let go of it if not."""
    held_is_invented = con.execute("SELECT is_invented FROM held.snapshot").fetchone() == (True,)
    if invented and not held_is_invented:
        raise BadInput(
            "The export is invented (its event numbers begin with 9999) and the warehouse holds real data. "
            "Give another --warehouse to look at invented data."
        )
    if invented != held_is_invented:
        con.execute("DETACH held")
    return invented == held_is_invented
