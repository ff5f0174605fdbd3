"""One window and one served dashboard for all browser tests; each test's page must load in peace and stay at home."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

from tests.browser.dashboard import Dashboard
from tests.browser.live import come_alive
from tests.golden.oracle import World, read_exports
from tests.served import Site, invent, publish, serve

EVENTS = 4_000
HIGH = 4_000

_AT_HOME = ("127.0.0.1",)
_WITHOUT_A_HOST = ("data", "blob")

Visit = Callable[..., Dashboard]
"""Open a page of a site: its address, a query string, and the `width` of the view."""

Open = Callable[..., Page]
"""Open any page of the site by its address, in a view of some `width` and colour `scheme`, and wait until it is filled."""


class Watch:
    """What a page must not do: complain, fail, or ask another host for something."""

    def __init__(self, page: Page) -> None:
        self.complaints: list[str] = []
        self.requests: list[str] = []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"page error: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(f"console {message.type}: {message.text}")

    def strangers(self) -> list[str]:
        """List the requests that went to another host."""
        addresses = [(url, urlsplit(url)) for url in self.requests]
        return [url for url, it in addresses if it.scheme not in _WITHOUT_A_HOST and it.hostname not in _AT_HOME]

    def assert_peace(self) -> None:
        """Fail when the page complained or left the host."""
        assert self.complaints == []
        assert self.requests
        assert self.strangers() == []


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[BrowserContext]:
    """Open one window: its pages share what they have fetched, and the site leaves nothing else behind in it."""
    with chromium.new_context(locale="en-US", accept_downloads=True) as context:
        yield context


@pytest.fixture(scope="session")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Invent an export."""
    return invent(tmp_path_factory.mktemp("export"), EVENTS, seed=1)


@pytest.fixture(scope="session")
def world(export: Path) -> World:
    """Read the export by the second implementation, which says what the page must show."""
    return read_exports([export])


@pytest.fixture(scope="session")
def warehouse(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the export's snapshot."""
    folder = tmp_path_factory.mktemp("site") / "warehouse"
    publish(folder, export)
    return folder


@pytest.fixture(scope="session")
def site(warehouse: Path) -> Iterator[Site]:
    """Serve the export's snapshot."""
    with serve(warehouse) as running:
        yield running
        assert "Traceback" not in running.logged()


@contextmanager
def watched(window: BrowserContext, width: int, height: int = 900) -> Iterator[Page]:
    """Open a page that is watched until it closes."""
    page = window.new_page()
    page.set_viewport_size({"width": width, "height": height})
    watch = Watch(page)
    try:
        yield page
    finally:
        page.close()
    watch.assert_peace()


@pytest.fixture
def visit(window: BrowserContext) -> Iterator[Visit]:
    """Give a way to open the dashboard, or a site without one yet, in a watched page of a chosen width.

    The view is so high that every chart is near it, and drawn.
    """
    with ExitStack() as stack:

        def open_page(url: str, query: str = "", width: int = 1280) -> Dashboard:
            dashboard = Dashboard(stack.enter_context(watched(window, width, HIGH)), url)
            dashboard.open(query)
            return dashboard

        yield open_page


@pytest.fixture
def dashboard(visit: Visit, site: Site) -> Dashboard:
    """Open the page as it first comes."""
    return visit(site.url)


@pytest.fixture
def open_page(window: BrowserContext, site: Site) -> Iterator[Open]:
    """Give a way to open any page of the site and wait until it is filled."""
    with ExitStack() as stack:

        def open_at(address: str, width: int = 1280, scheme: str = "light") -> Page:
            page = stack.enter_context(watched(window, width))
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
            page.goto(f"{site.url}{address}")
            come_alive(page)
            page.wait_for_load_state("networkidle")
            return page

        yield open_at
