"""A block of a snapshot that is not as it was written is found, wherever it lies, by one row of each segment."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from etl.damage import read_every_block
from tests.effort import FULL

BLOCK, HEADERS = 262_144, 3 * 4_096
"""Bytes of a block, and of what stands before the first."""

ROWS = 300_000
TABLE = f"""
    CREATE TABLE wide AS
    SELECT 'event ' || i AS key, md5(i::VARCHAR) AS digest, hash(i) AS number,
           TIMESTAMP '2025-01-01' + INTERVAL (hash(i) % 1000000) SECOND AS at,
           CASE WHEN i % 3 = 0 THEN 'often' END AS word, NULL::INTEGER AS never
    FROM range({ROWS}) AS numbers(i)
"""


def written(path: Path, *statements: str) -> Path:
    with duckdb.connect(str(path)) as con:
        for statement in statements:
            con.execute(statement)
    return path


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    few = "CREATE TABLE few AS SELECT 'one' AS word"
    return written(tmp_path_factory.mktemp("whole") / "whole.duckdb", TABLE, few, "CREATE TABLE none (word VARCHAR)")


def blocks_of_rows(path: Path) -> list[int]:
    """List the blocks that hold a table's rows: the others hold what is read when a file is attached, or nothing."""
    with duckdb.connect(str(path), read_only=True) as con:
        segments = "SELECT unnest(list_prepend(block_id, additional_block_ids)) AS block FROM pragma_storage_info(?)"
        tables = con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
        found = {block for (name,) in tables for (block,) in con.execute(segments, [name]).fetchall()}
    return sorted(found - {-1})


def spoiled(path: Path, block: int, target: Path) -> Path:
    copyfile(path, target)
    with target.open("r+b") as file:
        file.seek(HEADERS + block * BLOCK + BLOCK // 2)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 1]))
    return target


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        yield con


def attach(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    con.execute(f"ATTACH '{path}' AS held (READ_ONLY)")


def is_found(path: Path) -> bool:
    """Say whether reading every block tells of a checksum that does not fit."""
    with duckdb.connect() as con:
        attach(con, path)
        try:
            read_every_block(con, "held")
        except duckdb.Error as error:
            return "checksum" in str(error)
    return False


def test_a_whole_file_is_whole(con: duckdb.DuckDBPyConnection, whole: Path) -> None:
    attach(con, whole)
    read_every_block(con, "held")


def test_a_bit_flipped_in_any_block_is_found(whole: Path, tmp_path: Path) -> None:
    blocks = blocks_of_rows(whole)
    assert len(blocks) > 40
    for block in blocks if FULL else blocks[:: len(blocks) // 12]:
        assert is_found(spoiled(whole, block, tmp_path / "spoiled.duckdb")), block


def test_every_block_is_read(con: duckdb.DuckDBPyConnection, whole: Path) -> None:
    """One row of each segment loads as many blocks as all rows do."""
    loaded = "SELECT memory_usage_bytes FROM duckdb_memory() WHERE tag = 'BASE_TABLE'"
    attach(con, whole)
    read_every_block(con, "held")
    few = con.execute(loaded).fetchone()
    con.execute("SELECT max(COLUMNS(*)) FROM held.wide").fetchall()
    assert few == con.execute(loaded).fetchone()
    assert few is not None
    assert few[0] > 40 * BLOCK


@pytest.mark.parametrize(
    "change",
    ["DELETE FROM wide WHERE rowid % 122880 < 4096", "UPDATE wide SET word = repeat('long ', 100000) WHERE rowid = 5"],
    ids=["rows at the beginning of segments are deleted", "a text is longer than a block"],
)
def test_where_a_row_does_not_tell_of_its_segment_all_rows_are_read(whole: Path, tmp_path: Path, change: str) -> None:
    changed = written(Path(copyfile(whole, tmp_path / "changed.duckdb")), change, "CHECKPOINT")
    blocks = blocks_of_rows(changed)
    for block in blocks if FULL else blocks[:: len(blocks) // 4]:
        assert is_found(spoiled(changed, block, tmp_path / "spoiled.duckdb")), block
