"""Complete exports (`--full`): declared to hold every row of the days they span, so that what they lack is withdrawn.

The declaration stays with the snapshot. An older export that is read later, or once more, does not bring back what a
newer complete one left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import duckdb

from etl.held import KEY, columns


@dataclass(frozen=True)
class Span:
    """The days, `first` to `last`, both included, of which a file of this vintage is declared to hold every row."""

    vintage: datetime
    first: date
    last: date

    @property
    def holds(self) -> str:
        """The SQL test that a row's day is one of them."""
        return f"CAST(queued_at AS DATE) BETWEEN DATE '{self.first}' AND DATE '{self.last}'"


def spans_read(con: duckdb.DuckDBPyConnection, vintages: Sequence[datetime], *, full: bool) -> list[Span | None]:
    """Return the days that each file spans, where it is declared complete and holds a row."""
    return [_span(con, number, vintage) if full else None for number, vintage in enumerate(vintages)]


def spans_held(con: duckdb.DuckDBPyConnection) -> list[Span]:
    """List what the files of earlier refreshes were declared to hold."""
    if "complete_from" not in columns(con, "source_file"):
        return []
    found = con.execute(
        "SELECT DISTINCT vintage, complete_from, complete_to FROM held.source_file "
        "WHERE complete_from IS NOT NULL ORDER BY ALL"
    )
    return [Span(*row) for row in found.fetchall()]


def is_of_newer(vintage: datetime, spans: Sequence[Span]) -> str:
    """Write the SQL test that a row of a file of this vintage is of a day that a newer export holds whole."""
    return " OR ".join(span.holds for span in spans if span.vintage > vintage) or "FALSE"


def withdraw(con: duckdb.DuckDBPyConnection, spans: Sequence[Span]) -> None:
    """Create `stage.withdrawn`, `stage.left_out` and the view `stage.reading`.

    Withdrawn are the keys held that this refresh's complete exports lack within their days; what is held from a newer
    export stays. Left out are the rows of older exports whose key a complete one lacks; all others are readings.
    """
    lacked = " OR ".join(f"(vintage <= TIMESTAMP '{span.vintage}' AND {span.holds})" for span in spans) or "FALSE"
    con.execute(f"""
        CREATE TABLE stage.withdrawn AS
        SELECT {KEY} FROM stage.held_row WHERE ({lacked}) AND {KEY} NOT IN (SELECT {KEY} FROM stage.present)
    """)
    con.execute(f"""
        CREATE TABLE stage.left_out AS
        SELECT {KEY}, file_name FROM stage.aside
        WHERE {KEY} NOT IN (SELECT {KEY} FROM stage.present)
          AND {KEY} NOT IN (SELECT {KEY} FROM stage.held_row WHERE {KEY} NOT IN (FROM stage.withdrawn))
    """)
    con.execute(f"""
        CREATE VIEW stage.reading AS
        FROM stage.present UNION ALL FROM stage.aside WHERE {KEY} NOT IN (SELECT {KEY} FROM stage.left_out)
    """)


def _span(con: duckdb.DuckDBPyConnection, number: int, vintage: datetime) -> Span | None:
    days = "min(CAST(queued_at AS DATE)), max(CAST(queued_at AS DATE))"
    found = con.execute(f"SELECT {days} FROM stage.read_{number} WHERE reason IS NULL").fetchone()
    return Span(vintage, *found) if found and found[0] else None
