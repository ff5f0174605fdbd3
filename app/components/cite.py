"""The quiet control on every tile and chart that opens its citation and copies it (`cite.js`)."""

from collections.abc import Sequence

from dash import html

from app import citation
from app.queries import Answer
from app.question import Asked
from app.words import citation as text


def cite_tile(asked: Asked, answer: Answer) -> html.Details:
    """Cite a tile's number."""
    name = answer.metric.name
    return _control(answer.metric.label, citation.cite(asked.snapshot, answer, f"{asked.permanent}#tile-{name}"))


def cite_card(asked: Asked, question: str, sentence: str, answers: Sequence[Answer], place: str) -> html.Details:
    """Cite what a chart says; `place` is where it stands on the page."""
    link = f"{asked.permanent}#{place}"
    return _control(question, citation.cite_chart(asked.snapshot, question, sentence, answers, link))


def _control(what: str, sentence: str) -> html.Details:
    return html.Details(
        [
            html.Summary([text.CITE, html.Span(f" {what}", className="visually-hidden")]),
            html.P(sentence, className="citation"),
            html.Button(
                [text.COPY, html.Span(f" {text.CITE}: {what}", className="visually-hidden")],
                type="button",
                className="btn btn-sm btn-outline-secondary copies",
            ),
            html.Span(role="status", **{"data-done": text.COPIED, "data-selected": text.SELECTED}),
        ],
        className="cite",
    )
