"""An answer by two dimensions as a table of the first down and the second across."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html

from app.db import Snapshot
from app.labels import short_label
from app.queries import Answer, row_without_events
from etl.metrics import DIMENSIONS


def cross_table(snapshot: Snapshot, answer: Answer, down: Sequence[str], across: Sequence[str]) -> dbc.Table:
    """Write one value a cell for the keys given, in their order; it is for counts, which are their own n."""
    down_by, across_by = answer.by
    found = {row.keys: row for row in answer.rows}
    head = [DIMENSIONS[down_by].label, *(short_label(snapshot, across_by, key) for key in across)]
    body = [
        html.Tr(
            [
                html.Th(short_label(snapshot, down_by, key), scope="row"),
                *(
                    html.Td((found.get((key, other)) or row_without_events(answer, (key, other))).text)
                    for other in across
                ),
            ]
        )
        for key in down
    ]
    return dbc.Table(
        [html.Thead(html.Tr([html.Th(text, scope="col") for text in head])), html.Tbody(body)], size="sm", striped=True
    )
