"""The page about people with data about them: axe finds nothing, nothing sticks out, and filters leave it as it is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, expect

from app.pages.experience.people import CONTACT_CARDS, SURVEY_CARDS
from tests.app.people import invented_cells, published
from tests.browser.conftest import HIGH, watched
from tests.browser.live import come_alive
from tests.browser.test_accessibility import violations_on
from tests.served import Site, serve

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

CARDS = [card.name.removeprefix("where-") for card in (*CONTACT_CARDS, *SURVEY_CARDS)]


@pytest.fixture(scope="module")
def people_site(warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Serve the same snapshot with tables about people."""
    with serve(published(warehouse, tmp_path_factory.mktemp("people") / "warehouse", invented_cells())) as running:
        yield running


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_and_nothing_sticks_out(window: BrowserContext, people_site: Site, width: int) -> None:
    with watched(window, width, 4 * HIGH) as page:
        page.goto(f"{people_site.url}/experience")
        come_alive(page)
        for name in CARDS:
            expect(page.locator(f"#{name}-figure svg").first).to_be_visible()
        page.evaluate("document.querySelectorAll('#page-experience details').forEach(fold => { fold.open = true; })")
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        if width == 360:  # the same elements; axe takes its time over so long a page
            assert violations_on(page) == {}


def test_a_filter_changes_the_endings_and_no_number_about_people(window: BrowserContext, people_site: Site) -> None:
    with watched(window, 1280) as page:
        page.goto(f"{people_site.url}/experience")
        before = {name: page.locator(f"#first-{name}-sentence").inner_text() for name in ("endings", *CARDS)}
        page.goto(f"{people_site.url}/experience?precinct=EAST&start=2025-01-01&end=2025-03-31")
        come_alive(page)
        assert page.locator("#endings-sentence").inner_text() != before.pop("endings")
        for name, sentence in before.items():
            expect(page.locator(f"#{name}-sentence")).to_have_text(sentence)


def test_without_tables_the_cards_stay_hidden_when_the_page_comes_alive(window: BrowserContext, site: Site) -> None:
    with watched(window, 1280) as page:
        page.goto(f"{site.url}/experience")
        come_alive(page)
        expect(page.get_by_text("No data yet")).to_have_count(5)
        for name in CARDS:
            expect(page.locator(f"#{name}-heading")).to_be_hidden()
