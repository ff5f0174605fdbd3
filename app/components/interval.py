"""A modeled number's 95 % interval in words, where it is more than a point."""

from app import words
from app.comparison import Change
from app.queries import Row
from etl.metrics import Metric


def interval(metric: Metric, row: Row | Change) -> str:
    """Write a row's interval; nothing where it has none, or one whose ends read alike: no width is no certainty."""
    low, high = metric.text(row.low), metric.text(row.high)
    return words.RANGE.format(low=low, high=high) if row.low is not None and low != high else ""
