"""Boundaries fetched from a service: a server on this machine plays the City's, never the internet."""

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest

from etl.boundaries import fetch
from etl.config import BOUNDARY_URLS, is_secure_address, settings_from
from tests.etl.conftest import Ran, Warehouse
from tests.etl.exports import row, write
from tests.etl.square_city import beats, districts, neighborhoods

Answer = Callable[[BaseHTTPRequestHandler], None]
LAYERS = {"CARE_BEATS_URL": beats, "CARE_NEIGHBORHOODS_URL": neighborhoods, "CARE_DISTRICTS_URL": districts}


def send(body: bytes, status: int = 200, **headers: str) -> Answer:
    """Answer with a body."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in headers.items():
            request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    return answer


def send_on(chunk: bytes, pause: float = 0.0) -> Answer:
    """Answer without an end."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while True:
            request.wfile.write(chunk)
            request.wfile.flush()
            time.sleep(pause)

    return answer


@dataclass
class Service:
    """A server of layers; `answers` are by path, `asked` the addresses that were."""

    address: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)


@pytest.fixture
def service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    """Serve the city of squares, and point the settings there."""
    served = Service(answers={f"/{name}": send(json.dumps(draw()).encode()) for name, draw in LAYERS.items()})

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            served.asked.append(self.path)
            try:
                served.answers[urlsplit(self.path).path](self)
            except (BrokenPipeError, ConnectionResetError):
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            """Keep silent."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        served.address = f"http://127.0.0.1:{server.server_port}"
        Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("no_proxy", "*")
        monkeypatch.setenv("CARE_BOUNDARIES", str(tmp_path / "kept"))
        for name in LAYERS:
            monkeypatch.setenv(name, f"{served.address}/{name}?where=1%3D1&f=geojson")
        yield served
        server.shutdown()


def assert_refused(warehouse: Warehouse, kept: Path, *said: str) -> Ran:
    """One message, and nothing is kept."""
    ran = warehouse.run("boundaries")
    assert ran.code == 2, ran.out + ran.err
    assert ran.err.count("error: ") == 1
    assert "Traceback" not in ran.err
    for words in said:
        assert words in ran.err
    assert not kept.exists()
    return ran


def test_every_layer_is_fetched_kept_and_loaded(warehouse: Warehouse, service: Service, tmp_path: Path) -> None:
    ran = warehouse.run("boundaries")
    assert ran.code == 0, ran.err
    assert "Kept 54 police beats from http://127.0.0.1/CARE_BEATS_URL." in ran.out
    assert service.asked == [f"/{name}?where=1%3D1&f=geojson" for name in LAYERS]
    warehouse.refresh(write(tmp_path / "export.csv", row(beat="W2")))
    assert warehouse.one("SELECT district FROM event") == "7"
    assert warehouse.rows("SELECT DISTINCT source FROM area WHERE kind = 'district'") == [
        ("http://127.0.0.1/CARE_DISTRICTS_URL",)
    ]


BAD: dict[str, tuple[Answer, tuple[str, ...]]] = {
    "not found": (send(b"", 404), ("cannot be fetched (HTTP Error 404: Not Found).", "Nothing was changed.")),
    "an error of its own": (send(b"", 500), ("cannot be fetched (HTTP Error 500",)),
    "a page": (send(b"<html>Sign in</html>"), ("is not valid JSON (Expecting value",)),
    "nothing": (send(b""), ("is not valid JSON",)),
    "an error in JSON": (send(b'{"error": {"message": "Token"}}'), ("no GeoJSON feature collection: it says {'message'",)),
    "half of it": (send(json.dumps(districts()).encode()[:-40], **{"Content-Length": "99999"}), ("is not valid JSON",)),
    "another layer": (send(json.dumps(beats()).encode()), ("both hold police beats. Give one.",)),
    "a redirect off HTTPS": (
        send(b"", 302, Location="http://example.org/x"),
        ("redirects to an address that is not HTTPS. Nothing was changed.",),
    ),
    "a redirect to a file": (send(b"", 302, Location="file:///etc/passwd"), ("cannot be fetched",)),
    "a redirect in a circle": (send(b"", 302, Location="/CARE_DISTRICTS_URL"), ("cannot be fetched (HTTP Error 302",)),
    "no end": (send_on(b" " * 1_000_000), ("sends more than 20 MB.", "download the layer as GeoJSON and give its path.")),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_what_is_no_map_is_refused_and_nothing_kept(
    warehouse: Warehouse, service: Service, tmp_path: Path, case: str
) -> None:
    answer, said = BAD[case]
    service.answers["/CARE_DISTRICTS_URL"] = answer
    assert_refused(warehouse, tmp_path / "kept", "127.0.0.1", *said)


def test_a_redirect_on_the_spot_is_followed(warehouse: Warehouse, service: Service) -> None:
    service.answers["/moved"] = service.answers["/CARE_BEATS_URL"]
    service.answers["/CARE_BEATS_URL"] = send(b"", 301, Location="/moved")
    assert warehouse.run("boundaries").code == 0


@pytest.mark.parametrize(
    ("silence", "most", "said"), [(0.2, 60.0, "timed out"), (60.0, 0.3, "takes longer than 0 sec")]
)
def test_a_service_that_dawdles_is_left(
    warehouse: Warehouse,
    service: Service,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    silence: float,
    most: float,
    said: str,
) -> None:
    monkeypatch.setattr(fetch, "_SILENCE_SECONDS", silence)
    monkeypatch.setattr(fetch, "_MOST_SECONDS", most)
    service.answers["/CARE_NEIGHBORHOODS_URL"] = send_on(b" ", pause=silence * 5 if silence < 1 else 0.05)
    assert_refused(warehouse, tmp_path / "kept", said)


def test_a_service_that_is_not_there_is_said_so(
    warehouse: Warehouse, service: Service, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CARE_BEATS_URL", "http://127.0.0.1:9/beats")
    assert_refused(warehouse, tmp_path / "kept", "http://127.0.0.1:9/beats: cannot be fetched", "Connection refused")
    assert service.asked == []


# the settings


def test_the_citys_own_addresses_are_the_defaults() -> None:
    addresses = settings_from({}).boundary_urls
    assert addresses == tuple(BOUNDARY_URLS.values())
    assert len({urlsplit(address).path for address in addresses}) == 3
    assert all(address.startswith("https://services.arcgis.com/ZOyb2t4B0UYuYNYH/") for address in addresses)
    assert all(address.endswith("&outSR=4326&f=geojson") for address in addresses)


@pytest.mark.parametrize(
    ("address", "is_secure"),
    [
        ("https://example.org/x", True),
        ("http://127.0.0.1:8000/x", True),
        ("http://localhost/x", True),
        ("http://example.org/x", False),
        ("http://127.0.0.1.example.org/x", False),
        ("http://localhost@example.org/x", False),
        ("ftp://example.org/x", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("", False),
        ("https://[", False),
    ],
)
def test_an_address_is_https_or_on_this_machine(address: str, is_secure: bool) -> None:
    assert is_secure_address(address) is is_secure
