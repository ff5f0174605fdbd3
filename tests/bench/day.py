"""One day into many rows beside the full load of them: what a night costs."""

from pathlib import Path

from tests.bench.load import first_load
from tests.bench.processes import ratio, refreshed, told
from tests.next_day import USUAL_DAY, write_next_day


def measure(export: Path, scratch: Path, runs: int) -> None:
    """Time a full load and then a day into it, in turn, and print the medians and the ratio."""
    day = write_next_day(export, scratch, 1)
    print(f"a day: {USUAL_DAY.new:,} new rows, {USUAL_DAY.restated:,} restated, {USUAL_DAY.repeated:,} repeated")
    loads, days = [], []
    for _ in range(runs):
        loads.append(first_load(export, scratch / "warehouse"))
        days.append(refreshed(day, scratch / "warehouse"))
    print(told("full load, published", loads))
    print(told("one day, published", days))
    print(ratio("one day ÷ full load", days, loads))
