"""The page as it stands before any script runs: its numbers, sentences and tables for the question in the address."""

import logging
from pathlib import Path
from typing import Any

from dash import html
from flask import request
from markupsafe import Markup, escape

from app import ids, words
from app.catalog.dataset import dataset
from app.catalog.jsonld import as_script
from app.components.page import Page, Unanswerable
from app.components.static_html import as_html, filled
from app.config import Settings
from app.db import NoSnapshot, Warehouse
from app.question import Asked, read_question
from app.shell.bar_values import OUTPUTS, bar_values
from app.shell.filter_bar import filter_bar
from app.shell.layout import frame, without_data
from app.site import site_url
from app.words import page as text

Filled = list[tuple[Any, Any]]
"""What each of a page's outputs takes."""

_log = logging.getLogger(__name__)
_PREFIX = "first-"
WITHOUT_SCRIPTS = "without_scripts.css"
"""The style sheet of readers without scripts; Dash must not link it."""

ASSETS = Path(__file__).parent / "assets"
_DOCUMENT = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<meta name="description" content="{description}">
<meta property="og:type" content="website">
<meta property="og:title" content="{title}">
<meta property="og:description" content="{description}">
<meta name="twitter:card" content="summary">
<link rel="icon" type="image/svg+xml" href="/assets/icon.svg">
{css}
<noscript><link rel="stylesheet" href="/assets/without_scripts.css"></noscript>
{linked_data}
</head>
{body}
</html>
"""
_WITH_SCRIPTS = """<body>
<div id="react-entry-point"></div>
<div id="first-paint">{first_paint}</div>
{config}
{scripts}
{renderer}
</body>"""
_WITHOUT_SCRIPTS = """<body class="ready">
{page}
{scripts}
</body>"""
_STYLES = (
    "/bootstrap/css/bootstrap.min.css",
    *(f"/assets/{path.name}" for path in sorted(ASSETS.glob("*.css")) if path.name != WITHOUT_SCRIPTS),
)
_CSS = "\n".join(f'<link rel="stylesheet" href="{address}">' for address in _STYLES)
_SCRIPTS = "\n".join(f'<script src="/assets/{path.name}"></script>' for path in sorted(ASSETS.glob("*.js")))


def live_document(pages: dict[str, Page], warehouse: Warehouse, settings: Settings, **parts: str) -> str:
    """Write the HTML of a page that Dash takes over; `parts` are what Dash puts into it."""
    page = pages[request.path]
    scripts = {name: parts[name] for name in ("config", "scripts", "renderer")}
    painted, _ = _first_paint(page, warehouse, settings)
    body = _WITH_SCRIPTS.format(first_paint=painted, **scripts)
    return _document(page, warehouse, settings, parts["css"], body)


def read_document(page: Page | None, warehouse: Warehouse, settings: Settings) -> tuple[str, int]:
    """Write the HTML of a page that no filter changes, with its status: it is only read, and needs nothing of Dash.

    No page is the one that says so.
    """
    painted, status = _first_paint(page, warehouse, settings, prefix="")
    body = _WITHOUT_SCRIPTS.format(page=painted, scripts=_SCRIPTS)
    return _document(page, warehouse, settings, _CSS, body), status


def _document(page: Page | None, warehouse: Warehouse, settings: Settings, css: str, body: str) -> str:
    title = f"{page.question} · {words.SITE}" if page and page.path != "/" else words.SITE
    description = page.description if page else words.DESCRIPTION
    if _is_invented(warehouse):
        title, description = (
            text.INVENTED_TITLE.format(title=title),
            text.INVENTED_DESCRIPTION.format(description=description),
        )
    return _DOCUMENT.format(
        language=words.LANGUAGE,
        title=escape(title),
        description=escape(description),
        css=css,
        linked_data=_linked_data(page, warehouse, settings),
        body=body,
    )


def _linked_data(page: Page | None, warehouse: Warehouse, settings: Settings) -> Markup:
    """Describe the data in the head of the page that does so; nothing elsewhere, and while there is none."""
    try:
        is_told = page is not None and page.describes_data
        return as_script(dataset(warehouse.current().info, settings, site_url(settings))) if is_told else Markup()
    except NoSnapshot:
        return Markup()


def _is_invented(warehouse: Warehouse) -> bool:
    try:
        return warehouse.current().info.is_invented
    except NoSnapshot:
        return False


def _first_paint(
    page: Page | None, warehouse: Warehouse, settings: Settings, prefix: str = _PREFIX
) -> tuple[Markup, int]:
    """Write the page and its status, or that it cannot be worked out: the scripts will then say what is wrong."""
    try:
        written, status = _page(page, warehouse, settings)
        return as_html(written, prefix), status
    except NoSnapshot:
        return as_html(without_data(), prefix), 200 if page else 404
    except Exception:
        _log.exception("The first paint of %s could not be worked out", request.path)
        return as_html(html.P(words.FAILURE, className="notice failure", role="alert"), prefix), 200 if page else 404


def _page(page: Page | None, warehouse: Warehouse, settings: Settings) -> tuple[html.Div, int]:
    """Fill the page that the address asks for; what it cannot answer it says in its place."""
    search = request.query_string.decode("utf-8", "replace")
    snapshot = warehouse.current()
    if page is None:
        return _framed(read_question(search, snapshot), settings, "", not_found(), []), 404
    try:
        asked = page.read(search, warehouse)
    except Unanswerable as refusal:
        return _framed(read_question("", snapshot), settings, page.path, _refused(refusal), []), refusal.status
    filled_in = list(zip(page.outputs(), page.values(asked), strict=True))
    shown = asked if page.has_filters else read_question(search, asked.snapshot)
    return _framed(shown, settings, page.path, page.layout(), filled_in), 200


def _framed(asked: Asked, settings: Settings, path: str, body: html.Div, filled_in: Filled) -> html.Div:
    """Lay out the frame around a page, with what its outputs take; the bar holds the question."""
    bar = html.Form(
        [filter_bar(asked.snapshot), html.Button(words.APPLY, type="submit", className="btn apply")], action=path
    )
    values = bar_values(asked, path)
    everything = [*((OUTPUTS[name], value) for name, value in values.items()), *filled_in]
    seen = [(output, value) for output, value in everything if output.component_id not in (ids.URL, ids.ASKED)]
    whole = html.Div(frame(asked.snapshot, settings, bar, body))
    return filled(whole, [output for output, _ in seen], [value for _, value in seen])


def _refused(refusal: Unanswerable) -> html.Div:
    """Say what there is not, and lead to what there is."""
    return html.Div(
        [html.H1(refusal.title), html.P(refusal.detail), html.P(html.A(text.REFUSED_WAY_ON, href=request.path))],
        className="without-filters filled",
    )


def not_found() -> html.Div:
    """Say that there is no such page, and which there are."""
    links = [html.Li(html.A(name, href=path)) for path, name in words.PAGES.items()]
    return html.Div(
        [html.H1(words.NOT_FOUND), html.P(words.NOT_FOUND_DETAIL), html.Ul(links)], className="without-filters filled"
    )
