"""`python -m tests.bench.peers.datasette EVENTS FILE`: the events as a table of SQLite, indexed as its facets ask.

Run in the peers' own environment. Months, hours and weekdays are columns, because a facet counts a column.
"""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pandas as pd

from tests.bench.peers.files import EVENTS

_AT_ONCE = 200_000
_INDEXES = ("care_activity, day", "care_activity, precinct, day")


def main() -> None:
    """Write the database under another name, so that the file is there when it is whole."""
    folder, file = map(Path, sys.argv[1:])
    building = file.with_suffix(".building")
    building.unlink(missing_ok=True)
    with closing(sqlite3.connect(building)) as con:
        _table(pd.read_parquet(folder / EVENTS)).to_sql("event", con, index=False, chunksize=_AT_ONCE)
        for columns in _INDEXES:
            con.execute(f"CREATE INDEX 'by {columns}' ON event ({columns})")
        con.execute("ANALYZE")
        con.commit()
    building.rename(file)


def _table(events: pd.DataFrame) -> pd.DataFrame:
    queued = events.pop("queued_at").dt
    return events.assign(
        day=queued.strftime("%Y-%m-%d"),
        month=queued.strftime("%Y-%m"),
        hour=queued.hour,
        weekday=queued.day_of_week + 1,
    )


if __name__ == "__main__":
    main()
