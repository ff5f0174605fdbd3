"""The command line: exit codes, what it says, its JSON, its settings."""

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from etl import __main__ as cli
from etl import build
from etl.metrics import HEADLINE
from tests.etl.conftest import HELD_KEY, Warehouse, assert_refused
from tests.etl.exports import many, row, write

INVENTED = "9999000000001"


# invented and real


def test_invented_and_real_rows_in_one_file_are_refused(held: Warehouse, tmp_path: Path) -> None:
    path = write(tmp_path / "export.csv", row(), row(event=INVENTED), row("2M1"))
    assert_refused(
        held,
        2,
        held.run("refresh", path),
        "Invented and real rows never share a snapshot. export.csv, record 3 is invented",
        "export.csv, record 2 is not. Give one kind only.",
    )


def test_invented_and_real_rows_in_two_files_are_refused(held: Warehouse, tmp_path: Path) -> None:
    real, invented = write(tmp_path / "real.csv", row()), write(tmp_path / "made-up.csv", row(event=INVENTED))
    ran = held.run("refresh", invented, real)
    assert_refused(held, 2, ran, "made-up.csv, record 2 is invented", "real.csv, record 2 is not")


def test_invented_rows_are_refused_over_real_ones(held: Warehouse, tmp_path: Path) -> None:
    ran = held.run("refresh", write(tmp_path / "export.csv", row(event=INVENTED)))
    assert_refused(held, 2, ran, "The export is invented", "the warehouse holds real data", "another --warehouse")


def test_real_rows_start_afresh_over_invented_ones(warehouse: Warehouse, tmp_path: Path) -> None:
    ran = warehouse.refresh(write(tmp_path / "invented_20300101T000000Z.csv", row(event=INVENTED)))
    assert "INVENTED DATA" in ran.out
    assert warehouse.one("SELECT is_invented FROM snapshot")
    ran = warehouse.refresh(write(tmp_path / "real.csv", row()))
    assert "INVENTED" not in ran.out
    assert warehouse.rows("SELECT event_number FROM export_row") == [(row()["event_number"],)]
    assert warehouse.rows("SELECT file_name FROM source_file") == [("real.csv",)]
    assert warehouse.rows("SELECT is_invented, vintage::VARCHAR FROM snapshot") == [(False, "2025-11-03 14:31:00")]


def test_invented_rows_add_to_invented_ones(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "1.csv", row(event=INVENTED)))
    warehouse.refresh(write(tmp_path / "2.csv", row("2M1", event=INVENTED)))
    assert warehouse.one("SELECT count(*) FROM export_row") == 2


# refresh


def test_the_json_summary_adds_up_over_files(warehouse: Warehouse, tmp_path: Path) -> None:
    paths = [
        write(tmp_path / "export_20260101T000000Z.csv", row(), row("2M1"), row("2M2", officers="")),
        write(tmp_path / "export_20260201T000000Z.csv", row(officers="3"), row("2M1"), row("2M3", officers="x")),
    ]
    told = json.loads(warehouse.refresh(*paths, "--max-rejects", 1, "--json").out)
    assert told.pop("seconds") > 0
    assert told.pop("peak_memory_mb") > 0
    assert told.pop("rejected_file") == str(warehouse.path / f"rejected-{warehouse.current}.jsonl")
    assert told == {
        "snapshot": warehouse.current,
        "published": True,
        "rows_read": 6,
        "accepted": 2,
        "unchanged": 1,
        "superseded": 1,
        "rejected": {"Count Of Officers is blank": 1, "Count Of Officers is not a whole number": 1},
        "restated": 1,
        "withdrawn": 0,
        "overruled": [],
        "moved": None,
        "warnings": [],
        "people": None,
        "events": 1,
        "vintage": "2026-02-01T00:00:00Z",
        "is_invented": False,
    }


def test_json_goes_without_progress_and_text_with_a_line_a_step(warehouse: Warehouse, tmp_path: Path) -> None:
    assert warehouse.refresh(write(tmp_path / "1.csv", row()), "--json").err == ""
    assert warehouse.refresh(write(tmp_path / "2.csv", row("2M1"))).err.splitlines() == list(build.STEPS)


def test_without_paths_the_exports_folder_is_read(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exports = tmp_path / "data" / "exports"
    exports.mkdir(parents=True)
    write(exports / "export.csv", row())
    (exports / "notes.txt").write_text("not an export")
    (tmp_path / "data" / "reference").symlink_to(cli.PROJECT / "data" / "reference")
    monkeypatch.setenv("CARE_DATA_DIR", str(tmp_path / "data"))
    assert "1 rows read" in warehouse.refresh().out


@pytest.mark.parametrize(
    ("option", "given", "said"),
    [
        ("--max-rejects", "2", "'2' is not a share from 0 to 1, such as 0.01"),
        ("--max-rejects", "few", "'few' is not a share"),
        ("--max-rejects", "nan", "'nan' is not a share"),
        ("--as-of", "yesterday", "'yesterday' is not a time such as 2026-01-04T12:00:00Z"),
        ("--as-of", "0001-01-01T00:00:00+14:00", "'0001-01-01T00:00:00+14:00' is not a time such as"),
        ("--as-of", "9999-12-31T23:59:59-14:00", "'9999-12-31T23:59:59-14:00' is not a time such as"),
        ("--as-of", "2999-01-01", "'2999-01-01' is in the future: give the time at which the file was made"),
    ],
)
def test_an_unusable_option_is_explained(
    held: Warehouse, tmp_path: Path, capsys: pytest.CaptureFixture[str], option: str, given: str, said: str
) -> None:
    with pytest.raises(SystemExit) as stopped:
        held.run("refresh", write(tmp_path / "export.csv", row()), option, given)
    assert stopped.value.code == 2
    assert said in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CARE_ETL_MEMORY", "lots", "CARE_ETL_MEMORY is 'lots': give a size such as 2GB or 512MB."),
        ("CARE_ETL_MEMORY", "0MB", "CARE_ETL_MEMORY is '0MB': give a size from 100MB to 16TB; 1500MB is enough."),
        ("CARE_ETL_MEMORY", "1 MB", "CARE_ETL_MEMORY is '1 MB': give a size from 100MB to 16TB"),
        ("CARE_ETL_MEMORY", "999999999999999TB", "CARE_ETL_MEMORY is '999999999999999TB': give a size from"),
        ("CARE_ETL_MEMORY", "9" * 999 + "TB", f"CARE_ETL_MEMORY is '{'9' * 199}…: give a size from"),
        ("CARE_ETL_UNPACKED", "1MB", "CARE_ETL_UNPACKED is '1MB': give a size from 100MB to 16TB; 25GB is enough."),
        ("CARE_ETL_THREADS", "0", "CARE_ETL_THREADS is '0': give a whole number from 1 to 256."),
        ("CARE_ETL_THREADS", "100000", "CARE_ETL_THREADS is '100000': give a whole number from 1 to 256."),
        ("CARE_ETL_THREADS", "²", "CARE_ETL_THREADS is '²': give a whole number from 1 to 256."),
        ("CARE_ETL_THREADS", "two", "CARE_ETL_THREADS is 'two': give a whole number from 1 to 256."),
        ("CARE_BEATS_URL", "http://example.org/beats", "'http://example.org/beats': give an address that begins with"),
        ("CARE_DISTRICTS_URL", "file:///etc/passwd", "CARE_DISTRICTS_URL is 'file:///etc/passwd': give an address"),
        ("CARE_NEIGHBORHOODS_URL", "https://[", "CARE_NEIGHBORHOODS_URL is 'https://[': give an address"),
    ],
)
def test_an_unusable_setting_is_explained(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    assert_refused(held, 2, held.run("refresh", write(tmp_path / "export.csv", row())), said)


@pytest.mark.parametrize("size", ["100MB", "1500 MB", "16TB"])
def test_a_size_within_the_bounds_is_used(
    warehouse: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    monkeypatch.setenv("CARE_ETL_MEMORY", size)
    warehouse.refresh(write(tmp_path / "export.csv", row()))


def test_the_program_runs_as_a_newcomer_types_it(tmp_path: Path) -> None:
    export = write(tmp_path / "export.csv", row())
    ran = _typed(tmp_path, "refresh", str(export))
    assert ran.returncode == 0, ran.stderr
    assert ran.stdout.startswith("Published snapshot ")
    ran = _typed(tmp_path, "refresh", "nowhere")
    assert ran.returncode == 2
    assert ran.stderr == (
        "reading\nerror: nowhere: no such file or folder. Give a dispatch export, or a folder that holds some.\n"
    )


def test_who_has_read_enough_is_no_failure(held: Warehouse) -> None:
    command = f"{sys.executable} -m etl status --warehouse {held.path} | true"
    ran = subprocess.run(["sh", "-c", command], cwd=cli.PROJECT, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")


def _typed(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CARE_WAREHOUSE": str(folder / "warehouse")}
    command = [sys.executable, "-m", "etl", *arguments]
    return subprocess.run(command, cwd=cli.PROJECT, env=environment, capture_output=True, text=True, check=False)


def test_a_disk_that_fails_is_told_without_a_traceback(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise duckdb.IOException("disk full")

    monkeypatch.setattr(build, "cross_check", full)
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert_refused(held, 1, ran, "disk full\nNothing was published; the snapshot served before still is.")


@pytest.mark.parametrize("json_or_text", [[], ["--json"]])
def test_a_summary_that_nobody_reads_does_not_deny_the_snapshot(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, json_or_text: list[str]
) -> None:
    def closed(*_: object, **__: object) -> None:
        raise BrokenPipeError(32, "Broken pipe")

    before = held.current
    monkeypatch.setattr("builtins.print", closed)
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)), *json_or_text)
    assert (ran.code, held.current > before) == (1, True)
    assert f"Broken pipe\nSnapshot {held.current} is served all the same" in ran.err
    assert "Nothing was published" not in ran.err


@pytest.mark.parametrize("raised", [KeyboardInterrupt(), RuntimeError("Query interrupted")], ids=["Python", "DuckDB"])
def test_whoever_interrupts_is_told_in_one_line_what_stands(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, raised: BaseException
) -> None:
    def interrupt(*_: object) -> None:
        raise raised

    monkeypatch.setattr(build, "cross_check", interrupt)
    ran = held.run("refresh", write(tmp_path / "export.csv", *many(3)))
    assert_refused(held, 130, ran, f"error: Interrupted. Snapshot {held.current} is served.\n")


def test_a_date_of_tomorrow_elsewhere_is_no_future(warehouse: Warehouse, tmp_path: Path) -> None:
    soon = (datetime.now(UTC) + timedelta(hours=23)).isoformat()
    warehouse.refresh(write(tmp_path / "export.csv", row()), "--as-of", soon)


# the other commands


def test_status_says_what_is_served_and_kept(held: Warehouse, tmp_path: Path) -> None:
    first = held.current
    held.refresh(write(tmp_path / "export.csv", *many(99), row("2M8", officers="")))
    told = held.run("status")
    assert told.code == 0
    for words in (
        f"snapshot      {held.current}\n",
        "vintage       2025-11-03 14:31:00 UTC",
        "events        100 with 100 unit responses",
        "boundaries    none; 'python -m etl boundaries' fetches the City's\n",
        f"kept          {first}, {held.current}",
        "export.csv: 100 read = 99 accepted + 0 unchanged + 0 superseded + 1 rejected",
        "rejected from export.csv: 1 × Count Of Officers is blank",
        "published beside computed (agree / differ / not comparable",
    ):
        assert words in told.out
    report = json.loads(held.run("status", "--json").out)
    assert (report["snapshot"], report["events"], report["kept"]) == (held.current, 100, [first, held.current])
    for mark, snapshot in (("*", held.current), (" ", first)):
        assert f" {mark}{snapshot}  through 2025-11-02: CARE calls 0; " in told.out
    newest, oldest = report["kept_headline"]
    assert (newest["snapshot"], oldest["snapshot"]) == (held.current, first)
    assert set(newest["metrics"]) == set(HEADLINE)
    assert newest["metrics"]["care_calls"] == {"value": 0.0, "n": 0}
    assert [file["file_name"] for file in report["load"]] == ["export.csv"], "the last load only"


def test_status_of_an_invented_snapshot_says_so(warehouse: Warehouse, tmp_path: Path) -> None:
    warehouse.refresh(write(tmp_path / "export.csv", row(event=INVENTED)))
    assert "INVENTED DATA" in warehouse.run("status").out


@pytest.mark.parametrize("pointer", [None, "\0\0", "20200101T000000Z"])
@pytest.mark.parametrize("command", ["status", "check"])
def test_without_a_pointer_what_is_kept_can_be_published(held: Warehouse, command: str, pointer: str | None) -> None:
    kept, file = held.current, held.path / "current"
    file.unlink() if pointer is None else file.write_text(pointer)
    ran = held.run(command)
    assert ran.code == 2
    assert f"No snapshot is served from {held.path}. {file} is missing, or names none that is kept." in ran.err
    assert f"'python -m etl publish {kept}', or run 'python -m etl refresh'. Kept: {kept}." in ran.err
    assert held.run("publish", kept).code == 0
    assert held.run(command).code == 0


@pytest.mark.parametrize("command", ["status", "check"])
def test_without_a_snapshot_there_is_nothing_to_tell(warehouse: Warehouse, command: str) -> None:
    ran = warehouse.run(command)
    assert ran.code == 2
    assert "No snapshot is served from" in ran.err
    assert "Run 'python -m etl refresh' first." in ran.err


def test_check_asks_the_served_snapshot_again(held: Warehouse) -> None:
    assert held.run("check").out == f"Snapshot {held.current}: every promise holds.\n"
    with duckdb.connect(str(held.snapshot)) as con:
        con.execute("INSERT INTO event FROM event")
    ran = held.run("check")
    assert ran.code == 3
    assert "event_number_is_unique: 1 row(s), first {'event_number': '2025000499999', 'rows': 2}" in ran.err


def test_docs_writes_the_pages_and_says_when_one_is_stale(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cli, "PROJECT", tmp_path)
    assert_refused(held, 2, held.run("docs", "--check"), "docs/dictionary.md is stale. Run 'make docs' and commit it.")
    assert held.run("docs").out == "Written: docs/dictionary.md\nWritten: docs/supplied-exports.md\n"
    for name, title in (("dictionary.md", "Data dictionary"), ("supplied-exports.md", "How to fill in the templates")):
        page = tmp_path / "docs" / name
        assert page.read_text(encoding="utf-8").startswith(f"# {title}\n")
        assert held.run("docs", "--check").code == 0
        page.write_text("old")
        assert_refused(held, 2, held.run("docs", "--check"), f"docs/{name} is stale")
        held.run("docs")


def test_demo_writes_an_export_that_loads(warehouse: Warehouse, tmp_path: Path) -> None:
    ran = warehouse.run("demo", "--events", 40, "--seed", 3, "--out", tmp_path / "demo")
    assert ran.code == 0
    assert f"Invented export written: {tmp_path / 'demo'}" in ran.out
    assert "0 rejected; 0 restated; 40 events" in warehouse.refresh(tmp_path / "demo").out


@pytest.mark.parametrize("command", ["refresh", "demo", "boundaries", "check", "status", "publish", "docs"])
def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str], command: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        cli.main([command, "--help"])
    assert stopped.value.code == 0
    assert "--warehouse DIR" in capsys.readouterr().out


def test_the_warehouse_can_be_given_in_the_environment(
    held: Warehouse, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CARE_WAREHOUSE", str(held.path))
    assert cli.main(["status"]) == 0
    assert held.current in capsys.readouterr().out
    assert held.rows("SELECT call_sign_dispatch_id FROM export_row") == [(HELD_KEY,)]
