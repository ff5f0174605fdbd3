"""The filter bar's one callback, and the notice of new data.

Controls, address and question are one circle inside one callback, so that none of them can trail behind the others.
"""

from typing import Any
from urllib.parse import parse_qs

from dash import Dash, Input, Output, State, ctx, no_update

from app import ids, words
from app.db import NoSnapshot, Snapshot, Warehouse
from app.filters import Filters, Problem, read
from app.periods import within_data
from app.queries import choices, presets, read_address
from app.shell.filter_bar import CUSTOM, summary

_ADDRESS = Output(ids.URL, "search")
_OUTPUTS = [
    Output(ids.START, "value"),
    Output(ids.END, "value"),
    Output(ids.PRESET, "value"),
    Output(ids.PRECINCT, "value"),
    Output(ids.PRECINCT_SUMMARY, "children"),
    Output(ids.PRIORITY, "value"),
    Output(ids.PRIORITY_SUMMARY, "children"),
    Output(ids.CALL_TYPE, "value"),
    Output(ids.CALL_TYPE, "options"),
    Output(ids.CALL_TYPE_SUMMARY, "children"),
    Output(ids.CALL_TYPE_SEARCH, "value"),
    _ADDRESS,
    Output(ids.ASKED, "data"),
    Output(ids.PROBLEMS, "children"),
]
_IN_BAR = ("start", "end", "precinct", "call_type", "priority")


def register(app: Dash, warehouse: Warehouse) -> None:
    """Register the shell's callbacks."""

    @app.callback(
        _OUTPUTS,
        Input(ids.URL, "search"),
        Input(ids.RESET, "n_clicks"),
        Input(ids.PRESET, "value"),
        {"start": Input(ids.START, "value"), "end": Input(ids.END, "value")},
        {
            "precinct": Input(ids.PRECINCT, "value"),
            "priority": Input(ids.PRIORITY, "value"),
            "call_type": Input(ids.CALL_TYPE, "value"),
        },
        Input(ids.CALL_TYPE_SEARCH, "value"),
        State(ids.ASKED, "data"),
        State(ids.SNAPSHOT, "data"),
    )
    def join_controls_address_and_question(
        search: str,
        _reset: int,
        preset: str,
        days: dict[str, str | None],
        chosen: dict[str, list[str]],
        searched: str | None,
        asked: str | None,
        snapshot_id: str,
    ) -> list[Any]:
        snapshot = warehouse.snapshot(snapshot_id)
        problems: list[Problem] = []
        match ctx.triggered_id:
            case ids.RESET:
                filters = within_data(snapshot.info, Filters())
            case ids.PRESET if preset != CUSTOM:
                start, end = presets(snapshot)[preset]
                filters, problems = _from_controls({"start": str(start), "end": str(end)}, chosen, asked, snapshot)
            case ids.START | ids.END | ids.PRECINCT | ids.PRIORITY | ids.CALL_TYPE:
                filters, problems = _from_controls(days, chosen, asked, snapshot)
            case ids.CALL_TYPE_SEARCH if searched:
                filters, problems = _from_controls(days, chosen, asked, snapshot)
                filters, unknown = _with_call_type(searched, filters, snapshot)
                problems = problems + unknown
            case ids.URL | None:
                filters, problems = read_address(search, snapshot)
            case _:
                return [no_update] * len(_OUTPUTS)
        if problems and ctx.triggered_id in (ids.START, ids.END):
            return [*[no_update] * (len(_OUTPUTS) - 1), _named(problems, filters)]
        values = bar_values(filters, problems, snapshot)
        if ctx.triggered_id in (ids.URL, None):
            values[_OUTPUTS.index(_ADDRESS)] = no_update  # writing it anew would send Back forward again
        return values

    @app.callback(Output(ids.NEWS, "hidden"), Input(ids.NEWS_CLOCK, "n_intervals"), State(ids.SNAPSHOT, "data"))
    def offer_new_data(_ticks: int, snapshot_id: str) -> bool:
        try:
            return warehouse.current().info.snapshot == snapshot_id
        except NoSnapshot:
            return True


def bar_values(filters: Filters, problems: list[Problem], snapshot: Snapshot) -> list[Any]:
    """Return what the bar, the address and the question show for `filters`, in the order of the outputs."""
    query = filters.query()
    return [
        str(filters.start),
        str(filters.end),
        _preset_of(filters, snapshot),
        list(filters.precinct),
        summary(words.PRECINCT, filters.precinct),
        list(filters.priority),
        summary(words.PRIORITY, filters.priority),
        list(filters.call_type),
        [{"label": value, "value": value} for value in filters.call_type],
        summary(words.CALL_TYPE, filters.call_type),
        "",
        "" if filters == within_data(snapshot.info, Filters()) else f"?{query}",
        query,
        _named(problems, filters),
    ]


def _asked(asked: str | None, snapshot: Snapshot) -> Filters:
    return read_address(asked, snapshot)[0]


def _from_controls(
    days: dict[str, str | None], chosen: dict[str, list[str]], asked: str | None, snapshot: Snapshot
) -> tuple[Filters, list[Problem]]:
    """Put what the bar holds in place of what was asked before; filters without a control stay."""
    before = {name: values for name, values in parse_qs(asked or "").items() if name not in _IN_BAR}
    pairs = {name: [value] for name, value in days.items() if value} | chosen | before
    filters, problems = read(pairs, choices(snapshot))
    return within_data(snapshot.info, filters), problems


def _with_call_type(searched: str, before: Filters, snapshot: Snapshot) -> tuple[Filters, list[Problem]]:
    found, unknown = read({"call_type": [searched.strip()]}, choices(snapshot))
    if unknown:
        return before, [Problem("call_type", searched[:60], words.CALL_TYPE_PICK)]
    return before.model_copy(update={"call_type": tuple(dict.fromkeys((*before.call_type, *found.call_type)))}), []


def _preset_of(filters: Filters, snapshot: Snapshot) -> str:
    days = (filters.start, filters.end)
    return next((key for key, period in presets(snapshot).items() if period == days), CUSTOM)


def _named(problems: list[Problem], filters: Filters) -> list[str]:
    """Name what was left out, and the filters that have no control in the bar."""
    told = [f"{words.PROBLEMS}{problem}" for problem in problems]
    others = parse_qs(filters.model_copy(update=dict.fromkeys(_IN_BAR)).query())
    told += [words.ALSO.format(name=name, values=", ".join(values)) for name, values in others.items()]
    return [" ".join(told)]
