"""Rows that each carry their label above what they show: the whole width is left for the marks, also on a phone.

The vertical axis counts pixels from the top, so a figure drawn `height` pixels high has text and marks fit exactly.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from app.figures.style import LIGHT_CARD, Figure, plain

_LINE, _GAP = 18, 12
_WIDEST, _WIDEST_IN_CAPITALS = 42, 30
"""Characters to a line 296 pixels wide."""


@dataclass(frozen=True)
class Slot:
    """Where a row stands: the top of its label, and the middle of each of its marks."""

    label: str
    top: int
    middles: tuple[float, ...]


def slots(labels: Sequence[str], marks: int, thickness: int) -> list[Slot]:
    """Stack the rows, each with its label and so many marks below it."""
    top, stacked = 0, []
    for label in labels:
        text = _wrapped(label)
        below = top + _LINE * (text.count("<br>") + 1) + 3
        stacked.append(Slot(text, top, tuple(below + thickness * (mark + 0.5) for mark in range(marks))))
        top = below + thickness * marks + _GAP
    return stacked


def stack_height(labels: Sequence[str], marks: int, thickness: int) -> int:
    """Say how many pixels high the rows are together."""
    lines = sum(_wrapped(label).count("<br>") + 1 for label in labels)
    return _LINE * lines + (3 + thickness * marks + _GAP) * len(labels)


def row_axis(height: int) -> Figure:
    """Return the vertical axis: pixels from the top, unseen."""
    return {"visible": False, "fixedrange": True, "range": [max(height, 1), 0]}


def row_labels(stacked: Sequence[Slot]) -> list[Figure]:
    """Write each label above its marks, from the card's edge on."""
    return [
        {
            "text": slot.label,
            **{"x": 0, "xref": "paper", "xanchor": "left", "y": slot.top, "yref": "y", "yanchor": "top"},
            "align": "left",
            "showarrow": False,
            "borderpad": 0,
            "bgcolor": LIGHT_CARD,  # over the lines that cross it; the style sheet knows the dark one
        }
        for slot in stacked
    ]


def _wrapped(label: str) -> str:
    width = _WIDEST_IN_CAPITALS if label.isupper() else _WIDEST
    return "<br>".join(plain(line) for line in textwrap.wrap(label, width)) or " "
