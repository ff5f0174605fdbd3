"""Charts over time and of durations: where things stand, what is striped, hollow, missing, marked and said."""

import json
from collections.abc import Callable, Sequence
from datetime import date, timedelta

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.period_bars import period_bars
from app.figures.period_lines import period_lines
from app.figures.periods import GRAINS, Point, Series
from app.figures.style import CARE, CARE_AND_SPD, CARE_ONLY, FIRST, SPD, Figure
from app.figures.time_axis import Mark
from tests.app.questions import effort

MONTHS = [
    Point(date(2024, 12, 1), 1234, "1,234", "December 2024", is_complete=True),
    Point(date(2025, 1, 1), 0, "0", "January 2025", is_complete=True),
    Point(date(2025, 2, 1), 7, "7", "February 2025", is_complete=False),
]
MARKS = [Mark(date(2024, 12, 1), 2), Mark(date(2025, 1, 15), 3)]
BARS = period_bars([Series("", CARE, MONTHS)], MARKS, "CARE calls a month")


def _series(name: str, *values: float | None, look: object = CARE) -> Series:
    points = [
        Point(date(2025, month, 1), value, f"{value}", f"month {month}", month < 3)
        for month, value in enumerate(values, start=1)
    ]
    assert isinstance(look, type(CARE))
    return Series(name, look, points)


ALONE, JOINT = _series("CARE only", 5, 6, 7, look=CARE_ONLY), _series("CARE and SPD", 1, None, 3, look=CARE_AND_SPD)

drawn_days = st.dates(date(1990, 1, 1), date(2199, 1, 1))
points = st.builds(Point, drawn_days, st.none() | st.floats(0, 1e9), st.text(), st.text(), st.booleans())


@effort
@given(
    st.lists(st.lists(points, max_size=5), max_size=3),
    st.lists(st.builds(Mark, drawn_days, st.integers())),
    st.sampled_from(list(GRAINS)),
    st.booleans(),
)
def test_any_series_can_be_drawn(drawn: list[list[Point]], marks: list[Mark], grain: str, is_share: bool) -> None:
    series = [Series("series", look, points) for look, points in zip((CARE, SPD, FIRST), drawn, strict=False)]
    for figure in (period_bars(series, marks, "calls", grain), period_lines(series, marks, "min", grain, is_share)):
        assert [len(trace.x) for trace in go.Figure(figure).data[: len(series)]] == [len(one.points) for one in series]
        json.dumps(figure, allow_nan=False)


def test_bars_stand_at_their_months_and_the_box_says_the_text() -> None:
    bars, boxes = BARS["data"]
    assert list(zip(bars["x"], bars["y"], boxes["hovertext"], strict=True)) == [
        ("2024-12-01", 1234, "<b>December 2024</b><br>1,234"),
        ("2025-01-01", 0, "<b>January 2025</b><br>0"),
        ("2025-02-01", 7, "<b>February 2025</b><br>7"),
    ]
    assert (bars["x"], bars["xperiod"]) == (boxes["x"], boxes["xperiod"])
    assert BARS["layout"]["title"]["text"] == "CARE calls a month"
    assert BARS["layout"]["yaxis"]["rangemode"] == "tozero"


def test_months_that_are_not_complete_are_striped_and_open() -> None:
    pattern = BARS["data"][0]["marker"]["pattern"]
    assert pattern["shape"] == ["", "", "/"]
    assert pattern["bgcolor"] == [CARE.color, CARE.color, "rgba(0,0,0,0)"]


def test_stacked_series_differ_by_pattern_also_where_they_are_striped() -> None:
    figure = period_bars([ALONE, JOINT], [], "calls")
    alone, joint = (bars["marker"]["pattern"]["shape"] for bars in figure["data"][:2])
    assert figure["layout"]["barmode"] == "stack"
    assert [one != other for one, other in zip(alone, joint, strict=True)] == [True] * 3


def test_boxes_name_every_series_and_stand_on_the_stack() -> None:
    boxes = period_bars([ALONE, JOINT], [], "calls")["data"][-1]
    assert boxes["hovertext"][0] == "<b>month 1</b><br>CARE only: 5<br>CARE and SPD: 1"
    assert boxes["y"] == [6, 6, 10]


@pytest.mark.parametrize("draw", [period_bars, period_lines])
def test_the_legend_shows_a_whole_period_even_where_the_first_is_not(draw: object) -> None:
    assert callable(draw)
    early = [Series(one.name, one.look, one.points[2:]) for one in (ALONE, JOINT)]
    listed = [trace for trace in draw(early, [], "calls")["data"] if trace.get("showlegend")]
    assert [trace["name"] for trace in listed] == ["CARE only", "CARE and SPD"]
    shapes = [trace["marker"].get("pattern", {}).get("shape", trace["marker"].get("symbol", "")) for trace in listed]
    assert not any(str(shape).endswith("open") or shape in ("/", "\\") for shape in shapes)
    assert draw([ALONE], [], "calls")["layout"]["showlegend"] is False


def test_a_lone_bar_has_a_width_of_its_own() -> None:
    (bars, _) = period_bars([Series("", CARE, MONTHS[:1])], [], "calls")["data"]
    assert timedelta(days=20) < timedelta(milliseconds=bars["width"]) < timedelta(days=31)
    assert "width" not in BARS["data"][0]


@pytest.mark.parametrize("grain", GRAINS)
@pytest.mark.parametrize("draw", [period_bars, period_lines])
def test_without_any_period_the_axis_is_empty_and_nothing_is_null(draw: Callable[..., Figure], grain: str) -> None:
    """A range that is null stops plotly when it redraws."""
    figure = draw([Series("", CARE, [])], [], "CARE calls", grain)
    assert "null" not in json.dumps(figure["layout"])
    assert figure["layout"]["xaxis"]["tickvals"] == []


def test_lines_leave_gaps_and_hollow_marks() -> None:
    line = period_lines([JOINT], [], "minutes")["data"][0]
    assert (line["y"], line["connectgaps"]) == ([1, None, 3], False)
    assert line["marker"]["symbol"] == ["diamond", "diamond", "diamond-open"]


def test_lines_of_different_responders_differ_without_their_colours() -> None:
    looks = (CARE, SPD, CARE_AND_SPD, CARE_ONLY, FIRST)
    assert len({look.dash for look in looks}) == len({look.symbol for look in looks}) == len(looks)
    for together in ((CARE, SPD, FIRST), (CARE_ONLY, CARE_AND_SPD, SPD)):
        assert len({look.pattern for look in together}) == len(together)


def test_every_bar_and_every_mark_is_inside_the_axis() -> None:
    left, right = BARS["layout"]["xaxis"]["range"]
    assert left < min(MONTHS[0].first_day, MARKS[0].day).isoformat()
    assert right > "2025-02-28"


def test_marks_are_dashed_lines_with_their_numbers() -> None:
    layout = BARS["layout"]
    assert [(line["x0"], line["x1"], line["line"]["dash"]) for line in layout["shapes"]] == [
        ("2024-12-01", "2024-12-01", "dash"),
        ("2025-01-15", "2025-01-15", "dash"),
    ]
    assert [(mark["x"], mark["text"]) for mark in layout["annotations"]] == [
        ("2024-12-01", "<b>2</b>"),
        ("2025-01-15", "<b>3</b>"),
    ]


@pytest.mark.parametrize(("values", "is_whole"), [((1, 4), True), ((1, 40), False), ((1, 2.5), False), ((0, 0), True)])
def test_a_few_things_are_counted_in_whole_numbers(values: Sequence[float], is_whole: bool) -> None:
    axis = period_lines([_series("calls", *values)], [], "calls")["layout"]["yaxis"]
    assert (axis.get("dtick") == 1) is is_whole


def test_shares_are_written_as_percent() -> None:
    axis = period_lines([_series("share", 1, 0)], [], "share", is_share=True)["layout"]["yaxis"]
    assert (axis["tickformat"], "dtick" in axis) == (".0%", False)


def test_days_are_written_as_a_phone_has_room_for_them() -> None:
    days = [Point(date(2024, 12, 20) + timedelta(days=day), 1, "1", "day", True) for day in range(31)]
    axis = period_bars([Series("", CARE, days)], [], "calls", "day")["layout"]["xaxis"]
    assert axis["ticktext"] == ["Dec 20<br>2024", "Dec 27", "Jan 3<br>2025", "Jan 10", "Jan 17"]
    assert axis["tickvals"][0] == "2024-12-20T12:00:00"
