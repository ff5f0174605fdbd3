"""Readers who never pause, each on a connection of their own, what they were told, and whose answer was cut off."""

import hashlib
import http.client
import json
import random
import re
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

PAGES = ("/", "/calls", "/response-times", "/capacity", "/map")
KEPT = ("care_calls?by=month", "spd_response_median_minutes?by=month", "spd_officer_hours_avoided")
METRICS = ("care_calls", "spd_response_median_minutes")
API = "/api/v1/metrics/"
_PRECINCTS = ("EAST", "NORTH", "SOUTH", "SOUTHWEST", "WEST")
_API_SHARE, _FRESH_SHARE = 0.6, 0.2
_WAIT_SECONDS = 60
_OF_THE_WORKER = re.compile(rb'"end_id":"[^"]*"')
"""What Dash writes into a page for callbacks that run in the background; there are none here."""

Rows = tuple[tuple[str | None, float | None, int], ...]
"""An answer's groups, in order: label, value and n."""


@dataclass(frozen=True)
class Heard:
    """What was asked, and what was answered: rows and their snapshot by the API, the digest of a page."""

    path: str
    status: int
    snapshot: str | None
    said: Rows | str


@dataclass(frozen=True)
class Cut:
    """A request without an answer. Its connection was last known to stand at `since`; times are monotonic seconds."""

    since: float
    at: float
    path: str
    error: str

    def is_because_of(self, kills: Collection[tuple[float, float]]) -> bool:
        """Whether the connection may have gone with a worker that died in one of these spans."""
        return any(self.since <= gone and began <= self.at for began, gone in kills)


@dataclass
class Crowd:
    """All that the readers were told so far, how often each, when each snapshot was, and the seconds of each answer."""

    heard: Counter[Heard] = field(default_factory=Counter)
    asked_of: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """When the requests were sent that a snapshot answered: monotonic seconds."""
    cuts: list[Cut] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, heard: Heard, asked: float) -> None:
        """Count an answer that was asked for then."""
        with self.lock:
            self.heard[heard] += 1
            self.seconds.append(time.monotonic() - asked)
            if heard.snapshot:
                self.asked_of[heard.snapshot].append(asked)


def paths(seed: int) -> Iterator[str]:
    """Give what one reader asks, without end: pages, what everybody asks, and what hardly anybody has asked before."""
    drawn = random.Random(seed)
    while True:
        if drawn.random() > _API_SHARE:
            yield drawn.choice(PAGES)
        elif drawn.random() > _FRESH_SHARE:
            yield f"{API}{drawn.choice(KEPT)}"
        else:
            place = {"hour": drawn.randrange(24), "weekday": drawn.randint(1, 7), "precinct": drawn.choice(_PRECINCTS)}
            yield f"{API}{drawn.choice(METRICS)}?{urlencode(place)}"


@contextmanager
def crowd(url: str, readers: int) -> Iterator[Crowd]:
    """Let so many readers ask until the block ends."""
    seen, ended = Crowd(), threading.Event()
    threads = [threading.Thread(target=_read, args=(url, seed, seen, ended), daemon=True) for seed in range(readers)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        ended.set()
        for thread in threads:
            thread.join(_WAIT_SECONDS)


def heard_alone(url: str, asked: Sequence[str]) -> list[Heard]:
    """Ask one after the other, with nobody else there."""
    connection = _Connection(url, reader=0)
    return [connection.ask(path) for path in asked]


class _Connection:
    """One reader's connection, kept open as a browser does, opened again when it is gone."""

    def __init__(self, url: str, reader: int) -> None:
        self._http = http.client.HTTPConnection(urlsplit(url).netloc, timeout=_WAIT_SECONDS)
        # Readers come from many addresses; all of them from one would be the attack that limits are for.
        self._headers = {"X-Forwarded-For": f"198.51.{reader // 250}.{reader % 250}"}
        self.stood_at = time.monotonic()

    def ask(self, path: str) -> Heard:
        self._http.request("GET", path, headers=self._headers)
        answer = self._http.getresponse()
        body = answer.read()
        self.stood_at = time.monotonic()
        return _as_heard(path, answer.status, body)

    def begin_anew(self) -> None:
        self._http.close()
        self.stood_at = time.monotonic()


def _read(url: str, reader: int, seen: Crowd, ended: threading.Event) -> None:
    connection = _Connection(url, reader)
    for path in paths(reader):
        if ended.is_set():
            return
        asked = time.monotonic()
        try:
            seen.note(connection.ask(path), asked)
        except (OSError, http.client.HTTPException) as error:
            seen.cuts.append(Cut(connection.stood_at, time.monotonic(), path, repr(error)))
            connection.begin_anew()


def _as_heard(path: str, status: int, body: bytes) -> Heard:
    if not path.startswith(API) or status != http.client.OK:
        return Heard(path, status, None, hashlib.sha256(_OF_THE_WORKER.sub(b"", body)).hexdigest())
    told = json.loads(body)
    return Heard(path, status, told["snapshot"], tuple(_as_row(row) for row in told["rows"]))


def _as_row(row: Mapping[str, object]) -> tuple[str | None, float | None, int]:
    label, value, n = row.get("month"), row["value"], row["n"]
    assert label is None or isinstance(label, str)
    assert value is None or isinstance(value, int | float)
    assert isinstance(n, int)
    return label, value, n
