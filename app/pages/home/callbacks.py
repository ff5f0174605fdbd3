"""The home page's callback: ask, draw, place."""

from typing import Any

from dash import Dash, Input, Output, State, html
from dash.exceptions import PreventUpdate

from app import ids, words
from app.components.chart_card import chart_outputs, chart_values
from app.components.tile import tile
from app.db import Warehouse
from app.pages.home import content
from app.pages.home.layout import BEATS, MONTHLY, PHASES, TILES
from app.queries import Phase, read_address


def register(app: Dash, warehouse: Warehouse) -> None:
    """Register the page's callback."""

    @app.callback(
        [Output(TILES, "children"), Output(PHASES, "children"), *chart_outputs(MONTHLY), *chart_outputs(BEATS)],
        Input(ids.ASKED, "data"),
        State(ids.SNAPSHOT, "data"),
    )
    def show(asked: str | None, snapshot_id: str) -> list[Any]:
        if asked is None:
            raise PreventUpdate
        snapshot = warehouse.snapshot(snapshot_id)
        filters, _ = read_address(asked, snapshot)
        return [
            [tile(answer) for answer in content.headline(snapshot, filters)],
            _phase_list(content.phases_shown(snapshot, filters)),
            *chart_values(content.monthly(snapshot, filters)),
            *chart_values(content.beats(snapshot, filters)),
        ]


def _phase_list(shown: list[tuple[int, Phase]]) -> list[Any]:
    if not shown:
        return []
    items = [
        html.Li([html.Strong(f"{number} "), f"{words.day(phase.starts_on)}: {phase.label}. {phase.detail}"])
        for number, phase in shown
    ]
    return [html.P(words.PHASES, className="note"), html.Ul(items, className="phases")]
