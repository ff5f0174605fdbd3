"""Readings: every valid row of every file of a refresh, each with where it was read and its file's vintage."""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from etl import dating, export
from etl.complete import Span, is_of_newer
from etl.errors import BadInput
from etl.export import Kind
from etl.held import VALUES
from etl.stage import Source


def gather(con: duckdb.DuckDBPyConnection, sources: Sequence[Source], as_of: datetime | None) -> list[datetime]:
    """Create the view `stage.valid`, every valid row of every file; return each file's vintage (UTC)."""
    vintages = [dating.vintage(con, source, number, as_of) for number, source in enumerate(sources)]
    _create(con, "valid", sources, vintages, ["TRUE"] * len(vintages))
    return vintages


def set_aside(
    con: duckdb.DuckDBPyConnection, sources: Sequence[Source], vintages: Sequence[datetime], spans: Sequence[Span]
) -> None:
    """Create the views `stage.aside`, the valid rows of days that a newer export holds whole, and `stage.present`."""
    tests = [is_of_newer(vintage, spans) for vintage in vintages]
    _create(con, "present", sources, vintages, [f"NOT ({test})" for test in tests])
    _create(con, "aside", sources, vintages, tests)


def is_invented(con: duckdb.DuckDBPyConnection) -> bool:
    """Say whether the readings are invented data. A mixture of invented and real raises `BadInput`."""
    marked = f"starts_with(event_number, '{export.INVENTED_EVENT_PREFIX}')"
    found = con.execute(f"""
        SELECT {marked} AS invented, min_by({{'file': file_name, 'record': record}}, record) AS place
        FROM stage.valid GROUP BY 1 ORDER BY 1
    """).fetchall()
    if len(found) > 1:
        (_, real), (_, made_up) = found
        raise BadInput(
            f"Invented and real rows never share a snapshot. {made_up['file']}, record {made_up['record']} is invented "
            f"(its event number begins with {export.INVENTED_EVENT_PREFIX}); {real['file']}, record {real['record']} "
            "is not. Give one kind only."
        )
    return bool(found and found[0][0])


def _create(
    con: duckdb.DuckDBPyConnection,
    view: str,
    sources: Sequence[Source],
    vintages: Sequence[datetime],
    tests: Sequence[str],
) -> None:
    selects = []
    for number, (source, vintage, test) in enumerate(zip(sources, vintages, tests, strict=True)):
        name = source.path.name.replace("'", "''")
        selects.append(
            f"SELECT {', '.join(VALUES)}, TIMESTAMP '{vintage.isoformat(sep=' ')}' AS vintage, '{name}' AS file_name, "
            f"record FROM stage.read_{number} WHERE reason IS NULL AND ({test})"
        )
    con.execute(f"CREATE VIEW stage.{view} AS {' UNION ALL '.join(selects) or _NOTHING}")


_SQL_TYPES = {Kind.TIME: "TIMESTAMP", Kind.SECONDS: "INTEGER", Kind.COUNT: "INTEGER"}
_TYPES = {column.name: _SQL_TYPES.get(column.kind, "VARCHAR") for column in export.STORED}
_PLACE_TYPES = {"vintage": "TIMESTAMP", "file_name": "VARCHAR", "record": "BIGINT"}
_NOTHING = "SELECT {} LIMIT 0".format(
    ", ".join(
        f"CAST(NULL AS {kind}) AS {name}"
        for name, kind in (*((name, _TYPES.get(name, "VARCHAR")) for name in VALUES), *_PLACE_TYPES.items())
    )
)
"""The form of a reading, for a refresh that has no dispatch export and leaves its rows as they are."""
