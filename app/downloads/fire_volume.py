"""The file of the fire department's low-acuity aid responses: its columns, said once, and its rows."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from app.db import Snapshot
from app.downloads.columns import FileColumn
from app.downloads.formulas import harmless
from app.downloads.kind import data_kind
from app.fire_volume import fire_months
from app.words import downloads
from app.words import fire_volume as text

NAME = "fire_volume"
ADDRESS = "/api/v1/fire-volume"

FIRE_COLUMNS = (
    FileColumn("month", "string", text.OF_MONTH, downloads.TEXT_UNIT),
    FileColumn("type", "string", text.OF_TYPE, downloads.TEXT_UNIT),
    FileColumn("incidents", "integer", text.OF_INCIDENTS, text.INCIDENTS),
    FileColumn("first_day", "date", text.OF_FIRST_DAY, downloads.DAY),
    FileColumn("through", "date", text.OF_THROUGH, downloads.DAY),
    FileColumn("complete", "boolean", text.OF_COMPLETE, downloads.YES_NO),
)
_BASIS = (
    FileColumn("snapshot", "string", downloads.SNAPSHOT, downloads.TEXT_UNIT),
    FileColumn("data_kind", "string", downloads.DATA_KIND, downloads.TEXT_UNIT),
)
COLUMNS = (*FIRE_COLUMNS, *_BASIS)
"""Of the file. The last day of the dispatch data is not among them: the feed has days of its own."""


def fire_rows(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """Give a row a month and type, by the names of `FIRE_COLUMNS`; days as ISO 8601."""
    for month in fire_months(snapshot):
        for kind, incidents in month.incidents.items():
            yield {
                "month": month.month,
                "type": kind,
                "incidents": incidents,
                "first_day": month.first_day.isoformat(),
                "through": month.through.isoformat(),
                "complete": month.is_complete,
            }


def fire_csv(snapshot: Snapshot) -> str:
    """Write the file."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(column.name for column in COLUMNS)
    basis = (snapshot.info.snapshot, data_kind(is_invented=snapshot.info.is_invented))
    writer.writerows([*map(_cell, row.values()), *basis] for row in fire_rows(snapshot))
    return out.getvalue()


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return harmless(value) if isinstance(value, str) else value
