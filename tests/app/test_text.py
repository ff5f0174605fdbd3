"""What a screen shows for a value: rounded half away from zero, with thousands separated, or why there is nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db import Snapshot
from app.filters import Filters
from app.queries import ask
from etl.metrics import METRICS, NO_VALUE, TOO_FEW, Metric, Unit
from etl.metrics.definition import CALLS_ALONE
from tests.app.questions import effort

CALLS = METRICS["care_calls"]
MINUTES = METRICS["care_response_median_minutes"]
HOURS = METRICS["care_alone_after_spd_hours"]
SHARE = METRICS["coverage_share"]
OFFICERS = METRICS["officers_equivalent"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.25, "2.3"),
        (1.05, "1.1"),
        (0.05, "0.1"),
        (0.15, "0.2"),
        (2.35, "2.4"),
        (2.675, "2.7"),
        (-2.25, "-2.3"),
        (-0.05, "-0.1"),
        (-0.04, "0.0"),
        (-0.0, "0.0"),
        (0.04999999999999999, "0.0"),
        (0, "0.0"),
        (7.0, "7.0"),
        (999.95, "1,000.0"),
        (12345.678, "12,345.7"),
        (1e15, "1,000,000,000,000,000.0"),
    ],
)
def test_minutes_and_hours_have_one_decimal_rounded_half_away_from_zero(value: float, text: str) -> None:
    assert MINUTES.text(value) == HOURS.text(value) == OFFICERS.text(value) == text


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (7, "7"), (999, "999"), (1234567, "1,234,567"), (12.0, "12")])
def test_counts_are_whole_with_thousands_separated(value: float, text: str) -> None:
    assert CALLS.text(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (8 / 17, "47.1%"),
        (0, "0.0%"),
        (1, "100.0%"),
        (0.0005, "0.1%"),
        (0.00049999, "0.0%"),
        (0.28250000000000003, "28.3%"),
        (1.15, "115.0%"),
        (-0.0125, "-1.3%"),
        (12.5, "1,250.0%"),
        (1e-17, "0.0%"),
    ],
)
def test_shares_are_percent_with_one_decimal_and_their_sign(value: float, text: str) -> None:
    assert SHARE.text(value) == text


@effort
@given(st.integers(-(10**9), 10**9))
def test_every_twentieth_is_rounded_as_by_hand(twentieths: int) -> None:
    value = Decimal(twentieths) / 20
    tenths, half = divmod(abs(twentieths), 2)
    expected = Decimal(tenths + half) / 10 * (-1 if twentieths < 0 else 1)
    assert Decimal(MINUTES.text(float(value)).replace(",", "")) == expected


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_where_there_is_no_value_the_text_says_why(metric: Metric) -> None:
    assert metric.text(None) == "no data"  # what rests on too few is withheld where n is known: see test_queries


def test_every_statistic_and_share_is_withheld_below_ten_and_nothing_else() -> None:
    resting = {metric.name for metric in METRICS.values() if metric.unit in (Unit.MINUTES, Unit.SHARE)}
    assert {name for name, metric in METRICS.items() if metric.smallest_n} == resting
    assert {METRICS[name].smallest_n for name in resting} == {10}


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_what_rests_on_fewer_than_ten_events_is_withheld_with_its_interval(demo: Snapshot, metric: Metric) -> None:
    for by in (("precinct", "month"), ("year",), ("sector", "month"), ("beat", "month")):
        for row in ask(demo, metric.name, Filters(), by).rows:
            if metric.supplied_by and row.text == NO_VALUE:  # of days of which nothing is known
                assert (row.value, row.low, row.high, row.withheld) == (None, None, None, None)
            elif row.n < metric.smallest_n:
                assert (row.value, row.low, row.high) == (None, None, None)
                assert (row.text, row.withheld) == (TOO_FEW, TOO_FEW)
            else:
                assert row.withheld is None
                assert row.text == metric.text(row.value)
            if metric.unit is Unit.MINUTES:
                assert (row.value is None) == (row.n < 10)


def test_the_border_of_ten_is_in_the_data(demo: Snapshot) -> None:
    for unit in (Unit.MINUTES, Unit.SHARE):
        names = [name for name, metric in METRICS.items() if metric.unit is unit]
        found = {row.n for name in names for row in ask(demo, name, Filters(), ("precinct", "month")).rows}
        assert {0, 9, 10} <= found, unit


@pytest.mark.parametrize("name", ["care_calls", "care_only_calls", "care_and_spd_calls"])
def test_words_beside_a_count_are_of_the_rule_it_is_counted_by(name: str) -> None:
    dispatched, arrived, everything = (METRICS[name].counted(rule) for rule in ("dispatched", "arrived", "all"))
    assert dispatched == METRICS[name]
    assert len({each.meaning for each in (dispatched, arrived, everything)}) == 3
    assert "All events that CARE logged" in everything.meaning
    assert CALLS_ALONE in dispatched.limits
    assert CALLS_ALONE in arrived.limits
    assert CALLS_ALONE not in everything.limits
    assert (arrived.unit, everything.unit) == (Unit.CALLS, Unit.EVENTS)


def test_a_number_without_rules_means_one_thing() -> None:
    assert SHARE.counted("all") is SHARE
