"""What one client may have worked out within a minute; more is answered 429, with when to ask again.

Only what costs something is counted: an answer sent again from memory, a file that never changes, and whether the
service is up are free. Each worker counts for itself, in its memory, so that a limit is one of a worker: all of them
together allow as many times as much. To share one count, give `Limiter` the `storage_uri` of a Redis.
"""

import logging
import time
from functools import partial

from flask import Flask, Response, request
from flask_limiter import ApplicationLimit, Limiter, RateLimitExceeded

from app.api.problems import problem
from app.client import client_of
from app.config import Settings
from app.html_document import document, without_scripts
from app.kinds import Kind, kind_of
from app.words import limits as text

_log = logging.getLogger(__name__)
_Kinds = tuple[Kind, ...]
_ANSWERS: _Kinds = ("page", "callback", "answer")
_DOWNLOADS: _Kinds = ("download",)
_WINDOW_SECONDS, _TOO_MANY = 60, 429
_PAGE = (
    '<main class="filled"><h1>{title}</h1><p>{detail}</p>'
    '<p><a href="">{again}</a> · <a href="{data}">{files}</a></p></main>'
)


def register(server: Flask, settings: Settings) -> None:
    """Count what each client asks. To be called after what sends answers again, and before all else that answers."""
    pools = ((_ANSWERS, settings.answers_per_minute), (_DOWNLOADS, settings.downloads_per_minute))
    limits = [_limit(kinds, most) for kinds, most in pools if most]
    if limits:
        limiter = Limiter(_client, app=server, application_limits=[*limits], storage_uri="memory://")
        server.register_error_handler(RateLimitExceeded, partial(_too_many, limiter, settings.trusted_hops))


def _limit(kinds: _Kinds, most: int) -> ApplicationLimit:
    def is_free() -> bool:
        return kind_of(request.path) not in kinds

    return ApplicationLimit(f"{most} per minute", scope=kinds[0], exempt_when=is_free)


def _client() -> str:
    return client_of(request.remote_addr)


def _too_many(limiter: Limiter, trusted_hops: int, _: RateLimitExceeded) -> Response:
    if "X-Forwarded-For" in request.headers and not trusted_hops:
        _log.warning(text.PROXY_NOT_TRUSTED)
    limit = limiter.current_limit
    seconds = min(_WINDOW_SECONDS, limit.reset_at - int(time.time())) if limit else _WINDOW_SECONDS
    response = _page(seconds) if kind_of(request.path) == "page" else _problem(seconds)
    response.headers["Retry-After"] = str(seconds)
    response.headers["Cache-Control"] = "no-store"
    return response


def _problem(seconds: int) -> Response:
    return problem(_TOO_MANY, text.TOO_MANY, detail=_detail(seconds))


def _page(seconds: int) -> Response:
    """Write a page that costs nothing: no number, no filter, no script."""
    ways = {"again": text.TRY_AGAIN, "data": text.DATA, "files": text.EVERY_NUMBER}
    body = without_scripts(_PAGE.format(title=text.TOO_MANY, detail=_detail(seconds), **ways))
    return Response(document(text.TOO_MANY, _detail(seconds), body), _TOO_MANY, mimetype="text/html")


def _detail(seconds: int) -> str:
    return text.TOO_MANY_DETAIL.format(seconds=seconds, data=text.DATA)
