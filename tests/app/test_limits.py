"""One client may have only so much worked out, readers never notice, and downloads have places of their own."""

import contextlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.api.bodies import ProblemDocument
from app.config import settings_from
from app.downloads.at_once import NoPlace, Places
from app.main import create_app
from app.words import limits as text
from tests.app.clients import client_with

CALLS = "/api/v1/metrics/care_calls"
FILE = "/download/events.csv"
CALLBACK = "/_dash-update-component"
Serve = Callable[..., FlaskClient]


@pytest.fixture
def serve(demo_folder: Path) -> Serve:
    """Give a way to serve the invented data with other settings, each time with nothing counted yet."""
    return partial(client_with, demo_folder)


def fresh(number: int) -> str:
    """Write a question that nobody has asked."""
    return f"{CALLS}?hour={number % 24}&start=2024-01-{1 + number // 24:02}"


def test_what_is_more_than_the_limit_is_429_with_when_to_ask_again(serve: Serve) -> None:
    client = serve(answers_per_minute=3)
    assert [client.get(fresh(number)).status_code for number in range(5)] == [200, 200, 200, 429, 429]
    refused = client.get(fresh(9))
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert refused.mimetype == "application/problem+json"
    assert refused.headers["Cache-Control"] == "no-store", "a cache would refuse everybody else"
    told = ProblemDocument.model_validate(refused.json)
    assert (told.status, told.title) == (429, text.TOO_MANY)
    assert refused.headers["Retry-After"] in told.detail


def test_pages_and_callbacks_count_too_and_a_reader_is_told_in_words(serve: Serve) -> None:
    client = serve(answers_per_minute=1)
    assert client.get("/methods").status_code == 200
    page, callback = client.get("/calls?hour=1"), client.post(CALLBACK, json={})
    assert (page.status_code, page.mimetype, callback.status_code) == (429, "text/html", 429)
    assert callback.mimetype == "application/problem+json"
    for word in (text.TOO_MANY, text.TRY_AGAIN, page.headers["Retry-After"], 'href="/data"'):
        assert word in page.get_data(as_text=True)


def test_what_costs_nothing_is_free(serve: Serve) -> None:
    client = serve(answers_per_minute=2)
    for path in ("/calls", f"{CALLS}?by=month"):
        assert client.get(path).status_code == 200
    assert client.get(fresh(1)).status_code == 429
    for path in ("/calls", f"{CALLS}?by=month", "/health", "/ready", "/assets/icon.svg", "/_dash-dependencies"):
        assert client.get(path).status_code == 200, path


def test_each_client_has_its_own_share_as_the_trusted_proxy_names_them(serve: Serve) -> None:
    client = serve(answers_per_minute=1, trusted_hops=1)
    asked = (
        "192.0.2.1",
        "192.0.2.2",
        "192.0.2.1",
        "9.9.9.9, 192.0.2.2",
        "2001:db8::1",
        "2001:db8::2",
        "2001:db8:0:1::1",
    )
    told = [
        client.get(fresh(number), headers={"X-Forwarded-For": address}).status_code
        for number, address in enumerate(asked)
    ]
    assert told == [200, 200, 429, 429, 200, 429, 200], "what a client says of itself is not believed; a /64 is one"


def test_who_is_refused_behind_a_proxy_that_is_not_trusted_is_logged(
    serve: Serve, caplog: pytest.LogCaptureFixture
) -> None:
    client = serve(answers_per_minute=1)
    for number in range(2):
        client.get(fresh(number))
    assert text.PROXY_NOT_TRUSTED not in caplog.text
    client.get(fresh(2), headers={"X-Forwarded-For": "192.0.2.1"})
    assert text.PROXY_NOT_TRUSTED in caplog.text


def test_as_it_is_served_30_quick_changes_and_a_class_room_pass(demo_folder: Path) -> None:
    """Thirty readers behind one address, each with 30 changes of filters at once: of each, half come to a worker."""
    served = settings_from({"CARE_WAREHOUSE": str(demo_folder)})
    readers, changes, requests, workers = 30, 30, 2, 2
    assert served.answers_per_minute >= readers * changes * requests / workers
    assert served.downloads_per_minute >= readers
    client = create_app(served).server.test_client()
    assert {client.get(fresh(number)).status_code for number in range(2 * changes)} == {200}


def test_the_limits_can_be_switched_off(demo_folder: Path) -> None:
    off = {"CARE_WAREHOUSE": str(demo_folder), "CARE_ANSWERS_PER_MINUTE": "0", "CARE_DOWNLOADS_PER_MINUTE": "0"}
    server: Flask = create_app(settings_from(off)).server
    assert "limiter" not in server.extensions
    assert server.test_client().get(fresh(1)).status_code == 200


def test_downloads_are_counted_apart(serve: Serve) -> None:
    client = serve(downloads_per_minute=2, answers_per_minute=2)
    assert [client.get(FILE).status_code for _ in range(3)] == [200, 200, 429]
    assert client.get("/download/events.json").status_code == 200, "what a file says of itself is an answer"
    assert client.get(fresh(1)).status_code == 200


@pytest.fixture
def two_places(serve: Serve) -> FlaskClient:
    return serve(downloads_at_once=2)


def test_the_next_download_is_told_at_once_to_come_again_and_all_else_answers(two_places: FlaskClient) -> None:
    held = [two_places.get(FILE, buffered=False) for _ in range(2)]
    for ending in (".csv", ".parquet"):
        refused = two_places.get(f"/download/unit_responses{ending}")
        assert (refused.status_code, refused.headers["Retry-After"]) == (503, "10")
        assert ProblemDocument.model_validate(refused.json).detail == text.DOWNLOADS_BUSY.format(seconds=10)
    for path in ("/", "/methods", f"{CALLS}?by=month", f"{CALLS}.csv", "/download/events.json", "/ready"):
        assert two_places.get(path).status_code == 200, path
    held.pop().close()
    assert two_places.get(FILE).status_code == 200
    held.pop().close()


@pytest.mark.parametrize("ask", ["whole", "head", "held", "left", "never begun", "forgotten", "bad"])
def test_however_a_download_ends_its_place_is_free_again(two_places: FlaskClient, ask: str) -> None:
    tag = two_places.head(FILE).headers["ETag"]
    for _ in range(6):
        match ask:
            case "whole":
                assert two_places.get(FILE).status_code == 200
            case "head":
                assert two_places.head(FILE).status_code == 200
            case "held":
                assert two_places.get(FILE, headers={"If-None-Match": tag}).status_code == 304
            case "left":
                left = two_places.get(FILE, buffered=False)
                assert next(left.iter_encoded())
                left.close()
            case "never begun":
                two_places.get(FILE, buffered=False).close()
            case "forgotten":
                assert two_places.get(FILE, buffered=False).status_code == 200
            case "bad":
                assert two_places.get(f"{FILE}?precinct=").status_code == 400
                assert two_places.get(f"{FILE}?snapshot=20200101T000000Z").status_code in (404, 410)


def test_a_place_is_given_back_once_however_often_a_file_is_closed() -> None:
    places = Places(1)
    parts = places.take(_parts())
    with pytest.raises(NoPlace):
        places.take(_parts())
    parts.close()  # type: ignore[attr-defined]
    parts.close()  # type: ignore[attr-defined]
    assert list(places.take(_parts())) == [b"a", b"b"]


def test_places_are_never_more_than_there_are_whoever_asks_together() -> None:
    places, taken = Places(3), []

    def take() -> None:
        with contextlib.suppress(NoPlace):
            taken.append(places.take(_parts()))

    threads = [Thread(target=take) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(taken) == 3


def _parts() -> "Iterator[bytes]":
    yield b"a"
    yield b"b"
