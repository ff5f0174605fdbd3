"""A page pinned to a kept snapshot is of it wholly, says so, and stays pinned; one to another snapshot says why not."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from app import words
from app.config import Settings
from app.db import NotKept
from app.main import PAGES
from app.question import PIN, pinned_in, question_to, read_question
from app.shell.bar_values import bar_values
from app.shell.build_notice import build_notice
from app.shell.layout import shell
from app.words import builds as text
from tests.app.builds import COUNTS, Builds, three_builds
from tests.app.layouts import elements, links, the, with_ids
from tests.app.test_callbacks import Browser

SEARCH = "?precinct=WEST"
NOVEMBER = "start=2025-11-01&end=2025-11-30"
LIVE = [path for path, page in PAGES.items() if page.has_filters]
each_page = pytest.mark.parametrize("path", PAGES)


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    return three_builds(tmp_path_factory.mktemp("builds") / "warehouse")


@pytest.fixture(scope="module")
def client(builds: Builds) -> FlaskClient:
    return builds.client()


@pytest.fixture
def back(builds: Builds) -> Iterator[FlaskClient]:
    """Ask a dashboard that serves the older of both snapshots."""
    with builds.gone_back():
        yield builds.client()


def address_pins(html: str) -> list[tuple[str, list[str]]]:
    """List the links that hold a question, each with the snapshots it names; a whole address is a citation's."""
    found = [urlsplit(one["href"]) for one in elements(html) if one.tag == "a" and "?" in (one.get("href") or "")]
    return [(parts.path, parse_qs(parts.query).get(PIN, [])) for parts in found if not parts.netloc]


def to_definitions(html: str) -> list[str]:
    """List the links to places on the page of methods."""
    hrefs = [one.get("href") or "" for one in elements(html) if one.tag == "a"]
    return [href for href in hrefs if urlsplit(href).path == "/methods" and urlsplit(href).fragment]


def notice(html: str) -> str:
    return next(one.text for one in elements(html) if "build-notice" in one.classes)


# the page as the server sends it


@each_page
def test_a_pinned_page_is_of_its_snapshot_and_every_link_that_asks_stays_with_it(
    client: FlaskClient, builds: Builds, path: str
) -> None:
    html = client.get(f"{path}?snapshot={builds.old}&precinct=WEST").text
    told = words.FOOTER.split("{")[0] + builds.old
    assert told in html
    assert builds.new not in html
    pins = address_pins(html)
    assert len(pins) > len(PAGES)
    to_newest = [(path, [])] * (2 if path == "/data" else 1)  # rows are of the newest only, and /data leads there
    assert [pin for pin in pins if pin[1] != [builds.old]] == to_newest, "only the way to the newest is not pinned"
    forms = [one for one in elements(html) if one.tag == "form"]
    hidden = [one for one in elements(html) if one.tag == "input" and one.get("type") == "hidden"]
    assert [(one["name"], one["value"]) for one in hidden] == [(PIN, builds.old)] * len(forms), "forms keep the pin too"


@each_page
def test_definitions_are_those_of_the_snapshot_that_the_page_is_pinned_to(
    client: FlaskClient, builds: Builds, path: str
) -> None:
    pinned, loose = (to_definitions(client.get(f"{path}{search}").text) for search in (f"?snapshot={builds.old}", ""))
    assert [href.replace(f"?snapshot={builds.old}", "") for href in pinned] == loose
    assert all(f"?snapshot={builds.old}#" in href for href in pinned)
    assert loose or path in ("/methods", "/reconciliation")


@each_page
def test_a_page_that_is_not_pinned_names_no_snapshot_in_its_address(client: FlaskClient, path: str) -> None:
    html = client.get(f"{path}{SEARCH}").text
    navigation = [pins for to, pins in address_pins(html) if to in PAGES]
    assert navigation
    assert not any(navigation)
    assert notice(html) == ""
    assert not [one for one in elements(html) if one.get("type") == "hidden"]


def test_the_numbers_are_those_of_the_snapshot_asked(client: FlaskClient, builds: Builds) -> None:
    for search, calls in (
        (f"?snapshot={builds.old}", COUNTS[1]),
        ("", COUNTS[2]),
        (f"?snapshot={builds.new}", COUNTS[2]),
    ):
        html = client.get(f"/{search}").text
        assert the(html, "li", id="tile-care_calls").text.startswith(f"CARE calls{calls} calls")


# the notice


def test_an_older_build_is_told_loudly_with_the_same_question_to_the_newest(
    client: FlaskClient, builds: Builds
) -> None:
    html = client.get(f"/calls?snapshot={builds.old}&precinct=WEST").text
    assert notice(html) == (
        f"You are looking at an older build of the data: snapshot {builds.old}, data through Dec 1, 2025. See the newest"
    )
    place = next(one for one in elements(html) if "build-notice" in one.classes)
    assert (place["role"], place.path[-1]) == ("status", "header")
    assert links(html)[text.SEE_NEWEST] == f"/calls?{NOVEMBER}&precinct=WEST"


@each_page
def test_the_snapshot_served_now_is_no_other_build(client: FlaskClient, builds: Builds, path: str) -> None:
    html = client.get(f"{path}?snapshot={builds.new}").text
    assert notice(html) == ""
    unpinned = {("/data", ())} if path == "/data" else set()  # rows are of the newest only
    pins = {(place, tuple(pins)) for place, pins in address_pins(html)}
    assert {pin for pin in pins if pin[1] != (builds.new,)} == unpinned, "yet it stays pinned"


def test_after_going_back_a_newer_build_is_another_and_not_an_older_one(back: FlaskClient, builds: Builds) -> None:
    html = back.get(f"/?snapshot={builds.new}").text
    assert notice(html) == (
        f"You are looking at another build of the data: snapshot {builds.new}, data through Dec 1, 2025. It is newer than "
        f"the one shown now, {builds.old}, to which this site went back. See the one shown now"
    )
    assert notice(back.get(f"/?snapshot={builds.old}").text) == ""


def test_without_knowing_what_is_served_now_nothing_is_said(builds: Builds) -> None:
    asked = question_to(builds.warehouse, f"?snapshot={builds.old}")
    assert build_notice(asked, "/", None) == []


# the page that Dash fills


def test_the_layout_is_of_the_snapshot_that_the_request_names(client: FlaskClient, builds: Builds) -> None:
    for search, expected in (("", builds.new), (f"?snapshot={builds.old}", builds.old)):
        layout = str(client.get(f"/_dash-layout{search}").json)
        assert f"'data': '{expected}'" in layout
    assert client.get(f"/_dash-layout?snapshot={builds.gone}").status_code == 410


def test_the_layout_of_a_snapshot_that_is_not_there_is_not_that_of_no_data(builds: Builds) -> None:
    settings = Settings(builds.folder)
    assert with_ids(shell(builds.warehouse, settings, builds.old))["snapshot"].data == builds.old
    with pytest.raises(NotKept):
        shell(builds.warehouse, settings, builds.gone)


@pytest.fixture
def bar(client: FlaskClient, builds: Builds) -> Browser:
    return Browser(client, builds.warehouse.snapshot(builds.old), "url.search")


@pytest.mark.parametrize(
    ("trigger", "value"),
    [
        ("precinct.value", ["WEST"]),
        ("preset.value", "2025"),
        ("reset.n_clicks", 1),
        ("start.value", "2025-11-02"),
        ("count.value", "all"),
        ("neighborhood-search.value", "downtown"),
    ],
)
def test_whatever_the_reader_changes_the_pin_stays(bar: Browser, builds: Builds, trigger: str, value: object) -> None:
    search = f"?snapshot={builds.old}&{NOVEMBER}&precinct=WEST"
    others: dict[str, Any] = {"snapshot.data": builds.new}  # the address decides, whatever the layout was made for
    written = bar.post(trigger, value, search, **others).json["response"]
    assert pinned_in(written["asked"]["data"]) == builds.old
    address = written.get("url", {}).get("search")
    assert address is None or pinned_in(address) == builds.old
    assert {tuple(pins) for _, pins in address_pins(written["navigation"]["data-html"])} == {(builds.old,)}
    (newest,) = (one for one in elements(written["build"]["data-html"]) if one.tag == "a")
    assert newest["href"] == "/" + read_question(written["asked"]["data"], bar.snapshot).unpinned()


def test_back_and_forward_keep_and_leave_the_pin_as_the_address_does(bar: Browser, builds: Builds) -> None:
    pinned = bar.fire("url.search", f"?snapshot={builds.old}&precinct=WEST")
    assert pinned["asked.data"] == f"snapshot={builds.old}&{NOVEMBER}&precinct=WEST"
    assert "url.search" not in pinned
    loose = bar.fire("url.search", "?precinct=WEST")
    assert (loose["asked.data"], loose["build.data-html"]) == (f"{NOVEMBER}&precinct=WEST", "")


@pytest.mark.parametrize("path", LIVE)
def test_a_pages_numbers_are_of_the_snapshot_that_its_question_names(
    client: FlaskClient, builds: Builds, path: str
) -> None:
    page, old = PAGES[path], builds.warehouse.snapshot(builds.old)
    asked = f"snapshot={builds.old}&{NOVEMBER}"
    written = Browser(client, old, page.body).post("asked.data", asked, **{"snapshot.data": builds.new}).json
    expected = page.values(read_question(asked, old, f"http://localhost{path}"))
    told = {
        str(output): value for output, value in zip(page.outputs(), expected, strict=True) if isinstance(value, str)
    }
    found = {f"{name}.{prop}": value for name, props in written["response"].items() for prop, value in props.items()}
    assert {name: found[name] for name in told} == told


def test_new_data_is_offered_to_pages_that_are_not_pinned_only(client: FlaskClient, builds: Builds) -> None:
    news = Browser(client, builds.warehouse.snapshot(builds.old), "news.hidden")
    for search, hidden in (("", False), (f"?snapshot={builds.old}", True)):
        written = news.post("news-clock.n_intervals", 1, search, **{"snapshot.data": builds.old}).json
        assert written["response"]["news"]["hidden"] == hidden


# the question


def test_a_pin_given_twice_is_told_and_the_first_is_read(builds: Builds) -> None:
    asked = question_to(builds.warehouse, f"?snapshot={builds.old}&snapshot={builds.new}")
    assert asked.pin == builds.old
    assert [problem.parameter for problem in asked.problems] == [PIN]


def test_a_question_without_a_pin_goes_to_the_snapshot_that_the_page_was_laid_out_with(builds: Builds) -> None:
    asked = question_to(builds.warehouse, SEARCH, laid_out=builds.old)
    assert (asked.snapshot.info.snapshot, asked.pin) == (builds.old, None)
    assert question_to(builds.warehouse, SEARCH).snapshot.info.snapshot == builds.new


def test_a_permanent_link_is_pinned_and_says_its_days_and_the_page(builds: Builds) -> None:
    asked = question_to(builds.warehouse, "", "https://care.example.org/calls")
    assert asked.permanent == f"https://care.example.org/calls?snapshot={builds.new}&{NOVEMBER}"
    assert asked.address == ""
    assert bar_values(asked, "/calls")["build"] == ""


# what is not there


@each_page
def test_a_page_of_a_snapshot_that_is_not_kept_is_gone_and_leads_to_the_nearest_and_the_newest(
    client: FlaskClient, builds: Builds, path: str
) -> None:
    response = client.get(f"{path}?snapshot={builds.gone}&precinct=WEST&hour=14")
    assert (response.status_code, response.mimetype) == (410, "text/html")
    ways = links(response.text)
    nearest = ways[text.SEE_NEAREST.format(snapshot=builds.old)]
    assert nearest == f"{path}?snapshot={builds.old}&precinct=WEST&hour=14"
    assert ways[text.SEE_NEWEST_INSTEAD] == f"{path}?precinct=WEST&hour=14"
    assert client.get(nearest).status_code == 200
    assert [one.text for one in elements(response.text) if one.tag == "h1"] == [text.TITLES[410]]


def test_the_headline_of_a_snapshot_that_is_gone_is_still_told(client: FlaskClient, builds: Builds) -> None:
    html = client.get(f"/?snapshot={builds.gone}").text
    assert text.SAID_INTRO.format(day="Dec 1, 2025") in the(html, "main", id="main").text
    assert f"CARE calls{COUNTS[0] + 2} calls{COUNTS[0] + 2}" in the(html, "main", id="main").text
    unknown = client.get("/?snapshot=19990101T000000Z")
    assert (unknown.status_code, text.SAID in unknown.text) == (410, False)


@pytest.mark.parametrize("path", ["/", "/methods"])
def test_what_cannot_be_an_id_is_refused_and_one_of_the_future_is_not_there_yet(
    client: FlaskClient, builds: Builds, path: str
) -> None:
    for given, status in (("current", 400), ("", 400), ("..%2f..%2fetc", 400), ("20990101T000000Z", 404)):
        response = client.get(f"{path}?snapshot={given}")
        assert (response.status_code, response.mimetype) == (status, "text/html")
        assert text.TITLES[status] in response.text
    assert builds.new in client.get(f"{path}?snapshot=20990101T000000Z").text


def test_what_is_given_is_shown_as_text_only(client: FlaskClient) -> None:
    html = client.get("/?snapshot=<script>alert(1)</script>&precinct=<b>").text
    assert "<script>alert" not in html
    assert "<b>" not in html


def test_a_page_that_there_is_not_is_not_found_whatever_it_is_pinned_to(client: FlaskClient, builds: Builds) -> None:
    for pin in (builds.old, builds.gone, "x"):
        response = client.get(f"/nothing?snapshot={pin}")
        assert response.status_code == 404
        assert words.NOT_FOUND in response.text


@pytest.mark.parametrize(
    "place", ["metrics/care_calls", "metrics/care_calls.csv", "filters", "quality", "restatements"]
)
def test_an_answer_of_a_snapshot_that_is_not_kept_names_the_same_question_at_the_nearest(
    client: FlaskClient, builds: Builds, place: str
) -> None:
    question = "precinct=WEST&hour=14&hour=15" if place.startswith("metrics") else ""
    response = client.get(f"/api/v1/{place}?{question}&snapshot={builds.gone}")
    assert (response.status_code, response.content_type) == (410, "application/problem+json")
    body = response.json
    assert (body["title"], body["before"]) == (text.TITLES[410], None)
    assert body["nearest"] == body["after"]
    assert body["nearest"]["snapshot"] == builds.old
    address = f"http://localhost/api/v1/{place}?snapshot={builds.old}{'&' * bool(question)}{question}"
    assert body["nearest"]["address"] == address
    assert client.get(address.removeprefix("http://localhost")).status_code == 200
    assert body["said"]["data_kind"] == "real"
    calls = next(said for said in body["said"]["headline"] if said["metric"] == "care_calls")
    assert (calls["value"], calls["n"], calls["text"]) == (COUNTS[0] + 2, COUNTS[0] + 2, str(COUNTS[0] + 2))


def test_a_pointer_that_is_lost_leaves_pinned_pages_as_they_are(tmp_path: Path) -> None:
    builds = three_builds(tmp_path / "warehouse")
    (builds.folder / "current").unlink()
    client = builds.client()
    assert client.get(f"/?snapshot={builds.old}").status_code == 200
    assert client.get(f"/?snapshot={builds.gone}").status_code == 410
