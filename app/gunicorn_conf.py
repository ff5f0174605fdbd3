"""How the app is served: threads share a worker's open snapshot; two workers use two cores."""

import os
import resource
import shutil
import sys
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # gunicorn reads this before it looks for the app

from app.bounds import LONGEST_ADDRESS
from app.config import settings_from, whole_number

settings = settings_from()  # a bad one stops the start, once: a worker that fails over it would be begun for ever
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{whole_number(os.environ, 'PORT', 8050, least=0, most=65_535)}"
workers = whole_number(os.environ, "CARE_WORKERS", 2, most=64)
worker_class = "app.gunicorn_worker.PatientWorker"
worker_connections = 3000  # open at once, most of them idle: each costs some kilobytes and no thread
limit_request_line = LONGEST_ADDRESS
threads = whole_number(os.environ, "CARE_WORKER_THREADS", 4, most=64) + settings.downloads_at_once  # each their own
timeout = 60
graceful_timeout = 30
forwarded_allow_ips = ""  # which proxies are trusted is CARE_TRUSTED_HOPS alone: gunicorn would trust this machine's
control_socket_disable = True  # nothing is managed through a socket in the home folder

_COUNTS = "PROMETHEUS_MULTIPROC_DIR"
if settings.metrics_port and _COUNTS not in os.environ:  # a reload goes on counting
    os.environ[_COUNTS] = mkdtemp(prefix="care-counts-")


_least, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (max(_least, min(_most, 8192)), _most))  # each connection is an open file


def on_exit(_: Any) -> None:  # noqa: ANN401  # gunicorn comes without types
    """Leave nothing behind."""
    if settings.metrics_port:
        shutil.rmtree(os.environ[_COUNTS], ignore_errors=True)


def post_worker_init(worker: Any) -> None:  # noqa: ANN401
    """Open the snapshot before the first request: a worker that has held none has none to fall back on."""
    ready = worker.wsgi.test_client().get("/ready")
    if settings.metrics_port:
        from app.measures import tell  # noqa: PLC0415  # it looks for the folder when it is read

        tell(settings.metrics_port)
    worker.log.info("Worker started: %s", ready.get_data(as_text=True))
