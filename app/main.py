"""Create the dashboard: the server with its API, and the pages on it."""

import logging
from pathlib import Path

import flask_bootstrap
from dash import Dash, page_container, register_page, set_props
from flask import Blueprint, Flask, Response

from app import ids, words
from app.api import create_server
from app.config import Settings
from app.db import Warehouse
from app.pages import home, methods
from app.pages.home import callbacks as home_callbacks
from app.pages.home import layout as home_layout
from app.pages.methods import callbacks as methods_callbacks
from app.pages.methods import layout as methods_layout
from app.shell import callbacks as shell_callbacks
from app.shell.layout import shell

_log = logging.getLogger(__name__)
_POLICY = (
    "default-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
)
_INDEX = """<!DOCTYPE html>
<html lang="{language}">
    <head>{{%metas%}}<title>{{%title%}}</title>{{%favicon%}}{{%css%}}</head>
    <body>{{%app_entry%}}{{%config%}}{{%scripts%}}{{%renderer%}}</body>
</html>
"""


def create_app(settings: Settings) -> Dash:
    """Create the app over the snapshots in `settings.warehouse`; nothing is opened until the first request."""
    warehouse = Warehouse(settings)
    server = create_server(warehouse)
    server.register_blueprint(_bootstrap_css())
    app = Dash(
        __name__,
        server=server,
        title=words.SITE,
        description=words.DESCRIPTION,
        update_title=None,
        use_pages=True,
        pages_folder="",
        external_stylesheets=["/bootstrap/css/bootstrap.min.css"],
        index_string=_INDEX.format(language=words.LANGUAGE),
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
        on_error=_show_failure,
        suppress_callback_exceptions=True,  # the check needs a snapshot when a worker starts; a test makes it instead
        enable_mcp=False,
    )
    register_page(home.__name__, path="/", name=words.HOME, title=words.SITE, layout=home_layout.layout)
    register_page(
        methods.__name__, path="/methods", name=words.METHODS, title=words.METHODS, layout=methods_layout.layout
    )
    shell_callbacks.register(app, warehouse)
    home_callbacks.register(app, warehouse)
    methods_callbacks.register(app, warehouse)
    _finish_dash(server, app)
    app.layout = lambda: shell(warehouse, settings)
    _send_policy(server, app)
    return app


def _finish_dash(server: Flask, app: Dash) -> None:
    """Do now what Dash puts off until the first request: others that come meanwhile would find it half done.

    It wants to see a layout; a bare one will do, so that nothing is opened.
    """
    app.layout = page_container
    with server.test_request_context():
        server.preprocess_request()


def _bootstrap_css() -> Blueprint:
    """Serve Bootstrap's CSS from the package that carries it, so that no request leaves the host."""
    folder = Path(flask_bootstrap.__file__).parent / "static" / "bootstrap5"
    return Blueprint("bootstrap", __name__, static_folder=str(folder), static_url_path="/bootstrap")


def _show_failure(error: Exception) -> None:
    """Tell the reader that a part failed and give a way on; the details go to the log."""
    _log.exception("A callback failed", exc_info=error)
    set_props(ids.FAILURE, {"hidden": False})


def _send_policy(server: Flask, app: Dash) -> None:
    """Send a strict content policy with every response: own scripts only, nothing from elsewhere, no framing."""
    scripts = " ".join(["script-src 'self'", *app.csp_hashes()])
    policy = "; ".join([scripts, *_POLICY])

    @server.after_request
    def add_headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        return response
