"""How the report's numbers are made, what to keep in mind, where the definitions are, and how to cite it."""

from typing import Any
from urllib.parse import urlsplit

from dash import html
from flask import request

from app import words
from app.components.working_hours import hours_worked
from app.pages.report.month import MONTH, PATH, month_of
from app.question import Asked
from app.words import methods
from app.words import report as text
from etl.metrics import METRICS

_DEFINED = (
    *("care_calls", "coverage_share", "care_response_median_minutes", "care_response_p90_minutes"),
    *("care_alone_after_spd_hours", "care_only_hours", "spd_officer_hours_avoided", "officers_equivalent"),
)


def method(asked: Asked) -> list[Any]:
    """Say how the numbers are made and what limits them, and lead to their definitions."""
    links = [html.Li([_definition(name), f": {METRICS[name].meaning}"]) for name in _DEFINED]
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
    info, month = asked.snapshot.info, month_of(asked)
    address = f"{_site()}{PATH}?{MONTH}={month}&snapshot={info.snapshot}"
    told = text.CITE.format(month=words.month(month), snapshot=info.snapshot, through=words.day(info.data_through))
    mark = f" {words.INVENTED}" if info.is_invented else ""
    return [html.H2(text.CITATION), html.P([f"{told} ", html.A(address, href=address), f".{mark}"])]


def _site() -> str:
    """Give the site's address; nothing of one that only this machine knows, as when a report is printed to a file."""
    host = urlsplit(request.url_root).hostname
    return "" if host in ("127.0.0.1", "localhost") else request.url_root.rstrip("/")


def _definition(name: str) -> html.A:
    return html.A(METRICS[name].label, href=f"/methods#{name}")
