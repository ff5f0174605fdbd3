"""Bars by month, incomplete months striped, with numbered marks where the programme changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.figures.style import CARE, GRID, INK, Figure, layout


@dataclass(frozen=True)
class Month:
    """One bar: its first day, its value, the text shown for it, and whether the whole month is in the data."""

    first_day: date
    value: float
    text: str
    is_complete: bool


@dataclass(frozen=True)
class Mark:
    """A numbered line at the day that something changed."""

    day: date
    number: int


def monthly_bars(months: Sequence[Month], marks: Sequence[Mark], axis: str) -> Figure:
    """Draw one bar a month; `axis` names the vertical axis with its unit."""
    bars = {
        "type": "bar",
        "x": [month.first_day.isoformat() for month in months],
        "y": [month.value for month in months],
        "xperiod": "M1",
        "xperiodalignment": "middle",
        "customdata": [month.text for month in months],
        "hovertemplate": "%{x|%B %Y}: %{customdata}<extra></extra>",
        "xhoverformat": "%B %Y",
        "marker": {
            "color": CARE,
            "pattern": {
                "shape": ["" if month.is_complete else "/" for month in months],
                "fgcolor": CARE,
                "bgcolor": "#fff",
            },
            "line": {"color": CARE, "width": 1},
        },
    }
    return {
        "data": [bars],
        "layout": layout(
            xaxis={"type": "date", "fixedrange": True, "tickformat": "%b\n%Y", "range": _range(months)},
            yaxis={
                "title": {"text": axis},
                "rangemode": "tozero",
                "gridcolor": GRID,
                "fixedrange": True,
                **_whole_steps(months),
            },
            shapes=[_line(mark) for mark in marks],
            annotations=[_number(mark) for mark in marks],
        ),
    }


def _range(months: Sequence[Month]) -> list[str] | None:
    """Leave room beside the first and last bar, so that a mark on the first day of the first month is seen."""
    if not months:
        return None
    return [
        (months[0].first_day - timedelta(days=7)).isoformat(),
        (months[-1].first_day + timedelta(days=38)).isoformat(),
    ]


def _whole_steps(months: Sequence[Month]) -> Figure:
    """Keep the axis to whole numbers where there are only a few."""
    highest = max((month.value for month in months), default=0)
    return {"dtick": 1, "range": [0, max(highest, 1)]} if highest < 5 else {}


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
        "font": {"color": INK},
    }
