"""Shaded cells in a grid, drawn as bars one unit high: a style sheet can colour bars, but not a heat map's picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.figures.steps import fill, hatching, shade_of, steps, text_on
from app.figures.style import EDGE, INK, Figure

_GAP = 0.06


@dataclass(frozen=True)
class Cell:
    """One cell: its place, counted from the top left, its value (None: withheld), its text and what hovering says."""

    row: int
    column: int
    value: float | None
    text: str
    hover: str
    name: str = ""
    is_chosen: bool = False


def cells(shown: Sequence[Cell]) -> Figure:
    """Draw the cells: shaded by steps, open where there is nothing, hatched where it is withheld."""
    classes = steps(cell.value for cell in shown)
    shade = [shade_of(cell.value, classes) for cell in shown]
    return {
        "type": "bar",
        "x": [cell.column for cell in shown],
        "base": [cell.row - 0.5 + _GAP / 2 for cell in shown],
        "y": [1 - _GAP for _ in shown],
        "width": 1 - _GAP,
        "text": [cell.text for cell in shown],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "insidetextfont": {"color": [text_on(step) for step in shade]},
        "customdata": [[cell.name] for cell in shown],
        "hovertext": [cell.hover for cell in shown],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "color": [EDGE if cell.value is None else fill(step) for cell, step in zip(shown, shade, strict=True)],
            "line": {
                "color": [INK if cell.is_chosen else EDGE for cell in shown],
                "width": [3 if cell.is_chosen else 0.5 for cell in shown],
            },
            "pattern": {**hatching(), "shape": ["/" if cell.value is None else "" for cell in shown]},
        },
    }
