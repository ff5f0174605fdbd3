"""One day into many rows beside the full load of them: what a night costs."""

from tests.bench.bench import Bench
from tests.bench.load import first_load
from tests.bench.processes import beside, refreshed
from tests.bench.result import Goal, Result, within
from tests.next_day import USUAL_DAY, write_next_day

_MOST_OF_A_LOAD = 1 / 20
_MEMORY_MB = 2_000


def run(bench: Bench) -> list[Result]:
    """Time a full load and then a day into it, in turn."""
    day = write_next_day(bench.export, bench.scratch, 1)
    print(f"a day: {USUAL_DAY.new:,} new rows, {USUAL_DAY.restated:,} restated, {USUAL_DAY.repeated:,} repeated")
    loads, days = [], []
    for _ in range(bench.runs):
        loads.append(first_load(bench.export, bench.scratch / "warehouse"))
        days.append(refreshed(day, bench.scratch / "warehouse"))
    most = _MOST_OF_A_LOAD if bench.is_whole else None
    goal = Goal("One day into all rows, all tables, checks, published", "≤ 1/20 of the full load of 11 M rows", most)
    return [
        *beside(goal, "one day, published", days, "full load, published", loads),
        within(goal.name, "≤ 2 GB", "memory at its largest", "MB", [each.peak_mb for each in days], _MEMORY_MB),
    ]
