"""How an answer travels: as JSON, and how long a cache may hold it."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import cast

from flask import Response, request

_KINDS = {".csv": "text/csv; charset=utf-8", ".parquet": "application/vnd.apache.parquet"}
_PINNED = "public, max-age=31536000, immutable"
_UNPINNED = "public, max-age=60"


def as_json(body: Mapping[str, object], snapshot: str | None = None) -> Response:
    """Send a body as JSON; with the id of the snapshot it rests on, caches may hold it."""
    response = Response(json.dumps(body, ensure_ascii=False), content_type="application/json")
    return cached(response, snapshot) if snapshot else response


def as_file(content: str | bytes | Iterator[bytes], name: str, described_by: str) -> Response:
    """Send a file under its name, with the address of its metadata; an iterator is read as it is sent."""
    # Passed through, or else making it conditional would read all of it, to know its length.
    is_whole = isinstance(content, str | bytes)
    response = Response(content, content_type=_KINDS[Path(name).suffix], direct_passthrough=not is_whole)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'  # plain ASCII: RFC 6266 needs no more
    response.headers["Link"] = f'<{described_by}>; rel="describedby"; type="application/json"'
    return response


def cached(response: Response, snapshot: str, *, for_good: bool = True) -> Response:
    """Let caches hold an answer: for good when its snapshot is in the address and it may be, else for a minute."""
    response.set_etag(snapshot)
    response.headers["Cache-Control"] = _PINNED if for_good and request.args.get("snapshot") else _UNPINNED
    return cast(Response, response.make_conditional(request))


def uncached(body: Mapping[str, object], status: int = 200) -> Response:
    """Send a body as JSON that holds for now only."""
    response = as_json(body)
    response.status_code = status
    response.headers["Cache-Control"] = "no-store"
    return response
