"""What travels to a reader: the bytes of a first and of a later visit to each page, read to its end, then asked."""

from playwright.sync_api import Browser, BrowserContext

from tests.bench.bench import Bench
from tests.bench.result import Result, within
from tests.browser.launch import chromium_launched
from tests.browser.live import come_alive
from tests.served import serve

PAGES = ("/", "/calls", "/map")
GOAL = "Bytes over the wire, real browser"
_FIRST_KB, _LATER_KB = 1_500, 60
_SETTLED_MS = 500
_VIEW = {"width": 1280, "height": 900}


def run(bench: Bench) -> list[Result]:
    """Visit each page twice in a fresh browser: only to read it, and to use its filters as well."""
    with serve(bench.warehouse) as site, chromium_launched() as browser:
        return [
            result
            for path in PAGES
            for asks, what in ((False, "only read"), (True, "with filters"))
            for result in _told(f"{path}, {what}", *visits(browser, f"{site.url}{path}", asks=asks))
        ]


def visits(browser: Browser, address: str, *, asks: bool) -> tuple[float, float]:
    """Visit a page twice, down to its end; the KB that came each time. `asks` has the live page come as well."""
    with browser.new_context(viewport=_VIEW) as context:
        first, later = (_visit(context, address, asks=asks) for _ in range(2))
    return first, later


def _visit(context: BrowserContext, address: str, *, asks: bool) -> float:
    page, came = context.new_page(), []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    page.goto(address)
    if asks:
        come_alive(page)
    for place in page.locator(".drawing").all():
        place.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(_SETTLED_MS)
    page.close()
    return float(sum(came)) / 1000


def _told(what: str, first: float, later: float) -> list[Result]:
    return [
        within(GOAL, "≤ 1.5 MB", f"{what}, first visit", "KB", [first], _FIRST_KB),
        within(GOAL, "≤ 60 KB", f"{what}, a later visit", "KB", [later], _LATER_KB),
    ]
