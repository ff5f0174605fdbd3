"""Callbacks and layouts fit together, and the bar, the address and the question never trail behind one another."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import dash
import pytest
from dash import Dash
from dash.development.base_component import Component
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from app import ids, words
from app.db import Snapshot
from app.filters import Filters, Problem
from app.pages.home import layout as home
from app.periods import within_data
from app.queries import ask, choices, presets, read_address
from app.shell.callbacks import _OUTPUTS, bar_values
from app.shell.filter_bar import CUSTOM
from tests.app.questions import asked, effort

YEAR = Filters(start=date(2025, 1, 1), end=date(2025, 12, 31))


def components(node: object) -> Iterator[Component]:
    """Walk a layout."""
    if isinstance(node, list | tuple):
        for child in node:
            yield from components(child)
    elif isinstance(node, Component):
        yield node
        yield from components(getattr(node, "children", None))


def with_ids(*layouts: object) -> dict[str, Component]:
    return {node.id: node for node in components(list(layouts)) if getattr(node, "id", None)}


@pytest.fixture(scope="module")
def pages(dashboard: Dash) -> dict[str, list[Component]]:
    """Lay out every page inside the shell."""
    return {page["path"]: [dashboard.layout(), page["layout"]()] for page in dash.page_registry.values()}


def ends(dashboard: Dash) -> Iterator[tuple[str, str, str]]:
    """Give each end of each callback: what it is, the component's id, its property."""
    for key, callback in dashboard.callback_map.items():
        for output in re.sub(r"^\.\.|\.\.$", "", key).split("..."):
            name, attribute = output.rsplit(".", 1)
            yield "output", name, attribute
        for kind in ("inputs", "state"):
            for end in callback[kind]:
                yield kind, end["id"], end["property"]


def test_every_callback_stands_on_components_that_exist(dashboard: Dash, pages: dict[str, list[Component]]) -> None:
    everywhere = {name: node for layouts in pages.values() for name, node in with_ids(*layouts).items()}
    found = set()
    for kind, name, attribute in ends(dashboard):
        assert name in everywhere, f"{kind} {name}.{attribute}"
        known = [*everywhere[name]._prop_names, *everywhere[name]._valid_wildcard_attributes]
        assert attribute in known, f"{kind} {name}.{attribute}"
        found.add(kind)
    assert found == {"output", "inputs", "state"}


def test_no_id_stands_twice_on_a_page(pages: dict[str, list[Component]]) -> None:
    assert pages
    for path, layouts in pages.items():
        names = Counter(node.id for node in components(layouts) if getattr(node, "id", None))
        assert [name for name, count in names.items() if count > 1] == [], path


def test_every_shared_id_is_laid_out(pages: dict[str, list[Component]]) -> None:
    constants = {value for name, value in vars(ids).items() if name.isupper()}
    for path, layouts in pages.items():
        assert constants <= set(with_ids(*layouts)), path


def test_every_shared_id_has_a_name_of_its_own() -> None:
    values = [value for name, value in vars(ids).items() if name.isupper()]
    assert len(values) == len(set(values))


def test_every_label_and_reference_leads_to_its_component(pages: dict[str, list[Component]]) -> None:
    for layouts in pages.values():
        known = with_ids(*layouts)
        for node in components(layouts):
            for attribute in ("html_for", "htmlFor", "aria-labelledby", "aria-describedby", "list"):
                target = getattr(node, attribute, None)
                assert target is None or set(target.split()) <= set(known), f"{attribute}={target}"


def test_the_bar_offers_the_values_of_the_data(demo: Snapshot, pages: dict[str, list[Component]]) -> None:
    known = with_ids(*pages["/"])
    for name, field in ((ids.PRECINCT, "precinct"), (ids.PRIORITY, "priority")):
        assert [option["value"] for option in known[name].options] == list(choices(demo)[field])
    assert [option.value for option in known[ids.CALL_TYPE_LIST].children] == list(choices(demo)["call_type"])
    assert [option["value"] for option in known[ids.PRESET].options] == [*presets(demo), CUSTOM]
    for day in (ids.START, ids.END):
        assert (known[day].min, known[day].max) == ("2022-01-01", "2025-12-31")


def shown(filters: Filters, snapshot: Snapshot, *problems: Problem) -> dict[str, Any]:
    """Name the values of the bar by what they are put into."""
    values = bar_values(filters, list(problems), snapshot)
    return {str(output): value for output, value in zip(_OUTPUTS, values, strict=True)}


@effort
@given(data=st.data())
def test_address_and_question_both_give_back_the_filters(demo: Snapshot, data: st.DataObject) -> None:
    filters = within_data(demo.info, data.draw(asked(choices(demo))))
    values = shown(filters, demo)
    assert read_address(values["url.search"], demo) == (filters, [])
    assert read_address(values["asked.data"], demo) == (filters, [])
    assert (values["start.value"], values["end.value"]) == (str(filters.start), str(filters.end))
    for name in ("precinct", "priority", "call_type"):
        control = name.replace("_", "-")
        assert values[f"{control}.value"] == list(getattr(filters, name))
        assert all(value in values[f"{control}-summary.children"] for value in getattr(filters, name) or [words.ALL])
    (said,) = values["problems.children"]
    for name in ("sector", "hour", "received", "responders"):
        assert (words.ALSO.format(name=name, values="").split(":")[0] in said) == bool(getattr(filters, name))


def test_the_default_question_has_a_bare_address(demo: Snapshot) -> None:
    filters, _ = read_address("", demo)
    values = shown(filters, demo)
    assert (values["url.search"], values["preset.value"]) == ("", "last-12-months")
    assert values["asked.data"] == "start=2024-12-01&end=2025-11-30"


def test_the_period_is_named_when_it_is_one_of_those_offered(demo: Snapshot) -> None:
    for name, (start, end) in presets(demo).items():
        assert shown(Filters(start=start, end=end), demo)["preset.value"] == name
    assert shown(Filters(start=date(2025, 1, 2), end=date(2025, 1, 3)), demo)["preset.value"] == CUSTOM


def test_problems_are_told_in_the_bar(demo: Snapshot) -> None:
    filters, problems = read_address("?precinct=MARS&sector=king", demo)
    (said,) = shown(filters, demo, *problems)["problems.children"]
    assert "MARS" in said
    assert words.ALSO.format(name="sector", values="KING") in said


@dataclass(frozen=True)
class Browser:
    """Fires a callback as the page does, with everything else standing as `filters` leave it."""

    client: FlaskClient
    snapshot: Snapshot
    output: str

    def fire(self, trigger: str, value: object, filters: Filters = YEAR) -> dict[str, Any]:
        """Change one property; give what the callback writes, by component and property."""
        (callback,) = (c for c in self.client.get("/_dash-dependencies").json or [] if self.output in c["output"])
        standing = {**shown(filters, self.snapshot), "snapshot.data": self.snapshot.info.snapshot, trigger: value}
        ends = {
            kind: [{**end, "value": standing.get(_name(end))} for end in callback[kind]] for kind in ("inputs", "state")
        }
        outputs = [
            dict(zip(("id", "property"), o.rsplit(".", 1), strict=True))
            for o in callback["output"].strip(".").split("...")
        ]
        body = {"output": callback["output"], "outputs": outputs, "changedPropIds": [trigger], **ends}
        response = self.client.post("/_dash-update-component", json=body)
        assert response.status_code == 200, response.text
        told = response.json or {}
        assert "sideUpdate" not in told, "the reader is told that a part failed"
        return {f"{name}.{prop}": new for name, props in told["response"].items() for prop, new in props.items()}


def _name(end: dict[str, str]) -> str:
    return f"{end['id']}.{end['property']}"


@pytest.fixture
def bar(client: FlaskClient, demo: Snapshot) -> Browser:
    return Browser(client, demo, "url.search")


@pytest.mark.parametrize(
    ("trigger", "value", "query"),
    [
        ("precinct.value", ["EAST"], "start=2025-01-01&end=2025-12-31&precinct=EAST"),
        ("priority.value", ["1", "2"], "start=2025-01-01&end=2025-12-31&priority=1&priority=2"),
        ("start.value", "2025-06-01", "start=2025-06-01&end=2025-12-31"),
        ("end.value", "2025-06-01", "start=2025-01-01&end=2025-06-01"),
        ("end.value", None, "start=2025-01-01&end=2025-12-31"),
        ("preset.value", "2024", "start=2024-01-01&end=2024-12-31"),
        ("reset.n_clicks", 1, "start=2024-12-01&end=2025-11-30"),
        ("url.search", "?precinct=west", "start=2024-12-01&end=2025-11-30&precinct=WEST"),
        (
            "call-type-search.value",
            " service - welfare check ",
            "start=2025-01-01&end=2025-12-31&call_type=SERVICE+-+WELFARE+CHECK",
        ),
    ],
)
def test_a_change_anywhere_becomes_the_question(bar: Browser, trigger: str, value: object, query: str) -> None:
    written = bar.fire(trigger, value)
    assert written["asked.data"] == query
    if trigger != "url.search":
        assert read_address(written["url.search"], bar.snapshot) == read_address(query, bar.snapshot)


def test_filters_without_a_control_stay_when_a_control_changes(bar: Browser) -> None:
    filters = YEAR.model_copy(update={"hour": ("7",), "sector": ("KING",)})
    assert bar.fire("precinct.value", ["WEST"], filters)["asked.data"] == (
        "start=2025-01-01&end=2025-12-31&precinct=WEST&sector=KING&hour=7"
    )


@pytest.mark.parametrize("searched", ["NO SUCH TYPE", "x" * 500, "'; DROP TABLE event --"])
def test_a_call_type_that_is_not_in_the_list_is_told_and_nothing_else_changes(bar: Browser, searched: str) -> None:
    written = bar.fire("call-type-search.value", searched)
    assert written["asked.data"] == YEAR.query()
    assert words.CALL_TYPE_PICK in written["problems.children"][0]


@pytest.mark.parametrize("searched", ["   ", "\t"])
def test_a_blank_search_changes_nothing(bar: Browser, searched: str) -> None:
    written = bar.fire("call-type-search.value", searched)
    assert (written["asked.data"], written["problems.children"]) == (YEAR.query(), [""])


def test_days_the_wrong_way_round_are_told_and_the_question_stands(bar: Browser) -> None:
    written = bar.fire("start.value", "2026-06-01")
    assert set(written) == {"problems.children"}
    assert "2026-06-01" in written["problems.children"][0]


def test_the_home_page_is_filled_with_the_answers(client: FlaskClient, demo: Snapshot) -> None:
    written = Browser(client, demo, home.TILES).fire("asked.data", YEAR.query())
    total = ask(demo, "care_calls", YEAR).only
    assert f"sent to {total.text} calls" in written[f"{home.MONTHLY}-sentence.children"]
    assert len(written[f"{home.TILES}.children"]) == 4
    assert sum(written[f"{home.MONTHLY}-figure.figure"]["data"][0]["y"]) == total.value
