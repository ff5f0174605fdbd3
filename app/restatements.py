"""The log of refreshes that a snapshot carries: what each brought, what it corrected, which numbers it moved."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from app.db import Snapshot

_LOG = ("refresh", "restatement", "headline_move")


@dataclass(frozen=True)
class Corrected:
    """A column in which rows held before were corrected, and how many."""

    column: str
    rows: int


@dataclass(frozen=True)
class Moved:
    """A headline metric of a month (None: of all months), as a snapshot says it and as the one before said it."""

    metric: str
    month: str | None
    value: float | None
    n: int
    value_before: float | None
    n_before: int | None


@dataclass(frozen=True)
class Refreshed:
    """One refresh, by the snapshot it published; `previous` is the one it is compared with, None for a first load."""

    snapshot: str
    previous: str | None
    vintage: datetime
    data_through: date
    events: int
    unit_responses: int
    rows_added: int
    rows_restated: int
    rows_withdrawn: int
    definitions_changed: bool
    overruled: list[str]
    columns: list[Corrected]
    moved: list[Moved]


def refreshes(snapshot: Snapshot) -> Sequence[Refreshed]:
    """List the refreshes up to this snapshot, newest first; none in a snapshot of before they were logged."""
    return snapshot.remember("refreshes", lambda: _refreshes(snapshot))


def refreshes_as_dict(snapshot: Snapshot) -> dict[str, Any]:
    """Write the log as the API gives it."""
    told = [asdict(each) for each in refreshes(snapshot)]
    for each in told:
        each |= {"vintage": f"{each['vintage'].isoformat()}Z", "data_through": each["data_through"].isoformat()}
    return {"refreshes": told}


def _refreshes(snapshot: Snapshot) -> list[Refreshed]:
    there = {name for (name,) in snapshot.rows("SELECT table_name FROM duckdb_tables()")}
    if not there.issuperset(_LOG):
        return []
    columns, moved = defaultdict(list), defaultdict(list)
    for load_id, *row in snapshot.rows("SELECT load_id, column_name, rows FROM restatement ORDER BY rows DESC, 2"):
        columns[load_id].append(Corrected(*row))
    for load_id, *row in snapshot.rows("""
        SELECT load_id, metric, month, value, n, value_before, n_before FROM headline_move
        ORDER BY month NULLS FIRST, rowid
    """):
        moved[load_id].append(Moved(*row))
    found = snapshot.rows("""
        SELECT load_id, previous, vintage, data_through, events, unit_responses, rows_added, rows_restated,
               rows_withdrawn, definitions_changed, overruled
        FROM refresh ORDER BY load_id DESC
    """)
    return [Refreshed(*(*row, columns[row[0]], moved[row[0]])) for row in found]
