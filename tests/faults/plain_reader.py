"""A spoiled export read the slow way: no DuckDB, one record at a time, or not at all where it is no whole file.

What can be read is written anew as a plain portal CSV, which `tests.golden.rows` holds to the rules of rows.
"""

import csv
import datetime as dt
import gzip
import io
import json
import re
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from tests.golden.headers import HEADERS
from tests.golden.rows import HEADERS as NEEDED
from tests.golden.rows import header_key

csv.field_size_limit(1 << 30)

_KEYS = {header_key(header): header for header in HEADERS}
_MOST_BYTES = 8 << 20
"""Of more, the slow way takes too long."""
_LONGEST_LINE = 1_900_000
"""A record of 2 MB is refused: how many bytes count towards it is the reader's affair."""


class NotDefinedError(Exception):
    """What the file says depends on who reads it; the message says why."""


@dataclass(frozen=True)
class Plain:
    """A file's records as a plain CSV, and the number of its first record there minus the number in the file."""

    path: Path
    shift: int


def read_plainly(path: Path, into: Path) -> Plain:
    """Write a file's records, which are defined, to a CSV. Raises `NotDefinedError`."""
    is_parquet = path.name.endswith(".parquet")
    if ".csv" in path.name:
        into.write_bytes(_whole_csv(_unzipped(path)))
        return Plain(into, 0)
    records = list(_of_parquet(path) if is_parquet else _of_json(_unzipped(path)))
    _refuse_unheaded({key for record in records for key in record}, blanks_may_be_absent=not is_parquet)
    with into.open("w", newline="", encoding="utf-8", errors="surrogatepass") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(HEADERS)
        writer.writerows([record.get(header_key(header), "") for header in HEADERS] for record in records)
    return Plain(into, 1)


def _unzipped(path: Path) -> bytes:
    data = path.read_bytes()
    if path.name.endswith(".gz"):
        try:
            with gzip.open(io.BytesIO(data)) as file:
                data = file.read(_MOST_BYTES + 1)
        except (OSError, EOFError, zlib.error) as error:
            raise NotDefinedError(f"no whole gzip: {error}") from error
    if len(data) > _MOST_BYTES:
        raise NotDefinedError("too large to read plainly")
    return data


# CSV


def _whole_csv(data: bytes) -> bytes:
    """Give a CSV's bytes if every reader finds the same records in them."""
    text = data.decode("utf-8-sig", errors="surrogateescape")
    _refuse_odd_line_endings(text)
    if max(map(len, data.split(b"\n"))) > _LONGEST_LINE:
        raise NotDefinedError("a very long line")
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise NotDefinedError(str(error)) from error
    for record in records:
        if any('"' in field for field in record) and _is_oddly_quoted(text):
            raise NotDefinedError("a quote within a field that has none around it")
    if not records or not records[0]:
        raise NotDefinedError("no header")
    _refuse_unheaded({header_key(name) for name in records[0]})
    known = [key for name in records[0] if (key := header_key(name)) in _KEYS]
    if len(known) > len(set(known)):
        raise NotDefinedError("a column twice")
    return data


def _refuse_odd_line_endings(text: str) -> None:
    """Raise where carriage returns are not before every line feed, or are within a quoted field."""
    if "\r" in text and (re.search(r"\r(?!\n)|(?<!\r)\n", text) or '"' in text):
        raise NotDefinedError("mixed line endings")


def _is_oddly_quoted(text: str) -> bool:
    """Say whether a quote opens in the middle of a field, which some readers take as it stands and some refuse."""
    outside = re.sub(r'(^|[,\n])[ ]*"(?:[^"]|"")*"(?=[,\r\n]|$)', r"\1", text)
    return '"' in outside


# JSON


def _of_json(data: bytes) -> Iterator[Mapping[str, str]]:
    try:
        text = data.decode("utf-8")
        values = _values(text)
    except (ValueError, RecursionError) as error:
        raise NotDefinedError(f"no JSON: {error}") from error
    for value in values:
        yield {key: _text(cell) for key, cell in _by_key(value)}


class _Raw(str):
    """A number as it is written."""

    __slots__ = ()


def _refuse_constant(name: str) -> None:
    raise NotDefinedError(f"{name} is no JSON")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) < len(pairs):
        raise NotDefinedError("a key twice")
    return dict(pairs)


def _values(text: str) -> list[Any]:
    """Give the elements of one array, or each value that follows another."""
    decoder = json.JSONDecoder(
        object_pairs_hook=_pairs, parse_int=_Raw, parse_float=_Raw, parse_constant=_refuse_constant
    )
    found: list[Any] = []
    place = 0
    while place < len(text.rstrip(" \t\r\n")):
        place += len(text[place:]) - len(text[place:].lstrip(" \t\r\n"))
        value, place = decoder.raw_decode(text, place)
        found.append(value)
    if len(found) == 1 and isinstance(found[0], list):
        return list(found[0])
    if any(isinstance(value, list) for value in found):
        raise NotDefinedError("arrays among other values")
    return found


def _by_key(value: object) -> list[tuple[str, Any]]:
    """Give an object's cells by the key of their column; of what is no object, none."""
    if not isinstance(value, dict):
        return []
    cells = [(header_key(name), cell) for name, cell in value.items()]
    known = [key for key, _ in cells if key in _KEYS]
    if len(known) > len(set(known)):
        raise NotDefinedError("a column twice")
    return cells


def _text(cell: object) -> str:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, bytes):
        return _decoded(cell)
    if isinstance(cell, dict | list):
        return json.dumps(cell, separators=(",", ":"), ensure_ascii=False)
    text = "" if cell is None else str(cell)
    return re.sub(r"(\.[0-9]*?)0+$", r"\1", text) if isinstance(cell, dt.datetime) else text


def _decoded(cell: bytes) -> str:
    try:
        return cell.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NotDefinedError("bytes that are no text") from error


# Parquet


def _of_parquet(path: Path) -> Iterator[Mapping[str, str]]:
    try:
        table = pq.read_table(path, use_threads=False)
        table.validate(full=True)
        rows = table.to_pylist() if len(set(table.column_names)) == table.num_columns else None
    except (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError) as error:
        raise NotDefinedError(f"no whole Parquet: {error}") from error
    if rows is None:
        raise NotDefinedError("a column twice")
    _refuse_unheaded({header_key(name) for name in table.column_names}, blanks_may_be_absent=False)
    for row in rows:
        yield {header_key(name): _text(cell) for name, cell in row.items()}


def _refuse_unheaded(keys: set[str], *, blanks_may_be_absent: bool = False) -> None:
    missing = [header for header in NEEDED.values() if header_key(header) not in keys]
    if missing and not blanks_may_be_absent:
        raise NotDefinedError(f"no column {missing[0]}")


def lines_left(path: Path, header: str, whole: Sequence[str]) -> set[str]:
    """Say which of a CSV's records, given as they were before, still stand in it as lines of their own.

    Under another header a line says something else: none stands where a column that is needed has another place.
    """
    try:
        found, *lines = _unzipped(path).decode("utf-8-sig", errors="surrogateescape").split("\n")
    except NotDefinedError:
        return set()
    return {line for line in lines if line + "\n" in whole} if _places(found) == _places(header) else set()


def _places(header: str) -> list[int | None]:
    """Give the place of each column that is needed."""
    keys = [header_key(name) for name in header.split(",")]
    return [keys.index(key) if (key := header_key(name)) in keys else None for name in NEEDED.values()]
