"""What a reader waits for: from an input event in a real browser until the last change inside any plotly graph.

The same for our pages and for any other that draws with plotly. The last change is known by the quiet after it, and the
quiet is not counted. `watched` goes before the page is opened, because a shadow root can only be seen into when it is made.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

QUIET_SECONDS = 0.7
_LOOK_EVERY_MS = 50
_GIVE_UP_SECONDS = 120
_SCRIPT = Path(__file__).with_suffix(".js")


class NotDrawn(Exception):
    """Nothing was drawn, or the drawing did not end."""


@dataclass(frozen=True)
class Drawn:
    """Seconds from the input event to the last change, and how many graphs of the page changed in them."""

    seconds: float
    graphs: int


def watched(page: Page) -> Page:
    """Have the page, whatever it opens from now on, note what changes in its graphs."""
    page.add_init_script(path=_SCRIPT)
    return page


def drawn(page: Page, act: Callable[[], object], busy: str = "", give_up: float = _GIVE_UP_SECONDS) -> Drawn:
    """Do something to a watched page, and time it until its graphs have been still for `QUIET_SECONDS`.

    The clock starts with the first click, key, input or change of `act`. While an element fits the selector `busy`, the
    page is not still: for pages that pause for longer between two graphs. Raises `NotDrawn` after `give_up` seconds.
    """
    page.evaluate("() => window.careDrawn.begin()")
    act()
    until = time.monotonic() + give_up
    while time.monotonic() < until:
        page.wait_for_timeout(_LOOK_EVERY_MS)
        found = page.evaluate("(busy) => window.careDrawn.read(busy)", busy)
        if found["quiet"] >= QUIET_SECONDS:
            return Drawn(found["seconds"], found["graphs"])
    raise NotDrawn(f"{page.url}: the graphs were not drawn and still within {give_up:g} seconds.")
