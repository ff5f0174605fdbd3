"""Whoever could run SQL of their own would still read no file, write none, reach no network and change no bound."""

from collections.abc import Callable
from pathlib import Path

import pytest

from app.config import Settings
from app.db import Snapshot
from tests.attacks.target import Target

READS = (
    *("SELECT * FROM read_csv('/etc/passwd')", "SELECT * FROM read_text('/etc/hostname')", "FROM '/etc/passwd'"),
    *("SELECT * FROM read_json('/etc/passwd')", "SELECT * FROM read_parquet('x.parquet')", "SELECT * FROM glob('/*')"),
    *("SELECT * FROM read_blob('/proc/self/environ')", "SELECT * FROM sniff_csv('/etc/passwd')"),
    *("SELECT * FROM read_csv('http://169.254.169.254/')", "COPY event FROM '/etc/passwd'"),
)
WRITES = (
    *("COPY event TO 'out.csv'", "COPY (SELECT 1) TO '/tmp/out.parquet'", "EXPORT DATABASE 'out'"),
    *("DELETE FROM event", "UPDATE event SET beat = 'X'", "INSERT INTO snapshot SELECT * FROM snapshot"),
    *("DROP TABLE event", "CREATE TABLE x (y INT)", "ALTER TABLE event ADD COLUMN x INT", "TRUNCATE event"),
)
REACHES = (
    *("ATTACH '/tmp/x.duckdb' AS x", "ATTACH ':memory:' AS x; ATTACH 'y.duckdb'", "INSTALL httpfs", "LOAD httpfs"),
    *("INSTALL httpfs FROM community", "LOAD '/tmp/x.duckdb_extension'", "FORCE INSTALL json"),
    "CREATE SECRET s (TYPE s3, KEY_ID 'x', SECRET 'y')",
)
SETS = (
    *("SET memory_limit = '100GB'", "SET threads = 64", "SET enable_external_access = true"),
    *("SET lock_configuration = false", "RESET enable_external_access", "SET temp_directory = '/tmp'"),
    *("SET GLOBAL memory_limit = '1TB'", "PRAGMA memory_limit = '100GB'", "SET allowed_paths = ['/etc']"),
    *("SET allowed_directories = ['/']", "SET extension_directory = '/tmp'", "SET custom_user_agent = 'x'"),
    *("SET allow_unsigned_extensions = true", "SET secret_directory = '/tmp'", "PRAGMA enable_profiling = 'json'"),
)
BOUNDS = ("enable_external_access", "lock_configuration", "temp_directory", "memory_limit", "threads")


def _apart(snapshot: Snapshot, sql: str) -> object:
    with snapshot._apart("64MB", threads=1) as con:
        return con.execute(sql).fetchall()


WAYS: dict[str, Callable[[Snapshot, str], object]] = {
    "pages": lambda snapshot, sql: snapshot.rows(sql),
    "downloads": lambda snapshot, sql: list(snapshot.batches(sql, rows=10)),
    "queries that need room": _apart,
}


@pytest.fixture
def snapshot(folder: Path) -> Snapshot:
    (file,) = folder.glob("care-*.duckdb")
    return Snapshot(file, Settings(folder, threads=1))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("sql", [*READS, *WRITES, *REACHES, *SETS])
def test_the_database_refuses(
    snapshot: Snapshot, folder: Path, way: str, sql: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    held = {path.name: path.stat().st_size for path in folder.iterdir()}
    bounds = _bounds(snapshot)
    with pytest.raises(
        Exception, match=r"disabled|read-only|locked|allowed|permission|Parser|Binder|Catalog|not supported"
    ):
        WAYS[way](snapshot, sql)
    assert {path.name: path.stat().st_size for path in folder.iterdir()} == held
    assert list(tmp_path.iterdir()) == []
    assert _bounds(snapshot) == bounds
    assert snapshot.rows("SELECT count(*) FROM event") == [(400,)]


def _bounds(snapshot: Snapshot) -> object:
    return snapshot.rows(f"SELECT {', '.join(f'current_setting({name!r})' for name in BOUNDS)}")


def test_what_is_served_is_what_was_tried(target: Target, snapshot: Snapshot) -> None:
    served = target.warehouse.current()
    assert _bounds(served) == _bounds(snapshot)
    assert _bounds(served)[0][:3] == (False, True, "")  # type: ignore[index]
