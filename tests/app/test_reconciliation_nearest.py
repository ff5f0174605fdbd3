"""Which rule is nearest to a published figure, which tie, where none is, and where a difference has a percent."""

import csv
import io
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from app.db import Snapshot
from app.pages.reconciliation import content
from app.pages.reconciliation.content import beside
from app.question import read_question
from app.reconciliation import reconciled
from app.words import reconciliation as text
from etl.metrics import FEWEST
from tests.app.published import SPRING, by_rule, cells_of, named, shown
from tests.golden.oracle import World


def test_the_nearest_rule_is_the_one_with_the_least_difference_either_way(spring: tuple[Snapshot, World]) -> None:
    each = named(spring[0])[SPRING]
    assert each.nearest == (by_rule(each)["care_calls", "all"],)
    assert len(each.others) == 8
    assert each.nearest[0] not in each.others


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


def test_names_are_no_number_and_none_of_them_is_nearest(client: FlaskClient, demo: Snapshot) -> None:
    for name in ("Busiest hours", "Busiest days of the week"):
        each = named(demo)[name]
        assert len(each.readings) == 3
        assert (each.nearest, each.shown, each.others) == ((), each.readings, ())
        assert cells_of(demo, name)[3] == text.NO_DIFFERENCE
        assert cells_of(demo, name)[2].endswith(text.NONE_NEAREST)
    lines = csv.DictReader(io.StringIO(client.get("/api/v1/reconciliation.csv").text, newline=""), strict=True)
    busiest = [line for line in lines if line["figure"].startswith("Busiest")]
    assert {(line["difference"], line["is_nearest"]) for line in busiest} == {("", "no")}


def test_rules_that_tie_are_all_nearest_and_it_is_said(demo: Snapshot) -> None:
    tied = [each for each in reconciled(demo) if len(each.nearest) > 1]
    assert tied
    for each in tied:
        cells = cells_of(demo, each.figure.figure)
        assert len({abs(reading.difference or 0) for reading in each.nearest}) == 1
        assert cells[2].endswith(text.TIED)
        assert all(reading.rule in cells[2] for reading in each.nearest)
        assert text.AND_DIFFERENCE not in cells[3], "they differ the same way, which is said once"
    alone = next(each for each in reconciled(demo) if len(each.nearest) == 1)
    assert text.TIED not in cells_of(demo, alone.figure.figure)[2]


def test_a_tie_from_above_and_below_says_both_differences(
    spring: tuple[Snapshot, World], monkeypatch: pytest.MonkeyPatch
) -> None:
    each = named(spring[0])[SPRING]
    first, second, *_ = each.readings
    sides = (replace(first, difference=2.3 - 2, percent=None), replace(second, difference=1.7 - 2, percent=None))
    assert sides[0].difference != -(sides[1].difference or 0), "arithmetic alone keeps them apart"
    both = replace(
        each, readings=sides, figure=replace(each.figure, unit="minutes", metrics=["care_travel_mean_minutes"])
    )
    assert both.nearest == sides
    monkeypatch.setattr(content, "reconciled", lambda _snapshot: [both])
    assert cells_of(spring[0], SPRING)[3] == "+0.3; -0.3"
