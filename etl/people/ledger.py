"""The ledger: every cell ever published, as it was. It only grows, and outlives rollbacks, rebuilds and lost stores."""

from collections.abc import Sequence
from pathlib import Path

import duckdb

from etl import held, publish
from etl.people.families import Family
from etl.people.publication import QUARTER, YEAR, Cell
from etl.people.quarters import year_of
from etl.people.tables import LEDGER
from etl.rows import insert_rows

_CELL = ", ".join(Cell._fields)


def recall(con: duckdb.DuckDBPyConnection, warehouse: Path, attached: str | None, *, invented: bool) -> int:
    """Add what the snapshots kept say was published and the ledger does not know; return how many cells.

    A quarter or a year is taken whole, from the oldest snapshot that has it. `attached` is the one known as `held`.
    """
    added = 0
    for snapshot in publish.snapshots(warehouse):
        if snapshot == attached:
            added += _recall(con, "held", invented=invented)
            continue
        try:
            con.execute(f"ATTACH '{held.quoted(publish.snapshot_path(warehouse, snapshot))}' AS kept (READ_ONLY)")
            added += _recall(con, "kept", invented=invented)
        except duckdb.OutOfMemoryException:
            raise
        except duckdb.Error:
            continue  # one that cannot be read tells nothing; of one that is served, others warn
        finally:
            con.execute("DETACH DATABASE IF EXISTS kept")
    return added


def add(con: duckdb.DuckDBPyConnection, cells: Sequence[Cell]) -> None:
    """Enter cells, once and for all."""
    insert_rows(con, LEDGER, cells)


def write_cells(con: duckdb.DuckDBPyConnection) -> None:
    """Create `people_cell` in the snapshot: the ledger, in an order that does not tell when it was written."""
    con.execute(f"CREATE TABLE people_cell AS SELECT {_CELL} FROM {LEDGER} ORDER BY ALL NULLS FIRST")


def is_ahead(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether the ledger holds cells that the snapshot held does not show."""
    shown = f"EXCEPT SELECT {_CELL} FROM held.people_cell" if held.columns(con, "people_cell") else ""
    return bool(con.execute(f"SELECT {_CELL} FROM {LEDGER} {shown} LIMIT 1").fetchall())


def quarters_published(con: duckdb.DuckDBPyConnection, family: Family) -> set[str]:
    """List the quarters of a family that were published."""
    return _periods(con, family, QUARTER)


def years_published(con: duckdb.DuckDBPyConnection, family: Family) -> set[str]:
    """List the years of a family that were published."""
    return _periods(con, family, YEAR)


def quarters_hidden(con: duckdb.DuckDBPyConnection, family: Family, year: str) -> dict[str, set[str]]:
    """List the quarters of a year that were published without numbers, by variable; a variable left out is hidden."""
    quarters = {quarter for quarter in quarters_published(con, family) if year_of(quarter) == year}
    found = con.execute(
        f"SELECT DISTINCT variable, period FROM {LEDGER} WHERE source = ? AND scope = ? AND people IS NOT NULL",
        [family.source, QUARTER],
    ).fetchall()
    return {
        variable.name: quarters - {period for name, period in found if name == variable.name}
        for variable in family.variables
    }


def _periods(con: duckdb.DuckDBPyConnection, family: Family, scope: str) -> set[str]:
    found = con.execute(f"SELECT DISTINCT period FROM {LEDGER} WHERE source = ? AND scope = ?", [family.source, scope])
    return {period for (period,) in found.fetchall()}


def _recall(con: duckdb.DuckDBPyConnection, database: str, *, invented: bool) -> int:
    is_same_kind = con.execute(f"SELECT is_invented FROM {database}.snapshot").fetchone() == (invented,)
    if not is_same_kind or not held.columns(con, "people_cell", database):
        return 0
    added = con.execute(f"""
        INSERT INTO {LEDGER} SELECT {_CELL} FROM {database}.people_cell
        WHERE (source, period) NOT IN (SELECT DISTINCT (source, period) FROM {LEDGER})
    """).fetchone()
    return int(added[0]) if added else 0
