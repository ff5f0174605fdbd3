"""Shaded cells in a grid, drawn as bars one unit high: a style sheet can colour bars, but not a heat map's picture."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.figures.steps import drawn_in, fill, pattern_of, shade_of, steps, text_on
from app.figures.style import EDGE, INK, Figure

_GAP = 0.06


@dataclass(frozen=True)
class Cell:
    """One cell: its place, counted from the top left, its value (None: withheld), its text and what hovering says.

    `is_left_out` says that its value was not asked for.
    """

    row: int
    column: int
    value: float | None
    text: str
    hover: str
    name: str = ""
    is_chosen: bool = False
    is_left_out: bool = False


def cells(shown: Sequence[Cell]) -> Figure:
    """Draw the cells: shaded by steps, open where there is nothing, striped where withheld, dotted where left out."""
    classes = steps(cell.value for cell in shown)
    shade = [shade_of(cell.value, classes) for cell in shown]
    patterns = [pattern_of(cell.value, cell.is_left_out) for cell in shown]
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
            "color": [EDGE if pattern else fill(step) for pattern, step in zip(patterns, shade, strict=True)],
            "line": {
                "color": [INK if cell.is_chosen else EDGE for cell in shown],
                "width": [3 if cell.is_chosen else 0.5 for cell in shown],
            },
            "pattern": {**drawn_in("/"), "shape": patterns, **_grains(patterns)},
        },
    }


def _grains(patterns: Sequence[str]) -> Figure:
    """Return how coarse each pattern is, cell by cell."""
    drawn = [drawn_in(pattern or "/") for pattern in patterns]
    return {name: [one[name] for one in drawn] for name in ("size", "solidity")}
