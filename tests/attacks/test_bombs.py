"""Exports that unpack without end: refused with one message, within memory, time and disk that are bounded."""

import gzip
import os
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from etl import unpacked
from etl.config import PROJECT
from tests.effort import FULL
from tests.etl.conftest import Warehouse, _held, _settings, assert_refused, held, warehouse  # noqa: F401
from tests.etl.exports import HEADERS, many, portal_lines, row, write, write_json_lines, write_parquet
from tests.measured import run_measured

BOUND = "25GB" if FULL else "100MB"
UNPACKED = 30_000_000_000 if FULL else 300_000_000
MOST_SECONDS, MOST_MEMORY_MB = (400, 700) if FULL else (30, 700)
TOO_LARGE = "unpacks to more than"


def bomb(path: Path, start: bytes, filling: bytes) -> Path:
    """Write a gzip that unpacks to `UNPACKED` bytes: members of 10 MB, each of some kilobytes."""
    member = gzip.compress(filling * (10_000_000 // len(filling)), compresslevel=6)
    with path.open("wb") as file:
        file.write(gzip.compress(start))
        for _ in range(UNPACKED // 10_000_000):
            file.write(member)
    assert path.stat().st_size < UNPACKED / 100
    return path


def rows_of_csv() -> bytes:
    return "".join(portal_lines(many(50))[1:]).encode()


def rows_of_json(folder: Path) -> bytes:
    return write_json_lines(folder / "rows.jsonl", *many(50)).read_bytes()


HEADER = portal_lines([row()])[0].encode()
GZIPS = {
    "a CSV of one endless line": ("export.csv.gz", lambda _: (HEADER, b"0")),
    "a CSV of good rows": ("export.csv.gz", lambda _: (HEADER, rows_of_csv())),
    "a CSV of an endless header": ("export.csv.gz", lambda _: (b"", b"a,")),
    "a CSV of nothing but line ends": ("export.csv.gz", lambda _: (HEADER, b"\n")),
    "a JSON array that never closes": ("export.json.gz", lambda _: (b"[", b"[")),
    "a JSON text without end": ("export.json.gz", lambda _: (b'[{"a": "', b"a")),
    "JSON lines of good rows": ("export.jsonl.gz", lambda folder: (b"", rows_of_json(folder))),
}


@pytest.mark.parametrize("case", GZIPS)
def test_a_gzip_that_unpacks_without_end_is_refused(held: Warehouse, tmp_path: Path, case: str) -> None:
    name, parts = GZIPS[case]
    path = bomb(tmp_path / name, *parts(tmp_path))
    before = {file.name: file.stat().st_mtime_ns for file in held.path.iterdir() if file.name != ".lock"}
    ended = refresh_apart(path, held.path)
    assert ended.code == 2, ended.err
    assert "Traceback" not in ended.err
    assert re.findall("^error: .*", ended.err, re.MULTILINE) == [
        f"error: {name}: {TOO_LARGE} {'25.0 GB' if FULL else '100 MB'}, the most that one export may (CARE_ETL_UNPACKED); "
        "all that Seattle has published takes 5.3 GB. Find out where the file came from. If it is right, raise the setting."
    ]
    assert {file.name: file.stat().st_mtime_ns for file in held.path.iterdir() if file.name != ".lock"} == before
    assert ended.seconds < MOST_SECONDS
    assert ended.memory_mb < MOST_MEMORY_MB


@dataclass(frozen=True)
class Ended:
    """How a refresh of its own process ended, how long it took and the most memory it held."""

    code: int
    err: str
    seconds: float
    memory_mb: float


def refresh_apart(export: Path, folder: Path) -> Ended:
    """Refresh in a process of its own, whose memory is its own too."""
    command = [sys.executable, "-m", "etl", "refresh", str(export), "--warehouse", str(folder)]
    said = export.with_suffix(".said")
    with said.open("wb") as output:
        used = run_measured(
            command, stdout=output, stderr=output, folder=PROJECT, env=os.environ | {"CARE_ETL_UNPACKED": BOUND}
        )
    return Ended(used.code, said.read_text(), used.seconds, used.peak_mb)


def test_a_gzip_within_the_bound_is_read(held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARE_ETL_UNPACKED", "100MB")
    assert "3 rows read" in held.refresh(write(tmp_path / "export.csv.gz", *many(3))).out


def test_a_file_that_is_too_large_as_it_lies_is_not_opened(
    held: Warehouse,
    tmp_path: Path,
) -> None:
    path = tmp_path / "export.csv"
    with path.open("wb") as file:
        file.truncate(unpacked.MOST_BYTES + 1)  # a hole: it takes no room
    started = time.monotonic()
    assert_refused(held, 2, held.run("refresh", path), f"export.csv: {TOO_LARGE} 25.0 GB")
    assert time.monotonic() - started < 5


def parquet_of(path: Path, column: pa.Array | pa.ChunkedArray, **how: object) -> Path:
    """Write a Parquet export whose every column is the same."""
    pq.write_table(pa.table(dict.fromkeys(HEADERS, column)), path, **how)
    return path


def test_parquet_of_one_long_text_for_every_row_is_refused(held: Warehouse, tmp_path: Path) -> None:
    same = pa.DictionaryArray.from_arrays(pa.nulls(30_000, pa.int32()).fill_null(0), pa.array(["A" * 100_000]))
    path = parquet_of(tmp_path / "export.parquet", same, compression="zstd")
    assert path.stat().st_size < 1_000_000, "138 GB of text"
    started = time.monotonic()
    assert_refused(held, 2, held.run("refresh", path), f"export.parquet: {TOO_LARGE} 25.0 GB")
    assert time.monotonic() - started < 20


def test_parquet_of_rows_without_number_is_refused_by_its_footer(
    held: Warehouse,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("CARE_ETL_UNPACKED", "100MB")
    path = parquet_of(tmp_path / "export.parquet", pa.nulls(2_200_000, pa.string()))
    assert path.stat().st_size < 1_000_000, "each row is empty, and there are too many"
    assert_refused(held, 2, held.run("refresh", path), f"export.parquet: {TOO_LARGE} 100 MB")


def test_parquet_that_must_be_unpacked_at_once_is_refused_by_its_footer(
    held: Warehouse,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unpacked, "MOST_CHUNK_BYTES", 1_000_000)
    path = parquet_of(
        tmp_path / "export.parquet", pa.array(["A" * 2_000_000]), compression="zstd", use_dictionary=False
    )
    ran = held.run("refresh", path)
    assert_refused(held, 2, ran, "one column of one row group unpacks to 2 MB", "Write it with row groups of a million")


def test_parquet_without_rows_or_of_few_is_no_bomb(held: Warehouse, tmp_path: Path) -> None:
    assert "2 rows read" in held.refresh(write_parquet(tmp_path / "export.parquet", *many(2))).out
