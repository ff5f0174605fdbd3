"""What keeps a page pinned to its snapshot where a form or a link leads on: to be found again, or to a definition."""

from dash import dcc, html

from app import words
from app.question import PIN, Asked
from etl.metrics import Metric

METHODS = "/methods"
"""The page on which everything is defined."""


def hidden_pin(asked: Asked) -> list[dcc.Input]:
    """Let a form send the pin along; nothing of a page that is not pinned."""
    return [dcc.Input(type="hidden", name=PIN, value=asked.pin)] if asked.pin else []


def to_methods(asked: Asked, place: str, told: str) -> html.A:
    """Lead to a place on the page of methods."""
    return html.A(told, href=asked.elsewhere(METHODS, place))


def definition_link(asked: Asked, metric: Metric) -> html.A:
    """Lead to a metric's whole definition."""
    return to_methods(asked, metric.name, words.WHOLE_DEFINITION.format(label=metric.label))
