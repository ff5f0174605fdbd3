"""What numbers rest on: how many events, and how far their data reaches."""

from typing import Any

from dash import html

from app import words
from app.queries import Answer
from app.rests_on import counted_events, data_date

_MOST_COUNTED = 3
"""Answers whose n a chart's note names on a screen; that of more stands in the table, which paper does not show."""


def basis(answers: tuple[Answer, ...]) -> str:
    """Say how many events answers rest on and how far their data reaches."""
    return f"{_mark(answers)}{counted_events(answers)}. {data_date(answers)}"


def note(told: str, answers: tuple[Answer, ...]) -> list[Any]:
    """Write a chart's note: what it is told, and what its answers rest on."""
    if len(answers) <= _MOST_COUNTED:
        return [f"{told} {basis(answers)}".strip()]
    return [
        f"{told} {_mark(answers)}".lstrip(),
        html.Span(f"{words.N_IN_TABLE}.", className="only-screen"),
        html.Span(f"{counted_events(answers)}.", className="only-paper"),
        f" {data_date(answers)}",
    ]


def _mark(answers: tuple[Answer, ...]) -> str:
    return f"{words.INVENTED_SHORT}. " if answers[0].info.is_invented else ""
