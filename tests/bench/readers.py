"""Many readers at once, on a served dashboard: what they wait, and what fails.

Each reader asks one thing after the other on a connection of its own: pages and API as they open, which are answered
from memory, and in between questions with filters that nobody asked before.
"""

import http.client
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.served import Site

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
