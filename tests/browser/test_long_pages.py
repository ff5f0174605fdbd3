"""What helps on a long page and in a wide table: ways around, words explained, cues that more is there, no jumps."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from app.main import PAGES
from app.words.glossary import WORDS
from etl.metrics import GLOSSARY
from tests.browser.conftest import Open
from tests.browser.live import come_alive
from tests.browser.test_pages import PATHS, READ
from tests.served import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

LONG = ("/calls", "/response-times", "/capacity", "/data", "/methods", "/reconciliation", "/report")
MOST_SHIFT = 0.05
_COUNT_SHIFTS = """window.shifted = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => { window.shifted += entry.value; }))
  .observe({type: 'layout-shift', buffered: true});"""
_PLACES = """() => [...document.querySelectorAll('h1, h2, .tile, .filter-bar, .chart, .sentence, footer')]
    .filter(it => it.checkVisibility())
    .map(it => [it.id.replace('first-', '') || it.innerText.split('\\n')[0], Math.round(it.getBoundingClientRect().top)])"""
_EXPLAINED = {word for word in WORDS if word not in GLOSSARY} | {"SPD", "CAD event", "Comparable events"}
"""The words that a page must explain where it uses them; the others explain themselves or are names."""


@pytest.mark.parametrize("path", LONG)
@pytest.mark.parametrize("width", [1280, 360])
def test_the_contents_lead_to_each_part_and_the_end_leads_back(open_page: Open, path: str, width: int) -> None:
    page = open_page(path, width)
    contents = page.get_by_role("navigation", name="On this page")
    if width == 360:
        expect(contents.get_by_role("link").first).to_be_hidden()
        contents.locator("summary").click()
    for link in contents.get_by_role("link").all():
        link.click()
        place = page.locator(f"[id='{str(link.get_attribute('href')).removeprefix('#')}']")
        expect(place).to_be_in_viewport()
        assert link.inner_text() in [*page.locator("main h2").all_inner_texts(), "Officers’ requests and outreach"]
    page.get_by_role("link", name="Back to top").click()
    expect(page.locator("#navigation")).to_be_in_viewport()


@pytest.mark.parametrize("path", [path for path in (*PATHS, *READ) if path != "/methods"])
def test_a_page_explains_the_words_it_uses_and_no_others(open_page: Open, path: str) -> None:
    page = open_page(path)
    page.locator(".words dt").first.wait_for()
    listed = set(page.locator(".words dt").all_inner_texts())
    assert listed == set(PAGES[path].terms)
    page.evaluate("document.querySelectorAll('.words, .contents').forEach(it => it.remove())")
    page.evaluate("document.querySelectorAll('#data-numbers details').forEach(it => { it.open = true; })")
    chosen_from = " ".join(
        it.inner_text() for it in page.locator(":is(.for-map, .for-changes) select").all() if it.is_visible()
    )
    shown = f"{page.locator('main').inner_text()} {chosen_from}"
    assert {word for word in _EXPLAINED if re.search(rf"\b{word}", shown, _case(word))} == listed


def _case(word: str) -> re.RegexFlag:
    return re.NOFLAG if word in ("n", "SPD", "SFD") else re.IGNORECASE


def test_a_wide_table_says_that_it_scrolls_and_keeps_its_first_column(open_page: Open) -> None:
    page = open_page("/calls", 360)
    page.locator("#calls-when-view label", has_text="Table").click()
    table = page.get_by_role("region", name="Table: When do calls come?", exact=True)
    expect(table).to_have_attribute("data-scrolls", "sideways")
    expect(table).to_have_attribute("data-more", "sideways")
    assert table.evaluate("it => getComputedStyle(it, '::before').content") == '"Scroll sideways for more →"'
    hour = table.locator("tbody th").first
    left = hour.bounding_box()
    table.focus()
    assert page.evaluate("document.activeElement.id") == "calls-when-table"
    for _ in range(12):
        page.keyboard.press("ArrowRight")
    expect(table).not_to_have_attribute("data-more", re.compile(".*"))
    expect(table).to_have_attribute("data-scrolls", "sideways")
    assert left is not None
    assert (hour.bounding_box() or {})["x"] == pytest.approx(left["x"], abs=1)
    assert table.evaluate("it => it.scrollHeight - it.clientHeight") <= 1, "all hours are in sight"


def test_a_table_that_fits_says_nothing(open_page: Open) -> None:
    page = open_page("/calls")
    page.locator("#calls-when-view label", has_text="Table").click()
    table = page.get_by_role("region", name="Table: When do calls come?", exact=True)
    expect(table.locator("tbody tr")).to_have_count(24)
    expect(table).not_to_have_attribute("data-scrolls", re.compile(".*"))


def test_a_long_table_says_so_and_one_that_becomes_short_says_no_more(open_page: Open) -> None:
    page = open_page("/calls")
    page.locator("#calls-where-view label", has_text="Table").click()
    table = page.get_by_role("region", name="Table: Where do calls come from?", exact=True)
    expect(table).to_have_attribute("data-scrolls", "down")
    page.locator("#calls-where-below a").first.click()
    expect(table).not_to_have_attribute("data-scrolls", re.compile(".*"))


def test_what_a_folded_group_holds_is_told_in_full_on_a_phone(open_page: Open) -> None:
    page = open_page("/calls?neighborhood=CHINATOWN%2FINTERNATIONAL+DISTRICT&neighborhood=CAPITOL+HILL&hour=13", 360)
    page.locator("#filters-summary").click()
    for summary in page.locator(".filter-group > summary").all():
        assert summary.evaluate("it => [it.scrollWidth <= it.clientWidth, it.scrollHeight <= it.clientHeight]") == [
            True,
            True,
        ]
    assert "CAPITOL HILL" in page.locator("#where-summary").inner_text()


@pytest.mark.parametrize("path", ["/", "/calls", "/map", "/methods"])
@pytest.mark.parametrize("width", [1280, 360])
def test_a_page_does_not_jump_while_it_comes(chromium: Browser, site: Site, path: str, width: int) -> None:
    with chromium.new_context(viewport={"width": width, "height": 800}) as cold:
        page = cold.new_page()
        page.add_init_script(_COUNT_SHIFTS)
        _open(page, f"{site.url}{path}")
        page.wait_for_timeout(500)  # what comes late would shift then
        assert page.evaluate("window.shifted") <= MOST_SHIFT


@pytest.mark.parametrize("path", [path for path in PATHS if path != "/methods"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_live_page_stands_where_the_first_paint_stood(chromium: Browser, site: Site, path: str, width: int) -> None:
    """Nothing moves at the handover, which browsers do not count as a shift: one page goes, another comes."""
    with chromium.new_context(viewport={"width": width, "height": 800}) as context:
        first = context.new_page()
        first.route(re.compile("/_dash-"), lambda route: route.abort())
        first.goto(f"{site.url}{path}")
        first.locator("#first-paint footer").wait_for()
        live = context.new_page()
        _open(live, f"{site.url}{path}")
        before, after = dict(first.evaluate(_PLACES)), dict(live.evaluate(_PLACES))
        assert list(before) == list(after)
        assert {name: y for name, y in after.items() if abs(y - before[name]) > 2} == {}


def _open(page: Page, address: str) -> None:
    page.goto(address)
    come_alive(page)
    page.wait_for_load_state("networkidle")
