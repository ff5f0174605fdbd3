"""The same page in Panel: one function of the widgets redraws six panes, which keep their place and change together."""

import os
from datetime import date
from pathlib import Path

import pandas as pd
import panel as pn

from tests.bench.peers import same_page
from tests.bench.peers.files import read_choices

_FOLDER = Path(os.environ["PEERS_DATA"])
pn.extension("plotly")


@pn.cache
def _events() -> pd.DataFrame:
    return same_page.read_events(_FOLDER)


choices = read_choices(_FOLDER)
start = pn.widgets.DatePicker(name="From", value=choices.start)
end = pn.widgets.DatePicker(name="To", value=choices.end)
precincts = pn.widgets.CheckBoxGroup(options=list(choices.precincts), css_classes=["precinct"])
priorities = pn.widgets.CheckBoxGroup(options=list(choices.priorities), css_classes=["priority"])
panes = [pn.pane.Plotly(sizing_mode="stretch_width", height=400) for _ in same_page.TITLES]


@pn.depends(start, end, precincts, priorities, watch=True)
def _redraw(start: date, end: date, precincts: list[str], priorities: list[str]) -> None:
    question = same_page.Question(start, end, tuple(precincts), tuple(priorities))
    drawn = same_page.figures(_events(), question)
    with pn.io.hold():
        for pane, figure in zip(panes, drawn, strict=True):
            pane.object = figure


_redraw(start.value, end.value, precincts.value, priorities.value)
pn.Row(pn.Column(start, end, "Precinct", precincts, "Priority", priorities), pn.Column(*panes)).servable()
