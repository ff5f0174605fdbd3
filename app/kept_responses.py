"""Whole responses kept in the worker's memory: what was asked before is sent again without being laid out again.

A page takes a hundred times as long to lay out as to send. A response is kept under all that it depends on: the
snapshot served and since which turn of the pointer, the day (pages say how old the data is), the host (citations hold
it), the address or a callback's body, and the encoding that its reader takes, because it is kept as it was sent. The
one thing in a page that differs from load to load, Dash's `end_id`, guards results of background callbacks; there are
none, so pages may share it, and it is no part of what a callback is asked.
"""

from collections.abc import Collection, Hashable
from typing import NamedTuple, cast

from flask import Flask, Request, Response, g, request

from app import age
from app.bounds import LONGEST_BODY
from app.db import NoSnapshot, Warehouse
from app.encodings import chosen

_CALLBACKS = "/_dash-update-component"
_API = "/api/v1/metrics"
_LOAD = "endId"
"""What a callback calls the load of the page that it is from."""

_OK = 200
_Asked = tuple[str, Hashable]


class _Kept(NamedTuple):
    body: bytes
    headers: tuple[tuple[str, str], ...]


def keep_responses(server: Flask, warehouse: Warehouse, pages: Collection[str]) -> None:
    """Keep answers at the addresses of `pages`, of their callbacks and of metrics.

    To be called before all hooks that change a response. Only what went well is kept, and only if the pointer did not
    turn meanwhile.
    """

    @server.before_request
    def send_again() -> Response | None:
        g.asked = _asked(warehouse, pages)
        kept = warehouse.memory.kept(*g.asked) if g.asked else None
        if not isinstance(kept, _Kept):
            return None
        g.asked = None
        return _response(kept)

    @server.after_request
    def keep(response: Response) -> Response:
        asked: _Asked | None = g.pop("asked", None)
        if asked and _may_be_kept(response) and asked == _asked(warehouse, pages):
            snapshot, question = asked
            warehouse.memory.keep(snapshot, question, _Kept(response.get_data(), tuple(response.headers.items())))
        return response


def unkept() -> None:
    """Say that the response under way tells of a failure, so that the next reader is not told it again."""
    g.asked = None


def _asked(warehouse: Warehouse, pages: Collection[str]) -> _Asked | None:
    """Name all that the response depends on; None where it is not one to keep."""
    if not _is_asked_often(request, pages):
        return None
    try:
        snapshot = warehouse.current().info.snapshot
    except NoSnapshot:
        return None
    said = request.get_data() if request.path == _CALLBACKS else request.query_string
    asked = (request.method, request.host_url, request.path, said, chosen())
    return snapshot, ("response", warehouse.turns, age.today(), *asked)


def _is_asked_often(asked: Request, pages: Collection[str]) -> bool:
    if asked.path == _CALLBACKS:
        is_short = 0 < (asked.content_length or 0) <= LONGEST_BODY
        return asked.method == "POST" and is_short and asked.args.keys() <= {_LOAD}
    return asked.method == "GET" and (asked.path in pages or f"{asked.path}/".startswith(f"{_API}/"))


def _may_be_kept(response: Response) -> bool:
    is_whole = not (response.direct_passthrough or response.is_streamed)
    is_for_all = "Set-Cookie" not in response.headers and not response.cache_control.no_store
    return response.status_code == _OK and is_whole and is_for_all


def _response(kept: _Kept) -> Response:
    """Send it again; nothing is sent to who says that they hold it."""
    response = Response(kept.body, headers=list(kept.headers))
    return cast(Response, response.make_conditional(request)) if "ETag" in response.headers else response
