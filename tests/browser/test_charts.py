"""Charts as a reader meets them: drawn when they come near, once for each question, and never of another one."""

import json

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

_STATE = """() => Object.fromEntries([...document.querySelectorAll('#react-entry-point .drawing')].map(
  place => [place.id, !place.data ? 'empty' : place.checkVisibility({visibilityProperty: true}) ? 'drawn' : 'hidden']))"""
_COUNT = """() => {
  window.drawings = {};
  const react = window.Plotly.react;
  window.Plotly.react = (place, ...rest) => {
    window.drawings[place.id] = (window.drawings[place.id] ?? 0) + 1;
    return react(place, ...rest);
  };
}"""
LAST = ".drawing >> nth=-1"


def state(page: Page) -> dict[str, str]:
    """Say of each chart whether it is drawn, hidden or empty."""
    found: dict[str, str] = page.evaluate(_STATE)
    return found


def drawn_of(page: Page, place: str) -> object:
    """Read the data that plotly has drawn in a place."""
    return page.locator(place).evaluate("place => place.data.map(trace => trace.y ?? trace.x)")


def asked_of(page: Page, place: str) -> object:
    """Read the data that the page was sent for a place."""
    figure = json.loads(page.locator(place).get_attribute("data-figure") or "")
    return [trace.get("y", trace.get("x")) for trace in figure["data"]]


def test_a_chart_far_below_is_drawn_when_the_reader_comes_near(open_page: Open) -> None:
    page = open_page("/calls")
    assert list(state(page).values())[-1] == "empty"
    page.locator(LAST).scroll_into_view_if_needed()
    expect(page.locator(LAST).locator(".main-svg").first).to_be_visible()
    assert drawn_of(page, LAST) == asked_of(page, LAST)


def test_what_was_drawn_of_another_question_is_not_seen_from_afar(open_page: Open) -> None:
    page = open_page("/calls")
    page.locator(LAST).scroll_into_view_if_needed()
    expect(page.locator(LAST).locator(".main-svg").first).to_be_visible()
    before = asked_of(page, LAST)
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_timeout(300)
    page.locator("#preset").select_option("2024")
    expect(page.locator(LAST)).to_have_attribute("data-due", "")
    assert list(state(page).values())[-1] == "hidden"
    page.locator(LAST).scroll_into_view_if_needed()
    expect(page.locator(LAST)).not_to_have_attribute("data-due", "")
    assert drawn_of(page, LAST) == asked_of(page, LAST) != before


def test_a_chart_whose_figure_is_as_it_was_is_not_drawn_again(open_page: Open) -> None:
    page = open_page("/response-times?start=2025-01-01&end=2025-12-31")
    page.set_viewport_size({"width": 1280, "height": 8000})
    page.wait_for_function("() => [...document.querySelectorAll('.drawing')].every(place => place.data)")
    page.evaluate(_COUNT)
    before = {name: page.locator(f"#{name}").get_attribute("data-figure") for name in state(page)}
    page.locator("#count").select_option("all")
    page.wait_for_function("() => location.search.includes('count=all')")
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)
    changed = {name for name, text in before.items() if page.locator(f"#{name}").get_attribute("data-figure") != text}
    drawings = page.evaluate("() => window.drawings")
    assert drawings == dict.fromkeys(changed, 1)
    assert len(changed) < len(before), "a chart of police times does not depend on what counts as a CARE call"


def test_back_draws_what_was_drawn_before(open_page: Open) -> None:
    page = open_page("/calls")
    place = ".drawing >> nth=0"
    page.locator(place).locator(".main-svg").first.wait_for()
    before = drawn_of(page, place)
    page.locator("#preset").select_option("2024")
    page.wait_for_function(
        "before => JSON.stringify(document.querySelector('.drawing').data.map(t => t.y ?? t.x)) !== before",
        arg=json.dumps(before, separators=(",", ":")),
    )
    page.go_back()
    page.wait_for_function(
        "before => JSON.stringify(document.querySelector('.drawing').data.map(t => t.y ?? t.x)) === before",
        arg=json.dumps(before, separators=(",", ":")),
    )


def test_a_chart_hidden_behind_its_table_is_drawn_when_it_is_shown(open_page: Open) -> None:
    page = open_page("/calls")
    card = page.locator(".card-block").last
    card.locator(".card-views label", has_text="Table").click()
    card.locator("h2").scroll_into_view_if_needed()
    card.locator(".card-views label", has_text="Chart").click()
    expect(card.locator(".main-svg").first).to_be_visible()


def test_paper_has_the_charts_that_the_reader_never_came_near(open_page: Open) -> None:
    page = open_page("/calls")
    assert "empty" in state(page).values()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert set(state(page).values()) == {"drawn"}


@pytest.mark.parametrize("path", ["/", "/calls", "/map"])
def test_nothing_moves_while_charts_are_drawn(open_page: Open, path: str) -> None:
    page = open_page(path)
    page.evaluate(
        "() => { window.moved = 0; new PerformanceObserver(list => list.getEntries().forEach(it => window.moved += it.value))"
        ".observe({type: 'layout-shift', buffered: true}); }"
    )
    for chart in page.locator(".drawing").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator(".main-svg").first).to_be_attached()
    assert page.evaluate("() => window.moved") < 0.01
