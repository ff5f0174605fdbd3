"""Ranked bars and intervals: labels above, values at the ends, all of it on a phone."""

import plotly.graph_objects as go
from hypothesis import given
from hypothesis import strategies as st

from app.figures.interval_bar import Estimate, interval_bar
from app.figures.ranked_bars import Ranked, RankedSeries, ranked_bars
from app.figures.style import CARE, SPD
from tests.app.questions import effort

STEPS = [Ranked("CARE arrived", 40, "40"), Ranked("Not sent, reason not recorded", 8, "8", pattern="x")]
LONG = "PERSON IN BEHAVIORAL OR EMOTIONAL CRISIS, ALL OTHERS"


def test_each_label_stands_above_its_bars_and_no_two_rows_meet() -> None:
    figure = ranked_bars([RankedSeries("CARE", CARE, STEPS), RankedSeries("SPD", SPD, STEPS)], "calls")
    labels = figure["layout"]["annotations"]
    first, second = (bars["y"] for bars in figure["data"])
    assert [label["text"] for label in labels] == [step.label for step in STEPS]
    assert labels[0]["y"] < first[0] < second[0] < labels[1]["y"] < first[1]
    bottom, top = figure["layout"]["yaxis"]["range"]
    assert top == 0
    assert bottom > second[1]


def test_a_long_label_is_wrapped_and_pushes_its_bar_down() -> None:
    (label,) = ranked_bars([RankedSeries("", CARE, [Ranked(LONG, 1, "1")])], "calls")["layout"]["annotations"]
    assert label["text"].replace("<br>", " ") == LONG
    assert max(map(len, label["text"].split("<br>"))) <= 30
    short, long = (
        ranked_bars([RankedSeries("", CARE, [Ranked(name, 1, "1")])], "")["data"][0]["y"][0] for name in ("A", LONG)
    )
    assert long - short == 18


def test_the_step_without_a_reason_looks_like_no_other() -> None:
    pattern = ranked_bars([RankedSeries("", CARE, STEPS)], "calls")["data"][0]["marker"]["pattern"]
    assert pattern["shape"] == ["", "x"]
    assert pattern["bgcolor"] == [CARE.color, "rgba(0,0,0,0)"]


def test_the_second_series_has_its_own_colour_and_pattern() -> None:
    one, other = ranked_bars([RankedSeries("CARE", CARE, STEPS), RankedSeries("SPD", SPD, STEPS)], "")["data"]
    assert one["marker"]["color"] != other["marker"]["color"]
    assert one["marker"]["pattern"]["shape"][0] != other["marker"]["pattern"]["shape"][0]


def test_series_are_matched_by_label_and_a_withheld_value_says_so() -> None:
    few = [Ranked("B", 2, "2"), Ranked("C", None, "too few to show")]
    series = [RankedSeries("CARE", CARE, [Ranked("A", 1, "1"), Ranked("B", 3, "3")]), RankedSeries("SPD", SPD, few)]
    care, spd = ranked_bars(series, "calls")["data"]
    assert care["customdata"] == [["A"], ["B"]]
    assert spd["y"][0] > care["y"][1]
    assert (spd["x"], spd["text"]) == ([2, 0], ["2", "too few to show"])


@effort
@given(st.lists(st.builds(Ranked, st.text(), st.none() | st.floats(0, 1e9), st.text(max_size=30)), min_size=1))
def test_the_text_after_every_bar_fits_a_phone(bars: list[Ranked]) -> None:
    figure = ranked_bars([RankedSeries("CARE", CARE, bars)], "calls")
    go.Figure(figure)
    _, end = figure["layout"]["xaxis"]["range"]
    for bar in bars:
        room = 280 * (1 - (bar.value or 0) / end)
        assert room >= min(7.5 * len(bar.text) + 8, 0.6 * 280) - 0.01


def test_an_interval_reaches_from_low_to_high_and_zero_is_shown() -> None:
    figure = interval_bar(
        [Estimate("2025", 120, 90, 170, "120"), Estimate("2026", None, None, None, "none")], CARE, "h"
    )
    (drawn,) = figure["data"]
    assert (drawn["x"], drawn["error_x"]["array"], drawn["error_x"]["arrayminus"]) == ([120], [50], [30])
    low, high = figure["layout"]["xaxis"]["range"]
    assert low < 0
    assert high > 170
    assert figure["layout"]["shapes"][0]["x0"] == 0
    assert [label["text"] for label in figure["layout"]["annotations"]] == ["2025: 120", "2026: none"]


def test_an_axis_of_shares_reaches_as_far_as_all_whatever_they_are() -> None:
    points = interval_bar([Estimate("Helped", 20, 11, 33, "20%")], CARE, "%", reaches=100)
    low, high = points["layout"]["xaxis"]["range"]
    assert low < 0
    assert high > 100
    bars = RankedSeries("Helped", CARE, [Ranked("EAST", 0.2, "20%"), Ranked("WEST", None, "fewer than 11")])
    assert ranked_bars([bars], "%", reaches=1)["layout"]["xaxis"]["range"] == [0, 1]
    assert ranked_bars([bars], "%")["layout"]["xaxis"]["range"][1] < 1


def test_values_below_zero_are_drawn() -> None:
    low, high = interval_bar([Estimate("2025", -50, -90, -10, "−50")], CARE, "h")["layout"]["xaxis"]["range"]
    assert low < -90
    assert high > 0


def test_an_estimate_without_an_interval_is_a_point() -> None:
    (drawn,) = interval_bar([Estimate("2025", 5, None, None, "5")], CARE, "h")["data"]
    assert (drawn["error_x"]["array"], drawn["error_x"]["arrayminus"]) == ([0], [0])
