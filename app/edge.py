"""Where the app meets the network: who asked and how, what is written down of it, and what browsers are told.

Around all that Flask does, so that what fails there, and what is sent again from memory, goes out like the rest.
"""

from collections.abc import Iterator, Sequence

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from app.access_log import access_log
from app.config import Settings
from app.headers import with_headers
from app.seen import Listener, watched


def stand_at_the_edge(server: Flask, settings: Settings, script_hashes: Sequence[str]) -> None:
    """Put the headers, what listens to requests, and the trust in proxies around the server."""
    app = with_headers(server.wsgi_app, settings, script_hashes)
    listeners = list(_listeners(settings))
    if listeners:
        app = watched(app, listeners)
    if hops := settings.trusted_hops:
        app = ProxyFix(app, x_for=hops, x_proto=hops, x_host=hops)
    server.wsgi_app = app  # type: ignore[method-assign, assignment]  # as Flask's documentation does


def _listeners(settings: Settings) -> Iterator[Listener]:
    if settings.access_log != "off":
        yield access_log(settings.access_log)
    if settings.metrics_port:
        from app.measures import measured  # noqa: PLC0415  # prometheus_client takes memory, and is off by default

        yield measured()
