"""Create the dashboard: the server with its API, and the pages on it."""

import logging
from collections.abc import Mapping
from functools import partial

from dash import Dash, Input, Output, html, set_props
from flask import Flask, Response, abort, has_request_context, request

from app import given_up, guard, ids, limits, sending, words
from app.api import create_server
from app.components.page import Page, register
from app.config import Settings
from app.db import NoSnapshot, Warehouse
from app.edge import stand_at_the_edge
from app.first_paint import document_instead, live_document, read_document
from app.kept_responses import keep_responses, unkept
from app.kinds import is_for_programs
from app.missing import Missing, missing
from app.pages.calls.layout import PAGE as CALLS
from app.pages.capacity.layout import PAGE as CAPACITY
from app.pages.changes.layout import PAGE as CHANGES
from app.pages.data.layout import PAGE as DATA
from app.pages.experience.layout import PAGE as EXPERIENCE
from app.pages.home.layout import PAGE as HOME
from app.pages.map.layout import PAGE as MAP
from app.pages.methods.layout import PAGE as METHODS
from app.pages.reconciliation.layout import PAGE as RECONCILIATION
from app.pages.report.layout import PAGE as REPORT
from app.pages.response_times.layout import PAGE as RESPONSE_TIMES
from app.question import PIN
from app.shell import callbacks as shell_callbacks
from app.shell.layout import shell
from app.site import SITE
from app.warm import warm
from app.watchdog import TookTooLong

_log = logging.getLogger(__name__)
PAGES: dict[str, Page] = {
    page.path: page
    for page in (
        *(HOME, CALLS, RESPONSE_TIMES, CAPACITY, MAP, CHANGES, EXPERIENCE, DATA, METHODS),
        *(RECONCILIATION, REPORT),
    )
}
"""The pages by their address, in the order of the navigation."""

_DASHS_PAGES = ("/", "/<path:path>")
"""The rules under which Dash serves a page for any address."""


def create_app(settings: Settings, pages: Mapping[str, Page] = PAGES) -> Dash:
    """Create the app over the snapshots in `settings.warehouse`; nothing is opened until the first request.

    `pages` are those that it serves, by their address. Dash takes over in the browser those that filters change.
    """
    live = {path: page for path, page in pages.items() if page.has_filters}
    warehouse = Warehouse(settings)
    server = create_server(warehouse, settings)
    server.config[SITE] = settings.site_url
    guard.bound_requests(server)
    keep_responses(server, warehouse, live)
    limits.register(server, settings)
    sending.register(server)
    given_up.register(server)
    app = Dash(
        __name__,
        server=server,
        title=words.SITE,
        update_title=None,
        assets_ignore=".*",  # they are sent as bundles
        on_error=_show_failure,
        suppress_callback_exceptions=True,  # the check needs a snapshot when a worker starts; a test makes it instead
        enable_mcp=False,
    )
    app.interpolate_index = partial(live_document, live, warehouse, settings)
    shell_callbacks.register(app, warehouse, settings.stale_days)
    _route(app, live)
    for page in live.values():
        register(app, warehouse, page)
    guard.check_callbacks(server, app, live)
    _serve_what_is_read(server, pages, warehouse, settings)
    _finish_dash(server, app)
    warehouse.warm = partial(warm, server, live.values())
    app.layout = lambda: shell(warehouse, settings, _pin())
    stand_at_the_edge(server, settings, app.csp_hashes())
    return app


def _route(app: Dash, live: Mapping[str, Page]) -> None:
    """Lay out the page of the address. Links load a page whole, so this runs once a visit, not on every filter."""

    @app.callback(Output(ids.PAGE, "children"), Input(ids.URL, "pathname"))
    def lay_out(path: str) -> html.Div:
        return live[path].layout()


def _serve_what_is_read(server: Flask, pages: Mapping[str, Page], warehouse: Warehouse, settings: Settings) -> None:
    """Serve the pages that Dash has no part in, and a helpful page where there is none, or not from that snapshot."""

    @server.before_request
    def serve() -> Response | None:
        rule = request.url_rule.rule if request.url_rule else ""
        if rule not in _DASHS_PAGES:
            return None
        if is_for_programs(request.path):
            abort(404)  # an address below /api or /download that no rule of theirs takes
        page = pages.get(request.path)
        found = _missing(warehouse) if page else None
        if page is None or found:
            status = found.status if found else 404
            return Response(document_instead(found, warehouse, settings), status, mimetype="text/html")
        if page.has_filters:
            return None
        return Response(*read_document(page, warehouse, settings), mimetype="text/html")


def _pin() -> str | None:
    """Read which snapshot the page was written from whose layout Dash asks for; `care.js` adds it to the request."""
    return request.args.get(PIN) if has_request_context() else None


def _missing(warehouse: Warehouse) -> Missing | None:
    """Say what is the matter with the snapshot that the address names, if anything is."""
    try:
        if PIN in request.args:
            warehouse.snapshot(request.args[PIN])
    except NoSnapshot as error:
        return missing(error, warehouse)
    return None


def _finish_dash(server: Flask, app: Dash) -> None:
    """Do now what Dash puts off until the first request: others that come meanwhile would find it half done.

    It wants to see a layout and a request; a bare one and one that asks for no data will do, so that nothing is opened.
    """
    app.layout = html.Div()
    with server.test_request_context("/health"):
        server.preprocess_request()


def _show_failure(error: Exception) -> None:
    """Tell the reader that a part failed and give a way on; the details go to the log."""
    unkept()
    if isinstance(error, TookTooLong):
        given_up.tell_reader(error)
        return
    if isinstance(error, NoSnapshot):
        _log.warning("A callback asked a snapshot that is not there: %s", error)  # whoever writes addresses can do so
    else:
        _log.exception("A callback failed", exc_info=error)
    set_props(ids.FAILURE, {"hidden": False})
