"""A chart over time that needs no script: columns, what their looks stand for, and what they rest on."""

from collections.abc import Sequence
from typing import Any

from dash import html

from app.components.basis import basis
from app.components.over_time import incomplete_note
from app.components.phase_list import phases_shown
from app.components.scrolling import scrolling
from app.components.static_html import HTML
from app.figures.columns import Column, columns
from app.figures.style import Look
from app.labels import label
from app.periods import days_of
from app.queries import Answer
from app.question import Asked
from app.reference import Phase
from app.words import columns as text

Begun = Sequence[tuple[int, Phase]]
"""The phases that began in the period, with their numbers."""


def columns_chart(asked: Asked, name: str, title: str, answers: Sequence[Answer], looks: Sequence[Look]) -> list[Any]:
    """Draw answers by month on top of each other; a sum of several, or the value of one, stands above each."""
    begun = phases_shown(asked)
    shown = [_column(answers, place, begun) for place in range(len(answers[0].rows))]
    told = "; ".join(f"{_name(asked, answers[0], place)}: {column.text}" for place, column in enumerate(shown))
    drawing = html.Div(**{HTML: columns(shown, looks, name, text.TOLD.format(title=title, values=told))})
    return [
        html.H3(title),
        scrolling(drawing, name=title, kind="columns-place"),
        *([_legend(answers, looks)] if len(answers) > 1 else []),
        html.P(f"{incomplete_note(answers[0], text.OPEN)} {basis(tuple(answers))}".strip(), className="note"),
    ]


def _column(answers: Sequence[Answer], place: int, begun: Begun) -> Column:
    """Make a column of the rows at a place; what is not known of any stands as words."""
    rows = [answer.rows[place] for answer in answers]
    first, last = days_of("month", rows[0].keys[0])
    total = sum(row.value or 0 for row in rows)
    marks = [text.MARK.format(number=number) for number, phase in begun if first <= phase.starts_on <= last]
    return Column(
        label=f"{first:%b}",
        under=" ".join([*([str(first.year)] if first.month == 1 or place == 0 else []), *marks]),
        parts=tuple(row.value for row in rows),
        text=text.UNKNOWN if rows[0].value is None else answers[0].metric.text(total),
        is_complete=all(row.complete for row in rows),
    )


def _name(asked: Asked, answer: Answer, place: int) -> str:
    return label(asked.snapshot, answer.by[0], answer.rows[place].keys[0])


def _legend(answers: Sequence[Answer], looks: Sequence[Look]) -> html.Ul:
    """Name the looks, as they stand on top of each other."""
    pairs = reversed(list(zip(answers, looks, strict=True)))
    items = [
        html.Li([html.Span(className="swatch", style=_swatch(look)), answer.metric.label]) for answer, look in pairs
    ]
    return html.Ul(items, className="columns-legend")


def _swatch(look: Look) -> dict[str, str]:
    stripes = "repeating-linear-gradient(#fff 0 1px, transparent 1px 4px)"
    return {"background-color": look.color, **({"background-image": stripes} if look.pattern else {})}
