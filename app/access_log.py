"""A line on stdout for each request, without personal data.

What is kept: method, path, the filters asked for, status, bytes, milliseconds, and the network of whoever asked. What
is not: the address, the user agent, where a reader came from, and whatever else stands in a query.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl, urlencode

from app.client import network_of
from app.filters import VIEWS, Filters
from app.question import PIN
from app.seen import Listener, Seen

_log = logging.getLogger("app.access")
_KNOWN = {*Filters.model_fields, *VIEWS, "compare", PIN}
_LONGEST = 300
"""Characters of a path, and of a query: what is longer was written to fill a disk."""


def access_log(form: str) -> Listener:
    """Write to the stdout of now, as `plain` lines or as `json`, an object a line."""
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(logging.Formatter("%(message)s"))
    _log.handlers, _log.propagate = [handler], False
    _log.setLevel(logging.INFO)
    write = {"plain": _plain, "json": _json}[form]
    return lambda seen: _log.info("%s", write(_told(seen)))


def _told(seen: Seen) -> dict[str, Any]:
    return {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "method": _printable(seen.method),
        "path": _printable(seen.path),
        "query": _filters_in(seen.query),
        "status": seen.status,
        "bytes": seen.sent,
        "ms": round(seen.seconds * 1000, 1),
        "client": network_of(seen.address),
    }


def _filters_in(query: str) -> str:
    """Keep the filters that are ours, written so that nothing in them can look like another line."""
    return urlencode([(name, value) for name, value in parse_qsl(query) if name in _KNOWN])[:_LONGEST] if query else ""


def _printable(text: str) -> str:
    """Write what could move the cursor or end the line as its escape."""
    shown = text[:_LONGEST]
    return shown if shown.isprintable() else shown.encode("unicode_escape").decode()


def _plain(told: dict[str, Any]) -> str:
    asked = f"{told['path']}?{told['query']}" if told["query"] else told["path"]
    return "{time} {method} {asked} {status} {bytes} B {ms} ms {client}".format(asked=asked, **told)


def _json(told: dict[str, Any]) -> str:
    message = f"{told['method']} {told['path']} {told['status']}"
    return json.dumps({"time": told["time"], "level": "info", "message": message, **told})
