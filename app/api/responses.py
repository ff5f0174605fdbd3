"""How an answer travels: as JSON, and how long a cache may hold it."""

import json
from collections.abc import Mapping
from typing import cast

from flask import Response, request

_PINNED = "public, max-age=31536000, immutable"
_UNPINNED = "public, max-age=60"


def as_json(body: Mapping[str, object], snapshot: str | None = None) -> Response:
    """Send a body as JSON; with the id of the snapshot it rests on, caches may hold it."""
    response = Response(json.dumps(body, ensure_ascii=False), content_type="application/json")
    return cached(response, snapshot) if snapshot else response


def cached(response: Response, snapshot: str) -> Response:
    """Let caches hold an answer: for good when its snapshot is in the address, else for a minute."""
    response.set_etag(snapshot)
    response.headers["Cache-Control"] = _PINNED if request.args.get("snapshot") else _UNPINNED
    return cast(Response, response.make_conditional(request))


def uncached(body: Mapping[str, object], status: int = 200) -> Response:
    """Send a body as JSON that holds for now only."""
    response = as_json(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
