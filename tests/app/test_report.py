"""The report of a month: its numbers, what it compares, what changed since, and how it is cited."""

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import words
from app.config import Settings
from app.db import Snapshot, Warehouse
from app.filters import Filters
from app.main import create_app
from app.pages.report import coverage
from app.queries import ask
from app.reference import phases
from app.site import TO_PAPER
from app.words import report as text
from app.words import tile
from etl.build import refresh
from etl.config import settings_from
from etl.metrics import METRICS
from tests.app.layouts import Element, elements, links
from tests.app.reports import DAYS, MONTH, page_of, table, told
from tests.etl.exports import row, write


@pytest.fixture(scope="module")
def page(client: FlaskClient) -> str:
    return page_of(client, MONTH)


def api(client: FlaskClient, name: str, query: str = DAYS) -> dict[str, Any]:
    (found,) = client.get(f"/api/v1/metrics/{name}?{query}").json["rows"]
    answer: dict[str, Any] = found
    return answer


def test_the_headline_numbers_are_those_of_the_month(client: FlaskClient, page: str) -> None:
    for one in elements(page):
        if one.tag == "li" and "tile" in one.classes:
            assert api(client, one["id"].removeprefix("tile-"))["text"] in one.text
            assert "Jun 1 to Jun 30, 2025" in one.text


def test_each_number_stands_beside_the_month_and_the_year_before(client: FlaskClient, page: str) -> None:
    _, *rows = table(page, text.COMPARED)
    by_label = {f"{metric.label} ({metric.unit})": metric for metric in METRICS.values()}
    assert len(rows) == 12
    for label, value, n, before, year in rows:
        name = by_label[label].name
        found = api(client, name)
        assert value.startswith(found["text"])
        assert n == f"{found['n']:,}"
        for cell, to in ((before, "previous"), (year, "year")):
            compared = api(client, name, f"{DAYS}&compare={to}")["compared"]
            assert cell.startswith(compared["text"])
            assert compared["start"] == {"previous": "2025-05-01", "year": "2024-06-01"}[to]
            percent = compared["percent"]
            if "%)" in cell and percent is not None:
                assert f"{abs(percent):,.1f}%)" in cell
                assert ("(-" in cell) == (percent < 0 and f"{abs(percent):,.1f}" != "0.0")


def test_a_change_between_few_events_or_with_a_time_before_care_is_not_made_into_percent(client: FlaskClient) -> None:
    launch = {cells[0]: cells for cells in table(client.get("/report?month=2023-11").text, text.COMPARED)}
    calls = launch["CARE calls (calls)"]
    assert int(calls[2]) < 10, "the month after the launch has few calls in these data"
    assert calls[3] == text.BEFORE_LAUNCH.format(was=calls[3].split(":")[0])
    first = table(client.get("/report?month=2022-01").text, text.COMPARED)
    assert {cells[3] for cells in first[1:]} == {text.NOT_HELD}


def test_the_chart_holds_thirteen_months_of_calls_by_who_came(client: FlaskClient, page: str) -> None:
    rows = client.get("/api/v1/metrics/care_calls?start=2024-06-01&end=2025-06-30&by=month").json["rows"]
    assert len(rows) == 13
    chart = drawn(page, text.CALLS_CHART)
    values = "; ".join(f"{words.month(row['month'])}: {row['text']}" for row in rows)
    assert chart["aria-label"] == f"{text.CALLS_CHART}. {values}."
    sentence = text.CALLS_SENTENCE.split("{")[0] + "June 2025"
    assert sentence in told(page)


def drawn(html: str, title: str) -> Element:
    return next(one for one in elements(html) if one.tag == "svg" and (one.get("aria-label") or "").startswith(title))


def test_a_month_whose_median_is_withheld_has_no_column(client: FlaskClient) -> None:
    chart = drawn(client.get("/report?month=2023-11").text, text.RESPONSE_CHART)
    assert "October 2023: –" in chart["aria-label"]


def test_the_five_steps_add_up_to_the_eligible_calls(client: FlaskClient, page: str) -> None:
    _, *rows = table(page, text.COVERAGE)
    assert sum(int(cells[1]) for cells in rows) == api(client, "eligible_calls")["value"]
    assert rows[0][0] == METRICS["coverage_arrived_calls"].label


def test_the_neighborhoods_with_the_most_calls_are_named_and_the_rest_counted(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coverage, "_MOST_PLACES", 2)
    page = client.get(f"/report?month={MONTH}").text
    _, *rows = table(page, text.PLACES)
    answer = client.get(f"/api/v1/metrics/care_calls?{DAYS}&by=neighborhood").json["rows"]
    counts = sorted((found["n"] for found in answer), reverse=True)
    assert [int(cells[1]) for cells in rows] == counts[:2]
    (note,) = (one.text for one in elements(page) if "note" in one.classes and "more neighborhoods" in one.text)
    rest = re.match(r"(\d+) more neighborhoods had (\d+)\. All neighborhoods together: (\d+)\.", note)
    assert rest
    assert (int(rest[1]), int(rest[2])) == (len(counts) - 2, sum(counts[2:]))
    assert int(rest[3]) == sum(counts)


def test_waits_of_each_agency_are_those_of_the_interface(client: FlaskClient, page: str) -> None:
    _, *rows = table(page, text.RESPONSE)
    for agency, four in (("care", rows[:4]), ("spd", rows[4:])):
        for interval, cells in zip(text.INTERVALS, four, strict=True):
            median, nine = (api(client, f"{agency}_{interval}_{which}_minutes") for which in ("median", "p90"))
            assert cells[:4] == [
                text.INTERVALS[interval].format(who=text.AGENCIES[agency]),
                *(median["text"], nine["text"], f"{median['n']:,}"),
            ]


def test_measured_and_modeled_stand_apart_and_the_model_says_its_shares_and_ranges(
    client: FlaskClient, page: str
) -> None:
    measured, modeled = table(page, text.MEASURED), table(page, text.MODELED)
    assert [cells[0].split(" (")[0] for cells in measured[1:]] == [
        METRICS[name].label for name in ("care_alone_after_spd_hours", "spd_cleared_first_share", "care_only_hours")
    ]
    metric = METRICS["spd_officer_hours_avoided"]
    for place, share in enumerate((100, 75, 50), start=1):
        found = api(client, metric.name, f"{DAYS}&police_share={share}")
        between = words.RANGE.format(low=metric.text(found["low"]), high=metric.text(found["high"]))
        assert modeled[1][place] == f"{found['text']} ({between})"
        assert f"{share}%" in modeled[0][place]
    assert all(limit in told(page) for limit in metric.limits)


def test_every_definition_it_leads_to_is_there(client: FlaskClient, page: str) -> None:
    to = [href for href in links(page).values() if "/methods#" in href]
    assert len(to) >= 8
    there = {one.get("id") for one in elements(client.get("/methods").text)}
    assert {href.split("#")[1] for href in to} <= there


# what is said of it


def test_invented_data_is_marked_at_the_top_and_at_the_edge_of_every_printed_page(
    client: FlaskClient, month_client: FlaskClient
) -> None:
    invented, real = client.get("/report").text, month_client.get("/report").text
    assert words.INVENTED in invented
    assert f'@top-right {{ content: "{words.INVENTED_SHORT}"' in invented
    assert words.INVENTED_SHORT not in real
    for html in (invented, real):
        assert 'counter(page) " / " counter(pages)' in html


def test_the_edge_of_a_page_says_month_snapshot_and_day(page: str, demo: Snapshot) -> None:
    assert f'"{text.RUNNING_TITLE.format(month="June 2025")}"' in page
    assert f'"{text.RUNNING_BASIS.format(snapshot=demo.info.snapshot, through="Dec 30, 2025")}"' in page


def test_the_citation_leads_to_the_same_report(client: FlaskClient, demo: Snapshot) -> None:
    path = f"/report?month={MONTH}&snapshot={demo.info.snapshot}"
    public = client.get(f"/report?month={MONTH}", base_url="https://care.example").text
    assert f"https://care.example{path}" in links(public)
    assert table(client.get(path).text, text.COMPARED) == table(public, text.COMPARED)


def test_every_tile_is_cited_with_the_whole_address_of_its_report(
    client: FlaskClient, page: str, demo: Snapshot
) -> None:
    cited = [one.text for one in elements(page) if "citation" in one.classes]
    names = [one["id"] for one in elements(page) if "tile" in one.classes]
    assert len(cited) == len(names) == 4
    address = f"http://localhost/report?month={MONTH}&snapshot={demo.info.snapshot}"
    assert [sentence.rpartition(": ")[2] for sentence in cited] == [f"{address}#{name}" for name in names]
    again = client.get(address.removeprefix("http://localhost")).text
    assert [one.text for one in elements(again) if "citation" in one.classes] == cited


def served(folder: Path, site_url: str, *, to_paper: bool) -> str:
    server = create_app(Settings(folder, site_url=site_url)).server
    server.config[TO_PAPER] = to_paper
    return server.test_client().get(f"/report?month={MONTH}", base_url="http://127.0.0.1:40000").text


@pytest.mark.parametrize("to_paper", [False, True])
def test_the_site_is_where_the_setting_says_on_screen_and_paper(
    demo_folder: Path, demo: Snapshot, *, to_paper: bool
) -> None:
    html = served(demo_folder, "https://care.example.org", to_paper=to_paper)
    address = f"https://care.example.org/report?month={MONTH}&snapshot={demo.info.snapshot}"
    assert links(html)[address] == address
    assert links(html)[METRICS["coverage_share"].label] == "https://care.example.org/methods#coverage_share"
    assert "127.0.0.1" not in html


def test_without_the_setting_paper_says_paths_and_no_address_of_the_machine_that_printed_it(
    demo_folder: Path, demo: Snapshot
) -> None:
    html, on_screen = (served(demo_folder, "", to_paper=to_paper) for to_paper in (True, False))
    path = f"/report?month={MONTH}&snapshot={demo.info.snapshot}"
    assert text.ON_SITE.format(path=path) in told(html)
    assert f"{METRICS['coverage_share'].label} (/methods#coverage_share)" in told(html)
    assert path not in links(html).values()
    assert "127.0.0.1" not in html
    assert f"http://127.0.0.1:40000{path}" in links(on_screen).values()


# what CARE itself changed between


@pytest.mark.parametrize(
    ("month", "columns"),
    [
        ("2023-11", []),  # both are of the time before CARE
        ("2025-06", [text.COMPARED_COLUMNS[-1]]),
    ],
)
def test_that_care_changed_is_told_of_the_columns_it_is_true_of(
    client: FlaskClient, month: str, columns: list[str]
) -> None:
    note = compared_note(client, month)
    found = [one for one in text.COMPARED_COLUMNS[-2:] if f"{one}: {tile.CARE_CHANGED}" in note]
    assert found == columns
    assert note.count(tile.CARE_CHANGED) == len(columns)


def test_a_phase_that_began_in_the_month_changed_care_since_both_others(client: FlaskClient, demo: Snapshot) -> None:
    _launch, *later = phases(demo)
    within = [phase.starts_on for phase in later if phase.starts_on < demo.info.last_day.replace(day=1)]
    assert within
    for day in within:
        note = compared_note(client, f"{day:%Y-%m}")
        assert f"{text.COMPARED_COLUMNS[-2]}: {tile.CARE_CHANGED}" in note


def compared_note(client: FlaskClient, month: str) -> str:
    """Read what stands under the table of comparisons."""
    start = text.COMPARED_NOTE.split(" Not said")[0]
    found = [one.text for one in elements(page_of(client, month)) if "note" in one.classes and start in one.text]
    (note,) = found
    return note


# what changed since


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish October to December, and then a correction: two October calls less, one December call more."""
    folder = tmp_path_factory.mktemp("corrected")
    settings = settings_from({"CARE_WAREHOUSE": str(folder / "warehouse"), "CARE_BOUNDARIES": str(folder / "none")})
    days = ("2025-10-05", "2025-11-05", "2025-12-05", "2025-12-20")
    calls = [call(f"2025000{place}{number:05}", day) for place, day in enumerate(days, 1) for number in range(12)]
    refresh(settings, [write(folder / "1_20260101T000000Z.csv", *calls)])
    fixed = [each | {"origin": "ONVIEW"} for each in calls[:2]]
    new = call("202500099999", "2025-12-21")
    refresh(settings, [write(folder / "2_20260102T000000Z.csv", *fixed, *calls[2:], new)])
    return folder / "warehouse"


def call(event: str, day: str) -> dict[str, str]:
    times = {"queued_at": "12:00", "dispatched_at": "12:02", "arrived_at": "12:10", "cleared_at": "12:40"}
    return row("CARE12", event, **{name: f"{day} {at}:00" for name, at in times.items()})


def test_what_was_corrected_since_last_month_is_told_with_the_numbers_it_moved(corrected: Path) -> None:
    client = create_app(Settings(corrected)).server.test_client()
    html = client.get("/report?month=2025-11").text
    assert text.CHANGED_SENTENCE.format(
        day="Oct 31, 2025", refreshes="1 refresh", restated="2 rows", withdrawn="0"
    ) in told(html)
    rows = {cells[0]: cells[1:] for cells in table(html, text.CHANGED)[1:]}
    assert rows[text.CHANGED_ROW.format(month="October 2025", label="CARE calls")] == ["12", "10"]
    assert not any("December" in name for name in rows), "a month after the one before is not one of those before"


def test_where_no_refresh_came_after_it_says_so(corrected: Path) -> None:
    first = sorted(corrected.glob("care-*.duckdb"))[0].stem.removeprefix("care-")
    client = create_app(Settings(corrected)).server.test_client()
    html = client.get(f"/report?month=2025-11&snapshot={first}").text
    assert text.CHANGED_SINCE_NONE.format(day="Oct 31, 2025") in told(html)
    assert f"snapshot {first}" in told(html)


def test_a_month_without_a_call_is_written_without_places(corrected: Path) -> None:
    client = create_app(Settings(corrected)).server.test_client()
    html = client.get("/report?month=2025-12").text
    assert text.PLACES_NONE not in told(html)
    snapshot = Warehouse(Settings(corrected)).current()
    assert ask(snapshot, "care_calls", Filters(start=date(2025, 12, 1), end=date(2025, 12, 31))).only.n == 25
