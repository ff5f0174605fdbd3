"""Published figures beside ours: worked by hand, worked twice, and honest about what is not covered."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
import pytest
from flask.testing import FlaskClient

from app import words
from app.components.static_html import as_text
from app.config import Settings
from app.db import Snapshot, Warehouse
from app.main import create_app
from app.pages.reconciliation.content import beside, how
from app.question import read_question
from app.reconciliation import Reading, Reconciled, reconciled
from app.words import reconciliation as text
from etl.build import refresh
from etl.config import settings_from
from etl.metrics import FEWEST, METRICS, TOO_FEW, ComparedAs
from tests.app.layouts import elements
from tests.etl.exports import REAL, Row, row, write
from tests.golden import oracle
from tests.golden.oracle import Cell, World, read_exports

REAL_ROWS = REAL / "spd_call_data_new_schema_west_2023-2025_22rows.csv"
SPRING, HANDED_OVER = "Calls in April and May 2024", "Calls that police handed over"
MID, ASKED_FOR, STRAIGHT = "Calls to mid-2024", "Calls asked for by officers", "Calls straight from 911"


# a world made by hand: 2024 from March 31 to June 2, with 20 calls in April and May


def call(number: int, day: str, unit: str = "CARE12", **changes: str) -> Row:
    """Give a unit's row of one event: queued at noon, there at 12:10, free at 12:40."""
    times = {"queued_at": "12:00", "dispatched_at": "12:02", "arrived_at": "12:10", "cleared_at": "12:40"}
    cells = {name: f"{day} {at}:00" for name, at in times.items()}
    return row(unit, f"20240004{number:05}", **(cells | changes))


def handmade() -> list[Row]:
    """Twelve calls of CARE alone, three it did not reach, five with police, an officer's request and an outreach."""
    rows = [call(1, "2024-03-31"), call(2, "2024-06-02")]
    rows += [call(10 + number, "2024-04-15", call_source="911") for number in range(12)]
    rows += [call(30 + number, "2024-05-01", arrived_at="") for number in range(3)]
    for number in range(5):
        joint = {"response_category": "SPD/CARE Co-Response"}
        police_gone = "2024-05-20 12:20:00" if number < 3 else "2024-05-20 12:50:00"
        rows.append(call(40 + number, "2024-05-20", **joint))
        rows.append(call(40 + number, "2024-05-20", "2M1", cleared_at=police_gone, **joint))
    on_view = {"origin": "ONVIEW", "received": "OFFICER_GENERATED", "call_source": "ONVIEW"}
    rows.append(call(50, "2024-05-31", **on_view))
    rows += [call(51, "2024-05-31", unit, **on_view) for unit in ("CARE12", "2M1")]
    return rows


@pytest.fixture(scope="module")
def spring(tmp_path_factory: pytest.TempPathFactory) -> tuple[Snapshot, World]:
    folder = tmp_path_factory.mktemp("spring")
    export = write(folder / "spring.csv", *handmade())
    return loaded(folder, export), read_exports([export])


def loaded(folder: Path, export: Path) -> Snapshot:
    settings = {"CARE_WAREHOUSE": str(folder / "warehouse"), "CARE_BOUNDARIES": str(folder / "none")}
    refresh(settings_from(settings), [export])
    return Warehouse(Settings(folder / "warehouse")).current()


def named(snapshot: Snapshot) -> dict[str, Reconciled]:
    return {each.figure.figure: each for each in reconciled(snapshot)}


def by_rule(each: Reconciled) -> dict[tuple[str, str], Reading]:
    return {(reading.metric, reading.count): reading for reading in each.readings}


def test_every_rule_of_counting_gives_what_was_counted_by_hand(spring: tuple[Snapshot, World]) -> None:
    found = by_rule(named(spring[0])[SPRING])
    assert {rule: reading.value for rule, reading in found.items()} == {
        ("care_calls", "dispatched"): 20,
        ("care_calls", "arrived"): 17,
        ("care_calls", "all"): 22,
        ("care_only_calls", "dispatched"): 15,
        ("care_only_calls", "arrived"): 12,
        ("care_only_calls", "all"): 16,
        ("care_and_spd_calls", "dispatched"): 5,
        ("care_and_spd_calls", "arrived"): 5,
        ("care_and_spd_calls", "all"): 6,
    }
    assert all(reading.n == reading.value for reading in found.values())
    assert found["care_calls", "all"].difference == 22 - 125
    assert found["care_calls", "all"].percent == pytest.approx(-82.4)


def test_the_nearest_rule_is_the_one_with_the_least_difference_either_way(spring: tuple[Snapshot, World]) -> None:
    each = named(spring[0])[SPRING]
    assert each.nearest is by_rule(each)["care_calls", "all"]
    assert len(each.others) == 8
    assert each.nearest not in each.others


def test_a_share_of_too_few_is_withheld_and_has_no_difference(spring: tuple[Snapshot, World]) -> None:
    (reading,) = named(spring[0])[HANDED_OVER].readings
    assert reading.n == 6 < FEWEST
    assert (reading.value, reading.text, reading.difference, reading.percent) == (None, TOO_FEW, None, None)


def test_what_the_data_does_not_hold_whole_has_no_number(spring: tuple[Snapshot, World]) -> None:
    found = named(spring[0])
    days = {"first": "Mar 31, 2024", "last": "Jun 1, 2024"}
    assert found[MID].missing == text.PARTLY_COVERED.format(**days)
    assert found["All events in 2025"].missing == text.NOT_COVERED.format(**days)
    assert found["Reports in two years"].missing == text.NOT_HELD
    for each in found.values():
        assert bool(each.missing) == (each.readings == ()) == (each.nearest is None)
    assert {name for name, each in found.items() if each.readings} == {SPRING, HANDED_OVER}


def test_a_last_day_that_is_under_way_does_not_count_as_held(tmp_path: Path) -> None:
    rows = [each for each in handmade() if not each["queued_at"].startswith("2024-06-02")]
    assert named(loaded(tmp_path, write(tmp_path / "until_may.csv", *rows)))[SPRING].missing


# the second implementation


def worked(world: World, each: Reconciled, reading: Reading) -> tuple[float | None, int]:
    """Work a reading out from the oracle's answers: the number in the figure's unit, and its n."""
    figure = each.figure
    period = {"start": [str(figure.starts_on)], "end": [str(figure.ends_on)], "count": [reading.count]}
    everything: Mapping[str, list[str]] = period
    asked = {**period, **{name: list(values) for name, values in figure.chosen.items()}}
    cells = oracle.answer(world, reading.metric, asked, figure.grouped_by or None)
    match ComparedAs(figure.compared_as):
        case ComparedAs.GROUPS:
            return sum(1 for cell in cells.values() if cell.n), sum(cell.n for cell in cells.values())
        case ComparedAs.BUSIEST:
            return None, sum(cell.n for cell in cells.values())
        case ComparedAs.SHARE:
            whole = oracle.answer(world, reading.metric, everything)[None]
            return None if whole.n < FEWEST else 100 * cells[None].n / whole.n, whole.n
        case ComparedAs.PER_DAY:
            return cells[None].n / ((figure.ends_on - figure.starts_on).days + 1), cells[None].n
    return value_of(reading, cells[None]), cells[None].n


def value_of(reading: Reading, cell: Cell) -> float | None:
    is_share = METRICS[reading.metric].unit == "%"
    return cell.value if cell.value is None or not is_share else 100 * cell.value


def agree(snapshot: Snapshot, world: World) -> int:
    """Hold every reading to the second implementation; give how many there are."""
    count = 0
    for each in reconciled(snapshot):
        for reading in each.readings:
            value, n = worked(world, each, reading)
            assert reading.n == n, (each.figure.figure, reading.rule)
            assert reading.value == (None if value is None else pytest.approx(value)), (each.figure, reading.rule)
            count += 1
    return count


def test_the_world_made_by_hand_worked_twice(spring: tuple[Snapshot, World]) -> None:
    assert agree(*spring) == 10


def test_the_invented_data_worked_twice(demo: Snapshot, demo_folder: Path) -> None:
    (export,) = demo_folder.parent.glob("*.csv")
    assert agree(demo, read_exports([export])) > 70
    kinds = {each.figure.compared_as for each in reconciled(demo) if each.readings}
    assert kinds == set(ComparedAs) - {"none", "per day"}, "that one is of a month after the invented ones"


@pytest.mark.skipif(not REAL_ROWS.exists(), reason=f"the real rows are not here: {REAL_ROWS.name}")
def test_the_real_rows_worked_twice(tmp_path: Path) -> None:
    snapshot = loaded(tmp_path, REAL_ROWS)
    assert agree(snapshot, read_exports([REAL_ROWS])) > 40
    assert named(snapshot)["Person-down calls"].missing, "the first real row is of January 5"


def test_a_number_a_day_is_over_the_days_of_the_period(tmp_path: Path) -> None:
    rows = [call(number, f"2026-01-{number:02}", precinct="EAST") for number in range(1, 32)]
    rows += [call(90, "2025-12-31"), call(91, "2026-02-02"), call(92, "2026-01-15", precinct="EAST")]
    export = write(tmp_path / "january.csv", *rows)
    snapshot = loaded(tmp_path, export)
    a_day = named(snapshot)["Calls in the East precinct"]
    assert a_day.nearest is not None
    assert (a_day.nearest.value, a_day.nearest.text, a_day.nearest.n) == (pytest.approx(32 / 31), "1.0", 32)
    assert agree(snapshot, read_exports([export])) == 9 + 3 + 3


# percents, and what is nearest


def test_no_percent_of_a_percentage_nor_of_few_events(client: FlaskClient, demo: Snapshot) -> None:
    readings = [(each.figure, reading) for each in reconciled(demo) for reading in each.readings]
    shares = [reading for figure, reading in readings if figure.unit == "%" and reading.difference is not None]
    assert shares
    assert {reading.percent for reading in shares} == {None}
    counts = [(figure, reading) for figure, reading in readings if figure.unit in ("calls", "events")]
    assert {reading.n < FEWEST for _, reading in counts} == {True, False}
    for figure, reading in counts:
        of_theirs = 100 * ((reading.value or 0) - figure.value) / figure.value
        assert reading.percent == (None if reading.n < FEWEST else pytest.approx(of_theirs))
    lines = csv.DictReader(io.StringIO(client.get("/api/v1/reconciliation.csv").text, newline=""), strict=True)
    assert {line["difference_percent"] for line in lines if line["unit"] == "%"} == {""}


def test_few_events_keep_their_difference(spring: tuple[Snapshot, World]) -> None:
    few = by_rule(named(spring[0])[SPRING])["care_and_spd_calls", "arrived"]
    assert (few.n, few.difference, few.percent) == (5, -120, None)
    assert "5 (-120, n = 5)" in shown(beside(read_question("", spring[0])))


# the page and the interface


def shown(parts: list[object]) -> str:
    return elements(f"<main>{as_text(parts)}</main>")[0].text


def test_the_page_shows_each_figure_beside_ours_with_rule_n_and_reason(client: FlaskClient, demo: Snapshot) -> None:
    asked = read_question("", demo)
    told = shown(beside(asked))
    for each in reconciled(demo):
        assert f"{each.figure.figure}{words.period(each.figure.starts_on, each.figure.ends_on)}" in told
        assert each.figure.reason in told
        assert each.figure.source in told
        if each.nearest:
            assert f"{each.nearest.text}{each.nearest.rule}{text.N.format(n=f'{each.nearest.n:,}')}" in told
        for reading in each.others:
            assert reading.rule in told
    assert words.DATA_THROUGH.format(day="Dec 30, 2025") in told
    assert reconciled(demo)[0].figure.reason in elements(client.get("/reconciliation").text)[0].text


def test_differences_have_their_sign_and_shares_are_in_points(spring: tuple[Snapshot, World]) -> None:
    told = shown(beside(read_question("", spring[0])))
    assert "-103 (-82.4%)" in told
    assert f"{TOO_FEW}Police left before CAREn = 6{text.NO_DIFFERENCE}" in told


def test_invented_data_is_said_loudly_and_real_data_is_not_called_so(
    demo: Snapshot, spring: tuple[Snapshot, World]
) -> None:
    invented, real = (read_question("", snapshot) for snapshot in (demo, spring[0]))
    assert text.INVENTED in shown(how(invented))
    assert text.INVENTED not in shown(how(real))
    assert "invented" in shown(beside(invented))
    assert "invented" not in shown(beside(real))


def test_the_interface_says_the_same_as_json_and_csv(client: FlaskClient, demo: Snapshot) -> None:
    body = client.get("/api/v1/reconciliation").json
    lines = list(csv.DictReader(io.StringIO(client.get("/api/v1/reconciliation.csv").text, newline=""), strict=True))
    assert body["data_kind"] == "invented demonstration data"
    assert [figure["figure"] for figure in body["figures"]] == [each.figure.figure for each in reconciled(demo)]
    assert len(lines) == sum(max(len(figure["readings"]), 1) for figure in body["figures"])
    rest = iter(lines)
    for figure in body["figures"]:
        for reading in figure["readings"] or [None]:
            line = next(rest)
            assert (line["figure"], line["reason"]) == (figure["figure"], figure["reason"])
            assert line["missing"] == (figure["missing"] or "")
            assert line["published_value"] == str(figure["value"])
            assert (line["snapshot"], line["data_through"]) == (body["snapshot"], body["data_through"])
            if reading:
                assert (line["rule"], line["n"], line["text"]) == (reading["rule"], str(reading["n"]), reading["text"])
                assert line["value"] == ("" if reading["value"] is None else str(reading["value"]))
                assert line["is_nearest"] == ("yes" if reading["is_nearest"] else "no")
        assert sum(reading["is_nearest"] for reading in figure["readings"]) == bool(figure["readings"])


def test_the_address_of_a_reading_gives_what_it_is_made_of(client: FlaskClient) -> None:
    figures = client.get("/api/v1/reconciliation").json["figures"]
    counts = [figure for figure in figures if figure["unit"] in ("calls", "events") and figure["readings"]]
    assert len(counts) > 5
    for figure in counts:
        for reading in figure["readings"]:
            (answer,) = client.get(reading["address"]).json["rows"]
            assert (answer["value"], answer["n"]) == (reading["value"], reading["n"])


def test_a_snapshot_that_is_not_kept_or_an_unknown_parameter_is_a_problem(client: FlaskClient) -> None:
    for ending in ("", ".csv"):
        assert client.get(f"/api/v1/reconciliation{ending}?snapshot=20200101T000000Z").status_code == 410
        assert client.get(f"/api/v1/reconciliation{ending}?figure=1").status_code == 400


def test_a_snapshot_of_before_figures_said_what_answers_them_says_so(demo_folder: Path, tmp_path: Path) -> None:
    old = tmp_path / "care-20200101T000000Z.duckdb"
    old.write_bytes(next(iter(demo_folder.glob("care-*.duckdb"))).read_bytes())
    with duckdb.connect(str(old)) as con:
        con.execute("ALTER TABLE published_figure DROP COLUMN compared_as")
    (tmp_path / "current").write_text("20200101T000000Z")
    client = create_app(Settings(tmp_path)).server.test_client()
    assert text.NO_FIGURES in client.get("/reconciliation").text
    assert client.get("/api/v1/reconciliation").json["figures"] == []
    assert len(client.get("/api/v1/reconciliation.csv").text.splitlines()) == 1


def test_days_of_a_figure_are_counted_with_both_ends(demo: Snapshot) -> None:
    figure = named(demo)["Calls in the East precinct"].figure
    assert (figure.starts_on, figure.days) == (date(2026, 1, 1), 31)
