"""Clients that hold connections and send nothing, or next to nothing: other readers are answered meanwhile."""

import re
import resource
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from urllib.parse import urlsplit

import pytest
import requests

from app.gunicorn_worker import MOST_BYTES, REQUEST_SECONDS, is_whole
from tests.effort import FULL
from tests.served import Site, invent, publish, serve

OPEN = 1_000
SLOW = 1_000 if FULL else 100
SECONDS = 60 if FULL else 3
MOST_SECONDS = 2.0
"""For an answer that takes milliseconds on a machine with nothing else to do."""

GET = b"GET /health HTTP/1.1\r\nHost: care.example.org\r\n"
POST = b"POST /_dash-update-component HTTP/1.1\r\nHost: care.example.org\r\nContent-Type: application/json\r\n"
STARTS = {
    "nothing": b"",
    "half a line": b"GET /hea",
    "a head without end": GET + b"X-A: b\r\n",
    "a body that does not come": POST + b"Content-Length: 1000\r\n\r\n{",
    "chunks that do not come": POST + b"Transfer-Encoding: chunked\r\n\r\n5\r\n{",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("connections")
    publish(folder / "warehouse", invent(folder, 300, seed=5))
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(hard, 8192)), hard))
    with serve(folder / "warehouse") as served:
        yield served


@contextmanager
def connections(site: Site, count: int, start: bytes) -> Iterator[list[socket.socket]]:
    """Open so many connections, and begin a request on each."""
    place = urlsplit(site.url)
    with ExitStack() as opened:
        sockets = []
        for _ in range(count):
            sockets.append(opened.enter_context(socket.create_connection((str(place.hostname), place.port or 80), 10)))
            sockets[-1].sendall(start)
        yield sockets


@contextmanager
def trickle(sockets: list[socket.socket]) -> Iterator[None]:
    """Send a byte on each connection again and again, until the block ends."""
    ended = threading.Event()

    def send() -> None:
        while not ended.wait(0.5):
            for each in sockets:
                try:
                    each.send(b"a")
                except OSError:
                    continue

    sender = threading.Thread(target=send, daemon=True)
    sender.start()
    try:
        yield
    finally:
        ended.set()
        sender.join(timeout=10)


def slowest(site: Site, seconds: float) -> tuple[int, float]:
    """Read on new connections for a while; give how many answers there were, and the slowest's seconds."""
    times = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        started = time.monotonic()
        answer = requests.get(f"{site.url}/api/v1/metrics/care_calls", timeout=30)
        times.append(time.monotonic() - started)
        assert answer.status_code == 200
    return len(times), max(times)


@pytest.mark.parametrize("start", STARTS)
def test_other_readers_are_answered_while_clients_send_slowly(
    site: Site, start: str, capsys: pytest.CaptureFixture[str]
) -> None:
    count = OPEN if start == "nothing" else SLOW
    with connections(site, count, STARTS[start]) as sockets, trickle(sockets if STARTS[start] else []):
        answers, seconds = slowest(site, SECONDS)
    with capsys.disabled():
        print(f"\n{count:,} connections with {start}: {answers} answers, the slowest in {seconds * 1000:.0f} ms")
    assert seconds < MOST_SECONDS
    assert "Traceback" not in site.logged()


def test_who_does_not_finish_a_request_is_cut_off(site: Site) -> None:
    with connections(site, 1, STARTS["a head without end"]) as (client,), trickle([client]):
        client.settimeout(REQUEST_SECONDS + 10)
        started = time.monotonic()
        with suppress(ConnectionResetError):
            assert client.recv(1) == b""
        assert REQUEST_SECONDS - 1 < time.monotonic() - started < REQUEST_SECONDS + 5


def test_a_request_that_comes_in_pieces_is_answered(site: Site) -> None:
    with connections(site, 1, b"") as (client,):
        client.settimeout(10)
        for _ in range(2):  # the second on the connection that was kept
            for position in range(0, len(GET), 20):
                client.sendall(GET[position : position + 20])
                time.sleep(0.02)
            client.sendall(b"\r\n")
            assert answer_on(client).startswith(b"HTTP/1.1 200")
        client.sendall(GET + b"\r\n" + GET + b"Connection: close\r\n\r\n")
        told = b""
        while more := client.recv(4096):
            told += more
        assert told.count(b"HTTP/1.1 200") == 2, "two requests sent at once are both answered"


def answer_on(client: socket.socket) -> bytes:
    """Read one answer to its end: head and body may come apart."""
    told = client.recv(4096)
    while not (found := re.search(rb"content-length: (\d+)(?s:.*?)\r\n\r\n(?s:(.*))", told, re.IGNORECASE)) or (
        len(found[2]) < int(found[1])
    ):
        more = client.recv(4096)
        assert more, told
        told += more
    return told


def test_a_body_in_pieces_or_larger_than_is_collected_is_answered(site: Site) -> None:
    small = requests.post(f"{site.url}/api/v1/metrics/care_calls", data=iter([b"a", b"b"]), timeout=10)
    large = requests.post(f"{site.url}/api/v1/metrics/care_calls", data=b"a" * 3 * MOST_BYTES, timeout=10)
    assert small.status_code == large.status_code == 405


@pytest.mark.parametrize(
    ("sent", "whole"),
    [
        (b"", False),
        (GET, False),
        (GET + b"\r\n", True),
        (GET + b"content-length: 2\r\n\r\na", False),
        (GET + b"content-LENGTH:2 \r\n\r\nab", True),
        (GET + b"Content-Length: 99999999\r\n\r\n", True),
        (GET + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n", False),
        (GET + b"Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n", True),
        (b"a" * MOST_BYTES, True),
        (b"a" * (MOST_BYTES - 1), False),
    ],
)
def test_a_request_is_whole_when_nothing_more_has_to_come(sent: bytes, whole: bool) -> None:
    assert is_whole(sent) is whole
