"""`python -m tests.bench.peers.data WAREHOUSE FOLDER`: write the snapshot's events as peers read them.

Only what the page needs, worked out already as our tables hold it; and what the filters offer, the same days and values.
A process of its own, because one that has a snapshot open cannot open it with other settings.
"""

import json
import sys
from pathlib import Path

import duckdb

from app.config import Settings
from app.db import Warehouse
from app.queries import choices
from app.question import read_question
from etl.publish import current_snapshot, snapshot_path
from tests.bench.peers.files import ABOUT, EVENTS

_EVENTS = """
    COPY (
        SELECT
            queued_at, precinct, priority, neighborhood, responders, care_activity,
            coalesce(origin = 'DISPATCH', false) AS is_dispatched,
            care_response_seconds, spd_response_seconds, first_response_seconds
        FROM event
        WHERE NOT is_test
        ORDER BY queued_at
    ) TO '{file}' (FORMAT parquet)
"""


def main() -> None:
    """Write both files into a folder that is there when it is whole."""
    warehouse, folder = map(Path, sys.argv[1:])
    building = folder.with_name(f"{folder.name}.building")
    building.mkdir(parents=True, exist_ok=True)
    with duckdb.connect(_newest(warehouse), read_only=True) as con:
        con.execute(_EVENTS.format(file=str(building / EVENTS).replace("'", "''")))
    (building / ABOUT).write_text(json.dumps(_about(warehouse)), encoding="utf-8")
    building.rename(folder)


def _newest(warehouse: Path) -> Path:
    """Find the file of the snapshot that is served."""
    snapshot = current_snapshot(warehouse)
    if snapshot is None:
        raise SystemExit(f"{warehouse} holds no snapshot: load an export into it first.")
    return snapshot_path(warehouse, snapshot)


def _about(warehouse: Path) -> dict[str, object]:
    snapshot = Warehouse(Settings(warehouse)).current()
    asked, offered = read_question("", snapshot).filters, choices(snapshot)
    return {
        "start": str(asked.start),
        "end": str(asked.end),
        "precincts": list(offered["precinct"]),
        "priorities": list(offered["priority"]),
    }


if __name__ == "__main__":
    main()
