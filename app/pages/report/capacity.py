"""What CARE frees: what is measured, and apart from it what is modeled, with what that assumes."""

from collections.abc import Sequence
from typing import Any

from dash import html

from app import words
from app.components.interval import interval
from app.components.plain_table import plain_table
from app.queries import Answer, ask
from app.question import Asked
from app.rests_on import left_out
from app.words import report as text

_MEASURED = ("care_alone_after_spd_hours", "spd_cleared_first_share", "care_only_hours")
_MODELED = ("spd_officer_hours_avoided", "spd_officer_hours_avoided_share", "officers_equivalent")
_SHARES = (100, 75, 50)
"""Percent of CARE's calls that police would have been sent to: nobody knows it, so the report shows several."""


def measured(asked: Asked) -> list[Any]:
    """Show what CARE did without police, from the times in the records."""
    answers = [ask(asked.snapshot, name, asked.filters) for name in _MEASURED]
    rows = [(*_number(answer), f"{answer.metric.meaning} {left_out(answer)}".strip()) for answer in answers]
    return [
        html.H2(text.MEASURED),
        html.P(text.MEASURED_SENTENCE),
        plain_table(text.MEASURED, text.MEASURED_COLUMNS, rows),
    ]


def modeled(asked: Asked) -> list[Any]:
    """Show the police hours avoided by several shares, each with its interval, and what that rests on."""
    rows = [_by_share(asked, name) for name in _MODELED]
    shares = [text.AT_SHARE.format(percent=words.PERCENT.format(percent=share)) for share in _SHARES]
    avoided = ask(asked.snapshot, _MODELED[0], asked.filters)
    return [
        html.H2(text.MODELED),
        *(html.P(sentence) for sentence in text.MODELED_SENTENCES),
        plain_table(text.MODELED, (text.NUMBER, *shares, words.GROUP_N), rows),
        html.P(left_out(avoided), className="note"),
        html.Ul([html.Li(limit) for limit in avoided.metric.limits]),
    ]


def _by_share(asked: Asked, name: str) -> Sequence[str]:
    answers = [
        ask(asked.snapshot, name, asked.filters.model_copy(update={"police_share": float(share)})) for share in _SHARES
    ]
    return _label(answers[0]), *(_with_interval(answer) for answer in answers), f"{answers[0].only.n:,}"


def _number(answer: Answer) -> tuple[str, str, str]:
    return _label(answer), _with_interval(answer), f"{answer.only.n:,}"


def _label(answer: Answer) -> str:
    return f"{answer.metric.label} ({answer.metric.unit})"


def _with_interval(answer: Answer) -> str:
    told = interval(answer.metric, answer.only)
    return text.WITH_INTERVAL.format(value=answer.only.text, interval=told) if told else answer.only.text
