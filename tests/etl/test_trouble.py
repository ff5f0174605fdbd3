"""A folder of snapshots that cannot be used, memory that is used up, and what readers see after a failure."""

import errno
import os
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as cli
from etl import build, publish, status, trouble
from etl.errors import advice_on, quoted, shortened, words_of
from tests.etl.conftest import Warehouse, assert_refused
from tests.etl.exports import many, row, write

STANDS = "Nothing was published; the snapshot served before still is."
REFUSALS = {errno.EACCES: "Permission denied", errno.EROFS: "Read-only file system"}


def out_of_memory(*_: object, **__: object) -> None:
    """Use up a megabyte."""
    with duckdb.connect() as con:
        con.execute("SET memory_limit = '1MB'")
        con.execute("SELECT range AS number FROM range(1000000) ORDER BY hash(number)").fetchall()


# the folder of snapshots


@pytest.mark.parametrize("below", ["", "deeper"])
@pytest.mark.parametrize("command", ["refresh", "status"])
def test_a_file_in_place_of_the_warehouse_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], below: str, command: str
) -> None:
    file = write(tmp_path / "export.csv", row())
    ran = Warehouse(file / below, capsys).run(command, *([file] if command == "refresh" else []))
    said = (
        f"Snapshots cannot be kept in {file / below}: {file} is a file. Name a folder (CARE_WAREHOUSE or --warehouse)."
    )
    assert ran.code == 1
    assert ran.err.endswith(f"error: {said}\n" + "Nothing was published.\n" * (command == "refresh"))


@pytest.mark.parametrize("command", ["refresh", "status", "publish"])
def test_a_folder_in_place_of_the_pointer_is_told(held: Warehouse, tmp_path: Path, command: str) -> None:
    snapshot, pointer = held.current, held.path / "current"
    pointer.unlink()
    pointer.mkdir()
    given = {"refresh": write(tmp_path / "export.csv", row()), "publish": snapshot}
    ran = held.run(command, *([given[command]] if command in given else []))
    assert ran.code == 1
    assert f"error: {pointer} is a folder, and must be the file that names the snapshot served. Move it" in ran.err
    assert "Errno" not in ran.err


@pytest.mark.parametrize("code", REFUSALS)
def test_a_warehouse_that_may_not_be_written_is_told(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code), str(held.path / ".lock"))

    with monkeypatch.context() as patched:
        patched.setattr(publish, "FileLock", refuse)
        ran = held.run("refresh", write(tmp_path / "export.csv", row()))
    assert_refused(held, 1, ran, f"{held.path / '.lock'} may not be read or written: {REFUSALS[code]}.", STANDS)
    assert f"the right to write in {held.path}, or name another folder of snapshots (CARE_WAREHOUSE" in ran.err
    assert "Errno" not in ran.err


def test_a_path_outside_the_warehouse_is_no_trouble_of_its(held: Warehouse, tmp_path: Path) -> None:
    error = PermissionError(errno.EACCES, "Permission denied", str(tmp_path / "export.csv"))
    assert trouble.with_the_warehouse(error, held.path) is None
    assert trouble.with_the_warehouse(ValueError(), held.path) is None
    assert trouble.with_the_warehouse(OSError(errno.EIO, "I/O error", str(held.path)), held.path) is None


# what readers see


@pytest.mark.parametrize("command", ["status", "check"])
def test_a_command_that_publishes_nothing_says_nothing_of_it(
    held: Warehouse, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(status, "served", fail)
    ran = held.run(command)
    assert (ran.code, ran.err) == (1, "error: the disk is gone\n")


@pytest.mark.parametrize("command", ["demo", "boundaries"])
def test_neither_does_one_that_writes_elsewhere(held: Warehouse, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    def fail(*_: object) -> None:
        raise OSError("the disk is gone")

    monkeypatch.setattr(cli, "write_demo", fail)
    monkeypatch.setattr(cli.boundaries, "accept", fail)
    assert held.run(command).err == "error: the disk is gone\n"


def test_a_publishing_that_fails_after_the_pointer_has_moved_says_so(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, sync = held.current, publish.sync

    def fail(path: Path) -> None:
        if path == held.path:
            raise OSError("the disk is gone")
        sync(path)

    monkeypatch.setattr(publish, "sync", fail)
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert held.current > before
    assert ran.err.endswith(
        f"error: the disk is gone\nSnapshot {held.current} is served all the same; what came after it failed.\n"
    )


# memory


def test_memory_that_is_used_up_is_told_with_our_setting_and_not_the_engines(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build, "cross_check", out_of_memory)
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert_refused(held, 1, ran, "Out of Memory Error", "Raise CARE_ETL_MEMORY, or lower CARE_ETL_THREADS", STANDS)
    assert "SET " not in ran.err
    assert "Possible solutions" not in ran.err


def test_memory_used_up_on_opening_a_file_is_no_fault_of_the_file(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.stage._csv_header", out_of_memory)
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert_refused(held, 1, ran, "Raise CARE_ETL_MEMORY")
    assert "Download it again" not in ran.err


def test_a_disk_too_full_to_spill_to_is_a_disk_that_is_full() -> None:
    error = duckdb.OutOfMemoryException("failed to offload data\nThis limit was set by 'max_temp_directory_size'.")
    assert advice_on(error).startswith("The disk is full.")
    assert words_of(error) == "failed to offload data"


# what a message quotes


def test_what_a_message_quotes_has_an_end() -> None:
    assert (shortened("short"), quoted("it's")) == ("short", '"it\'s"')
    assert shortened("x" * 201) == "x" * 200 + "…"
    for text in ("\0" * 1_000_000, "x" * 1_000_000):
        assert len(quoted(text)) == 201


@pytest.mark.parametrize("text", ["\0" * 100_000, ",".join(["x" * 30_000] * 3)])
def test_a_header_of_nothing_readable_is_quoted_in_part(held: Warehouse, tmp_path: Path, text: str) -> None:
    (tmp_path / "export.csv").write_text(text)
    ran = held.run("refresh", tmp_path / "export.csv")
    assert_refused(held, 2, ran, "export.csv: ")
    assert len(ran.err) < 600
