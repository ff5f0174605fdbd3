"""`python -m tests.bench.downloads WAREHOUSE`: time each download of all rows, and the memory of the worker it is from.

Each file is asked of a server of its own with one worker, which has shown a page before. First byte, seconds until the
last, size, and the worker's memory before, at its largest, and how much more that is.
"""

import argparse
import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.downloads.row_files import ROW_FILES
from tests.bench.bench import Bench
from tests.bench.result import Goal, Result

_FILES = [f"/download/{name}{ending}" for name in ROW_FILES for ending in (".csv", ".parquet")]
_LISTENING = re.compile(r"Listening at: (http://127\.0\.0\.1:\d+)")
_START_SECONDS = 60
_GOAL = "A download of all rows, by a worker of its own"
_PART = 1 << 16


@dataclass(frozen=True)
class Worker:
    """A server's address and the process that answers."""

    url: str
    pid: int

    def memory_mb(self, kind: str) -> float:
        """Read the memory that it holds (`VmRSS`) or held at most (`VmHWM`)."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        return int(re.findall(rf"{kind}:\s+(\d+) kB", status)[0]) / 1024


@dataclass(frozen=True)
class Download:
    """One finished download: seconds to the first byte and to the last, its size, and the worker's memory."""

    first: float
    last: float
    size: int
    before_mb: float
    peak_mb: float


def main() -> None:
    """Download each file from a worker of its own, and print a line each."""
    options = _options()
    print(f"{'file':<34}{'first byte':>11}{'all':>9}{'size':>10}{'before':>9}{'peak':>9}{'more':>9}")
    for file in options.files or _FILES:
        done = measured(options.warehouse, file, options.bytes_a_second)
        print(
            f"{file:<34}{done.first:>9.3f} s{done.last:>7.1f} s{done.size / 1e6:>7,.0f} MB"
            f"{done.before_mb:>6,.0f} MB{done.peak_mb:>6,.0f} MB{done.peak_mb - done.before_mb:>+6,.0f} MB",
            flush=True,
        )


def run(bench: Bench) -> list[Result]:
    """Download all rows in each form once, and say how long it took and what it cost the worker."""
    found = {file: measured(bench.warehouse, file) for file in _FILES}
    return [
        result
        for file, done in found.items()
        for result in (
            Result(Goal(_GOAL), f"{file}, {done.size / 1e6:,.0f} MB, until the last byte", "s", [done.last]),
            Result(Goal(_GOAL), f"{file}, more memory in the worker", "MB", [done.peak_mb - done.before_mb]),
        )
    ]


def measured(warehouse: Path, file: str, bytes_a_second: int | None = None) -> Download:
    """Download one address from a worker of its own, which has shown a page before."""
    with _serving(warehouse) as worker:
        _read(f"{worker.url}/", None)
        before = worker.memory_mb("VmRSS")
        first, last, size = _read(f"{worker.url}{file}", bytes_a_second)
        return Download(first, last, size, before, worker.memory_mb("VmHWM"))


def _read(url: str, bytes_a_second: int | None) -> tuple[float, float, int]:
    """Read an address to its end, no faster than asked; seconds to the first byte and the last, and bytes."""
    started, first, size = time.monotonic(), 0.0, 0
    with urllib.request.urlopen(url, timeout=600) as response:
        while part := response.read1(_PART):
            first = first or time.monotonic() - started
            size += len(part)
            if bytes_a_second:
                time.sleep(max(0, size / bytes_a_second - (time.monotonic() - started)))
    return first, time.monotonic() - started, size


@contextmanager
def _serving(warehouse: Path) -> Iterator[Worker]:
    """Serve the warehouse with one worker until the block ends."""
    environment = os.environ | {"CARE_WAREHOUSE": str(warehouse), "PORT": "0", "CARE_WORKERS": "1"}
    command = [sys.executable, "-m", "gunicorn", "--config", "app/gunicorn_conf.py", "app.wsgi:server"]
    server = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield _started(server)
    finally:
        server.terminate()
        server.communicate(timeout=60)


def _started(server: subprocess.Popen[str]) -> Worker:
    """Read from the log where the server listens and which process answers."""
    url, log, give_up = "", "", time.monotonic() + _START_SECONDS
    while server.stderr and time.monotonic() < give_up and (line := server.stderr.readline()):
        log += line
        if found := _LISTENING.search(line):
            url = found[1]
        if "Worker started" in line:
            return Worker(url, int(re.findall(r"\[(\d+)\]", line)[0]))
    raise SystemExit(f"The dashboard did not start:\n{log}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.downloads")
    parser.add_argument("warehouse", type=Path)
    parser.add_argument(
        "files", nargs="*", help="addresses such as /download/events.csv?precinct=EAST; all when left out"
    )
    parser.add_argument("--bytes-a-second", type=int, help="read no faster than this")
    return parser.parse_args()


if __name__ == "__main__":
    main()
