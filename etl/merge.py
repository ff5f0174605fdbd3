"""Merge: the newest version of each key wins; every row read ends as accepted, unchanged, superseded or rejected.

A *reading* is one valid row of one file. A *version* is a key with one set of values, however often it was read.
Versions rank by vintage, then file name, then record number, so the order in which files arrive does not matter.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

import duckdb

from etl import export
from etl.errors import BadInput
from etl.stage import Source

KEY = "call_sign_dispatch_id"
VALUES = (*(column.name for column in export.STORED), "location_status")
_PLACE = "{'vintage': vintage, 'file_name': file_name, 'record': record}"


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file's rows. `rejected` counts rows by reason."""

    name: str
    vintage: datetime
    read: int
    accepted: int
    unchanged: int
    superseded: int
    rejected: dict[str, int]


@dataclass(frozen=True)
class Outcome:
    """What a refresh made of its files. `restated` counts versions that a newer one replaced, held ones included."""

    files: tuple[FileOutcome, ...]
    restated: int
    invented: bool


def gather(con: duckdb.DuckDBPyConnection, sources: list[Source], as_of: datetime | None) -> list[datetime]:
    """Create the view `stage.reading`, every valid row of every file; return each file's vintage (UTC)."""
    vintages = [_vintage(con, source, number, as_of) for number, source in enumerate(sources)]
    con.execute(f"CREATE VIEW stage.reading AS {_readings(sources, vintages)}")
    return vintages


def judge(
    con: duckdb.DuckDBPyConnection, sources: list[Source], vintages: list[datetime], *, invented: bool, held: bool
) -> Outcome:
    """Decide each reading's fate against the others and against the held snapshot, attached as `held`.

    Makes, in the staging database: `contested`, the keys with more than one reading; `version`, those readings with
    their key's winner; `kept`, the readings that become a contested key's row. Changes nothing else.
    """
    for statement in (_contested(held), _versions(held), _KEPT, _FATES):
        con.execute(statement)
    files = tuple(_file_outcome(con, source, n, vintages[n]) for n, source in enumerate(sources))
    superseded = sum(file.superseded for file in files)
    replaced = con.execute("SELECT count(*) FROM stage.version WHERE is_held AND content <> winner").fetchone()
    return Outcome(files, superseded + (replaced[0] if replaced else 0), invented)


def merge(con: duckdb.DuckDBPyConnection, *, held: bool) -> None:
    """Write `export_row`: new keys, the kept readings of contested keys, and what is held of all others."""
    columns = ", ".join((*VALUES, "vintage", "file_name", "record"))
    held_rows = (
        f"UNION ALL SELECT {columns} FROM held.export_row WHERE {KEY} NOT IN (SELECT {KEY} FROM stage.kept)"
        if held
        else ""
    )
    con.execute(f"""
        CREATE TABLE export_row AS
        SELECT {columns} FROM stage.reading WHERE {KEY} NOT IN (SELECT {KEY} FROM stage.contested)
        UNION ALL SELECT {columns} FROM stage.reading SEMI JOIN stage.kept USING ({KEY}, file_name, record)
        {held_rows}
        ORDER BY queued_at, {KEY}
    """)


def is_invented(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether the readings are invented data. A mixture of invented and real raises `BadInput`."""
    marked = f"starts_with(event_number, '{export.INVENTED_EVENT_PREFIX}')"
    found = con.execute(f"""
        SELECT {marked} AS invented, min_by({{'file': file_name, 'record': record}}, record) AS place
        FROM stage.reading GROUP BY 1 ORDER BY 1
    """).fetchall()
    if len(found) > 1:
        (_, real), (_, made_up) = found
        raise BadInput(
            f"Invented and real rows never share a snapshot. {made_up['file']}, record {made_up['record']} is invented "
            f"(its event number begins with {export.INVENTED_EVENT_PREFIX}); {real['file']}, record {real['record']} "
            "is not. Give one kind only."
        )
    return bool(found and found[0][0])


def _vintage(con: duckdb.DuckDBPyConnection, source: Source, number: int, as_of: datetime | None) -> datetime:
    """Date a file: the UTC stamp in its name, else `as_of`, else the latest time in it. Never its modification time."""
    if source.stamp or as_of:
        return (source.stamp or as_of or datetime.min).replace(tzinfo=None)
    times = "greatest(queued_at, dispatched_at, arrived_at, cleared_at)"
    latest = con.execute(f"SELECT max({times}) FROM stage.read_{number} WHERE reason IS NULL").fetchone()
    return latest[0] if latest and latest[0] else datetime.fromtimestamp(0, UTC).replace(tzinfo=None)


def _readings(sources: list[Source], vintages: list[datetime]) -> str:
    selects = []
    for number, (source, vintage) in enumerate(zip(sources, vintages, strict=True)):
        name = source.path.name.replace("'", "''")
        selects.append(
            f"SELECT {', '.join(VALUES)}, TIMESTAMP '{vintage.isoformat(sep=' ')}' AS vintage, '{name}' AS file_name, "
            f"record FROM stage.read_{number} WHERE reason IS NULL"
        )
    return " UNION ALL ".join(selects)


def _contested(held: bool) -> str:
    """Most keys are read once and not held: only the others need their versions compared."""
    also_held = f"UNION ALL SELECT {KEY} FROM held.export_row SEMI JOIN stage.reading USING ({KEY})" if held else ""
    return f"""
        CREATE TABLE stage.contested AS
        SELECT {KEY} FROM (SELECT {KEY} FROM stage.reading {also_held}) GROUP BY ALL HAVING count(*) > 1
    """


def _versions(held: bool) -> str:
    """List the contested readings, each with its version's content, first and last place, and its key's winner."""
    content = f"hash({', '.join(VALUES)})"
    select = f"SELECT {KEY}, {content} AS content, {_PLACE} AS place"
    also_held = f"UNION ALL {select}, TRUE FROM held.export_row SEMI JOIN stage.contested USING ({KEY})" if held else ""
    return f"""
        CREATE TABLE stage.version AS
        WITH seen AS (
            {select}, FALSE AS is_held FROM stage.reading SEMI JOIN stage.contested USING ({KEY}) {also_held}
        )
        SELECT *,
               arg_max(content, {{'place': place, 'held': is_held}}) OVER (PARTITION BY {KEY}) AS winner,
               row_number() OVER (PARTITION BY {KEY}, content ORDER BY is_held DESC, place) = 1 AS is_first
        FROM seen
    """


_KEPT = f"""
    CREATE TABLE stage.kept AS
    WITH newest AS (
        SELECT {KEY}, winner, max(place) AS place, max(place) FILTER (is_held) AS held_place
        FROM stage.version WHERE content = winner GROUP BY ALL
    )
    SELECT newest.{KEY}, newest.place.file_name AS file_name, min(version.place.record) AS record
    FROM newest JOIN stage.version AS version
      ON version.{KEY} = newest.{KEY} AND version.content = newest.winner AND NOT version.is_held
     AND version.place.file_name = newest.place.file_name
    WHERE held_place IS NULL OR newest.place.vintage > held_place.vintage
    GROUP BY ALL
"""
"""Of the winning version, the first reading in its newest file; nothing where what is held is as new."""

_FATES = f"""
    CREATE TABLE stage.fate AS
    SELECT place.file_name AS file_name,
           CASE WHEN NOT is_first THEN 'unchanged' WHEN content = winner THEN 'accepted' ELSE 'superseded' END AS fate,
           count(*) AS rows
    FROM stage.version WHERE NOT is_held GROUP BY ALL
    UNION ALL
    SELECT file_name, 'accepted', count(*) FROM stage.reading
    WHERE {KEY} NOT IN (SELECT {KEY} FROM stage.contested) GROUP BY ALL
"""


def _file_outcome(con: duckdb.DuckDBPyConnection, source: Source, number: int, vintage: datetime) -> FileOutcome:
    fates = dict(
        con.execute(
            "SELECT fate, sum(rows)::BIGINT FROM stage.fate WHERE file_name = ? GROUP BY 1", [source.path.name]
        ).fetchall()
    )
    rejected = dict(
        con.execute(f"""
            SELECT reason, count(*) FROM (
                SELECT reason FROM stage.malformed_{number}
                UNION ALL SELECT reason FROM stage.read_{number} WHERE reason IS NOT NULL
            ) GROUP BY 1 ORDER BY 2 DESC, 1
        """).fetchall()
    )
    valid = con.execute(f"SELECT count(*) FROM stage.read_{number} WHERE reason IS NULL").fetchone()
    return FileOutcome(
        name=source.path.name,
        vintage=vintage,
        read=(valid[0] if valid else 0) + sum(rejected.values()),
        accepted=fates.get("accepted", 0),
        unchanged=fates.get("unchanged", 0),
        superseded=fates.get("superseded", 0),
        rejected=rejected,
    )
