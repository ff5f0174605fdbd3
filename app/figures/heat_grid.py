"""A grid of shaded cells, such as hours down and weekdays across: it stays readable on a phone."""

from collections.abc import Sequence

from app.figures.cells import Cell, cells
from app.figures.style import Figure, layout

_ROW_PIXELS, _HEADER = 22, 18


def heat_grid(shown: Sequence[Cell], rows: Sequence[str], columns: Sequence[str], unit: str = "") -> Figure:
    """Draw the cells under the columns' names; a text that does not fit its cell is left out, hovering says it."""
    return {
        "data": [cells(shown)],
        "layout": layout(
            unit,
            top=_HEADER,
            hovermode="closest",
            barmode="overlay",
            uniformtext={"mode": "hide", "minsize": 9},
            xaxis={**_axis(columns), "side": "top", "range": [-0.5, len(columns) - 0.5]},
            yaxis={**_axis(rows), "range": [len(rows) - 0.5, -0.5]},
        ),
    }


def heat_height(rows: Sequence[str]) -> int:
    """Say how many pixels high the grid wants to be."""
    return 60 + _ROW_PIXELS * len(rows)


def _axis(names: Sequence[str]) -> Figure:
    return {
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "tickangle": 0,
        "fixedrange": True,
        "automargin": True,
        "showgrid": False,
        "zeroline": False,
    }
