"""Quarters: their names, and when one is settled, so that its numbers may be published for good."""

import re
from datetime import datetime, timedelta

SETTLES_AFTER = timedelta(days=45)
"""How long after its end a quarter is settled: the follow-up of 30 days, and two weeks to write it down."""


def quarter_sql(day: str) -> str:
    """Write the SQL of the name, `2025-Q3`, of the quarter that a day is in."""
    return f"strftime({day}, '%Y') || '-Q' || quarter({day})"


def year_of(quarter: str) -> str:
    """Return the year that a quarter is in."""
    return quarter[:4]


def quarters_of(year: str) -> tuple[str, ...]:
    """Name the quarters of a year."""
    return tuple(f"{year}-Q{number}" for number in (1, 2, 3, 4))


def last_quarter(year: str) -> str:
    """Name the quarter with which a year ends."""
    return quarters_of(year)[-1]


def end_of(quarter: str) -> datetime:
    """Return the midnight that ends a quarter."""
    found = re.fullmatch(r"(\d{4})-Q([1-4])", quarter, re.ASCII)
    if not found:
        raise ValueError(f"{quarter!r} is no quarter such as 2025-Q3")
    year, number = int(found[1]), int(found[2])
    return datetime(year + number // 4, number % 4 * 3 + 1, 1)


def is_settled(quarter: str, newest: datetime) -> bool:
    """Say whether a quarter's rows are as good as complete in an export of this vintage."""
    return newest >= end_of(quarter) + SETTLES_AFTER
