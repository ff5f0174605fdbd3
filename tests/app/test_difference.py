"""How a difference is written: its sign, its rounding, and a dash where there is none."""

import re

import pytest
from flask.testing import FlaskClient

from app.components.difference import difference_text, percent_text, reads_as_none, tenths
from etl.metrics import METRICS


@pytest.mark.parametrize(
    ("metric", "difference", "told"),
    [
        ("care_calls", 1234, "+1,234"),
        ("care_calls", -4, "-4"),
        ("care_calls", 0, "0"),
        ("care_wait_mean_minutes", 2.25, "+2.3"),
        ("care_wait_mean_minutes", -2.25, "-2.3"),
        ("care_wait_mean_minutes", 0.04, "0.0"),
        ("care_wait_mean_minutes", -0.04, "0.0"),
        ("coverage_share", 0.0625, "+6.3"),
        ("coverage_share", -0.5, "-50.0"),
        ("coverage_share", -0.0001, "0.0"),
        ("care_wait_mean_minutes", None, "–"),
    ],
)
def test_a_difference_has_its_sign_and_the_metrics_rounding(metric: str, difference: float | None, told: str) -> None:
    assert difference_text(METRICS[metric], difference) == told
    assert reads_as_none(METRICS[metric], difference) == (told[0] not in "+-")


@pytest.mark.parametrize(
    ("percent", "told"),
    [(12.25, "+12.3%"), (-12.25, "-12.3%"), (0, "0.0%"), (0.04, "0.0%"), (-0.04, "0.0%"), (1234.5, "+1,234.5%"), (None, "–")],
)  # fmt: skip
def test_a_percent_has_its_sign_and_one_decimal(percent: float | None, told: str) -> None:
    assert percent_text(percent) == told


def test_halves_are_rounded_away_from_zero() -> None:
    assert [tenths(number) for number in (0.25, 0.35, 2, 12.05)] == ["0.3", "0.4", "2.0", "12.1"]


@pytest.mark.parametrize(
    "address", ["/changes?start=2025-06-01&end=2025-08-31&by=neighborhood", "/reconciliation", "/report?month=2025-11"]
)
def test_every_page_has_one_sign_of_less(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert re.search(r"[>(]-[\d,.]+[%<) ]", page), "a difference below zero stands there"
    assert not re.search(r"−\s*\d", page)
