"""What a part of the benchmark is given: an export, what is made of it once and kept, and the environment of the peers."""

import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from etl.config import settings_from
from etl.demo import write_demo
from etl.describe import definitions_digest
from etl.publish import current_snapshot
from tests.bench.processes import refreshed
from tests.bench.result import Goal, Result
from tests.served import PROJECT

WHOLE = "11M"
SIZES = ("100k", "1M", WHOLE)
_ROWS_PER_EVENT = 1.8355
_TIMES = {"": 1, "k": 1_000, "M": 1_000_000}
_PEERS_LOCK = PROJECT / "tests" / "bench" / "peers" / "requirements.txt"


@dataclass(frozen=True)
class Bench:
    """An export of some `size`, a folder that is kept (`cache`), one that is not (`scratch`), and a number of runs."""

    size: str
    export: Path
    cache: Path
    scratch: Path
    runs: int

    @property
    def is_whole(self) -> bool:
        """Whether it has as many rows as Seattle's whole history, which some goals speak of."""
        return self.size == WHOLE

    @cached_property
    def warehouse(self) -> Path:
        """The export loaded, by the definitions as they are now; for parts that only read."""
        warehouse = self._kept / "warehouse"
        if current_snapshot(warehouse) is None:
            print(f"Loading {self.export.name} …", flush=True)
            refreshed(self.export, warehouse)
        return warehouse

    @cached_property
    def events(self) -> Path:
        """A folder with the events as peers read them, and with what their filters offer."""
        folder = self._kept / "events"
        if not folder.exists():
            run_command([sys.executable, "-m", "tests.bench.peers.data", str(self.warehouse), str(folder)])
        return folder

    @cached_property
    def facets(self) -> Path:
        """The events in SQLite, as Datasette reads them."""
        file = self._kept / "events.db"
        if not file.exists():
            run_command([str(self.peers_python), "-m", "tests.bench.peers.datasette", str(self.events), str(file)])
        return file

    @cached_property
    def peers_python(self) -> Path:
        """The interpreter of the peers' own environment, installed from their lock when that has changed."""
        environment = self.cache / "peers-venv"
        python, installed, lock = environment / "bin" / "python", environment / "installed", _PEERS_LOCK.read_text()
        if not installed.exists() or installed.read_text() != lock:
            print("Installing the peers …", flush=True)
            run_command([sys.executable, "-m", "venv", "--clear", str(environment)])
            run_command([str(python), "-m", "pip", "install", "--quiet", "--require-hashes", "-r", str(_PEERS_LOCK)])
            installed.write_text(lock)
        return python

    @cached_property
    def _kept(self) -> Path:
        """A folder for what is made of this export by these definitions; those made by others are deleted."""
        settings = settings_from({})
        file = self.export.stat()
        made_of = f"{self.export.name} {file.st_size} {definitions_digest(settings.reference, [])}"
        folder = self.cache / self.size / hashlib.sha256(made_of.encode()).hexdigest()[:12]
        for other in {*folder.parent.glob("*")} - {folder}:
            shutil.rmtree(other)
        folder.mkdir(parents=True, exist_ok=True)
        return folder


Part = Callable[[Bench], Iterable[Result]]
"""What measures something: results for one export, in the order they are read."""


def paired(
    goal: Goal, what: str, against: str, unit: str, run: Callable[[Bench], tuple[list[float], list[float]]]
) -> Part:
    """Make a part of a function that gives ours and theirs, measured in turn."""

    def part(bench: Bench) -> list[Result]:
        ours, theirs = run(bench)
        return [Result(goal, what, unit, ours, against, theirs)]

    return part


def rows_of(size: str) -> int:
    """Read a size such as 100k or 11M; raises `ValueError` for what is none."""
    found = re.fullmatch(r"([1-9][0-9]{0,8})([kM]?)", size)
    if found is None:
        raise ValueError(f"{size!r} is no size: give rows such as 100k, 1M or 11M.")
    return int(found[1]) * _TIMES[found[2]]


def size_of(rows: int) -> str:
    """Name the size of an export that has so many rows, such as 11M."""
    return f"{rows / 1e6:.0f}M" if rows >= 950_000 else f"{max(rows, 1_000) / 1e3:.0f}k"


def invented(cache: Path, size: str) -> Path:
    """Find the invented export of a size, or write it."""
    folder = cache / "exports" / size
    found = next(folder.glob("*.csv"), None) if folder.exists() else None
    return found or write_demo(folder, events=max(1, round(rows_of(size) / _ROWS_PER_EVENT)))


def run_command(command: Sequence[str]) -> None:
    """Run a command of the project to its end; one that fails ends the benchmark with its own words."""
    done = subprocess.run(command, cwd=PROJECT, stdout=subprocess.DEVNULL, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)} ended with status {done.returncode}")
