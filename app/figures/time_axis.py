"""The axis of charts over time, with numbered marks where the programme changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from app.figures.hovering import NEAREST
from app.figures.periods import GRAINS
from app.figures.style import INK, Figure

ROOM_FOR_MARKS = 20
"""Pixels above the chart, for the numbers."""

_TICKS_ON_A_PHONE = 5


@dataclass(frozen=True)
class Mark:
    """A numbered line at the day that something changed."""

    day: date
    number: int


def over_time(days: Sequence[date], marks: Sequence[Mark], grain: str) -> Figure:
    """Return the layout's share of time: the axis over periods that begin on `days`, and the marks."""
    return {
        "xaxis": {
            "type": "date",
            "fixedrange": True,
            "automargin": True,
            "showgrid": False,
            **(_range(days, grain) | _ticks(days, grain) if days else _no_ticks()),
        },
        **NEAREST,
        "shapes": [_line(mark) for mark in marks],
        "annotations": [_number(mark) for mark in marks],
    }


def _no_ticks() -> Figure:
    """Leave the axis over no period bare; a range that is null would stop plotly."""
    return {"tickmode": "array", "tickvals": []}


def _range(days: Sequence[date], grain: str) -> Figure:
    """Leave room beside the first and last period, so that a mark on the first day of the first one is seen."""
    first, end = days[0], days[-1] + timedelta(days=GRAINS[grain].days)
    room = timedelta(days=min(max(1, (end - first).days // 50), GRAINS[grain].days // 3 + 1))
    return {"range": [(first - room).isoformat(), (end + room).isoformat()]}


def _ticks(days: Sequence[date], grain: str) -> Figure:
    """Write days and weeks at some of their middles, the year where it changes; longer periods as there is room."""
    if grain in ("day", "week"):
        written = days[:: -(-len(days) // _TICKS_ON_A_PHONE)]
        middle = timedelta(days=GRAINS[grain].days / 2)
        return {
            "tickmode": "array",
            "tickvals": [(datetime.combine(day, time()) + middle).isoformat() for day in written],
            "ticktext": [_written(day, before) for day, before in zip(written, [None, *written], strict=False)],
            "tickangle": 0,
        }
    few = {"dtick": GRAINS[grain].xperiod, "tick0": days[0].isoformat()} if len(days) <= 6 else {}
    return {"tickformat": GRAINS[grain].ticks, "ticklabelmode": "period", **few}


def _written(day: date, before: date | None) -> str:
    year = "" if before and before.year == day.year else f"<br>{day.year}"
    return f"{day:%b} {day.day}{year}"


def _line(mark: Mark) -> Figure:
    return {
        "type": "line",
        "x0": mark.day.isoformat(),
        "x1": mark.day.isoformat(),
        "yref": "paper",
        "y0": 0,
        "y1": 1,
        "line": {"color": INK, "width": 1.5, "dash": "dash"},
    }


def _number(mark: Mark) -> Figure:
    return {
        "x": mark.day.isoformat(),
        "yref": "paper",
        "y": 1,
        "yanchor": "bottom",
        "text": f"<b>{mark.number}</b>",
        "showarrow": False,
    }
