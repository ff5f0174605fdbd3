"""The bar, the address and the question never trail behind one another, whichever of them the reader changes."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app import ids, words
from app.db import Snapshot
from app.filters import VIEWS, Filters, View
from app.labels import label
from app.main import PAGES
from app.queries import SINCE_LAUNCH, ask, choices, presets
from app.question import Asked, read_question
from app.shell.bar_values import OUTPUTS, bar_values
from app.shell.call_types import call_type_groups
from app.shell.controls import CONTROLS, GROUPS, SEARCHED
from app.shell.filter_bar import CUSTOM
from tests.app.layouts import elements, links
from tests.app.questions import INJECTIONS, effort
from tests.app.test_question import any_question

DAYS = "start=2025-01-01&end=2025-12-31"
YEAR = f"?{DAYS}"
LIVE = [path for path, page in PAGES.items() if page.has_filters]
CHECKED = [control.name for control in CONTROLS if not control.is_searched]
each_group = pytest.mark.parametrize("name", GROUPS)


def shown(asked: Asked, path: str = "/") -> dict[str, Any]:
    """Name the values of the bar by what they are put into."""
    values = bar_values(asked, path)
    assert set(values) == set(OUTPUTS)
    return {str(OUTPUTS[name]): value for name, value in values.items()}


def as_data(value: Any) -> Any:
    """Write what Python made as it comes back from JSON."""
    return [as_data(one) for one in value] if isinstance(value, list | tuple) else value


@effort
@given(data=st.data())
def test_address_and_question_both_give_back_filters_and_view(demo: Snapshot, data: st.DataObject) -> None:
    asked = data.draw(any_question(demo))
    values = shown(asked)
    assert read_question(values["url.search"], demo) == asked
    assert read_question(values["asked.data"], demo) == asked
    filters, view = asked.filters, asked.view
    assert (values["start.value"], values["end.value"]) == (str(filters.start), str(filters.end))
    assert (values["count.value"], values["police-share.value"]) == (filters.count, filters.police_share)
    assert {name: values[f"{name}.value"] for name in VIEWS} == vars(view)
    assert values["problems.children"] == ""
    for control in CONTROLS:
        chosen = list(getattr(filters, control.name))
        assert values[f"{ids.control(control.name)}.value"] == chosen
        if control.is_searched:
            offered = values[f"{ids.control(control.name)}.options"]
            assert [option["value"] for option in offered] == chosen, "what was added can be taken away again"
            assert values[f"{ids.control(control.name, 'search')}.value"] == ""


@effort
@given(data=st.data())
def test_a_folded_group_says_what_is_chosen_in_it(demo: Snapshot, data: st.DataObject) -> None:
    asked = data.draw(any_question(demo))
    values, on = shown(asked, "/capacity"), 0
    for group, controls in GROUPS.items():
        chosen = [
            label(demo, control.name, key) for control in controls for key in getattr(asked.filters, control.name)
        ]
        assert values[f"{group}-summary.children"] == f"{words.GROUPS[group]}: {', '.join(chosen) or words.ALL}"
        on += len(chosen)
    on += (asked.filters.count != "dispatched") + (asked.filters.police_share != 100)
    assert (words.FILTERS_ON.format(count=on) in values["filters-summary.children"]) == bool(on)


def test_the_default_question_has_a_bare_address(demo: Snapshot) -> None:
    values = shown(read_question("", demo))
    assert (values["url.search"], values["preset.value"]) == ("", "last-12-months")
    assert values["asked.data"] == "start=2024-12-01&end=2025-11-30"


def test_the_period_is_named_when_it_is_one_of_those_offered(demo: Snapshot) -> None:
    for name, (start, end) in presets(demo).items():
        assert shown(read_question(f"?start={start}&end={end}", demo))["preset.value"] == name
    assert shown(read_question("?start=2025-01-02&end=2025-01-03", demo))["preset.value"] == CUSTOM


def test_problems_are_told_in_the_bar_and_the_rest_is_on(demo: Snapshot) -> None:
    values = shown(read_question("?precinct=MARS&sector=king&colour=red&metric=cats", demo))
    for named in ("precinct = 'MARS'", "colour = 'red'", "metric = 'cats'"):
        assert named in values["problems.children"]
    assert "sector =" not in values["problems.children"]
    assert (values["sector.value"], values["where-summary.children"]) == (["KING"], "Where: KING")


@pytest.mark.parametrize(
    ("search", "period"),
    [
        ("start=2025-02-31&end=2025-03-31", "Jan 1, 2022 to Mar 31, 2025"),
        ("start=2025-03-01&end=soon", "Mar 1 to Dec 30, 2025"),
        ("start=2025-03-02&end=2025-03-01", "Dec 1, 2024 to Nov 30, 2025"),
        ("start=2025-03-01&start=2025-04-01&end=2025-05-31", "Mar 1 to May 31, 2025"),
    ],
)
def test_the_days_shown_are_named_where_one_given_is_not_used(demo: Snapshot, search: str, period: str) -> None:
    told = shown(read_question(search, demo))["problems.children"]
    assert told.startswith(words.PROBLEMS)
    assert told.endswith(f" {words.DAYS_SHOWN.format(period=period)}")
    assert "Shown" not in shown(read_question("precinct=MARS", demo))["problems.children"]


@pytest.mark.parametrize("path", LIVE)
def test_the_share_of_police_is_told_where_numbers_depend_on_it_and_kept_everywhere(demo: Snapshot, path: str) -> None:
    values = shown(read_question(f"{YEAR}&police_share=40", demo), path)
    is_told = path in ("/capacity", "/map", "/changes", "/data")
    assert (words.POLICE_SHARE in values["chips.data-html"]) == is_told
    assert (words.FILTERS_ON.format(count=1) in values["filters-summary.children"]) == is_told
    assert "police_share=40" in values["url.search"]
    assert values["navigation.data-html"].count("police_share=40") == len(PAGES)


def test_smaller_places_are_offered_within_the_larger_ones_chosen(demo: Snapshot) -> None:
    values = shown(read_question("?precinct=EAST&sector=KING", demo))
    beats = {
        beat: (sector, precinct) for beat, sector, precinct in demo.rows("SELECT beat, sector, precinct FROM beat")
    }
    sectors = {option["value"] for option in values["sector.options"]}
    east = {sector for sector, precinct in beats.values() if precinct == "EAST"}
    assert sectors == (east & set(choices(demo)["sector"])) | {"KING"}, "one already chosen stays, so it can be cleared"
    offered = {option["value"] for option in elements(values["beat-list.data-html"])}
    assert offered == {beat for beat, place in beats.items() if place == ("KING", "EAST")} & set(choices(demo)["beat"])


@effort
@given(data=st.data())
def test_each_chip_leads_to_the_question_without_it(demo: Snapshot, data: st.DataObject) -> None:
    asked = data.draw(any_question(demo))
    chips = [one for one in elements(shown(asked, "/capacity")["chips.data-html"]) if one.tag == "a"]
    on = [(control, value) for control in CONTROLS for value in getattr(asked.filters, control.name)]
    rules = {"count": "dispatched", "police_share": 100.0}
    moved = {name: default for name, default in rules.items() if getattr(asked.filters, name) != default}
    assert len(chips) == len(on) + len(moved)
    for chip, (name, default) in zip(chips[len(on) :], moved.items(), strict=True):
        assert read_question(chip["href"], demo).filters == asked.filters.model_copy(update={name: default})
    for chip, (control, value) in zip(chips, on, strict=False):
        left = read_question(chip["href"], demo)
        held = tuple(other for other in getattr(asked.filters, control.name) if other != value)
        assert left.filters == asked.filters.model_copy(update={control.name: held})
        assert left.view == asked.view
        assert chip.text.split() == [words.REMOVE, *f"{control.label}: {label(demo, control.name, value)} ×".split()]


def test_without_filters_the_chips_say_so(demo: Snapshot) -> None:
    (said,) = elements(shown(read_question("", demo))["chips.data-html"])
    assert (said.tag, said.text) == ("li", words.NO_CHIPS)


@pytest.mark.parametrize(
    "search", ["?start=2022-03-01&end=2022-03-31&areas=precinct", "?precinct=EAST&responders=SPD+only&count=all"]
)
def test_where_nothing_matches_two_links_widen_the_question(demo: Snapshot, search: str) -> None:
    asked = read_question(search, demo)
    told = shown(asked)["nothing-matches.data-html"]
    assert elements(told)[0].text == words.NOTHING_MATCHES
    assert links(told)[words.NOTHING_WHY] == "/methods#phases"
    offered = {text: read_question(to, demo) for text, to in links(told).items() if text != words.NOTHING_WHY}
    start, end = presets(demo)[SINCE_LAUNCH]
    longer = offered.pop(words.WIDEN_PERIOD)
    assert (longer.filters, longer.view) == (asked.filters.model_copy(update={"start": start, "end": end}), asked.view)
    chosen = any(getattr(asked.filters, control.name) for control in CONTROLS)
    assert set(offered) == ({words.WIDEN_FILTERS} if chosen else set())
    for wider in offered.values():
        kept = {name: getattr(asked.filters, name) for name in ("start", "end", "count", "police_share")}
        assert (wider.filters, wider.view) == (Filters(**kept), asked.view)


@effort
@given(data=st.data())
def test_only_where_nothing_matches_it_is_said(demo: Snapshot, data: st.DataObject) -> None:
    asked = data.draw(any_question(demo))
    said = shown(asked)["nothing-matches.data-html"]
    assert bool(said) == (ask(demo, "care_calls", asked.filters).only.n == 0)


@pytest.mark.parametrize("search", ["", "?precinct=EAST", "?areas=precinct&metric=coverage_share&hour=13"])
@pytest.mark.parametrize("path", PAGES)
def test_navigation_keeps_the_question(demo: Snapshot, search: str, path: str) -> None:
    asked = read_question(search, demo)
    led = [one for one in elements(shown(asked, path)["navigation.data-html"]) if one.tag == "a"]
    assert {one.text: one["href"].partition("?")[0] for one in led} == {name: to for to, name in words.PAGES.items()}
    assert [one["href"].partition("?")[0] for one in led if one.get("aria-current") == "page"] == [path]
    for one in led:
        assert read_question(one["href"].partition("?")[2], demo) == asked
        assert ("?" in one["href"]) == bool(search), "the default question needs no address"


@dataclass(frozen=True)
class Browser:
    """Fires a callback as the page does, with everything else standing as the question leaves it."""

    client: FlaskClient
    snapshot: Snapshot
    output: str

    def post(self, trigger: str | None, value: object, search: str = YEAR, **others: object) -> Any:
        """Change one property, or none as when a page has just come."""
        (callback,) = (c for c in self.client.get("/_dash-dependencies").json or [] if self.output in c["output"])
        standing = shown(read_question(search, self.snapshot))
        standing |= {"snapshot.data": self.snapshot.info.snapshot, "url.pathname": "/", **others}
        standing |= {trigger: value} if trigger else {}
        ends = {
            kind: [{**end, "value": standing.get(f"{end['id']}.{end['property']}")} for end in callback[kind]]
            for kind in ("inputs", "state")
        }
        outputs = [
            dict(zip(("id", "property"), output.rsplit(".", 1), strict=True))
            for output in callback["output"].strip(".").split("...")
        ]
        body = {"output": callback["output"], "changedPropIds": [trigger] if trigger else [], **ends}
        many = callback["output"].startswith("..")
        return self.client.post("/_dash-update-component", json={**body, "outputs": outputs if many else outputs[0]})

    def fire(self, trigger: str | None, value: object = None, search: str = YEAR) -> dict[str, Any]:
        """Give what the callback writes, by component and property."""
        response = self.post(trigger, value, search)
        assert response.status_code == 200, response.text
        assert "sideUpdate" not in response.json, "the reader is told that a part failed"
        written = response.json["response"]
        return {f"{name}.{prop}": new for name, props in written.items() for prop, new in props.items()}


@pytest.fixture
def bar(client: FlaskClient, demo: Snapshot) -> Browser:
    return Browser(client, demo, "url.search")


@pytest.mark.parametrize(
    ("trigger", "value", "query"),
    [
        ("start.value", "2025-06-01", "start=2025-06-01&end=2025-12-31"),
        ("end.value", "2025-06-01", "start=2025-01-01&end=2025-06-01"),
        ("end.value", None, "start=2025-01-01&end=2025-12-30"),
        ("preset.value", "2025", "start=2025-01-01&end=2025-12-30"),
        ("preset.value", "2024", "start=2024-01-01&end=2024-12-31"),
        ("preset.value", "since-launch", "start=2023-10-26&end=2025-12-30"),
        ("preset.value", "last-30-days", "start=2025-12-01&end=2025-12-30"),
        ("preset.value", CUSTOM, DAYS),
        ("count.value", "arrived", f"{DAYS}&count=arrived"),
        ("count.value", "all", f"{DAYS}&count=all"),
        ("police-share.value", 40, f"{DAYS}&police_share=40"),
        ("police-share.value", 0, f"{DAYS}&police_share=0"),
        ("metric.value", "coverage_share", f"metric=coverage_share&{DAYS}"),
        ("areas.value", "precinct", f"areas=precinct&{DAYS}"),
        ("change.value", "coverage_share", f"change=coverage_share&{DAYS}"),
        ("by.value", "call_type", f"by=call_type&{DAYS}"),
        ("by.value", "none", f"by=none&{DAYS}"),
        ("priority.value", ["1", "2"], f"{DAYS}&priority=1&priority=2"),
        ("reset.n_clicks", 1, "start=2024-12-01&end=2025-11-30"),
        ("url.search", "?precinct=west", "start=2024-12-01&end=2025-11-30&precinct=WEST"),
        ("url.search", "?areas=precinct&hour=7", "areas=precinct&start=2024-12-01&end=2025-11-30&hour=7"),
        ("call-type-search.value", " service - welfare check ", f"{DAYS}&call_type=SERVICE+-+WELFARE+CHECK"),
        ("neighborhood-search.value", "capitol hill", f"{DAYS}&neighborhood=CAPITOL+HILL"),
        ("beat-search.value", "e2", f"{DAYS}&beat=E2"),
        *((f"{group}.value", [], DAYS) for group in ("precinct", "call-type")),
    ],
)
def test_a_change_anywhere_becomes_the_question(bar: Browser, trigger: str, value: object, query: str) -> None:
    written = bar.fire(trigger, value)
    assert written["asked.data"] == query
    assert written["problems.children"] == ""
    if trigger == "url.search":
        assert "url.search" not in written, "the address is the reader's: writing it anew would undo Back"
    else:
        assert read_question(written["url.search"], bar.snapshot) == read_question(query, bar.snapshot)


@pytest.mark.parametrize("name", [control.name for control in CONTROLS])
def test_every_value_list_becomes_the_question_and_all_else_stays(bar: Browser, name: str) -> None:
    search = f"{YEAR}&count=all&police_share=40&areas=precinct&{'hour=7' if name != 'hour' else 'priority=2'}"
    before = read_question(search, bar.snapshot)
    values = [key for key in choices(bar.snapshot)[name] if key != "UNKNOWN"][:2] or ["UNKNOWN"]
    written = bar.fire(f"{ids.control(name)}.value", values, search)
    after = read_question(written["asked.data"], bar.snapshot)
    assert after.filters == before.filters.model_copy(update={name: tuple(values)})
    assert after.view == before.view
    everything = {name: as_data(value) for name, value in shown(after).items()}
    stood = [name for name in everything if name.endswith(".value") and name not in written]
    assert written == {name: value for name, value in everything.items() if name not in stood}, "all of the bar follows"
    before_it = {name: as_data(value) for name, value in shown(before).items()} | {f"{ids.control(name)}.value": values}
    assert {name: everything[name] for name in stood} == {name: before_it[name] for name in stood}


@pytest.mark.parametrize("trigger", [None, "precinct.value", "start.value", "reset.n_clicks", "url.search"])
def test_a_control_that_stands_as_it_should_is_left_alone(bar: Browser, trigger: str | None) -> None:
    """Else the answer to one click would undo the next one, made while that answer was on its way."""
    question = f"{YEAR}&precinct=WEST&precinct=EAST"
    value = {"precinct.value": ["WEST", "EAST"], "start.value": "2025-01-01", "url.search": question}.get(trigger or "")
    search = "" if trigger == "reset.n_clicks" else question
    written = bar.fire(trigger, value, search)
    controls = {name for name in written if name.endswith(".value")}
    assert controls == set(), "nothing but what the page tells is written"
    assert "chips.data-html" in written


@pytest.mark.parametrize("name", [control.name for control in SEARCHED])
def test_a_search_adds_to_what_is_chosen_and_a_checkbox_takes_it_away(bar: Browser, name: str) -> None:
    first, second, *_ = choices(bar.snapshot)[name]
    one = bar.fire(f"{ids.control(name, 'search')}.value", first.lower())
    both = bar.fire(f"{ids.control(name, 'search')}.value", second, f"?{one['asked.data']}")
    assert both[f"{ids.control(name)}.value"] == [first, second]
    assert both[f"{ids.control(name, 'search')}.value"] == "", "the search is empty for the next"
    again = bar.fire(f"{ids.control(name, 'search')}.value", second, f"?{both['asked.data']}")
    assert again["asked.data"] == both["asked.data"], "what is chosen already is not chosen twice"
    left = bar.fire(f"{ids.control(name)}.value", [second], f"?{both['asked.data']}")
    assert getattr(read_question(left["asked.data"], bar.snapshot).filters, name) == (second,)


def test_a_group_of_call_types_becomes_all_of_its_types(bar: Browser) -> None:
    groups = call_type_groups(bar.snapshot)
    assert words.CALL_TYPE_ELIGIBLE in groups
    assert len(groups) > 2
    for group, types in groups.items():
        written = bar.fire("call-type-search.value", group)
        assert read_question(written["asked.data"], bar.snapshot).filters.call_type == types
    assert {"DOWN - CHECK FOR DOWN PERSON", "SERVICE - WELFARE CHECK"} <= set(groups[words.CALL_TYPE_ELIGIBLE])


@pytest.mark.parametrize("name", [control.name for control in SEARCHED])
@pytest.mark.parametrize("searched", ["NO SUCH THING", "x" * 500, *INJECTIONS])
def test_what_is_not_in_the_list_is_told_and_nothing_else_changes(bar: Browser, name: str, searched: str) -> None:
    written = bar.fire(f"{ids.control(name, 'search')}.value", searched)
    assert written["asked.data"] == DAYS
    assert words.PICK.format(label=words.FILTER_LABELS[name].lower()) in written["problems.children"]
    assert len(written["problems.children"]) < 250


@pytest.mark.parametrize("name", [control.name for control in SEARCHED])
@pytest.mark.parametrize("searched", ["   ", "\t", "", None])
def test_a_blank_search_changes_nothing(bar: Browser, name: str, searched: str | None) -> None:
    written = bar.fire(f"{ids.control(name, 'search')}.value", searched)
    assert (written["asked.data"], written["problems.children"]) == (DAYS, "")


@pytest.mark.parametrize(
    ("trigger", "value", "named"),
    [
        ("start.value", "2026-06-01", "The first day (start), Jun 1, 2026, is after the last day (end), Dec 31, 2025."),
        ("end.value", "2024-06-01", "The first day (start), Jan 1, 2025, is after the last day (end), Jun 1, 2024."),
        ("start.value", "1066-10-14", "start = '1066-10-14'"),
        ("end.value", "soon", "end = 'soon'"),
    ],
)
def test_days_that_cannot_be_are_told_and_the_question_stands(
    bar: Browser, trigger: str, value: str, named: str
) -> None:
    written = bar.fire(trigger, value)
    assert set(written) == {"problems.children"}, "both days stay as they were typed"
    said = written["problems.children"]
    assert said.startswith(words.DAY_NOT_APPLIED[trigger.removesuffix(".value")])
    assert named in said
    assert said.endswith(words.STILL_SHOWN.format(period="Jan 1 to Dec 31, 2025"))


def test_a_page_that_has_just_come_reads_its_address(bar: Browser) -> None:
    written = bar.fire(None, search="?precinct=EAST&areas=precinct")
    assert written["asked.data"] == "areas=precinct&start=2024-12-01&end=2025-11-30&precinct=EAST"
    assert "url.search" not in written


def test_reset_forgets_filters_switches_and_view(bar: Browser) -> None:
    search = f"{YEAR}&precinct=EAST&count=all&police_share=40&areas=precinct&metric=coverage_share&change=care_only_hours&by=hour"
    written = bar.fire("reset.n_clicks", 3, search)
    assert read_question(written["asked.data"], bar.snapshot) == read_question("", bar.snapshot)
    assert written["url.search"] == ""
    assert {name: written[f"{name}.value"] for name in VIEWS} == vars(View())


@pytest.mark.parametrize("search", ["", YEAR, "?precinct=EAST&count=all", "?start=2022-03-01&end=2022-03-31"])
@pytest.mark.parametrize("path", LIVE)
def test_every_page_is_filled_with_its_answers(client: FlaskClient, demo: Snapshot, path: str, search: str) -> None:
    page, asked = PAGES[path], read_question(search, demo, f"http://localhost{path}")
    written = Browser(client, demo, page.body).fire("asked.data", asked.link().removeprefix("?"))
    values = dict(zip(map(str, page.outputs()), page.values(asked), strict=True))
    assert set(written) == set(values)
    assert {name: written[name] for name, value in values.items() if isinstance(value, str)} == {
        name: value for name, value in values.items() if isinstance(value, str)
    }


@pytest.mark.parametrize("path", LIVE)
def test_a_page_waits_for_its_question(client: FlaskClient, demo: Snapshot, path: str) -> None:
    response = Browser(client, demo, PAGES[path].body).post("asked.data", None)
    assert (response.status_code, response.text) == (204, "")


@pytest.mark.parametrize("path", LIVE)
def test_a_page_of_a_snapshot_that_is_gone_tells_its_reader(client: FlaskClient, demo: Snapshot, path: str) -> None:
    gone = {"snapshot.data": "20200101T000000Z"}
    response = Browser(client, demo, PAGES[path].body).post("asked.data", DAYS, **gone)
    assert response.json["sideUpdate"] == {ids.FAILURE: {"hidden": False}}


def test_the_page_of_an_address_is_laid_out(client: FlaskClient, demo: Snapshot) -> None:
    router = Browser(client, demo, "page.children")
    for path in LIVE:
        laid_out = router.fire("url.pathname", path)["page.children"]
        assert laid_out["props"]["children"]["props"]["id"] == PAGES[path].body
        assert json.dumps(PAGES[path].question) in json.dumps(laid_out)


def test_the_home_page_says_the_answers_own_numbers(client: FlaskClient, demo: Snapshot) -> None:
    written = Browser(client, demo, PAGES["/"].body).fire("asked.data", DAYS)
    total = ask(demo, "care_calls", Filters(start=date(2025, 1, 1), end=date(2025, 12, 31))).only
    assert f"sent to {total.text} calls" in written["monthly-sentence.children"]
    assert len([one for one in elements(written["home-tiles.data-html"]) if "tile" in one.classes]) == 4
    assert sum(json.loads(written["monthly-figure.data-figure"])["data"][0]["y"]) == total.value


@pytest.mark.parametrize("search", ["?start=2030-01-01&end=2030-12-31", "?start=2010-01-01&end=2010-12-31"])
def test_days_outside_the_data_are_told_as_such(demo: Snapshot, search: str) -> None:
    told = shown(read_question(search, demo))["nothing-matches.data-html"]
    assert elements(told)[0].text == words.OUTSIDE_DATA.format(first="Jan 1, 2022", last="Dec 31, 2025")


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ("", ""),
        ("?start=2025-01-01&end=2025-12-30", ""),
        ("?start=2022-01-01&end=2025-12-31", words.DATA_ENDS.format(day="Dec 31, 2025")),
        ("?start=2025-12-31&end=2025-12-31", words.DATA_ENDS.format(day="Dec 31, 2025")),
        ("?start=2020-12-01&end=2025-12-30", words.DATA_BEGINS.format(day="Jan 1, 2022")),
        ("?start=2030-01-01&end=2030-12-31", ""),
        ("?start=2010-01-01&end=2010-12-31", ""),
    ],
)
def test_where_the_data_begins_and_ends_within_the_days_asked_for_is_told(
    demo: Snapshot, search: str, told: str
) -> None:
    assert shown(read_question(search, demo))["days-held.children"] == told


def test_days_beyond_both_ends_of_the_data_are_told_of_both(demo: Snapshot) -> None:
    told = shown(read_question("?start=2020-12-01&end=2026-12-31", demo))["days-held.children"]
    assert told == f"{words.DATA_BEGINS.format(day='Jan 1, 2022')} {words.DATA_ENDS.format(day='Dec 31, 2025')}"


def test_a_year_that_the_data_does_not_hold_wholly_is_offered_with_its_days(client: FlaskClient) -> None:
    page = client.get("/").text
    assert ">2025 (Jan 1 to Dec 30, 2025)</option>" in page
    assert ">2024</option>" in page
