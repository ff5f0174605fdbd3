"""What the newest refresh corrected, in a sentence or two."""

from dash import html

from app.components.pinned import to_methods
from app.question import Asked
from app.restatements import Refreshed, refreshes
from app.words import restatements as text
from etl.metrics import METRICS

_CALLS = "care_calls"
_NAMED = 3


def corrected(asked: Asked) -> list[html.P]:
    """Say what the newest refresh corrected and how it moved the calls; nothing of a first load."""
    log = refreshes(asked.snapshot)
    if not log or log[0].previous is None:
        return []
    return [html.P([_sentence(log[0]), " ", to_methods(asked, "restatements", text.LAST_MORE)])]


def _sentence(newest: Refreshed) -> str:
    names = ", ".join(found.column for found in newest.columns[:_NAMED])
    said = text.LAST.format(
        restated=f"{newest.rows_restated:,}",
        columns=text.LAST_COLUMNS.format(names=names) if names else "",
        withdrawn=f"{newest.rows_withdrawn:,}",
    )
    return said + "".join(
        text.LAST_CALLS.format(before=METRICS[_CALLS].text(move.value_before), now=METRICS[_CALLS].text(move.value))
        for move in newest.moved
        if move.metric == _CALLS and move.month is None and move.value_before not in (None, move.value)
    )
