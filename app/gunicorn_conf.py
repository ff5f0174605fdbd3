"""How the app is served: threads share a worker's open snapshot; two workers use two cores."""

import os
import resource
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # gunicorn reads this before it looks for the app

from app.config import settings_from, whole_number

settings_from()  # a bad setting stops the start here, once: a worker that fails over it would be begun anew for ever
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{whole_number(os.environ, 'PORT', 8050, least=0, most=65_535)}"
workers = whole_number(os.environ, "CARE_WORKERS", 2, most=64)
worker_class = "app.gunicorn_worker.PatientWorker"
threads = whole_number(os.environ, "CARE_WORKER_THREADS", 4, most=64)
worker_connections = 3000  # open at once, most of them idle: each costs some kilobytes and no thread
timeout = 60
graceful_timeout = 30
control_socket_disable = True  # nothing is managed through a socket in the home folder


_least, _most = resource.getrlimit(resource.RLIMIT_NOFILE)
resource.setrlimit(resource.RLIMIT_NOFILE, (max(_least, min(_most, 8192)), _most))  # each connection is an open file


def post_worker_init(worker: Any) -> None:  # noqa: ANN401  # gunicorn comes without types
    """Open the snapshot before the first request: a worker that has held none has none to fall back on."""
    ready = worker.wsgi.test_client().get("/ready")
    worker.log.info("Worker started: %s", ready.get_data(as_text=True))
