"""The fire department's public feed (Fire 911), counted by month and type. It is context: nothing here stops a refresh.

The feed has no unit times, so it says how many responses there were and nothing about whose work they were.
"""

import zlib
from collections import deque
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl import held, log, unpacked
from etl.config import Settings
from etl.errors import BadInput, PipelineError
from etl.export import END_OF_TIMES, FIRST_TIME, header_key
from etl.stage import literal, stamp_in
from etl.supplied.reading import headers_of

LOW_ACUITY_AID = ("Aid Response", "Aid Response Yellow", "Low Acuity Response")
"""The feed's types that are counted as low-acuity aid: help by the crew of an aid car or engine, without paramedics.

*Medic Response* is of the types for which paramedics are sent, and is not among them; nor are alarms that only may be
medical, transfers, and aid at crashes, overdoses and scenes of violence, which have types of their own. *Aid Response*
is by far the largest, and holds calls that are not minor: there is no finer type in the feed.
"""

COLUMNS = "month VARCHAR, type VARCHAR, incidents BIGINT, is_low_acuity_aid BOOLEAN, first_day DATE, through DATE"
"""Of the table, with their types."""

_FIELDS = ("incidentnumber", "datetime", "type")
"""The headers that are read, as they are matched."""
_TIMES = ("%Y-%m-%dT%H:%M:%S.%g", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%m/%d/%Y %I:%M:%S %p")
_MOST_UNREADABLE = 0.01
"""The share of a file's rows that may lack a number, a type or a time before the file counts as damaged."""

_FETCH_AGAIN = "Take it away; `python -m etl fetch` fetches the feed again."
_GIVE_MEMORY = "Give the refresh more memory (CARE_ETL_MEMORY)."


def count(con: duckdb.DuckDBPyConnection, settings: Settings, *, invented: bool) -> None:
    """Create `stage.fire_volume`: what the files in `data/fire/` hold, and of other months what is held.

    A month of which more days are held than the files hold stays as it is held. Beside invented rows there is no feed.
    Where a file is damaged, a warning says so, and all that is held stays; with nothing held, the others are counted.
    """
    con.execute(f"CREATE TABLE stage.fire_volume ({COLUMNS})")
    if invented:
        return
    con.execute("CREATE TABLE stage.fire_call (incident VARCHAR, moment TIMESTAMP, type VARCHAR, file INTEGER)")
    is_held = bool(held.columns(con, "fire_volume"))
    whole = [_read(con, path, number, settings.most_unpacked) for number, path in enumerate(_files(settings.fire))]
    if all(whole) or not is_held:
        _count_rows(con)
    if is_held:
        con.execute(_LESS_THAN_HELD)
        con.execute(_HELD_OF_OTHER_MONTHS, [list(LOW_ACUITY_AID)])
    con.execute("DROP TABLE stage.fire_call")


def _count_rows(con: duckdb.DuckDBPyConnection) -> None:
    try:
        con.execute(_COUNT, [list(LOW_ACUITY_AID)])
    except duckdb.Error as error:  # too little memory, or disk
        _warn("The feed in data/fire", error)


def brings(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether what was counted differs from what is held."""
    if not held.columns(con, "fire_volume"):
        return con.execute("SELECT 1 FROM stage.fire_volume LIMIT 1").fetchone() is not None
    ours, theirs = "FROM stage.fire_volume", "FROM held.fire_volume"
    return con.execute(f"({ours} EXCEPT {theirs}) UNION ALL ({theirs} EXCEPT {ours}) LIMIT 1").fetchone() is not None


def write(con: duckdb.DuckDBPyConnection) -> None:
    """Create the snapshot's table `fire_volume`; it is empty without a feed."""
    con.execute("CREATE TABLE fire_volume AS FROM stage.fire_volume ORDER BY month, type")


_COUNT = """
    INSERT INTO stage.fire_volume
    WITH incident AS (
        -- Of an incident that several files hold, what the newest says of it.
        SELECT max({'file': file, 'moment': moment, 'type': type}) AS said FROM stage.fire_call GROUP BY incident
    ), dated AS (
        SELECT strftime(said.moment, '%Y-%m') AS month, CAST(said.moment AS DATE) AS day, said.type AS type
        FROM incident
    ), span AS (
        SELECT month, min(day) AS first_day, max(day) AS through FROM dated GROUP BY month
    )
    SELECT month, type, count(*), list_contains(?, type), first_day, through
    FROM dated JOIN span USING (month) GROUP BY ALL
"""
_LESS_THAN_HELD = """
    DELETE FROM stage.fire_volume AS ours WHERE EXISTS (
        FROM held.fire_volume AS theirs
        WHERE theirs.month = ours.month AND (theirs.first_day < ours.first_day OR theirs.through > ours.through)
    )
"""
_HELD_OF_OTHER_MONTHS = """
    INSERT INTO stage.fire_volume BY NAME
    SELECT * REPLACE (list_contains(?, type) AS is_low_acuity_aid) FROM held.fire_volume
    WHERE month NOT IN (SELECT month FROM stage.fire_volume)
"""


def _files(folder: Path) -> list[Path]:
    """List the feed's files, the newest last: by the stamp in their names, those without one first."""
    found = [path for path in folder.glob("[!.]*") if path.name.lower().endswith((".csv", ".csv.gz"))]
    return sorted(found, key=lambda path: (stamp_in(path.name) or datetime.min.replace(tzinfo=UTC), path.name))


def _read(con: duckdb.DuckDBPyConnection, path: Path, number: int, most: int) -> bool:
    """Add a file's rows to `stage.fire_call`; say whether it is whole, and warn where it is not."""
    try:
        _unpack(path, most)
        _add(con, path, number)
    except (PipelineError, duckdb.Error, OSError, EOFError, zlib.error) as error:
        con.execute("DELETE FROM stage.fire_call WHERE file = ?", [number])
        _warn(f"data/fire/{path.name}", error)
        return False
    return True


def _warn(what: str, error: BaseException) -> None:
    said = str(error).strip().splitlines()[0].removesuffix(".")
    advice = _GIVE_MEMORY if isinstance(error, duckdb.OutOfMemoryException) else _FETCH_AGAIN
    log.warn(f"{what} is not counted: {said}. {advice}")


def _unpack(path: Path, most: int) -> None:
    """Read a packed file to its end and its checksum, which DuckDB does not look at."""
    unpacked.refuse_large(path, most)
    if unpacked.is_packed(path):
        deque(unpacked.chunks(path, most), maxlen=0)


def _add(con: duckdb.DuckDBPyConnection, path: Path, number: int) -> None:
    """Add the rows of a file that can be read; raise `BadInput` when it is not the feed, or too many cannot be."""
    keys = [header_key(header) for header in headers_of(path)]
    if missing := [name for name in _FIELDS if keys.count(name) != 1]:
        raise BadInput(f"its header has no column {' and no '.join(missing)} of the Fire 911 feed")
    incident, moment, kind = (f"trim(c{keys.index(name)})" for name in _FIELDS)
    fields = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(keys)))
    con.execute(
        f"""INSERT INTO stage.fire_call
            SELECT nullif({incident}, ''), try_strptime({moment}, $times), nullif({kind}, ''), $number
            FROM read_csv($path, columns={{{fields}}}, header=true, auto_detect=false, delim=',', quote='"',
                          escape='"', nullstr='', strict_mode=true)""",
        {"times": list(_TIMES), "number": number, "path": literal(path)},
    )
    _refuse_unreadable(con, number)


def _refuse_unreadable(con: duckdb.DuckDBPyConnection, number: int) -> None:
    """Take out the rows of a file that cannot be counted; raise `BadInput` when there is no other, or too many."""
    can_be = f"moment >= '{FIRST_TIME}' AND moment < '{END_OF_TIMES}' AND incident IS NOT NULL AND type IS NOT NULL"
    found = con.execute(
        f"SELECT count(*), count(*) FILTER ({can_be}) FROM stage.fire_call WHERE file = ?", [number]
    ).fetchone()
    rows, readable = found or (0, 0)
    if not readable or rows - readable > _MOST_UNREADABLE * rows:
        raise BadInput(f"{rows - readable:,} of its {rows:,} rows have no incident number, no type, or no time")
    con.execute(f"DELETE FROM stage.fire_call WHERE file = ? AND ({can_be}) IS NOT TRUE", [number])
