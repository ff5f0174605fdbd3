"""What a reader does on the home page, and that all it shows afterwards is what the export says."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.dashboard import Dashboard
from tests.browser.question import NOTHING_MATCHES, Question, Shown, last_twelve_months, loaded_days, shown_for
from tests.golden.oracle import World
from tests.served import Site

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WELFARE = "SERVICE - WELFARE CHECK"
NONE_CHECKED: Question = {}


def page_for(dashboard: Dashboard, world: World, question: Question, address: Question | None = None) -> Shown:
    """Work out what the page must show for a question; at the default question the address is bare."""
    bare: Question = {}
    held = address if address is not None else bare if question == last_twelve_months(world) else question
    return shown_for(world, question, dashboard.beats_on_map(), held)


def test_a_first_visit_shows_the_last_twelve_full_months(dashboard: Dashboard, world: World) -> None:
    dashboard.comes_to_show(page_for(dashboard, world, last_twelve_months(world)))
    assert dashboard.page.locator("#preset").input_value() == "last-12-months"


def test_a_date_a_precinct_a_call_type_and_a_priority_change_all_and_keep_the_focus(
    dashboard: Dashboard, world: World
) -> None:
    question = dict(last_twelve_months(world))

    dashboard.type_day("start", date(2024, 7, 2))
    question["start"] = ["2024-07-02"]
    dashboard.comes_to_show(page_for(dashboard, world, question))
    assert dashboard.focused() == "start"

    dashboard.choose("precinct", "WEST")
    question["precinct"] = ["WEST"]
    dashboard.comes_to_show(page_for(dashboard, world, question))
    expect(dashboard.box("precinct", "WEST")).to_be_focused()

    dashboard.add_call_type(WELFARE.lower())
    question["call_type"] = [WELFARE]
    dashboard.comes_to_show(page_for(dashboard, world, question))
    assert dashboard.focused() == "call-type-search"
    assert dashboard.page.locator("#call-type-search").input_value() == ""

    dashboard.choose("priority", "2")
    question["priority"] = ["2"]
    dashboard.comes_to_show(page_for(dashboard, world, question))
    expect(dashboard.box("priority", "2")).to_be_focused()

    summaries = [dashboard.page.locator(f"#{name}-summary").inner_text() for name in ("where", "what")]
    assert summaries == ["Where: WEST", f"What: {WELFARE}, 2"]


def test_a_call_type_is_taken_away_by_its_checkbox(dashboard: Dashboard, world: World) -> None:
    dashboard.add_call_type(WELFARE)
    expect(dashboard.box("call-type", WELFARE)).to_be_checked()
    dashboard.choose("call-type", WELFARE)
    dashboard.comes_to_show(page_for(dashboard, world, last_twelve_months(world)))


def test_a_call_type_that_is_none_is_named_and_changes_nothing(dashboard: Dashboard, world: World) -> None:
    dashboard.add_call_type("WELFARE")
    expect(dashboard.page.locator("#problems")).to_contain_text("No call type is called “WELFARE”")
    dashboard.comes_to_show(page_for(dashboard, world, last_twelve_months(world)))


def test_back_forward_and_reload_restore_everything(dashboard: Dashboard, world: World) -> None:
    page = dashboard.page
    question = last_twelve_months(world)
    steps = [page_for(dashboard, world, question)]
    changes: list[tuple[str, str]] = [
        *(("precinct", "EAST"), ("precinct", "WEST"), ("priority", "3")),
        *(("priority", "2"), ("precinct", "EAST")),
    ]
    for group, value in changes:
        dashboard.choose(group, value)
        held = set(question.get(group, [])) ^ {value}
        question = {**question, group: sorted(held)}
        steps.append(page_for(dashboard, world, question))
        dashboard.comes_to_show(steps[-1])

    for step in reversed(steps[:-1]):
        page.go_back()
        dashboard.comes_to_show(step)
    for step in steps[1:4]:
        page.go_forward()
        dashboard.comes_to_show(step)
    page.reload()
    dashboard.wait_for_numbers()
    dashboard.comes_to_show(steps[3])
    page.go_back()
    dashboard.comes_to_show(steps[2])


def test_an_address_from_elsewhere_fills_the_bar_whatever_its_case(visit: Visit, site: Site, world: World) -> None:
    query = "?precinct=east&precinct=North&call_type=service+-+welfare+check&start=2025-02-03&end=2025-08-31"
    question = {"start": ["2025-02-03"], "end": ["2025-08-31"], "precinct": ["EAST", "NORTH"], "call_type": [WELFARE]}
    dashboard = visit(site.url, query)
    dashboard.comes_to_show(page_for(dashboard, world, question, address=dashboard.address()))
    assert dashboard.problems() == ""


def test_what_cannot_be_read_in_an_address_is_named_and_the_rest_applied(
    visit: Visit, site: Site, world: World
) -> None:
    query = "?precinct=MARS&precinct=EAST&start=2025-13-01&end=2025-06-30&colour=red"
    dashboard = visit(site.url, query)
    problems = dashboard.page.locator("#problems")
    for named in ("precinct = 'MARS'", "start = '2025-13-01'", "colour = 'red'", "There is no such filter"):
        expect(problems).to_contain_text(named)
    question = {"start": [loaded_days(world)[0].isoformat()], "end": ["2025-06-30"], "precinct": ["EAST"]}
    dashboard.comes_to_show(page_for(dashboard, world, question, address=dashboard.address()))


def test_days_in_the_wrong_order_are_named_and_left_out(visit: Visit, site: Site, world: World) -> None:
    dashboard = visit(site.url, "?start=2025-06-30&end=2025-06-01&priority=2")
    told = re.compile("first day .*Jun 30, 2025, is after the last day .*Jun 1, 2025")
    expect(dashboard.page.locator("#problems")).to_have_text(told)
    question = {**last_twelve_months(world), "priority": ["2"]}
    dashboard.comes_to_show(page_for(dashboard, world, question, address=dashboard.address()))


def test_a_day_typed_after_the_end_is_named_and_nothing_moves(dashboard: Dashboard, world: World) -> None:
    before = page_for(dashboard, world, last_twelve_months(world))
    dashboard.type_day("start", date(2025, 12, 24))
    told = re.compile("first day that you chose is not applied.*Dec 24, 2025, is after")
    expect(dashboard.page.locator("#problems")).to_have_text(told)
    typed = {**before.controls, "start": ["2025-12-24"]}
    dashboard.comes_to_show(Shown(**{**vars(before), "controls": typed}))


def test_back_leaves_a_hand_made_address_at_once(dashboard: Dashboard, world: World) -> None:
    dashboard.open("?precinct=east&colour=red")
    expect(dashboard.page.locator("#problems")).to_contain_text("colour")
    dashboard.page.go_back()
    dashboard.wait_for_numbers()
    dashboard.comes_to_show(page_for(dashboard, world, last_twelve_months(world)))


def test_a_preset_sets_both_days_and_reset_brings_all_back(dashboard: Dashboard, world: World) -> None:
    page = dashboard.page
    dashboard.choose("precinct", "SOUTH")
    page.locator("#preset").select_option("2024")
    question = {"start": ["2024-01-01"], "end": ["2024-12-31"], "precinct": ["SOUTH"]}
    dashboard.comes_to_show(page_for(dashboard, world, question))

    dashboard.type_day("end", date(2024, 9, 30))
    dashboard.comes_to_show(page_for(dashboard, world, {**question, "end": ["2024-09-30"]}))
    assert page.locator("#preset").input_value() == "custom"

    page.locator("#reset").click()
    dashboard.comes_to_show(page_for(dashboard, world, last_twelve_months(world)))
    assert page.locator("#preset").input_value() == "last-12-months"


def test_thirty_changes_in_quick_succession_end_with_the_last(dashboard: Dashboard, world: World) -> None:
    dashboard.open_group("precinct")
    boxes = dashboard.page.locator("#precinct input").all()
    values = [str(box.get_attribute("value")) for box in boxes]
    checked: set[str] = set()
    for turn in range(30):
        boxes[turn * 3 % len(boxes) if turn % 2 else turn % len(boxes)].click()
        checked ^= {values[turn * 3 % len(boxes) if turn % 2 else turn % len(boxes)]}
    question = {**last_twelve_months(world), **({"precinct": sorted(checked)} if checked else NONE_CHECKED)}
    dashboard.comes_to_show(page_for(dashboard, world, question))


def test_filters_that_match_nothing_say_so_and_are_no_error(visit: Visit, site: Site, world: World) -> None:
    question = {"start": ["2022-03-01"], "end": ["2022-08-31"], "precinct": ["UNKNOWN"]}
    dashboard = visit(site.url, "?start=2022-03-01&end=2022-08-31&precinct=UNKNOWN")
    dashboard.comes_to_show(page_for(dashboard, world, question))
    shown = dashboard.shown()
    assert shown.sentences == (NOTHING_MATCHES, NOTHING_MATCHES)
    assert shown.tiles["care_calls"] == ("0", 0)
    assert shown.tiles["care_response_median_minutes"] == ("too few to show", 0)
    expect(dashboard.page.locator("#failure")).to_be_hidden()


@pytest.mark.parametrize("query", ["", "?start=2023-05-01&end=2025-03-15&precinct=WEST"])
def test_at_360_pixels_nothing_scrolls_sideways(visit: Visit, site: Site, query: str) -> None:
    page = visit(site.url, query, width=360).page
    for group in page.locator("details > summary").all():
        group.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_the_keyboard_alone_reaches_everything_and_filters(visit: Visit, site: Site, world: World) -> None:
    dashboard = visit(site.url, width=360)
    page = dashboard.page
    page.locator("body").press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the numbers"
    page.locator("#filters-summary").focus()
    page.keyboard.press("Enter")
    reached = set(islice(_tab_stops(page), 110))
    assert {"preset", "start", "end", "where-summary", "what-summary", "when-summary", "who-summary"} <= reached
    assert {"count", "reset", "copy-link", "What is this? CARE calls", "CSV", "K1", "Data for programs"} <= reached
    assert {f"_dbcprivate_radioitems_{chart}-view_input_chart" for chart in ("monthly", "places")} <= reached

    page.locator("#where-summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert dashboard.focused() == "neighborhood-search"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    first = str(page.locator("#precinct input").first.get_attribute("value"))
    dashboard.comes_to_show(page_for(dashboard, world, {**last_twelve_months(world), "precinct": [first]}))
    expect(dashboard.box("precinct", first)).to_be_focused()

    page.locator("#what-summary").focus()
    page.keyboard.press("Space")
    expect(page.locator("#priority")).to_be_visible()

    page.locator("#monthly-view input").first.focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#monthly-table")).to_be_visible()
    expect(page.locator("#monthly-place")).to_be_hidden()


def test_the_skip_link_leads_to_the_numbers(dashboard: Dashboard) -> None:
    page = dashboard.page
    page.locator("body").press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


def _tab_stops(page: Page) -> Iterator[str]:
    """Press Tab and say what it reaches, one after another: an id, else its words."""
    while True:
        page.keyboard.press("Tab")
        yield str(page.evaluate("document.activeElement.id || document.activeElement.textContent"))
