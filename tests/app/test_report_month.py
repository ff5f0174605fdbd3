"""Which month a report is of: the last complete one, the one asked for, or why there is none; and the way to others."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from app import words
from app.components.page import Unanswerable
from app.config import Settings
from app.db import Info, Snapshot, Warehouse
from app.filters import Filters
from app.main import create_app
from app.pages.report.month import address_of, last_13_months, month_before, month_of, months, read_month
from app.words import builds as builds_text
from app.words import report as text
from tests.app.builds import Builds, three_builds
from tests.app.layouts import elements, links, the
from tests.app.reports import MONTH, page_of, table, told


@pytest.fixture
def warehouse(demo_folder: Path) -> Warehouse:
    return Warehouse(Settings(demo_folder))


@pytest.fixture(scope="module")
def page(client: FlaskClient) -> str:
    return page_of(client, MONTH)


def test_without_a_month_it_is_the_last_complete_one(warehouse: Warehouse) -> None:
    asked = read_month("", warehouse)
    assert asked.snapshot.info.data_through == date(2025, 12, 30)
    assert month_of(asked) == "2025-11"
    assert (asked.filters.start, asked.filters.end) == (date(2025, 11, 1), date(2025, 11, 30))


@pytest.mark.parametrize(
    ("month", "first", "last"),
    [("2024-02", date(2024, 2, 1), date(2024, 2, 29)), ("2025-12", date(2025, 12, 1), date(2025, 12, 31))],
)
def test_a_month_is_its_days(warehouse: Warehouse, month: str, first: date, last: date) -> None:
    asked = read_month(f"?month={month}&precinct=EAST&utm=1", warehouse)
    assert (asked.filters, month_of(asked)) == (Filters(start=first, end=last), month)


@pytest.mark.parametrize("given", ["2025-13", "2025-1", "1999-12", "June", "2025-06-01", "<b>", "2025-06 or so"])
def test_what_is_no_month_is_refused_by_name_with_an_example(client: FlaskClient, given: str) -> None:
    response = client.get("/report", query_string={"month": given})
    assert response.status_code == 400
    assert text.NO_MONTH in told(response.text)
    assert text.NO_MONTH_DETAIL.format(given=given) in told(response.text)
    assert links(response.text)["Show what there is"] == "/report"


def test_two_months_are_refused(client: FlaskClient) -> None:
    assert client.get("/report?month=2025-05&month=2025-06").status_code == 400


@pytest.mark.parametrize("month", ["2021-12", "2026-01", "2099-12"])
def test_a_month_that_is_not_loaded_is_a_404_that_says_which_are(client: FlaskClient, month: str) -> None:
    response = client.get(f"/report?month={month}")
    assert response.status_code == 404
    assert text.NOT_LOADED.format(month=words.month(month)) in told(response.text)
    assert "January 2022 to December 2025" in told(response.text)


def test_a_snapshot_that_is_not_kept_is_told_as_on_every_page(client: FlaskClient, warehouse: Warehouse) -> None:
    for name, status in (("20200101T000000Z", 410), ("../../etc/passwd", 400)):
        response = client.get("/report", query_string={"snapshot": name})
        assert response.status_code == status
        assert builds_text.TITLES[status] in told(response.text)
        with pytest.raises(Unanswerable, match=text.NO_SNAPSHOT):  # as the command says it, which serves no page
            read_month(f"snapshot={name}", warehouse)


def test_a_month_that_is_not_whole_says_so_and_is_not_compared(client: FlaskClient, page: str) -> None:
    mark = text.INCOMPLETE.format(first="Jan 1, 2022", last="Dec 30, 2025")
    partly = client.get("/report?month=2025-12").text
    assert mark in told(partly)
    assert mark not in told(page)
    assert words.CHANGE_INCOMPLETE.format(other=words.OTHER_PERIOD["previous"]) in told(partly)
    assert "not compared: incomplete" in table(partly, text.COMPARED)[1][3]


def test_without_data_it_is_the_page_that_says_there_is_none(tmp_path: Path) -> None:
    response = create_app(Settings(tmp_path)).server.test_client().get("/report?month=2025-06")
    assert words.NO_DATA_YET in response.text


def test_the_months_before_and_after_are_a_link_and_any_other_a_form(client: FlaskClient, page: str) -> None:
    assert links(page)["← May 2025"] == "/report?month=2025-05"
    assert links(page)["July 2025 →"] == "/report?month=2025-07"
    options = [one for one in elements(page) if one.tag == "option" and "selected" in one.attributes]
    assert [one["value"] for one in options if one["value"].startswith("2025-")] == [MONTH]
    form = next(one for one in elements(page) if one.tag == "form" and one.get("method") == "get")
    assert form["action"] == "/report"
    assert the(page, "select", name="month")["id"] == "report-month"
    first, last = (client.get(f"/report?month={month}").text for month in ("2022-01", "2025-12"))
    assert "← December 2021" not in links(first)
    assert "January 2026 →" not in links(last)


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    return three_builds(tmp_path_factory.mktemp("builds") / "warehouse")


def test_a_pinned_report_leads_to_the_months_of_its_snapshot(builds: Builds) -> None:
    html = builds.client().get(f"/report?snapshot={builds.old}&month=2025-11").text
    ways = links(html)
    assert ways["← October 2025"] == f"/report?month=2025-10&snapshot={builds.old}"
    assert ways["December 2025 →"] == f"/report?month=2025-12&snapshot={builds.old}"
    start = next(i for i, one in enumerate(elements(html)) if one.tag == "form" and one.get("method") == "get")
    sent = {one["name"]: one.get("value") for one in elements(html)[start:] if one.tag in ("input", "select")}
    assert (sent["snapshot"], "month" in sent) == (builds.old, True)


def test_the_newest_is_seen_of_the_same_month(builds: Builds) -> None:
    client = builds.client()
    html = client.get(f"/report?snapshot={builds.old}&month=2025-10&precinct=WEST").text
    newest = links(html)[builds_text.SEE_NEWEST]
    assert newest == "/report?month=2025-10"
    assert "October 2025" in told(client.get(newest).text)


def test_a_month_that_a_kept_snapshot_lacks_leads_to_what_that_holds(builds: Builds) -> None:
    response = builds.client().get(f"/report?snapshot={builds.old}&month=2024-01")
    assert (response.status_code, builds.old in response.text) == (404, True)
    assert links(response.text)["Show what there is"] == f"/report?snapshot={builds.old}"


def test_a_question_about_more_days_keeps_the_address_of_its_report(warehouse: Warehouse) -> None:
    asked = replace(read_month("month=2025-06", warehouse), page="https://care.example.org/report")
    snapshot = asked.snapshot.info.snapshot
    for one in (asked, last_13_months(asked)):
        assert (one.link(), one.address) == ("?month=2025-06", "?month=2025-06")
        assert one.permanent == f"https://care.example.org/report?month=2025-06&snapshot={snapshot}"
    pinned = read_month(f"month=2025-06&snapshot={snapshot}", warehouse)
    assert (pinned.pin, asked.pin) == (snapshot, None)
    assert read_month(pinned.link(), warehouse) == pinned
    assert pinned.unpinned() == "?month=2025-06"
    assert address_of(pinned, "2024-02") == f"/report?month=2024-02&snapshot={snapshot}"


def test_months_are_offered_newest_first(demo: Snapshot) -> None:
    found = months(demo.info)
    assert (found[0], found[-1], len(found)) == ("2025-12", "2022-01", 48)
    info = Info("x", demo.info.vintage, date(2025, 3, 31), date(2025, 3, 31), is_invented=False)
    assert months(info) == ["2025-04", "2025-03"], "the newest day is under way"


def test_the_year_to_a_month_is_thirteen_months_and_the_one_before_ends_before_it(warehouse: Warehouse) -> None:
    asked = read_month("month=2025-01", warehouse)
    assert last_13_months(asked).filters == Filters(start=date(2024, 1, 1), end=date(2025, 1, 31))
    assert month_before(asked) == (date(2024, 12, 1), date(2024, 12, 31))
    with pytest.raises(Unanswerable) as refused:
        read_month("month=2020-01", warehouse)
    assert refused.value.status == 404
