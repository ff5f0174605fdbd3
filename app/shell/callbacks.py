"""The filter bar's one callback, and the notice of new data.

Controls, address and question are one circle inside one callback, so that none of them can trail behind the others.
"""

from collections.abc import Mapping
from dataclasses import replace
from difflib import get_close_matches
from typing import Any

from dash import ClientsideFunction, Dash, Input, Output, State, ctx, no_update
from dash.exceptions import PreventUpdate

from app import ids, words
from app.age import age_of
from app.db import NoSnapshot, Snapshot, Warehouse
from app.filters import Problem
from app.queries import choices, presets
from app.question import PIN, Asked, pinned_in, question_of, read_question
from app.shell.bar_values import ADDRESS, OUTPUTS, bar_values, day_refused
from app.shell.build_notice import served_now
from app.shell.call_types import call_type_groups
from app.shell.controls import CHOICES, CONTROLS, SEARCHED

_SINGLE = {
    "start": Input(ids.START, "value"),
    "end": Input(ids.END, "value"),
    "count": Input(ids.COUNT, "value"),
    "police_share": Input(ids.POLICE_SHARE, "value"),
    **{choice.name: Input(ids.control(choice.name), "value") for choice in CHOICES},
}
_CHOSEN = {control.name: Input(ids.control(control.name), "value") for control in CONTROLS}
_SEARCHES = {control.name: Input(ids.control(control.name, "search"), "value") for control in SEARCHED}
_SHORTEST_SEARCH = 3
_LONGEST_TOLD = 60
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
        State(ids.ASKED, "data"),
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
        before: str | None,
        path: str,
        snapshot_id: str,
    ) -> dict[str, Any]:
        pin = pinned_in(search)
        pinned = {PIN: [pin]} if pin else {}
        snapshot = warehouse.snapshot(pin or snapshot_id)
        trigger = ctx.triggered_id
        shown = {"preset": preset, **single, **_named(chosen, "chosen"), **_named(searched, "search")}
        if trigger in (ids.URL, None):
            values = _changes(bar_values(read_question(search, snapshot), path, served_now(warehouse)), shown)
            return values | {ADDRESS: no_update}  # writing it anew would send Back forward again
        held = chosen | pinned
        asked = _from_controls(single, held, snapshot)
        if trigger == ids.RESET:
            asked = question_of(pinned, snapshot)
        elif trigger == ids.PRESET and preset in presets(snapshot):  # a custom period is none of them
            start, end = presets(snapshot)[preset]
            asked = _from_controls({**single, "start": str(start), "end": str(end)}, held, snapshot)
        elif trigger in _SEARCH_OF:
            name = _SEARCH_OF[trigger]
            asked = _with_searched(asked, name, (searched[name] or "").strip())
        if asked.problems and trigger in (ids.START, ids.END):
            refused = day_refused(asked, trigger, read_question(before, snapshot))
            return dict.fromkeys(OUTPUTS, no_update) | {"problems": refused}
        return _changes(bar_values(asked, path, served_now(warehouse)), shown)

    @app.callback(
        Output(ids.NEWS, "hidden"),
        Input(ids.NEWS_CLOCK, "n_intervals"),
        State(ids.SNAPSHOT, "data"),
        State(ids.URL, "search"),
    )
    def offer_new_data(_ticks: int, snapshot_id: str, search: str) -> bool:
        current = served_now(warehouse)
        return bool(pinned_in(search)) or current is None or current.snapshot == snapshot_id

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
        Input(ids.ASKED, "data"),
        prevent_initial_call=True,
    )


def _named(values: Mapping[str, Any], what: str) -> dict[str, Any]:
    """Name the controls' values as the bar's outputs are named."""
    return {f"{name}_{what}": value for name, value in values.items()}


def _changes(values: dict[str, Any], shown: Mapping[str, Any]) -> dict[str, Any]:
    """Leave each control alone that stands as it should: the reader may have changed it since they asked.

    Written back, an answer to the click before would undo the click that came while it was on its way.
    """
    same = {name for name, value in shown.items() if _comparable(values[name]) == _comparable(value)}
    return values | dict.fromkeys(same, no_update)


def _comparable(value: object) -> object:
    """Take checked boxes as a set: the browser lists them as they were clicked."""
    return frozenset(value) if isinstance(value, list | tuple) else value


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
        return replace(asked, problems=(_not_listed(name, searched, known),))
    values = tuple(dict.fromkeys((*getattr(asked.filters, name), *found)))
    return replace(asked, filters=asked.filters.model_copy(update={name: values}), problems=())


def _not_listed(name: str, searched: str, known: Mapping[str, tuple[str, ...]]) -> Problem:
    """Say that the list does not hold what was typed, and what it may have meant."""
    what = words.FILTER_LABELS[name].lower()
    alike = get_close_matches(searched.upper()[:_LONGEST_TOLD], known, n=1)
    meant = words.DID_YOU_MEAN.format(value=alike[0]) if alike else words.PICK.format(label=what)
    wrong = words.NOT_LISTED.format(label=what, given=searched[:_LONGEST_TOLD])
    return Problem(name, searched[:_LONGEST_TOLD], meant, wrong)


def _named_like(searched: str, name: str, known: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Find the neighborhoods whose name holds what was typed: Ballard is two of them."""
    if name != "neighborhood" or len(searched) < _SHORTEST_SEARCH:
        return ()
    return tuple(value for text, (value,) in known.items() if searched.upper() in text)
