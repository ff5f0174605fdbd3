"""The page as it stands before any script runs: its numbers, sentences and tables for the question in the address."""

import logging
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import parse_qs

from dash import html
from flask import request
from markupsafe import Markup

from app import ids, words
from app.catalog.dataset import dataset
from app.catalog.jsonld import as_script
from app.components.page import Page, Unanswerable
from app.components.pinned import hidden_pin
from app.components.static_html import as_html, filled
from app.config import Settings
from app.db import Info, NoSnapshot, Snapshot, Warehouse
from app.filters import Filters
from app.html_document import WITHOUT_FILTERS, document, with_scripts, without_scripts
from app.kept_responses import unkept
from app.missing import Missing
from app.question import PIN, Asked, question_of, read_question
from app.shell.bar_values import OUTPUTS, bar_values
from app.shell.build_notice import served_now
from app.shell.filter_bar import filter_bar
from app.shell.layout import frame, without_data
from app.shell.not_there import not_found, not_there, refused
from app.site import site
from app.watchdog import TookTooLong

_log = logging.getLogger(__name__)
_PREFIX = "first-"


class _Painted(NamedTuple):
    """A page's HTML, what it is called, its kind, its HTTP status, and the snapshot it is of, if it is of one."""

    html: Markup
    title: str
    kind: str
    status: int = 200
    snapshot: str = ""


def live_document(pages: dict[str, Page], warehouse: Warehouse, settings: Settings, **parts: str) -> str:
    """Write the HTML of a page that Dash takes over; `parts` are what Dash puts into it."""
    page = pages[request.path]
    scripts = {name: parts[name] for name in ("config", "scripts", "renderer")}
    painted = _first_paint(page, warehouse, settings, _PREFIX)
    body = with_scripts(painted.html, painted.snapshot, painted.kind, **scripts)
    return _document(page, painted.title, warehouse, settings, body)


def read_document(page: Page, warehouse: Warehouse, settings: Settings) -> tuple[str, int]:
    """Write the HTML of a page that no filter changes, with its status: it is only read, and needs nothing of Dash."""
    painted = _first_paint(page, warehouse, settings, "")
    body = without_scripts(painted.html, painted.kind)
    return _document(page, painted.title, warehouse, settings, body), painted.status


def document_instead(found: Missing | None, warehouse: Warehouse, settings: Settings) -> str:
    """Write the HTML where there is no such page, or where the snapshot is missing that it would be of."""
    body = not_there(found, request.path, request.args.items(multi=True)) if found else not_found()
    try:
        snapshot = warehouse.current()
    except NoSnapshot:
        return document(words.SITE, words.DESCRIPTION, without_scripts(as_html(body if found else without_data(), "")))
    asked = read_question("", snapshot)
    whole = _filled(body, "", asked, snapshot.info, settings, [])
    title = f"{found.title if found else words.NOT_FOUND} · {words.SITE}"
    told = without_scripts(as_html(whole, ""))
    return document(title, words.DESCRIPTION, told, is_invented=snapshot.info.is_invented)


def _document(page: Page, title: str, warehouse: Warehouse, settings: Settings, body: str) -> str:
    title = f"{title} · {words.SITE}" if page.path != "/" else words.SITE
    try:
        info = _asked_of(warehouse).info
    except NoSnapshot:
        return document(title, page.description, body)
    linked = as_script(dataset(info, settings, site())) if page.describes_data else ""
    return document(title, page.description, body, is_invented=info.is_invented, linked_data=linked)


def _asked_of(warehouse: Warehouse) -> Snapshot:
    """Return the snapshot that the address names, else the newest."""
    return warehouse.snapshot(request.args.get(PIN))


def _first_paint(page: Page, warehouse: Warehouse, settings: Settings, prefix: str) -> _Painted:
    """Write the page, or that it cannot be worked out: the scripts will then say what is wrong."""
    search = request.query_string.decode("utf-8", "replace")
    try:
        asked = page.asked(search, warehouse)
        values = list(zip(page.outputs(), page.values(asked), strict=True))
        shown = asked if page.has_filters else _as_filters(search, asked)
        whole = _filled(page.layout(), page.path, shown, served_now(warehouse), settings, values, asked)
        return _Painted(as_html(whole, prefix), page.question, page.kind, snapshot=asked.snapshot.info.snapshot)
    except Unanswerable as refusal:
        shown = question_of({PIN: request.args.getlist(PIN)}, _asked_of(warehouse))
        way_on = refused(refusal, f"{page.path}{shown.address}")
        whole = _filled(way_on, page.path, shown, served_now(warehouse), settings, [])
        return _Painted(as_html(whole, prefix), refusal.title, WITHOUT_FILTERS, refusal.status)
    except NoSnapshot:
        unkept()
        return _Painted(as_html(without_data(), prefix), page.question, page.kind)
    except TookTooLong:
        raise
    except Exception:
        unkept()
        _log.exception("The first paint of %s could not be worked out", request.path)
        failure = html.P(words.FAILURE, className="notice failure", role="alert")
        return _Painted(as_html(failure, prefix), page.question, page.kind)


def _as_filters(search: str, asked: Asked) -> Asked:
    """Read for the filter bar what a page reads its own way; what that understands is nothing to complain of."""
    shown = read_question(search, asked.snapshot)
    own = parse_qs(asked.link().removeprefix("?")).keys() - Filters.model_fields.keys()
    return replace(shown, problems=tuple(problem for problem in shown.problems if problem.parameter not in own))


def _filled(
    body: html.Div,
    path: str,
    asked: Asked,
    current: Info | None,
    settings: Settings,
    values: Iterable[tuple[Any, Any]],
    of_page: Asked | None = None,
) -> html.Div:
    """Lay out the frame around a body and fill both; `values` are the body's by their outputs.

    `asked` is what the bar holds, `of_page` what the page was asked where it reads its address in a way of its own.
    """
    apply = html.Button(words.APPLY, type="submit", className="btn apply")
    inside = [*hidden_pin(asked), filter_bar(asked.snapshot), apply]
    bar = html.Form(inside, action=path, autoComplete="off")  # else browsers put back what was chosen for other numbers
    of_bar = [(OUTPUTS[name], value) for name, value in bar_values(asked, path, current, of_page).items()]
    seen = [pair for pair in (*of_bar, *values) if pair[0].component_id not in (ids.URL, ids.ASKED)]
    whole = html.Div(frame(asked.snapshot, settings, bar, body))
    return filled(whole, [output for output, _ in seen], [value for _, value in seen])
