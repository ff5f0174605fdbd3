"""A schematic map: one square per beat, shaded by its value."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.figures.cells import Cell, cells
from app.figures.style import Figure, layout, plain


@dataclass(frozen=True)
class Square:
    """One beat's square: where it stands, its name, its value (None: withheld), and its text.

    `told` is what hovering says of it; `is_left_out` that its value was not asked for.
    """

    row: int
    column: int
    name: str
    value: float | None
    text: str
    told: str
    is_chosen: bool = False
    is_left_out: bool = False


def tile_map(squares: Sequence[Square]) -> Figure:
    """Draw the squares in their grid; a square with nothing in it is open, with its text."""
    rows = max((square.row for square in squares), default=0) + 1
    columns = max((square.column for square in squares), default=0) + 1
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": [{**cells([_cell(square) for square in squares]), "textfont": {"size": 11}}],
        "layout": layout(
            hovermode="closest",
            barmode="overlay",
            xaxis={**hidden, "range": [-0.5, columns - 0.5]},
            yaxis={**hidden, "range": [rows - 0.5, -0.5]},
            margin={"l": 0, "r": 0, "t": 8, "b": 8},
        ),
    }


def _cell(square: Square) -> Cell:
    name = f"<b>{plain(square.name)}</b>"
    is_patterned = square.value is None or square.is_left_out  # words do not stand well on a pattern
    return Cell(
        square.row,
        square.column,
        square.value,
        name if is_patterned else f"{name}<br>{plain(square.text)}",
        hover=f"{name}<br>{plain(square.told)}",
        name=square.name,
        is_chosen=square.is_chosen,
        is_left_out=square.is_left_out,
    )
