"""Axe finds nothing against WCAG 2.0, 2.1 and 2.2, levels A and AA, with everything unfolded."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import Visit
from tests.browser.dashboard import Dashboard
from tests.served import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
"""The levels asked for, and axe's own advice on landmarks and headings."""


def violations(dashboard: Dashboard) -> dict[str, list[str]]:
    """List what axe finds: the elements by the rule they break."""
    return violations_on(dashboard.page)


def violations_on(page: Page) -> dict[str, list[str]]:
    """List what axe finds on a page: the elements by the rule they break."""
    found = Axe().run(page, options=RULES).response["violations"]
    return {broken["id"]: [node["html"] for node in broken["nodes"]] for broken in found}


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize(
    "query",
    ["", "?precinct=EAST&call_type=SERVICE+-+WELFARE+CHECK&start=2022-03-01&end=2022-03-31&colour=red"],
    ids=["as it first comes", "with a problem named and nothing that matches"],
)
def test_axe_finds_nothing(visit: Visit, site: Site, width: int, query: str) -> None:
    dashboard = visit(site.url, query, width=width)
    dashboard.page.evaluate("document.querySelectorAll('details').forEach(group => { group.open = true; })")
    assert violations(dashboard) == {}


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("page", ["methods", "api"])
def test_axe_finds_nothing_on_the_pages_that_explain(dashboard: Dashboard, page: str, width: int) -> None:
    dashboard.page.set_viewport_size({"width": width, "height": 900})
    dashboard.page.goto(f"{dashboard.url}/{page}")
    if page != "api":
        dashboard.page.locator("body.ready").wait_for()
    heading = "Metrics" if page == "api" else "Every table and column"
    dashboard.page.get_by_role("heading", name=heading, exact=True).wait_for()
    dashboard.page.evaluate("document.querySelectorAll('details').forEach(group => { group.open = true; })")
    assert violations(dashboard) == {}
    assert dashboard.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_every_control_of_the_filter_bar_has_a_name(dashboard: Dashboard) -> None:
    bar = dashboard.page.get_by_role("search", name="Choose what to count")
    assert bar.get_by_label("From", exact=True).get_attribute("type") == "date"
    assert bar.get_by_label("To", exact=True).get_attribute("type") == "date"
    assert bar.get_by_label("Period", exact=True).count() == 1
    dashboard.open_group("call-type")
    assert bar.get_by_label("Add a call type", exact=True).get_attribute("type") == "search"


def test_the_page_says_its_language_and_has_one_first_heading(dashboard: Dashboard) -> None:
    assert dashboard.page.locator("html").get_attribute("lang") == "en"
    assert dashboard.page.locator("h1").all_inner_texts() == ["What is CARE doing?"]
