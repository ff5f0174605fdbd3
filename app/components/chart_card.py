"""A chart with all that belongs to it: its question, a sentence, the table behind it, its CSV, n and data date."""

from dataclasses import dataclass

import dash_bootstrap_components as dbc
from dash import Output, dcc, html

from app import ids, words
from app.figures.style import Figure
from app.queries import Answer, Row
from etl.metrics import DIMENSIONS

_PARTS = (("sentence", "children"), ("figure", "figure"), ("table", "children"), ("csv", "href"), ("note", "children"))


@dataclass(frozen=True)
class ChartContent:
    """What a chart card shows for one question; `note` says what the chart alone does not."""

    sentence: str
    figure: Figure
    answer: Answer
    note: str


def chart_card(name: str, question: str, below: object = None) -> html.Section:
    """Lay out a chart card; `below` stands under the chart."""
    heading = ids.chart(name, "heading")
    return html.Section(
        [
            html.H2(question, id=heading),
            html.P(id=ids.chart(name, "sentence"), className="sentence"),
            _figure_place(name),
            below,
            html.Details([html.Summary(words.TABLE), _table_place(name, heading)]),
            html.P(
                [
                    html.A(words.CSV, id=ids.chart(name, "csv"), href="", className="download"),
                    html.Span(id=ids.chart(name, "note")),
                ],
                className="note",
            ),
        ],
        **{"aria-labelledby": heading},
        className="card-block",
    )


def _figure_place(name: str) -> html.Div:
    """Lay out where the figure goes: it fills a box of its own, whose height the style sheet says.

    A graph that had to find its own height would now and then be drawn higher than its place, over what stands below.
    """
    graph = dcc.Graph(
        id=ids.chart(name, "figure"),
        figure={"data": [], "layout": {"xaxis": {"visible": False}, "yaxis": {"visible": False}}},
        config={"displayModeBar": False, "responsive": True},
    )
    return html.Div(graph, id=ids.chart(name, "place"), className="chart")


def _table_place(name: str, heading: str) -> html.Div:
    """Lay out where the table goes: it scrolls, so the keyboard must reach it."""
    return html.Div(
        id=ids.chart(name, "table"),
        className="table-scroll",
        tabIndex="0",
        role="group",
        **{"aria-labelledby": heading},
    )


def chart_outputs(name: str) -> list[Output]:
    """List the card's outputs, in the order that `chart_values` gives them."""
    return [Output(ids.chart(name, part), attribute) for part, attribute in _PARTS]


def chart_values(content: ChartContent) -> list[object]:
    """Return what the card's outputs take."""
    return [
        content.sentence,
        content.figure,
        answer_table(content.answer),
        csv_link(content.answer),
        f" {content.note} {basis(content.answer)}",
    ]


def basis(answer: Answer) -> str:
    """Say how many events an answer rests on and how far its data reaches."""
    n = sum(row.n for row in answer.rows)
    mark = f"{words.INVENTED_SHORT}. " if answer.info.is_invented else ""
    data_date = words.DATA_THROUGH.format(day=words.day(answer.info.data_through))
    return f"{mark}n = {n:,} {answer.metric.n_label}. {data_date}"


def csv_link(answer: Answer) -> str:
    """Return the address of the same rows as CSV, from the same snapshot."""
    asked = answer.filters.query(by=answer.by, snapshot=answer.info.snapshot)
    return f"/api/v1/metrics/{answer.metric.name}.csv?{asked}"


def answer_table(answer: Answer) -> dbc.Table:
    """Write an answer's rows as a small table: its cuts, the value as text, and n."""
    value = f"{answer.metric.label} ({answer.metric.unit})"
    head = [*(DIMENSIONS[name].label for name in answer.by), value, words.GROUP_N]
    body = [
        html.Tr([html.Th(_keys(row), scope="row"), html.Td(row.text), html.Td(f"{row.n:,}")]) for row in answer.rows
    ]
    return dbc.Table(
        [html.Thead(html.Tr([html.Th(label, scope="col") for label in head])), html.Tbody(body)],
        size="sm",
        striped=True,
    )


def _keys(row: Row) -> str:
    return " · ".join(row.keys) + ("" if row.complete else f" ({words.INCOMPLETE})")
