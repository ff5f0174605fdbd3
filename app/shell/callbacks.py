"""The filter bar's one callback, and the notice of new data.

Controls, address and question are one circle inside one callback, so that none of them can trail behind the others.
"""

from collections.abc import Mapping
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from app import ids, words
from app.age import age_of
from app.db import NoSnapshot, Snapshot, Warehouse
from app.filters import Filters, Problem, View
from app.periods import within_data
from app.queries import choices, presets
from app.question import Asked, question_of, read_question
from app.shell.bar_values import ADDRESS, OUTPUTS, bar_values, told
from app.shell.call_types import call_type_groups
from app.shell.controls import CONTROLS, SEARCHED
from app.shell.filter_bar import CUSTOM

_SINGLE = {
    "start": Input(ids.START, "value"),
    "end": Input(ids.END, "value"),
    "count": Input(ids.COUNT, "value"),
    "police_share": Input(ids.POLICE_SHARE, "value"),
    "metric": Input(ids.METRIC, "value"),
    "areas": Input(ids.AREAS, "value"),
}
_CHOSEN = {control.name: Input(ids.control(control.name), "value") for control in CONTROLS}
_SEARCHES = {control.name: Input(ids.control(control.name, "search"), "value") for control in SEARCHED}
_SHORTEST_SEARCH = 3
_SEARCH_OF = {ids.control(name, "search"): name for name in _SEARCHES}


def register(app: Dash, warehouse: Warehouse, stale_days: int) -> None:
    """Register the shell's callbacks."""

    @app.callback(
        OUTPUTS,
        Input(ids.URL, "search"),
        Input(ids.RESET, "n_clicks"),
        Input(ids.PRESET, "value"),
        _SINGLE,
        _CHOSEN,
        _SEARCHES,
        State(ids.URL, "pathname"),
        State(ids.SNAPSHOT, "data"),
    )
    def join_controls_address_and_question(
        search: str,
        _reset: int,
        preset: str,
        single: dict[str, Any],
        chosen: dict[str, list[str]],
        searched: dict[str, str | None],
        path: str,
        snapshot_id: str,
    ) -> dict[str, Any]:
        snapshot = warehouse.snapshot(snapshot_id)
        trigger = ctx.triggered_id
        if trigger in (ids.URL, None):
            values = bar_values(read_question(search, snapshot), path)
            return values | {ADDRESS: no_update}  # writing it anew would send Back forward again
        asked = _from_controls(single, chosen, snapshot)
        if trigger == ids.RESET:
            asked = Asked(snapshot, within_data(snapshot.info, Filters()), View())
        elif trigger == ids.PRESET and preset != CUSTOM:
            start, end = presets(snapshot)[preset]
            asked = _from_controls({**single, "start": str(start), "end": str(end)}, chosen, snapshot)
        elif trigger in _SEARCH_OF:
            name = _SEARCH_OF[trigger]
            asked = _with_searched(asked, name, (searched[name] or "").strip())
        if asked.problems and trigger in (ids.START, ids.END):
            return dict.fromkeys(OUTPUTS, no_update) | {"problems": told(asked.problems)}
        return bar_values(asked, path)

    @app.callback(Output(ids.NEWS, "hidden"), Input(ids.NEWS_CLOCK, "n_intervals"), State(ids.SNAPSHOT, "data"))
    def offer_new_data(_ticks: int, snapshot_id: str) -> bool:
        try:
            return warehouse.current().info.snapshot == snapshot_id
        except NoSnapshot:
            return True

    @app.callback(
        Output(ids.AGE, "children"),
        Output(ids.AGE, "hidden"),
        Input(ids.NEWS_CLOCK, "n_intervals"),
        State(ids.SNAPSHOT, "data"),
        prevent_initial_call=True,
    )
    def say_when_data_grows_old(_ticks: int, snapshot_id: str) -> tuple[str, bool]:
        try:
            notice = age_of(warehouse.snapshot(snapshot_id).info, stale_days).notice
        except NoSnapshot:
            raise PreventUpdate from None
        return notice, not notice

    app.clientside_callback(
        ClientsideFunction("care", "copyLink"),
        Output(ids.COPIED, "children"),
        Input(ids.COPY, "n_clicks"),
        State(ids.ASKED, "data"),
        prevent_initial_call=True,
    )


def _from_controls(single: dict[str, Any], chosen: dict[str, list[str]], snapshot: Snapshot) -> Asked:
    """Read the question that the bar's controls hold."""
    pairs = {name: [str(value)] for name, value in single.items() if value not in (None, "")}
    return question_of(pairs | chosen, snapshot)


def _with_searched(asked: Asked, name: str, searched: str) -> Asked:
    """Add what was searched for: a value, or all of a group of call types. What is neither is told."""
    if not searched:
        return asked
    groups = call_type_groups(asked.snapshot) if name == "call_type" else {}
    known = {value.upper(): (value,) for value in choices(asked.snapshot)[name]}
    found = groups.get(searched) or known.get(searched.upper()) or _named_like(searched, name, known)
    if not found:
        problem = Problem(name, searched[:60], words.PICK.format(label=words.FILTER_LABELS[name].lower()))
        return Asked(asked.snapshot, asked.filters, asked.view, (problem,))
    values = tuple(dict.fromkeys((*getattr(asked.filters, name), *found)))
    return Asked(asked.snapshot, asked.filters.model_copy(update={name: values}), asked.view)


def _named_like(searched: str, name: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Find the neighborhoods whose name holds what was typed: Ballard is two of them."""
    if name != "neighborhood" or len(searched) < _SHORTEST_SEARCH:
        return ()
    return tuple(value for text, (value,) in known.items() if searched.upper() in text)
