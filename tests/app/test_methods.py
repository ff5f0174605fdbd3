"""The page of methods: every definition, in full and once, and what the snapshot says of itself."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from app import words
from app.components.anchor import anchor
from app.components.plain_table import plain_table
from app.components.static_html import as_html, as_text, filled
from app.db import Snapshot
from app.pages.methods import definitions
from app.pages.methods.content import numbers
from app.pages.methods.layout import PAGE
from app.quality import cross_checks, dictionary, eligible_call_types, phases_in_full, weaknesses
from app.question import read_question
from app.words import methods as text
from app.words import people
from app.words.glossary import WORDS
from etl.metrics import GLOSSARY, METRICS, Metric
from tests.app.layouts import Element, elements, links


@pytest.fixture(scope="module")
def page(demo: Snapshot) -> str:
    """Write the page as the server sends it."""
    whole = filled(PAGE.layout(), PAGE.outputs(), PAGE.values(read_question("", demo)))
    return f"<main>{as_html(whole, '')}</main>"


def part(page: str, name: str) -> Element:
    """Find a part of the page by the name that addresses give it."""
    return next(one for one in elements(page) if one.get("id") == name)


def test_the_contents_lead_to_every_part_in_their_order(page: str) -> None:
    found = elements(page)
    listed = [one for one in found if one.tag == "a" and "nav" in one.path]
    assert [(one["href"], one.text) for one in listed] == [(f"#{name}", title) for name, title in text.PARTS.items()]
    places = [one["id"] for one in found if one.get("id") in text.PARTS]
    assert places == list(text.PARTS)
    assert [one.text for one in found if one.tag == "h2"] == list(text.PARTS.values())


def test_the_definitions_begin_with_the_way_to_every_aim(page: str) -> None:
    found = elements(page)
    aims = {name: one.text for name, one in links_and_places(found).items()}
    assert aims == {place: aim.value for aim, place in definitions.ANCHORS.items()}
    assert set(aims) <= {one.get("id") for one in found}


def links_and_places(found: list[Element]) -> dict[str, Element]:
    """List the links of the aims by the places they lead to."""
    led = {one["href"].removeprefix("#"): one for one in found if one.tag == "a" and one.get("href")}
    return {place: led[place] for place in definitions.ANCHORS.values()}


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_every_definition_is_told_in_full(page: str, metric: Metric) -> None:
    told = _definition(metric)
    assert told.startswith(f"{metric.label} {metric.question}")
    for said in (metric.meaning, metric.why, metric.grain, metric.source, metric.name, metric.format, *metric.limits):
        assert said in told
    assert all(what in told and words.day(day) in told for day, what in metric.changed)
    is_of_people = metric.is_about_people
    assert (people.SHOWN_WHERE in told) == is_of_people
    assert (text.SMALLEST_N.format(n=metric.smallest_n) in told) == bool(metric.smallest_n and not is_of_people)
    assert (text.ALWAYS_SHOWN in told) == (not metric.smallest_n and not is_of_people)
    assert (text.LEFT_OUT in told) == bool(metric.excluded)
    assert (text.NOT_FILTERED in told) == bool(metric.ignores)
    not_filtered = [people.ALL_OF_THEM] if is_of_people else [words.FILTER_LABELS[name] for name in metric.ignores]
    assert all(name in told for name in not_filtered)
    assert told in part(page, "definitions").text


def _definition(metric: Metric) -> str:
    return elements(as_text(definitions._definition(metric)))[0].text


def test_every_definition_is_there_once_under_its_aim(page: str) -> None:
    found = elements(page)
    order = [one["id"] for one in found if one.get("id") in (*METRICS, *definitions.ANCHORS.values())]
    expected = [
        name
        for aim, place in definitions.ANCHORS.items()
        for name in (place, *(name for name, metric in METRICS.items() if metric.aim is aim))
    ]
    assert order == expected


def test_every_reason_for_leaving_out_has_its_words() -> None:
    reasons = {reason for metric in METRICS.values() for reason in metric.excluded}
    assert reasons <= set(words.EXCLUDED)
    for metric in METRICS.values():
        assert "{" not in _definition(metric)


def test_a_new_definition_is_dated(demo: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    metric = METRICS["care_calls"]
    (first,) = metric.changed
    monkeypatch.setitem(METRICS, "care_calls", replace(metric, changed=(first, (demo.info.data_through, "Wider."))))
    told = as_text(numbers(read_question("", demo)))
    assert f"{words.day(demo.info.data_through)}: Wider." in told


def test_the_glossary_explains_every_word(page: str) -> None:
    told = part(page, "glossary").text
    assert all(word in told and meaning in told for word, meaning in WORDS.items())
    assert set(GLOSSARY) < set(WORDS), "the dictionary's words and the site's own"


def test_limits_phases_and_call_types_are_told_with_their_sources(page: str, demo: Snapshot) -> None:
    assert all(limit in part(page, "limits").text for limit in text.LIMITS)
    told = part(page, "phases").text
    phases = phases_in_full(demo)
    assert phases
    for phase in phases:
        for said in (words.day(phase.starts_on), phase.label, phase.detail, phase.source, *phase.precincts):
            assert said in told
        assert all(area in told for area in phase.neighborhoods)
    assert words.FROM_TO.format(start="11 am", end="11 pm") in told
    types = eligible_call_types(demo)
    assert types
    assert all(name in told and source in told for name, _, _, source in types)


def test_the_quality_of_the_data_is_told_as_the_snapshot_counts_it(page: str, demo: Snapshot) -> None:
    told = part(page, "quality").text
    for found in weaknesses(demo):
        assert f"{found.label}{found.found:,}" in told
        assert f"of {found.of_all:,}" in told
    for name, *counts in cross_checks(demo):
        assert name + "".join(f"{count:,}" for count in counts) in told


def test_every_column_is_explained_under_its_table(page: str, demo: Snapshot) -> None:
    told = part(page, "dictionary").text
    rows = dictionary(demo)
    assert len(rows) > 100
    assert all(f"{name}{meaning}" in told for _, name, meaning, *_ in rows)
    assert {f"table-{table}" for table, *_ in rows} <= {one.get("id") for one in elements(page)}


def test_an_anchor_unfolds_when_somebody_comes_to_it(page: str) -> None:
    """A browser opens what a place is folded into; a place that is the fold itself stays closed."""
    for one in elements(page):
        if one.get("id") in METRICS or (one.get("id") or "").startswith("table-"):
            assert one.tag == "a"
            assert one.path[-1] == "details"


def test_without_scripts_a_definition_is_found_under_its_own_name(client: FlaskClient) -> None:
    found = [one.get("id") for one in elements(client.get("/methods").text)]
    assert set(METRICS) | set(text.PARTS) <= set(found), "no prefix: addresses lead there"


@pytest.mark.parametrize("path", ["/", "/calls", "/response-times", "/capacity", "/data", "/experience", "/map"])
def test_every_definition_that_a_page_leads_to_is_there(client: FlaskClient, page: str, path: str) -> None:
    names = {one.get("id") for one in elements(page)}
    led = {to.partition("#")[2] for to in links(client.get(path).text).values() if to.startswith("/methods#")}
    assert led <= names
    assert led or path == "/map"


def test_an_anchor_is_an_element_with_a_name_and_no_address() -> None:
    (empty,), (full,) = (elements(as_html(node, "")) for node in (anchor("quality"), anchor("quality", "How good")))
    assert (empty.tag, empty["id"], empty.text, empty.get("href")) == ("a", "quality", "", None)
    assert full.text == "How good"


def test_a_plain_table_names_its_rows_and_separates_thousands() -> None:
    table = elements(as_text(plain_table("Rows", ("Reason", "Rows"), [("torn", 1_234), (7, "none")])))
    assert [one.text for one in table if one.tag in ("th", "td")] == ["Reason", "Rows", "torn", "1,234", "7", "none"]
    assert [one["scope"] for one in table if one.tag == "th"] == ["col", "col", "row", "row"]
    assert (table[0]["tabindex"], table[0]["role"], table[0]["aria-label"]) == ("0", "region", "Table: Rows")
