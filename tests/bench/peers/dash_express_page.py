"""The same page in Dash as most pages in Dash are written: a data frame, plotly.express, one callback for six graphs."""

import os
from datetime import date
from pathlib import Path
from typing import Any

from dash import Dash, Input, Output, dcc, html

from tests.bench.peers import same_page
from tests.bench.peers.files import read_choices

_FOLDER = Path(os.environ["PEERS_DATA"])
choices = read_choices(_FOLDER)
events = same_page.read_events(_FOLDER)
app = Dash(__name__, title="The same page")
server = app.server
app.layout = html.Div(
    [
        dcc.DatePickerRange(id="days", start_date=choices.start, end_date=choices.end),
        dcc.Checklist(id="precinct", options=list(choices.precincts), value=[]),
        dcc.Checklist(id="priority", options=list(choices.priorities), value=[]),
        *(dcc.Graph(id=f"figure-{place}") for place in range(len(same_page.TITLES))),
    ]
)


@app.callback(
    [Output(f"figure-{place}", "figure") for place in range(len(same_page.TITLES))],
    Input("days", "start_date"),
    Input("days", "end_date"),
    Input("precinct", "value"),
    Input("priority", "value"),
)
def redraw(start: str, end: str, precincts: list[str], priorities: list[str]) -> list[Any]:
    """Draw the figures of what is chosen."""
    days = (date.fromisoformat(day[:10]) for day in (start, end))
    return same_page.figures(events, same_page.Question(*days, tuple(precincts), tuple(priorities)))
