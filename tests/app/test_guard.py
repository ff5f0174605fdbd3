"""A request is bounded before anything is worked out for it."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.bounds import LONGEST_BODY, LONGEST_QUERY_STRING, MOST_PARAMETERS, count_parameters
from app.config import Settings
from app.main import create_app
from tests.app.test_api import problem

UPDATE = "/_dash-update-component"
METRIC = "/api/v1/metrics/care_calls"


@pytest.fixture(scope="module")
def nothing() -> FlaskClient:
    """Ask a dashboard without data: what is refused is refused before there is need of any."""
    tester: FlaskClient = create_app(Settings(Path("/nonexistent"))).server.test_client()
    return tester


@pytest.mark.parametrize(("query", "count"), [("", 0), ("a", 1), ("a=1&b=2", 2), ("a=1&&", 3), ("a=%26", 1)])
def test_parameters_are_counted_unread(query: str, count: int) -> None:
    assert count_parameters(query) == count


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("a=" + "x" * (LONGEST_QUERY_STRING - 1), 414, f"more than {LONGEST_QUERY_STRING:,} characters"),
        ("a&" * MOST_PARAMETERS, 400, f"more than {MOST_PARAMETERS} values"),
        ("a=\xff\xfe", 400, "bytes that are no text"),
    ],
)
def test_a_question_beyond_bounds_is_refused(nothing: FlaskClient, query: str, status: int, told: str) -> None:
    asked = {"QUERY_STRING": query}
    assert told in problem(nothing.get(METRIC, environ_overrides=asked), status)["detail"]
    assert told in problem(nothing.post(UPDATE, environ_overrides=asked), status)["detail"]
    page = nothing.get("/", environ_overrides=asked)
    assert (page.status_code, page.content_type) == (status, "text/html; charset=utf-8")
    assert told in page.text


@pytest.mark.parametrize("query", ["a=" + "x" * (LONGEST_QUERY_STRING - 2), "a&" * (MOST_PARAMETERS - 1), "a=\xc3\xa9"])
def test_a_question_within_bounds_is_read(nothing: FlaskClient, query: str) -> None:
    response = nothing.get("/api/v1/metrics", environ_overrides={"QUERY_STRING": query})
    assert response.status_code == 200


@pytest.mark.parametrize(
    "host", ["a b", 'x"><script>', "x/y", "x@y", "x:y", "x:123456", "[::1", "é.example", "x" * 254]
)
def test_a_host_that_is_none_is_refused(nothing: FlaskClient, host: str) -> None:
    asked = {"HTTP_HOST": host.encode().decode("latin-1")}
    assert "host" in problem(nothing.get("/ready", environ_overrides=asked), 400)["detail"]


@pytest.mark.parametrize("host", ["care.example.org", "CARE.example.org:443", "10.0.0.1:80", "[::1]:8050", "my_host"])
def test_a_host_that_is_one_is_let_through(nothing: FlaskClient, host: str) -> None:
    assert nothing.get("/health", environ_overrides={"HTTP_HOST": host}).status_code == 200


def test_a_body_that_is_too_long_is_not_read(nothing: FlaskClient) -> None:
    class Untouched:
        def read(self, *_: int) -> bytes:
            raise AssertionError("it was read")

    said = {"CONTENT_LENGTH": str(LONGEST_BODY + 1), "wsgi.input": Untouched()}
    response = nothing.post(UPDATE, content_type="application/json", environ_overrides=said)
    assert f"{LONGEST_BODY:,} bytes" in problem(response, 413)["detail"]


def test_a_body_that_is_no_json_by_its_own_word_is_refused(nothing: FlaskClient) -> None:
    problem(nothing.post(UPDATE, data=b"{}", content_type="text/plain"), 400)


@pytest.mark.parametrize("path", ["os/path.py", "dash/x.js", "dash/../../etc/passwd", "dash/dcc/%00.js"])
def test_a_script_that_is_not_ours_is_not_there(nothing: FlaskClient, path: str) -> None:
    response = nothing.get(f"/_dash-component-suites/{path}")
    assert response.status_code == 404
    assert "registered" not in response.text, "what there is besides is not listed"


@pytest.mark.parametrize("path", ["/api//etc/passwd", "/download//etc/passwd.csv"])
def test_a_slash_too_many_leads_programs_to_no_page(nothing: FlaskClient, path: str) -> None:
    problem(nothing.get("/", environ_overrides={"PATH_INFO": path}), 404)
