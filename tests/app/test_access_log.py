"""A line for each request, and nobody in it: what is written is what was asked and answered, never by whom."""

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app.access_log import access_log
from app.config import Settings, settings_from
from app.main import create_app
from app.seen import Seen, watched

PERSONAL = ("198.51.100.77", "Mozilla/5.0 (iPhone)", "https://mail.example/inbox", "session=secret", "Basic c2VjcmV0")
SENT = {
    **{"X-Forwarded-For": PERSONAL[0], "User-Agent": PERSONAL[1], "Referer": PERSONAL[2], "Cookie": PERSONAL[3]},
    "Authorization": PERSONAL[4],
}
Lines = Callable[[], list[dict[str, Any]]]


def serve(folder: Path) -> FlaskClient:
    """Serve behind a proxy, with a log on the stdout of this test."""
    tester: FlaskClient = create_app(Settings(folder, access_log="json", trusted_hops=1)).server.test_client()
    return tester


@pytest.fixture
def lines(capsys: pytest.CaptureFixture[str]) -> Lines:
    """Give what was logged since the last look. Servers close each answer, so whoever asks here reads all of it."""
    return lambda: [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_request_is_a_line_with_what_was_asked_and_answered(demo_folder: Path, lines: Lines) -> None:
    client = serve(demo_folder)
    response = client.get("/api/v1/metrics/care_calls?by=month&precinct=EAST", headers=SENT, buffered=True)
    (line,) = lines()
    assert line["ms"] > 0
    assert "T" in line.pop("time")
    assert {name: line[name] for name in line if name != "ms"} == {
        **{"level": "info", "message": "GET /api/v1/metrics/care_calls 200", "method": "GET", "status": 200},
        **{"path": "/api/v1/metrics/care_calls", "query": "by=month&precinct=EAST", "bytes": len(response.data)},
        "client": "198.51.100.0/24",
    }


@pytest.mark.parametrize(
    "path", ["/", "/calls?q=198.51.100.77", "/download/events.csv?name=secret", "/nowhere?x=secret"]
)
def test_nothing_of_a_person_is_written(demo_folder: Path, lines: Lines, path: str) -> None:
    client = serve(demo_folder)
    client.get(path, headers=SENT, buffered=True)
    written = json.dumps(lines())
    assert "198.51.100.0/24" in written
    for secret in (*PERSONAL, "secret", "iPhone", "inbox"):
        assert secret not in written


def test_what_is_sent_again_refused_or_not_there_is_logged_too(demo_folder: Path, lines: Lines) -> None:
    client = serve(demo_folder)
    paths = ("/capacity", "/capacity", "/nowhere", "/api/none", "/ready")
    told = [client.get(path, buffered=True) for path in paths]
    assert [(line["path"], line["status"]) for line in lines()] == [
        (path, response.status_code) for path, response in zip(paths, told, strict=True)
    ]
    assert client.head("/calls", buffered=True).status_code == 200
    assert lines()[0]["bytes"] == 0


def test_a_file_is_logged_once_its_last_byte_is_sent_or_its_reader_left(demo_folder: Path, lines: Lines) -> None:
    client = serve(demo_folder)
    left = client.get("/download/events.csv", buffered=False)
    first = next(left.iter_encoded())
    assert lines() == []
    left.close()
    (line,) = lines()
    assert line["bytes"] == len(first)
    whole = client.get("/download/events.csv", buffered=True)
    assert lines()[0]["bytes"] == len(whole.data) > len(first)


@given(path=st.text(max_size=400), query=st.text(max_size=400))
def test_whatever_is_asked_it_stays_one_line(path: str, query: str) -> None:
    for form in ("plain", "json"):
        (line,) = _written(form, Seen("GET", path, f"beat={query}", "192.0.2.1", 400, 0, 0.01))
        assert len(line) < 6_000
        assert line.isprintable()


def _written(form: str, seen: Seen) -> list[str]:
    held, sys.stdout = sys.stdout, io.StringIO()
    try:
        access_log(form)(seen)
        return sys.stdout.getvalue().split("\n")[:-1]
    finally:
        sys.stdout = held


def test_plain_lines_say_the_same() -> None:
    seen = Seen("GET", "/calls", "precinct=EAST&name=me", "2001:db8:1:2::3", 200, 5_120, 0.0034)
    (line,) = _written("plain", seen)
    assert line.split(" ", 1)[1] == "GET /calls?precinct=EAST 200 5120 B 3.4 ms 2001:db8:1::/48"


@pytest.mark.parametrize(
    ("environ", "form"),
    [
        ({}, "plain"),
        ({"CARE_LOG_FORMAT": "json"}, "json"),
        ({"CARE_LOG_FORMAT": "json", "CARE_ACCESS_LOG": "off"}, "off"),
    ],
)
def test_the_form_is_that_of_the_pipelines_log(environ: dict[str, str], form: str) -> None:
    assert settings_from(environ).access_log == form


@pytest.mark.parametrize("name", ["CARE_LOG_FORMAT", "CARE_ACCESS_LOG"])
def test_another_form_is_refused_by_name(name: str) -> None:
    with pytest.raises(SystemExit, match=rf"{name} is 'xml': give \w+ or \w+\."):
        settings_from({name: "xml"})


def test_a_listener_that_fails_harms_no_answer(caplog: pytest.LogCaptureFixture) -> None:
    def broken(_: Seen) -> None:
        raise RuntimeError("the disk is full")

    heard: list[Seen] = []
    app = watched(lambda _, start: (start("200 OK", []), [b"ab", b"c"])[1], [broken, heard.append])
    body = app({"REQUEST_METHOD": "GET", "PATH_INFO": "/x"}, lambda *_: None)  # type: ignore[arg-type,return-value]
    assert b"".join(body) == b"abc"
    body.close()  # type: ignore[attr-defined]
    body.close()  # type: ignore[attr-defined]
    assert [(seen.path, seen.status, seen.sent) for seen in heard] == [("/x", 200, 3)], "told once"
    assert "could not be told" in caplog.text
