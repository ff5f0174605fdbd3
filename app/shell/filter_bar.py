"""The filter bar: native inputs only, grouped and labelled, the same on every page."""

from collections.abc import Sequence

import dash_bootstrap_components as dbc
from dash import html

from app import ids, words
from app.db import Snapshot
from app.queries import choices, presets

CUSTOM = "custom"


def filter_bar(snapshot: Snapshot) -> html.Div:
    """Lay out the bar with the values that this snapshot's filters can take.

    It is not a form: Enter in one of its inputs would send it, and load the page again without its filters.
    """
    allowed = choices(snapshot)
    return html.Div(
        [
            html.H2(words.FILTERS, className="visually-hidden"),
            html.Div([_period(snapshot)], className="filter-dates"),
            _group(ids.PRECINCT, ids.PRECINCT_SUMMARY, words.PRECINCT, _checks(ids.PRECINCT, allowed["precinct"])),
            _group(ids.CALL_TYPE, ids.CALL_TYPE_SUMMARY, words.CALL_TYPE, _call_type_search(allowed["call_type"])),
            _group(
                ids.PRIORITY,
                ids.PRIORITY_SUMMARY,
                words.PRIORITY,
                [html.P(words.PRIORITY_HELP, className="help"), *_checks(ids.PRIORITY, allowed["priority"])],
            ),
            dbc.Button(words.RESET, id=ids.RESET, type="button", color="secondary", outline=True),
            html.P(id=ids.PROBLEMS, role="status", className="problems"),
        ],
        className="filter-bar",
        role="search",
        **{"aria-label": words.FILTERS},
    )


def summary(label: str, chosen: Sequence[str]) -> str:
    """Say what a closed group of checkboxes holds."""
    return f"{label}: {', '.join(chosen) or words.ALL}"


def _period(snapshot: Snapshot) -> html.Div:
    info = snapshot.info
    options = [{"label": words.PRESETS.get(key, key), "value": key} for key in presets(snapshot)]
    limits = {"min": info.first_day.isoformat(), "max": info.last_day.isoformat()}
    return html.Div(
        [
            html.Div(
                [
                    dbc.Label(words.PERIOD, html_for=ids.PRESET),
                    dbc.Select(id=ids.PRESET, options=[*options, {"label": words.CUSTOM, "value": CUSTOM}]),
                ]
            ),
            html.Div(
                [
                    dbc.Label(words.FROM_DAY, html_for=ids.START),
                    dbc.Input(id=ids.START, type="date", debounce=600, **limits),
                ]
            ),
            html.Div(
                [
                    dbc.Label(words.TO_DAY, html_for=ids.END),
                    dbc.Input(id=ids.END, type="date", debounce=600, **limits),
                ]
            ),
        ],
        className="filter-dates",
    )


def _group(name: str, summary_id: str, label: str, inside: list[object]) -> html.Details:
    """Fold a group of inputs away behind a line that says what is chosen."""
    return html.Details(
        [
            html.Summary(summary(label, ()), id=summary_id),
            html.Fieldset([html.Legend(label, className="visually-hidden"), *inside]),
        ],
        id=f"{name}-group",
        className="filter-group",
    )


def _checks(name: str, values: Sequence[str]) -> list[object]:
    return [dbc.Checklist(id=name, options=[{"label": value, "value": value} for value in values], value=[])]


def _call_type_search(values: Sequence[str]) -> list[object]:
    return [
        dbc.Label(words.CALL_TYPE_SEARCH, html_for=ids.CALL_TYPE_SEARCH),
        dbc.Input(id=ids.CALL_TYPE_SEARCH, type="search", list=ids.CALL_TYPE_LIST, debounce=True, autocomplete="off"),
        html.Datalist([html.Option(value=value) for value in values], id=ids.CALL_TYPE_LIST),
        html.P(words.CALL_TYPE_HELP, className="help"),
        dbc.Checklist(id=ids.CALL_TYPE, options=[], value=[]),
    ]
