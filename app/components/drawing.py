"""A figure as it travels: JSON in an attribute of its place, drawn by `charts.js` when the place comes near the view.

A figure that Dash held itself would be drawn at once, wherever it stands, and again whenever the page is answered.
"""

import json

from dash import html

from app.figures.style import Figure

FIGURE = "data-figure"
"""The attribute that holds a place's figure."""


def drawing(name: str) -> html.Div:
    """Lay out the place of a figure, empty; it is as high as what stands around it."""
    return html.Div(id=name, className="drawing", **{FIGURE: ""})


def as_figure(figure: Figure) -> str:
    """Write a figure as the text that goes into `FIGURE`; equal figures are equal texts."""
    return json.dumps(figure, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
