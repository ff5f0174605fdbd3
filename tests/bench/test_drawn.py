"""Drawing is timed from the reader's act to the last change of a graph, and nothing else counts."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.bench.drawn import Drawn, NotDrawn, drawn, watched

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("drawn")]

_ADDRESS = "http://127.0.0.1/"
_PAGE = """
<button>draw</button><p></p><div id="one"><div class="js-plotly-plot"><b></b></div></div>
<div id="two"><div class="js-plotly-plot"><b></b></div></div><div id="shadow"></div>
<script>
  const root = document.getElementById('shadow').attachShadow({ mode: 'open' });
  root.innerHTML = '<div class="js-plotly-plot"><b></b></div>';
  const graphs = { one: document.querySelector('#one b'), two: document.querySelector('#two b'),
                   shadow: root.querySelector('b'), text: document.querySelector('p') };
  const now = (name) => { window.changed = { ...window.changed, [name]: performance.now() }; };
  const change = (name) => { graphs[name].textContent += 'x'; now(name); };
  const renew = (name) => { document.getElementById(name).innerHTML = '<i class=js-plotly-plot></i>'; now(name); };
  const busy = (name) => { document.body.className = name; };
  document.querySelector('button').onclick = (event) => { window.clicked = event.timeStamp; %s };
</script>
"""
_CLOCK_SECONDS = 0.05
"""How far the page's own clock may be from what was noted of it."""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    with chromium.new_page() as page:
        yield watched(page)


def _click(page: Page, does: str, busy: str = "", give_up: float = 30) -> Drawn:
    """Click on a page whose click does this."""
    page.route(_ADDRESS, lambda route: route.fulfill(content_type="text/html", body=_PAGE % does))
    page.goto(_ADDRESS)
    return drawn(page, page.locator("button").click, busy, give_up)


def _ended_with(found: Drawn, page: Page, name: str) -> bool:
    """Whether the time noted is the page's own, from its click to when it changed this."""
    own = page.evaluate("(name) => (window.changed[name] - window.clicked) / 1000", name)
    return abs(found.seconds - own) < _CLOCK_SECONDS


def test_the_last_change_of_any_graph_counts_and_the_quiet_after_it_does_not(page: Page) -> None:
    found = _click(page, "change('one'); setTimeout(change, 300, 'two')")
    assert found.graphs == 2
    assert _ended_with(found, page, "two")
    assert found.seconds >= 0.3


def test_a_graph_in_a_shadow_root_is_seen(page: Page) -> None:
    found = _click(page, "change('one'); setTimeout(change, 300, 'shadow')")
    assert found.graphs == 2
    assert _ended_with(found, page, "shadow")


def test_a_graph_made_anew_is_a_change_and_the_one_it_replaces_is_none(page: Page) -> None:
    found = _click(page, "change('two'); setTimeout(renew, 300, 'two')")
    assert found.graphs == 1
    assert _ended_with(found, page, "two")


def test_what_changes_beside_the_graphs_does_not_count(page: Page) -> None:
    found = _click(page, "change('one'); setTimeout(change, 300, 'text')")
    assert found.graphs == 1
    assert _ended_with(found, page, "one")


def test_what_changed_before_the_click_does_not_count(page: Page) -> None:
    page.add_init_script("addEventListener('pointerdown', () => change('two'))")
    found = _click(page, "change('one')")
    assert found.graphs == 1


@pytest.mark.parametrize(("selector", "last"), [("", "one"), ("body.busy", "two")])
def test_a_page_that_says_it_is_busy_is_waited_for(page: Page, selector: str, last: str) -> None:
    found = _click(page, "change('one'); busy('busy'); setTimeout(() => { change('two'); busy(''); }, 2500)", selector)
    page.wait_for_function("() => window.changed.two")
    assert _ended_with(found, page, last)


def test_a_page_that_draws_nothing_is_told(page: Page) -> None:
    with pytest.raises(NotDrawn, match=r"^http://127\.0\.0\.1/: the graphs were not drawn and still within 1 seconds"):
        _click(page, "change('text')", give_up=1)
