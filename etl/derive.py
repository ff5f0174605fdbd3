"""Derive: the tables that follow from `export_row`, each one SQL file of `etl/tables/`, with our definitions in it."""

from pathlib import Path

import duckdb

from etl import export, fire, metrics
from etl.cross_check import UNIT_DURATIONS
from etl.held import those_of
from etl.metrics.capacity import FEWEST_COMPARABLES

TABLES = (
    *("unit_response", "event", "fire_event", "comparable_cell", "care_event"),
    *("category_disagreement", "impossible_order"),
)
"""The derived tables in the order they are built."""

_SQL = Path(__file__).parent / "tables"


IN_PLACE = ("unit_response", "event", "category_disagreement")
"""The derived tables that are changed in place: their rows depend on one event each."""

_FIRE_UNITS = "(SELECT cad_event_number AS event_number FROM fire_row)"

_OF_CARE = (
    "is_reached_call, comparable_cell, comparable_level, comparable_events, expected_officer_seconds, "
    "comparable_variance, sfd_units, sfd_first_arrived_at, sfd_last_cleared_at, sfd_officer_seconds, "
    "care_alone_after_sfd_seconds, sfd_comparable_cell, sfd_comparable_level, sfd_comparable_events, "
    "sfd_expected_officer_seconds, sfd_comparable_variance"
)
"""What `care_event` says besides what `event` does."""


def derive(con: duckdb.DuckDBPyConnection, table: str, *, anew: bool = True) -> None:
    """Build one table; not `anew`, from what is held of it and the events that the refresh touches.

    The tables of `IN_PLACE` have the rows of touched events replaced; the others are built again.
    """
    sql = table_sql(table, anew=anew, sfd_is_known=fire.is_known(con))
    if anew or table not in IN_PLACE:
        con.execute(sql)
        return
    con.execute(f"DELETE FROM {table} WHERE {is_touched(table)}")
    con.execute(sql.replace(f"CREATE TABLE {table} AS", f"INSERT INTO {table} BY NAME"))


def is_touched(table: str) -> str:
    """Write the SQL test that a row of a table is of an event that the refresh touches."""
    return those_of(table, "stage.touched", "event_number")


def table_sql(table: str, *, anew: bool, sfd_is_known: str) -> str:
    """Read a table's SQL with the definitions filled in that it shares with the contract and the metrics.

    Not `anew`, it is narrowed to what is touched, where that is enough. `sfd_is_known` tests that an event is of a day
    that the fire department's units reach.
    """
    columns = [column.name for column in export.EVENT_COLUMNS]
    return (
        (_SQL / f"{table}.sql")
        .read_text()
        .format(
            export_row_is_touched="TRUE" if anew else is_touched("export_row"),
            unit_response_is_touched="TRUE" if anew else is_touched("unit_response"),
            event_is_touched="TRUE" if anew else is_touched("event"),
            event_has_fire_units=those_of("event", _FIRE_UNITS, "event_number")
            if sfd_is_known != fire.NEVER
            else fire.NEVER,
            sfd_is_known=sfd_is_known,
            events_with_care="event WHERE care_units > 0" if anew else _events_with_care(),
            care_call_sign=export.CARE_CALL_SIGN,
            test_call_type=export.TEST_CALL_TYPE,
            is_counted=metrics.is_counted("service_seconds"),
            fewest_comparables=FEWEST_COMPARABLES,
            unit_durations=UNIT_DURATIONS,
            event_columns=", ".join(columns),
        )
    )


def _events_with_care() -> str:
    """Write the relation of all events with CARE: those held, which are few, and of all events only those touched."""
    return f"""(
        SELECT * EXCLUDE ({_OF_CARE}) FROM held.care_event WHERE event_number NOT IN (FROM stage.touched)
        UNION ALL BY NAME FROM event WHERE {is_touched("event")} AND care_units > 0
    )"""
