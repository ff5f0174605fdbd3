"""What a screen shows for a value: rounded half away from zero, with thousands separated, or why there is nothing."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.db import Snapshot
from app.filters import Filters
from app.queries import ask
from etl.metrics import METRICS, TOO_FEW, Metric, Unit
from tests.app.questions import effort

CALLS = METRICS["care_calls"]
MINUTES = METRICS["care_response_median_minutes"]
HOURS = METRICS["care_alone_after_spd_hours"]


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
        (0.04999999999999999, "0.0"),
        (0, "0.0"),
        (7.0, "7.0"),
        (999.95, "1,000.0"),
        (12345.678, "12,345.7"),
        (1e15, "1,000,000,000,000,000.0"),
    ],
)
def test_minutes_and_hours_have_one_decimal_rounded_half_away_from_zero(value: float, text: str) -> None:
    assert MINUTES.text(value) == HOURS.text(value) == text


@pytest.mark.parametrize(("value", "text"), [(0, "0"), (7, "7"), (999, "999"), (1234567, "1,234,567"), (12.0, "12")])
def test_counts_are_whole_with_thousands_separated(value: float, text: str) -> None:
    assert CALLS.text(value) == text


@effort
@given(st.integers(-(10**9), 10**9))
def test_every_twentieth_is_rounded_as_by_hand(twentieths: int) -> None:
    value = Decimal(twentieths) / 20
    tenths, half = divmod(abs(twentieths), 2)
    expected = Decimal(tenths + half) / 10 * (-1 if twentieths < 0 else 1)
    assert Decimal(MINUTES.text(float(value)).replace(",", "")) == expected


@pytest.mark.parametrize("metric", METRICS.values(), ids=METRICS)
def test_where_there_is_no_value_the_text_says_why(metric: Metric) -> None:
    assert metric.text(None) == (TOO_FEW if metric.smallest_n else "no data")


def test_medians_of_fewer_than_ten_events_are_withheld_and_counts_never(demo: Snapshot) -> None:
    medians = [metric.name for metric in METRICS.values() if metric.unit is Unit.MINUTES]
    seen = set()
    for name in medians:
        assert METRICS[name].smallest_n == 10
        for row in ask(demo, name, Filters(), ("precinct", "month")).rows + ask(demo, name, Filters(), ("year",)).rows:
            seen.add(min(row.n, 10))
            assert (row.value is None, row.text == TOO_FEW, row.withheld == TOO_FEW) == (row.n < 10,) * 3
    assert {0, 9, 10} <= seen, "the border is in the data"
    for name in METRICS.keys() - set(medians):
        assert all(row.withheld is None for row in ask(demo, name, Filters(), ("precinct", "month")).rows)
