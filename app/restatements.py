"""The log of refreshes that a snapshot carries: what each brought, what it corrected, which numbers it moved."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from app.db import NoSnapshot, Snapshot, Warehouse
from etl.metrics import METRICS, NO_VALUE, TOO_FEW

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

    @property
    def label(self) -> str:
        """What the metric is called; its name where there is none of that name any more."""
        return METRICS[self.metric].label if self.metric in METRICS else self.metric

    @property
    def text(self) -> str:
        """The value as a screen shows it, without its unit."""
        return _text(self.metric, self.value, self.n)

    @property
    def text_before(self) -> str:
        """The value before as a screen shows it."""
        return _text(self.metric, self.value_before, self.n_before or 0)

    @property
    def with_unit(self) -> str:
        """The value as a sentence says it."""
        known = self.metric in METRICS and self.value is not None
        return METRICS[self.metric].with_unit(self.text) if known else self.text


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

    @property
    def headline(self) -> list[Moved]:
        """What the snapshot said of all the data that it held."""
        return [move for move in self.moved if move.month is None]


def refreshes(snapshot: Snapshot) -> Sequence[Refreshed]:
    """List the refreshes up to this snapshot, newest first; none in a snapshot of before they were logged."""
    return snapshot.remember("refreshes", lambda: _refreshes(snapshot))


def whole_log(warehouse: Warehouse) -> Sequence[Refreshed]:
    """List all refreshes, newest first, those after the snapshot served now too: somebody may have gone back to it."""
    current, kept = warehouse.current(), warehouse.kept()
    if kept and kept[-1] > current.info.snapshot:
        try:
            log = refreshes(warehouse.snapshot(kept[-1]))
        except NoSnapshot:  # it cannot be read; what is served can
            log = []
        if any(each.snapshot == current.info.snapshot for each in log):
            return log
    return refreshes(current)


def said_by(warehouse: Warehouse, name: str) -> Refreshed | None:
    """Find what the log keeps of a snapshot, also of one that is not kept any more; None where it has nothing."""
    try:
        return next((each for each in whole_log(warehouse) if each.snapshot == name), None)
    except NoSnapshot:
        return None


def refreshes_as_dict(log: Sequence[Refreshed]) -> dict[str, Any]:
    """Write a log as the API gives it."""
    told = [asdict(each) for each in log]
    for each in told:
        each |= {"vintage": f"{each['vintage'].isoformat()}Z", "data_through": each["data_through"].isoformat()}
    return {"refreshes": told}


def said_as_dict(refresh: Refreshed) -> dict[str, Any]:
    """Write what the log keeps of a snapshot as the API gives it: its headline numbers over all its data."""
    headline = [
        {"metric": move.metric, "label": move.label, "value": move.value, "text": move.text, "n": move.n}
        for move in refresh.headline
    ]
    vintage, through = f"{refresh.vintage.isoformat()}Z", refresh.data_through.isoformat()
    return {"snapshot": refresh.snapshot, "vintage": vintage, "data_through": through, "headline": headline}


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


def _text(metric: str, value: float | None, n: int) -> str:
    """Write a logged value; the log outlives the definitions, so the metric may be none of today's."""
    if metric not in METRICS:
        return NO_VALUE if value is None else f"{value:,}"
    return TOO_FEW if METRICS[metric].smallest_n > n else METRICS[metric].text(value)
