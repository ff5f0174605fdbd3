"""Frozen rows: a quarter's as they stood when it was published. Its year is counted from them, never from others."""

from collections import defaultdict

import duckdb

from etl.people.families import Family, Variable, known_events
from etl.people.policy import Counts
from etl.people.quarters import quarter_sql
from etl.people.store import DATABASE


def freeze(con: duckdb.DuckDBPyConnection, family: Family, quarter: str, events: str) -> None:
    """Keep the rows of a quarter as they are now, with the part that they belong to; `events` tells the precinct."""
    con.execute(
        f"""
        INSERT INTO {DATABASE}.{family.frozen} BY NAME
        SELECT ours.*, {quarter_name(family)} AS quarter, {family.part} AS part
        FROM {DATABASE}.{family.table} AS ours {family.joined.format(known_events=known_events(events))}
        WHERE {is_waiting(family)} AND {quarter_name(family)} = ?
        """,
        [quarter],
    )


def count(con: duckdb.DuckDBPyConnection, family: Family, period: str) -> dict[str, Counts]:
    """Count the frozen rows of a quarter or a year by variable, quarter and part: every answer of each, 0 if none."""
    return {variable.name: _count(con, family, variable, period) for variable in family.variables}


def quarters_frozen(con: duckdb.DuckDBPyConnection, family: Family) -> set[str]:
    """List the quarters of which the rows are kept as they were published."""
    found = con.execute(f"SELECT DISTINCT quarter FROM {DATABASE}.{family.frozen}").fetchall()
    return {quarter for (quarter,) in found}


def waiting(con: duckdb.DuckDBPyConnection, family: Family) -> dict[str, int]:
    """Count the rows that are in nothing published, by quarter."""
    query = (
        f"SELECT {quarter_name(family)}, count(*) FROM {DATABASE}.{family.table} WHERE {is_waiting(family)} GROUP BY 1"
    )
    return dict(con.execute(query).fetchall())


def _count(con: duckdb.DuckDBPyConnection, family: Family, variable: Variable, period: str) -> Counts:
    found = con.execute(
        f"""SELECT quarter, part, {variable.answer} AS answer, count(*) FROM {DATABASE}.{family.frozen}
            WHERE starts_with(quarter, ?) GROUP BY ALL""",
        [period],
    ).fetchall()
    rows: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(lambda: dict.fromkeys(variable.answers, 0))
    for quarter, part, answer, people in found:
        rows[quarter, part][answer] = people
    return rows


def quarter_name(family: Family) -> str:
    """Write the SQL of the quarter that a row is of."""
    return quarter_sql(family.contract.dated_by)


def is_waiting(family: Family) -> str:
    """Write the test that a row counts and was not counted yet: nobody is twice, even when a day is corrected."""
    (key,) = family.contract.key
    return f"{family.is_counted} AND {key} NOT IN (SELECT {key} FROM {DATABASE}.{family.frozen})"
