"""How the app is served: threads share a worker's open snapshot; two workers use two cores."""

import os
from typing import Any

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8050')}"
workers = int(os.environ.get("CARE_WORKERS", "2"))
worker_class = "gthread"
threads = int(os.environ.get("CARE_WORKER_THREADS", "4"))
timeout = 60
graceful_timeout = 30
control_socket_disable = True  # nothing is managed through a socket in the home folder


def post_worker_init(worker: Any) -> None:  # noqa: ANN401  # gunicorn comes without types
    """Open the snapshot before the first request: a worker that has held none has none to fall back on."""
    ready = worker.wsgi.test_client().get("/ready")
    worker.log.info("Worker started: %s", ready.get_data(as_text=True))
