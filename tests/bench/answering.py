"""Answers that nobody asked before: CARE's questions by themselves, and a police-wide page beside pandas, in turn."""

from tests.bench import answers
from tests.bench.bench import Bench
from tests.bench.result import Goal, Result, percentile, within

CARE = "A question about CARE, not asked before"
WIDE = Goal("A page about all police events, not asked before", "≤ 1/8 of pandas, exact medians", most=1 / 8)
_MS = 10


def run(bench: Bench) -> list[Result]:
    """Ask with each set of filters, from none to narrow."""
    return [result for filters in answers.FILTERS for result in (*_care(bench, filters), *_wide(bench, filters))]


def _care(bench: Bench, filters: str) -> list[Result]:
    """Ask every metric about CARE, in all and by month, and set them beside what they may take."""
    took = answers.care(bench.warehouse, filters, bench.runs)
    every = [seconds * 1000 for times in took.values() for seconds in times]
    what = f"{filters}: {len(took)} metrics, in all and by month"
    slowest = percentile(every, 0.95)
    return [
        within(CARE, f"≤ {_MS} ms", what, "ms", every, _MS),
        within(CARE, f"≤ {_MS} ms", f"{what}, 95th percentile", "ms", [slowest], _MS),
    ]


def _wide(bench: Bench, filters: str) -> list[Result]:
    """Lay the whole page out, and have pandas work out only its police durations, on a frame made for that."""
    ours, theirs = answers.run(bench.warehouse, filters, bench.runs)
    return [Result(WIDE, f"{answers.PAGE.path}, {filters}", "s", ours, "pandas, its police durations only", theirs)]
