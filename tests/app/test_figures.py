"""Charts: what plotly itself accepts, whatever there is to draw."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.figures.monthly import Mark, Month, monthly_bars
from app.figures.style import SEQUENTIAL, STEPS, Figure
from app.figures.tile_map import Square, tile_map
from tests.app.questions import effort

MONTHS = [
    Month(date(2024, 12, 1), 1234, "1,234", is_complete=True),
    Month(date(2025, 1, 1), 0, "0", is_complete=True),
    Month(date(2025, 2, 1), 7, "7", is_complete=False),
]
MARKS = [Mark(date(2024, 12, 1), 2), Mark(date(2025, 1, 15), 3)]
SQUARES = [Square(0, 1, "B1", 40, "40"), Square(2, 0, "K3", 0, "0")]

BARS: dict[str, Figure] = {
    "full": monthly_bars(MONTHS, MARKS, "CARE calls a month"),
    "empty": monthly_bars([], [], "CARE calls a month"),
    "single": monthly_bars(MONTHS[:1], [], "CARE calls a month"),
    "zero": monthly_bars(MONTHS[1:2], MARKS, "CARE calls a month"),
}
MAPS: dict[str, Figure] = {
    "full": tile_map(SQUARES, "calls"),
    "empty": tile_map([], "calls"),
    "single": tile_map(SQUARES[:1], "calls"),
    "zero": tile_map(SQUARES[1:], "calls"),
}
FIGURES = {f"{kind} {name}": figure for kind, of in (("bars", BARS), ("map", MAPS)) for name, figure in of.items()}


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_plotly_accepts_the_figure(figure: Figure) -> None:
    assert go.Figure(figure).to_dict()["data"]


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_a_figure_is_plain_json_without_nan(figure: Figure) -> None:
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_a_figure_asks_for_nothing_from_another_host(figure: Figure) -> None:
    assert "http" not in json.dumps(figure)


def test_plotly_refuses_a_figure_that_is_wrong() -> None:
    with pytest.raises(ValueError, match="colour"):
        go.Figure({"data": [{"type": "bar", "marker": {"colour": "red"}}]})


drawn_days = st.dates(date(1990, 1, 1), date(2199, 1, 1))


@effort
@given(
    st.lists(st.builds(Month, drawn_days, st.floats(0, 1e9), st.text(), st.booleans())),
    st.lists(st.builds(Mark, drawn_days, st.integers())),
)
def test_any_months_can_be_drawn(months: list[Month], marks: list[Mark]) -> None:
    figure = monthly_bars(months, marks, "calls")
    assert len(go.Figure(figure).data[0].x) == len(months)
    json.dumps(figure, allow_nan=False)


def test_bars_stand_at_their_months_with_the_text_shown() -> None:
    (bars,) = BARS["full"]["data"]
    assert list(zip(bars["x"], bars["y"], bars["customdata"], strict=True)) == [
        ("2024-12-01", 1234, "1,234"),
        ("2025-01-01", 0, "0"),
        ("2025-02-01", 7, "7"),
    ]
    assert BARS["full"]["layout"]["yaxis"]["title"]["text"] == "CARE calls a month"
    assert BARS["full"]["layout"]["yaxis"]["rangemode"] == "tozero"


def test_months_that_are_not_complete_are_striped() -> None:
    (bars,) = BARS["full"]["data"]
    assert bars["marker"]["pattern"]["shape"] == ["", "", "/"]


def test_every_bar_and_every_mark_is_inside_the_axis() -> None:
    left, right = BARS["full"]["layout"]["xaxis"]["range"]
    assert left < min(MONTHS[0].first_day, MARKS[0].day).isoformat()
    assert right > "2025-02-28"


def test_marks_are_lines_with_their_numbers() -> None:
    layout = BARS["full"]["layout"]
    assert [(line["x0"], line["x1"]) for line in layout["shapes"]] == [
        ("2024-12-01", "2024-12-01"),
        ("2025-01-15", "2025-01-15"),
    ]
    assert [(mark["x"], mark["text"]) for mark in layout["annotations"]] == [
        ("2024-12-01", "<b>2</b>"),
        ("2025-01-15", "<b>3</b>"),
    ]


def test_a_square_stands_in_its_place_and_gaps_stay_empty() -> None:
    (heat,) = MAPS["full"]["data"]
    assert heat["z"] == [[None, 40], [None, None], [0, None]]
    assert heat["text"] == [["", "<b>B1</b><br>40"], ["", ""], ["<b>K3</b><br>0", ""]]
    assert MAPS["full"]["layout"]["yaxis"]["autorange"] == "reversed", "row 0 is the north"


@pytest.mark.parametrize(("squares", "highest"), [(SQUARES, 40), (SQUARES[1:], 1), ([], 1)])
def test_the_shades_run_from_zero_to_the_highest(squares: Sequence[Square], highest: float) -> None:
    (heat,) = tile_map(squares, "calls")["data"]
    assert (heat["zmin"], heat["zmax"]) == (0, highest)


def test_the_shades_are_even_steps_and_their_text_can_be_read() -> None:
    assert [edge for edge, _ in SEQUENTIAL] == sorted(edge for edge, _ in SEQUENTIAL)
    assert (SEQUENTIAL[0][0], SEQUENTIAL[-1][0]) == (0, 1)
    for shade in STEPS:
        assert max(_contrast(shade, "#ffffff"), _contrast(shade, "#000000")) >= 4.5


def _contrast(one: str, other: str) -> float:
    """Work out the WCAG contrast ratio of two colours."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    def linear() -> Iterator[float]:
        for channel in bytes.fromhex(colour[1:]):
            share = channel / 255
            yield share / 12.92 if share <= 0.03928 else ((share + 0.055) / 1.055) ** 2.4

    red, green, blue = linear()
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_figures_share_nothing_that_one_could_change_for_another() -> None:
    first: dict[str, Any] = monthly_bars(MONTHS, [], "calls")
    first["layout"]["font"]["size"] = 99
    first["layout"]["margin"]["l"] = 99
    second = monthly_bars(MONTHS, [], "calls")
    assert (second["layout"]["font"]["size"], second["layout"]["margin"]["l"]) != (99, 99)
