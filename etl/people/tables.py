"""The tables of the private store: rows as they are now, rows as they were published, the ledger, the files read."""

import duckdb

from etl.people.families import FAMILIES
from etl.people.store import DATABASE
from etl.supplied.versions import columns_sql

CELL = """
    source VARCHAR, scope VARCHAR, period VARCHAR, part VARCHAR, variable VARCHAR, answer VARCHAR, people BIGINT,
    published_on DATE
"""
"""The columns of a published cell, here and in a snapshot."""

LEDGER = f"{DATABASE}.published"
"""Every cell ever published, as it was."""

LOAD = f"{DATABASE}.load"
"""What became of the rows of each file, when it was last read."""

_LOAD = """
    load_id VARCHAR, source VARCHAR, file_name VARCHAR, vintage TIMESTAMP, rows_read BIGINT, rows_accepted BIGINT,
    rows_unchanged BIGINT, rows_superseded BIGINT, rejected MAP(VARCHAR, BIGINT)
"""


def create_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Create those that are not there."""
    for family in FAMILIES:
        columns = columns_sql(family.contract)
        con.execute(f"CREATE TABLE IF NOT EXISTS {DATABASE}.{family.table} ({columns})")
        con.execute(f"CREATE TABLE IF NOT EXISTS {DATABASE}.{family.frozen} ({columns}, quarter VARCHAR, part VARCHAR)")
    con.execute(f"CREATE TABLE IF NOT EXISTS {LEDGER} ({CELL})")
    con.execute(f"CREATE TABLE IF NOT EXISTS {LOAD} ({_LOAD})")
