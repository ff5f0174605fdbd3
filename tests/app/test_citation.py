"""A citation says the number as the answer has it, all that it rests on, and a link that gives it again."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from app import words
from app.citation import cite, cite_chart
from app.components.chart_card import ChartCard
from app.components.cite import cite_card, cite_tile
from app.components.static_html import as_text
from app.components.tile import tile
from app.db import Snapshot
from app.filters import Filters
from app.main import PAGES
from app.queries import ask
from app.question import read_question
from app.rests_on import left_out
from app.words import citation as text
from app.words.sentences import counted
from etl.metrics import COUNTS, METRICS, TOO_FEW
from tests.app.builds import COUNTS as CALLS
from tests.app.builds import Builds, refreshed, rows, three_builds
from tests.app.layouts import elements
from tests.effort import FULL

SITE = "https://care.example.org"
LIVE = [path for path, page in PAGES.items() if page.has_filters]
SEARCHES = (
    "",
    "?start=2025-01-01&end=2025-12-31&precinct=EAST&hour=13",
    "?start=2025-03-01&end=2025-03-01&count=all&police_share=40&responders=CARE+only",
    *(["?start=2010-01-01&end=2010-12-31", "?start=2025-03-01"] if FULL else []),
)
each_search = pytest.mark.parametrize("search", SEARCHES)
each_metric = pytest.mark.parametrize("name", METRICS)


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    return three_builds(tmp_path_factory.mktemp("builds") / "warehouse")


def citations(html: str) -> list[str]:
    return [one.text for one in elements(html) if "citation" in one.classes]


# the sentence


def test_a_citation_says_all_of_it(month: Snapshot) -> None:
    filters = Filters(start="2025-11-01", end="2025-11-30", precinct=("EAST",), count="all")
    answer = ask(month, "care_calls", filters)
    assert cite(month, answer, f"{SITE}/x") == (
        f"CARE calls: {answer.metric.with_unit(answer.only.text)}, Nov 1 to Nov 30, 2025 (incomplete). "
        f"n = {counted(answer.only.n, 'events')}. Filters: Precinct: EAST. What counts as a call: All that CARE logged. "
        f"CARE responders: public performance dashboard, data through Nov 29, 2025, export of "
        f"{month.info.vintage:%Y-%m-%d %H:%M} UTC, snapshot {month.info.snapshot}: {SITE}/x"
    )


@each_search
@each_metric
def test_the_value_the_n_and_the_rules_are_the_answers_own(demo: Snapshot, name: str, search: str) -> None:
    asked = read_question(search, demo, SITE)
    answer = ask(demo, name, asked.filters)
    metric, row, told = answer.metric, answer.only, cite(demo, answer, asked.permanent)
    value = row.text if row.value is None or metric.unit == "%" else f"{row.text} "
    assert told.startswith(f"{words.INVENTED} {metric.label}: {value}")
    assert f" n = {counted(row.n, metric.n_label)}." in told
    assert (f"{words.COUNT}: {words.COUNTED_AS[asked.filters.count]}." in told) == bool(metric.counted_as)
    depends = any("$police_share" in str(part) for part in (metric.value, metric.low, metric.high))
    assert (f"{words.POLICE_SHARE} {asked.filters.police_share:g}%." in told) == depends
    assert left_out(answer) in told
    assert metric.base in told
    assert all(departure in told for departure in answer.departures if departure != answer.counted_by)
    for filter_name in ("precinct", "hour", "responders"):
        is_on = getattr(asked.filters, filter_name) and filter_name not in metric.ignores
        assert (f"{words.FILTER_LABELS[filter_name]}: " in told.replace("“", "")) == bool(is_on)
    assert told.endswith(f"snapshot {demo.info.snapshot}: {asked.permanent}")
    assert (", between " in told) == (row.low is not None and metric.text(row.low) != metric.text(row.high))


@each_search
@each_metric
def test_a_number_that_is_not_shown_is_not_cited(demo: Snapshot, name: str, search: str) -> None:
    answer = ask(demo, name, read_question(search, demo).filters)
    hidden = replace(answer.only, value=None, low=None, high=None, text=TOO_FEW, withheld=TOO_FEW, n=7)
    told = cite(demo, replace(answer, rows=(hidden,)), "x")
    value = told.partition(f"{answer.metric.label}: ")[2].partition(", ")[0]
    assert value == TOO_FEW
    if answer.only.value is None:
        shown = cite(demo, answer, "x").partition(f"{answer.metric.label}: ")[2].partition(", ")[0]
        assert shown in (TOO_FEW, "no data")


def test_only_invented_data_is_said_to_be_invented_and_first(demo: Snapshot, month: Snapshot) -> None:
    told = [cite(one, ask(one, "care_calls", Filters()), "x") for one in (demo, month)]
    assert [sentence.startswith(words.INVENTED) for sentence in told] == [True, False]
    assert words.INVENTED not in told[1]


@pytest.mark.parametrize("count", COUNTS)
def test_one_is_not_many(month: Snapshot, count: str) -> None:
    answer = ask(month, "care_calls", Filters(count=count))
    one = replace(answer, rows=(replace(answer.only, text="1", value=1.0, n=1),))
    noun = "event" if count == "all" else "call"
    assert f"CARE calls: 1 {noun}, " in cite(month, one, "x")
    assert f"n = 1 {noun}." in cite(month, one, "x")


# tiles and charts


@each_metric
@pytest.mark.parametrize("search", SEARCHES[1:2])
def test_every_tile_has_its_citation_with_a_link_to_itself(demo: Snapshot, name: str, search: str) -> None:
    asked = read_question(search, demo, f"{SITE}/calls")
    html = as_text(tile(asked, name))
    (told,) = citations(html)
    assert told == cite(demo, ask(demo, name, asked.filters), f"{asked.permanent}#tile-{name}")
    (summary,) = (one for one in elements(html) if one.tag == "summary" and one.text.startswith(text.CITE))
    assert summary.text == f"{text.CITE} {METRICS[name].label}"
    assert summary.path[-1] == "details"


@each_search
@pytest.mark.parametrize("path", LIVE)
def test_every_chart_says_its_sentence_and_what_it_rests_on(demo: Snapshot, path: str, search: str) -> None:
    asked = read_question(search, demo, f"{SITE}{path}")
    for card in (block for block in PAGES[path].blocks if isinstance(block, ChartCard)):
        content = card.show(asked)
        values = dict(zip(map(str, card.outputs()), card.values(asked), strict=True))
        (told,) = citations(values[f"{card.part('cite')}.data-html"])
        assert told.startswith(f"{words.INVENTED} {card.question} {content.sentence}".strip())
        assert told.endswith(f": {asked.permanent}#{card.part('heading')}")
        assert all(counted(sum(row.n for row in one.rows), one.metric.n_label) in told for one in content.answers)
        assert all(one.metric.label in told for one in content.answers)


def test_the_button_copies_what_stands_before_it_and_says_so(demo: Snapshot) -> None:
    asked = read_question("", demo)
    answer = ask(demo, "care_calls", asked.filters)
    for control in (cite_tile(asked, answer), cite_card(asked, "How many?", "Many.", [answer], "place")):
        found = elements(as_text(control))
        assert [one.tag for one in found if one.path == ["details"]] == ["summary", "p", "button", "span"]
        (button,) = (one for one in found if one.tag == "button")
        assert (button["type"], "copies" in button.classes) == ("button", True)
        assert button.text.startswith(f"{text.COPY} ")
        (said,) = (one for one in found if one.get("role") == "status")
        assert (said["data-done"], said.text) == (text.COPIED, "")


def test_what_a_reader_asks_is_text_in_a_citation(demo: Snapshot) -> None:
    answer = ask(demo, "care_calls", Filters(call_type=("<script>alert(1)</script>",)))
    asked = read_question("", demo, "https://evil.example/<script>")
    assert "<script>" not in as_text(cite_tile(asked, answer))


def test_a_chart_of_several_numbers_says_the_n_of_each(demo: Snapshot) -> None:
    names = ("care_response_median_minutes", "spd_response_median_minutes")
    answers = [ask(demo, name, Filters(), ("hour",)) for name in names]
    told = cite_chart(demo, "How long?", "Long.", answers, "x")
    for answer in answers:
        n = counted(sum(row.n for row in answer.rows), answer.metric.n_label)
        assert f"{answer.metric.label}: n = {n}" in told
        assert f"{answer.metric.label}: {left_out(answer)}" in told


# the API, and the same a year later


@each_metric
def test_the_api_cites_a_number_and_its_link_gives_the_same(client: FlaskClient, name: str) -> None:
    for query in ("", "precinct=EAST&count=all&police_share=40", "start=2025-03-01&end=2025-03-02"):
        body = client.get(f"/api/v1/metrics/{name}?{query}").json
        told = body["citation"]
        (row,) = body["rows"]
        assert f": {row['text']}" in told
        assert f"n = {counted(row['n'], body['metric']['n_label'])}." in told
        link = urlsplit(told.rpartition(" ")[2])
        assert link.netloc == "localhost"
        again = client.get(f"{link.path}?{link.query}").json
        assert (again["rows"], again["citation"]) == (body["rows"], told)
        assert re.search(r"start=\d{4}-\d\d-\d\d&end=\d{4}-\d\d-\d\d", link.query)


def test_an_answer_of_several_rows_is_not_one_number(client: FlaskClient) -> None:
    assert client.get("/api/v1/metrics/care_calls?by=month").json["citation"] is None


def test_links_begin_as_the_setting_says(builds: Builds) -> None:
    asked = builds.client(f"{SITE}/care/")
    assert f": {SITE}/care/api/v1/metrics/care_calls?" in asked.get("/api/v1/metrics/care_calls").json["citation"]
    assert all(f": {SITE}/care/calls?" in told for told in citations(asked.get("/calls").text))
    gone = asked.get(f"/api/v1/metrics/care_calls?snapshot={builds.gone}").json
    assert gone["nearest"]["address"].startswith(f"{SITE}/care/api/v1/")


def test_a_citation_says_the_same_after_newer_refreshes(tmp_path: Path) -> None:
    builds = three_builds(tmp_path / "warehouse")
    before = {path: citations(builds.client().get(path).text) for path in LIVE}
    refreshed(builds.folder, 9, rows(CALLS[-1] + 5))
    client = builds.client()
    for path, told in before.items():
        assert told or path == "/data"
        for sentence in told:
            link = urlsplit(sentence.rpartition(" ")[2])
            page = client.get(f"{link.path}?{link.query}").text
            assert sentence in citations(page)
            assert {link.fragment} & {one.get(name) for one in elements(page) for name in ("id", "name")}
        assert not set(told) & set(citations(client.get(path).text)), "what is newest now says another thing"


def test_real_data_is_cited_without_a_mark(month_client: FlaskClient) -> None:
    told = citations(month_client.get("/").text)
    assert told
    assert not any(words.INVENTED in sentence for sentence in told)
