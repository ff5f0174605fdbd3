"""Who draws the same page: how each is served, how a reader chooses a value there, and what it does not do."""

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Locator, Page

from tests.served import PROJECT, end

_PAGES = PROJECT / "tests" / "bench" / "peers"
_START_SECONDS = 300
_LOADING_IN_DASH = '[data-dash-is-loading="true"]'


@dataclass(frozen=True)
class Side:
    """One way to draw the page.

    `find` gives what a reader clicks for a value of a filter (`precinct`, `priority`); `busy` selects what the page has
    in it while it works.
    """

    name: str
    find: Callable[[Page, str, str], Locator]
    busy: str


@dataclass(frozen=True)
class Peer:
    """Another's way: `command` follows the interpreter of the peers' environment; `lacks` is what ours does and it does not."""

    side: Side
    command: Callable[[int], Sequence[str]]
    lacks: str
    path: str = "/"


def _ours(page: Page, name: str, value: str) -> Locator:
    group = page.locator({"precinct": "#where-group", "priority": "#what-group"}[name])
    group.evaluate("group => { group.open = true; }")
    return page.locator(f"#{name} input[value='{value}']")


def _in_streamlit(page: Page, name: str, value: str) -> Locator:
    return page.get_by_test_id("stButtonGroup").filter(has_text=name.title()).get_by_text(value, exact=True)


def _in_panel(page: Page, name: str, value: str) -> Locator:
    return page.locator(f".{name}").get_by_text(value, exact=True)


def _in_dash(page: Page, name: str, value: str) -> Locator:
    return page.locator(f"#{name}").get_by_text(value, exact=True)


def _streamlit(port: int) -> list[str]:
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.headless": "true",
        "server.fileWatcherType": "none",
        "browser.gatherUsageStats": "false",
    }
    flags = [f"--{name}={value}" for name, value in options.items()]
    return ["-m", "streamlit", "run", str(_PAGES / "streamlit_page.py"), *flags]


def _panel(port: int) -> list[str]:
    here = ["--address=127.0.0.1", f"--port={port}", f"--allow-websocket-origin=127.0.0.1:{port}"]
    return ["-m", "panel", "serve", str(_PAGES / "panel_page.py"), *here]


def _dash(port: int) -> list[str]:
    served = ["--worker-class=gthread", "--threads=4", "--timeout=300", "--no-control-socket"]
    return ["-m", "gunicorn", f"--bind=127.0.0.1:{port}", *served, "tests.bench.peers.dash_express_page:server"]


OURS = Side("ours", _ours, _LOADING_IN_DASH)
_FIGURES_ONLY = (
    "no sentence, table, file or citation of a figure, no phase or unfinished month marked, no link that holds the "
    "question, no n beside a number, nothing to read before its scripts have run"
)
PEERS = (
    Peer(
        Side("Streamlit", _in_streamlit, '[data-test-script-state="running"]'),
        _streamlit,
        _FIGURES_ONLY,
    ),
    Peer(
        Side("Panel", _in_panel, ""),
        _panel,
        _FIGURES_ONLY,
        "/panel_page",
    ),
    Peer(
        Side("Dash + pandas + plotly.express", _in_dash, _LOADING_IN_DASH),
        _dash,
        _FIGURES_ONLY,
    ),
)


@contextmanager
def served(python: Path, command: Callable[[int], Sequence[str]], path: str, events: Path, log: Path) -> Iterator[str]:
    """Serve a peer over the events until the block ends, and give its address."""
    port = _free_port()
    environment = os.environ | {"PYTHONPATH": str(PROJECT), "PEERS_DATA": str(events)}
    with log.open("wb") as output:
        server = subprocess.Popen([python, *command(port)], cwd=PROJECT, env=environment, stdout=output, stderr=output)
    try:
        address = f"http://127.0.0.1:{port}{path}"
        _await(server, address, log)
        yield address
    finally:
        end(server)


def _await(server: "subprocess.Popen[bytes]", address: str, log: Path) -> None:
    """Ask until the address answers; a server that ends, or does not answer, ends the benchmark with its own words."""
    give_up = time.monotonic() + _START_SECONDS
    while time.monotonic() < give_up and server.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=_START_SECONDS):
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise SystemExit(f"{address} did not answer. The server said:\n{log.read_text(encoding='utf-8')[-2000:]}")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
