"""Horizontal bars for categories, each under its label, with its value at its end."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.figures.rows import Slot, row_axis, row_labels, slots, stack_height
from app.figures.style import NONE, Figure, Look, filled, layout, legend_below, plain

_THICKNESS, _LEGEND = 20, 34
_NARROWEST, _CHARACTER = 280, 7.5
"""Pixels a phone leaves for the bars, and a character takes."""


@dataclass(frozen=True)
class Ranked:
    """One bar: its category, its value (None: withheld) and the value's text.

    `pattern` hatches an open bar, for a category that must not look like the others.
    """

    label: str
    value: float | None
    text: str
    pattern: str = ""


@dataclass(frozen=True)
class RankedSeries:
    """The bars of one series."""

    name: str
    look: Look
    bars: Sequence[Ranked]


def ranked_bars(series: Sequence[RankedSeries], unit: str, reaches: float = 0) -> Figure:
    """Draw the bars in the order given, series by series under each label; `unit` says what the values are.

    A bar as long as `reaches` takes the whole width, if none is longer.
    """
    labels = _labels(series)
    stacked = slots(labels, len(series), _THICKNESS)
    at = dict(zip(labels, stacked, strict=True))
    return {
        "data": [_bars(one, place, at) for place, one in enumerate(series)],
        "layout": layout(
            unit,
            hovermode="closest",
            barmode="overlay",
            xaxis={"visible": False, "fixedrange": True, "range": [0, max(_far_end(series), reaches)]},
            yaxis=row_axis(stack_height(labels, len(series), _THICKNESS)),
            annotations=row_labels(stacked),
            showlegend=len(series) > 1,
            legend=legend_below(),
        ),
    }


def ranked_height(series: Sequence[RankedSeries]) -> int:
    """Say how many pixels high the bars want to be."""
    legend = _LEGEND if len(series) > 1 else 0
    return 40 + legend + stack_height(_labels(series), len(series), _THICKNESS)


def _labels(series: Sequence[RankedSeries]) -> list[str]:
    """List the categories of the first series, then those that only others have."""
    return list(dict.fromkeys(bar.label for one in series for bar in one.bars))


def _bars(series: RankedSeries, place: int, at: dict[str, Slot]) -> Figure:
    return {
        "type": "bar",
        "orientation": "h",
        "name": plain(series.name),
        "y": [at[bar.label].middles[place] for bar in series.bars],
        "x": [bar.value or 0 for bar in series.bars],
        "width": _THICKNESS - 2,
        "text": [plain(bar.text) for bar in series.bars],
        "textposition": "outside",
        "cliponaxis": False,
        "customdata": [[bar.label] for bar in series.bars],
        "hoverinfo": "none",  # all there is to say stands beside the bar
        "marker": _marker(series),
    }


def _marker(series: RankedSeries) -> Figure:
    look, pattern = series.look, filled(series.look).get("pattern", {})
    odd = [bool(bar.pattern) for bar in series.bars]
    return {
        **filled(look),
        "pattern": {
            **pattern,
            "shape": [bar.pattern or look.pattern for bar in series.bars],
            "bgcolor": [NONE if is_odd else look.color for is_odd in odd],
            "fgcolor": [look.color if is_odd else pattern.get("fgcolor", look.color) for is_odd in odd],
        },
    }


def _far_end(series: Sequence[RankedSeries]) -> float:
    """End the axis where the text after the longest bar ends on a phone."""
    bars = [bar for one in series for bar in one.bars]
    highest = max((bar.value or 0 for bar in bars), default=0) or 1
    ends = [(bar.value or 0) / (1 - min(0.6, (_CHARACTER * len(bar.text) + 8) / _NARROWEST)) for bar in bars]
    return max([*ends, highest])
