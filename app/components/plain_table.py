"""A small table of words and whole numbers, whose first column names the row."""

from collections.abc import Iterable, Sequence

import dash_bootstrap_components as dbc
from dash import html

from app.components.scrolling import scrolling
from app.words import page as text


def plain_table(name: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> html.Div:
    """Write a table called `name`; what does not fit its place scrolls, and the keyboard reaches it."""
    return scrolling(bare_table(columns, rows), name=text.TABLE_OF.format(name=name), kind="plain-table")


def bare_table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> dbc.Table:
    """Write a table for a place that scrolls already."""
    head = html.Thead(html.Tr([html.Th(column, scope="col") for column in columns]))
    body = [html.Tr([html.Th(first, scope="row"), *(html.Td(_cell(cell)) for cell in cells)]) for first, *cells in rows]
    return dbc.Table([head, html.Tbody(body)], size="sm", striped=True)


def _cell(value: object) -> object:
    return f"{value:,}" if isinstance(value, int) else value
