"""A callback is asked with what its page holds, or refused with what is wrong, part by part."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from dash import Dash

from app import ids
from app.api.problems import Refusal
from app.bounds import LONGEST_QUERY, MOST_PARAMETERS
from app.callback_bodies import check
from app.config import Settings
from app.main import PAGES, create_app
from app.shell.held import HELD

LIVE = [path for path, page in PAGES.items() if page.has_filters]
TICK: dict[str, Any] = {
    "output": "news.hidden",
    "outputs": {"id": "news", "property": "hidden"},
    "inputs": [{"id": "news-clock", "property": "n_intervals", "value": 3}],
    "state": [
        {"id": "snapshot", "property": "data", "value": "x"},
        {"id": "url", "property": "search", "value": "?a=b"},
    ],
    "changedPropIds": ["news-clock.n_intervals"],
    "parsedChangedPropsIds": ["news-clock"],
}


@pytest.fixture(scope="module")
def app() -> Dash:
    return create_app(Settings(Path("/nonexistent")))


def refused(app: Dash, body: object) -> dict[str, str]:
    """Say which parts of a body are refused, and what each may be."""
    with pytest.raises(Refusal) as raised:
        check(json.dumps(body).encode(), app.callback_map, LIVE)
    assert raised.value.status == 400
    return {problem.parameter: problem.allowed for problem in raised.value.problems}


def changed(part: str, place: int, **values: object) -> dict[str, Any]:
    """Change one input or state of a body that is right."""
    body = copy.deepcopy(TICK)
    body[part][place] |= values
    return body


def without(name: str) -> dict[str, Any]:
    return {key: value for key, value in TICK.items() if key != name}


def test_a_body_that_is_right_is_let_through(app: Dash) -> None:
    for body in (TICK, without("changedPropIds"), without("parsedChangedPropsIds"), changed("inputs", 0, value=None)):
        check(json.dumps(body).encode(), app.callback_map, LIVE)


def test_what_holds_nothing_may_be_left_out(app: Dash) -> None:
    body = copy.deepcopy(TICK)
    del body["inputs"][0]["value"]
    check(json.dumps(body).encode(), app.callback_map, LIVE)


@pytest.mark.parametrize("name", ["output", "outputs", "inputs"])
def test_what_is_missing_is_named(app: Dash, name: str) -> None:
    assert name in refused(app, without(name))


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({**TICK, "output": "nothing.there"}, "output"),
        ({**TICK, "output": "copied.children"}, "output"),
        ({**TICK, "outputs": [TICK["outputs"]]}, "outputs"),
        ({**TICK, "outputs": {"id": "news", "property": "children"}}, "outputs"),
        ({**TICK, "inputs": []}, "inputs"),
        ({**TICK, "inputs": TICK["inputs"] * 2}, "inputs"),
        ({**TICK, "state": TICK["state"][::-1]}, "state"),
        ({**TICK, "changedPropIds": ["url.search"]}, "changedPropIds"),
        ({**TICK, "cancelJob": "1"}, "cancelJob"),
        (changed("inputs", 0, id="clock"), "inputs"),
        (changed("inputs", 0, more=1), "inputs.0.more"),
        (changed("inputs", 0, value=-1), "news-clock.n_intervals"),
        (changed("inputs", 0, value="3"), "news-clock.n_intervals"),
        (changed("inputs", 0, value=True), "news-clock.n_intervals"),
        (changed("inputs", 0, value=1.5), "news-clock.n_intervals"),
        (changed("state", 0, value=5), "snapshot.data"),
        (changed("state", 1, value=["?a=b"]), "url.search"),
        (changed("state", 1, value="?" + "a&" * MOST_PARAMETERS), "url.search"),
    ],
)
def test_what_is_wrong_is_named(app: Dash, body: object, named: str) -> None:
    told = refused(app, body)
    assert list(told) == [named]
    assert told[named]


@pytest.mark.parametrize(("length", "is_refused"), [(LONGEST_QUERY, False), (LONGEST_QUERY + 1, True)])
def test_a_question_is_as_long_as_an_address_may_be(app: Dash, length: int, is_refused: bool) -> None:
    body = changed("state", 1, value="?" + "a" * (length - 1))
    if is_refused:
        assert refused(app, body)
    else:
        check(json.dumps(body).encode(), app.callback_map, LIVE)


def test_only_the_addresses_of_our_pages_are_laid_out(app: Dash) -> None:
    body = {
        "output": "page.children",
        "outputs": {"id": "page", "property": "children"},
        "inputs": [{"id": "url", "property": "pathname", "value": "/methods"}],
    }
    assert "/map" in refused(app, body)["url.pathname"]
    body["inputs"][0]["value"] = "/map"  # type: ignore[index]
    check(json.dumps(body).encode(), app.callback_map, LIVE)


def test_what_every_callback_is_told_has_a_type(app: Dash) -> None:
    told = {
        f"{end['id']}.{end['property']}"
        for callback in app.callback_map.values()
        if "callback" in callback
        for end in (*callback["inputs"], *callback["state"])
    }
    assert told == set(HELD)


@pytest.mark.parametrize("value", [0, 40, 99.5, 100, "40", None])
def test_the_share_of_police_is_a_percentage(value: object) -> None:
    HELD[f"{ids.POLICE_SHARE}.value"].validate_python(value)


@pytest.mark.parametrize("value", [-1, 101, float("nan"), float("inf"), True, [40], "4" * 1_001])
def test_what_is_no_percentage_is_none(value: object) -> None:
    with pytest.raises(ValueError, match="validation error"):
        HELD[f"{ids.POLICE_SHARE}.value"].validate_python(value)
