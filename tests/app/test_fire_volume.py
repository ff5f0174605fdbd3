"""The fire department's feed as context: on the page, from the API and as a file, and nowhere without a feed."""

import csv
import gzip
import io
import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import duckdb
import pytest
from flask.testing import FlaskClient

from app.api.bodies import FireVolume
from app.components.static_html import as_text
from app.config import Settings
from app.db import Snapshot, Warehouse
from app.figures.columns import Column, columns
from app.fire_volume import FireMonth, fire_months, fire_types
from app.main import create_app
from app.pages.capacity import fire_volume
from app.question import read_question
from app.words import fire_volume as text
from etl.build import refresh
from etl.config import PROJECT, settings_from
from tests.app.layouts import Element, elements
from tests.golden.month import write_month

AID, YELLOW, LOW = "Aid Response", "Aid Response Yellow", "Low Acuity Response"
PERIOD = "?start=2025-10-31&end=2025-11-30"
HELD = date(2024, 11, 1), date(2025, 12, 3)


def incidents() -> Iterator[tuple[str, str, str]]:
    """Invent a feed of 14 months: two a day of aid, one each fifth day of low acuity, a fire a day."""
    first, last = HELD
    for place in range((last - first).days + 1):
        day = first + timedelta(place)
        kinds = [AID, AID, "Rubbish Fire", *([LOW] if place % 5 == 0 else []), *([YELLOW] if day.day == 7 else [])]
        yield from ((f"F{place:05}{n}", f"{day}T12:00:00.000", kind) for n, kind in enumerate(kinds))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the written month beside such a feed."""
    data = tmp_path_factory.mktemp("data")
    (data / "fire").mkdir()
    (data / "reference").symlink_to(PROJECT / "data" / "reference")
    with gzip.open(data / "fire" / "fire-911-full-20251203T120000Z.csv.gz", "wt", newline="") as file:
        csv.writer(file).writerows([("incident_number", "datetime", "type"), *incidents()])
    refresh(settings_from({"CARE_DATA_DIR": str(data)}), [write_month(data / "month.csv")])
    return data / "warehouse"


@pytest.fixture(scope="module")
def fed(folder: Path) -> Snapshot:
    return Warehouse(Settings(folder)).current()


@pytest.fixture(scope="module")
def fed_client(folder: Path) -> FlaskClient:
    tester: FlaskClient = create_app(Settings(folder)).server.test_client()
    return tester


@pytest.fixture(scope="module")
def older(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a warehouse whose snapshot is of before the feed was counted."""
    older = Path(shutil.copytree(folder, tmp_path_factory.mktemp("older") / "warehouse"))
    (file,) = older.glob("care-*.duckdb")
    with duckdb.connect(str(file)) as con:
        con.execute("DROP TABLE fire_volume")
    return older


def shown(snapshot: Snapshot, query: str = PERIOD) -> list[Element]:
    return elements(as_text(fire_volume.context(read_question(query, snapshot))))


def said(parts: list[Element]) -> str:
    return " ".join(" ".join(part.text.split()) for part in parts if part.tag in ("p", "h3", "summary"))


def expected(month: str) -> dict[str, int]:
    """Count a month of the feed anew, without the database."""
    counts: dict[str, int] = {}
    for _, moment, kind in incidents():
        if moment.startswith(month) and kind in (AID, YELLOW, LOW):
            counts[kind] = counts.get(kind, 0) + 1
    return counts


# what the snapshot holds


def test_each_month_has_the_low_acuity_types_and_is_complete_once_a_later_one_has_begun(fed: Snapshot) -> None:
    months = fire_months(fed)
    assert [month.month for month in months] == [f"2024-{n}" for n in (11, 12)] + [f"2025-{n:02}" for n in range(1, 13)]
    assert {month.month: month.incidents for month in months} == {
        month.month: expected(month.month) for month in months
    }
    assert [month.month for month in months if not month.is_complete] == ["2025-12"]
    assert (months[-1].first_day, months[-1].through) == (date(2025, 12, 1), date(2025, 12, 3))


def test_a_month_that_begins_late_or_ends_early_is_not_complete(older: Path, tmp_path: Path) -> None:
    (file,) = Path(shutil.copytree(older, tmp_path / "cut")).glob("care-*.duckdb")
    with duckdb.connect(str(file)) as con:
        con.execute("""
            CREATE TABLE fire_volume AS
            SELECT * FROM (VALUES ('2025-08', DATE '2025-08-02', DATE '2025-08-31'),
                                  ('2025-09', DATE '2025-09-01', DATE '2025-09-29'),
                                  ('2025-10', DATE '2025-10-01', DATE '2025-10-31'),
                                  ('2025-11', DATE '2025-11-01', DATE '2025-11-30')) AS held(month, first_day, through),
                          (SELECT 'Aid Response' AS type, 1 AS incidents, TRUE AS is_low_acuity_aid)
        """)
    months = fire_months(Snapshot(file, Settings(file.parent)))
    assert [month.is_complete for month in months] == [False, False, True, False]


def test_the_types_are_listed_from_the_largest(fed: Snapshot) -> None:
    assert fire_types(fire_months(fed)) == [AID, LOW, YELLOW]
    assert fire_types([]) == []
    day = date(2025, 1, 1)
    assert fire_types([FireMonth("2025-01", {"b": 1, "a": 1}, day, day, is_complete=True)]) == ["a", "b"]


# the page


def test_the_page_says_how_many_and_that_nothing_about_care_follows(fed: Snapshot) -> None:
    october, november = (sum(expected(month).values()) for month in ("2025-10", "2025-11"))
    told = said(shown(fed))
    assert text.CONTEXT in told
    assert text.USUAL.format(
        months=2, first="October 2025", last="November 2025", mean=f"{(october + november) / 2:,.0f}",
        low=min(october, november), high=max(october, november),
    ) in told  # fmt: skip
    assert "Aid Response, Low Acuity Response and Aid Response Yellow" in told


def test_columns_and_table_hold_the_same_months(fed: Snapshot) -> None:
    parts = shown(fed)
    (picture,) = (part for part in parts if part.tag == "svg")
    total = {month: sum(expected(month).values()) for month in ("2025-10", "2025-11")}
    assert picture["aria-label"].endswith(f"October 2025: {total['2025-10']}; November 2025: {total['2025-11']}.")
    cells = [part.text for part in parts if part.tag == "td"]
    assert cells == [
        str(count)
        for month in ("2025-10", "2025-11")
        for count in (*(expected(month)[kind] for kind in (AID, LOW, YELLOW)), total[month])
    ]
    heads = [part.text for part in parts if part.tag == "th" and part["scope"] == "col"]
    assert heads == [text.MONTH, AID, LOW, YELLOW, text.ALL]


def test_only_days_apply_of_the_readers_filters(fed: Snapshot) -> None:
    assert said(shown(fed, f"{PERIOD}&precinct=EAST&hour=3")) == said(shown(fed))
    one = said(shown(fed, "?start=2025-11-02&end=2025-11-03"))
    assert text.ONE.format(month="November 2025", incidents=sum(expected("2025-11").values())) in one


def test_a_month_that_is_not_complete_is_drawn_open_and_told_apart(older: Path, tmp_path: Path) -> None:
    (file,) = Path(shutil.copytree(older, tmp_path / "late")).glob("care-*.duckdb")
    with duckdb.connect(str(file)) as con:
        con.execute("CREATE TABLE fire_volume AS SELECT '2025-11' AS month, 'Aid Response' AS type, 40 AS incidents, "
                    "TRUE AS is_low_acuity_aid, DATE '2025-11-01' AS first_day, DATE '2025-11-12' AS through")  # fmt: skip
    parts = shown(Snapshot(file, Settings(file.parent)))
    assert text.NONE_COMPLETE in said(parts)
    assert "November 2025 is not complete in the feed: it holds Nov 1, 2025 to Nov 12, 2025." in said(parts)
    assert [part["fill"] for part in parts if part.tag == "rect"] == ["none"]
    assert text.NOT_COMPLETE.format(month="November 2025") in [part.text for part in parts if part.tag == "th"]


def test_a_period_without_a_month_of_the_feed_says_what_the_feed_holds(older: Path, tmp_path: Path) -> None:
    (file,) = Path(shutil.copytree(older, tmp_path / "early")).glob("care-*.duckdb")
    with duckdb.connect(str(file)) as con:
        con.execute("CREATE TABLE fire_volume AS SELECT '2021-02' AS month, 'Aid Response' AS type, 40 AS incidents, "
                    "TRUE AS is_low_acuity_aid, DATE '2021-02-01' AS first_day, DATE '2021-02-28' AS through")  # fmt: skip
    parts = shown(Snapshot(file, Settings(file.parent)))
    assert text.NONE.format(first="February 2021", last="February 2021") in said(parts)
    assert not [part for part in parts if part.tag in ("svg", "td")]


@pytest.mark.parametrize("name", ["month", "demo"])
def test_without_a_feed_the_page_says_nothing_of_it(name: str, request: pytest.FixtureRequest) -> None:
    snapshot: Snapshot = request.getfixturevalue(name)
    assert fire_volume.context(read_question("", snapshot)) == []


def test_many_months_name_only_years_and_the_tallest(fed: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fire_volume, "_touched", lambda _, months: list(months))
    words = [part.text for part in shown(fed) if part.tag == "text"]
    assert sorted(words) == ["2025", f"{max(month.total for month in fire_months(fed)):,}"]
    columns_drawn = [part for part in shown(fed) if part.tag == "rect"]
    assert len(columns_drawn) == 14
    lefts = [float(part["x"]) for part in columns_drawn]
    assert all(
        left + float(part["width"]) < right for left, right, part in zip(lefts, lefts[1:], columns_drawn, strict=False)
    )


def test_words_at_the_edge_of_a_picture_stay_inside() -> None:
    parts = elements(columns([Column("", "2023", (1.0,), "1,234")] * 100, (fire_volume._LOOK,), "many", "told"))
    places = [(float(part["x"]), len(part.text) * 3.5) for part in parts if part.tag == "text"]
    assert all(half <= x <= 720 - half for x, half in places)


# the API and the file


def test_the_api_gives_the_same_numbers_as_its_document_describes(fed: Snapshot, fed_client: FlaskClient) -> None:
    answer = fed_client.get("/api/v1/fire-volume")
    body = FireVolume.model_validate(answer.json)
    assert [(row.month, row.type, row.incidents) for row in body.rows] == [
        (month.month, kind, count) for month in fire_months(fed) for kind, count in month.incidents.items()
    ]
    assert {row.month for row in body.rows if not row.complete} == {"2025-12"}
    assert body.snapshot == fed.info.snapshot
    assert "says nothing about CARE" in body.about
    assert fed_client.get("/api/v1/fire-volume", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_the_file_has_the_same_rows_and_the_columns_that_the_data_package_says(fed_client: FlaskClient) -> None:
    (told,) = (file for file in fed_client.get("/datapackage.json").json["resources"] if file["name"] == "fire_volume")
    address = urlsplit(told["path"])
    response = fed_client.get(f"{address.path}?{address.query}")
    assert response.headers["Content-Disposition"].startswith('attachment; filename="fire_volume-')
    header, *rows = csv.reader(io.StringIO(response.get_data(as_text=True), newline=""))
    assert header == [field["name"] for field in told["schema"]["fields"]]
    body = fed_client.get("/api/v1/fire-volume").json
    assert [row[:5] for row in rows] == [
        [str(row[name]) for name in ("month", "type", "incidents", "first_day", "through")] for row in body["rows"]
    ]
    assert {row[5] for row in rows} == {"yes", "no"}
    assert told["schema"]["primaryKey"] == ["month", "type"]
    assert len({tuple(row[:2]) for row in rows}) == len(rows)


def test_the_pages_link_keeps_the_build_it_is_pinned_to(fed: Snapshot) -> None:
    free, pinned = shown(fed), shown(fed, f"{PERIOD}&snapshot={fed.info.snapshot}")
    links = [[part["href"] for part in parts if part.tag == "a"][-1] for parts in (free, pinned)]
    assert links == ["/api/v1/fire-volume.csv", f"/api/v1/fire-volume.csv?snapshot={fed.info.snapshot}"]


def test_a_snapshot_of_before_serves_without_it(older: Path) -> None:
    client = create_app(Settings(older)).server.test_client()
    assert client.get("/capacity").status_code == 200
    assert text.TITLE not in client.get("/capacity").get_data(as_text=True)
    assert client.get("/api/v1/fire-volume").json["rows"] == []
    assert len(client.get("/api/v1/fire-volume.csv").get_data(as_text=True).splitlines()) == 1
    assert "fire_volume" not in [file["name"] for file in client.get("/datapackage.json").json["resources"]]


def test_the_page_shows_it_before_any_script_runs(fed_client: FlaskClient) -> None:
    page = fed_client.get(f"/capacity{PERIOD}").get_data(as_text=True)
    assert text.TITLE in page
    assert page.index('id="first-capacity-fire"') < page.index('id="first-capacity-fire-volume"')


def test_what_is_asked_is_given_once_and_of_a_build_that_is_there(fed_client: FlaskClient) -> None:
    assert fed_client.get("/api/v1/fire-volume?snapshot=a&snapshot=b").status_code == 400
    assert fed_client.get("/api/v1/fire-volume.csv?snapshot=20200101T000000Z").status_code == 410
