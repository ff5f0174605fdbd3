"""Every number for the reader's question, with the addresses of its files."""

from dataclasses import replace
from typing import Any

from dash import html

from app import words
from app.components.files import address
from app.components.interval import interval
from app.components.pinned import to_methods
from app.queries import Answer, ask
from app.question import Asked
from app.rests_on import counted_events, data_date
from app.words import data as text
from etl.metrics import METRICS, Aim


def numbers(asked: Asked) -> list[Any]:
    """List the numbers by the aim they serve, the first aim's unfolded."""
    return [
        html.H2(text.NUMBERS),
        html.P(text.NUMBERS_SENTENCE.format(period=asked.period)),
        *(_of_aim(asked, aim, is_open=not place) for place, aim in enumerate(Aim)),
    ]


def _of_aim(asked: Asked, aim: Aim, *, is_open: bool) -> html.Details:
    answers = [ask(asked.snapshot, name, asked.filters) for name, metric in METRICS.items() if metric.aim is aim]
    head = html.Tr([html.Th(column, scope="col", role="columnheader") for column in text.COLUMNS], role="row")
    rows = [html.Thead(head, role="rowgroup"), html.Tbody([_row(asked, answer) for answer in answers], role="rowgroup")]
    table = html.Table(rows, role="table", className="table table-sm table-striped numbers")
    return html.Details([html.Summary(text.AIM.format(aim=aim.value, count=len(answers))), table], open=is_open)


def _row(asked: Asked, answer: Answer) -> html.Tr:
    """Write a number's row; the roles say what its cells are where a phone's style sheet stacks them."""
    metric = answer.metric
    name = to_methods(asked, metric.name, metric.label)
    cells = [html.Td(inside, role="cell") for inside in (_value(answer), _files(answer))]
    return html.Tr([html.Th(name, scope="row", role="rowheader"), *cells], role="row")


def _value(answer: Answer) -> list[Any]:
    """Write the number as every page does, with its range, what it rests on, and the filters that it ignores."""
    metric, row = answer.metric, answer.only
    unit = "" if row.value is None or metric.unit == "%" else f" {metric.unit}"
    lines = [counted_events([answer])]
    if told := interval(metric, row):
        lines.insert(0, told)
    if metric.is_about_people:
        lines += [*answer.departures, data_date([answer])]
    elif answer.not_applied:
        filters = ", ".join(words.FILTER_LABELS[name] for name in answer.not_applied)
        lines.append(text.NOT_APPLIED.format(filters=filters))
    if answer.counted_by:
        lines.append(answer.counted_by)
    return [html.Strong(row.text), unit, *(html.Div(line, className="note") for line in lines)]


def _files(answer: Answer) -> list[Any]:
    whole = _link(answer, ".csv", text.WHOLE)
    cuts = text.PEOPLE_BY if answer.metric.is_about_people else text.BY
    cut = [_link(replace(answer, by=(n,)), ".csv", told) for n, told in cuts.items() if n in answer.metric.breakdowns]
    return [
        html.Div([text.CSV, *(part for file in (whole, *cut) for part in (file, " "))]),
        html.Div([text.JSON, _link(answer, "", text.WHOLE)]),
    ]


def _link(answer: Answer, ending: str, told: str) -> html.A:
    return html.A(told, href=address(answer, ending), className="download")
