"""What is told where an answer took too long: programs a problem document, readers a plain page or a notice."""

import logging
from http import HTTPStatus

from dash import html, set_props
from flask import Flask, Response, request

from app import ids, words
from app.api.problems import took_too_long
from app.components.static_html import as_html
from app.html_document import document, without_scripts
from app.kinds import is_for_programs
from app.shell.layout import told_in_notice
from app.watchdog import TookTooLong
from app.words import page as text

RETRY_AFTER_SECONDS = 30
"""Long enough for what keeps the machine busy to be over."""

_log = logging.getLogger(__name__)


def register(server: Flask) -> None:
    """Answer with 503 what took too long, and say when to ask again."""

    @server.errorhandler(TookTooLong)
    def give_up(error: TookTooLong) -> Response:
        _log.warning("%s was given up. %s", request.path, error)
        response = took_too_long(text.TOOK_TOO_LONG_DETAIL) if is_for_programs(request.path) else _page()
        response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
        return response


def tell_reader(error: TookTooLong) -> None:
    """Tell the reader of a page that is open; to be called where a callback has failed."""
    _log.warning("A callback was given up. %s", error)
    set_props(
        ids.FAILURE, {"hidden": False, "children": told_in_notice(text.TOOK_TOO_LONG_NOTICE, words.FAILURE_ACTION)}
    )


def _page() -> Response:
    """Write a page that asks nothing of the data: that would take its time too."""
    again = html.P(html.A(words.FAILURE_ACTION, href=""))
    told = [html.H1(text.TOOK_TOO_LONG), html.P(text.TOOK_TOO_LONG_DETAIL), again]
    body = without_scripts(as_html(html.Main(told, id="main", className="page filled"), ""))
    page = document(f"{text.TOOK_TOO_LONG} · {words.SITE}", words.DESCRIPTION, body)
    return Response(page, HTTPStatus.SERVICE_UNAVAILABLE, mimetype="text/html")
