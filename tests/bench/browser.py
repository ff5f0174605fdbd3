"""A period is changed in a real browser until all is drawn: each page beside a bare one where plotly.js draws the same.

The bare page has the figures already: what ours takes longer is the question, the way and all that is not a figure.
"""

import json
from collections.abc import Sequence

from playwright.sync_api import Browser, Page

from app.bundles import PLOTLY
from tests.bench.bench import Bench
from tests.bench.drawn import drawn, watched
from tests.bench.result import Goal, Result, percentile
from tests.browser.launch import chromium_launched
from tests.browser.live import come_alive
from tests.served import serve

RUNS = 30
PAGES = ("/", "/calls", "/response-times")
GOAL = Goal("A period is changed, beside plotly.js alone, real browser", "≤ 2× bare `Plotly.react`", most=2)
_PERIODS = ("since-launch", "last-30-days", "last-12-months")
_VIEW = {"width": 1280, "height": 900}
_AGAINST = "plotly.js alone"
_FIGURES = """() => [...document.querySelectorAll('.drawing')].filter(it => it.data).map(it => (
  {figure: JSON.parse(it.dataset.figure), width: it.clientWidth, height: it.clientHeight}))"""
_REACT = """(period) => window.figures[period].forEach(({figure}, i) =>
  Plotly.react(`figure-${i}`, figure.data, figure.layout, {displayModeBar: false}))"""
_BARE = "http://bare.invalid/"
_BUTTON = '<!DOCTYPE html><button id="draw">Draw</button>'

Figures = dict[str, list[dict[str, object]]]
"""The figures drawn for each period, with the sizes of their places in pixels."""


def run(bench: Bench) -> list[Result]:
    """Change the period of each page, and have the bare page draw the same, in turn; thirty times each."""
    with serve(bench.warehouse) as site, chromium_launched() as browser:
        return [result for path in PAGES for result in _told(path, *beside(browser, f"{site.url}{path}", RUNS))]


def beside(browser: Browser, address: str, runs: int) -> tuple[list[float], list[float]]:
    """Time ours and the bare page in turn, in milliseconds; a round of the periods goes before and is not counted."""
    page = watched(browser.new_page(viewport=_VIEW))
    page.goto(address)
    come_alive(page).wait_for_load_state("networkidle")
    figures: Figures = {}
    for period in _PERIODS:
        _changed(page, period)
        figures[period] = page.evaluate(_FIGURES)
    bare = _bare(browser, figures)
    times = [(_changed(page, period), _drawn_alone(bare, period)) for period in _in_turn(runs)]
    page.close()
    bare.close()
    return [ours for ours, _ in times], [theirs for _, theirs in times]


def _in_turn(runs: int) -> list[str]:
    return [_PERIODS[run % len(_PERIODS)] for run in range(runs)]


def _changed(page: Page, period: str) -> float:
    return drawn(page, lambda: page.locator("#preset").select_option(period)).seconds * 1000


def _drawn_alone(page: Page, period: str) -> float:
    page.evaluate(f"(period) => {{ document.getElementById('draw').onclick = () => ({_REACT})(period) }}", period)
    return drawn(page, lambda: page.locator("#draw").click()).seconds * 1000


def _bare(browser: Browser, figures: Figures) -> Page:
    """Open a page that nobody serves, with a button and the places of the figures; a round of the periods is drawn."""
    page = watched(browser.new_page(viewport=_VIEW))
    most = max(figures.values(), key=len)
    places = [
        f'<div id="figure-{i}" style="width:{place["width"]}px;height:{place["height"]}px"></div>'
        for i, place in enumerate(most)
    ]
    page.route(_BARE, lambda route: route.fulfill(body="".join([_BUTTON, *places]), content_type="text/html"))
    page.goto(_BARE)
    page.add_script_tag(content=PLOTLY.content.decode())
    page.evaluate("(text) => { window.figures = JSON.parse(text) }", json.dumps(figures))
    for period in _PERIODS:
        _drawn_alone(page, period)
    return page


def _told(path: str, ours: Sequence[float], bare: Sequence[float]) -> list[Result]:
    slowest = [[percentile(times, 0.95)] for times in (ours, bare)]
    return [
        Result(GOAL, f"{path}, from the choice to the last change", "ms", ours, _AGAINST, bare),
        Result(Goal(GOAL.name), f"{path}, the same, 95th percentile", "ms", slowest[0], _AGAINST, slowest[1]),
    ]
