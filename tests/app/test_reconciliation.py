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
from app.config import Settings
from app.db import Snapshot
from app.main import create_app
from app.pages.reconciliation.content import beside, how
from app.question import read_question
from app.reconciliation import Reading, Reconciled, reconciled
from app.words import reconciliation as text
from etl.metrics import FEWEST, METRICS, TOO_FEW, ComparedAs
from tests.app.layouts import elements
from tests.app.published import HANDED_OVER, SPRING, by_rule, call, handmade, loaded, named, shown
from tests.etl.exports import REAL, write
from tests.golden import oracle
from tests.golden.oracle import Cell, World, read_exports

REAL_ROWS = REAL / "spd_call_data_new_schema_west_2023-2025_22rows.csv"
MID = "Calls to mid-2024"


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
        assert bool(each.missing) == (each.readings == ()) == (each.shown == ())
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
    assert {reading.metric for reading in a_day.nearest} == {"care_calls", "care_only_calls"}, "all came alone"
    assert len(a_day.nearest) == 6
    for reading in a_day.nearest:
        assert (reading.value, reading.text, reading.n) == (pytest.approx(32 / 31), "1.0", 32)
    assert agree(snapshot, read_exports([export])) == 9 + 3 + 3


# the page and the interface


def test_the_page_shows_each_figure_beside_ours_with_rule_n_and_reason(client: FlaskClient, demo: Snapshot) -> None:
    asked = read_question("", demo)
    told = shown(beside(asked))
    for each in reconciled(demo):
        assert f"{each.figure.figure}{words.period(each.figure.starts_on, each.figure.ends_on)}" in told
        assert each.figure.reason in told
        assert each.figure.source in told
        for reading in each.shown:
            assert f"{reading.text}{reading.rule}{text.N.format(n=f'{reading.n:,}')}" in told
        for reading in each.others:
            assert reading.rule in told
    assert words.DATA_THROUGH.format(day="Dec 30, 2025") in told
    assert reconciled(demo)[0].figure.reason in elements(client.get("/reconciliation").text)[0].text


def test_differences_have_their_sign_and_shares_are_in_points(spring: tuple[Snapshot, World]) -> None:
    told = shown(beside(read_question("", spring[0])))
    assert "-103 (-82.4%)" in told
    assert f"{TOO_FEW}Police left before CAREn = 6{text.NONE_NEAREST}{text.NO_DIFFERENCE}" in told


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
        distances = [abs(reading["difference"]) for reading in figure["readings"] if reading["difference"] is not None]
        for reading in figure["readings"]:
            is_number = reading["difference"] is not None
            assert reading["is_nearest"] == (is_number and abs(reading["difference"]) == min(distances))


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
