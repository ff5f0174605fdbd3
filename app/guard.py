"""What is asked is bounded and understood before anything is worked out for it; the rest is refused, and no failure."""

import re
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

from dash import Dash
from dash.exceptions import DependencyException
from flask import Flask, abort, request
from werkzeug.exceptions import NotFound, RequestEntityTooLarge

from app.bounds import LONGEST_BODY, LONGEST_QUERY_STRING, MOST_PARAMETERS, count_parameters
from app.callback_bodies import check
from app.words import refused as text

_CALLBACKS = "/_dash-update-component"
_HOST = re.compile(r"(?:[a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?", re.IGNORECASE | re.ASCII)


def bound_requests(server: Flask) -> None:
    """Bound what a request may say. To be called before whatever reads requests."""
    server.config.update(
        MAX_CONTENT_LENGTH=LONGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LONGEST_BODY,  # nothing reads a form yet
        MAX_FORM_PARTS=MOST_PARAMETERS,
    )
    server.before_request(_refuse_too_much)


def check_callbacks(server: Flask, app: Dash, paths: Collection[str]) -> None:
    """Let through to Dash only what its pages, at `paths`, send, and answer where it has nothing."""
    server.register_error_handler(DependencyException, _no_such_script)
    server.view_functions[_CALLBACKS] = _checked(server.view_functions[_CALLBACKS], app, paths)


def _refuse_too_much() -> None:
    """Refuse an address that asks too much or cannot be read, and a host that is none: citations would repeat it."""
    if not _HOST.fullmatch(request.environ.get("HTTP_HOST") or request.host):
        abort(400, text.NO_HOST)
    query = request.query_string
    if len(query) > LONGEST_QUERY_STRING:
        abort(414, text.TOO_LONG.format(most=LONGEST_QUERY_STRING))
    if not _is_text(query):
        abort(400, text.NOT_TEXT)
    if count_parameters(query.decode()) > MOST_PARAMETERS:
        abort(400, text.TOO_MANY.format(most=MOST_PARAMETERS))


def _is_text(query: bytes) -> bool:
    try:
        query.decode()
    except UnicodeDecodeError:
        return False
    return True


def _checked(answer: Callable[[], Any], app: Dash, paths: Collection[str]) -> Callable[[], Any]:
    def checked() -> Any:  # noqa: ANN401  # whatever Dash answers
        check(_body(), app.callback_map, paths)
        return answer()

    return checked


def _body() -> bytes:
    """Read the body. One that says it is too long is not read at all; one that comes in chunks is cut off there."""
    sent = None
    with suppress(RequestEntityTooLarge):
        sent = request.get_data()
    if sent is None or len(sent) >= LONGEST_BODY:
        abort(413, text.TOO_LARGE.format(most=LONGEST_BODY))
    return sent


def _no_such_script(_: DependencyException) -> NotFound:
    """Answer as for any file that is not there; what Dash raises lists all of its own."""
    return NotFound(text.NO_SUCH_SCRIPT)
