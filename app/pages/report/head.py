"""How a report opens: its month, what it rests on, the way to others, its numbers; and what each printed page says."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from app import words
from app.components.pinned import hidden_pin
from app.components.static_html import HTML
from app.pages.report.headline import headline
from app.pages.report.month import MONTH, PATH, address_of, month_of, months
from app.queries import ask
from app.question import Asked
from app.words import report as text

_AT_THE_EDGE = "font: 9pt system-ui, sans-serif; color: #4a5561;"


def opening(asked: Asked) -> list[Any]:
    """Name the month, say what it rests on, offer the others, and show the headline numbers."""
    is_whole = ask(asked.snapshot, "care_calls", asked.filters).only.complete
    incomplete = [] if is_whole else [html.P(_incomplete(asked), className="stale")]
    return [
        html.P(words.month(month_of(asked)), className="report-month"),
        *incomplete,
        html.P(_basis(asked)),
        _other_months(asked),
        headline(asked),
        html.Div(className="running-head", **{HTML: _running_head(asked)}),
    ]


def _basis(asked: Asked) -> str:
    info = asked.snapshot.info
    return text.BASIS.format(
        through=words.day(info.data_through),
        snapshot=info.snapshot,
        vintage=f"{info.vintage:%Y-%m-%d %H:%M}",
    )


def _incomplete(asked: Asked) -> str:
    info = asked.snapshot.info
    return text.INCOMPLETE.format(first=words.day(info.first_day), last=words.day(info.data_through))


def _other_months(asked: Asked) -> html.Nav:
    """Lead to the month before and the next, and to any other by a form that needs no script."""
    month, held = month_of(asked), months(asked.snapshot.info)
    place = held.index(month)
    before = held[place + 1 : place + 2]
    after = held[max(place - 1, 0) : place]
    links = [
        html.A(template.format(month=words.month(label)), href=address_of(asked, label))
        for template, found in ((text.BEFORE, before), (text.AFTER, after))
        for label in found
    ]
    options = [{"label": words.month(label), "value": label} for label in held]
    choice = dbc.Select(id="report-month", name=MONTH, options=options, value=month)
    form = html.Form(
        [
            *hidden_pin(asked),
            html.Label(text.CHOOSE, htmlFor="report-month"),
            choice,
            html.Button(words.APPLY, type="submit", className="btn"),
        ],
        action=PATH,
        method="get",
    )
    return html.Nav([*links, form], className="report-months", **{"aria-label": text.OTHER_MONTHS})


def _running_head(asked: Asked) -> str:
    """Write what each printed page says at its edges: its month, what it rests on, its number, and if it is invented.

    Only a style sheet can put words there, and these are this report's own.
    """
    info = asked.snapshot.info
    edges = {
        "top-left": _quoted(text.RUNNING_TITLE.format(month=words.month(month_of(asked)))),
        "top-right": _quoted(words.INVENTED_SHORT if info.is_invented else ""),
        "bottom-left": _quoted(text.RUNNING_BASIS.format(snapshot=info.snapshot, through=words.day(info.data_through))),
        "bottom-right": 'counter(page) " / " counter(pages)',
    }
    boxes = "".join(f"@{edge} {{ content: {told}; {_AT_THE_EDGE} }}" for edge, told in edges.items())
    return f"<style>@page {{ {boxes} }}</style>"


def _quoted(told: str) -> str:
    """Write words as a string of a style sheet; our own hold nothing that would end it."""
    return f'"{told}"'
