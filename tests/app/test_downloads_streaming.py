"""Files of rows are read as they are sent: nothing before, nothing whole in memory, nothing after the client left."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from flask.testing import FlaskClient
from pyarrow import parquet
from werkzeug.test import TestResponse

from app.config import Settings
from app.db import Snapshot
from app.downloads.row_files import ROW_FILES
from app.downloads.sink import Sink
from tests.bench.downloads import measured
from tests.effort import FULL
from tests.served import invent, publish

FILES = [f"/download/{name}{ending}" for name in ROW_FILES for ending in (".csv", ".parquet")]
each_file = pytest.mark.parametrize("address", FILES)


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List each reading that begins, and each that ends, whether it was read to the end or left."""
    seen: list[str] = []
    batches = Snapshot.batches

    def watched(snapshot: Snapshot, sql: str, *args: object, **options: int) -> Iterator[pa.RecordBatch]:
        seen.append("begun")
        try:
            yield from batches(snapshot, sql, *args, **options)
        finally:
            seen.append("ended")

    monkeypatch.setattr(Snapshot, "batches", watched)
    monkeypatch.setattr("app.downloads.csv_text.ROWS_AT_A_TIME", 100)
    monkeypatch.setattr("app.downloads.parquet.ROWS_AT_A_TIME", 100)
    return seen


@each_file
def test_nothing_is_read_before_it_is_asked_for(client: FlaskClient, reads: list[str], address: str) -> None:
    head = client.head(address)
    assert (head.status_code, head.data) == (200, b"")
    assert "Content-Length" not in head.headers
    kept = client.get(address, headers={"If-None-Match": head.headers["ETag"]})
    assert kept.status_code == 304
    assert reads == []


@each_file
def test_a_client_that_leaves_frees_its_cursor(client: FlaskClient, reads: list[str], address: str) -> None:
    response: TestResponse = client.get(address, buffered=False)
    parts = response.iter_encoded()
    assert next(parts), "the first bytes come before any row is read"
    assert reads == []
    assert next(parts)
    assert reads.count("begun") == reads.count("ended") + 1, "one is being read"
    response.close()
    assert reads.count("begun") == reads.count("ended")


def test_a_cursor_left_half_way_leaves_the_snapshot_usable(fresh: Callable[[], Snapshot]) -> None:
    snapshot = fresh()
    sql = "SELECT event_number FROM event ORDER BY event_number"
    half = snapshot.batches(sql, rows=100)
    first = next(half)
    others = [snapshot.batches(sql, rows=100) for _ in range(3)]
    assert all(next(other) == first for other in others), "each has a cursor of its own"
    half.close()
    assert sum(map(len, snapshot.batches(sql, rows=100))) == len(snapshot.rows(sql))


def test_a_snapshot_read_for_files_is_as_locked_as_for_pages(fresh: Callable[[], Snapshot]) -> None:
    snapshot = fresh()
    for sql in ("SELECT * FROM read_text('/etc/hostname')", "SELECT * FROM glob('/etc/*')"):
        with pytest.raises(Exception, match="disabled"):
            list(snapshot.batches(sql, rows=1))
    with pytest.raises(Exception, match="read-only"):
        list(snapshot.batches("DELETE FROM event", rows=1))
    with pytest.raises(Exception, match="locked"):
        list(snapshot.batches("SET memory_limit = '100GB'", rows=1))
    assert snapshot.rows("SELECT count(*) FROM event") > [(0,)]


def test_downloads_may_use_what_the_settings_give_them(demo_folder: Path) -> None:
    (file,) = demo_folder.glob("care-*.duckdb")
    snapshot = Snapshot(file, Settings(demo_folder, download_memory="48MiB"))
    names = ("memory_limit", "threads", "temp_directory")
    (batch,) = snapshot.batches(f"SELECT {', '.join(f'current_setting({n!r}) AS {n}' for n in names)}", rows=1)
    assert batch.to_pylist() == [{"memory_limit": "48.0 MiB", "threads": 1, "temp_directory": ""}]
    assert snapshot.rows("SELECT current_setting('memory_limit')") != [("48.0 MiB",)], "pages have their own"


@each_file
def test_a_cache_may_hold_rows_for_a_minute_and_never_for_good(
    client: FlaskClient, demo: Snapshot, address: str
) -> None:
    for query in ("", f"?snapshot={demo.info.snapshot}"):
        response = client.head(f"{address}{query}")
        assert response.headers["Cache-Control"] == "public, max-age=60"
        assert response.headers["ETag"] == f'"{demo.info.snapshot}"'


@each_file
def test_rows_of_another_snapshot_are_gone_and_the_address_of_those_there_are_is_given(
    client: FlaskClient, demo: Snapshot, address: str
) -> None:
    response = client.get(f"{address}?snapshot=20200101T000000Z&precinct=east&start=2025-12-01")
    assert response.status_code == 410
    assert response.content_type == "application/problem+json"
    (error,) = response.json["errors"]
    now = f"{address}?snapshot={demo.info.snapshot}&start=2025-12-01&precinct=EAST"
    assert (error["parameter"], error["allowed"].endswith(f" {now}")) == ("snapshot", True)
    assert client.head(now).status_code == 200


def test_a_sink_gives_what_it_took_once_and_knows_where_it_is() -> None:
    sink = Sink()
    sink.write(b"one ")
    sink.write(memoryview(bytearray(b"two")))
    assert (sink.drained(), sink.drained(), sink.tell()) == (b"one two", b"", 7)
    sink.write(b"!")
    assert (sink.drained(), sink.tell(), sink.writable()) == (b"!", 8, True)


def test_a_parquet_file_is_written_in_row_groups(client: FlaskClient, reads: list[str]) -> None:
    data = client.get("/download/events.parquet").data
    file = parquet.ParquetFile(pa.BufferReader(data))
    assert file.metadata.num_row_groups > 20
    assert file.metadata.num_rows == 3_000
    assert reads.count("begun") == reads.count("ended") == 2


@pytest.mark.skipif(not FULL, reason="writes a million rows: with CARE_TEST_EFFORT=full")
@each_file
def test_memory_does_not_grow_with_the_rows(million: Path, address: str) -> None:
    done = measured(million, address)
    assert done.size > 30_000_000
    assert done.peak_mb - done.before_mb < 130
    assert done.peak_mb < 300


@pytest.fixture(scope="module")
def million(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("million")
    publish(folder / "warehouse", invent(folder, 545_000, seed=7))
    return folder / "warehouse"
