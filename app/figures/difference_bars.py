"""Bars to both sides of a line: what rose to the right, what fell to the left, each with its difference at its end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.figures.rows import row_axis, row_labels, slots, stack_height
from app.figures.style import Figure, Look, filled, layout, plain

_THICKNESS = 20
_NARROWEST, _CHARACTER, _MOST_ROOM, _EDGE = 280, 7.5, 0.38, 0.005
"""Pixels a phone leaves for the bars and a character takes; the part of the width that a side's texts may take, and
that a side without any leaves for the line."""


@dataclass(frozen=True)
class Difference:
    """One bar: its category, how much more (above 0) or less it is, and that as text, with its sign."""

    label: str
    value: float
    text: str


def difference_bars(bars: Sequence[Difference], look: Look, unit: str) -> Figure:
    """Draw the bars in the order given, each under its label; `unit` says what the differences are in."""
    labels = [bar.label for bar in bars]
    stacked = slots(labels, 1, _THICKNESS)
    return {
        "data": [
            {
                "type": "bar",
                "orientation": "h",
                "y": [slot.middles[0] for slot in stacked],
                "x": [bar.value for bar in bars],
                "width": _THICKNESS - 2,
                "text": [plain(bar.text) for bar in bars],
                "textposition": "outside",
                "cliponaxis": False,
                "hoverinfo": "none",  # all there is to say stands beside the bar
                "marker": filled(look),
            }
        ],
        "layout": layout(
            unit,
            hovermode="closest",
            xaxis={**_LINE_AT_ZERO, "range": _range(bars)},
            yaxis=row_axis(stack_height(labels, 1, _THICKNESS)),
            annotations=row_labels(stacked),
        ),
    }


def difference_height(bars: Sequence[Difference]) -> int:
    """Say how many pixels high the bars want to be."""
    return 40 + stack_height([bar.label for bar in bars], 1, _THICKNESS)


_LINE_AT_ZERO: Figure = {"showticklabels": False, "showgrid": False, "zeroline": True, "fixedrange": True}


def _range(bars: Sequence[Difference]) -> list[float]:
    """Leave room on each side for the text after its longest bar on a phone."""
    rises, falls = ([bar for bar in bars if bar.value * side > 0] for side in (1, -1))
    highest, lowest = max((bar.value for bar in rises), default=0), min((bar.value for bar in falls), default=0)
    left, right = _room(falls), _room(rises)
    whole = ((highest - lowest) or 1) / (1 - left - right)
    return [lowest - left * whole, highest + right * whole]


def _room(bars: Iterable[Difference]) -> float:
    """Say which part of the width the longest text of a side takes."""
    longest = max((len(bar.text) for bar in bars), default=0)
    return min(_MOST_ROOM, (_CHARACTER * longest + 8) / _NARROWEST) if longest else _EDGE
