"""An answer that takes too long is told as such, by whatever way it was asked for, and asked for again it is given."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import ids, words
from app.components.page import FILLED
from app.config import Settings
from app.db import Rows, Snapshot
from app.given_up import RETRY_AFTER_SECONDS
from app.main import PAGES, create_app
from app.watchdog import TookTooLong
from app.words import page as text
from tests.app.layouts import elements
from tests.app.test_api import problem
from tests.app.test_callbacks import DAYS, Browser
from tests.app.test_watchdog import SLOW

METRIC = "/api/v1/metrics/care_calls"
FOR_PROGRAMS = (
    *(METRIC, f"{METRIC}?by=month", f"{METRIC}.csv", f"{METRIC}.parquet", f"{METRIC}/metadata.json"),
    *("/api/v1/filters", "/api/v1/reconciliation", "/download/events.json"),
)
IMPATIENT = 0.2
"""Seconds that a query may take."""

LIVE = [path for path, page in PAGES.items() if page.has_filters]


@dataclass
class Hurried:
    """A dashboard without patience, over data that can be made slow."""

    client: FlaskClient
    snapshot: Snapshot
    is_slow: bool = False


@pytest.fixture
def hurried(demo_folder: Path, demo: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Hurried:
    """Serve the invented data; while it is slow, whatever is asked of its events takes hours."""
    settings = Settings(demo_folder, query_seconds=IMPATIENT)
    hurried = Hurried(create_app(settings).server.test_client(), demo)
    rows = Snapshot.rows

    def slowed(snapshot: Snapshot, sql: str, *bound: Any) -> Rows:
        is_ours = snapshot._settings.query_seconds == IMPATIENT
        is_slow = hurried.is_slow and is_ours and "event" in sql
        return rows(snapshot, SLOW) if is_slow else rows(snapshot, sql, *bound)

    monkeypatch.setattr(Snapshot, "rows", slowed)
    return hurried


def assert_asked_later(response: TestResponse) -> None:
    assert response.status_code == 503
    assert response.headers["Retry-After"] == str(RETRY_AFTER_SECONDS)
    assert "Cache-Control" not in response.headers
    assert "ETag" not in response.headers


@pytest.mark.parametrize("address", FOR_PROGRAMS)
def test_programs_are_told_in_a_problem_document(hurried: Hurried, address: str) -> None:
    hurried.is_slow = True
    response = hurried.client.get(address)
    assert_asked_later(response)
    body = problem(response, 503)
    assert (body["detail"], body["errors"]) == (text.TOOK_TOO_LONG_DETAIL, [])
    hurried.is_slow = False
    assert hurried.client.get(address).status_code == 200, "what was given up was not remembered"


@pytest.mark.parametrize("path", PAGES)
def test_a_reader_is_told_on_a_plain_page(hurried: Hurried, path: str) -> None:
    hurried.is_slow = True
    response = hurried.client.get(path)
    assert_asked_later(response)
    assert response.content_type == "text/html; charset=utf-8"
    (heading,) = [one for one in elements(response.text) if one.tag == "h1"]
    assert heading.text == text.TOOK_TOO_LONG
    assert text.TOOK_TOO_LONG_DETAIL in response.text
    assert "Content-Security-Policy" in response.headers
    hurried.is_slow = False
    again = hurried.client.get(path)
    assert again.status_code == 200
    assert text.TOOK_TOO_LONG not in again.text


@pytest.mark.parametrize("path", LIVE)
def test_an_open_page_is_told_that_a_part_failed_and_keeps_what_it_shows(hurried: Hurried, path: str) -> None:
    page = Browser(hurried.client, hurried.snapshot, PAGES[path].body)
    hurried.is_slow = True
    response = page.post("asked.data", DAYS)
    assert response.status_code == 200
    written = response.json["sideUpdate"][ids.FAILURE]
    assert written["hidden"] is False
    told, way_on = written["children"]
    assert told == text.TOOK_TOO_LONG_NOTICE
    assert way_on["props"] == {"children": words.FAILURE_ACTION, "href": ""}
    hurried.is_slow = False
    assert page.fire("asked.data", DAYS)[f"{PAGES[path].body}.className"] == FILLED


def test_the_log_says_what_was_given_up_without_our_insides(hurried: Hurried, caplog: pytest.LogCaptureFixture) -> None:
    hurried.is_slow = True
    hurried.client.get(METRIC)
    Browser(hurried.client, hurried.snapshot, PAGES["/"].body).post("asked.data", DAYS)
    given_up = [record for record in caplog.records if record.name == "app.given_up"]
    assert [record.getMessage() for record in given_up] == [
        f"{METRIC} was given up. It took longer than {IMPATIENT} s.",
        f"A callback was given up. It took longer than {IMPATIENT} s.",
    ]
    assert "Traceback" not in caplog.text


def test_what_asks_nothing_of_the_events_is_answered_meanwhile(hurried: Hurried) -> None:
    hurried.is_slow = True
    for address in ("/health", "/ready", "/api/v1/metrics", "/openapi.json", "/nowhere/at/all"):
        assert hurried.client.get(address).status_code in (200, 404, 503)
    assert hurried.client.get("/ready").json["status"] == "ready"


def test_a_download_cut_short_is_not_taken_for_whole(hurried: Hurried, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(snapshot: Snapshot, *_: Any, rows: int) -> Any:
        return batches(snapshot, SLOW, rows=rows)

    batches = Snapshot.batches
    impatient = create_app(Settings(hurried.snapshot._settings.warehouse, download_seconds=0.2))
    monkeypatch.setattr(Snapshot, "batches", slow)
    response = impatient.server.test_client().get("/download/events.csv", buffered=False)
    assert response.status_code == 200, "the header is sent before a row is read"
    with pytest.raises(TookTooLong):
        list(response.iter_encoded())
