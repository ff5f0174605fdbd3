"""What an answer about people covers: which of the published quarters and years it is made of, and which it lacks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from app.periods import days_of, period_labels

QUARTER, YEAR = "quarter", "year"


@dataclass(frozen=True)
class Table:
    """A published table of one quarter or year: whether it is shown, and the day it was published."""

    is_shown: bool
    published_on: date


Tables = Mapping[str, Table]
"""Tables by their period, `2025-Q3` or `2025`, in the order of their names."""


@dataclass(frozen=True)
class Coverage:
    """Which tables an answer stands on: the first and last of each run of quarters or years, and those it is without.

    `periods` are those that its rows are made of. `published_on` is the day of the newest of them; `is_newest` says
    that the year was not asked for, but is the newest.
    """

    spans: tuple[tuple[str, str], ...]
    without: tuple[str, ...]
    periods: tuple[str, ...]
    published_on: date
    is_newest: bool = False

    @property
    def last(self) -> str:
        """The last quarter or year."""
        return self.spans[-1][1]


def by_period(tables: Tables) -> Coverage:
    """Cover each quarter, or each year, in a row of its own, also one that is not shown."""
    periods = list(tables)
    is_any_shown = any(table.is_shown for table in tables.values())
    hidden = [period for period in _between(periods) if is_any_shown and not _is_shown(tables, period)]
    return Coverage(((periods[0], periods[-1]),), tuple(hidden), tuple(periods), _newest(tables))


def newest_year(tables: Tables) -> Coverage:
    """Cover the newest year alone."""
    year = max(tables)
    return Coverage(((year, year),), (), (year,), tables[year].published_on, is_newest=True)


def together(tables: Tables) -> Coverage:
    """Cover all in one number: of each year the table that is of all of it, where it is shown, else its quarters.

    So what is too few people by quarter is in it once its year is published. Where nothing is shown, it is of the
    quarters, which are not.
    """
    timeline = [period for year in _years(tables) for period in _of_year(tables, year)]
    shown = [period for period in timeline if _is_shown(tables, period)]
    if not shown:
        quarters = [period for period in tables if _is_quarter(period)] or list(tables)
        return Coverage(((quarters[0], quarters[-1]),), (), tuple(quarters), _newest(tables))
    return Coverage(
        spans=tuple((run[0], run[-1]) for run in _runs(shown)),
        without=tuple(period for period in timeline if period not in shown),
        periods=tuple(shown),
        published_on=_newest(tables),
    )


def _of_year(tables: Tables, year: str) -> Sequence[str]:
    """Choose what tells most of a year: its own table, or its quarters; the year where neither is shown."""
    quarters = [quarter for quarter in _between(list(filter(_is_quarter, tables))) if quarter.startswith(year)]
    has_quarters = any(_is_shown(tables, quarter) for quarter in quarters)
    is_whole = _is_shown(tables, year) or (year in tables and not has_quarters)
    return [year] if is_whole or not quarters else quarters


def _years(tables: Tables) -> Sequence[str]:
    """List the years from the first to the last."""
    return [str(year) for year in range(int(min(tables)[:4]), int(max(tables)[:4]) + 1)]


def _runs(periods: Iterable[str]) -> list[list[str]]:
    """Part periods where quarters follow years, or years quarters."""
    return [list(run) for _, run in groupby(periods, _is_quarter)]


def _between(periods: Sequence[str]) -> list[str]:
    """List the quarters or years from the first to the last, also those that were never published."""
    if not periods:
        return []
    kind = QUARTER if _is_quarter(periods[0]) else YEAR
    return period_labels(kind, days_of(kind, periods[0])[0], days_of(kind, periods[-1])[1])


def _is_quarter(period: str) -> bool:
    return "-" in period


def _is_shown(tables: Tables, period: str) -> bool:
    return period in tables and tables[period].is_shown


def _newest(tables: Tables) -> date:
    return max(table.published_on for table in tables.values())
