"""The log of refreshes: what each brought, which columns it restated, and how the headline metrics moved.

It is carried from snapshot to snapshot and never shortened. It holds names and counts, never an old value of a row.
"""

from collections.abc import Sequence

import duckdb

from etl import headline
from etl.describe import Identity
from etl.held import KEY, VALUES, carry, columns, those_of
from etl.merge import Outcome

_TABLES = {
    "refresh": """
        load_id VARCHAR, previous VARCHAR, vintage TIMESTAMP, data_through DATE, events BIGINT, unit_responses BIGINT,
        rows_added BIGINT, rows_restated BIGINT, rows_withdrawn BIGINT, definitions_changed BOOLEAN, overruled VARCHAR[]
    """,
    "restatement": "load_id VARCHAR, column_name VARCHAR, rows BIGINT",
    "headline_move": """
        load_id VARCHAR, month VARCHAR, metric VARCHAR,
        value DOUBLE, n BIGINT, value_before DOUBLE, n_before BIGINT
    """,
}


def carry_log(con: duckdb.DuckDBPyConnection, newest: str) -> None:
    """Create the log's tables with what the newest snapshot kept, attached as `newest`, says of those before.

    It is not always the one served: somebody may have gone back to an older one, which knows nothing of those after it.
    """
    for table, told in _TABLES.items():
        con.execute(f"CREATE TABLE {table} ({told})")
        carry(con, table, newest)


def log_refresh(
    con: duckdb.DuckDBPyConnection, identity: Identity, outcome: Outcome, months: Sequence[str] | None
) -> None:
    """Add this refresh to the log. All tables and `snapshot` must be built; `headline` is created.

    `months` are those that the refresh can have moved; None stands for all.
    """
    headline.work_out(con, months)
    con.execute(
        """
        INSERT INTO refresh
        SELECT snapshot, ?, vintage, data_through,
               (SELECT count(*) FROM event), (SELECT count(*) FROM unit_response), ?, ?, ?, ?, []
        FROM snapshot
        """,
        [
            *(identity.before, outcome.added, outcome.replaced, outcome.withdrawn),
            bool(identity.before and identity.definitions_changed),
        ],
    )
    _log_columns(con, identity.snapshot)
    _log_moves(con, identity.snapshot)


def note_overruled(con: duckdb.DuckDBPyConnection, snapshot: str, overruled: Sequence[str]) -> None:
    """Add to the log which guards somebody overruled to publish this snapshot."""
    con.execute("UPDATE refresh SET overruled = ? WHERE load_id = ?", [list(overruled), snapshot])


def _log_columns(con: duckdb.DuckDBPyConnection, snapshot: str) -> None:
    """Count, for each column, the held rows that a newer export says otherwise in it."""
    held = set(columns(con, "export_row"))
    names = [name for name in VALUES if name in held]
    if not names:
        return
    differs = ", ".join(f"CASE WHEN old.{name} IS DISTINCT FROM new.{name} THEN '{name}' END" for name in names)
    con.execute(f"CREATE TABLE stage.replaced AS SELECT {KEY} FROM stage.version WHERE is_held AND content <> winner")
    con.execute(
        f"""
        INSERT INTO restatement
        SELECT ?, column_name, count(*)
        FROM (
            SELECT unnest([{differs}]) AS column_name
            FROM (FROM held.export_row WHERE {those_of("held.export_row", "stage.replaced", KEY)}) AS old
            JOIN (FROM export_row WHERE {those_of("export_row", "stage.replaced", KEY)}) AS new USING ({KEY})
        )
        WHERE column_name IS NOT NULL
        GROUP BY column_name ORDER BY count(*) DESC, column_name
        """,
        [snapshot],
    )


def _log_moves(con: duckdb.DuckDBPyConnection, snapshot: str) -> None:
    """Note what moved against the snapshot before; the numbers over all months are noted each time."""
    before = "held.headline" if columns(con, "headline") else "(FROM headline LIMIT 0)"
    con.execute(
        f"""
        INSERT INTO headline_move
        SELECT ?, coalesce(now.month, before.month), coalesce(now.metric, before.metric),
               now.value, coalesce(now.n, 0), before.value, before.n
        FROM headline AS now
        FULL JOIN {before} AS before
          ON before.metric = now.metric AND before.month IS NOT DISTINCT FROM now.month
        WHERE coalesce(now.month, before.month) IS NULL
           OR now.value IS DISTINCT FROM before.value OR now.n IS DISTINCT FROM before.n
        ORDER BY 2 NULLS FIRST, 3
        """,
        [snapshot],
    )
