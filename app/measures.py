"""What Prometheus is told: how many requests of each kind were answered how, and how long they took.

Workers write their counts to files in a folder that they share (`PROMETHEUS_MULTIPROC_DIR`, which the server sets), and
each of them can tell all of them, those of workers that have ended too. So all listen at one port, and whichever the
system picks answers. Only this machine can reach it.
"""

import logging
from socketserver import ThreadingMixIn
from threading import Thread
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from prometheus_client import CollectorRegistry, Counter, Histogram, make_wsgi_app
from prometheus_client.multiprocess import MultiProcessCollector

from app.kinds import kind_of
from app.seen import Listener, Seen

_log = logging.getLogger(__name__)
_HERE = "127.0.0.1"
_SECONDS = (0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60)


def measured() -> Listener:
    """Count each request that is answered, by its kind and status."""
    registry = CollectorRegistry()  # of this app; what is told is read from the files of all workers
    answered = Counter("care_requests", "Requests answered.", ["kind", "status"], registry=registry)
    took = Histogram("care_request_seconds", "Seconds to the last byte.", ["kind"], registry=registry, buckets=_SECONDS)

    def count(seen: Seen) -> None:
        kind = kind_of(seen.path)
        answered.labels(kind, str(seen.status)).inc()
        took.labels(kind).observe(seen.seconds)

    return count


def tell(port: int) -> None:
    """Answer Prometheus at a port of this machine, beside other workers, until the process ends.

    A port that others hold is logged: a site that cannot be counted is still a site.
    """
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    try:
        server = make_server(_HERE, port, make_wsgi_app(registry), _Shared, handler_class=_Silent)
    except OSError:
        _log.exception("Prometheus finds nothing at port %d of %s", port, _HERE)
        return
    Thread(target=server.serve_forever, name="measures", daemon=True).start()


class _Shared(ThreadingMixIn, WSGIServer):
    allow_reuse_port = True  # by all workers
    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base's name
        """Write nothing: a scrape is no visit."""
