"""Columns over time as a picture that needs no script: SVG text for pages that are read and printed.

Its words take their colour from the style sheet (`.columns`), its columns from the looks that all charts share.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from app.figures.style import LIGHT_CARD, Look

_WIDTH, _HEIGHT = 720, 200
_TOP, _BOTTOM = 18, 34
_WIDEST = 44
_CHARACTER = 7
"""About how wide a digit is."""
_FULL = 0.72
"""How much of its step a column takes."""


@dataclass(frozen=True)
class Column:
    """One period: `label` under it, with `under` in a second line, the `parts` from the bottom up, and `text` above.

    A part of None is not known. A column that is not complete is drawn open.
    """

    label: str
    under: str
    parts: tuple[float | None, ...]
    text: str
    is_complete: bool = True

    @property
    def height(self) -> float:
        """The sum of its parts, in the unit of what is counted."""
        return sum(part or 0 for part in self.parts)


def columns(shown: Sequence[Column], looks: Sequence[Look], name: str, told: str) -> str:
    """Draw the columns; `name` is one for each picture of a page, and `told` says it to those who do not see it."""
    step = _WIDTH / max(len(shown), 1)
    tallest = max((column.height for column in shown), default=0) or 1
    drawn = "".join(
        _column(column, looks, name, (place + 0.5) * step, step, tallest) for place, column in enumerate(shown)
    )
    ground = f'<path class="ground" d="M0 {_HEIGHT - _BOTTOM}H{_WIDTH}"/>'
    return (
        f'<svg class="columns" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{escape(told)}">'
        f"{_patterns(looks, name)}{drawn}{ground}</svg>"
    )


def _column(column: Column, looks: Sequence[Look], name: str, middle: float, step: float, tallest: float) -> str:
    """Draw one column, its parts on top of each other, between its words."""
    scale = (_HEIGHT - _TOP - _BOTTOM) / tallest
    floor, parts = float(_HEIGHT - _BOTTOM), []
    for number, part in enumerate(column.parts):
        tall = (part or 0) * scale
        floor -= tall
        wide = min(_FULL * step, _WIDEST)
        parts.append(_part(looks[number], f"{name}-{number}", column.is_complete, middle - wide / 2, floor, wide, tall))
    return (
        f"{''.join(parts)}{_words(column.text, middle, floor - 5)}"
        f"{_words(column.label, middle, _HEIGHT - _BOTTOM + 14)}{_words(column.under, middle, _HEIGHT - _BOTTOM + 28)}"
    )


def _part(look: Look, pattern: str, is_complete: bool, left: float, top: float, wide: float, tall: float) -> str:
    fill = "none" if not is_complete else f"url(#{pattern})" if look.pattern else look.color
    dash = "" if is_complete else ' stroke-dasharray="4 3"'
    return (
        f'<rect x="{left:.1f}" y="{top:.1f}" width="{wide:.1f}" height="{tall:.1f}" fill="{fill}"'
        f' stroke="{look.color}"{dash}/>'
    )


def _patterns(looks: Sequence[Look], name: str) -> str:
    """Define the stripes of looks that have a pattern: they are told apart without their colour."""
    stripes = "".join(
        f'<pattern id="{name}-{number}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f'<rect width="6" height="6" fill="{look.color}"/>'
        f'<path d="M0 3H6" stroke="{LIGHT_CARD}" stroke-opacity=".85"/></pattern>'
        for number, look in enumerate(looks)
        if look.pattern
    )
    return f"<defs>{stripes}</defs>" if stripes else ""


def _words(text: str, middle: float, y: float) -> str:
    """Write words under or over a column, moved aside where half of them would lie outside the picture."""
    half = len(text) * _CHARACTER / 2
    x = min(max(middle, half), _WIDTH - half)
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle">{escape(text)}</text>' if text else ""
