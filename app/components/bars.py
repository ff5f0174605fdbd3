"""Parts of a whole, or places, as a table whose last column is a bar: a chart that is its own table."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dash import html

from app.components.plain_table import plain_table
from app.figures.style import CARE


@dataclass(frozen=True)
class Bar:
    """A row: what it is called, its cells, and its length, at least 0."""

    name: str
    cells: tuple[str, ...]
    length: float


def bars(name: str, columns: Sequence[str], rows: Iterable[Bar]) -> html.Div:
    """Write the rows; the longest bar fills its column, whose head is the last of `columns`."""
    found = list(rows)
    longest = max((row.length for row in found), default=0) or 1
    return plain_table(name, columns, [(row.name, *row.cells, _drawn(row.length / longest)) for row in found])


def _drawn(share: float) -> html.Div:
    style = {"width": f"{100 * share:.1f}%", "background-color": CARE.color}
    return html.Div(html.Div(style=style, className="bar"), className="bar-place", **{"aria-hidden": "true"})
