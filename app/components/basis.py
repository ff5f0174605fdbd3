"""What numbers rest on: how many events, what they leave out, and how far their data reaches."""

from typing import Any

from dash import html

from app import words
from app.queries import Answer
from app.words.sentences import counted

_MOST_COUNTED = 3
"""Answers whose n a chart's note names on a screen; that of more stands in the table, which paper does not show."""


def basis(answers: tuple[Answer, ...]) -> str:
    """Say how many events answers rest on and how far their data reaches."""
    return f"{_mark(answers)}{_counted(answers)}. {_data_through(answers)}"


def note(told: str, answers: tuple[Answer, ...]) -> list[Any]:
    """Write a chart's note: what it is told, and what its answers rest on."""
    if len(answers) <= _MOST_COUNTED:
        return [f"{told} {basis(answers)}".strip()]
    return [
        f"{told} {_mark(answers)}".lstrip(),
        html.Span(f"{words.N_IN_TABLE}.", className="only-screen"),
        html.Span(f"{_counted(answers)}.", className="only-paper"),
        f" {_data_through(answers)}",
    ]


def left_out(answer: Answer) -> str:
    """Say how many events a number leaves out, by reason; nothing when it leaves out none."""
    counts: dict[str, int] = {}
    for row in answer.rows:
        for reason, count in row.excluded.items():
            counts[reason] = counts.get(reason, 0) + count
    told = [words.EXCLUDED[reason].format(count=f"{count:,}") for reason, count in counts.items() if count]
    return words.NOT_COUNTED.format(reasons="; ".join(told)) if told else ""


def _mark(answers: tuple[Answer, ...]) -> str:
    return f"{words.INVENTED_SHORT}. " if answers[0].info.is_invented else ""


def _data_through(answers: tuple[Answer, ...]) -> str:
    return words.DATA_THROUGH.format(day=words.day(answers[0].info.data_through))


def _counted(answers: tuple[Answer, ...]) -> str:
    """Say the n of each answer."""
    counts = [(counted(sum(row.n for row in answer.rows), answer.metric.n_label), answer.metric) for answer in answers]
    if len(answers) == 1:
        return words.N.format(counted=counts[0][0])
    return "; ".join(words.N_OF.format(counted=told, label=metric.label) for told, metric in counts)
