"""What the map page says besides its map."""

from typing import Any

from dash import html

from app import words
from app.components.pinned import definition_link
from app.components.plain_table import plain_table
from app.question import Asked
from app.reference import beat_districts
from app.words import map as text
from etl.metrics import DIMENSIONS, METRICS


def districts(asked: Asked) -> list[Any]:
    """Where council districts are shown, say which beat counts to which, and how much of it lies there."""
    if asked.view.areas != "district":
        return []
    rows = [
        (beat, district, _percent(share), _percent(share / in_any))
        for beat, district, share, in_any in beat_districts(asked.snapshot)
    ]
    table = plain_table(text.DISTRICTS, text.DISTRICT_COLUMNS, rows)
    return [
        html.H2(text.DISTRICTS),
        html.P(text.DISTRICTS_TOLD),
        html.Details([html.Summary(text.DISTRICTS_LIST), table]),
    ]


def shown(asked: Asked) -> list[Any]:
    """Say which number the map shows, over which areas, and what it means."""
    metric = METRICS[asked.view.metric].counted(asked.filters.count)
    told = text.SHOWN.format(label=metric.label, areas=DIMENSIONS[asked.view.areas].label.lower())
    choose = html.P(text.INTRO, className="intro only-screen")
    return [choose, html.P([told, " ", metric.meaning, " ", definition_link(asked, metric)])]


def _percent(share: float) -> str:
    return words.PERCENT.format(percent=f"{100 * share:.1f}")
