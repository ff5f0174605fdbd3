"""A filter is changed in a real browser until every figure is drawn: our page beside the same page of others."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import chain
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page, ViewportSize

from tests.bench.bench import Bench
from tests.bench.drawn import drawn, watched
from tests.bench.peers import numbers
from tests.bench.peers.files import Choices, read_choices
from tests.bench.peers.sides import OURS, PEERS, Side, served
from tests.bench.result import Goal, Result
from tests.browser.launch import chromium_launched
from tests.browser.live import come_alive
from tests.served import serve

FIGURES = 6
_NAME = "A filter is changed, every figure is drawn, real browser"
GOALS = {
    "Streamlit": Goal(_NAME, "≤ 1/4 of Streamlit doing the same page", most=1 / 4),
    "Panel": Goal(_NAME),
    "Dash + pandas + plotly.express": Goal(_NAME),
}
VIEW: ViewportSize = {"width": 1280, "height": 4_500}
"""High enough for all figures of every side: ours draws only what is near the view."""
_START_SECONDS = 180


@dataclass
class Opened:
    """A side's page, open in the browser, and the seconds that its changes took."""

    side: Side
    page: Page
    seconds: list[float] = field(default_factory=list)


def run(bench: Bench) -> list[Result]:
    """Choose one value after another on every page in turn, each a question that none was asked before.

    The first warms up and is not counted. Before it, and after each, every page but ours must draw our numbers; ours are
    drawn from them.
    """
    with _all_open(bench) as pages:
        ours, *others = pages
        for other in others:
            numbers.hold_to(numbers.ours(bench.warehouse, ""), numbers.drawn(other.page), other.side.name)
        clicks = _clicks(read_choices(bench.events), bench.runs + 1)
        for count, click in enumerate(clicks, 1):
            _click_on_all(pages, click, numbers.ours(bench.warehouse, urlencode(clicks[:count])))
    what = "from the click to the last change"
    return [
        Result(GOALS[other.side.name], what, "s", ours.seconds[1:], other.side.name, other.seconds[1:])
        for other in others
    ]


def _click_on_all(pages: list[Opened], click: tuple[str, str], expected: numbers.Numbers) -> None:
    """Click the same on every page, in turn, and see that it comes to draw what is expected."""
    for opened in pages:
        opened.seconds.append(_timed(opened, *click))
        if opened.side is not OURS:
            numbers.hold_to(expected, numbers.drawn(opened.page), opened.side.name)
    told = ", ".join(f"{opened.side.name} {opened.seconds[-1]:.2f} s" for opened in pages)
    print(f"  {' '.join(click)}, the same {sum(map(len, expected)):,} numbers: {told}", flush=True)


def _clicks(choices: Choices, most: int) -> list[tuple[str, str]]:
    """List values to choose one after another; raises `SystemExit` where there are too few."""
    known = chain(
        (("precinct", value) for value in choices.precincts), (("priority", value) for value in choices.priorities)
    )
    clicks = [(name, value) for name, value in known if value != "UNKNOWN"]
    if len(clicks) < most:
        raise SystemExit(f"There are only {len(clicks)} values to choose: ask for at most {len(clicks) - 1} runs.")
    return clicks[:most]


def _timed(opened: Opened, name: str, value: str) -> float:
    found = opened.side.find(opened.page, name, value)
    found.scroll_into_view_if_needed()
    told = drawn(opened.page, found.click, opened.side.busy)
    if told.graphs < FIGURES:
        print(f"  {opened.side.name}: {told.graphs} of {FIGURES} figures changed for {name} {value}")
    return told.seconds


@contextmanager
def _all_open(bench: Bench) -> Iterator[list[Opened]]:
    """Serve every side and open its page in one browser, until the block ends; ours is the first."""
    with ExitStack() as stack:
        site = stack.enter_context(serve(bench.warehouse, application="tests.bench.our_page:server"))
        addresses = {OURS: f"{site.url}/same-page"}
        for place, peer in enumerate(PEERS):
            log = bench.scratch / f"peer-{place}.log"
            serving = served(bench.peers_python, peer.command, peer.path, bench.events, log)
            addresses[peer.side] = stack.enter_context(serving)
        browser = stack.enter_context(chromium_launched())
        yield [Opened(side, _opened(browser, side, address)) for side, address in addresses.items()]


def _opened(browser: Browser, side: Side, address: str) -> Page:
    """Open a page and wait until its figures are drawn and still; ours is brought to life first, as by a reader's hand."""
    page = watched(browser.new_page(viewport=VIEW))
    page.goto(address)
    if side is OURS:
        come_alive(page)
    graphs = page.locator(".js-plotly-plot .main-svg:first-child")
    graphs.nth(FIGURES - 1).wait_for(state="attached", timeout=_START_SECONDS * 1000)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2_000)
    return page
