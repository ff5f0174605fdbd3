"""A server with two workers in operation: reloaded, stopped, kept busy and counted, and no reader is turned away."""

import contextlib
import http.client
import json
import os
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests

from app.words import limits as text
from tests.served import Site, invent, publish, serve
from tests.serving.traffic import Traffic, traffic

CALLS = "/api/v1/metrics/care_calls"
FILE = "/download/events.csv"
SOON_SECONDS = 5
"""On an idle machine it takes some 50 ms; this one may be busy."""


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish so many rows that a file of them does not fit between a server and a reader who does not read."""
    folder = tmp_path_factory.mktemp("operation")
    publish(folder / "warehouse", invent(folder, 12_000, seed=3))
    return folder / "warehouse"


@pytest.fixture
def site(warehouse: Path) -> Iterator[Site]:
    with serve(warehouse, {"CARE_LOG_FORMAT": "json"}) as running:
        yield running
        assert "Traceback" not in running.logged()


def slow_reader(site: Site, path: str = FILE) -> tuple[socket.socket, bytes]:
    """Ask for a file over a narrow connection, read how the answer begins, and no more."""
    where = urlsplit(site.url)
    connection = socket.socket()
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
    connection.settimeout(20)
    connection.connect((where.hostname, where.port))
    connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {where.netloc}\r\nConnection: close\r\n\r\n".encode())
    return connection, connection.recv(1_000)


def rest_of(connection: socket.socket) -> bytes:
    parts = list(iter(lambda: connection.recv(65_536), b""))
    connection.close()
    return b"".join(parts)


def test_slow_readers_hold_the_downloads_places_and_nothing_else(site: Site) -> None:
    held, refusals = [], []
    for _ in range(24):  # which worker takes a connection is chance
        connection, begun = slow_reader(site)
        if begun.startswith(b"HTTP/1.1 200"):
            held.append(connection)
        else:
            refusals.append(begun + rest_of(connection))
    assert len(held) == 4, "two places in each of two workers"
    assert all(b" 503 " in refusal and b"Retry-After: 10" in refusal for refusal in refusals)
    for path in ("/", "/calls", "/health", "/ready", f"{CALLS}?by=month&hour=3", "/methods"):
        asked = time.monotonic()
        assert requests.get(f"{site.url}{path}", timeout=20).status_code == 200
        assert time.monotonic() - asked < SOON_SECONDS, path
    for connection in held:
        connection.close()
    assert _within(20, lambda: requests.get(f"{site.url}{FILE}", timeout=20).status_code == 200), "places come free"


def test_a_reload_drops_no_request_begun_or_new(site: Site) -> None:
    whole = len(requests.get(f"{site.url}{FILE}", timeout=20).content)
    before = _workers(site)
    slow, begun = slow_reader(site)
    with traffic(site.url, [CALLS, "/health", "/ready"]) as seen, _kept_alive(site) as alive:
        for _ in range(2):
            os.kill(site.pid, signal.SIGHUP)
            assert _within(60, lambda: not before & _workers(site) or len(before & _workers(site)) < 2)
            time.sleep(2)
        told = len(seen.told)
        assert _within(30, lambda: len(seen.told) > told + 20), "answers go on"
    assert begun.startswith(b"HTTP/1.1 200")
    assert _body(begun + rest_of(slow)) == whole, "what was begun before is sent to its end"
    assert (seen.failures, alive.failures) == ([], [])
    assert {one.status for one in [*seen.told, *alive.told]} == {200}


def test_a_stop_lets_what_was_begun_end(warehouse: Path) -> None:
    with serve(warehouse) as site:
        whole = len(requests.get(f"{site.url}{FILE}", timeout=20).content)
        slow, begun = slow_reader(site)
        os.kill(site.pid, signal.SIGTERM)
        time.sleep(1)
        assert _body(begun + rest_of(slow)) == whole
        with pytest.raises(requests.ConnectionError):
            requests.get(f"{site.url}/health", timeout=5)


def test_whether_it_is_up_is_told_while_all_ask_what_nobody_asked_before(site: Site) -> None:
    ended = Event()

    def ask(reader: int) -> None:
        for number in range(10_000):
            if ended.is_set():
                return
            question = f"start=2024-{1 + number % 12:02}-{1 + reader:02}&hour={number // 12 % 24}"
            requests.get(f"{site.url}{CALLS}?by=day&{question}", timeout=30)

    readers = [Thread(target=ask, args=(number,), daemon=True) for number in range(16)]
    for reader in readers:
        reader.start()
    try:
        for path in ("/health", "/ready") * 5:
            asked = time.monotonic()
            assert requests.get(f"{site.url}{path}", timeout=20).status_code == 200
            assert time.monotonic() - asked < SOON_SECONDS
    finally:
        ended.set()
        for reader in readers:
            reader.join(timeout=60)


def test_only_trusted_proxies_say_how_a_reader_came(warehouse: Path, site: Site) -> None:
    said = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "198.51.100.7"}
    told = requests.get(f"{site.url}/health", headers=said, timeout=20).headers
    assert "Strict-Transport-Security" not in told, "gunicorn itself would believe whoever is on this machine"
    with serve(warehouse, {"CARE_TRUSTED_HOPS": "1", "CARE_LOG_FORMAT": "json"}) as behind:
        assert "Strict-Transport-Security" in requests.get(f"{behind.url}/health", headers=said, timeout=20).headers
        assert _within(5, lambda: '"client": "198.51.100.0/24"' in behind.logged())
        assert "198.51.100.7" not in behind.logged()


def test_the_log_has_a_line_for_each_request_and_the_limit_a_document(warehouse: Path) -> None:
    with serve(warehouse, {"CARE_LOG_FORMAT": "json", "CARE_ANSWERS_PER_MINUTE": "2"}) as site:
        told = [requests.get(f"{site.url}{CALLS}?hour={hour}", timeout=20) for hour in range(12)]
        refused = [one for one in told if one.status_code == 429]
        assert len(refused) >= 12 - 2 * 2, "two workers count for themselves"
        assert refused[0].json()["title"] == text.TOO_MANY
        assert _within(5, lambda: len(_asked(site)) == len(told)), "a line is written once its answer is sent"
        asked = _asked(site)
    assert sorted(line["status"] for line in asked) == sorted(one.status_code for one in told)
    assert {line["query"] for line in asked} == {f"hour={hour}" for hour in range(12)}


def test_prometheus_finds_the_counts_of_all_workers_here_and_nowhere_else(warehouse: Path) -> None:
    port = _free_port()
    with serve(warehouse, {"CARE_METRICS_PORT": str(port)}) as site:
        for _ in range(20):
            requests.get(f"{site.url}/data.json", timeout=20)
        assert _within(5, lambda: _counted(port, "answer", 200) == 20)
        os.kill(site.pid, signal.SIGHUP)
        time.sleep(4)
        requests.get(f"{site.url}/download/none.csv", timeout=20)
        assert _counted(port, "answer", 200) == 20, "what ended workers counted is kept"
        assert _within(5, lambda: _counted(port, "download", 404) == 1)
        assert requests.get(f"{site.url}/metrics", timeout=20).status_code == 404, "it is no address of the site"
        assert _listening(port) == {"0100007F"}, "127.0.0.1 only"
    assert _listening(port) == set()


def _asked(site: Site) -> list[dict[str, Any]]:
    """Read the lines about one address."""
    lines = (json.loads(line) for line in site.logged().splitlines() if line.startswith("{") and line.endswith("}"))
    return [line for line in lines if line["path"] == CALLS]


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _counted(port: int, kind: str, status: int) -> float:
    told = requests.get(f"http://127.0.0.1:{port}/metrics", timeout=20).text
    found = re.search(rf'care_requests_total{{kind="{kind}",status="{status}"}} (\S+)', told)
    return float(found[1]) if found else 0


def _listening(port: int) -> set[str]:
    """List the addresses of this machine, in hexadecimal, at which somebody listens on the port."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return {row[1].split(":")[0] for row in rows if row[3] == "0A" and int(row[1].split(":")[1], 16) == port}


def _workers(site: Site) -> set[str]:
    return set(Path(f"/proc/{site.pid}/task/{site.pid}/children").read_text().split())


def _body(answer: bytes) -> int:
    """Count the bytes of a body that is sent in pieces, each with its length before it."""
    pieces, size = answer.partition(b"\r\n\r\n")[2], 0
    while pieces:
        length, _, pieces = pieces.partition(b"\r\n")
        size, pieces = size + int(length, 16), pieces[int(length, 16) + 2 :]
    return size


def _within(seconds: float, is_so: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(0.1)
    return False


@contextlib.contextmanager
def _kept_alive(site: Site) -> Iterator[Traffic]:
    """Ask again and again on one connection, which the server may close only where it says so."""
    seen, ended = Traffic(), Event()

    def read() -> None:
        connection = http.client.HTTPConnection(urlsplit(site.url).netloc, timeout=20)
        while not ended.wait(0.01):
            try:
                connection.request("GET", "/health")
                answer = connection.getresponse()
                answer.read()
                if answer.status != http.client.OK:
                    raise http.client.HTTPException(answer.status)
            except (OSError, http.client.HTTPException) as error:
                seen.failures.append(error)
                return

    reader = Thread(target=read, daemon=True)
    reader.start()
    try:
        yield seen
    finally:
        ended.set()
        reader.join(timeout=30)
