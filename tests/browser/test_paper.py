"""Every page as it is printed: it says what it shows and of what, has nothing to press, and nothing is cut."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open
from tests.browser.dashboard import THERE
from tests.browser.test_pages import PATHS, READ

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

PAPER = 700
"""Pixels of an A4 page between its margins, a little less than of Letter."""
QUESTION = "?start=2025-01-01&end=2025-06-30&precinct=EAST&count=arrived"
TO_PRESS = ".filter-bar, .pages, .contents, .back-to-top, .card-choice, .download, .tile details, footer a, .skip-link"
_CUT = """() => [...document.querySelectorAll('.card-block, .main-svg, .table, .tile, .passage')]
    .filter(it => it.checkVisibility() && it.getBoundingClientRect().right > innerWidth + 1)
    .map(it => it.id || it.className.baseVal || it.className)"""
_OUTSIDE_THEIR_CARD = """() => [...document.querySelectorAll('.card-block .main-svg')]
    .filter(it => it.getBoundingClientRect().right > it.closest('.card-block').getBoundingClientRect().right)
    .map(it => it.closest('.card-block').querySelector('h2').innerText)"""
_WIDTHS = "() => [...document.querySelectorAll('.main-svg')].map(it => Math.round(it.getBoundingClientRect().width))"


def on_paper(open_at: Open, path: str, width: int = 1280) -> Page:
    """Open a page on a screen and lay it out as on paper, as a browser does when it prints."""
    page: Page = open_at(f"{path}{QUESTION}", width)
    page.emulate_media(media="print", color_scheme="light")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    return page


@pytest.mark.parametrize("path", PATHS)
def test_paper_says_what_it_shows_and_has_nothing_to_press(open_page: Open, path: str) -> None:
    page = on_paper(open_page, path)
    expect(page.locator("header .invented")).to_be_visible()
    if path == "/methods":
        expect(page.locator("footer")).to_contain_text("Data through")
    else:
        stated = page.locator(".stated")
        expect(stated).to_be_visible()
        expect(stated).to_have_text(
            re.compile(
                r"Jan 1 to Jun 30, 2025\. Filters: Precinct: EAST\. What counts as a call: CARE arrived\. Data through"
            )
        )
    for part in page.locator(TO_PRESS).all():
        expect(part).to_be_hidden()
    for period in page.locator(".tile[id] .tile-period").all():
        expect(period).to_have_text("Jan 1 to Jun 30, 2025")
    shown = page.locator("main").inner_text()
    assert "stands in the table" not in shown
    assert "CSV:" not in shown or path == "/data"


@pytest.mark.parametrize("path", [*PATHS, *READ])
@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_is_cut_on_paper(open_page: Open, path: str, width: int) -> None:
    page = on_paper(open_page, path, width)
    assert page.evaluate(_CUT) == []
    assert page.evaluate(_OUTSIDE_THEIR_CARD) == []
    for chart in page.locator(f"{THERE} .chart").all():
        expect(chart).to_be_visible()


def test_what_stood_in_the_table_alone_is_printed(open_page: Open) -> None:
    page = on_paper(open_page, "/calls")
    note = page.locator("#coverage-note")
    expect(note).to_contain_text(re.compile(r"CARE arrived: n = [\d,]+ eligible call"))
    page.emulate_media(media="screen")
    expect(note).to_contain_text("The n of each number stands in the table.")


def test_numbers_are_printed_unfolded_and_without_their_files(open_page: Open) -> None:
    page = on_paper(open_page, "/data")
    for name in ("CARE calls", "SPD response time, median", "Police hours avoided, modeled"):
        expect(page.locator("#data-numbers").get_by_role("rowheader", name=name, exact=True)).to_be_visible()
    assert "JSON:" not in page.locator("#data-numbers").inner_text()


def test_a_table_that_was_open_is_printed_whole(open_page: Open) -> None:
    page = open_page("/calls")
    page.locator("#calls-where-view label", has_text="Table").click()
    page.emulate_media(media="print")
    heights = page.locator("#calls-where-table").evaluate("it => [it.clientHeight, it.scrollHeight]")
    assert heights[0] == heights[1]


def test_charts_are_drawn_for_the_screen_again_after_printing(open_page: Open) -> None:
    page = open_page("/calls")
    page.set_viewport_size({"width": 1280, "height": 8000})  # all charts are near, and drawn
    page.wait_for_function("() => [...document.querySelectorAll('.drawing')].every(place => place.data)")
    page.wait_for_timeout(500)  # charts fit themselves into their places once more after they are drawn
    before = page.evaluate(_WIDTHS)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert set(page.evaluate(_WIDTHS)).isdisjoint(before)
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.wait_for_function(f"({_WIDTHS})().join() === '{','.join(map(str, before))}'")


def test_a_printed_file_is_made(open_page: Open) -> None:
    file = on_paper(open_page, "/").pdf(format="A4")
    assert file.startswith(b"%PDF")
