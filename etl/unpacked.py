"""Exports unpacked with suspicion: a file of some megabytes can be made to unpack to more than any disk holds.

What is counted is what the rows would take as text. gzip is counted as it is read, for what it says of its own size is
not to be believed; Parquet by its footer first, which costs nothing, and then by its values, which may be one long text
that stands for millions of rows. Counting holds no more than a megabyte, and stops at the bound.
"""

import gzip
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from etl.errors import BadInput

MOST_BYTES = 25_000_000_000
"""Of one export: five times the 5.3 GB of text that Seattle's whole history takes."""

MOST_CHUNK_BYTES = 512_000_000
"""Of one column in one row group, which a reader may have to unpack at once; 11 million event numbers are 0.2 GB."""

_AT_A_TIME = 1 << 20


def is_packed(path: Path) -> bool:
    """Say whether a file's name says that it is a gzip."""
    return path.name.lower().endswith(".gz")


def opened(path: Path) -> gzip.GzipFile | io.BufferedReader:
    """Open a file to be read, unpacked if it is packed."""
    return gzip.open(path) if is_packed(path) else path.open("rb")


def chunks(path: Path, most: int) -> Iterator[bytes]:
    """Give a file's bytes a megabyte at a time, a gzip held to its checksum. Raises `BadInput` past `most` bytes."""
    count = 0
    with opened(path) as file:
        while chunk := file.read(_AT_A_TIME):
            count += len(chunk)
            if count > most:
                raise _too_large(path, most)
            yield chunk


def refuse_large(path: Path, most: int) -> None:
    """Refuse a file that is larger as it lies there than it may be unpacked."""
    if path.stat().st_size > most:
        raise _too_large(path, most)


def refuse_large_parquet(
    con: duckdb.DuckDBPyConnection, path: Path, pattern: str, texts: Sequence[str], most: int
) -> None:
    """Refuse a Parquet file by its footer, then by what its columns hold.

    `pattern` is its path as the reader takes it, `texts` the SQL of each column that is read, as text.
    """
    chunk = _number(con, "SELECT max(total_uncompressed_size) FROM parquet_metadata(?)", pattern)
    if chunk > MOST_CHUNK_BYTES:
        raise BadInput(
            f"{path.name}: one column of one row group unpacks to {_size(chunk)}, and {_size(MOST_CHUNK_BYTES)} is the "
            "most that is unpacked at once. Write it with row groups of a million rows."
        )
    separators = len(texts) * _number(con, "SELECT sum(num_rows) FROM parquet_file_metadata(?)", pattern)
    if separators > most:
        raise _too_large(path, most)
    lengths = " + ".join(f"coalesce(sum(strlen({text})), 0)" for text in texts) or "0"
    if separators + _number(con, f"SELECT {lengths} FROM read_parquet(?, binary_as_string=true)", pattern) > most:
        raise _too_large(path, most)


def _number(con: duckdb.DuckDBPyConnection, query: str, pattern: str) -> int:
    """Ask for one number; of a file without rows it is 0."""
    (found,) = con.execute(query, [pattern]).fetchone() or (0,)
    return int(found or 0)


def _too_large(path: Path, most: int) -> BadInput:
    return BadInput(
        f"{path.name}: unpacks to more than {_size(most)}, the most that one export may (CARE_ETL_UNPACKED); all that "
        "Seattle has published takes 5.3 GB. Find out where the file came from. If it is right, raise the setting."
    )


def _size(count: int) -> str:
    return f"{count / 1e9:,.1f} GB" if count >= 1e9 else f"{count / 1e6:,.0f} MB"
