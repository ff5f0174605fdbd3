"""Dating: a file's vintage, by which its rows rank, and a warning where a name without a time may have cost rows."""

from collections.abc import Sequence
from datetime import UTC, datetime

import duckdb

from etl import log
from etl.held import KEY
from etl.stage import Source, impossible_stamp_in

_ADVICE = "give --as-of, or a name such as export_20260227T120000Z.csv"


def vintage(con: duckdb.DuckDBPyConnection, source: Source, number: int, as_of: datetime | None) -> datetime:
    """Date a file: the UTC stamp in its name, else `as_of`, else the latest time in it. Never its modification time.

    A stamp that no calendar has is passed over with a warning.
    """
    if impossible := impossible_stamp_in(source.path.name):
        log.warn(f"{source.path.name} has {impossible} in its name, which is no time, so it does not date the file.")
    if source.stamp or as_of:
        return (source.stamp or as_of or datetime.min).replace(tzinfo=None)
    times = "greatest(queued_at, dispatched_at, arrived_at, cleared_at)"
    latest = con.execute(f"SELECT max({times}) FROM stage.read_{number} WHERE reason IS NULL").fetchone()
    return latest[0] if latest and latest[0] else datetime.fromtimestamp(0, UTC).replace(tzinfo=None)


def warn_of_rows_lost(
    con: duckdb.DuckDBPyConnection, sources: Sequence[Source], vintages: Sequence[datetime], as_of: datetime | None
) -> None:
    """Warn of each file dated by its newest row of which rows lost to newer versions: it may be newer than it seems.

    A corrected export, saved under a name of somebody's own, would else be taken for an old one without a word.
    """
    if as_of:
        return
    for source, dated in zip(sources, vintages, strict=True):
        if not source.stamp and (lost := _rows_lost(con, source.path.name)):
            log.warn(
                f"{source.path.name} has no UTC time in its name, so it is dated by its newest row, "
                f"{dated.isoformat(sep=' ')}; {lost:,} of its rows lost to newer versions. If the file is newer than "
                f"that, {_ADVICE}.",
                file=source.path.name,
                rows_lost=lost,
            )


_LOST = f"""
    WITH won AS (
        SELECT {KEY}, max({{'place': place, 'held': is_held}}) AS best
        FROM stage.version WHERE content = winner GROUP BY ALL
    )
    SELECT (
        SELECT count(*) FROM stage.version JOIN won USING ({KEY})
        WHERE NOT is_held AND is_first AND content <> winner AND place.file_name = $file
          AND (best.held OR best.place.file_name <> $file)
    ) + (SELECT count(*) FROM stage.left_out WHERE file_name = $file)
"""
"""The versions that lost to one held or of another file, and the rows of days that a newer export holds whole."""


def _rows_lost(con: duckdb.DuckDBPyConnection, file: str) -> int:
    row = con.execute(_LOST, {"file": file}).fetchone()
    return row[0] if row else 0
