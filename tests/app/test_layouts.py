"""Callbacks and layouts fit together, on every page: each stands on what is there, and each label leads somewhere."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import fields
from urllib.parse import urlsplit

import pytest
from dash import Dash
from dash.development.base_component import Component
from flask.testing import FlaskClient

from app import ids, words
from app.db import Snapshot
from app.filters import AREAS, MAP_METRICS, NO_BREAKDOWN, VIEWS, View
from app.labels import UNKNOWN, label
from app.main import PAGES
from app.queries import choices, presets
from app.shell.call_types import call_type_groups
from app.shell.controls import CHOICES, CONTROLS, GROUPS, Control
from app.shell.filter_bar import CUSTOM
from etl.metrics import COUNTS, EVENT_BY, EVENT_METRICS, FILTERS, METRICS, PERIODS, Aim
from tests.app.layouts import components, elements, with_ids

LIVE = [page for page in PAGES.values() if page.has_filters]
SEARCH = ("search", "list")
"""The parts of a control that is searched."""
REFERENCES = ("html_for", "htmlFor", "aria-labelledby", "aria-describedby", "list")
each_page = pytest.mark.parametrize("path", PAGES)
each_live_page = pytest.mark.parametrize("path", [page.path for page in LIVE])


@pytest.fixture(scope="module")
def pages(dashboard: Dash) -> dict[str, list[Component]]:
    """Lay out every page inside the shell."""
    return {page.path: [dashboard.layout(), page.layout()] for page in PAGES.values()}


@pytest.fixture(scope="module")
def bar(pages: dict[str, list[Component]]) -> dict[str, Component]:
    return with_ids(pages["/"][0])


def ends(dashboard: Dash) -> Iterator[tuple[str, str, str]]:
    """Give each end of each callback: what it is, the component's id, its property."""
    for key, callback in dashboard.callback_map.items():
        for output in re.sub(r"^\.\.|\.\.$", "", key).split("..."):
            name, attribute = output.split("@")[0].rsplit(".", 1)
            yield "output", name, attribute
        for kind in ("inputs", "state"):
            for end in callback[kind]:
                yield kind, end["id"], end["property"]


def has(node: Component, attribute: str) -> bool:
    return attribute in node._prop_names or attribute.startswith(tuple(node._valid_wildcard_attributes))


def test_there_is_a_page_for_every_link_of_the_navigation_and_none_besides() -> None:
    assert list(PAGES) == list(words.PAGES)
    assert {path: page.name for path, page in PAGES.items()} == words.PAGES
    assert all(page.path == path for path, page in PAGES.items())


def test_every_callback_stands_on_components_that_exist(dashboard: Dash, pages: dict[str, list[Component]]) -> None:
    everywhere = {name: node for layouts in pages.values() for name, node in with_ids(*layouts).items()}
    found = set()
    for kind, name, attribute in ends(dashboard):
        assert name in everywhere, f"{kind} {name}.{attribute}"
        assert has(everywhere[name], attribute), f"{kind} {name}.{attribute}"
        found.add(kind)
    assert found == {"output", "inputs", "state"}


@each_live_page
def test_what_a_page_rewrites_is_on_the_page_itself(
    dashboard: Dash, pages: dict[str, list[Component]], path: str
) -> None:
    own = with_ids(pages[path][1])
    outputs = PAGES[path].outputs()
    for output in outputs:
        assert has(own[output.component_id], output.component_property), str(output)
    assert len({str(output) for output in outputs}) == len(outputs)
    assert f"..{'...'.join(str(output) for output in outputs)}.." in dashboard.callback_map, "one callback fills it"


def test_what_no_filter_changes_has_no_callback(dashboard: Dash) -> None:
    read = {str(output) for page in PAGES.values() if not page.has_filters for output in page.outputs()}
    assert read
    assert read.isdisjoint(f"{name}.{attribute}" for _, name, attribute in ends(dashboard))


@each_page
def test_no_id_stands_twice_on_a_page(pages: dict[str, list[Component]], path: str) -> None:
    names = Counter(node.id for node in components(pages[path]) if getattr(node, "id", None))
    assert [name for name, count in names.items() if count > 1] == []


@each_page
def test_every_shared_id_is_laid_out(pages: dict[str, list[Component]], path: str) -> None:
    constants = {value for name, value in vars(ids).items() if name.isupper()}
    parts = {ids.control(control.name) for control in CONTROLS}
    parts |= {ids.control(control.name, part) for control in CONTROLS if control.is_searched for part in SEARCH}
    parts |= {ids.control(choice.name) for choice in CHOICES}
    parts |= {ids.group(name, part) for name in GROUPS for part in ("group", "summary")}
    assert constants | parts <= set(with_ids(*pages[path]))


def test_every_shared_id_has_a_name_of_its_own() -> None:
    values = [value for name, value in vars(ids).items() if name.isupper()]
    assert len(values) == len(set(values))


@each_page
def test_every_label_and_reference_leads_to_its_component(pages: dict[str, list[Component]], path: str) -> None:
    known = with_ids(*pages[path])
    for node in components(pages[path]):
        for attribute in REFERENCES:
            target = getattr(node, attribute, None)
            assert target is None or set(target.split()) <= set(known), f"{attribute}={target}"


@each_page
@pytest.mark.parametrize("search", ["", "?precinct=EAST&count=all", "?start=2022-03-01&end=2022-03-31"])
def test_a_filled_page_holds_together(client: FlaskClient, path: str, search: str) -> None:
    """What passages write is in it too: no id twice, and what refers to an id finds it."""
    found = elements(client.get(f"{path}{search}").text)
    names = Counter(one["id"] for one in found if one.get("id"))
    assert [name for name, count in names.items() if count > 1] == []
    for one in found:
        for attribute in ("for", "list", "aria-labelledby", "aria-describedby"):
            assert set((one.get(attribute) or "").split()) <= set(names), f"{one.tag} {attribute}={one.get(attribute)}"


def test_every_link_leads_somewhere(client: FlaskClient) -> None:
    """Pages, places on pages and files that any page leads to are there."""
    places: dict[str, set[str]] = {}
    for path in PAGES:
        for one in elements(client.get(path).text):
            to = urlsplit(one.get("href") or "")
            if one.tag == "a" and not to.netloc:
                address = f"{to.path or path}{'?' * bool(to.query)}{to.query}"
                places.setdefault(address, set()).update({to.fragment} - {""})
    assert set(PAGES) <= set(places)
    for address, fragments in places.items():
        response = client.get(address)
        assert response.status_code == 200, address
        if fragments:
            assert fragments <= {one.get("id") for one in elements(response.text)}, address


def test_there_is_a_control_for_every_filter_and_for_nothing_else() -> None:
    assert sorted(control.name for control in CONTROLS) == sorted(FILTERS)
    assert [control.label for control in CONTROLS] == [words.FILTER_LABELS[control.name] for control in CONTROLS]


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.name)
def test_the_bar_offers_the_values_of_the_data(demo: Snapshot, bar: dict[str, Component], control: Control) -> None:
    known = list(choices(demo)[control.name])
    if control.is_searched:
        offered = elements(getattr(bar[ids.control(control.name, "list")], "data-html"))
        groups = list(call_type_groups(demo)) if control.name == "call_type" else []
        assert [option["value"] for option in offered] == [*groups, *known]
        assert bar[ids.control(control.name, "search")].list == ids.control(control.name, "list")
        return
    offered = bar[ids.control(control.name)].options
    ordered = [value for value in known if value != UNKNOWN] + [value for value in known if value == UNKNOWN]
    assert [option["value"] for option in offered] == ordered, "what says nothing stands last"
    assert [option["label"] for option in offered] == [label(demo, control.name, value) for value in ordered]


def test_a_filter_that_could_not_tell_events_apart_is_hidden(demo: Snapshot, bar: dict[str, Component]) -> None:
    for node in components(list(bar.values())):
        if node._type == "Fieldset":
            lists = [inside.id for inside in components(node.children) if inside._type == "Checklist"]
            (name,) = (control.name for control in CONTROLS if ids.control(control.name) in lists)
            assert node.hidden == (set(choices(demo)[name]) <= {UNKNOWN}), name


def test_the_bar_offers_every_period_count_and_map(demo: Snapshot, bar: dict[str, Component]) -> None:
    def values(name: str) -> list[str]:
        return [option["value"] for option in bar[name].options]

    assert values(ids.PRESET) == [*presets(demo), CUSTOM]
    assert values(ids.COUNT) == list(COUNTS)
    assert values(ids.control("metric")) == list(MAP_METRICS)
    assert values(ids.control("areas")) == [name for name in AREAS if set(choices(demo)[name]) != {UNKNOWN}]
    assert (bar[ids.POLICE_SHARE].min, bar[ids.POLICE_SHARE].max) == (0, 100)
    for day in (ids.START, ids.END):
        assert (bar[day].min, bar[day].max) == ("2022-01-01", "2025-12-31")


def test_there_is_a_list_for_every_part_of_the_view_and_for_nothing_else() -> None:
    assert [choice.name for choice in CHOICES] == list(VIEWS) == [field.name for field in fields(View)]


def test_changes_are_offered_for_every_number_under_its_aim(bar: dict[str, Component]) -> None:
    offered, aim = bar[ids.control("change")].options, None
    for option in offered:
        if option.get("disabled"):
            aim = Aim(option["label"])
        else:
            assert METRICS[option["value"]].aim is aim
            assert METRICS[option["value"]].label == option["label"]
    assert [option["value"] for option in offered if not option.get("disabled")] == sorted(
        EVENT_METRICS, key=lambda name: list(Aim).index(METRICS[name].aim)
    )


def test_changes_are_broken_down_by_all_that_is_no_period_and_that_the_data_has(
    demo: Snapshot, bar: dict[str, Component]
) -> None:
    nothing, *offered = [option["value"] for option in bar[ids.control("by")].options]
    left_out = {*PERIODS, "minutes_bin", "district"}
    assert (nothing, offered) == (NO_BREAKDOWN, [name for name in EVENT_BY if name not in left_out])
    assert set(choices(demo)["district"]) == {UNKNOWN}
