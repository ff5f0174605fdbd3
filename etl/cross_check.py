"""Cross-check: the durations and agency times the export publishes, beside the same worked out from unit rows.

The published columns never feed a metric. Where they differ from ours, the difference is counted and shown. A value is
*not comparable* when it is not published, or when the export holds fewer unit rows than its own total speaks of.
"""

from dataclasses import dataclass
from itertools import groupby

import duckdb

from etl.held import KEY


@dataclass(frozen=True)
class CrossCheck:
    """One published column against our own value, both SQL over `relation`; `comparable` is SQL too."""

    column: str
    computed: str
    relation: str
    comparable: str = "TRUE"


def _unit(column: str, computed: str) -> CrossCheck:
    return CrossCheck(column, computed, "export_row")


def _agency(agency: str) -> tuple[CrossCheck, ...]:
    relation, comparable = f"cross_check_{agency}", "all_units_held"
    pairs = {
        f"first_{agency}_dispatched_at": "first_dispatched_at",
        f"first_{agency}_arrived_at": "first_arrived_at",
        f"last_{agency}_cleared_at": "last_cleared_at",
        f"first_{agency}_delay_seconds": "date_diff('second', queued_at, first_dispatched_at)",
        f"first_{agency}_response_seconds": "date_diff('second', queued_at, first_arrived_at)",
        f"{agency}_service_seconds": "service_seconds",
    }
    return tuple(CrossCheck(column, computed, relation, comparable) for column, computed in pairs.items())


CROSS_CHECKS: tuple[CrossCheck, ...] = (
    _unit("dispatch_delay_seconds", "date_diff('second', queued_at, dispatched_at)"),
    _unit("response_seconds", "date_diff('second', queued_at, arrived_at)"),
    _unit("service_seconds", "date_diff('second', dispatched_at, cleared_at) * officers"),
    _unit("event_first_response_seconds", "date_diff('second', queued_at, event_arrived_at)"),
    *_agency("care"),
    *_agency("spd"),
)


UNIT_DURATIONS = tuple(check.column for check in CROSS_CHECKS if check.relation == "export_row")
"""The published durations that are compared row by row."""


def cross_check(con: duckdb.DuckDBPyConnection, table: str = "cross_check") -> None:
    """Create `table`: a row per published column with the counts of rows that agree, differ, cannot be compared.

    Agency columns are compared once an event. All of an agency's units are held when their published service times add
    up to the published total; with fewer rows, first and last times may be of a unit that is not in the file.
    """
    for agency in ("care", "spd"):
        con.execute(_agency_view(agency))
    con.execute(f"CREATE TABLE {table} (column_name VARCHAR, agree BIGINT, differ BIGINT, not_comparable BIGINT)")
    for relation, checks in groupby(CROSS_CHECKS, lambda check: check.relation):
        counts = ", ".join(map(_counted, checks))
        con.execute(f"INSERT INTO {table} SELECT unnest([{counts}], recursive := true) FROM {relation}")


def _counted(check: CrossCheck) -> str:
    """Write the aggregate that counts a column's rows: all columns of a relation are counted in one reading of it."""
    fits = f"(({check.comparable}) IS TRUE AND ({check.column} IS NOT NULL OR {check.computed} IS NULL))"
    return f"""{{
        'column_name': '{check.column}',
        'agree': count(*) FILTER ({fits} AND {check.column} IS NOT DISTINCT FROM {check.computed}),
        'differ': count(*) FILTER ({fits} AND {check.column} IS DISTINCT FROM {check.computed}),
        'not_comparable': count(*) FILTER (NOT {fits})
    }}"""


def _agency_view(agency: str) -> str:
    """Write the view with one row per event that the agency was on: what its rows publish, and what they add up to.

    CARE's units are few, so whose a row is can be told by theirs alone, without finding each row's unit.
    """
    published = [f"first_{agency}_dispatched_at", f"first_{agency}_arrived_at", f"last_{agency}_cleared_at"]
    published += [f"first_{agency}_delay_seconds", f"first_{agency}_response_seconds", f"{agency}_service_seconds"]
    is_of = "IN" if agency == "care" else "NOT IN"
    columns = ", ".join(f"max(export_row.{column}) AS {column}" for column in published)
    return f"""
        CREATE OR REPLACE TEMP VIEW cross_check_{agency} AS
        SELECT {columns},
               min(export_row.queued_at) AS queued_at,
               min(dispatched_at) AS first_dispatched_at,
               min(arrived_at) AS first_arrived_at,
               max(cleared_at) AS last_cleared_at,
               sum(date_diff('second', dispatched_at, cleared_at) * officers) AS service_seconds,
               sum(export_row.service_seconds) >= max(export_row.{agency}_service_seconds) AS all_units_held
        FROM export_row
        WHERE {KEY} {is_of} (SELECT {KEY} FROM unit_response WHERE agency = 'CARE')
        GROUP BY event_number
    """
