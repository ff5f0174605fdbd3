"""What caches between us and readers may hold: most readers never reach us, and nobody is shown what no longer holds."""

import pytest
from flask.testing import FlaskClient

from app.db import Snapshot
from app.main import PAGES

FOR_A_MINUTE, A_PAGE = "public, max-age=60", "public, max-age=0, s-maxage=60"
ANSWERS = (
    "/api/v1/metrics",
    "/api/v1/metrics/care_calls?by=month",
    "/api/v1/filters",
    "/data.json",
    "/datapackage.json",
)


@pytest.mark.parametrize("path", [*PAGES, "/api", "/calls?precinct=EAST"])
def test_caches_hold_a_page_for_a_minute_and_browsers_ask_whether_it_still_holds(
    client: FlaskClient, path: str
) -> None:
    first = client.get(path)
    assert first.headers["Cache-Control"] == A_PAGE
    assert first.headers["Vary"] == "Accept-Encoding", "and by nothing that differs from reader to reader"
    assert "Set-Cookie" not in first.headers
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == A_PAGE
    assert "Content-Security-Policy" in again.headers, "a browser takes the headers of what it holds from here"


def test_a_page_that_says_something_else_has_another_tag(client: FlaskClient) -> None:
    tags = {client.get(path).headers["ETag"] for path in ("/calls", "/calls?precinct=EAST", "/capacity")}
    assert len(tags) == 3
    packed = client.get("/calls", headers={"Accept-Encoding": "br"})
    assert packed.headers["ETag"] in tags, "the same in meaning, however it is packed"
    assert packed.headers["Content-Encoding"] == "br"


@pytest.mark.parametrize("path", ANSWERS)
def test_caches_hold_an_answer_for_a_minute_under_its_snapshot(client: FlaskClient, demo: Snapshot, path: str) -> None:
    answer = client.get(path)
    assert answer.headers["Cache-Control"] == FOR_A_MINUTE
    assert answer.get_etag()[0] == demo.info.snapshot
    assert answer.headers["Vary"] == "Accept-Encoding"


@pytest.mark.parametrize(
    "path", ["/nowhere", "/calls?snapshot=x", "/api/none", "/api/v1/metrics/none", "/_dash-layout"]
)
def test_what_is_not_there_or_of_one_load_is_not_held(client: FlaskClient, path: str) -> None:
    response = client.get(path)
    assert "Cache-Control" not in response.headers
    assert "ETag" not in response.headers


@pytest.mark.parametrize("path", ["/health", "/ready"])
def test_whether_we_are_up_is_never_held(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"
