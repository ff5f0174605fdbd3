"""A chart card where nothing matches: no chart, and a sentence that says why."""

from dataclasses import replace

from app.components.chart_card import ChartContent
from app.figures.style import layout

_HEIGHT = 24
_HIDDEN = {"visible": False, "fixedrange": True}


def without_chart(content: ChartContent) -> ChartContent:
    """Leave the chart out, and all that explains it: empty axes would look like a result."""
    figure = {"data": [], "layout": layout(xaxis=_HIDDEN, yaxis=_HIDDEN)}
    return replace(content, figure=figure, note="", height=_HEIGHT, below=None)
