"""How the data changed from refresh to refresh, as the pages and the API tell it."""

from pathlib import Path
from typing import Any

import duckdb
import pytest
from flask.testing import FlaskClient

from app import words
from app.components.corrected import corrected
from app.components.static_html import as_text
from app.config import Settings
from app.db import Snapshot, Warehouse
from app.main import create_app
from app.pages.methods.restated import restated
from app.question import read_question
from app.restatements import Moved, refreshes, said_by, whole_log
from app.words import restatements as text
from etl.build import refresh
from etl.config import settings_from
from etl.metrics import METRICS
from tests.app.builds import COUNTS, Builds, refreshed, rows, three_builds
from tests.app.layouts import elements
from tests.etl.exports import row, write


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish two snapshots: the second corrects three rows, adds two calls, and overrules a guard."""
    folder = tmp_path_factory.mktemp("restated")
    settings = settings_from({"CARE_WAREHOUSE": str(folder / "warehouse"), "CARE_BOUNDARIES": str(folder / "none")})
    calls = [row("CARE12", event=f"20250005{number:05}") for number in range(12)]
    refresh(settings, [write(folder / "1_20260101T000000Z.csv", *calls[:10])])
    later = [each | {"arrived_at": "2025-11-03 14:11:00", "priority": "2"} for each in calls[:3]]
    strange = [each | {"clearance": "NEVER SEEN"} for each in [*later, *calls[3:]]]
    export = write(folder / "2_20260102T000000Z.csv", *strange)
    refresh(settings, [export], accept=["new-category"])
    return folder / "warehouse"


@pytest.fixture(scope="module")
def second(folder: Path) -> Snapshot:
    return Warehouse(Settings(folder)).current()


@pytest.fixture(scope="module")
def two(folder: Path) -> FlaskClient:
    tester: FlaskClient = create_app(Settings(folder)).server.test_client()
    return tester


def shown(parts: list[object]) -> str:
    return elements(f"<main>{as_text(parts)}</main>")[0].text


def test_the_log_is_read_newest_first(second: Snapshot) -> None:
    newest, first = refreshes(second)
    assert (newest.snapshot, newest.previous, first.previous) == (second.info.snapshot, first.snapshot, None)
    assert (newest.rows_added, newest.rows_restated, newest.rows_withdrawn) == (2, 10, 0)
    assert newest.overruled == ["new-category"]
    assert [(found.column, found.rows) for found in newest.columns[:3]] == [
        *(("clearance", 10), ("arrived_at", 3)),
        ("priority", 3),
    ]
    assert first.columns == []


def test_the_page_of_methods_tells_counts_columns_and_months(second: Snapshot) -> None:
    told = shown(restated(second))
    newest = refreshes(second)[0]
    assert text.OVERRULED.format(names="new-category") in told
    for found in newest.columns:
        assert f"{found.column}{found.rows}" in told
    calls, median = METRICS["care_calls"], METRICS["care_response_median_minutes"]
    assert text.MOVED_FROM.format(now="12", before="10") in told
    assert f"{text.ROW.format(month=words.month('2025-11'), label=calls.label)}1210" in told
    assert median.label not in told, "a median that has not moved is not listed"


def test_a_first_load_has_nothing_to_compare_with(demo: Snapshot) -> None:
    told = shown(restated(demo))
    assert text.NO_COLUMNS in told
    assert text.MONTHS_FIRST in told
    assert corrected(read_question("", demo)) == []


def test_the_home_page_says_what_the_last_refresh_corrected(second: Snapshot, two: FlaskClient) -> None:
    said = shown(corrected(read_question("", second)))
    assert said == (
        text.LAST.format(
            restated="10",
            columns=text.LAST_COLUMNS.format(names="clearance, arrived_at, priority"),
            withdrawn="0",
        )
        + text.LAST_CALLS.format(before="10", now="12")
        + f" {text.LAST_MORE}"
    )
    assert text.LAST_CALLS.format(before="10", now="12").strip() in two.get("/").text
    assert 'href="/methods#restatements"' in two.get("/").text
    assert 'id="restatements"' in two.get("/methods").text


def test_the_interface_gives_the_whole_log(second: Snapshot, two: FlaskClient) -> None:
    body = two.get("/api/v1/restatements").json
    assert body["snapshot"] == second.info.snapshot
    newest, first = body["refreshes"]
    assert newest["columns"][0] == {"column": "clearance", "rows": 10}
    moved = [each for each in newest["moved"] if each["metric"] == "care_calls"]
    told = {"metric": "care_calls", "value": 12.0, "n": 12, "value_before": 10.0, "n_before": 10}
    assert moved == [told | {"month": None}, told | {"month": "2025-11"}]
    assert all(each["value_before"] is None for each in first["moved"])
    pinned = two.get(f"/api/v1/restatements?snapshot={first['snapshot']}").json
    assert pinned["refreshes"] == [first]


@pytest.mark.parametrize("lost", ["refresh", "headline_move"])
def test_a_snapshot_of_before_there_was_a_log_has_none(folder: Path, tmp_path: Path, lost: str) -> None:
    old = tmp_path / "care-20200101T000000Z.duckdb"
    old.write_bytes(next(iter(folder.glob("care-*.duckdb"))).read_bytes())
    with duckdb.connect(str(old)) as con:
        con.execute(f"DROP TABLE {lost}")
    snapshot = Snapshot(old, Settings(tmp_path))
    assert list(refreshes(snapshot)) == []
    assert text.NONE in shown(restated(snapshot))
    assert corrected(read_question("", snapshot)) == []


# what is kept for ever


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Builds:
    return three_builds(tmp_path_factory.mktemp("builds") / "warehouse")


def said(body: dict[str, Any]) -> dict[str, tuple[float, int]]:
    """Read from the log what the site said of all calls, by the snapshot that said it."""
    found = {}
    for each in body["refreshes"]:
        (calls,) = (move for move in each["moved"] if move["metric"] == "care_calls" and move["month"] is None)
        found[each["snapshot"]] = (calls["value"], calls["n"])
    return found


def test_the_headline_of_a_snapshot_outlives_its_file(builds: Builds) -> None:
    expected = {
        name: (float(count + 2), count + 2)
        for name, count in zip((builds.gone, builds.old, builds.new), COUNTS, strict=True)
    }
    assert not (builds.folder / f"care-{builds.gone}.duckdb").exists()
    client = builds.client()
    assert said(client.get("/api/v1/restatements").json) == expected
    page = client.get("/methods").text
    for name, (_, n) in expected.items():
        row = next(one for one in elements(page) if one.tag == "tr" and name in one.text)
        assert str(n) in row.text
        assert f"n = {n}" in row.text, "the median has its n too"


def test_going_back_hides_nothing_that_was_said_since(builds: Builds) -> None:
    with builds.gone_back():
        body = builds.client().get("/api/v1/restatements").json
        assert (body["snapshot"], set(said(body))) == (builds.old, {builds.gone, builds.old, builds.new})
        pinned = builds.client().get(f"/api/v1/restatements?snapshot={builds.old}").json
        assert set(said(pinned)) == {builds.gone, builds.old}, "a pinned answer is what that snapshot knows"
    etag = {builds.client().get("/api/v1/restatements").headers["ETag"] for _ in range(2)}
    with builds.gone_back():
        assert builds.client().get("/api/v1/restatements").headers["ETag"] not in etag


def test_a_newer_snapshot_that_cannot_be_read_leaves_the_log_of_the_one_served(tmp_path: Path) -> None:
    builds = three_builds(tmp_path / "warehouse")
    with builds.gone_back():
        (builds.folder / f"care-{builds.new}.duckdb").write_bytes(b"not a database")
        assert set(said(builds.client().get("/api/v1/restatements").json)) == {builds.gone, builds.old}
        assert said_by(builds.warehouse, builds.new) is None


def test_refreshing_after_going_back_keeps_what_was_taken_back(tmp_path: Path) -> None:
    builds = three_builds(tmp_path / "warehouse")
    with builds.gone_back():
        latest = refreshed(builds.folder, 9, rows(COUNTS[-1] + 3))
        log = {each.snapshot: each for each in whole_log(builds.warehouse)}
        assert set(log) == {builds.gone, builds.old, builds.new, latest}
        assert log[latest].previous == builds.old, "what was served until then"
        assert log[builds.new].headline[0].metric in METRICS


def test_the_log_is_read_also_where_a_metric_is_none_any_more() -> None:
    gone = Moved("care_ghosts", None, 1234.5, 7, None, None)
    assert (gone.label, gone.text, gone.with_unit, gone.text_before) == ("care_ghosts", "1,234.5", "1,234.5", "no data")
    few = Moved("care_response_median_minutes", None, None, 9, 7.25, 12)
    assert (few.text, few.with_unit, few.text_before) == ("too few to show", "too few to show", "7.3")
    assert Moved("care_calls", None, 1.0, 1, None, None).with_unit == "1 call"
