"""The dashboard as it is served: gunicorn over a warehouse of the test's own, on a port the system chooses."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from etl import build
from etl.config import settings_from
from etl.demo import write_demo

PROJECT = Path(__file__).resolve().parent.parent
_LISTENING = re.compile(r"Listening at: (http://127\.0\.0\.1:\d+)")
_STARTED = "Worker started"
_WORKERS = 2
_START_SECONDS = 30


@dataclass(frozen=True)
class Site:
    """A running dashboard: its address, its warehouse, what its server has logged, and the server's process."""

    url: str
    warehouse: Path
    log: Path
    pid: int

    def logged(self) -> str:
        """Everything the server has written so far."""
        return self.log.read_text(encoding="utf-8")

    def workers(self) -> list[int]:
        """List the processes of its workers, oldest first."""
        return sorted(map(int, Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()))

    def worker_memory_mb(self) -> float:
        """How much memory (RSS) its largest worker holds now."""
        statuses = (Path(f"/proc/{worker}/status").read_text() for worker in self.workers())
        return max(int(re.findall(r"VmRSS:\s+(\d+) kB", status)[0]) for status in statuses) / 1024


@contextmanager
def serve(warehouse: Path, settings: Mapping[str, str] = {}, application: str = "app.wsgi:server") -> Iterator[Site]:
    """Serve the warehouse with two workers, as production does, until the block ends."""
    log = warehouse.with_name(f"{warehouse.name}-server.log")
    environment = os.environ | {
        "CARE_WAREHOUSE": str(warehouse),
        "PORT": "0",
        "CARE_WORKERS": str(_WORKERS),
        **settings,
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "app/gunicorn_conf.py", application]
    with log.open("wb") as output:
        server = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=output)
    try:
        yield Site(_address(server, log), warehouse, log, server.pid)
    finally:
        end(server)


def end(server: "subprocess.Popen[bytes]") -> None:
    """Ask a server to end, and see that it does."""
    server.terminate()
    try:
        server.wait(timeout=10)
    except subprocess.TimeoutExpired:
        server.kill()
        server.wait()


def _address(server: subprocess.Popen[bytes], log: Path) -> str:
    """Read from the log where the server listens, as soon as every worker has started."""
    give_up = time.monotonic() + _START_SECONDS
    while time.monotonic() < give_up and server.poll() is None:
        logged = log.read_text(encoding="utf-8")
        if logged.count(_STARTED) == _WORKERS and (found := _LISTENING.search(logged)):
            return found[1]
        time.sleep(0.02)
    raise AssertionError(f"The dashboard did not start:\n{log.read_text(encoding='utf-8')}")


def invent(folder: Path, events: int, seed: int, vintage: str = "20260104T120000Z") -> Path:
    """Write an invented export whose name carries that vintage."""
    export = write_demo(folder, events, seed)
    return export.rename(folder / f"invented_{vintage}.csv")


def publish(warehouse: Path, *exports: Path) -> str:
    """Refresh the warehouse from the exports and give the snapshot that is served then."""
    settings = settings_from({"CARE_WAREHOUSE": str(warehouse), "CARE_ETL_THREADS": "2"})
    return build.refresh(settings, exports).snapshot
