"""Bars by period, one series or several on top of each other; periods that are not complete are striped."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from app.figures.periods import GRAINS, MILLISECONDS_A_DAY, Series, days_of, period_boxes, trace, value_axis
from app.figures.style import NONE, Figure, filled, layout, legend_below, legend_key
from app.figures.time_axis import ROOM_FOR_MARKS, Mark, over_time


def period_bars(series: Sequence[Series], marks: Sequence[Mark], axis: str, grain: str = "month") -> Figure:
    """Draw one bar a period, the first series at the bottom; `axis` says what is counted, and in which unit."""
    heights = _heights(series)
    return {
        "data": [
            *({**_bars(one, grain), **_width(series, grain)} for one in series),
            *(legend_key(one.name, {"type": "bar", "marker": filled(one.look)}) for one in series if len(series) > 1),
            period_boxes(series, heights, grain),
        ],
        "layout": layout(
            axis,
            top=ROOM_FOR_MARKS if marks else 0,
            barmode="stack",
            bargap=0.2,
            yaxis=value_axis(heights.values()),
            showlegend=len(series) > 1,
            legend=legend_below(),
            **over_time(days_of(series), marks, grain),
        ),
    }


def _bars(series: Series, grain: str) -> Figure:
    return {"type": "bar", "showlegend": False, **trace(series, grain), "marker": _marker(series)}


def _width(series: Sequence[Series], grain: str) -> Figure:
    """Give a bar that stands alone its width: plotly finds it from the bar beside it."""
    return {"width": GRAINS[grain].days * MILLISECONDS_A_DAY * 0.8} if len(days_of(series)) == 1 else {}


def _marker(series: Series) -> Figure:
    """Fill the bars of whole periods; stripe the others, and leave them open."""
    whole = [point.is_complete for point in series.points]
    look, pattern = series.look, filled(series.look).get("pattern", {})
    return {
        **filled(look),
        "pattern": {
            **pattern,
            "shape": [look.pattern if is_whole else look.stripes for is_whole in whole],
            "bgcolor": [look.color if is_whole else NONE for is_whole in whole],
            "fgcolor": [pattern.get("fgcolor", look.color) if is_whole else look.color for is_whole in whole],
        },
    }


def _heights(series: Sequence[Series]) -> dict[date, float]:
    """Add up what stands on top of each other."""
    heights: dict[date, float] = defaultdict(float)
    for one in series:
        for point in one.points:
            heights[point.first_day] += point.value or 0
    return heights
