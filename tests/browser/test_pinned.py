"""A page pinned to an older build stays with it whatever its reader does, and its numbers are cited with one press."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import EVENTS, watched
from tests.browser.live import come_alive, come_anew
from tests.browser.test_accessibility import violations_on
from tests.served import Site, invent, publish, serve

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LIVE = "#react-entry-point"


@pytest.fixture(scope="module")
def two_builds(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, str, str]]:
    """Serve two builds, whose pages ask for news every second."""
    folder = tmp_path_factory.mktemp("pinned")
    old = publish(folder / "warehouse", export)
    later = invent(folder, EVENTS + 500, seed=2, vintage="20260111T120000Z")
    new = publish(folder / "warehouse", export, later)
    with serve(folder / "warehouse", {"CARE_NEWS_SECONDS": "1"}) as site:
        yield site, old, new
        assert "Traceback" not in site.logged()


def opened(page: Page, address: str) -> Page:
    page.goto(address)
    come_alive(page)
    return page


def pins(page: Page) -> list[str]:
    return parse_qs(urlsplit(page.url).query).get("snapshot", [])


def test_a_pinned_page_stays_pinned_until_its_reader_asks_the_newest(
    window: BrowserContext, two_builds: tuple[Site, str, str]
) -> None:
    site, old, new = two_builds
    with watched(window, width=1280) as page:
        opened(page, f"{site.url}/?snapshot={old}&start=2025-01-01&end=2025-06-30")
        notice = page.locator(f"{LIVE} .build-notice")
        expect(notice).to_contain_text(f"You are looking at an older build of the data: snapshot {old}")
        expect(page.locator(f"{LIVE} footer")).to_contain_text(old)

        page.get_by_label("From", exact=True).fill("2025-02-01")
        expect(notice.get_by_role("link")).to_have_attribute("href", "/?start=2025-02-01&end=2025-06-30")
        assert pins(page) == [old]
        page.get_by_role("button", name="Reset").click()
        expect(page).to_have_url(re.compile(r"^[^=]*[?]snapshot=[^&=]+$"))
        assert pins(page) == [old]
        page.go_back()
        expect(page.get_by_label("From", exact=True)).to_have_value("2025-02-01")
        expect(page.locator(f"{LIVE} #news")).to_be_hidden()

        page.locator(f"{LIVE} .pages").get_by_role("link", name="Calls").click()
        come_alive(page)
        assert pins(page) == [old]
        page.locator(f"{LIVE} .build-notice").get_by_role("link", name="See the newest").click()
        come_anew(page)
        expect(page.locator(f"{LIVE} footer")).to_contain_text(new)
        assert pins(page) == []
        expect(page.locator(f"{LIVE} .build-notice")).to_be_hidden()


@pytest.mark.parametrize("width", [1280, 360])
def test_a_number_is_cited_by_keyboard_and_what_is_copied_is_said(
    window: BrowserContext, two_builds: tuple[Site, str, str], width: int
) -> None:
    site, old, _ = two_builds
    window.grant_permissions(["clipboard-read", "clipboard-write"])
    with watched(window, width=width) as page:
        opened(page, f"{site.url}/?snapshot={old}")
        for place in ("#tile-care_calls", "#monthly-cite"):
            cite = page.locator(f"{LIVE} {place} .cite")
            summary = cite.locator("summary")
            summary.focus()
            page.keyboard.press("Enter")
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
            expect(cite.get_by_role("status")).to_have_text("Copied")
            told = cite.locator(".citation").text_content() or ""
            assert page.evaluate("navigator.clipboard.readText()") == told
            assert told.startswith("Demonstration: ")
            assert f": {site.url}/?snapshot={old}&start=" in told
            box = summary.bounding_box()
            assert box
            assert min(box["width"], box["height"]) >= 24
        assert violations_on(page) == {}
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        page.emulate_media(media="print")
        expect(page.locator(f"{LIVE} .cite").first).to_be_hidden()


def test_a_browser_that_does_not_let_us_copy_selects_the_sentence(
    window: BrowserContext, two_builds: tuple[Site, str, str]
) -> None:
    site, _, _ = two_builds
    with watched(window, width=1280) as page:
        page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined });")
        opened(page, f"{site.url}/calls")
        cite = page.locator(f"{LIVE} #tile-care_calls .cite")
        cite.locator("summary").click()
        cite.get_by_role("button").click()
        expect(cite.get_by_role("status")).to_contain_text("Selected")
        assert (
            page.evaluate("getSelection().toString().trim()")
            == (cite.locator(".citation").text_content() or "").strip()
        )


@pytest.mark.parametrize("width", [1280, 360])
def test_a_build_that_is_not_kept_has_a_page_that_leads_on(
    window: BrowserContext, two_builds: tuple[Site, str, str], width: int
) -> None:
    site, old, _ = two_builds
    page = window.new_page()  # not watched: the browser itself complains of the status
    page.set_viewport_size({"width": width, "height": 800})
    response = page.goto(f"{site.url}/calls?snapshot=20200101T000000Z&precinct=WEST")
    assert response
    assert response.status == 410
    assert violations_on(page) == {}
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name=old).click()
    come_alive(page)
    assert parse_qs(urlsplit(page.url).query) == {"snapshot": [old], "precinct": ["WEST"]}
    page.close()
