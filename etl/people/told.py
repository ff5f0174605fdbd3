"""What a refresh made of people data, in numbers that only whoever runs it may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from etl.people import frozen, ledger
from etl.people.due import Due, is_late
from etl.people.families import FAMILIES, Family, known_events
from etl.people.outlook import Period, outlook
from etl.people.publication import QUARTER
from etl.people.store import DATABASE
from etl.people.tables import LEDGER
from etl.people.taking import Taken


@dataclass(frozen=True)
class Told:
    """What became of the files, and of their rows.

    `late` counts rows that came after their quarter was published, `unknown_events` contacts of an event that is not
    held, `not_counted` answers without an invitation; `published` are the quarters and years new with it, `due` those
    that wait for somebody to publish them, and `not_due` says why a year does not. `lost` are the quarters published of
    which the store has no rows, by source, and `of_lost` counts the rows that it has of them by now.
    """

    files: tuple[Taken, ...] = ()
    published: tuple[str, ...] = ()
    due: tuple[Period, ...] = ()
    not_due: tuple[str, ...] = ()
    lost: Mapping[str, Sequence[str]] = field(default_factory=dict)
    of_lost: Mapping[str, int] = field(default_factory=dict)
    late: Mapping[str, int] = field(default_factory=dict)
    unknown_events: int = 0
    not_counted: int = 0
    rejected_file: Path | None = None


def look(con: duckdb.DuckDBPyConnection, told: Told, due: Sequence[Due], events: str, *, published: bool) -> Told:
    """Add what is `due`, or `published` by now, and count the rows that are in no number, or not where they belong."""
    unknown = f"{DATABASE}.contact ANTI JOIN {known_events(events)} USING (cad_event_number)"
    lost = lost_quarters(con)
    not_counted = (f"{DATABASE}.{family.table} WHERE NOT ({family.is_counted})" for family in FAMILIES)
    return replace(
        told,
        published=tuple(f"{each.family.source} {period}" for each in due for period in each.periods if published),
        due=() if published else tuple(outlook(con, due, events)),
        not_due=reasons(due),
        late={family.source: late for family in FAMILIES if (late := _late(con, family, lost))},
        lost=lost,
        of_lost={family.source: rows for family in FAMILIES if (rows := _of_lost(con, family, lost))},
        unknown_events=_count(con, unknown),
        not_counted=sum(_count(con, rows) for rows in not_counted),
    )


def reasons(due: Sequence[Due]) -> tuple[str, ...]:
    """Say of each year that has settled and is not due why."""
    return tuple(f"{each.family.source} {year} is not due: {why}" for each in due for year, why in each.not_due.items())


def lost_quarters(con: duckdb.DuckDBPyConnection, cells: str = LEDGER) -> dict[str, tuple[str, ...]]:
    """List, by source, the quarters published in `cells` of which no row is kept: the store was lost since."""
    found = con.execute(f"SELECT DISTINCT source, period FROM {cells} WHERE scope = ?", [QUARTER]).fetchall()
    lost = {
        family.source: {period for source, period in found if source == family.source}
        - frozen.quarters_frozen(con, family)
        for family in FAMILIES
    }
    return {source: tuple(sorted(quarters)) for source, quarters in lost.items() if quarters}


def _late(con: duckdb.DuckDBPyConnection, family: Family, lost: Mapping[str, Sequence[str]]) -> int:
    """Count the rows that are in no number for good; whether those of a lost quarter are, nobody can tell."""
    published, years = ledger.quarters_published(con, family), ledger.years_published(con, family)
    late = {quarter: n for quarter, n in frozen.waiting(con, family).items() if is_late(quarter, published, years)}
    return sum(rows for quarter, rows in late.items() if quarter not in lost.get(family.source, ()))


def _of_lost(con: duckdb.DuckDBPyConnection, family: Family, lost: Mapping[str, Sequence[str]]) -> int:
    waiting = frozen.waiting(con, family)
    return sum(waiting.get(quarter, 0) for quarter in lost.get(family.source, ()))


def _count(con: duckdb.DuckDBPyConnection, what: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {what}").fetchone()
    return row[0] if row else 0
