"""What is sent over the wire to the dashboard as it is served is refused or answered, and others are served meanwhile."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests

from app.bounds import LONGEST_ADDRESS, LONGEST_BODY
from tests.served import Site, serve

UPDATE = "/_dash-update-component"
METRIC = "/api/v1/metrics/care_calls"
MOST_MEMORY_MB = 250
LARGE = 10_000_000

_POST = f"POST {UPDATE} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n".encode()
WIRE = {
    "no HTTP": b"\x16\x03\x01\x02\x00\x01\x00",
    "HTTP of old": b"GET /\r\n\r\n",
    "bytes in a question": b"GET /?\xff\xfe=\xc3 HTTP/1.1\r\nHost: x\r\n\r\n",
    "bytes in a path": b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n",
    "NUL in a path": b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    "a path that climbs": b"GET /assets/../../../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n",
    "a whole address": b"GET http://other.example/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "a long line": b"GET /?" + b"a" * 20_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "many headers": b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: y\r\n" * 5_000 + b"\r\n",
    "a long header": b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 100_000 + b"\r\n\r\n",
    "two lengths": _POST + b"Content-Length: 2\r\nContent-Length: 20\r\n\r\n{}",
    "a length and chunks": _POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a length below nothing": _POST + b"Content-Length: -1\r\n\r\n{}",
    "a length that is none": _POST + b"Content-Length: x\r\n\r\n{}",
    "less than was said": _POST + b"Content-Length: 100\r\n\r\n{}",
    "a length beyond all": _POST + b"Content-Length: 99999999999999999999\r\n\r\n{}",
    "chunks without end": _POST + b"Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n{}",
    "lists within lists": _POST + b"Content-Length: 60000\r\n\r\n" + b"[" * 60_000,
    "no host": b"GET /data.json HTTP/1.1\r\n\r\n",
    "markup for a host": b'GET /data.json HTTP/1.1\r\nHost: x"><script>\r\n\r\n',
}
NEVER_WHOLE = ("no HTTP", "less than was said", "chunks without end", "a length beyond all")
"""The server waits for more, until the client goes."""


@pytest.fixture(scope="module")
def site(folder: Path) -> Iterator[Site]:
    with serve(folder) as site:
        yield site


@pytest.fixture(autouse=True)
def others(site: Site) -> Iterator[None]:
    """Others are told the same before and after, and no worker has died, failed or grown."""
    before = _told(site)
    yield
    assert _told(site) == before
    assert site.worker_memory_mb() < MOST_MEMORY_MB
    assert "Traceback" not in site.logged()
    assert site.logged().count("Worker started") == 2


def _told(site: Site) -> tuple[bytes, ...]:
    answers = [requests.get(f"{site.url}{address}", timeout=20) for address in ("/", "/methods", f"{METRIC}?by=month")]
    assert [answer.status_code for answer in answers] == [200] * 3
    return tuple(re.sub(rb'"end_id":"[^"]*"', b"", answer.content) for answer in answers)


def sent(site: Site, data: bytes, *, waits: bool = True) -> bytes:
    """Send bytes and read what comes; without waiting, say that there is no more."""
    host, port = site.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        try:
            connection.sendall(data)
            if not waits:
                connection.shutdown(socket.SHUT_WR)
            return connection.recv(65_536)
        except (ConnectionError, TimeoutError):
            return b""


@pytest.mark.parametrize("name", WIRE)
def test_what_is_wrong_on_the_wire_is_refused(site: Site, name: str) -> None:
    answer = sent(site, WIRE[name], waits=name not in NEVER_WHOLE)
    assert not re.match(rb"HTTP/1\.[01] 5", answer), answer
    assert b"root:" not in answer
    assert b"Traceback" not in answer
    assert b"<script>" not in answer.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("said", ["a length", "chunks"])
def test_a_large_body_is_refused_by_its_size_and_not_held(site: Site, said: str) -> None:
    body = b'{"output":"' + b"x" * LARGE
    sent_as = body if said == "a length" else (body[start : start + 9_999] for start in range(0, len(body), 9_999))
    try:
        response = requests.post(
            f"{site.url}{UPDATE}", data=sent_as, headers={"Content-Type": "application/json"}, timeout=30
        )
    except requests.RequestException:
        return  # it is hung up on while it sends still
    assert response.status_code == 413
    assert response.headers["Content-Type"] == "application/problem+json"
    assert f"{LONGEST_BODY:,}" in response.json()["detail"]


def test_a_body_where_none_belongs_is_not_held(site: Site) -> None:
    for address in ("/", METRIC, "/download/events.csv", "/health"):
        for _ in range(3):
            try:
                answer = requests.get(f"{site.url}{address}", data=b"x" * LARGE, timeout=30)
            except requests.RequestException:
                continue  # it is hung up on
            assert answer.status_code < 500


def test_the_longest_question_fits_the_line(site: Site) -> None:
    line = len("GET /?colour= HTTP/1.1")
    assert requests.get(f"{site.url}/?colour={'x' * (LONGEST_ADDRESS - line)}", timeout=20).status_code == 200
    assert requests.get(f"{site.url}/?colour={'x' * LONGEST_ADDRESS}", timeout=20).status_code == 414
