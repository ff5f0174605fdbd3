"""Rows as they are read from a snapshot, some days at a time, so that memory does not grow with the question."""

from collections.abc import Generator, Iterator
from datetime import date
from typing import TYPE_CHECKING

from app.db import Snapshot
from app.downloads.row_files import RowFile
from app.filters import Filters

if TYPE_CHECKING:
    import pyarrow as pa

_MOST_EVENTS = 100_000
"""Events of a stretch, unless one day has more. A join holds its events' numbers: some 8 MB of these."""
_DAYS_AT_A_TIME = 10_000


def row_batches(snapshot: Snapshot, file: RowFile, filters: Filters, *, rows: int) -> "Generator[pa.RecordBatch]":
    """Give the rows of a file for the events asked for, at most `rows` at a time, in the snapshot's own order."""
    for first, last in _stretches(snapshot, filters):
        where, values = filters.model_copy(update={"start": first, "end": last}).where()
        yield from snapshot.batches(file.sql(snapshot, where), values, rows=rows)


def _stretches(snapshot: Snapshot, filters: Filters) -> Iterator[tuple[date, date]]:
    """Cut the days asked for into stretches of few enough events; the first and last day of each."""
    first = last = None
    events = 0
    for day, count in _events_by_day(snapshot, filters):
        if first and last and events + count > _MOST_EVENTS:
            yield first, last
            first, events = None, 0
        first, last, events = first or day, day, events + count
    if first and last:
        yield first, last


def _events_by_day(snapshot: Snapshot, filters: Filters) -> list[tuple[date, int]]:
    where, values = filters.where()
    sql = (
        f"SELECT CAST(queued_at AS DATE) AS day, count(*) AS events FROM event WHERE {where} GROUP BY day ORDER BY day"
    )
    batches = snapshot.batches(sql, values, rows=_DAYS_AT_A_TIME)
    return [(row["day"], row["events"]) for batch in batches for row in batch.to_pylist()]
