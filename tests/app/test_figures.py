"""Every chart: what plotly itself accepts, whatever there is to draw, in either scheme and without another host."""

import copy
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

import plotly.graph_objects as go
import pytest

from app.figures.area_map import Area, area_map
from app.figures.cells import Cell
from app.figures.difference_bars import Difference, difference_bars, difference_height
from app.figures.distribution import Bin, Distribution, Landmark, distribution
from app.figures.heat_grid import heat_grid, heat_height
from app.figures.interval_bar import Estimate, interval_bar, interval_height
from app.figures.period_bars import period_bars
from app.figures.period_lines import period_lines
from app.figures.periods import GRAINS, Point, Series
from app.figures.ranked_bars import Ranked, RankedSeries, ranked_bars, ranked_height
from app.figures.style import CARE, CARE_AND_SPD, CARE_ONLY, SPD, Figure
from app.figures.tile_map import Square, tile_map
from app.figures.time_axis import Mark

MARKS = [Mark(date(2024, 12, 1), 2), Mark(date(2025, 1, 15), 3)]
POINTS = [
    Point(date(2024, 12, 1), 12.5, "12.5", "December 2024", True),
    Point(date(2025, 1, 1), None, "too few to show", "January 2025", True),
    Point(date(2025, 2, 1), 9, "9.0", "February 2025", False),
]
WHO = [Series("CARE only", CARE_ONLY, POINTS), Series("CARE and SPD", CARE_AND_SPD, POINTS)]
CALL_TYPES = [Ranked("WELFARE <CHECK>", 40, "40"), Ranked("Reason not recorded", None, "too few to show", pattern="x")]
RANKED = [RankedSeries("CARE", CARE, CALL_TYPES), RankedSeries("SPD", SPD, CALL_TYPES[:1])]
CELLS = [Cell(0, 0, 3, "3", "Monday, noon: 3 calls"), Cell(1, 0, 0, "0", "none"), Cell(1, 1, None, "", "withheld")]
WAITS = Distribution(
    "CARE",
    CARE,
    [Bin(0, 0.75, "75%", "0–5 minutes"), Bin(120, 0.25, "25%", "120 minutes or more")],
    [Landmark(4.2, "CARE median: 4.2 min"), Landmark(400, "CARE 90th percentile: 400 min")],
)
CHANGED = [Difference("WELFARE <CHECK>", 40, "+40"), Difference("Priority 1", -2.5, "-2.5")]
ESTIMATES = [Estimate("2025", 120, -30, 270, "120 hours (−30 to 270)"), Estimate("2026", None, None, None, "no match")]
SQUARE = [(-122.4, 47.5), (-122.3, 47.5), (-122.3, 47.6), (-122.4, 47.6)]
AREAS = [Area("K1", [SQUARE], 4, "4 calls", "Beat K1", True), Area("K2", [SQUARE, SQUARE], None, "withheld", "Beat K2")]
TILES = [
    Square(0, 1, "B1", 40, "40", "40 calls"),
    Square(2, 0, "K3", 0, "0", "no calls"),
    Square(2, 1, "K4", None, "–", "too few to show"),
    Square(2, 2, "K5", None, "–", "not in the filter", is_left_out=True),
]

FIGURES: dict[str, Figure] = {
    "bars of one series": period_bars([Series("", CARE, POINTS)], MARKS, "CARE calls a month"),
    **{f"bars by {grain}": period_bars(WHO, MARKS, "CARE calls", grain) for grain in GRAINS},
    "bars, none": period_bars([], MARKS, "CARE calls"),
    **{f"lines by {grain}": period_lines(WHO, MARKS, "minutes", grain) for grain in GRAINS},
    "lines, none": period_lines([], [], "minutes"),
    "ranked": ranked_bars(RANKED, "calls"),
    "ranked, none": ranked_bars([], "calls"),
    "differences": difference_bars(CHANGED, CARE, "Difference in calls"),
    "differences, rises only": difference_bars(CHANGED[:1], CARE, "Difference in calls"),
    "differences, none": difference_bars([], CARE, "Difference in calls"),
    "heat": heat_grid(CELLS, ["noon", "1 pm"], ["Mon", "Tue"], "calls"),
    "heat, none": heat_grid([], ["noon"], ["Mon"], "calls"),
    "distribution": distribution([WAITS, WAITS], "share of responses", "120+"),
    "distribution, none": distribution([], "share of responses", "120+"),
    "interval": interval_bar(ESTIMATES, CARE, "hours"),
    "interval, none": interval_bar([], CARE, "hours"),
    "map": area_map(AREAS),
    "map, none": area_map([]),
    "tiles": tile_map(TILES),
    "tiles, none": tile_map([]),
}
every_figure = pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)


@every_figure
def test_plotly_accepts_the_figure(figure: Figure) -> None:
    assert go.Figure(figure).to_dict()["data"] or not figure["data"]


@every_figure
def test_a_figure_is_plain_json_without_nan(figure: Figure) -> None:
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


@every_figure
def test_a_figure_asks_for_nothing_from_another_host(figure: Figure) -> None:
    written = json.dumps(figure)
    assert "http" not in written
    assert not {"choropleth", "scattergeo", "choroplethmap", "image"} & {trace["type"] for trace in figure["data"]}


@every_figure
def test_a_page_can_be_scrolled_over_the_figure(figure: Figure) -> None:
    layout = figure["layout"]
    assert layout["dragmode"] is False
    assert all(layout[axis]["fixedrange"] for axis in ("xaxis", "yaxis"))


@every_figure
def test_the_card_shows_through_and_nothing_moves(figure: Figure) -> None:
    layout = figure["layout"]
    assert (layout["paper_bgcolor"], layout["plot_bgcolor"]) == ("rgba(0,0,0,0)", "rgba(0,0,0,0)")
    assert (layout["uirevision"], layout["transition"]["duration"]) == ("same", 0)


@every_figure
def test_words_of_the_data_are_no_markup(figure: Figure) -> None:
    assert "<CHECK>" not in json.dumps([figure["layout"], [trace.get("text") for trace in figure["data"]]])


def test_plotly_refuses_a_figure_that_is_wrong() -> None:
    with pytest.raises(ValueError, match="colour"):
        go.Figure({"data": [{"type": "bar", "marker": {"colour": "red"}}]})


@every_figure
def test_figures_share_nothing_that_one_could_change_for_another(figure: Figure) -> None:
    before = copy.deepcopy(figure)
    others = [other for other in FIGURES.values() if other is not figure]
    parts = {id(part) for part in _mutable(figure)}
    assert not [part for other in others for part in _mutable(other) if id(part) in parts]
    assert figure == before


def _mutable(part: Any) -> Iterator[Any]:
    """Go through every dict and list of a figure."""
    if isinstance(part, dict | list):
        yield part
        for inner in part.values() if isinstance(part, dict) else part:
            yield from _mutable(inner)


def test_a_unit_too_long_for_a_phone_is_broken_and_given_room() -> None:
    short, long = (period_bars([], [], unit)["layout"] for unit in ("minutes", "minutes from the call to " * 3))
    assert "<br>" not in short["title"]["text"]
    assert long["margin"]["t"] - short["margin"]["t"] == 18 * long["title"]["text"].count("<br>") > 0


def test_heights_grow_with_what_is_drawn() -> None:
    assert ranked_height(RANKED) > ranked_height(RANKED[:1]) > ranked_height([])
    assert difference_height(CHANGED) > difference_height(CHANGED[:1])
    assert interval_height(ESTIMATES) > interval_height(ESTIMATES[:1])
    assert heat_height(["noon"] * 24) > heat_height(["noon"] * 7)
