"""The HTML that the server sends holds the whole page, whatever the address asks, and nothing of it runs."""

from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from flask.testing import FlaskClient

from app import words
from app.bundles import PLOTLY, SCRIPT
from app.components.answer_table import answer_table
from app.components.chart_card import ChartCard
from app.components.drawing import FIGURE, as_figure
from app.components.page import Page
from app.components.static_html import as_text
from app.config import Settings
from app.db import Snapshot
from app.main import PAGES, create_app
from app.queries import ask
from app.question import read_question
from app.words.sentences import counted
from tests.app.layouts import Element, elements, links, the
from tests.app.questions import AWKWARD

SEARCHES = (
    "",
    "?start=2025-01-01&end=2025-12-31&precinct=EAST&precinct=WEST&hour=13",
    "?start=2025-03-01&end=2025-03-01",
    "?start=2022-03-01&end=2022-03-31",
    "?count=all&police_share=40&areas=precinct&metric=coverage_share",
    "?responders=SPD+only&call_type=service+-+welfare+check",
    "?precinct=MARS&colour=red",
)
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' autofocus onfocus='alert(1)",
    "</title></head><body>",
    "{first_paint}{0}%s",
    "x" * 20_000,
    *AWKWARD,
)
LIVE = [path for path, page in PAGES.items() if page.has_filters]
each_page = pytest.mark.parametrize("path", PAGES)
each_live_page = pytest.mark.parametrize("path", LIVE)
each_search = pytest.mark.parametrize("search", SEARCHES)


@lru_cache(maxsize=64)
def first_paint(client: FlaskClient, address: str, status: int = 200) -> str:
    """Fetch a page as a browser without scripts does; reading it checks that it is well formed."""
    response = client.get(address)
    assert response.status_code == status, address
    assert response.mimetype == "text/html"
    return response.text


def called(html: str, name: str) -> Element | None:
    """Find what has that id, as a page that Dash takes over or as one that is only read."""
    return next((one for one in elements(html) if one.get("id") in (name, f"first-{name}")), None)


def prose(text: str) -> str:
    return " ".join(text.split())


@each_page
def test_every_page_has_a_title_and_a_description_of_its_own(month_client: FlaskClient, path: str) -> None:
    page = PAGES[path]
    title = words.SITE if path == "/" else f"{page.question} · {words.SITE}"
    assert_told_as(first_paint(month_client, path), title, page.description)


@each_page
def test_what_others_are_told_of_a_page_says_that_its_data_is_invented(client: FlaskClient, path: str) -> None:
    html, page = first_paint(client, path), PAGES[path]
    title = words.SITE if path == "/" else f"{page.question} · {words.SITE}"
    assert_told_as(html, f"Demonstration: {title}", f"Demonstration with invented data. {page.description}")


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("/nope", words.NOT_FOUND),
        ("/report?month=2001-01", "There is no data of January 2001"),
        ("/report?month=abc", "That is no month"),
    ],
)
def test_what_is_not_there_is_said_in_the_title_too(month_client: FlaskClient, address: str, title: str) -> None:
    html = month_client.get(address).text
    assert the(html, "h1").text == title
    assert the(html, "title").text == f"{title} · {words.SITE}"


def test_a_report_names_nothing_as_not_understood(month_client: FlaskClient) -> None:
    assert the(month_client.get("/report?month=2025-11").text, "p", id="problems").text == ""


def assert_told_as(html: str, title: str, description: str) -> None:
    """Hold the title and the description for browsers, search engines and social cards."""
    assert the(html, "title").text == title
    assert the(html, "meta", name="description")["content"] == description
    assert the(html, "meta", property="og:title")["content"] == title
    assert the(html, "meta", property="og:description")["content"] == description


@each_page
def test_every_page_has_its_language_and_its_question(client: FlaskClient, path: str) -> None:
    html, page = first_paint(client, path), PAGES[path]
    assert the(html, "html")["lang"] == "en"
    assert [one.text for one in elements(html) if one.tag == "h1"] == [page.question]


def test_no_two_pages_are_called_or_described_alike() -> None:
    assert len({page.question for page in PAGES.values()}) == len(PAGES)
    assert len({page.description for page in PAGES.values()}) == len(PAGES)


@each_live_page
@each_search
def test_every_tile_shows_the_answers_own_text_and_n(
    client: FlaskClient, demo: Snapshot, path: str, search: str
) -> None:
    html, asked = first_paint(client, f"{path}{search}"), read_question(search, demo)
    text = {one["id"]: prose(one.text) for one in elements(html) if (one.get("id") or "").startswith("tile-")}
    for name, told in text.items():
        answer = ask(demo, name.removeprefix("tile-"), asked.filters)
        assert told.startswith(f"{answer.metric.label}{answer.only.text}"), name
        assert words.N.format(counted=counted(answer.only.n, answer.metric.n_label)) in told
        assert words.DATA_THROUGH.format(day=words.day(demo.info.data_through)) in told


def test_the_pages_of_headlines_have_tiles(client: FlaskClient) -> None:
    for path in ("/", "/calls", "/response-times", "/capacity"):
        assert 'id="tile-' in first_paint(client, path), path


@each_live_page
@each_search
def test_every_chart_stands_there_with_its_sentence_and_its_table(
    client: FlaskClient, demo: Snapshot, path: str, search: str
) -> None:
    html, asked = first_paint(client, f"{path}{search}"), read_question(search, demo)
    for card in (block for block in PAGES[path].blocks if isinstance(block, ChartCard)):
        content = card.show(asked)
        sentence, table, heading = (called(html, card.part(part)) for part in ("sentence", "table", "heading"))
        assert sentence is not None
        assert (sentence.text, heading and heading.text) == (content.sentence, card.question)
        assert table is not None
        assert table.text == _text_of(content.table or answer_table(demo, content.answers))
        assert the(html, "div", id=f"first-{card.part('figure')}")[FIGURE] == as_figure(content.figure)


def _text_of(table: object) -> str:
    return elements(f"<div>{as_text(table)}</div>")[0].text


@each_live_page
@each_search
def test_the_form_asks_the_same_question_again(client: FlaskClient, demo: Snapshot, path: str, search: str) -> None:
    html, asked = first_paint(client, f"{path}{search}"), read_question(search, demo)
    form = the(html, "form")
    assert (form["action"], form.get("method")) == (path, None)
    sent = read_question(urlencode(_sent(html)), demo)
    assert (sent.filters, sent.view, sent.problems) == (asked.filters, asked.view, ())
    assert [one.text for one in elements(html) if one.get("type") == "submit"] == [words.APPLY]


def _sent(html: str) -> list[tuple[str, str]]:
    """List what a browser sends with the form: what is named, and chosen."""
    inside = [one for one in elements(html) if "form" in one.path]
    fields = [one for one in inside if one.tag == "input" and one.get("name")]
    sent = [
        (one["name"], one.get("value") or "")
        for one in fields
        if one.get("type") != "checkbox" or "checked" in one.attributes
    ]
    name = ""
    for one in inside:
        if one.tag == "select":
            name = one.get("name") or ""
        elif one.tag == "option" and name and "select" in one.path and "selected" in one.attributes:
            sent.append((name, one["value"]))
    return sent


@each_page
@each_search
def test_what_was_not_understood_is_told(client: FlaskClient, demo: Snapshot, path: str, search: str) -> None:
    told = called(first_paint(client, f"{path}{search}"), "problems")
    assert told is not None
    for problem in read_question(search, demo).problems:
        assert str(problem) in told.text


@each_page
def test_the_data_is_dated_and_called_invented(client: FlaskClient, demo: Snapshot, path: str) -> None:
    html = first_paint(client, path)
    assert words.INVENTED in html
    footer = the(html, "footer").text
    assert words.DATA_THROUGH.format(day=words.day(demo.info.data_through)) in footer
    assert demo.info.snapshot in footer


@pytest.mark.parametrize("path", ["/nope", "/calls/", "/methods/quality", "/%3Cscript%3E", "/data.csv"])
def test_an_unknown_address_is_a_404_that_helps_on(client: FlaskClient, path: str) -> None:
    html = first_paint(client, path, 404)
    assert [one.text for one in elements(html) if one.tag == "h1"] == [words.NOT_FOUND]
    offered = links(html)
    assert {name: offered[name] for name in words.PAGES.values()} == {name: to for to, name in words.PAGES.items()}
    assert [one for one in elements(html) if one.get("aria-current")] == []


@each_page
@pytest.mark.parametrize("name", ["precinct", "start", "nothing"])
def test_hostile_addresses_are_text_on_every_page(client: FlaskClient, path: str, name: str) -> None:
    _assert_text(first_paint(client, path), first_paint(client, f"{path}?{urlencode({name: HOSTILE}, doseq=True)}"))


@pytest.mark.parametrize("said", HOSTILE, ids=lambda said: repr(said[:24]))
def test_each_hostile_address_is_text(client: FlaskClient, said: str) -> None:
    query = urlencode({"precinct": said, "start": said, said: "1"})
    _assert_text(first_paint(client, "/"), first_paint(client, f"/?{query}"))


def _assert_text(plain: str, html: str) -> None:
    """Hold that a hostile page is the plain one, with something more said in the bar."""
    assert [one.tag for one in elements(html)] == [one.tag for one in elements(plain)], "it adds no element"
    assert _scripts(html) == _scripts(plain)
    assert _handlers(html) == []
    told = called(html, "problems")
    assert told is not None
    assert words.PROBLEMS in told.text


@each_page
@pytest.mark.parametrize(
    "query",
    [
        "precinct=<script>alert(1)</script>",
        quote("<script>alert(1)</script>") + "=1",
        "precinct=%ff%fe%00",
        "%",
        "&&&===",
        "=",
        "start=2025-01-01&start=%F0%9F%9A%91",
        "&".join(f"call_type={number}" for number in range(3_000)),
        "&".join(f"unknown{number}=1" for number in range(3_000)),
        "police_share=nan&count=&hour=-1",
        "start=9999-99-99&end=0000-00-00",
    ],
    ids=lambda query: query[:30],
)
def test_no_query_string_breaks_a_page(client: FlaskClient, path: str, query: str) -> None:
    html = first_paint(client, f"{path}?{query}")
    assert words.FAILURE.strip() not in the(html, "main").text
    assert "<script>alert" not in html
    assert [one.text for one in elements(html) if one.tag == "h1"] == [PAGES[path].question]


def _scripts(html: str) -> list[str]:
    """List the scripts by address, or by what they hold; Dash's settings, which carry a token, are no script."""
    scripts = [one for one in elements(html) if one.tag == "script" and one.get("type") != "application/json"]
    return [one.get("src") or one.text for one in scripts]


def _handlers(html: str) -> list[str]:
    return [name for one in elements(html) for name in one.attributes if name.startswith("on")]


@each_live_page
def test_nothing_of_dash_and_no_plotly_is_fetched_before_it_is_needed(client: FlaskClient, path: str) -> None:
    scripts = [one for one in elements(first_paint(client, path)) if one.tag == "script" and one.get("src")]
    assert [one["src"] for one in scripts if "template" not in one.path] == [SCRIPT.address]
    assert PLOTLY.address in [one["src"] for one in scripts]
    assert [one for one in scripts if "/dash-renderer/" in one["src"]]


@each_live_page
def test_a_first_paint_says_which_snapshot_the_live_page_must_be_of(
    client: FlaskClient, demo: Snapshot, path: str
) -> None:
    html = first_paint(client, path)
    assert next(one for one in elements(html) if one.get("id") == "first-paint")["data-snapshot"] == demo.info.snapshot


@each_page
def test_only_scripts_that_the_policy_allows_are_sent(client: FlaskClient, path: str) -> None:
    policy = client.get(path).headers["Content-Security-Policy"]
    for one in elements(first_paint(client, path)):
        if one.tag == "script" and one.get("src"):
            assert one["src"].startswith("/"), "from this host"
        elif one.tag == "script" and one.get("type") != "application/json":
            assert "'sha256-" in policy
        assert not one.get("style") or "style-src 'self' 'unsafe-inline'" in policy


@each_page
def test_without_a_snapshot_every_page_says_so(tmp_path: Path, path: str) -> None:
    client: FlaskClient = create_app(Settings(tmp_path)).server.test_client()
    html = first_paint(client, path)
    assert the(html, "h1").text == words.NO_DATA_YET
    assert words.NO_DATA_YET_DETAIL in the(html, "main").text
    assert the(html, "title").text.endswith(words.SITE)


@each_page
def test_a_page_whose_answers_fail_is_still_served(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, path: str
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(Page, "values", broken)
    html = first_paint(client, f"{path}?weekday=7")
    assert prose(words.FAILURE) in html
    assert "secret detail" not in html
    assert "secret detail" in caplog.text, "the log says what went wrong"
    assert the(html, "title").text
