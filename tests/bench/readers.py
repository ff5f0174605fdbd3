"""Many readers at once, on a served dashboard: what they wait, what fails, and the memory of a worker then.

python -m tests.bench.readers WAREHOUSE [--readers 200] [--seconds 20] [--fresh 0.2]

Each reader asks one thing after the other on a connection of its own: pages and API as they open, which are answered
from memory, and in between questions with filters that nobody asked before.
"""

import argparse
import http.client
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from tests.served import Site, serve

KEPT = ("/", "/calls", "/response-times", "/capacity", "/api/v1/metrics/care_calls?by=month", "/api/v1/metrics")
TRIVIAL = "/health"
_FRESH = (
    "/api/v1/metrics/care_calls?by=month&start={day}",
    "/api/v1/metrics/spd_response_median_minutes?start={day}&precinct=EAST",
    "/?start={day}",
)
_WAIT_SECONDS = 60


@dataclass
class Seen:
    """What readers saw: seconds of each answer, and what went wrong."""

    seconds: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def told(self, name: str, lasted: float) -> str:
        """Write it in a line."""
        waits = sorted(self.seconds) or [0.0]
        p50, p95, p99 = (waits[min(len(waits) - 1, int(len(waits) * part))] for part in (0.5, 0.95, 0.99))
        rate = len(self.seconds) / lasted
        told = f"{name:<28}{rate:7.1f} a second, p50 {p50:.3f} s, p95 {p95:.3f} s, p99 {p99:.3f} s"
        return f"{told}, {len(self.failures)} failed {self.failures[:1] or ''}"


def addresses(kept: tuple[str, ...], fresh: float, seed: int) -> Iterator[str]:
    """Give what one reader asks, without end; `fresh` is the share of questions that nobody asked before."""
    chance = random.Random(seed)
    while True:
        if chance.random() < fresh:
            day = f"202{chance.randint(3, 4)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
            yield f"{chance.choice(_FRESH).format(day=day)}&hour={chance.randint(0, 23)}&weekday={chance.randint(1, 7)}"
        else:
            yield chance.choice(kept)


def run(site: Site, kept: tuple[str, ...], readers: int, seconds: float, fresh: float = 0.0) -> Seen:
    """Let so many readers ask for so long."""
    seen, until = Seen(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=_read, args=(site.url, addresses(kept, fresh, seed), until, seen), daemon=True)
        for seed in range(readers)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + _WAIT_SECONDS)
    return seen


def _read(url: str, asked: Iterator[str], until: float, seen: Seen) -> None:
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=_WAIT_SECONDS)
    while time.monotonic() < until:
        address, started = next(asked), time.monotonic()
        try:
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as error:
            seen.failures.append(f"{address}: {error!r}")
            connection.close()
            continue
        if answer.status == http.client.OK:
            seen.seconds.append(time.monotonic() - started)
        else:
            seen.failures.append(f"{address}: {answer.status}")


def main() -> None:
    """Print a line for what is trivial, what is kept, and the mix; and the memory of the largest worker."""
    options = _options()
    with serve(options.warehouse) as site:
        run(site, KEPT, 8, 5)
        print(f"memory of a worker that has shown pages: {site.worker_memory_mb():.0f} MB", flush=True)
        for name, kept in (
            (TRIVIAL, (TRIVIAL,)),
            ("a page from memory", KEPT[:1]),
            ("an API answer from memory", KEPT[4:5]),
        ):
            print(run(site, kept, 16, options.seconds).told(name, options.seconds), flush=True)
        mixed = run(site, KEPT, options.readers, options.seconds, options.fresh)
        print(mixed.told(f"{options.readers} readers, mixed", options.seconds))
        print(f"memory of a worker after it: {site.worker_memory_mb():.0f} MB")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.readers")
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("--readers", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--fresh", type=float, default=0.2, help="the share of questions that nobody asked before")
    return parser.parse_args()


if __name__ == "__main__":
    main()
