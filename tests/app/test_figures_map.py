"""The map: small, as wide as the ground, told by hovering, named by a click, shaded, hatched and outlined."""

import json
from math import cos, pi, radians, sin

import plotly.graph_objects as go
import pytest

from app.figures.area_map import Area, Ring, area_map
from app.figures.steps import STEPS
from app.figures.style import EDGE, Figure

OPEN = "rgba(0,0,0,0)"


def _circle(east: float, north: float, corners: int = 55) -> Ring:
    turns = [2 * pi * corner / corners for corner in range(corners)]
    return [(east + 0.01 * cos(turn), north + 0.007 * sin(turn)) for turn in turns]


CITY = [
    Area(f"K{number}", [_circle(-122.4 + 0.03 * (number % 8), 47.5 + 0.03 * (number // 8))], number, "text", "label")
    for number in range(55)
]
NEAR, FAR = CITY[1], CITY[50]


def test_a_city_of_beats_is_small() -> None:
    assert sum(len(ring) for area in CITY for ring in area.rings) == 3025
    assert len(json.dumps(area_map(CITY))) < 60_000


def test_an_area_says_its_text_anywhere_inside_and_a_click_gives_its_name() -> None:
    area = Area("K1", [_circle(-122.4, 47.5)], 4, "4 calls", "Beat <K1>")
    (trace,) = area_map([area])["data"]
    assert (trace["hoveron"], trace["hoverinfo"]) == ("fills", "text")
    assert trace["text"] == "<b>Beat &lt;K1&gt;</b><br>4 calls"
    # Dash hands a trace's customdata on only for lines that name their mode
    assert (trace["customdata"], trace["mode"]) == (["K1"], "lines")


@pytest.mark.parametrize(
    ("value", "look"),
    [(4, {"fillcolor": STEPS[2]}), (0, {"fillcolor": OPEN}), (None, {"fillpattern": {"shape": "/", "fgcolor": EDGE}})],
)
def test_an_area_is_shaded_open_or_hatched(value: float | None, look: Figure) -> None:
    (trace,) = area_map([Area("K1", [_circle(-122.4, 47.5)], value, "", "")])["data"]
    assert ("fillcolor" in trace) != ("fillpattern" in trace)
    for name, expected in look.items():
        found = trace[name]
        assert found == expected or expected.items() <= found.items()


def test_an_area_that_is_left_out_is_dotted_whatever_its_value() -> None:
    for value in (0, None):
        (trace,) = area_map([Area("K1", NEAR.rings, value, "", "", is_left_out=True)])["data"]
        assert "fillcolor" not in trace
        assert trace["fillpattern"]["shape"] == "."


def test_chosen_areas_lie_on_top_with_a_heavy_outline() -> None:
    first = Area("K1", NEAR.rings, 1, "", "", is_chosen=True)
    beside, chosen = area_map([first, FAR])["data"]
    assert (beside["name"], chosen["name"]) == (FAR.name, "K1")
    assert (chosen["line"]["width"], beside["line"]["width"]) == (3, 1)


def test_an_area_of_two_parts_has_a_gap_between_them() -> None:
    (trace,) = area_map([Area("K1", [NEAR.rings[0], FAR.rings[0]], 1, "", "")])["data"]
    assert [place for place, x in enumerate(trace["x"]) if x is None] == [55]
    assert trace["y"][55] is None


def test_the_map_is_as_wide_and_high_as_the_ground() -> None:
    corners = [(-122.4, 47.6), (-122.3, 47.6), (-122.3, 47.7)]
    figure = area_map([Area("K1", [corners], 1, "", "")])
    (trace,) = figure["data"]
    assert trace["x"] == [0, pytest.approx(11_132 * cos(radians(47.61)), abs=1), trace["x"][1]]
    assert trace["y"] == [0, 0, 11_132]
    assert (figure["layout"]["yaxis"]["scaleanchor"], figure["layout"]["yaxis"]["scaleratio"]) == ("x", 1)


def test_the_map_fits_all_areas_or_those_asked_for() -> None:
    whole, fitted, unknown = (area_map(CITY, fit)["layout"]["xaxis"]["range"] for fit in ((), {"K50"}, {"Z9"}))
    assert whole == unknown
    assert whole[0] < fitted[0] < fitted[1] < whole[1]
    (trace,) = [trace for trace in area_map(CITY)["data"] if trace["name"] == "K50"]
    assert fitted[0] < min(trace["x"]) < max(trace["x"]) < fitted[1]


def test_an_area_without_an_outline_is_not_drawn() -> None:
    assert area_map([Area("K1", [], 1, "", "")])["data"] == []
    assert len(go.Figure(area_map([*CITY, Area("K1", [], 1, "", "")])).data) == 55
