"""A small refresh of a large snapshot: copy the file, then write anew only what the files touch.

The rows and events touched are deleted and inserted; small tables and those that depend on all events are built again
from what is then there. So the tables are those of a full build, in another order of rows. Once the file has grown past
what it was when it was last written in order, it is written whole again.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from etl import held
from etl.cross_check import cross_check
from etl.derive import IN_PLACE, is_touched
from etl.held import KEY, those_of
from etl.merge import Outcome

KEPT = ("export_row", *IN_PLACE)
"""The tables that are changed in place; every other is built again."""

_MOST_TOUCHED = 0.1
"""Above this share of the rows held, writing in place costs more than writing anew."""

_MOST_GROWN = 1.2
"""Above this many times its size in order, a file is written in order again."""


def is_worth_it(con: duckdb.DuckDBPyConnection, outcome: Outcome, path: Path, *, also: int = 0) -> bool:
    """Say whether to change a copy of the snapshot held, at `path`, that today's definitions have made.

    `also` counts new rows that are not of the dispatch export.
    """
    rows = con.execute("SELECT count(*) FROM held.export_row").fetchone() or (0,)
    touched = outcome.added + outcome.replaced + outcome.repeated + outcome.withdrawn + also
    return touched <= _MOST_TOUCHED * rows[0] and path.stat().st_size <= _MOST_GROWN * sorted_bytes(con)


def sorted_bytes(con: duckdb.DuckDBPyConnection) -> int:
    """Return how large the snapshot held was when it was last written in order."""
    row = con.execute("SELECT sorted_bytes FROM held.snapshot").fetchone()
    return row[0] if row else 0


def begin(con: duckdb.DuckDBPyConnection, path: Path, building: Path) -> None:
    """Copy the snapshot held into the file to build, attached as `built`, without what is built again.

    Makes `stage.touched`: the events of which a row comes or goes, or of which a fire unit says something new.
    """
    shutil.copyfile(path, building)
    con.execute(f"ATTACH '{held.quoted(building)}' AS built")
    con.execute("USE built")
    tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'built'").fetchall()
    for (table,) in tables:
        if table not in KEPT:
            con.execute(f'DROP TABLE "{table}"')
    con.execute(f"""
        CREATE TABLE stage.touched AS
        SELECT event_number FROM stage.brought
        UNION SELECT event_number FROM held.export_row WHERE {those_of("held.export_row", "stage.gone", KEY)}
        UNION FROM stage.fire_changed
    """)


def cross_check_touched(con: duckdb.DuckDBPyConnection) -> None:
    """Create `cross_check` from what is held: its counts, less those of the events touched, plus theirs now."""
    for database, counts in (("held", "counted_before"), ("built", "counted_now")):
        with only_touched(con, database, ("export_row", "unit_response")):
            cross_check(con, f"stage.{counts}")
    count = "CAST(held.{0} - before.{0} + now.{0} AS BIGINT) AS {0}"
    counts = ", ".join(count.format(name) for name in ("agree", "differ", "not_comparable"))
    con.execute(f"""
        CREATE TABLE cross_check AS
        SELECT column_name, {counts}
        FROM held.cross_check AS held
        JOIN stage.counted_before AS before USING (column_name)
        JOIN stage.counted_now AS now USING (column_name)
        ORDER BY held.rowid
    """)


def touched_months(con: duckdb.DuckDBPyConnection) -> list[str]:
    """List the months, YYYY-MM, that rows of the events touched are of, or were."""
    tables = (f"{database}.event WHERE {is_touched(f'{database}.event')}" for database in ("held", "built"))
    months = " UNION ".join(f"SELECT strftime(queued_at, '%Y-%m') AS month FROM {table}" for table in tables)
    return [month for (month,) in con.execute(f"{months} ORDER BY month").fetchall()]


@contextmanager
def only_touched(
    con: duckdb.DuckDBPyConnection, database: str = "built", tables: Sequence[str] = (*KEPT, "care_event")
) -> Iterator[None]:
    """Let the names of tables mean, for a while, an attached snapshot's rows of the events touched."""
    for table in tables:
        place = f"{database}.{table}"
        con.execute(f"CREATE TEMP TABLE {table} AS FROM {place} WHERE {is_touched(place)}")
    try:
        yield
    finally:
        for table in tables:
            con.execute(f"DROP TABLE temp.{table}")
