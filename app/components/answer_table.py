"""Answers as one small table: their groups, and for each answer its value as text and its n."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html

from app import words
from app.components.interval import interval
from app.db import Snapshot
from app.labels import label
from app.queries import Answer, Row, row_without_events
from app.words import tables as text
from etl.metrics import DIMENSIONS, Metric


def answer_table(snapshot: Snapshot, answers: Sequence[Answer]) -> dbc.Table:
    """Write answers to the same question, broken down alike, side by side; a group that one lacks has no events.

    Answers without groups stand below each other, a row each. Answers by a part of their own durations have how many
    fall into it, and no value.
    """
    by = answers[0].by
    return _table(*(_by_group(snapshot, answers) if by or len(answers) == 1 else _one_a_row(answers)))


def _table(head: Sequence[str], body: Sequence[html.Tr]) -> dbc.Table:
    columns = html.Tr([html.Th(name, scope="col") for name in head])
    return dbc.Table([html.Thead(columns), html.Tbody(body)], size="sm", striped=True)


def _one_a_row(answers: Sequence[Answer]) -> tuple[list[str], list[html.Tr]]:
    body = []
    for answer in answers:
        name = html.Th(f"{answer.metric.label} ({answer.metric.unit})", scope="row")
        body.append(html.Tr([name, html.Td(_with_interval(answer)), _n(answer.only)]))
    return [text.NUMBER, text.VALUE, words.GROUP_N], body


def _with_interval(answer: Answer) -> str:
    told = interval(answer.metric, answer.only)
    return f"{answer.only.text}, {told}" if told else answer.only.text


def _by_group(snapshot: Snapshot, answers: Sequence[Answer]) -> tuple[list[str], list[html.Tr]]:
    by = answers[0].by
    counts_only = any(DIMENSIONS[name].needs_duration for name in by)
    head = [DIMENSIONS[name].label for name in by]
    head += [name for answer in answers for name in _columns(answer.metric, counts_only)]
    found = [{row.keys: row for row in answer.rows} for answer in answers]
    body = []
    for keys in dict.fromkeys(keys for rows in sorted(found, key=len, reverse=True) for keys in rows):
        rows = [
            there.get(keys) or row_without_events(answer, keys) for answer, there in zip(answers, found, strict=True)
        ]
        labels = [label(snapshot, name, key) for name, key in zip(by, keys, strict=True)]
        cells = [
            cell for answer, row in zip(answers, rows, strict=True) for cell in _cells(answer.metric, row, counts_only)
        ]
        body.append(html.Tr([*_heads(labels, rows), *cells]))
    return head, body


def _columns(metric: Metric, counts_only: bool) -> tuple[str, ...]:
    if counts_only:
        return (text.N_OF.format(of=metric.n_label),)
    ends = (words.LOW, words.HIGH) if metric.low else ()
    return (f"{metric.label} ({metric.unit})", *ends, words.GROUP_N)


def _heads(labels: list[str], rows: list[Row]) -> list[html.Th]:
    if labels and not all(row.complete for row in rows):
        labels = [f"{labels[0]} ({words.INCOMPLETE})", *labels[1:]]
    return [html.Th(name, scope="row") for name in labels]


def _ends(metric: Metric, row: Row) -> tuple[str, str]:
    """Write both ends of an interval; one that is a point has none, nor has a number about people not shown."""
    is_point = row.low is not None and not interval(metric, row)
    if is_point or row.known_n is None:
        return text.NO_END, text.NO_END
    return metric.text(row.low), metric.text(row.high)


def _cells(metric: Metric, row: Row, counts_only: bool) -> list[html.Td]:
    shown = [] if counts_only else [row.text, *(_ends(metric, row) if metric.low else ())]
    return [*(html.Td(told) for told in shown), _n(row)]


def _n(row: Row) -> html.Td:
    return html.Td(text.NO_END if row.known_n is None else f"{row.known_n:,}")
