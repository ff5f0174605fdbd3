"""How the numbers have changed: the newest refreshes, and what the last of them corrected."""

from collections.abc import Iterator
from typing import Any

from dash import html

from app import words
from app.builds import built_at
from app.components.plain_table import plain_table
from app.db import Snapshot
from app.restatements import Moved, Refreshed, refreshes
from app.words import restatements as text

_SHOWN = 12
_CALLS, _MEDIAN = "care_calls", "care_response_median_minutes"


def restated(snapshot: Snapshot) -> list[Any]:
    """Tell the log of refreshes, newest first."""
    log = refreshes(snapshot)
    if not log:
        return [html.P(text.INTRO), html.P(text.NONE)]
    newest = log[0]
    older = text.REFRESHES_MORE.format(count=f"{len(log) - _SHOWN:,}") if len(log) > _SHOWN else text.REFRESHES_ALL
    return [
        html.P(text.INTRO),
        html.H3(text.REFRESHES),
        plain_table(text.REFRESHES, text.REFRESH_COLUMNS, map(_refresh, log[:_SHOWN])),
        html.P([older, html.Code("/api/v1/restatements"), "."]),
        html.H3(text.COLUMNS),
        _columns(newest),
        html.H3(text.MONTHS),
        _months(newest),
    ]


def _refresh(each: Refreshed) -> tuple[object, ...]:
    overall = {move.metric: _told(move) for move in each.headline}
    notes = text.DEFINITIONS if each.definitions_changed else ""
    notes += text.OVERRULED.format(names=", ".join(each.overruled)) if each.overruled else ""
    counts = (f"{count:,}" for count in (each.rows_added, each.rows_restated, each.rows_withdrawn))
    day = words.day(built_at(each.snapshot).date())
    published = text.PUBLISHED.format(day=day, snapshot=each.snapshot)
    return published + notes, *counts, overall.get(_CALLS, text.NOTHING), overall.get(_MEDIAN, text.NOTHING)


def _columns(newest: Refreshed) -> Any:  # noqa: ANN401
    rows = [(html.Code(found.column), found.rows) for found in newest.columns]
    return plain_table(text.COLUMNS, text.COLUMNS_HEAD, rows) if rows else html.P(text.NO_COLUMNS)


def _months(newest: Refreshed) -> Any:  # noqa: ANN401
    if newest.previous is None or all(move.n_before is None for move in newest.moved):
        return html.P(text.MONTHS_FIRST)
    rows = list(_month_rows(newest))
    return plain_table(text.MONTHS, text.MONTHS_HEAD, rows) if rows else html.P(text.NO_MONTHS)


def _month_rows(newest: Refreshed) -> Iterator[tuple[str, str, str]]:
    for move in newest.moved:
        if move.month and move.n_before is not None and move.value != move.value_before:
            label = text.ROW.format(month=words.month(move.month), label=move.label)
            yield label, move.text, move.text_before


def _told(move: Moved) -> str:
    """Write a number with its n, and what it was before where that differs; a count is its own n."""
    now = move.text if move.value == move.n else text.WITH_N.format(text=move.text, n=f"{move.n:,}")
    if move.n_before is None or move.value == move.value_before:
        return now
    return text.MOVED_FROM.format(now=now, before=move.text_before)
