"""A figure travels as text: the same figure is the same text, and what JSON cannot say is refused."""

import json

import pytest

from app.components.drawing import FIGURE, as_figure, drawing
from app.components.static_html import as_html
from app.figures.style import Figure
from tests.app.layouts import elements
from tests.app.test_figures import FIGURES

NAMES = {"bar", "scatter"}
"""The traces that the vendored part of plotly.js draws, and we use."""


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_every_figure_comes_out_as_it_went_in(figure: Figure) -> None:
    text = as_figure(figure)
    assert json.loads(text) == json.loads(json.dumps(figure))
    assert as_figure(json.loads(text)) == text


@pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)
def test_the_vendored_part_of_plotly_draws_every_trace(figure: Figure) -> None:
    assert {trace["type"] for trace in figure["data"]} <= NAMES


def test_what_is_no_number_in_json_is_refused_on_the_server() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_figure({"data": [{"y": [float("nan")]}]})


def test_names_keep_their_letters() -> None:
    assert as_figure({"data": [{"name": "Señor’s"}]}) == '{"data":[{"name":"Señor’s"}]}'


def test_a_figure_stands_in_the_first_paint_as_it_travels() -> None:
    place, figure = drawing("monthly-figure"), as_figure({"data": [{"name": 'Señor’s <b>"1"</b>'}]})
    setattr(place, FIGURE, figure)
    (written,) = elements(as_html(place, "first-"))
    assert written.attributes == {"id": "first-monthly-figure", "class": "drawing", FIGURE: figure}
