"""What is due: quarters that have settled, and years whose last quarter has, without a gap. Each is published once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

import duckdb

from etl.people import ledger
from etl.people.families import FAMILIES, Family
from etl.people.frozen import count, freeze, quarters_frozen, waiting
from etl.people.publication import quarter_cells, year_cells
from etl.people.quarters import is_settled, last_quarter, quarters_of, year_of
from etl.people.tables import LOAD


@dataclass(frozen=True)
class Due:
    """What of a family may be published now, with an export of this vintage, in the order of time.

    `not_due` says of each year that has settled all the same why it is not to be published.
    """

    family: Family
    vintage: datetime
    quarters: tuple[str, ...]
    years: tuple[str, ...]
    not_due: Mapping[str, str]

    @property
    def periods(self) -> tuple[str, ...]:
        """All of it."""
        return self.quarters + self.years


def all_due(con: duckdb.DuckDBPyConnection, now: datetime) -> list[Due]:
    """List what may be published of each family; a vintage later than `now` settles nothing before its time."""
    found = ((family, _newest(con, family)) for family in FAMILIES)
    due = [_due(con, family, min(newest, now)) for family, newest in found if newest]
    return [each for each in due if each.periods or each.not_due]


def publish_due(con: duckdb.DuckDBPyConnection, due: Due, events: str) -> None:
    """Freeze each quarter's rows, with the precincts of the table `events`, and enter its cells; then the years'."""
    family, day = due.family, due.vintage.date()
    for quarter in due.quarters:
        freeze(con, family, quarter, events)
        ledger.add(con, quarter_cells(family, quarter, count(con, family, quarter), day))
    for year in due.years:
        hidden = ledger.quarters_hidden(con, family, year)
        ledger.add(con, year_cells(family, year, count(con, family, year), hidden, day))


def is_late(quarter: str, published: Collection[str], years: Collection[str]) -> bool:
    """Say whether rows of a quarter come too late: it, or its year, is published already."""
    return quarter in published or year_of(quarter) in years


def _due(con: duckdb.DuckDBPyConnection, family: Family, newest: datetime) -> Due:
    """Find what has settled, and what stands in the way of each year that has."""
    published, years = ledger.quarters_published(con, family), ledger.years_published(con, family)
    held = waiting(con, family)
    to_come = (quarter for quarter in held if not is_late(quarter, published, years))
    quarters = {quarter for quarter in to_come if is_settled(quarter, newest)}
    frozen, published = quarters_frozen(con, family) | quarters, published | quarters
    settled = sorted({year for year in map(year_of, published) if is_settled(last_quarter(year), newest)} - years)
    first = min(published | held.keys(), default="")
    obstacles = {year: _obstacle(year, first, published, frozen) for year in settled}
    due = tuple(year for year in settled if not obstacles[year])
    return Due(family, newest, tuple(sorted(quarters)), due, {year: why for year, why in obstacles.items() if why})


def _obstacle(year: str, first: str, published: Collection[str], frozen: Collection[str]) -> str:
    """Say why a year is not to be published, nothing if it is.

    It has to have rows of each quarter since the `first` that any are held of, as they were when it was published.
    """
    wanted = [quarter for quarter in quarters_of(year) if quarter >= first]
    if missing := [quarter for quarter in wanted if quarter not in published]:
        return f"no rows of {', '.join(missing)}"
    if lost := [quarter for quarter in wanted if quarter not in frozen]:
        return f"the rows of {', '.join(lost)}, which were published, are lost"
    return ""


def _newest(con: duckdb.DuckDBPyConnection, family: Family) -> datetime | None:
    found = con.execute(f"SELECT max(vintage) FROM {LOAD} WHERE source = ?", [family.source]).fetchone()
    return found[0] if found else None
