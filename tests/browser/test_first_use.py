"""A page that is only read needs nothing of Dash; what a reader does before the live page has come is done in it."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests.browser.conftest import watched
from tests.browser.live import click_a_place, come_alive
from tests.served import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

DASH = re.compile("/_dash-")
_AT_HAND = """() => [...document.querySelectorAll('.drawing')].filter(place => {
  const { top, bottom } = place.getBoundingClientRect();
  return bottom > 0 && top < innerHeight;
}).map(place => [place.id.replace('first-', ''), Boolean(place.data), Math.round(place.getBoundingClientRect().top)])"""
_NOTE_FRAMES = """() => {
  window.frames_seen = [];
  const look = () => {
    const shown = [...document.querySelectorAll('.drawing')].find(it => it.checkVisibility({visibilityProperty: true}));
    window.frames_seen.push(Boolean(shown.querySelector('.main-svg')));
    requestAnimationFrame(look);
  };
  look();
}"""


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    with watched(window, 1280) as page:
        yield page


def asked_of_dash(page: Page) -> list[str]:
    """Collect from now on what the page asks of Dash."""
    found: list[str] = []
    page.on("request", lambda request: found.append(request.url) if DASH.search(request.url) else None)
    return found


def held_up_at(page: Page, address: re.Pattern[str]) -> list[Route]:
    """Keep what is asked for at some addresses from coming."""
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(address, hold)
    return waiting


def held_up(page: Page) -> list[Route]:
    """Keep Dash's scripts from coming until they are let go."""
    return held_up_at(page, DASH)


def let_go(page: Page, waiting: list[Route]) -> None:
    """Let the scripts come, which the reader's act has asked for, and wait for the live page."""
    for _ in range(100):
        if not waiting:
            page.wait_for_timeout(50)
    assert waiting, "the reader's act has started Dash"
    page.unroute(DASH)  # and they go on
    page.locator("body.ready").wait_for()


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("path", ["/", "/calls", "/map"])
def test_a_page_that_is_only_read_draws_its_charts_and_asks_nothing_of_dash(page: Page, site: Site, path: str) -> None:
    dash = asked_of_dash(page)
    page.goto(f"{site.url}{path}")
    for chart in page.locator(".drawing").all():
        chart.scroll_into_view_if_needed()
        expect(chart.locator(".main-svg").first).to_be_visible()
    card = page.locator(".card-block").first
    card.locator(".card-views label", has_text="Table").click()
    expect(card.locator(".card-table")).to_be_visible()
    expect(card.locator(".chart")).to_be_hidden()
    page.locator(".cite summary").first.click()
    page.wait_for_load_state("networkidle")
    assert dash == []
    assert not page.locator("body.ready").count()


def test_plotly_waits_for_a_chart_in_the_view_or_a_sign_of_a_reader(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    page.goto(f"{site.url}/calls")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("() => window.Plotly === undefined")
    page.keyboard.press("Shift")
    page.wait_for_function("() => window.Plotly !== undefined")


def act(page: Page, how: str) -> None:
    form = page.locator("#first-paint form")
    match how:
        case "mouse":
            form.locator("#first-filters").hover()
        case "key":
            form.locator("#first-preset").focus()
        case "touch":
            form.locator("#first-preset").dispatch_event("pointerover", {"pointerType": "touch"})
        case "come back":
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


@pytest.mark.parametrize("how", ["mouse", "key", "touch", "come back"])
def test_reaching_for_the_filters_starts_the_live_page(page: Page, site: Site, how: str) -> None:
    page.goto(f"{site.url}/calls")
    act(page, how)
    page.locator("body.ready").wait_for()
    expect(page.locator("#first-paint")).to_have_count(0)
    expect(page.locator("#preset")).to_have_value("last-12-months")


def choose_precinct(page: Page) -> None:
    page.locator("#first-where-summary").click()
    page.locator("#first-paint input[name=precinct][value=EAST]").check()


def choose_period(page: Page) -> None:
    page.locator("#first-preset").select_option("2024")


def choose_count(page: Page) -> None:
    page.locator("#first-count").select_option("arrived")


def choose_day(page: Page) -> None:
    page.locator("#first-start").fill("2025-03-04")


def search_neighborhood(page: Page) -> None:
    page.locator("#first-where-summary").click()
    page.get_by_label("Add a neighborhood").fill("Capitol Hill")
    page.keyboard.press("Tab")


@pytest.mark.parametrize(
    ("choose", "expected"),
    [
        (choose_precinct, {"precinct": ["EAST"]}),
        (choose_period, {"start": ["2024-01-01"], "end": ["2024-12-31"]}),
        (choose_count, {"count": ["arrived"]}),
        (choose_day, {"start": ["2025-03-04"]}),
        (search_neighborhood, {"neighborhood": ["CAPITOL HILL"]}),
    ],
)
def test_what_is_chosen_before_the_live_page_has_come_is_asked(
    page: Page, site: Site, choose: Any, expected: dict[str, list[str]]
) -> None:
    waiting = held_up(page)
    page.goto(f"{site.url}/calls")
    before = page.locator("#first-tile-care_calls strong, #tile-care_calls strong").first.inner_text()
    choose(page)
    let_go(page, waiting)
    expect(page).to_have_url(re.compile("&end="))
    assert query(page).items() >= expected.items()
    if "count" not in expected:
        expect(page.locator("#tile-care_calls strong")).not_to_have_text(before)


def test_a_button_pressed_before_the_live_page_has_come_is_pressed_in_it(page: Page, site: Site) -> None:
    waiting = held_up(page)
    page.goto(f"{site.url}/calls?precinct=EAST")
    page.get_by_role("button", name="Reset").click()
    let_go(page, waiting)
    expect(page.locator("#chips")).not_to_contain_text("EAST")
    assert "precinct" not in query(page)


def test_without_dash_the_form_asks(window: BrowserContext, site: Site) -> None:
    page = window.new_page()  # it complains in the console of what does not come, and is not watched
    page.route(DASH, lambda route: route.abort())
    page.goto(f"{site.url}/calls")
    choose_precinct(page)
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_load_state()
    assert query(page)["precinct"] == ["EAST"]
    expect(page.locator("#first-chips")).to_contain_text("Precinct: EAST")
    page.close()


def test_the_live_page_takes_over_with_charts_place_and_focus_as_they_were(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/calls")
    chart = page.locator(".drawing").first
    chart.scroll_into_view_if_needed()
    expect(chart.locator(".main-svg").first).to_be_visible()
    link = page.locator("#first-who-came-files a").first
    link.focus()
    told, before = link.inner_text(), page.evaluate(_AT_HAND)
    page.evaluate(_NOTE_FRAMES)
    come_alive(page)
    after = page.evaluate(_AT_HAND)
    assert [name for name, _, _ in after] == [name for name, _, _ in before] != []
    assert all(abs(now[2] - then[2]) <= 2 for now, then in zip(after, before, strict=True))
    assert all(is_drawn for _, is_drawn, _ in after)
    assert all(page.evaluate("() => window.frames_seen")), "no frame is without its chart"
    assert page.evaluate("() => document.activeElement.innerText") == told


def test_a_view_chosen_in_the_first_paint_is_kept(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/calls")
    page.locator(".card-views label", has_text="Table").first.click()
    come_alive(page)
    card = page.locator(".card-block").first
    expect(card.locator(".card-table")).to_be_visible()
    expect(card.get_by_role("radio", name="Table")).to_be_checked()


def test_after_a_reload_back_shows_the_question_before(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/calls")
    come_alive(page)
    page.locator("#count").select_option("arrived")
    expect(page).to_have_url(re.compile("count=arrived"))
    page.reload()
    expect(page.locator("#first-count")).to_have_value("arrived")
    page.go_back()
    expect(page.locator("#first-count")).to_have_value("dispatched")
    assert "count" not in query(page)


def test_a_place_on_an_untouched_map_leads_where_its_link_does(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/map")
    click_a_place(page, "#first-areas-figure")
    expect(page.locator("#first-chips")).to_contain_text("Beat: ")
    assert len(query(page)["beat"]) == 1


def test_an_untouched_page_is_printed_with_all_its_charts(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/calls")
    page.mouse.move(10, 10)
    page.wait_for_function("() => window.Plotly !== undefined")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate("() => [...document.querySelectorAll('.drawing')].every(place => place.data)")


def test_printed_before_plotly_has_come_the_tables_stand_for_the_charts(page: Page, site: Site) -> None:
    held_up_at(page, re.compile("plotly-basic"))
    page.goto(f"{site.url}/calls")
    page.emulate_media(media="print")
    for card in page.locator(".card-block:has(.drawing)").all():
        expect(card.locator(".card-table table")).to_be_visible()
        expect(card.locator(".chart")).to_be_hidden()


def test_an_address_opens_its_place_in_the_first_paint(page: Page, site: Site) -> None:
    page.goto(f"{site.url}/calls#calls-where-heading")
    expect(page.locator("#first-calls-where-heading")).to_be_in_viewport()
    come_alive(page)
    expect(page.locator("#calls-where-heading")).to_be_in_viewport()
