"""Lines over periods, one a series: a gap where a value is withheld, a hollow mark where a period is not complete."""

from collections.abc import Sequence
from datetime import date

from app.figures.periods import Series, days_of, period_boxes, trace, value_axis
from app.figures.style import Figure, layout, legend_below, legend_key
from app.figures.time_axis import ROOM_FOR_MARKS, Mark, over_time

_SIZES = ((15, 8), (60, 6))
"""Up to so many points, marks of so many pixels."""


def period_lines(
    series: Sequence[Series], marks: Sequence[Mark], axis: str, grain: str = "month", is_share: bool = False
) -> Figure:
    """Draw the series; `axis` says what is measured, and in which unit; shares are written as percent, 0 to 100."""
    values = [point.value for one in series for point in one.points if point.value is not None]
    return {
        "data": [
            *({**_line(one), **trace(one, grain)} for one in series),
            *(legend_key(one.name, _line(Series(one.name, one.look, []))) for one in series if len(series) > 1),
            period_boxes(series, _highest(series), grain),
        ],
        "layout": layout(
            axis,
            top=ROOM_FOR_MARKS if marks else 0,
            yaxis=value_axis(values, is_share, reaches=int(is_share)),
            showlegend=len(series) > 1,
            legend=legend_below(),
            **over_time(days_of(series), marks, grain),
        ),
    }


def _line(series: Series) -> Figure:
    look = series.look
    symbols = [look.symbol if point.is_complete else f"{look.symbol}-open" for point in series.points]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "showlegend": False,
        "connectgaps": False,
        "line": {"color": look.color, "width": 2, "dash": look.dash},
        "marker": {
            "color": look.color,
            "symbol": symbols or look.symbol,
            "size": next((size for most, size in _SIZES if len(series.points) <= most), 4),
            "line": {"color": look.color, "width": [0 if point.is_complete else 2 for point in series.points]},
        },
    }


def _highest(series: Sequence[Series]) -> dict[date, float]:
    """Find the highest point of each period."""
    highest: dict[date, float] = {}
    for one in series:
        for point in one.points:
            highest[point.first_day] = max(highest.get(point.first_day, 0), point.value or 0)
    return highest
