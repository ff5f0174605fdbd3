"""An open page keeps its snapshot while another is published, and offers the new one; and a page before any data."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import EVENTS, HIGH, watched
from tests.browser.dashboard import Dashboard
from tests.browser.live import come_alive, come_anew
from tests.browser.question import last_twelve_months, shown_for
from tests.golden.oracle import World, read_exports
from tests.served import Site, invent, publish, serve

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

SOON = {"CARE_NEWS_SECONDS": "1"}


@pytest.fixture
def own_site(export: Path, tmp_path: Path) -> Iterator[Site]:
    """Serve a warehouse of the test's own, whose pages ask for news every second."""
    publish(tmp_path / "warehouse", export)
    with serve(tmp_path / "warehouse", SOON) as running:
        yield running
        assert "Traceback" not in running.logged()


@pytest.fixture
def open_page(window: BrowserContext, own_site: Site) -> Iterator[Dashboard]:
    """Open its page, which closes before the site does: it would still ask for news."""
    with watched(window, 1280, HIGH) as page:
        dashboard = Dashboard(page, own_site.url)
        dashboard.open("?precinct=WEST")
        yield dashboard


def snapshots_linked(dashboard: Dashboard) -> set[str]:
    """List the snapshots that the page's links to files are pinned to."""
    files = [dashboard.page.locator(f"#{chart}-files a").all() for chart in ("monthly", "places")]
    links = [link.get_attribute("href") for of_chart in files for link in of_chart]
    return {parse_qs(urlsplit(str(link)).query)["snapshot"][0] for link in links}


def test_an_open_page_keeps_its_snapshot_until_its_reader_takes_the_new_one(
    open_page: Dashboard, own_site: Site, export: Path, world: World, tmp_path: Path
) -> None:
    dashboard = open_page
    news = dashboard.page.locator("#news")
    (old,) = snapshots_linked(dashboard)
    expect(news).to_be_hidden()

    later = invent(tmp_path / "later", EVENTS + 1_000, seed=2, vintage="20260111T120000Z")
    new = publish(own_site.warehouse, export, later)
    expect(news.get_by_role("link", name="New data: update")).to_be_visible(timeout=10_000)

    dashboard.choose("precinct", "EAST")
    question = {**last_twelve_months(world), "precinct": ["EAST", "WEST"]}
    before = shown_for(world, question, dashboard.beats_on_map())
    dashboard.comes_to_show(before)
    assert snapshots_linked(dashboard) == {old}
    expect(dashboard.page.locator("footer")).to_contain_text(old)

    news.get_by_role("link").click()
    come_anew(dashboard.page)
    after = shown_for(read_exports([export, later]), question, dashboard.beats_on_map())
    assert after.tiles != before.tiles
    dashboard.comes_to_show(after)
    assert snapshots_linked(dashboard) == {new}
    expect(dashboard.page.locator("footer")).to_contain_text(new)
    expect(dashboard.page.locator("footer")).to_contain_text("2026-01-11 12:00 UTC")
    expect(news).to_be_hidden()


def test_a_page_that_was_only_read_comes_alive_of_the_snapshot_it_was_sent_with(
    window: BrowserContext, own_site: Site, export: Path, tmp_path: Path
) -> None:
    with watched(window, 1280, HIGH) as page:
        page.goto(own_site.url)
        sent = page.locator("#first-paint").get_attribute("data-snapshot")
        shown = page.locator("#tile-care_calls strong").inner_text()
        new = publish(own_site.warehouse, export, invent(tmp_path / "later", EVENTS, 2, "20260111T120000Z"))
        come_alive(page)
        expect(page.locator("footer")).to_contain_text(f"Snapshot {sent}.")
        expect(page.locator("#tile-care_calls strong")).to_have_text(shown)
        page.locator("#news").get_by_role("link", name="New data: update").click()
        expect(page.locator("footer")).to_contain_text(new)


def test_a_page_whose_snapshot_is_gone_is_loaded_again(window: BrowserContext, own_site: Site) -> None:
    page = window.new_page()  # it complains in the console of the answer it does not get, and is not watched
    page.route(re.compile(r"_dash-layout\?snapshot="), lambda route: route.fulfill(status=404, body=""))
    page.goto(own_site.url)
    with page.expect_navigation():
        page.locator("#first-paint form").dispatch_event("pointerover")
    expect(page.locator("#first-paint .tiles").first).to_be_visible()
    page.close()


def test_before_any_data_the_page_says_so_and_shows_the_first_when_it_comes(
    window: BrowserContext, export: Path, world: World, tmp_path: Path
) -> None:
    warehouse = tmp_path / "warehouse"
    with serve(warehouse) as site, watched(window, 1280, HIGH) as page:
        page.goto(site.url)
        expect(page.get_by_role("heading", name="No data is published yet")).to_be_visible()
        assert "Traceback" not in page.content()

        publish(warehouse, export)
        dashboard = Dashboard(page, site.url)
        dashboard.comes_to(dashboard.lists_of_tiles_after_a_reload, 1)
        dashboard.wait_for_numbers()
        dashboard.comes_to_show(shown_for(world, last_twelve_months(world), dashboard.beats_on_map(), {}))
        assert "Traceback" not in site.logged()
