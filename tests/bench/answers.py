"""Answers that nobody asked before: CARE's questions by themselves, and a police-wide page beside pandas, in turn."""

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
from tests.bench.bench import Bench
from tests.bench.in_pandas import Frame, Question
from tests.bench.result import Goal, Result, percentile, within

CARE = "A question about CARE, not asked before"
WIDE = Goal("A page about all police events, not asked before", "≤ 1/8 of pandas, exact medians", most=1 / 8)
_MS = 10
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


def run(bench: Bench) -> list[Result]:
    """Ask with each set of filters, from none to narrow."""
    snapshot = _opened(bench.warehouse)
    frame = Frame(snapshot)
    return [
        result
        for filters in FILTERS
        for result in (*_care(snapshot, filters, bench.runs), _wide(snapshot, frame, filters, bench.runs))
    ]


def _care(snapshot: Snapshot, filters: str, runs: int) -> list[Result]:
    """Ask every metric about CARE, in all and by month, and set them beside what they may take."""
    asked = question_of(FILTERS[filters], snapshot).filters
    metrics = [name for name, metric in METRICS.items() if metric.relation == CARE_EVENT and not metric.divided_by]
    took = [ms for name in metrics for ms in _asked_anew(snapshot, name, asked, runs)]
    what = f"{filters}: {len(metrics)} metrics, in all and by month"
    return [
        within(CARE, f"≤ {_MS} ms", what, "ms", took, _MS),
        within(CARE, f"≤ {_MS} ms", f"{what}, 95th percentile", "ms", [percentile(took, 0.95)], _MS),
    ]


def _asked_anew(snapshot: Snapshot, name: str, filters: Filters, runs: int) -> list[float]:
    """Ask one metric with nothing remembered: milliseconds."""
    took = []
    for by in [(), ("month",)] * runs:
        snapshot.memory.forget()
        took.append(1000 * _timed(lambda by=by: ask(snapshot, name, filters, by)))
    return took


def _wide(snapshot: Snapshot, frame: Frame, filters: str, runs: int) -> Result:
    """Lay the whole page out, and have pandas work out only its police durations, on a frame made for that, in turn."""
    _, questions = _page(snapshot, filters)
    times = [(_page(snapshot, filters)[0], _timed(lambda: frame.answers(questions))) for _ in range(runs)]
    ours, theirs = [list(each) for each in zip(*times, strict=True)]
    return Result(WIDE, f"{PAGE.path}, {filters}", "s", ours, "pandas, its police durations only", theirs)


def _opened(warehouse: Path) -> Snapshot:
    """Open the snapshot that is served, with nothing remembered."""
    current = (warehouse / "current").read_text(encoding="utf-8").strip()
    return Snapshot(warehouse / f"care-{current}.duckdb", Settings(warehouse))


def _page(snapshot: Snapshot, filters: str) -> tuple[float, list[Question]]:
    """Work the page out; give the seconds, and what it asked of durations of all police events.

    Nothing is remembered but what is worked out once for a snapshot: the values of filters, and the places.
    """
    snapshot.memory.forget()
    choices(snapshot)
    care_since(snapshot, "neighborhood")
    app = create_app(Settings(Path()))
    with app.server.test_request_context(PAGE.path):
        seconds = _timed(lambda: PAGE.values(question_of(FILTERS[filters], snapshot)))
    return seconds, _durations(snapshot)


def _durations(snapshot: Snapshot) -> list[Question]:
    asked = [key for key in snapshot.memory.questions() if isinstance(key, tuple)]
    questions = [Question(METRICS[key[1]], key[2], key[3]) for key in asked if key[0] == "ask"]
    return [each for each in questions if each.metric.seconds and each.metric.relation != CARE_EVENT]


def _timed(work: Callable[[], object]) -> float:
    """Time it by the clock: seconds."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
