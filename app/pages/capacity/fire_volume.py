"""Context beside what is not known of the fire department: how many low-acuity aid responses it has a month."""

from collections.abc import Sequence
from typing import Any

from dash import html

from app import words
from app.components.plain_table import plain_table
from app.components.scrolling import scrolling
from app.components.static_html import HTML
from app.downloads.fire_volume import ADDRESS
from app.figures.columns import Column, columns
from app.figures.style import EDGE, Look
from app.fire_volume import FireMonth, fire_months, fire_types
from app.labels import label
from app.periods import days_of, days_shown
from app.question import Asked
from app.words import fire_volume as text
from app.words.sentences import listed

_LOOK = Look(EDGE, pattern="", stripes="/", dash="solid", symbol="circle")
"""Of no responder: it is context."""

_MOST_TOLD = 13
"""Columns that have room for their numbers and the names of their months."""


def context(asked: Asked) -> list[Any]:
    """Show the months that the reader's period touches; nothing where the snapshot has no feed."""
    held = fire_months(asked.snapshot)
    if not held:
        return []
    shown = _touched(asked, held)
    return [
        html.H3(text.TITLE),
        html.P(_sentence(asked, shown) if shown else text.NONE.format(**_ends(asked, held)), className="sentence"),
        html.P(text.CONTEXT),
        *(_drawn(asked, shown) if shown else []),
        html.P(text.COUNTED.format(types=listed(fire_types(held))), className="note"),
        html.P(_source(asked), className="note"),
    ]


def _touched(asked: Asked, months: Sequence[FireMonth]) -> list[FireMonth]:
    first, last = days_shown(asked.snapshot.info, asked.filters)
    return [month for month in months if f"{first:%Y-%m}" <= month.month <= f"{last:%Y-%m}"]


def _sentence(asked: Asked, months: Sequence[FireMonth]) -> str:
    """Say how many there were in the complete months; the others are told apart."""
    whole = [month for month in months if month.is_complete]
    if not whole:
        return text.NONE_COMPLETE
    if len(whole) == 1:
        return text.ONE.format(month=_name(asked, whole[0]), incidents=f"{whole[0].total:,}")
    counts = [month.total for month in whole]
    return text.USUAL.format(
        months=len(whole),
        **_ends(asked, whole),
        mean=f"{sum(counts) / len(counts):,.0f}",
        low=f"{min(counts):,}",
        high=f"{max(counts):,}",
    )


def _drawn(asked: Asked, months: Sequence[FireMonth]) -> list[Any]:
    """Draw the months, and fold their table beneath."""
    told = "; ".join(f"{_told(asked, month)}: {month.total:,}" for month in months)
    drawing = columns(
        _columns(months),
        (_LOOK,),
        "fire-volume",
        text.TOLD.format(title=text.TITLE, values=told),
    )
    return [
        scrolling(html.Div(**{HTML: drawing}), name=text.TITLE, kind="columns-place"),
        *(html.P(_unfinished(asked, month), className="note") for month in months if not month.is_complete),
        html.Details([html.Summary(text.TABLE_SHOW), _table(asked, months)]),
    ]


def _columns(months: Sequence[FireMonth]) -> list[Column]:
    """Make a column of each month; where they are many, only years are named under them, and the tallest is told."""
    is_roomy, tallest = len(months) <= _MOST_TOLD, max(months, key=lambda month: month.total)
    return [
        Column(
            label=f"{first:%b}" if is_roomy else "",
            under=str(first.year) if first.month == 1 or (is_roomy and place == 0) else "",
            parts=(float(month.total),),
            text=f"{month.total:,}" if is_roomy or month is tallest else "",
            is_complete=month.is_complete,
        )
        for place, month in enumerate(months)
        for first, _ in [days_of("month", month.month)]
    ]


def _table(asked: Asked, months: Sequence[FireMonth]) -> html.Div:
    types = fire_types(list(months))
    rows = [(_told(asked, month), *(month.incidents.get(kind, 0) for kind in types), month.total) for month in months]
    return plain_table(text.TABLE, (text.MONTH, *types, text.ALL), rows)


def _told(asked: Asked, month: FireMonth) -> str:
    name = _name(asked, month)
    return name if month.is_complete else text.NOT_COMPLETE.format(month=name)


def _unfinished(asked: Asked, month: FireMonth) -> str:
    days = {"first": words.day(month.first_day), "last": words.day(month.through)}
    return text.UNFINISHED.format(month=_name(asked, month), **days)


def _name(asked: Asked, month: FireMonth) -> str:
    return label(asked.snapshot, "month", month.month)


def _ends(asked: Asked, months: Sequence[FireMonth]) -> dict[str, str]:
    return {"first": _name(asked, months[0]), "last": _name(asked, months[-1])}


def _source(asked: Asked) -> list[Any]:
    file = f"{ADDRESS}.csv" + (f"?snapshot={asked.pin}" if asked.pin else "")
    dataset = html.A(text.DATASET, href=text.DATASET_ADDRESS)
    return [text.SOURCE, dataset, ". ", html.A(text.FILE, href=file, className="download")]
