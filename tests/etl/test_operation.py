"""Unattended: failures reach a webhook, the log can be read by machines, and neither can stop a refresh."""

import json
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import duckdb
import pytest

from etl import __main__ as cli
from etl import alert, build, log, publish
from etl.alert import Alert
from tests.etl.conftest import Warehouse
from tests.etl.exports import many, row, write

SECRET = "25XX BLOCK OF ELLIOTT AV"


@dataclass
class Hook:
    """A webhook that keeps what it is told; it answers with `status` after `pause` seconds."""

    status: int = 200
    pause: float = 0.0
    told: list[dict[str, Any]] = field(default_factory=list)


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    """Serve a webhook, and point the setting there."""
    kept = Hook()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/json"
            kept.told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            time.sleep(kept.pause)
            with suppress(OSError):
                self.send_response(kept.status)
                self.end_headers()

        def log_message(self, *_: object) -> None:
            """Keep silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        monkeypatch.setenv("no_proxy", "*")
        monkeypatch.setenv("CARE_ALERT_URL", f"http://127.0.0.1:{server.server_port}/secret-path")
        yield kept
        server.shutdown()


def too_many_rejects(folder: Path) -> Path:
    return write(folder / "export_20260101T000000Z.csv", *many(5), row(officers="x"))


# the webhook


def test_a_refusal_is_told_in_one_message(held: Warehouse, hook: Hook, tmp_path: Path) -> None:
    before = datetime.now(UTC).replace(microsecond=0)
    ran = held.run("refresh", too_many_rejects(tmp_path))
    assert ran.code == 3
    (told,) = hook.told
    assert set(told) == {"command", "when", "exit_code", "reasons", "snapshot", "text"}
    assert (told["command"], told["exit_code"], told["snapshot"]) == ("refresh", 3, held.current)
    assert before <= datetime.fromisoformat(told["when"]) <= datetime.now(UTC)
    assert "1 of 6 rows were rejected" in " ".join(told["reasons"])
    assert told["text"].startswith("CARE dashboard: refresh was refused (exit code 3). ")
    assert told["text"].endswith(f"Snapshot {held.current} is served still.")


def test_bad_input_a_full_lock_and_a_bad_setting_are_told(
    held: Warehouse, hook: Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert held.run("refresh", tmp_path / "none.csv").code == 2
    with publish.writer_lock(held.path):
        assert held.run("refresh", write(tmp_path / "export.csv", row())).code == 4
    monkeypatch.setenv("CARE_ETL_THREADS", "many")
    assert held.run("refresh", tmp_path / "export.csv").code == 2
    assert [told["exit_code"] for told in hook.told] == [2, 4, 2]
    assert "no such file" in hook.told[0]["text"]
    assert "CARE_ETL_THREADS is 'many'" in hook.told[2]["text"]
    assert {told["snapshot"] for told in hook.told} == {held.current}


@pytest.mark.parametrize("setting", ["CARE_WAREHOUSE", "CARE_DATA_DIR"])
def test_what_is_served_is_told_while_another_setting_is_bad(
    held: Warehouse, hook: Hook, monkeypatch: pytest.MonkeyPatch, setting: str
) -> None:
    monkeypatch.setenv(setting, str(held.path if setting == "CARE_WAREHOUSE" else held.path.parent))
    monkeypatch.setenv("CARE_ETL_THREADS", "many")
    assert cli.main(["refresh"]) == 2
    (told,) = hook.told
    assert told["text"].endswith(f"Snapshot {held.current} is served still.")


def test_readers_moved_to_an_older_snapshot_are_told_of(held: Warehouse, hook: Hook, tmp_path: Path) -> None:
    older = held.current
    export = write(tmp_path / "export.csv", *many(3))
    held.refresh(export)
    damaged = held.current
    held.snapshot.write_bytes(b"not a database")
    ran = held.refresh(export)
    (told,) = hook.told
    moved = f"Readers were moved to {held.current}, which goes on from {older}, because {damaged}, which was served,"
    assert moved in ran.out
    assert (told["exit_code"], told["snapshot"]) == (0, held.current)
    assert told["text"].startswith(f"CARE dashboard: refresh ended with a warning. {moved} cannot be read. Rows that")


@pytest.mark.parametrize("error", [duckdb.ConversionException, RuntimeError, MemoryError])
def test_an_error_that_may_quote_a_row_is_told_by_its_kind(
    held: Warehouse, hook: Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error(f"cannot read {SECRET}")

    monkeypatch.setattr(build, "refresh", fail)
    try:
        assert held.run("refresh", write(tmp_path / "export.csv", row())).code == 1
    except RuntimeError:
        assert error is RuntimeError, "a mistake of ours keeps its traceback"
    (told,) = hook.told
    assert told["exit_code"] == 1
    assert error.__name__ in told["text"]
    assert SECRET not in json.dumps(told)


def test_what_goes_well_and_what_somebody_watches_is_not_told(held: Warehouse, hook: Hook, tmp_path: Path) -> None:
    held.refresh(write(tmp_path / "export.csv", row()))
    assert held.run("publish", "20200101T000000Z").code == 2
    assert hook.told == []


@pytest.mark.parametrize("harm", ["refuses", "is slow", "is not there", "is no address"])
def test_a_webhook_in_trouble_changes_nothing(
    held: Warehouse, hook: Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    match harm:
        case "refuses":
            hook.status, said = 500, "warning: CARE_ALERT_URL cannot be reached (HTTP Error 500"
        case "is slow":
            monkeypatch.setattr(alert, "_SECONDS", 0.2)
            hook.pause, said = 1.0, "warning: CARE_ALERT_URL"
        case "is not there":
            monkeypatch.setenv("CARE_ALERT_URL", "http://127.0.0.1:9/secret-path")
            said = "warning: CARE_ALERT_URL cannot be reached"
        case _:
            monkeypatch.setenv("CARE_ALERT_URL", "http://example.org/secret-path")
            said = "error: CARE_ALERT_URL is no address that begins with https://."
    ran = held.run("refresh", too_many_rejects(tmp_path))
    assert ran.code == (2 if harm == "is no address" else 3)
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert "secret-path" not in ran.err


def test_an_answer_that_never_ends_is_left(hook: Hook, monkeypatch: pytest.MonkeyPatch) -> None:
    started = time.monotonic()
    monkeypatch.setattr(alert, "_SECONDS", 0.1)
    monkeypatch.setattr(alert, "_post", lambda *_: time.sleep(2))
    alert.send("http://127.0.0.1:9", Alert("refresh", "now", 3, ("why",), None, "text"))
    assert time.monotonic() - started < 2
    assert hook.told == []


# the log


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_the_log_is_one_json_object_a_line_when_asked(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARE_LOG_FORMAT", "json")
    told = lines(held.refresh(write(tmp_path / "export.csv", row())).err)
    assert [line["message"] for line in told] == list(build.STEPS)
    assert {line["level"] for line in told} == {"info"}
    assert [line["done"] for line in told] == list(range(1, len(build.STEPS) + 1))
    assert all(datetime.fromisoformat(line["time"]).utcoffset() is not None for line in told)

    *_, last = lines(held.run("refresh", too_many_rejects(tmp_path)).err)
    assert (last["level"], last["command"], last["exit_code"]) == ("error", "refresh", 3)
    assert "1 of 6 rows were rejected" in last["message"]


def test_the_log_is_plain_lines_otherwise(held: Warehouse, tmp_path: Path) -> None:
    assert held.refresh(write(tmp_path / "export.csv", row())).err.splitlines() == list(build.STEPS)


def test_a_message_cannot_move_the_cursor(capsys: pytest.CaptureFixture[str]) -> None:
    log.configure()
    log.error("export.csv: \x1b[2J\x0f\u202e\r\nGive “another” file.")
    assert capsys.readouterr().err == "error: export.csv: \\x1b[2J\\x0f\\u202e\\r\nGive “another” file.\n"


def test_a_terminal_gets_a_bar_unless_machines_read(
    held: Warehouse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    bar = held.refresh(write(tmp_path / "one.csv", row())).err
    assert all(step in bar for step in build.STEPS)
    assert "100%" in bar
    monkeypatch.setenv("CARE_LOG_FORMAT", "json")
    assert lines(held.refresh(write(tmp_path / "two.csv", row("2M1"))).err)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("CARE_LOG_FORMAT", "xml", "CARE_LOG_FORMAT is 'xml': give plain or json."),
        ("CARE_PORTAL_URL", "http://example.org", "CARE_PORTAL_URL is 'http://example.org': give an address"),
        ("CARE_PORTAL_LOOKBACK_DAYS", "0", "CARE_PORTAL_LOOKBACK_DAYS is '0': give a whole number from 1 to 36,500."),
        ("CARE_PORTAL_LOOKBACK_DAYS", "36501", "CARE_PORTAL_LOOKBACK_DAYS is '36501': give a whole number from 1 to"),
        ("CARE_PORTAL_TOKEN", "a b\nc", "CARE_PORTAL_TOKEN holds other characters"),
    ],
)
def test_a_bad_setting_says_what_it_may_hold(
    held: Warehouse, monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str
) -> None:
    monkeypatch.setenv(name, value)
    ran = held.run("status")
    assert ran.code == 2
    assert said in ran.err


def test_a_full_disk_is_told_with_advice_and_without_what_the_engine_says(
    held: Warehouse, hook: Hook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise duckdb.TransactionException(f"Could not write {SECRET}: No space left on device")

    monkeypatch.setattr(build, "refresh", full)
    ran = held.run("refresh", write(tmp_path / "export.csv", row()))
    assert ran.code == 1
    assert "No space left on device\nThe disk is full. Free some of it and refresh again:" in ran.err
    (told,) = hook.told
    assert told["reasons"][0] == "TransactionException: the log says more."
    assert told["reasons"][1].startswith("The disk is full. Free some of it")
    assert SECRET not in json.dumps(told)
