"""Counts of one question over HTTP: our API's breakdowns beside Datasette's facets over SQLite."""

import json
import time
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from tests.bench.bench import Bench
from tests.bench.peers.files import Choices, read_choices
from tests.bench.peers.numbers import NotTheSame
from tests.bench.peers.sides import served
from tests.bench.result import Goal, Result
from tests.served import serve

LACKS = (
    "counts alone, no median, no two columns at once, no months without calls, nothing withheld, no figure, and a "
    "column for each facet that has to be made beforehand"
)
_GOAL = Goal("Five breakdowns of one question over HTTP, not asked before")
_BREAKDOWNS = ("month", "responders", "neighborhood", "hour", "weekday")
_LIMIT_MS = 600_000
"""Datasette gives a facet up after a fifth of a second; here it gives none up."""
_MOST_VALUES = 200

Counts = dict[str, list[int]]
"""By breakdown, the calls of each group that has any, fewest first."""


def run(bench: Bench) -> list[Result]:
    """Ask both for the same days of one precinct, each time other days; the first warms up and is not counted.

    Ours answers one breakdown a request, Datasette all in one. Raises `NotTheSame` when the counts differ.
    """
    ours, theirs = [], []
    choices = read_choices(bench.events)
    with serve(bench.warehouse) as site, _datasette(bench) as datasette:
        for count in range(bench.runs + 1):
            start = choices.start + timedelta(days=count)
            ours.append(_timed(lambda start=start: _of_api(site.url, choices, start)))
            theirs.append(_timed(lambda start=start: _of_facets(datasette, choices, start)))
            if ours[-1][1] != theirs[-1][1]:
                raise NotTheSame(f"Datasette counts {theirs[-1][1]}, not {ours[-1][1]}.")
    print(f"  the same counts from {choices.start} on, and from each of the days after it")
    seconds = [[took for took, _ in side[1:]] for side in (ours, theirs)]
    return [Result(_GOAL, "until the last byte of all", "s", seconds[0], "Datasette's facets", seconds[1])]


def _timed(ask: Callable[[], Counts]) -> tuple[float, Counts]:
    started = time.monotonic()
    counts = ask()
    return time.monotonic() - started, counts


def _of_api(url: str, choices: Choices, start: date) -> Counts:
    asked = [("start", start), ("end", choices.end), ("precinct", choices.precincts[0])]
    pages = {by: f"{url}/api/v1/metrics/care_calls?{urlencode([*asked, ('by', by)])}" for by in _BREAKDOWNS}
    return {by: _counts(row["n"] for row in _read(page)["rows"]) for by, page in pages.items()}


def _of_facets(url: str, choices: Choices, start: date) -> Counts:
    asked = [("care_activity", "call"), ("precinct", choices.precincts[0])]
    days = [("day__gte", start), ("day__lte", choices.end)]
    shown = [("_size", 0), ("_nosuggest", 1), *(("_facet", by) for by in _BREAKDOWNS)]
    found = _read(f"{url}?{urlencode([*asked, *days, *shown])}")["facet_results"]
    return {by: _counts(each["count"] for each in found[by]["results"]) for by in _BREAKDOWNS}


def _counts(counts: Iterable[int]) -> list[int]:
    return sorted(filter(None, counts))


def _read(address: str) -> dict[str, Any]:
    with urllib.request.urlopen(address, timeout=_LIMIT_MS / 1000) as answer:
        return dict(json.load(answer))


@contextmanager
def _datasette(bench: Bench) -> Iterator[str]:
    """Serve the table until the block ends, and give its address as JSON."""
    file, log = bench.facets, bench.scratch / "datasette.log"
    with served(bench.peers_python, lambda port: _command(file, port), "/", bench.events, log) as url:
        yield f"{url}{file.stem}/event.json"


def _command(file: Path, port: int) -> list[str]:
    limits = {
        "sql_time_limit_ms": _LIMIT_MS,
        "facet_time_limit_ms": _LIMIT_MS,
        "default_facet_size": _MOST_VALUES,
        "max_returned_rows": 1_000,
    }
    settings = [part for name, value in limits.items() for part in ("--setting", name, str(value))]
    return ["-m", "datasette", "serve", "--immutable", str(file), "--host=127.0.0.1", f"--port={port}", *settings]
