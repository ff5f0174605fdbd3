"""The fire department's part of the page, with its units and without; numbers of snapshots that know nothing of it."""

import csv
import json
import re
from datetime import date
from pathlib import Path

import duckdb
import pytest
from flask.testing import FlaskClient

from app import words
from app.components.chart_card import ChartCard
from app.components.nothing import outside_data
from app.components.page import Passage
from app.components.static_html import as_html
from app.config import Settings
from app.db import Snapshot, Warehouse
from app.downloads.metadata import count_rows
from app.downloads.row_files import UNIT_RESPONSES
from app.filters import Filters
from app.main import create_app
from app.pages.capacity import fire, measured
from app.pages.capacity.agencies import CREWS, POLICE
from app.pages.capacity.layout import PAGE
from app.queries import ask
from app.question import read_question
from app.words import capacity as text
from app.words import no_data
from etl.build import refresh
from etl.config import settings_from
from etl.metrics import METRICS
from tests.golden.goldens import GOLDENS

SFD = [name for name, metric in METRICS.items() if metric.supplied_by]
CARDS = [block for block in PAGE.blocks if isinstance(block, ChartCard) and block.is_there]
PASSAGES = [block for block in PAGE.blocks if isinstance(block, Passage) and block.name.startswith("fire-")]
MAY = "?start=2025-05-01&end=2025-05-31"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish the written world with fire units, from February to June 2025."""
    folder, golden = tmp_path_factory.mktemp("fire"), GOLDENS["fire"]
    exports = [golden.write(folder / "fire.csv"), *golden.fire(folder, "fire")]
    refresh(settings_from({"CARE_WAREHOUSE": str(folder / "warehouse")}), exports)
    return folder / "warehouse"


@pytest.fixture(scope="module")
def known(folder: Path) -> Snapshot:
    return Warehouse(Settings(folder)).current()


@pytest.fixture(scope="module")
def asking(folder: Path) -> FlaskClient:
    tester: FlaskClient = create_app(Settings(folder)).server.test_client()
    return tester


def told(parts: object) -> str:
    return str(as_html(parts, ""))


# with its units


def test_the_days_known_are_those_of_the_export(known: Snapshot) -> None:
    assert known.info.sfd_days == (date(2025, 2, 1), date(2025, 6, 1))
    assert "Feb 1 to Jun 1, 2025" in told(fire.opening(read_question("", known)))
    assert no_data.NO_DATA_YET not in told(fire.opening(read_question("", known)))


def test_measured_and_modeled_stand_apart_with_their_n(known: Snapshot) -> None:
    asked = read_question(MAY, known)
    measured_part, modeled_part = told(fire.measured_part(asked)), told(fire.modeled_part(asked))
    for names, part, other in (
        (CREWS.measured, measured_part, modeled_part),
        (CREWS.modeled, modeled_part, measured_part),
    ):
        for name in names:
            answer = ask(known, name, asked.filters)
            assert f"tile-{name}" in part
            assert f"tile-{name}" not in other
            assert answer.only.text in part
    assert "full-time officers" not in measured_part + modeled_part, "nobody says how long a firefighter works"


@pytest.mark.parametrize("card", CARDS, ids=lambda card: card.name)
def test_every_chart_says_its_number_and_gives_its_file(known: Snapshot, asking: FlaskClient, card: ChartCard) -> None:
    asked = read_question(MAY, known)
    shown = card.show(asked)
    (answer,) = shown.answers
    assert answer.metric.name in SFD
    assert any(row.text in shown.sentence for row in answer.rows if row.value is not None)
    json.dumps(shown.figure, allow_nan=False)
    page = asking.get(f"/capacity{MAY}").text
    assert told(shown.sentence) in page
    assert f"/api/v1/metrics/{answer.metric.name}.csv?" in page
    (section,) = re.findall(rf'<section[^>]*id="first-{card.name}-card"[^>]*>', page)
    assert "hidden" not in section


def test_the_sentence_has_its_interval_and_no_share_of_police(known: Snapshot) -> None:
    shown = fire.whole(read_question(f"{MAY}&police_share=40", known))
    row = ask(known, CREWS.avoided, Filters(start=date(2025, 5, 1), end=date(2025, 5, 31))).only
    metric = METRICS[CREWS.avoided]
    assert shown.sentence == (
        f"{row.text} fire crew hours, between {metric.text(row.low)} and {metric.text(row.high)} (5 calls)."
    )
    assert shown.below is None
    assert "40%" not in told(fire.modeled_part(read_question(f"{MAY}&police_share=40", known)))


def test_the_steps_are_those_of_the_numbers(known: Snapshot) -> None:
    steps = told(fire.worked_out(read_question("?start=2025-01-01&end=2025-12-31", known)))
    assert "CARE reached 6 calls. It reached 1 call more on days" in steps
    assert "1 call fire units were sent whose time is not known" in steps
    assert f"{1000 / 3600:.1f} − {11160 / 3600:.1f} = {-10160 / 3600:.1f}" in steps
    assert text.LEVELS_ALL in steps
    assert "full-time" not in steps


def test_its_limits_are_those_of_its_definitions(known: Snapshot) -> None:
    limits = told(fire.limits(read_question("", known)))
    for name in (*CREWS.measured, *CREWS.modeled):
        assert all(told(limit) in limits for limit in METRICS[name].limits)
    assert any("share of calls police would have been sent to" in limit for limit in METRICS[CREWS.avoided].limits)


@pytest.mark.parametrize("search", ["?start=2024-01-01&end=2024-12-31", "?start=2025-07-01&end=2025-07-31"])
def test_of_days_outside_the_export_nothing_is_said_but_which_it_has(known: Snapshot, search: str) -> None:
    asked = read_question(search, known)
    outside = words.OUTSIDE_SFD_DATA.format(first="Feb 1, 2025", last="Jun 1, 2025")
    for card in CARDS:
        assert card.show(asked).sentence == outside
        assert card.show(asked).figure["data"] == []
    for name in SFD:
        answer = ask(known, name, asked.filters)
        assert (answer.only.value, answer.only.text, answer.only.complete) == (None, "no data", False)
        assert outside_data(answer) == outside
    assert outside_data(ask(known, POLICE.avoided, asked.filters)) == ""


def test_the_calls_left_out_for_their_day_are_told(known: Snapshot) -> None:
    tiles = told(fire.modeled_part(read_question("?start=2024-01-01&end=2025-12-31", known)))
    assert "2 on days that the fire department’s export does not reach" in tiles


def test_rows_are_downloaded_with_the_agency(known: Snapshot, asking: FlaskClient) -> None:
    lines = asking.get(f"/download/unit_responses.csv{MAY}").text.splitlines()
    of_sfd = [line for line in lines if ',"SFD",' in line]
    assert len(of_sfd) == 6
    assert any(line.startswith('"SFD:2025000800002:E25","2025000800002","E25","SFD",4,') for line in of_sfd)
    filters = Filters(start=date(2025, 5, 1), end=date(2025, 5, 31))
    assert count_rows(known, UNIT_RESPONSES, filters) == len(lines) - 1
    added_up = sum(int(seconds) * int(crew) for crew, seconds in _seconds_of_calls(asking))
    assert added_up / 3600 == pytest.approx(ask(known, "sfd_crew_hours", filters).only.value)
    events = asking.get(f"/download/events.csv{MAY}").text
    assert "sfd_comparable_variance_seconds_squared" in events.splitlines()[0]


def _seconds_of_calls(asking: FlaskClient) -> list[tuple[str, str]]:
    """Read the crew and service time of each fire unit on a dispatched event, as the two files of rows tell them."""
    events = csv.DictReader(asking.get(f"/download/events.csv{MAY}").text.splitlines())
    calls = {event["event_number"] for event in events if event["origin"] == "DISPATCH"}
    units = csv.DictReader(asking.get(f"/download/unit_responses.csv{MAY}").text.splitlines())
    of_sfd = [unit for unit in units if unit["agency"] == "SFD" and unit["event_number"] in calls]
    return [(unit["officers"], unit["service_seconds"]) for unit in of_sfd if unit["service_seconds"]]


# without them


@pytest.fixture(scope="module")
def of_before(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Take all that is new out of a copy: a snapshot of before there could be fire units."""
    kept = tmp_path_factory.mktemp("before")
    (file,) = folder.glob("care-*.duckdb")
    copy = kept / file.name
    copy.write_bytes(file.read_bytes())
    with duckdb.connect(str(copy)) as con:
        con.execute("DROP TABLE fire_row; DROP TABLE fire_event; DELETE FROM unit_response WHERE agency = 'SFD'")
        for table, columns in {
            "snapshot": ("sfd_first_day", "sfd_last_day"),
            "source_file": ("export",),
            "comparable_cell": ("agency",),
        }.items():
            for column in columns:
                con.execute(f"ALTER TABLE {table} DROP COLUMN {column}")
        found = con.execute("SELECT name FROM pragma_table_info('care_event') WHERE contains(name, 'sfd')").fetchall()
        for (column,) in found:
            con.execute(f"ALTER TABLE care_event DROP COLUMN {column}")
    (kept / "current").write_text(file.name.removeprefix("care-").removesuffix(".duckdb"))
    return kept


@pytest.mark.parametrize("by", [(), ("month",), ("precinct",), ("year", "precinct")])
def test_a_snapshot_of_before_has_no_data_and_never_0(of_before: Path, by: tuple[str, ...]) -> None:
    snapshot = Warehouse(Settings(of_before)).current()
    assert snapshot.info.sfd_days is None
    for name in SFD:
        rows = ask(snapshot, name, Filters(), by).rows
        assert {row.text for row in rows} <= {"no data"}
        assert {(row.value, row.low, row.high, row.n) for row in rows} <= {(None, None, None, 0)}
        assert bool(rows) == (not by or "month" in by)


def test_a_snapshot_of_before_is_served(of_before: Path) -> None:
    client = create_app(Settings(of_before)).server.test_client()
    page = client.get(f"/capacity{MAY}")
    assert page.status_code == 200
    assert no_data.NO_DATA_YET in page.text
    for card in CARDS:
        (section,) = re.findall(rf'<section[^>]*id="first-{card.name}-card"[^>]*>', page.text)
        assert "hidden" in section
    for address in ("/data", "/changes?change=sfd_crew_hours", "/download/unit_responses.json", "/datapackage.json"):
        assert client.get(address).status_code == 200, address
    row = client.get("/api/v1/metrics/sfd_crew_hours_avoided").get_json()["rows"][0]
    assert (row["value"], row["text"], row["n"]) == (None, "no data", 0)


def test_without_units_only_what_is_missing_is_shown(demo: Snapshot) -> None:
    asked = read_question("", demo)
    if demo.info.sfd_days:
        pytest.skip("the invented data has fire units")
    assert no_data.NO_DATA_YET in told(fire.opening(asked))
    assert "Seattle Fire Department" in told(fire.opening(asked))
    assert [block.write(asked) for block in PASSAGES] == [[]] * len(PASSAGES)
    assert measured.stayed_after_fire(asked).sentence == words.NO_SFD_DATA
    assert all(card.values(asked)[0] is True for card in CARDS)


def test_cards_that_are_not_always_there_are_not_listed() -> None:
    assert len(CARDS) == 3
    assert text.FIRE in PAGE.parts.values()
    assert not {card.question for card in CARDS} & {*PAGE.parts.values()}
