"""How answers travel: what never changes is held for ever, pages for a minute, and text is sent compressed."""

import re
from functools import cache
from hashlib import sha256
from typing import cast

from flask import Blueprint, Flask, Response, abort, request

from app.bundles import BUNDLES
from app.encodings import ENCODINGS, chosen

FOR_EVER = "public, max-age=31536000, immutable"
_TEXT = {
    *("text/html", "text/css", "text/javascript", "application/javascript", "application/json"),
    *("application/ld+json", "application/problem+json", "image/svg+xml"),
}
_SMALLEST = 500
"""Bytes from which compressing pays: less fits into one packet as it is."""

_ON_THE_WAY, _ONCE = 5, 9
"""Brotli's qualities for what is written anew and for what is compressed once; 5 takes some 1.5 ms for 60 KB."""

_PAGE_FOR = "public, max-age=0, s-maxage=60"
"""How long a page is held: by caches between us and readers a minute; by a browser only to ask whether it still holds,
so that who follows *New data: update* is not shown the page they left."""

_LOAD = re.compile(rb'"end_id":"[^"]*"')
"""What differs in a page from load to load: see `app.kept_responses`."""

_IMMUTABLE = ("/bundles/", "/_dash-component-suites/")


def register(server: Flask) -> None:
    """Serve the bundles, and send every text of the server as small as its reader can take it."""
    bundles = Blueprint("bundles", __name__, url_prefix="/bundles")
    bundles.add_url_rule("/<name>", "serve", _bundle)
    server.register_blueprint(bundles)
    server.after_request(_keep_for_ever)
    server.after_request(_compress)
    server.after_request(_hold_for_a_minute)  # what is registered last is done first


def _bundle(name: str) -> Response:
    bundle = BUNDLES.get(name)
    if bundle is None:
        abort(404)
    response = Response(bundle.content, mimetype=bundle.mimetype)
    response.headers["Cache-Control"] = FOR_EVER
    return response


def _keep_for_ever(response: Response) -> Response:
    """Let browsers keep what Dash serves under an address with a fingerprint, and not ask again."""
    if request.path.startswith(_IMMUTABLE[1]) and response.cache_control.max_age:
        response.headers["Cache-Control"] = FOR_EVER
    return response


def _hold_for_a_minute(response: Response) -> Response:
    """Let caches hold a page that is there, under a tag of what it says; nothing is sent to who holds the same."""
    is_whole = response.status_code == 200 and not response.is_streamed
    if response.mimetype != "text/html" or not is_whole or "Cache-Control" in response.headers:
        return response
    response.headers["Cache-Control"] = _PAGE_FOR
    response.set_etag(sha256(_LOAD.sub(b"", response.get_data())).hexdigest()[:32], weak=True)
    return cast(Response, response.make_conditional(request))


def _compress(response: Response) -> Response:
    """Compress a text that is whole. Its tag says then that it is the same in meaning, not byte by byte."""
    if response.mimetype not in _TEXT:
        return response
    response.vary.add("Accept-Encoding")
    encoding = chosen()
    if not encoding or response.is_streamed or response.status_code != 200 or response.content_encoding:
        return response
    body = response.get_data()
    if len(body) >= _SMALLEST:
        is_immutable = request.path.startswith(_IMMUTABLE)
        response.set_data(_once(encoding, body) if is_immutable else ENCODINGS[encoding](body, _ON_THE_WAY))
        response.content_encoding = encoding
        _weaken(response)
    return response


@cache
def _once(encoding: str, body: bytes) -> bytes:
    """Compress what never changes, once a worker."""
    return ENCODINGS[encoding](body, _ONCE)


def _weaken(response: Response) -> None:
    tag, is_weak = response.get_etag()
    if tag and not is_weak:
        response.set_etag(tag, weak=True)
