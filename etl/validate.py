"""Validate: hold each record of an export against the contract. A row is accepted, or rejected with one reason.

Each source becomes two relations in the private staging database: `read_<n>`, a row per record with the stored columns
typed, and `malformed_<n>`, the records that are no rows at all (wrong number of fields, broken quotes, not UTF-8).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from etl import export
from etl.errors import BadInput
from etl.export import Column, Kind
from etl.stage import CSV, Source, empty_records, no_rows, unreadable

_MALFORMED = {
    "MISSING COLUMNS": "wrong number of fields",
    "TOO MANY COLUMNS": "wrong number of fields",
    "INVALID ENCODING": "bytes that are not UTF-8",
    "UNQUOTED VALUE": "a quoted field that is not closed or has text after its closing quote",
    "LINE SIZE OVER MAXIMUM": "a record longer than 2 MB",
}
_OTHER_MALFORMED = "not a CSV record"
_OPEN_QUOTE = "UNQUOTED VALUE"


@dataclass(frozen=True)
class Rejection:
    """One rejected record, for the private file: where it stood, why, and its text."""

    file: str
    record: int
    reason: str
    text: str


def validate(con: duckdb.DuckDBPyConnection, source: Source, number: int) -> None:
    """Read `source` into `stage.read_<number>` and `stage.malformed_<number>`.

    Raises `BadInput` when the file cannot be read to its end, holds no row, or has a quote left open that swallows the
    rows after it.
    """
    con.execute(f"CREATE TABLE stage.malformed_{number} (record BIGINT, reason VARCHAR, text VARCHAR)")
    work = con.execute("SELECT path FROM duckdb_databases() WHERE database_name = 'stage'").fetchone()
    try:
        con.execute(f"CREATE TABLE stage.typed_{number} AS {_typed(source)}", source.parameters)
    except duckdb.Error as error:
        if _is_of_staging(error, work):
            raise
        raise _explained(source.path, error) from error
    if source.format == CSV:
        _collect_malformed(con, source, number)
    _number_records(con, source, number)
    _refuse_swallowed_rows(con, source, number)
    _refuse_no_rows(con, source, number)


def rejections(con: duckdb.DuckDBPyConnection, sources: list[Source]) -> Iterator[Rejection]:
    """Yield every rejected record of every source, in the files' order."""
    for number, source in enumerate(sources):
        cursor = con.cursor().execute(
            f"SELECT record, reason, text FROM stage.malformed_{number} UNION ALL "
            f"SELECT record, reason, text FROM stage.read_{number} WHERE reason IS NOT NULL ORDER BY record"
        )
        while rows := cursor.fetchmany(10_000):
            yield from (Rejection(source.path.name, record, reason, text) for record, reason, text in rows)


def _is_of_staging(error: duckdb.Error, work: tuple[str] | None) -> bool:
    """Say whether it is our own disk or memory that is short; the file is not to blame, nor is it read again."""
    return isinstance(error, duckdb.OutOfMemoryException) or bool(work and str(Path(work[0]).parent) in str(error))


def _explained(path: Path, error: duckdb.Error) -> BadInput:
    if "state machine reached an invalid state" in str(error):
        return BadInput(
            f"{path.name}: the file mixes line endings (a carriage return without a line feed, or both kinds). "
            "Download it again, and do not edit it in between."
        )
    return unreadable(path, error)


def _typed(source: Source) -> str:
    """Write the SELECT that types a source's columns and gives each row its reason, if any."""
    texts = ", ".join(f"{_text(source, column)} AS {column.name}" for column in export.COLUMNS)
    times = [column for column in export.STORED if column.kind is Kind.TIME]
    parsed = ", ".join(f"{time_sql(column.name)} AS {_parsed(column)}" for column in times)
    read = ", ".join(f"{typed_sql(column)} AS {_read(column)}" for column in export.STORED)
    typed = ", ".join(f"{_read(column)} AS {column.name}" for column in export.STORED)
    fields = ", ".join(f"{column.name} := {column.name}" for column in export.COLUMNS)
    raw = f"CAST(to_json(struct_pack({fields})) AS VARCHAR)"  # left as JSON, it would make malformed records be parsed
    return f"""
        WITH field AS (SELECT {texts}, {_swallows_rows(source)} AS swallows_rows FROM {source.relation}),
        parsed AS (SELECT *, {parsed} FROM field),
        read AS (SELECT *, {read} FROM parsed),
        judged AS (SELECT *, {_reason()} AS reason FROM read)
        SELECT {typed}, {_location_status()} AS location_status, reason,
               CASE WHEN reason IS NOT NULL THEN {raw} END AS text,
               {_unreadable_cross_checks()} AS unreadable_cross_checks, swallows_rows
        FROM judged
    """


def _text(source: Source, column: Column) -> str:
    sql = source.columns.get(column.name)
    return trimmed_sql(sql) if sql else "CAST(NULL AS VARCHAR)"


def trimmed_sql(text: str) -> str:
    """Write the SQL that reads a text without the spaces around it, of any alphabet; a blank one gives NULL.

    Only a text that may have some is trimmed: seeing that most have none costs a third of trimming all.
    """
    is_bare = f"{text} BETWEEN '!' AND '~' AND NOT ends_with({text}, ' ') AND strlen({text}) = len({text})"
    return f"CASE WHEN {is_bare} THEN {text} ELSE nullif(trim({text}), '') END"


def _swallows_rows(source: Source) -> str:
    """Write the test that a field holds whole rows: two stray quotes in one column make one record of all between.

    Commas are counted only where a field has more than one line: a CASE passes over them, which AND would not.
    """
    fields = [f"c{position}" for position in range(source.width)] if source.format == CSV else []
    lines = " OR ".join(f"contains({field}, chr(10))" for field in fields)
    commas = " OR ".join(
        f"(contains({field}, chr(10)) AND len({field}) - len(replace({field}, ',', '')) >= {source.width - 1})"
        for field in fields
    )
    return f"CASE WHEN {lines} THEN {commas} ELSE FALSE END" if fields else "FALSE"


def _read(column: Column) -> str:
    """Name the typed value that stands beside a column's text while a row is judged."""
    return f"read_{column.name}"


def typed_sql(column: Column) -> str:
    """Write the SQL that reads a column's text as its kind; unreadable text gives NULL."""
    match column.kind:
        case Kind.TIME:
            time = _parsed(column)
            is_possible = f"{time} >= TIMESTAMP '{export.FIRST_TIME}' AND {time} < TIMESTAMP '{export.END_OF_TIMES}'"
            return f"CASE WHEN {is_possible} THEN date_trunc('second', {time}) END"
        case Kind.SECONDS | Kind.COUNT:
            is_number = f"regexp_full_match({column.name}, '{export.WHOLE_NUMBER}')"
            return f"try_cast(CASE WHEN {is_number} THEN replace({column.name}, ',', '') END AS INTEGER)"
        case Kind.PLACE:
            unknown = f"upper(coalesce({column.name}, '')) IN {export.UNKNOWN_PLACES}"
            return f"CASE WHEN {unknown} THEN 'UNKNOWN' ELSE {column.name} END"
        case Kind.TEXT:
            return column.name


def _parsed(column: Column) -> str:
    """Name the time that a column's text tells, before it is held to what is possible."""
    return f"parsed_{column.name}"


def time_sql(text: str) -> str:
    """Write the SQL that reads a text in any of the forms a time comes in.

    A failed try costs seven good ones, and the portal mixes forms with and without a slash in one row.
    """
    forms = {slash: [form for form in export.TIME_FORMATS if ("/" in form) == slash] for slash in (True, False)}
    tries = {slash: f"try_strptime({text}, {of_kind})" for slash, of_kind in forms.items()}
    return f"CASE WHEN contains({text}, '/') THEN {tries[True]} ELSE {tries[False]} END"


def _reason() -> str:
    """Write the CASE that gives a row's first reason to be rejected, or NULL."""
    cases = []
    for column in export.REQUIRED:
        if not column.may_be_blank:
            cases.append((f"{column.name} IS NULL", f"{column.header} is blank"))
        if column.kind in (Kind.TIME, Kind.COUNT):
            unread = f"{column.name} IS NOT NULL AND {_read(column)} IS NULL"
            wanted = "a time" if column.kind is Kind.TIME else "a whole number"
            cases.append((unread, f"{column.header} is not {wanted}"))
    cases.append(("read_officers < 0", "Count Of Officers is below zero"))
    cases.append(
        (
            "NOT starts_with(call_sign_dispatch_id, event_number) OR call_sign_dispatch_id = event_number",
            "Call Sign Dispatch ID is not the CAD Event Number followed by a call sign",
        )
    )
    return "CASE " + " ".join(f"WHEN {test} THEN '{reason}'" for test, reason in cases) + " END"


def _location_status() -> str:
    return """CASE WHEN longitude IS NULL THEN 'blank' WHEN upper(longitude) = 'REDACTED' THEN 'redacted'
              WHEN try_cast(longitude AS DOUBLE) = -1 THEN 'sentinel' ELSE 'given' END"""


def _unreadable_cross_checks() -> str:
    """Write the count of cross-check fields that hold text which cannot be read; they become NULL, not rejections."""
    typed = [column for column in export.CROSS_CHECKS if column.kind is not Kind.TEXT]
    return " + ".join(f"CAST({c.name} IS NOT NULL AND {_read(c)} IS NULL AS INTEGER)" for c in typed)


def _collect_malformed(con: duckdb.DuckDBPyConnection, source: Source, number: int) -> None:
    """Move what the CSV reader refused into `malformed_<number>`, a row a record."""
    reasons = " ".join(f"WHEN '{kind}' THEN '{reason}'" for kind, reason in _MALFORMED.items())
    _refuse_swallowed(con, source)
    con.execute(f"""
        INSERT INTO stage.malformed_{number}
        SELECT line, first(reason ORDER BY error_type), first(csv_line ORDER BY error_type)
        FROM (SELECT *, CASE CAST(error_type AS VARCHAR) {reasons} ELSE '{_OTHER_MALFORMED}' END AS reason
              FROM reject_errors)
        GROUP BY line
    """)
    con.execute("DELETE FROM reject_errors")
    con.execute("DELETE FROM reject_scans")
    _count_no_empty_lines(con, source, number)


def _count_no_empty_lines(con: duckdb.DuckDBPyConnection, source: Source, number: int) -> None:
    """Take empty lines out of the refused records' numbers: the reader counts them, and they are no records."""
    empty = empty_records(source.path) if con.execute(f"FROM stage.malformed_{number} LIMIT 1").fetchone() else []
    if empty:
        con.execute(
            f"UPDATE stage.malformed_{number} AS refused SET record = record - "
            "(SELECT count(*) FROM unnest($empty) AS line(place) WHERE place < refused.record)",
            {"empty": empty},
        )


def _refuse_swallowed(con: duckdb.DuckDBPyConnection, source: Source) -> None:
    """Raise `BadInput` when a quote left open swallows the lines after it: one refused record hides many.

    Such a record runs over lines and its quote is not closed, or it holds two records' commas. Where it crosses the
    reader's 32 MB buffers its text is cut, and the error stands beyond the text's end.
    """
    found = con.execute(f"""
        SELECT min(line) FROM (SELECT *, trim(csv_line, chr(10) || chr(13)) AS lines FROM reject_errors)
        WHERE (error_type = '{_OPEN_QUOTE}'
               AND (contains(lines, chr(10)) OR byte_position - line_byte_position > strlen(csv_line)))
           OR (contains(lines, chr(10)) AND len(lines) - len(replace(lines, ',', '')) >= 2 * {source.width - 1})
    """).fetchone()
    if found and found[0]:
        raise BadInput(
            f"{source.path.name}, record {found[0]}: a quote is opened and not closed, which swallows the lines after "
            "it. Download the file again."
        )


def _number_records(con: duckdb.DuckDBPyConnection, source: Source, number: int) -> None:
    """Create the view `read_<number>`: the typed rows, each with its record number.

    The reader numbers the records it refuses but not those it reads; these take, in order, the numbers left free. The
    `k`-th refused record stands after `record - first_record - (k - 1)` rows that were read.
    """
    refused = con.execute(f"SELECT count(*) FROM stage.malformed_{number}").fetchone()
    if refused == (0,):
        shift, join = "0", ""
    else:
        shift = "coalesce(refused_so_far, 0)"
        join = f"""ASOF LEFT JOIN (
            SELECT rows_before, max(k) AS refused_so_far
            FROM (SELECT k, record - {source.first_record} - (k - 1) AS rows_before
                  FROM (SELECT record, row_number() OVER (ORDER BY record) AS k FROM stage.malformed_{number}))
            GROUP BY rows_before
        ) AS refused ON typed.row_position >= refused.rows_before"""
    con.execute(f"""
        CREATE VIEW stage.read_{number} AS
        SELECT typed.* EXCLUDE (row_position),
               CAST(row_position + {source.first_record} + {shift} AS BIGINT) AS record
        FROM (SELECT *, rowid AS row_position FROM stage.typed_{number}) AS typed {join}
    """)


def _refuse_swallowed_rows(con: duckdb.DuckDBPyConnection, source: Source, number: int) -> None:
    found = con.execute(f"SELECT min(record) FROM stage.read_{number} WHERE swallows_rows").fetchone()
    if found and found[0] is not None:
        raise BadInput(
            f"{source.path.name}, record {found[0]}: a quote is opened and closed only rows later, which swallows the "
            "rows between. Download the file again."
        )


def _refuse_no_rows(con: duckdb.DuckDBPyConnection, source: Source, number: int) -> None:
    rows = con.execute(
        f"SELECT (SELECT count(*) FROM stage.read_{number}) + (SELECT count(*) FROM stage.malformed_{number})"
    ).fetchone()
    if rows == (0,):
        raise no_rows(source.path, "a header and no rows")
