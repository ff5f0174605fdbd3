"""What a refresh merges with: the snapshot served, or the newest that can be read, so that no row goes with a pointer."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from etl import publish
from etl.config import PROJECT
from etl.held import those_of
from tests.etl.conftest import HELD_KEY, Warehouse
from tests.etl.exports import many, row, write

KEYS = "SELECT count(*) FROM export_row"


@pytest.mark.parametrize(
    "pointer",
    [None, b"", b"20200101T000000Z\n", b"../../etc/passwd", b"\xff\xfe\x00", b"x" * 5_000],
    ids=["missing", "empty", "dangling", "of another place", "bytes", "long"],
)
def test_a_broken_pointer_loses_no_row_and_is_mended(held: Warehouse, tmp_path: Path, pointer: bytes | None) -> None:
    path = held.path / publish.POINTER
    path.unlink() if pointer is None else path.write_bytes(pointer)
    held.refresh(write(tmp_path / "export.csv", *many(3)))
    assert held.one(KEYS) == 4


def test_a_broken_pointer_is_mended_by_a_refresh_that_changes_nothing(warehouse: Warehouse, tmp_path: Path) -> None:
    export = write(tmp_path / "export.csv", row())
    warehouse.refresh(export)
    served = warehouse.current
    (warehouse.path / publish.POINTER).unlink()
    assert "Nothing new" in warehouse.refresh(export).out
    assert warehouse.current == served


@pytest.mark.parametrize("kept_bytes", [0, 100, 20_000, 400_000], ids=["empty", "torn", "shorter", "nearly whole"])
def test_where_the_snapshot_served_cannot_be_read_the_one_before_is_merged_with(
    held: Warehouse, tmp_path: Path, kept_bytes: int
) -> None:
    held.refresh(write(tmp_path / "1_20260101T000000Z.csv", *many(3)))
    broken = held.snapshot
    broken.write_bytes(broken.read_bytes()[:kept_bytes])
    held.refresh(write(tmp_path / "2_20260102T000000Z.csv", *many(5)))
    assert held.one(KEYS) == 6
    assert held.snapshot > broken


def test_where_no_snapshot_can_be_read_nothing_is_begun_afresh(held: Warehouse, tmp_path: Path) -> None:
    held.snapshot.write_bytes(b"not a database")
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert ran.code == 1
    assert "No snapshot in" in ran.err
    assert "Put one back from a backup" in ran.err
    assert publish.snapshots(held.path) == [held.current]


def test_a_file_of_another_name_is_no_snapshot(held: Warehouse, tmp_path: Path) -> None:
    (held.path / "care-copy.duckdb").write_bytes(b"")
    held.refresh(write(tmp_path / "export.csv", *many(3)))
    assert held.rows(f"SELECT 1 FROM export_row WHERE call_sign_dispatch_id = '{HELD_KEY}'") == [(1,)]


def test_a_snapshot_that_cannot_be_read_is_not_published_again_and_status_says_so(
    held: Warehouse, tmp_path: Path
) -> None:
    first = held.current
    held.refresh(write(tmp_path / "export.csv", *many(3)))
    second = held.current
    (held.path / f"care-{first}.duckdb").write_bytes(b"not a database")
    ran = held.run("publish", first)
    assert (ran.code, held.current) == (2, second)
    assert f"Snapshot {first} cannot be read, so it is not served" in ran.err
    assert f"  {first}  cannot be read: " in held.run("status").out


# what takes the place of a snapshot served, and what may not


@pytest.fixture
def second(held: Warehouse, tmp_path: Path) -> tuple[str, Path]:
    """Serve a second snapshot; give the first one's id and the export that is in both from then on."""
    export = write(tmp_path / "held_20251101T000000Z.csv", row("2M9", event=HELD_KEY.removesuffix("2M9")))
    first = held.current
    held.refresh(write(tmp_path / "export.csv", *many(3)))
    return first, export


@pytest.mark.parametrize("kept_bytes", [0, 100, 400_000], ids=["empty", "torn", "nearly whole"])
def test_readers_moved_to_an_older_snapshot_are_told_why(
    held: Warehouse, second: tuple[str, Path], kept_bytes: int
) -> None:
    (first, export), damaged = second, held.current
    held.snapshot.write_bytes(held.snapshot.read_bytes()[:kept_bytes])
    ran = held.refresh(export)
    assert held.current == first
    assert f"warning: Snapshot {damaged} is damaged, and {first} takes its place: " in ran.err
    moved = f"Readers were moved to {first}, because {damaged}, which was served, cannot be read."
    assert ran.out.splitlines()[:2] == [f"Nothing new in these files: snapshot {first} stands.", moved]


def test_the_json_summary_says_who_was_moved_and_what_was_warned_of(held: Warehouse, second: tuple[str, Path]) -> None:
    (first, export), damaged = second, held.current
    held.snapshot.write_bytes(b"not a database")
    told = json.loads(held.refresh(export, "--json").out)
    assert told["moved"] == f"Readers were moved to {first}, because {damaged}, which was served, cannot be read."
    (warning,) = told["warnings"]
    assert warning.startswith(f"Snapshot {damaged} is damaged, and {first} takes its place: ")


def test_a_lost_pointer_is_told_of(held: Warehouse, second: tuple[str, Path]) -> None:
    newest = held.current
    (held.path / publish.POINTER).unlink()
    ran = held.refresh(second[1])
    assert f"current leads to no snapshot, and {newest} takes its place." in ran.err
    assert f"Readers were moved to {newest}, because the pointer led to no snapshot." in ran.out


def test_a_snapshot_that_this_user_may_not_read_is_not_passed_over(held: Warehouse, second: tuple[str, Path]) -> None:
    served = held.current
    held.snapshot.chmod(0)
    ran = _without_roots_powers("refresh", str(second[1]), "--warehouse", str(held.path))
    assert (ran.returncode, held.current) == (1, served), ran.stderr
    assert f"error: {held.snapshot} may not be read by this user ({os.geteuid()}): it is of user" in ran.stderr
    assert "with mode 0000. Run the refresh as that user" in ran.stderr


def test_nothing_is_fetched_while_this_user_may_not_read_the_snapshot(held: Warehouse) -> None:
    held.snapshot.chmod(0)
    ran = _without_roots_powers("refresh", "--fetch", "--warehouse", str(held.path))
    assert ran.returncode == 1
    assert ran.stderr.startswith(f"error: {held.snapshot} may not be read by this user")


def test_a_snapshot_open_in_another_program_is_not_passed_over(held: Warehouse, second: tuple[str, Path]) -> None:
    served = held.current
    opens = f"import duckdb; c = duckdb.connect({str(held.snapshot)!r}); print(flush=True); input()"
    with subprocess.Popen([sys.executable, "-c", opens], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout
        other.stdout.readline()
        ran = held.run("refresh", second[1])
        other.communicate(b"\n")
    assert (ran.code, held.current) == (1, served)
    assert "is open for writing in another program" in ran.err


def _without_roots_powers(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as a user for whom modes count, which they do not for root."""
    drop = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []
    command = [*drop, sys.executable, "-m", "etl", *arguments]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)


MANY = 400_000
"""More than three row groups, which is what DuckDB passes over at once."""


@pytest.fixture(scope="module")
def large() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give a table of many keys, in order but for the last, as after a day was written in place."""
    with duckdb.connect() as con:
        con.execute("CREATE TABLE large AS SELECT format('{:08d}', range) AS key FROM range(?)", [MANY])
        con.execute("INSERT INTO large VALUES ('00000007'), ('00390000')")
        con.execute("CREATE TABLE named (key VARCHAR)")
        yield con


def found(con: duckdb.DuckDBPyConnection, named: list[str]) -> tuple[list[str], int]:
    """Give the keys of the rows found, and how many row groups were looked into to find them."""
    con.execute("DELETE FROM named")
    con.execute("INSERT INTO named SELECT unnest(?::VARCHAR[])", [named])
    query = f"SELECT key FROM large WHERE {those_of('large', 'named', 'key')} ORDER BY rowid"
    ((_, plan),) = con.execute(f"EXPLAIN ANALYZE {query}").fetchall()
    scanned = [int(groups) for groups, of in re.findall(r"Row Groups Scanned: (\d+) / (\d+)", plan) if int(of) > 1]
    return [key for (key,) in con.execute(query).fetchall()], max(scanned, default=0)


@pytest.mark.parametrize(
    ("named", "rows"),
    [
        ([], []),
        (["no such key", "00400000"], []),
        (["00000000", "00000007"], ["00000000", "00000007", "00000007"]),
        (["00399999", "00000001", "00000001"], ["00000001", "00399999"]),
        (["00390000"], ["00390000", "00390000"]),
    ],
    ids=["none", "unknown", "at the beginning and again at the end", "far apart, one twice", "at the end"],
)
def test_rows_are_found_by_the_keys_that_another_table_names(
    large: duckdb.DuckDBPyConnection, named: list[str], rows: list[str]
) -> None:
    assert found(large, named)[0] == rows


def test_only_the_row_groups_between_the_least_and_the_greatest_key_are_looked_into(
    large: duckdb.DuckDBPyConnection,
) -> None:
    assert found(large, ["00390000", "00395000"])[1] == 1
    assert found(large, ["00000000", "00399999"])[1] == 4
