"""Stage: open each export as a relation of text fields under our column names. Nothing is typed or dropped here.

A relation has one text column for each contract column the file has, and its rows stand in the file's order, so that
a row's position is its record number. Four forms come in: the portal's CSV, the portal API's CSV and JSON (an array or
one object a line), and Parquet with either form's headers.
"""

import csv
import gzip
import io
import json
import re
import zlib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from etl import export, unpacked
from etl.errors import BadInput, shortened

CSV, JSON, PARQUET = "CSV", "JSON", "Parquet"
_FORMATS = {
    ".csv": CSV,
    ".csv.gz": CSV,
    ".json": JSON,
    ".json.gz": JSON,
    ".jsonl": JSON,
    ".jsonl.gz": JSON,
    ".ndjson": JSON,
    ".ndjson.gz": JSON,
    ".parquet": PARQUET,
}
_SPREADSHEETS = (".xlsx", ".xls", ".ods", ".numbers")
_STAMP = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)[T_-]?(\d\d)[:-]?(\d\d)[:-]?(\d\d)Z")
_LONGEST_FIELD, _LONGEST_LINE = 1 << 30, 1 << 22
"""Characters: of a field, which may run over lines, and of a line; the reader refuses a record longer than 2 MB."""

_MOST_COLUMNS = 500
"""An export has 46 columns, and may come to have more. Each costs the reader memory before it has read a row."""
_DOWNLOAD = "Download 'Call Data' (33kz-ixgy) from data.seattle.gov, which has a row per dispatched unit."
_SUPPLIED = "Contacts, survey and fire units need the header of their template first: `python -m etl templates`."


_Opened = tuple[list[str], str, tuple[str, ...], int]
"""Headers, relation, bound values and number of the first record, as `Source` tells them."""


@dataclass(frozen=True)
class Source:
    """One export, opened.

    `columns` maps a contract column's name to the SQL that reads it as text; `width` counts all columns the file has.
    `relation` is the SQL after FROM and `parameters` its bound values. `first_record` is the number of the first row:
    2 below a header, else 1.
    """

    path: Path
    format: str
    columns: dict[str, str]
    width: int
    relation: str
    parameters: tuple[str, ...]
    first_record: int
    stamp: datetime | None
    extra_headers: tuple[str, ...]
    missing_cross_checks: tuple[export.Column, ...]


def find_exports(paths: Iterable[Path]) -> list[Path]:
    """List the export files that `paths` name, each once, folders opened one level deep and sorted by name."""
    found: dict[Path, Path] = {}
    for path in paths:
        if not path.exists():
            raise BadInput(f"{path}: no such file or folder. Give a dispatch export, or a folder that holds some.")
        for file in exports_in(path) if path.is_dir() else [path]:
            found.setdefault(file.resolve(), file)
    if not found:
        raise BadInput(f"No export found in {', '.join(map(str, paths))}. {_DOWNLOAD}")
    return list(found.values())


def exports_in(folder: Path) -> list[Path]:
    """List the files of a folder that have an export's kind of name; none if there is no such folder."""
    return sorted(path for path in folder.glob("*") if path.is_file() and _format_of(path))


def spreadsheets_in(folder: Path) -> list[Path]:
    """List the files of a folder that a spreadsheet saved in a form of its own: nothing reads them."""
    return sorted(path for path in folder.glob("*") if path.name.lower().endswith(_SPREADSHEETS))


def default_exports(folder: Path) -> list[Path]:
    """Choose what a refresh without paths reads: the exports folder, or its `demo` folder while it holds none."""
    return [folder] if exports_in(folder) else [folder / "demo" if (folder / "demo").is_dir() else folder]


def open_export(con: duckdb.DuckDBPyConnection, path: Path, most: int = unpacked.MOST_BYTES) -> Source:
    """Recognise one file by its header, and hold it to what it may be unpacked: `most` bytes.

    Raises `BadInput` when it is larger, or not a dispatch export that this can read.
    """
    form = _format_of(path)
    if form is None:
        raise BadInput(f"{path.name}: not a kind of file this reads. Give {', '.join(_FORMATS)}.")
    if path.stat().st_size == 0:
        raise BadInput(f"{path.name}: the file is empty. Download it again.")
    unpacked.refuse_large(path, most)
    readers = {CSV: _csv_relation, JSON: _json_relation, PARQUET: _parquet_relation}
    try:
        headers, relation, parameters, first_record = readers[form](con, path, most)
    except duckdb.OutOfMemoryException:
        raise  # no fault of the file's
    except (duckdb.Error, OSError, EOFError, zlib.error, csv.Error) as error:
        raise unreadable(path, error) from error
    columns = _match(path, headers, blanks_may_be_absent=form == JSON)
    return Source(
        path=path,
        format=form,
        columns=columns,
        width=len(headers),
        relation=relation,
        parameters=parameters,
        first_record=first_record,
        stamp=stamp_in(path.name),
        extra_headers=tuple(name for name in headers if export.header_key(name) not in export.BY_KEY),
        missing_cross_checks=tuple(column for column in export.CROSS_CHECKS if column.name not in columns),
    )


def stamp_in(name: str) -> datetime | None:
    """Return the UTC stamp in a file name (`…20260104T120000Z…`, with or without separators), if it holds one."""
    match = _STAMP.search(name)
    if match is None:
        return None
    try:
        return datetime.strptime("".join(match.groups()), "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def no_rows(path: Path, found: str) -> BadInput:
    """Say that a file holds nothing to read, and what it does hold."""
    return BadInput(f"{path.name}: {found}. The portal sends this when busy: download it again.")


def impossible_stamp_in(name: str) -> str | None:
    """Return what looks like a UTC stamp in a file name and is no time (`…20260230T120000Z…`), if it holds such."""
    match = _STAMP.search(name)
    return match[0] if match and stamp_in(name) is None else None


def unreadable(path: Path, error: Exception) -> BadInput:
    """Say in one line why a file cannot be read, without a traceback."""
    cause = shortened(str(error).strip().splitlines()[0]) if str(error).strip() else type(error).__name__
    if "GZIP" in cause.upper() or isinstance(error, EOFError | zlib.error | gzip.BadGzipFile):
        return BadInput(f"{path.name}: the gzip file is cut short or damaged. Download it again. ({cause})")
    return BadInput(f"{path.name}: cannot be read to its end. Download it again. ({cause})")


def _format_of(path: Path) -> str | None:
    name = path.name.lower()
    return next((form for ending, form in _FORMATS.items() if name.endswith(ending)), None)


def literal(path: Path) -> str:
    """Write a path so that the reader takes `*`, `?` and `[` in it as they stand, not as a pattern."""
    return re.sub(r"[*?[]", r"[\g<0>]", str(path))


def _csv_relation(_con: duckdb.DuckDBPyConnection, path: Path, most: int) -> _Opened:
    headers = _csv_header(path, most)
    fields = ", ".join(f"'c{position}': 'VARCHAR'" for position in range(len(headers)))
    relation = (
        f"read_csv(?, columns={{{fields}}}, header=true, auto_detect=false, delim=',', quote='\"', escape='\"', "
        "nullstr='', strict_mode=true, store_rejects=true, rejects_limit=0)"
    )
    return headers, relation, (literal(path),), 2


def _csv_header(path: Path, most: int) -> list[str]:
    """Read the names of the columns; and the file to its end, if packed: the reader knows no bound and no checksum."""
    chunks = unpacked.chunks(path, most)
    start = next(chunks, b"")
    if unpacked.is_packed(path):
        deque(chunks, maxlen=0)
    if not start.strip():
        raise BadInput(f"{path.name}: the file is empty. Download it again.")
    text = start.decode("utf-8-sig", errors="replace")
    return next(csv.reader(io.StringIO(text, newline="")))


def empty_records(path: Path) -> list[int]:
    """Give the places of a CSV's empty lines among its records, the header's being 1.

    Records are looked at one by one, which is slow, and only in a file that has an empty line.
    """
    with _open_text(path) as file:
        if not any(line in ("\n", "\r\n") for line in _lines(file)):
            return []
    longest = csv.field_size_limit(_LONGEST_FIELD)
    try:
        with _open_text(path) as file:
            return [place for place, record in enumerate(csv.reader(_lines(file)), start=1) if not record]
    finally:
        csv.field_size_limit(longest)


def _open_text(path: Path) -> io.TextIOWrapper:
    return io.TextIOWrapper(unpacked.opened(path), "utf-8", errors="replace", newline="")


def _lines(file: io.TextIOWrapper) -> Iterator[str]:
    """Give a text's lines, of one that is far too long its beginning: a file of one line would fill the memory."""
    while line := file.readline(_LONGEST_LINE):
        yield line
        while line and not line.endswith(("\n", "\r")):
            line = file.readline(_LONGEST_LINE)


def _json_relation(con: duckdb.DuckDBPyConnection, path: Path, most: int) -> _Opened:
    if _is_cut_array(path, most):
        raise BadInput(f"{path.name}: the JSON array is not closed: the file is cut short. Download it again.")
    objects = "read_json_objects(?, format='auto')"
    keys = con.execute(f"SELECT DISTINCT unnest(json_keys(json)) AS key FROM {objects} ORDER BY key", [literal(path)])
    found = [key for (key,) in keys.fetchall()]
    if not found:
        raise no_rows(path, "no rows")
    texts = json.dumps({key: "VARCHAR" for key in found if export.header_key(key) in export.BY_KEY})
    texts = texts.replace("'", "''")  # all at once: asked for one by one, each would parse its object again
    return found, f"(SELECT json_transform(json, '{texts}') AS cells FROM {objects})", (literal(path),), 1


def _is_cut_array(path: Path, most: int) -> bool:
    """Say whether a JSON array lacks its end. The reader takes one that stops after a comma for whole."""
    first = last = b""
    for chunk in unpacked.chunks(path, most):
        text = chunk.strip()
        first, last = first or text[:1], text[-1:] or last
    return first == b"[" and last != b"]"


def _parquet_relation(con: duckdb.DuckDBPyConnection, path: Path, most: int) -> _Opened:
    relation = "read_parquet(?, binary_as_string=true)"  # some writers do not mark their text as text
    described = con.execute(f"DESCRIBE SELECT * FROM {relation}", [literal(path)]).fetchall()
    headers = [row[0] for row in described]
    read = [_read_parquet_field(name, 0) for name in headers if export.header_key(name) in export.BY_KEY]
    unpacked.refuse_large_parquet(con, path, literal(path), read, most)
    return headers, relation, (literal(path),), 1


def _match(path: Path, headers: Sequence[str], *, blanks_may_be_absent: bool) -> dict[str, str]:
    """Map contract columns to the SQL that reads them; refuse a file that is another kind of table."""
    keys = [export.header_key(header) for header in headers]
    known = {key for key in keys if key in export.BY_KEY}
    if set(keys) >= export.PRE_2024_KEYS:
        raise BadInput(
            f"{path.name}: this is the call data export of before 2024 (13 columns, a row per event). It has no unit "
            f"times, so it cannot feed these metrics. {_DOWNLOAD}"
        )
    if len(headers) > _MOST_COLUMNS:
        raise BadInput(
            f"{path.name}: {len(headers):,} columns, and {_MOST_COLUMNS} are the most that an export may have. "
            f"{_DOWNLOAD}"
        )
    if len(known) < 3:
        # What stands there is not repeated: of a file about people without a header it would be a person's row.
        found = f"of its {len(headers)} columns {len(known) or 'none'} has a header of one"
        raise BadInput(f"{path.name}: not a dispatch export: {found}. {_DOWNLOAD} {_SUPPLIED}")
    twice = sorted({key for key in known if keys.count(key) > 1})
    if twice:
        raise BadInput(f"{path.name}: the column {export.BY_KEY[twice[0]].header!r} is there more than once.")
    missing = [
        column.header
        for column in export.REQUIRED
        if column.key not in known and not (blanks_may_be_absent and column.may_be_blank)
    ]
    if missing:
        raise BadInput(f"{path.name}: missing required column {', '.join(map(repr, missing))}. {_DOWNLOAD}")
    readers = {CSV: _read_csv_field, JSON: _read_json_field, PARQUET: _read_parquet_field}
    read = readers[_format_of(path) or CSV]
    return {export.BY_KEY[key].name: read(headers[i], i) for i, key in enumerate(keys) if key in export.BY_KEY}


def _read_csv_field(_header: str, position: int) -> str:
    return f"c{position}"


def _read_json_field(header: str, _position: int) -> str:
    name = header.replace('"', '""')
    return f'cells."{name}"'


def _read_parquet_field(header: str, _position: int) -> str:
    name = header.replace('"', '""')
    return f'CAST("{name}" AS VARCHAR)'
