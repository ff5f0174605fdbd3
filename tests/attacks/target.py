"""The dashboard as an attacker finds it, and what holds for whatever is sent to it."""

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.api.problems import PROBLEM_TYPE
from app.db import Warehouse
from app.kinds import is_for_programs
from tests.attacks.bodies import Body, Dependencies, sent_by_pages

UPDATE = "/_dash-update-component"
OTHERS = ("/", "/map?areas=beat", "/api/v1/metrics/care_calls?by=month", "/api/v1/metrics/care_calls.csv", "/ready")
"""What others ask meanwhile."""

_OTHERS_EVERY = 250
"""Attacks after which it is seen that others are served as before."""

MOST_MEMORY_MB = 200
"""What attacks may take beside what the process of the tests holds already."""

_OURS = re.compile(
    r"Traceback \(|File \"/|site-packages|_duckdb\.|duckdb\.\w+Exception|root:x:0:|psycopg|werkzeug\.debug|care-\d+T\d+Z\.duckdb"
)
"""What tells of our insides, or of the machine's files."""


@dataclass
class Target:
    """A dashboard under attack; `tried` counts what was sent to it."""

    client: FlaskClient
    warehouse: Warehouse
    tried: int = 0
    _before: dict[str, bytes] = field(default_factory=dict)
    _memory_mb: float = 0

    def __post_init__(self) -> None:
        """See what others are told before anything is tried."""
        self.bodies = sent_by_pages(self.dependencies(), self.warehouse.current())
        self._before = self._told_others()
        self._memory_mb = memory_mb()

    def dependencies(self) -> Dependencies:
        """List the callbacks as anybody can."""
        return self.client.get("/_dash-dependencies").get_json()

    def strike(self, address: str, method: str = "GET", **request: Any) -> TestResponse:
        """Send something and see that it is answered or refused as it should be."""
        self.tried += 1
        response = self.client.open(address, method=method, **request)
        assert_harmless(response)
        if self.tried % _OTHERS_EVERY == 0:
            self.assert_unharmed()
        return response

    def strike_raw(self, path: str, query: str = "", **environ: str) -> TestResponse:
        """Send an address as it comes over the wire, without being made decent first."""
        return self.strike("/", environ_overrides={"PATH_INFO": path, "QUERY_STRING": query, **environ})

    def ask(self, body: "Body | bytes | str | object") -> TestResponse:
        """Send a body to the callbacks."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        response = self.strike(UPDATE, "POST", data=data, content_type="application/json")
        assert response.status_code in (200, 204, 400, 413), response.text
        return response

    def assert_unharmed(self) -> None:
        """See that others are told what they were told before, and that memory is what it was."""
        assert self._told_others() == self._before
        assert memory_mb() - self._memory_mb < MOST_MEMORY_MB

    def _told_others(self) -> dict[str, bytes]:
        self.warehouse.memory.forget()  # what is kept would be told whatever has become of the rest
        return {address: _steady(self.client.get(address)) for address in OTHERS}


def assert_harmless(response: TestResponse) -> None:
    """Hold what holds for every answer: no failure, nothing of our insides, and a refusal in its form."""
    told = response.data.decode("utf-8", "replace")  # some of it is compressed
    assert response.status_code < 500, told
    assert not _OURS.search(told), told
    assert "Content-Security-Policy" in response.headers
    assert all("\r" not in value and "\n" not in value for _, value in response.headers.items())
    assert "X-Injected" not in response.headers
    if response.status_code >= 400 and is_for_programs(response.request.path) and response.request.method != "HEAD":
        assert_problem(response)


def assert_problem(response: TestResponse) -> None:
    """See that a refusal is a problem document that says what was wrong, and repeats little of it."""
    assert response.content_type == PROBLEM_TYPE, response.text
    body = json.loads(response.data)
    assert body["status"] == response.status_code
    assert body["title"]
    assert body["detail"]
    assert all(len(error["given"]) <= 60 for error in body["errors"])
    assert len(response.data) < 500_000, "each of 600 parameters is named, and no more than that"


def memory_mb() -> float:
    """How much memory (RSS) this process holds."""
    return int(re.findall(r"VmRSS:\s+(\d+) kB", Path("/proc/self/status").read_text())[0]) / 1024


def _steady(response: TestResponse) -> bytes:
    assert response.status_code == 200
    return re.sub(rb'"end_id":"[^"]*"', b"", response.data)
