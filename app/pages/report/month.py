"""Which month a report is of: read from its address, or the last complete one."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qs

from app import words
from app.components.page import Unanswerable
from app.db import Info, NoSnapshot, Snapshot, Warehouse
from app.filters import Filters
from app.periods import days_of, default_period, period_bounds, period_labels
from app.question import PIN, Asked, first_view
from app.words import report as text

PATH = "/report"
MONTH = "month"


def read_month(search: str, warehouse: Warehouse) -> Asked:
    """Read the month in an address as a question about its days; raises `Unanswerable` where there is none.

    `snapshot=` asks a kept snapshot, and pins the page to it; what else the address holds is of other pages.
    """
    given = parse_qs(search.removeprefix("?"))
    snapshot = _snapshot(given.get(PIN, []), warehouse)
    first, last = days_of(MONTH, _label(given.get(MONTH, []), snapshot.info))
    pin = snapshot.info.snapshot if given.get(PIN) else None
    return Asked(snapshot, Filters(start=first, end=last), first_view(snapshot), pin=pin, named=_named)


def months(info: Info) -> list[str]:
    """List the months of which any day is loaded, newest first."""
    return period_labels(MONTH, info.first_day, info.last_day)[::-1]


def month_of(asked: Asked) -> str:
    """Name the month, as addresses do: 2025-03."""
    return f"{_first(asked):%Y-%m}"


def last_13_months(asked: Asked) -> Asked:
    """Ask for the month and the twelve before it."""
    first, _ = days_of(MONTH, f"{_first(asked).year - 1}-{_first(asked).month:02}")
    return replace(asked, filters=asked.filters.model_copy(update={"start": first}))


def month_before(asked: Asked) -> tuple[date, date]:
    """Return the days of the month before."""
    _, first, last = period_bounds(MONTH, _first(asked) - timedelta(days=1))
    return first, last


def address_of(asked: Asked, label: str) -> str:
    """Write the address of another month's report, of the same snapshot where this one is pinned."""
    first, last = days_of(MONTH, label)
    return f"{PATH}{asked.link(start=first, end=last)}"


def _named(filters: Filters) -> Mapping[str, str]:
    """Write days as the report's address does: the month that they end in, also where they begin in an earlier one."""
    return {MONTH: f"{filters.end:%Y-%m}"}


def _first(asked: Asked) -> date:
    return asked.filters.start or asked.snapshot.info.first_day


def _snapshot(given: list[str], warehouse: Warehouse) -> Snapshot:
    try:
        return warehouse.snapshot(given[0] if given else None)
    except NoSnapshot as error:
        if not given:
            raise
        raise Unanswerable(404, text.NO_SNAPSHOT, str(error)) from error


def _label(given: list[str], info: Info) -> str:
    if not given:
        return f"{default_period(info)[1]:%Y-%m}"
    label = given[0].strip()
    if len(given) > 1 or not re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", label):
        shown = ", ".join(given)[:60]
        raise Unanswerable(400, text.NO_MONTH, text.NO_MONTH_DETAIL.format(given=shown))
    if label not in (held := months(info)):
        detail = text.NOT_LOADED_DETAIL.format(first=words.month(held[-1]), last=words.month(held[0]))
        raise Unanswerable(404, text.NOT_LOADED.format(month=words.month(label)), detail)
    return label
