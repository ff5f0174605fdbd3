"""What later refreshes changed in the data since the report of the month before could have been made."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from dash import html

from app import words
from app.components.plain_table import plain_table
from app.pages.report.month import month_before
from app.question import Asked
from app.restatements import Moved, Refreshed, refreshes
from app.words import report as text
from app.words.sentences import several
from etl.metrics import METRICS, TOO_FEW

_MOST_MOVES = 12


def since_last_month(asked: Asked) -> list[Any]:
    """Count what was corrected, and list the headline numbers of earlier months that it moved."""
    _, last = month_before(asked)
    later = _after_first_with(refreshes(asked.snapshot), last)
    if not later:
        return [html.H2(text.CHANGED), html.P(text.CHANGED_SINCE_NONE.format(day=words.day(last)))]
    corrected = text.CHANGED_SENTENCE.format(
        day=words.day(last),
        refreshes=several(f"{len(later):,}", *text.REFRESH),
        restated=several(f"{sum(each.rows_restated for each in later):,}", *text.ROW),
        withdrawn=f"{sum(each.rows_withdrawn for each in later):,}",
    )
    rows = list(_moves(later, until=f"{last:%Y-%m}"))
    more = [html.P(text.CHANGED_MORE.format(count=len(rows) - _MOST_MOVES))] if len(rows) > _MOST_MOVES else []
    table = plain_table(text.CHANGED, text.CHANGED_COLUMNS, rows[:_MOST_MOVES]) if rows else html.P(text.CHANGED_NONE)
    return [html.H2(text.CHANGED), html.P(corrected), table, *more]


def _after_first_with(log: Sequence[Refreshed], last: date) -> Sequence[Refreshed]:
    """List the refreshes, oldest first, after the first that held all days up to `last`."""
    oldest_first = log[::-1]
    place = next((number for number, each in enumerate(oldest_first) if each.data_through >= last), len(log))
    return oldest_first[place + 1 :]


def _moves(later: Sequence[Refreshed], until: str) -> Iterator[tuple[str, str, str]]:
    """Write each number of a month up to `until` that moved: from what it was before the first move to what it is."""
    first: dict[tuple[str, str], Moved] = {}
    newest: dict[tuple[str, str], Moved] = {}
    for move in (move for each in later for move in each.moved if move.month and move.month <= until):
        key = (move.month or "", move.metric)
        first.setdefault(key, move)
        newest[key] = move
    for (month, metric), before in sorted(first.items(), reverse=True):
        now = newest[month, metric]
        was, told = _text(metric, before.value_before, before.n_before), _text(metric, now.value, now.n)
        if was != told:
            yield text.CHANGED_ROW.format(month=words.month(month), label=METRICS[metric].label), was, told


def _text(metric: str, value: float | None, n: int | None) -> str:
    is_withheld = n is not None and n < METRICS[metric].smallest_n
    return TOO_FEW if is_withheld else METRICS[metric].text(value)
