"""Answers at full size: CARE questions by themselves, and a police-wide page beside pandas, alternated in one run.

python -m tests.bench.answers WAREHOUSE [--runs 5] [--cores]
"""

import argparse
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from app.config import Settings
from app.db import Snapshot
from app.filters import Filters
from app.main import PAGES, create_app
from app.places import care_since
from app.queries import ask, choices
from app.question import question_of
from etl.metrics import METRICS
from etl.metrics.definition import CARE_EVENT
from tests.bench.in_pandas import Frame, Question

Clock = Callable[[], float]
FILTERS: dict[str, dict[str, list[str]]] = {
    "none": {"start": ["2000-01-01"], "end": ["2099-12-31"]},
    "last 12 months": {},
    "a precinct": {"start": ["2000-01-01"], "end": ["2099-12-31"], "precinct": ["EAST"]},
    "a precinct in a year, two hours": {
        "start": ["2025-01-01"],
        "end": ["2025-12-31"],
        "precinct": ["EAST"],
        "hour": ["13", "14"],
    },
}
"""What is asked for, by a name, as an address would hold it."""

PAGE = PAGES["/response-times"]
"""The page that asks most of all police events: medians in all, by month, by hour, by place and by priority."""


def run(warehouse: Path, filters: str, runs: int, clock: Clock = time.perf_counter) -> tuple[list[float], list[float]]:
    """Time the whole page, and in pandas those of its numbers that rest on all police events, in turn: seconds."""
    snapshot = opened(warehouse)
    _, questions = page(snapshot, filters, clock)
    frame = Frame(snapshot)
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(page(snapshot, filters, clock)[0])
        theirs.append(timed(lambda: frame.answers(questions), clock))
    return ours, theirs


def care(warehouse: Path, filters: str, runs: int, clock: Clock = time.perf_counter) -> dict[str, list[float]]:
    """Time each metric about CARE, in all and by month, with nothing remembered: seconds by metric."""
    snapshot = opened(warehouse)
    asked = question_of(FILTERS[filters], snapshot).filters
    metrics = [name for name, metric in METRICS.items() if metric.relation == CARE_EVENT and not metric.divided_by]
    return {name: _asked_anew(snapshot, name, asked, runs, clock) for name in metrics}


def _asked_anew(snapshot: Snapshot, name: str, filters: Filters, runs: int, clock: Clock) -> list[float]:
    took = []
    for by in [(), ("month",)] * runs:
        snapshot.memory.forget()
        took.append(timed(lambda by=by: ask(snapshot, name, filters, by), clock))
    return took


def opened(warehouse: Path) -> Snapshot:
    """Open the snapshot that is served, with nothing remembered."""
    current = (warehouse / "current").read_text(encoding="utf-8").strip()
    return Snapshot(warehouse / f"care-{current}.duckdb", Settings(warehouse))


def page(snapshot: Snapshot, filters: str, clock: Clock = time.perf_counter) -> tuple[float, list[Question]]:
    """Work the page out; give the seconds, and what it asked of durations of all police events.

    Nothing is remembered but what is worked out once for a snapshot: the values of filters, and the places.
    """
    snapshot.memory.forget()
    choices(snapshot)
    care_since(snapshot, "neighborhood")
    app = create_app(Settings(Path()))
    with app.server.test_request_context(PAGE.path):
        seconds = timed(lambda: PAGE.values(question_of(FILTERS[filters], snapshot)), clock)
    return seconds, _durations(snapshot)


def _durations(snapshot: Snapshot) -> list[Question]:
    asked = [key for key in snapshot.memory.questions() if isinstance(key, tuple)]
    questions = [Question(METRICS[key[1]], key[2], key[3]) for key in asked if key[0] == "ask"]
    return [each for each in questions if each.metric.seconds and each.metric.relation != CARE_EVENT]


def timed(work: Callable[[], object], clock: Clock) -> float:
    """Time it in the clock's seconds."""
    started = clock()
    work()
    return clock() - started


def main() -> None:
    """Print milliseconds: the median and the slowest twentieth of CARE's questions, and the page beside pandas."""
    options = _options()
    clock = time.process_time if options.cores else time.perf_counter
    for name in FILTERS:
        print(_told_care(name, care(options.warehouse, name, options.runs, clock)), flush=True)
    for name in FILTERS:
        print(_told_page(name, *run(options.warehouse, name, options.runs, clock)), flush=True)


def _told_care(filters: str, took: dict[str, list[float]]) -> str:
    every = sorted(seconds for times in took.values() for seconds in times)
    slowest = max(took, key=lambda metric: statistics.median(took[metric]))
    p50, p95, worst = every[len(every) // 2], every[len(every) * 95 // 100], statistics.median(took[slowest])
    return f"CARE, {filters:<32} p50 {p50 * 1e3:6.1f} ms, p95 {p95 * 1e3:6.1f} ms; {slowest} {worst * 1e3:.1f} ms"


def _told_page(filters: str, ours: list[float], theirs: list[float]) -> str:
    ratio = statistics.median(one / other for one, other in zip(ours, theirs, strict=True))
    here, there = statistics.median(ours) * 1e3, statistics.median(theirs) * 1e3
    return f"{PAGE.path}, {filters:<32} {here:6.0f} ms, pandas {there:6.0f} ms: {ratio:.3f} of it, pair by pair"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.answers")
    parser.add_argument("warehouse", type=Path)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument(
        "--cores", action="store_true", help="seconds of all cores, which others on the machine leave be"
    )
    return parser.parse_args()


if __name__ == "__main__":
    main()
