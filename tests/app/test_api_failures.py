"""What goes wrong at an address that programs read is told to programs: as a problem document, without our insides."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app.api import asking, operations
from app.config import Settings
from app.main import create_app
from tests.app.test_api import METRIC, problem, told

ADDRESSES = (
    "/api",
    "/api/v1/metrics",
    METRIC,
    f"{METRIC}.csv",
    "/download/events.csv",
    "/health",
    "/ready",
    "/openapi.json",
    "/datapackage.json",
    "/data.json",
)


@pytest.fixture
def client(demo_folder: Path) -> FlaskClient:
    """Ask a dashboard that keeps no answers: what was answered before would not fail."""
    tester: FlaskClient = create_app(Settings(demo_folder, cache_bytes=1)).server.test_client()
    return tester


@pytest.mark.parametrize("address", ADDRESSES)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_a_method_that_is_not_allowed_is_refused_with_those_that_are(
    client: FlaskClient, address: str, method: str
) -> None:
    response = client.open(address, method=method)
    assert problem(response, 405)["title"] == "Method Not Allowed"
    assert {name.strip() for name in response.headers["Allow"].split(",")} == {"GET", "HEAD", "OPTIONS"}


@pytest.mark.parametrize("address", [METRIC, f"{METRIC}.csv"])
def test_a_failure_of_ours_is_a_problem_that_tells_nothing_of_our_insides(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("a secret of ours")

    monkeypatch.setattr(asking, "ask", fails)
    response = client.get(address)
    body = problem(response, 500)
    assert body["errors"] == []
    assert "secret" not in response.text
    assert "Traceback" not in response.text
    assert "a secret of ours" in caplog.text, "the log has the details"
    monkeypatch.undo()
    assert client.get(address).status_code == 200


def test_a_failure_beside_the_api_is_a_problem_too(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(operations, "uncached", None)
    problem(client.get("/health"), 500)
    monkeypatch.undo()
    assert told(client.get("/health")) == {"status": "up"}


def test_a_page_that_is_asked_in_a_wrong_way_is_answered_as_a_page(client: FlaskClient) -> None:
    response = client.post("/methods")
    assert response.status_code in (404, 405)
    assert response.content_type.startswith("text/html")


def test_of_many_wrong_parameters_the_first_are_told_and_the_others_counted(client: FlaskClient) -> None:
    many = "&".join(f"wrong{number}=1" for number in range(50))
    few = "&".join(f"wrong{number}=1" for number in range(20))
    told_of_many, told_of_few = (problem(client.get(f"{METRIC}?{asked}"), 400) for asked in (many, few))
    assert len(told_of_many["errors"]) == len(told_of_few["errors"]) == 20
    assert told_of_many["detail"].endswith("And 30 more.")
    assert "more." not in told_of_few["detail"]
