"""The month's numbers, each beside the month before and the same month a year before."""

from collections.abc import Iterator, Sequence
from typing import Any

from dash import html

from app.comparison import PREVIOUS, YEAR, Change, changes
from app.components.basis import basis
from app.components.change import care_changed, not_compared
from app.components.difference import difference_text, percent_text
from app.components.interval import interval
from app.components.plain_table import plain_table
from app.components.tile import tiles
from app.queries import Answer, ask
from app.question import Asked
from app.reference import phases
from app.words import report as text
from app.words import tile
from etl.metrics import FEWEST, Unit

_TILES = ("care_calls", "care_response_median_minutes", "care_alone_after_spd_hours", "coverage_share")
_NUMBERS = (
    *("care_calls", "care_only_calls", "care_and_spd_calls", "care_officer_requests", "care_outreach_events"),
    *("coverage_share", "care_response_median_minutes", "care_response_p90_minutes", "spd_response_median_minutes"),
    *("care_alone_after_spd_hours", "care_only_hours", "spd_officer_hours_avoided"),
)
_COLUMNS = dict(zip((PREVIOUS, YEAR), text.COMPARED_COLUMNS[-2:], strict=True))
"""What the columns of the other months are called, by how these are compared."""


def headline(asked: Asked) -> html.Ul:
    """Show the four headline numbers."""
    return tiles(asked, _TILES)


def compared(asked: Asked) -> list[Any]:
    """Put each number beside the month before and the year before."""
    answers = [ask(asked.snapshot, name, asked.filters) for name in _NUMBERS]
    rows = [_row(asked, answer) for answer in answers]
    note = " ".join([text.COMPARED_NOTE.format(fewest=FEWEST), *_care_changed(asked, answers[0])])
    return [
        html.H2(text.COMPARED),
        plain_table(text.COMPARED, text.COMPARED_COLUMNS, rows),
        html.P(f"{note} {basis((answers[0],))}", className="note"),
    ]


def _care_changed(asked: Asked, answer: Answer) -> Iterator[str]:
    """Say of which columns CARE itself changed since, where a phase began: then numbers differ for that alone.

    Columns that are not compared, such as one of the time before CARE, say so in their cells.
    """
    begun = [phase.starts_on for phase in phases(asked.snapshot)]
    for to, column in _COLUMNS.items():
        (change,) = changes(asked.snapshot, answer, to)
        if not not_compared(answer, change, begun, to) and care_changed(answer, change, begun):
            yield text.OF_COLUMN.format(column=column, told=tile.CARE_CHANGED)


def _row(asked: Asked, answer: Answer) -> Sequence[object]:
    then = [_other(asked, answer, to) for to in _COLUMNS]
    unit = answer.metric.unit
    told = interval(answer.metric, answer.only)
    value = f"{answer.only.text}, {told}" if told else answer.only.text
    return f"{answer.metric.label} ({unit})", value, f"{answer.only.n:,}", *then


def _other(asked: Asked, answer: Answer, to: str) -> str:
    """Write the number of another month, and how ours differs where that says something."""
    (change,) = changes(asked.snapshot, answer, to)
    launch = min((phase.starts_on for phase in phases(asked.snapshot)), default=change.start)
    if change.end < asked.snapshot.info.first_day:
        return text.NOT_HELD
    if change.start < launch and answer.metric.name.startswith("care"):
        return text.BEFORE_LAUNCH.format(was=change.text)
    if not change.complete:
        return text.WAS_INCOMPLETE.format(was=change.text)
    moved = _moved(answer, change)
    return text.WAS.format(was=change.text, moved=moved) if moved else change.text


def _moved(answer: Answer, change: Change) -> str:
    """Write a change in percent, or of shares in points; nothing of numbers of few events, which chance moves."""
    fewest = max(answer.metric.smallest_n, FEWEST)
    if change.difference is None or min(answer.only.n, change.n) < fewest:
        return ""
    if answer.metric.unit == Unit.SHARE:
        return text.POINTS.format(points=difference_text(answer.metric, change.difference))
    return percent_text(change.percent) if change.percent is not None else ""
