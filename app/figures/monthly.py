"""Bars by month: one series of CARE calls."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.figures.period_bars import period_bars
from app.figures.periods import Point, Series
from app.figures.style import CARE, Figure
from app.figures.time_axis import Mark

__all__ = ["Mark", "Month", "monthly_bars"]


@dataclass(frozen=True)
class Month:
    """One bar: its first day, its value, the text shown for it, and whether the whole month is in the data."""

    first_day: date
    value: float
    text: str
    is_complete: bool


def monthly_bars(months: Sequence[Month], marks: Sequence[Mark], axis: str) -> Figure:
    """Draw one bar a month; `axis` names the vertical axis with its unit."""
    return period_bars([Series("", CARE, [_point(month) for month in months])], marks, axis)


def _point(month: Month) -> Point:
    return Point(month.first_day, month.value, month.text, f"{month.first_day:%B %Y}", month.is_complete)
