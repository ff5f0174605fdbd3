"""What the times leave out: for each of them, how many calls could not be timed, and why."""

from typing import Any

import dash_bootstrap_components as dbc
from dash import html

from app import words
from app.queries import Answer, ask
from app.question import Asked
from app.words import response_times as text

MEDIANS = (
    *(f"care_{part}_median_minutes" for part in ("response", "wait", "travel", "on_scene")),
    *(f"spd_{part}_median_minutes" for part in ("response", "wait", "travel", "on_scene")),
    "first_response_median_minutes",
)


def left_out(asked: Asked) -> list[Any]:
    """Say how many calls each time leaves out, of how many."""
    head = html.Thead(html.Tr([html.Th(column, scope="col") for column in text.LEFT_OUT_COLUMNS]))
    body = html.Tbody([_row(ask(asked.snapshot, name, asked.filters)) for name in MEDIANS])
    return [
        html.H2(text.LEFT_OUT),
        *(html.P(sentence) for sentence in text.LEFT_OUT_SENTENCES),
        dbc.Table([head, body], size="sm", striped=True),
    ]


def _row(answer: Answer) -> html.Tr:
    """Write one time's row: the calls timed and those left out by reason are together all of its calls."""
    timed, excluded = answer.only.n, answer.only.excluded
    calls = timed + sum(excluded.values())
    reasons = [words.EXCLUDED[reason].format(count=f"{count:,}") for reason, count in excluded.items()]
    cells = [text.LEFT_OUT_OF.format(timed=f"{timed:,}", calls=f"{calls:,}"), "; ".join(reasons)]
    return html.Tr([html.Th(answer.metric.label, scope="row"), *(html.Td(cell) for cell in cells)])
