"""Bars of differences: rises to the right of the line, falls to the left, each with its text in the picture."""

import pytest

from app.figures.difference_bars import Difference, difference_bars
from app.figures.style import CARE

RISES = [Difference("A", 120, "+120"), Difference("B", 3, "+3")]
FALLS = [Difference("C", -7, "-7"), Difference("D", -60, "-60")]


@pytest.mark.parametrize("bars", [RISES, FALLS, RISES + FALLS, [Difference("A", 1, "+1,234,567.8 points")], []])
def test_every_bar_and_its_text_fit_between_the_ends_of_the_axis(bars: list[Difference]) -> None:
    figure = difference_bars(bars, CARE, "calls")
    low, high = figure["layout"]["xaxis"]["range"]
    assert low <= 0 <= high
    assert low < high
    pixels = 280 / (high - low)
    for bar in bars:
        room = (high - bar.value if bar.value > 0 else bar.value - low) * pixels
        assert room >= min(7.5 * len(bar.text) + 8, 0.38 * 280) - 1e-6


def test_bars_stand_in_the_order_given_each_under_its_label() -> None:
    figure = difference_bars(RISES + FALLS, CARE, "calls")
    (trace,) = figure["data"]
    assert trace["x"] == [120, 3, -7, -60]
    assert trace["text"] == ["+120", "+3", "-7", "-60"]
    assert trace["y"] == sorted(trace["y"])
    labels = figure["layout"]["annotations"]
    assert [label["text"] for label in labels] == ["A", "B", "C", "D"]
    assert all(label["y"] < middle for label, middle in zip(labels, trace["y"], strict=True))


def test_a_line_stands_at_zero_and_sides_are_told_without_colour() -> None:
    axis = difference_bars(RISES + FALLS, CARE, "calls")["layout"]["xaxis"]
    assert (axis["zeroline"], axis["showgrid"], axis["showticklabels"]) == (True, False, False)
    low, high = axis["range"]
    assert high > 120
    assert low < -60
