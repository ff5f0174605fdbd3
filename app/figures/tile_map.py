"""A schematic map: one square per beat, shaded by its value."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.figures.style import SEQUENTIAL, Figure, layout


@dataclass(frozen=True)
class Square:
    """One beat's square: where it stands, its name, its value, and the text shown for it."""

    row: int
    column: int
    name: str
    value: float
    text: str


def tile_map(squares: Sequence[Square], unit: str) -> Figure:
    """Draw the squares in their grid; a square with nothing in it is drawn palest, with its 0."""
    rows = max((square.row for square in squares), default=0) + 1
    columns = max((square.column for square in squares), default=0) + 1
    at = {(square.row, square.column): square for square in squares}
    cells = [[at.get((row, column)) for column in range(columns)] for row in range(rows)]
    highest = max((square.value for square in squares), default=0)
    tiles = {
        "type": "heatmap",
        "z": [[cell.value if cell else None for cell in line] for line in cells],
        "text": [[f"<b>{cell.name}</b><br>{cell.text}" if cell else "" for cell in line] for line in cells],
        "texttemplate": "%{text}",
        "hovertemplate": f"%{{text}} {unit}<extra></extra>",
        "hoverongaps": False,
        "colorscale": SEQUENTIAL,
        "zmin": 0,
        "zmax": max(highest, 1),
        "xgap": 3,
        "ygap": 3,
        "showscale": False,  # every square says its number
        "textfont": {"size": 11},
    }
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": [tiles],
        "layout": layout(
            xaxis=hidden,
            yaxis={**hidden, "autorange": "reversed"},
            margin={"l": 0, "r": 0, "t": 8, "b": 8},
            font={"size": 12},
        ),
    }
