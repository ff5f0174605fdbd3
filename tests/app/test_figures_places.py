"""Maps, tiles and grids: which shade a value has, what is open, hatched or outlined, and what a click gives."""

from hypothesis import given
from hypothesis import strategies as st

from app.figures.cells import Cell
from app.figures.heat_grid import heat_grid
from app.figures.steps import STEPS, TEXT_ON_STEPS, shade_of, shades, steps
from app.figures.style import EDGE, INK
from app.figures.tile_map import Square, tile_map
from tests.app.questions import effort

OPEN = "rgba(0,0,0,0)"
SQUARES = [
    Square(0, 1, "B1", 40, "40", "40 calls"),
    Square(2, 0, "K3", 0, "0", "no calls"),
    Square(2, 1, "K4", None, "–", "too few to show"),
    Square(1, 1, "K5", 0, "0", "not in the filter", is_left_out=True),
]
values = st.lists(st.none() | st.integers(0, 50) | st.floats(0.01, 1e6), max_size=70)


@effort
@given(values)
def test_every_value_is_in_one_class_and_classes_follow_each_other(values: list[float | None]) -> None:
    classes = steps(values)
    ends = [end for each in classes for end in each]
    assert len(classes) <= 5
    assert ends == sorted(ends)
    assert set(ends) <= set(values)
    for value in filter(None, values):
        (its,) = [number for number, (low, high) in enumerate(classes) if low <= value <= high]
        assert shade_of(value, classes) == shades(len(classes))[its]


@effort
@given(st.sets(st.integers(1, 10_000), min_size=10, max_size=70))
def test_classes_are_about_equally_full(values: set[int]) -> None:
    sizes = [sum(low <= value <= high for value in values) for low, high in steps(values)]
    assert max(sizes) - min(sizes) <= 1
    assert len(sizes) == 5


def test_few_values_have_shades_far_apart() -> None:
    assert [shades(count) for count in range(6)] == [
        *((), (3,), (2, 4), (1, 3, 5), (1, 2, 4, 5), (1, 2, 3, 4, 5)),
    ]


def test_nothing_and_withheld_are_in_no_class() -> None:
    assert steps([0, None, 7, 7, 0]) == [(7, 7)]
    assert (shade_of(0, [(7, 7)]), shade_of(None, [(7, 7)])) == (0, 0)


def test_a_square_stands_in_its_place_with_its_name_and_number() -> None:
    figure = tile_map(SQUARES)
    (tiles,) = figure["data"]
    assert list(zip(tiles["x"], tiles["base"], tiles["y"], strict=True)) == [
        *((1, -0.47, 0.94), (0, 1.53, 0.94), (1, 1.53, 0.94), (1, 0.53, 0.94)),
    ]
    assert tiles["text"] == ["<b>B1</b><br>40", "<b>K3</b><br>0", "<b>K4</b>", "<b>K5</b>"]
    assert tiles["hovertext"][:2] == ["<b>B1</b><br>40 calls", "<b>K3</b><br>no calls"]
    assert tiles["hovertext"][2:] == ["<b>K4</b><br>too few to show", "<b>K5</b><br>not in the filter"]
    assert tiles["customdata"] == [["B1"], ["K3"], ["K4"], ["K5"]]
    assert figure["layout"]["yaxis"]["range"] == [2.5, -0.5], "row 0 is the north"


def test_a_square_is_shaded_open_striped_or_dotted() -> None:
    (tiles,) = tile_map(SQUARES)["data"]
    assert tiles["marker"]["color"] == [STEPS[2], OPEN, EDGE, EDGE]
    assert tiles["marker"]["pattern"]["shape"] == ["", "", "/", "."]
    assert tiles["insidetextfont"]["color"] == [TEXT_ON_STEPS[2], INK, INK, INK]


def test_a_chosen_square_has_a_heavy_outline() -> None:
    (tiles,) = tile_map([Square(0, 0, "B1", 1, "1", "1 call", is_chosen=True), Square(0, 1, "B2", 1, "1", "1 call")])[
        "data"
    ]
    assert (tiles["marker"]["line"]["color"], tiles["marker"]["line"]["width"]) == ([INK, EDGE], [3, 0.5])


def test_a_grid_stands_under_its_names() -> None:
    cells = [Cell(hour, 0, hour, str(hour), f"{hour} calls") for hour in range(24)]
    layout = heat_grid(cells, [f"{hour}:00" for hour in range(24)], ["Mon", "Tue"], "calls")["layout"]
    assert (layout["xaxis"]["ticktext"], layout["xaxis"]["side"]) == (["Mon", "Tue"], "top")
    assert (layout["yaxis"]["tickvals"], layout["yaxis"]["range"]) == (list(range(24)), [23.5, -0.5])
    assert layout["uniformtext"]["mode"] == "hide"
