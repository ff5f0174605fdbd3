"""A served dashboard: what is kept beside what is trivial, 200 readers at once, and the memory of a worker."""

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench import readers
from tests.bench.bench import Bench
from tests.bench.processes import REFRESH
from tests.bench.result import Goal, Result, percentile, within
from tests.next_day import write_next_day
from tests.served import Site, serve

CACHED = Goal("What was asked before, beside a trivial GET", "≥ 80 % of its throughput", least=0.8)
READERS = "200 readers at once on two workers, 5 % of what they ask not asked before"
MEMORY = "Memory of a worker"
_ROUND_SECONDS, _CROWD_SECONDS = 5.0, 30.0
_CONNECTIONS, _CROWD, _FRESH = 16, 200, 0.05
_ONE_ADDRESS = {"CARE_ANSWERS_PER_MINUTE": "0"}
"""All readers of the crowd are on this machine, and would share what one client may ask."""
_PAGE, _ANSWER = readers.KEPT[:1], readers.KEPT[4:5]


def run(bench: Bench) -> list[Result]:
    """Serve a copy of the warehouse, into which a day is loaded while the second crowd reads."""
    warehouse = Path(shutil.copytree(bench.warehouse, bench.scratch / "served"))
    with serve(warehouse, _ONE_ADDRESS) as site:
        readers.run(site, readers.KEPT, 8, _ROUND_SECONDS)
        memory = [site.worker_memory_mb()]
        kept = list(_kept(bench, site))
        crowds = [_crowd(site, "no refresh")]
        with _refreshing(bench, warehouse):
            crowds.append(_crowd(site, "while a day is loaded"))
        memory.append(site.worker_memory_mb())
    what = "the larger of two, after all pages and after the crowds"
    return [*kept, *crowds, within(MEMORY, "≤ 150 MB", what, "MB", memory, 150)]


def _kept(bench: Bench, site: Site) -> Iterator[Result]:
    """Count requests a second of what is kept and of what is trivial, in turn."""
    for what, kept in (("the home page", _PAGE), ("an answer of the API", _ANSWER)):
        rates = [(_rate(site, kept), _rate(site, (readers.TRIVIAL,))) for _ in range(bench.runs)]
        ours, theirs = [list(each) for each in zip(*rates, strict=True)]
        yield Result(CACHED, what, "requests/s", ours, readers.TRIVIAL, theirs)


def _rate(site: Site, addresses: tuple[str, ...]) -> float:
    return len(readers.run(site, addresses, _CONNECTIONS, _ROUND_SECONDS).seconds) / _ROUND_SECONDS


def _crowd(site: Site, meanwhile: str) -> Result:
    seen = readers.run(site, readers.KEPT, _CROWD, _CROWD_SECONDS, _FRESH)
    told = f"{meanwhile}: {len(seen.failures)} of {len(seen.seconds) + len(seen.failures):,} failed; 95th percentile"
    return within(READERS, "no error, ≤ 1 s", told, "s", [percentile(seen.seconds, 0.95)], 1)


@contextmanager
def _refreshing(bench: Bench, warehouse: Path) -> Iterator[None]:
    """Load one more day into the warehouse that is served, until the block ends."""
    day = write_next_day(bench.export, bench.scratch, 1)
    refresh = subprocess.Popen([*REFRESH, str(day), "--warehouse", str(warehouse)], stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        refresh.wait()
