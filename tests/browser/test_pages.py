"""Every page, as different readers meet it: by phone, without scripts, in the dark, on paper, with a server in trouble."""

import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from app.filters import VIEWS
from tests.browser.conftest import Open
from tests.browser.dashboard import THERE
from tests.browser.live import click_a_place, come_alive, come_anew
from tests.browser.test_accessibility import violations_on
from tests.effort import FULL
from tests.served import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("pages")]

PATHS = ("/", "/calls", "/response-times", "/capacity", "/map", "/changes", "/experience", "/data", "/methods")
READ = ("/reconciliation", "/report")
"""Pages beside them that no filter changes, and whose numbers are of days of their own."""

LOOKS = [(1280, "light"), (360, "dark"), *([(1280, "dark"), (360, "light")] if FULL else [])]


def api(site: Site, name: str, page: Page, by: str = "") -> list[dict[str, object]]:
    """Ask the data interface what the page's address and its two days ask."""
    days = {name: [page.locator(f"input[name={name}]").input_value()] for name in ("start", "end")}
    named = parse_qs(urlsplit(page.url).query)
    question = days | {name: values for name, values in named.items() if name not in VIEWS}
    question |= {"by": [by]} if by else {}
    answer = requests.get(f"{site.url}/api/v1/metrics/{name}", params=question, timeout=10)
    assert answer.status_code == 200, answer.text
    rows: list[dict[str, object]] = answer.json()["rows"]
    return rows


@pytest.mark.parametrize("path", [*PATHS, *READ])
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_axe_finds_nothing_in_any_view_and_nothing_scrolls_sideways(
    open_page: Open, path: str, width: int, scheme: str
) -> None:
    page = open_page(path, width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(group => { group.open = true; })")
    assert violations_on(page) == {}
    page.evaluate("document.querySelectorAll('.filter-group').forEach(group => { group.open = false; })")
    for view in ("Table", "About"):
        for choice in page.locator(f"{THERE} .card-views label", has_text=view).all():
            choice.click()
        assert violations_on(page) == {}, view
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", [*PATHS, *READ])
def test_at_320_pixels_everything_flows(open_page: Open, path: str) -> None:
    assert open_page(path, 320).evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("path", [*PATHS, *READ])
def test_every_target_is_large_enough_for_a_finger(open_page: Open, path: str) -> None:
    """WCAG 2.2, 2.5.8: at least 24 pixels each way, or a line of text, or far from others."""
    page = open_page(path, 360)
    small = page.evaluate("""() => [...document.querySelectorAll(
          'button, summary, select, input, .chip, .pages a, .ranked a, .listed a')]
        .filter(it => it.checkVisibility() && !it.classList.contains('btn-check'))
        .map(it => [it.id || it.textContent, (it.labels?.[0] ?? it).getBoundingClientRect()])
        .filter(([, box]) => box.height > 0 && (box.height < 24 || box.width < 24)).map(([name]) => name)""")
    assert small == []


@pytest.mark.parametrize("path", [*PATHS, *READ])
def test_each_page_names_itself(open_page: Open, path: str) -> None:
    page = open_page(path)
    heading = page.locator("h1").inner_text()
    assert page.title() == f"Demonstration: {_SITE if path == '/' else f'{heading} · {_SITE}'}"
    told = {name: page.locator(f"meta[{name}]").get_attribute("content") for name in _CARDS}
    assert all(told.values())
    assert told["property='og:title'"] == page.title()
    assert page.locator("nav [aria-current=page]").inner_text() == _NAMES[path]


_SITE = "CARE responders: public performance dashboard"
_CARDS = ("name=description", "property='og:title'", "property='og:description'", "name='twitter:card'")
_NAMES = {
    **{"/": "Overview", "/calls": "Calls", "/response-times": "Response times", "/capacity": "Capacity freed"},
    **{"/map": "Map", "/changes": "Changes", "/experience": "Experience", "/data": "Data", "/methods": "Methods"},
    **{"/reconciliation": "Published figures", "/report": "Monthly report"},
}


def test_a_resident_finds_how_fast_help_came_in_the_neighborhood_last_year(open_page: Open, site: Site) -> None:
    page = open_page("/", 360)
    page.get_by_role("link", name="Response times").click()
    come_anew(page)
    page.locator("#filters-summary").click()
    page.get_by_label("Period", exact=True).select_option("2024")
    page.locator("#where-summary").click()
    page.get_by_label("Add a neighborhood").fill("Capitol Hill")
    page.get_by_label("Add a neighborhood").press("Enter")
    expect(page.locator("#chips")).to_contain_text("Neighborhood: CAPITOL HILL")
    (row,) = api(site, "care_response_median_minutes", page)
    expect(page.locator("#tile-care_response_median_minutes strong")).to_have_text(str(row["text"]))
    assert parse_qs(urlsplit(page.url).query) == {
        **{"start": ["2024-01-01"], "end": ["2024-12-31"]},
        "neighborhood": ["CAPITOL HILL"],
    }


def test_an_analyst_reads_one_number_in_table_file_and_interface(open_page: Open, site: Site) -> None:
    page = open_page("/?precinct=EAST")
    page.locator("#monthly-view label", has_text="Table").click()
    expect(page.locator("#monthly-place")).to_be_hidden()
    table = [row.locator("td").all_inner_texts() for row in page.locator("#monthly-table tbody tr").all()]
    rows = api(site, "care_calls", page, by="month")
    href = page.locator("#monthly-files").get_by_role("link", name="CSV").get_attribute("href")
    file = requests.get(f"{site.url}{href}", timeout=10).text.splitlines()
    assert table == [[row["text"], f"{row['n']:,}"] for row in rows]
    assert [line.split(",")[0] for line in file[1:]] == [row["month"] for row in rows]


def test_the_question_goes_along_to_every_page(open_page: Open) -> None:
    page = open_page("/?precinct=EAST&priority=2")
    for name in ("Calls", "Response times", "Capacity freed", "Map", "Experience", "Data", "Methods", "Overview"):
        page.locator("nav.pages").get_by_role("link", name=name, exact=True).click()
        come_alive(page)
        question = parse_qs(urlsplit(page.url).query)
        assert (question["precinct"], question["priority"]) == (["EAST"], ["2"]), name


def test_a_chip_takes_its_filter_away_and_a_table_that_was_open_stays(open_page: Open) -> None:
    page = open_page("/?precinct=EAST&precinct=WEST")
    page.locator("#monthly-view label", has_text="Table").click()
    page.get_by_role("link", name="Remove Precinct: EAST").click()
    expect(page.locator("#chips li")).to_have_count(1)
    assert parse_qs(urlsplit(page.url).query)["precinct"] == ["WEST"]
    page.go_back()
    expect(page.locator("#chips li")).to_have_count(2)
    expect(page.locator("#monthly-table")).to_be_visible()


def test_a_place_of_the_list_filters_keeps_the_focus_and_lets_go_again(open_page: Open) -> None:
    page = open_page("/map")
    place = page.locator("#areas-below li[data-area=K3] a")
    place.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chips")).to_contain_text("Beat: K3")
    assert page.evaluate("document.activeElement.closest('#areas-below') !== null")
    place.click()
    expect(page.locator("#chips")).not_to_contain_text("Beat")


def test_a_place_that_another_filter_leaves_out_is_marked_and_leads_out_of_that_filter(open_page: Open) -> None:
    page = open_page("/map?precinct=EAST&areas=beat")
    expect(page.locator("#areas-below .legend")).to_contain_text("not in the filter")
    place = page.locator("#areas-below .listed li[data-area=K3] a")
    place.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#chips")).to_contain_text("Beat: K3")
    expect(page.locator("#chips")).not_to_contain_text("Precinct")


def test_a_click_on_a_square_does_what_its_link_does(open_page: Open) -> None:
    page = open_page("/map")
    click_a_place(page, "#areas-figure")
    expect(page.locator("#chips")).to_contain_text("Beat: ")
    assert len(parse_qs(urlsplit(page.url).query)["beat"]) == 1


def test_the_map_shows_the_number_and_the_areas_chosen(open_page: Open, site: Site) -> None:
    page = open_page("/map")
    page.get_by_label("Number on the map").select_option("care_response_median_minutes")
    page.get_by_label("Areas", exact=True).select_option("precinct")
    expect(page.locator("#map-shown")).to_contain_text("CARE response time, median, by precinct")
    expect(page.locator("#areas-table tbody tr")).to_have_count(len(api_without_view(site, page)))


def test_an_analyst_chooses_a_number_and_a_breakdown_and_takes_the_table_along(open_page: Open) -> None:
    page = open_page("/changes?start=2025-06-01&end=2025-08-31", 360)
    page.locator("#filters-summary").click()
    page.get_by_label("Number that changed").select_option("care_only_hours")
    page.get_by_label("Broken down by").select_option("weekday")
    table = page.get_by_role("region", name="Table: The numbers, period by period")
    expect(table.locator("tbody tr")).to_have_count(8)
    assert parse_qs(urlsplit(page.url).query).items() >= {"change": ["care_only_hours"], "by": ["weekday"]}.items()
    expect(table).to_have_attribute("data-scrolls", re.compile("sideways|both"))
    with page.expect_download() as download:
        page.get_by_role("link", name="CSV: this table").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 8
    assert {"previous_difference", "year_difference"} <= set(lines[0].split(","))


def api_without_view(site: Site, page: Page) -> list[object]:
    """Ask the interface, which knows no map."""
    question = parse_qs(urlsplit(page.url).query)
    name, by = question.pop("metric")[0], question.pop("areas")[0]
    address = f"{site.url}/api/v1/metrics/{name}"
    rows: list[object] = requests.get(address, params={**question, "by": [by]}, timeout=10).json()["rows"]
    return rows


def test_the_slider_moves_the_modeled_number_and_only_stands_where_it_means_something(
    open_page: Open, site: Site
) -> None:
    expect(open_page("/calls").locator("#police-share")).to_be_hidden()
    page = open_page("/capacity")
    page.locator("#police-share").focus()
    for _ in range(4):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("#police-share-text")).to_have_text("80%")
    (row,) = api(site, "spd_officer_hours_avoided", page)
    expect(page.locator("#tile-spd_officer_hours_avoided strong")).to_have_text(str(row["text"]))
    assert parse_qs(urlsplit(page.url).query)["police_share"] == ["80"]


def test_nothing_matches_offers_a_way_on(open_page: Open) -> None:
    page = open_page("/?start=2022-03-01&end=2022-03-31")
    page.get_by_role("link", name="Show all since CARE began").click()
    expect(page.locator("#nothing-matches")).to_be_empty()
    expect(page.locator("#tile-care_calls strong")).not_to_have_text("0")


@pytest.mark.parametrize("path", ["/", "/calls", "/response-times", "/capacity", "/map", "/changes"])
def test_a_page_of_days_without_data_loads_in_peace(open_page: Open, path: str) -> None:
    """The page is watched: an error of a script fails the test when it closes."""
    page = open_page(f"{path}?start=2026-06-01&end=2026-07-01", 360)
    for chart in page.locator(".js-plotly-plot").all():
        expect(chart.locator(".main-svg").first).to_be_attached()


def test_the_copied_link_holds_the_whole_question(open_page: Open, window: BrowserContext) -> None:
    window.grant_permissions(["clipboard-read", "clipboard-write"])
    page = open_page("/calls")
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator("#copied")).to_have_text("Link copied")
    copied = urlsplit(str(page.evaluate("navigator.clipboard.readText()")))
    assert copied.path == "/calls"
    assert set(parse_qs(copied.query)) == {"start", "end"}
    page.locator("#preset").select_option("2024")
    expect(page.locator("#copied")).to_have_text("")


def test_what_a_reader_does_before_the_scripts_come_stays_done(window: BrowserContext, site: Site) -> None:
    page = window.new_page()
    page.set_viewport_size({"width": 360, "height": 800})
    waiting: list[Route] = []

    def hold(route: Route) -> None:
        waiting.append(route)

    page.route(re.compile(r"\.js"), hold)
    page.goto(f"{site.url}/calls", wait_until="commit")
    page.locator("#first-filters-summary").click()
    explained = page.locator("#first-paint .tile summary").first
    explained.click()
    assert waiting
    page.unroute(re.compile(r"\.js"), hold)  # and they go on
    come_alive(page)
    expect(page.locator("#filters")).to_have_attribute("open", "")
    expect(page.locator(".tile details").first).to_have_attribute("open", "")
    expect(page.locator(".tile summary").first).to_be_focused()
    page.close()


def test_an_answer_that_does_not_come_is_told_and_the_numbers_stay(window: BrowserContext, site: Site) -> None:
    page = window.new_page()  # it complains in the console, as it must, and is not watched
    page.goto(site.url)
    come_alive(page)
    shown = page.locator("#tile-care_calls strong").inner_text()
    page.route(re.compile("_dash-update-component"), _refuse)
    page.locator("#preset").select_option("2024")
    expect(page.locator("#failure")).to_be_visible()
    expect(page.locator("#tile-care_calls strong")).to_have_text(shown)
    page.unroute(re.compile("_dash-update-component"))
    page.get_by_role("link", name="Load the page again").click()
    come_alive(page)
    expect(page.locator("#failure")).to_be_hidden()
    page.close()


def _refuse(route: Route) -> None:
    route.fulfill(status=503, body="")


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_read_without_scripts(chromium: Browser, site: Site, path: str) -> None:
    with chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 800}) as context:
        page = context.new_page()
        page.goto(f"{site.url}{path}?precinct=EAST")
        assert page.locator("h1").is_visible()
        expect(page.locator("footer")).to_contain_text("Data through")
        for tile in page.locator(".tile[id]").all():
            name = str(tile.get_attribute("id")).removeprefix("first-").removeprefix("tile-")
            (row,) = api(site, name, page)
            expect(tile.locator("strong")).to_have_text(str(row["text"]))
        for card in page.locator(f"{THERE}:has(.sentence)").all():
            assert card.locator(".sentence").inner_text()
            expect(card.locator(".card-table table")).to_be_visible()
            expect(card.locator(".chart")).to_be_hidden()


def test_without_scripts_the_filters_are_a_form(chromium: Browser, site: Site) -> None:
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{site.url}/calls")
        page.locator("#first-where-summary").click()
        page.locator("input[name=precinct][value=EAST]").check()
        page.get_by_role("button", name="Show", exact=True).click()
        assert parse_qs(urlsplit(page.url).query)["precinct"] == ["EAST"]
        (row,) = api(site, "care_calls", page)
        expect(page.locator("#tile-care_calls strong")).to_have_text(str(row["text"]))
        expect(page.locator(".problems")).to_be_empty()


def test_a_definition_is_found_by_its_link(open_page: Open) -> None:
    page = open_page("/methods#care_calls")
    place = page.locator("details", has=page.locator("[id=care_calls]")).last
    expect(place.or_(page.locator("details#care_calls")).first).to_have_attribute("open", "")


def test_an_address_without_a_page_is_a_404_that_leads_on(window: BrowserContext, site: Site) -> None:
    page = window.new_page()
    answer = page.goto(f"{site.url}/no/such/page")
    assert answer is not None
    assert answer.status == 404
    page.get_by_role("main").get_by_role("link", name="Overview").click()
    come_alive(page)
    assert page.locator("h1").inner_text() == "What is CARE doing?"
    page.close()
