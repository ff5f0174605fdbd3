"""What a refresh made of people data, in numbers that only whoever runs it may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import duckdb

from etl.people import frozen, ledger
from etl.people.due import Due, is_late
from etl.people.families import FAMILIES, Family, known_events
from etl.people.store import DATABASE
from etl.people.taking import Taken


@dataclass(frozen=True)
class Told:
    """What became of the files, and of their rows.

    `late` counts rows that came after their quarter was published, `unknown_events` contacts of an event that is not
    held, `not_counted` answers without an invitation; `published` are the quarters and years new with it.
    """

    files: tuple[Taken, ...] = ()
    published: tuple[str, ...] = ()
    late: Mapping[str, int] = field(default_factory=dict)
    unknown_events: int = 0
    not_counted: int = 0
    rejected_file: Path | None = None


def look(con: duckdb.DuckDBPyConnection, told: Told, due: Sequence[Due], events: str) -> Told:
    """Add what is `due` and published by now, and count the rows that are in no number, or not where they belong."""
    unknown = f"{DATABASE}.contact ANTI JOIN {known_events(events)} USING (cad_event_number)"
    not_counted = (f"{DATABASE}.{family.table} WHERE NOT ({family.is_counted})" for family in FAMILIES)
    return replace(
        told,
        published=tuple(f"{each.family.source} {period}" for each in due for period in each.periods),
        late={family.source: late for family in FAMILIES if (late := _late(con, family))},
        unknown_events=_count(con, unknown),
        not_counted=sum(_count(con, rows) for rows in not_counted),
    )


def _late(con: duckdb.DuckDBPyConnection, family: Family) -> int:
    published, years = ledger.quarters_published(con, family), ledger.years_published(con, family)
    waiting = frozen.waiting(con, family).items()
    return sum(rows for quarter, rows in waiting if is_late(quarter, published, years))


def _count(con: duckdb.DuckDBPyConnection, what: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {what}").fetchone()
    return row[0] if row else 0
