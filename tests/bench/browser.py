"""`python -m tests.bench.browser WAREHOUSE`: what a reader's browser waits for, and what travels to it.

Each page's period is changed; the time to the last change in any graph is told beside that of a bare page which has
plotly.js alone draw the same figures. Then the bytes of a first and of a later visit.
"""

import argparse
import json
import shutil
import statistics
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.bundles import PLOTLY
from tests.bench.drawn import drawn, watched
from tests.served import Site, serve

_PAGES = ("/", "/calls", "/response-times")
_PERIODS = ("last-12-months", "since-launch", "last-30-days")
_WIDTH, _WARM = 1280, 3
_FIGURES = """() => [...document.querySelectorAll('.drawing')].filter(it => it.data).map(it => (
  {figure: JSON.parse(it.dataset.figure), width: it.clientWidth, height: it.clientHeight}))"""
_REACT = """(period) => window.figures[period].forEach(({figure}, i) =>
  Plotly.react(`figure-${i}`, figure.data, figure.layout, {displayModeBar: false}))"""
_BARE = "http://bare.invalid/"
_BUTTON = '<!DOCTYPE html><button id="draw">Draw</button>'

Figures = dict[str, list[dict[str, object]]]
"""The figures drawn for each period, with the sizes of their places in pixels."""


def main() -> None:
    """Serve the warehouse, and print a line for each page and each visit."""
    options = _options()
    with serve(options.warehouse) as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for path in _PAGES:
            times, figures = changes(browser, f"{site.url}{path}", options.runs, options.height)
            bare = alone(browser, figures, options.runs, options.height)
            count = len(figures[_PERIODS[0]])
            print(f"{path:<18}{count} figures {told(times)}; bare {told(bare)}; × {ratio(times, bare):.1f}", flush=True)
        for path in _PAGES:
            first, later = visits(browser, site, path)
            print(f"{path:<18}first visit {first / 1000:,.0f} KB, a later one {later / 1000:,.1f} KB", flush=True)


def changes(browser: Browser, address: str, runs: int, height: int) -> tuple[list[float], Figures]:
    """Change the period again and again; milliseconds of each change, and what was drawn of each period."""
    page = watched(browser.new_page(viewport={"width": _WIDTH, "height": height}))
    page.goto(address)
    page.locator("body.ready").wait_for()
    page.wait_for_load_state("networkidle")
    times, figures = [], {}
    for run in range(runs + _WARM):
        period = _PERIODS[(run + 1) % len(_PERIODS)]
        times.append(drawn(page, lambda period=period: page.locator("#preset").select_option(period)).seconds * 1000)
        figures[period] = page.evaluate(_FIGURES)
    page.close()
    return times[_WARM:], figures


def alone(browser: Browser, figures: Figures, runs: int, height: int) -> list[float]:
    """Have plotly.js alone draw the same figures in places of the same sizes; milliseconds of each time."""
    page = watched(browser.new_page(viewport={"width": _WIDTH, "height": height}))
    _open_bare(page, figures)
    times = []
    for run in range(runs + _WARM):
        period = _PERIODS[(run + 1) % len(_PERIODS)]
        page.evaluate(f"(period) => {{ document.getElementById('draw').onclick = () => ({_REACT})(period) }}", period)
        times.append(drawn(page, lambda: page.locator("#draw").click()).seconds * 1000)
    page.close()
    return times[_WARM:]


def _open_bare(page: Page, figures: Figures) -> None:
    """Open a page that nobody serves: a button, and the places of the figures."""
    places = [
        f'<div id="figure-{i}" style="width:{place["width"]}px;height:{place["height"]}px"></div>'
        for i, place in enumerate(figures[_PERIODS[0]])
    ]
    page.route(_BARE, lambda route: route.fulfill(body="".join([_BUTTON, *places]), content_type="text/html"))
    page.goto(_BARE)
    page.add_script_tag(content=PLOTLY.content.decode())
    page.evaluate("(text) => { window.figures = JSON.parse(text) }", json.dumps(figures))


def visits(browser: Browser, site: Site, path: str) -> tuple[int, int]:
    """Visit a page twice, down to its end; the bytes that came over the wire each time."""
    with browser.new_context(viewport={"width": _WIDTH, "height": 900}) as context:
        first, later = (_visit(context, f"{site.url}{path}") for _ in range(2))
    return first, later


def _visit(context: BrowserContext, address: str) -> int:
    page, came = context.new_page(), []
    session = context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    page.goto(address)
    page.locator("body.ready").wait_for()
    for place in page.locator(".drawing").all():
        place.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    page.close()
    return round(sum(came))


def told(times: Sequence[float]) -> str:
    """Write the median and the 95th percentile of milliseconds."""
    return f"{statistics.median(times):,.0f} ms (p95 {percentile(times, 0.95):,.0f})"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the least of the values that so large a share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -int(-share * len(ordered) // 1) - 1)]


def ratio(times: Sequence[float], of: Sequence[float]) -> float:
    """Say how many times as long it took, median to median."""
    return statistics.median(times) / statistics.median(of)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.browser")
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("--runs", type=int, default=30, help="changes of each page, default 30")
    parser.add_argument("--height", type=int, default=900, help="of the view; 8000 has every figure near it")
    return parser.parse_args()


if __name__ == "__main__":
    main()
