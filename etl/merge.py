"""Merge: the newest version of each key wins; every row read ends as accepted, unchanged, superseded or rejected.

A *reading* is one valid row of one file. A *version* is a key with one set of values, however often it was read.
Versions rank by vintage, then file name, then record number, so the order in which files arrive does not matter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import duckdb

from etl.complete import Span
from etl.held import KEY, PLACE, VALUES, those_of
from etl.stage import Source

DISPATCH = "dispatch"
"""What the dispatch export is called beside those that departments supply."""

_COLUMNS = ", ".join((*VALUES, *PLACE))
_PLACE = "{" + ", ".join(f"'{name}': {name}" for name in PLACE) + "}"


@dataclass(frozen=True)
class FileOutcome:
    """What became of one file's rows. `rejected` counts rows by reason; `complete` are the days declared complete.

    `export` names what kind of export it is.
    """

    name: str
    vintage: datetime
    read: int
    accepted: int
    unchanged: int
    superseded: int
    rejected: dict[str, int]
    complete: Span | None
    export: str = DISPATCH


@dataclass(frozen=True)
class Outcome:
    """What a refresh made of its files.

    `restated` counts versions that a newer one replaced, held ones included; `added` keys not held before, `replaced`
    held rows with other values now, `withdrawn` held rows that a complete export lacks, and `repeated` held rows that a
    newer export says again.
    """

    files: tuple[FileOutcome, ...]
    restated: int
    added: int
    replaced: int
    withdrawn: int
    repeated: int


def judge(
    con: duckdb.DuckDBPyConnection,
    sources: Sequence[Source],
    vintages: Sequence[datetime],
    complete: Sequence[Span | None],
) -> Outcome:
    """Decide each reading's fate against the others and against what is held; changes nothing held.

    Makes, in the staging database: `contested`, the keys with more than one reading; `version`, those readings with
    their key's winner; `kept`, the readings that become a contested key's row; `gone`, the held keys whose row goes;
    and the view `brought`, the rows that come in, each with whether it `is_repeat` of the one held.
    """
    for statement in (_CONTESTED, _VERSIONS, _KEPT, _GONE, _BROUGHT, _FATES):
        con.execute(statement)
    files = tuple(_file_outcome(con, n, source, vintages[n], complete[n]) for n, source in enumerate(sources))
    replaced = _count(con, "stage.version WHERE is_held AND content <> winner")
    withdrawn, gone = _count(con, "stage.withdrawn"), _count(con, "stage.gone")
    return Outcome(
        files=files,
        restated=sum(file.superseded for file in files) + replaced,
        added=_count(con, "stage.brought") - (gone - withdrawn),
        replaced=replaced,
        withdrawn=withdrawn,
        repeated=gone - withdrawn - replaced,
    )


def merge(con: duckdb.DuckDBPyConnection, *, anew: bool = True) -> None:
    """Write `export_row`: the rows brought, and what is held of all other keys.

    Where `export_row` is a copy of what is held, not `anew`, only the rows that go and those that come are written.
    """
    if not anew:
        con.execute(f"DELETE FROM export_row WHERE {those_of('export_row', 'stage.gone', KEY)}")
        con.execute(f"INSERT INTO export_row BY NAME SELECT {_COLUMNS} FROM stage.brought ORDER BY queued_at, {KEY}")
        return
    con.execute(f"""
        CREATE TABLE export_row AS
        SELECT {_COLUMNS} FROM stage.brought
        UNION ALL SELECT {_COLUMNS} FROM stage.held_row WHERE {KEY} NOT IN (SELECT {KEY} FROM stage.gone)
        ORDER BY queued_at, {KEY}
    """)


_CONTESTED = f"""
    CREATE TABLE stage.contested AS
    SELECT {KEY} FROM (
        SELECT {KEY} FROM stage.reading
        UNION ALL SELECT {KEY} FROM stage.held_again SEMI JOIN stage.reading USING ({KEY})
    ) GROUP BY ALL HAVING count(*) > 1
"""
"""Most keys are read once and not held: only the others need their versions compared."""

_SEEN = f"SELECT {KEY}, hash({', '.join(VALUES)}) AS content, {_PLACE} AS place"
_VERSIONS = f"""
    CREATE TABLE stage.version AS
    WITH seen AS (
        {_SEEN}, FALSE AS is_held FROM stage.reading SEMI JOIN stage.contested USING ({KEY})
        UNION ALL {_SEEN}, TRUE FROM stage.held_again SEMI JOIN stage.contested USING ({KEY})
    )
    SELECT *,
           arg_max(content, {{'place': place, 'held': is_held}}) OVER (PARTITION BY {KEY}) AS winner,
           row_number() OVER (PARTITION BY {KEY}, content ORDER BY is_held DESC, place) = 1 AS is_first
    FROM seen
"""
"""The contested readings, each with its version's content, first and last place, and its key's winner."""

_KEPT = f"""
    CREATE TABLE stage.kept AS
    WITH newest AS (
        SELECT {KEY}, winner, max(place) AS place, max(place) FILTER (is_held) AS held_place
        FROM stage.version WHERE content = winner GROUP BY ALL
    )
    SELECT newest.{KEY}, newest.place.file_name AS file_name, min(version.place.record) AS record,
           held_place IS NOT NULL AS is_repeat
    FROM newest JOIN stage.version AS version
      ON version.{KEY} = newest.{KEY} AND version.content = newest.winner AND NOT version.is_held
     AND version.place.file_name = newest.place.file_name
    WHERE held_place IS NULL OR newest.place.vintage > held_place.vintage
    GROUP BY ALL
"""
"""Of the winning version, the first reading in its newest file; nothing where what is held is as new."""

_GONE = f"""
    CREATE TABLE stage.gone AS
    SELECT {KEY} FROM stage.kept SEMI JOIN (FROM stage.version WHERE is_held) AS held_version USING ({KEY})
    UNION ALL FROM stage.withdrawn
"""

_BROUGHT = f"""
    CREATE VIEW stage.brought AS
    SELECT {_COLUMNS}, FALSE AS is_repeat FROM stage.reading WHERE {KEY} NOT IN (SELECT {KEY} FROM stage.contested)
    UNION ALL SELECT {_COLUMNS}, is_repeat FROM stage.reading JOIN stage.kept USING ({KEY}, file_name, record)
"""

_FATES = f"""
    CREATE TABLE stage.fate AS
    SELECT place.file_name AS file_name,
           CASE WHEN NOT is_first THEN 'unchanged' WHEN content = winner THEN 'accepted' ELSE 'superseded' END AS fate,
           count(*) AS rows
    FROM stage.version WHERE NOT is_held GROUP BY ALL
    UNION ALL
    SELECT file_name, 'accepted', count(*) FROM stage.reading
    WHERE {KEY} NOT IN (SELECT {KEY} FROM stage.contested) GROUP BY ALL
    UNION ALL
    SELECT file_name, 'superseded', count(*) FROM stage.left_out GROUP BY ALL
"""


def _file_outcome(
    con: duckdb.DuckDBPyConnection, number: int, source: Source, vintage: datetime, complete: Span | None
) -> FileOutcome:
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
    return FileOutcome(
        name=source.path.name,
        vintage=vintage,
        read=_count(con, f"stage.read_{number} WHERE reason IS NULL") + sum(rejected.values()),
        accepted=fates.get("accepted", 0),
        unchanged=fates.get("unchanged", 0),
        superseded=fates.get("superseded", 0),
        rejected=rejected,
        complete=complete,
    )


def _count(con: duckdb.DuckDBPyConnection, what: str) -> int:
    row = con.execute(f"SELECT count(*) FROM {what}").fetchone()
    return row[0] if row else 0
