"""A schematic map: one square per beat, shaded by its value."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.figures.cells import Cell, cells
from app.figures.style import Figure, layout, plain


@dataclass(frozen=True)
class Square:
    """One beat's square: where it stands, its name, its value (None: withheld), and the text shown for it."""

    row: int
    column: int
    name: str
    value: float | None
    text: str
    is_chosen: bool = False


def tile_map(squares: Sequence[Square], unit: str) -> Figure:
    """Draw the squares in their grid; a square with nothing in it is open, with its 0."""
    rows = max((square.row for square in squares), default=0) + 1
    columns = max((square.column for square in squares), default=0) + 1
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": [{**cells([_cell(square, unit) for square in squares]), "textfont": {"size": 11}}],
        "layout": layout(
            hovermode="closest",
            barmode="overlay",
            xaxis={**hidden, "range": [-0.5, columns - 0.5]},
            yaxis={**hidden, "range": [rows - 0.5, -0.5]},
            margin={"l": 0, "r": 0, "t": 8, "b": 8},
        ),
    }


def _cell(square: Square, unit: str) -> Cell:
    name = f"<b>{plain(square.name)}</b>"
    text = f"{name}<br>{plain(square.text)}"
    return Cell(
        square.row,
        square.column,
        square.value,
        name if square.value is None else text,  # words do not stand well on hatching
        hover=f"{text} {plain(unit)}",
        name=square.name,
        is_chosen=square.is_chosen,
    )
