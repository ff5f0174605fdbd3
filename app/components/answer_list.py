"""The parts of a whole as a table: one row a part, each an answer of one number, and the whole in the last row."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html

from app import words
from app.queries import Answer
from app.words import sentences


def answer_list(parts: Sequence[Answer], whole: Answer, share: Answer) -> dbc.Table:
    """Write each part with its share of the whole; `share` is the answer whose rules the shares follow."""
    head = [sentences.PART, f"{sentences.NUMBER} ({whole.metric.unit})", sentences.SHARE, words.GROUP_N]
    return dbc.Table(
        [
            html.Thead(html.Tr([html.Th(text, scope="col") for text in head])),
            html.Tbody([_row(part, whole, share) for part in parts]),
            html.Tfoot(_row(whole, whole, share)),
        ],
        size="sm",
        striped=True,
    )


def share_of(part: Answer, whole: Answer, share: Answer) -> str:
    """Write a part as a share of its whole; where `share` has no value, none has, for the same reason."""
    if share.only.value is None or not whole.only.value:
        return share.only.text
    return share.metric.text((part.only.value or 0) / whole.only.value)


def _row(part: Answer, whole: Answer, share: Answer) -> html.Tr:
    cells = [part.only.text, share_of(part, whole, share), f"{part.only.n:,}"]
    return html.Tr([html.Th(part.metric.label, scope="row"), *(html.Td(text) for text in cells)])
