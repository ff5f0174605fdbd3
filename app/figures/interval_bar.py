"""Estimates with their intervals: a point, caps at low and high, and a line at zero."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.figures.rows import row_axis, row_labels, slots, stack_height
from app.figures.style import EDGE, Figure, Look, layout

_THICKNESS = 22


@dataclass(frozen=True)
class Estimate:
    """One estimate: its label, its value with low and high (None: there is none), and all of it as text."""

    label: str
    value: float | None
    low: float | None
    high: float | None
    text: str


def interval_bar(estimates: Sequence[Estimate], look: Look, unit: str, reaches: float = 0) -> Figure:
    """Draw the estimates, each under its label and its text, on one axis in `unit` that shows zero and `reaches`."""
    labels = _labels(estimates)
    stacked = slots(labels, 1, _THICKNESS)
    height = stack_height(labels, 1, _THICKNESS)
    drawn = [(each, slot.middles[0]) for each, slot in zip(estimates, stacked, strict=True) if each.value is not None]
    return {
        "data": [_points([each for each, _ in drawn], [middle for _, middle in drawn], look)],
        "layout": layout(
            unit,
            hovermode="closest",
            xaxis={
                **{"fixedrange": True, "automargin": True, "zeroline": False, "nticks": 6},
                "range": _range([each for each, _ in drawn], reaches),
            },
            yaxis=row_axis(height),
            shapes=[_zero()],
            annotations=row_labels(stacked),
        ),
    }


def interval_height(estimates: Sequence[Estimate]) -> int:
    """Say how many pixels high the estimates want to be."""
    return 70 + stack_height(_labels(estimates), 1, _THICKNESS)


def _labels(estimates: Sequence[Estimate]) -> list[str]:
    return [f"{each.label}: {each.text}" for each in estimates]


def _points(drawn: Sequence[Estimate], middles: Sequence[float], look: Look) -> Figure:
    ends = [_ends(each) for each in drawn]
    has_width = any(low < high for low, _, high in ends)
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [each.value for each in drawn],
        "y": list(middles),
        "marker": {"color": look.color, "symbol": look.symbol, "size": 12},
        "error_x": {
            "visible": has_width,
            "type": "data",
            "symmetric": False,
            "array": [high - middle for _, middle, high in ends],
            "arrayminus": [middle - low for low, middle, _ in ends],
            **{"color": look.color, "thickness": 3, "width": 8},
        },
        "hoverinfo": "none",  # the label says it all
    }


def _ends(each: Estimate) -> tuple[float, float, float]:
    """Return low, value and high; an estimate without an interval is its own ends."""
    value = each.value or 0
    low, high = each.low if each.low is not None else value, each.high if each.high is not None else value
    return low, value, high


def _range(drawn: Sequence[Estimate], reaches: float) -> list[float]:
    """Span zero, what it reaches in any case and every interval, with room for the caps."""
    numbers = [0.0, reaches, *(number for each in drawn for number in _ends(each))]
    low, high = min(numbers), max(numbers)
    room = (high - low or 1) * 0.06
    return [low - room, high + room]


def _zero() -> Figure:
    line = {"color": EDGE, "width": 2}
    return {"type": "line", "x0": 0, "x1": 0, "yref": "paper", "y0": 0, "y1": 1, "line": line, "layer": "below"}
