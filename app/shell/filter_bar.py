"""The filter bar: native inputs only, grouped and labelled, the same on every page."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from app import ids, words
from app.components.static_html import HTML, as_text
from app.db import Snapshot
from app.labels import UNKNOWN, label, unknown_last
from app.queries import choices, presets
from app.question import view_choices
from app.shell.call_types import call_type_groups
from app.shell.controls import CHOICES, GROUPS, Choice, Control
from etl.metrics import METRICS, Aim

CUSTOM = "custom"

Option = dict[str, str | bool]


def filter_bar(snapshot: Snapshot) -> html.Div:
    """Lay out the bar with the values that this snapshot's filters can take."""
    return html.Div(
        [
            html.H2(words.FILTERS, className="visually-hidden"),
            html.P(id=ids.PROBLEMS, role="status", className="problems"),
            html.P(id=ids.SAID, role="status", className="visually-hidden"),
            html.P(id=ids.DAYS_HELD, role="status", className="note"),
            html.Details(
                [html.Summary(id=ids.BAR_SUMMARY), html.Div(_controls(snapshot), className="filter-controls")],
                id=ids.BAR,
                className="filter-fold",  # closed on a phone, where the numbers come first; the style sheet opens it
            ),
            html.Ul(id=ids.CHIPS, className="chips", **{"aria-label": words.CHIPS}),
        ],
        className="filter-bar",
        role="search",
        **{"aria-label": words.FILTERS},
    )


def _controls(snapshot: Snapshot) -> list[Component]:
    return [
        *_period(snapshot),
        *(_group(snapshot, name, controls) for name, controls in GROUPS.items()),
        _select(ids.COUNT, words.COUNT, _listed(words.COUNTED_AS), "for-every-page"),
        *(_choice(choice, view_choices(snapshot)[choice.name]) for choice in CHOICES),
        _police_share(),
        html.Div(
            [
                dbc.Button(words.RESET, id=ids.RESET, type="button", color="secondary", outline=True),
                dbc.Button(words.COPY_LINK, id=ids.COPY, type="button", color="secondary", outline=True),
                html.Span(id=ids.COPIED, role="status", **{"data-done": words.COPIED}),
            ],
            className="filter-actions",
        ),
    ]


def _choice(choice: Choice, values: Sequence[str]) -> html.Div:
    """Offer what a part of the view can be."""
    named = {value: choice.names[value] for value in values}
    offered = _by_aim(named) if choice.is_by_aim else _listed(named)
    return _select(ids.control(choice.name), choice.label, offered, choice.place)


def _by_aim(named: Mapping[str, str]) -> list[Option]:
    """Put each number under the aim it serves, a line that cannot be chosen: the component knows no groups."""
    offered: list[Option] = []
    for aim in Aim:
        ours = {name: told for name, told in named.items() if METRICS[name].aim is aim}
        offered += [{"label": aim.value, "value": aim.name, "disabled": True}, *_listed(ours)] if ours else []
    return offered


def _listed(named: Mapping[str, str]) -> list[Option]:
    return [{"label": told, "value": value} for value, told in named.items()]


def options(snapshot: Snapshot, name: str, values: Sequence[str]) -> list[dict[str, str]]:
    """Write a filter's values as options, in words a reader knows."""
    return [{"label": label(snapshot, name, value), "value": value} for value in values]


def search_list(values: Sequence[str]) -> list[html.Option]:
    """Write what a search offers."""
    return [html.Option(value=value) for value in values]


def _period(snapshot: Snapshot) -> list[html.Div]:
    info = snapshot.info
    offered = {key: _preset_name(key, *days) for key, days in presets(snapshot).items()} | {CUSTOM: words.CUSTOM}
    limits = {"min": info.first_day.isoformat(), "max": info.last_day.isoformat()}
    days = ((ids.START, words.FROM_DAY), (ids.END, words.TO_DAY))
    return [
        _select(ids.PRESET, words.PERIOD, _listed(offered), "needs-script", is_sent=False),
        *(
            html.Div(
                [
                    dbc.Label(text, html_for=name),
                    dbc.Input(id=name, name=name, type="date", debounce=600, **limits),
                ],
                className="filter-field",
            )
            for name, text in days
        ),
    ]


def _preset_name(key: str, start: date, end: date) -> str:
    """Name a period offered; a year that the data does not hold wholly is named with its days."""
    is_whole = (start, end) == (date(start.year, 1, 1), date(start.year, 12, 31))
    year = key if is_whole else words.PART_OF_A_YEAR.format(year=key, period=words.period(start, end))
    return words.PRESETS.get(key, year)


def _select(name: str, text: str, offered: list[Option], class_name: str, *, is_sent: bool = True) -> html.Div:
    """Lay out a list to choose from; `is_sent` says whether a form without scripts sends it."""
    named = {"name": name} if is_sent else {}
    choice = dbc.Select(id=name, options=offered, **named)
    return html.Div([dbc.Label(text, html_for=name), choice], className=f"filter-field {class_name}")


def _police_share() -> html.Div:
    """Lay out the slider that only the page about capacity shows."""
    slider = dbc.Input(
        id=ids.POLICE_SHARE,
        name="police_share",
        type="range",
        min=0,
        max=100,
        step=5,
        debounce=300,
        class_name="form-range",
    )
    return html.Div(
        [
            dbc.Label([f"{words.POLICE_SHARE} ", html.Output(id=ids.POLICE_SHARE_TEXT)], html_for=ids.POLICE_SHARE),
            slider,
            html.P(words.POLICE_SHARE_HELP, className="help"),
        ],
        className="filter-field for-capacity",
    )


def _group(snapshot: Snapshot, name: str, controls: tuple[Control, ...]) -> html.Details:
    """Fold a group of controls away behind a line that says what is chosen."""
    inside = [
        _searched(snapshot, control) if control.is_searched else _checks(snapshot, control) for control in controls
    ]
    return html.Details(
        [
            html.Summary(words.GROUPS[name], id=ids.group(name, "summary")),
            html.Div(inside, className="filter-panel"),
        ],
        id=ids.group(name, "group"),
        className="filter-group",
    )


def _checks(snapshot: Snapshot, control: Control) -> html.Fieldset:
    """Offer every value; a filter whose values the data does not know (districts, without boundaries) is hidden."""
    values = unknown_last(choices(snapshot).get(control.name, ()))
    inside = [dbc.Checklist(id=ids.control(control.name), options=options(snapshot, control.name, values), value=[])]
    return _fieldset(control, inside, hidden=set(values) <= {UNKNOWN})


def _searched(snapshot: Snapshot, control: Control) -> html.Fieldset:
    search, offered = ids.control(control.name, "search"), ids.control(control.name, "list")
    groups = call_type_groups(snapshot) if control.name == "call_type" else {}
    values = [*groups, *choices(snapshot)[control.name]]
    inside = [
        dbc.Label(words.ADD.format(label=control.label.lower()), html_for=search),
        dbc.Input(id=search, name=control.name, type="search", list=offered, debounce=True, autocomplete="off"),
        html.Datalist(id=offered, **{HTML: as_text(search_list(values))}),
        dbc.Checklist(id=ids.control(control.name), options=[], value=[]),
    ]
    return _fieldset(control, inside)


def _fieldset(control: Control, inside: list[Any], *, hidden: bool = False) -> html.Fieldset:
    hint = words.FILTER_HELP.get(control.name)
    explained = [html.P(hint, className="help")] if hint else []
    return html.Fieldset([html.Legend(control.label), *explained, *inside], hidden=hidden)
