"""How the report's numbers are made, what to keep in mind, where the definitions are, and how to cite it."""

from typing import Any

from dash import html

from app import words
from app.components.pinned import METHODS
from app.components.working_hours import hours_worked
from app.pages.report.month import month_of
from app.question import Asked
from app.site import site
from app.words import methods
from app.words import report as text
from etl.metrics import METRICS

_DEFINED = (
    *("care_calls", "coverage_share", "care_response_median_minutes", "care_response_p90_minutes"),
    *("care_alone_after_spd_hours", "care_only_hours", "spd_officer_hours_avoided", "officers_equivalent"),
)


def method(asked: Asked) -> list[Any]:
    """Say how the numbers are made and what limits them, and lead to their definitions."""
    links = [html.Li([_definition(asked, name), f": {METRICS[name].meaning}"]) for name in _DEFINED]
    return [
        html.H2(text.METHOD),
        html.P(" ".join(filter(None, [text.METHOD_SENTENCE, hours_worked(asked)]))),
        html.H3(text.LIMITS),
        html.Ul([html.Li(limit) for limit in methods.LIMITS]),
        html.H3(text.DEFINITIONS),
        html.Ul(links),
    ]


def citation(asked: Asked) -> list[Any]:
    """Say how to cite the report: its address gives the same numbers as long as the snapshot is kept."""
    info, month = asked.snapshot.info, words.month(month_of(asked))
    told = text.CITE.format(month=month, snapshot=info.snapshot, through=words.day(info.data_through))
    where = asked.permanent if site() else text.ON_SITE.format(path=asked.permanent)
    mark = f" {words.INVENTED}" if info.is_invented else ""
    return [html.H2(text.CITATION), html.P([f"{told} ", _link(where, asked.permanent), f".{mark}"])]


def _definition(asked: Asked, name: str) -> html.A:
    path, label = asked.elsewhere(METHODS, name), METRICS[name].label
    return _link(label if site() else f"{label} ({path})", f"{site()}{path}")


def _link(told: str, address: str) -> html.A:
    """Lead to a whole address, for a file may be read anywhere; where there is only a path, it leads nowhere."""
    return html.A(told, href=address if site() else None)
