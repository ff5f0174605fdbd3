"""The methods page's callback: fill the page from the snapshot it is tied to."""

from dash import Dash, Input, Output, html

from app import ids
from app.db import Warehouse
from app.pages.methods.content import content
from app.pages.methods.layout import CONTENT


def register(app: Dash, warehouse: Warehouse) -> None:
    """Register the page's callback."""

    @app.callback(Output(CONTENT, "children"), Input(ids.SNAPSHOT, "data"))
    def show(snapshot_id: str) -> list[html.Section]:
        return content(warehouse.snapshot(snapshot_id))
