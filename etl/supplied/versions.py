"""Versions of supplied rows: the newest of each key wins; every row read is accepted, unchanged or superseded.

Readings rank by vintage, then file name, then line, so that the order in which files arrive does not matter.
"""

from dataclasses import dataclass

import duckdb

from etl.supplied.contract import Contract

PLACE = ("vintage", "file_name", "line")
_PLACE_TYPES = ("TIMESTAMP", "VARCHAR", "BIGINT")


@dataclass(frozen=True)
class Fate:
    """What became of one file's valid rows."""

    accepted: int = 0
    unchanged: int = 0
    superseded: int = 0


def columns_sql(contract: Contract) -> str:
    """Write the columns of a table of a contract's rows, each with where it was read."""
    own = (f"{column.header} {column.sql_type}" for column in contract.columns)
    return ", ".join((*own, *(f"{name} {kind}" for name, kind in zip(PLACE, _PLACE_TYPES, strict=True))))


def merge(con: duckdb.DuckDBPyConnection, contract: Contract, held: str, readings: str, merged: str) -> dict[str, Fate]:
    """Create the table `merged` of the rows of two tables, `held` and `readings`; return each file's fate.

    A row that says what is held already is unchanged; with a newer vintage it still becomes the row held, so that an
    older export that arrives late is recognised as older.
    """
    key, names = ", ".join(contract.key), ", ".join((*contract.headers, *PLACE))
    place = "{" + ", ".join(f"'{name}': {name}" for name in PLACE) + "}"
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE seen_version AS
        SELECT *, hash({", ".join(contract.headers)}) AS content, {place} AS place
        FROM (SELECT {names}, TRUE AS is_held FROM {held} UNION ALL SELECT {names}, FALSE FROM {readings})
    """)
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE judged_version AS
        SELECT *,
               arg_max(content, (place, is_held)) OVER (PARTITION BY {key}) AS winner,
               row_number() OVER (PARTITION BY {key}, content ORDER BY is_held DESC, place) AS nth,
               row_number() OVER (PARTITION BY {key} ORDER BY place DESC, is_held DESC) = 1 AS is_newest
        FROM seen_version
    """)
    con.execute(f"CREATE TABLE {merged} AS SELECT {names} FROM judged_version WHERE is_newest ORDER BY {key}")
    fates = con.execute("""
        SELECT file_name,
               count(*) FILTER (nth = 1 AND content = winner),
               count(*) FILTER (nth > 1),
               count(*) FILTER (nth = 1 AND content <> winner)
        FROM judged_version WHERE NOT is_held GROUP BY file_name
    """).fetchall()
    con.execute("DROP TABLE seen_version")
    con.execute("DROP TABLE judged_version")
    return {name: Fate(*counts) for name, *counts in fates}
