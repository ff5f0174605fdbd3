"""A difference as a reader sees it: with its sign, and rounded as the number itself is.

The sign of less is the hyphen of the metrics' own texts, on screens as in files, so that what is copied can be read.
"""

from decimal import ROUND_HALF_UP, Decimal

from app.words import changes as text
from etl.metrics import Metric


def difference_text(metric: Metric, difference: float | None) -> str:
    """Write a difference in the metric's unit, that of shares in percentage points; a dash where there is none."""
    if difference is None:
        return text.NOT_GIVEN
    size = metric.text(abs(difference)).removesuffix("%")
    return _signed(difference, size, is_zero=reads_as_none(metric, difference))


def reads_as_none(metric: Metric, difference: float | None) -> bool:
    """Say whether a difference reads as 0 once it is rounded, or is not known: neither is a rise or a fall."""
    return difference is None or metric.text(abs(difference)) == metric.text(0)


def percent_text(percent: float | None) -> str:
    """Write a difference in percent, such as +12.5%; a dash where it is not given."""
    if percent is None:
        return text.NOT_GIVEN
    size = tenths(abs(percent))
    return f"{_signed(percent, size, is_zero=size == tenths(0))}%"


def tenths(number: float) -> str:
    """Write a number with one decimal, halves rounded away from zero as everywhere."""
    return f"{Decimal(repr(float(number))).quantize(Decimal('0.1'), ROUND_HALF_UP):,}"


def _signed(value: float, size: str, *, is_zero: bool) -> str:
    """Put the sign before a size; what reads as zero is neither more nor less."""
    return size if is_zero else f"{'+' if value > 0 else '-'}{size}"
